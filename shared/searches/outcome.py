"""What a step may answer, and what becomes of the search then: values in, values out."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.searches.job import Job

LARGEST_OUTPUT = 256 * 1024
"""Bytes of JSON one step may store; the table refuses more. Outputs are items, not files: a kind cuts its list."""


JSON = dict[str, Any] | list[Any]
"""An object or an array: the doors differ in how they read a bare string or number."""


@dataclass(frozen=True, slots=True)
class Done:
    """The step is finished; ``output`` (JSON, not larger than ``LARGEST_OUTPUT``) is stored once and for ever."""

    output: JSON


@dataclass(frozen=True, slots=True)
class Retry:
    """The step failed and may succeed later: in ``after`` seconds, or by the engine's backoff.

    ``otherwise`` is what the step shall have given when no attempt is left, so that a failing provider does not fail
    the search: ``Retry(30, "429", otherwise={"source": "lens", "error": "rate_limited"})``. Without it, it does.
    """

    after: float | None = None
    why: str = "step_failed"
    otherwise: JSON | None = None


@dataclass(frozen=True, slots=True)
class Snooze:
    """Nothing is wrong, but there is nothing to do before ``until``. Costs no attempt."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Cancel:
    """The search cannot succeed, whoever tries; ``code`` is shown to its reader, ``why`` to operators alone."""

    code: str
    why: str = ""


Outcome = Done | Retry | Snooze | Cancel


@dataclass(frozen=True, slots=True)
class Save:
    """Store the step's output: ``save_step``."""

    output: JSON


@dataclass(frozen=True, slots=True)
class Release:
    """Hand the search back without blame: ``yield_job``."""

    after: float


@dataclass(frozen=True, slots=True)
class Fail:
    """Count a failure: ``fail_job``. ``after`` in seconds, or the database's backoff."""

    code: str
    why: str
    retryable: bool
    after: float | None = None


Decision = Save | Release | Fail


def decide(job: Job, outcome: Outcome, now: datetime) -> Decision:
    """Turn what a step answered into the one change to the row."""
    match outcome:
        case Done(output):
            return _save(output)
        case Retry(after, why, otherwise):
            if job.last_attempt and otherwise is not None:
                return _save(otherwise)
            return Fail("step_failed", why, retryable=True, after=None if after is None else max(after, 0.0))
        case Snooze(until):
            return Release(max((until - now).total_seconds(), 0.0))
        case Cancel(code, why):
            return Fail(code, why, retryable=False)


def clean(value: Any) -> Any:
    """Take NUL and lone surrogates out of every string: Postgres stores neither, and pages of providers hold both."""
    match value:
        case str():
            return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case dict():
            return {clean(key): clean(item) for key, item in value.items()}
        case list() | tuple():
            return [clean(item) for item in value]
        case _:
            return value


def _save(output: Any) -> Save | Fail:
    if not isinstance(output, (dict, list)):
        return Fail("step_output_invalid", type(output).__name__, retryable=False)
    try:
        output = clean(output)
        size = len(json.dumps(output, allow_nan=False, ensure_ascii=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        return Fail("step_output_invalid", type(error).__name__, retryable=False)
    if size > LARGEST_OUTPUT:
        return Fail("step_output_too_large", f"{size} bytes", retryable=False)
    return Save(output)


def weightiest(decisions: list[Decision]) -> Release | Fail | None:
    """Of steps that ran side by side, the decision that rules: an end before a retry before a pause.

    Of several retries or pauses the longest wait rules, so that no provider is asked before it said.
    """
    ends = [d for d in decisions if isinstance(d, Fail) and not d.retryable]
    if ends:
        return ends[0]
    retries = [d for d in decisions if isinstance(d, Fail)]
    if retries:
        return max(retries, key=lambda d: -1.0 if d.after is None else d.after)
    pauses = [d for d in decisions if isinstance(d, Release)]
    return max(pauses, key=lambda d: d.after, default=None)
