-- The two ways a worker ends a search. Both answer a repeated call with the verdict of the first.
create function public.complete_job(p_job_id text, p_token bigint, p_results jsonb, p_meta jsonb default '{}') returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
begin
  select * into job from public.search_jobs where job_id = p_job_id for update;
  if not found then
    return '{"code": "fenced"}';
  end if;
  moment := clock_timestamp();
  if job.status = 'completed' and job.lease_token = p_token then
    return jsonb_build_object('code', 'replay', 'rev', job.rev, 'notify_state', job.notify_state);
  end if;
  if job.status <> 'processing' or job.lease_token <> p_token or job.lease_expires_at is null then
    return jsonb_build_object('code', 'fenced', 'status', job.status, 'error_code', job.error_code);
  end if;
  if moment >= job.deadline_at then
    return jsonb_build_object('code', 'fenced', 'status', job.status, 'error_code', 'deadline_exceeded');
  end if;
  -- The text is queued where the search completes: a crash between the two cannot be.
  update public.search_jobs
  set status = 'completed', progress = 100, results = p_results, meta = meta || coalesce(p_meta, '{}'),
      finished_at = moment, lease_expires_at = null, error = null,
      notify_state = case when phone_number is null then 'none' else 'queued' end,
      notify_after = case when phone_number is not null then moment end
  where job_id = p_job_id returning * into job;
  delete from public.search_job_steps where job_id = p_job_id;
  return jsonb_build_object('code', 'ok', 'rev', job.rev, 'notify_state', job.notify_state);
end
$$;
comment on function public.complete_job is 'ok | replay | fenced, with notify_state: queued means a text is due.';

create function public.fail_job(
  p_job_id text,
  p_token bigint,
  p_error_code text,
  p_error text default null,
  p_retryable boolean default true,
  p_retry_after_seconds double precision default null
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
  delay double precision;
begin
  select * into job from public.search_jobs where job_id = p_job_id for update;
  if not found then
    return '{"code": "fenced"}';
  end if;
  moment := clock_timestamp();
  if job.status = 'failed' and job.lease_token = p_token then
    return jsonb_build_object('code', 'replay', 'status', job.status, 'error_code', job.error_code);
  end if;
  if job.status <> 'processing' or job.lease_token <> p_token then
    return jsonb_build_object('code', 'fenced', 'status', job.status, 'error_code', job.error_code);
  end if;
  if job.lease_expires_at is null then
    return jsonb_build_object('code', 'replay', 'status', job.status,
      'retry_after_seconds', greatest(extract(epoch from job.run_after - moment), 0));
  end if;
  delay := coalesce(p_retry_after_seconds, least(600, 2 * power(2, job.attempt)) * (0.5 + random()));
  if p_retryable and job.attempt < job.max_attempts and moment + make_interval(secs => delay) < job.deadline_at then
    update public.search_jobs
    set lease_expires_at = null, run_after = moment + make_interval(secs => delay), error = left(p_error, 500)
    where job_id = p_job_id;
    return jsonb_build_object('code', 'retry', 'retry_after_seconds', delay);
  end if;
  update public.search_jobs
  set status = 'failed', error_code = p_error_code, error = left(p_error, 500), finished_at = moment, lease_expires_at = null
  where job_id = p_job_id;
  return '{"code": "failed"}';
end
$$;
comment on function public.fail_job is
  'retry (with retry_after_seconds) | failed | replay | fenced. Without a delay: 2·2^attempt s, at most 600, times 0.5–1.5.';

revoke all on function public.complete_job, public.fail_job from public, anon, authenticated;
grant execute on function public.complete_job, public.fail_job to service_role;
