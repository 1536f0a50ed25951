"""The skills a posting names: how much each matters, which are alternatives, and which it denies."""

# ruff: noqa: E501  a table of wording: a pattern is one line, however long
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, Literal

from shared.models.posting import AskedSkill, Need, PostingFacts, Span
from shared.scoring.lines import Reading, words_in
from shared.scoring.spoken import NAMES
from shared.scoring.wording import ASKING, Rulings, need_at
from shared.skills.find import Found, find_skills
from shared.skills.lexicon import Skill

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


def found_skills(reading: Reading) -> list[Found]:
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
        if first == 0:
            hits = find_skills(reading.text[: ends[index - 1]])
            found += [hit for hit in hits if not is_spoken(hit.skill)]
            continue
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
    if part in governed:
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
        known = reading.asking[part] = not ASKING.isdisjoint(words_in(line))
    return known


class Mention:
    """One place where a skill (or a group of alternatives) is named."""

    __slots__ = ("denied", "hits", "need")

    def __init__(self, hits: list[Found], need: Need | None, *, denied: bool) -> None:
        self.hits, self.need, self.denied = hits, need, denied


def mentions_of(reading: Reading, governed: Rulings, found: list[Found]) -> list[Mention]:
    mentions: list[Mention] = []
    needs = [_need_here(reading, governed, hit.start, hit.end) for hit in found]
    for group in _groups(reading.lower, found):
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


def _groups(lower: str, found: list[Found]) -> list[list[int]]:
    """Indexes of ``found`` that are alternatives of each other: "Go or Rust", "(React, Vue, Angular)", "one of …"."""
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
        groups += _split_run(lower, found, run, joins) if joins else [run]
        index += 1
    return groups


def _split_run(lower: str, found: list[Found], run: list[int], joins: list[str]) -> list[list[int]]:
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


def collect_skills(facts: PostingFacts, mentions: list[Mention], in_title: list[Found]) -> None:
    """One entry per skill and per group, the strongest need winning, in the order of first mention."""
    singles: dict[str, AskedSkill] = {}
    groups: dict[tuple[str, ...], AskedSkill] = {}
    for group in _groups(facts.title.lower(), in_title):
        hits = [in_title[index] for index in group]
        titled = _asked(hits, "required", "title")
        known = singles.get(titled.ids[0]) if len(titled.ids) == 1 else None
        if known:
            known.spans.extend(titled.spans)
        elif len(titled.ids) == 1:
            singles[titled.ids[0]] = titled
        else:
            groups[tuple(sorted(titled.ids))] = titled
    denied: dict[str, AskedSkill] = {}
    for mention in mentions:
        if mention.need is None:
            if mention.denied:
                ((skill, start, end),) = mention.hits
                refused = denied.setdefault(skill.id, AskedSkill([skill.name], [skill.id], "unstated", []))
                refused.spans.append(Span(start, end))
            continue
        asked = _asked(mention.hits, mention.need, "posting")
        known = (
            singles.setdefault(asked.ids[0], asked)
            if len(asked.ids) == 1
            else groups.setdefault(tuple(sorted(asked.ids)), asked)
        )
        if known is not asked:
            known.spans += asked.spans
            if ORDER[asked.need] < ORDER[known.need]:
                known.need = asked.need
    facts.negated = list(denied.values())
    licensed = [
        (licence.span.start, licence.span.end) for licence in facts.licences if licence.span.source == "posting"
    ]
    settled = _settled(singles, groups, denied.keys())
    facts.skills = [asked for asked in settled if not _overlaps(asked, licensed)] if licensed else settled
    for years in facts.skill_years:
        for asked in facts.skills:
            if set(years.skill_ids) & set(asked.ids):
                asked.years = max(asked.years or 0.0, years.low)


def _overlaps(asked: AskedSkill, stretches: list[tuple[int, int]]) -> bool:
    return any(
        span.start < end and start < span.end and span.source == "posting"
        for span in asked.spans
        for start, end in stretches
    )


def _asked(hits: list[Found], need: Need, source: Literal["posting", "title"]) -> AskedSkill:
    if len(hits) == 1:
        ((skill, start, end),) = hits
        return AskedSkill(
            [skill.name],
            [skill.id],
            need,
            [Span(start, end, source)],
            soft=skill.kind == "soft",
            field_of_work=skill.kind not in EARNED,
        )
    return AskedSkill(
        list(dict.fromkeys(hit.skill.name for hit in hits)),
        list(dict.fromkeys(hit.skill.id for hit in hits)),
        need,
        [Span(hit.start, hit.end, source) for hit in hits],
        soft=all(hit.skill.kind == "soft" for hit in hits),
        field_of_work=not any(hit.skill.kind in EARNED for hit in hits),
    )


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
