create function public.export_tracked_jobs(p_limit integer default 1000, p_after jsonb default null) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(public.tracked_job_json(job) || jsonb_build_object('history', job.imported_history || coalesce(
    (
      select jsonb_agg(jsonb_build_object('at', entry.created_at, 'status', entry.new ->> 'status') order by entry.id)
      from public.job_audit_log as entry
      where entry.user_id = job.user_id and entry.job_id = job.id
        and (entry.action = 'status_changed' or entry.action = 'created' and job.imported_history = '[]')
    ), '[]')) order by job.created_at, job.id), '[]')
  from (
    select * from public.tracked_jobs
    where user_id = (select auth.uid()) and deleted_at is null
      and (p_after is null or (created_at, id) > ((p_after ->> 'created_at')::timestamptz, (p_after ->> 'id')::uuid))
    order by created_at, id limit least(greatest(p_limit, 1), 5000)
  ) as job
$$;
comment on function public.export_tracked_jobs is
  'The caller''s jobs, oldest first from after the given one, each with its moves: [{"at", "status"}].';
revoke all on function public.export_tracked_jobs from public, anon, authenticated;
grant execute on function public.export_tracked_jobs to authenticated;
