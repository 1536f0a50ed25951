"""Greenhouse: the public board of one company, all postings in one answer. The text is HTML, escaped once more."""

from typing import Any
from urllib.parse import quote

from shared.config import settings
from shared.models.search import FoundPosting
from shared.sources.reading import inside, items, line, link, moment, named, names, paragraphs
from shared.sources.web import Web

NAME = "greenhouse"


async def fetch(web: Web, board: str) -> list[FoundPosting]:
    """Return a company's postings; raises :class:`shared.sources.fault.SourceFault`."""
    url = f"{settings().greenhouse_url}/v1/boards/{quote(board, safe='')}/jobs"
    return read(await web.get(url, content="true"), board)


def read(data: Any, board: str = "") -> list[FoundPosting]:
    """Read an answer. A posting without an ``internal_job_id`` is an invitation to apply for anything, no job."""
    return [
        FoundPosting(
            source=NAME,
            source_id=line(job.get("id")),
            title=line(job.get("title")),
            company=line(job.get("company_name")) or named(board),
            location=line(inside(job, "location", "name")),
            text=paragraphs(job.get("content")),
            link=link(job.get("absolute_url")),
            posted_at=moment(job.get("first_published")) or moment(job.get("updated_at")),
            tags=names(job.get("departments"), "name"),
        )
        for job in items(data, "jobs")
        if "internal_job_id" not in job or job["internal_job_id"] is not None
    ]
