"""What is measured: coverage, readability, duplicates, format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.models.optimized import Requirement
from shared.models.resume import Resume
from shared.optimize.format_rules import check_format
from shared.optimize.qa import coverage, measure, near_identical, readability
from tests.optimize.people import BACKEND, ENGINEER


def with_bullets(*bullets):
    return Resume.model_validate({"work": [{"name": "A", "highlights": list(bullets)}]})


def test_coverage_weighs_required_skills_double():
    asked = [Requirement(names=["Python"], need="required"), Requirement(names=["Rust"], need="preferred")]

    assert coverage(ENGINEER, asked) == 67


def test_one_of_a_group_is_enough():
    assert coverage(ENGINEER, [Requirement(names=["Rust", "Go"], need="required")]) == 100


def test_without_a_posting_there_is_no_coverage():
    assert coverage(ENGINEER, []) is None


def test_a_skill_that_no_lexicon_knows_is_found_by_its_words():
    resume = with_bullets("Calibrated the Frobnicator 3000 every week")

    assert coverage(resume, [Requirement(names=["frobnicator 3000"])]) == 100
    assert coverage(resume, [Requirement(names=["frobnicator 30"])]) == 0


def test_readability_follows_flesch():
    # 20 words, 4 sentences, 20 syllables: 206.835 - 1.015 * 5 - 84.6 * 1 = 117.16, cut to 100.
    assert readability(["The cat sat on the mat.", "It was a fat cat.", "He sat and ran.", "We saw it run off."]) == 100
    dense = (
        "Operationalization of interdepartmental organizational capabilities necessitated considerable collaboration"
    )
    assert readability([dense + " with the and of the in a to be for it by on as at or an"]) < 40


def test_what_is_not_english_has_no_readability():
    assert readability(["Entwicklung und Betrieb verteilter Systeme zur Abrechnung großer Kunden " * 4]) is None
    assert readability(["백엔드 개발자입니다"]) is None


def test_near_identical_bullets_are_counted():
    resume = with_bullets("Built the billing API in Python", "Built billing APIs in Python.", "Hired two people")

    (pair,) = near_identical(resume)

    assert (pair.first, pair.second) == ("/work/0/highlights/0", "/work/0/highlights/1")
    assert measure(resume).duplicates == 1


GOOD = {
    "basics": {
        "name": "Jane Doe",
        "email": "jane@example.com",
        "phone": "+44 20 7946 0000",
        "location": {"city": "Leeds"},
    },
    "work": [
        {"name": "A", "position": "B", "start_date": "2020-01", "highlights": ["Built it"]},
        {"name": "C", "position": "D", "start_date": "2018-01", "end_date": "2019-12", "highlights": ["Ran it"]},
    ],
    "skills": [{"name": "Tools", "keywords": ["Git"]}],
}


def broken(path, value):
    import copy

    document = copy.deepcopy(GOOD)
    *parents, last = path
    place = document
    for name in parents:
        place = place[name]
    place[last] = value
    return Resume.model_validate(document)


BROKEN = {
    "contact.name": (["basics", "name"], " "),
    "contact.email": (["basics", "email"], "jane at example"),
    "contact.phone": (["basics", "phone"], "12"),
    "contact.location": (["basics", "location"], None),
    "contact.links": (["basics", "profiles"], [{"url": "janedoe"}]),
    "contact.photo": (["basics", "image"], "https://a.example/me.png"),
    "content.personal": (["basics", "summary"], "Date of birth: 1 May"),
    "skills.present": (["skills"], []),
    "work.employer": (["work", 0, "name"], None),
    "work.title": (["work", 1, "position"], ""),
    "work.dates": (["work", 1, "start_date"], None),
    "work.order": (["work", 1, "start_date"], "2022-01"),
    "work.bullets": (["work", 0, "highlights"], []),
    "work.bullet_count": (["work", 0, "highlights"], [f"Did thing {n}" for n in range(9)]),
    "dates.order": (["work", 1, "end_date"], "2017-01"),
    "dates.style": (["work", 1, "end_date"], "2019"),
    "bullets.length": (["work", 0, "highlights"], ["word " * 36]),
    "bullets.ends": (["work", 0, "highlights"], ["Built it."]),
    "bullets.first_person": (["work", 0, "highlights"], ["I built it"]),
    "bullets.capitals": (["work", 0, "highlights"], ["BUILT THE BILLING SERVICE OF THE BANK"]),
    "summary.length": (["basics", "summary"], "word " * 81),
    "content.length": (["work", 0, "highlights"], ["word " * 30] * 40),
    "characters.glyphs": (["work", 0, "highlights"], ["➤ Built it"]),
    "characters.invisible": (["work", 0, "highlights"], ["Built\u200b it"]),
    "characters.ligatures": (["work", 0, "highlights"], ["Speciﬁed it"]),
    "layout.tables": (["work", 0, "highlights"], ["Built\tit"]),
}


def test_a_good_resume_keeps_every_rule():
    assert [rule.code for rule in check_format(Resume.model_validate(GOOD)) if not rule.passed] == []
    assert measure(Resume.model_validate(GOOD)).format_compliance == 100


@pytest.mark.parametrize(("code", "fault"), BROKEN.items(), ids=BROKEN)
def test_each_rule_is_broken_by_its_fault(code, fault):
    rules = {rule.code: rule for rule in check_format(broken(*fault))}

    assert not rules[code].passed
    assert rules[code].pointer is not None
    assert rules[code].fix


def test_every_rule_has_a_fault_here():
    assert set(BROKEN) == {rule.code for rule in check_format(Resume())}


@given(st.lists(st.text(max_size=60), max_size=6))
def test_metrics_stay_in_bounds(bullets):
    metrics = measure(with_bullets(*bullets), BACKEND.requirements)

    assert 0 <= metrics.format_compliance <= 100
    assert metrics.readability is None or 0 <= metrics.readability <= 100
    assert metrics.coverage == 0 or metrics.coverage is not None
