"""The worker's loop on the real database."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.logs import invocation
from shared.searches.job import Job
from shared.searches.kind import Context
from shared.searches.outcome import Cancel, Done, Outcome, Retry, Snooze
from shared.sms.client import NotSent, Rejected
from tests.searches.conftest import Phone, Probe
from tests.searches.world import PHONE, World


def test_a_search_runs_to_its_end_and_texts_once(world: World, work: Callable) -> None:
    phone = Phone()
    job_id = world.start(phone_number=PHONE)

    assert work(job_id, Probe(), phone).state == "completed"

    done = world.row(job_id)
    assert (done["status"], done["progress"], done["notify_state"]) == ("completed", 100, "sent")
    assert done["results"] == {"steps": {name: {"step": name} for name in "abc"}}
    assert phone.sent == [(PHONE, f"Shortlist: your search is ready. https://example.org/search-job/{job_id}")]
    assert done["phone_number"] is None


def test_what_was_stored_is_not_run_again(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        if step == "b" and job.token == 1:
            raise ConnectionError
        return Done({"by": job.token})

    job_id = world.start()
    first, second = Probe(act=act), Probe(act=act)

    ran = work(job_id, first)
    assert ran.state == "retry"
    assert 1 <= ran.retry_after <= 600

    assert first.ran == ["a", "b", "c"], "one failing step does not hold up the others"
    assert work(job_id, second).state == "not_due"
    assert world.row(job_id)["attempt"] == 0


def test_a_retry_comes_back_when_due_and_goes_on(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        return Retry(30, "429") if step == "b" and job.token == 1 else Done({"by": job.token})

    job_id = world.start()
    second = Probe(act=act)
    assert work(job_id, Probe(act=act)).retry_after == 30

    world.pass_time(31)
    assert work(job_id, second).state == "completed"

    assert second.ran == ["b"]
    assert world.row(job_id)["results"]["steps"] == {"a": {"by": 1}, "b": {"by": 2}, "c": {"by": 1}}


def test_a_provider_that_never_answers_ends_its_step_not_the_search(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        return Retry(1, "down", otherwise={"error": "down"}) if step == "b" else Done({"step": step})

    job_id = world.start(max_attempts=2)
    for _ in range(8):
        if work(job_id, Probe(act=act)).state == "completed":
            break
        world.pass_time(2)

    assert world.row(job_id)["results"]["steps"]["b"] == {"error": "down"}


def test_a_search_without_progress_fails_after_its_attempts(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        raise ValueError(PHONE)

    job_id = world.start(phone_number=PHONE)
    states = []
    for _ in range(5):
        states.append(work(job_id, Probe(act=act)).state)
        world.pass_time(100)
        if world.row(job_id)["status"] == "failed":
            break

    failed = world.row(job_id)
    assert states[-1] == "failed"
    assert (failed["status"], failed["phone_number"]) == ("failed", None)
    assert PHONE not in str(failed), "an exception's message may quote what a person sent"


def test_snoozing_costs_no_attempt(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        return Snooze(datetime.now(UTC) + timedelta(seconds=20))

    job_id = world.start()
    ran = work(job_id, Probe(act=act))

    assert ran.state == "yielded"
    assert 15 < ran.retry_after <= 20
    assert world.row(job_id)["attempt"] == 0


def test_a_step_can_end_the_search(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        return Cancel("image_not_found", "404")

    job_id = world.start()
    assert work(job_id, Probe(act=act)).state == "failed"
    assert world.row(job_id)["error_code"] == "image_not_found"


def test_a_worker_yields_before_the_platform_ends_it(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        await asyncio.sleep(0.5)
        return Done({"step": step})

    job_id = world.start()
    kind = Probe(names=list("abcdefghijkl"), act=act)
    ran = work(job_id, kind, seconds=6.5, slice_margin=4)

    assert ran.state == "yielded"
    assert 1 <= len(kind.ran) < 8
    assert world.row(job_id)["lease_expires_at"] is None
    assert work(job_id, Probe(names=kind.names)).state == "completed"


def test_an_invocation_with_no_time_claims_nothing(world: World, work: Callable) -> None:
    job_id = world.start()
    assert work(job_id, seconds=0.5).state == "no_time"
    assert world.row(job_id)["lease_token"] == 0


def test_a_step_longer_than_the_slice_is_stopped_and_counted(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        await asyncio.sleep(60)
        return Done({"step": step})

    job_id = world.start()
    assert work(job_id, Probe(act=act), seconds=4.0).state == "retry"
    assert (world.row(job_id)["attempt"], world.row(job_id)["error"]) == (1, "TimeoutError")


def test_heartbeats_keep_a_long_step(world: World, work: Callable) -> None:
    seen: list[str] = []

    async def act(job: Job, step: str, context: Context) -> Outcome:
        await asyncio.sleep(2.5)
        seen.append(world.rpc("claim_job", job_id=job.job_id, owner="thief", lease_seconds=60.0)["code"])
        return Done({"step": step})

    job_id = world.start()
    assert work(job_id, Probe(names=["a"], act=act), lease_seconds=1.2).state == "completed"
    assert seen == ["busy"]


def test_a_cancelled_worker_stops_at_once(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        world.rpc("cancel_job", job_id=job.job_id, user=person, role=None)
        await asyncio.sleep(30)
        return Done({"step": step})

    phone, person = Phone(), world.person()
    job_id = world.start(user_id=person, phone_number=PHONE)
    kind = Probe(act=act)
    assert work(job_id, kind, phone, lease_seconds=1.0).state == "fenced"

    assert kind.ran == ["a"]
    assert (world.row(job_id)["status"], world.row(job_id)["error_code"]) == ("failed", "cancelled")
    assert phone.sent == []


def test_another_workers_output_is_used(world: World, work: Callable) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        world.rpc("save_step", job_id=job.job_id, token=job.token, step_key=step, output={"first": True})
        return Done({"first": False})

    job_id = world.start()
    work(job_id, Probe(names=["a"], act=act))
    assert world.row(job_id)["results"]["steps"] == {"a": {"first": True}}


def test_a_step_goes_on_from_its_checkpoint(world: World, work: Callable) -> None:
    seen: list[Any] = []

    async def act(job: Job, step: str, context: Context) -> Outcome:
        seen.append(context.checkpoint)
        if context.checkpoint is None:
            await context.remember({"page": 3})
            return Retry(1)
        return Done(context.checkpoint)

    job_id = world.start()
    work(job_id, Probe(names=["a"], act=act))
    world.pass_time(2)
    work(job_id, Probe(names=["a"], act=act))

    assert seen == [None, {"page": 3}]
    assert world.row(job_id)["checkpoint"] == {}


def test_steps_run_side_by_side(world: World, work: Callable) -> None:
    at_once = most = 0

    async def act(job: Job, step: str, context: Context) -> Outcome:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.2)
        at_once -= 1
        return Done({"step": step})

    assert work(world.start(), Probe(names=list("abcdef"), parallel=3, act=act)).state == "completed"
    assert most == 3


@pytest.mark.parametrize(
    "output",
    [
        pytest.param({"title": "a\x00b"}, id="NUL"),
        pytest.param({"title": "a\ud800b"}, id="lone surrogate"),
        pytest.param({"deep": [[[[[[[[[["x"]]]]]]]]]]}, id="nested"),
        pytest.param([], id="empty list"),
    ],
)
def test_odd_outputs_are_stored(world: World, work: Callable, output: Any) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        return Done(output)

    assert work(world.start(), Probe(names=["a", "b"], act=act)).state == "completed"


@pytest.mark.parametrize(
    ("output", "code"),
    [
        pytest.param(["x" * 300_000], "step_output_too_large", id="too large"),
        pytest.param("text", "step_output_invalid", id="bare text"),
        pytest.param({"x": object()}, "step_output_invalid", id="not JSON"),
        pytest.param({"x": float("nan")}, "step_output_invalid", id="NaN"),
    ],
)
def test_an_output_that_cannot_be_stored_ends_the_search(world: World, work: Callable, output: Any, code: str) -> None:
    async def act(job: Job, step: str, context: Context) -> Outcome:
        return Done(output)

    job_id = world.start()
    assert work(job_id, Probe(act=act)).state == "failed"
    assert world.row(job_id)["error_code"] == code


@pytest.mark.parametrize(
    ("says", "became", "phone_left"),
    [
        pytest.param(NotSent("Throttling", 5), "queued", True, id="throttled"),
        pytest.param(Rejected("OptedOut"), "failed", False, id="rejected"),
        pytest.param(TimeoutError(), "sending", True, id="unclear"),
    ],
)
def test_a_text_that_fails_leaves_the_search_completed(
    world: World, work: Callable, says: Any, became: str, phone_left: Any
) -> None:
    job_id = world.start(phone_number=PHONE)
    assert work(job_id, phone=Phone(says)).state == "completed"
    assert world.row(job_id)["notify_state"] == became
    assert (world.row(job_id)["phone_number"] is not None) == phone_left


@pytest.mark.parametrize(
    ("says", "counted"),
    [
        pytest.param(Rejected("OptedOut"), 1, id="rejected"),
        pytest.param(NotSent("Throttling", 5), None, id="throttled"),
    ],
)
def test_a_text_that_is_given_up_is_counted(
    world: World, work: Callable, capsys: pytest.CaptureFixture[str], says: Any, counted: int | None
) -> None:
    job_id = world.start(phone_number=PHONE)
    with invocation("run_search", "an-id"):
        work(job_id, phone=Phone(says))
    assert json.loads(capsys.readouterr().out.splitlines()[-1]).get("texts_failed") == counted


def test_a_kick_after_the_end_sends_the_text_that_is_due(world: World, work: Callable) -> None:
    job_id = world.start(phone_number=PHONE)
    work(job_id, phone=Phone(TimeoutError()))

    assert work(job_id, phone=(busy := Phone())).state == "done"
    assert busy.sent == []
    world.pass_time(61)
    assert work(job_id, phone=(again := Phone())).state == "done"

    assert len(again.sent) == 1
    assert world.row(job_id)["notify_state"] == "sent"
