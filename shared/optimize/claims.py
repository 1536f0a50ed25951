"""The claim gate: what a new sentence says that the résumé does not.

Every number, date, employer, school, title, degree, certification, skill, honour, lead role and name of a new text has
to stand in the résumé (in the same entry, for a sentence about one entry) or among what the person confirmed. Words
that are neither the résumé's nor everyday English count as names. A text of the résumé itself always passes, whatever
its words, because both sides are read by the same rules.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel

from shared.optimize import text as reading
from shared.optimize.facts import Facts, Ground, degree_spans
from shared.optimize.words import (
    ALSO_VERBS,
    AMOUNTS,
    CERTIFIED,
    DEGREES,
    FUNCTION,
    HONOURS,
    LEADING,
    NOUN_GERUNDS,
    NUMBER_WORDS,
    OPENERS,
    SCHOOLS,
    SENIORITY,
    TAKES_OF,
    TITLES,
    is_everyday,
    opens,
    singular,
    stem,
    word_set,
)
from shared.skills.find import find_skills

Kind = Literal[
    "number", "date", "employer", "school", "title", "degree", "certification", "skill", "honour", "lead role", "link",
    "name",
]  # fmt: skip


class Claim(BaseModel):
    """Something a new text says that nothing backs. ``text`` is how it says it."""

    kind: Kind
    text: str
    reason: str


_LINK = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|(?<![^\W_])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|co|edu|gov|app|me)\b\S*",
    re.IGNORECASE,
)
_AFTER_EMPLOYER = word_set("at for joined joining from")
_AFTER_PLACE = frozenset(("at", "joined", "joining"))
_PLACELESS = word_set(
    """all best first full high higher home individual last least low lower most night once or peak present regular risk
    scale school speed times university various weekly work worst"""
)
_JOINS = re.compile(r"[ /&-]{1,3}|\. ?(?=[A-Z])")
_OF = word_set("""of and the for de la du der von van & y und et""")
LONGEST_TEXT = 10_000
"""No bullet or summary is longer; the work of the gate grows faster than the text."""
_OF_THE_YEAR = re.compile(r"\b\w+ of the (?:year|month|quarter|decade)\b", re.IGNORECASE)
_START = re.compile(r"(?:^|[.!?:;•·▪*\n]\s*|[-(\"“]\s*)$")


def find_unbacked(text: str, facts: Facts, pointer: str = "") -> list[Claim]:
    """Return what ``text``, meant for ``pointer``, states without ground; an empty list lets it pass."""
    text = reading.plain(text)
    ground = facts.about(pointer)
    if not text or text in ground.texts or text in facts.texts_at(pointer):
        return []
    if len(text) > LONGEST_TEXT:
        return [Claim(kind="name", text=text[:80], reason="The text is too long to be held against the résumé.")]
    return list(_Gate(text, ground, facts.whole, one_entry=ground is not facts.whole).unbacked())


class _Gate:
    """One text on its way through the gate: each rule takes the spans it understands, the rest must be plain words."""

    def __init__(self, text: str, ground: Ground, whole: Ground, *, one_entry: bool) -> None:
        self.text = text
        self.ground = ground
        self.whole = whole
        self.where = "this entry of the résumé" if one_entry else "the résumé"
        self.words = reading.words(text)
        self.taken: list[tuple[int, int]] = []

    def unbacked(self) -> Iterator[Claim]:
        yield from self._links()
        yield from self._dates()
        yield from self._degrees()
        yield from self._skills()
        yield from self._numbers()
        yield from self._titles()
        yield from self._certificates()
        yield from self._names()
        yield from self._words()

    def _claim(self, kind: Kind, start: int, end: int) -> Claim:
        said = self.text[start:end]
        return Claim(kind=kind, text=said, reason=f"“{said}” is not in {self.where}.")

    def _free(self, word: reading.Word) -> bool:
        return not any(start <= word.start < end for start, end in self.taken)

    def _gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.words[index - 1].end : self.words[index].start] if index else "\n"

    def _starts(self, index: int) -> bool:
        start = self.words[index].start
        before = self.text[:start] if start < 12 else "x" + self.text[start - 11 : start]
        return _START.search(before) is not None

    def _links(self) -> Iterator[Claim]:
        for match in _LINK.finditer(self.text):
            self.taken.append(match.span())
            if match.group().casefold() not in self.ground.all_text:
                yield self._claim("link", *match.span())

    def _dates(self) -> Iterator[Claim]:
        for found in reading.dates(self.text):
            self.taken.append((found.start, found.end))
            if (found.year, found.month) not in self.ground.dates:
                yield self._claim("date", found.start, found.end)

    def _skills(self) -> Iterator[Claim]:
        for found in find_skills(self.text):
            if any(start <= found.start < end for start, end in self.taken):
                continue
            self.taken.append((found.start, found.end))
            said = self.text[found.start : found.end]
            stems = frozenset(stem(word.folded) for word in reading.words(said))
            in_other_words = len(stems) > 1 and self.ground.has_all(stems)
            if found.skill.id not in self.ground.skills and not self.ground.spells(said) and not in_other_words:
                yield self._claim("skill", found.start, found.end)

    def _degrees(self) -> Iterator[Claim]:
        for dotted, start, end in degree_spans(self.text):
            self.taken.append((start, end))
            if dotted not in self.whole.degrees:
                yield self._claim("degree", start, end)
        for index, word in enumerate(self.words):
            level = self._degree_level(index)
            if level is None or not self._free(word):
                continue
            self.taken.append((word.start, word.end))
            if level not in self.whole.degrees and word.folded not in self.ground.words:
                yield self._claim("degree", word.start, word.end)
            yield from self._subject(index)

    def _degree_level(self, index: int) -> str | None:
        word = self.words[index]
        following = self.words[index + 1].folded if index + 1 < len(self.words) else ""
        if word.folded == "master":
            return DEGREES["masters"] if following in {"of", "in", "degree"} else None
        level = DEGREES.get(word.folded)
        if level is None or (len(word.folded) == 2 and not word.raw.isupper()):
            return None
        return level

    def _subject(self, index: int) -> Iterator[Claim]:
        """Check what a degree is said to be in."""
        follows = self.words[index + 1 : index + 7]
        if not follows or follows[0].folded not in {"of", "in", "degree"}:
            return
        for place, word in enumerate(follows, start=index + 1):
            if place > index + 1 and self._gap(place) != " ":
                return
            if word.folded in FUNCTION or word.folded in DEGREES or not self._free(word):
                continue
            if word.folded not in self.whole.words:
                self.taken.append((word.start, word.end))
                yield self._claim("degree", word.start, word.end)

    def _numbers(self) -> Iterator[Claim]:
        spelled = [span for span in self.taken if self.ground.spells(self.text[slice(*span)])]
        inside = [*spelled, *((d.start, d.end) for d in reading.dates(self.text))]
        inside += [match.span() for match in _LINK.finditer(self.text)]
        for number in reading.numbers(self.text, inside):
            self.taken.append((number.start, number.end))
            if self.ground.counts(number):
                continue
            if reading.is_year(number) and not number.noun:
                if int(number.value) not in self.ground.calendar_years:
                    yield self._claim("date", number.start, number.end)
            elif not self._spelled_token(number):
                yield self._claim("number", number.start, number.end)
        for word in self.words:
            if self._free(word) and stem(word.folded) in AMOUNTS:
                self.taken.append((word.start, word.end))
                if stem(word.folded) not in self.ground.stems:
                    yield self._claim("number", word.start, word.end)

    def _spelled_token(self, number: reading.Number) -> bool:
        """A figure glued to letters (``3D``, ``1st``, ``24x7``) is backed by the same word in the résumé."""
        return any(
            word.start <= number.start < word.end and not word.raw.isdecimal() and word.folded in self.ground.words
            and not word.folded.rstrip("kmbx").isdecimal()
            for word in self.words
        )  # fmt: skip

    def _titles(self) -> Iterator[Claim]:
        for index in range(len(self.words) - 1, -1, -1):
            if not self._free(self.words[index]) or not self._is_title(index):
                continue
            first, last = self._title_span(index)
            first = self._after_employer(first, index)
            span = self.words[first].start, self.words[last].end
            said = [singular(word.folded) for word in self.words[first : last + 1]]
            self.taken.append(span)
            if not self.ground.has_title(said):
                yield self._claim("title", *span)

    def _is_title(self, index: int) -> bool:
        word = singular(self.words[index].folded)
        if word not in TITLES and word != "lead":
            return False
        before = self.words[index - 1].folded if index and self._gap(index) in {" ", "-"} else ""
        if word in ALSO_VERBS:
            of = word in TAKES_OF and index + 1 < len(self.words) and self.words[index + 1].folded == "of"
            capital = self.words[index].raw[0].isupper() and not self._starts(index)
            return (
                of or capital or before in SENIORITY or before in {"a", "an", "the", "as", "tech", "technical", "team"}
            )
        return True

    def _title_span(self, index: int) -> tuple[int, int]:
        first = last = index
        while first and index - first < 4 and self._gap(first) in {" ", "-", "/", " / "}:
            before = self.words[first - 1]
            ranked = before.folded in SENIORITY
            verb = opens(before.folded) and before.folded not in NOUN_GERUNDS
            if not ranked and (before.folded in FUNCTION or verb or not before.folded.isalpha()):
                break
            if before.folded in NUMBER_WORDS or (not ranked and not self._free(before) and before.raw.isdecimal()):
                break
            if not ranked and index - first >= 2:
                break
            first -= 1
        if singular(self.words[index].folded) in TAKES_OF and self._word_at(index + 1) == "of":
            while last < index + 3 and last + 1 < len(self.words) and self._gap(last + 1) == " ":
                following = self.words[last + 1].folded
                if last > index and following in FUNCTION:
                    break
                last += 1
            if last == index + 1:
                last = index
        return first, last

    def _after_employer(self, first: int, index: int) -> int:
        """Skip an employer's name that stands before a title: ``Acme engineer``."""
        names = [p.folded for p in self.ground.pieces if p.pointer.endswith(("/name", "/institution", "/organization"))]
        for cut in range(index, first, -1):
            if [word.folded for word in self.words[first:cut]] in names:
                return cut
        return first

    def _word_at(self, index: int) -> str:
        return self.words[index].folded if index < len(self.words) else ""

    def _certificates(self) -> Iterator[Claim]:
        for index, word in enumerate(self.words):
            if word.folded not in CERTIFIED:
                continue
            near = [
                other.folded
                for place in (*range(index - 2, index), *range(index + 1, index + 3))
                if 0 <= place < len(self.words)
                and (other := self.words[place]).folded not in FUNCTION
                and not opens(other.folded)
                and (place > index) == word.folded.endswith(("ed",))
                and not re.search(r"[.,;:]", self.text[min(word.end, other.end) : max(word.start, other.start)])
            ]
            span = word.start, word.end
            self.taken.append(span)
            backed = self.ground if self.ground.certified else self.whole
            if not backed.certified or not self._same_piece(backed, near):
                yield self._claim("certification", *span)

    @staticmethod
    def _same_piece(ground: Ground, near: list[str]) -> bool:
        return not near or ground.any_piece(
            lambda piece: (
                bool(set(piece.folded) & CERTIFIED) or piece.pointer.startswith("/certificates/")
            ) and all(word in piece.folded for word in near)
        )  # fmt: skip

    def _names(self) -> Iterator[Claim]:
        index = 0
        while index < len(self.words):
            if not self._capital(index):
                index += 1
                continue
            end = index + 1
            while end < len(self.words) and _JOINS.fullmatch(self._gap(end)):
                if self._capital(end):
                    end += 1
                elif self.words[end].folded in _OF and self._capital(end + 1) and self._gap(end + 1) == " ":
                    end += 2
                else:
                    break
            yield from self._run(index, end)
            index = end

    def _capital(self, index: int) -> bool:
        if index >= len(self.words):
            return False
        word = self.words[index]
        return self._free(word) and word.raw != word.raw.casefold() and word.raw not in {"I", "A"}

    def _run(self, start: int, end: int) -> Iterator[Claim]:
        """Check a run of capitalised words: whole, without its opening verb, or in the parts that ``and`` joins."""
        if self._backed_run(start, end):
            self.taken.append((self.words[start].start, self.words[end - 1].end))
            return
        first = self.words[start]
        if self._starts(start) and first.raw[1:].islower() | (len(first.raw) == 1) and opens(first.folded):
            if end - start > 1:
                after = start + 1 + (self.words[start + 1].folded in _OF)
                yield from self._run(after, end)
            return
        cut = next((i for i in range(start + 1, end - 1) if self.words[i].folded == "and" or "&" in self._gap(i)), None)
        if cut is not None:
            yield from self._run(start, cut)
            yield from self._run(cut + (self.words[cut].folded == "and"), end)
            return
        span = first.start, self.words[end - 1].end
        self.taken.append(span)
        yield self._claim(self._kind_of_name(start, end), *span)

    def _backed_run(self, start: int, end: int) -> bool:
        said = [word.folded for word in self.words[start:end]]
        if end - start == 1:
            word = said[0]
            if self._starts(start):
                return word in self.ground.words or (
                    stem(word) in self.ground.stems and self.words[start].raw[1:].islower() and is_everyday(word)
                )
            return word in self.ground.capitals
        return self.ground.any_piece(lambda piece: piece.has_run(said))

    def _kind_of_name(self, start: int, end: int) -> Kind:
        if any(word.folded in SCHOOLS for word in self.words[start:end]):
            return "school"
        if any(stem(word.folded) in HONOURS for word in self.words[start:end]):
            return "honour"
        return "employer" if start and self.words[start - 1].folded in _AFTER_EMPLOYER else "name"

    def _words(self) -> Iterator[Claim]:
        for match in _OF_THE_YEAR.finditer(self.text):
            if not self.ground.spells(match.group()):
                yield self._claim("honour", *match.span())
        for index, word in enumerate(self.words):
            if not self._free(word):
                continue
            stemmed = stem(word.folded)
            if word.folded in SCHOOLS:
                if word.folded not in self.ground.words:
                    yield self._claim("school", word.start, word.end)
            elif stemmed in HONOURS:
                if stemmed not in self.ground.stems:
                    yield self._claim("honour", word.start, word.end)
            elif stemmed in LEADING:
                if not self.ground.stems & LEADING:
                    yield self._claim("lead role", word.start, word.end)
            elif word.folded in self.ground.words:
                continue
            elif index and self._gap(index) == " " and self._word_at(index - 1) in _AFTER_PLACE:
                if not (word.folded in FUNCTION or word.folded in _PLACELESS or stemmed in self.ground.stems):
                    yield self._claim("employer", word.start, word.end)
            elif not self._is_plain(word):
                yield self._claim("name", word.start, word.end)

    def _is_plain(self, word: reading.Word) -> bool:
        parts = word.folded.split("'")
        if word.folded in FUNCTION or word.folded in OPENERS or is_everyday(parts[0]):
            return True
        return stem(word.folded) in self.ground.stems or word.folded.isdecimal()
