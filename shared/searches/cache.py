"""Searches as one instance remembers them, so that a page that polls does not ask the database every time.

Memory holds only what the database answered, as it answered it, and never outlives a second while a search runs, or a
minute once it has ended (which bounds how long a deleted one can still be seen). Row level security does not reach
here, so who may see an entry is decided again on every read, by the rule of ``get_job``.
"""

import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_ENTRIES = 512
MOST_BYTES = 64 * 1024 * 1024
LIVE_SECONDS = 1.0
ENDED_SECONDS = 60.0
ENDED = frozenset({"completed", "failed"})
JOB_ID = re.compile(r"job_[0-9]{10}_[A-Za-z0-9_-]{22,64}")

Row = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """``row`` is what ``get_job`` answered, to its owner or to somebody with the link."""

    row: Row
    owner: str | None
    """The owner's id where the owner has asked; None: not known, or nobody's."""
    fetched_at: float
    size: int

    @property
    def ended(self) -> bool:
        return self.row["status"] in ENDED


@dataclass(slots=True)
class Cache:
    """``clock`` is the wall's: a frozen instance may wake up long after with a monotonic clock that stood still."""

    clock: Callable[[], float] = time.time
    most_entries: int = MOST_ENTRIES
    most_bytes: int = MOST_BYTES
    _entries: OrderedDict[str, Entry] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def find(self, job_id: str, viewer: str | None, since_rev: int | None) -> Row | None:
        """Return the search as ``viewer`` (a user's id) may see it, or None: then the database decides.

        A running search is answered from memory only to somebody who says what they have seen, and never with less:
        a page that hops over instances would see progress fall back.
        """
        entry = self._entries.get(job_id)
        if entry is None:
            return None
        age = self.clock() - entry.fetched_at
        if not 0 <= age <= (ENDED_SECONDS if entry.ended else LIVE_SECONDS) or self._expired(entry):
            if entry.ended or age < 0:
                self.evict(job_id)
            return None
        if entry.row["rev"] < (since_rev or 0) or (since_rev is None and not entry.ended):
            return None
        self._entries.move_to_end(job_id)
        return project(entry, viewer)

    def put(self, row: Row, viewer: str | None) -> None:
        """Remember what the database answered ``viewer``; an older answer never replaces a newer one."""
        known = self._entries.get(row["job_id"])
        owner = viewer if row["view"] == "owner" else known.owner if known else None
        if known and (known.row["rev"], known.row["view"] == "owner") > (row["rev"], row["view"] == "owner"):
            known.owner = owner
            return
        self.evict(row["job_id"])
        row = {name: value for name, value in row.items() if name != "stalled"}
        size = len(json.dumps(row)) if row["results"] else 1024
        if size > self.most_bytes:
            return
        self._entries[row["job_id"]] = Entry(row, owner, self.clock(), size)
        self._bytes += size
        while len(self._entries) > self.most_entries or self._bytes > self.most_bytes:
            self.evict(next(iter(self._entries)))

    def confirm(self, job_id: str, rev: int) -> None:
        """Note that the database has just called ``rev`` the newest."""
        entry = self._entries.get(job_id)
        if entry and entry.row["rev"] == rev:
            entry.fetched_at = self.clock()

    def evict(self, job_id: str) -> None:
        """Forget a search."""
        entry = self._entries.pop(job_id, None)
        if entry:
            self._bytes -= entry.size

    def _expired(self, entry: Entry) -> bool:
        return datetime.fromisoformat(entry.row["expires_at"]).timestamp() <= self.clock()


def project(entry: Entry, viewer: str | None) -> Row | None:
    """Return what ``get_job`` would show ``viewer``, or None where the entry cannot tell.

    Seen by its owner, a search is that person's alone until it is completed. Seen by link, it is either completed or
    nobody's; a signed-in viewer may then be the owner of a completed one, who is shown more.
    """
    row, completed = entry.row, entry.row["status"] == "completed"
    if row["view"] == "owner":
        if viewer is not None and viewer == entry.owner:
            return row
        return _by_link(row) if completed else None
    return row if viewer is None or not completed else None


def _by_link(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "notified"} | {"view": "link"}
