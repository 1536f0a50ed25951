"""Suggestions for a résumé against a posting, without a model: only what the résumé already shows, said better.

Quick mode rearranges and rewords; where a fact is missing it asks and never fills in.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Collection, Iterator
from datetime import date
from typing import Any, Protocol

from shared.models.form import Section
from shared.models.optimized import Op, Suggestion, SuggestionKind
from shared.models.resume import Resume
from shared.optimize.bullets import past_tense, split_long, strong_opening
from shared.optimize.claims import LONGEST_TEXT
from shared.optimize.experience import years_of_experience
from shared.optimize.facts import Facts
from shared.optimize.format_rules import LONGEST_BULLET_WORDS
from shared.optimize.shown import shown
from shared.optimize.summary import better_summary
from shared.optimize.wanted import Wanted
from shared.skills.find import find_listed, find_skills
from shared.skills.lexicon import Skill, lexicon

SECTION_OF: dict[str, Section] = {
    "basics": "contact", "work": "experience", "skills": "skills", "education": "education",
    "projects": "projects", "certificates": "certifications",
}  # fmt: skip
_MOST_NUMBER_QUESTIONS = 6
_MOST_SKILL_QUESTIONS = 10
_FEWEST_BULLETS_TO_ORDER = 3


class Suggester(Protocol):
    """Where suggestions come from. Each one still goes through the claim gate; a suggester vouches for nothing."""

    @property
    def failed(self) -> Collection[Section]:
        """Sections whose suggestions had to be made another way than was asked for."""
        ...

    def suggest(
        self, resume: Resume, facts: Facts, wanted: Wanted, *, today: date, skip: Collection[Section]
    ) -> AsyncIterator[Suggestion]:
        """Yield suggestions section by section, leaving out the sections in ``skip`` (finished before a takeover)."""
        ...


class Quick:
    """The suggester that needs no model."""

    failed: Collection[Section] = ()

    async def suggest(
        self, resume: Resume, facts: Facts, wanted: Wanted, *, today: date, skip: Collection[Section]
    ) -> AsyncIterator[Suggestion]:
        """Yield every quick suggestion; ``facts`` is not needed, since nothing is taken from elsewhere."""
        del facts
        for suggestion in quick(resume, wanted, today):
            if suggestion.section not in skip:
                yield suggestion


def section_of(pointer: str) -> Section:
    """Return the editor's section that a pointer into the résumé belongs to."""
    if pointer.startswith("/basics/summary"):
        return "summary"
    return SECTION_OF.get(pointer.split("/")[1] if "/" in pointer else "", "additional")


def suggestion(
    kind: SuggestionKind, op: Op, pointer: str, reason: str, *, original: Any = None, proposed: Any = None,
    order: list[int] | None = None, alternates: list[str] | None = None, keywords: list[str] | None = None,
) -> Suggestion:  # fmt: skip
    """Make a suggestion with an id that the same suggestion gets on every instance."""
    content = json.dumps([kind, op, pointer, original, proposed, order, reason], sort_keys=True)
    return Suggestion(
        id=hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16],
        kind=kind,
        section=section_of(pointer),
        op=op,
        pointer=pointer,
        original=original,
        proposed=proposed,
        order=order,
        alternates=alternates or [],
        reason=reason,
        keywords=keywords or [],
    )


def quick(resume: Resume, wanted: Wanted, today: date) -> Iterator[Suggestion]:
    """Yield the suggestions of every section, in the order in which the editor shows the sections."""
    yield from _summary(resume, wanted, today)
    yield from _entries(resume, wanted, "work", today)
    yield from _skills(resume, wanted)
    yield from _entries(resume, wanted, "projects", today)
    yield from _entries(resume, wanted, "volunteer", today)
    yield from _education_dates(resume)


def _summary(resume: Resume, wanted: Wanted, today: date) -> Iterator[Suggestion]:
    proposed, reason = better_summary(resume, wanted, years_of_experience(resume, today))
    if proposed:
        keywords = [skill.name for skill in _asked_in(proposed, wanted)]
        yield suggestion(
            "summary", "replace", "/basics/summary", reason,
            original=resume.basics.summary, proposed=proposed, keywords=keywords,
        )  # fmt: skip


def _entries(resume: Resume, wanted: Wanted, name: str, today: date) -> Iterator[Suggestion]:
    asked = 0
    for place, entry in enumerate(getattr(resume, name)):
        pointer = f"/{name}/{place}"
        goes_on = not entry.end_date or entry.end_date[:7] > today.isoformat()[:7]
        for index, text in enumerate(entry.highlights):
            yield from _bullet(f"{pointer}/highlights/{index}", text, wanted, goes_on=goes_on)
        yield from _bullet_order(f"{pointer}/highlights", entry.highlights, wanted)
        if name == "work":
            yield from _job_dates(pointer, entry, first=place == 0)
        for index in _without_figures(entry.highlights, wanted):
            if place < 3 and asked < _MOST_NUMBER_QUESTIONS:
                asked += 1
                yield suggestion(
                    "question", "none", f"{pointer}/highlights/{index}", _figure_question(entry.highlights[index])
                )


def _bullet(pointer: str, text: str, wanted: Wanted, *, goes_on: bool) -> Iterator[Suggestion]:
    """One rewrite of one bullet, put together from everything that helps it: two could not both be accepted."""
    if len(text) > LONGEST_TEXT:
        return
    better, reasons, kind = text, [], None
    opened = strong_opening(better, goes_on=goes_on)
    if opened:
        better, kind = opened, "opening"
        reasons.append("Starts with what you did.")
    elif not goes_on and (past := past_tense(better)):
        better, kind = past, "tense"
        reasons.append("The job has ended, so the bullet is in the past.")
    named, keywords = spell_as_posting(better, wanted)
    if named != better:
        better, kind = named, kind or "skill_name"
        reasons.append(f"Names {', '.join(keywords)} the way the posting does.")
    halves = split_long(better)
    if halves:
        reasons.append(f"One thought a line: the bullet had more than {LONGEST_BULLET_WORDS} words.")
        yield suggestion(
            "length", "split", pointer, " ".join(reasons), original=text, proposed=halves, keywords=keywords
        )
    elif kind is not None and better != text:
        yield suggestion(
            _kind(kind), "replace", pointer, " ".join(reasons), original=text, proposed=better, keywords=keywords
        )
    if not halves and len(text.split()) > LONGEST_BULLET_WORDS:
        words = len(text.split())
        yield suggestion("question", "none", pointer, f"This bullet has {words} words. Which half of it matters most?")


def _kind(kind: str) -> SuggestionKind:
    return {"opening": "opening", "tense": "tense"}.get(kind, "skill_name")  # type: ignore[return-value]


def spell_as_posting(text: str, wanted: Wanted) -> tuple[str, list[str]]:
    """Write the skills of a text the way the posting writes them; the names that changed are returned too."""
    keywords: list[str] = []
    for found in reversed(find_skills(text)):
        spelled = wanted.spelled.get(found.skill.id)
        said = text[found.start : found.end]
        if spelled is None or said.casefold() == spelled.casefold() or spelled.casefold() in text.casefold():
            continue
        text = text[: found.start] + spelled + text[found.end :]
        keywords.append(spelled)
    return text, keywords[::-1]


def _bullet_order(pointer: str, bullets: list[str], wanted: Wanted) -> Iterator[Suggestion]:
    weights = [sum(wanted.weights.get(skill.id, 0) for skill in _asked_in(text, wanted)) for text in bullets]
    if len(bullets) < _FEWEST_BULLETS_TO_ORDER or not any(weights) or weights[0] == max(weights):
        return
    order = sorted(range(len(bullets)), key=lambda index: -weights[index])
    yield suggestion(
        "bullet_order", "reorder", pointer, "Puts first what the posting asks for.",
        original=bullets, proposed=[bullets[index] for index in order], order=order,
    )  # fmt: skip


def _asked_in(text: str, wanted: Wanted) -> list[Skill]:
    weights = wanted.weights
    return list({found.skill.id: found.skill for found in find_skills(text) if found.skill.id in weights}.values())


def _without_figures(bullets: list[str], wanted: Wanted) -> list[int]:
    """Return the two bullets of an entry where a figure would help most: the most relevant without one."""
    bare = [i for i, text in enumerate(bullets) if not any(c.isdigit() for c in text) and len(text.split()) > 3]
    return sorted(sorted(bare, key=lambda i: -len(_asked_in(bullets[i], wanted)))[:2])


_FIGURES = (
    (("reduc", "cut", "decreas", "lower", "sav"), "By how much did it go down, and from what?"),
    (("improv", "increas", "grew", "grow", "rais", "boost", "optimi"), "By how much did it go up, and over what time?"),
    (("led", "lead", "manag", "supervis", "mentor", "train", "taught", "teach"), "How many people were they?"),
    (("sold", "sell", "negotiat", "clos"), "What was it worth?"),
    (("automat", "streamlin", "simplif"), "How much time does it save, and how often?"),
)


def _figure_question(text: str) -> str:
    first = text.split(maxsplit=1)[0].casefold()
    question = next((q for starts, q in _FIGURES if first.startswith(starts)), "How many, how often or how much?")
    return f"{question} A figure would make this bullet stronger; only you know it."


def _job_dates(pointer: str, job: Any, *, first: bool) -> Iterator[Suggestion]:
    where = job.name or job.position or "this job"
    if not job.start_date:
        yield suggestion("date", "none", f"{pointer}/start_date", f"When did you start at {where}?")
    if not job.end_date and not job.current and not first:
        yield suggestion("date", "none", f"{pointer}/end_date", f"When did you leave {where}, or are you still there?")
    for name in ("start_date", "end_date"):
        value = getattr(job, name)
        other = job.end_date if name == "start_date" else job.start_date
        if value and len(value) == 4 and other and len(other) > 4:
            yield suggestion("date", "none", f"{pointer}/{name}", f"Which month of {value}? The other date has one.")


def _education_dates(resume: Resume) -> Iterator[Suggestion]:
    for index, school in enumerate(resume.education):
        if not school.start_date and not school.end_date:
            where = school.institution or "this school"
            yield suggestion("date", "none", f"/education/{index}/end_date", f"When did you finish at {where}?")


def _skills(resume: Resume, wanted: Wanted) -> Iterator[Suggestion]:
    weights = wanted.weights
    listed: set[str] = set()
    for place, group in enumerate(resume.skills):
        names = group.keywords or ([group.name] if group.name else [])
        known = find_listed(names)
        listed |= {skill.id for skill in known if skill} | {f.skill.id for name in names for f in find_skills(name)}
        for index, (name, skill) in enumerate(zip(names, known, strict=True)):
            spelled = wanted.spelled.get(skill.id) if skill else None
            if spelled and spelled.casefold() != name.casefold() and spelled not in names:
                pointer = f"/skills/{place}/keywords/{index}" if group.keywords else f"/skills/{place}/name"
                yield suggestion(
                    "skill_name", "replace", pointer, f"The posting writes {spelled}.",
                    original=name, proposed=spelled, keywords=[spelled],
                )  # fmt: skip
        rank = [weights.get(skill.id, 0) if skill else 0 for skill in known]
        yield from _skill_order(f"/skills/{place}/keywords", group.keywords, rank)
    ranks = [
        max(
            (weights.get(skill.id, 0) for skill in find_listed([group.name or "", *group.keywords]) if skill), default=0
        )
        for group in resume.skills
    ]
    groups = [group.model_dump(exclude_none=True) for group in resume.skills]
    yield from _skill_order("/skills", groups, ranks)
    in_work = {skill.id: skill for pointer, skill, _ in shown(resume) if not pointer.startswith(("/skills", "/basics"))}
    for skill_id, skill in in_work.items():
        if skill_id in weights and skill_id not in listed:
            yield _insert_skill(resume, skill, wanted)
    yield from _skill_questions(wanted, listed | in_work.keys())


def _skill_order(pointer: str, items: list[Any], rank: list[int]) -> Iterator[Suggestion]:
    order = sorted(range(len(items)), key=lambda index: -rank[index])
    if len(items) == len(rank) and order != list(range(len(items))):
        yield suggestion(
            "skill_order", "reorder", pointer, "Puts first what the posting asks for.",
            original=items, proposed=[items[index] for index in order], order=order,
        )  # fmt: skip


def _insert_skill(resume: Resume, skill: Skill, wanted: Wanted) -> Suggestion:
    """Add a skill that the work shows to the group of its kind, or to the largest one."""
    spelled = wanted.spelled.get(skill.id, skill.name)

    def fit(place: int) -> tuple[int, int]:
        known = find_listed(resume.skills[place].keywords)
        return sum(other is not None and other.kind == skill.kind for other in known), len(known)

    groups = [place for place, group in enumerate(resume.skills) if group.keywords]
    reason = f"Your work shows {spelled}, and the posting asks for it; the skills section does not name it."
    if groups:
        pointer = f"/skills/{max(groups, key=fit)}/keywords"
        return suggestion("skill_name", "insert", pointer, reason, proposed=spelled, keywords=[spelled])
    entry = {"name": spelled, "keywords": []}
    return suggestion("skill_name", "insert", "/skills", reason, proposed=entry, keywords=[spelled])


def _skill_questions(wanted: Wanted, has: Collection[str]) -> Iterator[Suggestion]:
    implied = {other for one in has if one in lexicon().by_id for other in lexicon().by_id[one].implies}
    asked = 0
    for requirement in sorted(wanted.requirements, key=lambda r: r.need != "required"):
        skills = find_listed(requirement.names)
        if asked >= _MOST_SKILL_QUESTIONS or any(skill is None or skill.id in has for skill in skills):
            continue
        asked += 1
        names = " or ".join(requirement.names)
        need = "needs" if requirement.need == "required" else "would like"
        known = any(skill and skill.id in implied for skill in skills)
        hint = " Your other skills suggest it." if known else ""
        yield suggestion(
            "question", "none", "/skills",
            f"The posting {need} {names}. Have you used it?{hint} If so, confirm it and it can be added.",
            keywords=requirement.names,
        )  # fmt: skip
