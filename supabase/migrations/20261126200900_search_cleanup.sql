-- Uploaded pictures live as long as their search, whichever way the row goes: by age, or with its owner's account.
do $$
begin
  if to_regclass('storage.buckets') is not null then
    insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
    values ('search-images', 'search-images', false, 10485760, array['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
    on conflict (id) do nothing;
  end if;
end
$$;

-- Deleting a row and deleting a file cannot be one transaction, so the row's names wait here until the files are gone.
create table public.search_files_to_delete (
  name text primary key,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.search_files_to_delete is 'Files in the bucket search-images whose search is gone.';

alter table public.search_files_to_delete enable row level security;
grant select, insert, delete on public.search_files_to_delete to service_role;

create function public.search_jobs_leave_files() returns trigger
language plpgsql security invoker set search_path = ''
as $$
begin
  insert into public.search_files_to_delete (name) select unnest(old.files) on conflict do nothing;
  return null;
end
$$;
comment on function public.search_jobs_leave_files() is 'Notes the files of a deleted search.';

create trigger leave_files after delete on public.search_jobs
  for each row when (cardinality(old.files) > 0) execute function public.search_jobs_leave_files();

create function public.cleanup_jobs(p_limit integer default 500, p_files_deleted text[] default '{}') returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  moment timestamptz := clock_timestamp();
  deleted integer;
  files jsonb;
begin
  delete from public.search_files_to_delete where name = any(p_files_deleted);
  with c as materialized (
    select job_id from public.search_jobs
    where expires_at <= moment and status in ('completed', 'failed') and notify_state <> 'sending'
    order by expires_at limit p_limit for update skip locked
  )
  delete from public.search_jobs as jobs using c where jobs.job_id = c.job_id;
  get diagnostics deleted = row_count;
  select coalesce(jsonb_agg(name), '[]') into files from (
    select name from public.search_files_to_delete order by created_at limit p_limit
  ) as waiting;
  return jsonb_build_object('deleted', deleted, 'files', files);
end
$$;
comment on function public.cleanup_jobs is
  'Deletes searches past their retention; returns the files to delete. Name them in the next call once they are gone.';

revoke all on function public.search_jobs_leave_files, public.cleanup_jobs from public, anon, authenticated;
grant execute on function public.search_jobs_leave_files, public.cleanup_jobs to service_role;
revoke all on function public.search_jobs_guard from public, anon, authenticated;
grant execute on function public.search_jobs_guard to service_role;
