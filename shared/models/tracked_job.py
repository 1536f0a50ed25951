"""A tracked job as it is sent, changed and answered.

Input takes snake_case and the camelCase of existing clients; a null counts as not said where the column has a default.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    model_validator,
)

from shared.models.status import Status

Ranking = Literal["high", "medium", "low"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _moment(value: Any) -> Any:
    """Read a day as its midnight and a time without zone as UTC; an empty text is no time."""
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        if _DATE.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        value = datetime.fromisoformat(text)
    if isinstance(value, datetime):
        if not 1970 <= value.year <= 2200:
            raise ValueError("the year must be between 1970 and 2200")
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if value is None:
        return None
    raise ValueError("a date or time in ISO 8601 is expected")


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _title(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _text(value: Any) -> Any:
    return "" if value is None else _stripped(value)


def _optional(value: Any) -> Any:
    value = _stripped(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return None if value == "" else value


def _lowered(value: Any) -> Any:
    value = _optional(value)
    return value.lower() if isinstance(value, str) else value


def _number(value: Any) -> Any:
    """A number as it was given or written; yes and no are none, though they count as 1 and 0."""
    if isinstance(value, bool):
        raise ValueError("a number is expected")  # noqa: TRY004  what pydantic reports
    return (value.strip() or None) if isinstance(value, str) else value


def _percentage(value: Any) -> Any:
    """Round to whole points; ``"87%"`` is 87."""
    value = _number(value)
    if isinstance(value, str):
        value = float(value.removesuffix("%").strip())
    return int(value + 0.5) if isinstance(value, float) and abs(value) <= 1000 else value


def _salary(value: Any) -> Any:
    value = _number(value)
    return value.replace(",", "").replace(" ", "") if isinstance(value, str) else value


def web_address(text: str) -> str | None:
    """Return ``text`` as an http(s) address, ``https://`` added where it was left out; None for anything else."""
    url = text.strip()
    if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", url, re.IGNORECASE) is None and re.match(r"[^\s/@:]+\.[^\s/@:]+", url):
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return None
    return url if known and not re.search(r"\s", url) else None


def _url(value: Any) -> Any:
    value = _optional(value)
    if isinstance(value, str):
        value = web_address(value)
        if value is None:
            raise ValueError("an http or https address is expected")
    return value


def _names(value: Any) -> Any:
    return [] if value is None else value


Moment = Annotated[AwareDatetime, PlainSerializer(_in_utc, when_used="json")]
"""An answered time: ISO 8601, UTC."""

GivenMoment = Annotated[AwareDatetime | None, BeforeValidator(_moment)]
_Salary = Annotated[
    Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 10, decimal_places=2)] | None,
    BeforeValidator(_salary),
    PlainSerializer(lambda value: value if value is None else float(value), return_type=float | None),
]
_Title = Annotated[str, BeforeValidator(_title), Field(min_length=1, max_length=500)]
_Skills = Annotated[list[Annotated[str, Field(max_length=200)]], BeforeValidator(_names), Field(max_length=500)]


def named(*names: str) -> AliasChoices:
    """Accept a field under these names and their camelCase."""
    camel = [re.sub(r"_(.)", lambda letter: letter[1].upper(), name) for name in names]
    return AliasChoices(*dict.fromkeys([*names, *camel]))


_NEVER_EMPTY = {
    *("status", "job_title", "jobTitle", "title", "position", "company_name", "companyName", "company"),
    *("expected_version", "expectedVersion"),
}


class _Facts(BaseModel):
    """What may be known of an application."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    location: Annotated[str, BeforeValidator(_text), Field(max_length=500)] = ""
    description: Annotated[str, BeforeValidator(_text), Field(max_length=100_000)] = Field(
        "", validation_alias=named("description", "job_description")
    )
    job_url: Annotated[Annotated[str, Field(max_length=2048)] | None, BeforeValidator(_url)] = Field(
        None, validation_alias=named("job_url", "url", "link")
    )
    source_linkedin_id: Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_optional)] = Field(
        None, validation_alias=named("source_linkedin_id", "linkedin_id")
    )
    status: Annotated[Status, BeforeValidator(_lowered)] = "new"
    notes: Annotated[str, BeforeValidator(_text), Field(max_length=20_000)] = ""
    application_date: GivenMoment = Field(None, validation_alias=named("application_date", "applied_at"))
    interview_date: GivenMoment = Field(None, validation_alias=named("interview_date"))
    interview_stage: Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_optional)] = Field(
        None, validation_alias=named("interview_stage")
    )
    rejection_date: GivenMoment = Field(None, validation_alias=named("rejection_date"))
    rejection_reason: Annotated[Annotated[str, Field(max_length=2000)] | None, BeforeValidator(_optional)] = Field(
        None, validation_alias=named("rejection_reason")
    )
    salary_min: _Salary = Field(None, validation_alias=named("salary_min"))
    salary_max: _Salary = Field(None, validation_alias=named("salary_max"))
    match_percentage: Annotated[
        Annotated[int, Field(ge=0, le=100)] | None, BeforeValidator(_percentage)
    ] = Field(None, validation_alias=named("match_percentage", "match_score"))  # fmt: skip
    ranking_level: Annotated[Ranking | None, BeforeValidator(_lowered)] = Field(
        None, validation_alias=named("ranking_level", "ranking")
    )
    matched_skills: _Skills = Field([], validation_alias=named("matched_skills"))
    missing_skills: _Skills = Field([], validation_alias=named("missing_skills"))

    @model_validator(mode="after")
    def _salary_ordered(self) -> Self:
        if self.salary_min is not None and self.salary_max is not None and self.salary_min > self.salary_max:
            raise ValueError("salary_min is more than salary_max")
        return self


class NewJob(_Facts):
    """A job to be tracked."""

    job_title: _Title = Field(validation_alias=named("job_title", "title", "position"))
    company_name: _Title = Field(validation_alias=named("company_name", "company"))
    source: Annotated[Annotated[str, Field(max_length=100)] | None, BeforeValidator(_optional)] = None
    status: Annotated[Status, BeforeValidator(lambda value: _lowered(value) or "new")] = "new"


class JobChanges(_Facts):
    """What is to change; a field that is not named stays as it is. A score may be repeated, not changed."""

    job_title: _Title = Field("", validation_alias=named("job_title", "title", "position"))
    company_name: _Title = Field("", validation_alias=named("company_name", "company"))
    expected_version: StrictInt | None = Field(None, ge=1, le=2**31 - 1, validation_alias=named("expected_version"))

    @model_validator(mode="before")
    @classmethod
    def _null_says_nothing(cls, raw: Any) -> Any:
        if isinstance(raw, dict):
            return {name: value for name, value in raw.items() if value is not None or name not in _NEVER_EMPTY}
        return raw


class TrackedJob(BaseModel):
    """A tracked job. `description` is left out of lists unless `include=description` asks for it."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    job_title: str
    company_name: str
    location: str
    description: str | None = None
    job_url: str | None
    canonical_url: str | None
    source_linkedin_id: str | None
    source: str
    match_percentage: int | None
    ranking_level: Ranking | None
    matched_skills: list[str]
    missing_skills: list[str]
    status: Status
    notes: str
    application_date: Moment | None
    interview_date: Moment | None
    interview_stage: str | None
    rejection_date: Moment | None
    rejection_reason: str | None
    salary_min: float | None
    salary_max: float | None
    created_at: Moment
    updated_at: Moment
    last_viewed_at: Moment | None
    deleted_at: Moment | None
    version: int


class HistoryEntry(BaseModel):
    """One change: who (`actor`, null is the service), what, before and after."""

    id: int
    job_id: UUID
    actor: UUID | None
    action: Literal["created", "updated", "status_changed", "deleted", "restored", "purged"]
    previous: dict[str, Any]
    new: dict[str, Any]
    created_at: Moment
