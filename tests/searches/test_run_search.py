"""The worker's two doors: a queue's batches, and signed kicks over HTTP."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from functions.run_search.handler import lambda_handler
from functions.run_search.http import app
from shared.config import settings
from shared.searches import registry
from shared.searches.kick import SIGNATURE_HEADER, TIME_HEADER, body_of, kick, sign
from tests.searches.world import PHONE, World


class Lambda:
    """Lambda's context with so many seconds left."""

    aws_request_id = "an-invocation"

    def __init__(self, seconds: float = 100) -> None:
        self.ends = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return int((self.ends - time.monotonic()) * 1000)


@pytest.fixture
def function(queue: Callable, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """This process as the function, with the probe among the kinds; what the queue holds."""
    monkeypatch.setitem(registry.KINDS, "probe", "tests.searches.probe")
    monkeypatch.setenv("WORKER_SECRET", "worker-secret")
    settings.cache_clear()
    return queue


def event(*bodies: str) -> dict[str, Any]:
    """A batch as Lambda passes it."""
    return {
        "Records": [
            {"messageId": f"m{n}", "receiptHandle": str(uuid4()), "body": body, "eventSource": "aws:sqs"}
            for n, body in enumerate(bodies)
        ]
    }


def hint(job_id: str) -> str:
    return body_of(job_id).decode()


def failed(answer: dict[str, Any]) -> set[str]:
    return {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}


def test_a_message_runs_its_search_and_texts(function: Callable, world: World, sent_texts: Callable) -> None:
    job_id = world.start(phone_number=PHONE)

    assert failed(lambda_handler(event(hint(job_id)), Lambda())) == set()

    assert world.row(job_id)["status"] == "completed"
    [text] = sent_texts()
    assert text["phone_number"] == PHONE
    assert text["message"].endswith(f"/search-job/{job_id}")
    assert len(text["message"]) <= 160


@pytest.mark.parametrize("skew", [-600, 600])
def test_a_wrong_clock_of_a_worker_changes_nothing(
    function: Callable, world: World, monkeypatch: pytest.MonkeyPatch, skew: int
) -> None:
    right = time.time
    job_id, (held, _) = world.start(), world.claimed()
    monkeypatch.setattr(time, "time", lambda: right() + skew)

    assert failed(lambda_handler(event(hint(job_id), hint(held)), Lambda())) == {"m1"}, "what is leased stays leased"

    row = world.row(job_id)
    assert row["status"] == "completed"
    assert abs(row["finished_at"].timestamp() - right()) < 60, "the database's clock counts"


def test_a_clock_that_jumps_while_a_worker_works_costs_no_search(
    function: Callable, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, job_id = time.time, world.start()
    readings = iter(range(10**6))
    monkeypatch.setattr(time, "time", lambda: right() + (600 if next(readings) > 8 else 0))

    for _ in range(5):
        lambda_handler(event(hint(job_id)), Lambda())
        if world.row(job_id)["status"] == "completed":
            break
        world.pass_time(61)

    row = world.row(job_id)
    assert (row["status"], row["error_code"]) == ("completed", None)


def test_one_bad_message_does_not_bring_the_others_back(function: Callable, world: World) -> None:
    jobs = [world.start() for _ in range(4)]
    bodies = [hint(jobs[0]), "not a kick", hint(jobs[1]), hint(jobs[1]), '{"job_id": 7}', hint(jobs[2]), hint(jobs[3])]
    held, _ = world.claimed()

    answer = lambda_handler(event(*bodies, hint(held)), Lambda())

    assert [world.row(job_id)["status"] for job_id in jobs] == ["completed"] * 4
    assert failed(answer) - {"m2", "m3"} == {"m7"}, "a doubled message may find its twin at work"


def test_messages_of_ended_and_unknown_searches_are_done_with(function: Callable, world: World) -> None:
    assert failed(lambda_handler(event(hint(world.completed()), hint("job_1795000000_unknown")), Lambda())) == set()


def test_a_held_search_comes_again_when_its_lease_is_over(function: Callable, world: World, queue_client: Any) -> None:
    job_id, _ = world.claimed()
    url = settings().search_queue_url
    queue_client.send_message(QueueUrl=url, MessageBody=hint(job_id))
    [message] = queue_client.receive_message(QueueUrl=url)["Messages"]
    batch = event(message["Body"])
    batch["Records"][0]["receiptHandle"] = message["ReceiptHandle"]

    world.pass_time(59.5)
    assert failed(lambda_handler(batch, Lambda())) == {"m0"}

    deadline = time.monotonic() + 20
    while not (again := function()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert again == [job_id], "not after the 90 s of the queue"


def test_without_time_nothing_is_claimed_and_another_is_asked(function: Callable, world: World) -> None:
    job_id = world.start()

    assert failed(lambda_handler(event(hint(job_id)), Lambda(3))) == set()

    assert world.row(job_id)["status"] == "pending"
    assert function() == [job_id]


def test_a_database_that_is_down_brings_the_message_back(
    function: Callable, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = world.start()
    monkeypatch.setenv("SUPABASE_URL", "http://127.0.0.1:9")
    settings.cache_clear()

    assert failed(lambda_handler(event(hint(job_id)), Lambda())) == {"m0"}


def test_a_kick_reaches_the_queue(function: Callable) -> None:
    import asyncio

    assert asyncio.run(kick("job_1"))
    assert function() == ["job_1"]


def test_nobody_to_kick_is_no_error(function: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setenv("SEARCH_QUEUE_URL", "")
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:9")
    settings.cache_clear()
    assert asyncio.run(kick("job_1")) is False
    assert asyncio.run(kick("job_1", delay_seconds=30)) is False


@pytest.fixture
def door(function: Callable) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


def signed(body: bytes, *, secret: str = "worker-secret", at: int | None = None) -> dict[str, str]:  # noqa: S107  of these tests
    at = int(time.time()) if at is None else at
    return {TIME_HEADER: str(at), SIGNATURE_HEADER: sign(secret, body, at)}


def test_a_signed_kick_runs_the_search(door: TestClient, world: World) -> None:
    job_id = world.start()
    answer = door.post("/search-job/run", content=body_of(job_id), headers=signed(body_of(job_id)))

    assert (answer.status_code, answer.json()) == (202, {"success": True})
    assert world.row(job_id)["status"] == "completed"


def test_an_unsigned_kick_runs_nothing(door: TestClient, world: World) -> None:
    job_id = world.start()
    body = body_of(job_id)
    for headers in (
        {},
        signed(body, secret="other"),
        signed(body, at=int(time.time()) - 301),
        signed(body_of("job_other")),
    ):
        answer = door.post("/search-job/run", content=body, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["success"] is False
    assert world.row(job_id)["status"] == "pending"


def test_without_a_secret_the_door_is_shut(door: TestClient, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKER_SECRET", "")
    settings.cache_clear()
    body = body_of(world.start())
    assert door.post("/search-job/run", content=body, headers=signed(body, secret="")).status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b'{"job_id": ""}', b"\xff\xfe"])
def test_a_signed_kick_must_name_a_search(door: TestClient, body: bytes) -> None:
    answer = door.post("/search-job/run", content=body, headers=signed(body))
    assert (answer.status_code, answer.json()["error"]) == (400, "job_id is required")
