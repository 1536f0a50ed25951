"""/resumes/optimized — make, list, read, save, compare, restore and delete résumés rewritten for a posting."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID, uuid4

from fastapi import Query, Response
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
    model_validator,
)

from functions.optimized_resumes.documents import document_of, from_run, whole
from shared.errors import Conflict, InvalidRequest, ResumeNotFound, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import bad_request
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.http.versions import IfMatch, version_of
from shared.models.optimized import DiffHint, Refused
from shared.optimize.diff import hints, lines_by_section, summarise
from shared.store.optimized import OptimizedNotFound, VersionNotFound
from shared.store.runs import RunNotFound
from shared.store.stored import stored_resume

router = new_router()

Json = dict[str, Any]


class CreateRequest(BaseModel):
    """Which run, and which of its suggestions. `confirmed`: facts the person vouches for though no file says them."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    run_id: UUID = Field(validation_alias=AliasChoices("run_id", "runId"))
    accept: Literal["all"] | list[Annotated[str, StringConstraints(max_length=64)]] = "all"
    confirmed: list[Annotated[str, StringConstraints(min_length=1, max_length=500)]] = Field([], max_length=50)
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    id: UUID | None = None
    """Made by the caller: the same request again gives the same optimized résumé."""


class Summary(BaseModel):
    id: UUID
    original_resume_id: UUID
    job_analysis_id: UUID | None
    title: str
    optimization_summary: str | None
    match_score: float | None
    keywords_added: list[Any]
    skills_highlighted: list[Any]
    qa_metrics: Json
    version: int
    created_at: str
    updated_at: str


class OptimizedResume(Summary):
    """An optimized résumé as the editor holds it."""

    optimized_content: Any
    improvements_made: list[Any]
    structured_output: Json
    export_formats: Json


class One(BaseModel):
    success: bool = True
    optimized_resume: OptimizedResume


class Created(One):
    refused: list[Refused]
    """Accepted suggestions that did not go in, and why."""


class Saved(One):
    version: int
    changed_sections: list[str]
    folded: bool
    """True when an autosave went into the version of the autosave before it."""


class Listed(BaseModel):
    success: bool = True
    optimized_resumes: list[Summary]
    page: int
    page_size: int


class Version(BaseModel):
    version: int
    summary: str
    sections: list[str]
    autosave: bool
    saves: int
    created_at: str
    updated_at: str


class VersionWithContent(Version):
    snapshot: Json


class Versions(BaseModel):
    success: bool = True
    versions: list[Version]


class OneVersion(BaseModel):
    success: bool = True
    version: VersionWithContent


class Difference(BaseModel):
    success: bool = True
    from_version: int
    to_version: int
    summary: str
    sections: list[str]
    changes: list[DiffHint]


class Deleted(BaseModel):
    success: bool = True
    id: UUID


class SaveRequest(BaseModel):
    """Any of the columns; the others stay. `expected_version` (or `If-Match`) refuses to overwrite newer work."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    structured_output: Any = None
    qa_metrics: Json = {}
    export_formats: Json = {}
    optimized_content: Any = None
    optimization_summary: str | None = Field(None, max_length=10_000)
    match_score: Annotated[StrictFloat, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)] = "Optimized resume"
    improvements_made: list[Any] = []
    keywords_added: list[Any] = []
    skills_highlighted: list[Any] = []
    expected_version: StrictInt | None = Field(
        None, ge=1, le=2**31 - 1, validation_alias=AliasChoices("expected_version", "expectedVersion")
    )
    autosave: StrictBool = False

    @model_validator(mode="after")
    def _saves_something(self) -> Self:
        if not self.columns():
            raise bad_request(f"nothing to save: send at least one of {', '.join(sorted(_COLUMNS))}")
        return self

    def columns(self) -> Json:
        return self.model_dump(mode="json", include=_COLUMNS & self.model_fields_set)


_COLUMNS = {
    "structured_output", "qa_metrics", "export_formats", "optimized_content", "optimization_summary", "match_score",
    "title", "improvements_made", "keywords_added", "skills_highlighted",
}  # fmt: skip


class RestoreRequest(BaseModel):
    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    expected_version: StrictInt | None = Field(
        None, ge=1, le=2**31 - 1, validation_alias=AliasChoices("expected_version", "expectedVersion")
    )


@router.post(
    "/resumes/optimized",
    status_code=201,
    responses=problems(InvalidRequest, Unauthenticated, RunNotFound, ResumeNotFound),
)
async def create_optimized_resume(wanted: CreateRequest, store: Store, response: Response) -> Created:
    """Make an editable optimized résumé out of a run's accepted suggestions."""
    run = await store.runs.result(wanted.run_id)
    accept = None if wanted.accept == "all" else wanted.accept
    fields, refused = from_run(run, accept, wanted.confirmed, wanted.title)
    row = await store.optimized.create(
        wanted.id or uuid4(), run["resume_id"], run["job_analysis_id"], fields, fields["optimization_summary"]
    )
    _tag(response, row["version"])
    response.headers["location"] = f"/resumes/optimized/{row['id']}"
    return Created.model_validate({"optimized_resume": row, "refused": refused})


@router.get("/resumes/optimized", responses=problems(Unauthenticated))
async def list_optimized_resumes(
    store: Store,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100, alias="pageSize")] = 50,
    resume_id: Annotated[UUID | None, Query(alias="resumeId")] = None,
) -> Listed:
    """List optimized résumés, the last changed first."""
    rows = await store.optimized.list(limit=page_size, offset=(page - 1) * page_size, resume_id=resume_id)
    return Listed.model_validate({"optimized_resumes": rows, "page": page, "page_size": page_size})


@router.get("/resumes/optimized/{optimized_id}", responses=problems(Unauthenticated, OptimizedNotFound))
async def read_optimized_resume(optimized_id: UUID, store: Store, response: Response) -> One:
    """Read one; its `ETag` is its version."""
    row = await store.optimized.get(optimized_id)
    _tag(response, row["version"])
    return One.model_validate({"optimized_resume": row})


@router.patch(
    "/resumes/optimized/{optimized_id}",
    responses=problems(InvalidRequest, Unauthenticated, OptimizedNotFound, Conflict),
)
async def save_optimized_resume(
    optimized_id: UUID, wanted: SaveRequest, store: Store, response: Response, if_match: IfMatch = None
) -> Saved:
    """Save an edit: form, résumé, preview and figures are brought in step, and the state becomes a version."""
    changes = wanted.columns()
    if "structured_output" in changes:
        document, metrics = whole(document_of(changes["structured_output"]))
        changes |= {"structured_output": document, "qa_metrics": changes.get("qa_metrics", {}) | metrics}
    expected = wanted.expected_version or version_of(if_match)
    saved = await store.optimized.save(optimized_id, changes, expected_version=expected, autosave=wanted.autosave)
    _tag(response, saved["version"])
    return Saved.model_validate(
        {
            "optimized_resume": changes | saved["row"],
            "version": saved["version"],
            "changed_sections": saved["sections"],
            "folded": saved.get("folded", False),
        }
    )


@router.delete("/resumes/optimized/{optimized_id}", responses=problems(Unauthenticated, OptimizedNotFound))
async def delete_optimized_resume(optimized_id: UUID, store: Store) -> Deleted:
    """Delete one with all its versions."""
    await store.optimized.delete(optimized_id)
    return Deleted(id=optimized_id)


@router.get("/resumes/optimized/{optimized_id}/versions", responses=problems(Unauthenticated, OptimizedNotFound))
async def list_versions(optimized_id: UUID, store: Store) -> Versions:
    """List every version, newest first, each with what changed in words."""
    return Versions.model_validate({"versions": await store.optimized.versions(optimized_id)})


@router.get(
    "/resumes/optimized/{optimized_id}/versions/{version}", responses=problems(Unauthenticated, VersionNotFound)
)
async def read_version(optimized_id: UUID, version: int, store: Store) -> OneVersion:
    """Read one version with its content."""
    (row,) = await store.optimized.snapshots(optimized_id, [_in_range(version)])
    return OneVersion.model_validate({"version": row})


@router.get(
    "/resumes/optimized/{optimized_id}/versions/{version}/diff", responses=problems(Unauthenticated, VersionNotFound)
)
async def compare_versions(
    optimized_id: UUID, version: int, store: Store, against: Annotated[int, Query(ge=1, le=2**31 - 1)]
) -> Difference:
    """Compare a version with an earlier or later one: every line that was added, removed, changed or moved."""
    before, after = await store.optimized.snapshots(optimized_id, [against, _in_range(version)])
    old, new = (
        lines_by_section(stored_resume(row["snapshot"]["structured_output"]["resume_json"])) for row in (before, after)
    )
    changes = hints(old, new)
    return Difference(
        from_version=against,
        to_version=version,
        summary=summarise(changes),
        sections=list(dict.fromkeys(hint.section for hint in changes)),
        changes=changes,
    )


@router.post(
    "/resumes/optimized/{optimized_id}/versions/{version}/restore",
    responses=problems(InvalidRequest, Unauthenticated, VersionNotFound, Conflict),
)
async def restore_version(
    optimized_id: UUID,
    version: int,
    store: Store,
    response: Response,
    *,
    wanted: RestoreRequest | None = None,
    if_match: IfMatch = None,
) -> Saved:
    """Make an earlier version the newest one; what is restored over stays a version too."""
    expected = (wanted.expected_version if wanted else None) or version_of(if_match)
    saved = await store.optimized.restore(optimized_id, _in_range(version), expected)
    _tag(response, saved["version"])
    return Saved.model_validate(
        {
            "optimized_resume": saved["row"],
            "version": saved["version"],
            "changed_sections": saved["sections"],
            "folded": False,
        }
    )


def _tag(response: Response, version: int) -> None:
    response.headers["etag"] = f'"{version}"'


def _in_range(version: int) -> int:
    if not 1 <= version < 2**31:
        raise VersionNotFound
    return version


app = create_app(router, function="optimized_resumes")
lambda_handler = on_lambda(app)
