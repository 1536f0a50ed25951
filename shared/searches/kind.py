"""What a kind of search must be able to do. The engine knows nothing of what a step does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from postgrest import AsyncPostgrestClient

from shared.searches.job import Job
from shared.searches.outcome import JSON, Outcome


@dataclass(frozen=True, slots=True)
class Results:
    """What a completed search shows: ``results`` (never null) and public facts about them."""

    results: JSON
    meta: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What one step may use of the world."""

    http: httpx.AsyncClient
    """For providers."""
    database: AsyncPostgrestClient
    """The service door: past row level security, so ask only for what belongs to ``job.user_id``."""
    key: str
    """The same whenever this step of this search runs: for providers that take an idempotency key."""
    remaining: Callable[[], float]
    """Seconds until the step is stopped and counted as failed."""
    checkpoint: Any
    """What this step last remembered, or None."""
    remember: Callable[[Any], Awaitable[None]]
    """Store where this step stands (JSON), so that another worker goes on from there."""


class Kind(Protocol):
    """A kind of search. Its objects hold no state: any instance may run any step.

    A step may run twice (a worker froze and another took over), its stored output is the first one's.
    """

    parallel: int
    """How many steps run side by side; 1 is one after another."""

    def steps(self, job: Job) -> list[str]:
        """Name the steps, in order. Asked again after each: later ones may follow from ``job.outputs``, none vanish."""
        ...

    async def run(self, job: Job, step: str, context: Context) -> Outcome:
        """Run one step. An exception counts as a :class:`Retry`. Heavy computing belongs into a thread."""
        ...

    def finish(self, job: Job, outputs: dict[str, Any]) -> Results:
        """Make the results, from the stored outputs alone. Runs in a thread."""
        ...
