"""GET /match/batch-cache — every stored score of a résumé, each with whether it is stale."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from shared.errors import InvalidRequest, ResumeNotFound, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.matching.cached import cached_results
from shared.matching.items import CachedItem

router = new_router()


class CachedResults(BaseModel):
    success: bool = True
    resume_id: UUID
    results: list[CachedItem]
    count: int


@router.get("/match/batch-cache", responses=problems(InvalidRequest, Unauthenticated, ResumeNotFound))
async def read_match_cache(
    store: Store,
    resume_id: Annotated[UUID | None, Query(alias="resumeId", description="The résumé; `resume_id` works too.")] = None,
    snake: Annotated[UUID | None, Query(alias="resume_id", include_in_schema=False)] = None,
) -> CachedResults:
    """Read every stored scoring result of a résumé, the newest per posting, best first.

    `stale` is true when the résumé or the scorer changed since the result was made.
    """
    wanted = resume_id or snake
    if wanted is None:
        raise InvalidRequest("resumeId is required")
    results = await cached_results(store.matches, wanted)
    return CachedResults(resume_id=wanted, results=results, count=len(results))


app = create_app(router, function="match_cache")
lambda_handler = on_lambda(app)
