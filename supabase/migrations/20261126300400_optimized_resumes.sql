create table public.optimized_resumes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  original_resume_id uuid not null,
  job_analysis_id uuid,
  title text not null default 'Optimized resume' check (char_length(title) between 1 and 300),
  optimized_content jsonb,
  optimization_summary text check (char_length(optimization_summary) <= 10000),
  match_score numeric(5, 2) check (match_score between 0 and 100),
  improvements_made jsonb not null default '[]' check (jsonb_typeof(improvements_made) = 'array'),
  keywords_added jsonb not null default '[]' check (jsonb_typeof(keywords_added) = 'array'),
  skills_highlighted jsonb not null default '[]' check (jsonb_typeof(skills_highlighted) = 'array'),
  structured_output jsonb not null check (structured_output ?& array['ui', 'resume_json', 'analysis', 'qa', 'tailored_resume_text']),
  qa_metrics jsonb not null default '{}' check (jsonb_typeof(qa_metrics) = 'object'),
  export_formats jsonb not null default '{}' check (jsonb_typeof(export_formats) = 'object'),
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (id, user_id),
  -- The pairs, not the ids alone: it can only hang on what belongs to the same person.
  foreign key (original_resume_id, user_id) references public.resumes (id, user_id) on delete cascade,
  foreign key (job_analysis_id, user_id) references public.job_analyses (id, user_id)
    on delete set null (job_analysis_id)
);
comment on table public.optimized_resumes is
  'A resume rewritten for one posting, as the editor holds it. Saved by its functions alone, so that every state becomes a version.';
comment on column public.optimized_resumes.version is 'Goes up with every save; the row is the newest of optimized_resume_versions.';
comment on column public.optimized_resumes.qa_metrics is 'Measured by the save, whatever a client sends.';
comment on column public.optimized_resumes.export_formats is 'Stored exports by format, with their fingerprint and until when the link holds.';

create index optimized_resumes_owner on public.optimized_resumes (user_id, updated_at desc, id);
create index optimized_resumes_original on public.optimized_resumes (original_resume_id, user_id);
create index optimized_resumes_analysis on public.optimized_resumes (job_analysis_id, user_id);
create index optimized_resumes_structured on public.optimized_resumes using gin (structured_output jsonb_path_ops)
  -- A document has thousands of leaves: merging them into the tree is autovacuum's work, not the writer's.
  with (gin_pending_list_limit = 16384);
create index optimized_resumes_qa on public.optimized_resumes using gin (qa_metrics);

-- An export notes where it lies; that is no edit.
create trigger touch before update on public.optimized_resumes
  for each row when (old.version <> new.version) execute function public.touch_updated_at();

alter table public.optimized_resumes enable row level security;
grant select, delete on public.optimized_resumes to authenticated;
-- An export notes where it lies; that is no edit and makes no version.
grant update (export_formats) on public.optimized_resumes to authenticated;
grant select, insert, update, delete on public.optimized_resumes to service_role;

create policy "People read their own optimized resumes" on public.optimized_resumes
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People note the exports of their own optimized resumes" on public.optimized_resumes
  for update to authenticated using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "People delete their own optimized resumes" on public.optimized_resumes
  for delete to authenticated using ((select auth.uid()) = user_id);
