"""What a posting asks for besides skills: level, years, degree, languages and licences."""

# ruff: noqa: E501  a table of wording: a pattern is one line, however long
import re
from bisect import bisect_right
from typing import Final

from shared.models.posting import AskedDegree, AskedLanguage, AskedLicence, AskedYears, PostingFacts, Span
from shared.scoring.degrees import EQUIVALENT, RANK, SCHOOL, degrees_in
from shared.scoring.level import find_level
from shared.scoring.licences import licences_in
from shared.scoring.lines import Reading
from shared.scoring.roles import find_role
from shared.scoring.spoken import languages_in, written_in
from shared.scoring.wanted import JOINS, ORDER, TOOLS
from shared.scoring.wording import Rulings, need_at
from shared.scoring.years import YearsFound, asked_years
from shared.skills.find import Found

FOLLOWS: Final = re.compile(
    r"^'?(?:\W{0,3}(?:of|in|with|using|on|and|the|a|an|working|work|works?|hands[- ]on|hand|professional|relevant|commercial|practical|proven|recent|direct|solid|strong|industry|production|experience|exp|programming|coding|development|developing|building|writing|designing|administering|managing|software|applications?|building|plus|full[- ]time|prior|previous|related|technical|deep"
    r"|erfahrung|berufserfahrung|praktische|praxiserfahrung|mit|im|der|als|umgang|bereich|d'expérience|expérience|en|sur|avec|de|experiencia|con|como|desarrollando|(?:이상의?)|경력|경험|의)\b)*\W{0,3}$"
)
BUILDER: Final = re.compile(r"engineer|developer|programmer|architect", re.IGNORECASE)
UNIVERSITY: Final = re.compile(r"bachelor|university|college")
LEVEL_TRIGGERS: Final = frozenset(
    "senior entry junior no berufseinsteiger absolvent absolventen absolventin quereinsteiger mid this unser".split()
)
NOT: Final = frozenset({"not", "keine", "pas", "isn", "no"})
NOT_A_ROLE: Final = re.compile(
    r"(?:not an?|isn't an?|keine|pas un(?: poste)?|no es un(?: puesto)?) ((?:[^\W_]+[- ]){1,3}?)(?:role|position|job|stelle|rolle|poste|puesto)\b"
)
LICENSED: Final = re.compile(
    r"licen[sc]|active|current|valid|registered|registration|certif|clearance|require|must|need|hold|possess|permis|führerschein|면허"
)
LEVEL_IN_TEXT: Final = re.compile(
    r"\b(?:(?P<senior>senior[- ]level|senior (?:role|position))|(?P<junior>entry[- ]level|junior[- ]level|no (?:prior |previous )?experience (?:needed|required|necessary)|berufseinsteiger|absolvent\w*|quereinsteiger)|(?P<mid>mid[- ](?:level|senior))|(?P<intern>this internship|unser praktikum))"
)


def read_title(facts: PostingFacts, reading: Reading, in_title: list[Found]) -> None:
    role = find_role(facts.title)
    if role:
        facts.role_family = role.family
        facts.spans["role_family"] = [Span(role.start, role.end, "title")]
    elif in_title and BUILDER.search(facts.title):
        facts.role_family = "software"
        facts.spans["role_family"] = [Span(in_title[0].start, in_title[0].end, "title")]
    level = find_level(facts.title)
    if level:
        facts.seniority = level[0]
        facts.spans["seniority"] = [Span(level[1], level[2], "title")]
    else:
        _read_level_of_text(facts, reading)


def _read_level_of_text(facts: PostingFacts, reading: Reading) -> None:
    for word in sorted(reading.words & LEVEL_TRIGGERS):
        for spot in reading.spots(word):
            match = LEVEL_IN_TEXT.match(reading.lower, spot)
            if match and reading.sections[reading.part_at(spot)] != "boilerplate":
                facts.seniority = match.lastgroup
                facts.spans["seniority"] = [Span(match.start(), match.end())]
                return


def roles_denied(reading: Reading) -> list[str]:
    """The families of "this is not a frontend role"."""
    spots = [spot for word in reading.words & NOT for spot in reading.spots(word)]
    matches = [NOT_A_ROLE.match(reading.lower, spot) for spot in sorted(spots)]
    roles = [find_role(match[1]) for match in matches if match]
    return list(dict.fromkeys(role.family for role in roles if role))


def read_years(facts: PostingFacts, reading: Reading, governed: Rulings, found: list[Found]) -> None:
    starts = [hit.start for hit in found]
    for mention in asked_years(reading):
        part = reading.part_at(mention.start)
        need, denied = need_at(governed, part, mention.start, mention.end)
        if denied:
            continue
        section = reading.sections[part]
        if not need:
            need = "preferred" if section == "preferred" else "required"
        skills = _skills_of(reading, mention, found, starts)
        years = AskedYears(
            mention.low, mention.high, need, Span(mention.start, mention.end),
            [hit.skill.id for hit in skills], [hit.skill.name for hit in skills],
        )  # fmt: skip
        years.field_of_work = bool(skills) and not any(hit.skill.kind in TOOLS for hit in skills)
        if skills:
            facts.skill_years.append(years)
        if skills and not years.field_of_work:
            continue
        if facts.years is None or (ORDER[need], -years.low) < (ORDER[facts.years.need], -facts.years.low):
            facts.years = years


def _skills_of(reading: Reading, mention: YearsFound, found: list[Found], starts: list[int]) -> list[Found]:
    """The skills that a mention of years speaks of: "3 years of Go or Rust", "Python (5+ years)"; none: it is overall."""
    lower = reading.lower
    part = reading.part_at(mention.start)
    high = reading.ends[part]
    index = bisect_right(starts, mention.end - 1)
    if index < len(found) and found[index].start < high and FOLLOWS.match(lower[mention.end : found[index].start]):
        run = [found[index]]
        while index + 1 < len(found) and found[index + 1].start < high:
            join = JOINS.get(lower[found[index].end : found[index + 1].start].strip())
            if join is None:
                break
            index += 1
            run.append(found[index])
        return run
    index = bisect_right(starts, mention.start) - 1
    if index >= 0 and found[index].start >= reading.starts[part]:
        gap = lower[found[index].end : mention.start].strip()
        if not gap and "년" in lower[mention.start : mention.end]:
            return [found[index]]
        if gap in {"(", ":", "-", "–", "(min.", "=", "|"} or re.fullmatch(
            r"(?:experience|development|developer|programming)?\s*[(:–-]\s*", gap
        ):
            return [found[index]]
    return []


def read_degree(facts: PostingFacts, reading: Reading, governed: Rulings) -> None:
    best: AskedDegree | None = None
    for level, start, end in degrees_in(reading):
        part = reading.part_at(start)
        section = reading.sections[part]
        if section == "boilerplate":
            continue
        need, denied = need_at(governed, part, start, end)
        if denied:
            continue
        line = reading.lower[reading.starts[part] : reading.ends[part]]
        need = need or ("preferred" if section == "preferred" else "required" if section != "duties" else None)
        if not need:
            continue
        degree = AskedDegree(level, need, Span(start, end), or_experience=bool(EQUIVALENT.search(line)))
        if SCHOOL.search(line) and level == "bachelor" and not UNIVERSITY.search(line):
            degree.level = "vocational"
        # Of "bachelor's or master's" the lower will do; of a required and a preferred one the required counts.
        if best is None or (ORDER[need], RANK[degree.level]) < (ORDER[best.need], RANK[best.level]):
            best = degree
    facts.degree = best


def read_languages(facts: PostingFacts, reading: Reading, governed: Rulings) -> None:
    seen: dict[str, AskedLanguage] = {}
    previous: AskedLanguage | None = None
    previous_end = 0
    for language, level, start, end in languages_in(reading):
        part = reading.part_at(start)
        section = reading.sections[part]
        need, denied = need_at(governed, part, start, end)
        if section == "boilerplate" or denied:
            continue
        need = need or ("preferred" if section == "preferred" else "required")
        gap = reading.lower[previous_end:start].strip() if previous else ""
        if previous and language != previous.language and gap in {"or", "/", "oder", "ou", "o", "and/or", "또는"}:
            previous.others.append(language)
            previous_end = end
            continue
        known = seen.get(language)
        if known is None:
            known = seen[language] = AskedLanguage(language, level, need, Span(start, end))
        elif ORDER[need] < ORDER[known.need] or (known.level is None and level):
            known.need, known.level = min(need, known.need, key=ORDER.__getitem__), known.level or level
        previous, previous_end = known, end
    facts.languages = list(seen.values())
    facts.written_in = written_in(reading)


def read_licences(facts: PostingFacts, reading: Reading, governed: Rulings) -> None:
    for name, start, end in licences_in(reading.lower, reading.words):
        part = reading.part_at(start)
        section = reading.sections[part]
        need, denied = need_at(governed, part, start, end)
        if section == "boilerplate" or denied:
            continue
        if (
            not need
            and section not in ("required", "preferred")
            and not LICENSED.search(
                reading.lower, max(reading.starts[part], start - 40), min(reading.ends[part], end + 40)
            )
        ):
            continue
        need = need or ("preferred" if section == "preferred" else "required")
        facts.licences.append(AskedLicence(name, need, Span(start, end)))
