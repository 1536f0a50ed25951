"""Invented people in Word layouts: styles, bold headings, tabs, tables, text boxes."""

from statistics import mean

import pytest

from bench.parsing import score
from shared.resumes.parse import parse_resume
from tests.resumes.generators.people import EVERYONE
from tests.resumes.generators.truth import truth_of
from tests.resumes.generators.word import LACKING, LAYOUTS, write_word


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person["lang"] + "-" + person["email"].split("@")[0])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_word_document_is_read_back(person, layout):
    truth = truth_of(person)
    lacking = LACKING.get(layout, set())
    if "certificates" in lacking:
        truth.certificates = []
    if "summary" in lacking:
        truth.basics["summary"] = None
    if "places" in lacking:
        truth.work = [{key: value for key, value in job.items() if key != "location"} for job in truth.work]
    if "highlights" in lacking:
        truth.work = [{key: value for key, value in job.items() if key != "highlights"} for job in truth.work]

    resume = parse_resume(write_word(person, layout), "cv.docx").resume.model_dump(by_alias=True, exclude_unset=True)

    rows = list(score(truth, resume))
    assert mean(row[3] for row in rows) >= 0.84, [row for row in rows if not row[3]]
