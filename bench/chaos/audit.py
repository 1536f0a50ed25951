"""Everything that ever happened to a search, written down by the database, and what may not have happened."""

from dataclasses import dataclass, field
from typing import Any

import pg8000.native

SETUP = """
create schema audit;
create table audit.changes (
  seq bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
  job_id text not null, rev bigint, status text, progress int, lease_token bigint, lease_owner text, leased boolean,
  attempt int, notify_state text, notify_token bigint, error_code text, results text, has_phone boolean
);
create table audit.steps (
  seq bigint generated always as identity primary key, job_id text, step_key text, output jsonb, lease_token bigint,
  current_token bigint
);
create function audit.note() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.changes (job_id, rev, status, progress, lease_token, lease_owner, leased, attempt, notify_state,
                             notify_token, error_code, results, has_phone)
  values (new.job_id, new.rev, new.status, new.progress, new.lease_token, new.lease_owner,
          new.lease_expires_at is not null, new.attempt, new.notify_state, new.notify_token, new.error_code,
          md5(new.results::text), new.phone_number is not null);
  return null;
end $$;
create trigger note after insert or update on public.search_jobs for each row execute function audit.note();
create function audit.note_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.steps (job_id, step_key, output, lease_token, current_token)
  select new.job_id, new.step_key, new.output, new.lease_token, lease_token from public.search_jobs
  where job_id = new.job_id;
  return null;
end $$;
create trigger note after insert on public.search_job_steps for each row execute function audit.note_step();
"""

_ORDERED = """
with c as (
  select *, lag(rev) over w as was_rev, lag(status) over w as was, lag(progress) over w as was_progress,
    lag(lease_token) over w as was_token, lag(notify_token) over w as was_notify_token,
    lag(results) over w as was_results, lag(error_code) over w as was_error, lag(lease_owner) over w as was_owner
  from audit.changes window w as (partition by job_id order by seq)
)
select count(*) from c where """
VIOLATIONS = {
    "an ended search changed": f"""{_ORDERED} was in ('completed', 'failed')
        and (status, progress, lease_token, results, error_code)
        is distinct from (was, was_progress, was_token, was_results, was_error)""",
    "progress, revision or token fell": f"""{_ORDERED} progress < was_progress or lease_token < was_token
        or notify_token < was_notify_token or rev <> was_rev + 1""",
    "a status took a way that does not exist": f"""{_ORDERED} (was, status) not in (
        ('pending', 'pending'), ('pending', 'processing'), ('pending', 'failed'), ('processing', 'processing'),
        ('processing', 'completed'), ('processing', 'failed'), ('completed', 'completed'), ('failed', 'failed'))""",
    "a lease changed hands without a new token": f"""{_ORDERED} was is not null
        and lease_owner is distinct from was_owner and lease_token = was_token""",
    "a search completed twice": f"""{_ORDERED} status = 'completed' and was <> 'completed' and exists (
        select from c as other where other.job_id = c.job_id and other.seq < c.seq and other.status = 'completed')""",
    "a step was stored under an old token": "select count(*) from audit.steps where lease_token <> current_token",
    "a step was stored twice": """select count(*) from (
        select from audit.steps group by job_id, step_key having count(*) > 1) as twice""",
    "more claims than the attempts allow": """select count(*) from (
        select from audit.changes group by job_id having max(lease_token) > 5 * 9) as many""",
    "a number outlived its use": """select count(*) from public.search_jobs
        where phone_number is not null and status in ('completed', 'failed')
        and notify_state not in ('queued', 'sending')""",
    "results are not what the steps gave": """select count(*) from public.search_jobs as jobs
        where status = 'completed' and results->'proofs' is distinct from (
        select jsonb_object_agg(step_key, output->'proof') from audit.steps where steps.job_id = jobs.job_id)""",
    "results are not whole": """select count(*) from public.search_jobs
        where status = 'completed' and (select count(*) from jsonb_object_keys(results->'proofs')) <> 8""",
}


@dataclass(slots=True)
class Verdict:
    """What the database says when the storm is over."""

    started: int = 0
    completed: int = 0
    cancelled: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    """Failed searches by code, without the cancelled ones."""
    lost: int = 0
    """Neither completed nor failed."""
    claims: int = 0
    violations: dict[str, int] = field(default_factory=dict)
    notify: dict[str, int] = field(default_factory=dict)


def judge(connection: pg8000.native.Connection) -> Verdict:
    """Count what happened and what may not have."""
    verdict = Verdict()
    for status, code, count in _rows(
        connection, "select status, error_code, count(*) from public.search_jobs group by 1, 2"
    ):
        verdict.started += count
        if status == "completed":
            verdict.completed += count
        elif code == "cancelled":
            verdict.cancelled += count
        elif status == "failed":
            verdict.failed[code] = count
        else:
            verdict.lost += count
    verdict.claims = int(_rows(connection, "select coalesce(sum(lease_token), 0) from public.search_jobs")[0][0])
    verdict.violations = {
        name: found for name, query in VIOLATIONS.items() if (found := _rows(connection, query)[0][0])
    }
    verdict.notify = dict(
        _rows(connection, "select notify_state, count(*) from public.search_jobs where status = 'completed' group by 1")
    )
    return verdict


def _rows(connection: pg8000.native.Connection, query: str) -> list[list[Any]]:
    return [list(row) for row in connection.run(query) or []]
