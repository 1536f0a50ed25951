"""Plain text for a terminal: widths that hold for every script, and colours only where somebody looks."""

import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence

NARROWEST, WIDEST = 80, 120


def columns() -> int:
    """The width to write for; 100 where there is no terminal."""
    return min(WIDEST, max(NARROWEST, shutil.get_terminal_size((100, 24)).columns))


def cells(text: str) -> int:
    """How many columns a text takes: Chinese, Japanese and Korean letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def cut(text: str, width: int) -> str:
    """At most ``width`` columns, the last one an ellipsis when something had to go. Control characters go first."""
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def fit(text: str, width: int) -> str:
    """Exactly ``width`` columns, left-aligned."""
    text = cut(text, width)
    return text + " " * (width - cells(text))


def listed(names: Sequence[str], width: int) -> str:
    """As many names as there is room for, then how many more: ``Python, FastAPI +6``; ``–`` for none."""
    if not names:
        return "–"
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        text = ", ".join(names[:shown]) + more
        if cells(text) <= width:
            return text
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return cut(names[0], width - len(more)) + more


_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31", "cyan": "36"}


def paint(text: str, style: str) -> str:
    """The text in a colour or weight, if a person is looking and has not asked for plain text (NO_COLOR)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{_CODES[style]}m{text}\033[0m"
