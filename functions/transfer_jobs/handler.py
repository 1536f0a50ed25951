"""POST /jobs/batch and GET /jobs/export.csv — bring jobs in and take them out, with their history."""

from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import BaseModel

from functions.transfer_jobs.incoming import Verdict, read_incoming
from functions.transfer_jobs.outgoing import decode, export
from shared.errors import InvalidRequest, Unauthenticated, UnsupportedType
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.models.tracked_job import NewJob

router = new_router()


class ImportResult(BaseModel):
    success: bool = True
    results: list[Verdict]
    created_count: int
    duplicate_count: int
    invalid_count: int
    ignored_columns: list[str] = []
    """Heads of a table that name nothing that is kept."""


_IMPORT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["jobs"],
                    "properties": {
                        "jobs": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 100,
                            # Anything but a job is no refusal of the whole: its verdict is "invalid".
                            "items": {
                                "anyOf": [
                                    NewJob.model_json_schema(ref_template="#/components/schemas/{model}"),
                                    {"description": "Anything else, which is not stored: its verdict is `invalid`."},
                                ]
                            },
                        },
                        "source": {"type": "string"},
                    },
                }
            },
            "text/csv": {"schema": {"type": "string"}},
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
            },
        },
    }
}
_CSV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The table, UTF-8 with a mark."}
}


@router.post(
    "/jobs/batch", openapi_extra=_IMPORT_BODY, responses=problems(InvalidRequest, Unauthenticated, UnsupportedType)
)
async def import_jobs(request: Request, store: Store) -> ImportResult:
    """Import 1–100 jobs, or a CSV table of up to 1,000, with a verdict for each: created, duplicate or invalid.

    All valid ones are stored together or not at all. Any common tracker's or spreadsheet's column heads, separators,
    dates and encodings are understood.
    """
    incoming = await read_incoming(request)
    if incoming.rows:
        incoming.settle(await store.tracked.track_all(incoming.rows, restore=False))
    verdicts = [verdict.verdict for verdict in incoming.verdicts]
    return ImportResult(
        results=incoming.verdicts,
        created_count=verdicts.count("created"),
        duplicate_count=verdicts.count("duplicate"),
        invalid_count=verdicts.count("invalid"),
        ignored_columns=incoming.ignored_columns,
    )


@router.get("/jobs/export.csv", response_class=Response, responses=_CSV | problems(InvalidRequest, Unauthenticated))
async def export_jobs(
    request: Request, store: Store, cursor: Annotated[str | None, Query(max_length=400)] = None
) -> Response:
    """Take out everything that is tracked, oldest first, with its moves: a table that opens safely in a spreadsheet.

    Importing it again loses nothing. More than fits an answer (4 MB, or 12 MB before compression for callers that
    accept gzip) continues where the `Link` header with `rel="next"` says.
    """
    try:
        after = decode(cursor) if cursor else None
    except ValueError as error:
        raise InvalidRequest(f"{error}", errors=[{"pointer": "query:cursor", "detail": f"{error}"}]) from error
    made = await export(store.tracked, after, may_zip="gzip" in request.headers.get("accept-encoding", ""))
    headers = {
        "content-disposition": 'attachment; filename="jobs.csv"',
        "cache-control": "private, no-store",
        "vary": "accept-encoding",
    }
    if made.zipped:
        headers["content-encoding"] = "gzip"
    if made.cursor:
        headers["link"] = f'</jobs/export.csv?cursor={made.cursor}>; rel="next"'
    return Response(made.body, headers=headers, media_type="text/csv; charset=utf-8")


app = create_app(router, function="transfer_jobs")
lambda_handler = on_lambda(app)
