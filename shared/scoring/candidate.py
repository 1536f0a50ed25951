"""What a candidate shows, worked out once per batch.

A candidate is a parsed résumé, its text, a profile, or any of them together. Evidence of source ``resume`` indexes
``PreparedCandidate.text``: the caller's text where there is one, else ``resume_text`` of the parsed résumé. Evidence of
source ``profile`` indexes ``PreparedCandidate.profile_text``.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final

from shared.models.candidate import Candidate
from shared.models.match import Evidence
from shared.models.posting import Degree
from shared.models.resume import Resume
from shared.scoring.dates import Months, merged_months, span_of
from shared.scoring.degrees import RANK as DEGREE_RANK
from shared.scoring.degrees import degrees_in
from shared.scoring.glue import Loosened
from shared.scoring.history import HEADLINE_WEIGHT, Held, held, held_in, held_of, place_of, quoted, title_stems
from shared.scoring.level import RANK, find_level
from shared.scoring.licences import licences_held
from shared.scoring.lines import Reading, lower_alike
from shared.scoring.protected import blanked
from shared.scoring.roles import Role, find_role
from shared.scoring.spoken import LEVEL_ORDER, languages_in, written_in
from shared.scoring.terms import WORD, weighed
from shared.scoring.years import stated_years
from shared.scoring.zones import Zone, is_list_line, zones_of
from shared.skills.find import Found, find_listed, find_skills
from shared.skills.lexicon import Skill, lexicon

KEPT: Final = 32
"""Candidates kept in memory, at roughly 100 kB each."""
FEW_WORDS: Final = 3
WORKED: Final = 1.0
LISTED: Final = 0.7
PROFILE: Final = 0.9
"""What a listed skill counts when the candidate is a profile only: there is no work it could be shown in."""
IMPLIED: Final = 0.9
"""The share of a skill's credit that what it implies gets (Django → Python)."""
SPOTS: Final = 2
TRAINED: Final = re.compile(
    r"apprentic|ausbildung|certificate|diploma|gesellenbrief|formación profesional|\bbts\b|\bcap\b"
)


@dataclass(slots=True)
class Shown:
    """A skill the candidate shows: how well (0–1), how long (years), where. ``own``: named, not only implied."""

    skill: Skill
    credit: float
    where: list[Evidence] = field(default_factory=list)
    years: float = 0.0
    own: bool = True


@dataclass(slots=True)
class PreparedCandidate:
    text: str
    profile_text: str
    skills: dict[str, Shown]
    stems: dict[str, tuple[int, int]]
    """Stem → its first place in ``text``."""
    held: list[Held]
    target: str | None
    target_role: Role | None
    target_level: str | None
    years: float | None
    rank: float | None
    """The step on the seniority ladder; ``None`` where neither titles nor years say one."""
    degree: Degree | None
    languages: dict[str, int]
    licences: dict[str, list[Evidence]]
    lower: str = field(repr=False, default="")
    target_stems: frozenset[str] = frozenset()
    dated: bool = False
    families: dict[str, Held] = field(default_factory=dict)


def resume_text(resume: Resume) -> str:
    """A parsed résumé as plain text, one fact a line, in the order of the model."""
    basics = resume.basics
    lines: list[str | None] = [basics.name, basics.label, basics.summary]
    if resume.work:
        lines.append("Experience")
    for job in resume.work:
        lines += [", ".join(part for part in (job.position, job.name) if part), _period(job.start_date, job.end_date)]
        lines += [job.summary, *(f"- {line}" for line in job.highlights)]
    for effort in resume.volunteer:
        lines += [effort.position, effort.organization, effort.summary, *(f"- {line}" for line in effort.highlights)]
    if resume.projects:
        lines.append("Projects")
    for project in resume.projects:
        lines += [project.name, project.description, *(f"- {line}" for line in project.highlights)]
        lines.append(", ".join(project.keywords))
    if resume.education:
        lines.append("Education")
    for school in resume.education:
        lines += [", ".join(part for part in (school.study_type, school.area, school.institution) if part)]
        lines += [school.summary, ", ".join(school.courses), *(f"- {line}" for line in school.highlights)]
    if resume.skills:
        lines.append("Skills")
    for group in resume.skills:
        lines.append(": ".join(part for part in (group.name, ", ".join(group.keywords)) if part))
    for certificate in resume.certificates:
        lines.append(", ".join(part for part in (certificate.name, certificate.issuer) if part))
    for award in resume.awards:
        lines += [award.title, award.summary]
    for publication in resume.publications:
        lines += [publication.name, publication.summary]
    lines += [": ".join(part for part in (spoken.language, spoken.fluency) if part) for spoken in resume.languages]
    return "\n".join(line for line in lines if line)


def prepare(candidate: Candidate, today: date) -> PreparedCandidate:
    """Everything a score needs of a candidate. ``today`` ends the jobs that go on.

    The same content gives the same object, shared between callers: a résumé is scored again with every posting its
    owner opens. Treat it as read-only.
    """
    return _prepare(_Content(candidate), today)


class _Content:
    """A candidate as a key: alike where everything it says is alike."""

    __slots__ = ("_digest", "candidate")

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self._digest = sha256(repr(candidate.model_dump()).encode()).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and self._digest == other._digest

    def __hash__(self) -> int:
        return hash(self._digest)


@lru_cache(maxsize=KEPT)
def _prepare(content: _Content, today: date) -> PreparedCandidate:
    candidate = content.candidate
    resume, profile = candidate.resume, candidate.profile
    text = candidate.text or (resume_text(resume) if resume else "")
    names = [resume.basics.name] if resume and resume.basics.name else []
    loosened = Loosened(blanked(text, names, is_work=_speaks_of_work))
    seen = loosened.text
    lower = lower_alike(seen)
    reading = Reading(seen)
    zones = zones_of(seen)
    found = find_skills(seen)
    profile_text = _profile_text(candidate)
    jobs = held_of(resume, seen, today) if resume and resume.work else []
    if not any(job.months for job in jobs):
        jobs += held_in(seen, lower, zones, today)
    skills = _skills(resume, seen, zones, found, jobs, today)
    alone = not text
    _add_profile(skills, candidate, profile_text, PROFILE if alone else LISTED)
    _add_implied(skills)
    years = _years(reading, jobs, profile.experience_years if profile else None)
    label = resume.basics.label if resume else None
    if label and find_role(label):
        jobs.append(held(label, HEADLINE_WEIGHT, None, place_of(seen, label)))
    target = profile.target_role.strip() if profile and profile.target_role else None
    aimed = find_level(target) if target else None
    prepared = PreparedCandidate(
        text=text,
        profile_text=profile_text,
        skills=skills,
        stems=_stems(lower, profile_text.lower()),
        held=jobs,
        target=target or None,
        target_role=find_role(target) if target else None,
        target_level=aimed[0] if aimed else None,
        target_stems=title_stems(target) if target else frozenset(),
        years=years,
        rank=_rank(jobs, years),
        degree=_degree(resume, reading),
        languages=_languages(candidate, reading),
        licences={name: quoted(seen, start, end) for name, start, end in licences_held(lower, reading.words)},
        lower=lower,
        dated=any(job.months for job in jobs),
        families=_families(jobs),
    )
    _lead_back(prepared, loosened)
    return prepared


def _lead_back(prepared: PreparedCandidate, loosened: Loosened) -> None:
    """Make all evidence speak of the text as it was given, and its quotes say what stands there."""
    text = prepared.text
    spots = {id(spot): spot for shown in prepared.skills.values() for spot in shown.where}
    spots |= {id(spot): spot for job in prepared.held for spot in job.where}
    spots |= {id(spot): spot for where in prepared.licences.values() for spot in where}
    for spot in spots.values():
        if spot.source == "resume":
            spot.start, spot.end = loosened.back(spot.start, spot.end)
            spot.quote = text[spot.start : spot.end]
    if loosened.cuts:
        prepared.stems = {
            stem: loosened.back(*place) if place[0] >= 0 else place for stem, place in prepared.stems.items()
        }


def _families(jobs: list[Held]) -> dict[str, Held]:
    """The first job of each family of work held."""
    found: dict[str, Held] = {}
    for job in jobs:
        if job.role:
            found.setdefault(job.role.family, job)
    return found


def _speaks_of_work(line: str) -> bool:
    return bool(
        find_role(line)
        or find_level(line)
        or find_skills(line)
        or re.search(r"r[ée]sum|curriculum|lebenslauf|이력서|profile|summary", line, re.IGNORECASE)
    )


def _period(start: str | None, end: str | None) -> str | None:
    return f"{start} – {end or 'Present'}" if start else end


def _profile_text(candidate: Candidate) -> str:
    profile = candidate.profile
    if profile is None:
        return ""
    parts = [*profile.skills, profile.target_role, profile.summary, *profile.languages]
    return "\n".join(part for part in parts if part)


def _skills(  # noqa: PLR0917  all of what was read of one candidate
    resume: Resume | None, text: str, zones: list[Zone], found: list[Found], held: list[Held], today: date
) -> dict[str, Shown]:
    """Skills by id. Work is what a résumé's jobs and projects say; in a plain text, what its prose says."""
    skills: dict[str, Shown] = {}
    worked: dict[str, list[Months]] = {}
    if resume:
        for job in resume.work:
            months = span_of(job.start_date, job.end_date, today, current=bool(job.current))
            for hit in find_skills("\n".join(part for part in (job.position, job.summary, *job.highlights) if part)):
                worked.setdefault(hit.skill.id, []).extend([months] if months else [])
        for project in resume.projects:
            pieces = (project.name, project.description, *project.highlights, ", ".join(project.keywords))
            for hit in find_skills("\n".join(piece for piece in pieces if piece)):
                worked.setdefault(hit.skill.id, [])
        for effort in resume.volunteer:
            for hit in find_skills("\n".join(piece for piece in (effort.summary, *effort.highlights) if piece)):
                worked.setdefault(hit.skill.id, [])
    structured = bool(resume and (resume.work or resume.projects))
    for hit in found:
        shown_in_work = False
        if not structured:
            shown_in_work = not is_list_line(text, zones, found, hit)
            if shown_in_work:
                worked.setdefault(hit.skill.id, []).extend(_months_around(held, hit.start))
        elif hit.skill.id in worked:
            shown_in_work = True
        _show(
            skills,
            hit.skill,
            WORKED if shown_in_work else LISTED,
            Evidence("resume", hit.start, hit.end, text[hit.start : hit.end]),
        )
    if resume:
        listed = [word for group in resume.skills for word in (*group.keywords, group.name) if word]
        for word, skill in zip(listed, find_listed(listed), strict=True):
            if skill:
                _show(skills, skill, LISTED, *place_of(text, word))
        for skill_id in worked.keys() - skills.keys():
            if skill := lexicon().by_id.get(skill_id):
                _show(skills, skill, WORKED)
    for skill_id, spans in worked.items():
        if skill_id in skills:
            skills[skill_id].credit = WORKED
            skills[skill_id].years = merged_months(spans) / 12
    return skills


def _months_around(held: list[Held], position: int) -> list[Months]:
    """The months of the job under whose heading a place of a plain text stands."""
    latest: Months | None = None
    for job in held:
        if job.months and job.where and job.where[0].start <= position:
            latest = job.months
    return [latest] if latest else []


def _show(skills: dict[str, Shown], skill: Skill, credit: float, *where: Evidence) -> None:
    shown = skills.get(skill.id)
    if shown is None:
        skills[skill.id] = Shown(skill, credit, list(where))
        return
    if credit > shown.credit:
        shown.credit = credit
        shown.where[:0] = where
    else:
        shown.where.extend(where)
    del shown.where[SPOTS:]


def _add_profile(skills: dict[str, Shown], candidate: Candidate, profile_text: str, credit: float) -> None:
    profile = candidate.profile
    if profile is None:
        return
    position = 0
    for name, skill in zip(profile.skills, find_listed(profile.skills), strict=True):
        if name and skill:
            _show(skills, skill, credit, Evidence("profile", position, position + len(name), name))
        position += len(name) + 1 if name else 0
    if profile.summary:
        start = profile_text.find(profile.summary)
        for hit in find_skills(profile.summary):
            at, end = start + hit.start, start + hit.end
            _show(skills, hit.skill, credit, Evidence("profile", at, end, profile_text[at:end]))


def _add_implied(skills: dict[str, Shown]) -> None:
    known = lexicon().by_id
    for shown in list(skills.values()):
        for implied in shown.skill.implies:
            skill = known.get(implied)
            if skill is None:
                continue
            credit = shown.credit * IMPLIED
            present = skills.get(implied)
            if present is None:
                skills[implied] = Shown(skill, credit, shown.where[:SPOTS], shown.years, own=False)
            else:
                present.credit = max(present.credit, credit)
                present.years = max(present.years, shown.years)


def _years(reading: Reading, held: list[Held], told: float | None) -> float | None:
    spans = [job.months for job in held if job.months]
    shown = merged_months(spans) / 12 if spans else None
    claimed = stated_years(reading)
    known = [value for value in (shown, claimed, told) if value is not None]
    return max(known) if known else None


def _rank(held: list[Held], years: float | None) -> float | None:
    titled = [RANK[level[0]] for job in held[:2] if job.title and (level := find_level(job.title))]
    if years is None:
        return float(max(titled)) if titled else None
    by_years = min(3.0, 0.8 + years * 0.4) if years < 5.5 else 3.0 + min(0.5, (years - 5.5) * 0.1)
    if not titled:
        return by_years
    return max(titled) * 0.6 + by_years * 0.4


def _degree(resume: Resume | None, reading: Reading) -> Degree | None:
    found: list[Degree] = [level for level, _, _ in degrees_in(reading)]
    if resume:
        for school in resume.education:
            line = Reading(" ".join(filter(None, (school.study_type, school.area, school.institution, school.summary))))
            found += [level for level, _, _ in degrees_in(line)]
            if TRAINED.search(line.lower):
                found.append("vocational")
    highest = max((DEGREE_RANK[level] for level in found), default=0)
    return next((level for level in found if DEGREE_RANK[level] == highest), None)


def _languages(candidate: Candidate, reading: Reading) -> dict[str, int]:
    """Language → level from 1 to 6; 4 where it is named without one. The language a résumé is written in is spoken."""
    known: dict[str, int] = {}

    def add(language: str, level: str | None) -> None:
        known[language] = max(known.get(language, 0), LEVEL_ORDER.get(level or "", 4))

    for language, level, _, _ in languages_in(reading):
        add(language, level)
    entries = [
        f"{spoken.language} {spoken.fluency or ''}"
        for spoken in (candidate.resume.languages if candidate.resume else [])
    ]
    entries += candidate.profile.languages if candidate.profile else []
    for entry in entries:
        for language, level, _, _ in languages_in(Reading(entry), need_cue=False):
            add(language, level)
    # Texts in Korean are full of Latin words, others hold no Hangul: a paragraph more in English changes neither.
    hangul = sum("가" <= word[0] <= "힣" for word in reading.words)
    written = "Korean" if hangul >= FEW_WORDS else None if hangul else written_in(reading)
    if written:
        add(written, "fluent")
    return known


def _stems(lower: str, profile_lower: str) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    for match in WORD.finditer(lower):
        stem, weight = weighed(match.group())
        if weight and stem not in places:
            places[stem] = match.span()
    for word in WORD.findall(profile_lower):
        places.setdefault(weighed(word)[0], (-1, -1))
    return places
