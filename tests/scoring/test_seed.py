"""The two scoring claims of the seed contract, as they were written."""

from datetime import date

from shared.models.candidate import Candidate, UserProfile
from shared.models.match import Match
from shared.models.posting import Posting
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score

TODAY = date(2026, 11, 25)


def match(title: str, description: str, skills: list[str]) -> Match:
    candidate = Candidate(profile=UserProfile(skills=skills, target_role="Senior Backend"))
    posting = Posting(job_title=title, company_name="Acme", description=description)
    return score(prepare(candidate, TODAY), read_posting(posting))


def test_two_skills_against_a_tiny_posting_reach_the_middle():
    result = match("Python Developer", "Need Python expert", ["Python", "FastAPI"])

    assert result.match_score >= 50
    assert result.ranking_level in {"high", "medium"}
    assert result.confidence == "low"


def test_two_of_three_skills_and_the_same_role_are_a_high_match():
    result = match("Senior Python Engineer", "Need Python, FastAPI, PostgreSQL", ["Python", "FastAPI", "Go"])

    assert result.match_score >= 70
    assert "Python" in result.matched_skills
    assert "PostgreSQL" in result.missing_skills
    assert "Go" in result.unused_skills
