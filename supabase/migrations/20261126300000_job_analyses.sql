create table public.job_analyses (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  job_title text not null default '' check (char_length(job_title) <= 500),
  company_name text not null default '' check (char_length(company_name) <= 500),
  posting jsonb not null check (jsonb_typeof(posting) = 'object'),
  posting_hash text not null check (char_length(posting_hash) <= 64),
  analysis jsonb not null default '{}' check (jsonb_typeof(analysis) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, posting_hash),
  unique (id, user_id)
);
comment on table public.job_analyses is 'A posting somebody works towards, with what was read out of it.';
comment on column public.job_analyses.posting_hash is 'Fingerprint of the posting''s content: the same posting is kept once per person.';
comment on column public.job_analyses.analysis is 'Requirements by name and need, and how the posting spells them.';

create trigger touch before update on public.job_analyses
  for each row execute function public.touch_updated_at();

alter table public.job_analyses enable row level security;
grant select, insert, update, delete on public.job_analyses to authenticated;
grant select, insert, update, delete on public.job_analyses to service_role;

create policy "People read their own analyses" on public.job_analyses
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People add analyses of their own" on public.job_analyses
  for insert to authenticated with check ((select auth.uid()) = user_id);
create policy "People change their own analyses" on public.job_analyses
  for update to authenticated using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "People delete their own analyses" on public.job_analyses
  for delete to authenticated using ((select auth.uid()) = user_id);
