"""Schedule: one round of cleaning. Imports neither FastAPI nor Mangum."""

import asyncio
from collections.abc import Callable
from typing import Any

from functions.cleanup.rounds import one_round
from shared.logs import invocation
from shared.start import imported
from shared.store.client import http_client

imported()


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001  Lambda passes both
    """Clean once; return what was done."""
    with invocation("cleanup", context.aws_request_id):
        return asyncio.run(handle(lambda: context.get_remaining_time_in_millis() / 1000))


async def handle(remaining: Callable[[], float]) -> dict[str, int]:
    """Clean once on an event loop of its own."""
    try:
        return await one_round(remaining)
    finally:
        await http_client().aclose()
