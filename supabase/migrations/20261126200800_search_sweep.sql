-- The recoverer that needs no poller and no queue. Two at once share the work: what one holds the other skips.
create function public.sweep_jobs(p_limit integer default 100, p_rekick_seconds double precision default 60) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  moment timestamptz := clock_timestamp();
  dead integer;
  kick jsonb;
  texts jsonb;
begin
  with c as materialized (
    select job_id from public.search_jobs
    where status in ('pending', 'processing')
      and (deadline_at <= moment or (attempt >= max_attempts and (lease_expires_at is null or lease_expires_at <= moment)))
    order by created_at limit p_limit for update skip locked
  )
  update public.search_jobs as jobs
  set status = 'failed', finished_at = moment, lease_token = jobs.lease_token + 1, lease_expires_at = null,
      error_code = case when jobs.deadline_at <= moment then 'deadline_exceeded' else 'max_attempts_exceeded' end
  from c where jobs.job_id = c.job_id;
  get diagnostics dead = row_count;

  with c as materialized (
    select job_id from public.search_jobs
    where status in ('pending', 'processing') and run_after <= moment and deadline_at > moment
      and (lease_expires_at is null or lease_expires_at <= moment)
      and (last_kicked_at is null or last_kicked_at <= moment - make_interval(secs => p_rekick_seconds))
    order by created_at limit p_limit for update skip locked
  ), kicked as (
    update public.search_jobs as jobs set last_kicked_at = moment, kicks = jobs.kicks + 1
    from c where jobs.job_id = c.job_id returning jobs.job_id
  )
  select coalesce(jsonb_agg(job_id), '[]') into kick from kicked;

  select coalesce(jsonb_agg(job_id), '[]') into texts from (
    select job_id from public.search_jobs
    where (notify_state = 'queued' and notify_after <= moment)
      or (notify_state = 'sending' and notify_lease_expires_at <= moment)
    order by finished_at limit p_limit
  ) as due;
  return jsonb_build_object('dead', dead, 'kick', kick, 'notify', texts);
end
$$;
comment on function public.sweep_jobs is
  'Gives up on hopeless searches and returns the ids to kick (each at most once per p_rekick_seconds) and those whose text is due.';

revoke all on function public.sweep_jobs from public, anon, authenticated;
grant execute on function public.sweep_jobs to service_role;
