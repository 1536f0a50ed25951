-- Creating, saving and restoring. These are definers because people may not write the two tables themselves: a row that
-- changed without its version would lose what it overwrote. Each one compares the owner itself.

create function public.optimized_snapshot(o public.optimized_resumes) returns jsonb
language sql immutable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'title', o.title, 'optimized_content', o.optimized_content, 'optimization_summary', o.optimization_summary,
    'match_score', o.match_score, 'improvements_made', o.improvements_made, 'keywords_added', o.keywords_added,
    'skills_highlighted', o.skills_highlighted, 'structured_output', o.structured_output, 'qa_metrics', o.qa_metrics)
$$;
comment on function public.optimized_snapshot is 'Internal: what a version keeps of a row.';

create function public.optimized_section(structured jsonb, section text) returns jsonb
language sql immutable security invoker set search_path = ''
as $$
  select case section
    when 'contact' then (structured #> '{resume_json,basics}') - 'summary'
    when 'summary' then structured #> '{resume_json,basics,summary}'
    when 'experience' then structured #> '{resume_json,work}'
    when 'skills' then structured #> '{resume_json,skills}'
    when 'education' then structured #> '{resume_json,education}'
    when 'projects' then structured #> '{resume_json,projects}'
    when 'certifications' then structured #> '{resume_json,certificates}'
    when 'additional' then jsonb_build_array(structured #> '{resume_json,volunteer}', structured #> '{resume_json,awards}',
      structured #> '{resume_json,publications}', structured #> '{resume_json,languages}',
      structured #> '{resume_json,interests}', structured #> '{resume_json,references}')
    when 'order' then structured #> '{ui,order}'
    when 'analysis' then structured -> 'analysis'
    when 'iteration_notes' then structured -> 'iteration_notes'
  end
$$;
comment on function public.optimized_section is 'Internal: the part of a document that one of the editor''s sections is about.';

create function public.sections_that_differ(one jsonb, other jsonb) returns text[]
language sql immutable security invoker set search_path = ''
as $$
  with named (found) as (
  select coalesce(array_agg(section order by place) filter (
    where public.optimized_section(one -> 'structured_output', section)
      is distinct from public.optimized_section(other -> 'structured_output', section)), '{}')
    || coalesce((
      select array_agg(name order by name) from unnest(array['title', 'optimized_content', 'optimization_summary',
        'match_score', 'improvements_made', 'keywords_added', 'skills_highlighted']) as name
      where one -> name is distinct from other -> name), '{}')
  from unnest(array['contact', 'summary', 'experience', 'skills', 'education', 'projects', 'certifications', 'additional',
    'order', 'analysis', 'iteration_notes']) with ordinality as s (section, place)
  )
  select case
    when cardinality(found) > 0 then found
    when one -> 'qa_metrics' is distinct from other -> 'qa_metrics' then array['qa_metrics']
    when one is distinct from other then array['layout']
    else '{}'
  end
  from named
$$;
comment on function public.sections_that_differ is
  'Internal: the editor''s sections, then the columns, in which two snapshots differ; layout where only the form does.';

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
      when section in ('contact', 'experience', 'skills', 'education', 'projects', 'certifications', 'additional', 'summary')
        then upper(left(section, 1)) || substr(section, 2) || ': ' || public.count_changes(
          public.optimized_section(one -> 'structured_output', section),
          public.optimized_section(other -> 'structured_output', section))
      when section = 'order' then 'Sections reordered'
      else upper(left(section, 1)) || replace(substr(section, 2), '_', ' ') || ' changed'
    end, '. ' order by place) || '.', 'Nothing changed.')
  from unnest(sections) with ordinality as s (section, place)
$$;
comment on function public.change_summary is 'Internal: what changed between two snapshots, a clause per section.';

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
  insert into public.optimized_resume_versions (optimized_resume_id, version, user_id, snapshot, summary)
  values (made.id, 1, me, public.optimized_snapshot(made), p_summary);
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
  last public.optimized_resume_versions;
  before jsonb;
  after jsonb;
  base jsonb;
  differing text[];
  fold boolean := false;
begin
  select * into old from public.optimized_resumes
  where id = p_id and user_id = (select auth.uid()) for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  new := jsonb_populate_record(old, p_changes - array['id', 'user_id', 'original_resume_id', 'job_analysis_id', 'version',
    'created_at', 'updated_at']);
  if p_changes ? 'qa_metrics' and not p_changes ? 'structured_output' then
    new.qa_metrics := new.qa_metrics || (
      select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(old.qa_metrics)
      where key in ('coverage', 'readability', 'duplicates', 'format_compliance', 'rules', 'duplicate_pairs'));
  end if;
  before := public.optimized_snapshot(old);
  after := public.optimized_snapshot(new);
  if p_expected_version is not null and p_expected_version <> old.version then
    if before = after and p_changes ? 'structured_output' then
      -- The same save again: the answer to the first was lost.
      return jsonb_build_object('code', 'saved', 'version', old.version, 'updated_at', old.updated_at,
        'sections', '[]'::jsonb, 'row', to_jsonb(old) - 'user_id' - array(select jsonb_object_keys(p_changes)));
    end if;
    return jsonb_build_object('code', 'conflict', 'current_version', old.version, 'updated_at', old.updated_at,
      'sections', to_jsonb(public.sections_that_differ(before, after)));
  end if;
  differing := public.sections_that_differ(before, after);
  if before = after then
    if old.export_formats is distinct from new.export_formats then
      update public.optimized_resumes set export_formats = new.export_formats where id = old.id returning * into old;
    end if;
    return jsonb_build_object('code', 'saved', 'version', old.version, 'updated_at', old.updated_at,
      'sections', '[]'::jsonb, 'row', to_jsonb(old) - 'user_id' - array(select jsonb_object_keys(p_changes)));
  end if;
  if not p_changes ? 'export_formats' then
    new.export_formats := '{}';  -- they show the state before
  end if;
  select * into last from public.optimized_resume_versions
  where optimized_resume_id = old.id order by version desc limit 1;
  base := before;
  if p_autosave and last.autosave and last.created_at > clock_timestamp() - interval '10 minutes' then
    select snapshot into base from public.optimized_resume_versions
    where optimized_resume_id = old.id and version < last.version order by version desc limit 1;
    -- Not folded when it takes a section back to what it was before the burst: that is another tab, or an undo.
    fold := base is not null and not exists (
      select from unnest(public.sections_that_differ(base, before)) as s (section)
      where section = any (differing) and not section = any (public.sections_that_differ(base, after)));
    if not fold then
      base := before;
    end if;
  end if;
  update public.optimized_resumes
  set title = new.title, optimized_content = new.optimized_content, optimization_summary = new.optimization_summary,
      match_score = new.match_score, improvements_made = new.improvements_made, keywords_added = new.keywords_added,
      skills_highlighted = new.skills_highlighted, structured_output = new.structured_output,
      qa_metrics = new.qa_metrics, export_formats = new.export_formats, version = old.version + 1
  where id = old.id returning * into new;
  if fold then
    differing := public.sections_that_differ(base, after);
    update public.optimized_resume_versions
    set version = new.version, snapshot = after, sections = differing, saves = saves + 1,
        summary = public.change_summary(base, after, differing), updated_at = clock_timestamp()
    where optimized_resume_id = old.id and version = last.version;
  else
    insert into public.optimized_resume_versions (optimized_resume_id, version, user_id, snapshot, summary, sections, autosave)
    values (new.id, new.version, new.user_id, after,
      coalesce(p_summary, public.change_summary(before, after, differing)), differing, p_autosave);
  end if;
  return jsonb_build_object('code', 'saved', 'version', new.version, 'updated_at', new.updated_at,
    'sections', to_jsonb(differing), 'folded', fold,
    'row', to_jsonb(new) - 'user_id' - array(select jsonb_object_keys(p_changes)));
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
  select v.snapshot into wanted
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

revoke all on function public.optimized_snapshot, public.optimized_section, public.sections_that_differ,
  public.count_changes, public.change_summary, public.create_optimized_resume, public.save_optimized_resume,
  public.restore_optimized_resume, public.save_optimization
  from public, anon, authenticated, service_role;
grant execute on function public.create_optimized_resume, public.save_optimized_resume, public.restore_optimized_resume,
  public.save_optimization to authenticated;
