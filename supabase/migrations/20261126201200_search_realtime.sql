-- Supabase Realtime pushes progress to a signed-in page: the columns its owner may select and no others.
do $$
begin
  if exists (select from pg_publication where pubname = 'supabase_realtime' and not puballtables) then
    alter publication supabase_realtime add table public.search_jobs (
      job_id, user_id, kind, status, progress, rev, categories, original_image_url, results, meta, error_code,
      created_at, started_at, updated_at, finished_at, expires_at
    );
  end if;
end
$$;
