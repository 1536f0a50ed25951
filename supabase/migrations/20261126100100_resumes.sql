create table public.resumes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  file_name text check (char_length(file_name) <= 255),
  file_path text check (char_length(file_path) <= 1024),
  file_size integer check (file_size >= 0),
  mime_type text check (char_length(mime_type) <= 127),
  file_hash text check (char_length(file_hash) <= 64),
  status text not null default 'parsed' check (status in ('parsed', 'needs_review', 'failed')),
  language text check (char_length(language) <= 35),
  text text not null default '',
  hidden_text text[] not null default '{}',
  parsed_data jsonb not null default '{}' check (jsonb_typeof(parsed_data) = 'object'),
  optimized_data jsonb check (jsonb_typeof(optimized_data) = 'object'),
  warnings jsonb not null default '[]' check (jsonb_typeof(warnings) = 'array'),
  confidence jsonb not null default '{}' check (jsonb_typeof(confidence) = 'object'),
  content_hash text not null
    generated always as (md5(coalesce(optimized_data, parsed_data)::text || E'\n' || text)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id)
);
comment on table public.resumes is 'A parsed person. Read and written by its owner alone.';
comment on column public.resumes.text is 'What a reader of the file sees, in reading order.';
comment on column public.resumes.hidden_text is 'What a reader cannot see (white, tiny, off the page): reported, never scored.';
comment on column public.resumes.optimized_data is 'The same shape as parsed_data, with accepted improvements.';
comment on column public.resumes.content_hash is
  'Fingerprint of what is scored. Made by the database, so that it is honest whoever writes the row; md5 tells versions apart, it guards nothing.';

create index resumes_user_created on public.resumes (user_id, created_at desc, id);

create trigger touch before update on public.resumes
  for each row execute function public.touch_updated_at();

alter table public.resumes enable row level security;
grant select, insert, update, delete on public.resumes to authenticated;
grant select, insert, update, delete on public.resumes to service_role;

create policy "People read their own resumes" on public.resumes
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People add resumes of their own" on public.resumes
  for insert to authenticated with check ((select auth.uid()) = user_id);
create policy "People change their own resumes" on public.resumes
  for update to authenticated using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "People delete their own resumes" on public.resumes
  for delete to authenticated using ((select auth.uid()) = user_id);
