"""Interviews as an iCalendar feed (RFC 5545)."""

from datetime import UTC, datetime, timedelta
from typing import Any

_LONGEST_LINE = 75
_CANCELLED = frozenset({"rejected", "archived"})


def calendar_of(interviews: list[dict[str, Any]]) -> str:
    """Write a calendar of rows of ``tracked_jobs``.

    An interview at midnight UTC was given as a day, and lasts all day.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Shortlist//Interviews//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Interviews",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for job in interviews:
        lines += _event(job)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(job: dict[str, Any]) -> list[str]:
    start = datetime.fromisoformat(job["interview_date"]).astimezone(UTC)
    whole_day = (start.hour, start.minute, start.second) == (0, 0, 0)
    stage = job["interview_stage"]
    told = [f"Stage: {stage}"] if stage else []
    told += [job["job_url"]] if job["job_url"] else []
    return [
        "BEGIN:VEVENT",
        f"UID:{job['id']}@shortlist",
        f"DTSTAMP:{_utc(job['updated_at'])}",
        f"CREATED:{_utc(job['created_at'])}",
        f"LAST-MODIFIED:{_utc(job['updated_at'])}",
        f"SEQUENCE:{job['version'] - 1}",
        *(
            [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}"]
            if whole_day
            else [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", "DURATION:PT1H"]
        ),
        "SUMMARY:" + escaped(f"Interview: {job['job_title']}, {job['company_name']}"),
        *([f"LOCATION:{escaped(job['location'])}"] if job["location"] else []),
        *(["DESCRIPTION:" + escaped("\n".join(told))] if told else []),
        f"STATUS:{'CANCELLED' if job['status'] in _CANCELLED and start > _moment(job['updated_at']) else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if whole_day else 'OPAQUE'}",
        "END:VEVENT",
    ]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _utc(text: str) -> str:
    return f"{_moment(text):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Escape TEXT: line ends of any kind are written as it wants them, other control characters go."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """Fold to lines of at most 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return "\r\n".join([*pieces, piece])
