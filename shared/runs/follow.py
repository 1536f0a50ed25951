"""Telling a run from a number on, on any instance: what is stored, what is coming, and the rest of an abandoned one."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import UUID, uuid4

from shared.models.optimized import RunEvent
from shared.runs.engine import LEASE_SECONDS, carry_on
from shared.runs.suggesters import suggester_for
from shared.store.runs import Claim, Runs, RunState

_FIRST_PAUSE_SECONDS = 0.15
_LONGEST_PAUSE_SECONDS = 1.0
_PING_SECONDS = 15.0


async def tell(claim: Claim, runs: Runs, *, seconds: float) -> AsyncGenerator[RunEvent | None]:
    """Carry a run on and yield all its events from the first; none is a ping. Ends without an end after ``seconds``."""
    started = time.monotonic()
    told = 0
    for event in claim.events:
        told = event.seq
        yield event
    ended = False
    async with aclosing(carry_on(claim, runs, suggester_for(claim.input.mode), seconds=seconds)) as events:
        async for event in events:
            told = event.seq
            ended = event.event in {"done", "error"}
            yield event
    if ended:
        return
    left = seconds - (time.monotonic() - started)
    async with aclosing(follow(UUID(claim.run_id), told, runs, seconds=left)) as later:
        async for more in later:
            yield more


async def follow(
    run_id: UUID, after: int, runs: Runs, *, seconds: float, first: RunState | None = None
) -> AsyncGenerator[RunEvent | None]:
    """Yield the events after a number as they come, until the run ends or ``seconds`` are over.

    With no time to wait (``seconds`` ≤ 0) what is stored is told and an abandoned run is not taken over. ``first`` is
    what a reader has just read after that number.
    """
    until = time.monotonic() + seconds
    pinged = time.monotonic()
    pause = _FIRST_PAUSE_SECONDS
    while True:
        state, first = first or await runs.read(run_id, after), None
        for event in state.events:
            after = event.seq
            yield event
        left = until - time.monotonic()
        if (state.status != "running" and after >= state.last_seq) or left <= 0:
            return
        if state.events:
            pause = _FIRST_PAUSE_SECONDS
            continue
        claim = await runs.claim(run_id, uuid4(), LEASE_SECONDS) if state.abandoned else None
        if claim is not None:
            async with aclosing(carry_on(claim, runs, suggester_for(claim.input.mode), seconds=left)) as events:
                async for event in events:
                    after = event.seq
                    yield event
            continue
        if time.monotonic() - pinged >= _PING_SECONDS:
            pinged = time.monotonic()
            yield None
        await asyncio.sleep(min(pause, max(left, 0)))
        pause = min(pause * 1.5, _LONGEST_PAUSE_SECONDS)
