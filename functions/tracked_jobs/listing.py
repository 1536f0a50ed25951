"""What a list of tracked jobs may be asked for: filters, search, sort, page or cursor."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from shared.http.json_body import clean
from shared.models.status import Status
from shared.models.tracked_job import Ranking, TrackedJob
from shared.tracking.cursor import Cursor, decode, encode, fingerprint

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _moment(value: str) -> str:
    moment = datetime.fromisoformat(value)
    if not 1900 <= moment.year <= 2200:
        raise ValueError("the year must be between 1900 and 2200")
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat()


def _end(value: str) -> str:
    """Read a day as the end of that day: ``createdTo=2026-11-30`` includes the 30th."""
    moment = _moment(value)
    return (datetime.fromisoformat(moment) + timedelta(days=1)).isoformat() if _DAY.fullmatch(value) else moment


From = Annotated[str | None, BeforeValidator(_moment)]
To = Annotated[str | None, BeforeValidator(_end)]


_KINDS: dict[str, Literal["text", "time", "number"]] = {
    "created_at": "time",
    "updated_at": "time",
    "job_title": "text",
    "company_name": "text",
    "match_percentage": "number",
}


class JobQuery(BaseModel):
    """The query of `GET /jobs`. Every name works in camelCase and in snake_case; repeat `status` for several."""

    model_config = ConfigDict(extra="ignore")

    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(20, ge=10, le=100)
    status: list[Status] = []
    ranking_level: list[Ranking] = []
    source: list[Annotated[str, Field(max_length=100)]] = []
    company: str | None = Field(None, max_length=500)
    min_match: int | None = Field(None, ge=0, le=100)
    max_match: int | None = Field(None, ge=0, le=100)
    search: str | None = Field(None, max_length=500)
    created_from: From = None
    created_to: To = None
    updated_from: From = None
    updated_to: To = None
    applied_from: From = None
    applied_to: To = None
    interview_from: From = None
    interview_to: To = None
    deleted: bool = False
    sort_by: Literal["created_at", "match_percentage", "job_title", "company_name", "updated_at"] = "created_at"
    order: Literal["asc", "desc"] = "desc"
    cursor: str | None = Field(None, max_length=4000)
    include: list[Literal["description"]] = []

    def filters(self) -> dict[str, Any]:
        """What the list is of, without where in it."""
        kept = self.model_dump(
            exclude={"page", "page_size", "cursor", "include", "sort_by", "order"}, exclude_none=True
        )
        named = {name: value for name, value in kept.items() if value not in ([], False, "")}
        return named | {"sort": self.sort_by, "descending": self.order == "desc"}

    def after(self) -> Cursor | None:
        """Return where to go on; raises ``RequestValidationError`` for a cursor of another list."""
        if not self.cursor:
            return None
        try:
            return decode(self.cursor, fingerprint(self.filters()), _KINDS[self.sort_by])
        except ValueError as error:
            raise _fault(("query", "cursor"), str(error)) from error

    def wanted(self, after: Cursor | None) -> dict[str, Any]:
        """Return the question to the database: one row more than the page tells whether there is another page."""
        place: dict[str, Any] = {"offset": (self.page - 1) * self.page_size}
        if after:
            place = {
                "after": {"value": after.value, "id": after.id, "total": after.total},
                "corrected": after.corrected,
            }
        return self.filters() | {"limit": self.page_size + 1, "whole": "description" in self.include} | place

    def answer(self, found: dict[str, Any], after: Cursor | None) -> dict[str, Any]:
        """Return the page as callers see it. By cursor, ``total`` is the one of the walk's first page."""
        rows = found["jobs"][: self.page_size]
        page, total = (after.page, after.total) if after else (self.page, found["total"])
        following = None
        if len(found["jobs"]) > self.page_size:
            last = rows[-1][self.sort_by]
            here = Cursor(-1 if last is None else last, rows[-1]["id"], page + 1, total, found["corrected"])
            following = encode(here, fingerprint(self.filters()))
        return {
            "jobs": rows,
            "page": page,
            "page_size": self.page_size,
            "total": total,
            "total_pages": -(-total // self.page_size),
            "next_cursor": following,
            "corrected": found["corrected"],
        }


class JobList(BaseModel):
    success: bool = True
    jobs: list[TrackedJob]
    page: int
    page_size: int
    total: int
    total_pages: int
    next_cursor: str | None
    """Pass it as `cursor`, with the same filters and order, for the page after this one; null on the last."""
    corrected: bool
    """Nothing has the words as they were typed; these have their nearest neighbours."""


_LISTS = {name for name, field in JobQuery.model_fields.items() if isinstance(field.default, list)}
QUERY_PARAMETERS = [
    {
        "name": re.sub(r"_(.)", lambda letter: letter[1].upper(), name),
        "in": "query",
        "required": False,
        "schema": schema,
    }
    for name, schema in JobQuery.model_json_schema()["properties"].items()
]


async def job_query(request: Request) -> JobQuery:
    """Dependency: the query, whichever way its names are spelled. An empty value says nothing."""
    given: dict[str, Any] = {}
    for spelled, raw in request.query_params.multi_items():
        name = re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", spelled).removesuffix("[]")
        value = clean(raw).strip()
        if not value:
            continue
        if name in _LISTS:
            given.setdefault(name, []).extend(part for part in _parts(name, value) if part)
        else:
            given[name] = value.lower() if name in {"order", "deleted"} else value
    try:
        return JobQuery.model_validate(given)
    except ValidationError as error:
        faults = [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors()]
        raise RequestValidationError(faults) from error


def _parts(name: str, value: str) -> list[str]:
    return [value] if name == "source" else [part.strip().lower() for part in value.split(",")]


def _fault(location: tuple[str, ...], words: str) -> RequestValidationError:
    return RequestValidationError([{"type": "value_error", "loc": location, "msg": words}])
