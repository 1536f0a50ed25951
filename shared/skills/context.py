"""Whether an ambiguous word means the skill where it stands.

"Go", "Excel", "Spring", "R" are words, names and initials far more often than skills, so each carries a shape:

- ``cased``: written as the product writes itself (Angular, Node) it is the skill; in lower case it needs a cue.
- ``word``: a word any sentence may hold (Go, React, Excel). Its capital counts inside a sentence, not at the start of
  one nor in a Line Written Like This.
- ``name``: also the name of people, places, seasons, other things (Julia, Spring). Its capital alone never counts.
- ``acronym``: its capitals count, except among capitals only.
- ``letter``: one letter (C, R). It needs a language beside it, or the word that says what it is.
- ``topic``: a subject that adverts also use about themselves (sales, research, insurance). It needs a list of skills,
  or a word of knowing beside it (experience in, skills).
- ``spoken``: a language, unless it is the one to apply in, or a nation's ("the French market").
- ``any``: the skill unless a word beside it says otherwise.
- ``hyphen``: the skill only with that sign (no-SQL; "no SQL" is a refusal).
- ``listed``: never in running text; only as an item of a skills list.

A cue is a neighbour in a list of skills, a word after it (developer, framework, 3.11) or before it (experience with).
"""

import re
from typing import Literal

from shared.skills.cues import (
    AFTER,
    APPLYING,
    BEFORE,
    EMPLOYED,
    KNOWING,
    KNOWN,
    LETTER_AFTER,
    PLAIN_SUBJECTS,
    PREPOSITION,
    STUDIED,
    TAKES,
    word_set,
)
from shared.skills.fold import Folded
from shared.skills.lexicon import Lexicon, Ruled
from shared.skills.scan import Candidate

# Kinds that vouch for an ambiguous neighbour in a list; for one letter only what is programmed with.
_TECHNICAL = word_set("language framework tool database cloud concept data security network engineering design")
_PROGRAMMED = word_set("language framework tool database cloud data")
# A phrase of knowing reaches this many words: "knowledge of modern cloud and network architecture".
_PHRASE = 6
# What a degree beside it says nothing about: research and teaching are what its holder does.
_NOT_STUDIED = word_set("soft education hr")
# As many neighbours are asked on each side.
_REACH = 4

_AND = r"and|or|und|oder|et|ou|y|o|e|및|또는|와|과|하고|이랑|랑|plus|as well as|and/or|sowie"
_LIST = re.compile(rf"\s*(?:[,/|;*+&>\n\r\t()\-]\s*)*(?:(?:{_AND})\b\s*[/(]?\s*)?(?:[*\-(]\s*)*\Z")
_GAP_ITEM = re.compile(rf"\s*\)?,\s*[^,.;:\n]{{1,24}}(?:,\s*(?:(?:{_AND})\s+)?|\s(?:{_AND})\s+)\Z")
_VERSION = re.compile(
    r"\s?v?\d{1,2}(?:\.\d{1,3}){0,2}(?:\+|\.x)?(?![\d%])"
    r"(?!\s*\+?\s*(?:-|to)?\s*\d*\s*(?:years|year|yrs|yr|y\b|months|jahre|ans|años|년|people|days|hours))"
)
_YEAR = re.compile(r"\s?,?\s?'?(?:19|20)?\d\d\b")
_START = re.compile(r"(?:^|[.!?:;*>|\n\r\t]|\s-)\s*[\"'(]*\Z")
_ROLE = re.compile(r"([^\W\d_]+)\s*(?:\s[-|]|[(|/:,])\s*\Z")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+ \Z")
_LIST_START = re.compile(r"(?:^|[:*|\n\r])\s*\Z")
_LINE_END = re.compile(r"[ \t.,;]*(?:[\r\n]|\Z)")
_WORDS = re.compile(r"[^\W\d_]+")
_LONG_WORDS = re.compile(r"[^\W\d_]{4,}")
_CLAUSE_ENDS = re.compile(r"[.!?;\n]")


def corroborated(spelled: list[Candidate], folded: Folded, text: str, lexicon: Lexicon) -> list[Candidate]:
    """Without the ambiguous candidates that nothing bears out."""
    count = len(lexicon.skills)
    if all(leaf < count for leaf, _, _ in spelled):
        return spelled
    spelled = [c for c in spelled if c[0] < count or lexicon.ruled[c[0] - count].rule.shape != "listed"]
    judge = _Judge(spelled, folded, text, lexicon)
    return [c for i, c in enumerate(spelled) if c[0] < count or judge.means_skill(i)]


class _Judge:
    """The candidates of one text, each judged among the others."""

    def __init__(self, spelled: list[Candidate], folded: Folded, text: str, lexicon: Lexicon) -> None:
        self.spelled = spelled
        self.folded = folded.text
        self.original = text if folded.offsets is None else "".join(text[o] for o in folded.offsets[:-1])
        self.lexicon = lexicon
        self.count = len(lexicon.skills)
        self._close: dict[int, bool] = {}
        self._near: dict[int, bool] = {}

    def means_skill(self, i: int) -> bool:
        """Judge one candidate by the shape of its rule, the cheap questions first."""
        leaf, start, end = self.spelled[i]
        ruled = self.lexicon.ruled[leaf - self.count]
        rule = ruled.rule
        shape = rule.shape
        surface = self.original[start:end]
        if shape == "hyphen":
            return "-" in surface
        gap_after, after = word_after(self.folded, end)
        if after in rule.not_right and gap_after in _BESIDE:
            return False
        before = word_before(self.folded, start)
        if before in rule.not_left:
            return False
        if shape == "any":
            return True
        if shape == "spoken":
            return not self._about_applying(start)
        if shape == "letter":
            return self._letter(i, ruled, surface, before, gap_after, after)
        if shape == "topic":
            return (
                self._topic(start, gap_after, after, ruled.skill.kind)
                or self._listed(i, shape)
                or self._opens_list(i)
                or self._alone(start, end)
            )
        return self._named(i, ruled, surface, before, gap_after, after)

    def _named(self, i: int, ruled: Ruled, surface: str, before: str, gap_after: str, after: str) -> bool:  # noqa: PLR0917  what was already read around the word
        """A word or name that is the skill when its case or its company says so."""
        _, start, end = self.spelled[i]
        shape = ruled.rule.shape
        exact = surface == ruled.surface
        capital = exact or (surface[0].isupper() and shape != "acronym")
        if exact and shape == "cased":
            return True
        if exact and shape == "acronym" and not self._shouted(start, end):
            return True
        if shape == "name" and gap_after in _BESIDE and _YEAR.match(self.folded, end):
            return False
        if not capital and self.folded[start - 1 : start] == "-":
            return False
        beside = gap_after in _BESIDE and (after in AFTER or after in ruled.rule.right)
        if beside and (capital or before not in PLAIN_SUBJECTS):
            return True
        if (capital or shape != "name") and (
            before in ruled.rule.left or self._cue_before(start, before, BEFORE, TAKES)
        ):
            return True
        if exact and gap_after != "-" and _VERSION.match(self.folded, end):
            return True
        if exact and shape in {"word", "name"} and self._after_role(start):
            return True
        if exact and shape == "word" and (self._compounded(end) or self._within_sentence(start, end)):
            return True
        return self._listed(i, shape) and (capital or self._whole_item(i))

    def _topic(self, start: int, gap_after: str, after: str, kind: str) -> bool:
        """Something known or studied: sales skills, experience in sales, a degree in business or sales."""
        if after in KNOWING and gap_after in _BESIDE:
            return True
        clause = self._clause_before(start, 80)
        if kind not in _NOT_STUDIED and not STUDIED.isdisjoint(clause):
            return True
        known = [at for at, word in enumerate(clause) if word in KNOWN]
        return (
            bool(known) and len(clause) - known[-1] <= _PHRASE and not PREPOSITION.isdisjoint(clause[known[-1] + 1 :])
        )

    def _about_applying(self, start: int) -> bool:
        """Whether a language is the one to apply in, not one to speak at work."""
        return not APPLYING.isdisjoint(self._clause_before(start, 60))

    def _clause_before(self, start: int, reach: int) -> list[str]:
        """The words of the clause before a place, within reach."""
        return _WORDS.findall(_CLAUSE_ENDS.split(self.folded[max(0, start - reach) : start])[-1])

    def _letter(self, i: int, ruled: Ruled, surface: str, before: str, gap_after: str, after: str) -> bool:  # noqa: PLR0917  as above
        """C and R: capital, and a language or tool beside it or words that can mean nothing else."""
        _, start, end = self.spelled[i]
        tail = self.folded[end : end + 2]
        if surface != ruled.surface or tail[:1] in _NO_LETTER_RIGHT or (tail[:1] == "." and tail[1:].isalnum()):
            return False
        if self.folded[max(0, start - 1) : start] in _NO_LETTER_LEFT:
            return False
        if tail[:1] == "-" and after not in LETTER_AFTER:
            return False
        if (after in LETTER_AFTER and gap_after in _BESIDE) or self._listed(i, "letter"):
            return True
        ends = not after or after in _LETTER_FOLLOWERS
        return ends and before in _LETTER_PREPOSITIONS and self._cue_before(start, before, BEFORE)

    def _cue_before(self, start: int, before: str, known: frozenset[str], takes: frozenset[str] = frozenset()) -> bool:
        """Whether the words before say so: experience with, proficient in, using."""
        if before in takes:
            return True
        if before not in PREPOSITION:
            return False
        return not known.isdisjoint(self._clause_before(start, 60)[-5:-1])

    def _compounded(self, end: int) -> bool:
        """Whether a German noun or a Korean particle is glued on: React-Komponenten, React를."""
        after = self.original[end : end + 2]
        return (after[:1] == "-" and after[1:].isupper()) or "가" <= after[:1] <= "힣"

    def _after_role(self, start: int) -> bool:
        """Whether a title names it after a dash or a bracket: Backend Engineer - Go."""
        match = _ROLE.search(self.folded[max(0, start - 24) : start])
        return match is not None and match[1] in AFTER

    def _within_sentence(self, start: int, end: int) -> bool:
        """Whether a capital here is the word's own: not the first word, nor in a Line Written Like This."""
        if start == 0 or _START.search(self.folded[max(0, start - 12) : start]):
            return False
        if (
            _NAME_BEFORE.search(self.original[max(0, start - 24) : start])
            and word_before(self.folded, start) not in PREPOSITION
        ):
            return False  # Taylor Swift
        left = self.original.rfind("\n", max(0, start - 120), start) + 1 or max(0, start - 120)
        right = self.original.find("\n", end, end + 120)
        around = self.original[left:start] + self.original[end : right if right >= 0 else end + 120]
        long_words = _LONG_WORDS.findall(around)
        return not long_words or sum(w[0].isupper() for w in long_words) * 10 < len(long_words) * 8

    def _shouted(self, start: int, end: int) -> bool:
        """Whether all around is capitals."""
        around = self.original[max(0, start - 24) : start] + self.original[end : end + 24]
        return around.isupper() and sum(map(str.isalpha, around)) >= 8

    def _listed(self, i: int, shape: str) -> bool:
        """Whether it stands in a list with another skill: a sure one, or one written as its product writes itself."""
        vouchers = None if shape == "topic" else _PROGRAMMED if shape == "letter" else _TECHNICAL
        return self._vouched(i, -1, vouchers, shape) or self._vouched(i, 1, vouchers, shape)

    def _run(self, i: int) -> tuple[int, int]:
        """The first and the last candidate of the list around this one; each of them a whole item."""
        first = last = i
        while first > 0 and i - first < _REACH and self._joined(first - 1, "letter"):
            first -= 1
        while last + 1 < len(self.spelled) and last - i < _REACH and self._joined(last, "letter"):
            last += 1
        return first, last

    def _opens_list(self, i: int) -> bool:
        """Whether it stands among three or more items that are all a line, or what follows a colon, begins with."""
        first, last = self._run(i)
        start = self.spelled[first][1]
        return last - first >= 2 and _LIST_START.search(self.folded[max(0, start - 12) : start]) is not None

    def _alone(self, start: int, end: int) -> bool:
        """Whether it is all of a line, or all that follows a colon there: "Industry: Financial Services"."""
        if not _LIST_START.search(self.folded[max(0, start - 12) : start]):
            return False
        return _LINE_END.match(self.folded, end) is not None

    def _vouched(self, i: int, step: Literal[-1, 1], vouchers: frozenset[str] | None, shape: str) -> bool:
        lexicon = self.lexicon
        mine = lexicon.skill_at(self.spelled[i][0])
        j = i
        for _ in range(_REACH):
            gap = min(j, j + step)
            if gap < 0 or gap + 1 >= len(self.spelled) or not self._joined(gap, shape):
                return False
            if shape in {"letter", "name"} and self._blank(gap) and self._run(i)[1] - self._run(i)[0] < 2:
                return False
            j += step
            leaf = self.spelled[j][0]
            skill = lexicon.skill_at(leaf)
            if vouchers is not None and skill.kind not in vouchers:
                continue
            if leaf < self.count:
                return True
            if shape not in {"letter", "topic"} and skill is not mine and self._as_written(i) and self._as_written(j):
                return word_before(self.folded, self.spelled[self._run(i)[0]][1]) not in EMPLOYED
        return False

    def _joined(self, gap: int, shape: str) -> bool:
        """Whether candidates ``gap`` and ``gap + 1`` are items of one list; one unknown item may stand between."""
        close = self._close.get(gap)
        if close is None:
            end, start = self.spelled[gap][2], self.spelled[gap + 1][1]
            between = self.folded[end:start] if start - end <= 40 else "\n\n"
            close = len(between) <= 24 and "\n\n" not in between and _LIST.match(between) is not None
            self._close[gap] = close
            self._near[gap] = close or _GAP_ITEM.match(between) is not None
        return close if shape == "letter" else self._near[gap]

    def _blank(self, gap: int) -> bool:
        """Whether no more than a blank parts two candidates: lists lose their commas on the way out of a file."""
        end, start = self.spelled[gap][2], self.spelled[gap + 1][1]
        return start - end == 1 and self.folded[end] == " "

    def _as_written(self, i: int) -> bool:
        """Whether an ambiguous candidate is written with the capital of its product."""
        leaf, start, end = self.spelled[i]
        surface = self.lexicon.ruled[leaf - self.count].surface
        return surface[:1].isupper() and self.original[start:end] == surface

    def _whole_item(self, i: int) -> bool:
        """Whether it is the whole of its list item: a list's punctuation or a line's end on both sides."""
        _, start, end = self.spelled[i]
        left = start == 0 or (i > 0 and self._joined(i - 1, "word")) or self._edge(start - 1, -1)
        return left and ((i + 1 < len(self.spelled) and self._joined(i, "word")) or self._edge(end, 1))

    def _edge(self, at: int, step: int) -> bool:
        for _ in range(4):
            if not 0 <= at < len(self.folded) or self.folded[at] in ",/|;*\n\r\t()":
                return True
            if self.folded[at] != " ":
                return False
            at += step
        return False


_BESIDE = frozenset((" ", "-", "  ", "\n"))
_NO_LETTER_RIGHT = frozenset("&@+#_%°'")
_NO_LETTER_LEFT = frozenset("&@_.°-'")
_LETTER_FOLLOWERS = word_set("for and or on is to as und oder y et o")
_LETTER_PREPOSITIONS = word_set("in with using en mit con avec")


def word_before(text: str, end: int) -> str:
    """The word before ``end``, past blanks, quotes, brackets and one hyphen. Looks back 40 characters at most."""
    if text[end - 1 : end] == " ":
        space = text.rfind(" ", max(0, end - 30), end - 1)
        if space >= 0 and (word := text[space + 1 : end - 1]).isalnum():
            return word
    head = text[max(0, end - 40) : end]
    stem = head.rstrip(" \t'\"(*_`")
    stem = stem.removesuffix("-")
    at = len(stem)
    while at and (stem[at - 1].isalnum() or stem[at - 1] in "+#"):
        at -= 1
    return stem[at:]


def word_after(text: str, start: int) -> tuple[str, str]:
    """What stands after ``start`` and the word after that. Looks ahead 40 characters at most."""
    if text[start : start + 1] == " ":
        space = text.find(" ", start + 1, start + 30)
        if space >= 0 and (word := text[start + 1 : space]).isalnum():
            return " ", word
    tail = text[start : start + 40]
    stem = tail.lstrip(" \t'\")*_`\n")
    gap = tail[: len(tail) - len(stem)]
    if stem.startswith("-"):
        gap, stem = gap + "-", stem[1:]
    at = 0
    while at < len(stem) and stem[at].isalnum():
        at += 1
    return gap, stem[:at]
