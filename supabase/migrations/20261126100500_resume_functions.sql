create function public.correct_resume(p_id uuid, p_sections jsonb, p_file_name text default null)
returns setof public.resumes
language sql security invoker set search_path = ''
as $$
  update public.resumes
  set parsed_data = parsed_data || coalesce(p_sections, '{}'),
      file_name = coalesce(p_file_name, file_name),
      status = case when p_sections is null then status else 'parsed' end
  where id = p_id
  returning *
$$;
comment on function public.correct_resume is
  'Replaces the named sections of parsed_data and keeps the others, in one statement; no row when it is not the caller''s.';
revoke all on function public.correct_resume from public, anon, authenticated;
grant execute on function public.correct_resume to authenticated;

create function public.match_cache(p_resume_id uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(
    (
      select jsonb_agg(newest.item order by newest.match_score desc nulls last, newest.job_id)
      from (
        select distinct on (m.job_id)
          m.job_id,
          m.data -> 'match_score' as match_score,  -- not cast: its owner may have written anything
          m.data || jsonb_build_object(
            'job_id', m.job_id,
            'resume_id', m.resume_id,
            'type', m.type,
            'source', m.source,
            'created_at', m.updated_at,
            'scorer_version', m.scorer_version,
            'resume_changed', m.resume_hash <> r.content_hash
          ) as item
        from public.match_results as m
        where m.resume_id = r.id and m.type = 'scoring'
        order by m.job_id, m.updated_at desc, m.source
      ) as newest
    ),
    '[]'::jsonb
  )
  from public.resumes as r
  where r.id = p_resume_id
$$;
comment on function public.match_cache is
  'Every stored score of one resume, the newest per posting, best first; null when the resume is not the caller''s.';
revoke all on function public.match_cache from public, anon, authenticated;
grant execute on function public.match_cache to authenticated;
