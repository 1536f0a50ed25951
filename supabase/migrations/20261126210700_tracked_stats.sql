-- Four passes, each over an index that holds all it needs and most in its order; together one round trip.
create function public.tracked_job_stats(p_weeks integer default 12, p_companies integer default 20) returns jsonb
language sql stable security invoker set search_path = '' set jit = off
as $$
  with cells as materialized (
    select status, furthest_stage as stage, coalesce(ranking_level, 'unscored') as ranking, source,
      count(*) as n, count(match_percentage) as scored, sum(match_percentage) as points
    from public.tracked_jobs
    where user_id = (select auth.uid()) and deleted_at is null
    group by 1, 2, 3, 4
  ),
  whole as (
    select coalesce(sum(n), 0) as total, coalesce(sum(scored), 0) as scored, sum(points) as points,
      coalesce(sum(n) filter (where stage >= 1), 0) as interested,
      coalesce(sum(n) filter (where stage >= 2), 0) as applied,
      coalesce(sum(n) filter (where stage >= 3), 0) as interviewed,
      coalesce(sum(n) filter (where stage >= 4), 0) as offered,
      coalesce(sum(n) filter (where status = 'rejected'), 0) as rejected,
      coalesce(sum(n) filter (where stage >= 3 or status = 'rejected'), 0) as answered
    from cells
  ),
  companies as (
    select company_key, count(*) as n
    from public.tracked_jobs
    where user_id = (select auth.uid()) and deleted_at is null
    group by 1 order by 2 desc, 1 limit least(greatest(p_companies, 0), 100)
  ),
  weeks as (
    select date_bin('7 days', created_at, '2001-01-01T00:00:00Z') as week, count(*) as n,
      count(*) filter (where furthest_stage >= 2) as applied
    from public.tracked_jobs
    where user_id = (select auth.uid()) and deleted_at is null
      and created_at >= date_bin('7 days', now(), '2001-01-01T00:00:00Z')
        - make_interval(weeks => least(greatest(p_weeks, 1), 520) - 1)
    group by 1
  ),
  stays as (
    select stay_status as status, count(*) as n, avg(stay_seconds) as mean,
      percentile_disc(0.5) within group (order by stay_seconds) as median
    from public.job_audit_log
    where user_id = (select auth.uid()) and stay_status is not null
    group by 1
  )
  select jsonb_build_object(
    'total', total,
    'average_match', round(points::numeric / nullif(scored, 0), 1),
    'scored', scored,
    'funnel', jsonb_build_object('tracked', total, 'interested', interested, 'applied', applied,
      'interviewed', interviewed, 'offered', offered, 'rejected', rejected),
    'response_rate', round(answered::numeric / nullif(applied, 0), 4),
    'by_status', (select coalesce(jsonb_object_agg(status, n), '{}') from (
      select status, sum(n) as n from cells group by 1) as counted),
    'by_ranking', (select coalesce(jsonb_object_agg(ranking, n), '{}') from (
      select ranking, sum(n) as n from cells group by 1) as counted),
    'by_source', (select coalesce(jsonb_object_agg(source, n), '{}') from (
      select source, sum(n) as n from cells group by 1 order by 2 desc limit 100) as counted),
    'by_week', (select coalesce(jsonb_agg(jsonb_build_object(
      'week', (week at time zone 'UTC')::date, 'tracked', n, 'applied', applied) order by week), '[]') from weeks),
    'by_company', (select coalesce(jsonb_agg(jsonb_build_object('company_name', (
        select job.company_name from public.tracked_jobs as job
        where job.user_id = (select auth.uid()) and job.company_key = companies.company_key and job.deleted_at is null
        order by job.created_at limit 1
      ), 'count', n) order by n desc, company_key), '[]') from companies),
    'time_in_stage', (select coalesce(jsonb_object_agg(status, jsonb_build_object(
      'count', n, 'average_days', round((mean / 86400)::numeric, 2), 'median_days', round(median / 86400.0, 2)
    )), '{}') from stays)
  )
  from whole
$$;
comment on function public.tracked_job_stats is
  'What the caller''s jobs and their history add up to; weeks are UTC and start on Monday, time is of stages that were left.';
revoke all on function public.tracked_job_stats from public, anon, authenticated;
grant execute on function public.tracked_job_stats to authenticated;
