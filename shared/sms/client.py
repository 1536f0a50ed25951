"""Sending a text message: what a sender must be able to say about it afterwards."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """The network took it."""

    message_id: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Refused for now, and surely before it was accepted (throttled, no connection): try again in ``after`` seconds."""

    why: str
    after: float = 60.0


@dataclass(frozen=True, slots=True)
class Rejected:
    """Refused for good: the number cannot be texted."""

    why: str


class Sender(Protocol):
    """A way to send text messages.

    When a sender cannot tell whether a message was accepted (a time-out after the request left) it raises; then the
    message is sent once more at most. A sender never repeats a request on its own, and neither ``why`` nor any
    exception it raises holds the number.
    """

    async def send(self, phone: str, text: str) -> Sent | NotSent | Rejected:
        """Send ``text`` to ``phone`` (E.164)."""
        ...
