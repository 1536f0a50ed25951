"""What an instance remembers is what the database would say, to each viewer, and never older than agreed."""

import itertools
import json
from typing import Any

import httpx
import pytest

from shared.searches.cache import Cache
from tests.searches.world import World

VIEWERS = ["owner", "other", None]


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(clock: Clock) -> Cache:
    return Cache(clock)


def seen(status: str = "processing", rev: int = 3, view: str = "link", **more: Any) -> dict[str, Any]:
    row = {"job_id": "job_1800000000_" + "a" * 24, "status": status, "rev": rev, "view": view, "progress": 40,
           "results": {"items": []} if status == "completed" else None, "expires_at": "2033-01-01T00:00:00+00:00",
           "stalled": False}  # fmt: skip
    return row | ({"notified": False} if view == "owner" else {}) | more


JOB = seen()["job_id"]


def test_a_running_search_is_remembered_for_a_second_and_for_those_who_say_what_they_saw(
    cache: Cache, clock: Clock
) -> None:
    cache.put(seen(), None)
    assert cache.find(JOB, None, 3) == {name: value for name, value in seen().items() if name != "stalled"}
    assert cache.find(JOB, None, 2)
    assert cache.find(JOB, None, None) is None
    assert cache.find(JOB, None, 4) is None, "memory must never answer with less than the caller has"
    clock.now += 1.01
    assert cache.find(JOB, None, 3) is None


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_an_ended_search_is_remembered_for_a_minute_but_not_past_its_expiry(
    cache: Cache, clock: Clock, status: str
) -> None:
    cache.put(seen(status), None)
    clock.now += 59
    assert cache.find(JOB, None, None)
    clock.now += 2
    assert cache.find(JOB, None, None) is None
    soon = "2027-01-15T08:01:30+00:00"  # half a minute after the clock's moment
    cache.put(seen(status, expires_at=soon), None)
    clock.now = 1_800_000_089.0
    assert cache.find(JOB, None, None)
    clock.now += 2
    assert cache.find(JOB, None, None) is None


def test_a_clock_that_goes_back_makes_memory_doubtful(cache: Cache, clock: Clock) -> None:
    cache.put(seen("completed"), None)
    clock.now -= 5
    assert cache.find(JOB, None, None) is None


def test_an_older_answer_never_replaces_a_newer_one(cache: Cache) -> None:
    cache.put(seen(rev=5, progress=80), None)
    cache.put(seen(rev=4, progress=60), None)
    assert (cache.find(JOB, None, 4) or {})["progress"] == 80


def test_a_search_is_confirmed_only_by_its_own_revision(cache: Cache, clock: Clock) -> None:
    cache.put(seen(), None)
    clock.now += 0.9
    cache.confirm(JOB, 3)
    clock.now += 0.9
    assert cache.find(JOB, None, 3)
    cache.confirm(JOB, 2)
    clock.now += 0.9
    assert cache.find(JOB, None, 3) is None


def test_what_was_evicted_is_gone(cache: Cache) -> None:
    cache.put(seen("completed"), None)
    cache.evict(JOB)
    assert cache.find(JOB, None, None) is None


def test_memory_is_bounded_in_number_and_in_bytes(clock: Clock) -> None:
    cache = Cache(clock, most_entries=3, most_bytes=10_000)
    ids = [f"job_1800000000_{letter * 24}" for letter in "abcd"]
    for job_id in ids:
        cache.put(seen("completed") | {"job_id": job_id}, None)
    assert [cache.find(job_id, None, None) is not None for job_id in ids] == [False, True, True, True]
    cache.put(seen("completed", results={"items": ["x" * 9_700]}), None)
    assert [cache.find(job_id, None, None) is not None for job_id in ids[1:]] == [False, False, False]
    assert cache.find(JOB, None, None)
    cache.put(seen("completed", rev=9, results={"items": ["x" * 90_000]}), None)
    assert cache.find(JOB, None, None) is None


STATES = ["pending", "processing", "completed", "failed", "texted"]


@pytest.mark.parametrize(("became", "owned"), list(itertools.product(STATES, [True, False])))
def test_memory_shows_each_viewer_what_the_database_would_or_asks_it(
    stack: Any, world: World, user: Any, other_user: Any, became: str, owned: bool
) -> None:
    given: dict[str, Any] = {"user_id": str(user.id)} if owned else {}
    if became == "texted":
        given |= {"phone_number": "+4915112345678"}
    job_id = world.start(**given)
    if became != "pending":
        _, token = world.claimed(job_id)
        if became in {"completed", "texted"}:
            world.complete(job_id, token, {"items": [1]})
        if became == "failed":
            world.fail(job_id, token, retryable=False)
        if became == "texted":
            text = world.rpc("claim_notification", job_id=job_id, owner="o")
            world.rpc("finish_notification", job_id=job_id, token=text["token"], outcome="sent")
    people = {"owner": user, "other": other_user, None: None}

    def asked(viewer: str | None) -> dict[str, Any] | None:
        person = people[viewer]
        key = {"apikey": stack.publishable_key} | ({"Authorization": f"Bearer {person.token}"} if person else {})
        answer = httpx.post(
            f"{stack.supabase_url}/rest/v1/rpc/get_job", json={"p_job_id": job_id}, headers=key, timeout=30
        )
        found: dict[str, Any] | None = answer.json()
        return found

    truth = {viewer: asked(viewer) for viewer in VIEWERS}
    served = 0
    for order in itertools.permutations(VIEWERS):
        cache = Cache()
        for primed in order:
            row = truth[primed]
            person = people[primed]
            if row is not None:
                cache.put(json.loads(json.dumps(row)), str(person.id) if person else None)
            for viewer in VIEWERS:
                watcher = people[viewer]
                found = cache.find(job_id, str(watcher.id) if watcher else None, 1)
                if found is not None:
                    served += 1
                    shown = {name: value for name, value in (truth[viewer] or {}).items() if name != "stalled"}
                    assert found == shown, (order, primed, viewer)
    assert served, "memory that never answers proves nothing"
