"""What becomes of a step whose source failed: it waits when the source says until when, else it ends and says why."""

from typing import Any

from shared.searches.kind import Context
from shared.searches.outcome import Done, Outcome, Retry
from shared.sources.fault import SourceFault

MOST_WAITS = 2
LONGEST_WAIT_SECONDS = 120.0
SHORTEST_WAIT_SECONDS = 1.0


async def later(fault: SourceFault, told: dict[str, Any], context: Context) -> Outcome:
    """Answer for a step. A source that asks for more patience than a person has is told apart, not waited for."""
    failed = told | {"error": fault.code}
    waits = context.checkpoint["waits"] if context.checkpoint else 0
    if fault.retry_after is None or fault.retry_after > LONGEST_WAIT_SECONDS or waits >= MOST_WAITS:
        return Done(failed)
    await context.remember({"waits": waits + 1})
    return Retry(max(fault.retry_after, SHORTEST_WAIT_SECONDS), fault.code, otherwise=failed)
