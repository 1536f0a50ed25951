"""From what a model says of a posting to a match, trusting only what can be checked.

A requirement counts when its words stand in the posting, and is met when the words that show it stand in what the model
was given of the candidate. The score is worked out here, not by the model, and stays within reach of the quick score: a
model that was talked into praise can move a result a little, never to the top.
"""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from shared.models.match import Asked, Component, Evidence, Explanation, Match, ScoredBy, ranking_of
from shared.models.posting import PostingFacts
from shared.skills.lexicon import lexicon

Quote = Annotated[str, Field(max_length=300)]

REACH = 25
"""How far a model may move the quick score, in points; further where the quick score itself is unsure."""
REACH_WHEN_UNSURE = 40
MOST_REQUIREMENTS = 15
LONGEST_NAME = 60
_CREDIT = {"yes": 1.0, "partly": 0.5, "no": 0.0}
_WEIGHT = {"required": 2.0, "preferred": 1.0}
_PRIOR = 1.5
"""Requirements' worth of the middle mixed in, as in the quick score: few requirements make no perfect match."""
_FULL = 4
_SKILLS, _ROLE, _EXPERIENCE = 50.0, 30.0, 20.0


class Requirement(BaseModel):
    name: Annotated[str, Field(max_length=200)]
    need: Literal["required", "preferred"]
    met: Literal["yes", "partly", "no"]
    posting_quote: Quote
    candidate_quote: Quote


class Judgement(BaseModel):
    job_id: str
    requirements: Annotated[list[Requirement], Field(max_length=40)]
    role_fit: Annotated[int, Field(ge=0, le=_FULL)]
    experience_fit: Annotated[int, Field(ge=0, le=_FULL)]


class Judgements(BaseModel):
    results: list[Judgement]


def judged(
    judgement: Judgement, quick: Match, facts: PostingFacts, shown: str, *, scored_by: ScoredBy, model: str
) -> Match:
    """Turn a judgement into a match. ``shown`` is the candidate's text exactly as the model was given it."""
    asked = [found for requirement in judgement.requirements if (found := _checked(requirement, facts, shown))]
    asked = asked[:MOST_REQUIREMENTS]
    weights = sum(_WEIGHT[item.need] for item in asked)
    earned = sum(_WEIGHT[item.need] * item.credit for item in asked)
    share = (earned + _PRIOR / 2) / (weights + _PRIOR)
    parts = {
        "skills": (_SKILLS if asked else 0.0, share),
        "role": (_ROLE, judgement.role_fit / _FULL),
        "experience": (_EXPERIENCE, judgement.experience_fit / _FULL),
    }
    total = sum(weight for weight, _ in parts.values())
    wanted = 100 * sum(weight * part for weight, part in parts.values()) / total
    reach = REACH if quick.confidence == "normal" else REACH_WHEN_UNSURE
    value = round(max(quick.match_score - reach, min(quick.match_score + reach, wanted)))
    value = max(0, min(100, value))
    matched = list(dict.fromkeys(item.names[0] for item in asked if item.shown))
    missing = list(dict.fromkeys(item.names[0] for item in asked if not item.shown))
    components = {
        name: Component(
            weight=round(100 * weight / total, 2),
            earned=round(100 * weight * part / total, 2),
            verified=weight > 0,
            detail=_DETAIL[name],
        )
        for name, (weight, part) in parts.items()
    }
    components["skills"].asked = asked
    return quick.model_copy(
        update={
            "match_score": value,
            "ranking_level": ranking_of(value),
            "matched_skills": matched,
            "missing_skills": missing,
            "unused_skills": [name for name in quick.unused_skills if name not in matched and name not in missing],
            "summary": _summary(facts, value, matched, missing),
            "explanation": Explanation(**components),
            "scored_by": scored_by,
            "model": model,
            "confidence": "normal" if len(asked) >= 3 else "low",
        }
    )


_DETAIL = {
    "skills": "Requirements the model found in the posting, checked against both texts.",
    "role": "How close the kind of work is, as the model judged it.",
    "experience": "How well seniority and years fit, as the model judged it.",
}


def _checked(requirement: Requirement, facts: PostingFacts, shown: str) -> Asked | None:
    """Return what a requirement asks and what shows it, or None when the posting does not say it."""
    at = _find(requirement.posting_quote, facts.text)
    source: Literal["posting", "title"] = "posting"
    if at is None:
        at, source = _find(requirement.posting_quote, facts.title), "title"
    if at is None:
        return None
    text = facts.text if source == "posting" else facts.title
    quote = text[at[0] : at[1]]
    credit = _CREDIT[requirement.met] if _find(requirement.candidate_quote, shown) else 0.0
    name = _name(requirement.name, quote, text)
    return Asked(
        names=[name],
        need=requirement.need,
        shown=name if credit else None,
        credit=credit,
        asked_at=[Evidence(source, at[0], at[1], quote)],
    )


def _name(said: str, quote: str, text: str) -> str:
    """Name a requirement by the lexicon, else by words of the posting: a model's own words reach nobody."""
    said = said.strip()
    known = lexicon().find_by_name(said)
    if known:
        return known.name
    return (said if _find(said, text) else quote)[:LONGEST_NAME].strip()


def _find(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quote, whatever its spacing and case; one without two letters or digits shows nothing."""
    words = quote.split()
    if sum(character.isalnum() for character in quote) < 2:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text, re.IGNORECASE)
    return found.span() if found else None


def _summary(facts: PostingFacts, value: int, matched: list[str], missing: list[str]) -> str:
    fit = {"high": "Strong", "medium": "Fair", "low": "Weak"}[ranking_of(value)]
    shows = f"shows {len(matched)} of {len(matched) + len(missing)} requirements"
    if matched:
        shows += f" ({', '.join(matched[:3])})"
    lacks = f", lacks {', '.join(missing[:3])}" if missing else ""
    return f"{fit} fit for {facts.title or 'this posting'}: {shows}{lacks}."
