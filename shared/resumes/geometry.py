"""Words on a page and the lines they form: the one shape that PDF, DOCX and text are brought into.

Units are points (a character cell for plain text); ``top`` grows downwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median


@dataclass(slots=True)
class Word:
    """A run of characters without a space, in one style."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    italic: bool = False
    colour: int = 0
    font: str = ""
    link: str | None = None
    glue: bool = False
    """True when no space stands between this word and the one before it (a style change inside a word)."""
    chip: int = 0
    """Which of the page's small boxes the word stands in; 0 for none."""

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass
class Segment:
    """Words of one line without a wide gap between them."""

    words: list[Word]

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def text(self) -> str:
        return join_words(self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool:
        return 2 * sum(len(word.text) for word in self.words if word.bold) > sum(len(word.text) for word in self.words)

    @cached_property
    def style(self) -> tuple[float, bool, bool, int, str, bool]:
        """What makes two pieces of text look alike: size, weight, slant, colour, font, capitals."""
        first = self.words[0]
        caps = self.text.isupper() and sum(map(str.isalpha, self.text)) > 2
        return (round(self.size * 2) / 2, self.bold, first.italic, first.colour, first.font, caps)


@dataclass
class Line:
    """One line of a flow, as a reader would read it: segments from first to last."""

    segments: list[Segment]
    page: int = 0
    flow: int = 0
    """Lines of one column, continued over pages, share a flow; sections never run from one flow into another."""
    gap: float = 0.0
    """Blank space above, in line heights; 0 inside a paragraph, large at the top of a flow."""
    right: float = 0.0
    """The right edge of the column."""
    left: float = 0.0
    heading: int | None = None
    """The outline level, where the format names one (Word styles, Markdown)."""
    bullet: bool = False
    whole: bool = False
    """True when the format ends a paragraph here, so that the line never continues the one before."""

    @cached_property
    def text(self) -> str:
        return "  ".join(segment.text for segment in self.segments)

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment.words]

    @property
    def x0(self) -> float:
        return min(segment.x0 for segment in self.segments)

    @property
    def x1(self) -> float:
        return max(segment.x1 for segment in self.segments)

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def size(self) -> float:
        return self.segments[0].size

    @property
    def bold(self) -> bool:
        return self.segments[0].bold


@dataclass
class Document:
    """A file as lines in reading order, with what a reader cannot see beside it."""

    lines: list[Line]
    hidden: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(code, message) of what reading the file itself left in doubt."""


def join_words(words: Iterable[Word]) -> str:
    parts: list[str] = []
    for word in words:
        if parts and not word.glue:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)
