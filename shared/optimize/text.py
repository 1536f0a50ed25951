"""What a sentence states in figures: words with their places, numbers with their units, dates.

The same reading is used on both sides of the gate, the résumé and the new text, so whatever is read wrongly here is
read equally wrongly there, and an unchanged sentence still traces.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from shared.optimize.words import FUNCTION, MONTHS, NUMBER_WORDS, opens, stem

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_NAMED_MONTH = re.compile(
    rf"(?<![^\W_])(?P<month>{_MONTH})\.?,?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?P<year>{_YEAR}|'\d\d)(?!\w)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"(?<![\w.,])(?P<year>{_YEAR})[-/.](?P<month>0?[1-9]|1[0-2])(?:[-/.]\d{{1,2}})?(?!\w)")
_MONTH_FIRST = re.compile(rf"(?<![\w.,/])(?P<month>0?[1-9]|1[0-2])[/.](?P<year>{_YEAR})(?!\w)")
_DATES = (_NAMED_MONTH, _YEAR_FIRST, _MONTH_FIRST)
_ISO_DATE = re.compile(rf"\s*(?P<year>{_YEAR})(?:-(?P<month>\d\d)(?:-\d\d)?)?\s*")
_CURRENCIES = {"$": "$", "€": "€", "£": "£", "¥": "¥", "₩": "₩", "₹": "₹", "usd": "$", "dollars": "$", "dollar": "$",
               "eur": "€", "euros": "€", "euro": "€", "gbp": "£", "krw": "₩", "won": "₩", "jpy": "¥",
               "inr": "₹"}  # fmt: skip
_MAGNITUDES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "million": 10**6, "b": 10**9,
               "bn": 10**9, "billion": 10**9}  # fmt: skip
_NUMBER = re.compile(
    r"(?:(?P<before>[$€£¥₩₹]|\b(?:usd|eur|gbp|krw|jpy|inr))\s?)?(?<![^\W_])(?<!\d[.,])(?P<digits>\d+(?:[.,]\d+)*)"
    r"(?P<glued>[^\W\d_]+|×)?(?P<plus>\+)?(?:\s?(?P<percent>%|percent\b|pct\b))?"
    r"(?:[ -](?P<magnitude>thousand|million|billion)\b)?"
    r"(?:\s(?P<measure>[kmgtp]b|ms|[km]g|[ck]m|[kmg]wh?|[kmg]?hz|fps|rpm|lbs?|ft)\b)?"
    r"(?P<plus2>\+)?(?:\s?(?P<after>[€₩¥]|(?:usd|dollars?|eur|euros?|gbp|krw|won|jpy|inr)\b))?",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\b(?:more than|over|at least|upwards? of|exceeding|beyond|above)\s+$", re.IGNORECASE)
_NEXT_WORD = re.compile(rf"[ -]?({_WORD.pattern})")
_POINTED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,]*\d)")
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, folded (case and a possessive gone), and where it stands."""

    raw: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A stated amount. ``noun`` is the stem of what is counted, empty where nothing countable follows."""

    value: Fraction | str
    unit: str
    at_least: bool
    noun: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Date:
    """A month of a year, or a year alone (``month`` is 0)."""

    year: int
    month: int
    start: int
    end: int


def plain(text: str) -> str:
    """Fold what looks the same: compatibility forms, invisible characters, quotes, dashes, runs of spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cs"} and (c >= " " or c in "\n\t"))
    text = re.sub("[‘’ʼ`´]", "'", text)
    text = re.sub("[‐‑‒–—−]", "-", text)
    return re.sub(r"[^\S\n]+", " ", text).strip()


def words(text: str) -> list[Word]:
    """Return the words of a plain text."""
    return [Word(m.group(), _folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def _folded(word: str) -> str:
    return word.casefold().removesuffix("'s")


def iso_date(text: str) -> Date | None:
    """Read a text that is nothing but an ISO date, as the résumé's date fields are."""
    match = _ISO_DATE.fullmatch(text)
    return Date(int(match["year"]), int(match["month"] or 0), 0, len(text)) if match else None


def dates(text: str) -> list[Date]:
    """Return the months that a text names with their year: ``Mar 2021``, ``2021-03``, ``03/2021``."""
    found: list[Date] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            year = match["year"]
            number = int(year) if len(year) == 4 else 2000 + int(year[1:]) - (100 if int(year[1:]) > 60 else 0)
            month = MONTHS.get(match["month"].casefold()) or int(match["month"])
            found.append(Date(number, month, match.start(), match.end()))
    return found


def numbers(text: str, taken: list[tuple[int, int]]) -> Iterator[Number]:
    """Yield the amounts a text states, in figures or words, outside the spans already ``taken``."""
    figures = []
    for match in _NUMBER.finditer(text):
        if not _inside(match.start("digits"), taken):
            figures.append(match.span())
            yield _number(text, match)
    for word in words(text):
        value = NUMBER_WORDS.get(word.folded)
        if value is not None and not _inside(word.start, [*taken, *figures]):
            yield Number(
                Fraction(value),
                "",
                at_least=_more_than(text, word.start),
                noun=_noun(text, word.end),
                start=word.start,
                end=word.end,
            )


def _number(text: str, match: re.Match[str]) -> Number:
    glued = (match["glued"] or "").casefold()
    magnitude = (match["magnitude"] or "").casefold() or (glued if glued in _MAGNITUDES else "")
    value = _value(match["digits"], _MAGNITUDES.get(magnitude, 1))
    currency = _CURRENCIES.get((match["before"] or match["after"] or "").casefold(), "")
    measure = (match["measure"] or "").casefold()
    shape = "%" if match["percent"] else {"×": "x"}.get(glued, measure if glued in _MAGNITUDES else glued or measure)
    at_least = bool(match["plus"] or match["plus2"] or _more_than(text, match.start()))
    noun = "" if shape == "%" or currency else _noun(text, match.end())
    return Number(value, currency + shape, at_least, noun, match.start(), match.end())


def other_reading(number: Number, text: str) -> Number | None:
    """Return the reading of ``1.200`` as twelve hundred, where a point may part thousands."""
    digits = _POINTED.search(text, number.start, number.end)
    if digits is None or not isinstance(number.value, Fraction):
        return None
    return replace(number, value=number.value * 1000) if digits.group().count(".") == 1 else None


def _more_than(text: str, start: int) -> bool:
    return _MORE_THAN.search(text[max(0, start - 24) : start]) is not None


def _value(digits: str, times: int) -> Fraction | str:
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in digits)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1 or len(digits) > _MOST_DIGITS:
        return digits
    return Fraction(digits) * times


def _noun(text: str, end: int) -> str:
    match = _NEXT_WORD.match(text, end)
    if match is None or not match[1].isalpha():
        return ""
    word = _folded(match[1])
    return "" if word in FUNCTION or word in MONTHS or opens(word) else stem(word)


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def is_year(number: Number) -> bool:
    """Tell whether a bare number may be a year."""
    return number.unit == "" and isinstance(number.value, Fraction) and 1900 <= number.value <= 2099 and (
        number.value.denominator == 1
    )  # fmt: skip
