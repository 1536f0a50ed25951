"""The trace a request belongs to, so that its lines here, at the database and at a model can be laid side by side.

Read from ``traceparent`` (https://www.w3.org/TR/trace-context/) or from ``x-amzn-trace-id``, whose root holds the same
128 bits; written as ``traceparent``. A request that comes with neither starts a trace of its own.
"""

import re
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
current: ContextVar["Trace | None"] = ContextVar("trace", default=None)

_W3C = re.compile(r"(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?")
_XRAY_ROOT = re.compile(r"(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)", re.IGNORECASE)
_XRAY_SAMPLED = re.compile(r"(?:^|;)\s*Sampled=1(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trace:
    """A trace id (32 hex digits) and whether somebody records it."""

    trace_id: str
    sampled: bool = False

    def traceparent(self) -> str:
        """Write the header for one call that leaves: the same trace, a span of its own."""
        return f"00-{self.trace_id}-{secrets.token_hex(8)}-{'01' if self.sampled else '00'}"


def read_trace(traceparent: str | None = None, amazon: str | None = None) -> Trace:
    """Return the trace that the headers name, the standard one first; a new one when neither can be read."""
    if found := _W3C.fullmatch((traceparent or "").strip()):
        trace_id, span_id, flags = found.groups()
        if int(trace_id, 16) and int(span_id, 16):
            return Trace(trace_id, sampled=bool(int(flags, 16) & 1))
    if found := _XRAY_ROOT.search(amazon or ""):
        return Trace("".join(found.groups()).lower(), sampled=bool(_XRAY_SAMPLED.search(amazon or "")))
    return Trace(secrets.token_hex(16))


def outgoing() -> Mapping[str, str]:
    """Return the headers that a call made for this request carries; none outside of a request."""
    trace, identity = current.get(), request_id.get()
    headers = {"traceparent": trace.traceparent()} if trace else {}
    return headers | {"x-request-id": identity} if identity else headers
