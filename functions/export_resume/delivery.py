"""A rendered file kept in the caller's bucket for a day, found again by what is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from shared.export.render import Document
from shared.store.files import Files

KEPT = timedelta(hours=24)
LEAST_LEFT = timedelta(minutes=5)
"""A link that is about to end is not worth handing out."""
PREFIX = "export-"


@dataclass(frozen=True)
class Link:
    """A signed link and until when it holds. ``made``: the file was rendered for this answer."""

    url: str
    expires_at: datetime
    made: bool


def noted_link(noted: Any, fingerprint: str, now: datetime) -> Link | None:
    """Return the link kept in ``export_formats`` if it leads to this very document and holds a while yet."""
    try:
        expires_at = datetime.fromisoformat(noted["expires_at"])
        current = noted["fingerprint"] == fingerprint and expires_at - now > LEAST_LEFT
        return Link(str(noted["url"]), expires_at, made=False) if current else None
    except (KeyError, TypeError, ValueError):
        return None


async def stored_link(
    files: Files, folder: str, name: str, fingerprint: str, *, render: Callable[[], Document], now: datetime
) -> Link:
    """Return a link to the document with this fingerprint, rendering and storing it unless it lies there already.

    ``folder`` is the résumé's own, so that deleting the résumé deletes its exports; ``name`` is what the file is called
    when downloaded. The stored name is the fingerprint, so an edited résumé never finds an old file; what is older than
    a day is cleared away on the occasion.
    """
    stored = await files.stored_at(folder, PREFIX)
    own = f"{PREFIX}{fingerprint}.{name.rpartition('.')[2]}"
    path = files.path(folder, own)
    until = stored.get(own, now - KEPT) + KEPT
    made = until - now <= LEAST_LEFT
    if made:
        document = await run_in_threadpool(render)
        await files.put(path, document.content, document.media_type)
        until = now + KEPT
        old = [files.path(folder, other) for other, at in stored.items() if other != own and now - at > KEPT]
        if old:
            await files.remove(*old)
    url = await files.signed_url(path, int((until - now).total_seconds()), download=name)
    return Link(url, until, made=made)
