"""Jobs as a CSV table: any spreadsheet's or tracker's on the way in, one that opens safely on the way out."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from shared.models.tracked_job import GivenMoment, NewJob
from shared.tracking import moves
from shared.tracking.cells import amounts_of, armed, day_comes_first, defused, listed, moment_of, names_of
from shared.tracking.headers import field_of, status_of
from shared.tracking.intake import faults_of

COLUMNS = tuple(
    """
    job_title company_name location status match_percentage ranking_level matched_skills missing_skills job_url source
    source_linkedin_id application_date interview_date interview_stage rejection_date rejection_reason salary_min
    salary_max notes description created_at updated_at id history
    """.split()  # noqa: SIM905  a word list reads best as words
)
_DATES = ("application_date", "interview_date", "rejection_date", "created_at")
_LISTS = ("matched_skills", "missing_skills")
_SEPARATORS = (",", ";", "\t", "|")
csv.field_size_limit(1_000_000)


class Move(BaseModel):
    at: str
    status: str


class ImportedJob(NewJob):
    """A job of a table, which may know when it was saved and how it moved before."""

    created_at: GivenMoment = None
    imported_history: list[Move] = Field([], validation_alias="history")


@dataclass(frozen=True, slots=True)
class Line:
    """One record; ``number`` counts as spreadsheets do. ``job`` is None where there are ``faults``."""

    number: int
    job: ImportedJob | None
    faults: list[dict[str, str]] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    lines: list[Line]
    ignored: list[str]
    """Heads that name nothing we keep."""


def read_table(text: str) -> Table:
    """Read a table; raises ``ValueError`` when it has no head that names a title and a company, or is no table."""
    text = text.replace("\x00", "").removeprefix("\ufeff")
    separator = None
    if text[:4].lower() == "sep=" and text[4:5]:
        separator, text = text[4], text.partition("\n")[2]
    separator = separator or max(_SEPARATORS, key=lambda sign: _recognized(text, sign))
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ValueError(f"this is not a CSV table ({error})") from error
    head = next((record for record in records if any(cell.strip() for cell in record)), [])
    fields = [field_of(cell) for cell in head]
    if not {"job_title", "company_name"} <= set(fields):
        raise ValueError("job_title and company_name are required as column heads")
    start = records.index(head) + 1
    rows = [
        (number, record)
        for number, record in enumerate(records[start:], start + 1)
        if any(cell.strip() for cell in record)
    ]
    dated = [index for index, name in enumerate(fields) if name in _DATES]
    day_first = day_comes_first(
        (record[index] for _, record in rows for index in dated if index < len(record)), otherwise=separator == ";"
    )
    ignored = [cell.strip()[:100] for cell, name in zip(head, fields, strict=True) if name is None and cell.strip()]
    known = {"updated_at", "id", "last_viewed_at"}
    return Table(
        [_line(number, record, fields, day_first=day_first) for number, record in rows],
        [name for name in ignored if name not in known],
    )


def _recognized(text: str, separator: str) -> tuple[int, int]:
    try:
        head = next(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator), [])
    except csv.Error:
        head = []
    return len({field_of(cell) for cell in head} - {None}), len(head)


def _line(number: int, record: list[str], fields: list[str | None], *, day_first: bool) -> Line:
    cells: dict[str, str] = {}
    for name, cell in zip(fields, record, strict=False):
        value = armed(cell).strip()
        if name and value and name not in cells:
            cells[name] = value
    faults = []
    if any(cell.strip() for cell in record[len(fields) :]):
        faults.append({"pointer": "/", "detail": "there are more cells than column heads"})
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        try:
            values |= _value(name, cell, day_first=day_first)
        except ValueError as error:
            faults.append({"pointer": f"/{name}", "detail": str(error)})
    try:
        job = ImportedJob.model_validate({"job_title": "", "company_name": ""} | values)
    except ValidationError as error:
        faults += faults_of(error)
        job = None
    return Line(number, None if faults else job, faults, cells)


def _value(name: str, cell: str, *, day_first: bool) -> dict[str, Any]:
    if name in _DATES:
        return {name: moment_of(cell, day_first=day_first)}
    if name in _LISTS:
        return {name: names_of(cell)}
    if name in {"salary_min", "salary_max"}:
        return {name: amounts_of(cell)[0]}
    if name == "salary":
        amounts = amounts_of(cell)
        return {"salary_min": amounts[0], "salary_max": amounts[-1]} if amounts else {}
    if name == "status":
        return {name: status_of(cell) or cell.lower()}
    if name == "history":
        return {name: moves.read(cell)}
    return {name: cell}


def write_table(jobs: list[dict[str, Any]], *, head: bool = True) -> str:
    """Write jobs, each with its ``history``, as CSV. Every cell is quoted, and none is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    if head:
        writer.writerow(COLUMNS)
    for job in jobs:
        writer.writerow([_cell(name, job.get(name)) for name in COLUMNS])
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _LISTS:
        value = listed(value)
    elif name == "history":
        value = moves.written(value)
    return defused(str(value))
