"""The one place that writes an error body: RFC 9457 with ``success`` and ``error`` as extension members."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from shared.errors import AppError
from shared.trace import request_id

MEDIA_TYPE = "application/problem+json"
PROBLEM_TYPES = "x-problem-types"
"""What a declared answer carries until the contract is written: each code with its default message."""
_LONGEST_INPUT_IN_A_MESSAGE = 200


class Fault(BaseModel):
    """One thing wrong with the request; ``pointer`` is a JSON Pointer into the body, or names the parameter."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    success: bool = False
    error: str
    request_id: str | None = None
    errors: list[Fault] | None = None


def problems(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """Declare for OpenAPI which problems an endpoint can answer with; ``shared.http.contract`` spells them out."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        answer = by_status.setdefault(error.status, {"description": "", PROBLEM_TYPES: {}})
        answer[PROBLEM_TYPES][error.code] = (error.__doc__ or "").strip()
    return by_status


def problem(
    request: Request, *, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **extra: Any
) -> Response:
    """Render one problem document."""
    body = {
        "type": f"/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.scope["path"],
        "success": False,
        "error": detail,
        "request_id": request_id.get(),
        **extra,
    }
    # ensure_ascii: what a caller sent may hold a lone surrogate, and the answer must still be UTF-8.
    return Response(json.dumps(body), status, headers=headers, media_type=MEDIA_TYPE)


async def _app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)  # noqa: S101  registered for this class alone
    headers = {}
    if error.retry_after is not None:
        headers["retry-after"] = str(error.retry_after)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    extra = dict(error.extra)
    if error.errors:
        extra["errors"] = error.errors
    return problem(request, status=error.status, code=error.code, detail=error.detail, headers=headers, **extra)


def _pointer(location: Sequence[int | str]) -> str:
    where, *path = [str(part) for part in location]
    if where == "body":
        return "#" + "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in path)
    return f"{where}:{'.'.join(path)}"


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this class alone
    found = error.errors()
    for fault in found:
        if fault["type"] == "json_invalid":
            return problem(request, status=400, code="malformed-json", detail="The body is not valid JSON.")
        if fault["type"] == "bad_request":
            return problem(request, status=400, code="invalid-request", detail=fault["msg"])
    faults = [
        {"pointer": _pointer(fault["loc"]), "detail": fault["msg"][:_LONGEST_INPUT_IN_A_MESSAGE]} for fault in found
    ]
    first = faults[0]
    return problem(
        request,
        status=422,
        code="invalid-fields",
        detail=f"{first['pointer'].removeprefix('#/') or 'body'}: {first['detail']}",
        errors=faults,
    )


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this class alone
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    return problem(
        request, status=error.status_code, code=code, detail=f"{error.detail}", headers=dict(error.headers or {})
    )


def crash(request: Request) -> Response:
    """Render an unexpected exception: nothing of it but the request id to report it by."""
    return problem(
        request,
        status=500,
        code="internal-error",
        detail="Something went wrong on our side. Quote the request id when you report it.",
    )


def render_problems(app: FastAPI) -> None:
    """Make every failure of ``app`` a problem document."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
