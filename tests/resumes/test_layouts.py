"""Invented people in layouts that no file of the data folder has."""

import io
from dataclasses import replace
from statistics import mean

import pytest
from pypdf import PdfReader

from bench.parsing import score
from shared.resumes.parse import parse_resume
from tests.resumes.generators.academic import PROFESSOR
from tests.resumes.generators.linkedin import print_profile
from tests.resumes.generators.people import EVERYONE, with_a_long_career
from tests.resumes.generators.strangers import STRANGERS
from tests.resumes.generators.templates import TEMPLATES, print_in
from tests.resumes.generators.truth import truth_of
from tests.resumes.generators.typeset import LAYOUTS, typeset


@pytest.mark.parametrize("name", ["latex", "latex-company", "letter-spaced"])
def test_ten_academic_pages_are_read_to_the_last(name):
    layout = next(layout for layout in LAYOUTS if layout.name == name)
    printed = typeset(PROFESSOR, layout)
    assert len(PdfReader(io.BytesIO(printed)).pages) >= 10

    resume = parse_resume(printed, "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)

    rows = list(score(truth_of(PROFESSOR, date=layout.date, groups=layout.skills == "labelled"), resume))
    assert mean(row[3] for row in rows) >= 0.9, [row for row in rows if not row[3]]
    assert len(resume["work"]) == len(PROFESSOR["work"]), "no publication is a post"


@pytest.mark.parametrize(
    "person", EVERYONE + STRANGERS, ids=lambda person: person["lang"] + "-" + person["email"].split("@")[0]
)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_printed_resume_is_read_back(person, layout):
    resume = parse_resume(typeset(person, layout), "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)

    rows = list(score(truth_of(person, date=layout.date, groups=layout.skills == "labelled"), resume))
    assert mean(row[3] for row in rows) >= 0.84, [row for row in rows if not row[3]]


@pytest.mark.parametrize(
    "person", EVERYONE + STRANGERS, ids=lambda person: person["lang"] + "-" + person["email"].split("@")[0]
)
@pytest.mark.parametrize(
    "layout",
    [
        replace(layout, size=size, font=font)
        for layout in LAYOUTS
        for size, font in {
            "halves": [(11, "Inter"), (12.5, "Shortlist Serif")],
            "sidebar-left": [(12.5, "Inter")],
            "sidebar-right": [(12.5, "Noto Sans CJK JP")],
            "heading-column": [(10.5, "Shortlist Serif"), (12, "Inter")],
            "date-column": [(12, "Shortlist Sans")],
        }.get(layout.name, [])
    ],
    ids=lambda layout: f"{layout.name}-{layout.size}",
)
def test_a_long_career_in_wide_letters_is_read_back(person, layout):
    """Columns go on over pages, headings wrap and reach the text beside them."""
    person = with_a_long_career(person)
    resume = parse_resume(typeset(person, layout), "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)

    rows = list(score(truth_of(person, date=layout.date, groups=layout.skills == "labelled"), resume))
    assert mean(row[3] for row in rows) >= 0.9, [row for row in rows if not row[3]]


def test_a_dash_by_itself_is_seen_in_a_font_that_gives_it_no_height():
    latex = next(layout for layout in LAYOUTS if layout.name == "latex")
    person = next(person for person in EVERYONE if person["lang"] == "pl")
    printed = typeset(person, replace(latex, font="Inter", size=12, dash=" - ", bullet="-"))

    parsed = parse_resume(printed, "cv.pdf")

    assert [(job.start_date, job.end_date, len(job.highlights)) for job in parsed.resume.work] == [
        (job["startDate"], job["endDate"] or None, len(job["highlights"])) for job in person["work"]
    ]
    assert parsed.warnings == []


@pytest.mark.parametrize("jobs", ["as they are", "three times as many"])
@pytest.mark.parametrize(
    ("template", "person"),
    [
        pytest.param(template, person, id=f"{template}-{person['lang']}-{person['email'].split('@')[0]}")
        for template in TEMPLATES
        for person in EVERYONE + STRANGERS
        # Dates from right to left wrap in an order of their own in a column this narrow.
        if (template, person["lang"]) != ("hints", "ar")
    ],
)
def test_a_well_known_template_is_read_back(template, person, jobs):
    person = person if jobs == "as they are" else with_a_long_career(person)
    resume = parse_resume(print_in(template, person), "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)

    rows = list(score(truth_of(person), resume))
    assert mean(row[3] for row in rows) >= 0.87, [row for row in rows if not row[3]]


@pytest.mark.parametrize(
    "person",
    [person for person in EVERYONE + STRANGERS if person["lang"] == "en"],
    ids=lambda person: person["email"].split("@")[0],
)
def test_a_linkedin_profile_is_read_back(person):
    resume = parse_resume(print_profile(person), "Profile.pdf").resume.model_dump(by_alias=True, exclude_unset=True)

    # A profile holds no places of schools and nothing but the names of certificates.
    truth = truth_of(person, groups=False)
    rows = [
        row for row in score(truth, resume) if row[0] != "education.location" and not row[0].startswith("certificates")
    ]
    assert mean(row[3] for row in rows) >= 0.84, [row for row in rows if not row[3]]
