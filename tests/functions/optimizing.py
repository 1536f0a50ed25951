"""What the tests of optimizing share: an invented person in the database, a posting, and a reader of event streams."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.optimize.people import ENGINEER

POSTING = {
    "job_title": "Senior Python Engineer",
    "company_name": "Initech",
    "description": """Requirements
- Python
- Kubernetes
- Terraform

Nice to have
- PostgreSQL
- JavaScript
""",
}


def add_resume(db: Any, user: Any, resume: Any = ENGINEER) -> str:
    resume_id = str(uuid4())
    data = resume.model_dump(mode="json", exclude_none=True)
    db.sql("insert into public.resumes (id, user_id, parsed_data) values ($1, $2, $3)", resume_id, user.id, data)
    return resume_id


@dataclass(frozen=True)
class Event:
    id: int
    event: str
    data: dict[str, Any]


def events_of(lines: Iterable[str]) -> list[Event]:
    """Read a stream the way an ``EventSource`` does."""
    found, fields = [], {}
    for line in lines:
        if not line:
            if "data" in fields:
                found.append(Event(int(fields["id"]), fields["event"], json.loads(fields["data"])))
            fields = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
    return found


def stored(db: Any, run_id: str) -> list[Event]:
    rows = db.sql("select seq, event, data from public.optimization_run_events where run_id = $1 order by seq", run_id)
    return [Event(row["seq"], row["event"], row["data"]) for row in rows]


def without_gap(events: list[Event]) -> bool:
    return [event.id for event in events] == list(range(events[0].id, events[0].id + len(events)))
