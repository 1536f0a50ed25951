"""Server-Sent Events in two tempos.

Where the platform streams (Vercel, a function URL on Lambda), events leave as they are stored. Where it buffers a whole
answer (Lambda behind API Gateway), the answer is a short poll: what there is, and ``retry:`` so that an ``EventSource``
asks again with its ``Last-Event-ID``. Either way the bytes of an event are the same.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

from fastapi import Request
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from shared.errors import InvalidRequest
from shared.logs import log_crash
from shared.models.optimized import RunEvent

LIVE_SECONDS = 50.0
"""How long one answer streams: below every platform's limit; then the client comes back for the rest."""
BUFFERED_SECONDS = 20.0
"""How long a buffered answer may take: API Gateway cuts at 29 seconds."""
RETRY_MILLISECONDS = 1_000
STREAMS = "shortlist.streams"
"""Set in the scope of a request that comes as a Lambda event and is answered in pieces all the same."""
EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-Sent Events; each has an `id` to resume from with `Last-Event-ID`.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


def is_buffered(request: Request) -> bool:
    """Tell whether the platform holds the answer back until it is whole."""
    return "aws.event" in request.scope and STREAMS not in request.scope


def last_event_id(request: Request, after: int | None = None) -> int:
    """Return the number to resume after: ``Last-Event-ID``, or ``after`` for callers that cannot set a header."""
    sent = request.headers.get("last-event-id") or request.query_params.get("last_event_id") or ""
    if not sent.strip():
        return after or 0
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 10):
        raise InvalidRequest("Last-Event-ID is not an id of this stream.")
    return int(sent)


def event_stream(
    events: AsyncGenerator[RunEvent | None], *, headers: Mapping[str, str] | None = None
) -> EventSourceResponse:
    """Stream events; none becomes a ping. The status is sent before the first: check everything before."""
    return EventSourceResponse(
        _bytes(events), headers={"cache-control": "no-cache", "x-accel-buffering": "no", **(headers or {})}
    )


async def _bytes(events: AsyncGenerator[RunEvent | None]) -> AsyncIterator[bytes]:
    yield format_sse_event(retry=RETRY_MILLISECONDS)
    try:
        async with aclosing(events):
            async for event in events:
                yield KEEPALIVE_COMMENT if event is None else encode(event)
    except Exception as error:  # noqa: BLE001  the status is sent: all that is left is to say it and let the client return
        log_crash(error)
        yield format_sse_event(comment="interrupted; resume with Last-Event-ID", retry=RETRY_MILLISECONDS)


def encode(event: RunEvent) -> bytes:
    """Return one event as it goes over the wire."""
    data = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(event=event.event, id=str(event.seq), data_str=data)
