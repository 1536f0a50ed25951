"""What a search will ask, decided when it is started: the names of its first steps.

They are stored with the search, so that a worker with other settings neither adds nor loses a step.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from shared.config import Settings

BOARDS = ("greenhouse", "lever", "ashby")
"""Sources that are asked for one company's board."""
FEEDS = ("remotive", "arbeitnow")
"""Sources that hold many companies' postings."""
MOST_BOARDS = 40
ANY_CATEGORY = "any"
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_HOSTS = {
    "greenhouse": re.compile(r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io"),
    "lever": re.compile(r"jobs(?:\.eu)?\.lever\.co"),
    "ashby": re.compile(r"jobs\.ashbyhq\.com"),
}


def job_steps(companies: Sequence[str], settings: Settings) -> list[str]:
    """Name the steps of a job search: ``greenhouse:acme`` … then ``remotive:``, ``arbeitnow:1``.

    A company may be named with its board (``lever:acme``, or the board's address) or without (``Acme``): then every
    board is asked for it. Feeds are searched whenever no company is named.
    """
    asked = [name for name in BOARDS + FEEDS if name in {part.strip() for part in settings.job_sources.split(",")}]
    boards = [name for name in asked if name in BOARDS]
    named = companies or [part for part in settings.job_companies.split(",") if part.strip()]
    steps = [step for company in named for step in _boards_of(company.strip(), boards)]
    if not companies:
        steps += [f"{name}:{'1' if name == 'arbeitnow' else ''}" for name in asked if name in FEEDS]
    return list(dict.fromkeys(steps))[:MOST_BOARDS]


def picture_steps(categories: Iterable[str], settings: Settings) -> list[str]:
    """Name the steps of an image search: the picture itself, then who is asked for which category.

    Lens through Serper knows no categories and bills every call, so it is asked once for all of them.
    """
    wanted = list(categories) or [ANY_CATEGORY]
    if settings.serper_api_key:
        return ["picture", f"serper:{ANY_CATEGORY}"]
    provider = "serpapi" if settings.serpapi_api_key else "catalogue"
    return ["picture", *(f"{provider}:{category}" for category in wanted)]


def _boards_of(company: str, boards: Sequence[str]) -> list[str]:
    if "://" in company:
        return _board_at(company, boards)
    source, _, token = company.partition(":")
    if token:
        return [f"{source}:{token.strip()}"] if source in boards and _TOKEN.fullmatch(token.strip()) else []
    slug = re.sub(r"[^a-z0-9._-]", "", company.lower())
    return [f"{name}:{slug}" for name in boards] if _TOKEN.fullmatch(slug) else []


def _board_at(address: str, boards: Sequence[str]) -> list[str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return []
    token = parts.path.strip("/").split("/")[0]
    found = [name for name in boards if _HOSTS[name].fullmatch(parts.hostname or "")]
    return [f"{name}:{token}" for name in found if _TOKEN.fullmatch(token)]
