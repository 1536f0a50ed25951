"""Where the worker is put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from shared.config import settings
from shared.searches.engine import Engine
from shared.sms.sns import SnsSender
from shared.store.client import http_client, tls
from shared.store.service import searches

PROVIDER_SECONDS = 20.0


@asynccontextmanager
async def worker() -> AsyncIterator[Engine]:
    """Yield an engine for one invocation."""
    async with httpx.AsyncClient(verify=tls(), timeout=PROVIDER_SECONDS) as http:
        yield Engine(searches(), SnsSender(), http, results_url, lease_seconds=settings().search_lease_seconds)


def results_url(job_id: str) -> str:
    """Return the link that a text message carries."""
    return f"{settings().public_url}/search-job/{job_id}"


async def hang_up() -> None:
    """Close the pool to Supabase: the next invocation has an event loop of its own."""
    await http_client().aclose()
