"""POST /analyze-job: what a posting says, however it comes."""

from typing import Any

import pytest

TEXT = """Senior Backend Engineer
Acme GmbH, Berlin

Requirements
- 5+ years of experience with Python
- PostgreSQL
- Go or Rust

Nice to have
- Kubernetes

Salary: 80.000 - 95.000 EUR per year
"""
HTML = (
    "<html><head><title>Senior Backend Engineer - Acme</title></head><body><h1>Senior Backend Engineer</h1>"
    "<h2>Requirements</h2><ul><li>5+ years of experience with Python</li><li>PostgreSQL</li><li>Go or Rust</li></ul>"
    "<h2>Nice to have</h2><ul><li>Kubernetes</li></ul></body></html>"
)
JSON_LD = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Senior Backend Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Acme GmbH"},
    "jobLocation": {"address": {"addressLocality": "Berlin", "addressCountry": "DE"}},
    "description": "<h3>Requirements</h3><ul><li>5+ years of experience with Python</li><li>PostgreSQL</li>"
    "<li>Go or Rust</li></ul><h3>Nice to have</h3><ul><li>Kubernetes</li></ul>",
    "baseSalary": {"currency": "EUR", "value": {"minValue": 80000, "maxValue": 95000, "unitText": "YEAR"}},
}


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.mark.parametrize(
    "sent", [{"text": TEXT}, {"html": HTML}, {"json_ld": JSON_LD}], ids=["text", "html", "json-ld"]
)
def test_the_same_posting_reads_the_same_however_it_comes(http: Any, me: dict[str, str], sent: dict[str, Any]) -> None:
    answer = http.post("/analyze-job", json=sent, headers=me)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["job_title"] == "Senior Backend Engineer"
    assert body["seniority"] == "senior"
    assert [asked["names"] for asked in body["required_skills"]] == [["Python"], ["PostgreSQL"], ["Go", "Rust"]]
    assert [asked["names"] for asked in body["preferred_skills"]] == [["Kubernetes"]]
    years = body["experience_years"] or body["skill_years"][0]
    assert years["low"] == 5
    assert body["match"] is None
    for asked in body["required_skills"]:
        span = asked["spans"][0]
        assert body["text"][span["start"] : span["end"]] in {"Python", "PostgreSQL", "Go", "Go or Rust"}


def test_pay_is_read_with_its_currency(http: Any, me: dict[str, str]) -> None:
    for sent in ({"text": TEXT}, {"json_ld": JSON_LD}):
        salary = http.post("/analyze-job", json=sent, headers=me).json()["salary"]
        assert (salary["min"], salary["max"], salary["currency"], salary["interval"]) == (80000, 95000, "EUR", "year")


def test_a_profile_brings_the_match(http: Any, me: dict[str, str]) -> None:
    sent = {"text": TEXT, "user_profile": {"skills": ["Python", "Rust"], "target_role": "Backend Engineer"}}
    match = http.post("/analyze-job", json=sent, headers=me).json()["match"]
    assert {"Python"} <= set(match["matched_skills"])
    assert "PostgreSQL" in match["missing_skills"]


@pytest.mark.parametrize("sent", [{}, {"text": " "}, {"text": None, "user_profile": {}}], ids=["none", "blank", "null"])
def test_a_posting_is_required(http: Any, me: dict[str, str], sent: dict[str, Any]) -> None:
    answer = http.post("/analyze-job", json=sent, headers=me)
    assert (answer.status_code, answer.json()["error"]) == (400, "text, json_ld or job is required")
