"""Reading a search: memory first, then the database, and a kick for one that nobody works on."""

import time
from datetime import UTC, datetime
from typing import Any

from shared.errors import SearchNotFound
from shared.http.auth import Caller
from shared.searches.cache import ENDED, JOB_ID, Cache
from shared.searches.kick import kick
from shared.store.client import rest
from shared.store.searches import find_search

KICK_PAUSE_SECONDS = 5.0
_MOST_KICKED = 1000

cache = Cache()
_kicked_at: dict[str, float] = {}


async def read(job_id: str, caller: Caller | None, since_rev: int | None) -> dict[str, Any]:
    """Return a search as ``caller`` may see it, or that it is ``unchanged``; raises :class:`SearchNotFound`."""
    if not JOB_ID.fullmatch(job_id):
        raise SearchNotFound
    viewer = caller.user_id if caller else None
    row = cache.find(job_id, viewer, since_rev)
    if row is None:
        row = await find_search(rest(caller.token if caller else None), job_id, since_rev)
        if row is None:
            raise SearchNotFound
        if row.get("unchanged"):
            cache.confirm(job_id, row["rev"])
        else:
            cache.put(row, viewer)
        if row["stalled"]:
            await _wake(job_id)
    if row["rev"] == since_rev:
        return {"unchanged": True, "job_id": job_id, "status": row["status"], "rev": row["rev"]}
    return row


def retry_after_ms(row: dict[str, Any], now: datetime | None = None) -> int | None:
    """Return when to ask again: after 1 s, later 2 s, then 5 s; None when there is nothing more to come."""
    if row["status"] in ENDED:
        return None
    age = (now or datetime.now(UTC)).timestamp() - int(row["job_id"].split("_")[1])
    return 1000 if age < 15 else 2000 if age < 60 else 5000


async def _wake(job_id: str) -> None:
    """Ask for a worker, but not with every poll of everybody who watches."""
    now = time.time()
    if 0 <= now - _kicked_at.get(job_id, 0.0) < KICK_PAUSE_SECONDS:
        return
    if len(_kicked_at) >= _MOST_KICKED:
        _kicked_at.clear()
    _kicked_at[job_id] = now
    await kick(job_id)
