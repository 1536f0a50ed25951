"""How sources are asked: politely (one name, a pace per host) and warily (size, time and shape are capped)."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from shared.sources.fault import SourceFault

LARGEST_ANSWER = 20 * 1024 * 1024
ANSWER_SECONDS = 20.0
TRIES = 2
PAUSE_SECONDS = 1.0
"""Before the second try of a request that failed without saying when to come back."""
LONGEST_TURN_SECONDS = 60.0
USER_AGENT = "Shortlist/0.1 (job search; asks public job boards on behalf of one person)"

SPACING_SECONDS = 0.2
SPACING: dict[str, float] = {"remotive.com": 31.0}
"""Seconds between two requests to one host. Remotive blocks whoever asks more than twice a minute."""


@dataclass(slots=True, eq=False)
class Pace:
    """Keeps requests of this process to one host apart."""

    clock: Callable[[], float] = time.monotonic
    _free_at: dict[str, float] = field(default_factory=dict)

    def turn(self, host: str) -> float:
        """Take the next turn at ``host``; seconds until it comes."""
        now = self.clock()
        turn = max(now, self._free_at.get(host, now))
        if turn - now > LONGEST_TURN_SECONDS:
            raise SourceFault("rate_limited", retry_after=turn - now)
        self._free_at[host] = turn + SPACING.get(host, SPACING_SECONDS)
        return turn - now


_pace = Pace()


@dataclass(frozen=True, slots=True)
class Web:
    """The way to providers for one step. ``remaining`` is in seconds."""

    http: httpx.AsyncClient
    remaining: Callable[[], float] = lambda: ANSWER_SECONDS
    pace: Pace = _pace
    pause: float = PAUSE_SECONDS

    async def get(self, url: str, /, **params: str | int) -> Any:
        """Return the JSON of a GET; raises :class:`SourceFault`."""
        return await self._ask("GET", url, params=params)

    async def post(self, url: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
        """Return the JSON of a POST; raises :class:`SourceFault`."""
        return await self._ask("POST", url, json=body, headers=headers)

    async def _ask(self, method: str, url: str, **request: Any) -> Any:
        headers = {"user-agent": USER_AGENT, "accept": "application/json"} | request.pop("headers", {})
        for attempt in range(1, TRIES + 1):
            await asyncio.sleep(self.pace.turn(urlsplit(url).hostname or ""))
            try:
                async with asyncio.timeout(max(0.0, min(ANSWER_SECONDS, self.remaining()))):
                    return await self._once(method, url, headers=headers, **request)
            except (httpx.HTTPError, TimeoutError):
                fault = SourceFault("unavailable")
            except SourceFault as refused:
                fault = refused
            if fault.code != "unavailable" or fault.retry_after is not None or attempt == TRIES:
                raise fault
            await asyncio.sleep(self.pause)
        raise AssertionError  # the last attempt returned or raised

    async def _once(self, method: str, url: str, **request: Any) -> Any:
        async with self.http.stream(method, url, **request) as answer:
            if answer.status_code != 200:
                raise _fault(answer, await _body(answer, LARGEST_ERROR))
            body = await _body(answer, LARGEST_ANSWER)
        try:
            # A board of 800 postings is 13 MB of JSON: too long for the loop that keeps the lease.
            return await asyncio.to_thread(json.loads, body)
        except (ValueError, RecursionError) as error:
            raise SourceFault("not_understood") from error


LARGEST_ERROR = 64 * 1024


async def _body(answer: httpx.Response, limit: int) -> bytes:
    """Read what an answer unpacks to, up to ``limit`` bytes."""
    body = bytearray()
    async for piece in answer.aiter_bytes(65536):
        body += piece
        if len(body) > limit:
            raise SourceFault("too_large")
    return bytes(body)


def _fault(answer: httpx.Response, body: bytes) -> SourceFault:
    retry_after = seconds_of(answer.headers.get("retry-after"), datetime.now(UTC))
    match answer.status_code:
        case 404 | 410:
            return SourceFault("unknown_company")
        case 429:
            return SourceFault("rate_limited", retry_after=60.0 if retry_after is None else retry_after)
        case 402:
            return SourceFault("out_of_credit")
        case status if b"credits" in body.lower() and status < 500:
            return SourceFault("out_of_credit")
        case status if 400 <= status < 500 and status != 408:
            return SourceFault("refused")
    return SourceFault("unavailable", retry_after=retry_after)


def seconds_of(retry_after: str | None, now: datetime) -> float | None:
    """Read ``Retry-After``: seconds or a date; None when it says nothing."""
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
