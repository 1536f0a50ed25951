"""POST /match — score one person against one posting."""

from typing import Annotated
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StrictBool

from shared.errors import InvalidRequest, ResumeNotFound, TooManyRequests, Unauthenticated, Unreadable
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.postings import ScoredPosting, ScoredProfile
from shared.http.problems import problems
from shared.http.store import Store
from shared.matching.items import MatchItem
from shared.matching.person import score_person
from shared.matching.resume import score_resume
from shared.matching.score import bucket_of, mode_of, scorer_for
from shared.models.match import ScoredBy
from shared.resumes.refusals import OF_TEXT

router = new_router()


class MatchRequest(BaseModel):
    """A posting and whom to score it for."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    resume_id: UUID | None = Field(None, validation_alias=AliasChoices("resume_id", "resumeId"))
    resume_text: Annotated[str, Field(max_length=200_000)] | None = Field(
        None, validation_alias=AliasChoices("resume_text", "resumeText")
    )
    user_profile: ScoredProfile | None = Field(
        None, validation_alias=AliasChoices("user_profile", "userProfile", "profile")
    )
    job: ScoredPosting = Field(validation_alias=AliasChoices("job", "posting"))
    quick_mode: StrictBool = Field(default=True, validation_alias=AliasChoices("quick_mode", "quickMode"))


class MatchResult(MatchItem):
    success: bool = True
    mode: ScoredBy
    """Who was asked; `scored_by` says who answered."""
    notice: str | None
    cached: bool
    """True when nothing had changed since it was scored before."""


@router.post(
    "/match", responses=problems(InvalidRequest, Unauthenticated, ResumeNotFound, Unreadable, TooManyRequests, *OF_TEXT)
)
async def match_posting(wanted: MatchRequest, store: Store) -> MatchResult:
    """Score a résumé, a text or a profile against one posting. With a `resume_id` the result is stored."""
    scorer = scorer_for(quick_mode=wanted.quick_mode)
    await store.limits.take(bucket_of(scorer))
    if wanted.resume_id:
        scored = await score_resume(
            store.matches, wanted.resume_id, [wanted.job], source="single", profile=wanted.user_profile, scorer=scorer
        )
        item, cached = scored.items[0], scored.cached_count == 1
    else:
        items = await score_person(wanted.resume_text, wanted.user_profile, [wanted.job], scorer)
        item, cached = items[0], False
    return MatchResult.model_construct(
        **dict(item), success=True, cached=cached, **mode_of(scorer, quick_mode=wanted.quick_mode)
    )


app = create_app(router, function="match_posting")
lambda_handler = on_lambda(app)
