create table public.job_audit_log (
  id bigint generated always as identity primary key,
  job_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  actor uuid,
  action text not null check (action in ('created', 'updated', 'status_changed', 'deleted', 'restored', 'purged')),
  previous jsonb not null default '{}',
  new jsonb not null default '{}',
  stay_status text,
  stay_seconds integer check (stay_seconds >= 0),
  created_at timestamptz not null default clock_timestamp(),
  constraint job_audit_log_stay_whole check ((stay_status is null) = (stay_seconds is null))
);
comment on table public.job_audit_log is
  'Every change of every tracked job. Written by trigger, read by the owner, changed by nobody; goes with the account.';
comment on column public.job_audit_log.job_id is 'No foreign key: the entries outlive a purged job.';
comment on column public.job_audit_log.actor is 'Who did it; null is the service.';
comment on column public.job_audit_log.previous is 'The changed fields as they were. An entry "created" has none.';
comment on column public.job_audit_log.new is 'The changed fields as they are now; of a created job everything but its description.';
comment on column public.job_audit_log.stay_status is 'The status that was left, and stay_seconds how long it had lasted.';

create index job_audit_log_job on public.job_audit_log (user_id, job_id, id);
create index job_audit_log_stays on public.job_audit_log (user_id, stay_status, stay_seconds)
  where stay_status is not null;

alter table public.job_audit_log enable row level security;
grant select on public.job_audit_log to authenticated, service_role;
create policy "People read the history of their own jobs" on public.job_audit_log
  for select to authenticated using ((select auth.uid()) = user_id);

-- Grants and policies already allow no change; this also stops the table's owner. At a deeper trigger depth it is the
-- account that goes, and takes its rows along.
create function public.job_audit_log_refuse() returns trigger
language plpgsql security invoker set search_path = ''
as $$
begin
  raise exception 'the history of tracked jobs cannot be changed' using errcode = '42501';
end
$$;
comment on function public.job_audit_log_refuse is 'Refuses; for use in triggers only.';
revoke all on function public.job_audit_log_refuse from public, anon, authenticated;

create trigger refuse before update on public.job_audit_log
  for each row execute function public.job_audit_log_refuse();
create trigger refuse_delete before delete on public.job_audit_log
  for each row when (pg_trigger_depth() = 0) execute function public.job_audit_log_refuse();
create trigger refuse_truncate before truncate on public.job_audit_log
  for each statement execute function public.job_audit_log_refuse();

-- A definer, because nobody else may write the log: whoever could would be able to invent history.
create function public.tracked_jobs_audit() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  was jsonb;
  becomes jsonb;
  moved boolean;
  kept constant text[] := array['id', 'version', 'created_at', 'updated_at', 'last_viewed_at'];
begin
  if tg_op = 'INSERT' then
    insert into public.job_audit_log (job_id, user_id, actor, action, new)
    values (new.id, new.user_id, (select auth.uid()), 'created', public.tracked_job_json(new, false) - kept);
    return null;
  elsif tg_op = 'DELETE' then
    insert into public.job_audit_log (job_id, user_id, actor, action, previous)
    values (old.id, old.user_id, (select auth.uid()), 'purged', public.tracked_job_json(old, false) - kept);
    return null;
  end if;
  was := public.tracked_job_json(old, old.description <> new.description) - kept;
  becomes := public.tracked_job_json(new, old.description <> new.description) - kept;
  moved := old.status <> new.status;
  insert into public.job_audit_log (job_id, user_id, actor, action, previous, new, stay_status, stay_seconds)
  select new.id, new.user_id, (select auth.uid()),
    case when old.deleted_at is null and new.deleted_at is not null then 'deleted'
      when old.deleted_at is not null and new.deleted_at is null then 'restored'
      when moved then 'status_changed' else 'updated' end,
    coalesce(jsonb_object_agg(field.key, was -> field.key), '{}'),
    coalesce(jsonb_object_agg(field.key, field.value), '{}'),
    case when moved then old.status end,
    case when moved then greatest(0, extract(epoch from new.stage_entered_at - old.stage_entered_at))::integer end
  from jsonb_each(becomes) as field
  where field.value is distinct from was -> field.key;
  return null;
end
$$;
comment on function public.tracked_jobs_audit is
  'Writes the history in the transaction of the change; for use in triggers only. Definer: nobody may write the log directly.';
revoke all on function public.tracked_jobs_audit from public, anon, authenticated;

create trigger audit_insert after insert on public.tracked_jobs
  for each row execute function public.tracked_jobs_audit();
-- Not the columns of stamp but its outcome: the version tells that something changed.
create trigger audit_update after update on public.tracked_jobs
  for each row when (old.version <> new.version) execute function public.tracked_jobs_audit();
-- A row that goes with its account (a deeper depth) leaves no trace.
create trigger audit_delete after delete on public.tracked_jobs
  for each row when (pg_trigger_depth() = 0) execute function public.tracked_jobs_audit();
