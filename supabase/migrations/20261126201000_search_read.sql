-- The one public read. A definer, because it is the only way to a search for people without an account: a table grant
-- would let them list what they should only reach by its unguessable id, with every column of it.
-- In plpgsql, because an SQL function with a search path is planned anew at every call: this one is polled.
create function public.get_job(p_job_id text, p_since_rev bigint default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select case
      when job.rev = p_since_rev then
        jsonb_build_object('unchanged', true, 'job_id', job.job_id, 'status', job.status, 'rev', job.rev, 'stalled', stalled)
      else
        jsonb_build_object(
          'job_id', job.job_id, 'kind', job.kind, 'status', job.status, 'progress', job.progress, 'rev', job.rev,
          'categories', job.categories, 'original_image_url', job.original_image_url, 'results', job.results,
          'meta', job.meta, 'error_code', job.error_code, 'stalled', stalled, 'created_at', job.created_at,
          'updated_at', job.updated_at, 'finished_at', job.finished_at, 'expires_at', job.expires_at,
          'view', case when mine then 'owner' else 'link' end)
        || case when mine then jsonb_build_object('notified', job.notify_state = 'sent') else '{}' end
      end
    from public.search_jobs as job
    cross join lateral (
      select
        coalesce(job.user_id = (select auth.uid()), false) as mine,
        coalesce(
          (job.status in ('pending', 'processing') and (job.lease_expires_at <= clock_timestamp()
            or (job.lease_expires_at is null and job.run_after <= clock_timestamp() - interval '2 seconds')))
          or (job.notify_state = 'queued' and job.notify_after <= clock_timestamp() - interval '10 seconds')
          or job.notify_lease_expires_at <= clock_timestamp(),
          false) as stalled
    ) as seen
    where job.job_id = p_job_id and job.expires_at > clock_timestamp()
      and (mine or job.user_id is null or job.status = 'completed')
  );
end
$$;
comment on function public.get_job is
  'A search as its reader may see it, or null. Definer: see the top of this file. stalled asks the reader to kick a worker.';

revoke all on function public.get_job from public, anon, authenticated;
grant execute on function public.get_job to anon, authenticated, service_role;
