"""How well a résumé fits a posting, for showing what a change is worth."""

from datetime import date

from shared.models.candidate import Candidate
from shared.models.posting import PostingFacts
from shared.models.resume import Resume
from shared.scoring.score import prepare, score


def match_score(resume: Resume, facts: PostingFacts | None, today: date) -> int | None:
    """Return the quick score, 0-100; none without a posting."""
    return score(prepare(Candidate(resume=resume), today), facts).match_score if facts else None
