"""Text as the finder sees it: lower case, NFKC, cut into words.

Everything found must point into the text as it was given, so folding keeps a way back: `Folded.at` maps an offset of
the folded text to an offset of the original.
"""

import re
import unicodedata
from dataclasses import dataclass

# Scripts that are glued to Latin words without a space ("Python을", "Java開発") make words of their own.
_HANGUL = "가-힣ㄱ-ㆎ"
_HAN_KANA = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[^\W_{_HANGUL}{_HAN_KANA}]+(?:\+\+|#)?|[{_HANGUL}]+|[{_HAN_KANA}]+")
# A cluster is what normalisation may fuse: a character with its marks, or the letters of one Hangul syllable.
_CLUSTER = re.compile(
    r"[\s\S][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u1160-\u11ff\u3099\u309a]*"
)
# Typography that keeps an otherwise plain text from the quick path, the commonest first. One character each, so that
# offsets stay.
_TYPOGRAPHY = (
    ("\u2019", "'"),
    ("\u2022", "*"),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u00b7", "*"),
    ("\u2018", "'"),
    ("\u2011", "-"),
    ("\u2010", "-"),
    ("\u00a0", " "),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2026", "."),
    ("\u00ad", "-"),
    ("\u200b", " "),
    ("\u00ae", " "),
    ("\u2122", " "),
    ("\u20ac", "$"),
    ("\u00a3", "$"),
)
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


def fold(text: str) -> Folded:
    """Lower case and NFKC, with the way back."""
    lowered = text.lower()
    if lowered.isascii():
        return Folded(lowered, None)
    for fancy, plain in _TYPOGRAPHY:
        lowered = lowered.replace(fancy, plain)
        if lowered.isascii():
            break
    if len(lowered) == len(text) and (lowered.isascii() or unicodedata.is_normalized("NFKC", lowered)):
        return Folded(lowered, None)
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFKC", match[0].lower()).lower()
        pieces.append(piece)
        offsets.extend([match.start()] * len(piece))
    offsets.append(len(text))
    folded = "".join(pieces)
    for fancy, plain in _TYPOGRAPHY:
        folded = folded.replace(fancy, plain)
    return Folded(folded, tuple(offsets))


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


def without_accents(word: str) -> str:
    """``développeur`` as ``developpeur``: people type both."""
    if word.isascii():
        return word
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)
