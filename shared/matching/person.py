"""Score somebody who is not stored: a profile, a résumé's text, or both."""

from collections.abc import Sequence
from datetime import UTC, datetime

from shared.errors import InvalidRequest
from shared.matching.items import MatchItem, item_of
from shared.matching.score import Scorer
from shared.models.candidate import Candidate, UserProfile
from shared.models.posting import Posting


async def score_person(
    text: str | None, profile: UserProfile | None, postings: Sequence[Posting], scorer: Scorer
) -> list[MatchItem]:
    """Score and return items in the order of the postings; nothing is stored."""
    candidate = candidate_of(text, profile)
    matches = await scorer.score(candidate, postings, datetime.now(UTC).date())
    return [item_of(match, posting) for match, posting in zip(matches, postings, strict=True)]


def candidate_of(text: str | None, profile: UserProfile | None) -> Candidate:
    """Read a résumé's text, if there is one; raises :class:`InvalidRequest` when nothing is known of the person."""
    if text and text.strip():
        from shared.resumes.parse import parse_text  # noqa: PLC0415  heavy, and most callers send a profile

        parsed = parse_text(text)
        return Candidate(resume=parsed.resume, text=parsed.text, profile=profile)
    if profile is None:
        raise InvalidRequest("resumeId, resume_text or user_profile is required")
    return Candidate(profile=profile)
