"""/export/{format} — a résumé as a document: PDF, Word, HTML, text, Markdown or JSON Resume."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from pydantic import AliasChoices, BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from functions.export_resume.delivery import Link, noted_link, stored_link
from shared.errors import InvalidRequest, ProviderDown, ResumeNotFound, TooManyRequests, Unauthenticated, Unreadable
from shared.export.render import Format, Paper, Template, content_disposition, filename, fingerprint, render
from shared.http.app import create_app, on_lambda
from shared.http.auth import SignedIn
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.models.resume import Resume
from shared.store.exports import Exports
from shared.store.files import Files
from shared.store.optimized import OptimizedNotFound
from shared.store.stored import stored_resume

router = new_router()

_FAILURES = problems(
    InvalidRequest, Unauthenticated, ResumeNotFound, OptimizedNotFound, Unreadable, TooManyRequests, ProviderDown
)
_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document, or with `delivery=url` a signed link to it.",
        "content": {"application/pdf": {}, "text/html": {}, "text/plain": {}, "text/markdown": {}},
    },
    304: {"description": "The document is the one named in `If-None-Match`."},
}


class ExportRequest(BaseModel):
    """Which résumé, in which dress."""

    model_config = ConfigDict(extra="ignore")

    resume_id: UUID | None = Field(None, validation_alias=AliasChoices("resume_id", "resumeId"))
    optimized_id: UUID | None = Field(None, validation_alias=AliasChoices("optimized_id", "optimizedId"))
    template: Template = "classic"
    paper: Paper = "a4"
    language: str | None = Field(None, max_length=35)
    """BCP 47, for headings and dates; without it the résumé's own language."""
    delivery: Literal["file", "url"] = "file"
    disposition: Literal["attachment", "inline"] = "attachment"


class StoredExport(BaseModel):
    """A signed link to a stored document. ``cached``: it had been rendered before, from the very same content."""

    success: bool = True
    url: str
    expires_at: datetime
    cached: bool
    filename: str
    format: Format
    template: Template
    paper: Paper
    fingerprint: str


async def from_query(
    *,
    resume_id: Annotated[UUID | None, Query(description="`resumeId` works too.")] = None,
    optimized_id: Annotated[UUID | None, Query(description="`optimizedId` works too.")] = None,
    template: Template = "classic",
    paper: Paper = "a4",
    language: Annotated[str | None, Query(max_length=35)] = None,
    delivery: Literal["file", "url"] = "file",
    disposition: Literal["attachment", "inline"] = "attachment",
    camel_resume_id: Annotated[UUID | None, Query(alias="resumeId", include_in_schema=False)] = None,
    camel_optimized_id: Annotated[UUID | None, Query(alias="optimizedId", include_in_schema=False)] = None,
) -> ExportRequest:
    return ExportRequest(
        resume_id=resume_id or camel_resume_id,
        optimized_id=optimized_id or camel_optimized_id,
        template=template,
        paper=paper,
        language=language,
        delivery=delivery,
        disposition=disposition,
    )


@router.get("/export/{format}", response_model=StoredExport, responses=_DOCUMENT | _FAILURES)
async def export_resume(
    request: Request,
    format: Format,  # noqa: A002  the path's word for it
    wanted: Annotated[ExportRequest, Depends(from_query)],
    caller: SignedIn,
    store: Store,
) -> Any:
    """Render a résumé, or an optimized one, as a document; `delivery=url` answers with a link that holds for a day."""
    await store.limits.take("exports")
    exports = Exports(store.rest)
    row = await _read(exports, wanted)
    resume = _resume(row["data"])
    look, order = (wanted.template, wanted.paper, wanted.language), row.get("order", ())
    key = fingerprint(resume, format, *look, order=order)
    make = partial(render, resume, format, *look, order=order)
    if wanted.delivery == "file":
        headers = {"etag": f'"{key}"', "cache-control": "private, no-cache"}
        if f'"{key}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        document = await run_in_threadpool(make)
        headers["content-disposition"] = content_disposition(document.filename, wanted.disposition)
        return Response(document.content, media_type=document.media_type, headers=headers)

    now = datetime.now(UTC)
    name = filename(resume, format)
    noted = row.get("export_formats") or {}
    link = noted_link(noted.get(format), key, now)
    if link is None:
        link = await stored_link(Files(caller.token, caller.user_id), row["folder"], name, key, render=make, now=now)
        if wanted.optimized_id:
            await exports.note(wanted.optimized_id, noted | {format: _note(link, key, wanted)})
    return StoredExport(
        url=link.url,
        expires_at=link.expires_at,
        cached=not link.made,
        filename=name,
        format=format,
        template=wanted.template,
        paper=wanted.paper,
        fingerprint=key,
    )


@router.post("/export/{format}", response_model=StoredExport, responses=_DOCUMENT | _FAILURES)
async def export_resume_from_body(
    request: Request,
    format: Format,  # noqa: A002  the path's word for it
    wanted: ExportRequest,
    caller: SignedIn,
    store: Store,
) -> Any:
    """The same as GET, with what is wanted in a JSON body."""
    return await export_resume(request, format, wanted, caller, store)


async def _read(exports: Exports, wanted: ExportRequest) -> dict[str, Any]:
    match wanted.resume_id, wanted.optimized_id:
        case (_, UUID() as optimized_id):
            return await exports.optimized(optimized_id)
        case (UUID() as resume_id, None):
            return await exports.resume(resume_id)
    raise InvalidRequest("resume_id or optimized_id is required")


def _resume(data: Any) -> Resume:
    resume = stored_resume(data)
    if resume == Resume():
        raise Unreadable("There is nothing in this résumé to export.")
    return resume


def _note(link: Link, key: str, wanted: ExportRequest) -> dict[str, Any]:
    return {
        "fingerprint": key,
        "url": link.url,
        "expires_at": link.expires_at.isoformat(),
        "template": wanted.template,
        "paper": wanted.paper,
        "language": wanted.language,
    }


app = create_app(router, function="export_resume")
lambda_handler = on_lambda(app)
