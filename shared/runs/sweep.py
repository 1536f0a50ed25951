"""The sweep: runs that every instance has left are carried to their end, old ones are forgotten."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from shared.runs.engine import LEASE_SECONDS, finish
from shared.runs.suggesters import suggester_for
from shared.store.runs import Runs

AT_ONCE = 3
"""Runs claimed together are finished one after the other: what waits longer than its lease is claimed again."""
ROUND_MARGIN_SECONDS = 8.0


@dataclass(slots=True)
class Swept:
    """What a round did."""

    runs_finished: int = 0
    runs_deleted: int = 0


async def sweep(runs: Runs, remaining: Callable[[], float]) -> Swept:
    """Finish what was abandoned, delete what is old, until ``remaining()`` seconds run short; with the service key."""
    swept = Swept()
    while remaining() > ROUND_MARGIN_SECONDS:
        claims = await runs.sweep(uuid4(), LEASE_SECONDS, AT_ONCE)
        for claim in claims:
            left = remaining() - ROUND_MARGIN_SECONDS
            await finish(claim, runs, suggester_for(claim.input.mode), seconds=max(left, 0))
            swept.runs_finished += 1
        if len(claims) < AT_ONCE:
            break
    if remaining() > ROUND_MARGIN_SECONDS:
        swept.runs_deleted = await runs.forget()
    return swept
