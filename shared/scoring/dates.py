"""Spans of work in months: from a résumé's fields, or from the date ranges of a plain text."""

import re
from datetime import date
from typing import Final

Months = tuple[int, int]
"""A half-open span of months counted from year 0: ``year * 12 + month - 1``."""

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier janv enero ene",
            "feb february februar février févr fév fevrier febrero",
            "mar march märz mär mrz mars marzo",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez décembre déc diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
NOW: Final = r"present|current|currently|now|today|ongoing|till date|to date|date|heute|jetzt|aktuell|laufend|aujourd'hui|présent|actuel|à ce jour|en cours|actualidad|presente|actualmente|hoy|현재|재직\s*중?|至今|現在|oggi|presente|atual|heden|obecnie"
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_POINT: Final = rf"(?:(?:(?:{_MONTH})\.?,?\s*(?:de\s+)?'?(?:19|20)?\d{{2}})|(?:0?[1-9]|1[0-2])\s*[/.-]\s*(?:19|20)\d{{2}}|(?:19|20)\d{{2}}\s*(?:[/.-]|년)\s*(?:0?[1-9]|1[0-2])(?:월)?(?!\d)|(?:19|20)\d{{2}}년?)"
RANGE: Final = re.compile(
    rf"(?<![\w/.-])(?P<start>{_POINT})(?:\s*(?:-|–|—|~|to|bis|until|till|à|au|a|hasta|/)\s*|\s+(?:-|–|—|~)+\s+)(?P<end>{_POINT}|{NOW})(?![\d])|(?:since|seit|depuis|desde)\s+(?P<since>{_POINT})",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"(?:19|20)\d{2}")
LONGEST: Final = 60 * 12


def month_of(text: str, *, is_end: bool) -> int | None:
    """The month that a date of any precision names; a bare year stands for its middle."""
    lower = text.lower().strip()
    year = YEAR.search(lower)
    if year is None:
        short = re.search(r"'?(\d{2})\s*$", lower)
        if short is None:
            return None
        value = int(short[1])
        number = value + (2000 if value < 50 else 1900)
        rest = lower[: short.start()]
    else:
        number = int(year.group())
        rest = lower[: year.start()] + " " + lower[year.end() :]
    named = re.search(r"[^\W\d_]+", rest)
    month = MONTHS.get(named.group(), 0) if named else 0
    if not month and (digits := re.search(r"\d{1,2}", rest)):
        month = int(digits.group())
    if not 1 <= month <= 12:
        return number * 12 + 6
    return number * 12 + month - 1 + is_end


def span_of(start: str | None, end: str | None, today: date, *, current: bool) -> Months | None:
    """The months of one job; a missing end means that it goes on."""
    first = month_of(start, is_end=False) if start else None
    if first is None:
        return None
    now = today.year * 12 + today.month - 1
    last = now if current or not end else month_of(end, is_end=True)
    if last is None:
        return None
    last = min(last, now)
    if last == first:
        last = first + 6 if start and len(start) == 4 else first + 1
    return (first, last) if 0 < last - first <= LONGEST else None


def merged_months(spans: list[Months]) -> int:
    """Months covered by at least one span."""
    total, reach = 0, 0
    for start, end in sorted(spans):
        if end > reach:
            total += end - max(start, reach)
            reach = end
    return total


def ranges_in(text: str, today: date) -> list[tuple[Months, int, int]]:
    """(months, start, end) of every date range of a text, in order."""
    found = []
    now = re.compile(rf"(?:{NOW})$", re.IGNORECASE)
    for match in RANGE.finditer(text):
        if match["since"]:
            span = span_of(match["since"], None, today, current=True)
        else:
            ongoing = bool(now.match(match["end"].strip()))
            span = span_of(match["start"], None if ongoing else match["end"], today, current=ongoing)
        if span:
            found.append((span, match.start(), match.end()))
    return found
