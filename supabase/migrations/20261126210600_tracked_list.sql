-- A definer, because `@@` is not leakproof: under row level security the planner may not look words up in the index
-- before it has compared the owner of every row. The owner is compared here instead, in every statement. What callers
-- send is quoted with %L; names come from the two lists below.
create function public.list_tracked_jobs(p_wanted jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := (select auth.uid());
  descending constant boolean := coalesce((p_wanted ->> 'descending')::boolean, true);
  direction constant text := case when descending then 'desc' else 'asc' end;
  size constant integer := least(greatest(coalesce((p_wanted ->> 'limit')::integer, 20), 1), 101);
  skipped constant bigint := greatest(coalesce((p_wanted ->> 'offset')::bigint, 0), 0);
  after constant jsonb := p_wanted -> 'after';
  sort constant text := case coalesce(p_wanted ->> 'sort', 'created_at')
    when 'created_at' then 'created_at' when 'updated_at' then 'updated_at' when 'job_title' then 'job_title'
    when 'company_name' then 'company_name' when 'match_percentage' then 'coalesce(match_percentage, -1)' end;
  kind constant text := case p_wanted ->> 'sort' when 'job_title' then 'text' when 'company_name' then 'text'
    when 'match_percentage' then 'smallint' else 'timestamptz' end;
  page constant text := format(
    'select coalesce(jsonb_agg(public.tracked_job_json(job, %L) order by page.position), ''[]'')
     from (select id, row_number() over () as position from (%%s) as ids) as page
     join public.tracked_jobs as job on job.id = page.id', coalesce((p_wanted ->> 'whole')::boolean, false));
  filters text := format('user_id = %L and deleted_at is %s null', me,
    case when (p_wanted ->> 'deleted')::boolean then 'not' else '' end);
  place text := '';
  corrected boolean := coalesce((p_wanted ->> 'corrected')::boolean, false);
  bound record;
  words text[] := string_to_array(nullif(public.fold_text(p_wanted ->> 'search'), ''), ' ');
  sought tsquery;
  hit boolean;
  total bigint;
  jobs jsonb;
begin
  if me is null or sort is null then
    raise exception 'not a list' using errcode = '42501';
  end if;
  for bound in
    select name, condition
    from (values
      ('status', 'status = any (%L::text[])'), ('ranking_level', 'ranking_level = any (%L::text[])'),
      ('source', 'source = any (%L::text[])')
    ) as known (name, condition)
    where jsonb_typeof(p_wanted -> name) = 'array'
  loop
    filters := filters || ' and ' || format(bound.condition, array(select jsonb_array_elements_text(p_wanted -> bound.name)));
  end loop;
  for bound in
    select name, condition
    from (values
      ('company', 'company_key = public.fold_text(%L)'),
      ('min_match', 'coalesce(match_percentage, -1) >= %L::smallint'),
      ('max_match', 'coalesce(match_percentage, -1) <= %L::smallint'),
      ('created_from', 'created_at >= %L::timestamptz'), ('created_to', 'created_at < %L::timestamptz'),
      ('updated_from', 'updated_at >= %L::timestamptz'), ('updated_to', 'updated_at < %L::timestamptz'),
      ('applied_from', 'application_date >= %L::timestamptz'), ('applied_to', 'application_date < %L::timestamptz'),
      ('interview_from', 'interview_date >= %L::timestamptz'), ('interview_to', 'interview_date < %L::timestamptz')
    ) as known (name, condition)
    where p_wanted ->> name is not null
  loop
    filters := filters || ' and ' || format(bound.condition, p_wanted ->> bound.name);
  end loop;

  if p_wanted ->> 'search' is not null then
    words := (words)[1:16];
    -- Marks and spaces alone ask for nothing in particular.
    sought := case when corrected then public.corrected_query(me, words)
      else (select string_agg(format('''%s'':*', word), ' & ') from unnest(words) as word)::tsquery end;
  end if;
  if after is not null then
    place := format(' and (%s, id) %s (%L::%s, %L::uuid)', sort, case when descending then '<' else '>' end,
      after ->> 'value', kind, after ->> 'id');
  end if;

  -- In order, until the page is full: the order's index gives the ids, and only the page's own rows are read. For a
  -- search that suits when many rows hold the words, which a cursor knows.
  if sought is null or (after ->> 'total')::bigint > 2000 then
    filters := filters || case when sought is null then '' else format(' and search_vector @@ %L::tsquery', sought) end;
    if after is null then
      execute 'select count(*) from public.tracked_jobs where ' || filters into total;
    end if;
    execute format(page, format('select id from public.tracked_jobs where %s order by %s %s, id %3$s limit %s offset %s',
      filters || place, sort, direction, size, skipped)) into jobs;
    return jsonb_build_object('jobs', jobs, 'total', total, 'corrected', corrected);
  end if;

  -- Looked up, counted and put in order at once. Materialized, as how many rows hold the beginning of a word is guessed
  -- too high, and a plan for a page alone would rather read every row in order.
  loop
    execute format(
      'with hits as materialized (
         select id, %s as key from public.tracked_jobs where %s and search_vector @@ %L::tsquery)
       select (select count(*) from hits), (%s)',
      sort, filters || place, sought,
      format(page, format('select id from hits order by key %s, id %1$s limit %s offset %s', direction, size, skipped))
    ) into total, jobs;
    exit when total > 0 or corrected or after is not null;
    -- Nothing: by the filters, or because the words are mistyped?
    execute format('with hits as materialized (select from public.tracked_jobs
      where user_id = %L and deleted_at is null and search_vector @@ %L::tsquery) select exists (select from hits)',
      me, sought) into hit;
    exit when hit;
    sought := public.corrected_query(me, words);
    corrected := true;
  end loop;
  return jsonb_build_object('jobs', jobs, 'total', total, 'corrected', corrected);
end
$$;
comment on function public.list_tracked_jobs is
  'A page of the caller''s jobs, how many there are (not after a cursor) and whether the search was taken for mistyped. Definer: see the top of this file.';

-- The word as it is, what it is part of, what it becomes when two neighbours change places, and its nearest relatives.
create function public.corrected_query(p_user_id uuid, p_words text[]) returns tsquery
language plpgsql stable security invoker set search_path = ''
as $$
declare
  typed text;
  near text[];
  part tsquery;
  sought tsquery;
begin
  -- Not a SET of the function: only a superuser may name a parameter of an extension that is not loaded yet.
  perform set_config('pg_trgm.similarity_threshold', '0.25', true);
  foreach typed in array p_words loop
    select array_agg(known.word order by known.rank desc, known.word) into near from (
      select w.word, 2::real as rank from public.tracked_words as w
      where w.user_id = p_user_id and w.word = any (array(
        select overlay(typed placing reverse(substr(typed, at, 2)) from at for 2)
        from generate_series(1, char_length(typed) - 1) as at
      ))
      union all
      (select w.word, extensions.similarity(w.word, typed) from public.tracked_words as w
      where char_length(typed) >= 3 and w.user_id = p_user_id
        and (w.word operator(extensions.%) typed or w.word like '%' || typed || '%')
      order by 2 desc, 1 limit 8)
    ) as known;
    part := (select string_agg(format('''%s'':*', form), ' | ') from unnest(typed || near) as form)::tsquery;
    sought := coalesce(sought && part, part);
  end loop;
  return sought;
end
$$;
comment on function public.corrected_query is 'A search for the words that a person''s mistyped ones were probably meant to be.';

revoke all on function public.list_tracked_jobs, public.corrected_query from public, anon, authenticated;
grant execute on function public.list_tracked_jobs to authenticated;
