-- Claiming gives a lease and the next fencing token. The clock is read after the row lock: before it, a claim that waited
-- would judge the lease by a moment that has passed.
create function public.grant_search_lease(job public.search_jobs, p_owner text, p_lease_seconds double precision)
returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  moment timestamptz := clock_timestamp();
  again boolean := coalesce(job.lease_expires_at > moment and job.lease_owner = p_owner, false);
begin
  if not again and (moment >= job.deadline_at or job.attempt >= job.max_attempts) then
    update public.search_jobs
    set status = 'failed', finished_at = moment, lease_token = lease_token + 1, lease_expires_at = null,
        error_code = case when moment >= deadline_at then 'deadline_exceeded' else 'max_attempts_exceeded' end
    where job_id = job.job_id returning * into job;
    return jsonb_build_object('code', 'done', 'job_id', job.job_id, 'status', job.status,
      'error_code', job.error_code, 'notify_state', job.notify_state);
  end if;
  if not again then
    update public.search_jobs
    set status = 'processing', started_at = coalesce(started_at, moment), attempt = attempt + 1,
        lease_token = lease_token + 1, lease_owner = p_owner,
        lease_expires_at = moment + make_interval(secs => p_lease_seconds)
    where job_id = job.job_id returning * into job;
  end if;
  return jsonb_build_object(
    'code', 'ok', 'replay', again, 'job_id', job.job_id, 'kind', job.kind, 'user_id', job.user_id,
    'token', job.lease_token, 'attempt', job.attempt, 'max_attempts', job.max_attempts, 'rev', job.rev,
    'progress', job.progress, 'categories', job.categories, 'original_image_url', job.original_image_url,
    'files', job.files, 'request', job.request, 'meta', job.meta, 'checkpoint', job.checkpoint,
    'lease_seconds', extract(epoch from job.lease_expires_at - moment),
    'deadline_in_seconds', extract(epoch from job.deadline_at - moment),
    'steps', (select coalesce(jsonb_object_agg(step_key, output), '{}')
              from public.search_job_steps where job_id = job.job_id));
end
$$;
comment on function public.grant_search_lease is 'For the claim functions, which hold the lock on the row: ok | done.';

create function public.claim_job(p_job_id text, p_owner text, p_lease_seconds double precision default 60) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
begin
  select * into job from public.search_jobs where job_id = p_job_id for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  moment := clock_timestamp();
  if job.status in ('completed', 'failed') then
    return jsonb_build_object('code', 'done', 'job_id', job.job_id, 'status', job.status,
      'error_code', job.error_code, 'notify_state', job.notify_state);
  end if;
  if job.lease_expires_at > moment then
    if job.lease_owner is distinct from p_owner then
      return jsonb_build_object('code', 'busy',
        'retry_after_seconds', extract(epoch from job.lease_expires_at - moment));
    end if;
  elsif job.run_after > moment and moment < job.deadline_at then
    return jsonb_build_object('code', 'not_due', 'retry_after_seconds', extract(epoch from job.run_after - moment));
  end if;
  return public.grant_search_lease(job, p_owner, p_lease_seconds);
end
$$;
comment on function public.claim_job is
  'ok | busy | not_due | done | not_found. The same owner again gets the same token: its first answer may have been lost.';

-- The selection is a materialized CTE: as a subquery the planner may merge it and lock more rows than the limit.
create function public.claim_next(p_owner text, p_lease_seconds double precision default 60, p_limit integer default 1)
returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  due text[];
  id text;
  claims jsonb := '[]';
  moment timestamptz := clock_timestamp();
begin
  select array_agg(job_id order by created_at) into due from public.search_jobs
  where status = 'processing' and lease_owner = p_owner and lease_expires_at > moment;
  if due is null then
    with c as materialized (
      select job_id, created_at from public.search_jobs
      where status in ('pending', 'processing') and run_after <= moment
        and (lease_expires_at is null or lease_expires_at <= moment)
      order by created_at limit p_limit for update skip locked
    )
    select array_agg(job_id order by created_at) into due from c;
  end if;
  foreach id in array coalesce(due, '{}') loop
    select * into job from public.search_jobs where job_id = id for update;
    claims := claims || public.grant_search_lease(job, p_owner, p_lease_seconds);
  end loop;
  return claims;
end
$$;
comment on function public.claim_next is 'Up to p_limit due searches, oldest first, as claim_job answers them; for workers without a queue.';

revoke all on function public.grant_search_lease, public.claim_job, public.claim_next from public, anon, authenticated;
grant execute on function public.grant_search_lease, public.claim_job, public.claim_next to service_role;
