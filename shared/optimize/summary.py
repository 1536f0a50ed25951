"""A summary put together from facts of the résumé, and from nothing else."""

import re

from shared.models.resume import Education, Resume
from shared.optimize.qa import is_english, prose
from shared.optimize.shown import shown
from shared.optimize.wanted import Wanted
from shared.optimize.words import DEGREES
from shared.skills.find import find_skills

_MOST_SKILLS = 6
_LEVELS = ("diploma", "bachelor", "master", "doctor")


def better_summary(resume: Resume, wanted: Wanted, years: float) -> tuple[str | None, str]:
    """Return a summary and why: a new one where there is none, a sentence more where it names no asked skill."""
    words = [word for text in prose(resume) for word in re.findall(r"[^\W\d_]+", text)]
    if not is_english(words):
        return None, ""  # the sentences here are English, and a résumé speaks one language
    summary = (resume.basics.summary or "").strip()
    skills = _skills(resume, wanted)
    if not summary:
        made = _assembled(resume, skills, years)
        return made, "Put together from your jobs, skills and degree; every word of it is in your résumé."
    asked = wanted.weights
    named = {found.skill.id for found in find_skills(summary)}
    if asked and skills and not named & asked.keys():
        ending = "" if summary.endswith((".", "!", "?")) else "."
        return f"{summary}{ending} {_works_with(skills)}", "Names the skills of yours that the posting asks for."
    return None, ""


def _assembled(resume: Resume, skills: list[str], years: float) -> str | None:
    latest = next((job for job in resume.work if job.position), None)
    if latest is None or latest.position is None:
        return None
    opening = latest.position.strip()
    if years >= 1:
        whole = int(years)
        opening += f" with {whole} {'year' if whole == 1 else 'years'} of experience"
    if latest.name:
        opening += f" at {latest.name.strip()}" if years < 1 else f", most recently at {latest.name.strip()}"
    sentences = [opening]
    if skills:
        sentences.append(_works_with(skills).rstrip("."))
    degree = _highest_degree(resume.education)
    if degree:
        sentences.append(degree)
    return " ".join(sentence.rstrip(".") + "." for sentence in sentences)


def _works_with(skills: list[str]) -> str:
    return f"Works with {_joined(skills)}."


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _skills(resume: Resume, wanted: Wanted) -> list[str]:
    """Return the asked skills that the résumé shows, most wanted first; without a posting, the first it lists."""
    weights = wanted.weights
    spelled: dict[str, str] = {}
    for pointer, skill, said in shown(resume):
        if not pointer.startswith("/basics"):
            spelled.setdefault(skill.id, wanted.spelled.get(skill.id, said))
    if weights:
        asked = sorted((skill for skill in spelled if skill in weights), key=lambda skill: -weights[skill])
        return [spelled[skill] for skill in asked][:_MOST_SKILLS]
    listed = [name for group in resume.skills for name in group.keywords or [group.name or ""] if name]
    return listed[:_MOST_SKILLS]


def _highest_degree(schools: list[Education]) -> str | None:
    def level(school: Education) -> int:
        words = (school.study_type or "").casefold().replace(".", "").replace("'s", "").split()
        found = [_LEVELS.index(DEGREES[word]) for word in words if DEGREES.get(word) in _LEVELS]
        return max(found, default=2 if "master" in words else -1)

    named = [school for school in schools if school.study_type and school.institution]
    if not named:
        return None
    best = max(named, key=level)
    subject = f" {best.area.strip()}" if best.area and best.area not in (best.study_type or "") else ""
    return f"{(best.study_type or '').strip()}{subject}, {(best.institution or '').strip()}"
