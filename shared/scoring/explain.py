"""Plain sentences about a score, and the evidence of shared words."""

from typing import Final

from shared.models.match import Asked, Component, Evidence
from shared.models.posting import AskedYears, Degree, PostingFacts
from shared.scoring.candidate import PreparedCandidate
from shared.scoring.history import Held
from shared.scoring.level import LEVELS
from shared.scoring.lines import lower_alike

MOST_TERMS: Final = 5
MOST_NAMED: Final = 3
DEGREES: Final[dict[Degree, str]] = {
    "vocational": "vocational training",
    "associate": "an associate degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate",
}


def summary(facts: PostingFacts, skills: Component, role: Component, experience: Component, value: int) -> str:
    """One plain sentence: how well it fits, on what, and what is missing most."""
    fit = "Strong fit" if value >= 70 else "Possible fit" if value >= 50 else "Weak fit"
    said = []
    hard = [asked for asked in skills.asked if asked.need != "preferred"] or skills.asked
    if skills.asked:
        shown = [asked.shown for asked in hard if asked.shown]
        named = f" ({_listed(shown)})" if shown else ""
        said.append(f"shows {len(shown)} of {len(hard)} skills asked{named}")
        lacking = [" or ".join(asked.names) for asked in hard if not asked.shown]
        if lacking:
            said.append(f"lacks {_listed(lacking)}")
    if role.verified:
        share = role.earned / role.weight if role.weight else 0.0
        said.append(
            "same kind of role" if share >= 0.75 else "related role" if share >= 0.35 else "another kind of work"
        )
    if experience.verified and experience.weight and experience.earned < 0.6 * experience.weight:
        said.append("less experience than asked" if "short" in experience.detail else "another level than asked")
    title = f" for {facts.title}" if facts.title else ""
    return f"{fit}{title}: {', '.join(said)}." if said else f"{fit}{title}: the posting says too little to compare."


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def skills_detail(asked: list[Asked], shared: float | None) -> str:
    said = (
        f"{sum(item.shown is not None for item in asked)} of {len(asked)} asked are shown"
        if asked
        else "No known skill is asked"
    )
    if shared is not None:
        said += f"; {shared:.0%} of the posting's own terms stand in the résumé"
    return said


def shared_terms(prepared: PreparedCandidate, facts: PostingFacts) -> tuple[list[Evidence], list[Evidence]]:
    """The posting's weightiest content words that the résumé holds, in both texts."""
    stems = prepared.stems
    shared = facts.terms.keys() & stems.keys()
    both = [(stem, weight) for stem in shared if (weight := facts.terms[stem]) >= 1.0 and stems[stem][0] >= 0]
    both.sort(key=lambda item: (-item[1], item[0]))
    in_posting, in_resume = [], []
    lower = lower_alike(facts.text)
    for stem, _ in both[:MOST_TERMS]:
        start, end = stems[stem]
        in_resume.append(Evidence("resume", start, end, prepared.text[start:end]))
        word = facts.term_words.get(stem)
        at = _whole(lower, word) if word else -1
        if word and at >= 0:
            in_posting.append(Evidence("posting", at, at + len(word), facts.text[at : at + len(word)]))
    return in_posting, in_resume


def _whole(lower: str, word: str) -> int:
    at = lower.find(word)
    while at >= 0 and ((at and lower[at - 1].isalpha()) or lower[at + len(word) : at + len(word) + 1].isalpha()):
        at = lower.find(word, at + 1)
    return at


def role_detail(prepared: PreparedCandidate, facts: PostingFacts, job: Held | None, value: float) -> str:
    kinship = "same kind of work" if value >= 0.75 else "related work" if value >= 0.35 else "another kind of work"
    against = [
        part
        for part in (f"target {prepared.target!r}" if prepared.target else "", f"{job.title!r} held" if job else "")
        if part
    ]
    return f"{facts.title!r} against {' and '.join(against)}: {kinship}"


def role_by_text(facts: PostingFacts, value: float) -> str:
    return f"No title is known; {value / 0.8:.0%} of the words of {facts.title!r} stand in the résumé"


def role_unknown(facts: PostingFacts) -> str:
    return "The posting has no title" if not facts.title else "Neither a target role nor a title held is known"


def years(asked: float, shown: float, counted: float) -> str:
    said = f"{shown:.1f} years shown, {asked:g} asked"
    if counted < shown - 0.5:
        said += f" ({counted:.1f} of them in related work)"
    return said + (" (short)" if counted < asked else "")


def skill_years(asked: AskedYears, shown: float) -> str:
    return f"{' or '.join(asked.skill_names)}: {shown:.1f} years shown, {asked.low:g} asked" + (
        " (short)" if shown < asked.low else ""
    )


def seniority(asked: str, rank: float) -> str:
    return f"{asked} asked, about {LEVELS[min(len(LEVELS) - 1, round(rank))]} shown"


def degree(asked: Degree, shown: Degree) -> str:
    return f"{DEGREES[asked]} asked, {DEGREES[shown]} shown"


def experience_unknown(facts: PostingFacts) -> str:
    if not (facts.years or facts.seniority or facts.skill_years or facts.degree):
        return "The posting asks for no years, level or degree"
    return "The candidate states no dates, level or degree"
