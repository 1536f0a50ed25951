"""One round of cleaning: searches that wait get a worker, hopeless ones end, old ones go with their files.

Two rounds at once share the work, and a round that dies is made good by the next.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from shared.errors import ProviderDown
from shared.logs import log
from shared.searches.kick import kick
from shared.store.searches import Searches

SWEEP_LIMIT = 100
CLEAN_LIMIT = 500
ROUND_MARGIN_SECONDS = 8.0
"""No call starts with less left: the longest takes five seconds."""


@dataclass(slots=True)
class Cleaned:
    """What a round did."""

    given_up: int = 0
    kicked: int = 0
    texts_due: int = 0
    deleted: int = 0
    files_deleted: int = 0


async def clean(searches: Searches, remaining: Callable[[], float], *, rekick_seconds: float = 60) -> Cleaned:
    """Sweep and delete until nothing is left to do or ``remaining()`` seconds run short."""
    cleaned = Cleaned()
    while remaining() > ROUND_MARGIN_SECONDS:
        swept = await searches.sweep(SWEEP_LIMIT, rekick_seconds)
        cleaned.given_up += swept["dead"]
        if not cleaned.texts_due:
            cleaned.texts_due = len(swept["notify"])
            # A worker sends the text when it finds the search completed, so there is one sender and one way to it.
            swept["kick"] += swept["notify"]
        kicks = await asyncio.gather(*(kick(job_id) for job_id in swept["kick"]))
        cleaned.kicked += sum(kicks)
        if max(swept["dead"], len(kicks)) < SWEEP_LIMIT:
            break
    gone: list[str] = []
    while remaining() > ROUND_MARGIN_SECONDS:
        done = await searches.clean(CLEAN_LIMIT, gone)
        cleaned.deleted += done["deleted"]
        cleaned.files_deleted += len(gone)
        gone = done["files"] if await _removed(done["files"]) else []
        if done["deleted"] < CLEAN_LIMIT and not gone:
            break
    log(
        logging.INFO,
        "cleaned",
        given_up=cleaned.given_up,
        kicked=cleaned.kicked,
        texts_due=cleaned.texts_due,
        deleted=cleaned.deleted,
        files_deleted=cleaned.files_deleted,
    )
    return cleaned


async def _removed(names: list[str]) -> bool:
    if not names:
        return False
    from shared.store.search_files import remove_files  # noqa: PLC0415  few rounds find files

    try:
        await remove_files(names)
    except ProviderDown as error:
        log(logging.WARNING, "files kept", exception=type(error).__qualname__)
        return False
    return True
