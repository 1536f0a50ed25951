"""The worker's loop: claim, run what is not stored yet, store it, finish, text. The same on every platform.

A worker may die, freeze or lose its network between any two lines here. What it stored stays, what it did not store is
done again by whoever claims next, and what it says too late is refused by the fence.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar
from uuid import uuid4

import httpx
from postgrest.exceptions import APIError

from shared.errors import ProviderDown
from shared.logs import log, pseudonym
from shared.searches import lease as leases
from shared.searches.job import Job
from shared.searches.kind import Context, Kind
from shared.searches.lease import Fenced, Lease, LeaseLost
from shared.searches.outcome import Decision, Fail, Outcome, Release, Retry, Save, clean, decide, weightiest
from shared.searches.registry import UnknownKind, get_kind
from shared.searches.texts import deliver
from shared.sms.client import Sender
from shared.store.searches import Searches

SLICE_MARGIN_SECONDS = 10.0
"""No step starts with less than this left of the platform's time, or less than twice the longest step so far."""
STEP_RESERVE_SECONDS = 3.0
"""What stays of the platform's time to report a step that was stopped."""

State = Literal[
    "completed", "failed", "retry", "yielded", "fenced", "lost", "busy", "not_due", "done", "not_found", "no_time"
]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended, and in how many seconds the search wants a worker again (None: it does not)."""

    state: State
    retry_after: float | None = None
    text_due: bool = False


@dataclass(slots=True)
class Engine:
    """Runs searches. Everything it touches is given to it."""

    searches: Searches
    sender: Sender
    http: httpx.AsyncClient
    results_url: Callable[[str], str]
    kinds: Callable[[str], Kind] = get_kind
    lease_seconds: float = 60.0
    slice_margin: float = SLICE_MARGIN_SECONDS

    async def run(self, job_id: str, remaining: Callable[[], float]) -> Ran:
        """Work on one search until it ends or ``remaining()`` (seconds of this invocation) runs short."""
        if remaining() < self.slice_margin:
            return Ran("no_time", 0)
        asked_at = leases.now()
        # One owner per invocation: a host or function name would be the same for a dead worker and its successor.
        claim = await self.searches.claim(job_id, uuid4().hex, self.lease_seconds)
        code = claim["code"]
        if code == "ok":
            job = Job.claimed(claim)
            ran = await self._hold(job, Lease(self.searches, job, self.lease_seconds, asked_at=asked_at), remaining)
            log(logging.INFO, "search run", search=pseudonym(job_id), kind=job.kind, state=ran.state, token=job.token)
            return ran
        if code == "done" and claim.get("notify_state") in {"queued", "sending"}:
            await self._text(job_id)
        return Ran(code, claim.get("retry_after_seconds"))

    async def _hold(self, job: Job, lease: Lease, remaining: Callable[[], float]) -> Ran:
        try:
            ran = await _first(self._work(job, lease, remaining), lease.keep())
        except Fenced as fence:
            if fence.error_code == "deadline_exceeded":
                await self.searches.fail(job.job_id, job.token, "deadline_exceeded", "", retryable=False)
            return Ran("fenced")
        except (LeaseLost, ProviderDown):
            # The database may be gone with this worker's claim in it: the lease brings the search back by itself.
            return Ran("lost", lease.seconds)
        if ran.text_due:
            await self._text(job.job_id)
        return ran

    async def _work(self, job: Job, lease: Lease, remaining: Callable[[], float]) -> Ran:
        try:
            kind = self.kinds(job.kind)
            if verdict := await self._steps(kind, job, lease, remaining):
                return await self._settle(job, verdict)
            results = await asyncio.to_thread(kind.finish, job, job.outputs)
            ended = await self.searches.complete(job.job_id, job.token, clean(results.results), clean(results.meta))
        except (Fenced, LeaseLost, ProviderDown):
            raise
        except UnknownKind:
            return await self._settle(job, Fail("unknown_kind", job.kind, retryable=True))
        except Exception as error:  # noqa: BLE001  a kind may raise anything; its search is tried again, then fails
            return await self._settle(job, Fail("search_failed", _name(error), retryable=True))
        if ended["code"] == "fenced":
            raise Fenced(ended.get("error_code"))
        return Ran("completed", text_due=ended["notify_state"] == "queued")

    async def _steps(self, kind: Kind, job: Job, lease: Lease, remaining: Callable[[], float]) -> Release | Fail | None:
        """Run what is not stored yet; None when all is. One that must wait is left for later, the others go on."""
        waiting: dict[str, Decision] = {}
        margin = self.slice_margin
        while todo := [step for step in kind.steps(job) if step not in job.outputs and step not in waiting]:
            if remaining() < margin:
                return weightiest([Release(0), *waiting.values()])
            started = time.monotonic()
            wave = todo[: max(kind.parallel, 1)]
            limit = remaining() - STEP_RESERVE_SECONDS
            decisions = await _all(self._step(kind, job, step, lease, limit) for step in wave)
            waiting |= {s: d for s, d in zip(wave, decisions, strict=True) if not isinstance(d, Save)}
            if any(isinstance(d, Fail) and not d.retryable for d in decisions):
                break
            margin = max(margin, 2 * (time.monotonic() - started))
        return weightiest(list(waiting.values()))

    async def _step(self, kind: Kind, job: Job, step: str, lease: Lease, limit: float) -> Decision:
        """Run one step and store what it gave."""
        ends = time.monotonic() + limit
        context = Context(
            http=self.http,
            database=self.searches.database,
            key=f"{job.job_id}:{step}",
            remaining=lambda: ends - time.monotonic(),
            checkpoint=job.checkpoint.get(step),
            remember=lambda checkpoint: lease.remember(step, checkpoint),
        )
        outcome: Outcome
        try:
            async with asyncio.timeout(limit):
                outcome = await kind.run(job, step, context)
        except (Fenced, LeaseLost):
            raise
        except Exception as error:  # noqa: BLE001  a provider's library may raise anything
            outcome = Retry(why=_name(error))
        decision = decide(job, outcome, datetime.now(UTC))
        if isinstance(decision, Save):
            known = len(job.outputs.keys() | {step})
            progress = 99 * known // max(len(kind.steps(job)), known)
            job.outputs[step] = await lease.save(step, decision.output, progress)
            job.attempt = 0
        return decision

    async def _settle(self, job: Job, decision: Release | Fail) -> Ran:
        """End this worker's hold without completing."""
        if isinstance(decision, Release):
            verdict = await self.searches.release(job.job_id, job.token, decision.after)
            ended: State = "yielded"
        else:
            verdict = await self.searches.fail(
                job.job_id,
                job.token,
                decision.code,
                decision.why,
                retryable=decision.retryable,
                retry_after_seconds=decision.after,
            )
            ended = "failed" if verdict.get("status", verdict["code"]) == "failed" else "retry"
        if verdict["code"] == "fenced":
            raise Fenced(verdict.get("error_code"))
        return Ran(ended, verdict.get("retry_after_seconds"))

    async def _text(self, job_id: str) -> None:
        """Send the text that is due. Its failure is the outbox's business, not the search's."""
        try:
            became = await deliver(
                self.searches, self.sender, job_id, self.results_url(job_id), lease_seconds=self.lease_seconds
            )
        except (ProviderDown, APIError) as error:
            became = _name(error)
        log(logging.INFO, "search text", search=pseudonym(job_id), became=became)


async def _first(work: Awaitable[T], guard: Awaitable[Any]) -> T:
    """Return what ``work`` gives, or raise what ``guard`` raises if that comes first. Neither outlives the call."""
    tasks = [asyncio.ensure_future(work), asyncio.ensure_future(guard)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _stop(tasks)
    if tasks[0].cancelled():
        tasks[1].result()
    result: T = tasks[0].result()
    return result


async def _all(work: Iterable[Awaitable[T]]) -> list[T]:
    """Return what all give; the first exception stops the others and is raised."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        await _stop(tasks)
    for task in done:
        task.result()
    return [task.result() for task in tasks]


async def _stop(tasks: Sequence[asyncio.Future[Any]]) -> None:
    for task in tasks:
        if not task.done():
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _name(error: Exception) -> str:
    """Name an exception without its message, which may quote what a person sent."""
    return type(error).__qualname__
