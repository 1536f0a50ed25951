"""The history of tracked jobs: written with each change, changed by nobody, gone with the account alone."""

from typing import Any

import pytest
from pg8000.exceptions import DatabaseError


@pytest.fixture
def job(db: Any, user: Any) -> Any:
    return db.value(
        "insert into public.tracked_jobs (job_title, company_name) values ('Nurse', 'Acme') returning id", user=user
    )


def entries(db: Any) -> int:
    return db.value("select count(*) from public.job_audit_log")


@pytest.mark.parametrize(
    "statement",
    [
        "update public.job_audit_log set new = '{}'",
        "delete from public.job_audit_log",
        "truncate public.job_audit_log",
    ],
)
def test_not_even_the_owner_of_the_table_rewrites_it(db: Any, job: Any, statement: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        db.sql(statement)
    assert refused.value.args[0]["C"] == "42501"
    assert entries(db) == 1


def test_a_change_that_is_taken_back_leaves_no_entry(db: Any, user: Any, job: Any) -> None:
    with pytest.raises(RuntimeError), db.transaction():  # noqa: PT012
        db.sql("update public.tracked_jobs set notes = 'x'")
        assert entries(db) == 2
        raise RuntimeError
    assert entries(db) == 1


def test_a_change_past_the_api_is_written_down_too(db: Any, user: Any, job: Any) -> None:
    db.sql("update public.tracked_jobs set status = 'applied'", user=user)
    db.sql("update public.tracked_jobs set notes = 'by the service'", role="service_role")
    rows = db.sql("select actor, action, previous, new from public.job_audit_log order by id")
    assert [(row["actor"], row["action"]) for row in rows] == [
        (user.id, "created"), (user.id, "status_changed"), (None, "updated"),
    ]  # fmt: skip


def test_looking_and_writing_the_same_again_is_no_change(db: Any, user: Any, job: Any) -> None:
    db.sql("update public.tracked_jobs set last_viewed_at = now()", user=user)
    db.sql("update public.tracked_jobs set notes = notes, status = 'new'", user=user)
    assert entries(db) == 1
    assert db.value("select version from public.tracked_jobs") == 1


def test_it_goes_with_the_account(db: Any, user: Any, other_user: Any, job: Any) -> None:
    db.sql("insert into public.tracked_jobs (job_title, company_name) values ('Cook', 'Bistro')", user=other_user)
    db.sql("delete from auth.users where id = $1", user.id)
    assert [row["user_id"] for row in db.sql("select user_id from public.job_audit_log")] == [other_user.id]
    assert db.value("select count(*) from public.tracked_jobs") == 1


@pytest.mark.parametrize("column", ["version", "updated_at", "created_at", "furthest_stage", "user_id", "id", "source"])
def test_what_the_database_keeps_nobody_else_writes(db: Any, user: Any, job: Any, column: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        db.sql(f"update public.tracked_jobs set {column} = default", user=user)
    assert refused.value.args[0]["C"] == "42501"


def test_purging_takes_only_what_was_hidden_for_thirty_days(db: Any, user: Any, job: Any) -> None:
    assert db.value("select public.purge_tracked_jobs()", role="service_role") == 0
    db.sql("update public.tracked_jobs set deleted_at = now() - interval '29 days'")
    assert db.value("select public.purge_tracked_jobs()", role="service_role") == 0
    db.sql("update public.tracked_jobs set deleted_at = now() - interval '31 days'")
    assert db.value("select public.purge_tracked_jobs(1)", role="service_role") == 1
    assert entries(db) == 4, "created, hidden, hidden earlier, purged"
