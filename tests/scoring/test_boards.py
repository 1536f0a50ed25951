"""Real adverts of seven boards, as captured: the reader keeps its promises on all of them."""

import json
import os
from pathlib import Path

import pytest

from shared.models.posting import Posting
from shared.scoring.posting import read_posting

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("SHORTLIST_DATA") or ROOT.parent / "shared" / "data") / "postings"
TITLES = ("title", "jobTitle", "position")
TEXTS = ("descriptionHtml", "content", "jobDescription", "description")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the captured board responses are not at {FOLDER}")


def adverts(value: object) -> list[Posting]:
    found = []
    if isinstance(value, dict):
        title = next((value[key] for key in TITLES if isinstance(value.get(key), str)), None)
        text = next((value[key] for key in TEXTS if isinstance(value.get(key), str)), None)
        if title and text:
            found.append(Posting(job_title=title, description=text))
        for inner in value.values():
            found += adverts(inner)
    elif isinstance(value, list):
        for inner in value:
            found += adverts(inner)
    return found


def all_adverts() -> list[Posting]:
    paths = sorted(FOLDER.glob("*.json")) if FOLDER.is_dir() else []
    return [posting for path in paths for posting in adverts(json.loads(path.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("posting", all_adverts(), ids=lambda posting: posting.job_title[:40])
def test_every_span_lies_in_its_text(posting):
    facts = read_posting(posting)

    spans = [span for asked in (*facts.skills, *facts.negated) for span in asked.spans]
    spans += [asked.span for asked in (*facts.languages, *facts.licences, *facts.skill_years)]
    spans += [one.span for one in (facts.years, facts.degree, facts.salary) if one and one.span]
    spans += [span for many in facts.spans.values() for span in many]
    for span in spans:
        quote = (facts.text if span.source == "posting" else facts.title)[span.start : span.end]
        assert quote
        assert quote == quote.strip()
    assert "<" not in facts.text or "</" not in facts.text


KNOWN = {
    "Account Executive - Italy": {"role_family": "sales", "language": "Italian"},
    "Senior Account Executive, Enterprise": {"seniority": "senior", "language": "German", "licence": "driving licence"},
    "Product Designer": {"role_family": "ux_design", "years": 5},
    "Brand Protection & Marketplace Compliance Analyst": {"remote": "remote", "years": 3},
    "Praktikant Marketing/Event (m/w/d) - Student: in": {"seniority": "intern", "role_family": "marketing"},
    "Senior DevOps Engineer - LATAM": {"seniority": "senior", "role_family": "devops", "skill": "Terraform"},
}


@pytest.mark.parametrize("title", KNOWN)
def test_what_a_reader_sees_at_a_glance_is_read(title):
    facts = next(read_posting(posting) for posting in all_adverts() if posting.job_title == title)
    read = {
        "role_family": facts.role_family,
        "seniority": facts.seniority,
        "remote": facts.remote,
        "years": facts.years.low if facts.years else None,
    }

    for key, value in KNOWN[title].items():
        if key == "language":
            assert value in [asked.language for asked in facts.languages]
        elif key == "licence":
            assert value in [asked.name for asked in facts.licences]
        elif key == "skill":
            assert value in [name for asked in facts.skills for name in asked.names]
        else:
            assert read[key] == value


def test_benefits_and_law_ask_for_nothing():
    for posting in all_adverts():
        facts = read_posting(posting)
        for asked in facts.skills:
            for span in asked.spans:
                line_start = facts.text.rfind("\n", 0, span.start) + 1
                line = facts.text[line_start : facts.text.find("\n", span.end)].lower()
                assert "regardless of race" not in line or span.source == "title"
