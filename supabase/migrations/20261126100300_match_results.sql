create table public.match_results (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid(),
  resume_id uuid not null,
  job_id text not null check (char_length(job_id) between 1 and 200),
  type text not null default 'scoring' check (type in ('scoring')),
  source text not null check (source in ('single', 'batch', 'dify')),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  resume_hash text not null,
  posting_hash text not null,
  scorer_version text not null,
  model text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (resume_id, job_id, type, source),
  -- The pair, not the id alone: a result can only hang on a resume of the same person.
  foreign key (resume_id, user_id) references public.resumes (id, user_id) on delete cascade
);
comment on table public.match_results is 'The score of one resume against one posting, the newest per posting, type and source.';
comment on column public.match_results.resume_hash is 'resumes.content_hash at the time of scoring; another one now means stale.';
comment on column public.match_results.posting_hash is 'Fingerprint of the posting''s content, whatever its id.';
comment on column public.match_results.scorer_version is 'Which scorer made it; another one now means stale.';

create index match_results_posting on public.match_results (resume_id, posting_hash);
create index match_results_owner on public.match_results (user_id);

create trigger touch before update on public.match_results
  for each row execute function public.touch_updated_at();

alter table public.match_results enable row level security;
grant select, insert, update, delete on public.match_results to authenticated;
grant select, insert, update, delete on public.match_results to service_role;

create policy "People read their own results" on public.match_results
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People add results of their own" on public.match_results
  for insert to authenticated with check ((select auth.uid()) = user_id);
create policy "People change their own results" on public.match_results
  for update to authenticated using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "People delete their own results" on public.match_results
  for delete to authenticated using ((select auth.uid()) = user_id);
