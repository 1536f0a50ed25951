"""Find skills in running text and in lists of skills.

`shared.skills.scan` finds the words of the lexicon, `shared.skills.context` throws out those that mean something else
where they stand.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from shared.skills.context import corroborated
from shared.skills.fold import fold
from shared.skills.lexicon import Skill, lexicon
from shared.skills.scan import candidates

_LEVEL = re.compile(r"\s*(?:[(\[:–—|]|\s-\s).*\Z", re.DOTALL)


class Found(NamedTuple):
    """A skill and where it stands: ``text[start:end]`` is how it was written."""

    skill: Skill
    start: int
    end: int


def find_skills(text: str) -> list[Found]:
    """Every skill the text names, in order, none overlapping another."""
    folded = fold(text)
    spelled = candidates(folded, text)
    if not spelled:
        return []
    lex = lexicon()
    kept = corroborated(spelled, folded, text, lex)
    skill_at, at = lex.skill_at, folded.at
    if folded.offsets is None:
        return [Found(skill_at(leaf), start, end) for leaf, start, end in kept]
    kept = [c for c in kept if folded.parts(c[1]) and folded.parts(c[2])]
    return [Found(skill_at(leaf), at(start), at(end)) for leaf, start, end in kept]


def find_listed(items: Iterable[str]) -> list[Skill | None]:
    """The skill each item of an explicit list names, or None. Being listed is all the context "Go" or "R" needs."""
    return [_listed(item) for item in items]


def _listed(item: str) -> Skill | None:
    lex = lexicon()
    short = item[:200].strip(" \t\r\n•*·-–—,;.")
    for name in (short, _LEVEL.sub("", short)):
        if skill := lex.find_by_name(name):
            return skill
    found = find_skills(short)
    if not found:
        return None
    best = max(found, key=lambda f: (f.end - f.start, -f.start))
    return best.skill if (best.end - best.start) * 2 >= len(short) else None
