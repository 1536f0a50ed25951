"""Where a walk through a list stands, as an opaque text that holds the last row's key and what the list was."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row seen (``value`` of the sort column and ``id``), the next page's number, and the list's size then.

    ``corrected``: the words searched for were taken for mistyped, which the next page cannot find out by itself.
    """

    value: str | int
    id: str
    page: int
    total: int
    corrected: bool = False


def fingerprint(wanted: dict[str, Any]) -> str:
    """Tell lists apart: filters, sort and direction, in any order."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True, default=str).encode()).hexdigest()[:16]


def encode(cursor: Cursor, list_fingerprint: str) -> str:
    """Write a cursor of the list that ``list_fingerprint`` names."""
    fields = [list_fingerprint, cursor.value, cursor.id, cursor.page, cursor.total, int(cursor.corrected)]
    return base64.urlsafe_b64encode(json.dumps(fields, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(text: str, list_fingerprint: str, kind: Literal["text", "time", "number"]) -> Cursor:
    """Read a cursor; raises ``ValueError`` for one that is not ours or belongs to another list.

    ``kind`` is what the list is sorted by.
    """
    try:
        fields = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        of, value, last, page, total, corrected = fields
        cursor = Cursor(value, str(UUID(last)), page, total, bool(corrected))
        known = _is_key(value, kind) and _is_count(page) and _is_count(total)
    except (binascii.Error, UnicodeError, RecursionError, ValueError, TypeError, AttributeError) as error:
        raise ValueError("the cursor is not one of this API") from error
    if not known:
        raise ValueError("the cursor is not one of this API")
    if of != list_fingerprint:
        raise ValueError("the cursor belongs to a list with other filters or another order")
    return cursor


def _is_key(value: Any, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, int) and -1 <= value <= 100
    if not isinstance(value, str) or "\x00" in value or len(value.encode()) > 2000:
        return False
    return kind == "text" or datetime.fromisoformat(value).tzinfo is not None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value < 1 << 53
