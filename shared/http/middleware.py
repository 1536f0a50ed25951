"""What happens to every request before and after its endpoint, as plain ASGI."""

import logging
import re
import time
import uuid
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.errors import TooLarge
from shared.http.problems import crash, problem
from shared.logs import facts, log, log_crash, measured
from shared.trace import Trace, current, read_trace, request_id

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")


class Prefix:
    """Serve ``/api/x`` and ``/x`` alike: callers written without the prefix reach the same route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            raw = scope.get("raw_path")
            scope = {**scope, "path": scope["path"][4:], "raw_path": raw[4:] if raw else raw}
        await self.app(scope, receive, send)


class Observe:
    """Give the request an id, echo it, and write one log line when the answer has left."""

    cold = True

    def __init__(self, app: ASGIApp, function: str) -> None:
        self.app = app
        self.function = function

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        identity = _request_id(scope)
        token = request_id.set(identity)
        trace_token = current.set(_trace(scope))
        line: dict[str, Any] = {"round_trips": 0}
        facts_token = facts.set(line)
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                timing = f'db;desc="{line["round_trips"]}"'
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", identity.encode()),
                    (b"server-timing", f"total;dur={_ms(started)}, {timing}".encode()),
                ]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            route = scope.get("route")
            log(
                logging.INFO if status < 500 else logging.ERROR,
                "request",
                **measured(
                    self.function,
                    method=scope["method"],
                    route=getattr(route, "path", None),
                    status=status,
                    duration_ms=_ms(started),
                    cold_start=Observe.cold,
                    **line | {"errors": line.get("errors", 0) + int(status >= 500)},
                ),
            )
            Observe.cold = False
            facts.reset(facts_token)
            current.reset(trace_token)
            request_id.reset(token)


class Rescue:
    """Turn a crash into a problem document here, inside CORS and the request id, so that the page can read it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        except Exception as error:
            log_crash(error)
            if scope["type"] != "http" or started:
                raise
            await crash(Request(scope))(scope, receive, send)


class BodyLimit:
    """Refuse a body over ``limit`` bytes with 413, by its header when it has one, else as it arrives."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if declared.isdigit() and int(declared) > self.limit:
            await self._refuse(scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise _BodyTooLarge
            return message

        try:
            await self.app(scope, receive_counted, send)
        except _BodyTooLarge:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = problem(
            Request(scope),
            status=TooLarge.status,
            code=TooLarge.code,
            detail=f"The request body is larger than {self.limit // 1024} kB.",
        )
        await answer(scope, receive, send)


class _BodyTooLarge(BaseException):
    """Not an Exception, so that nothing between here and the reader of the body turns it into another answer."""


def _request_id(scope: Scope) -> str:
    headers = dict(scope["headers"])
    given = headers.get(b"x-request-id", headers.get(b"x-vercel-id", b"")).decode("latin-1")
    if _REQUEST_ID.fullmatch(given):
        return str(given)
    event = scope.get("aws.event") or {}
    return str(event.get("requestContext", {}).get("requestId") or uuid.uuid4())


def _trace(scope: Scope) -> Trace:
    headers = dict(scope["headers"])
    return read_trace(*(headers.get(name, b"").decode("latin-1") for name in (b"traceparent", b"x-amzn-trace-id")))


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
