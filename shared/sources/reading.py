"""Reading foreign JSON: whatever stands where something is expected, the answer is a plain value or nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from shared.models.posting import Interval
from shared.models.search import Pay
from shared.scoring.html import html_to_text, looks_like_html
from shared.sources.fault import SourceFault

LONGEST_LINE = 500
LONGEST_TEXT = 60_000
LONGEST_LINK = 2048
_FIRST_MOMENT, _LAST_MOMENT = 946_684_800, 4_102_444_800
"""2000 and 2100, in seconds: anything outside is no date of a posting."""
_INTERVALS: dict[str, Interval] = {
    "hour": "hour", "hourly": "hour", "day": "day", "daily": "day", "week": "week", "weekly": "week",
    "month": "month", "monthly": "month", "year": "year", "yearly": "year", "annual": "year", "annually": "year",
}  # fmt: skip
_EMPLOYMENT = {
    "fulltime": "full_time", "permanent": "full_time", "parttime": "part_time", "contract": "contract",
    "contractor": "contract", "freelance": "contract", "intern": "internship", "internship": "internship",
    "temporary": "temporary", "temp": "temporary",
}  # fmt: skip


def items(data: Any, *path: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of the list at ``path``; raises :class:`SourceFault` when there is no list."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    if not isinstance(data, list):
        raise SourceFault("not_understood")
    yield from (item for item in data if isinstance(item, dict))


def inside(data: Any, *path: str) -> Any:
    """Return what lies at ``path``, or None."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def line(value: Any) -> str:
    """One line of text: white space folded, markup taken off."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    said = str(value)[: 4 * LONGEST_LINE]
    if "&" in said or "<" in said:
        said = html_to_text(said)
    return " ".join(said.split())[:LONGEST_LINE].strip(" ,;")


def paragraphs(*values: Any) -> str:
    """A text of several parts, each HTML or plain, parted by an empty line."""
    parts = [html_to_text(value) if looks_like_html(value) else value.strip() for value in values
             if isinstance(value, str) and value.strip()]  # fmt: skip
    return "\n\n".join(parts)[:LONGEST_TEXT]


def link(value: Any) -> str | None:
    """Return an address a person can safely follow; None for anything but http and https."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_LINK:
        return None
    try:
        parts = urlsplit(value.strip())
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return value.strip() if known and value.strip().isprintable() and " " not in value.strip() else None


def lines(value: Any) -> tuple[str, ...]:
    """Return the short texts of a list."""
    return tuple(said for item in value[:50] if (said := line(item))) if isinstance(value, list) else ()


def names(value: Any, key: str) -> tuple[str, ...]:
    """Return what each object of a list says under ``key``."""
    return tuple(said for item in value[:50] if (said := line(inside(item, key)))) if isinstance(value, list) else ()


def moment(value: Any) -> str | None:
    """Return a moment as ISO 8601 in UTC: from ISO text, or from seconds or milliseconds since 1970."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        seconds = value / 1000 if value > _LAST_MOMENT else value
        if not _FIRST_MOMENT <= seconds <= _LAST_MOMENT:
            return None
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def employment(value: Any) -> str | None:
    """Return the kind of employment in one spelling for all boards."""
    if isinstance(value, list):
        value = value[0] if value else None
    said = line(value).lower()
    folded = re.sub(r"[^a-z]", "", said)
    return _EMPLOYMENT.get(folded) or re.sub(r"\W+", "_", said).strip("_")[:40] or None


def pay(low: Any, high: Any, currency: Any, interval: Any) -> Pay | None:
    """Return pay that is stated in fields; None when neither end is a number above zero."""
    ends = [float(end) if isinstance(end, (int, float)) and not isinstance(end, bool) and 0 < end < 1e9 else None
            for end in (low, high)]  # fmt: skip
    if ends == [None, None]:
        return None
    code = line(currency).upper()
    words = re.findall(r"[a-z]+", line(interval).lower())
    per = next((_INTERVALS[word] for word in words if word in _INTERVALS), None)
    return Pay(ends[0], ends[1], code if re.fullmatch("[A-Z]{3}", code) else None, per)


def named(slug: str) -> str:
    """Make a company's name of the name of its board."""
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_. ]+", slug) if word)
