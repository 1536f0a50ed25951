"""From found postings to the items of a job search: filtered, scored, told in few words, without duplicates."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from shared.models.candidate import Candidate
from shared.models.match import Component, Match
from shared.models.posting import Posting, PostingFacts
from shared.models.search import FoundPosting
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score

LONGEST_QUOTE = 160
LONGEST_EXCERPT = 240
Item = dict[str, Any]


def asked_for(postings: Iterable[FoundPosting], query: str) -> list[FoundPosting]:
    """Keep the postings that hold every word of ``query``, a word's beginning being enough ("python dev")."""
    words = _folded(query).split()
    return [posting for posting in postings if _holds(posting, words)]


def scored(
    postings: Sequence[FoundPosting],
    candidate: Candidate | None,
    today: date,
    *,
    most: int,
    in_time: Callable[[], bool] = lambda: True,
) -> tuple[list[Item], int]:
    """Return the best ``most`` items and how many postings were looked at: the newest first, while there is time."""
    newest = sorted(postings, key=lambda posting: posting.posted_at or "", reverse=True)
    prepared = prepare(candidate, today) if candidate else None
    items: list[Item] = []
    looked_at = 0
    for posting in newest:
        if not in_time():
            break
        looked_at += 1
        if not posting.title:
            continue
        facts = read_posting(Posting(job_title=posting.title, company_name=posting.company, location=posting.location,
                                     description=posting.text))  # fmt: skip
        items.append(item_of(posting, facts, score(prepared, facts) if prepared else None))
    return distinct(best_first(items))[:most], looked_at


def item_of(posting: FoundPosting, facts: PostingFacts, match: Match | None) -> Item:
    """Tell a posting and its match. Nothing of the résumé is quoted: whoever holds the link may read it."""
    pay = posting.pay or facts.salary
    item: Item = {
        "job_id": f"{posting.source}:{posting.source_id}",
        "job_title": posting.title,
        "company_name": posting.company,
        "location": posting.location,
        "job_url": posting.link or posting.apply_link,
        "apply_url": posting.apply_link,
        "remote": posting.remote or facts.remote,
        "employment_type": posting.employment_type,
        "seniority": facts.seniority,
        "posted_at": posting.posted_at,
        "salary": {key: getattr(pay, key) for key in ("min", "max", "currency", "interval")} if pay else None,
        "excerpt": _excerpt(facts.text),
        "source": posting.source,
        "match_score": None,
    }
    if match is None:
        return item
    return item | {
        "match_score": match.match_score,
        "match_percentage": match.match_score,
        "ranking_level": match.ranking_level,
        "matched_skills": match.matched_skills,
        "missing_skills": match.missing_skills,
        "summary": match.summary,
        "explanation": {
            name: _told(getattr(match.explanation, name)) for name in ("skills", "role", "experience")
        } if match.explanation else None,
        "scored_by": match.scored_by,
        "confidence": match.confidence,
    }  # fmt: skip


def best_first(items: Iterable[Item]) -> list[Item]:
    """Sort by score, then by day; items that are alike keep their order."""
    newest = sorted(items, key=lambda item: item["posted_at"] or "", reverse=True)
    return sorted(newest, key=lambda item: -1 if item["match_score"] is None else item["match_score"], reverse=True)


def distinct(items: Iterable[Item]) -> list[Item]:
    """Keep the first of postings that are one: the same page, or the same title, company and place."""
    seen: set[str] = set()
    kept = []
    for item in items:
        keys = {"\x1f".join(_folded(item[name]) for name in ("company_name", "job_title", "location"))}
        if item["job_url"]:
            keys.add(canonical(item["job_url"]))
        if not keys & seen:
            kept.append(item)
        seen |= keys
    return kept


def canonical(url: str) -> str:
    """Return an address without what only says where the reader came from."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name.lower())]
    host = (parts.hostname or "").removeprefix("www.")
    return urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(sorted(kept)), ""))


_TRACKING = re.compile(r"utm_\w+|gh_src|lever-source(?:\[\])?|lever-origin|ref|referrer|source|src|fbclid|gclid")


def _told(part: Component) -> dict[str, Any]:
    told = asdict(part)
    asked = [
        {name: one[name] for name in ("names", "need", "shown", "credit")}
        | {"quote": one["asked_at"][0]["quote"][:LONGEST_QUOTE] if one["asked_at"] else None}
        for one in told["asked"]
    ]
    return {name: told[name] for name in ("weight", "earned", "verified", "detail")} | {"asked": asked}


def _excerpt(text: str) -> str:
    start = " ".join(text[: 4 * LONGEST_EXCERPT].split())
    if len(start) <= LONGEST_EXCERPT:
        return start
    return start[:LONGEST_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def _holds(posting: FoundPosting, words: list[str]) -> bool:
    text = " " + _folded(" ".join((posting.title, posting.company, posting.location, *posting.tags, posting.text)))
    return all(f" {word}" in text for word in words)


def _folded(text: str) -> str:
    """Lower case, without marks and punctuation, one space between words. ``C++`` and ``C#`` stay what they are."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[\w+#]+", plain))
