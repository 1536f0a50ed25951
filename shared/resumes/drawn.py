"""Bullets that are drawn and not written: browsers print the marks of a list as small shapes beside its text."""

from bisect import bisect_left
from itertools import pairwise

from shared.resumes.geometry import Word

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge in points."""

SMALLEST, LARGEST = 0.12, 0.5
"""The width of a bullet in heights of the text beside it."""
NEAREST, FARTHEST = 0.1, 1.6
"""How far from its text a bullet stands, in the text's heights."""


def is_dot(width: float, height: float, size: float) -> bool:
    """Whether a shape is as small and as wide as high as the bullets of text of this size are."""
    return SMALLEST * size < width < LARGEST * size and 0.7 * width < height < 1.4 * width


def with_drawn_bullets(words: list[Word], dots: list[Box]) -> list[Word]:
    """The words with a bullet before each that opens a line right of a lone dot.

    Dots side by side are a rating, what has a word before it on its line is an ornament, and what stands before
    nothing but bold words is a station of a timeline.
    """
    if not dots or not words:
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
        right = min((i for i in beside if words[i].x0 >= x1), key=lambda i: words[i].x0, default=None)
        if right is None:
            continue
        word = words[right]
        near = NEAREST * word.size < word.x0 - x1 < FARTHEST * word.size and is_dot(x1 - x0, bottom - top, word.size)
        before = any(words[i].x1 > x0 - 2 * word.size and words[i].x0 < x0 for i in beside)
        line = sorted((words[i] for i in beside if words[i].x0 >= word.x0), key=lambda other: other.x0)
        apart = next((at for at in range(1, len(line)) if line[at].x0 - line[at - 1].x1 > word.size), len(line))
        title = all(other.bold for other in line[:apart])
        if near and not before and not title:
            opened[right] = Word("•", x0, word.top, x1, word.bottom, colour=word.colour, font=word.font)
    return [each for i, word in enumerate(words) for each in ((opened[i], word) if i in opened else (word,))]


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
