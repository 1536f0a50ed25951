"""The calendar feed, read back by another implementation of RFC 5545."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from shared.tracking.ics import calendar_of, escaped, folded

INTERVIEW: dict[str, Any] = {
    "id": "3f0c2f4e-6f57-4b57-9a44-111111111111",
    "job_title": 'Nurse, "night"; shift\\day',
    "company_name": "Zoë & Söhne 株式会社 " + "ä" * 80,
    "location": "Main St. 1\nBerlin",
    "job_url": "https://acme.example/jobs/1?a=b,c;d",
    "interview_date": "2026-12-01T09:30:00+01:00",
    "interview_stage": "onsite",
    "status": "interviewed",
    "version": 3,
    "created_at": "2026-11-01T00:00:00.5+00:00",
    "updated_at": "2026-11-02T00:00:00+00:00",
}


def event_of(**changed: Any) -> Any:
    text = calendar_of([INTERVIEW | changed])
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    (event,) = calendar.walk("VEVENT")
    return event


def test_an_interview_is_an_hour_that_says_where_and_what() -> None:
    event = event_of()
    assert event["SUMMARY"] == f"Interview: {INTERVIEW['job_title']}, {INTERVIEW['company_name']}"
    assert event["LOCATION"] == INTERVIEW["location"]
    assert event["DESCRIPTION"] == "Stage: onsite\nhttps://acme.example/jobs/1?a=b,c;d"
    assert event.decoded("DTSTART") == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    assert event.decoded("DURATION") == timedelta(hours=1)
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CONFIRMED")
    assert event["UID"] == f"{INTERVIEW['id']}@shortlist"
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 2, tzinfo=UTC)


def test_a_day_without_a_time_lasts_all_day() -> None:
    event = event_of(interview_date="2026-12-01T00:00:00+00:00")
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("status", "updated", "said"),
    [
        ("rejected", "2026-11-20T00:00:00Z", "CANCELLED"),
        ("archived", "2026-11-20T00:00:00Z", "CANCELLED"),
        ("rejected", "2026-12-20T00:00:00Z", "CONFIRMED"),
        ("applied", "2026-11-20T00:00:00Z", "CONFIRMED"),
    ],
)
def test_an_interview_that_will_not_be_is_cancelled(status: str, updated: str, said: str) -> None:
    assert event_of(status=status, updated_at=updated)["STATUS"] == said


def test_an_empty_calendar_is_one() -> None:
    assert Calendar.from_ical(calendar_of([])).walk("VEVENT") == []


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_folds_to_short_lines_and_unfolds_to_itself(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    lines = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in lines)
    assert lines[0] + "".join(piece[1:] for piece in lines[1:]) == line


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=60))
def test_any_title_is_read_back(title: str) -> None:
    assert event_of(job_title=title, company_name="x")["SUMMARY"] == f"Interview: {title}, x"
