create table public.optimized_resume_versions (
  optimized_resume_id uuid not null,
  version integer not null check (version >= 1),
  user_id uuid not null,
  structured_output jsonb not null check (jsonb_typeof(structured_output) = 'object'),
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  summary text not null default '',
  sections text[] not null default '{}',
  autosave boolean not null default false,
  saves integer not null default 1 check (saves >= 1),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (optimized_resume_id, version),
  foreign key (optimized_resume_id, user_id) references public.optimized_resumes (id, user_id) on delete cascade
);
comment on table public.optimized_resume_versions is
  'Every state an optimized resume has had, the present one included. A burst of autosaves is one rolling version.';
comment on column public.optimized_resume_versions.fields is
  'The other columns as they were at that version. The document stands beside them, so that it is copied and not rebuilt.';
comment on column public.optimized_resume_versions.summary is 'What changed against the version before, in words.';
comment on column public.optimized_resume_versions.saves is 'How many autosaves were folded into it.';

create index optimized_resume_versions_owner on public.optimized_resume_versions (optimized_resume_id, user_id);

alter table public.optimized_resume_versions enable row level security;
grant select on public.optimized_resume_versions to authenticated;
grant select, insert, update, delete on public.optimized_resume_versions to service_role;

create policy "People read the versions of their own optimized resumes" on public.optimized_resume_versions
  for select to authenticated using ((select auth.uid()) = user_id);

-- Documents of 200 kB are written with every save: lz4 costs a third of pglz. Not every build of Postgres has it.
do $$
begin
  alter table public.optimized_resumes alter column structured_output set compression lz4;
  alter table public.optimized_resume_versions alter column structured_output set compression lz4;
exception when feature_not_supported then
  null;
end
$$;
