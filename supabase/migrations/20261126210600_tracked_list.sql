-- A definer, because `@@` is not leakproof: under row level security the planner may not look words up in the index
-- before it has compared the owner of every row. The owner is compared here instead, in every statement. What callers
-- send is quoted with %L; names come from the two lists below. Without JIT: a search is guessed to be costly enough for
-- it, and compiling the plan would take ten times as long as running it.
create function public.list_tracked_jobs(p_wanted jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  me constant uuid := (select auth.uid());
  owner constant text := left(replace(me::text, '-', ''), 10);
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
      else (select string_agg(format('''%s%s'':*', owner, word), ' & ') from unnest(words) as word)::tsquery end;
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
-- A person's words are some thousands at most, read one by one: an index of trigrams would be everybody's.
create function public.corrected_query(p_user_id uuid, p_words text[]) returns tsquery
language plpgsql stable security invoker set search_path = ''
as $$
declare
  owner constant text := left(replace(p_user_id::text, '-', ''), 10);
  typed text;
  swapped text[];
  part tsquery;
  sought tsquery;
begin
  foreach typed in array p_words loop
    swapped := array(
      select overlay(typed placing reverse(substr(typed, at, 2)) from at for 2)
      from generate_series(1, char_length(typed) - 1) as at
    );
    part := (
      select string_agg(format('''%s%s'':*', owner, form), ' | ')
      from (
        select typed as form
        union all
        (select known.word
        from (
          select w.word, w.word = any (swapped) as slip, extensions.similarity(w.word, typed) as likeness
          from public.tracked_words as w where w.user_id = p_user_id and char_length(typed) >= 3
        ) as known
        where known.slip or known.likeness >= 0.25 or position(typed in known.word) > 0
        order by known.slip desc, known.likeness desc, known.word limit 8)
      ) as forms
    )::tsquery;
    sought := coalesce(sought && part, part);
  end loop;
  return sought;
end
$$;
comment on function public.corrected_query is 'A search for the words that a person''s mistyped ones were probably meant to be.';

revoke all on function public.list_tracked_jobs, public.corrected_query from public, anon, authenticated;
grant execute on function public.list_tracked_jobs to authenticated;
