"""Cutting text to a length without cutting a sentence."""

import re

_END = re.compile(r"[.!?。！？]\s|\n")


def excerpt(text: str, most: int) -> str:
    """Return at most ``most`` characters, ending with a sentence or a line where one ends in the second half."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in _END.finditer(text, most // 2, most)]
    return text[: ends[-1] if ends else most].rstrip()
