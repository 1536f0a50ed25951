-- Immediate, whatever a worker is doing: the fence grows, and the worker learns of it by being refused. A definer, because
-- people may read their searches but not write them; the owner is compared here.
create function public.cancel_job(p_job_id text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
begin
  select * into job from public.search_jobs where job_id = p_job_id and user_id = (select auth.uid()) for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  if job.status in ('completed', 'failed') then
    return jsonb_build_object('code', 'done', 'status', job.status, 'error_code', job.error_code);
  end if;
  moment := clock_timestamp();
  update public.search_jobs
  set status = 'failed', error_code = 'cancelled', cancel_requested_at = moment, finished_at = moment,
      lease_token = lease_token + 1, lease_expires_at = null
  where job_id = p_job_id returning * into job;
  return jsonb_build_object('code', 'cancelled', 'status', job.status, 'error_code', job.error_code, 'rev', job.rev);
end
$$;
comment on function public.cancel_job is 'cancelled | done | not_found (also for other people''s). Definer: see the top of this file.';

revoke all on function public.cancel_job from public, anon, authenticated;
grant execute on function public.cancel_job to authenticated;
