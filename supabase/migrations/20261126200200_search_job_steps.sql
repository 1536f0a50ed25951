-- Outputs of finished steps, insert-only: the first write wins, so a step counts once however often it ran. A document
-- inside search_jobs would be rewritten whole with every step, and a late worker could replace it whole.
create table public.search_job_steps (
  job_id text not null references public.search_jobs (job_id) on delete cascade,
  step_key text not null check (char_length(step_key) between 1 and 200),
  output jsonb not null check (jsonb_typeof(output) in ('object', 'array') and octet_length(output::text) <= 327680),
  lease_token bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (job_id, step_key)
);
comment on table public.search_job_steps is 'What each finished step of a running search gave. Gone when the search completes.';
comment on column public.search_job_steps.lease_token is 'The claim that stored it.';

alter table public.search_job_steps enable row level security;
grant select, insert, delete on public.search_job_steps to service_role;
