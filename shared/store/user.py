"""The door of a signed-in person: the caller's token goes with every request, so row level security decides."""

from functools import cached_property

from shared.store.client import rest
from shared.store.matches import Matches
from shared.store.optimized import Optimized
from shared.store.resumes import Resumes
from shared.store.runs import Runs
from shared.store.tracked import Calendars, TrackedJobs


class UserStore:
    """Everything the bearer of ``token`` may read and write."""

    def __init__(self, user_id: str, token: str) -> None:
        self.user_id = user_id
        self.token = token
        self.rest = rest(token)

    @cached_property
    def resumes(self) -> Resumes:
        return Resumes(self.rest)

    @cached_property
    def runs(self) -> Runs:
        return Runs(self.rest)

    @cached_property
    def optimized(self) -> Optimized:
        return Optimized(self.rest)

    @cached_property
    def matches(self) -> Matches:
        return Matches(self.rest)

    @cached_property
    def tracked(self) -> TrackedJobs:
        return TrackedJobs(self.rest)

    @cached_property
    def calendars(self) -> Calendars:
        return Calendars(self.rest, self.user_id)
