"""Read a posting: what it asks for, how much each thing matters, and where it says so.

``read_posting`` turns a ``Posting`` into ``PostingFacts``; every span indexes ``PostingFacts.text`` (the description as
plain text) or ``PostingFacts.title``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from shared.models.posting import (
    AskedDegree,
    AskedLanguage,
    AskedLicence,
    AskedSkill,
    AskedYears,
    Need,
    Posting,
    PostingFacts,
    Span,
)
from shared.scoring.degrees import EQUIVALENT, RANK, SCHOOL, degrees_in
from shared.scoring.html import html_to_text, looks_like_html
from shared.scoring.json_ld import fill_from_json_ld, read_json_ld
from shared.scoring.level import find_level
from shared.scoring.licences import licences_in
from shared.scoring.lines import WORD as WORDS
from shared.scoring.lines import Reading
from shared.scoring.page import posting_from_text
from shared.scoring.place import remote_of
from shared.scoring.roles import find_role
from shared.scoring.salary import find_salary
from shared.scoring.spoken import NAMES, languages_in, written_in
from shared.scoring.terms import WORD as CONTENT
from shared.scoring.terms import weighed
from shared.scoring.wording import ASKING, Rulings, need_at, rulings
from shared.scoring.years import YearsFound, asked_years
from shared.skills.find import Found, find_skills
from shared.skills.lexicon import Skill

__all__ = ["posting_from_text", "read_json_ld", "read_posting"]

KEPT: Final = 256
"""Readings kept in memory, at roughly 20 kB each."""
SPOKEN: Final = frozenset(NAMES.values()) | {name.title() for name in NAMES}
TOOLS: Final = frozenset({"language", "framework", "tool", "database", "cloud"})
"""Kinds of skill whose years are counted by themselves; years of all others are years of the job."""
EARNED: Final = TOOLS | {"certificate"}
"""Kinds that a job title alone does not show."""
ORDER: Final[dict[Need, int]] = {"required": 0, "unstated": 1, "preferred": 2}
JOINS: Final = {
    gap: kind
    for kind, gaps in {
        "or": "or|/|, or|oder|, oder|ou|, ou|o|u|, o|and/or|and / or|und/oder|또는|혹은|이나|or a|or in|or with|or similar,|either|or even|or equivalent,",
        "list": ",|、|·|, ",
        "and": "and|&|, and|+|und|et|y|e|및|, und|;",
    }.items()
    for gap in gaps.split("|")
}
ONE_OF: Final = re.compile(
    r"(?:(?:at least |any |mindestens )?(?:one|any|either|eine[rsm]?|un|uno) (?:or more )?(?:of|der|von|de|des)(?: the| these| los| las)?(?: following)?(?: [a-z/ -]{0,40})?:?"
    r"|such as|like|e\.?g\.?,?|for example|for instance|z\.?\s?b\.?|wie|par exemple|comme|tel(?:le)?s? que|por ejemplo|como|similar to|either)\s*\W?\s*$"
)
AND_PAIRS: Final = frozenset({("html", "css"), ("css", "html"), ("tcp", "ip"), ("word", "excel")})
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


def read_posting(posting: Posting) -> PostingFacts:
    """Everything the scorer and a reader need of a posting; the same posting always gives the same facts.

    The facts are shared between callers: a posting is scored against many résumés, and again after every edit of one,
    so that the last few hundred readings are kept. Treat them as read-only.
    """
    if posting.json_ld:
        posting = fill_from_json_ld(posting)
    return _read(posting.job_title.strip(), posting.company_name.strip(), posting.location.strip(), posting.description)


@lru_cache(maxsize=KEPT)
def _read(title: str, company: str, location: str, description: str) -> PostingFacts:
    text = html_to_text(description) if looks_like_html(description) else description
    facts = PostingFacts(text=text, title=title, company=company, location=location)
    reading = Reading(text)
    governed = rulings(reading)
    found = _found(reading)
    in_title = [hit for hit in find_skills(title) if not is_spoken(hit.skill) and hit.skill.kind != "certificate"]
    _read_title(facts, reading, in_title)
    mentions = _mentions(reading, governed, found)
    _read_years(facts, reading, governed, found)
    _read_licences(facts, reading, governed)
    _collect_skills(facts, mentions, in_title)
    facts.not_roles = _not_roles(reading)
    _read_degree(facts, reading, governed)
    _read_languages(facts, reading, governed)
    facts.salary = find_salary(reading)
    remote = remote_of(location, title, reading)
    if remote:
        facts.remote, span = remote
        if span:
            facts.spans["remote"] = [span]
    _read_terms(facts, reading)
    return facts


def _found(reading: Reading) -> list[Found]:
    """The skills of the text, but for its boilerplate: what asks for nothing need not be searched."""
    found: list[Found] = []
    starts, ends, sections = reading.starts, reading.ends, reading.sections
    index, count = 0, len(starts)
    while index < count:
        if sections[index] == "boilerplate":
            index += 1
            continue
        first = starts[index]
        while index < count and sections[index] != "boilerplate":
            index += 1
        stretch = reading.text[first : ends[index - 1]]
        found += [
            Found(hit.skill, hit.start + first, hit.end + first)
            for hit in find_skills(stretch)
            if not is_spoken(hit.skill)
        ]
    return found


def is_spoken(skill: Skill) -> bool:
    """Whether a skill of the lexicon is a human language, which is read with its level instead."""
    return skill.kind == "spoken" and skill.name in SPOKEN


def _need_here(reading: Reading, governed: Rulings, start: int, end: int) -> Need | None:
    """How much ``text[start:end]`` matters; ``None`` when the posting denies it or only chats about it."""
    part = reading.part_at(start)
    section = reading.sections[part]
    if section == "boilerplate":
        return None
    need, denied = need_at(governed, part, start, end)
    if denied:
        return None
    if need:
        return "preferred" if need == "required" and section == "preferred" and not _must(reading, part) else need
    if section in ("required", "preferred"):
        return section
    if section == "duties":
        return "unstated"
    if _asks(reading, part):
        return "required"
    if section == "intro" and "required" in reading.headed:
        return None
    return "unstated"


def _must(reading: Reading, part: int) -> bool:
    return "must have" in reading.lower[reading.starts[part] : reading.ends[part]]


def _asks(reading: Reading, part: int) -> bool:
    """Whether a part says that something is asked of the reader ("experience with", "we seek")."""
    known = reading.asking.get(part)
    if known is None:
        line = reading.lower[reading.starts[part] : reading.ends[part]]
        known = reading.asking[part] = not ASKING.isdisjoint(WORDS.findall(line))
    return known


class Mention:
    """One place where a skill (or a group of alternatives) is named."""

    __slots__ = ("denied", "hits", "need")

    def __init__(self, hits: list[Found], need: Need | None, *, denied: bool) -> None:
        self.hits, self.need, self.denied = hits, need, denied


def _mentions(reading: Reading, governed: Rulings, found: list[Found]) -> list[Mention]:
    mentions: list[Mention] = []
    needs = [_need_here(reading, governed, hit.start, hit.end) for hit in found]
    for group in _groups(reading, found):
        kept = [index for index in group if needs[index]]
        for index in group:
            if not needs[index]:
                hit = found[index]
                denied = (
                    reading.sections[reading.part_at(hit.start)] != "boilerplate"
                    and need_at(governed, reading.part_at(hit.start), hit.start, hit.end)[1]
                )
                mentions.append(Mention([hit], None, denied=denied))
        if kept:
            need = min((needs[index] or "preferred" for index in kept), key=ORDER.__getitem__)
            mentions.append(Mention([found[index] for index in kept], need, denied=False))
    return mentions


def _groups(reading: Reading, found: list[Found]) -> list[list[int]]:
    """Indexes of ``found`` that are alternatives of each other: "Go or Rust", "(React, Vue, Angular)", "one of …"."""
    lower = reading.lower
    groups: list[list[int]] = []
    index = 0
    count = len(found)
    while index < count:
        run = [index]
        joins: list[str] = []
        while index + 1 < count:
            gap = lower[found[index].end : found[index + 1].start]
            if len(gap) > 24 or "\n" in gap:
                break
            join = JOINS.get(gap.strip()) or JOINS.get(gap.strip(" ()"))
            if join is None or ("(" in gap or ")" in gap):
                break
            joins.append(join)
            run.append(index + 1)
            index += 1
        groups += _split_run(lower, found, run, joins)
        index += 1
    return groups


def _split_run(lower: str, found: list[Found], run: list[int], joins: list[str]) -> list[list[int]]:
    if len(run) == 1:
        return [run]
    first = found[run[0]].start
    before = lower[max(0, first - 64) : first].rsplit("\n", 1)[-1]
    if ONE_OF.search(before) and "and" not in joins:
        return [run]
    slashes = all(lower[found[one].end : found[other].start].strip() == "/" for one, other in pairwise(run))
    if slashes and (found[run[0]].skill.id, found[run[1]].skill.id) in AND_PAIRS:
        return [[index] for index in run]
    groups: list[list[int]] = [[run[0]]]
    for position, join in enumerate(joins):
        follows = run[position + 1]
        ahead = next((later for later in joins[position:] if later != "list"), "list")
        if join == "or" or (join == "list" and ahead == "or"):
            groups[-1].append(follows)
        else:
            groups.append([follows])
    return groups


def _collect_skills(facts: PostingFacts, mentions: list[Mention], in_title: list[Found]) -> None:
    """One entry per skill and per group, the strongest need winning, in the order of first mention."""
    singles: dict[str, AskedSkill] = {}
    groups: dict[tuple[str, ...], AskedSkill] = {}
    for hit in in_title:
        span = Span(hit.start, hit.end, "title")
        if known := singles.get(hit.skill.id):
            known.spans.append(span)
        else:
            singles[hit.skill.id] = AskedSkill(
                [hit.skill.name],
                [hit.skill.id],
                "required",
                [span],
                soft=hit.skill.kind == "soft",
                field_of_work=hit.skill.kind not in EARNED,
            )
    denied: dict[str, AskedSkill] = {}
    for mention in mentions:
        ids = list(dict.fromkeys(hit.skill.id for hit in mention.hits))
        spans = [Span(hit.start, hit.end) for hit in mention.hits]
        if mention.need is None:
            if mention.denied:
                hit = mention.hits[0]
                denied.setdefault(ids[0], AskedSkill([hit.skill.name], ids, "unstated", [])).spans.extend(spans)
            continue
        asked = singles.get(ids[0]) if len(ids) == 1 else groups.get(tuple(sorted(ids)))
        if asked:
            asked.spans.extend(spans)
            if ORDER[mention.need] < ORDER[asked.need]:
                asked.need = mention.need
            continue
        names = list(dict.fromkeys(hit.skill.name for hit in mention.hits))
        asked = AskedSkill(
            names,
            ids,
            mention.need,
            spans,
            soft=all(hit.skill.kind == "soft" for hit in mention.hits),
            field_of_work=not any(hit.skill.kind in EARNED for hit in mention.hits),
        )
        if len(ids) == 1:
            singles[ids[0]] = asked
        else:
            groups[tuple(sorted(ids))] = asked
    facts.negated = list(denied.values())
    licensed = [
        (licence.span.start, licence.span.end) for licence in facts.licences if licence.span.source == "posting"
    ]
    facts.skills = [
        asked
        for asked in _settled(singles, groups, denied.keys())
        if not any(
            span.start < end and start < span.end and span.source == "posting"
            for span in asked.spans
            for start, end in licensed
        )
    ]
    for years in facts.skill_years:
        for asked in facts.skills:
            if set(years.skill_ids) & set(asked.ids):
                asked.years = max(asked.years or 0.0, years.low)


def _settled(
    singles: dict[str, AskedSkill], groups: dict[tuple[str, ...], AskedSkill], denied: Iterable[str]
) -> list[AskedSkill]:
    """Singles and groups without saying anything twice: a required member makes its group empty talk, a casual one joins it."""
    kept: list[AskedSkill] = []
    for group in groups.values():
        if any(
            key in singles and ORDER[singles[key].need] <= ORDER[group.need] and singles[key].need != "unstated"
            for key in group.ids
        ):
            continue
        for key in group.ids:
            if single := singles.pop(key, None):
                group.spans.extend(single.spans)
        kept.append(group)
    dropped = set(denied)
    kept += [single for key, single in singles.items() if key not in dropped or single.need == "required"]
    kept.sort(key=lambda asked: (asked.spans[0].source != "title", asked.spans[0].start))
    return kept


def _read_title(facts: PostingFacts, reading: Reading, in_title: list[Found]) -> None:
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


def _not_roles(reading: Reading) -> list[str]:
    """The families of "this is not a frontend role"."""
    if not reading.words & NOT:
        return []
    roles = (find_role(match[1]) for match in NOT_A_ROLE.finditer(reading.lower))
    return list(dict.fromkeys(role.family for role in roles if role))


def _read_years(facts: PostingFacts, reading: Reading, governed: Rulings, found: list[Found]) -> None:
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


def _read_degree(facts: PostingFacts, reading: Reading, governed: Rulings) -> None:
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


def _read_languages(facts: PostingFacts, reading: Reading, governed: Rulings) -> None:
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
    facts.written_in = written_in(reading.words)


def _read_licences(facts: PostingFacts, reading: Reading, governed: Rulings) -> None:
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


def _read_terms(facts: PostingFacts, reading: Reading) -> None:
    """Content words of title and requirements; those of the title count double."""
    informed = bool(reading.headed & {"required", "duties"})
    skipped = {"boilerplate", "intro"} if informed else {"boilerplate"}
    parts = [
        reading.lower[start:end]
        for start, end, section in zip(reading.starts, reading.ends, reading.sections, strict=True)
        if section not in skipped
    ]
    terms, words = facts.terms, facts.term_words
    for word in dict.fromkeys(CONTENT.findall("\n".join(parts))):
        stem, weight = weighed(word)
        if weight and stem not in terms:
            terms[stem] = weight
            words[stem] = word
    for word in CONTENT.findall(facts.title.lower()):
        stem, weight = weighed(word)
        if weight:
            terms[stem] = 2 * weight
