"""Whether a candidate stands in a list, and with what.

A list is punctuation or a conjunction between items. Where files lose their commas a blank is left, so a blank joins
too, but vouches for a bare letter or for a name only where three items stand in a row.
"""

import re
from typing import Literal

from shared.skills.around import word_before
from shared.skills.cues import EMPLOYED, word_set
from shared.skills.lexicon import Lexicon
from shared.skills.scan import Candidate

# Kinds that vouch for an ambiguous neighbour; for one letter only what is programmed with.
_TECHNICAL = word_set("language framework tool database cloud concept data security network engineering design")
_PROGRAMMED = word_set("language framework tool database cloud data")
# As many neighbours are asked on each side.
_REACH = 4
# Items of one list are no further apart than this many characters.
_FAR = 40

_AND = r"and|or|und|oder|et|ou|y|o|e|및|또는|와|과|하고|이랑|랑|plus|as well as|and/or|sowie"
_LIST = re.compile(rf"\s*(?:[,/|;*+&>\n\r\t()\-]\s*)*(?:(?:{_AND})\b\s*[/(]?\s*)?(?:[*\-(]\s*)*\Z")
_GAP_ITEM = re.compile(rf"\s*\)?,\s*[^,.;:\n]{{1,24}}(?:,\s*(?:(?:{_AND})\s+)?|\s(?:{_AND})\s+)\Z")
_LIST_START = re.compile(r"(?:^|[:*|\n\r])\s*\Z")
_LINE_END = re.compile(r"[ \t.,;]*(?:[\r\n]|\Z)")


class Neighbours:
    """The candidates of one text as neighbours of each other."""

    def __init__(self, spelled: list[Candidate], folded: str, original: str, lexicon: Lexicon) -> None:
        self._spelled = spelled
        self._folded = folded
        self._original = original
        self._lexicon = lexicon
        self._sure = len(lexicon.skills)
        self._close: dict[int, bool] = {}
        self._near: dict[int, bool] = {}

    def listed(self, i: int, shape: str) -> bool:
        """Whether it stands in a list with another skill: a sure one, or one written as its product writes itself."""
        if self._lonely(i):
            return False
        vouchers = None if shape == "topic" else _PROGRAMMED if shape == "letter" else _TECHNICAL
        return self._vouched(i, -1, vouchers, shape) or self._vouched(i, 1, vouchers, shape)

    def opens_list(self, i: int) -> bool:
        """Whether it stands among three or more items that are all a line, or what follows a colon, begins with."""
        if self._lonely(i):
            return False
        first, last = self._run(i)
        return last - first >= 2 and self._starts_line(self._spelled[first][1])

    def alone(self, i: int) -> bool:
        """Whether it is all of a line, or all that follows a colon there: "Industry: Financial Services"."""
        _, start, end = self._spelled[i]
        return self._starts_line(start) and _LINE_END.match(self._folded, end) is not None

    def whole_item(self, i: int) -> bool:
        """Whether it is the whole of its list item: a list's punctuation or a line's end on both sides."""
        _, start, end = self._spelled[i]
        if not (start == 0 or (i > 0 and self._joined(i - 1, "word")) or self._edge(start - 1, -1)):
            return False
        return (i + 1 < len(self._spelled) and self._joined(i, "word")) or self._edge(end, 1)

    def _lonely(self, i: int) -> bool:
        """Whether no candidate is near enough to share a list with: most ambiguous words are alone."""
        spelled = self._spelled
        if i and spelled[i][1] - spelled[i - 1][2] <= _FAR:
            return False
        return i + 1 == len(spelled) or spelled[i + 1][1] - spelled[i][2] > _FAR

    def _vouched(self, i: int, step: Literal[-1, 1], vouchers: frozenset[str] | None, shape: str) -> bool:
        j = i
        for _ in range(_REACH):
            gap = min(j, j + step)
            if gap < 0 or gap + 1 >= len(self._spelled) or not self._joined(gap, shape):
                return False
            if shape in {"letter", "name"} and self._blank(gap) and not self._in_row(i):
                return False
            j += step
            leaf = self._spelled[j][0]
            skill = self._lexicon.skill_at(leaf)
            if vouchers is not None and skill.kind not in vouchers:
                continue
            if leaf < self._sure:
                return True
            if shape in {"letter", "topic"} or skill is self._lexicon.skill_at(self._spelled[i][0]):
                continue
            if self._as_written(i) and self._as_written(j):
                return word_before(self._folded, self._spelled[self._run(i)[0]][1]) not in EMPLOYED
        return False

    def _run(self, i: int) -> tuple[int, int]:
        """The first and the last candidate of the list around this one."""
        first = last = i
        while first > 0 and i - first < _REACH and self._joined(first - 1, "letter"):
            first -= 1
        while last + 1 < len(self._spelled) and last - i < _REACH and self._joined(last, "letter"):
            last += 1
        return first, last

    def _in_row(self, i: int) -> bool:
        first, last = self._run(i)
        return last - first >= 2

    def _joined(self, gap: int, shape: str) -> bool:
        """Whether candidates ``gap`` and ``gap + 1`` are items of one list; one unknown item may stand between."""
        close = self._close.get(gap)
        if close is None:
            end, start = self._spelled[gap][2], self._spelled[gap + 1][1]
            between = self._folded[end:start] if start - end <= _FAR else "\n\n"
            close = len(between) <= 24 and "\n\n" not in between and _LIST.match(between) is not None
            self._close[gap] = close
            self._near[gap] = close or _GAP_ITEM.match(between) is not None
        return close if shape == "letter" else self._near[gap]

    def _blank(self, gap: int) -> bool:
        """Whether no more than a blank parts two candidates."""
        end, start = self._spelled[gap][2], self._spelled[gap + 1][1]
        return start - end == 1 and self._folded[end] == " "

    def _as_written(self, i: int) -> bool:
        """Whether an ambiguous candidate is written with the capital of its product."""
        leaf, start, end = self._spelled[i]
        surface = self._lexicon.ruled[leaf - self._sure].surface
        return surface[:1].isupper() and self._original[start:end] == surface

    def _starts_line(self, start: int) -> bool:
        return _LIST_START.search(self._folded[max(0, start - 12) : start]) is not None

    def _edge(self, at: int, step: int) -> bool:
        """Whether an item ends here."""
        for _ in range(4):
            if not 0 <= at < len(self._folded) or self._folded[at] in ",/|;*\n\r\t()":
                return True
            if self._folded[at] != " ":
                return False
            at += step
        return False
