"""The stages of an application, and which moves between them are corrections, progress or mistakes."""

from typing import get_args

from shared.models.status import Status

STATUSES: tuple[Status, ...] = get_args(Status)

_REFUSED: dict[Status, frozenset[Status]] = {
    # Nothing has been done about a new job, so one with a past cannot become new again.
    "new": frozenset({"applied", "interviewed", "offered", "rejected"}),
    # An offer follows an application; whoever tracks late records the application first, or says so when tracking.
    "offered": frozenset({"new", "interested"}),
}


def may_come_from(status: Status) -> list[Status]:
    """Return the statuses a job may move to ``status`` from. Skipping stages and stepping back are allowed."""
    return [before for before in STATUSES if before not in _REFUSED.get(status, ())]


def may_move_to(status: Status) -> list[Status]:
    """Return the statuses a job may move to from ``status``, other than staying."""
    return [after for after in STATUSES if after != status and status in may_come_from(after)]
