"""One deadline for everything a request does with a model."""

import asyncio
import time

from shared.llm.faults import OutOfTime


class Deadline:
    """Counts down from its making."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self._ends - time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait, or raise :class:`OutOfTime` at once when the wait would outlast the deadline."""
        if seconds >= self.left:
            raise OutOfTime
        await asyncio.sleep(seconds)
