-- The outbox of text messages. One send, unless a worker dies or the sender times out between publishing and reporting;
-- then at most p_max_sends, and after that 'unknown' instead of a guess.
create function public.claim_notification(
  p_job_id text, p_owner text, p_lease_seconds double precision default 60, p_max_sends integer default 2
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
  given_up text;
begin
  select * into job from public.search_jobs where job_id = p_job_id for update;
  if not found then
    return '{"code": "done"}';
  end if;
  moment := clock_timestamp();
  if job.notify_state not in ('queued', 'sending') then
    return jsonb_build_object('code', 'done', 'notify_state', job.notify_state);
  end if;
  if job.notify_state = 'sending' and job.notify_lease_expires_at > moment then
    if job.notify_owner is distinct from p_owner then
      return jsonb_build_object('code', 'busy',
        'retry_after_seconds', extract(epoch from job.notify_lease_expires_at - moment));
    end if;
    return jsonb_build_object('code', 'ok', 'replay', true, 'token', job.notify_token,
      'phone_number', job.phone_number, 'send', job.notify_attempt);
  end if;
  if job.notify_state = 'queued' and job.notify_after > moment and moment < job.expires_at then
    return jsonb_build_object('code', 'busy', 'retry_after_seconds', extract(epoch from job.notify_after - moment));
  end if;
  if job.phone_number is null or job.notify_attempt >= p_max_sends or moment >= least(job.expires_at, job.finished_at + interval '1 day') then
    given_up := case when job.notify_state = 'sending' or job.notify_attempt > 0 then 'unknown' else 'failed' end;
    update public.search_jobs
    set notify_state = given_up, notify_lease_expires_at = null, phone_number = null
    where job_id = p_job_id;
    return jsonb_build_object('code', 'done', 'notify_state', given_up);
  end if;
  update public.search_jobs
  set notify_state = 'sending', notify_owner = p_owner, notify_token = notify_token + 1,
      notify_attempt = notify_attempt + 1, notify_lease_expires_at = moment + make_interval(secs => p_lease_seconds)
  where job_id = p_job_id returning * into job;
  return jsonb_build_object('code', 'ok', 'replay', false, 'token', job.notify_token,
    'phone_number', job.phone_number, 'send', job.notify_attempt);
end
$$;
comment on function public.claim_notification is
  'ok | busy | done. The only function that returns a phone number; the same owner again gets the same send.';

create function public.finish_notification(
  p_job_id text, p_token bigint, p_outcome text, p_message_id text default null, p_retry_after_seconds double precision default 60
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  moment timestamptz;
begin
  if p_outcome is null or p_outcome not in ('sent', 'not_sent', 'rejected') then
    raise exception 'no such outcome: %', p_outcome using errcode = 'PT400';
  end if;
  select * into job from public.search_jobs where job_id = p_job_id for update;
  if not found or job.notify_token <> p_token then
    return '{"code": "fenced"}';
  end if;
  moment := clock_timestamp();
  if job.notify_state <> 'sending' then
    return jsonb_build_object('code', 'replay', 'notify_state', job.notify_state);
  end if;
  update public.search_jobs
  set notify_state = case p_outcome when 'sent' then 'sent' when 'not_sent' then 'queued' else 'failed' end,
      notify_attempt = notify_attempt - case when p_outcome = 'not_sent' then 1 else 0 end,
      notify_after = moment + make_interval(secs => p_retry_after_seconds),
      notify_message_id = p_message_id,
      notified_at = case when p_outcome = 'sent' then moment end,
      notify_lease_expires_at = null,
      phone_number = case when p_outcome = 'not_sent' then phone_number end
  where job_id = p_job_id returning * into job;
  return jsonb_build_object('code', 'ok', 'notify_state', job.notify_state);
end
$$;
comment on function public.finish_notification is
  'ok | replay | fenced. sent | rejected (for good) | not_sent: refused before it was accepted, so the send is given back.';

revoke all on function public.claim_notification, public.finish_notification from public, anon, authenticated;
grant execute on function public.claim_notification, public.finish_notification to service_role;
