"""A proxy that loses, doubles, delays and refuses: what networks do to a worker between two lines of its code."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

SILENCE_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request on its way."""

    method: str
    path: str
    head: bytes
    body: bytes

    @property
    def function(self) -> str:
        """The database function that is called, or the AWS action."""
        if "/rpc/" in self.path:
            return self.path.rpartition("/rpc/")[2].partition("?")[0]
        if b"Action=Publish" in self.body:
            return "Publish"
        return ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request; by default it is carried to and fro."""

    answer: bytes | None = None
    """Answer with this and never ask."""
    lose_request: bool = False
    times: int = 1
    """How often the other side gets it; the last answer is returned."""
    delay_seconds: float = 0.0
    """Wait with the answer."""
    lose_answer: bool = False
    fall_silent: bool = False
    """Keep the connection and say nothing: half open."""


CARRIED = Fault()
Plan = Callable[[Request], Fault]
Watch = Callable[[str, Request], Awaitable[None] | None]
"""Told ``before`` a request is carried, when it is ``committed`` and when it is ``answered``."""


def status(code: int, body: bytes = b"{}") -> bytes:
    """Write a whole answer."""
    return (
        b"HTTP/1.1 %d Fault\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
        % (
            code,
            len(body),
            body,
        )
    )


class FaultProxy:
    """Stands before ``upstream``; ``plan`` decides about every request. Runs on a thread of its own."""

    def __init__(self, upstream: str, plan: Plan = lambda _: CARRIED, watch: Watch | None = None) -> None:
        parts = urlsplit(upstream)
        self.upstream = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.prefix = parts.path.rstrip("/")
        self.plan = plan
        self.watch = watch
        self.seen: list[str] = []
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self.serve())
        self._loop.close()

    async def serve(self, port: int = 0) -> None:
        """Serve until stopped."""
        self._stop = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", port)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{self.prefix}"
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101  the server runs every connection as a task
        self._open.add(task)
        try:
            await self._handle(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read(reader)
        self.seen.append(request.function)
        fault = self.plan(request)
        await self._tell("before", request)
        if fault.answer is not None:
            writer.write(fault.answer)
            await writer.drain()
            return
        if fault.lose_request:
            return
        answer = b""
        for _ in range(fault.times):
            answer = await self._ask(request)
        await self._tell("committed", request)
        if fault.fall_silent:
            await asyncio.sleep(SILENCE_SECONDS)
        if fault.lose_answer:
            return
        await asyncio.sleep(fault.delay_seconds)
        writer.write(answer)
        await writer.drain()
        await self._tell("answered", request)

    async def _tell(self, stage: str, request: Request) -> None:
        if self.watch and (waiting := self.watch(stage, request)):
            await waiting

    async def _ask(self, request: Request) -> bytes:
        """Carry a request and read the answer to its end: one connection each, closed by the other side."""
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            writer.write(request.head + request.body)
            await writer.drain()
            return await reader.read(-1)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.rstrip(b"\r\n").split(b"\r\n")
    length = 0
    kept = []
    for line in lines:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        if name.lower() not in {b"connection", b"keep-alive"}:
            kept.append(line)
    method, path, _ = first.decode("latin-1").split(" ", 2)
    body = await reader.readexactly(length)
    return Request(method, path, b"\r\n".join([first, *kept, b"Connection: close"]) + b"\r\n\r\n", body)
