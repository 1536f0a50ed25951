"""One way to score for every function that does: the quick scorer, deterministic and without a network."""

from collections.abc import Sequence
from datetime import date

from shared.models.match import Candidate, Match
from shared.models.posting import Posting
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score


def score_quick(candidate: Candidate, postings: Sequence[Posting], today: date) -> list[Match]:
    """Score a candidate against postings, in their order."""
    prepared = prepare(candidate, today)
    return [score(prepared, read_posting(posting)) for posting in postings]
