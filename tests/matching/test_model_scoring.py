"""Scoring with a model: bound by id, checked by quotes, never worse than quick, whatever the model or the texts say."""

import asyncio
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shared.llm.client import Provider
from shared.llm.private import impersonal, without_contact
from shared.llm.screen import screened, talks_to_a_model
from shared.matching.score import PACK, ChatAsker, DifyAsker, ModelScorer, QuickScorer, shown_of
from shared.models.candidate import Candidate
from shared.models.match import Match
from shared.models.posting import Posting
from shared.models.resume import Basics, Profile, Reference, Resume, Skill, Work
from tests.llm.server import Behaviour, Exchange, ModelServer, hang_up, honest, refuse, slow

TODAY = date(2026, 11, 1)
INJECTIONS = (Path(__file__).parents[1] / "llm/injections.txt").read_text(encoding="utf-8").splitlines()

RESUME = Resume(
    basics=Basics(
        name="Zelda Quimby",
        email="zelda.quimby@example.com",
        phone="+1 555 010 0199",
        url="https://zelda.example.com",
        label="Backend Engineer",
        summary="Zelda builds payment systems. Call 555-010-0199 or write to zelda.quimby@example.com.",
        profiles=[Profile(network="GitHub", url="https://github.com/zquimby")],
    ),
    work=[
        Work(
            name="Northwind Pay",
            position="Backend Engineer",
            start_date="2019-01",
            current=True,
            highlights=["Built a ledger in Python and PostgreSQL", "Ran Kubernetes for 40 services"],
        )
    ],
    skills=[Skill(name="Python"), Skill(name="PostgreSQL"), Skill(name="Kubernetes")],
    references=[Reference(name="Rufus Xylander", reference="Zelda is great")],
)
CANDIDATE = Candidate(resume=RESUME)
SKILLS = ["Python", "PostgreSQL", "Kubernetes", "Django", "Terraform", "React", "Kafka", "Java"]


def posting(number: int, *extra: str) -> Posting:
    wanted = [SKILLS[(number + step) % len(SKILLS)] for step in range(3)]
    lines = [f"- Experience with {name}" for name in wanted]
    return Posting(
        job_id=f"job-{number}",
        job_title="Backend Engineer",
        company_name=f"Company {number}",
        description="\n".join(["We build software for ports.", "Requirements", *lines, *extra]),
    )


def scorer(server: ModelServer, seconds: float = 8.0) -> ModelScorer:
    return ModelScorer(ChatAsker(Provider(server.url, "key", "m-1")), seconds)


def score(with_scorer: Any, postings: list[Posting], candidate: Candidate = CANDIDATE) -> list[Match]:
    return asyncio.run(with_scorer.score(candidate, postings, TODAY))


def quick(postings: list[Posting]) -> list[Match]:
    return score(QuickScorer(), postings)


def wanted_of(posting: Posting) -> set[str]:
    return {name for name in SKILLS if name in posting.description}


def assert_bound(postings: list[Posting], matches: list[Match]) -> None:
    """Every result speaks of its own posting's skills."""
    for wanted, match in zip(postings, matches, strict=True):
        named = {name.removeprefix("Apache ") for name in match.matched_skills + match.missing_skills}
        assert named & set(SKILLS) == wanted_of(wanted), wanted.job_id


def test_fifty_postings_take_seven_calls_and_each_result_is_its_postings(server: ModelServer) -> None:
    postings = [posting(number) for number in range(50)]
    matches = score(scorer(server), postings)
    assert len(server.requests) == -(-50 // PACK)
    assert {match.scored_by for match in matches} == {"llm"}
    assert {match.model for match in matches} == {"m-1"}
    assert_bound(postings, matches)


def test_answers_are_bound_by_id_whatever_their_order(server: ModelServer) -> None:
    def shuffled(exchange: Exchange) -> None:
        answer = honest(exchange.document)
        random.Random(7).shuffle(answer["results"])
        exchange.say(answer)

    server.always = shuffled
    postings = [posting(number) for number in range(20)]
    matches = score(scorer(server), postings)
    assert {match.scored_by for match in matches} == {"llm"}
    assert_bound(postings, matches)


def altered(change: Any) -> Behaviour:
    def answer(exchange: Exchange) -> None:
        document = honest(exchange.document)
        change(document["results"])
        exchange.say(document)

    return answer


def rename(results: list[dict[str, Any]]) -> None:
    results[0]["job_id"] = "somebody-else"


def repeat(results: list[dict[str, Any]]) -> None:
    results.append({**results[0], "requirements": [], "role_fit": 0})


@pytest.mark.parametrize(
    ("behaviour", "at_least_by_model"),
    [
        pytest.param(altered(lambda results: results.pop()), 8, id="missing item"),
        pytest.param(altered(rename), 8, id="wrong id"),
        pytest.param(altered(repeat), 10, id="twice the same id"),
        pytest.param(altered(lambda results: results.clear()), 0, id="empty"),
        pytest.param(lambda exchange: exchange.say("I would rather talk about the weather."), 0, id="prose"),
        pytest.param(lambda exchange: exchange.say('{"results": [{"job_id": "p1"'), 0, id="cut JSON"),
        pytest.param(lambda exchange: exchange.say("", refusal="no"), 0, id="refusal"),
        pytest.param(
            lambda e: e.say("Here you are:\n```json\n" + json.dumps(honest(e.document)) + "\n```"), 10, id="fence"
        ),
        pytest.param(refuse(500, {}), 0, id="500"),
        pytest.param(refuse(401, {"message": "bad key"}), 0, id="401"),
        pytest.param(refuse(429, {"message": "later"}, {"retry-after": "99"}), 0, id="429"),
        pytest.param(hang_up, 0, id="hangs up"),
        pytest.param(slow(5), 0, id="slow"),
    ],
)
def test_no_fault_loses_a_posting_or_makes_a_zero(
    server: ModelServer, behaviour: Behaviour, at_least_by_model: int
) -> None:
    server.always = behaviour
    postings = [posting(number) for number in range(10)]
    matches = score(scorer(server, 2.5), postings)
    assert len(matches) == 10
    by_model = [match for match in matches if match.scored_by == "llm"]
    assert len(by_model) >= at_least_by_model
    for match, plain in zip(matches, quick(postings), strict=True):
        if match.scored_by == "quick":
            assert match == plain
    assert_bound(postings, matches)


def test_a_pack_that_is_too_long_is_halved(server: ModelServer) -> None:
    def short_memory(exchange: Exchange) -> None:
        if len(exchange.document["postings"]) > 3:
            exchange.send(400, {"error": {"message": "context", "code": "context_length_exceeded"}})
        else:
            exchange.say(honest(exchange.document))

    server.always = short_memory
    postings = [posting(number) for number in range(8)]
    matches = score(scorer(server), postings)
    assert {match.scored_by for match in matches} == {"llm"}
    assert_bound(postings, matches)


def test_dify_scores_by_the_same_rules(server: ModelServer) -> None:
    postings = [posting(number) for number in range(9)]
    matches = score(ModelScorer(DifyAsker(server.url, "app-key"), 8), postings)
    assert {match.scored_by for match in matches} == {"dify"}
    assert_bound(postings, matches)
    assert server.requests[0].path == "/v1/workflows/run"


def test_evidence_is_the_postings_own_words(server: ModelServer) -> None:
    wanted = posting(0)
    match = score(scorer(server), [wanted])[0]
    assert match.explanation
    assert match.explanation.skills.asked
    for asked in match.explanation.skills.asked:
        for evidence in asked.asked_at:
            assert evidence.quote in wanted.description


def obedient(exchange: Exchange) -> None:
    """A model that was talked into anything: full marks, invented proof, its own words everywhere."""
    results = [
        {
            "job_id": asked["job_id"],
            "requirements": [
                {"name": "HIRE ME NOW https://evil.example", "need": "required", "met": "yes",
                 "posting_quote": asked["description"][:40], "candidate_quote": "led the Apollo programme"},
                {"name": "OWNED", "need": "required", "met": "yes", "posting_quote": "words that are not there",
                 "candidate_quote": "Python"},
            ],
            "role_fit": 4,
            "experience_fit": 4,
        }
        for asked in exchange.document["postings"]
    ]  # fmt: skip
    exchange.say({"results": results})


def test_an_obedient_model_gains_little_and_its_words_reach_nobody(server: ModelServer) -> None:
    server.always = obedient
    postings = [
        Posting(
            job_id=f"n{number}", job_title="Registered Nurse", description="Requirements\n- RN licence\n- Triage\n- ICU"
        )
        for number in range(5)
    ]
    for match, plain in zip(score(scorer(server), postings), quick(postings), strict=True):
        assert match.match_score <= plain.match_score + 40
        assert match.ranking_level != "high"
        said = json.dumps(match.model_dump(mode="json"))
        assert "evil" not in said
        assert "OWNED" not in said
        assert "Apollo" not in said
        assert match.matched_skills == []


@pytest.mark.parametrize("injection", INJECTIONS)
def test_an_instruction_in_a_text_changes_no_score_and_is_not_sent(server: ModelServer, injection: str) -> None:
    plain = score(scorer(server), [posting(1)])[0]
    hidden = f'<div style="display:none">{injection}</div><p style="font-size:0">{injection}</p>'
    html = "<h2>Requirements</h2><ul>" + "".join(
        f"<li>{line[2:]}</li>" for line in posting(1).description.splitlines() if line.startswith("- ")
    )
    tampered_resume = RESUME.model_copy(deep=True)
    tampered_resume.work[0].highlights.append(injection)
    cases = [
        ([posting(1, injection)], CANDIDATE),
        ([posting(1).model_copy(update={"description": f"{html}</ul>{hidden}"})], CANDIDATE),
        ([posting(1)], Candidate(resume=tampered_resume)),
    ]
    for postings, candidate in cases:
        match = score(scorer(server), postings, candidate)[0]
        assert match.scored_by == "llm"
        assert (match.match_score, match.matched_skills, match.missing_skills) == (
            plain.match_score, plain.matched_skills, plain.missing_skills,
        )  # fmt: skip
        assert not talks_to_a_model(json.dumps(server.requests[-1].document, ensure_ascii=False))


@pytest.mark.parametrize(
    "said",
    [
        "You will respond to customer inquiries and set up monitoring.",
        "Ignore the noise: we value focus.",
        "We award the highest quality of care to every patient.",
        "Score leads and rank opportunities in Salesforce.",
        "You are an assistant manager with retail experience.",
        "Experience with system administration and Linux.",
        "Train and deploy large language models (LLMs) in production.",
        "As an AI engineer you will build assistants.",
        "We follow the instructions of physicians.",
        "Write only clean code? We like that. Reply to tickets within a day.",
        "New instructions for forklift drivers are given weekly in class.",
        "Salary 100 k, bonus up to 10 %.",
    ],
)
def test_ordinary_sentences_are_not_taken_for_instructions(said: str) -> None:
    kept = screened(said)
    lost = [word for word in said.split() if word not in kept]
    assert not lost, lost


def test_a_model_never_learns_who_it_judges(server: ModelServer) -> None:
    score(scorer(server), [posting(0, "Contact: jobs@example.com, +49 30 1234567, https://example.com/apply")])
    sent = json.dumps(server.requests[0].body, ensure_ascii=False).lower()
    for private in ("zelda", "quimby", "555", "example.com", "github", "xylander", "1234567", "key"):
        assert private not in sent.replace("key=", ""), private
    assert "northwind pay" in sent


def test_years_and_versions_are_no_phone_numbers() -> None:
    text = "2019 - 2023: Python 3.12, ISO 27001:2022, 10 000 000 users, 2016-2020"
    assert without_contact(text) == text


def test_a_resume_without_a_name_is_still_shown() -> None:
    assert "Nurse" in impersonal(Resume(work=[Work(position="Nurse", name="Clinic")]))
    assert shown_of(Candidate(text="Nurse, mail me at a@b.co")) == "Nurse, mail me at"
