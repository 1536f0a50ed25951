"""What the database promises about searches, one claim a function.

``test_database.py`` holds them against the migrations; ``test_mutants.py`` takes the guards out one by one and expects
at least one of them to notice.
"""

from collections.abc import Callable
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from shared.store.searches import new_job_id
from tests.searches.world import PHONE, World

Scenario = Callable[[World], None]
SCENARIOS: list[Scenario] = []


def scenario(claim: Scenario) -> Scenario:
    SCENARIOS.append(claim)
    return claim


def refused(call: Callable[[], Any], state: str) -> None:
    """Expect a statement to be refused with an SQLSTATE."""
    with pytest.raises(DatabaseError) as refusal:
        call()
    assert refusal.value.args[0]["C"] == state, refusal.value.args[0]


# Admission


@scenario
def a_search_begins_pending(world: World) -> None:
    verdict = world.create(categories=["shoes"], request={"query": "red"}, phone_number=PHONE, country_code="DE")
    assert (verdict["code"], verdict["status"], verdict["progress"], verdict["rev"]) == ("created", "pending", 0, 1)
    row = world.row(verdict["job_id"])
    assert (row["categories"], row["request"], row["phone_number"]) == (["shoes"], {"query": "red"}, PHONE)


@scenario
def the_same_call_twice_makes_one_search(world: World) -> None:
    job_id = new_job_id()
    assert world.create(job_id=job_id)["code"] == "created"
    assert world.create(job_id=job_id)["code"] == "replay"
    assert world.create(job_id=job_id, request_hash="other")["code"] == "key_reused"


@scenario
def a_key_again_gives_the_first_search(world: World) -> None:
    person = world.person()
    first = world.create(user_id=person, idempotency_key="k")
    again = world.create(user_id=person, idempotency_key="k")
    assert (again["code"], again["job_id"]) == ("replay", first["job_id"])
    assert world.create(user_id=person, idempotency_key="k", request_hash="other")["code"] == "key_reused"


@scenario
def keys_of_different_callers_never_meet(world: World) -> None:
    someone, other = world.person(), world.person()
    callers = [{"user_id": someone}, {"user_id": other}, {"client_hash": "x"}, {"client_hash": "y"}]
    assert {world.create(idempotency_key="k", **caller)["code"] for caller in callers} == {"created"}
    assert world.create(idempotency_key="k", client_hash="x")["code"] == "replay"


@scenario
def one_person_runs_so_many_at_once(world: World) -> None:
    person = world.person()
    jobs = [world.start(user_id=person) for _ in range(3)]
    assert world.create(user_id=person, max_active=3)["code"] == "too_many_active"
    assert world.create(user_id=world.person(), max_active=3)["code"] == "created"
    world.rpc("cancel_job", job_id=jobs[0], user=person, role=None)
    assert world.create(user_id=person, max_active=3)["code"] == "created"


@scenario
def one_address_starts_so_many_an_hour(world: World) -> None:
    for _ in range(3):
        world.start(client_hash="x", max_active=9)
    verdict = world.create(client_hash="x", max_active=9, max_per_hour=3)
    assert verdict["code"] == "too_many_from_client"
    assert 3500 < verdict["retry_after_seconds"] <= 3600
    assert world.create(client_hash="y", max_per_hour=3)["code"] == "created"
    world.pass_time(3601)
    assert world.create(client_hash="x", max_active=9, max_per_hour=3)["code"] == "created"


@scenario
def without_an_account_the_address_counts(world: World) -> None:
    for _ in range(2):
        world.start(client_hash="x")
    assert world.create(client_hash="x", max_active=2)["code"] == "too_many_active"


@scenario
def one_number_gets_so_many_texts_a_day(world: World) -> None:
    jobs = [world.start(phone_number=PHONE) for _ in range(2)]
    verdict = world.create(phone_number=PHONE, max_texts_per_day=2)
    assert verdict["code"] == "too_many_texts"
    assert 86_000 < verdict["retry_after_seconds"] <= 86_400
    assert world.create(max_texts_per_day=2)["code"] == "created"
    world.fail(*world.claimed(jobs[0]), retryable=False)
    assert world.create(phone_number=PHONE, max_texts_per_day=2)["code"] == "created"


@scenario
def a_number_without_its_hash_is_refused(world: World) -> None:
    refused(lambda: world.create(phone_number=PHONE, phone_hash=None), "23514")


@scenario
def two_calls_at_once_with_one_key_make_one_search(world: World) -> None:
    person = world.person()
    first, second = world.in_the_middle_of(
        lambda w: w.create(user_id=person, idempotency_key="k"), lambda w: w.create(user_id=person, idempotency_key="k")
    )
    assert (first["code"], second["code"], second["job_id"]) == ("created", "replay", first["job_id"])


@scenario
def two_calls_at_once_do_not_pass_the_limit_together(world: World) -> None:
    person = world.person()
    for given in ({"user_id": person}, {"client_hash": "c"}):
        codes = world.in_the_middle_of(
            lambda w, given=given: w.create(max_active=1, **given),
            lambda w, given=given: w.create(max_active=1, **given),
        )
        assert [c["code"] for c in codes] == ["created", "too_many_active"]
    codes = world.in_the_middle_of(
        lambda w: w.create(phone_number=PHONE, max_texts_per_day=1),
        lambda w: w.create(phone_number=PHONE, max_texts_per_day=1),
    )
    assert [c["code"] for c in codes] == ["created", "too_many_texts"]


@scenario
def one_call_twice_at_once_makes_one_search(world: World) -> None:
    job_id = new_job_id()
    codes = world.in_the_middle_of(lambda w: w.create(job_id=job_id), lambda w: w.create(job_id=job_id))
    assert [c["code"] for c in codes] == ["created", "replay"]


# Claims


@scenario
def a_claim_gives_a_token_and_what_is_stored(world: World) -> None:
    job_id = world.start(categories=["a"], request={"q": 1}, original_image_url="https://example.org/a.png")
    verdict = world.claim(job_id)
    assert (verdict["code"], verdict["token"], verdict["attempt"], verdict["steps"]) == ("ok", 1, 1, {})
    assert (verdict["request"], verdict["original_image_url"]) == ({"q": 1}, "https://example.org/a.png")
    world.save(job_id, 1, "s")
    world.pass_time(61)
    again = world.claim(job_id, "two")
    assert (again["token"], again["attempt"], again["steps"]) == (2, 1, {"s": {"of": "s"}})


@scenario
def nobody_claims_what_is_leased(world: World) -> None:
    job_id, _ = world.claimed()
    verdict = world.claim(job_id, "two")
    assert verdict["code"] == "busy"
    assert 0 < verdict["retry_after_seconds"] <= 60


@scenario
def a_claim_whose_answer_was_lost_is_repeated(world: World) -> None:
    job_id, token = world.claimed()
    again = world.claim(job_id)
    assert (again["code"], again["token"], again["replay"], again["attempt"]) == ("ok", token, True, 1)


@scenario
def a_lease_that_ran_out_is_claimed_with_the_next_token(world: World) -> None:
    job_id, token = world.claimed()
    world.pass_time(61)
    assert world.claim(job_id, "two")["token"] == token + 1


@scenario
def what_is_not_due_is_not_claimed(world: World) -> None:
    job_id, token = world.claimed()
    world.rpc("yield_job", job_id=job_id, token=token, delay_seconds=30.0)
    assert world.claim(job_id, "two")["code"] == "not_due"
    world.pass_time(31)
    assert world.claim(job_id, "two")["code"] == "ok"


@scenario
def ended_and_unknown_searches_are_not_claimed(world: World) -> None:
    assert world.claim(world.completed())["code"] == "done"
    assert world.claim(new_job_id())["code"] == "not_found"


@scenario
def a_search_that_never_gets_on_is_given_up(world: World) -> None:
    job_id = world.start(max_attempts=3, phone_number=PHONE)
    for _ in range(3):
        assert world.claim(job_id)["code"] == "ok"
        world.pass_time(61)
    verdict = world.claim(job_id)
    assert (verdict["code"], verdict["error_code"]) == ("done", "max_attempts_exceeded")
    row = world.row(job_id)
    assert (row["status"], row["lease_token"], row["phone_number"]) == ("failed", 4, None)
    assert world.save(job_id, 3, "s")["code"] == "fenced"


@scenario
def a_search_past_its_deadline_is_given_up(world: World) -> None:
    job_id = world.start(deadline_seconds=100.0)
    world.pass_time(101)
    assert world.claim(job_id)["error_code"] == "deadline_exceeded"


@scenario
def the_oldest_due_is_claimed_first(world: World) -> None:
    jobs = []
    for _ in range(4):
        jobs.append(world.start())
        world.pass_time(1)
    world.claim(jobs[0], "someone")
    world.rpc("yield_job", job_id=jobs[1], token=world.claim(jobs[1], "someone")["token"], delay_seconds=50.0)
    claims = world.rpc("claim_next", owner="one", lease_seconds=60.0, limit=1)
    assert [claim["job_id"] for claim in claims] == [jobs[2]]
    again = world.rpc("claim_next", owner="one", lease_seconds=60.0, limit=1)
    assert [(claim["job_id"], claim["token"]) for claim in again] == [(jobs[2], 1)]
    others = world.rpc("claim_next", owner="two", lease_seconds=60.0, limit=5)
    assert [claim["job_id"] for claim in others] == [jobs[3]]


@scenario
def pulling_workers_do_not_wait_for_each_other(world: World) -> None:
    jobs = [world.start(), world.start()]
    first, second = world.in_the_middle_of(
        lambda w: w.rpc("claim_next", owner="one", lease_seconds=60.0, limit=1),
        lambda w: w.rpc("claim_next", owner="two", lease_seconds=60.0, limit=1),
    )
    assert {first[0]["job_id"], second[0]["job_id"]} == set(jobs)
    assert not world.waited


@scenario
def two_claims_at_once_make_one_lease(world: World) -> None:
    job_id = world.start()
    codes = world.in_the_middle_of(lambda w: w.claim(job_id, "one"), lambda w: w.claim(job_id, "two"))
    assert [c["code"] for c in codes] == ["ok", "busy"]
    assert world.row(job_id)["lease_token"] == 1


@scenario
def a_claim_judges_the_lease_when_it_holds_the_row(world: World) -> None:
    job_id = world.start()

    def lease_runs_out(held: World) -> None:
        held.db.sql("select from public.search_jobs where job_id = $1 for update", job_id)

    assert world.claim(job_id, "one", 1.0)["code"] == "ok"
    _, second = world.in_the_middle_of(lease_runs_out, lambda w: w.claim(job_id, "two"), hold_seconds=1.1)
    assert second["code"] == "ok"


# Progress


@scenario
def a_step_counts_once(world: World) -> None:
    job_id, token = world.claimed()
    assert world.save(job_id, token, "s", {"first": True}, progress=20)["code"] == "ok"
    again = world.save(job_id, token, "s", {"first": False}, progress=20)
    assert (again["code"], again["output"]) == ("replay", {"first": True})
    assert world.steps(job_id) == {"s": {"first": True}}


@scenario
def an_old_token_writes_nothing(world: World) -> None:
    job_id, old = world.claimed(phone_number=PHONE)
    world.pass_time(61)
    token = world.claim(job_id, "two")["token"]
    before = world.row(job_id)
    assert world.save(job_id, old, "s")["code"] == "fenced"
    assert world.save(job_id, old)["code"] == "fenced"
    assert world.rpc("yield_job", job_id=job_id, token=old)["code"] == "fenced"
    assert world.complete(job_id, old)["code"] == "fenced"
    assert world.fail(job_id, old)["code"] == "fenced"
    assert world.fail(job_id, old, retryable=False)["code"] == "fenced"
    assert (world.row(job_id), world.steps(job_id)) == (before, {})
    assert world.complete(job_id, token)["code"] == "ok"


@scenario
def a_lease_handed_back_writes_nothing(world: World) -> None:
    for hand_back in (
        lambda job_id, token: world.rpc("yield_job", job_id=job_id, token=token),
        lambda job_id, token: world.fail(job_id, token, retry_after_seconds=0.0),
    ):
        job_id, token = world.claimed()
        hand_back(job_id, token)
        assert world.save(job_id, token, "s")["code"] == "fenced"
        assert world.complete(job_id, token)["code"] == "fenced"
        assert world.steps(job_id) == {}


@scenario
def an_ended_search_takes_nothing_more(world: World) -> None:
    job_id, token = world.claimed()
    world.complete(job_id, token, {"items": [1]})
    before = world.row(job_id)
    assert world.save(job_id, token, "s")["code"] == "fenced"
    assert world.fail(job_id, token)["code"] == "fenced"
    assert world.rpc("yield_job", job_id=job_id, token=token)["code"] == "fenced"
    assert world.row(job_id) == before


@scenario
def a_late_worker_may_write_while_nobody_took_over(world: World) -> None:
    job_id, token = world.claimed()
    world.pass_time(61)
    assert world.save(job_id, token, "s")["code"] == "ok"
    assert world.claim(job_id, "two")["code"] == "busy"


@scenario
def progress_never_falls_and_reaches_100_only_with_results(world: World) -> None:
    job_id, token = world.claimed()
    assert world.save(job_id, token, "a", progress=60)["progress"] == 60
    assert world.save(job_id, token, "b", progress=20)["progress"] == 60
    assert world.save(job_id, token, "c", progress=100)["progress"] == 99
    world.complete(job_id, token)
    assert world.row(job_id)["progress"] == 100


@scenario
def only_a_new_step_gives_the_attempts_back(world: World) -> None:
    job_id, token = world.claimed()
    world.save(job_id, token)
    assert world.row(job_id)["attempt"] == 1
    world.save(job_id, token, "s")
    assert world.row(job_id)["attempt"] == 0
    world.pass_time(61)
    token = world.claim(job_id, "two")["token"]
    world.save(job_id, token, "s")
    assert world.row(job_id)["attempt"] == 1


@scenario
def a_beat_keeps_the_lease(world: World) -> None:
    job_id, token = world.claimed()
    world.pass_time(50)
    world.save(job_id, token, lease_seconds=60.0)
    world.pass_time(50)
    assert world.claim(job_id, "two")["code"] == "busy"


@scenario
def a_checkpoint_lives_until_its_step_is_stored(world: World) -> None:
    job_id, token = world.claimed()
    world.save(job_id, token, checkpoint={"a": {"page": 2}})
    world.save(job_id, token, checkpoint={"b": {"page": 3}})
    assert world.row(job_id)["checkpoint"] == {"a": {"page": 2}, "b": {"page": 3}}
    world.save(job_id, token, "a")
    assert world.row(job_id)["checkpoint"] == {"b": {"page": 3}}


@scenario
def nothing_is_written_after_the_deadline(world: World) -> None:
    job_id, token = world.claimed(deadline_seconds=100.0)
    world.pass_time(101)
    assert world.save(job_id, token, "s")["error_code"] == "deadline_exceeded"
    assert world.complete(job_id, token)["error_code"] == "deadline_exceeded"
    assert world.steps(job_id) == {}
    assert world.fail(job_id, token, error_code="deadline_exceeded", retryable=False)["code"] == "failed"


@scenario
def handing_back_costs_no_attempt(world: World) -> None:
    job_id, token = world.claimed()
    assert world.rpc("yield_job", job_id=job_id, token=token)["code"] == "ok"
    assert world.rpc("yield_job", job_id=job_id, token=token)["code"] == "replay"
    assert (world.row(job_id)["attempt"], world.row(job_id)["status"]) == (0, "processing")
    assert world.claim(job_id, "two")["token"] == token + 1


# Ends


@scenario
def completing_is_whole(world: World) -> None:
    job_id, token = world.claimed(phone_number=PHONE, retention_seconds=1000.0)
    world.save(job_id, token, "s", checkpoint={"t": 1})
    verdict = world.complete(job_id, token, {"items": [1]})
    assert (verdict["code"], verdict["notify_state"]) == ("ok", "queued")
    row = world.row(job_id)
    assert (row["status"], row["progress"], row["results"]) == ("completed", 100, {"items": [1]})
    assert (row["lease_expires_at"], row["checkpoint"], row["phone_number"]) == (None, {}, PHONE)
    assert (row["expires_at"] - row["finished_at"]).total_seconds() == 1000
    assert world.steps(job_id) == {}


@scenario
def completing_twice_is_completing_once(world: World) -> None:
    job_id, token = world.claimed()
    world.complete(job_id, token, {"items": [1]})
    before = world.row(job_id)
    assert world.complete(job_id, token, {"items": [2]})["code"] == "replay"
    assert world.row(job_id) == before


@scenario
def no_text_is_queued_without_a_number(world: World) -> None:
    assert world.row(world.completed())["notify_state"] == "none"


@scenario
def a_failure_is_tried_again_later(world: World) -> None:
    job_id, token = world.claimed()
    assert world.fail(job_id, token, retry_after_seconds=30.0)["retry_after_seconds"] == 30
    again = world.fail(job_id, token, retry_after_seconds=30.0)
    assert again["code"] == "replay"
    assert 29 < again["retry_after_seconds"] <= 30
    assert (world.row(job_id)["status"], world.row(job_id)["attempt"]) == ("processing", 1)
    assert world.claim(job_id, "two")["code"] == "not_due"


@scenario
def waits_grow_and_are_spread(world: World) -> None:
    waits = []
    job_id = world.start()
    for attempt in range(1, 5):
        token = world.claim(job_id)["token"]
        waits.append(world.fail(job_id, token)["retry_after_seconds"])
        assert 2 * 2**attempt * 0.5 <= waits[-1] <= 2 * 2**attempt * 1.5
        world.pass_time(100)


@scenario
def a_failure_for_good_ends_the_search(world: World) -> None:
    job_id, token = world.claimed(phone_number=PHONE)
    assert world.fail(job_id, token, retryable=False, error="x" * 900)["code"] == "failed"
    assert world.fail(job_id, token, retryable=False)["code"] == "replay"
    row = world.row(job_id)
    assert (row["status"], row["error_code"], row["phone_number"], len(row["error"])) == ("failed", "broken", None, 500)


@scenario
def the_last_attempt_fails_for_good(world: World) -> None:
    job_id, token = world.claimed(max_attempts=1)
    assert world.fail(job_id, token)["code"] == "failed"


@scenario
def a_wait_past_the_deadline_fails_for_good(world: World) -> None:
    job_id, token = world.claimed(deadline_seconds=100.0)
    assert world.fail(job_id, token, retry_after_seconds=200.0)["code"] == "failed"


@scenario
def cancelling_and_completing_never_both_happen(world: World) -> None:
    person = world.person()
    job_id, token = world.claimed(user_id=person)
    codes = world.in_the_middle_of(
        lambda w: w.complete(job_id, token), lambda w: w.rpc("cancel_job", job_id=job_id, user=person, role=None)
    )
    assert [c["code"] for c in codes] == ["ok", "done"]
    job_id, token = world.claimed(user_id=person)
    codes = world.in_the_middle_of(
        lambda w: w.rpc("cancel_job", job_id=job_id, user=person, role=None), lambda w: w.complete(job_id, token)
    )
    assert [c["code"] for c in codes] == ["cancelled", "fenced"]


@scenario
def writers_wait_for_each_other(world: World) -> None:
    person = world.person()
    cancel = lambda job_id: lambda w: w.rpc("cancel_job", job_id=job_id, user=person, role=None)  # noqa: E731
    for write in (
        lambda w, job_id, token: w.save(job_id, token, "s"),
        lambda w, job_id, token: w.fail(job_id, token, retry_after_seconds=9.0),
        lambda w, job_id, token: w.fail(job_id, token, retryable=False),
        lambda w, job_id, token: w.rpc("yield_job", job_id=job_id, token=token),
    ):
        job_id, token = world.claimed(user_id=person)
        codes = world.in_the_middle_of(
            cancel(job_id), lambda w, job_id=job_id, token=token, write=write: write(w, job_id, token)
        )
        assert [c["code"] for c in codes] == ["cancelled", "fenced"]
        assert world.row(job_id)["error_code"] == "cancelled"
        assert world.steps(job_id) == {}


@scenario
def the_owner_cancels_at_once(world: World) -> None:
    person = world.person()
    for job_id in (world.start(user_id=person, phone_number=PHONE), world.claimed(user_id=person)[0]):
        token = world.row(job_id)["lease_token"]
        assert world.rpc("cancel_job", job_id=job_id, user=person, role=None)["code"] == "cancelled"
        row = world.row(job_id)
        assert (row["status"], row["error_code"], row["phone_number"]) == ("failed", "cancelled", None)
        assert row["lease_token"] == token + 1
        assert world.save(job_id, token, "s")["code"] == "fenced"
        assert world.rpc("cancel_job", job_id=job_id, user=person, role=None)["code"] == "done"


@scenario
def nobody_else_cancels(world: World) -> None:
    owned, free = world.start(user_id=world.person()), world.start()
    for job_id in (owned, free):
        assert world.rpc("cancel_job", job_id=job_id, user=world.person(), role=None)["code"] == "not_found"
        assert world.row(job_id)["status"] == "pending"


# Texts


def due_text(world: World) -> str:
    return world.completed(phone_number=PHONE)


def claim_text(world: World, job_id: str, owner: str = "one") -> dict[str, Any]:
    verdict: dict[str, Any] = world.rpc("claim_notification", job_id=job_id, owner=owner, lease_seconds=60.0)
    return verdict


def finish_text(world: World, job_id: str, token: int, outcome: str, **given: Any) -> dict[str, Any]:
    verdict: dict[str, Any] = world.rpc("finish_notification", job_id=job_id, token=token, outcome=outcome, **given)
    return verdict


@scenario
def a_text_is_sent_once(world: World) -> None:
    job_id = due_text(world)
    claim = claim_text(world, job_id)
    assert (claim["code"], claim["phone_number"]) == ("ok", PHONE)
    assert claim_text(world, job_id, "two")["code"] == "busy"
    assert finish_text(world, job_id, claim["token"], "sent", message_id="m")["code"] == "ok"
    assert finish_text(world, job_id, claim["token"], "sent", message_id="m")["code"] == "replay"
    assert claim_text(world, job_id)["code"] == "done"
    row = world.row(job_id)
    assert (row["notify_state"], row["phone_number"], row["notify_message_id"]) == ("sent", None, "m")


@scenario
def two_senders_at_once_send_one(world: World) -> None:
    job_id = due_text(world)
    codes = world.in_the_middle_of(lambda w: claim_text(w, job_id, "one"), lambda w: claim_text(w, job_id, "two"))
    assert [c["code"] for c in codes] == ["ok", "busy"]
    assert world.row(job_id)["notify_attempt"] == 1


@scenario
def a_sender_whose_answer_was_lost_burns_no_send(world: World) -> None:
    job_id = due_text(world)
    first, again = claim_text(world, job_id), claim_text(world, job_id)
    assert (again["code"], again["token"], again["send"]) == ("ok", first["token"], 1)


@scenario
def a_text_without_a_clear_end_is_sent_twice_at_most(world: World) -> None:
    job_id = due_text(world)
    for send in (1, 2):
        assert claim_text(world, job_id, f"worker {send}")["send"] == send
        world.pass_time(61)
    assert claim_text(world, job_id, "worker 3")["code"] == "done"
    assert (world.row(job_id)["notify_state"], world.row(job_id)["phone_number"]) == ("unknown", None)


@scenario
def a_late_sender_reports_nothing(world: World) -> None:
    job_id = due_text(world)
    old = claim_text(world, job_id)["token"]
    world.pass_time(61)
    claim_text(world, job_id, "two")
    assert finish_text(world, job_id, old, "rejected")["code"] == "fenced"
    assert world.row(job_id)["notify_state"] == "sending"


@scenario
def a_send_that_never_left_is_given_back(world: World) -> None:
    job_id = due_text(world)
    for _ in range(4):
        claim = claim_text(world, job_id)
        assert (claim["code"], claim["send"]) == ("ok", 1)
        finish_text(world, job_id, claim["token"], "not_sent", retry_after_seconds=30.0)
        assert claim_text(world, job_id)["code"] == "busy"
        world.pass_time(31)
    assert world.row(job_id)["phone_number"] == PHONE


@scenario
def a_number_that_cannot_be_texted_is_forgotten(world: World) -> None:
    job_id = due_text(world)
    finish_text(world, job_id, claim_text(world, job_id)["token"], "rejected")
    assert (world.row(job_id)["notify_state"], world.row(job_id)["phone_number"]) == ("failed", None)


@scenario
def a_text_a_day_late_is_not_sent(world: World) -> None:
    job_id = due_text(world)
    world.pass_time(86_401)
    assert claim_text(world, job_id)["code"] == "done"
    assert world.row(job_id)["phone_number"] is None


@scenario
def only_completed_searches_text(world: World) -> None:
    job_id, token = world.claimed(phone_number=PHONE)
    assert claim_text(world, job_id)["code"] == "done"
    world.fail(job_id, token, retryable=False)
    assert claim_text(world, job_id)["code"] == "done"


# Sweeping and cleaning


@scenario
def a_sweep_gives_up_on_what_is_hopeless(world: World) -> None:
    over, token = world.claimed(deadline_seconds=100.0, phone_number=PHONE)
    never = world.start(max_attempts=1)
    world.claim(never)
    world.pass_time(101)
    healthy = world.start()
    assert world.rpc("sweep_jobs")["dead"] == 2
    assert world.row(over)["error_code"] == "deadline_exceeded"
    assert world.row(never)["error_code"] == "max_attempts_exceeded"
    assert (world.row(over)["lease_token"], world.row(over)["phone_number"]) == (token + 1, None)
    assert world.save(over, token, "s")["code"] == "fenced"
    assert world.row(healthy)["status"] == "pending"


@scenario
def a_sweep_leaves_the_living_alone(world: World) -> None:
    leased, _ = world.claimed(max_attempts=1)
    waiting, token = world.claimed()
    world.rpc("yield_job", job_id=waiting, token=token, delay_seconds=30.0)
    assert world.rpc("sweep_jobs") == {"dead": 0, "kick": [], "notify": []}
    assert world.row(leased)["status"] == "processing"


@scenario
def a_sweep_kicks_what_waits_once_a_minute(world: World) -> None:
    pending = world.start()
    stalled, _ = world.claimed()
    world.pass_time(61)
    assert set(world.rpc("sweep_jobs")["kick"]) == {pending, stalled}
    assert world.rpc("sweep_jobs")["kick"] == []
    world.pass_time(61)
    assert set(world.rpc("sweep_jobs")["kick"]) == {pending, stalled}


@scenario
def a_sweep_finds_due_texts(world: World) -> None:
    queued, sending, later = due_text(world), due_text(world), due_text(world)
    claim_text(world, sending)
    finish_text(world, later, claim_text(world, later)["token"], "not_sent", retry_after_seconds=300.0)
    assert world.rpc("sweep_jobs")["notify"] == [queued]
    world.pass_time(61)
    assert set(world.rpc("sweep_jobs")["notify"]) == {queued, sending}


@scenario
def sweeps_at_once_share_the_work(world: World) -> None:
    for _ in range(3):
        world.start()
    first, second = world.in_the_middle_of(
        lambda w: w.rpc("sweep_jobs", limit=2), lambda w: w.rpc("sweep_jobs", limit=2)
    )
    assert len(first["kick"]) == 2
    assert len(second["kick"]) == 1
    assert not set(first["kick"]) & set(second["kick"])
    assert not world.waited
    world.pass_time(2000)
    first, second = world.in_the_middle_of(
        lambda w: w.rpc("sweep_jobs", limit=2), lambda w: w.rpc("sweep_jobs", limit=2)
    )
    assert (first["dead"], second["dead"]) == (2, 1)
    assert not world.waited


@scenario
def cleaning_deletes_what_ended_and_is_past_its_time(world: World) -> None:
    old, waiting = world.completed(), world.start()
    sending = due_text(world)
    claim_text(world, sending)
    world.pass_time(8 * 86_400)
    recent = world.completed()
    assert world.rpc("cleanup_jobs")["deleted"] == 1
    left = {row["job_id"] for row in world.db.sql("select job_id from public.search_jobs")}
    assert left & {old, waiting, sending, recent} == {waiting, sending, recent}


@scenario
def cleanings_at_once_share_the_work(world: World) -> None:
    for _ in range(3):
        world.completed()
    world.pass_time(8 * 86_400)
    first, second = world.in_the_middle_of(
        lambda w: w.rpc("cleanup_jobs", limit=2), lambda w: w.rpc("cleanup_jobs", limit=2)
    )
    assert (first["deleted"], second["deleted"]) == (2, 1)
    assert not world.waited


@scenario
def files_are_named_until_they_are_gone(world: World) -> None:
    person = world.person()
    world.completed(files=["a.png"])
    world.pass_time(8 * 86_400)
    world.start(files=["b.png"], user_id=person)
    assert world.rpc("cleanup_jobs")["files"] == ["a.png"]
    world.db.sql("delete from auth.users where id = $1", person)
    assert sorted(world.rpc("cleanup_jobs")["files"]) == ["a.png", "b.png"]
    assert world.rpc("cleanup_jobs", files_deleted=["a.png", "b.png"])["files"] == []


# Reading


PRIVATE = {"phone_number", "phone_hash", "client_hash", "error", "checkpoint", "request", "lease_owner", "lease_token",
           "idempotency_key", "files", "user_id", "country_code", "request_hash"}  # fmt: skip


def read(world: World, job_id: str, user: Any = None, since_rev: int | None = None) -> dict[str, Any] | None:
    found: dict[str, Any] | None = world.rpc(
        "get_job", role=None if user else "anon", user=user, job_id=job_id, since_rev=since_rev
    )
    return found


@scenario
def a_running_search_is_its_owners(world: World) -> None:
    person = world.person()
    job_id = world.start(user_id=person, phone_number=PHONE)
    assert read(world, job_id) is None
    assert read(world, job_id, world.person()) is None
    found = read(world, job_id, person)
    assert (found["view"], found["status"], found["progress"]) == ("owner", "pending", 0)


@scenario
def a_completed_search_is_read_by_its_link(world: World) -> None:
    person = world.person()
    job_id = world.completed(user_id=person, phone_number=PHONE)
    for reader in (None, world.person()):
        found = read(world, job_id, reader)
        assert (found["view"], found["results"]) == ("link", {"items": []})
    assert read(world, job_id, person)["view"] == "owner"


@scenario
def a_search_without_an_owner_is_read_by_its_id(world: World) -> None:
    job_id = world.start()
    assert read(world, job_id)["status"] == "pending"
    assert read(world, job_id, world.person())["view"] == "link"


@scenario
def no_reader_sees_what_is_private(world: World) -> None:
    person = world.person()
    job_id, token = world.claimed(
        user_id=person, phone_number=PHONE, client_hash="secret-client", request={"query": "secret-query"}
    )
    world.save(job_id, token, checkpoint={"a": "secret-checkpoint"})
    world.fail(job_id, token, error=f"secret-error {PHONE}", retry_after_seconds=0.0)
    running = read(world, job_id, person)
    world.complete(*world.claimed(job_id))
    for found in (running, read(world, job_id, person), read(world, job_id)):
        assert found is not None
        assert not PRIVATE & found.keys()
        assert PHONE not in str(found)
        assert "secret" not in str(found)


@scenario
def a_reader_asks_for_what_is_newer(world: World) -> None:
    job_id, token = world.claimed()
    rev = read(world, job_id)["rev"]
    assert read(world, job_id, since_rev=rev)["unchanged"] is True
    world.save(job_id, token, "s")
    assert read(world, job_id, since_rev=rev)["rev"] == rev + 1


@scenario
def unchanged_is_no_way_round_the_owner(world: World) -> None:
    job_id = world.start(user_id=world.person())
    assert read(world, job_id, since_rev=1) is None


@scenario
def a_reader_sees_that_a_search_is_stalled(world: World) -> None:
    job_id = world.start()
    assert read(world, job_id)["stalled"] is False
    world.pass_time(3)
    assert read(world, job_id)["stalled"] is True
    assert read(world, job_id, since_rev=1)["stalled"] is True
    world.claim(job_id)
    assert read(world, job_id)["stalled"] is False
    world.pass_time(61)
    assert read(world, job_id)["stalled"] is True


@scenario
def what_is_past_its_time_is_not_read(world: World) -> None:
    job_id = world.completed()
    world.pass_time(8 * 86_400)
    assert read(world, job_id) is None


# The guard, against whoever holds the service key


@scenario
def history_cannot_be_rewritten(world: World) -> None:
    ended = world.completed()
    running, token = world.claimed()
    world.save(running, token, "s", progress=50)
    sent = due_text(world)
    finish_text(world, sent, claim_text(world, sent)["token"], "sent")
    for job_id, change in (
        (ended, "results = '{}'"),
        (ended, "status = 'failed', error_code = 'x', results = null, progress = 0"),
        (ended, "meta = '{\"a\": 1}'"),
        (ended, "finished_at = now()"),
        (running, "progress = 10"),
        (running, "lease_token = lease_token - 1"),
        (running, "status = 'pending', lease_expires_at = null"),
        (running, "request = '{\"a\": 1}'"),
        (running, "kind = 'other'"),
        (running, "user_id = gen_random_uuid()"),
        (sent, "notify_state = 'queued', phone_number = '+4915112345678', phone_hash = 'x'"),
        (sent, "notify_token = 0"),
    ):
        before = world.row(job_id)
        refused(
            lambda job_id=job_id, change=change: world.db.sql(
                f"update public.search_jobs set {change} where job_id = $1", job_id, role="service_role"
            ),
            "PT409",
        )
        assert world.row(job_id) == before


@scenario
def every_change_is_counted(world: World) -> None:
    job_id, token = world.claimed()
    before = world.row(job_id)["rev"]
    world.save(job_id, token)
    assert world.row(job_id)["rev"] == before + 1


@scenario
def rows_that_lie_are_refused(world: World) -> None:
    running, _ = world.claimed()
    pending = world.start(phone_number=PHONE)
    texted = world.completed(phone_number=PHONE)
    for job_id, change in (
        (running, "status = 'completed', finished_at = now(), lease_expires_at = null"),
        (running, "status = 'failed', lease_expires_at = null, error_code = 'x'"),
        (running, "status = 'failed', lease_expires_at = null, finished_at = now()"),
        (running, "progress = 100"),
        (running, "results = '{}'"),
        (running, "error_code = 'x'"),
        (running, "notify_state = 'queued'"),
        (pending, "lease_token = 1"),
        (pending, "lease_expires_at = now()"),
        (pending, "finished_at = now()"),
        (texted, "notify_state = 'sent'"),
        (texted, "notify_state = 'sending'"),
    ):
        refused(
            lambda job_id=job_id, change=change: world.db.sql(
                f"update public.search_jobs set {change} where job_id = $1", job_id, role="service_role"
            ),
            "23514",
        )


@scenario
def stored_steps_cannot_be_changed(world: World) -> None:
    job_id, token = world.claimed()
    world.save(job_id, token, "s")
    refused(
        lambda: world.db.sql("update public.search_job_steps set output = '{}'", role="service_role"),
        "42501",
    )


@scenario
def a_search_goes_with_its_owners_account(world: World) -> None:
    person = world.person()
    job_id, token = world.claimed(user_id=person)
    world.save(job_id, token, "s")
    world.db.sql("delete from auth.users where id = $1", person)
    assert world.db.sql("select from public.search_jobs where job_id = $1", job_id) == []
    assert world.save(job_id, token, "t")["code"] == "fenced"
