"""GET /search-job/{job_id} — how far a search is and what it found; list and cancel one's own."""

import hashlib
import json
import re
from typing import Annotated, Any

from fastapi import Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict

from functions.read_search.reading import cache, read, retry_after_ms
from shared.errors import Conflict, SearchNotFound, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.auth import Caller, MaybeSignedIn
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.searches.cache import JOB_ID
from shared.store.searches import cancel_search, list_searches

router = new_router()

_ETAG = re.compile(r'W/"([0-9]{1,18})-([0-9a-z]+)"')
_PRIVATE = {"cache-control": "private, no-cache", "vary": "accept, authorization", "x-robots-tag": "noindex"}


class SearchSummary(BaseModel):
    """A search without its results."""

    model_config = ConfigDict(extra="ignore")

    job_id: str
    kind: str
    status: str
    progress: int
    rev: int
    """Grows with every change; send it back as `since_rev`."""
    categories: list[str]
    original_image_url: str | None
    meta: dict[str, Any]
    error_code: str | None
    created_at: str
    updated_at: str
    finished_at: str | None
    expires_at: str


class SearchView(SearchSummary):
    """A search as its reader may see it."""

    success: bool = True
    results: dict[str, Any] | None
    """`items`, best first, and `sources`: who gave how many, or why none."""
    view: str
    """`owner`, or `link` for everybody else who holds the id."""
    notified: bool | None = None
    """Whether the text message was sent; only its owner is told."""
    retry_after_ms: int | None
    """When to ask again; null when there is nothing more to come."""


class SearchList(BaseModel):
    success: bool = True
    searches: list[SearchSummary]
    page: int
    page_size: int


class Cancelled(BaseModel):
    success: bool = True
    job_id: str
    status: str
    error_code: str


@router.get("/search-job", operation_id="list_searches", responses=problems(Unauthenticated))
async def list_own(
    store: Store,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100, alias="pageSize")] = 20,
) -> SearchList:
    """List the caller's searches, newest first."""
    rows = await list_searches(store.rest, limit=page_size, offset=(page - 1) * page_size)
    return SearchList.model_validate({"searches": rows, "page": page, "page_size": page_size})


@router.get(
    "/search-job/{job_id}",
    response_model=SearchView,
    responses=problems(Unauthenticated, SearchNotFound) | {304: {"description": "Nothing changed since the ETag."}},
)
async def read_search(
    request: Request,
    job_id: str,
    caller: MaybeSignedIn,
    since_rev: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> Any:
    """Read status and progress, and the results once completed. A browser gets a page.

    Anyone with the link may read a completed search; while it runs, its owner, or whoever holds the link if it was
    started without an account. With `since_rev` or `If-None-Match` an unchanged search costs next to nothing.
    """
    if "text/html" in request.headers.get("accept", ""):
        return await _page(job_id, caller)
    seen = _seen(request, caller)
    row = await read(job_id, caller, since_rev if seen is None else seen)
    wait = retry_after_ms(row)
    headers = _PRIVATE | {"etag": f'W/"{row["rev"]}-{_viewer(caller)}"'}
    if wait:
        headers["retry-after"] = str(-(-wait // 1000))
    if row.get("unchanged") and seen is not None:
        return Response(status_code=304, headers=headers)
    shown = {"success": True, **row, "retry_after_ms": wait}
    shown.pop("stalled", None)
    # Not validated: the database made it, and results may hold a megabyte.
    return Response(json.dumps(shown, ensure_ascii=False), headers=headers, media_type="application/json")


@router.delete(
    "/search-job/{job_id}",
    operation_id="cancel_search",
    responses=problems(Unauthenticated, SearchNotFound, Conflict),
)
async def cancel(job_id: str, store: Store) -> Cancelled:
    """Cancel one of the caller's running searches. Its worker stops at once; nothing more is texted."""
    if not JOB_ID.fullmatch(job_id):
        raise SearchNotFound
    verdict = await cancel_search(store.rest, job_id)
    cache.evict(job_id)
    if verdict["code"] == "not_found":
        raise SearchNotFound
    if verdict["code"] == "done" and verdict["error_code"] != "cancelled":
        raise Conflict(f"This search has already {verdict['status']}.", current_status=verdict["status"])
    return Cancelled(job_id=job_id, status=verdict["status"], error_code="cancelled")


async def _page(job_id: str, caller: Caller | None) -> HTMLResponse:
    from shared.searches import page  # noqa: PLC0415  programs poll far more often than people look

    try:
        row = await read(job_id, caller, None)
    except SearchNotFound:
        return HTMLResponse(page.page(None), 404, page.headers())
    return HTMLResponse(page.page(row), headers=page.headers())


def _seen(request: Request, caller: Caller | None) -> int | None:
    """Return the revision that this very viewer has, by the ETag sent back: another's would show another view."""
    for rev, viewer in _ETAG.findall(request.headers.get("if-none-match", "")):
        if viewer == _viewer(caller):
            return int(rev)
    return None


def _viewer(caller: Caller | None) -> str:
    return hashlib.sha256(caller.user_id.encode()).hexdigest()[:12] if caller else "anyone"


app = create_app(router, function="read_search")
lambda_handler = on_lambda(app)
