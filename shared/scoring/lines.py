"""A posting's text cut into lines and sentences, each knowing its section.

One pass over the lines; everything later looks up where it stands with a bisection.
"""

import re
from bisect import bisect_right
from typing import Final

from shared.scoring.headings import INLINE, INLINE_WORDS, Section, section_of

WORD: Final = re.compile(r"[^\W_]+")
PLAIN_SENTENCE: Final = re.compile(r"[.!?;]\s+(?=[^\sa-z])")
SENTENCE: Final = re.compile(r"[.!?;。]\s+(?=[^\sa-z])|\s[•·▪◦●‣]\s*|다\.")
"""The same, with the signs and scripts that no text in ASCII has."""
STOPS: Final = ".!?;。다"
BULLETS: Final = "-*•·▪◦●‣–—+>✓✔➢→■□○"
LONG_LINE: Final = 160
"""From here on a line is read as a paragraph: cut into sentences, searched for headings inside."""
LONGEST_PART: Final = 1000
HEADING_LENGTH: Final = 80
LAW: Final = ("regardless", "accommodation", "accommodations", "religion", "équitable", "discriminación", "discrimination", "schwerbehinderung", "ungeachtet", "unabhängig")  # fmt: skip
"""Words of equal-opportunity paragraphs, which often stand under no heading of their own."""
LAW_NEAR: Final = re.compile(
    r"race|gender|sexual|veteran|disab|religion|ethnic|equal opportunit|handicap|género|geschlecht|behinder|herkunft"
)


class Reading:
    """The text of a posting and its parts. Part ``i`` is ``text[starts[i]:ends[i]]`` in section ``sections[i]``."""

    __slots__ = ("asking", "bullets", "ends", "headed", "latin", "lower", "sections", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = lower_alike(text).replace("’", "'")
        pieces = pieces_of(self.lower, _WORDS_ONLY)
        self.latin = pieces is not None
        """Whether no other script is used, so that nothing of another script need be looked for."""
        self.words = set(WORD.findall(self.lower) if pieces is None else pieces)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sections: list[Section] = []
        self.bullets: list[bool] = []
        self.headed: set[Section] = set()
        self.asking: dict[int, bool] = {}
        self._cut()
        self._mark_law()

    def part_at(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def spots(self, word: str) -> list[int]:
        return spots_in(self.lower, word)

    def _cut(self) -> None:
        section: Section = "intro"
        position = 0
        blank_before = True
        lines = self.text.split("\n")
        for index, line in enumerate(lines):
            start = position
            position += len(line) + 1
            stripped = line.strip()
            if not stripped:
                blank_before = True
                continue
            start += line.index(stripped[0])
            end = start + len(stripped)
            bullet = stripped[0] in BULLETS and not stripped.startswith("**")
            length = end - start
            if bullet and length <= LONG_LINE and stripped[-1] != ":" and ". " not in stripped:
                self._add(start, end, section, bullet=True)
                blank_before = False
                continue
            if length <= HEADING_LENGTH:
                opened = self._heading(stripped, bullet, blank_before)
                if opened:
                    section = opened
                    self.headed.add(section)
                    self._add(start, end, section, bullet=False)
                    blank_before = False
                    continue
                if section != "intro" and self._opens_unknown(
                    stripped, lines, index, bullet=bullet, blank_before=blank_before
                ):
                    section = "duties" if section == "duties" else "about"
            colon = stripped.find(":", 0, 48)
            if colon > 0 and not bullet:
                opened = section_of(stripped[:colon])
                if opened and opened != "about":
                    section = opened
                    self.headed.add(section)
            if length > LONG_LINE or ". " in stripped:
                section = self._cut_long(start, end, section, bullet=bullet)
            else:
                self._add(start, end, section, bullet=bullet)
            blank_before = False

    def _heading(self, line: str, bullet: bool, blank_before: bool) -> Section | None:
        last = line[-1]
        if last in ".,;!" or (bullet and last != ":"):
            return None
        if (
            last in ":?"
            or line[0] in "#*[【<■□◆▶"
            or line.isupper()
            or (line.count(" ") < 9 and (blank_before or self._titled(line)))
        ):
            return section_of(line)
        return section_of(line) if line.count(" ") < 4 and not line[0].islower() else None

    @staticmethod
    def _opens_unknown(line: str, lines: list[str], index: int, *, bullet: bool, blank_before: bool) -> bool:
        """Whether a line heads a section of its own though its words are new: short, alone, over bullets or a paragraph."""
        if bullet or not blank_before or line[-1] in ".,;:!" or line.count(" ") > 6 or line[0].islower():
            return False
        after = next((later.strip() for later in lines[index + 1 : index + 3] if later.strip()), "")
        return bool(after) and (after[0] in BULLETS or len(after) > HEADING_LENGTH)

    @staticmethod
    def _titled(line: str) -> bool:
        return sum(word[0].isupper() for word in line.split()) * 2 >= line.count(" ") + 1

    def _cut_long(self, start: int, end: int, section: Section, *, bullet: bool) -> Section:
        """Sentences of a paragraph; a heading lost inside one opens its section from there on."""
        text = self.text
        line = text[start:end]
        sentence = PLAIN_SENTENCE if line.isascii() else SENTENCE
        cuts: list[tuple[int, int, Section | None]] = [
            (match.end(), match.start() + (text[match.start()] in STOPS), None)
            for match in sentence.finditer(text, start, end)
        ]
        if not bullet and end - start > 2 * LONG_LINE and any(word in line for word in INLINE_WORDS):
            cuts += [
                (match.start(), match.start(), section_of(match.group()))
                for match in INLINE.finditer(text, start, end)
                if match.start() > start and not text[match.start() - 1].isupper()
            ]
            cuts.sort(key=lambda cut: (cut[0], cut[1]))
        at = start
        for begin, stop, opened in cuts:
            if stop > at:
                self._add_bounded(at, stop, section, bullet=bullet)
            at = max(at, begin)
            if opened:
                section = opened
                self.headed.add(section)
        if at < end:
            self._add_bounded(at, end, section, bullet=bullet)
        return section

    def _add_bounded(self, start: int, end: int, section: Section, *, bullet: bool) -> None:
        """A sentence without end is cut at a space, so that no part grows with the text."""
        while end - start > LONGEST_PART:
            cut = self.text.rfind(" ", start + 1, start + LONGEST_PART)
            cut = cut if cut > 0 else start + LONGEST_PART
            self._add(start, cut, section, bullet=bullet)
            start = cut + (self.text[cut] == " ")
        if end > start:
            self._add(start, end, section, bullet=bullet)

    def _add(self, start: int, end: int, section: Section, *, bullet: bool) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.sections.append(section)
        self.bullets.append(bullet)

    def _mark_law(self) -> None:
        for word in LAW:
            if word in self.words:
                for spot in self.spots(word):
                    part = self.part_at(spot)
                    if LAW_NEAR.search(self.lower, self.starts[part], self.ends[part]):
                        self.sections[part] = "boilerplate"


def spots_in(text: str, word: str) -> list[int]:
    """Every place where the word stands alone."""
    found = []
    length = len(word)
    at = text.find(word)
    while at >= 0:
        end = at + length
        if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
            found.append(at)
        at = text.find(word, end)
    return found


def words_in(text: str) -> list[str]:
    """What :data:`WORD` finds, in order."""
    return split(text, _WORDS_ONLY, WORD)


def split(text: str, table: bytes, otherwise: re.Pattern[str]) -> list[str]:
    """The pieces that ``table`` leaves of a Latin text; of any other what the pattern finds."""
    pieces = pieces_of(text, table)
    return otherwise.findall(text) if pieces is None else pieces


def pieces_of(text: str, table: bytes) -> list[str] | None:
    """Split a text at every character that ``table`` turns into a blank; ``None`` for scripts it does not know.

    Why bytes: most text is Latin once its typography is out of the way, and turning bytes into others takes a hundredth
    of the time of a pattern.
    """
    for sign in "" if text.isascii() else _TYPOGRAPHY:
        text = text.replace(sign, " ")
    try:
        return text.encode("latin-1").translate(table).decode("latin-1").split()
    except UnicodeEncodeError:
        return None


def blank_but(kept: re.Pattern[str]) -> bytes:
    """A table for :func:`pieces_of`: every Latin character that ``kept`` does not match becomes a blank."""
    return bytes(code if kept.match(chr(code)) else 0x20 for code in range(256))


_TYPOGRAPHY: Final = "•–—’“”…●€‘"
"""What is part of no word; the usual ones first."""
_WORDS_ONLY: Final = blank_but(WORD)


def lower_alike(text: str) -> str:
    """Lower case of the same length, so that offsets hold ("İ" alone would grow)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
