"""Undo the glue of a bad text extraction ("ExperienceAccountant11/2011 to CurrentCompany Name"), keeping the way back.

Words run together where a table or a heading lost its line break. A break is put back between them, and every place in
the loosened text can be led back to its place in the original.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from shared.skills.lexicon import lexicon

RUN: Final = re.compile(r"[A-Za-zÀ-ÿ]*[a-zß-ÿ][A-ZÀ-Ü][a-zß-ÿ][A-Za-zÀ-ÿ]*")
PART: Final = re.compile(r"[A-ZÀ-Ü]+(?![a-zß-ÿ])|[A-ZÀ-Ü]?[a-zß-ÿ]+|[A-ZÀ-Ü]+")
DATE_GLUE: Final = re.compile(r"(?<=[a-zß-ÿ])(?=(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|(?:19|20)\d\d\b)")
STOP_GLUE: Final = re.compile(r"(?<=[a-zß-ÿ]{2}[.!?])(?=[A-ZÀ-Ü][a-zß-ÿ])|(?<=\b(?:19|20)\d\d)(?=[A-ZÀ-Ü][a-zß-ÿ])")
FEW_LINES: Final = 250
"""Characters a line from which on a text has lost its line breaks."""
ENOUGH: Final = 5
CAMEL: Final = frozenset(("linkedin", "youtube", "mcdonald", "mcgraw", "mckinsey", "iphone", "ipad", "fedex", "ebay", "paypal", "doordash", "wechat", "kakaotalk", "bluecross", "healthcare", "walmart"))  # fmt: skip


class Loosened:
    """A text with breaks put back. ``text`` is the loosened one; ``back`` leads its positions to the original."""

    __slots__ = ("cuts", "text")

    def __init__(self, original: str) -> None:
        cuts = _cuts(original) if original.count("\n") * FEW_LINES < len(original) else []
        if len(cuts) < ENOUGH:
            cuts = []
        pieces = [original[start:end] for start, end in zip([0, *cuts], [*cuts, len(original)], strict=True)]
        self.text = "\n".join(pieces)
        self.cuts = [cut + index for index, cut in enumerate(cuts)]

    def back(self, start: int, end: int) -> tuple[int, int]:
        return start - bisect_right(self.cuts, start - 1), end - bisect_left(self.cuts, end)


def _cuts(text: str) -> list[int]:
    cuts = {match.start() for match in DATE_GLUE.finditer(text)} | {match.start() for match in STOP_GLUE.finditer(text)}
    for run in RUN.finditer(text):
        parts = [(part.start(), part.end()) for part in PART.finditer(text, run.start(), run.end())]
        index = 0
        while index + 1 < len(parts):
            joined = _known(text, parts, index)
            if joined:
                index = joined
                if index + 1 < len(parts):
                    cuts.add(parts[index + 1][0])
            else:
                cuts.add(parts[index + 1][0])
            index += 1
    return sorted(cut for cut in cuts if 0 < cut < len(text))


def _known(text: str, parts: list[tuple[int, int]], index: int) -> int:
    """The last part of the longest word written in camel case that starts here ("QuickBooks"); 0 for none."""
    for last in range(min(len(parts) - 1, index + 3), index, -1):
        word = text[parts[index][0] : parts[last][1]]
        if word.lower() in CAMEL or lexicon().find_by_name(word) is not None:
            return last
    return 0
