"""``python -m tests.scoring.shuffled SEED REPEATS``: score one batch in ever new orders and print the one digest."""

import hashlib
import random
import sys
from itertools import pairwise

from shared.models.candidate import Candidate, UserProfile
from shared.models.posting import Posting
from shared.models.resume import Basics, Resume, Skill, Work
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score
from tests.scoring import test_facts, test_needs, test_salary, test_years
from tests.scoring.people import SKILLS, TITLES, TODAY

CANDIDATE = Candidate(
    resume=Resume(
        basics=Basics(name="Kim Meyer", label="Backend Engineer"),
        work=[
            Work(
                name="Acme",
                position="Senior Backend Engineer",
                start_date="2019-02",
                highlights=["Built APIs with Python, Django and PostgreSQL"],
            ),
            Work(
                name="Initech",
                position="Junior Data Analyst",
                start_date="2016",
                end_date="2019",
                highlights=["Made Tableau reports"],
            ),
        ],
        skills=[Skill(name="Tools", keywords=["Docker", "Kubernetes", "Figma"])],
    ),
    profile=UserProfile(skills=["Go", "Rust"], target_role="Backend"),
)


def batch() -> list[Posting]:
    return [
        Posting(
            job_id=str(number),
            job_title=title,
            company_name="Acme",
            description=f"Requirements\n- 3+ years with {SKILLS[number]} or {SKILLS[number + 5]}\n"
            f"- {SKILLS[number + 7]}, fluent English and German\n- Bachelor's degree\n"
            f"Nice to have\n- {SKILLS[number + 11]}\nAbout us\nWe love {SKILLS[3]}.",
        )
        for number, title in enumerate(TITLES)
    ]


def readings() -> str:
    """Read every sentence of the tables once: a set's order must not show in any of them."""
    tables = [
        test_facts.DEGREES, test_facts.LANGUAGES, test_facts.LICENCES, test_facts.PLACES, test_needs.WORDING,
        test_needs.GROUPS, test_needs.NEGATED, test_years.OVERALL, test_years.PER_SKILL, test_salary.PAY,
    ]  # fmt: skip
    texts = [row if isinstance(row, str) else row[0] for table in tables for row in table]
    texts += [f"{one}. {other}" for one, other in pairwise(texts)]
    return "\n".join(repr(read_posting(Posting(job_title="Engineer", description=text))) for text in texts)


def main(seed: int, repeats: int) -> str:
    shuffler = random.Random(seed)
    said = readings()
    digests = set()
    for _ in range(repeats):
        postings = batch()
        shuffler.shuffle(postings)
        prepared = prepare(CANDIDATE, TODAY)
        results = {}
        for posting in postings:
            results[posting.job_id or ""] = score(prepared, read_posting(posting)).model_dump_json()
        digests.add(hashlib.sha256("\n".join([said, *(results[key] for key in sorted(results))]).encode()).hexdigest())
    return " ".join(sorted(digests))


if __name__ == "__main__":
    sys.stdout.write(main(int(sys.argv[1]), int(sys.argv[2])))
