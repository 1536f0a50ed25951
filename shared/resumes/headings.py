"""Which section a heading opens, in many languages.

A heading is looked up folded (lower case, no accents, no punctuation): first as a whole phrase, then word by word,
because people combine ("Relevant Work Experience & Leadership") more freely than any list can hold.
"""

import re
from functools import lru_cache

from shared.resumes.characters import fold
from shared.resumes.word_lists import named_lists

_JOINERS = re.compile(r"[&/+,|·•]| and | und | et | y | e | en | i | ve | og | och | и | & ")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]?|[IVX]{1,4}[.)]|[A-H][.)]|[.)]\d{1,2})\s+(?=\S)")
"""The last form is how one stands before text from right to left."""
_COUNT = re.compile(r"\s*\(\d{1,3}\)$")
"""How many there are ("Education (2)")."""
_PUNCTUATION = re.compile(r"[^\w\s・/&+,|]+|_")


def normalise(text: str) -> str:
    """A heading as it is looked up."""
    folded = fold(text).replace("'", "").replace("’", "")
    return " ".join(_PUNCTUATION.sub(" ", folded).split())


_KINDS: dict[str, str] = {}
for _kind, _phrases in named_lists("headings"):
    for _phrase in map(normalise, _phrases):
        _KINDS.setdefault(_phrase, _kind)
        _KINDS.setdefault(_phrase.replace(" ", ""), _kind)
_KINDS.pop("", None)
_HEADWORDS = dict(named_lists("headwords"))
_MODIFIERS = frozenset(_HEADWORDS.pop("modifiers"))
_WORDS = {word: kind for kind, words in _HEADWORDS.items() for word in words}


@lru_cache(maxsize=4096)
def find_kind(text: str) -> str | None:
    """The kind of section a heading with exactly this text opens, if its words are those of a heading."""
    if number := _NUMBER.match(text):
        text = text[number.end() :]
    text = _COUNT.sub("", text)
    if not 1 < len(text) <= 60 or any(c.isdigit() for c in text):
        return None
    if text[0].islower() and text.rstrip().endswith((".", ",", ";")):
        return None  # the last word of a sentence: "projects."
    words = normalise(text)
    if not words:
        return None
    if kind := _KINDS.get(words) or (_KINDS.get(words.replace(" ", "")) if len(text) > 2 else None):
        return kind
    if text.rstrip().endswith((".", ",", ";")) or (not text[0].isupper() and text[0].isascii()):
        return None
    parts = [part.strip() for part in _JOINERS.split(f" {words} ") if part.strip()]
    if len(parts) > 1:
        kinds = [_KINDS.get(part) or _by_words(part.split()) for part in parts]
        if all(kinds):
            return kinds[0]
    return _by_words([word for part in parts for word in part.split()])


def is_phrase(text: str) -> bool:
    """Whether a heading is known as it stands, not word by word."""
    return normalise(text) in _KINDS


def _by_words(words: list[str]) -> str | None:
    """The kind named by the last headword, when every other word only qualifies it."""
    if not 1 <= len(words) <= 6:
        return None
    found = [word for word in words if word in _WORDS]
    if not found or any(word not in _WORDS and word not in _MODIFIERS for word in words):
        return None
    kinds = [_WORDS[word] for word in found]
    # "Skills Summary" holds skills; a "Career Summary" is one all the same.
    return (
        next((kind for kind in reversed(kinds) if kind not in ("summary", "work")), kinds[-1])
        if kinds[-1] == "summary"
        else kinds[-1]
    )
