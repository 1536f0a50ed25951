"""When to ask a provider and when to leave it alone: its rate-limit headers, its ``Retry-After``, a circuit breaker."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}

FAILURES_TO_OPEN = 3
OPEN_SECONDS = 20.0


def seconds_of(value: str | None) -> float | None:
    """Read a wait in seconds: a number ("2", "0.5") or a Go duration ("2m59.56s", "120ms"); None for anything else."""
    if not value:
        return None
    value = value.strip()
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    parts = _DURATION.findall(value)
    if not parts or "".join(number + unit for number, unit in parts) != value:
        return None
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


@dataclass(slots=True)
class Pace:
    """What one provider said about itself. Times are of the caller's monotonic clock."""

    not_before: float = 0.0
    """No request may start before this."""
    failures: int = 0
    """In a row; a success takes them back."""
    opened_at: float | None = None

    def wait(self, now: float) -> float:
        """Return the seconds to wait before the next request."""
        return max(0.0, self.not_before - now)

    def is_open(self, now: float) -> bool:
        """Whether the provider is left alone for now. After the pause one request may try it again."""
        if self.opened_at is None:
            return False
        if now - self.opened_at < OPEN_SECONDS:
            return True
        self.opened_at = now  # the one that tries; the others wait for what it finds
        return False

    def succeeded(self, headers: Mapping[str, str], now: float) -> None:
        """Note an answer and what is left of the allowance."""
        self.failures, self.opened_at = 0, None
        for kind in ("requests", "tokens"):
            left = headers.get(f"x-ratelimit-remaining-{kind}", "")
            reset = seconds_of(headers.get(f"x-ratelimit-reset-{kind}"))
            if left.strip() == "0" and reset:
                self.not_before = max(self.not_before, now + reset)

    def limited(self, retry_after: float | None, now: float) -> None:
        """Note a 429: nobody asks again before the provider said so."""
        self.not_before = max(self.not_before, now + (1.0 if retry_after is None else retry_after))

    def failed(self, now: float) -> None:
        """Note a failure of the provider; enough of them in a row open the circuit."""
        self.failures += 1
        if self.failures >= FAILURES_TO_OPEN:
            self.opened_at = now
