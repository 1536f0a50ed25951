"""Which family of work a title belongs to, and how near two families are.

Why families: "Registered Nurse" and "Staff Nurse, ICU" share a trade and half a word; "Sales Engineer" and "Software
Engineer" share a word and no trade. The tables are beside this module: ``roles.txt`` and ``near_roles.txt`` are written
by hand, ``titles.txt`` is compiled from O*NET's alternate titles (CC-BY-4.0).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("data")
SAME_FIELD: Final = 0.3
SIDE: Final = 0.7
"""What a family counts that a title names beside its main one ("Nurse Recruiter": recruiting, with some nursing)."""

WORD: Final = re.compile(r"[^\W_]+[#+]*")
BREAK: Final = re.compile(r"\s[-–—|@•·]\s|[,(\[:;|]|\s(?:at|bei|chez|for|of|with|in|de|für|pour|para)\s")
FORMS: Final = re.compile(
    r"\((?:[mwfdhxgna]|all genders?|gn|divers)(?:\s*[/|,*-]\s*(?:[mwfdhxgna]|gn|divers))*\)|[*:_/]-?in(?:nen)?\b|\bH/F\b|\bF/H\b",
    re.IGNORECASE,
)
"""The ways adverts say "any gender": "(m/w/d)", "Entwickler*in", "H/F"."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a title says of the work. ``start`` and ``end`` are the words of the title that decided it."""

    family: str
    others: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tables:
    phrases: dict[str, str]
    endings: dict[str, str]
    stems: tuple[tuple[str, str], ...]
    fields: dict[str, str]
    near: dict[tuple[str, str], float]


@cache
def tables() -> Tables:
    phrases: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    fields: dict[str, str] = {}
    for line in (DATA / "roles.txt").read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        family, field, _, named, stemmed = (part.strip() for part in line.split("|"))
        fields[family] = field
        for phrase in named.split(";"):
            phrases.setdefault(" ".join(WORD.findall(phrase)), family)
        for stem in filter(None, (part.strip() for part in stemmed.split(";"))):
            stems.append((stem, family))
            if " " in stem:
                phrases.setdefault(" ".join(WORD.findall(stem)), family)
    endings = dict(
        line.split("\t")
        for line in (DATA / "titles.txt").read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    )
    near: dict[tuple[str, str], float] = {}
    for line in (DATA / "near_roles.txt").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            one, other, value = line.split()
            near[one, other] = near[other, one] = float(value)
    stems.sort(key=lambda pair: (-len(pair[0]), pair))
    return Tables(phrases, endings, tuple(stems), fields, near)


def nearness(one: str, other: str) -> float:
    """0–1: how much of the work of one family someone of the other already does."""
    if one == other:
        return 1.0
    known = tables()
    listed = known.near.get((one, other))
    if listed is not None:
        return listed
    return SAME_FIELD if known.fields.get(one) == known.fields.get(other) else 0.0


def role_nearness(one: Role, other: Role) -> float:
    """``nearness`` of the main families, or of the side families at a discount, whichever is more."""
    best = nearness(one.family, other.family)
    for family in other.others:
        best = max(best, SIDE * nearness(one.family, family))
    for family in one.others:
        best = max(best, SIDE * nearness(family, other.family))
    return best


@lru_cache(maxsize=8192)
def find_role(title: str) -> Role | None:
    """The family of a title in any of the languages the tables know; ``None`` where no word of it is known.

    The longest known phrase decides, a later one where two are as long, and one in the head of the title before one
    behind a comma, a dash or "of".
    """
    lower = title.lower()
    if len(lower) != len(title):
        return None
    lower = FORMS.sub(lambda match: " " * len(match.group()), lower)
    words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(lower)]
    head_end = _head_end(lower)
    found: list[tuple[bool, int, int, str, int, int]] = []
    taken: set[int] = set()
    known = tables()
    for length in (5, 4, 3, 2, 1):
        for first in range(len(words) - length + 1):
            spots = range(first, first + length)
            if any(spot in taken for spot in spots):
                continue
            phrase = " ".join(words[spot][0] for spot in spots)
            family = _family_of(phrase, known)
            if family is None:
                continue
            taken.update(spots)
            start, end = words[first][1], words[first + length - 1][2]
            found.append((start < head_end, length, start, family, start, end))
    if not found:
        found = _by_stem(lower, known)
    if not found:
        return None
    found.sort(key=lambda item: (item[0], item[1], item[2]), reverse=True)
    _, _, _, family, start, end = found[0]
    others = tuple(dict.fromkeys(item[3] for item in found[1:] if item[3] != family))
    return Role(family, others, start, end)


def _head_end(lower: str) -> int:
    """Where the head of a title ends: before its first comma, dash, bracket or "of"."""
    for match in BREAK.finditer(lower):
        if lower[: match.start()].strip():
            return match.start()
    return len(lower)


def _family_of(phrase: str, known: Tables) -> str | None:
    family = known.phrases.get(phrase) or known.endings.get(phrase)
    if family is None and phrase.endswith(("woman", "person")):
        family = _family_of(f"{phrase.removesuffix('woman').removesuffix('person')}man", known)
    if family is None and phrase[-1] == "s" and len(phrase) > 4:
        family = known.phrases.get(phrase[:-1]) or known.endings.get(phrase[:-1])
    return family


def _by_stem(lower: str, known: Tables) -> list[tuple[bool, int, int, str, int, int]]:
    """Families whose stem stands in the title: whole-word for short Latin stems, anywhere for the rest."""
    found = []
    for stem, family in known.stems:
        at = lower.find(stem)
        if at < 0:
            continue
        if len(stem) < 5 and stem.isascii() and at and lower[at - 1].isalnum():
            continue
        if len(stem) < 4 and stem.isascii() and lower[at + len(stem) : at + len(stem) + 1].isalnum():
            continue
        found.append((True, len(stem), at, family, at, at + len(stem)))
    return found
