-- Named columns, so that what is not asked for (a long description, the search vector) is never unpacked.
create function public.tracked_job_json(p_job public.tracked_jobs, p_whole boolean default true) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_job.id, 'job_title', p_job.job_title, 'company_name', p_job.company_name, 'location', p_job.location,
    'job_url', p_job.job_url, 'canonical_url', p_job.canonical_url, 'source_linkedin_id', p_job.source_linkedin_id,
    'source', p_job.source, 'match_percentage', p_job.match_percentage, 'ranking_level', p_job.ranking_level,
    'matched_skills', p_job.matched_skills, 'missing_skills', p_job.missing_skills, 'status', p_job.status,
    'notes', p_job.notes, 'application_date', p_job.application_date, 'interview_date', p_job.interview_date,
    'interview_stage', p_job.interview_stage, 'rejection_date', p_job.rejection_date,
    'rejection_reason', p_job.rejection_reason, 'salary_min', p_job.salary_min, 'salary_max', p_job.salary_max,
    'created_at', p_job.created_at, 'updated_at', p_job.updated_at, 'last_viewed_at', p_job.last_viewed_at,
    'deleted_at', p_job.deleted_at, 'version', p_job.version
  ) || case when p_whole then jsonb_build_object('description', p_job.description) else '{}' end;
end
$$;
comment on function public.tracked_job_json is 'A tracked job as callers see it; whole means with its description.';
revoke all on function public.tracked_job_json from public, anon, authenticated;
grant execute on function public.tracked_job_json to authenticated, service_role;
