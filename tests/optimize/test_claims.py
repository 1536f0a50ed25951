"""Nothing untrue passes the gate, and nothing that the résumé says is stopped by it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.models.resume import Resume
from shared.optimize.claims import find_unbacked
from shared.optimize.facts import Facts, leaves
from shared.optimize.words import word_set
from shared.skills.lexicon import lexicon
from tests.optimize.people import ENGINEER, NURSE, TODAY

FACTS = Facts.of(ENGINEER, today=TODAY)
CARE = Facts.of(NURSE, today=TODAY)
LATENCY, TEAMS, LED, PLANNED, SAVED = (
    "/work/0/highlights/1", "/work/0/highlights/2", "/work/0/highlights/3", "/work/1/highlights/0",
    "/work/1/highlights/1",
)  # fmt: skip
SUMMARY = "/basics/summary"

TRUE = {
    "synonyms of skills": (LATENCY, "Cut latency by 10-20% with Kubernetes and PostgreSQL"),
    "another order": (TEAMS, "Built Python APIs for 12 teams"),
    "a number in words": (LED, "Led a team of five engineers"),
    "a number written out": (SAVED, "Saved $1,200,000 in 2018"),
    "a number with a word": (SAVED, "Saved $1.2 million in 2018"),
    "other forms of a verb": (PLANNED, "Managed the team and planned sprints"),
    "everyday words": (TEAMS, "Carefully designed and delivered reliable Python APIs that 12 teams depend on"),
    "facts of the whole": (
        SUMMARY,
        """Senior Backend Engineer with 10 years of experience at Robust Intelligence and Acme Corp.
        Works with Python, Go and PostgreSQL. BSc Computer Science, University of Oxford.""",
    ),
    "the degree by another name": (SUMMARY, "Holds a Bachelor's degree in Computer Science"),
    "the certificate": (SUMMARY, "Certified Scalable Architect"),
    "since when": (SUMMARY, "At Robust Intelligence since March 2020"),
    "an employer before a title": (SUMMARY, "Acme Corp developer until 2019"),
    "an opening verb": (LED, "Directed and mentored 5 engineers"),
    "the employer of the entry": (TEAMS, "Built Python APIs for 12 teams at Robust Intelligence"),
}
UNTRUE = {
    "percentage": (LATENCY, "Cut latency by 30% with Kubernetes", "number", "30%"),
    "unit": (LATENCY, "Cut latency by 20 ms with Kubernetes", "number", "20 ms"),
    "what is counted": (TEAMS, "Built Python APIs for 12 customers", "number", "12"),
    "more than said": (LED, "Led 5+ engineers", "number", "5+"),
    "more than said in words": (LED, "Led more than 5 engineers", "number", "5"),
    "a digit more": (LED, "Led 50 engineers", "number", "50"),
    "in words": (LED, "Led twenty engineers", "number", "twenty"),
    "an amount in words": (TEAMS, "Doubled the speed of Python APIs", "number", "Doubled"),
    "currency": (SAVED, "Saved €1.2M in 2018", "number", "€1.2M"),
    "dropped currency": (SAVED, "Served 1.2M users in 2018", "number", "1.2M"),
    "another entry's number": (LED, "Led 5 engineers and saved $1.2M", "number", "$1.2M"),
    "Arabic digits": (LED, "Led ٧ engineers", "number", "٧"),
    "full-width digits": (LED, "Led ７ engineers", "number", "7"),
    "digits split by invisible characters": (LED, "Led 1\u200b5 engineers", "number", "15"),
    "year": (SAVED, "Saved $1.2M in 2017", "date", "2017"),
    "month": (SAVED, "Saved $1.2M in March 2018", "date", "March 2018"),
    "numeric month": (SAVED, "Saved $1.2M in 03/2018", "date", "03/2018"),
    "years of experience": (SUMMARY, "Senior Backend Engineer with 15 years of experience", "number", "15"),
    "skill": (LATENCY, "Cut latency by 10-20% with Docker", "skill", "Docker"),
    "a skill of another entry": (PLANNED, "Managed the team in Python", "skill", "Python"),
    "part of a skill's name": (SUMMARY, "Writes C++ and Go", "skill", "C++"),
    "employer": (TEAMS, "Built Python APIs at Google for 12 teams", "employer", "Google"),
    "employer in small letters": (TEAMS, "Built Python APIs at initech for 12 teams", "employer", "initech"),
    "employer that is a word": (TEAMS, "Built Python APIs at apple for 12 teams", "employer", "apple"),
    "employer at the start": (TEAMS, "Apple used the APIs", "name", "Apple"),
    "employer of known words": (SUMMARY, "Engineer at Scalable Intelligence", "employer", "Scalable Intelligence"),
    "homoglyphs": (TEAMS, "Built APIs for Аpple", "employer", "Аpple"),
    "name": (TEAMS, "Built APIs with Grace Hopper", "name", "Grace Hopper"),
    "acronym": (TEAMS, "Built APIs for NASA", "employer", "NASA"),
    "another script": (TEAMS, "Built APIs for 삼성", "name", "삼성"),
    "title": (SUMMARY, "Principal Engineer", "title", "Principal Engineer"),
    "title in small letters": (LED, "Led 5 engineers as engineering manager", "title", "engineering manager"),
    "rank": (SUMMARY, "Senior Developer at Acme Corp", "title", "Senior Developer"),
    "domain": (SUMMARY, "Cloud Engineer at Acme Corp", "title", "Cloud Engineer"),
    "head of": (SUMMARY, "Head of Engineering", "title", "Head of Engineering"),
    "degree": (SUMMARY, "Holds a Master's degree in Computer Science", "degree", "Master's"),
    "degree by letters": (SUMMARY, "Ph.D. in Computer Science", "degree", "Ph.D."),
    "subject": (SUMMARY, "Bachelor's degree in theology", "degree", "theology"),
    "school": (SUMMARY, "Studied at Stanford University", "school", "Stanford University"),
    "certification": (SUMMARY, "certified public speaker", "certification", "certified"),
    "award": (SUMMARY, "Award-winning engineer", "honour", "Award"),
    "title of honour": (SUMMARY, "Engineer of the year at Acme Corp", "honour", "Engineer of the year"),
    "link": (SUMMARY, "See https://evil.example/x", "link", "https://evil.example/x"),
}  # fmt: skip


@pytest.mark.parametrize(("pointer", "text"), TRUE.values(), ids=TRUE)
def test_true_sentences_pass(pointer, text):
    assert find_unbacked(text, FACTS, pointer) == []


@pytest.mark.parametrize(("pointer", "text", "kind", "said"), UNTRUE.values(), ids=UNTRUE)
def test_untrue_sentences_are_named(pointer, text, kind, said):
    found = find_unbacked(text, FACTS, pointer)

    assert (kind, said) in [(claim.kind, claim.text) for claim in found]
    assert all(claim.text in claim.reason for claim in found)


def test_who_led_nothing_does_not_lead():
    found = find_unbacked("Managed up to 8 patients per shift", CARE, "/work/0/highlights/0")

    assert [claim.kind for claim in found] == ["lead role"]


def test_a_licence_stays_with_its_words():
    assert find_unbacked("Registered nurse on a surgical ward", CARE, SUMMARY) == []
    assert find_unbacked("Certified nurse on a surgical ward", CARE, SUMMARY) != []


@pytest.mark.parametrize("said", ["Docker", "Led 50 engineers at Google in March 2018", "AWS Certified Developer"])
def test_what_the_person_confirms_passes(said):
    assert find_unbacked(said, FACTS, LED) != []
    assert find_unbacked(said, Facts.of(ENGINEER, confirmed=[said], today=TODAY), LED) == []


@pytest.mark.parametrize("resume", [ENGINEER, NURSE], ids=["engineer", "nurse"])
@pytest.mark.parametrize("ending", ["", ".", " "], ids=["as it is", "with a full stop", "with a space"])
def test_an_unchanged_resume_passes(resume, ending):
    facts = Facts.of(resume, today=TODAY)
    for pointer, text in leaves(resume.model_dump(exclude_none=True)):
        if not pointer.startswith(("/basics/email", "/basics/phone", "/basics/profiles")):
            assert find_unbacked(text + ending, facts, pointer) == [], pointer


WORDS = sorted(
    word_set(
        """Robust Intelligence Certified Scalable Architect 10–20% $1.2M 3rd Ph.D. S3 C++ .NET R&D Master of Arts 5+
    engineers Head of Growth März 2021 03/2021 2019- O'Neill's fiancée 삼성전자 Ωmega don't AT&T twenty-five 1,5
    https://a.example/x me@x.org doubled award Vice President at apple by Google . ; - / ( ) • Go Rust"""
    )
)
STRANGE = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    ).map(" ".join),
)


@given(STRANGE)
@settings(max_examples=400, deadline=None)
def test_any_words_of_the_resume_pass_unchanged(text):
    resume = Resume.model_validate({"work": [{"name": text, "position": text, "highlights": [text, "Built things"]}]})
    facts = Facts.of(resume, today=TODAY)

    assert find_unbacked(text, facts, "/work/0/highlights/0") == []
    assert find_unbacked(text, facts, "/basics/summary") == []


@given(STRANGE)
@settings(max_examples=400, deadline=None)
def test_words_of_the_resume_pass_through_the_rules_too(text):
    # The same words with a neutral ending: not the shortcut for equal texts, but the rules have to let them through.
    resume = Resume.model_validate({"work": [{"highlights": [text]}]})
    facts = Facts.of(resume, today=TODAY)

    assert find_unbacked(f"{text}\nmade", facts, "/work/0/highlights/1") == []


NAMES = st.text("bcdfghjklmnpqrstvwxz", min_size=5, max_size=9).map(str.capitalize)
CARRIERS = st.sampled_from(
    ["Built APIs in Python with {}", "Built APIs for {} teams", "{} used the APIs", "Joined {} to build APIs",
     "Built APIs ({})", "Built APIs, {}, in Python", "Built APIs — {}"]
)  # fmt: skip


@given(CARRIERS, NAMES)
@settings(max_examples=200, deadline=None)
def test_no_invented_name_passes(carrier, name):
    assert find_unbacked(carrier.format(name), FACTS, TEAMS) != []


@given(
    CARRIERS,
    st.integers(min_value=0, max_value=10**9).filter(lambda n: n not in {5, 10, 12, 20}),
    st.sampled_from(["", "%", "+", "x", "k", "M"]),
)
@settings(max_examples=300, deadline=None)
def test_no_invented_number_passes(carrier, number, unit):
    assert find_unbacked(carrier.format(f"{number}{unit}"), FACTS, TEAMS) != []


@given(CARRIERS, st.dates(date(1950, 1, 1), date(2060, 1, 1)).filter(lambda d: d.year != 2020))
@settings(max_examples=200, deadline=None)
def test_no_invented_date_passes(carrier, day):
    for written in (
        day.strftime("%B %Y"),
        day.strftime("%b %Y"),
        day.strftime("%m/%Y"),
        day.strftime("%Y-%m"),
        str(day.year),
    ):
        assert find_unbacked(carrier.format(written), FACTS, TEAMS) != []


SKILLS = [s.name for s in lexicon().skills if s.kind in {"language", "framework", "platform", "database", "library"}]


@given(st.sampled_from(SKILLS).filter(lambda name: name not in {"Python", "PostgreSQL", "Kubernetes"}))
@settings(max_examples=300, deadline=None)
def test_no_invented_skill_passes(skill):
    assert find_unbacked(f"Built APIs in Python, Java, {skill}, Ruby", FACTS, TEAMS) != []
    assert {"Java", "Ruby"} <= {c.text for c in find_unbacked("Built APIs in Python, Java, Ruby", FACTS, TEAMS)}
