"""Remotive: remote jobs of many companies. Its terms: name it, link to it, ask seldom.

One answer holds every posting, so it is kept by this process for hours and searched here.
"""

import time
from typing import Any

from shared.config import settings
from shared.models.search import FoundPosting
from shared.sources.reading import employment, items, line, lines, link, moment, paragraphs
from shared.sources.web import Web

NAME = "remotive"
KEPT_SECONDS = 6 * 3600.0
_kept: dict[str, tuple[float, list[FoundPosting]]] = {}


async def fetch(web: Web, board: str = "") -> list[FoundPosting]:  # noqa: ARG001  every feed is asked alike
    """Return every posting; raises :class:`shared.sources.fault.SourceFault`."""
    url = f"{settings().remotive_url}/api/remote-jobs"
    at, found = _kept.get(url, (0.0, []))
    if not found or not 0 <= time.time() - at < KEPT_SECONDS:
        found = read(await web.get(url))
        _kept[url] = (time.time(), found)
    return found


def read(data: Any, board: str = "") -> list[FoundPosting]:  # noqa: ARG001  every source reads alike
    """Read an answer. The pay is free text and is left to the reader of postings."""
    return [
        FoundPosting(
            source=NAME,
            source_id=line(job.get("id")),
            title=line(job.get("title")),
            company=line(job.get("company_name")),
            location=line(job.get("candidate_required_location")),
            text=paragraphs(job.get("description"), _pay(job.get("salary"))),
            link=link(job.get("url")),
            remote="remote",
            employment_type=employment(job.get("job_type")),
            posted_at=moment(job.get("publication_date")),
            tags=lines(job.get("tags")) or tuple(filter(None, [line(job.get("category"))])),
        )
        for job in items(data, "jobs")
    ]


def _pay(value: Any) -> str:
    said = line(value)
    return f"Salary: {said}" if said else ""
