-- What a worker may write while it holds a search. The fence is token, status and a lease that was not handed back; not
-- "the lease has not run out": if nobody took over, a late worker's result is still the only one there is.
create function public.save_step(
  p_job_id text,
  p_token bigint,
  p_step_key text default null,
  p_output jsonb default null,
  p_progress integer default 0,
  p_lease_seconds double precision default 60,
  p_checkpoint jsonb default null
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
  stored jsonb;
  added integer := 0;
begin
  select * into job from public.search_jobs where job_id = p_job_id for update;
  if not found then
    return '{"code": "fenced"}';
  end if;
  moment := clock_timestamp();
  if job.status <> 'processing' or job.lease_token <> p_token or job.lease_expires_at is null then
    return jsonb_build_object('code', 'fenced', 'status', job.status, 'error_code', job.error_code);
  end if;
  if moment >= job.deadline_at then
    return jsonb_build_object('code', 'fenced', 'status', job.status, 'error_code', 'deadline_exceeded');
  end if;
  if p_step_key is not null then
    insert into public.search_job_steps (job_id, step_key, output, lease_token)
    values (p_job_id, p_step_key, p_output, p_token) on conflict do nothing;
    get diagnostics added = row_count;
    if added = 0 then
      select output into stored from public.search_job_steps where job_id = p_job_id and step_key = p_step_key;
    end if;
  end if;
  update public.search_jobs
  set progress = greatest(progress, least(p_progress, 99)),
      checkpoint = (checkpoint || coalesce(p_checkpoint, '{}')) - coalesce(p_step_key, ''),
      lease_expires_at = moment + make_interval(secs => p_lease_seconds),
      attempt = case when added = 1 then 0 else attempt end
  where job_id = p_job_id returning * into job;
  return jsonb_build_object('code', case when p_step_key is not null and added = 0 then 'replay' else 'ok' end,
    'output', stored, 'rev', job.rev, 'progress', job.progress);
end
$$;
comment on function public.save_step is
  'ok | replay (the step was stored before: use its output) | fenced (stop). Without a step key it is a heartbeat.';

create function public.yield_job(p_job_id text, p_token bigint, p_delay_seconds double precision default 0) returns jsonb
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
  if job.status <> 'processing' or job.lease_token <> p_token then
    return jsonb_build_object('code', 'fenced', 'status', job.status, 'error_code', job.error_code);
  end if;
  if job.lease_expires_at is null then
    return jsonb_build_object('code', 'replay',
      'retry_after_seconds', greatest(extract(epoch from job.run_after - moment), 0));
  end if;
  update public.search_jobs
  set lease_expires_at = null, attempt = greatest(attempt - 1, 0),
      run_after = moment + make_interval(secs => p_delay_seconds)
  where job_id = p_job_id returning * into job;
  return jsonb_build_object('code', 'ok', 'rev', job.rev, 'retry_after_seconds', p_delay_seconds);
end
$$;
comment on function public.yield_job is
  'ok | replay | fenced. Hands the search back before the platform ends the worker: not a failure, costs no attempt.';
revoke all on function public.save_step, public.yield_job from public, anon, authenticated;
grant execute on function public.save_step, public.yield_job to service_role;
