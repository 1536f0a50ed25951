"""What is drawn and not written: bullets, which browsers print as small shapes, and the chips that words stand in."""

from bisect import bisect_left
from itertools import pairwise

from shared.resumes.characters import is_rtl
from shared.resumes.geometry import Word

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge in points."""

SMALLEST, LARGEST = 0.12, 0.5
"""The width of a bullet in heights of the text beside it."""
NEAREST, FARTHEST = 0.1, 1.6
"""How far from its text a bullet stands, in the text's heights."""
MOST_DOTS = 400
"""A page with more is a drawing."""

CHIP_HEIGHTS = (0.9, 4.0)
"""In text heights: a chip of one line, and one whose words are wrapped into three."""
CHIP_WIDTH = 18
"""In text heights: what is wider is a panel."""
PADDING = 0.12
"""In text heights, on both sides: shading laid under words has none."""
MOST_CHIP_WORDS = 8
MOST_CHIPS = 400


def is_chip(width: float, height: float, size: float) -> bool:
    """Whether a shape may be a box around a few words of this size."""
    low, high = CHIP_HEIGHTS
    return low * size < height < high * size and size < width < CHIP_WIDTH * size


def mark_chips(words: list[Word], boxes: list[Box]) -> None:
    """Number the words by the chip they stand in: those of two chips never belong together, however near."""
    by_height = sorted(words, key=lambda word: word.top + word.bottom)
    heights = [(word.top + word.bottom) / 2 for word in by_height]
    chips = sorted(set(boxes), key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    if len(chips) > MOST_CHIPS:
        return
    for number, (x0, top, x1, bottom) in enumerate(chips, 1):
        near = by_height[bisect_left(heights, top) : bisect_left(heights, bottom)]
        inside = [word for word in near if word.x1 > x0 and word.x0 < x1]
        if not 0 < len(inside) <= MOST_CHIP_WORDS or any(word.chip for word in inside):
            continue
        least = PADDING * max(word.size for word in inside)
        if min(word.x0 for word in inside) - x0 >= least and x1 - max(word.x1 for word in inside) >= least:
            for word in inside:
                word.chip = number


def is_dot(width: float, height: float, size: float) -> bool:
    """Whether a shape is as small and as wide as high as the bullets of text of this size are."""
    return SMALLEST * size < width < LARGEST * size and 0.7 * width < height < 1.4 * width


def with_drawn_bullets(words: list[Word], dots: list[Box]) -> list[Word]:
    """The words with a bullet before each that opens a line right of a lone dot.

    Dots side by side are a rating, what has a word before it on its line is an ornament, and what stands before
    nothing but bold words is a station of a timeline.
    """
    if not dots or not words or len(dots) > MOST_DOTS:
        return words
    by_height = sorted(range(len(words)), key=lambda index: words[index].top + words[index].bottom)
    heights = [(words[index].top + words[index].bottom) / 2 for index in by_height]
    tallest = max(word.bottom - word.top for word in words)
    opened: dict[int, Word] = {}
    for dot in _lone(dots):
        x0, top, x1, bottom = dot
        centre = (top + bottom) / 2
        first = bisect_left(heights, centre - tallest / 2)
        last = bisect_left(heights, centre + tallest / 2)
        beside = [i for i in by_height[first:last] if words[i].top < centre < words[i].bottom]
        opener = _opener(beside, words, x0, x1)
        if opener is None:
            continue
        word = words[opener]
        away = _away(word, x0, x1)
        if not NEAREST * word.size < away < FARTHEST * word.size or not is_dot(x1 - x0, bottom - top, word.size):
            continue
        line = sorted((words[j] for j in beside if _away(words[j], x0, x1) >= away), key=lambda w: _away(w, x0, x1))
        apart = next((at for at in range(1, len(line)) if _space(line[at - 1], line[at]) > word.size), len(line))
        if not all(other.bold for other in line[:apart]):
            opened[opener] = Word("•", x0, word.top, x1, word.bottom, colour=word.colour, font=word.font)
    return [each for i, word in enumerate(words) for each in ((opened[i], word) if i in opened else (word,))]


def _opener(beside: list[int], words: list[Word], x0: float, x1: float) -> int | None:
    """The word nearest to a dot on the side its line is read from, unless another stands before the dot."""
    for rtl in (False, True):
        ahead = [i for i in beside if (words[i].x1 <= x0 if rtl else words[i].x0 >= x1)]
        near = min(ahead, key=lambda i: _away(words[i], x0, x1), default=None)
        if near is None or any(map(is_rtl, words[near].text)) != rtl:
            continue
        # A separator stands as far from the word before it as from the one after; a list may have a column before it.
        away = _away(words[near], x0, x1)
        if not any(_away(words[i], x0, x1) < min(2 * words[i].size, 1.5 * away) for i in beside if i not in ahead):
            return near
    return None


def _away(word: Word, x0: float, x1: float) -> float:
    """How far a word stands from a dot, on whichever side."""
    return max(word.x0 - x1, x0 - word.x1)


def _space(word: Word, other: Word) -> float:
    return max(other.x0 - word.x1, word.x0 - other.x1)


def _lone(dots: list[Box]) -> list[Box]:
    """Dots without another beside them."""
    rows = sorted(set(dots), key=lambda dot: (round(dot[1]), dot[0]))
    paired = {
        dot
        for one, other in pairwise(rows)
        if round(one[1]) == round(other[1]) and other[0] - one[2] < 3 * (one[2] - one[0])
        for dot in (one, other)
    }
    return [dot for dot in rows if dot not in paired]
