"""Words → rows of segments: the same baseline, split where a gap is wider than text ever leaves."""

import re
from itertools import pairwise
from statistics import median

from shared.resumes.characters import SURE_BULLETS, is_rtl
from shared.resumes.geometry import Segment, Word

SPLIT_GAP = 1.1
"""In line heights: a wider gap parts two segments."""

LARGE = 0.4
"""Of a height: how much of it counts in large type, whose words stand nearer than its height says."""


def break_rows(words: list[Word], *, rtl: bool = False) -> list[list[Segment]]:
    """Rows from top to bottom, each with its segments in reading order; ``rtl`` words have been mirrored."""
    rows: list[list[Word]] = []
    centres: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        centre, height = (word.top + word.bottom) / 2, word.bottom - word.top
        for index in range(len(rows) - 1, max(-1, len(rows) - 5), -1):
            middle, tall = centres[index]
            if abs(middle - centre) < 0.45 * min(height, tall):
                rows[index].append(word)
                break
        else:
            rows.append([word])
            centres.append((centre, height))
    return [_segments(row, rtl=rtl) for row in rows]


def runs_right_to_left(words: list[Word]) -> bool:
    """Whether these words are a page written from right to left."""
    letters = [c for word in words for c in word.text if c.isalpha()]
    return sum(map(is_rtl, letters)) > 0.3 * len(letters)


def mirror(words: list[Word], width: float) -> None:
    """Turn a right-to-left page around, in place: every rule about left and right then holds for it."""
    for word in words:
        word.x0, word.x1 = width - word.x1, width - word.x0


def _segments(words: list[Word], *, rtl: bool) -> list[Segment]:
    words.sort(key=lambda w: w.x0)
    words = _unspaced(words)
    segments: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        last = segments[-1][-1]
        height = max(6.0, min(word.size, last.size, max(14.0, LARGE * word.size)))
        gap = word.x0 - last.x1
        bullet = len(segments[-1]) == 1 and len(last.text) == 1 and last.text in SURE_BULLETS
        if gap > (4.0 if bullet else SPLIT_GAP) * height or 0 < word.chip != last.chip > 0:
            segments.append([word])
        elif gap < 0.06 * height and word.x0 > last.x0 and rtl and not _is_rtl_word(word) and not _is_rtl_word(last):
            # An address inside right-to-left text is drawn piece by piece.
            last.text = word.text + last.text
            last.x1 = word.x1
        else:
            segments[-1].append(word)
    return [Segment(_reading_order(segment, rtl=rtl)) for segment in segments]


def _unspaced(words: list[Word]) -> list[Word]:
    """Words again from letters set apart for looks ("E X P E R I E N C E")."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if single < 4 or single < 0.7 * len(words):
        return words
    result: list[Word] = []
    run: list[Word] = []
    for word in words:
        if len(word.text) <= 2 and word.text.isalpha() and (not run or word.x0 - run[-1].x1 < 2.5 * word.size):
            run.append(word)
            continue
        result += _joined(run)
        run = [word] if len(word.text) <= 2 and word.text.isalpha() else []
        if not run:
            result.append(word)
    return result + _joined(run)


def _joined(run: list[Word]) -> list[Word]:
    if len(run) < 4:
        return run
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    usual = median(gaps)
    pieces = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > max(1.7 * usual, usual + 0.15 * word.size):
            pieces.append([])
        pieces[-1].append(word)
    joined = []
    for piece in pieces:
        first = piece[0]
        joined.append(
            Word(
                "".join(word.text for word in piece),
                first.x0,
                min(word.top for word in piece),
                piece[-1].x1,
                max(word.bottom for word in piece),
                first.bold,
                first.italic,
                first.colour,
                first.font,
                first.link,
            )
        )
    return joined


def _is_rtl_word(word: Word) -> bool:
    return not word.text.isascii() and any(map(is_rtl, word.text))


def _reading_order(words: list[Word], *, rtl: bool) -> list[Word]:
    """Words of one segment as they are read; runs of the other direction keep their own order.

    Numbers and signs follow the line, as the bidirectional algorithm has them.
    """
    if not rtl and not any(map(_is_rtl_word, words)):
        return words
    result: list[Word] = []
    run: list[Word] = []
    for word in words:
        latin = any(c.isalpha() and not is_rtl(c) for c in word.text)
        if latin if rtl else _is_rtl_word(word):
            run.append(word)
            continue
        result += run[::-1]
        run = []
        result.append(word)
    result += run[::-1]
    if rtl:
        for word in result:
            if not any(c.isalpha() and not is_rtl(c) for c in word.text):
                text = re.sub(r"^([\d.,:/-]+)([+(])$", r"\2\1", word.text.translate(_MIRRORED))
                word.text = re.sub(r"^\)([\d.,:/-]+)$", r"\1)", text)
    return result


_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
