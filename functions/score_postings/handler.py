"""POST /batch-score-jobs — the browser extension's call: score a profile against up to 50 postings, store nothing."""

import time
import uuid

from pydantic import BaseModel

from shared.errors import InvalidRequest, TooManyRequests, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.postings import BatchRequest
from shared.http.problems import problems
from shared.http.store import Store
from shared.matching.items import MatchItem
from shared.matching.person import score_person
from shared.matching.score import bucket_of, mode_of, scorer_for
from shared.models.match import ScoredBy
from shared.resumes.refusals import OF_TEXT

router = new_router()


class ScoredPostings(BaseModel):
    success: bool = True
    batch_id: str
    results: list[MatchItem]
    processed_count: int
    high_count: int
    """How many rank `high`: the ones an extension offers to track."""
    processing_time_ms: float
    mode: ScoredBy
    """Who was asked; a result that says otherwise in `scored_by` could not be had from there."""
    notice: str | None


@router.post("/batch-score-jobs", responses=problems(InvalidRequest, Unauthenticated, TooManyRequests, *OF_TEXT))
async def score_postings(wanted: BatchRequest, store: Store) -> ScoredPostings:
    """Score a profile (or a résumé's text) against 1–50 postings without storing anything."""
    started = time.perf_counter()
    scorer = scorer_for(quick_mode=wanted.quick_mode)
    await store.limits.take(bucket_of(scorer), len(wanted.jobs))
    results = await score_person(wanted.resume_text, wanted.user_profile, wanted.jobs, scorer)
    return ScoredPostings(
        batch_id=f"batch_{uuid.uuid4().hex}",
        results=results,
        processed_count=len(results),
        high_count=sum(item.ranking_level == "high" for item in results),
        processing_time_ms=round((time.perf_counter() - started) * 1000, 2),
        **mode_of(scorer, quick_mode=wanted.quick_mode),
    )


app = create_app(router, function="score_postings")
lambda_handler = on_lambda(app)
