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

from shared.skills.around import BESIDE, clause_before, word_after, word_before
from shared.skills.cues import (
    AFTER,
    APPLYING,
    BEFORE,
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
from shared.skills.neighbours import Neighbours
from shared.skills.scan import Candidate

# A phrase of knowing reaches this many words: "knowledge of modern cloud and network architecture".
_PHRASE = 6
# What a degree beside it says nothing about: research and teaching are what its holder does.
_NOT_STUDIED = word_set("soft education hr")

_VERSION = re.compile(
    r"\s?v?\d{1,2}(?:\.\d{1,3}){0,2}(?:\+|\.x)?(?![\d%])"
    r"(?!\s*\+?\s*(?:-|to)?\s*\d*\s*(?:years|year|yrs|yr|y\b|months|jahre|ans|anos|년|people|days|hours))"
)
_YEAR = re.compile(r"\s?,?\s?'?(?:19|20)?\d\d\b")
_START = re.compile(r"(?:^|[.!?:;*>|\n\r\t]|\s-)\s*[\"'(]*\Z")
_ROLE = re.compile(r"([^\W\d_]+)\s*(?:\s[-|]|[(|/:,])\s*\Z")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+ \Z")
_KOREAN_USE = re.compile(r"(?:을|를|로|으로)?\s?(?:이용|활용|사용|언어|프로그래밍)")
_LONG_WORDS = re.compile(r"[^\W\d_]{4,}")
_NO_LETTER_RIGHT = frozenset("&@+#_%°'")
_NO_LETTER_LEFT = frozenset("&@_.°-'")
_LETTER_FOLLOWERS = word_set("for and or on is to as und oder y et o")
_LETTER_PREPOSITIONS = word_set("in with using en mit con avec")


def corroborated(spelled: list[Candidate], folded: Folded, text: str, lexicon: Lexicon) -> list[Candidate]:
    """Without the ambiguous candidates that nothing bears out."""
    sure = len(lexicon.skills)
    if all(leaf < sure for leaf, _, _ in spelled):
        return spelled
    spelled = [c for c in spelled if c[0] < sure or lexicon.ruled[c[0] - sure].rule.shape != "listed"]
    judge = _Judge(spelled, folded, text, lexicon)
    return [c for i, c in enumerate(spelled) if c[0] < sure or judge.means_skill(i, lexicon.ruled[c[0] - sure])]


class _Judge:
    """The candidates of one text, each judged where it stands."""

    def __init__(self, spelled: list[Candidate], folded: Folded, text: str, lexicon: Lexicon) -> None:
        self._spelled = spelled
        self._folded = folded.text
        self._original = text if folded.offsets is None else "".join(text[o] for o in folded.offsets[:-1])
        self._neighbours = Neighbours(spelled, self._folded, self._original, lexicon)

    def means_skill(self, i: int, ruled: Ruled) -> bool:
        """Judge one candidate by the shape of its rule, the cheap questions first."""
        _, start, end = self._spelled[i]
        rule = ruled.rule
        gap_after, after = word_after(self._folded, end)
        if after in rule.not_right and gap_after in BESIDE:
            return False
        if rule.not_left and word_before(self._folded, start) in rule.not_left:
            return False
        beside = after if gap_after in BESIDE else ""
        match rule.shape:
            case "any":
                return True
            case "topic":
                return self._topic(i, ruled.skill.kind, beside)
            case "spoken":
                return APPLYING.isdisjoint(clause_before(self._folded, start, 60))
            case "hyphen":
                return "-" in self._original[start:end]
            case "letter":
                return self._letter(i, ruled, beside, after)
            case _:
                return self._named(i, ruled, beside)

    def _named(self, i: int, ruled: Ruled, beside: str) -> bool:
        """A word or name that is the skill when its case or its company says so."""
        _, start, end = self._spelled[i]
        rule, shape = ruled.rule, ruled.rule.shape
        surface = self._original[start:end]
        exact = ruled.surface in {surface, surface.rstrip("0123456789")}
        capital = exact or (surface[0].isupper() and shape != "acronym")
        if exact and (shape == "cased" or (shape == "acronym" and not self._shouted(start, end))):
            return True
        if shape == "name" and beside and _YEAR.match(self._folded, end):
            return False
        if not capital and self._folded[start - 1 : start] == "-":
            return False
        before = word_before(self._folded, start)
        if (beside in AFTER or beside in rule.right) and (capital or before not in PLAIN_SUBJECTS):
            return True
        cued = before in rule.left or before in TAKES or self._cue_before(start, before)
        if cued and (capital or shape != "name"):
            return True
        if exact and self._written_as_name(start, end, shape):
            return True
        return self._neighbours.listed(i, shape) and (capital or self._neighbours.whole_item(i))

    def _written_as_name(self, start: int, end: int, shape: str) -> bool:
        """Whether what is glued or set beside the very spelling of a product says that it is one."""
        if self._folded[end : end + 1] != "-" and _VERSION.match(self._folded, end):
            return True
        if shape in {"word", "name"} and self._after_role(start):
            return True
        return shape == "word" and (self._compounded(end) or self._within_sentence(start, end))

    def _topic(self, i: int, kind: str, beside: str) -> bool:
        """Something known, studied or listed: sales skills, experience in sales, a degree in business or sales."""
        if beside in KNOWING:
            return True
        clause = clause_before(self._folded, self._spelled[i][1], 80)
        if kind not in _NOT_STUDIED and not STUDIED.isdisjoint(clause):
            return True
        known = next((at for at in range(len(clause) - 1, -1, -1) if clause[at] in KNOWN), -1)
        if known >= 0 and len(clause) - known <= _PHRASE and not PREPOSITION.isdisjoint(clause[known + 1 :]):
            return True
        return self._neighbours.listed(i, "topic") or self._neighbours.opens_list(i) or self._neighbours.alone(i)

    def _letter(self, i: int, ruled: Ruled, beside: str, after: str) -> bool:
        """C and R: capital, and a language or tool beside it or words that can mean nothing else."""
        _, start, end = self._spelled[i]
        tail = self._folded[end : end + 2]
        if self._original[start:end] != ruled.surface or tail[:1] in _NO_LETTER_RIGHT:
            return False
        if (tail[:1] == "." and tail[1:].isalnum()) or (tail[:1] == "-" and after not in LETTER_AFTER):
            return False
        if self._folded[max(0, start - 1) : start] in _NO_LETTER_LEFT:
            return False
        if beside in LETTER_AFTER or _KOREAN_USE.match(self._folded, end) or self._neighbours.listed(i, "letter"):
            return True
        before = word_before(self._folded, start)
        ends = not after or after in _LETTER_FOLLOWERS
        return ends and before in _LETTER_PREPOSITIONS and self._cue_before(start, before)

    def _cue_before(self, start: int, before: str) -> bool:
        """Whether the words before say so: experience with, proficient in."""
        if before not in PREPOSITION:
            return False
        return not BEFORE.isdisjoint(clause_before(self._folded, start, 60)[-5:-1])

    def _compounded(self, end: int) -> bool:
        """Whether a Korean particle is glued on: React를."""
        return "가" <= self._folded[end : end + 1] <= "힣"

    def _after_role(self, start: int) -> bool:
        """Whether a title names it after a dash or a bracket: Backend Engineer - Go."""
        match = _ROLE.search(self._folded[max(0, start - 24) : start])
        return match is not None and match[1] in AFTER

    def _within_sentence(self, start: int, end: int) -> bool:
        """Whether a capital here is the word's own: not a sentence's, a person's, nor of a Line Written Like This."""
        if start == 0 or _START.search(self._folded[max(0, start - 12) : start]):
            return False
        named = _NAME_BEFORE.search(self._original[max(0, start - 24) : start]) is not None
        if named and word_before(self._folded, start) not in PREPOSITION:
            return False
        left = self._original.rfind("\n", max(0, start - 120), start) + 1 or max(0, start - 120)
        right = self._original.find("\n", end, end + 120)
        around = self._original[left:start] + self._original[end : right if right >= 0 else end + 120]
        long_words = _LONG_WORDS.findall(around)
        return not long_words or sum(w[0].isupper() for w in long_words) * 10 < len(long_words) * 8

    def _shouted(self, start: int, end: int) -> bool:
        """Whether all around is capitals."""
        around = self._original[max(0, start - 24) : start] + self._original[end : end + 24]
        return around.isupper() and sum(map(str.isalpha, around)) >= 8
