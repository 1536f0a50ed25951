"""The door of a signed-in person: the caller's token goes with every request, so row level security decides."""

from functools import cached_property
from typing import TYPE_CHECKING

from shared.store.client import rest

if TYPE_CHECKING:
    from shared.store.limits import Limits
    from shared.store.matches import Matches
    from shared.store.optimized import Optimized
    from shared.store.resumes import Resumes
    from shared.store.runs import Runs
    from shared.store.tracked import Calendars, TrackedJobs


class UserStore:
    """Everything the bearer of ``token`` may read and write.

    The tables are imported when they are first asked for: a function uses one or two of them, and the models of the
    others would make a tenth of its cold start.
    """

    def __init__(self, user_id: str, token: str) -> None:
        self.user_id = user_id
        self.token = token
        self.rest = rest(token)

    @cached_property
    def limits(self) -> "Limits":
        from shared.store.limits import Limits  # noqa: PLC0415  see above

        return Limits(self.rest)

    @cached_property
    def resumes(self) -> "Resumes":
        from shared.store.resumes import Resumes  # noqa: PLC0415  see above

        return Resumes(self.rest)

    @cached_property
    def runs(self) -> "Runs":
        from shared.store.runs import Runs  # noqa: PLC0415  see above

        return Runs(self.rest)

    @cached_property
    def optimized(self) -> "Optimized":
        from shared.store.optimized import Optimized  # noqa: PLC0415  see above

        return Optimized(self.rest)

    @cached_property
    def matches(self) -> "Matches":
        from shared.store.matches import Matches  # noqa: PLC0415  see above

        return Matches(self.rest)

    @cached_property
    def tracked(self) -> "TrackedJobs":
        from shared.store.tracked import TrackedJobs  # noqa: PLC0415  see above

        return TrackedJobs(self.rest)

    @cached_property
    def calendars(self) -> "Calendars":
        from shared.store.tracked import Calendars  # noqa: PLC0415  see above

        return Calendars(self.rest, self.user_id)
