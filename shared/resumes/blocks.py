"""Lines of a section → blocks: whole paragraphs and bullets, with what stands in the margin beside them.

A line continues the one before when the first word would not have fitted there, when it hangs under a bullet's text,
or when the spacing says so; what is left is a block of its own.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from shared.resumes.characters import SURE_BULLETS
from shared.resumes.dates import completes, find_spans, is_date_text
from shared.resumes.evidence import degree_score, find_degree, school_score
from shared.resumes.geometry import Line, Segment, Word, join_words
from shared.resumes.hyphens import join_lines
from shared.resumes.places import looks_like_place
from shared.resumes.plain import FAR
from shared.resumes.wrapped import NUMBERED, WEAK_BULLETS, is_complete, is_marginal, whole_lines

_ADDRESS = re.compile(r"(?i)^(?:https?:|www\.|\S+@)|^[\w.-]+\.(?:com|org|net|io|dev|me|edu|de|co|ai|app)\b")
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?] +[^\W\d_]")
APART = 0.5
"""In line heights: how much farther apart items are than the lines of one."""
MANY = 2
"""Sentences that all end with their lines are no paragraph."""
_CONNECTING = frozenset(
    ["of", "and", "&", "for", "und", "der", "für", "de", "des", "du", "et", "della", "di", "y", "e"]
)


@dataclass
class Block:
    """A paragraph, a bullet or a header line, with the margin segments beside any of its lines."""

    lines: list[Line]
    parts: list[list[Word]]
    """The words of each line, the bullet glyph and the margin taken out."""
    bullet: bool = False
    indent: float = 0.0
    """Where the text starts (after the glyph)."""
    margin: list[Segment] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    """The first line's segments without bullet and margin, for header lines."""

    @cached_property
    def text(self) -> str:
        return join_lines([join_words(words) for words in self.parts])

    @cached_property
    def look(self) -> tuple[float, bool, bool, int, bool]:
        """How the start of the block looks: size, weight, slant, colour, capitals."""
        segment = Segment(self.parts[0]) if self.parts[0] else self.first.segments[0]
        size, bold, italic, colour, _, caps = segment.style
        # An acronym is no text set in capitals.
        return (size, segment.words[0].bold or bold, italic, colour, caps and len(segment.text) > 6)

    @property
    def gap(self) -> float:
        return self.lines[0].gap

    @property
    def bold(self) -> bool:
        words = self.parts[0]
        return bool(words) and words[0].bold

    @property
    def first(self) -> Line:
        return self.lines[0]


def make_blocks(lines: list[Line], *, listed: bool = False) -> list[Block]:
    """The blocks of one section, in order; ``listed`` sections hold short items, of which few run over a line."""
    if not lines:
        return []
    lines = whole_lines(lines)
    weak = _weak_bullets(lines)
    gaps = sorted(line.gap for line in lines[1:] if line.gap < 4)
    base = gaps[len(gaps) // 6] if gaps else 0.0
    alike = [line.gap for above, line in pairwise(lines) if _same_type(above, line)]
    tight = min(alike, default=0.0) if listed else FAR
    # Where items are spaced out, lines without space between them belong together.
    spaced = sum(gap > base + 0.28 for gap in gaps) >= 0.25 * len(gaps)
    long = [line for line in lines if not line.bullet and len(line.text) >= 30]
    # Of a paragraph few lines end where a sentence does, of a list without marks most, and none begins inside a line.
    complete = sum(is_complete(line.words) for line in long)
    inside = any(_SENTENCES.search(line.text) for line in long)
    sentences = complete > 0.45 * len(long) or (complete > MANY and not inside)
    blocks: list[Block] = []
    for line in lines:
        main, margin = _main_segments(line)
        words = [word for segment in main for word in segment.words]
        marked, stripped = _strip_bullet(words, line, weak)
        # A mark before a date makes it no sentence of a list.
        bullet = marked and not is_date_text(join_words(stripped))
        if not stripped:
            if blocks and blocks[-1].lines[-1].flow == line.flow and margin and blocks[-1].bullet and line.gap < 1:
                blocks[-1].margin += margin
                blocks[-1].lines.append(line)
                blocks[-1].parts.append([])
            elif margin:
                blocks.append(Block([line], [[w for s in margin for w in s.words]], segments=margin, indent=line.x0))
            continue
        # A date on the left opens an entry.
        dated = any(segment.x0 < main[0].x0 and is_date_text(segment.text) for segment in margin)
        if (
            blocks
            and not marked
            and not dated
            and not (sentences and not blocks[-1].bullet and _begins_anew(blocks[-1].parts[-1], stripped))
            and _continues(blocks[-1], line, main, stripped, base, tight=tight, strict=listed and not spaced)
        ):
            blocks[-1].lines.append(line)
            blocks[-1].parts.append(stripped)
            blocks[-1].margin += margin
            continue
        segments = main
        if bullet:
            segments = [Segment(stripped)]
        blocks.append(Block([line], [stripped], bullet, stripped[0].x0, margin, segments))
    return blocks


def _main_segments(line: Line) -> tuple[list[Segment], list[Segment]]:
    """(text, margin): margin segments are the dates and places beside the text, never all of it."""
    if len(line.segments) == 1:
        return line.segments, []
    flags = [is_marginal(segment) for segment in line.segments]
    if all(flags):
        return line.segments, []
    return (
        [segment for segment, flag in zip(line.segments, flags, strict=True) if not flag],
        [segment for segment, flag in zip(line.segments, flags, strict=True) if flag],
    )


def _weak_bullets(lines: list[Line]) -> set[str]:
    """Dashes and the like count as bullets only where they open lines again and again."""
    counts: dict[str, int] = {}
    for line in lines:
        words = line.segments[0].words
        first = words[0].text
        if first in WEAK_BULLETS and (len(words) > 1 or len(line.segments) > 1):
            counts[first] = counts.get(first, 0) + 1
    return {glyph for glyph, count in counts.items() if count >= 2 or glyph in "-–*"}


def _strip_bullet(words: list[Word], line: Line, weak: Collection[str]) -> tuple[bool, list[Word]]:
    if not words:
        return line.bullet, []
    first = words[0].text
    if first in weak or (len(first) == 1 and first in SURE_BULLETS) or (NUMBERED.match(first) and len(words) > 2):
        # A mark typed behind the list's own ("• - Built …") is no more of the text.
        twice = first in SURE_BULLETS and len(words) > 2 and words[1].text in WEAK_BULLETS
        return True, words[2 if twice else 1 :]
    if first[0] in SURE_BULLETS and len(first) > 1:
        head = words[0]
        rest = first.lstrip("".join(SURE_BULLETS))
        if rest:
            clipped = Word(
                rest, head.x0, head.top, head.x1, head.bottom, head.bold, head.italic, head.colour, head.font, head.link
            )
            return True, [clipped, *words[1:]]
    return line.bullet, words


def _continues(
    block: Block,
    line: Line,
    main: list[Segment],
    words: list[Word],
    base: float,
    *,
    tight: float,
    strict: bool,
) -> bool:
    last = block.lines[-1]
    if line.flow != last.flow or line.whole or line.heading is not None or not block.parts[-1]:
        return False
    if line.gap > 3 and line.page == last.page:
        return False
    first = words[0]
    previous = block.parts[-1]
    if first.chip and (previous[-1].chip or strict):
        return first.chip == previous[-1].chip
    em = max(1.0, first.size)
    text = join_words(words)
    resized = abs(first.size - previous[-1].size)
    unlike = first.colour != previous[-1].colour or (first.bold and first.font == previous[-1].font)
    if resized > 0.18 * em or (resized > 0.06 * em and unlike):
        return False
    above = join_words(previous).rstrip()
    inside = above.count("(") > above.count(")") and ")" in text
    wraps = text[:1].islower() or inside or above.endswith((",", "-", "–", "&", "\u00ad", " and", " of", " the"))
    if first.bold and not previous[-1].bold and not wraps:
        return False
    if line.gap > tight + APART and not inside and above[-1:] not in ",-–&":
        return False  # an item by itself, where the lines of one stand closer ("Machine" / "learning", "pandas")
    if (
        strict
        and not block.bullet
        and not (wraps and (text[:1].islower() or inside or above.endswith("–") or "," in text or "," in above))
    ):
        return False
    loose = line.gap > base + 0.28 and line.gap > 0.3
    if block.bullet and len(text) <= 48 and not above.endswith((",", "-", "–", "(", "&")):
        if is_date_text(text) and _opens_with_period(text):
            return False
        # It would have stood in the line above, so it is one by itself.
        fits = words[-1].x1 - first.x0 < last.right - previous[-1].x1 < FAR
        if fits and not wraps and is_marginal(Segment(words)):
            return False
    if block.bullet and first.x0 >= block.indent - 0.4 * em:
        # Under the text of a bullet, and nearer to it than it stands to what is above it.
        hangs = abs(first.x0 - block.indent) < 0.4 * em and line.gap < min(1.0, 0.7 * block.gap)
        return hangs or not (loose and not wraps)
    if len(main) > 1 or (len(block.segments) > 1 and len(block.parts) == 1):
        return False
    if completes(join_words(previous), " ".join(word.text for word in words[:2])):
        return True
    parted = first.text in _CONNECTING or previous[-1].text in _CONNECTING
    if parted and first.bold == previous[-1].bold and not loose:
        return True  # a name that its column broke: "Kettle Moraine College" / "of Nursing"
    if is_date_text(text) or _opens_with_period(text) or (len(words) == 1 and _ADDRESS.match(text)):
        return False
    if not block.bullet and not wraps and _closes_with_period(above):
        return False  # the next of entries in one line each
    if block.bullet and not wraps and (abs(first.x0 - block.lines[0].x0) > 0.4 * em or is_complete(previous)):
        return False  # below a mark at the margin a line goes on in the middle of a sentence
    last_word = previous[-1]
    edge = last.right
    if block.margin and len(block.parts) == 1 and last_word.font:  # typed text wraps at no date beside it
        beside = [segment.x0 for segment in block.margin if segment.x0 > last_word.x1]
        if beside:
            edge = min(edge, min(beside) - 0.8 * em) if min(beside) > last_word.x1 else edge
    if edge >= FAR:
        # Lines that were never wrapped go on only in the middle of a sentence.
        return text[:1].islower() and not loose and not (len(block.segments) > 1)
    room = edge - last_word.x1 - (first.x1 - first.x0) - 0.25 * em
    column = max(1.0, edge - line.left)
    # How wide the gap to a margin column is kept is not known.
    alike = first.bold == previous[-1].bold == block.bold
    slack = 2.5 * em if block.margin and len(block.parts) == 1 and alike else 0.6 * em
    if room > slack and not (wraps and room < 0.3 * column):
        return False
    town = above.rpartition(", ")[2]
    if looks_like_place(text) and not wraps and not (room < 0 and town != above and looks_like_place(f"{town} {text}")):
        return False  # a place in a line of its own, unless it began in the line above ("…, Ann" / "Arbor, MI")
    if degree_score(text) == 1.0 and school_score(above) >= 0.9 and not wraps:
        return False
    opening = text.split(",")[0]
    if (
        " " in opening
        and school_score(opening) >= 0.9
        and find_degree(above)
        and school_score(above) < 0.9
        and not wraps
    ):
        return False
    if loose and not wraps:
        return False
    # A paragraph that keeps its left edge, or returns to the margin after a first-line indent.
    shifted = first.x0 - previous[0].x0
    centred = abs((first.x0 + words[-1].x1) / 2 - (previous[0].x0 + last_word.x1) / 2) < 0.6 * em
    if abs(shifted) > 2.5 * em and not centred:
        return False
    if first.bold != previous[-1].bold and not wraps and block.bold != first.bold:
        return False
    if wraps:
        return True
    if len(block.parts) == 1 and len(join_words(previous)) < 30 and column > 28 * em * 0.5 and line.gap >= base:
        return room <= 0
    return room <= slack - 0.6 * em or not is_complete(previous)


def _same_type(above: Line, line: Line) -> bool:
    first, second = above.segments[0], line.segments[0]
    return abs(first.size - second.size) < 0.06 * second.size and first.bold == second.bold


def _begins_anew(above: list[Word], words: list[Word]) -> bool:
    return bool(above) and is_complete(above) and not words[0].text[:1].islower()


def _opens_with_period(text: str) -> bool:
    """Whether a line begins with a from and a to, as the next entry of a list does."""
    spans = find_spans(text)
    return bool(spans) and spans[0].begin == 0 and not spans[0].single


def _closes_with_period(text: str) -> bool:
    """Whether a line ends with a from and a to, as an entry in one line does."""
    spans = find_spans(text)
    return bool(spans) and not spans[-1].single and spans[-1].stop >= len(text.rstrip(" )."))
