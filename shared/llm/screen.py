"""Sentences that talk to a model instead of about a job are taken out before a text is sent.

This is the first of three guards, and the weakest: it takes away what is obvious. The second is the system prompt. The
third does not depend on the model at all: an answer counts only where its quotes stand in the texts, and only so far
from the quick score (``shared.matching.judge``).
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_PATTERNS = Path(__file__).parent / "prompts" / "talks_to_a_model.txt"
# Soft hyphens, joiners, direction marks, variation selectors and tag characters: nothing a reader sees.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_SENTENCE = re.compile(r"[^.!?。！？\n]*(?:[.!?。！？]+|\n|$)")


def screened(text: str) -> str:
    """Return the text without invisible characters and without the sentences that talk to a model."""
    sentences = _SENTENCE.findall(_visible(text))
    return "".join(sentence for sentence in sentences if not _talk().search(sentence))


def talks_to_a_model(text: str) -> bool:
    """Whether a text is addressed to a model somewhere."""
    return bool(_talk().search(_visible(text)))


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@cache
def _talk() -> re.Pattern[str]:
    lines = _PATTERNS.read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("# ")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.MULTILINE)
