-- One posting, one row, also when fifty windows import the same file at once: a person's own imports take turns.
-- Whoever saves a deleted job again wants it back, with its notes and its history; a scanner that finds it again does
-- not know that it was thrown away, so p_restore false leaves deleted what a scanner brings.
create function public.track_jobs(p_jobs jsonb, p_restore boolean default true, p_whole boolean default false)
returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  me constant uuid := (select auth.uid());
  given jsonb;
  wanted public.tracked_jobs;
  known record;
  words text;
  code text;
  made uuid;
  verdicts jsonb[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtextextended('tracked_jobs:' || me, 0));
  for given in select value from jsonb_array_elements(p_jobs) loop
    wanted := jsonb_populate_record(null::public.tracked_jobs, given);
    words := md5(public.fold_text(
      wanted.job_title || '␟' || wanted.company_name || '␟' || coalesce(wanted.location, '')));
    select * into known from (
      select id, deleted_at, created_at from public.tracked_jobs
      where user_id = me and deleted_at is null and canonical_url = wanted.canonical_url
      union all
      select id, deleted_at, created_at from public.tracked_jobs
      where user_id = me and deleted_at is null and source_linkedin_id = wanted.source_linkedin_id
      union all
      select id, deleted_at, created_at from public.tracked_jobs
      where user_id = me and deleted_at is null and identity_key = words
        and (coalesce(canonical_url, source_linkedin_id) is null
          or coalesce(wanted.canonical_url, wanted.source_linkedin_id) is null)
      union all
      select id, deleted_at, created_at from public.tracked_jobs
      where user_id = me and deleted_at > clock_timestamp() - interval '30 days'
        and (canonical_url = wanted.canonical_url or source_linkedin_id = wanted.source_linkedin_id
          or identity_key = words and (coalesce(canonical_url, source_linkedin_id) is null
            or coalesce(wanted.canonical_url, wanted.source_linkedin_id) is null))
    ) as rows order by deleted_at nulls first, created_at limit 1;
    made := coalesce(known.id, wanted.id, gen_random_uuid());
    if known.id is null then
      code := 'created';
      insert into public.tracked_jobs (
        id, job_title, company_name, location, description, job_url, canonical_url, source_linkedin_id, source,
        match_percentage, ranking_level, matched_skills, missing_skills, status, notes, application_date,
        interview_date, interview_stage, rejection_date, rejection_reason, salary_min, salary_max, created_at,
        imported_history
      ) values (
        made, wanted.job_title, wanted.company_name, coalesce(wanted.location, ''), coalesce(wanted.description, ''),
        wanted.job_url, wanted.canonical_url, wanted.source_linkedin_id, coalesce(wanted.source, 'manual'),
        wanted.match_percentage, wanted.ranking_level, coalesce(wanted.matched_skills, '{}'),
        coalesce(wanted.missing_skills, '{}'), coalesce(wanted.status, 'new'), coalesce(wanted.notes, ''),
        wanted.application_date, wanted.interview_date, wanted.interview_stage, wanted.rejection_date,
        wanted.rejection_reason, wanted.salary_min, wanted.salary_max,
        least(wanted.created_at, clock_timestamp()), coalesce(wanted.imported_history, '[]')
      );
    elsif known.deleted_at is not null and not p_restore and wanted.source = 'scanner' then
      code := 'deleted';
    else
      -- The same id is the same request once more, after its answer was lost.
      code := case when known.deleted_at is not null then 'restored' when known.id = wanted.id then 'created'
        else 'duplicate' end;
      -- The first stays as it is; only what it did not know is filled in.
      update public.tracked_jobs set
        deleted_at = null,
        job_url = coalesce(job_url, wanted.job_url),
        canonical_url = coalesce(canonical_url, wanted.canonical_url),
        source_linkedin_id = coalesce(source_linkedin_id, wanted.source_linkedin_id),
        description = case when description = '' then coalesce(wanted.description, '') else description end,
        match_percentage = coalesce(match_percentage, wanted.match_percentage),
        ranking_level = coalesce(ranking_level, wanted.ranking_level),
        matched_skills = case when match_percentage is null then coalesce(wanted.matched_skills, matched_skills)
          else matched_skills end,
        missing_skills = case when match_percentage is null then coalesce(wanted.missing_skills, missing_skills)
          else missing_skills end
      where id = made and not exists (
        select from public.tracked_jobs as other
        where other.user_id = me and other.id <> made and other.deleted_at is null
          and (other.canonical_url = wanted.canonical_url or other.source_linkedin_id = wanted.source_linkedin_id)
      );
    end if;
    verdicts := verdicts || jsonb_build_object('code', code, 'id', made);
  end loop;
  if not p_whole then
    return to_jsonb(verdicts);
  end if;
  return (
    select jsonb_agg(verdict || jsonb_build_object('job', public.tracked_job_json(job)) order by position)
    from unnest(verdicts) with ordinality as v (verdict, position)
    join public.tracked_jobs as job on job.id = (verdict ->> 'id')::uuid
  );
end
$$;
comment on function public.track_jobs is
  'Per job, in order: created | duplicate | restored | deleted (brought by a scanner, and thrown away before), with the row''s id.';

create function public.read_tracked_job(p_id uuid) returns jsonb
language sql security invoker set search_path = ''
as $$
  update public.tracked_jobs as job set last_viewed_at = clock_timestamp()
  where id = p_id and deleted_at is null
  returning public.tracked_job_json(job)
$$;
comment on function public.read_tracked_job is 'One job, stamped as seen; null when it is not the caller''s.';

create function public.update_tracked_job(
  p_id uuid, p_changes jsonb, p_expected_version integer default null, p_from text[] default null
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.tracked_jobs;
  wanted public.tracked_jobs;
  differing text[];
  broken text;
begin
  if p_changes ?| array['job_title', 'company_name', 'location', 'canonical_url', 'source_linkedin_id'] then
    -- What a posting is known by takes its turn with imports.
    perform pg_advisory_xact_lock(hashtextextended('tracked_jobs:' || (select auth.uid()), 0));
  end if;
  select * into job from public.tracked_jobs where id = p_id and deleted_at is null for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  wanted := jsonb_populate_record(job, p_changes);
  select coalesce(array_agg(field.key order by field.key), '{}') into differing
  from jsonb_each(public.tracked_job_json(wanted)) as field
  where p_changes ? field.key and field.value is distinct from public.tracked_job_json(job) -> field.key;
  if differing = '{}' then
    return jsonb_build_object('code', 'ok', 'job', public.tracked_job_json(job));
  elsif differing && array['match_percentage', 'ranking_level', 'matched_skills', 'missing_skills'] then
    return jsonb_build_object('code', 'score', 'fields', differing);
  elsif p_expected_version <> job.version then
    return jsonb_build_object('code', 'conflict', 'fields', differing, 'job', public.tracked_job_json(job));
  elsif wanted.status <> job.status and not job.status = any (p_from) then
    return jsonb_build_object('code', 'move', 'from', job.status);
  end if;
  update public.tracked_jobs set
    job_title = wanted.job_title, company_name = wanted.company_name, location = wanted.location,
    description = wanted.description, job_url = wanted.job_url, canonical_url = wanted.canonical_url,
    source_linkedin_id = wanted.source_linkedin_id, status = wanted.status, notes = wanted.notes,
    application_date = wanted.application_date, interview_date = wanted.interview_date,
    interview_stage = wanted.interview_stage, rejection_date = wanted.rejection_date,
    rejection_reason = wanted.rejection_reason, salary_min = wanted.salary_min, salary_max = wanted.salary_max
  where id = p_id returning * into job;
  return jsonb_build_object('code', 'ok', 'job', public.tracked_job_json(job));
exception
  when unique_violation then
    return '{"code": "duplicate"}';
  when check_violation then
    get stacked diagnostics broken = constraint_name;
    return jsonb_build_object('code', 'broken', 'constraint', broken);
end
$$;
comment on function public.update_tracked_job is
  'ok | not_found | conflict (another version, with the row as it is) | move (not from this status) | score | duplicate | broken. What is asked for and already so is ok.';

create function public.delete_tracked_job(p_id uuid) returns boolean
language sql security invoker set search_path = ''
as $$
  with gone as (
    update public.tracked_jobs set deleted_at = clock_timestamp() where id = p_id and deleted_at is null returning id
  )
  select exists (select from gone)
$$;
comment on function public.delete_tracked_job is 'Hides a job for 30 days; false when it is not the caller''s or hidden already.';

create function public.restore_tracked_job(p_id uuid) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.tracked_jobs;
begin
  perform pg_advisory_xact_lock(hashtextextended('tracked_jobs:' || (select auth.uid()), 0));
  update public.tracked_jobs set deleted_at = null
  where id = p_id and deleted_at > clock_timestamp() - interval '30 days';
  select * into job from public.tracked_jobs where id = p_id and deleted_at is null;
  return case when found then jsonb_build_object('code', 'ok', 'job', public.tracked_job_json(job))
    else '{"code": "not_found"}' end;
exception
  when unique_violation then
    return '{"code": "duplicate"}';
end
$$;
comment on function public.restore_tracked_job is
  'ok (also when it was not deleted) | not_found | duplicate (its posting has been tracked again).';

create function public.tracked_job_history(p_id uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object(
    'id', entry.id, 'job_id', entry.job_id, 'actor', entry.actor, 'action', entry.action, 'previous', entry.previous,
    'new', entry.new, 'created_at', entry.created_at) order by entry.id)
  from public.job_audit_log as entry
  where entry.user_id = (select auth.uid()) and entry.job_id = p_id
$$;
comment on function public.tracked_job_history is 'Every entry of a job, oldest first; null when there is none.';

create function public.purge_tracked_jobs(p_limit integer default 500) returns integer
language plpgsql security invoker set search_path = ''
as $$
declare
  purged integer;
begin
  with old as materialized (
    select id from public.tracked_jobs where deleted_at <= clock_timestamp() - interval '30 days'
    order by deleted_at limit p_limit for update skip locked
  )
  delete from public.tracked_jobs as job using old where job.id = old.id;
  get diagnostics purged = row_count;
  return purged;
end
$$;
comment on function public.purge_tracked_jobs is
  'Deletes jobs that were hidden for 30 days; returns how many. Call again while it returns p_limit.';

revoke all on function public.track_jobs, public.read_tracked_job, public.update_tracked_job, public.delete_tracked_job,
  public.restore_tracked_job, public.tracked_job_history, public.purge_tracked_jobs from public, anon, authenticated;
grant execute on function public.track_jobs, public.read_tracked_job, public.update_tracked_job,
  public.delete_tracked_job, public.restore_tracked_job, public.tracked_job_history to authenticated;
grant execute on function public.purge_tracked_jobs to service_role;
