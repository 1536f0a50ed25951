"""Find skills in running text and in lists of skills.

One pass: the words of the text are looked up in a trie of aliases, the longest match wins, and what may mean something
else has to be borne out by its surroundings (`shared.skills.context`). Work per word is bounded, so time is linear.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from shared.skills.context import Site, joined, means_skill, near
from shared.skills.cues import word_set
from shared.skills.fold import Folded, cut, fold
from shared.skills.lexicon import Lexicon, Skill, lexicon

# Kinds that vouch for an ambiguous neighbour in a list.
_TECHNICAL = word_set("language framework tool database cloud concept data security network engineering design")
_LETTER_VOUCHERS = word_set("language framework tool database cloud data")
_MOST_STARTS = 1 << 15
_PARTICLES = re.compile(
    r"(?:으로서|으로써|에서는|에서의|이라는|으로|에서|에게|부터|까지|이나|이며|하고|이랑|라는|을|를|이|가|은|는|와|과|로|의|에|도|만|나|랑|및|등)\Z"
)
_VERSIONED = re.compile(r"((?:c\+\+|c#|[^\W\d_]{2,}))\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A skill and where it stands: ``text[start:end]`` is how it was written."""

    skill: Skill
    start: int
    end: int


@dataclass(slots=True)
class _Candidate:
    leaf: int
    start: int
    end: int


class _Starts(dict[str, Any]):
    """Which trie node a word leads to, and how many of its characters lead there; None for a word that starts nothing.

    A word is looked at once: without its version (python3), its hash (#python), its Korean particle (파이썬을).
    """

    def __init__(self, trie: dict[str, Any]) -> None:
        super().__init__({word: (node, 0, len(word)) for word, node in trie.items()})
        self._trie = trie
        self._fixed = len(self)
        self._known = tuple(self.items())

    def __missing__(self, word: str) -> tuple[Any, int, int] | None:
        if len(self) > self._fixed + _MOST_STARTS:
            self.clear()
            self.update(self._known)
        found = self[word] = self._look(word)
        return found

    def _look(self, word: str) -> tuple[Any, int, int] | None:
        if not word or len(word) > 64:
            return None
        lead = len(word) - len(word.lstrip("#"))
        bare = word[lead:]
        node = self._trie.get(bare)
        if node is not None:
            return node, lead, len(word)
        if bare.endswith("#") and (node := self._trie.get(bare.rstrip("#"))) is not None:
            return node, lead, lead + len(bare.rstrip("#"))
        if match := _VERSIONED.match(bare):
            node = self._trie.get(match[1])
            return None if node is None else (node, lead, len(word))
        if "가" <= bare[-1:] <= "힣" and (match := _PARTICLES.search(bare)) and match.start() > 1:
            node = self._trie.get(bare[: match.start()])
            return None if node is None else (node, lead, lead + match.start())
        return None


@lru_cache(maxsize=1)
def _starts() -> _Starts:
    return _Starts(lexicon().trie)


def find_skills(text: str) -> list[Found]:
    """Every skill the text names, in order, none overlapping another."""
    folded = fold(text)
    candidates = _candidates(folded, text)
    if not candidates:
        return []
    lex = lexicon()
    count = len(lex.skills)
    if any(c.leaf >= count for c in candidates):
        candidates = _corroborated(candidates, folded, text, lex)
    return [Found(lex.skill_at(c.leaf), folded.at(c.start), folded.at(c.end)) for c in candidates]


def _candidates(folded: Folded, original: str) -> list[_Candidate]:
    """The longest alias at each place, ambiguous ones included."""
    text = folded.text
    words, begins = cut(text)
    starts = _starts()
    hot = [i for i, entry in enumerate(map(starts.__getitem__, words)) if entry is not None]
    if not hot:
        return []
    addresses = _addresses(text)
    found: list[_Candidate] = []
    free = 0
    at = position = 0
    for i in hot:
        if begins is None:
            position += sum(map(len, words[at:i])) + i - at
            at = i
        else:
            position = begins[i]
        if position < free:
            continue
        candidate = _longest(text, words, begins, i, position, starts[words[i]])
        if candidate is None or any(a <= candidate.start < b for a, b in addresses):
            continue
        if not _stands_alone(text, original, folded, candidate):
            continue
        if text.startswith(".net", candidate.start - 1):
            candidate.start -= 1
        found.append(candidate)
        free = candidate.end
    return found


def _longest(  # noqa: PLR0917  the cursor's state, kept in plain arguments for speed
    text: str, words: list[str], begins: list[int] | None, i: int, position: int, entry: tuple[Any, int, int]
) -> _Candidate | None:
    """The longest alias that starts at word ``i``."""
    node, lead, length = entry
    start = position + lead
    end = position + length
    if isinstance(node, int):
        return _Candidate(node, start, end)
    best = _Candidate(node[""], start, end) if "" in node else None
    end = position + len(words[i])
    last = len(words)
    while True:
        i += 1
        if begins is None:
            begin = end + 1
            while i < last and not words[i]:
                i += 1
                begin += 1
        else:
            begin = begins[i] if i < last else 0
        if i >= last or not _joins(text, end, begin):
            return best
        word = words[i]
        node = node.get(word)
        if node is None:
            return best
        end = begin + len(word)
        if isinstance(node, int):
            return _Candidate(node, start, end)
        if "" in node:
            best = _Candidate(node[""], start, end)


_JOINERS = frozenset(
    (" ", "-", "/", ".", "", "'", "&", "+", " / ", "/ ", " /", " & ", " + ", "\n", "  ", " - ", "\t", ". ", " (", "( ")
)


def _joins(text: str, end: int, begin: int) -> bool:
    """Whether two words this far apart may belong to one alias."""
    if begin - end > 12:
        return False
    gap = text[end:begin]
    if gap == ". ":
        return False
    return gap in _JOINERS or (gap.isspace() and gap.count("\n") < 2)


def _stands_alone(text: str, original: str, folded: Folded, candidate: _Candidate) -> bool:
    """Not a part of a longer name: an address, a file, an identifier, a dotted path."""
    start, end = candidate.start, candidate.end
    if start:
        left = text[start - 1]
        if left in "@_" and start > 1 and text[start - 2].isalnum():
            return False
        if left == "@" or (left == "." and start > 1 and text[start - 2].isalpha()):
            return False
    if end < len(text):
        right = text[end]
        after = text[end + 1 : end + 2]
        if right in "@_" and after.isalnum():
            return False
        if right == "." and after.isalpha() and not original[folded.at(end + 1)].isupper():
            return False
    return True


_ADDRESS = re.compile(r"(?:://|www\.|\.(?:com|org|io|net|dev|ai|co|me|de|fr|app)/)\S*")
_ADDRESS_SIGNS = (
    "://",
    "www.",
    ".com/",
    ".org/",
    ".io/",
    ".net/",
    ".dev/",
    ".ai/",
    ".co/",
    ".me/",
    ".de/",
    ".fr/",
    ".app/",
)


def _addresses(text: str) -> list[tuple[int, int]]:
    """Spans of web addresses, whose words are no prose."""
    if not any(sign in text for sign in _ADDRESS_SIGNS):
        return []
    return [m.span() for m in _ADDRESS.finditer(text)]


def _corroborated(candidates: list[_Candidate], folded: Folded, text: str, lex: Lexicon) -> list[_Candidate]:
    """Without the ambiguous candidates that nothing bears out."""
    count = len(lex.skills)
    original = text if folded.offsets is None else "".join(text[o] for o in folded.offsets[:-1])
    size = len(candidates)
    sure = [c.leaf < count for c in candidates]
    kinds = [lex.skill_at(c.leaf).kind for c in candidates]
    betweens = [folded.text[a.end : b.start] if b.start - a.end <= 40 else " - " * 20 for a, b in pairwise(candidates)]
    close = [joined(b) for b in betweens]
    kept: list[_Candidate] = []
    for i, candidate in enumerate(candidates):
        if sure[i]:
            kept.append(candidate)
            continue
        ruled = lex.ruled[candidate.leaf - count]
        letter = ruled.rule.shape == "letter"
        topic = ruled.rule.shape == "topic"
        vouchers = _LETTER_VOUCHERS if letter else _TECHNICAL
        listed = False
        for step in (-1, 1):
            j = i
            for _ in range(4):
                gap = min(j, j + step)
                if not 0 <= gap < size - 1 or not (close[gap] or (not letter and near(betweens[gap]))):
                    break
                j += step
                other = candidates[j]
                if not topic and kinds[j] not in vouchers:
                    continue
                if sure[j]:
                    listed = True
                elif not letter and _as_written(original, other, lex) and _as_written(original, candidate, lex):
                    listed = lex.skill_at(other.leaf) is not lex.skill_at(candidate.leaf)
                if listed:
                    break
            if listed:
                break
        left_closed = candidate.start == 0 or (i > 0 and close[i - 1]) or _edge(folded.text, candidate.start - 1, -1)
        right_closed = (i < size - 1 and close[i]) or _edge(folded.text, candidate.end, 1)
        site = Site(
            folded.text,
            original[candidate.start : candidate.end],
            candidate.start,
            candidate.end,
            ruled,
            listed,
            left_closed and right_closed,
        )
        if means_skill(site, original):
            kept.append(candidate)
    return kept


def _as_written(original: str, candidate: _Candidate, lex: Lexicon) -> bool:
    """Whether an ambiguous candidate is written the way its product is."""
    surface = lex.ruled[candidate.leaf - len(lex.skills)].surface
    return surface[:1].isupper() and original[candidate.start : candidate.end] == surface


def _edge(text: str, at: int, step: int) -> bool:
    """Whether a list item ends here: punctuation of a list, or the end of the line."""
    for _ in range(4):
        if not 0 <= at < len(text):
            return True
        if text[at] in ",/|;*\n\r\t()":
            return True
        if text[at] != " ":
            return False
        at += step
    return False


def find_listed(items: Iterable[str]) -> list[Skill | None]:
    """The skill each item of an explicit list names, or None. Being listed is all the context "Go" or "R" needs."""
    return [_listed(item) for item in items]


_LEVEL = re.compile(r"\s*(?:[(\[:–—|]|\s-\s).*\Z", re.DOTALL)


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
