create table public.tracked_jobs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  job_title text collate "und-x-icu" not null check (char_length(job_title) between 1 and 500),
  company_name text collate "und-x-icu" not null check (char_length(company_name) between 1 and 500),
  location text not null default '' check (char_length(location) <= 500),
  description text not null default '' check (char_length(description) <= 100000),
  job_url text check (char_length(job_url) <= 2048),
  canonical_url text check (octet_length(canonical_url) <= 2048),
  source_linkedin_id text check (char_length(source_linkedin_id) between 1 and 200),
  source text not null default 'manual' check (char_length(source) between 1 and 100),
  match_percentage smallint check (match_percentage between 0 and 100),
  ranking_level text check (ranking_level in ('high', 'medium', 'low')),
  matched_skills text[] not null default '{}',
  missing_skills text[] not null default '{}',
  status text not null default 'new'
    check (status in ('new', 'interested', 'applied', 'interviewed', 'offered', 'rejected', 'archived')),
  notes text not null default '' check (char_length(notes) <= 20000),
  application_date timestamptz,
  interview_date timestamptz,
  interview_stage text check (char_length(interview_stage) <= 200),
  rejection_date timestamptz,
  rejection_reason text check (char_length(rejection_reason) <= 2000),
  salary_min numeric(12, 2) check (salary_min >= 0),
  salary_max numeric(12, 2) check (salary_max >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_viewed_at timestamptz,
  deleted_at timestamptz,
  version integer not null default 1,
  furthest_stage smallint not null default 0 check (furthest_stage between 0 and 4),
  stage_entered_at timestamptz not null default now(),
  imported_history jsonb not null default '[]' check (jsonb_typeof(imported_history) = 'array'),
  company_key text not null generated always as (public.fold_text(company_name)) stored,
  identity_key text not null
    generated always as (md5(public.fold_text(job_title || '␟' || company_name || '␟' || location))) stored,
  search_vector tsvector not null generated always as (
    array_to_tsvector(string_to_array(left(replace(user_id::text, '-', ''), 10) || replace(public.fold_text(
      job_title || ' ' || company_name || ' ' || location || ' ' || notes || ' ' || left(description, 20000)),
      ' ', ' ' || left(replace(user_id::text, '-', ''), 10)), ' '))
  ) stored,
  constraint tracked_jobs_salary_ordered check (salary_min <= salary_max),
  -- Postgres knows dates that no calendar does; nothing outside could read them.
  constraint tracked_jobs_dates_are_finite check (
    isfinite(application_date) and isfinite(interview_date) and isfinite(rejection_date) and isfinite(created_at)
    and isfinite(updated_at) and isfinite(last_viewed_at) and isfinite(deleted_at) and isfinite(stage_entered_at)
  ),
  constraint tracked_jobs_applied_dated check (status <> 'applied' or application_date is not null),
  constraint tracked_jobs_interviewed_dated check (status <> 'interviewed' or interview_date is not null),
  constraint tracked_jobs_rejected_dated check (status <> 'rejected' or rejection_date is not null)
) with (toast_tuple_target = 512);
comment on table public.tracked_jobs is 'One person''s pursuit of a posting. Read and written by its owner alone.';
comment on column public.tracked_jobs.canonical_url is 'job_url without what tells visits apart; null when it names no one posting.';
comment on column public.tracked_jobs.deleted_at is 'Deleted by its owner: hidden, may be restored for 30 days, then purged.';
comment on column public.tracked_jobs.version is 'Grows with every change that is audited; looking at a job is none.';
comment on column public.tracked_jobs.furthest_stage is
  'How far it came: 0 new, 1 interested, 2 applied, 3 interviewed, 4 offered. Kept by trigger with each entry of the history.';
comment on column public.tracked_jobs.imported_history is 'Moves made before the job was imported: [{"at", "status"}], oldest first.';
comment on column public.tracked_jobs.search_vector is
  'Every word behind the start of its owner''s id: a search reads, and takes the time of, one''s own words alone.';
comment on column public.tracked_jobs.identity_key is 'Fingerprint of title, company and location; md5 tells postings apart, it guards nothing.';

-- One row per posting. A row without URL and id is known by its words.
create unique index tracked_jobs_url on public.tracked_jobs (user_id, canonical_url) where deleted_at is null;
create unique index tracked_jobs_source_id on public.tracked_jobs (user_id, source_linkedin_id) where deleted_at is null;
create unique index tracked_jobs_words on public.tracked_jobs (user_id, identity_key)
  where deleted_at is null and canonical_url is null and source_linkedin_id is null;
create index tracked_jobs_identity on public.tracked_jobs (user_id, identity_key) where deleted_at is null;

-- One index per order of the list.
create index tracked_jobs_created on public.tracked_jobs (user_id, created_at, id) include (furthest_stage)
  where deleted_at is null;
create index tracked_jobs_updated on public.tracked_jobs (user_id, updated_at, id) where deleted_at is null;
create index tracked_jobs_title on public.tracked_jobs (user_id, job_title, id) where deleted_at is null;
create index tracked_jobs_company_name on public.tracked_jobs (user_id, company_name, id) where deleted_at is null;
create index tracked_jobs_match on public.tracked_jobs (user_id, (coalesce(match_percentage, -1)), id)
  where deleted_at is null;

-- One per filter, newest first inside; with what the statistics read.
create index tracked_jobs_status on public.tracked_jobs (user_id, status, created_at, id)
  include (furthest_stage, match_percentage, ranking_level, source) where deleted_at is null;
create index tracked_jobs_source on public.tracked_jobs (user_id, source, created_at, id) where deleted_at is null;
create index tracked_jobs_ranking on public.tracked_jobs (user_id, ranking_level, created_at, id)
  where deleted_at is null;
create index tracked_jobs_company on public.tracked_jobs (user_id, company_key, created_at, id)
  where deleted_at is null;
create index tracked_jobs_applied on public.tracked_jobs (user_id, application_date)
  where deleted_at is null and application_date is not null;
create index tracked_jobs_interview on public.tracked_jobs (user_id, interview_date)
  where deleted_at is null and interview_date is not null;
-- A search reads what waits to be sorted in line by line, so little may wait (kB).
create index tracked_jobs_search on public.tracked_jobs
  using gin (search_vector) with (gin_pending_list_limit = 256) where deleted_at is null;

create index tracked_jobs_bin on public.tracked_jobs (user_id, deleted_at) where deleted_at is not null;
create index tracked_jobs_purge on public.tracked_jobs (deleted_at) where deleted_at is not null;

-- Fires for the columns that people change; a stamp of last_viewed_at passes by.
create function public.tracked_jobs_stamp() returns trigger
language plpgsql security invoker set search_path = ''
as $$
declare
  stages constant text[] := array['new', 'interested', 'applied', 'interviewed', 'offered'];
  moment constant timestamptz := clock_timestamp();
  came smallint;
begin
  if new.match_percentage is not null and new.ranking_level is null then
    new.ranking_level := case when new.match_percentage >= 70 then 'high' when new.match_percentage >= 50 then 'medium'
      else 'low' end;
  end if;
  if tg_op = 'INSERT' or new.status <> old.status then
    case new.status
      when 'applied' then new.application_date := coalesce(new.application_date, moment);
      when 'interviewed' then new.interview_date := coalesce(new.interview_date, moment);
      when 'rejected' then new.rejection_date := coalesce(new.rejection_date, moment);
      else null;
    end case;
    came := array_position(stages, new.status) - 1;
    if came is null then  -- rejected or archived: as far as it came before
      came := case
        when new.interview_date <= coalesce(new.rejection_date, moment) then 3
        when new.application_date is not null or new.status = 'rejected' then 2
        else 0
      end;
      came := greatest(came, case when tg_op = 'UPDATE' then old.furthest_stage end);
    elsif tg_op = 'UPDATE' and old.status in ('rejected', 'archived') then
      came := greatest(came, old.furthest_stage);
    end if;  -- a step back from a later stage is a correction, and counts as none
  end if;
  if tg_op = 'INSERT' then
    new.version := 1;
    select greatest(came, max(array_position(stages, step ->> 'status') - 1)), max((step ->> 'at')::timestamptz)
    into came, new.stage_entered_at
    from jsonb_array_elements(new.imported_history) as step;
    new.furthest_stage := came;
    new.stage_entered_at := least(coalesce(new.stage_entered_at, new.created_at), moment);
    return new;
  end if;
  if (new.job_title, new.company_name, new.location, new.description, new.job_url, new.canonical_url,
      new.source_linkedin_id, new.source, new.match_percentage, new.ranking_level, new.matched_skills,
      new.missing_skills, new.status, new.notes, new.application_date, new.interview_date, new.interview_stage,
      new.rejection_date, new.rejection_reason, new.salary_min, new.salary_max, new.deleted_at)
     is not distinct from
     (old.job_title, old.company_name, old.location, old.description, old.job_url, old.canonical_url,
      old.source_linkedin_id, old.source, old.match_percentage, old.ranking_level, old.matched_skills,
      old.missing_skills, old.status, old.notes, old.application_date, old.interview_date, old.interview_stage,
      old.rejection_date, old.rejection_reason, old.salary_min, old.salary_max, old.deleted_at) then
    return null;  -- nothing changes: no version, no entry
  end if;
  if new.status <> old.status then
    new.furthest_stage := came;
    new.stage_entered_at := moment;
  end if;
  new.version := old.version + 1;
  new.updated_at := moment;
  return new;
end
$$;
comment on function public.tracked_jobs_stamp is
  'Dates a reached stage, keeps how far the job came, and counts versions; for use in triggers only.';
revoke all on function public.tracked_jobs_stamp from public, anon, authenticated;

create trigger stamp before insert or update of
  job_title, company_name, location, description, job_url, canonical_url, source_linkedin_id, source, match_percentage,
  ranking_level, matched_skills, missing_skills, status, notes, application_date, interview_date, interview_stage,
  rejection_date, rejection_reason, salary_min, salary_max, deleted_at
  on public.tracked_jobs for each row execute function public.tracked_jobs_stamp();

alter table public.tracked_jobs enable row level security;
-- Named columns: version, updated_at, furthest_stage and the owner are the database's to write. There is no delete: a
-- job that is deleted waits to be restored, and the service purges it.
grant select on public.tracked_jobs to authenticated;
grant insert (
  id, user_id, job_title, company_name, location, description, job_url, canonical_url, source_linkedin_id, source,
  match_percentage, ranking_level, matched_skills, missing_skills, status, notes, application_date, interview_date,
  interview_stage, rejection_date, rejection_reason, salary_min, salary_max, created_at, imported_history
) on public.tracked_jobs to authenticated;
grant update (
  job_title, company_name, location, description, job_url, canonical_url, source_linkedin_id, match_percentage,
  ranking_level, matched_skills, missing_skills, status, notes, application_date, interview_date, interview_stage,
  rejection_date, rejection_reason, salary_min, salary_max, last_viewed_at, deleted_at
) on public.tracked_jobs to authenticated;
grant select, insert, update, delete on public.tracked_jobs to service_role;

create policy "People read their own tracked jobs" on public.tracked_jobs
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People track jobs for themselves" on public.tracked_jobs
  for insert to authenticated with check ((select auth.uid()) = user_id);
create policy "People change their own tracked jobs" on public.tracked_jobs
  for update to authenticated using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
