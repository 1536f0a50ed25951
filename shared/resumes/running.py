# ruff: noqa: E501  patterns read better unwrapped
"""Running heads and feet: page numbers and lines that every page repeats are no part of the résumé."""

import re
from collections import Counter
from collections.abc import Sequence

from shared.resumes.characters import fold
from shared.resumes.extract import Page
from shared.resumes.geometry import Word, join_words
from shared.resumes.words import break_rows

_NUMBERING = re.compile(
    r"(?:page|seite|pagina|pagina|pag\.?|p\.|strona|sayfa|side|sida|sivu|strana|стр\.?|страница|페이지|ページ|第|صفحة)?\s*[-–—|]?\s*\d{1,3}"
    r"(?:\s*(?:/|of|von|de|di|van|z|sur|iz|из|av|af|\|)\s*\d{1,3})?\s*[-–—|]?\s*(?:页|頁|쪽)?"
)
_NAMED_NUMBERING = re.compile(
    r".{2,45}?\s*[-–—|·•,]\s*(?:page |seite |p\.? ?)?\d{1,2}\s*(?:/|of|von|de|sur|di)\s*\d{1,2}"
)
_UPDATED = re.compile(
    r"(?:last )?(?:updated|modified|revised|generated)\b.{0,40}\d{4}|(?:stand|zuletzt aktualisiert|mis a jour|actualizado|aggiornato|atualizado)\b.{0,30}\d{4}"
)
EDGE = 0.09
"""The share of the page's height, above and below, where running lines stand."""


def without_running_lines(pages: Sequence[Page]) -> None:
    """Drop page numbers, repeated lines and "last updated" notes at the edges of pages, in place."""
    edges = [_edge_rows(page) for page in pages]
    owner = _owner_words(pages)
    repeated = Counter(key for rows in edges for key in {_key(row) for row in rows})
    for index, (page, rows) in enumerate(zip(pages, edges, strict=True)):
        dropped: set[int] = set()
        for row in rows:
            key = _key(row)
            numbered = any(c.isdigit() for c in join_words(row))
            often = len(pages) > 1 and repeated[key] >= max(2, 0.6 * len(pages))
            # The first page's own head holds the name; a repeated head is dropped from the second page on.
            first_head = index == 0 and row[0].top < page.height * 0.5 and not numbered
            continued = index > 0 and owner and not numbered and owner <= set(key.split()) and len(key) < 60
            low = row[0].top > page.height * 0.5
            if (
                (low and _NAMED_NUMBERING.fullmatch(key_text(row)))
                or _NUMBERING.fullmatch(key_text(row))
                or _UPDATED.fullmatch(key_text(row))
                or continued
                or (often and not first_head)
            ):
                dropped |= {id(word) for word in row}
        if dropped and len(dropped) < len(page.words):
            page.words = [word for word in page.words if id(word) not in dropped]


def _owner_words(pages: Sequence[Page]) -> set[str]:
    """The words of the largest text on the first page, or of its first line: the person's name, most often."""
    top = [word for word in pages[0].words if word.top < 0.3 * pages[0].height] if pages else []
    rows = [[word for segment in row for word in segment.words] for row in break_rows(top)]
    if not rows:
        return set()
    largest = max(rows[:12], key=lambda row: (round(row[0].size), -row[0].top))
    words = set(key_text(largest).split())
    return words if 2 <= len(words) <= 5 else set()


def key_text(row: list[Word]) -> str:
    return fold(join_words(row)).strip(" ·•|-–—")


def _key(row: list[Word]) -> str:
    return re.sub(r"\d+", "#", key_text(row))


def _edge_rows(page: Page) -> list[list[Word]]:
    words = page.words
    if not words:
        return []
    low, high = EDGE * page.height, (1 - EDGE) * page.height
    near = [word for word in words if word.bottom < low or word.top > high]
    return [[word for segment in row for word in segment.words] for row in break_rows(near)]
