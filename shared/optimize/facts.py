"""What a résumé says, piece by piece: the only ground a new sentence may stand on.

A piece is one string of the résumé under its JSON Pointer. A new sentence about one job is held against that job's
pieces alone: the 40% of another employer is not this one's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from shared.models.resume import Resume
from shared.optimize import text as reading
from shared.optimize.experience import years_of_experience
from shared.optimize.words import ANY_DEGREE, CERTIFIED, DEGREES, singular, stem
from shared.skills.find import find_listed, find_skills

_ENTRY = re.compile(r"/(?:work|volunteer|education|projects|certificates|awards|publications)/\d+(?=/|$)")
_CONTACT = re.compile(
    r"/basics/(?:email|phone|url|image|profiles|location/(?:address|postal_?code|postalCode))(?:/|$)|/(?:url|id)$"
)
LISTED = re.compile(r"^/skills/\d+/(?:name|keywords/)|/keywords/\d+$|^$")
"""Where a string is one skill of a list (or a confirmation): ``Go`` is the language there without further evidence."""
_TITLE_LENGTH = 8


@dataclass(frozen=True)
class Piece:
    """One string of the résumé."""

    pointer: str
    text: str

    @cached_property
    def words(self) -> list[reading.Word]:
        return reading.words(self.text)

    @cached_property
    def folded(self) -> list[str]:
        return [word.folded for word in self.words]

    @cached_property
    def singulars(self) -> list[str]:
        return [singular(word) for word in self.folded]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.folded)

    @cached_property
    def is_date(self) -> bool:
        return reading.iso_date(self.text) is not None

    @cached_property
    def dates(self) -> list[reading.Date]:
        whole = reading.iso_date(self.text)
        return [whole] if whole else reading.dates(self.text)

    @cached_property
    def numbers(self) -> list[reading.Number]:
        if self.is_date:
            return []
        found = list(reading.numbers(self.text, [(d.start, d.end) for d in self.dates]))
        return found + [other for number in found if (other := reading.other_reading(number, self.text))]

    @cached_property
    def skills(self) -> frozenset[str]:
        found = {hit.skill.id for hit in find_skills(self.text)}
        if LISTED.search(self.pointer):
            found |= {skill.id for skill in find_listed([self.text]) if skill}
        return frozenset(found)

    def has_run(self, folded: Sequence[str]) -> bool:
        """Tell whether these words stand here side by side, in this order."""
        return _has_run(self.folded, folded)

    def has_title(self, singulars: Sequence[str]) -> bool:
        """Tell whether this title stands here: side by side, or, in a short piece, in this order."""
        if _has_run(self.singulars, singulars):
            return True
        rest = iter(self.singulars)
        return len(self.singulars) <= _TITLE_LENGTH and all(word in rest for word in singulars)


def _has_run(words: list[str], run: Sequence[str]) -> bool:
    wanted = list(run)
    return any(words[at : at + len(wanted)] == wanted for at, word in enumerate(words) if word == wanted[0])


class Ground:
    """The pieces a sentence may stand on, and what they say together."""

    def __init__(self, pieces: Iterable[Piece], *, years: int | None = None) -> None:
        self.pieces = list(pieces)
        self.years = years
        """Whole years of work that the résumé's dates add up to; none where the sentence is about one entry."""

    @cached_property
    def texts(self) -> frozenset[str]:
        return frozenset(piece.text for piece in self.pieces)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for piece in self.pieces for word in piece.folded)

    @cached_property
    def capitals(self) -> frozenset[str]:
        return frozenset(
            word.folded for piece in self.pieces for word in piece.words if word.raw != word.raw.casefold()
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*(piece.stems for piece in self.pieces))

    @cached_property
    def dates(self) -> frozenset[tuple[int, int]]:
        return frozenset((found.year, found.month) for piece in self.pieces for found in piece.dates)

    @cached_property
    def calendar_years(self) -> frozenset[int]:
        bare = {int(n.value) for piece in self.pieces for n in piece.numbers if reading.is_year(n)}
        return frozenset(bare | {year for year, _ in self.dates})

    @cached_property
    def skills(self) -> frozenset[str]:
        return frozenset().union(*(piece.skills for piece in self.pieces))

    @cached_property
    def degrees(self) -> frozenset[str]:
        found = {DEGREES[word] for word in self.words & DEGREES.keys()}
        found |= {level for piece in self.pieces for level in degree_levels(piece.text)}
        if any(piece.pointer.startswith("/education/") for piece in self.pieces):
            found.add(ANY_DEGREE)
        return frozenset(found)

    @cached_property
    def certified(self) -> bool:
        return bool(self.words & CERTIFIED) or any(p.pointer.startswith("/certificates/") for p in self.pieces)

    @cached_property
    def all_text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces).casefold()

    def has_title(self, singulars: Sequence[str]) -> bool:
        """Tell whether this title stands in a piece."""
        return any(piece.has_title(singulars) for piece in self.pieces)

    def has_all(self, stems: frozenset[str]) -> bool:
        """Tell whether one piece holds all of these stems."""
        return any(stems <= piece.stems for piece in self.pieces)

    def any_piece(self, says: Callable[[Piece], bool]) -> bool:
        return any(says(piece) for piece in self.pieces)

    def spells(self, words: str) -> bool:
        """Tell whether exactly these characters stand in a piece as words of their own, in any case."""
        return re.search(rf"(?<![^\W_]){re.escape(words.casefold())}(?![^\W_]|[+#])", self.all_text) is not None

    def counts(self, number: reading.Number) -> bool:
        """Tell whether this amount of this thing is stated."""
        if self.years is not None and number.noun == "year" and number.value == self.years and not number.unit:
            return True
        return any(
            said.value == number.value
            and said.unit == number.unit
            and (said.at_least or not number.at_least)
            and (not number.noun or number.noun in piece.stems)
            for piece in self.pieces
            for said in piece.numbers
        )


_DOTTED_DEGREES = re.compile(
    r"(?<![^\W_])(?:(?P<bachelor>B\.\s?(?:Sc|S|A|E|Eng|Tech|Com|B\.\s?A)\.?)|(?P<master>M\.\s?(?:Sc|S|A|Eng|Tech|B\.\s?A|Phil)\.?)"
    r"|(?P<doctor>Ph\.\s?D\.?|D\.\s?Phil\.?|M\.\s?D\.|J\.\s?D\.))(?![^\W_])"
)


def degree_spans(text: str) -> list[tuple[str, int, int]]:
    """Return the dotted degrees of a text with their level: ``B.Sc.``, ``Ph.D``."""
    return [(match.lastgroup or "", match.start(), match.end()) for match in _DOTTED_DEGREES.finditer(text)]


def degree_levels(text: str) -> set[str]:
    """Return the levels of the degrees a text names by dotted letters or as ``master of``."""
    levels = {level for level, _, _ in degree_spans(text)}
    if re.search(r"\bmaster(?:'s)?\s+(?:of|in|degree)\b", text, re.IGNORECASE):
        levels.add(DEGREES["masters"])
    return levels


class Facts:
    """A résumé as ground for new sentences, with what the person confirmed besides."""

    def __init__(self, pieces: list[Piece], confirmed: list[Piece], years: int | None) -> None:
        self._pieces = pieces
        self._confirmed = confirmed
        self._years = years
        self._entries: dict[str, Ground] = {}

    @classmethod
    def of(cls, resume: Resume, *, confirmed: Iterable[str] = (), today: date | None = None) -> "Facts":
        """Read a résumé. ``confirmed`` are statements the person vouches for; ``today`` ends a job that goes on."""
        dumped = resume.model_dump(exclude_none=True)
        pieces = [Piece(pointer, reading.plain(text)) for pointer, text in leaves(dumped)]
        years = years_of_experience(resume, today)
        return cls(pieces, [Piece("", reading.plain(said)) for said in confirmed], int(years) if years >= 1 else None)

    def about(self, pointer: str) -> Ground:
        """Return what a sentence at ``pointer`` may stand on: its entry, or for the summary and skills, everything."""
        entry = _ENTRY.match(pointer)
        key = entry.group() if entry else ""
        if key not in self._entries:
            self._entries[key] = Ground(
                [*(piece for piece in self._pieces if _belongs(piece, key)), *self._confirmed],
                years=None if key else self._years,
            )
        return self._entries[key]

    @property
    def whole(self) -> Ground:
        return self.about("")

    def texts_at(self, pointer: str) -> frozenset[str]:
        """Return the strings at or under a pointer."""
        return frozenset(p.text for p in self._pieces if p.pointer == pointer or p.pointer.startswith(pointer + "/"))


def _belongs(piece: Piece, entry: str) -> bool:
    return not _CONTACT.search(piece.pointer) and (not entry or piece.pointer.startswith(entry + "/"))


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string (and number) of a JSON value with its JSON Pointer (RFC 6901)."""
    match value:
        case str():
            yield pointer, value
        case bool() | None:
            return
        case int() | float():
            yield pointer, str(value)
        case list():
            for index, item in enumerate(value):
                yield from leaves(item, f"{pointer}/{index}")
        case dict():
            for name, item in value.items():
                yield from leaves(item, f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}")
