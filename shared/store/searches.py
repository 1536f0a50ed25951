"""The functions of ``search_jobs`` over HTTP, one call each, and what to do when an answer does not come.

Every function may be repeated with the same arguments and answers as the first time, so a lost answer is asked for
again. Answers are the functions' own JSON: ``code`` says what happened (see ``comment on function`` in the migrations).
"""

import asyncio
import re
import secrets
import time
from datetime import UTC, datetime
from typing import Any

import httpx
from postgrest import AsyncPostgrestClient
from postgrest.exceptions import APIError

from shared.errors import ProviderDown
from shared.store.client import execute

CALL_SECONDS = 5.0
CALL_TRIES = 3
_PAUSE_SECONDS = 0.2
_REFUSED = re.compile(r"PT4|PGRST[123]|P0|22|23|42|4\d\d$")
"""Codes that speak of the call itself (SQLSTATE, PostgREST, HTTP). All others speak of a database, or of what stands
before it, that restarts, is full or cannot be reached: they are worth another try."""


def new_job_id(now: float | None = None) -> str:
    """Make the id of a search: ``job_<epoch seconds>_<192 random bits>``."""
    return f"job_{int(time.time() if now is None else now)}_{secrets.token_urlsafe(24)}"


async def call(database: AsyncPostgrestClient, function: str, arguments: dict[str, Any]) -> Any:
    """Call ``function``, up to three times with identical arguments; raises :class:`ProviderDown`.

    A refusal that repeating cannot change (:class:`APIError`) is raised as it is.
    """
    for attempt in range(1, CALL_TRIES + 1):
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return (await database.rpc(function, arguments).execute()).data
        except (httpx.TransportError, TimeoutError) as error:
            lost: Exception = error
        except APIError as error:
            if _REFUSED.match(str(error.code or "")):
                raise
            lost = error
        if attempt < CALL_TRIES:
            await asyncio.sleep(_PAUSE_SECONDS * attempt)
    raise ProviderDown("The database is not answering; try again.", retry_after=2) from lost


async def find_search(
    database: AsyncPostgrestClient, job_id: str, since_rev: int | None = None
) -> dict[str, Any] | None:
    """Return a search as the holder of ``database`` may see it, or None; ``unchanged`` if its rev is ``since_rev``."""
    found: dict[str, Any] | None = await call(database, "get_job", {"p_job_id": job_id, "p_since_rev": since_rev})
    return found


_LISTED = (
    "job_id,kind,status,progress,rev,categories,original_image_url,meta,error_code,created_at,started_at,updated_at,"
    "finished_at,expires_at"
)


async def list_searches(database: AsyncPostgrestClient, *, limit: int, offset: int) -> list[dict[str, Any]]:
    """Return a page of one's own searches without their results, newest first."""
    query = database.from_("search_jobs").select(_LISTED).gt("expires_at", datetime.now(UTC).isoformat())
    page = query.order("created_at", desc=True).order("job_id").range(offset, offset + limit - 1)
    rows: list[dict[str, Any]] = await execute(page.execute())
    return rows


async def cancel_search(database: AsyncPostgrestClient, job_id: str) -> dict[str, Any]:
    """Cancel one's own search: ``cancelled``, ``done`` or ``not_found``."""
    verdict: dict[str, Any] = await call(database, "cancel_job", {"p_job_id": job_id})
    return verdict


class Searches:
    """What only the service may do to searches. Durations are in seconds."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self.database = database

    async def create(self, job_id: str, kind: str, request_hash: str, **given: Any) -> dict[str, Any]:
        """Admit a search: ``created``, ``replay``, ``key_reused`` or ``too_many_…`` with ``retry_after_seconds``.

        ``given`` are the other parameters of ``create_job``, without their ``p_``.
        """
        return await self._call(
            "create_job",
            job_id=job_id,
            kind=kind,
            request_hash=request_hash,
            **given,
        )

    async def claim(self, job_id: str, owner: str, lease_seconds: float) -> dict[str, Any]:
        """Claim one search: ``ok``, ``busy``, ``not_due``, ``done`` or ``not_found``."""
        return await self._call("claim_job", job_id=job_id, owner=owner, lease_seconds=lease_seconds)

    async def claim_next(self, owner: str, lease_seconds: float, limit: int = 1) -> list[dict[str, Any]]:
        """Claim the oldest due searches: ``ok`` or ``done`` each."""
        claims: list[dict[str, Any]] = await call(
            self.database, "claim_next", {"p_owner": owner, "p_lease_seconds": lease_seconds, "p_limit": limit}
        )
        return claims

    async def save(
        self,
        job_id: str,
        token: int,
        *,
        step: str | None = None,
        output: Any = None,
        progress: int = 0,
        lease_seconds: float = 60,
        checkpoint: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Store a step and extend the lease, or only extend it: ``ok``, ``replay`` (use ``output``) or ``fenced``."""
        return await self._call(
            "save_step",
            job_id=job_id,
            token=token,
            step_key=step,
            output=output,
            progress=progress,
            lease_seconds=lease_seconds,
            checkpoint=checkpoint,
        )

    async def release(self, job_id: str, token: int, delay_seconds: float = 0) -> dict[str, Any]:
        """Hand the search back: ``ok``, ``replay`` or ``fenced``."""
        return await self._call("yield_job", job_id=job_id, token=token, delay_seconds=delay_seconds)

    async def complete(self, job_id: str, token: int, results: Any, meta: dict[str, Any]) -> dict[str, Any]:
        """Finish the search: ``ok``, ``replay`` or ``fenced``; ``notify_state`` says whether a text is due."""
        return await self._call("complete_job", job_id=job_id, token=token, results=results, meta=meta)

    async def fail(
        self,
        job_id: str,
        token: int,
        code: str,
        error: str,
        *,
        retryable: bool,
        retry_after_seconds: float | None = None,
    ) -> dict[str, Any]:
        """Count a failure: ``retry`` with ``retry_after_seconds``, ``failed``, ``replay`` or ``fenced``."""
        return await self._call(
            "fail_job",
            job_id=job_id,
            token=token,
            error_code=code,
            error=error,
            retryable=retryable,
            retry_after_seconds=retry_after_seconds,
        )

    async def claim_text(self, job_id: str, owner: str, lease_seconds: float = 60) -> dict[str, Any]:
        """Take the due text: ``ok`` with ``token`` and ``phone_number``, ``busy`` or ``done``."""
        return await self._call("claim_notification", job_id=job_id, owner=owner, lease_seconds=lease_seconds)

    async def finish_text(
        self, job_id: str, token: int, outcome: str, *, message_id: str | None = None, retry_after_seconds: float = 60
    ) -> dict[str, Any]:
        """Report ``sent``, ``not_sent`` or ``rejected``."""
        return await self._call(
            "finish_notification",
            job_id=job_id,
            token=token,
            outcome=outcome,
            message_id=message_id,
            retry_after_seconds=retry_after_seconds,
        )

    async def sweep(self, limit: int = 100, rekick_seconds: float = 60) -> dict[str, Any]:
        """Give up on hopeless searches; ``kick`` and ``notify`` are ids that want a worker."""
        return await self._call("sweep_jobs", limit=limit, rekick_seconds=rekick_seconds)

    async def clean(self, limit: int = 500, files_deleted: list[str] | None = None) -> dict[str, Any]:
        """Delete searches past their retention; ``files`` are to be deleted and named in the next call."""
        return await self._call("cleanup_jobs", limit=limit, files_deleted=files_deleted or [])

    async def _call(self, function: str, **arguments: Any) -> dict[str, Any]:
        verdict: dict[str, Any] = await call(
            self.database, function, {f"p_{name}": value for name, value in arguments.items()}
        )
        return verdict
