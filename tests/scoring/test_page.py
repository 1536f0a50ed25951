"""Pages, pasted texts and JSON-LD become postings; HTML keeps the lines of its page."""

import json

import pytest

from shared.scoring.html import html_to_text, looks_like_html
from shared.scoring.posting import posting_from_text, read_json_ld, read_posting

HTML = [
    ("<h2>Requirements</h2><ul><li>Python</li><li>SQL</li></ul>", "Requirements\n\n- Python\n\n- SQL"),
    ("<p>One<br>Two<br/>Three</p>", "One\nTwo\nThree"),
    (
        "<table><tr><th>Pay</th><td>$10</td></tr><tr><th>Place</th><td>Here</td></tr></table>",
        "Pay | $10\n\nPlace | Here",
    ),
    ("<p>A &amp; B&nbsp;C</p>", "A & B C"),
    ("&lt;p&gt;Need &lt;b&gt;Python&lt;/b&gt; &amp;amp; SQL&lt;/p&gt;", "Need Python & SQL"),
    ("<style>p{}</style><script>alert(1)</script><p>Seen</p>", "Seen"),
    ("<ul><li><p>Glued bullet</p></li></ul>", "- Glued bullet"),
    ("<div>Unclosed <b>bold<div>next", "Unclosed bold\nnext"),
    ("<!-- hidden --><p>Seen</p>", "Seen"),
]


@pytest.mark.parametrize(("html", "text"), HTML)
def test_html_keeps_its_lines(html, text):
    assert html_to_text(html) == text


@pytest.mark.parametrize("text", ["a < b and c > d", "List<String> and Map<K, V>", "plain", "5 &lt; 6"])
def test_angle_brackets_alone_are_no_html(text):
    assert not looks_like_html(text)


def test_a_flood_of_tags_is_read_in_linear_time():
    assert html_to_text("<p>" * 20_000 + "end") == "end"
    assert html_to_text("<" * 50_000).count("<") > 0


PASTED = [
    ("Senior Nurse\nAcme Health, Berlin\n\nWe need nurses.", "Senior Nurse", "Acme Health", "Berlin"),
    ("Job Title: Welder\nCompany: Foo Inc\nLocation: Austin, TX\n\nWeld.", "Welder", "Foo Inc", "Austin, TX"),
    ("Acme is looking for a Senior Data Engineer to join our team.", "Senior Data Engineer", "Acme", ""),
    (
        "Stelle: Buchhalter (m/w/d)\nUnternehmen: Muster GmbH\nStandort: Köln",
        "Buchhalter (m/w/d)",
        "Muster GmbH",
        "Köln",
    ),
    ("Poste : Infirmière\nEntreprise : Clinique du Lac\nLieu : Annecy", "Infirmière", "Clinique du Lac", "Annecy"),
    ("Puesto: Contador\nEmpresa: Uno S.A.\nUbicación: Lima", "Contador", "Uno S.A.", "Lima"),
    ("포지션: 백엔드 개발자\n회사명: 가나다\n근무지: 서울", "백엔드 개발자", "가나다", "서울"),
    ("Backend Engineer at Initech", "Backend Engineer", "Initech", ""),
    ("We are hiring!\n\nElectrician\n\nCome and wire.", "Electrician", "", ""),
]


@pytest.mark.parametrize(("text", "title", "company", "location"), PASTED)
def test_a_pasted_text_says_what_it_is(text, title, company, location):
    posting = posting_from_text(text)

    assert (posting.job_title, posting.company_name, posting.location) == (title, company, location)
    assert posting.description


PAGES = [
    (
        "<title>Acme hiring Registered Nurse in Berlin | LinkedIn</title><h1>Registered Nurse</h1>",
        "Registered Nurse",
        "Acme",
    ),
    (
        "<title>Careers</title><h1>Backend Engineer</h1><p>About Initech</p><p>We build.</p>",
        "Backend Engineer",
        "Initech",
    ),
    (
        '<meta property="og:title" content="Welder - Foo Inc"><meta property="og:site_name" content="Indeed"><p>x</p>',
        "Welder",
        "Foo Inc",
    ),
    (
        '<meta content="Line Cook" property="og:title"><meta property="og:site_name" content="Diner"><p>x</p>',
        "Line Cook",
        "Diner",
    ),
]


@pytest.mark.parametrize(("page", "title", "company"), PAGES)
def test_a_saved_page_says_what_it_is(page, title, company):
    posting = posting_from_text(f"<html><head></head><body>{page}</body></html>")

    assert (posting.job_title, posting.company_name) == (title, company)


JOB = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Data Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "jobLocation": {"address": {"addressLocality": "Lyon", "addressCountry": {"name": "France"}}},
    "jobLocationType": "TELECOMMUTE",
    "description": "<p>Build pipelines.</p>",
    "skills": ["Python", "Airflow"],
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
    "educationRequirements": {"credentialCategory": "bachelor degree"},
    "baseSalary": {"currency": "EUR", "value": {"minValue": 50000, "maxValue": 60000, "unitText": "YEAR"}},
}


def test_json_ld_is_read_as_structure():
    facts = read_posting(read_json_ld(JOB))

    assert (facts.title, facts.company, facts.location) == ("Data Engineer", "Acme", "Lyon, France (Remote)")
    assert facts.remote == "remote"
    assert {"Python", "Apache Airflow"} <= set(facts.required_skills)
    assert facts.years is not None
    assert facts.years.low == 3
    assert facts.degree is not None
    assert facts.degree.level == "bachelor"
    assert facts.salary is not None
    assert (facts.salary.min, facts.salary.max, facts.salary.currency, facts.salary.interval) == (
        50000,
        60000,
        "EUR",
        "year",
    )


@pytest.mark.parametrize(
    "data", [JOB, {"@graph": [{"@type": "WebPage"}, JOB]}, [[JOB]]], ids=["bare", "graph", "nested"]
)
def test_a_page_with_json_ld_is_that_posting(data):
    page = f'<html><script type="application/ld+json">{json.dumps(data)}</script><p>other</p></html>'

    assert posting_from_text(page).job_title == "Data Engineer"


HOSTILE = [
    {},
    {"@type": "JobPosting"},
    {"@type": ["JobPosting"], "title": 7, "description": None, "hiringOrganization": "Acme", "jobLocation": []},
    {"@type": "JobPosting", "baseSalary": {"value": [1, 2]}, "skills": {"name": "x"}, "identifier": [{}]},
    {"@graph": {"@graph": {"@graph": {}}}},
    {"@type": "JobPosting", "experienceRequirements": {"monthsOfExperience": "1e400"}, "title": True},
]


@pytest.mark.parametrize("data", HOSTILE)
def test_json_ld_of_any_shape_is_survived(data):
    read_posting(read_json_ld(data))


def test_broken_json_ld_falls_back_to_the_page():
    page = '<html><script type="application/ld+json">{oops</script><h1>Line Cook</h1><p>Cook.</p></html>'

    assert posting_from_text(page).job_title == "Line Cook"
