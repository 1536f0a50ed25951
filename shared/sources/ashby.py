"""Ashby: the public board of one company, all postings in one answer, which may be 13 MB."""

from typing import Any, Final
from urllib.parse import quote

from shared.config import settings
from shared.models.posting import Remote
from shared.models.search import FoundPosting, Pay
from shared.sources.reading import employment, inside, items, line, link, moment, named, names, paragraphs, pay
from shared.sources.web import Web

NAME = "ashby"
_WORKPLACES: Final[dict[str, Remote]] = {"remote": "remote", "hybrid": "hybrid", "onsite": "onsite"}


async def fetch(web: Web, board: str) -> list[FoundPosting]:
    """Return a company's postings; raises :class:`shared.sources.fault.SourceFault`."""
    url = f"{settings().ashby_url}/posting-api/job-board/{quote(board, safe='')}"
    return read(await web.get(url, includeCompensation="true"), board)


def read(data: Any, board: str = "") -> list[FoundPosting]:
    """Read an answer, without the postings that are not listed."""
    return [
        FoundPosting(
            source=NAME,
            source_id=line(job.get("id")),
            title=line(job.get("title")),
            company=named(board),
            location="; ".join(_places(job)),
            text=paragraphs(job.get("descriptionHtml") or job.get("descriptionPlain")),
            link=link(job.get("jobUrl")),
            apply_link=link(job.get("applyUrl")),
            remote=_WORKPLACES.get(line(job.get("workplaceType")).lower().replace("-", ""))
            or ("remote" if job.get("isRemote") is True else None),
            employment_type=employment(job.get("employmentType")),
            posted_at=moment(job.get("publishedAt")),
            pay=_pay(inside(job, "compensation", "summaryComponents")),
            tags=tuple(dict.fromkeys(said for key in ("department", "team") if (said := line(job.get(key))))),
        )
        for job in items(data, "jobs")
        if job.get("isListed") is not False
    ]


def _places(job: dict[str, Any]) -> list[str]:
    return list(
        dict.fromkeys(filter(None, (line(job.get("location")), *names(job.get("secondaryLocations"), "location"))))
    )


def _pay(parts: Any) -> Pay | None:
    """Return the salary among the parts of a compensation; equity and bonuses are others."""
    for part in parts if isinstance(parts, list) else []:
        if inside(part, "compensationType") == "Salary":
            return pay(*(inside(part, key) for key in ("minValue", "maxValue", "currencyCode", "interval")))
    return None
