"""Invented people in layouts that no file of the data folder has."""

from statistics import mean

import pytest

from bench.parsing import score
from shared.resumes.parse import parse_resume
from tests.resumes.generators.people import EVERYONE
from tests.resumes.generators.strangers import STRANGERS
from tests.resumes.generators.truth import truth_of
from tests.resumes.generators.typeset import LAYOUTS, typeset


@pytest.mark.parametrize(
    "person", EVERYONE + STRANGERS, ids=lambda person: person["lang"] + "-" + person["email"].split("@")[0]
)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_printed_resume_is_read_back(person, layout):
    resume = parse_resume(typeset(person, layout), "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)

    rows = list(score(truth_of(person, date=layout.date, groups=layout.skills == "labelled"), resume))
    assert mean(row[3] for row in rows) >= 0.84, [row for row in rows if not row[3]]
