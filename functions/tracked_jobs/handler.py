"""/jobs — track, list, read, change, delete and restore the caller's jobs, each with its history."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Response
from pydantic import BaseModel

from functions.tracked_jobs.listing import QUERY_PARAMETERS, JobList, JobQuery, job_query
from functions.tracked_jobs.requests import TrackRequest, columns_of
from shared.errors import Conflict, InvalidFields, InvalidRequest, JobNotFound, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.http.versions import IfMatch, version_of
from shared.models.tracked_job import HistoryEntry, JobChanges, TrackedJob
from shared.tracking.intake import row_of

router = new_router()


class OneJob(BaseModel):
    success: bool = True
    job: TrackedJob


class Tracked(OneJob):
    created: bool
    """False: the posting was tracked before, and `job` is that first one."""
    restored: bool
    """It had been deleted and is back, as it was."""


class Deleted(BaseModel):
    success: bool = True
    id: UUID


class History(BaseModel):
    success: bool = True
    job_id: UUID
    history: list[HistoryEntry]


def _tagged(job: TrackedJob, response: Response) -> None:
    response.headers["etag"] = f'"{job.version}"'


@router.post(
    "/jobs/track",
    status_code=201,
    responses={
        200: {"model": Tracked, "description": "The posting was tracked before."},
        **problems(InvalidRequest, Unauthenticated),
    },
)
async def track_job(wanted: TrackRequest, store: Store, response: Response) -> Tracked:
    """Track one posting. The same posting again (by address, source id, or title, company and place) is the first."""
    # The id is made here, so that a request sent again is known again.
    verdict = await store.tracked.track(row_of(wanted, "manual") | {"id": str(uuid4())})
    job = TrackedJob.model_validate(verdict["job"])
    _tagged(job, response)
    if verdict["code"] == "created":
        response.headers["location"] = f"/jobs/{job.id}"
    else:
        response.status_code = 200
    return Tracked(job=job, created=verdict["code"] == "created", restored=verdict["code"] == "restored")


@router.get("/jobs", openapi_extra={"parameters": QUERY_PARAMETERS}, responses=problems(Unauthenticated))
async def list_jobs(store: Store, wanted: Annotated[JobQuery, Depends(job_query)]) -> JobList:
    """List tracked jobs: every filter, search, order, page and cursor may be combined.

    A job without a score sorts below every scored one. `search` finds beginnings of words and forgives typing errors.
    """
    after = wanted.after()
    found = await store.tracked.page(wanted.wanted(after))
    return JobList.model_validate(wanted.answer(found, after))


@router.get("/jobs/{job_id}", responses=problems(Unauthenticated, JobNotFound))
async def read_job(job_id: UUID, store: Store, response: Response) -> OneJob:
    """Read one job; `last_viewed_at` becomes now."""
    job = TrackedJob.model_validate(await store.tracked.read(job_id))
    _tagged(job, response)
    return OneJob(job=job)


_CHANGING = problems(InvalidRequest, Unauthenticated, JobNotFound, Conflict, InvalidFields)


@router.put("/jobs/{job_id}", operation_id="put_job", responses=_CHANGING)
@router.patch("/jobs/{job_id}", responses=_CHANGING)
async def change_job(
    job_id: UUID, changes: JobChanges, store: Store, response: Response, if_match: IfMatch = None
) -> OneJob:
    """Change the fields that are named and keep the others, whichever verb.

    Reaching `applied`, `interviewed` or `rejected` stamps its date when none is given. With `expected_version` or
    `If-Match` a job that has moved on answers 409 with its current version; without, the last write wins and the
    history keeps what it overwrote. A score cannot be changed here.
    """
    expected = changes.expected_version or version_of(if_match)
    job = TrackedJob.model_validate(await store.tracked.update(job_id, columns_of(changes), expected))
    _tagged(job, response)
    return OneJob(job=job)


@router.delete("/jobs/{job_id}", responses=problems(Unauthenticated, JobNotFound))
async def delete_job(job_id: UUID, store: Store) -> Deleted:
    """Delete a job; for 30 days it can be restored, by its id or by tracking its posting again."""
    await store.tracked.delete(job_id)
    return Deleted(id=job_id)


@router.post("/jobs/{job_id}/restore", responses=problems(Unauthenticated, JobNotFound, Conflict))
async def restore_job(job_id: UUID, store: Store, response: Response) -> OneJob:
    """Bring a deleted job back, with its notes and its history."""
    job = TrackedJob.model_validate(await store.tracked.restore(job_id))
    _tagged(job, response)
    return OneJob(job=job)


@router.get("/jobs/{job_id}/history", responses=problems(Unauthenticated, JobNotFound))
async def read_history(job_id: UUID, store: Store) -> History:
    """Read every change of a job, oldest first: who, what, before and after. Entries outlive the job."""
    entries = await store.tracked.history(job_id)
    return History.model_validate({"job_id": job_id, "history": entries})


app = create_app(router, function="tracked_jobs")
lambda_handler = on_lambda(app)
