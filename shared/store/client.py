"""The way to Supabase: one pooled HTTP client per event loop, one light PostgREST client per request.

A shared PostgREST client whose token is switched per request mixes identities under concurrency, so the token is a
header of a client made for the request (11 µs) over the shared pool.
"""

import asyncio
import random
import re
import ssl
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, cast
from weakref import WeakKeyDictionary

import httpx
from postgrest import AsyncPostgrestClient
from postgrest.exceptions import APIError

from shared.config import settings
from shared.errors import AppError, Forbidden, InvalidRequest, NotFound, ProviderDown, Unauthenticated
from shared.logs import note
from shared.trace import outgoing

_ATTEMPTS = 4
_FIRST_PAUSE_SECONDS = 0.15
_CONNECTIONS = 16
_pools: "WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient]" = WeakKeyDictionary()


@cache
def tls() -> ssl.SSLContext:
    """Return the TLS context of this process: making one takes 20 ms."""
    return httpx.create_ssl_context()


class ReplaySafeTransport(httpx.AsyncHTTPTransport):
    """Passes the trace on, counts round trips and sends again what got no answer.

    Every write of this project may be repeated without a second effect (client-made ids, upserts, fenced functions), so
    a request whose answer was lost, or that found the door restarting (502, 503), is sent again with the same bytes.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers.update(outgoing())
        pause = _FIRST_PAUSE_SECONDS
        for attempt in range(1, _ATTEMPTS + 1):
            note(round_trips=1)
            try:
                response = await super().handle_async_request(request)
            except (httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                if attempt == _ATTEMPTS:
                    raise
            else:
                if response.status_code not in {502, 503} or attempt == _ATTEMPTS:
                    return response
                await response.aclose()
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  jitter, not a secret
            pause *= 3
        raise AssertionError  # the last attempt returned or raised


def http_client() -> httpx.AsyncClient:
    """Return this loop's pooled client for Supabase."""
    loop = asyncio.get_running_loop()
    client = _pools.get(loop)
    if client is None or client.is_closed:
        limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
        client = _pools[loop] = httpx.AsyncClient(
            transport=ReplaySafeTransport(verify=tls(), limits=limits),
            timeout=settings().database_timeout_seconds,
            follow_redirects=False,
        )
    return client


def rest(token: str | None, *, api_key: str | None = None) -> AsyncPostgrestClient:
    """Return a PostgREST client that acts as the bearer of ``token``, or as nobody in particular (``anon``)."""
    headers = {"apikey": api_key or settings().supabase_publishable_key}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return AsyncPostgrestClient(
        f"{settings().supabase_url}/rest/v1", headers=headers, http_client=http_client(), retry_enabled=False
    )


_BY_CODE: dict[str, Callable[[str], AppError]] = {
    "42501": lambda _: Forbidden(),
    "PGRST301": lambda _: Unauthenticated("The access token was refused."),
    "PGRST303": lambda _: Unauthenticated("The access token has expired."),
    "PGRST116": lambda _: NotFound(),
    "22P02": InvalidRequest,
    "57014": lambda _: ProviderDown("The database took too long; try again.", retry_after=2),
}
_AWAY = re.compile(r"08...|53...|57P..|PGRST00.|5\d\d")
"""A database that is going down, coming up, full of connections or out of PostgREST's reach; or, where the code is an
HTTP status, a gateway that answered in PostgREST's place."""


async def execute(request: Awaitable[Any]) -> Any:
    """Await a PostgREST request and return its data; a failure becomes an :class:`AppError`.

    Codes this module does not know are re-raised as they are: the caller of the store knows its own ``PTxxx`` codes.
    """
    return (await respond(request)).data


async def respond(request: Awaitable[Any]) -> Any:
    """Like :func:`execute`, but return the whole answer (``data`` and ``count``)."""
    try:
        return await request
    except APIError as error:
        known = _BY_CODE.get(error.code or "")
        if known:
            raise known(error.message or "") from error
        if _AWAY.fullmatch(error.code or ""):
            raise ProviderDown("The database is not answering; try again.", retry_after=2) from error
        raise
    except httpx.HTTPError as error:
        raise ProviderDown("The database is not answering; try again.", retry_after=2) from error


async def call(rest: AsyncPostgrestClient, function: str, arguments: dict[str, Any], *, read_only: bool = False) -> Any:
    """Call a database function and return what it returns. ``read_only`` sends GET, for functions that are stable."""
    return await execute(rest.rpc(function, cast("Any", arguments), get=read_only).execute())


async def database_answers() -> bool:
    """Ask the REST door for nothing; true when it and the database behind it answer within two seconds."""
    headers = {"apikey": settings().supabase_publishable_key}
    try:
        answer = await http_client().get(f"{settings().supabase_url}/rest/v1/rpc/ping", headers=headers, timeout=2.0)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200
