"""One JSON line per request, without personal data.

On Lambda the same line carries CloudWatch's embedded metrics: what is counted is counted once, where it is logged.

What may be logged is listed here: names of routes, counts, durations and a keyed hash of the caller's id. Bodies,
query strings, headers, file names and messages of foreign exceptions stay out, because any of them may hold a person.
"""

import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from shared.config import settings
from shared.trace import current, read_trace, request_id

NAMESPACE = "Shortlist"
METRICS = {
    "duration_ms": "Milliseconds",
    "round_trips": "Count",
    "errors": "Count",
    "cached": "Count",
    "provider_calls": "Count",
    "texts_failed": "Count",
}
"""What becomes a metric where a line says it, with CloudWatch's unit; by function, and over all of them."""

facts: ContextVar[dict[str, Any] | None] = ContextVar("facts", default=None)
"""What this request's line will say besides the usual; functions add counts with :func:`note`."""


def log(level: int, message: str, **fields: Any) -> None:
    """Write one line to standard output, where Lambda and Vercel pick it up.

    ``level`` is one of the ``logging`` module's numbers. ``fields`` must be counts, codes, hashes or route names, never
    what a person typed.
    """
    if level >= logging.getLevelNamesMapping().get(settings().log_level.upper(), logging.INFO) or "_aws" in fields:
        trace = current.get()
        line = {
            "level": logging.getLevelName(level),
            "message": message,
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request_id": request_id.get(),
            "trace_id": trace.trace_id if trace else None,
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


def measured(function: str, **fields: Any) -> dict[str, Any]:
    """Return the fields of a line that ends an invocation; on Lambda with the metrics among them declared.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    fields = {"function": function, **fields}
    if "AWS_LAMBDA_FUNCTION_NAME" not in os.environ:
        return fields
    found = [{"Name": name, "Unit": unit} for name, unit in METRICS.items() if name in fields]
    directive = {"Namespace": NAMESPACE, "Dimensions": [["function"], []], "Metrics": found}
    return fields | {"_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [directive]}}


@contextmanager
def invocation(function: str, identity: str | None, *, traceparent: str | None = None) -> Iterator[None]:
    """Observe one run of a handler that has no HTTP around it: an id, a trace, and one line at its end."""
    started = time.perf_counter()
    line: dict[str, Any] = {"round_trips": 0}
    id_token = request_id.set(identity)
    trace_token = current.set(read_trace(traceparent, os.environ.get("_X_AMZN_TRACE_ID")))
    facts_token = facts.set(line)
    errors = 1
    try:
        yield
        errors = 0
    finally:
        line["errors"] = line.get("errors", 0) + errors
        duration = round((time.perf_counter() - started) * 1000, 1)
        log(
            logging.ERROR if errors else logging.INFO,
            "invocation",
            **measured(function, duration_ms=duration, **line),
        )
        facts.reset(facts_token)
        current.reset(trace_token)
        request_id.reset(id_token)


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
