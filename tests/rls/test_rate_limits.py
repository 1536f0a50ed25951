"""Token buckets: what one person may take, whoever asks and however often at once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.conftest import Database

TAKE = "select public.take_tokens($1, $2)"


@pytest.fixture(autouse=True)
def limits(db: Any) -> Iterator[None]:
    """Three tokens, one more every second; taken away afterwards."""
    db.sql("insert into public.rate_limits (name, capacity, per_minute) values ('tries', 3, 60)")
    yield
    db.sql("delete from public.rate_limits where name = 'tries'")


def take(db: Any, user: Any, cost: int = 1) -> dict[str, Any]:
    return db.value(TAKE, "tries", cost, user=user)


def test_a_bucket_empties_and_fills_again(db: Any, user: Any) -> None:
    assert take(db, user, 3) == {"taken": True}
    assert take(db, user, 2) == {"taken": False, "retry_after_seconds": 2}

    db.sql("update public.rate_buckets set filled_at = filled_at - interval '2 seconds'")
    assert take(db, user, 2) == {"taken": True}
    db.sql("update public.rate_buckets set filled_at = filled_at - interval '1 year'")
    assert [take(db, user)["taken"] for _ in range(4)] == [True, True, True, False], "never more than it holds"


def test_a_clock_that_went_back_takes_nothing_away(db: Any, user: Any) -> None:
    take(db, user)
    db.sql("update public.rate_buckets set filled_at = now() + interval '1 hour'")
    assert [take(db, user)["taken"] for _ in range(3)] == [True, True, False]


def test_what_costs_more_than_a_bucket_takes_a_full_one(db: Any, user: Any) -> None:
    assert take(db, user, 50)["taken"] is True
    assert take(db, user)["taken"] is False


@pytest.mark.parametrize("cost", [0, -5])
def test_nothing_is_free_and_nobody_pays_in(db: Any, user: Any, cost: int) -> None:
    assert [take(db, user, cost)["taken"] for _ in range(4)] == [True, True, True, False]


def test_everybody_has_a_bucket_of_their_own(db: Any, user: Any, other_user: Any) -> None:
    take(db, user, 3)
    assert take(db, other_user, 3)["taken"] is True


def test_of_two_at_the_last_token_one_passes(db: Any, user: Any) -> None:
    take(db, user, 2)
    db.sql("update public.rate_limits set per_minute = 1 where name = 'tries'")
    second = Database(db.address)
    waiting = (
        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"
    )

    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            db.sql("select from public.rate_buckets for update")
            other = pool.submit(take, second, user)
            deadline = time.monotonic() + 10
            while not db.value(waiting) and time.monotonic() < deadline:
                time.sleep(0.01)
            db.sql("update public.rate_buckets set tokens = 0, filled_at = clock_timestamp()")
        assert other.result()["taken"] is False
    second.close()


def test_a_limit_is_a_row(db: Any, user: Any) -> None:
    take(db, user, 3)
    db.sql("delete from public.rate_limits where name = 'tries'")
    assert take(db, user) == {"taken": True}


def test_full_buckets_are_forgotten_and_others_are_not(db: Any, user: Any, other_user: Any) -> None:
    take(db, user)
    take(db, other_user)
    db.sql("update public.rate_buckets set filled_at = now() - interval '1 hour' where user_id = $1", user.id)

    assert db.value("select public.forget_full_buckets()", role="service_role") == 1
    assert [row["user_id"] for row in db.sql("select user_id from public.rate_buckets")] == [other_user.id]
