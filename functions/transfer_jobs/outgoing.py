"""Everything a person tracks as one file, in as few answers as the platform's limit for an answer allows."""

import base64
import binascii
import gzip
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.http.app import MEGABYTE
from shared.store.tracked import TrackedJobs
from shared.tracking.table import write_table

_ROWS_AT_ONCE = 1000
_LARGEST = 4 * MEGABYTE
_LARGEST_ZIPPED = 12 * MEGABYTE
"""What surely fits the same answer when it is compressed."""


@dataclass(frozen=True, slots=True)
class Export:
    body: bytes
    zipped: bool
    cursor: str | None
    """Where the rest begins, when it did not fit."""


async def export(tracked: TrackedJobs, after: dict[str, str] | None, *, may_zip: bool) -> Export:
    """Write the jobs after ``after``, oldest first; a UTF-8 mark at the start tells spreadsheets the encoding."""
    largest = _LARGEST_ZIPPED if may_zip else _LARGEST
    written = bytearray(("\ufeff" + write_table([])).encode())
    cursor = None
    while cursor is None:
        jobs = await tracked.export(_ROWS_AT_ONCE, after)
        for job in jobs:
            line = write_table([job], head=False).encode()
            if len(written) + len(line) > largest and after:
                cursor = encode(after)
                break
            written += line
            after = {"created_at": job["created_at"], "id": job["id"]}
        if len(jobs) < _ROWS_AT_ONCE:
            break
    zipped = may_zip and len(written) > _LARGEST
    return Export(gzip.compress(written, 6) if zipped else bytes(written), zipped, cursor)


def encode(after: dict[str, str]) -> str:
    """Write a place as an opaque text."""
    return base64.urlsafe_b64encode(json.dumps([after["created_at"], after["id"]]).encode()).decode().rstrip("=")


def decode(cursor: str) -> dict[str, str]:
    """Read a place back; raises ``ValueError``."""
    try:
        moment, job_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        known: Any = datetime.fromisoformat(moment).isoformat(), str(UUID(job_id))
    except (binascii.Error, RecursionError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("the cursor is not one of this API") from error
    return {"created_at": known[0], "id": known[1]}
