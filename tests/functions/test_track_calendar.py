"""The interview calendar behind its secret address."""

import hashlib
from typing import Any

import pytest
from icalendar import Calendar


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def address(http: Any, me: dict[str, str]) -> str:
    answer = http.post("/jobs/calendar", headers=me)
    assert answer.status_code == 201, answer.text
    return path_of(answer.json()["url"])


def path_of(url: str) -> str:
    return "/calendar/" + url.rpartition("/calendar/")[2]


def events(http: Any, path: str) -> list[Any]:
    answer = http.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["server-timing"].endswith('db;desc="1"')
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_interviews_appear_change_and_leave(
    http: Any, me: dict[str, str], address: str, other_user: Any, bearer: Any
) -> None:
    assert events(http, address) == []
    job = {"job_title": "Nurse", "company_name": "Acme", "interview_date": "2030-01-02T10:00:00Z"}
    saved = http.post("/jobs/track", json=job, headers=me).json()["job"]
    http.post("/jobs/track", json={"job_title": "No date", "company_name": "Acme"}, headers=me)
    http.post("/jobs/track", json=job, headers=bearer(other_user))
    (event,) = events(http, f"/api{address}")
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("Interview: Nurse, Acme", 0)
    http.patch(f"/jobs/{saved['id']}", json={"interview_date": "2030-01-03T10:00:00Z"}, headers=me)
    (moved,) = events(http, address)
    assert (moved["UID"], moved["SEQUENCE"]) == (event["UID"], 1)
    http.delete(f"/jobs/{saved['id']}", headers=me)
    assert events(http, address) == []


def test_an_unchanged_calendar_is_not_sent_again(http: Any, address: str) -> None:
    tag = http.get(address).headers["etag"]
    assert http.get(address, headers={"if-none-match": f'"other", {tag}'}).status_code == 304


def test_the_address_can_be_changed_and_revoked(http: Any, me: dict[str, str], address: str) -> None:
    assert http.get("/jobs/calendar", headers=me).json()["active"] is True
    second = path_of(http.post("/jobs/calendar", headers=me).json()["url"])
    assert second != address
    assert http.get(address).status_code == 404
    assert http.get(second).status_code == 200
    assert http.delete("/jobs/calendar", headers=me).status_code == 200
    assert http.get(second).status_code == 404
    assert http.get("/jobs/calendar", headers=me).json() == {"success": True, "active": False, "created_at": None}
    assert http.delete("/jobs/calendar", headers=me).status_code == 404


def test_the_token_is_kept_nowhere(db: Any, address: str) -> None:
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    (row,) = db.sql("select * from public.interview_calendars")
    assert token not in str(row)
    assert row["token_hash"] == hashlib.sha256(token.encode()).hexdigest()


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%F0%9F%98%80", "a" * 3000, "..%2F"])
def test_a_wrong_address_says_nothing(http: Any, address: str, token: str) -> None:
    assert http.get(f"/calendar/{token}.ics").status_code == 404
