"""Text as the finder sees it: lower case, NFKC, without accents, cut into words.

Everything found must point into the text as it was given, so folding keeps a way back: `Folded.at` maps an offset of
the folded text to an offset of the original.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Scripts that are glued to Latin words without a space ("Python을", "Java開発") make words of their own.
_HANGUL = "가-힣ㄱ-ㆎ"
_HAN_KANA = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[^\W_{_HANGUL}{_HAN_KANA}]+(?:\+\+|#)?|[{_HANGUL}]+|[{_HAN_KANA}]+")
# A cluster is what normalisation may fuse: a character with its marks, or the letters of one Hangul syllable.
_CLUSTER = re.compile(
    r"[\s\S][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u1160-\u11ff\u3099\u309a]*"
)
_ASCII = frozenset(map(chr, range(128)))
# What is one plain character in all but name. One for one, so that offsets stay.
_SINGLE = {
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
    **dict.fromkeys("\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u2219", "*"),
    **dict.fromkeys("\u00a0\u2009\u200a\u202f\u200b\ufeff\u00ae\u2122", " "),
    **dict.fromkeys("\u20ac\u00a3\u00a5", "$"),
    "\u2026": ".",
    "\u00df": "s",
    "\u00f8": "o",
    "\u00e6": "a",
    "\u0153": "o",
    "\u0142": "l",
    "\u0111": "d",
    "\u0131": "i",
}
_COMMON = "\u2019\u2022\u2013\u2014\u00a0\u20ac\u201c\u201d"
_PAIR = "\x00\x00"
_SPACES = {c: " " for c in range(128) if not (chr(c).isalnum() or chr(c) in "#\x00")}
_PLAIN = str.maketrans({**{chr(c): s for c, s in _SPACES.items()}, "\x00": "+"})


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; `offsets` is None where it is as long as the original, character by character."""

    text: str
    offsets: tuple[int, ...] | None

    def at(self, offset: int) -> int:
        """The original offset of a folded one."""
        return offset if self.offsets is None else self.offsets[offset]

    def parts(self, offset: int) -> bool:
        """Whether two characters of the original part here, rather than two halves of one (½, ﬁ)."""
        return self.offsets is None or offset == 0 or self.offsets[offset] != self.offsets[offset - 1]


def fold(text: str) -> Folded:
    """Lower case, NFKC and no accents (people leave them out), with the way back."""
    lowered = text.lower()
    if lowered.isascii():
        return Folded(lowered, None)
    plain = _plain(lowered)
    if len(plain) == len(text) and (plain.isascii() or unicodedata.is_normalized("NFKC", plain)):
        return Folded(plain, None)
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFKC", match[0].lower()).lower()
        pieces.append(piece)
        offsets.extend([match.start()] * len(piece))
    offsets.append(len(text))
    return Folded(_plain("".join(pieces)), tuple(offsets))


def _plain(text: str) -> str:
    """The same text, as long, with plain letters and signs where it has accents and typography."""
    for char in _COMMON:  # the only ones in most texts, and quicker asked for than collected
        if char in text:
            text = text.replace(char, _SINGLE[char])
    if text.isascii():
        return text
    for char in set(text).difference(_ASCII):
        base = _base(char)
        if base != char:
            text = text.replace(char, base)
    return text


@lru_cache(maxsize=4096)
def _base(char: str) -> str:
    """``é`` → ``e``, ``ß`` → ``s``, ``’`` → ``'``; any other character is itself."""
    if known := _SINGLE.get(char):
        return known
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if len(parts) > 1 and parts[0].isascii() and all(map(unicodedata.combining, parts[1:])) else char


def cut(folded: str) -> tuple[list[str], list[int] | None]:
    """The words, and where each starts; None means one character between words, an empty string being a word too.

    ``C++`` and ``C#`` are words. Why two forms: splitting plain text on single spaces is several times quicker than any
    pattern, and most text is plain.
    """
    if folded.isascii():
        plain = folded.replace("\x00", " ").replace("++", _PAIR).translate(_PLAIN)
        return plain.split(" "), None
    found = list(_WORD.finditer(folded))
    return [m[0] for m in found], [m.start() for m in found]


def key(text: str) -> tuple[str, ...]:
    """The folded words of a short text, under which an alias is kept."""
    return tuple(word for word in cut(fold(text).text)[0] if word)
