"""Searches in a storm: started, run, killed, frozen, cut off and cancelled, all at once, from one seed."""

import asyncio
import itertools
import json
import os
import random
import signal
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt

from bench.chaos.faults import CARRIED, Fault, Request, status
from bench.chaos.stage import Forker, Invocation, Stage
from local.environment import ACCOUNT, SEARCH_QUEUE
from local.errands import event
from shared.config import settings
from shared.errors import ProviderDown
from shared.searches.kick import kick, sqs
from shared.store.client import http_client, rest
from shared.store.searches import cancel_search, find_search, new_job_id
from shared.store.service import searches

LEASE_SECONDS = 3.0
INVOCATIONS = 4
LIVE_SEARCHES = 8
PHONE_PREFIX = "+49151"
TEXTED, OWNED, CANCELLED = 0.7, 0.5, 0.1
QUEUE_VISIBILITY_SECONDS = 6
SETTLE_SECONDS = 180.0
SWEEP_EVERY = 2.0
POLLERS_KICK_EVERY = 1.0

THROTTLED = status(400, b"<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>")


@dataclass(slots=True)
class Tally:
    """What the storm did."""

    started: int = 0
    done: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    kills: list[tuple[float, list[str]]] = field(default_factory=list)
    """When an invocation was killed, and the searches it was given."""
    observed: list[str] = field(default_factory=list)
    """What a reader saw that no reader may see."""
    settled_in: float | None = None
    """Seconds from the end of the storm until nothing was left to do."""


class Storm:
    """One storm on one stage."""

    def __init__(self, stage: Stage, forker: Forker, *, seed: int, kill_every: float, postgres_every: float) -> None:
        self.stage, self.forker = stage, forker
        self.dice = random.Random(seed)  # noqa: S311  a storm, not a secret
        self.kill_every, self.postgres_every = kill_every, postgres_every
        self.tally = Tally()
        self.calm = False
        self.live: dict[str, dict[str, Any]] = {}
        """Searches that no reader saw end yet: owner's token and the last answer."""
        self.running: dict[int, tuple[Invocation, list[dict[str, Any]]]] = {}
        self.people = [self._person() for _ in range(20)]
        stage.supabase.plan, stage.aws.plan = self._plan, self._plan_aws

    # What networks do

    def _plan(self, request: Request) -> Fault:
        if self.calm or not request.function:
            return CARRIED
        odds: list[tuple[float, str, Fault]] = [
            (0.03, "answer lost", Fault(lose_answer=True)),
            (0.02, "request lost", Fault(lose_request=True)),
            (0.04, "carried twice", Fault(times=2)),
            (0.01, "503", Fault(answer=status(503))),
            (0.005, "silence", Fault(fall_silent=True)),
            (0.01, "late", Fault(delay_seconds=self.dice.uniform(0.5, 2 * LEASE_SECONDS))),
        ]
        return self._draw(odds, "rpc ")

    def _plan_aws(self, request: Request) -> Fault:
        if self.calm:
            return CARRIED
        if request.function == "Publish":
            return self._draw(
                [(0.05, "throttled", Fault(answer=THROTTLED)), (0.03, "answer lost", Fault(lose_answer=True))], "text "
            )
        if b"SendMessage" in request.head:
            return self._draw([(0.1, "refused", Fault(answer=status(400))), (0.1, "twice", Fault(times=2))], "kick ")
        return CARRIED

    def _draw(self, odds: list[tuple[float, str, Fault]], prefix: str) -> Fault:
        drawn = self.dice.random()
        for chance, name, fault in odds:
            drawn -= chance
            if drawn < 0:
                self.tally.faults[prefix + name] += 1
                return fault
        return CARRIED

    # What people do

    def _person(self) -> tuple[str, str]:
        person = str(uuid.uuid4())
        connection = self.stage.connect()
        connection.run(
            "insert into auth.users (id, email) values (:id, :mail)", id=person, mail=f"{person}@example.org"
        )
        connection.close()
        claims = {"sub": person, "role": "authenticated", "aud": "authenticated",
                  "exp": datetime.now(UTC) + timedelta(hours=1)}  # fmt: skip
        return person, jwt.encode(claims, self.stage.stack.jwt_secret, "HS256")

    async def start_one(self) -> None:
        """Start a search as the product does: the row first, then a kick that may fail."""
        person, token = self.dice.choice(self.people) if self.dice.random() < OWNED else (None, "")
        phone = f"{PHONE_PREFIX}{self.dice.randrange(10**8):08}" if self.dice.random() < TEXTED else None
        job_id = new_job_id()
        try:
            verdict = await searches().create(
                job_id, "probe", "hash", user_id=person, phone_number=phone, phone_hash=phone and uuid.uuid4().hex,
                max_active=1000,
            )  # fmt: skip
        except ProviderDown:
            return  # not started as far as the caller knows; it may be, and then it must end well too
        if verdict["code"] not in {"created", "replay"}:
            self.tally.observed.append(f"create answered {verdict['code']}")
            return
        self.tally.started += 1
        self.live[job_id] = {"token": token, "seen": None, "kicked_at": 0.0}
        await kick(job_id)
        if person and self.dice.random() < CANCELLED:
            self._spawn(self.cancel(job_id, token, self.dice.uniform(0, 3)))

    async def cancel(self, job_id: str, token: str, after: float) -> None:
        """Change one's mind, maybe when the search is just completing."""
        await asyncio.sleep(after)
        await cancel_search(rest(token), job_id)

    async def read_one(self) -> None:
        """Poll a search as a page does, hold it to what it said before, and kick it when it is stalled."""
        job_id = self.dice.choice(list(self.live))
        known = self.live[job_id]
        before = known["seen"]
        found = await find_search(rest(known["token"] or self.stage.stack.publishable_key), job_id)
        if found is None:
            self.tally.observed.append("a search vanished")
            return
        if PHONE_PREFIX in json.dumps(found):
            self.tally.observed.append("a number was shown")
        if before and (found["rev"] < before["rev"] or found["progress"] < before["progress"]):
            self.tally.observed.append("a reader was sent back in time")
        known["seen"] = found
        if found["stalled"] and time.monotonic() - known["kicked_at"] > POLLERS_KICK_EVERY:
            known["kicked_at"] = time.monotonic()
            await kick(job_id)
        elif found["status"] in {"completed", "failed"}:
            self.live.pop(job_id, None)

    # What platforms do

    async def pump(self, aws: httpx.AsyncClient) -> None:
        """Hand queue messages to invocations: doubled, out of order, in batches, some of them nonsense."""
        if sum(bool(batch) for _, batch in self.running.values()) >= INVOCATIONS:
            return
        found = await _sqs(aws, "ReceiveMessage", MaxNumberOfMessages=10, AttributeNames=["All"])
        messages = found.get("Messages", [])
        messages += [m for m in messages if not self.calm and self.dice.random() < 0.1]
        if messages and not self.calm and self.dice.random() < 0.05:
            messages.append({"MessageId": str(uuid.uuid4()), "ReceiptHandle": "x", "Body": "not a kick"})
        self.dice.shuffle(messages)
        while messages:
            size = self.dice.randint(1, 3)
            batch, messages = messages[:size], messages[size:]
            short = not self.calm and self.dice.random() < 0.1
            self._invoke(event(batch), batch, self.dice.uniform(10.2, 12) if short else 40.0)

    def sweep(self) -> None:
        """Begin two rounds of cleaning at once."""
        if sum(not batch for _, batch in self.running.values()) < 4:
            for _ in range(2):
                self._invoke({}, [], 20)

    def _invoke(self, what: dict[str, Any], batch: list[dict[str, Any]], seconds: float) -> None:
        invocation = self.forker.invoke(what, seconds)
        self.running[invocation.pid] = (invocation, batch)
        self.tally.done["invocations"] += 1

    async def reap(self, aws: httpx.AsyncClient) -> None:
        """Delete the messages of invocations that answered; those of the dead come again."""
        for pid, (invocation, batch) in list(self.running.items()):
            answer = invocation.answer()
            if answer is None and invocation.alive:
                continue
            del self.running[pid]
            if answer is None:
                continue
            failed = {failure["itemIdentifier"] for failure in answer.get("batchItemFailures", [])}
            for message in batch:
                if message["MessageId"] not in failed and message["Body"] != "not a kick":
                    await _sqs(aws, "DeleteMessage", ReceiptHandle=message["ReceiptHandle"])

    def strike(self) -> None:
        """Kill an invocation, or freeze it past its lease."""
        workers = [(invocation, batch) for invocation, batch in self.running.values() if invocation.alive]
        if not workers:
            return
        invocation, batch = self.dice.choice(workers)
        if self.dice.random() < 0.65:
            invocation.signal(signal.SIGKILL)
            self.tally.done["killed"] += 1
            named = [json.loads(m["Body"])["job_id"] for m in batch if m["Body"] != "not a kick"]
            self.tally.kills.append((time.time(), named))
        else:
            invocation.signal(signal.SIGSTOP)
            self.tally.done["frozen"] += 1
            thaw = LEASE_SECONDS * self.dice.uniform(1.1, 2.5)
            asyncio.get_running_loop().call_later(thaw, invocation.signal, signal.SIGCONT)

    # The storm

    async def run(self, seconds: float) -> Tally:
        """Blow for ``seconds``, then let everything come to rest."""
        async with httpx.AsyncClient(base_url=self.stage.stack.moto_url, timeout=10) as aws:
            attributes = {"VisibilityTimeout": str(QUEUE_VISIBILITY_SECONDS)}
            await _sqs(aws, "SetQueueAttributes", Attributes=attributes)
            ends = time.monotonic() + seconds
            tasks = [
                asyncio.create_task(_every(interval, action, self))
                for interval, action in [
                    (0.05, lambda: self.reap(aws)),
                    (0.1, lambda: self.pump(aws)),
                    (0.05, self._more),
                    (0.1, self._look),
                    (SWEEP_EVERY, self.sweep),
                    (self.kill_every, self._strike),
                    (self.postgres_every, self._cut),
                ]
            ]
            try:
                await asyncio.sleep(max(ends - time.monotonic(), 0))
                self.calm = True
                calm_at = time.monotonic()
                for invocation, _ in self.running.values():
                    invocation.signal(signal.SIGCONT)
                while time.monotonic() - calm_at < SETTLE_SECONDS:
                    await asyncio.sleep(1)
                    if await asyncio.to_thread(self._at_rest):
                        self.tally.settled_in = time.monotonic() - calm_at
                        break
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await http_client().aclose()
        return self.tally

    async def _more(self) -> None:
        if not self.calm and len(self.live) < LIVE_SEARCHES:
            await self.start_one()

    async def _look(self) -> None:
        if self.live:
            await self.read_one()

    def _strike(self) -> None:
        if not self.calm:
            self.strike()

    def _cut(self) -> None:
        if not self.calm:
            self.stage.stop_postgres()
            self.tally.done["Postgres stopped"] += 1

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        task.add_done_callback(lambda done: None if done.cancelled() else self._note(done.exception()))

    def _note(self, error: BaseException | None) -> None:
        if error:
            self.tally.done[f"callers saw {type(error).__name__}"] += 1

    def _at_rest(self) -> bool:
        connection = self.stage.connect()
        try:
            # A throttled text waits a minute; that minute is not waited here.
            connection.run(
                "update public.search_jobs set notify_after = clock_timestamp() where notify_state = 'queued'"
            )
            left = connection.run(
                "select count(*) from public.search_jobs where status in ('pending', 'processing')"
                " or notify_state in ('queued', 'sending')"
            )
        finally:
            connection.close()
        return bool(left == [[0]])


@contextmanager
def function_settings(environment: dict[str, str]) -> Iterator[None]:
    """Let this process be a function, too: callers use the product's own modules."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    settings.cache_clear()
    sqs.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        settings.cache_clear()
        sqs.cache_clear()


async def _every(seconds: float, action: Any, storm: Storm) -> None:
    for _ in itertools.count():
        await asyncio.sleep(seconds)
        try:
            done = action()
            if done is not None:
                await done
        except (httpx.HTTPError, ProviderDown, OSError, ValueError) as error:
            storm._note(error)  # noqa: SLF001  the same module's


async def _sqs(aws: httpx.AsyncClient, action: str, **body: Any) -> dict[str, Any]:
    """Make one SQS call in AWS's JSON protocol, past the proxy."""
    queue = f"{aws.base_url}{ACCOUNT}/{SEARCH_QUEUE}"
    scope = f"local/{datetime.now(UTC):%Y%m%d}/us-east-1/sqs/aws4_request"
    answer = await aws.post(
        "/",
        content=json.dumps({"QueueUrl": queue, **body}),
        headers={
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": f"AmazonSQS.{action}",
            "authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none",
        },
    )
    answer.raise_for_status()
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found
