"""Content words of a text, stemmed and weighed: what a score falls back on where the lexicon knows little.

Weights come from fixed lists in this package, never from the batch: a word's weight says how much sharing it tells
about two texts of the working world. Words of grammar weigh nothing, words of every advert little, all others one.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from shared.scoring.lines import blank_but, split

WORD: Final = re.compile(r"[^\W\d_]{3,}(?:[+#]+)?")
SUFFIX: Final = re.compile(
    r"(?:isierung|ization|isation|ungen|ement|ments?|innen|ation(?:s|en)?|(?:wo)?m[ae]n|persons?|frau|mann|leute|ingly|ings?|ions?|"
    r"ung|ies|rices?|euses?|eurs?|resses|ress|ers?|ors?|[eo]as?|[ao]s|ed|en|es|in|ly|al|e|s|y|n|a|o)$"
)
SAME: Final = {"actress": "actor", "hostess": "host", "stewardess": "steward", "actrice": "acteur", "actriz": "actor"}
"""Women's forms that no ending explains: a trade must weigh the same in both."""
PREFIX: Final = 7


_LETTERS: Final = blank_but(re.compile(r"[^\W\d_]|[+#]"))


class Term(NamedTuple):
    """A content word, its stem and what sharing it weighs."""

    word: str
    stem: str
    weight: float


def terms_in(text: str) -> Iterator[Term]:
    """Yield the content words of a text in lower case, in order; a word may come again, grammar never comes."""
    return chain.from_iterable(map(_terms_of, dict.fromkeys(split(text, _LETTERS, WORD))))


@cache
def weights() -> dict[str, float]:
    """Stem → weight for the stems that weigh less than one."""
    found: dict[str, float] = {}
    weight = 0.0
    text = Path(__file__).with_name("data").joinpath("common_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            weight = float(line.strip("[]"))
        elif not line.startswith("#"):
            for word in line.split():
                stem = stem_of(word)
                found[stem] = min(weight, found.get(stem, 1.0))
    return found


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """A crude stem for Latin scripts: endings off, then the first seven letters; Korean keeps its first two blocks.

    Why so crude: the same rule must serve "accounting / accountant", "Buchhaltung / Buchhalterin" and "infirmier /
    infirmière", and a wrong join between rare words costs less than a missed one.
    """
    if word[0] >= "\u2e80":
        return word[:2]
    stem = SAME.get(word, word)
    for _ in range(2):
        cut = SUFFIX.sub("", stem)
        if len(cut) < 4:
            break
        stem = cut
    return stem[:PREFIX]


@lru_cache(maxsize=65536)
def _terms_of(piece: str) -> tuple[Term, ...]:
    return tuple(Term(word, stem, weight) for word in WORD.findall(piece) for stem, weight in [weighed(word)] if weight)


@lru_cache(maxsize=65536)
def weighed(word: str) -> tuple[str, float]:
    stem = stem_of(word)
    return stem, weights().get(stem, 1.0)
