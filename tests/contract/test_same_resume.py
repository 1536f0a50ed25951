"""The same résumé as PDF, DOCX, plain text and Markdown is worth the same, to within a point, before any posting.

The documents of each sample person are those of our own export writers, and the ones drawn in other layouts for the
samples: nothing that reading a layout loses or invents may move a score.
"""

from datetime import date

import pytest

from local.samples import draw
from shared.export.render import Format, render
from shared.models.candidate import Candidate
from shared.models.posting import Posting, PostingFacts
from shared.models.resume import Resume
from shared.resumes.parse import parse_resume
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score

TODAY = date(2026, 11, 25)
FORMATS: tuple[Format, ...] = ("pdf", "docx", "txt", "md")
PEOPLE = sorted(path.stem for path in draw.PEOPLE.glob("*.json"))


@pytest.fixture(scope="module")
def postings() -> list[PostingFacts]:
    return [read_posting(Posting(**row)) for row in draw.postings()]


def documents(stem: str) -> dict[str, bytes]:
    """Every document of one person by file name; the exported ones and the drawn ones."""
    person = draw.person(stem)
    exported = {f"exported.{format_}": render(person, format_).content for format_ in FORMATS}
    return exported | {name: draw.draw(name) for name in draw.DRAWINGS if name.startswith(f"{stem}.")}


def scores(resume: Resume, postings: list[PostingFacts]) -> list[int]:
    prepared = prepare(Candidate(resume=resume), TODAY)
    return [score(prepared, posting).match_score for posting in postings]


@pytest.mark.parametrize("stem", PEOPLE)
def test_every_document_of_a_person_is_within_a_point_before_every_posting(
    stem: str, postings: list[PostingFacts]
) -> None:
    said = {name: scores(parse_resume(data, name).resume, postings) for name, data in documents(stem).items()}
    said["as defined"] = scores(draw.person(stem), postings)
    for number in range(len(postings)):
        points = {name: each[number] for name, each in said.items()}
        assert max(points.values()) - min(points.values()) <= 1, f"{draw.postings()[number]['job_title']}: {points}"
