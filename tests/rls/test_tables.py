"""Who may do what to every table: role by verb, tried on real rows.

A table that is not in ``TABLES`` fails the first test, so a new one cannot be forgotten. A cell says what happens to a
row of the owner: ``yes`` it is done, ``none`` the row is not there for this role, ``denied`` grant or policy refuses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

VERBS = ("select", "insert", "update", "delete")
DENIED, NONE, YES = "denied", "none", "yes"

OWN_ROWS = {
    "anon": (DENIED, DENIED, DENIED, DENIED),
    "owner": (YES, YES, YES, YES),
    "other": (NONE, DENIED, NONE, NONE),
    "service_role": (YES, YES, YES, YES),
}


@dataclass(frozen=True)
class Table:
    """``columns`` → values of a minimal row for ``{user}``; ``before`` makes what it hangs on."""

    columns: dict[str, str]
    change: str
    before: tuple[str, ...] = ()
    read: str = "*"
    expected: dict[str, tuple[str, str, str, str]] = field(default_factory=lambda: OWN_ROWS)

    def insert(self, name: str, user: str) -> str:
        values = ", ".join(self.columns.values()).format(user=user)
        return f"insert into public.{name} ({', '.join(self.columns)}) values ({values})"


OWNER_READS = {
    "anon": (DENIED, DENIED, DENIED, DENIED),
    "owner": (YES, DENIED, DENIED, DENIED),
    "other": (NONE, DENIED, DENIED, DENIED),
    "service_role": (YES, YES, YES, YES),
}
SERVICE_ALONE = {
    "anon": (DENIED, DENIED, DENIED, DENIED),
    "owner": (DENIED, DENIED, DENIED, DENIED),
    "other": (DENIED, DENIED, DENIED, DENIED),
    "service_role": (YES, YES, DENIED, YES),
}
A_SEARCH = "job_1700000000_" + "a" * 24
A_RESUME = "insert into public.resumes (id, user_id, text) values ('{user}', '{user}', 'hello')"
A_RUN = (
    "insert into public.optimization_runs (id, user_id, resume_id, input) values ('{user}', '{user}', '{user}', '{{}}')"
)
A_DOCUMENT = """'{{"ui": 1, "resume_json": 1, "analysis": 1, "qa": 1, "tailored_resume_text": 1}}'"""
AN_OPTIMIZED_RESUME = (
    "insert into public.optimized_resumes (id, user_id, original_resume_id, structured_output)"
    f" values ('{{user}}', '{{user}}', '{{user}}', {A_DOCUMENT})"
)

TABLES: dict[str, Table] = {
    "resumes": Table({"user_id": "'{user}'", "text": "'hello'"}, "text = 'changed'"),
    "match_results": Table(
        {
            "user_id": "'{user}'",
            "resume_id": "'{user}'",
            "job_id": "'j1'",
            "source": "'batch'",
            "data": "'{{}}'",
            "resume_hash": "'r'",
            "posting_hash": "'p'",
            "scorer_version": "'1'",
        },
        "data = '{}'",
        before=(A_RESUME,),
    ),
    # A tracked job is deleted by hiding it; its history is written by trigger, and not even the service changes it.
    "tracked_jobs": Table(
        {"user_id": "'{user}'", "job_title": "'Nurse'", "company_name": "'Acme'"},
        "notes = 'called'",
        expected=OWN_ROWS | {"owner": (YES, YES, YES, DENIED), "other": (NONE, DENIED, NONE, DENIED)},
    ),
    "job_audit_log": Table(
        {"job_id": "'{user}'", "user_id": "'{user}'", "action": "'created'"},
        "new = '{}'",
        expected=OWNER_READS | {"service_role": (YES, DENIED, DENIED, DENIED)},
    ),
    "tracked_words": Table(
        {"user_id": "'{user}'", "word": "'nurse'"},
        "word = 'doctor'",
        expected=OWN_ROWS
        | {
            "owner": (YES, YES, DENIED, DENIED),
            "other": (NONE, DENIED, DENIED, DENIED),
            "service_role": (YES, YES, DENIED, DENIED),
        },
    ),
    "interview_calendars": Table({"user_id": "'{user}'", "token_hash": f"'{'0' * 64}'"}, f"token_hash = '{'1' * 64}'"),
    # A search is written by the engine alone; its owner reads named columns, the public reads by get_job().
    "search_jobs": Table(
        {"job_id": f"'{A_SEARCH}'", "user_id": "'{user}'"},
        "cancel_requested_at = now()",
        read="job_id, status, progress",
        expected=OWNER_READS,
    ),
    "search_job_steps": Table(
        {"job_id": f"'{A_SEARCH}'", "step_key": "'one'", "output": "'{{}}'", "lease_token": "1"},
        "output = '[]'",
        before=(f"insert into public.search_jobs (job_id, user_id) values ('{A_SEARCH}', '{{user}}')",),
        expected=SERVICE_ALONE,
    ),
    # Limits are the operator's; what is left of them is nobody's to write but the function's.
    "rate_limits": Table(
        {"name": "'calls'", "capacity": "1", "per_minute": "1"},
        "capacity = 2",
        expected={**SERVICE_ALONE, "service_role": (YES, YES, YES, YES)},
    ),
    "rate_buckets": Table(
        {"user_id": "'{user}'", "name": "'calls'", "tokens": "1", "filled_at": "now()"},
        "tokens = 2",
        expected={**SERVICE_ALONE, "service_role": (YES, YES, YES, YES)},
    ),
    "search_files_to_delete": Table({"name": "'a.png'"}, "name = 'b.png'", expected=SERVICE_ALONE),
    "catalogue_items": Table(
        {
            "id": "'a'",
            "title": "'A'",
            "category": "'top'",
            "image": "'https://a.example/a.png'",
            "fingerprint": "1",
            "colours": "array_fill(1::smallint, array[48])",
        },
        "price = 1",
        expected={**SERVICE_ALONE, "service_role": (YES, YES, YES, YES)},
    ),
    "job_analyses": Table(
        {"user_id": "'{user}'", "posting": "'{{}}'", "posting_hash": "'p'"}, "job_title = 'Nurse'"
    ),
    # Runs and their events are written by their functions, so that the numbering and the fence hold.
    "optimization_runs": Table(
        {"id": "'{user}'", "user_id": "'{user}'", "resume_id": "'{user}'", "input": "'{{}}'"},
        "last_seq = 7",
        before=(A_RESUME,),
        expected={**OWNER_READS, "service_role": (YES, DENIED, DENIED, YES)},
    ),
    "optimization_run_events": Table(
        {"run_id": "'{user}'", "seq": "1", "user_id": "'{user}'", "event": "'run'", "data": "'{{}}'"},
        "data = '{}'",
        before=(A_RESUME, A_RUN),
        expected={**OWNER_READS, "service_role": (YES, DENIED, DENIED, DENIED)},
    ),
    # Saved by their functions, so that no state is lost; an export may note where it lies.
    "optimized_resumes": Table(
        {"id": "'{user}'", "user_id": "'{user}'", "original_resume_id": "'{user}'", "structured_output": A_DOCUMENT},
        "export_formats = '{}'",
        before=(A_RESUME,),
        expected={**OWN_ROWS, "owner": (YES, DENIED, YES, YES)},
    ),
    "optimized_resume_versions": Table(
        {
            "optimized_resume_id": "'{user}'",
            "version": "1",
            "user_id": "'{user}'",
            "structured_output": "'{{}}'",
            "fields": "'{{}}'",
        },
        "fields = '{}'",
        before=(A_RESUME, AN_OPTIMIZED_RESUME),
        expected=OWNER_READS,
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def seeded(db: Any) -> Iterator[None]:
    """What the migrations put into a table stands there again afterwards."""
    limits = db.sql("select name, capacity, per_minute from public.rate_limits")
    yield
    db.sql("delete from public.rate_limits")
    for limit in limits:
        db.sql("insert into public.rate_limits values ($1, $2, $3)", *limit.values())


def test_every_table_is_in_the_matrix(db: Any) -> None:
    found = {row["relname"] for row in db.sql(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')"
    )}  # fmt: skip
    assert found == set(TABLES)


def outcome(db: Any, statement: str, role: str, user: Any) -> str:
    try:
        rows = db.sql(statement, role=role, user=user)
    except DatabaseError as error:
        if error.args[0]["C"] != "42501":
            raise
        return DENIED
    return YES if rows else NONE


@pytest.mark.parametrize("role", ["anon", "owner", "other", "service_role"])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", TABLES)
def test_matrix(db: Any, user: Any, other_user: Any, name: str, verb: str, role: str) -> None:
    table = TABLES[name]
    owner = str(user.id)
    for statement in table.before:
        db.sql(statement.format(user=owner))
    if verb != "insert":
        db.sql(table.insert(name, owner))
    statement = {
        "select": f"select {table.read} from public.{name}",
        "insert": f"with done as ({table.insert(name, owner)} returning 1 as one) select one from done",
        "update": f"with done as (update public.{name} set {table.change} returning 1 as one) select one from done",
        "delete": f"with done as (delete from public.{name} returning 1 as one) select one from done",
    }[verb]
    acting = {"owner": ("authenticated", user), "other": ("authenticated", other_user)}.get(role, (role, None))
    assert outcome(db, statement, *acting) == table.expected[role][VERBS.index(verb)]


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.expected is OWN_ROWS])
def test_nobody_gives_a_row_away(db: Any, user: Any, other_user: Any, name: str) -> None:
    table = TABLES[name]
    for statement in table.before:
        db.sql(statement.format(user=user.id))
    db.sql(table.insert(name, str(user.id)))
    if "user_id" not in table.columns:
        pytest.skip("owned through its parent")
    with pytest.raises(DatabaseError) as refused:
        db.sql(f"update public.{name} set user_id = $1", other_user.id, user=user)
    assert refused.value.args[0]["C"] in {"42501", "23503"}


def test_a_result_cannot_hang_on_somebody_elses_resume(db: Any, user: Any, other_user: Any) -> None:
    db.sql(A_RESUME.format(user=user.id))
    row = TABLES["match_results"].insert("match_results", str(user.id)).replace(f"'{user.id}'", f"'{other_user.id}'", 1)
    with pytest.raises(DatabaseError) as refused:
        db.sql(row, user=other_user)
    assert refused.value.args[0]["C"] == "23503"
