"""A worker's hold on a search: kept by heartbeats, given up when the database refuses or falls silent."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from shared.errors import ProviderDown
from shared.searches.job import Job
from shared.store.searches import Searches

BEATS_PER_LEASE = 3


class Fenced(Exception):
    """The search moved on without this worker: another one claimed it, or it was cancelled, or its time is over."""

    def __init__(self, error_code: str | None = None) -> None:
        self.error_code = error_code
        super().__init__(error_code)


class LeaseLost(Exception):
    """The database has not acknowledged this worker for so long that another one may be at work."""


def now() -> tuple[float, float]:
    """Read both clocks: a frozen machine may stop the one, and an adjusted one turns the other back."""
    return time.monotonic(), time.time()


class Lease:
    """The right to work on one claimed search. Raises :class:`Fenced` or :class:`LeaseLost` when it is gone."""

    def __init__(
        self,
        searches: Searches,
        job: Job,
        seconds: float,
        *,
        asked_at: tuple[float, float],
        clock: Callable[[], tuple[float, float]] = now,
    ) -> None:
        """Begin with a claim that was asked for at ``asked_at``: a lease counts from the asking, not the answer."""
        self.searches = searches
        self.job = job
        self.seconds = seconds
        self._clock = clock
        self._asked_at = asked_at

    @property
    def age(self) -> float:
        """Seconds since the last acknowledged call was sent, by whichever clock saw more pass."""
        return max(then - before for then, before in zip(self._clock(), self._asked_at, strict=True))

    async def save(self, step: str, output: Any, progress: int) -> Any:
        """Store a step's output and return the stored one, which is another worker's if that one was first."""
        verdict = await self._save(step=step, output=output, progress=progress)
        return verdict["output"] if verdict["code"] == "replay" else output

    async def remember(self, step: str, checkpoint: Any) -> None:
        """Store where an unfinished step stands."""
        await self._save(checkpoint={step: checkpoint})
        self.job.checkpoint[step] = checkpoint

    async def keep(self) -> None:
        """Beat until cancelled.

        A call that gets no answer is repeated until the lease is nearly over; then the work must stop, because side
        effects of two workers would overlap.
        """
        pause = self.seconds / BEATS_PER_LEASE
        while True:
            await asyncio.sleep(pause)
            try:
                async with asyncio.timeout(max(self._rest(), 0.0)):
                    await self._save()
            except (ProviderDown, TimeoutError):
                pause = 0.0
            else:
                pause = self.seconds / BEATS_PER_LEASE
            if self._rest() <= 0:
                raise LeaseLost

    def _rest(self) -> float:
        return self.seconds * (1 - 0.25 / BEATS_PER_LEASE) - self.age

    async def _save(self, **what: Any) -> dict[str, Any]:
        asked_at = self._clock()
        verdict = await self.searches.save(self.job.job_id, self.job.token, lease_seconds=self.seconds, **what)
        if verdict["code"] == "fenced":
            raise Fenced(verdict.get("error_code"))
        self._asked_at = max(self._asked_at, asked_at)
        return verdict
