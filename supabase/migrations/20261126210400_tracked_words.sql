create table public.tracked_words (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  word text collate "C" not null check (char_length(word) between 3 and 40),
  primary key (user_id, word)
);
comment on table public.tracked_words is
  'The words of one''s own titles, companies and places: a mistyped search is looked up here. Words of deleted jobs may stay.';

alter table public.tracked_words enable row level security;
grant select, insert on public.tracked_words to authenticated, service_role;
create policy "People read their own words" on public.tracked_words
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "People add words of their own" on public.tracked_words
  for insert to authenticated with check ((select auth.uid()) = user_id);

create function public.tracked_jobs_words() returns trigger
language plpgsql security invoker set search_path = ''
as $$
begin
  insert into public.tracked_words (user_id, word)
  select distinct new.user_id, word
  from unnest(string_to_array(
    public.fold_text(new.job_title || ' ' || new.company_name || ' ' || new.location), ' ')) as word
  where char_length(word) between 3 and 40
  order by 2
  on conflict do nothing;
  return null;
end
$$;
comment on function public.tracked_jobs_words is 'Keeps tracked_words complete; for use in triggers only.';
revoke all on function public.tracked_jobs_words from public, anon, authenticated;

create trigger words after insert or update of job_title, company_name, location on public.tracked_jobs
  for each row execute function public.tracked_jobs_words();
