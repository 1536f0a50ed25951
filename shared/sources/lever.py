"""Lever: the public board of one company, a page of a hundred at a time; the answer is a bare array."""

from typing import Any, Final
from urllib.parse import quote

from shared.config import settings
from shared.models.posting import Remote
from shared.models.search import FoundPosting
from shared.sources.reading import employment, inside, items, line, link, moment, named, paragraphs, pay
from shared.sources.web import Web

NAME = "lever"
PAGE = 100
MOST_PAGES = 10
_WORKPLACES: Final[dict[str, Remote]] = {
    "remote": "remote",
    "hybrid": "hybrid",
    "on-site": "onsite",
    "onsite": "onsite",
}


async def fetch(web: Web, board: str) -> list[FoundPosting]:
    """Return a company's postings; raises :class:`shared.sources.fault.SourceFault`."""
    url = f"{settings().lever_url}/v0/postings/{quote(board, safe='')}"
    found: list[FoundPosting] = []
    for page in range(MOST_PAGES):
        data = await web.get(url, mode="json", skip=page * PAGE, limit=PAGE)
        found += read(data, board)
        if not isinstance(data, list) or len(data) < PAGE:
            break
    return found


def read(data: Any, board: str = "") -> list[FoundPosting]:
    """Read an answer. The whole text is the description, the lists, and what comes after them."""
    return [
        FoundPosting(
            source=NAME,
            source_id=line(job.get("id")),
            title=line(job.get("text")),
            company=named(board),
            location=line(inside(job, "categories", "location")),
            text=paragraphs(
                job.get("description") or job.get("descriptionPlain"),
                *_lists(job.get("lists")),
                job.get("additional") or job.get("additionalPlain"),
            ),
            link=link(job.get("hostedUrl")),
            apply_link=link(job.get("applyUrl")),
            remote=_WORKPLACES.get(line(job.get("workplaceType")).lower()),
            employment_type=employment(inside(job, "categories", "commitment")),
            posted_at=moment(job.get("createdAt")),
            pay=pay(*(inside(job, "salaryRange", key) for key in ("min", "max", "currency", "interval"))),
            tags=tuple(
                said for key in ("department", "team", "level") if (said := line(inside(job, "categories", key)))
            ),
        )
        for job in items({"": data}, "")
    ]


def _lists(value: Any) -> list[str]:
    """Each list under its heading."""
    return [
        f"<h3>{line(part.get('text'))}</h3><ul>{part.get('content') or ''}</ul>"
        for part in value if isinstance(part, dict)
    ] if isinstance(value, list) else []  # fmt: skip
