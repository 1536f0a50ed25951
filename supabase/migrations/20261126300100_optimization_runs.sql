-- A run belongs to nobody's process: whoever holds its lease carries it on, and any instance can read all of it.
create table public.optimization_runs (
  id uuid primary key,
  user_id uuid not null,
  resume_id uuid not null,
  job_analysis_id uuid,
  mode text not null default 'quick' check (mode in ('quick', 'llm')),
  status text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
  input jsonb not null check (jsonb_typeof(input) = 'object'),
  last_seq integer not null default 0 check (last_seq >= 0),
  attempt smallint not null default 1 check (attempt >= 1),
  lease_token bigint not null default 1,
  lease_owner uuid,
  lease_expires_at timestamptz,
  error_code text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  unique (id, user_id),
  constraint finished_iff_ended check ((status <> 'running') = (finished_at is not null)),
  constraint lease_only_running check (status = 'running' or lease_expires_at is null),
  constraint failed_has_code check (status <> 'failed' or error_code is not null),
  -- The pairs, not the ids alone: a run can only hang on what belongs to the same person.
  foreign key (resume_id, user_id) references public.resumes (id, user_id) on delete cascade,
  foreign key (job_analysis_id, user_id) references public.job_analyses (id, user_id)
    on delete set null (job_analysis_id)
);
comment on table public.optimization_runs is 'One optimization in progress or done. Written by its functions alone, so that the fence holds.';
comment on column public.optimization_runs.input is 'Everything the run works on, so that any instance can take it over.';
comment on column public.optimization_runs.lease_token is 'The fence: one more with each claim and with a cancel; what is written under an older one is refused.';
comment on column public.optimization_runs.last_seq is 'How many events there are; the next one gets the next number.';

create index optimization_runs_owner on public.optimization_runs (user_id, created_at desc);
create index optimization_runs_resume on public.optimization_runs (resume_id, user_id);
create index optimization_runs_analysis on public.optimization_runs (job_analysis_id, user_id);
create index optimization_runs_running on public.optimization_runs (lease_expires_at) where status = 'running';
create index optimization_runs_finished on public.optimization_runs (finished_at) where status <> 'running';

create trigger touch before update on public.optimization_runs
  for each row execute function public.touch_updated_at();

alter table public.optimization_runs enable row level security;
grant select on public.optimization_runs to authenticated;
grant select, delete on public.optimization_runs to service_role;

create policy "People read their own runs" on public.optimization_runs
  for select to authenticated using ((select auth.uid()) = user_id);
