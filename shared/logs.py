"""One JSON line per request, without personal data.

What may be logged is listed here: names of routes, counts, durations and a keyed hash of the caller's id. Bodies,
query strings, headers, file names and messages of foreign exceptions stay out, because any of them may hold a person.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from shared.config import settings

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
facts: ContextVar[dict[str, Any] | None] = ContextVar("facts", default=None)
"""What this request's line will say besides the usual; functions add counts with :func:`note`."""


def log(level: int, message: str, **fields: Any) -> None:
    """Write one line to standard output, where Lambda and Vercel pick it up.

    ``level`` is one of the ``logging`` module's numbers. ``fields`` must be counts, codes, hashes or route names, never
    what a person typed.
    """
    if level >= logging.getLevelNamesMapping().get(settings().log_level.upper(), logging.INFO):
        line = {
            "level": logging.getLevelName(level),
            "message": message,
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request_id": request_id.get(),
        }
        sys.stdout.write(json.dumps(line | fields, separators=(",", ":")) + "\n")
        sys.stdout.flush()


def note(**fields: Any) -> None:
    """Add counts or codes to this request's line; a number already there grows."""
    line = facts.get()
    if line is None:
        return
    for name, value in fields.items():
        known = line.get(name)
        line[name] = known + value if isinstance(value, int) and isinstance(known, int) else value


def log_crash(error: BaseException) -> None:
    """Log an unexpected exception: its type and where, not its message, which may quote what a person sent."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    log(
        logging.ERROR,
        "crash",
        exception=type(error).__qualname__,
        at=[f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames],
    )


def pseudonym(user_id: str) -> str:
    """Tell callers apart in the logs without naming them (keyed, so it cannot be looked up in a list of ids)."""
    key = (settings().supabase_secret_key or settings().supabase_jwt_secret or "shortlist").encode()[:64]
    return blake2b(user_id.encode(), key=key, digest_size=6).hexdigest()
