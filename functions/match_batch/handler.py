"""POST /match/batch — score one person against up to 50 postings."""

import time
import uuid

from pydantic import BaseModel

from shared.errors import InvalidRequest, ResumeNotFound, TooManyRequests, Unauthenticated, Unreadable
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.postings import BatchRequest
from shared.http.problems import problems
from shared.http.store import Store
from shared.matching.items import MatchItem
from shared.matching.person import score_person
from shared.matching.resume import score_resume
from shared.matching.score import bucket_of, mode_of, scorer_for
from shared.models.match import ScoredBy
from shared.resumes.refusals import OF_TEXT

router = new_router()


class BatchResult(BaseModel):
    success: bool = True
    batch_id: str
    results: list[MatchItem]
    processed_count: int
    cached_count: int
    processing_time_ms: float
    mode: ScoredBy
    """Who was asked; a result that says otherwise in `scored_by` could not be had from there."""
    notice: str | None


@router.post(
    "/match/batch",
    responses=problems(InvalidRequest, Unauthenticated, ResumeNotFound, Unreadable, TooManyRequests, *OF_TEXT),
)
async def match_batch(wanted: BatchRequest, store: Store) -> BatchResult:
    """Score a résumé, a text or a profile against 1–50 postings.

    With a `resume_id` every result is stored and reused while the résumé, the posting and the scorer stay the same.
    """
    started = time.perf_counter()
    scorer = scorer_for(quick_mode=wanted.quick_mode)
    await store.limits.take(bucket_of(scorer), len(wanted.jobs))
    if wanted.resume_id:
        scored = await score_resume(
            store.matches, wanted.resume_id, wanted.jobs, source="batch", profile=wanted.user_profile, scorer=scorer
        )
        results, cached = scored.items, scored.cached_count
    else:
        results, cached = await score_person(wanted.resume_text, wanted.user_profile, wanted.jobs, scorer), 0
    return BatchResult(
        batch_id=f"batch_{uuid.uuid4().hex}",
        results=results,
        processed_count=len(results),
        cached_count=cached,
        processing_time_ms=round((time.perf_counter() - started) * 1000, 2),
        **mode_of(scorer, quick_mode=wanted.quick_mode),
    )


app = create_app(router, function="match_batch")
lambda_handler = on_lambda(app)
