"""``MatchResultItem``: a match as the wire and the table know it."""

import hashlib
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import ValidationError

from shared.logs import log
from shared.models.match import Match

if TYPE_CHECKING:  # whoever reads stored results alone needs no postings
    from shared.models.posting import Posting

Source = Literal["single", "batch"]
TYPE = "scoring"


class MatchItem(Match):
    """One scored posting. ``match_percentage`` is the same number as ``match_score``."""

    job_id: str
    job_title: str
    company_name: str
    match_percentage: int
    source: Source | None = None
    type: Literal["scoring"] = "scoring"
    resume_id: str | None = None
    created_at: datetime | None = None


class CachedItem(MatchItem):
    """A stored result; ``stale`` when the résumé or the scorer changed since."""

    stale: bool


Item = TypeVar("Item", bound=MatchItem)


def readable(item: type[Item], row: dict[str, Any]) -> Item | None:
    """Read a stored result; none when its owner wrote it past this API in another shape: it is scored again."""
    try:
        return item.model_validate(row)
    except ValidationError:
        log(logging.WARNING, "a stored result cannot be read")
        return None


def posting_hash(posting: "Posting") -> str:
    """Fingerprint a posting's content, whatever id it goes by."""
    content = "\x1f".join(
        (posting.job_title, posting.company_name, posting.location, posting.description, repr(posting.json_ld))
    )
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def job_id_of(posting: "Posting") -> str:
    """Return the caller's id for a posting, or one made from its content, so that the same posting has the same id."""
    return posting.job_id or f"posting_{posting_hash(posting)[:16]}"


def item_of(
    match: Match, posting: "Posting", *, source: Source | None = None, resume_id: str | None = None
) -> MatchItem:
    """Dress a match with the posting it belongs to. Constructed, not validated: a batch's explanations are large."""
    return MatchItem.model_construct(
        **dict(match),
        job_id=job_id_of(posting),
        job_title=posting.job_title,
        company_name=posting.company_name,
        match_percentage=match.match_score,
        source=source,
        resume_id=resume_id,
        created_at=datetime.now(UTC),
    )


def row_of(item: MatchItem, *, resume_hash: str, posting_hash: str, scorer_version: str) -> dict[str, Any]:
    """Return the row of ``match_results`` that stores an item."""
    beside = {"job_id", "resume_id", "source", "type", "created_at"}
    return {
        "resume_id": item.resume_id,
        "job_id": item.job_id,
        "type": TYPE,
        "source": item.source,
        "data": item.model_dump(mode="json", exclude=beside),
        "resume_hash": resume_hash,
        "posting_hash": posting_hash,
        "scorer_version": scorer_version,
        "model": item.model,
    }
