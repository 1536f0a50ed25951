-- The life of a run. These are definers because nobody may write the two tables: an event that was not numbered under the
-- lease, or a run that was moved by hand, would break what a reader resumes from. Each one compares the owner itself;
-- the service role carries on anybody's run (the sweep).

create function public.start_optimization(
  p_run_id uuid, p_owner uuid, p_resume_id uuid, p_mode text, p_today date, p_confirmed text[] default '{}',
  p_analysis jsonb default null, p_job_analysis_id uuid default null, p_note text default null,
  p_lease_seconds integer default 15, p_max_running integer default 5
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := (select auth.uid());
  run public.optimization_runs;
  resume jsonb;
  analysis public.job_analyses;
begin
  if me is null then
    return '{"code": "resume_not_found"}';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('start_optimization:' || me::text, 0));
  select * into run from public.optimization_runs where id = p_run_id;
  if found then
    if run.user_id <> me or run.lease_owner <> p_owner then
      return '{"code": "run_exists"}';
    end if;
    return jsonb_build_object('code', 'ok', 'run_id', run.id, 'token', run.lease_token, 'last_seq', run.last_seq,
      'input', run.input, 'events', public.run_events_after(run.id, 0));
  end if;
  select coalesce(optimized_data, parsed_data) into resume from public.resumes where id = p_resume_id and user_id = me;
  if not found then
    return '{"code": "resume_not_found"}';
  end if;
  if (select count(*) from public.optimization_runs where user_id = me and status = 'running'
        and lease_expires_at > clock_timestamp()) >= least(p_max_running, 5) then
    return '{"code": "too_many_running"}';
  end if;
  if p_job_analysis_id is not null then
    select * into analysis from public.job_analyses where id = p_job_analysis_id and user_id = me;
    if not found then
      return '{"code": "analysis_not_found"}';
    end if;
  elsif p_analysis is not null then
    insert into public.job_analyses (user_id, job_title, company_name, posting, posting_hash, analysis)
    values (me, left(p_analysis ->> 'job_title', 500), left(p_analysis ->> 'company_name', 500),
      p_analysis -> 'posting', p_analysis ->> 'posting_hash', coalesce(p_analysis -> 'analysis', '{}'))
    on conflict (user_id, posting_hash) do update
      set job_title = excluded.job_title, company_name = excluded.company_name, analysis = excluded.analysis
    returning * into analysis;
  end if;
  insert into public.optimization_runs
    (id, user_id, resume_id, job_analysis_id, mode, input, lease_owner, lease_expires_at, last_seq)
  values (p_run_id, me, p_resume_id, analysis.id, p_mode,
    jsonb_build_object('resume', resume, 'posting', analysis.posting, 'confirmed', to_jsonb(p_confirmed), 'mode', p_mode,
      'today', p_today),
    p_owner, clock_timestamp() + make_interval(secs => least(p_lease_seconds, 60)), 1)
  returning * into run;
  insert into public.optimization_run_events (run_id, seq, user_id, event, data)
  values (run.id, 1, me, 'run', jsonb_strip_nulls(jsonb_build_object(
    'run_id', run.id, 'resume_id', run.resume_id, 'job_analysis_id', run.job_analysis_id, 'mode', run.mode,
    'note', p_note)));
  return jsonb_build_object('code', 'ok', 'run_id', run.id, 'token', run.lease_token, 'last_seq', 1, 'input', run.input,
    'events', public.run_events_after(run.id, 0));
end
$$;
comment on function public.start_optimization is
  'ok with the input and the first event | resume_not_found | analysis_not_found | too_many_running | run_exists. The same run and owner again: the same answer. Definer: see the top of this file.';

create function public.run_events_after(p_run_id uuid, p_after integer, p_limit integer default 1000) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'event', e.event, 'data', e.data) order by e.seq), '[]')
  from (
    select seq, event, data from public.optimization_run_events
    where run_id = p_run_id and seq > p_after order by seq limit p_limit
  ) as e
$$;
comment on function public.run_events_after is 'The events of a run after a number, in order, as far as the caller may see them.';

create function public.read_optimization(p_run_id uuid, p_after integer default 0) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'run_id', run.id, 'status', run.status, 'last_seq', run.last_seq, 'mode', run.mode, 'resume_id', run.resume_id,
    'job_analysis_id', run.job_analysis_id,
    'abandoned', run.status = 'running' and run.lease_expires_at <= clock_timestamp(),
    'events', public.run_events_after(run.id, p_after))
  from public.optimization_runs as run
  where run.id = p_run_id
$$;
comment on function public.read_optimization is
  'A run and its events after a number; null when it is not the caller''s. abandoned asks the reader to claim it.';

create function public.optimization_result(p_run_id uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'run_id', run.id, 'status', run.status, 'resume_id', run.resume_id, 'job_analysis_id', run.job_analysis_id,
    'input', run.input, 'events', public.run_events_after(run.id, 0, 100000))
  from public.optimization_runs as run
  where run.id = p_run_id
$$;
comment on function public.optimization_result is 'A run with its input and all its events; null when it is not the caller''s.';

-- Claims one run whose row the caller holds locked; a run that dies with every instance is given up after four.
create function public.grant_run_lease(run public.optimization_runs, p_owner uuid, p_lease_seconds integer) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
  if run.attempt >= 4 then
    insert into public.optimization_run_events (run_id, seq, user_id, event, data)
    values (run.id, run.last_seq + 1, run.user_id, 'error',
      '{"code": "gave_up", "message": "The run was interrupted too often; please start it again."}');
    update public.optimization_runs
    set status = 'failed', error_code = 'gave_up', finished_at = clock_timestamp(), lease_expires_at = null,
        last_seq = run.last_seq + 1, lease_token = run.lease_token + 1
    where id = run.id;
    return jsonb_build_object('code', 'done', 'status', 'failed');
  end if;
  update public.optimization_runs as r
  set attempt = r.attempt + 1, lease_token = r.lease_token + 1, lease_owner = p_owner,
      lease_expires_at = clock_timestamp() + make_interval(secs => least(p_lease_seconds, 60))
  where r.id = run.id returning * into run;
  return jsonb_build_object('code', 'ok', 'run_id', run.id, 'token', run.lease_token, 'last_seq', run.last_seq,
    'input', run.input, 'events', public.run_events_after(run.id, 0, 100000));
end
$$;
comment on function public.grant_run_lease is 'Internal: gives the lease of a locked run to an owner.';

create function public.claim_optimization(p_run_id uuid, p_owner uuid, p_lease_seconds integer default 15) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  run public.optimization_runs;
begin
  select * into run from public.optimization_runs where id = p_run_id and user_id = (select auth.uid()) for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  if run.status <> 'running' then
    return jsonb_build_object('code', 'done', 'status', run.status);
  end if;
  if run.lease_expires_at > clock_timestamp() then
    if run.lease_owner = p_owner then
      return jsonb_build_object('code', 'ok', 'run_id', run.id, 'token', run.lease_token, 'last_seq', run.last_seq,
        'input', run.input, 'events', public.run_events_after(run.id, 0, 100000));
    end if;
    return '{"code": "busy"}';
  end if;
  return public.grant_run_lease(run, p_owner, p_lease_seconds);
end
$$;
comment on function public.claim_optimization is
  'ok with the input and all events | busy | done | not_found. Definer: see the top of this file.';

create function public.append_run_events(
  p_run_id uuid, p_token bigint, p_after integer, p_events jsonb, p_status text default null,
  p_error_code text default null, p_lease_seconds integer default 15
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  run public.optimization_runs;
  added integer := jsonb_array_length(p_events);
begin
  select * into run from public.optimization_runs
  where id = p_run_id and (user_id = (select auth.uid()) or current_setting('request.jwt.claims', true)::jsonb ->> 'role' = 'service_role')
  for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  if added > 0 and run.lease_token = p_token and run.last_seq = p_after + added
     and run.status = coalesce(p_status, 'running') then
    return jsonb_build_object('code', 'ok', 'last_seq', run.last_seq);  -- the answer to the same call was lost
  end if;
  if run.status <> 'running' or run.lease_token <> p_token or run.last_seq <> p_after then
    return jsonb_build_object('code', 'fenced', 'status', run.status, 'last_seq', run.last_seq);
  end if;
  insert into public.optimization_run_events (run_id, seq, user_id, event, data)
  select run.id, p_after + item.place::integer, run.user_id, item.value ->> 'event', item.value -> 'data'
  from jsonb_array_elements(p_events) with ordinality as item (value, place);
  update public.optimization_runs
  set last_seq = p_after + added,
      status = coalesce(p_status, status),
      error_code = coalesce(p_error_code, error_code),
      finished_at = case when p_status is null then null else clock_timestamp() end,
      lease_expires_at = case when p_status is null then clock_timestamp() + make_interval(secs => least(p_lease_seconds, 60)) end
  where id = run.id;
  return jsonb_build_object('code', 'ok', 'last_seq', p_after + added);
end
$$;
comment on function public.append_run_events is
  'Adds numbered events under the lease, keeps the lease alive, and may end the run. ok | fenced | not_found; the same call again: ok. A lease of 0 seconds gives the run up to the next claim. Definer: see the top of this file.';

create function public.cancel_optimization(p_run_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  run public.optimization_runs;
begin
  select * into run from public.optimization_runs where id = p_run_id and user_id = (select auth.uid()) for update;
  if not found then
    return '{"code": "not_found"}';
  end if;
  if run.status <> 'running' then
    return jsonb_build_object('code', 'done', 'status', run.status);
  end if;
  insert into public.optimization_run_events (run_id, seq, user_id, event, data)
  values (run.id, run.last_seq + 1, run.user_id, 'error', '{"code": "cancelled", "message": "The run was cancelled."}');
  update public.optimization_runs
  set status = 'cancelled', finished_at = clock_timestamp(), lease_expires_at = null, last_seq = run.last_seq + 1,
      lease_token = lease_token + 1
  where id = run.id;
  return jsonb_build_object('code', 'cancelled', 'status', 'cancelled');
end
$$;
comment on function public.cancel_optimization is
  'cancelled | done | not_found. The instance at work learns of it by being fenced. Definer: see the top of this file.';

create function public.sweep_optimizations(p_owner uuid, p_lease_seconds integer default 15, p_limit integer default 20)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  run public.optimization_runs;
  claims jsonb := '[]';
  claim jsonb;
begin
  for run in
    select * from public.optimization_runs
    where status = 'running' and lease_expires_at <= clock_timestamp()
    order by lease_expires_at limit p_limit for update skip locked
  loop
    claim := public.grant_run_lease(run, p_owner, p_lease_seconds);
    if claim ->> 'code' = 'ok' then
      claims := claims || claim;
    end if;
  end loop;
  return claims;
end
$$;
comment on function public.sweep_optimizations is
  'Claims the runs that nobody carries on any more and returns the claims; gives up on hopeless ones. For the sweep alone. Definer: see the top of this file.';

create function public.forget_optimizations(p_older_than interval default '30 days', p_limit integer default 200)
returns integer
language sql security invoker set search_path = ''
as $$
  with gone as (
    delete from public.optimization_runs
    where id in (
      select id from public.optimization_runs
      where status <> 'running' and finished_at < clock_timestamp() - p_older_than
      order by finished_at limit p_limit
    )
    returning 1
  )
  select count(*)::integer from gone
$$;
comment on function public.forget_optimizations is 'Deletes runs that ended long ago, with their events; what was made of them stays.';

revoke all on function public.start_optimization, public.run_events_after, public.read_optimization,
  public.optimization_result, public.grant_run_lease, public.claim_optimization, public.append_run_events,
  public.cancel_optimization, public.sweep_optimizations, public.forget_optimizations, public.refuse_change
  from public, anon, authenticated, service_role;
grant execute on function public.run_events_after, public.read_optimization, public.optimization_result,
  public.append_run_events to authenticated, service_role;
grant execute on function public.start_optimization, public.claim_optimization, public.cancel_optimization
  to authenticated;
grant execute on function public.sweep_optimizations, public.forget_optimizations to service_role;
