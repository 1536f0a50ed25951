"""Arbeitnow: jobs of many companies, mostly in Germany, a numbered page at a time; ``links.next`` tells of more."""

from typing import Any

from shared.config import settings
from shared.models.search import FoundPosting
from shared.sources.reading import employment, inside, items, line, lines, link, moment, paragraphs
from shared.sources.web import Web

NAME = "arbeitnow"


async def fetch(web: Web, page: str) -> tuple[list[FoundPosting], bool]:
    """Return a page's postings and whether another follows; raises :class:`shared.sources.fault.SourceFault`."""
    data = await web.get(f"{settings().arbeitnow_url}/api/job-board-api", page=page)
    return read(data), inside(data, "links", "next") is not None


def read(data: Any, board: str = "") -> list[FoundPosting]:  # noqa: ARG001  every source reads alike
    """Read an answer."""
    return [
        FoundPosting(
            source=NAME,
            source_id=line(job.get("slug")),
            title=line(job.get("title")),
            company=line(job.get("company_name")),
            location=line(job.get("location")),
            text=paragraphs(job.get("description")),
            link=link(job.get("url")),
            remote="remote" if job.get("remote") is True else None,
            employment_type=employment(job.get("job_types")),
            posted_at=moment(job.get("created_at")),
            tags=lines(job.get("tags")),
        )
        for job in items(data, "data")
    ]
