"""The tracker as it grows: one person with 1,000, 100,000 and 1,000,000 jobs among a million jobs of others.

Times are of the database function that answers the call, called as the person, its JSON included. Rows touched are
Postgres' own count of table rows and index entries read. ``TRACKER_ROWS=100000 python -m bench tracker`` stops at that
size and takes as many rows of others.
"""

import json
import os
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pg8000.native

from bench.figures import Figure
from bench.stack import bench_stack, database
from local.stack import Stack

SIZES = (1_000, 100_000, 1_000_000)
OTHERS = 20
RUNS = 21
LONGEST_SECONDS = 6.0

_TABLES = ("tracked_jobs", "job_audit_log", "tracked_words")
# What the columns generate, written out for two million rows whose words are known; what is imported later is generated
# by a trigger with the columns' own expressions.
_PLAIN = """
do $$
declare made record; assigned text := '';
begin
  for made in select attname, pg_get_expr(adbin, adrelid) as expression from pg_attribute
    join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = 'public.tracked_jobs'::regclass and attgenerated = 's'
  loop
    execute format('alter table public.tracked_jobs alter column %I drop expression', made.attname);
    assigned := assigned
      || format('new.%I := (select %s from (select new.*) as tracked_jobs);', made.attname, made.expression);
  end loop;
  execute format('create function public.bench_generate() returns trigger language plpgsql set search_path = public as '
    '$f$ begin %s return new; end $f$', assigned);
  create trigger bench_generate before insert or update of job_title, company_name, location, notes, description
    on public.tracked_jobs for each row execute function public.bench_generate();
end
$$
"""
# Titles, companies and places repeat as real ones do; one title in a thousand is rare.
_JOBS = """
insert into public.tracked_jobs (user_id, job_title, company_name, location, description, job_url, canonical_url,
  source, match_percentage, ranking_level, status, furthest_stage, created_at, updated_at, stage_entered_at,
  application_date, interview_date, rejection_date, company_key, identity_key, search_vector)
select '{user}', title, 'Company ' || (n * 31) % 5000, place,
  repeat('We look for someone who likes to work with people and machines. ', 3),
  'https://jobs.example/' || n, 'https://jobs.example/' || n, (array['manual', 'scanner', 'import'])[1 + n % 3],
  n % 101, case when n % 101 >= 70 then 'high' when n % 101 >= 50 then 'medium' else 'low' end,
  (array['new', 'interested', 'applied', 'interviewed', 'offered', 'rejected', 'archived'])[1 + n % 7],
  (array[0, 1, 2, 3, 4, 3, 2])[1 + n % 7], moment, moment, moment, moment, moment, moment,
  'company ' || (n * 31) % 5000, md5(n::text),
  array_to_tsvector(string_to_array('{owner}' || replace(lower(title || ' company ' || (n * 31) % 5000 || ' ' || place
    || ' we look for someone who likes to work with people and machines'), ' ', ' {owner}'), ' '))
from (select n, timestamptz '2025-01-01' + make_interval(secs => n * 30) as moment,
    (array['Senior ', 'Junior ', 'Night ', 'Lead '])[1 + n % 4]
    || (array['Python Engineer', 'Nurse', 'Accountant', 'Data Scientist', 'Product Designer', 'Electrician',
       'Marketing Manager', 'Teacher', 'Site Reliability Engineer', 'Chef'])[1 + (n * 7) % 10]
    || case when n % 1000 = 500 then ' Zoology' else '' end as title,
    (array['Berlin', 'Lisbon', 'Remote', 'New York', 'Seoul'])[1 + n % 5] as place
  from generate_series(1::bigint, {rows}) as n) as made
"""
_STAYS = """
insert into public.job_audit_log (job_id, user_id, action, stay_status, stay_seconds)
select id, user_id, 'status_changed', 'new', (extract(epoch from created_at)::bigint % 1000000)::integer
from public.tracked_jobs where user_id = '{user}'
"""
_WORDS = """
insert into public.tracked_words (user_id, word)
select distinct '{user}'::uuid, word from (
  select distinct job_title, company_name, location from public.tracked_jobs where user_id = '{user}'
) as texts, unnest(string_to_array(public.fold_text(job_title || ' ' || company_name || ' ' || location), ' ')) as word
where char_length(word) between 3 and 40 on conflict do nothing
"""


def _fill(stack: Stack, people: list[tuple[str, int]]) -> None:
    """Load rows as a restored backup would: without triggers, indexes afterwards, two connections at once."""
    connection = database(stack)
    for person, _ in people:
        connection.run(
            "insert into auth.users (id, email) values (:id, :email)", id=person, email=f"{person}@example.org"
        )
    indexes = connection.run(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where not indisprimary"
        " and indrelid = any (array['public.tracked_jobs', 'public.job_audit_log', 'public.tracked_words']::regclass[])"
    )
    for name, _ in indexes:
        connection.run(f"drop index {name}")
    connection.run(_PLAIN)

    def work(statements: list[str]) -> None:
        worker = database(stack)
        worker.run(
            "set session_replication_role = replica; set maintenance_work_mem = '256MB'; set synchronous_commit = off"
        )
        for statement in statements:
            worker.run(statement)
        worker.close()

    with ThreadPoolExecutor(2) as pool:
        jobs = [[_JOBS.format(user=person, owner=person.replace("-", "")[:10], rows=rows)] for person, rows in people]
        list(pool.map(work, jobs))
        list(pool.map(work, [[_STAYS.format(user=person), _WORDS.format(user=person)] for person, _ in people]))
        # One table at a time: two indexes of one table may be made at once, but not beside a vacuum.
        list(pool.map(work, [[definition] for _, definition in indexes]))
    for table in _TABLES:
        connection.run(f"vacuum analyze public.{table}")
    connection.close()


@contextmanager
def _as_person(stack: Stack, person: str) -> Iterator[pg8000.native.Connection]:
    connection = database(stack)
    connection.run(
        "select set_config('request.jwt.claims', :claims, false), set_config('request.jwt.claim.sub', :sub, false)",
        claims=json.dumps({"role": "authenticated", "sub": person}),
        sub=person,
    )
    connection.run("set role authenticated")
    yield connection
    connection.close()


def _list(connection: pg8000.native.Connection, **wanted: Any) -> dict[str, Any]:
    ((page,),) = connection.run("select public.list_tracked_jobs(:wanted ::jsonb)", wanted=json.dumps(wanted))
    return dict(page)


def _touched(watcher: pg8000.native.Connection) -> int:
    watcher.run("select pg_stat_clear_snapshot()")
    ((rows,),) = watcher.run(
        "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint"
        " + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = any (:tables))::bigint"
        " from pg_stat_user_tables where relname = any (:tables)",
        tables=list(_TABLES),
    )
    return int(rows)


def _measure(
    connection: pg8000.native.Connection, watcher: pg8000.native.Connection, call: Callable[[], object]
) -> tuple[float, int]:
    """Return the median in ms and the rows touched by one call; fewer runs for what takes long."""
    call()
    connection.run("select pg_stat_force_next_flush()")
    before = _touched(watcher)
    call()
    connection.run("select pg_stat_force_next_flush()")
    touched = _touched(watcher) - before
    times: list[float] = []
    deadline = time.monotonic() + LONGEST_SECONDS
    while len(times) < RUNS and (time.monotonic() < deadline or len(times) < 3):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), touched


def _walker(connection: pg8000.native.Connection, start: int) -> Callable[[], object]:
    """Walk on by cursor from ``start`` rows in, a page at each call."""
    page = _list(connection, limit=21, offset=start)

    def step() -> None:
        nonlocal page
        last = page["jobs"][19]
        after = {"value": last["created_at"], "id": last["id"], "total": start}
        page = _list(connection, limit=21, after=after)

    return step


def _import(connection: pg8000.native.Connection) -> None:
    jobs = [
        {
            "job_title": f"Engineer {uuid.uuid4()}",
            "company_name": f"Company {number}",
            "canonical_url": f"https://jobs.example/{uuid.uuid4()}",
            "description": "We look for someone who likes to work with people and machines. " * 40,
        }
        for number in range(100)
    ]
    connection.run("begin")
    connection.run("select public.track_jobs(:jobs ::jsonb)", jobs=json.dumps(jobs))
    connection.run("rollback")


def _calls(person: pg8000.native.Connection, size: int) -> dict[str, Callable[[], object]]:
    def listed(**wanted: Any) -> Callable[[], object]:
        return lambda: _list(person, limit=21, **wanted)

    return {
        "list, first page with total": listed(),
        "list, page in the middle": listed(offset=size // 2),
        "list, by cursor": _walker(person, size // 3),
        "list, two filters": listed(status=["offered"], min_match=90, sort="match_percentage"),
        "search, one in a thousand": listed(search="zoolog"),
        "search, one in ten": listed(search="nurse"),
        "search, mistyped": listed(search="zoolgoy"),
        "statistics": lambda: person.run("select public.tracked_job_stats()"),
        "import of 100": lambda: _import(person),
    }


def figures() -> list[Figure]:
    """Time each call at each size; list by cursor may grow twofold, statistics of 100,000 may take 200 ms."""
    largest = int(os.environ.get("TRACKER_ROWS", SIZES[-1]))
    sizes = [size for size in SIZES if size <= largest]
    people = {size: str(uuid.uuid4()) for size in sizes}
    others = [(str(uuid.uuid4()), largest // OTHERS) for _ in range(OTHERS)]
    found: list[Figure] = []
    medians: dict[tuple[str, int], float] = {}
    with bench_stack() as stack:
        started = time.perf_counter()
        # The largest first, so that the two loaders end together.
        _fill(stack, [(people[size], size) for size in reversed(sizes)] + others)
        found.append(
            Figure("tracker: rows loaded", sum(sizes) + largest, "rows", note=f"{time.perf_counter() - started:.0f} s")
        )
        watcher = database(stack)
        for size in sizes:
            with _as_person(stack, people[size]) as person:
                calls = _calls(person, size)
                for name, call in calls.items():
                    median, touched = _measure(person, watcher, call)
                    medians[name, size] = median
                    target = 200.0 if (name, size) == ("statistics", 100_000) else None
                    note = f"{touched:,} rows and entries touched"
                    found.append(Figure(f"tracker, {size:,}: {name}", median, "ms", target, note=note))
        watcher.close()
    for name in dict.fromkeys(name for name, _ in medians):
        growth = medians[name, sizes[-1]] / medians[name, sizes[0]]
        target = 2.0 if name == "list, by cursor" else None
        found.append(Figure(f"tracker, growth to {sizes[-1]:,}: {name}", growth, "×", target))
    return found
