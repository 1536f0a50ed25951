"""Searches on the real database: made in one line, run in this process or by SQL alone."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import boto3
import httpx
import pytest

from shared.config import settings
from shared.searches.engine import Engine, Ran
from shared.searches.job import Job
from shared.searches.kick import sqs
from shared.searches.kind import Context, Kind, Results
from shared.searches.outcome import Done, Outcome
from shared.sms.client import NotSent, Rejected, Sent
from shared.sms.sns import _sns
from shared.store.client import http_client
from shared.store.service import searches
from tests.searches.world import World

SENT = Sent("m-1")


@dataclass
class Probe:
    """A kind for tests: ``act`` is what each step does."""

    names: list[str] = field(default_factory=lambda: ["a", "b", "c"])
    parallel: int = 1
    act: Callable[[Job, str, Context], Awaitable[Outcome]] | None = None
    ran: list[str] = field(default_factory=list)

    def steps(self, job: Job) -> list[str]:
        return self.names

    async def run(self, job: Job, step: str, context: Context) -> Outcome:
        self.ran.append(step)
        return await self.act(job, step, context) if self.act else Done({"step": step})

    def finish(self, job: Job, outputs: dict[str, Any]) -> Results:
        return Results({"steps": outputs}, {"count": len(outputs)})


@dataclass
class Phone:
    """A sender that remembers; ``says`` is what it answers, or the exception it raises."""

    says: Sent | NotSent | Rejected | Exception = SENT
    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, phone: str, text: str) -> Sent | NotSent | Rejected:
        self.sent.append((phone, text))
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture(scope="session", autouse=True)
def _no_idle_loop() -> None:
    """Close the event loop that Mangum opens when it is imported: the first ``asyncio.run`` would only forget it."""
    with suppress(RuntimeError):
        asyncio.get_event_loop().close()
        asyncio.set_event_loop(None)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], db: Any) -> Iterator[None]:
    """Let this process be a function: its settings are the stack's."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    sqs.cache_clear()
    _sns.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def world(db: Any) -> World:
    """The database of this worker."""
    return World(db)


@pytest.fixture(scope="session")
def queue_client(moto: str) -> Iterator[Any]:
    """A client of the queue; making one takes longer than most tests."""
    client = boto3.client(
        "sqs", endpoint_url=moto, region_name="us-east-1", aws_access_key_id="local", aws_secret_access_key="local"
    )
    yield client
    client.close()


@pytest.fixture
def queue(service: None, queue_client: Any) -> Iterator[Callable[[], list[str]]]:
    """What the queue holds since the test began: ``queue()`` takes the ids of the searches out of it."""
    url = settings().search_queue_url

    def take() -> list[str]:
        found: list[str] = []
        while messages := queue_client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            for message in messages:
                queue_client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                found.append(json.loads(message["Body"])["job_id"])
        return sorted(found)

    take()
    yield take
    sqs.cache_clear()
    _sns.cache_clear()


@pytest.fixture
def work(service: None) -> Callable[..., Ran]:
    """Run one search in this process: ``work(job_id, kind, phone)``."""

    def run(
        job_id: str,
        kind: Kind | None = None,
        phone: Phone | None = None,
        *,
        seconds: float = 60,
        lease_seconds: float = 60,
        slice_margin: float = 1.0,
    ) -> Ran:
        async def go() -> Ran:
            ends = time.monotonic() + seconds
            async with httpx.AsyncClient() as web:
                engine = Engine(
                    searches(),
                    phone or Phone(),
                    web,
                    lambda job_id: f"https://example.org/search-job/{job_id}",
                    kinds=lambda name: kind or Probe(),
                    lease_seconds=lease_seconds,
                    slice_margin=slice_margin,
                )
                try:
                    return await engine.run(job_id, lambda: ends - time.monotonic())
                finally:
                    await http_client().aclose()

        return asyncio.run(go())

    return run
