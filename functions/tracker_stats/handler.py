"""GET /jobs/stats — what the caller's tracked jobs and their history add up to."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from shared.errors import Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.tracking.stages import STATUSES

router = new_router()


class Funnel(BaseModel):
    """How many jobs came at least this far; one that was rejected after an interview was interviewed."""

    tracked: int
    interested: int
    applied: int
    interviewed: int
    offered: int
    rejected: int


class Week(BaseModel):
    week: str
    """Its Monday."""
    tracked: int
    applied: int
    """Of the jobs tracked in this week, how many were applied for since."""


class Company(BaseModel):
    company_name: str
    count: int


class Stay(BaseModel):
    """How long jobs stayed in a status before they left it."""

    count: int
    average_days: float
    median_days: float


class TrackerStats(BaseModel):
    success: bool = True
    total: int
    scored: int
    average_match: float | None
    """Over the scored jobs; null when there are none."""
    funnel: Funnel
    response_rate: float | None
    """The share of applications that were answered, by an interview, an offer or a rejection; null without any."""
    by_status: dict[str, int]
    by_ranking: dict[str, int]
    by_source: dict[str, int]
    by_week: list[Week]
    by_company: list[Company]
    time_in_stage: dict[str, Stay]


@router.get("/jobs/stats", responses=problems(Unauthenticated))
async def read_stats(
    store: Store,
    weeks: Annotated[int, Query(ge=1, le=520)] = 12,
    companies: Annotated[int, Query(ge=0, le=100)] = 20,
) -> TrackerStats:
    """Count, average and rate the caller's jobs. Weeks start on Monday, UTC; the busiest companies come first."""
    stats = await store.tracked.stats(weeks=weeks, companies=companies)
    for name, known in (("by_status", STATUSES), ("by_ranking", ("high", "medium", "low", "unscored"))):
        stats[name] = dict.fromkeys(known, 0) | stats[name]
    return TrackerStats.model_validate(stats)


app = create_app(router, function="tracker_stats")
lambda_handler = on_lambda(app)
