"""A list of jobs off the wire, as JSON or as a table, one verdict each."""

import uuid
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from shared.errors import InvalidRequest, UnsupportedType
from shared.http.form import form_of
from shared.http.json_body import clean, parse
from shared.http.problems import Fault
from shared.models.tracked_job import NewJob
from shared.tracking.decoding import decode_text
from shared.tracking.intake import faults_of, row_of
from shared.tracking.table import read_table

LARGEST_LIST = 100
LARGEST_TABLE = 1000
_TABLES = {"text/csv", "text/tab-separated-values", "application/csv", "application/vnd.ms-excel"}


class Verdict(BaseModel):
    """What became of one job of an import."""

    index: int
    """Its place in the list, from 0."""
    row: int | None = None
    """Its row in the table, as spreadsheets count."""
    verdict: Literal["created", "duplicate", "invalid"]
    id: UUID | None = None
    job_title: str | None
    company_name: str | None
    restored: bool = False
    """It had been deleted and is back, as it was."""
    deleted: bool = False
    """A duplicate of a job that was thrown away: a scanner does not bring those back."""
    reasons: list[Fault] = []


@dataclass(slots=True)
class Incoming:
    """``rows`` are to be stored, each for the verdict at the same place in ``waiting``."""

    verdicts: list[Verdict] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)

    def add(self, job: NewJob, source: str, row: int | None = None) -> None:
        index = len(self.verdicts)
        # The id is made here, so that a request sent again is known again.
        self.rows.append({**row_of(job, source), "id": str(uuid.uuid4())})
        self.waiting.append(index)
        self.verdicts.append(
            Verdict(index=index, row=row, verdict="created", job_title=job.job_title, company_name=job.company_name)
        )

    def refuse(self, reasons: list[dict[str, str]], said: dict[str, Any], row: int | None = None) -> None:
        title, company = (
            str(said[name])[:500] if isinstance(said.get(name), str | int) else None
            for name in ("job_title", "company_name")
        )
        self.verdicts.append(
            Verdict(
                index=len(self.verdicts),
                row=row,
                verdict="invalid",
                job_title=title,
                company_name=company,
                reasons=[Fault(**reason) for reason in reasons],
            )
        )

    def settle(self, stored: list[dict[str, Any]]) -> None:
        """Write what the database said into the verdicts."""
        for index, row in zip(self.waiting, stored, strict=True):
            verdict = self.verdicts[index]
            verdict.id = UUID(row["id"])
            verdict.restored = row["code"] == "restored"
            verdict.deleted = row["code"] == "deleted"
            verdict.verdict = "created" if row["code"] in {"created", "restored"} else "duplicate"


async def read_incoming(request: Request) -> Incoming:
    """Take jobs off the wire: JSON ``{jobs}``, a table as the body, or a table as multipart ``file``."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == "multipart/form-data":
        async with form_of(request, max_fields=8) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise InvalidRequest("file is required", errors=[{"pointer": "#/file", "detail": "file is required"}])
            source = form.get("source")
            return _from_table(await file.read(), None, clean(source) if isinstance(source, str) else "")
    if kind in _TABLES:
        charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(' "') or None
        return _from_table(await request.body(), charset, request.query_params.get("source", ""))
    if kind in {"", "application/json"} or kind.endswith("+json"):
        return _from_json(await request.body())
    raise UnsupportedType("Send application/json with `jobs`, or text/csv.")


def _from_json(body: bytes) -> Incoming:
    try:
        sent = parse(body)
    except ValueError as error:
        raise InvalidRequest("The body is not valid JSON.") from error
    jobs = sent.get("jobs") if isinstance(sent, dict) else None
    if not isinstance(jobs, list) or not jobs:
        raise InvalidRequest("jobs array is required")
    if len(jobs) > LARGEST_LIST:
        raise InvalidRequest(f"Batch size cannot exceed {LARGEST_LIST} jobs")
    source = _source(sent.get("source"))
    incoming = Incoming()
    for job in jobs:
        try:
            incoming.add(NewJob.model_validate(job), source)
        except ValidationError as error:
            incoming.refuse(faults_of(error), job if isinstance(job, dict) else {})
    return incoming


def _from_table(data: bytes, charset: str | None, source: str) -> Incoming:
    try:
        table = read_table(clean(decode_text(data, charset)))
    except ValueError as error:
        raise InvalidRequest(f"{error}") from error
    if not table.lines:
        raise InvalidRequest("jobs array is required: the table has no rows")
    if len(table.lines) > LARGEST_TABLE:
        raise InvalidRequest(f"Batch size cannot exceed {LARGEST_TABLE} jobs")
    incoming = Incoming(ignored_columns=table.ignored)
    for line in table.lines:
        if line.job is None:
            incoming.refuse(line.faults, line.cells, line.number)
        else:
            incoming.add(line.job, _source(source), line.number)
    return incoming


def _source(named: Any) -> str:
    return named.strip()[:100] if isinstance(named, str) and named.strip() else "import"
