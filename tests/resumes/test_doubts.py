"""Warnings: each exactly where something is missing, torn, mixed up or in no section, and none on a sound résumé."""

import inspect
import re

import pytest

from shared.models.resume import Basics, Education, ParsedResume, ParseWarning, Resume, Work
from shared.resumes import doubts
from shared.resumes.doubts import NEEDS_REVIEW, find_doubts, is_torn
from shared.resumes.parse import parse_text

SOUND = """Ada Byron
ada@example.com | +44 20 7946 0123 | Leeds, UK

SUMMARY
Engineer who likes small teams and old code.

EXPERIENCE
Software Engineer, Acme Ltd
Mar 2019 - Present
- Built the billing system that 40 shops use
- Led four people

Web Developer, Penrose Cycling Ltd
Jan 2017 - Feb 2019
- Sold bells in a web shop

EDUCATION
BSc in Physics, University of Bristol
2013 - 2016

SKILLS
Python, SQL, Docker
"""


def warnings_of(text: str) -> list[tuple[str, str | None]]:
    return [(warning.code, warning.pointer) for warning in parse_text(text).warnings]


def test_a_sound_resume_has_no_warning_and_needs_no_review():
    assert warnings_of(SOUND) == []
    assert parse_text(SOUND).status == "parsed"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ada@example.com | ", "", ("no-email", "/basics/email")),
        (" | +44 20 7946 0123", "", ("no-phone", "/basics/phone")),
        ("Mar 2019 - Present\n", "", ("no-dates", "/work/0/startDate")),
        ("Mar 2019 - Present", "Mar 2019 - Feb 2018", ("dates-reversed", "/work/0/endDate")),
        ("- Sold bells in a web shop\n", "", ("no-details", "/work/1/highlights")),
        ("2013 - 2016\n", "", ("no-dates", "/education/0/endDate")),
        ("SKILLS\nPython, SQL, Docker\n", "", ("no-skills", "/skills")),
        ("Engineer who", "ada@example.com Engineer who", ("mixed-text", "/basics/summary")),
        ("Acme Ltd", "Acme Ltd and", ("torn-text", "/work/0/name")),
        ("University of Bristol", "University of", ("torn-text", "/education/0/institution")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_warning_names_the_place(before, after, expected):
    assert before in SOUND

    assert expected in warnings_of(SOUND.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("ada@example.com", "", "parsed"),
        ("ada@example.com | +44 20 7946 0123 | ", "", "needs_review"),
        ("University of Bristol", "University of", "needs_review"),
        ("Engineer who", "ada@example.com Engineer who", "needs_review"),
    ],
)
def test_what_was_misread_needs_review_and_what_is_left_out_does_not(before, after, status):
    assert parse_text(SOUND.replace(before, after, 1)).status == status


def test_jobs_that_say_nothing_are_no_misreading_where_none_does():
    short = "\n".join(line for line in SOUND.split("\n") if not line.startswith("-"))

    assert warnings_of(short) == []


def test_text_before_the_first_heading_that_is_no_summary_is_said_to_be_in_no_section():
    stray = "\n".join(f"Alpha {n} beta gamma" for n in range(5))

    codes = warnings_of(SOUND.replace("SUMMARY", f"{stray}\n\nSUMMARY", 1))

    assert ("unsorted-text", "/sections/0") in codes


def doubts_of(resume: Resume) -> list[tuple[str, str | None]]:
    return [(w.code, w.pointer) for w in find_doubts(ParsedResume(resume=resume, text=""), {}).warnings]


def test_lines_that_do_not_follow_each_other_are_torn():
    job = Work(name="Acme Ltd", position="Engineer", start_date="2019")
    torn = job.model_copy(update={"summary": "Built load forecasts for 1.4\nmillion meters in one year."})
    sound = job.model_copy(update={"summary": "Built load forecasts.\nMoved them to the cloud."})

    assert ("torn-text", "/work/0/summary") in doubts_of(Resume(basics=Basics(), work=[torn]))
    assert ("torn-text", "/work/0/summary") not in doubts_of(Resume(basics=Basics(), work=[sound]))


def test_a_date_alone_among_what_was_done_is_of_another_job():
    job = Work(name="Acme Ltd", position="Engineer", start_date="2019", highlights=["Built it", "Jan 2016 - Feb 2017"])
    sound = job.model_copy(update={"highlights": ["Built it in Feb 2017", "2 years"]})

    assert ("mixed-text", "/work/0/highlights/1") in doubts_of(Resume(basics=Basics(), work=[job]))
    assert not any(code == "mixed-text" for code, _ in doubts_of(Resume(basics=Basics(), work=[sound])))


def test_a_school_in_the_text_of_another_is_mixed_up():
    school = Education(institution="Quaboag University", end_date="2017", summary="Sahyadri College of Science")
    alone = school.model_copy(update={"summary": "Thesis on the statistics of tides"})

    assert ("mixed-text", "/education/0/summary") in doubts_of(Resume(basics=Basics(), education=[school]))
    assert ("mixed-text", "/education/0/summary") not in doubts_of(Resume(basics=Basics(), education=[alone]))


@pytest.mark.parametrize(
    ("value", "torn"),
    [
        ("University of", True),
        ("Kettle Moraine College", False),
        ("Johnson & Johnson", False),
        ("Johnson &", True),
        ("clinics and warehouses up to", True),
        ("iFixit", False),
        ("eBay Kleinanzeigen GmbH", False),
        ("de Bijenkorf", False),
        ("Registered Nurse (ICU", True),
        ("Registered Nurse (ICU)", False),
        ("Schule für", True),
        ("L'École de", True),
        ("Inc.", False),
    ],
)
def test_what_is_torn(value, torn):
    assert is_torn(value) == torn


def test_the_contract_names_every_code_and_no_other():
    given = set(re.findall(r'warn\(\s*"([a-z-]+)"', inspect.getsource(doubts))) | NEEDS_REVIEW
    named = set(re.findall(r"``([a-z]+-[a-z]+)``", ParseWarning.__doc__ or ""))

    assert named == given


def test_names_of_nothing_but_space_are_no_trouble():
    job = Work(name="  ", position="Engineer", start_date="2019", highlights=["", " "])

    assert not any(code == "torn-text" for code, _ in doubts_of(Resume(basics=Basics(), work=[job])))


def test_a_job_with_one_date_says_so():
    text = "Ada Byron\nada@example.com\n\nEXPERIENCE\n\nClerk, Acme Ltd, {}\n- Filed all that came\n"

    def told(period: str) -> list[str | None]:
        return [w.pointer for w in parse_text(text.format(period)).warnings if w.code == "uncertain-field"]

    assert told("March 2019") == ["/work/0/endDate"]
    assert told("March 2019 - May 2021") == []
