"""The result of scoring a candidate against a posting."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Ranking = Literal["high", "medium", "low"]
ScoredBy = Literal["quick", "llm", "dify"]
Confidence = Literal["normal", "low"]


@dataclass(slots=True)
class Evidence:
    """Where something stands: ``text[start:end]`` of the named source equals ``quote`` exactly.

    The sources are ``PostingFacts.text`` and ``.title``, ``PreparedCandidate.text`` (the résumé's visible text where
    the caller gave it) and ``PreparedCandidate.profile_text``.

    Why a plain dataclass, here and below: a batch makes thousands of these and validates none of them.
    """

    source: Literal["posting", "title", "resume", "profile"]
    start: int
    end: int
    quote: str


@dataclass(slots=True)
class Asked:
    """One thing the posting asks for, and what shows it. An OR-group has several ``names``; one shown is enough."""

    names: list[str]
    need: Literal["required", "preferred", "unstated"]
    shown: str | None = None
    credit: float = 0.0
    """0–1: full for a skill shown in work, less for one only listed."""
    asked_at: list[Evidence] = field(default_factory=list)
    shown_at: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class Component:
    """One part of the score. ``weight`` is its share of 100 after unverifiable parts left; ``earned`` ≤ ``weight``."""

    weight: float
    earned: float
    verified: bool
    detail: str
    asked: list[Asked] = field(default_factory=list)
    posting_evidence: list[Evidence] = field(default_factory=list)
    resume_evidence: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class Explanation:
    skills: Component
    role: Component
    experience: Component


class Match(BaseModel):
    """The score of one candidate against one posting. ``match_score`` is a whole number 0–100."""

    # What validates it is built where it is first needed: of this and what is made of it a function needs one.
    model_config = ConfigDict(defer_build=True)

    match_score: int = Field(ge=0, le=100)
    ranking_level: Ranking
    matched_skills: list[str]
    missing_skills: list[str]
    """Asked for by the posting and not shown by the candidate."""
    unused_skills: list[str]
    """Shown by the candidate and not asked for."""
    summary: str
    explanation: Explanation | None = None
    scored_by: ScoredBy = "quick"
    confidence: Confidence = "normal"
    model: str | None = None


def ranking_of(score: int) -> Ranking:
    """``high`` from 70, ``medium`` from 50, else ``low``."""
    return "high" if score >= 70 else "medium" if score >= 50 else "low"
