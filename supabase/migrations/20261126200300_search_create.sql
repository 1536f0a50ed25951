-- Admission. Everything is decided inside locks on the id and on the three things that are limited, always taken in this order, so that
-- eight calls at once with one key make one search. Repeating a call, with or without an idempotency key, gives the same
-- search: the id comes from the caller.
create function public.create_job(
  p_job_id text,
  p_kind text,
  p_request_hash text,
  p_user_id uuid default null,
  p_client_hash text default null,
  p_idempotency_key text default null,
  p_categories text[] default '{}',
  p_original_image_url text default null,
  p_files text[] default '{}',
  p_request jsonb default '{}',
  p_phone_number text default null,
  p_phone_hash text default null,
  p_country_code text default null,
  p_max_active integer default 5,
  p_max_per_hour integer default 30,
  p_max_texts_per_day integer default 5,
  p_deadline_seconds double precision default 1800,
  p_retention_seconds double precision default 604800,
  p_max_attempts integer default 5
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  job public.search_jobs;
  since timestamptz;
  moment timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('search ' || p_job_id, 0));
  if p_user_id is not null then
    perform pg_advisory_xact_lock(hashtextextended('search owner ' || p_user_id, 0));
  end if;
  if p_client_hash is not null then
    perform pg_advisory_xact_lock(hashtextextended('search client ' || p_client_hash, 0));
  end if;
  if p_phone_hash is not null then
    perform pg_advisory_xact_lock(hashtextextended('search phone ' || p_phone_hash, 0));
  end if;
  moment := clock_timestamp();

  select * into job from public.search_jobs
  where job_id = p_job_id
    or (idempotency_key = p_idempotency_key and coalesce(user_id::text, client_hash) = coalesce(p_user_id::text, p_client_hash))
  order by (idempotency_key = p_idempotency_key) desc nulls last
  limit 1;
  if found then
    return jsonb_build_object(
      'code', case when job.request_hash = p_request_hash and job.user_id is not distinct from p_user_id
                   then 'replay' else 'key_reused' end,
      'job_id', job.job_id, 'status', job.status, 'progress', job.progress, 'rev', job.rev);
  end if;

  select created_at into since from public.search_jobs
  where status in ('pending', 'processing')
    and (user_id = p_user_id or (p_user_id is null and user_id is null and client_hash = p_client_hash))
  order by created_at desc offset greatest(p_max_active, 1) - 1 limit 1;
  if found then
    return jsonb_build_object('code', 'too_many_active', 'retry_after_seconds', 30);
  end if;
  select created_at into since from public.search_jobs
  where client_hash = p_client_hash and created_at > moment - interval '1 hour'
  order by created_at desc offset greatest(p_max_per_hour, 1) - 1 limit 1;
  if found then
    return jsonb_build_object('code', 'too_many_from_client',
      'retry_after_seconds', ceil(extract(epoch from since + interval '1 hour' - moment)));
  end if;
  if p_phone_number is not null then
    select created_at into since from public.search_jobs
    where phone_hash = p_phone_hash and status <> 'failed' and created_at > moment - interval '1 day'
    order by created_at desc offset greatest(p_max_texts_per_day, 1) - 1 limit 1;
    if found then
      return jsonb_build_object('code', 'too_many_texts',
        'retry_after_seconds', ceil(extract(epoch from since + interval '1 day' - moment)));
    end if;
  end if;

  insert into public.search_jobs (
    job_id, kind, user_id, client_hash, idempotency_key, request_hash, categories, original_image_url, files, request,
    phone_number, phone_hash, country_code, max_attempts, retention, created_at, updated_at, run_after, deadline_at,
    expires_at
  ) values (
    p_job_id, p_kind, p_user_id, p_client_hash, p_idempotency_key, p_request_hash, p_categories, p_original_image_url,
    p_files, p_request, p_phone_number, p_phone_hash, p_country_code, p_max_attempts,
    make_interval(secs => p_retention_seconds), moment, moment, moment, moment + make_interval(secs => p_deadline_seconds),
    moment + make_interval(secs => p_deadline_seconds + p_retention_seconds)
  ) returning * into job;
  return jsonb_build_object('code', 'created', 'job_id', job.job_id, 'status', job.status, 'progress', job.progress, 'rev', job.rev);
end
$$;
comment on function public.create_job is
  'created | replay | key_reused | too_many_active | too_many_from_client | too_many_texts; the last three with retry_after_seconds.';

revoke all on function public.create_job from public, anon, authenticated;
grant execute on function public.create_job to service_role;
