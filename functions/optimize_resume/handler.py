"""POST /optimize — suggest improvements of a résumé for one posting, as events; GET and DELETE /optimize/{run_id}."""

from datetime import UTC, datetime
from typing import Annotated, Any, Self
from uuid import UUID, uuid4

from fastapi import Depends, Query, Request, Response
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from shared.errors import InvalidRequest, ResumeNotFound, TooManyRequests, Unauthenticated, Unreadable
from shared.http.app import create_app, on_lambda
from shared.http.json_body import bad_request
from shared.http.json_body import router as new_router
from shared.http.postings import ScoredPosting
from shared.http.problems import problems
from shared.http.sse import (
    BUFFERED_SECONDS,
    EVENT_STREAM,
    LIVE_SECONDS,
    RETRY_MILLISECONDS,
    event_stream,
    is_buffered,
    last_event_id,
)
from shared.http.store import Store
from shared.matching.items import posting_hash
from shared.models.optimized import Mode, RunEvent
from shared.optimize.wanted import wanted_of
from shared.runs.engine import LEASE_SECONDS
from shared.runs.follow import follow, tell
from shared.runs.suggesters import note_for
from shared.scoring.posting import read_posting
from shared.store.runs import AnalysisNotFound, Claim, RunNotFound, RunState

router = new_router()


class OptimizeRequest(BaseModel):
    """A résumé and the posting to improve it for. ``confirmed``: what the person vouches for though no file says it."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    resume_id: UUID = Field(validation_alias=AliasChoices("resume_id", "resumeId"))
    job: ScoredPosting | None = Field(None, validation_alias=AliasChoices("job", "posting"))
    job_analysis_id: UUID | None = Field(None, validation_alias=AliasChoices("job_analysis_id", "jobAnalysisId"))
    mode: Mode = "quick"
    confirmed: list[Annotated[str, StringConstraints(min_length=1, max_length=500)]] = Field([], max_length=50)
    run_id: UUID | None = Field(None, validation_alias=AliasChoices("run_id", "runId"))
    """Made by the caller: the same request again reaches the same run."""

    @model_validator(mode="after")
    def _has_a_posting(self) -> Self:
        if self.job is None and self.job_analysis_id is None:
            raise bad_request("job or job_analysis_id is required")
        return self


class RunEvents(BaseModel):
    """A run's events after a number, for callers that do not read streams."""

    success: bool = True
    run_id: str
    status: str
    last_seq: int
    events: list[RunEvent]
    retry_after_ms: int | None
    """When to ask again; null when the run has ended and every event was told."""


class Ended(BaseModel):
    success: bool = True
    run_id: UUID
    status: str


async def started(wanted: OptimizeRequest, store: Store) -> Claim:
    """Dependency: the run is stored and its lease held before the first byte leaves."""
    run_id = wanted.run_id or uuid4()
    await store.limits.take("optimizations")
    return await store.runs.start(
        {
            "p_run_id": str(run_id),
            "p_owner": str(run_id if wanted.run_id else uuid4()),
            "p_resume_id": str(wanted.resume_id),
            "p_mode": wanted.mode,
            "p_today": datetime.now(UTC).date().isoformat(),
            "p_confirmed": wanted.confirmed,
            "p_analysis": analysis_of(wanted.job) if wanted.job and not wanted.job_analysis_id else None,
            "p_job_analysis_id": str(wanted.job_analysis_id) if wanted.job_analysis_id else None,
            "p_note": note_for(wanted.mode),
            "p_lease_seconds": LEASE_SECONDS,
        }
    )


def analysis_of(posting: ScoredPosting) -> dict[str, Any]:
    facts = read_posting(posting)
    wanted = wanted_of(facts)
    return {
        "job_title": facts.title,
        "company_name": facts.company,
        "posting": posting.model_dump(mode="json", exclude_none=True),
        "posting_hash": posting_hash(posting),
        "analysis": {
            "requirements": [requirement.model_dump() for requirement in wanted.requirements],
            "spelled": wanted.spelled,
            "seniority": facts.seniority,
        },
    }


@router.post(
    "/optimize",
    response_class=Response,
    responses={
        **problems(InvalidRequest, Unauthenticated, ResumeNotFound, AnalysisNotFound, Unreadable, TooManyRequests),
        **EVENT_STREAM,
    },
)
async def optimize(request: Request, claim: Annotated[Claim, Depends(started)], store: Store) -> Response:
    """Suggest improvements, one event each: `run`, `progress`, `suggestion`, `blocked`, `qa`, `result`, then `done` or
    `error`. Every event is stored before it is sent; resume at `/optimize/{run_id}/events`.
    """  # noqa: D205  a docstring that is product copy
    seconds = BUFFERED_SECONDS if is_buffered(request) else LIVE_SECONDS
    return event_stream(
        tell(claim, store.runs, seconds=seconds), headers={"location": f"/optimize/{claim.run_id}/events"}
    )


@router.get(
    "/optimize/{run_id}/events",
    response_class=Response,
    responses={
        **problems(InvalidRequest, Unauthenticated, RunNotFound),
        200: {
            "description": "Server-Sent Events after `Last-Event-ID`; or JSON, with `after`.",
            "model": RunEvents,
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        204: {"description": "The run has ended and every event was told: do not reconnect."},
    },
)
async def read_optimization_events(
    request: Request, run_id: UUID, store: Store, after: Annotated[int | None, Query(ge=0, le=10**9)] = None
) -> Response:
    """Read a run's events again from `Last-Event-ID`, on any instance, live or finished; as JSON with `?after=`."""
    told = last_event_id(request, after)
    state = await store.runs.read(run_id, told)
    over = state.status != "running" and told >= state.last_seq
    if after is not None or _wants_json(request):
        return await _poll(state, told, store)
    if over:
        return Response(status_code=204)
    seconds = LIVE_SECONDS
    if is_buffered(request):
        seconds = BUFFERED_SECONDS if state.abandoned else 0
    return event_stream(follow(run_id, told, store.runs, seconds=seconds, first=state))


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return "application/json" in accepted and "text/event-stream" not in accepted


async def _poll(state: RunState, told: int, store: Store) -> Response:
    """Answer as JSON; an abandoned run is finished first."""
    if state.abandoned:
        run_id = UUID(state.run_id)
        async for _ in follow(run_id, state.last_seq, store.runs, seconds=BUFFERED_SECONDS):
            pass
        state = await store.runs.read(run_id, told)
    ended = state.status != "running" and (not state.events or state.events[-1].seq >= state.last_seq)
    answer = RunEvents(
        run_id=state.run_id,
        status=state.status,
        last_seq=state.last_seq,
        events=state.events,
        retry_after_ms=None if ended else RETRY_MILLISECONDS,
    )
    return Response(answer.model_dump_json(), media_type="application/json")


@router.delete("/optimize/{run_id}", responses=problems(Unauthenticated, RunNotFound))
async def cancel_optimization(run_id: UUID, store: Store) -> Ended:
    """Cancel a run. What it suggested so far stays readable; a run that has ended stays as it is."""
    return Ended(run_id=run_id, status=await store.runs.cancel(run_id))


app = create_app(router, function="optimize_resume")
lambda_handler = on_lambda(app)
