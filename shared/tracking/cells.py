"""What people write into cells: dates in any order, salaries as they are advertised, lists, and formulas."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}.*)?")
_NUMBERED = re.compile(r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})(?:,?\s+(.+))?")
_WORDED = (
    "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y", "%d-%b-%y", "%a %b %d %Y", "%A %B %d %Y", "%Y %b %d",
)  # fmt: skip
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%H:%M UTC", "%H:%M:%S UTC")
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)\s*([kK])?")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def defused(text: str) -> str:
    """Return ``text`` as a spreadsheet takes it for text: whatever might be a formula starts with an apostrophe.

    One more where there are some already, so that :func:`armed` takes back exactly what was added.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def armed(cell: str) -> str:
    """Undo :func:`defused`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def day_comes_first(cells: Iterable[str], *, otherwise: bool) -> bool:
    """Tell 3/4/2026 in March from April by the other dates of the file; ``otherwise`` when none of them decides."""
    for cell in cells:
        if (found := _NUMBERED.fullmatch(cell.strip())) and len(found[1]) <= 2:
            if found[2] == "." or int(found[1]) > 12:
                return True
            if int(found[3]) > 12:
                return False
    return otherwise


def moment_of(cell: str, *, day_first: bool) -> datetime | None:
    """Read a date, with or without a time (UTC unless it says otherwise); raises ``ValueError``."""
    text = " ".join(cell.split())
    if not text:
        return None
    if _ISO.fullmatch(text):
        moment = datetime.fromisoformat(re.sub(r" ?UTC$|Z$", "+00:00", text))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if found := _NUMBERED.fullmatch(text):
        first, _, second, third, clock = found.groups()
        if len(first) == 4:
            year, month, day = first, second, third
        elif day_first:
            day, month, year = first, second, third
        else:
            month, day, year = first, second, third
        whole = int(year) + 2000 if len(year) == 2 else int(year)
        return datetime.combine(datetime(whole, int(month), int(day), tzinfo=UTC).date(), _clock(clock), UTC)
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,.]", " ", text, flags=re.IGNORECASE)
    for form in _WORDED:
        try:
            return datetime.strptime(" ".join(words.split()), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError("this is not a date that can be read; write it as 2026-11-30")


def _clock(text: str | None) -> time:
    if not text:
        return time()
    for form in _CLOCKS:
        try:
            return datetime.strptime(text.strip().replace("\u202f", " "), form).time()  # noqa: DTZ007  a clock has no zone
        except ValueError:
            continue
    raise ValueError("this is not a time that can be read; write it as 14:30")


def amounts_of(cell: str) -> list[str]:
    """Return the one or two amounts of a salary ("€85.000 – 95.000", "80-100k"); raises ``ValueError`` without any."""
    found = _AMOUNT.findall(cell)
    if not found:
        if cell.strip():
            raise ValueError("this is not a salary that can be read; write it as 80000 or 80000-95000")
        return []
    thousands = [bool(mark) for _, mark in found[:2]]
    plain = [_plain(amount) for amount, _ in found[:2]]
    if len(plain) == 2 and thousands == [False, True] and plain[0] < 1000:
        thousands[0] = True  # "80-100k"
    values = [amount * 1000 if mark else amount for amount, mark in zip(plain, thousands, strict=True)]
    return [f"{value:.2f}".removesuffix(".00") for value in values]


def _plain(amount: str) -> float:
    whole, sign, rest = amount, "", ""
    if amount[-3:-2] in {".", ","} or amount[-2:-1] in {".", ","}:
        cut = max(amount.rfind("."), amount.rfind(","))
        whole, sign, rest = amount[:cut], ".", amount[cut + 1 :]
    return float(re.sub(r"\D", "", whole) + sign + rest)


def listed(names: list[str]) -> str:
    """Write a list into one cell so that :func:`names_of` reads it back; as JSON where a name holds a separator."""
    if any(re.search(r"[;\n\r|]", name) or name != name.strip() or not name or name[0] == "[" for name in names):
        return json.dumps(names, ensure_ascii=False)
    if len(names) == 1 and "," in names[0]:
        return json.dumps(names, ensure_ascii=False)
    return "; ".join(names)


def names_of(cell: str) -> list[str]:
    """Read a list out of one cell: JSON, or parted by semicolons, bars, lines or (without any of these) commas."""
    if cell.startswith("["):
        try:
            known: Any = json.loads(cell)
        except ValueError:
            known = None
        if isinstance(known, list) and all(isinstance(name, str) for name in known):
            return known
    parted = re.split(r"[;|\n]", cell) if re.search(r"[;|\n]", cell) else cell.split(",")
    return [name.strip() for name in parted if name.strip()]
