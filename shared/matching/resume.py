"""Score a stored résumé: one read and one write for any number of postings; what is still valid is not done again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from shared.logs import note
from shared.matching.items import MatchItem, Source, item_of, job_id_of, posting_hash, readable, row_of
from shared.matching.score import Scorer
from shared.models.candidate import Candidate, UserProfile
from shared.models.match import Match
from shared.models.posting import Posting
from shared.scoring.version import SCORER_VERSION
from shared.store.matches import Matches, Row, ScoredResume
from shared.store.stored import stored_resume


@dataclass(frozen=True, slots=True)
class Scored:
    items: list[MatchItem]
    """In the order of the postings."""
    cached_count: int


async def score_resume(
    matches: Matches,
    resume_id: UUID,
    postings: Sequence[Posting],
    *,
    source: Source,
    profile: UserProfile | None,
    scorer: Scorer,
) -> Scored:
    """Score and store; raises :class:`shared.errors.ResumeNotFound` or :class:`shared.errors.Unreadable`.

    A stored result is valid while the résumé, the posting, the scorer and the profile sent beside it are the same,
    under whatever id and source it was made. ``profile`` adds wishes the résumé does not hold (a target role).
    """
    version = with_wishes(scorer.version, profile)
    hashes = [posting_hash(posting) for posting in postings]
    resume = await matches.resume_with_known(resume_id, sorted(set(hashes)))
    known = [(row, item) for row in resume.known if _is_valid(row, resume, version) and (item := _item(row))]
    valid = {row["posting_hash"]: item for row, item in known}
    stored = {(row["job_id"], row["source"], row["posting_hash"]) for row, _ in known}

    unknown = {digest: posting for digest, posting in zip(hashes, postings, strict=True) if digest not in valid}
    fresh: dict[str, Match] = {}
    if unknown:
        candidate = Candidate(resume=stored_resume(resume.data), text=resume.text, profile=profile)
        found = await scorer.score(candidate, list(unknown.values()), datetime.now(UTC).date())
        fresh = dict(zip(unknown, found, strict=True))

    items: list[MatchItem] = []
    rows: dict[str, Row] = {}
    for digest, posting in zip(hashes, postings, strict=True):
        if digest in fresh:
            item = item_of(fresh[digest], posting, source=source, resume_id=resume.resume_id)
        else:
            item = valid[digest].model_copy(
                update={"job_id": job_id_of(posting), "source": source, "resume_id": resume.resume_id}
            )
        items.append(item)
        if (item.job_id, source, digest) not in stored:
            # What a model failed to judge is stored as what it is, so that the next request tries again.
            made_by = version if item.scored_by == scorer.scored_by else with_wishes(SCORER_VERSION, profile)
            rows[item.job_id] = row_of(
                item, resume_hash=resume.content_hash, posting_hash=digest, scorer_version=made_by
            )
    if rows:
        await matches.save(list(rows.values()))
    cached_count = sum(digest in valid for digest in hashes)
    note(cached=cached_count, scored=len(fresh))
    return Scored(items, cached_count)


def with_wishes(version: str, profile: UserProfile | None) -> str:
    """Add the wishes that went into a score to the scorer's version, so that other wishes never reuse it."""
    if profile is None:
        return version
    return f"{version}+{hashlib.sha256(profile.model_dump_json().encode()).hexdigest()[:12]}"


def _is_valid(row: Row, resume: ScoredResume, version: str) -> bool:
    return bool(row["resume_hash"] == resume.content_hash and row["scorer_version"] == version)


def _item(row: Row) -> MatchItem | None:
    beside = {name: row[name] for name in ("job_id", "source")} | {"created_at": row["updated_at"]}
    return readable(MatchItem, row["data"] | beside) if isinstance(row["data"], dict) else None
