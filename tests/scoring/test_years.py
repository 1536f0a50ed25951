"""Years of experience are read in five languages, and years that ask for nothing are left alone."""

import pytest

from shared.models.posting import Posting
from shared.scoring.posting import read_posting

OVERALL = [
    ("3+ years of experience in sales", 3, None),
    ("3+ years' experience in sales", 3, None),
    ("At least five years of professional experience", 5, None),
    ("Minimum of 2 years experience required", 2, None),
    ("2-4 years of relevant experience", 2, 4),
    ("2 – 4 years experience in a similar role", 2, 4),
    ("two to four years of experience", 2, 4),
    ("Three (3) years of experience in nursing", 3, None),
    ("5 or more years of work experience", 5, None),
    ("over 10 years of industry experience", 10, None),
    ("Experience: 4 years", 4, None),
    ("You have > 1 year experience in a sales role", 1, None),
    ("5yrs experience in teaching", 5, None),
    ("6 months of experience in a warehouse", 0.5, None),
    ("minimum 18 months experience in retail", 1.5, None),
    ("Up to 2 years of experience", 0, 2),
    ("mindestens 3 Jahre Berufserfahrung", 3, None),
    ("Mind. zwei Jahre Erfahrung im Vertrieb", 2, None),
    ("3-5 Jahre Berufserfahrung in der Pflege", 3, 5),
    ("mehrjährige Berufserfahrung im Einkauf", 3, None),
    ("dreijährige Berufserfahrung", 3, None),
    ("au moins 3 ans d'expérience", 3, None),
    ("Expérience de 2 à 5 ans sur un poste similaire", 2, 5),
    ("minimum deux ans d'expérience", 2, None),
    ("al menos 2 años de experiencia", 2, None),
    ("Experiencia mínima de 3 años", 3, None),
    ("entre 3 y 5 años de experiencia", 3, 5),
    ("경력 3년 이상", 3, None),
    ("3년 이상의 회계 업무 경험", 3, None),
    ("경력 3~5년", 3, 5),
]


@pytest.mark.parametrize(("line", "low", "high"), OVERALL, ids=[line for line, _, _ in OVERALL])
def test_years_are_read(line, low, high):
    facts = read_posting(Posting(job_title="Role", description=f"Requirements\n- {line}"))

    assert facts.years is not None
    assert (facts.years.low, facts.years.high) == (low, high)
    quote = facts.text[facts.years.span.start : facts.years.span.end]
    assert quote
    assert quote in line


NONE = [
    "We have been in business for over 20 years.",
    "Founded 15 years ago in Berlin.",
    "Our company has grown for 10 years in a row.",
    "You must be at least 18 years of age.",
    "Applicants must be 18 years or older.",
    "Requirements\n- Must be 18 years or older",
    "Requirements\n- At least 21 years and over",
    "This is a 2 year fixed-term contract.",
    "Seit über 30 Jahren sind wir Marktführer.",
    "Depuis 25 ans, nous accompagnons nos clients.",
    "Desde hace 40 años somos líderes.",
    "We raised $30 million over the last 3 years.",
]


@pytest.mark.parametrize("line", NONE)
def test_a_company_s_age_is_no_experience(line):
    assert read_posting(Posting(job_title="Role", description=line)).years is None


PER_SKILL = [
    ("5+ years of Python", {"Python": 5}),
    ("3 years of experience with Go or Rust", {"Go": 3, "Rust": 3}),
    ("At least 4 years of hands-on experience with Kubernetes", {"Kubernetes": 4}),
    ("Python (3+ years)", {"Python": 3}),
    ("Python: 5 years", {"Python": 5}),
    ("2-4 years working with React", {"React": 2}),
    ("mindestens 3 Jahre Erfahrung mit Java", {"Java": 3}),
    ("3 ans d'expérience en Java", {"Java": 3}),
    ("3 años de experiencia con Java", {"Java": 3}),
    ("Python 3년 이상", {"Python": 3}),
]


@pytest.mark.parametrize(("line", "years"), PER_SKILL, ids=[line for line, _ in PER_SKILL])
def test_years_of_one_skill_belong_to_it(line, years):
    facts = read_posting(Posting(job_title="Role", description=f"Requirements\n- {line}"))

    assert {name: said.low for said in facts.skill_years for name in said.skill_names} == years
    assert facts.years is None


def test_the_strictest_required_years_win():
    required = "Requirements\n- 3+ years of experience\n- at least 5 years of experience in finance"
    text = f"{required}\nNice to have\n- 8 years of experience"

    facts = read_posting(Posting(job_title="Role", description=text))

    assert facts.years is not None
    assert facts.years.low == 5
