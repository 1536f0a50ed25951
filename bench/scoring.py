"""How fast postings are read and scored, and whether people find their own trade first.

Input: the sample people and postings of this repository, the postings' texts joined and cut to 3 kB. *Warm*: this
process has read the candidate and the postings before (readings are kept, scores are not). *New*: it has not.
"""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.figures import Figure
from shared.models.candidate import Candidate, UserProfile
from shared.models.posting import Posting
from shared.models.resume import Resume
from shared.scoring.html import looks_like_html
from shared.scoring.posting import read_posting
from shared.scoring.roles import find_role
from shared.scoring.score import PreparedCandidate, prepare, score

SAMPLES = Path(__file__).resolve().parent.parent / "local" / "samples"
TODAY = date(2026, 11, 25)
LENGTH = 3000
BATCH = 50
ROUNDS = 7


def sample_postings() -> list[Posting]:
    return [Posting(**row) for row in json.loads((SAMPLES / "postings.json").read_text(encoding="utf-8"))]


def sample_people() -> dict[str, Candidate]:
    paths = sorted((SAMPLES / "people").glob("*.json"))
    return {path.stem: Candidate(resume=Resume(**json.loads(path.read_text(encoding="utf-8")))) for path in paths}


def long_postings(mark: str) -> list[Posting]:
    """Fifty postings of exactly 3 kB; ``mark`` makes them unlike any read before."""
    plain = [posting for posting in sample_postings() if not looks_like_html(posting.description)]
    made = []
    for number in range(BATCH):
        one, other = plain[number % len(plain)], plain[(number * 7 + 3) % len(plain)]
        text = f"{one.description}\n\n{other.description}\n{one.description}"
        end = f"\n{mark}-{number}"
        made.append(one.model_copy(update={"description": text[: LENGTH - len(end)] + end}))
    return made


def edited(person: Candidate, number: int) -> Candidate:
    """The person with one more line to say."""
    return person.model_copy(update={"profile": UserProfile(summary=f"Edit {number}.")})


def milliseconds(work: Callable[[int], object]) -> float:
    """CPU, the best of several runs: what the work costs when nothing else wants the machine."""
    best = float("inf")
    for round_ in range(ROUNDS):
        started = time.process_time()
        work(round_)
        best = min(best, time.process_time() - started)
    return best * 1000


def batch(candidate: Candidate, postings: list[Posting]) -> list[str]:
    prepared = prepare(candidate, TODAY)
    return [score(prepared, read_posting(posting)).summary for posting in postings]


def digests(candidate: Candidate) -> int:
    """How many different answers a hundred repeats in turning order give."""
    postings = long_postings("again")
    seen = set()
    for turn in range(100):
        turned = postings[turn % BATCH :] + postings[: turn % BATCH]
        prepared = prepare(candidate, TODAY)
        results = {posting.job_url or posting.description: score(prepared, read_posting(posting)) for posting in turned}
        joined = "".join(results[key].model_dump_json() for key in sorted(results))
        seen.add(hashlib.sha256(joined.encode()).hexdigest())
    return len(seen)


def own_trade_first() -> float:
    """The share of sample people whose best-scored posting is of the trade of their latest job."""
    postings = sample_postings()
    hits = 0
    people = sample_people().values()
    for person in people:
        prepared = prepare(person, TODAY)
        best = max(postings, key=lambda posting: score(prepared, read_posting(posting)).match_score)
        hits += _family(prepared) == read_posting(best).role_family
    return hits / len(people)


def _family(prepared: PreparedCandidate) -> str | None:
    return next((job.role.family for job in prepared.held if job.role), None)


def figures() -> list[Figure]:
    """Time of a batch and of one posting, unseen and seen; sameness; sanity over ten trades."""
    engineer = sample_people()["backend-engineer"]
    fresh = [long_postings(f"round {number}") for number in range(ROUNDS + 1)]
    ones = [long_postings(f"one {number}")[number] for number in range(ROUNDS)]
    edits = [edited(engineer, number) for number in range(ROUNDS)]
    find_role("warm")
    batch(engineer, fresh[-1])
    return [
        Figure(
            "warm: score 50 postings of 3 kB, explained", milliseconds(lambda _: batch(engineer, fresh[-1])), "ms", 10.0
        ),
        Figure("warm: score one posting", milliseconds(lambda _: batch(engineer, fresh[-1][:1])), "ms", 1.0),
        Figure("new candidate: prepare it", milliseconds(lambda turn: prepare(edits[turn], TODAY)), "ms"),
        Figure("new posting: read and score it", milliseconds(lambda turn: batch(engineer, [ones[turn]])), "ms"),
        Figure("50 new postings: read and score them", milliseconds(lambda turn: batch(engineer, fresh[turn])), "ms"),
        Figure("different answers in 100 repeats, turning order", digests(engineer), "", 1.0),
        Figure("sample people whose own trade comes first", own_trade_first(), "", 1.0, "more"),
    ]
