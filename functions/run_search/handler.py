"""SQS: run the searches that a batch of messages names. Imports neither FastAPI nor Mangum.

A message is a hint. It is done with when the search needs nobody for now; when the search wants a worker at a later
moment, the message stays in the queue until then.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from functions.run_search.worker import hang_up, worker
from shared import logs
from shared.config import settings
from shared.searches.engine import Engine, Ran
from shared.searches.kick import job_id_of, kick, sqs
from shared.start import imported

LONGEST_VISIBILITY_SECONDS = 43_200
imported()


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer with the ids of the messages that shall come again."""
    with logs.invocation("run_search", context.aws_request_id, traceparent=traceparent_of(event)):
        return asyncio.run(handle(event, lambda: context.get_remaining_time_in_millis() / 1000))


def traceparent_of(event: dict[str, Any]) -> str | None:
    """Return the trace that the first message of a batch was sent in."""
    first: dict[str, Any] = next(iter(event.get("Records", [])), {})
    sent: str | None = (first.get("messageAttributes") or {}).get("traceparent", {}).get("stringValue")
    return sent


async def handle(event: dict[str, Any], remaining: Callable[[], float]) -> dict[str, Any]:
    """Run every message of the batch; one that fails does not bring the others back."""
    records = event.get("Records", [])
    try:
        async with worker() as engine:
            kept = await asyncio.gather(*(_keep(engine, record, remaining) for record in records))
    finally:
        await hang_up()
    return {
        "batchItemFailures": [
            {"itemIdentifier": record["messageId"]} for record, keep in zip(records, kept, strict=True) if keep
        ]
    }


async def _keep(engine: Engine, record: dict[str, Any], remaining: Callable[[], float]) -> bool:
    """Run one message; whether it shall come again."""
    job_id = job_id_of(record.get("body", ""))
    if job_id is None:
        logs.log(logging.ERROR, "not a kick")
        return False
    try:
        ran = await engine.run(job_id, remaining)
    except Exception as error:  # noqa: BLE001  the rest of the batch goes on; this message comes again
        logs.log_crash(error)
        logs.note(errors=1)
        return True
    if ran.state in {"yielded", "retry", "no_time"}:
        # A new message, because every return of this one counts towards the dead-letter queue.
        return not await kick(job_id, ran.retry_after or 0)
    if ran.state in {"busy", "not_due", "lost"}:
        await _hide(record, ran)
        return True
    return False


async def _hide(record: dict[str, Any], ran: Ran) -> None:
    """Let the message come again when the search can be claimed, not only after the whole visibility timeout."""
    seconds = min(int(ran.retry_after or 0) + 1, LONGEST_VISIBILITY_SECONDS)
    try:
        await asyncio.to_thread(
            sqs().change_message_visibility,
            QueueUrl=settings().search_queue_url,
            ReceiptHandle=record["receiptHandle"],
            VisibilityTimeout=seconds,
        )
    except Exception as error:  # noqa: BLE001  then it comes later, or the sweep is first
        logs.log(logging.WARNING, "visibility unchanged", exception=type(error).__qualname__)
