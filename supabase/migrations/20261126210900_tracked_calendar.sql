create table public.interview_calendars (
  user_id uuid primary key default auth.uid() references auth.users (id) on delete cascade,
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now()
);
comment on table public.interview_calendars is 'The secret address of a person''s interview calendar, one each.';
comment on column public.interview_calendars.token_hash is 'SHA-256 of 256 random bits; the token itself is shown once and kept nowhere.';

alter table public.interview_calendars enable row level security;
grant select, insert, update, delete on public.interview_calendars to authenticated;
grant select, insert, update, delete on public.interview_calendars to service_role;
create policy "People see whether they have a calendar" on public.interview_calendars
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People open a calendar of their own" on public.interview_calendars
  for insert to authenticated with check ((select auth.uid()) = user_id);
create policy "People give their calendar another address" on public.interview_calendars
  for update to authenticated using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "People close their calendar" on public.interview_calendars
  for delete to authenticated using ((select auth.uid()) = user_id);

-- A definer, because calendar programs come without a token of Auth: the secret address is the permission. It is looked
-- up by its hash, so neither time nor answer tells a nearly right one from a wrong one.
create function public.interview_feed(p_token_hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', job.id, 'job_title', job.job_title, 'company_name', job.company_name, 'location', job.location,
      'job_url', job.job_url, 'interview_date', job.interview_date, 'interview_stage', job.interview_stage,
      'status', job.status, 'version', job.version, 'created_at', job.created_at, 'updated_at', job.updated_at
    ) order by job.interview_date, job.id), '[]')
    from (
      select * from public.tracked_jobs
      where user_id = calendar.user_id and deleted_at is null and interview_date is not null
        and interview_date > now() - interval '1 year'
      order by interview_date desc limit 1000
    ) as job
  )
  from public.interview_calendars as calendar
  where calendar.token_hash = p_token_hash
$$;
comment on function public.interview_feed is
  'The interviews behind a calendar''s address, of the last year and ahead; null for an unknown one. Definer: see the top of this file.';
revoke all on function public.interview_feed from public, anon, authenticated;
grant execute on function public.interview_feed to anon, authenticated;
