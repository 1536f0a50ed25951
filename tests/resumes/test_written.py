"""Invented people as plain text and Markdown."""

from statistics import mean

import pytest

from bench.parsing import score
from shared.resumes.parse import parse_resume, parse_text
from tests.resumes.generators.people import EVERYONE
from tests.resumes.generators.strangers import STRANGERS
from tests.resumes.generators.truth import truth_of
from tests.resumes.generators.written import STYLES, write


@pytest.mark.parametrize(
    "person", EVERYONE + STRANGERS, ids=lambda person: person["lang"] + "-" + person["email"].split("@")[0]
)
@pytest.mark.parametrize("style", STYLES)
def test_what_was_typed_is_read_back(person, style):
    text = write(person, style)

    resume = parse_resume(text.encode(), f"cv.{style.rpartition('.')[2]}").resume

    rows = list(score(truth_of(person), resume.model_dump(by_alias=True, exclude_unset=True)))
    assert mean(row[3] for row in rows) >= 0.9, [row for row in rows if not row[3]]
    assert parse_text(text).resume == resume, "pasted without a name it is the same"
