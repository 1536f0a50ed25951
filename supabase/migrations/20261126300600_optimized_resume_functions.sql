-- Creating, saving and restoring. These are definers because people may not write the two tables themselves: a row that
-- changed without its version would lose what it overwrote. Each one compares the owner itself.

create function public.optimized_fields(o public.optimized_resumes) returns jsonb
language sql immutable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'title', o.title, 'optimized_content', o.optimized_content, 'optimization_summary', o.optimization_summary,
    'match_score', o.match_score, 'improvements_made', o.improvements_made, 'keywords_added', o.keywords_added,
    'skills_highlighted', o.skills_highlighted, 'qa_metrics', o.qa_metrics)
$$;
comment on function public.optimized_fields is 'Internal: what a version keeps of a row beside the document.';

create function public.optimized_parts(structured jsonb) returns jsonb
language sql immutable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'contact', (resume -> 'basics') - 'summary', 'summary', resume #> '{basics,summary}',
    'experience', resume -> 'work', 'skills', resume -> 'skills', 'education', resume -> 'education',
    'projects', resume -> 'projects', 'certifications', resume -> 'certificates',
    'additional', jsonb_build_array(resume -> 'volunteer', resume -> 'awards', resume -> 'publications',
      resume -> 'languages', resume -> 'interests', resume -> 'references'),
    'order', structured #> '{ui,order}', 'analysis', structured -> 'analysis',
    'iteration_notes', structured -> 'iteration_notes')
  from (select structured -> 'resume_json' as resume offset 0) as document
$$;
comment on function public.optimized_parts is
  'Internal: a document cut into the editor''s sections. Once per save: a 200 kB value is not to be opened per section.';

create function public.parts_that_differ(one jsonb, other jsonb) returns text[]
language sql immutable security invoker set search_path = ''
as $$
  select coalesce(array_agg(part order by place), '{}')
  from unnest(array['contact', 'summary', 'experience', 'skills', 'education', 'projects', 'certifications', 'additional',
    'order', 'analysis', 'iteration_notes']) with ordinality as s (part, place)
  where one -> part is distinct from other -> part
$$;
comment on function public.parts_that_differ is 'Internal: the sections in which two documents, cut into parts, differ.';

create function public.columns_that_differ(one public.optimized_resumes, other public.optimized_resumes) returns text[]
language sql immutable security invoker set search_path = ''
as $$
  select array_remove(array[
    case when one.title is distinct from other.title then 'title' end,
    case when one.optimized_content is distinct from other.optimized_content then 'optimized_content' end,
    case when one.optimization_summary is distinct from other.optimization_summary then 'optimization_summary' end,
    case when one.match_score is distinct from other.match_score then 'match_score' end,
    case when one.improvements_made is distinct from other.improvements_made then 'improvements_made' end,
    case when one.keywords_added is distinct from other.keywords_added then 'keywords_added' end,
    case when one.skills_highlighted is distinct from other.skills_highlighted then 'skills_highlighted' end
  ], null)
$$;
comment on function public.columns_that_differ is 'Internal: the columns beside the document in which two rows differ.';

create function public.count_changes(one jsonb, other jsonb) returns text
language sql immutable security invoker set search_path = ''
as $$
  with before as (
    select value #>> '{}' as line, count(*) as times
    from jsonb_path_query(coalesce(one, 'null'), 'strict $.** ? (@.type() == "string")') as value group by 1
  ), after as (
    select value #>> '{}' as line, count(*) as times
    from jsonb_path_query(coalesce(other, 'null'), 'strict $.** ? (@.type() == "string")') as value group by 1
  ), counted as (
    select coalesce(sum(greatest(coalesce(a.times, 0) - coalesce(b.times, 0), 0)), 0) as added,
      coalesce(sum(greatest(coalesce(b.times, 0) - coalesce(a.times, 0), 0)), 0) as removed
    from before as b full join after as a using (line)
  )
  select case
    when added = 0 and removed = 0 then 'reordered'
    else concat_ws(', ',
      case when least(added, removed) > 0 then least(added, removed) || ' changed' end,
      case when added > removed then (added - removed) || ' added' end,
      case when removed > added then (removed - added) || ' removed' end)
  end
  from counted
$$;
comment on function public.count_changes is 'Internal: how many texts of a section were changed, added and removed, in words.';

create function public.change_summary(one jsonb, other jsonb, sections text[]) returns text
language sql immutable security invoker set search_path = ''
as $$
  select coalesce(string_agg(
    case
      when section in ('contact', 'summary', 'experience', 'skills', 'education', 'projects', 'certifications', 'additional')
        then upper(left(section, 1)) || substr(section, 2) || ': '
          || public.count_changes(one -> section, other -> section)
      when section = 'order' then 'Sections reordered'
      else upper(left(section, 1)) || replace(substr(section, 2), '_', ' ') || ' changed'
    end, '. ' order by place) || '.', 'Nothing changed.')
  from unnest(sections) with ordinality as s (section, place)
$$;
comment on function public.change_summary is 'Internal: what changed between two documents, cut into parts, a clause per section.';

create function public.saved_answer(o public.optimized_resumes, changes jsonb, sections text[], folded boolean)
returns jsonb
language plpgsql immutable security invoker set search_path = ''
as $$
begin
  if changes ? 'structured_output' then
    o.structured_output := null;  -- the caller has it
  end if;
  return jsonb_build_object('code', 'saved', 'version', o.version, 'updated_at', o.updated_at,
    'sections', to_jsonb(sections), 'folded', folded,
    'row', to_jsonb(o) - 'user_id' - array(select jsonb_object_keys(changes)));
end
$$;
comment on function public.saved_answer is 'Internal: what a save tells; the columns that came with it are not sent back.';

create function public.create_optimized_resume(
  p_id uuid, p_resume_id uuid, p_job_analysis_id uuid, p_fields jsonb, p_summary text default 'Created.'
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := (select auth.uid());
  made public.optimized_resumes;
begin
  select * into made from public.optimized_resumes where id = p_id;
  if found then
    return case when made.user_id = me then jsonb_build_object('code', 'created', 'row', to_jsonb(made) - 'user_id')
      else '{"code": "id_taken"}' end;
  end if;
  if not exists (select from public.resumes where id = p_resume_id and user_id = me) then
    return '{"code": "resume_not_found"}';
  end if;
  made := jsonb_populate_record(null::public.optimized_resumes, p_fields);
  insert into public.optimized_resumes (id, user_id, original_resume_id, job_analysis_id, title, optimized_content,
    optimization_summary, match_score, improvements_made, keywords_added, skills_highlighted, structured_output, qa_metrics)
  values (p_id, me, p_resume_id,
    (select id from public.job_analyses where id = p_job_analysis_id and user_id = me),
    coalesce(made.title, 'Optimized resume'), made.optimized_content, made.optimization_summary, made.match_score,
    coalesce(made.improvements_made, '[]'), coalesce(made.keywords_added, '[]'), coalesce(made.skills_highlighted, '[]'),
    made.structured_output, coalesce(made.qa_metrics, '{}'))
  returning * into made;
  insert into public.optimized_resume_versions (optimized_resume_id, version, user_id, structured_output, fields, summary)
  values (made.id, 1, me, made.structured_output, public.optimized_fields(made), p_summary);
  return jsonb_build_object('code', 'created', 'row', to_jsonb(made) - 'user_id');
end
$$;
comment on function public.create_optimized_resume is
  'created with the row | resume_not_found | id_taken; the same id again: the same row. Definer: see the top of this file.';

create function public.save_optimized_resume(
  p_id uuid, p_changes jsonb, p_expected_version integer default null, p_autosave boolean default false,
  p_summary text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  old public.optimized_resumes;
  new public.optimized_resumes;
  last record;
  base public.optimized_resumes;
  old_parts jsonb;
  new_parts jsonb;
  base_parts jsonb;
  differing text[];
  in_document boolean := p_changes ? 'structured_output';
  unchanged boolean;
  fold boolean := false;
begin
  select * into old from public.optimized_resumes
  where id = p_id and user_id = (select auth.uid()) for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  new := jsonb_populate_record(old, p_changes);
  new.id := old.id;
  new.user_id := old.user_id;
  new.original_resume_id := old.original_resume_id;
  new.job_analysis_id := old.job_analysis_id;
  new.version := old.version;
  new.created_at := old.created_at;
  new.updated_at := old.updated_at;
  if p_changes ? 'qa_metrics' and not in_document then
    new.qa_metrics := new.qa_metrics || (
      select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(old.qa_metrics)
      where key in ('coverage', 'readability', 'duplicates', 'format_compliance', 'rules', 'duplicate_pairs'));
  end if;
  differing := public.columns_that_differ(old, new);
  unchanged := differing = '{}' and old.qa_metrics = new.qa_metrics;
  if in_document then
    unchanged := unchanged and old.structured_output = new.structured_output;
    if not unchanged then
      old_parts := public.optimized_parts(old.structured_output);
      new_parts := public.optimized_parts(new.structured_output);
      differing := public.parts_that_differ(old_parts, new_parts) || differing;
    end if;
  end if;
  if differing = '{}' and not unchanged then
    differing := array[case when old.qa_metrics = new.qa_metrics then 'layout' else 'qa_metrics' end];
  end if;
  -- The same save again is no conflict: the answer to the first was lost.
  if p_expected_version <> old.version and not (unchanged and in_document) then
    return jsonb_build_object('code', 'conflict', 'current_version', old.version, 'updated_at', old.updated_at,
      'sections', to_jsonb(differing));
  end if;
  if unchanged then
    if old.export_formats is distinct from new.export_formats then
      update public.optimized_resumes set export_formats = new.export_formats where id = old.id;
    end if;
    return public.saved_answer(new, p_changes, '{}', false);
  end if;
  if not p_changes ? 'export_formats' then
    new.export_formats := '{}';  -- they show the state before
  end if;

  select v.version, v.autosave and v.created_at > clock_timestamp() - interval '10 minutes' as rolling into last
  from public.optimized_resume_versions as v where v.optimized_resume_id = old.id order by v.version desc limit 1;
  if p_autosave and last.rolling then
    select (jsonb_populate_record(null::public.optimized_resumes, v.fields)).* into base
    from public.optimized_resume_versions as v
    where v.optimized_resume_id = old.id and v.version < last.version order by v.version desc limit 1;
    if found then
      select public.optimized_parts(v.structured_output) into base_parts
      from public.optimized_resume_versions as v
      where v.optimized_resume_id = old.id and v.version < last.version order by v.version desc limit 1;
      old_parts := coalesce(old_parts, public.optimized_parts(old.structured_output));
      new_parts := coalesce(new_parts, old_parts);
      -- Not folded when it takes something back to what it was before the burst: that is another tab, or an undo.
      fold := not exists (
        select from unnest(differing) as s (name)
        where name = any (public.parts_that_differ(base_parts, old_parts) || public.columns_that_differ(base, old))
          and not name = any (public.parts_that_differ(base_parts, new_parts) || public.columns_that_differ(base, new)));
    end if;
  end if;

  update public.optimized_resumes
  set title = new.title, optimized_content = new.optimized_content, optimization_summary = new.optimization_summary,
      match_score = new.match_score, improvements_made = new.improvements_made, keywords_added = new.keywords_added,
      skills_highlighted = new.skills_highlighted, structured_output = new.structured_output,
      qa_metrics = new.qa_metrics, export_formats = new.export_formats, version = old.version + 1
  where id = old.id returning version, updated_at into new.version, new.updated_at;
  if fold then
    differing := public.parts_that_differ(base_parts, new_parts) || public.columns_that_differ(base, new);
    update public.optimized_resume_versions
    set version = new.version, structured_output = new.structured_output, fields = public.optimized_fields(new),
        sections = differing, saves = saves + 1,
        summary = public.change_summary(base_parts, new_parts, differing), updated_at = clock_timestamp()
    where optimized_resume_id = old.id and version = last.version;
  else
    insert into public.optimized_resume_versions
      (optimized_resume_id, version, user_id, structured_output, fields, summary, sections, autosave)
    values (new.id, new.version, new.user_id, new.structured_output, public.optimized_fields(new),
      coalesce(p_summary, public.change_summary(old_parts, new_parts, differing)), differing, p_autosave);
  end if;
  return public.saved_answer(new, p_changes, differing, fold);
end
$$;
comment on function public.save_optimized_resume is
  'saved | conflict with the current version and what differs | not_found. One call: checks, writes, keeps the version and says what changed. Definer: see the top of this file.';

create function public.restore_optimized_resume(p_id uuid, p_version integer, p_expected_version integer default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  wanted jsonb;
  result jsonb;
begin
  select v.fields || jsonb_build_object('structured_output', v.structured_output) into wanted
  from public.optimized_resume_versions as v
  where v.optimized_resume_id = p_id and v.version = p_version and v.user_id = (select auth.uid());
  if not found then
    return '{"code": "not_found"}';
  end if;
  result := public.save_optimized_resume(p_id, wanted, p_expected_version, false,
    'Restored version ' || p_version || '.');
  if result ->> 'code' = 'saved' then
    return result || jsonb_build_object('row',
      (select to_jsonb(o) - 'user_id' from public.optimized_resumes as o where o.id = p_id));
  end if;
  return result;
end
$$;
comment on function public.restore_optimized_resume is
  'Makes an earlier state the newest version; nothing in between is lost. saved | conflict | not_found. Definer: see the top of this file.';

create function public.save_optimization(p_resume_id uuid, p_data jsonb) returns boolean
language sql security invoker set search_path = ''
as $$
  with saved as (
    update public.resumes set optimized_data = parsed_data || p_data where id = p_resume_id returning 1
  )
  select exists (select from saved)
$$;
comment on function public.save_optimization is
  'Stores the improved resume beside the parsed one; sections that are not named are the parsed ones. False when it is not the caller''s.';

revoke all on function public.optimized_fields, public.optimized_parts, public.parts_that_differ,
  public.columns_that_differ, public.count_changes, public.change_summary, public.saved_answer, public.create_optimized_resume, public.save_optimized_resume,
  public.restore_optimized_resume, public.save_optimization
  from public, anon, authenticated, service_role;
grant execute on function public.create_optimized_resume, public.save_optimized_resume, public.restore_optimized_resume,
  public.save_optimization to authenticated;
