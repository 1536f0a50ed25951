"""Quick mode is useful, and every word of it passes the gate."""

import asyncio

import pytest

from shared.models.resume import Resume
from shared.optimize.apply import apply
from shared.optimize.claims import find_unbacked
from shared.optimize.facts import Facts
from shared.optimize.suggest import Quick, quick
from shared.optimize.wanted import Wanted
from tests.optimize.people import BACKEND, ENGINEER, NURSE, TODAY, wanted

EVERYTHING = list(quick(ENGINEER, BACKEND, TODAY))


def one(kind, pointer, suggestions=EVERYTHING):
    (found,) = [s for s in suggestions if (s.kind, s.pointer) == (kind, pointer)]
    return found


def test_a_bullet_names_skills_the_way_the_posting_does():
    found = one("skill_name", "/work/0/highlights/1")

    assert found.proposed == "Reduced latency by 10–20% using Kubernetes and PostgreSQL"
    assert found.keywords == ["Kubernetes", "PostgreSQL"]


def test_listed_skills_are_spelled_and_ordered():
    assert one("skill_name", "/skills/1/keywords/2").proposed == "JavaScript"
    assert one("skill_order", "/skills/1/keywords").proposed == ["Python", "JS", "Go"]
    assert one("skill_order", "/skills").order == [1, 0]


def test_skills_shown_in_work_are_listed():
    inserts = {s.proposed: s.pointer for s in EVERYTHING if s.op == "insert"}

    assert set(inserts) == {"Kubernetes", "PostgreSQL"}


def test_relevant_bullets_come_first():
    found = one("bullet_order", "/work/0/highlights")

    assert found.order == [1, 2, 0, 3]


def test_a_weak_opening_becomes_a_verb():
    assert one("opening", "/work/1/highlights/0").proposed == "Managed the team and planned sprints"


def test_a_job_that_ended_is_in_the_past():
    assert one("tense", "/work/1/highlights/2").proposed == "Managed the build"


def test_the_summary_is_put_together_from_facts():
    assert one("summary", "/basics/summary").proposed == (
        "Senior Backend Engineer with 10 years of experience, most recently at Robust Intelligence. "
        "Works with Kubernetes, Python, PostgreSQL and JavaScript. BSc Computer Science, University of Oxford."
    )


def test_a_missing_skill_is_a_question():
    asked = [s for s in EVERYTHING if s.kind == "question" and s.pointer == "/skills"]

    assert [s.keywords for s in asked] == [["Terraform"]]
    assert all(s.op == "none" and s.proposed is None for s in asked)


def test_where_a_figure_would_help_it_asks():
    asked = [s for s in EVERYTHING if s.kind == "question" and "figure" in s.reason]

    assert "/work/0/highlights/0" in {s.pointer for s in asked}
    assert all(s.proposed is None for s in asked)


def test_missing_dates_are_asked_for():
    resume = Resume.model_validate({"work": [{"name": "A", "position": "Clerk"}, {"name": "B", "start_date": "2019"}]})
    asked = {s.pointer for s in quick(resume, Wanted(), TODAY) if s.kind == "date"}

    assert asked == {"/work/0/start_date", "/work/1/start_date", "/work/1/end_date"} - {"/work/1/start_date"}


def test_a_long_bullet_is_split_where_it_breathes():
    text = (
        "Planned the deployment of several services across regions with colleagues from other departments and their "
        "offices; wrote all the documentation for new joiners and held the weekly meeting with all the customers and "
        "with the partners"
    )
    resume = Resume.model_validate({"work": [{"name": "A", "start_date": "2019", "highlights": [text]}]})

    found = one("length", "/work/0/highlights/0", quick(resume, Wanted(), TODAY))

    assert [half.split()[0] for half in found.proposed] == ["Planned", "Wrote"]
    assert " ".join(found.proposed).lower().split() == text.replace(";", "").lower().split()


def test_a_resume_in_another_language_gets_no_english_sentence():
    german = Resume.model_validate(
        {
            "work": [
                {
                    "name": "Stadtwerke Bonn",
                    "position": "Elektroniker",
                    "start_date": "2019",
                    "highlights": [
                        "Wartung und Reparatur von Schaltanlagen mit Python",
                        "Einarbeitung der Auszubildenden im Betrieb",
                    ],
                }
            ]
        }
    )

    assert [s for s in quick(german, BACKEND, TODAY) if s.kind == "summary"] == []


CASES = {
    "engineer": (ENGINEER, BACKEND),
    "engineer without a posting": (ENGINEER, Wanted()),
    "nurse": (NURSE, wanted(ACLS="required", Wound_care="preferred", Python="preferred")),
    "nobody": (Resume(), BACKEND),
}


@pytest.mark.parametrize(("resume", "posting"), CASES.values(), ids=CASES)
def test_nothing_suggested_is_stopped_by_the_gate(resume, posting):
    facts = Facts.of(resume, today=TODAY)

    for suggestion in quick(resume, posting, TODAY):
        for text in suggestion.texts():
            assert find_unbacked(text, facts, suggestion.pointer) == [], suggestion


@pytest.mark.parametrize(("resume", "posting"), CASES.values(), ids=CASES)
def test_everything_that_changes_something_can_be_accepted_together(resume, posting):
    wanted_changes = [s for s in quick(resume, posting, TODAY) if s.op != "none"]

    _, applied, refused = apply(resume, wanted_changes)

    assert applied == [s.id for s in wanted_changes]
    assert refused == []


def test_the_same_everywhere():
    assert list(quick(ENGINEER.model_copy(deep=True), BACKEND, TODAY)) == EVERYTHING
    assert len({s.id for s in EVERYTHING}) == len(EVERYTHING)


def test_finished_sections_are_left_out_after_a_takeover():
    async def rest():
        facts = Facts.of(ENGINEER)
        return [s async for s in Quick().suggest(ENGINEER, facts, BACKEND, today=TODAY, skip={"summary", "experience"})]

    loop = asyncio.new_event_loop()  # not asyncio.run(), which leaves the thread without the loop that Mangum expects
    try:
        found = loop.run_until_complete(rest())
    finally:
        loop.close()
    assert {s.section for s in found} == {"skills"}
