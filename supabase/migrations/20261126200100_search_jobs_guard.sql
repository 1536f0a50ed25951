-- The last line of defence: whoever writes the row, history stays as it was. The functions' own fences come first; this
-- also stops a direct PATCH with the service key. PT409 because PostgREST repeats serialization failures for ever.
create function public.search_jobs_guard() returns trigger
language plpgsql security invoker set search_path = ''
as $$
begin
  if (new.job_id, new.user_id, new.kind, new.categories, new.request, new.created_at)
     is distinct from (old.job_id, old.user_id, old.kind, old.categories, old.request, old.created_at) then
    raise exception 'what search % asked for cannot change', old.job_id using errcode = 'PT409';
  end if;
  if old.status in ('completed', 'failed')
     and (new.status, new.progress, new.results, new.meta, new.error_code, new.lease_token, new.finished_at)
     is distinct from
     (old.status, old.progress, old.results, old.meta, old.error_code, old.lease_token, old.finished_at) then
    raise exception 'search % has ended', old.job_id using errcode = 'PT409';
  end if;
  if new.progress < old.progress or new.lease_token < old.lease_token or new.notify_token < old.notify_token
     or (old.status = 'processing' and new.status = 'pending')
     or (old.status = 'pending' and new.status = 'completed')
     or (old.notify_state in ('sent', 'failed', 'unknown') and new.notify_state <> old.notify_state) then
    raise exception 'search % would move backwards', old.job_id using errcode = 'PT409';
  end if;
  if new.finished_at is not null and old.finished_at is null then
    new.lease_expires_at := null;
    new.checkpoint := '{}';
    new.expires_at := new.finished_at + new.retention;
    if new.status = 'failed' then
      new.phone_number := null;
    end if;
  end if;
  new.rev := old.rev + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
comment on function public.search_jobs_guard() is 'Refuses what may not happen to a search and does what follows from its end.';

create trigger guard before update on public.search_jobs
  for each row execute function public.search_jobs_guard();
