"""Where the words of a text spell an alias: the longest one at each place, whatever it means there.

The words are looked up in the lexicon's trie. Most words start no alias, and most that do are not followed by the word
it takes, so both are settled by a single look-up; work per word is bounded, so time is linear.
"""

import re
from functools import lru_cache
from itertools import accumulate, compress
from typing import Any, Literal

from shared.skills.fold import Folded, cut
from shared.skills.lexicon import Node, lexicon

Candidate = tuple[int, int, int]
"""A leaf of the trie, and the start and end of its words in the folded text."""

Entry = tuple[Any, int, int, bool]
"""The node a word leads to, which of its characters lead there, and whether they are an alias by themselves.

``#python3`` → Python's node, 1, 8, True.
"""

_MOST_WORDS = 1 << 15
_PARTICLES = re.compile(
    r"(?:으로서|으로써|에서는|에서의|이라는|으로|에서|에게|부터|까지|이나|이며|하고|이랑|라는"
    r"|을|를|이|가|은|는|와|과|로|의|에|도|만|나|랑|및|등)\Z"
)
_VERSIONED = re.compile(r"(c\+\+|c#|[^\W\d_]{2,})\d{1,4}\Z")
_JOINERS = frozenset(
    (" ", "-", "/", ".", "", "'", "&", "+", "*", "\n", "\t", " / ", "/ ", " /", " & ", " + ", "  ", " - ")
)
_ADDRESS = re.compile(r"(?:://|www\.|\.(?:com|org|io|net|dev|ai|co|me|de|fr|app)/)\S*")
_ADDRESS_LEFT = frozenset("/.-_=?&:+%#~")
_PLAIN_LEFT = frozenset(" \n(,")
_PLAIN_RIGHT = frozenset(" \n),;")


class _Starts(dict[str, Any]):
    """What each word starts; False for a word that is known to start nothing.

    A word that is not in the trie is looked at once: without its version (python3), its hash sign (#python), its
    Korean particle (파이썬을).
    """

    def __init__(self, trie: dict[str, Node]) -> None:
        self._trie = trie
        self._known: dict[str, Entry | Literal[False]] = {w: _entry(node, 0, len(w)) for w, node in trie.items()}
        self._known[""] = False
        super().__init__(self._known)

    def of(self, words: list[str]) -> list[Entry | Literal[False]]:
        """What each of these words starts."""
        return list(map(self.__getitem__, words))

    def __missing__(self, word: str) -> Entry | Literal[False]:
        entry = self._look(word) if len(word) <= 64 else False
        if len(self) > len(self._known) + _MOST_WORDS:
            self.clear()
            self.update(self._known)
        self[word] = entry
        return entry

    def _look(self, word: str) -> Entry | Literal[False]:
        bare = word.strip("#")
        lead = len(word) - len(word.lstrip("#"))
        node = self._trie.get(bare)
        if node is not None:
            return _entry(node, lead, lead + len(bare))
        stem, length = bare, len(bare)
        if match := _VERSIONED.match(bare):
            stem = match[1]
        elif "가" <= bare[-1:] <= "힣" and (match := _PARTICLES.search(bare)) and match.start() > 1:
            stem, length = bare[: match.start()], match.start()
        node = self._trie.get(stem) if stem != bare else None
        return False if node is None else _entry(node, lead, lead + length)


def _entry(node: Node, lead: int, end: int) -> Entry:
    return node, lead, end, isinstance(node, int) or "" in node


@lru_cache(maxsize=1)
def _starts() -> _Starts:
    return _Starts(lexicon().trie)


def candidates(folded: Folded, original: str) -> list[Candidate]:
    """The longest alias at each place, in order, none overlapping another; ambiguous ones included."""
    text = folded.text
    words, begins = cut(text)
    starts = _starts()
    plus = lexicon().plus
    entries: list[Any] = starts.of(words)
    words.append("")  # a follower for the last word
    promising = [
        (i, entry)
        for i, entry in compress(enumerate(entries), entries)
        if entry[3] or not (follower := words[i + 1]) or follower in entry[0]
    ]
    if not promising:
        return []
    ends = list(accumulate(map(len, words))) if begins is None else []
    addresses: bytes | None = None
    found: list[Candidate] = []
    free = 0
    for i, (node, lead, length, _) in promising:
        word = words[i]
        position = ends[i] - len(word) + i if begins is None else begins[i]
        start, end = position + lead, position + length
        if start < free:
            continue
        if isinstance(node, dict):
            longest = _longest(text, words, begins, i, node, (end, position + len(word)))
            if longest is None:
                continue
            leaf, end = longest
        else:
            leaf = node
        left = text[start - 1] if start else " "
        right = text[end] if end < len(text) else " "
        if left not in _PLAIN_LEFT or right not in _PLAIN_RIGHT:
            if left == "." and text.startswith("net", start):
                start -= 1
            if not _stands_alone(text, original, folded, start, end):
                continue
            if right == "+" and (certificate := plus.get(text[start:end])) is not None:
                leaf, end = certificate, end + 1
            if left in _ADDRESS_LEFT:
                addresses = _addresses(text) if addresses is None else addresses
                if addresses[start]:
                    continue
        found.append((leaf, start, end))
        free = end
    return found


def _longest(  # noqa: PLR0917  the cursor's state, kept in plain arguments for speed
    text: str, words: list[str], begins: list[int] | None, i: int, node: dict[str, Any], ends: tuple[int, int]
) -> tuple[int, int] | None:
    """The leaf of the longest alias from word ``i`` on, and where it ends.

    ``ends`` are the end of what of the word counts by itself, and of all of it.
    """
    stop, end = ends
    best = (node[""], stop) if "" in node else None
    last = len(words) - 1
    while True:
        i += 1
        begin = end + 1
        if begins is None:
            while i < last and not words[i]:
                i += 1
                begin += 1
        if not words[i]:  # the end, which is an empty word
            return best
        if begins is not None:
            begin = begins[i]
        below = node.get(words[i])
        if below is None or not _joins(text[end:begin]):
            return best
        end = begin + len(words[i])
        if isinstance(below, int):
            return below, end
        node = below
        if "" in node:
            best = node[""], end


def _joins(gap: str) -> bool:
    """Whether two words with this between them may belong to one alias."""
    return gap in _JOINERS or (len(gap) <= 12 and gap.isspace() and gap.count("\n") < 2)


def _stands_alone(text: str, original: str, folded: Folded, start: int, end: int) -> bool:
    """Not a part of a longer name: an address, a file, an identifier, a dotted path."""
    left = text[start - 1] if start else " "
    right = text[end] if end < len(text) else " "
    if left == "@" or (left == "_" and start > 1 and text[start - 2].isalnum()):
        return False
    if left == "." and start > 1 and text[start - 2].isalpha():
        return False
    if right == ":" and text.startswith("://", end):
        return False
    after = text[end + 1 : end + 2]
    if right in "@_" and after.isalnum():
        return False
    return not (right == "." and after.isalpha() and not original[folded.at(end + 1)].isupper())


def _addresses(text: str) -> bytes:
    """One for each character of a web address, whose words are no prose, else zero."""
    inside = bytearray(len(text))
    for match in _ADDRESS.finditer(text):
        inside[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return bytes(inside)
