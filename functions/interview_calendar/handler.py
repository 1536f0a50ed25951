"""/jobs/calendar and GET /calendar/{token}.ics — interviews in any calendar program, behind a secret address."""

import hashlib
import re
import secrets
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Header, Response
from pydantic import BaseModel

from shared.config import settings
from shared.errors import NotFound, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.models.tracked_job import Moment
from shared.store.client import rest
from shared.store.tracked import find_interviews
from shared.tracking.ics import calendar_of

router = new_router()


class CalendarNotFound(NotFound):
    """There is no such calendar."""

    status = 404
    code = "calendar-not-found"


class OpenedCalendar(BaseModel):
    success: bool = True
    url: str
    """Subscribe to it in a calendar program. Whoever has it sees the interviews; it is shown this once."""
    created_at: Moment


class KnownCalendar(BaseModel):
    success: bool = True
    active: bool
    created_at: Moment | None


class ClosedCalendar(BaseModel):
    success: bool = True


@router.post("/jobs/calendar", status_code=201, responses=problems(Unauthenticated))
async def open_calendar(store: Store) -> OpenedCalendar:
    """Make the secret address of the interview calendar. An address made before stops working."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    await store.calendars.open(_hash(token), now)
    return OpenedCalendar(url=f"{settings().public_url.rstrip('/')}/calendar/{token}.ics", created_at=now)


@router.get("/jobs/calendar", responses=problems(Unauthenticated))
async def find_calendar(store: Store) -> KnownCalendar:
    """Tell whether there is a calendar address. The address itself is kept nowhere."""
    known = await store.calendars.find()
    return KnownCalendar.model_validate({"active": known is not None, "created_at": known and known["created_at"]})


@router.delete("/jobs/calendar", responses=problems(Unauthenticated, CalendarNotFound))
async def close_calendar(store: Store) -> ClosedCalendar:
    """Revoke the calendar's address."""
    if not await store.calendars.close():
        raise CalendarNotFound
    return ClosedCalendar()


@router.get(
    "/calendar/{token}.ics",
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "The interviews."},
        304: {"description": "Nothing has changed."},
        **problems(CalendarNotFound),
    },
)
async def read_calendar(token: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Read the interviews of the last year and ahead, for a calendar program: the address is the permission."""
    interviews = await find_interviews(rest(None), _hash(token))
    if interviews is None:
        raise CalendarNotFound
    body = calendar_of(interviews).encode()
    headers = {"etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "cache-control": "private, max-age=300"}
    known = re.findall(r'"[^"]*"', if_none_match or "")
    if headers["etag"] in known:
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = 'inline; filename="interviews.ics"'
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


app = create_app(router, function="interview_calendar")
lambda_handler = on_lambda(app)
