"""Every board's answer becomes postings that can be read and scored: as captured, as documented, and bent."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.config import settings
from shared.models.posting import Posting
from shared.models.search import FoundPosting, Pay
from shared.scoring.posting import read_posting
from shared.sources import arbeitnow, ashby, greenhouse, lever, remotive
from shared.sources.fault import SourceFault
from shared.sources.other_boards import read_himalayas, read_jobicy, read_remoteok
from shared.sources.web import Pace, Web
from tests.sources.internet import Asked, Internet, Says

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("SHORTLIST_DATA") or ROOT.parent / "shared" / "data") / "postings"
READERS: dict[str, Callable[[Any], list[FoundPosting]]] = {
    "greenhouse": greenhouse.read,
    "ashby": ashby.read,
    "remotive": remotive.read,
    "arbeitnow": arbeitnow.read,
    "himalayas": read_himalayas,
    "jobicy": read_jobicy,
    "remoteok": read_remoteok,
}


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the captured board responses are not at {FOLDER}")
@pytest.mark.parametrize("board", READERS)
def test_a_captured_answer_is_read_whole(board: str) -> None:
    found = READERS[board](json.loads((FOLDER / f"{board}.json").read_text(encoding="utf-8")))
    assert len(found) == 3
    for posting in found:
        assert posting.source == board
        assert posting.source_id
        assert posting.title
        assert posting.link
        assert posting.link.startswith("https://")
        assert posting.posted_at
        assert posting.posted_at.startswith("2026-")
        assert len(posting.text) > 300
        assert "<p" not in posting.text
        assert "&lt;" not in posting.text
        assert "&amp;" not in posting.text
        facts = read_posting(Posting(job_title=posting.title, description=posting.text))
        assert facts.terms


LEVER = [
    {
        "id": "5ac21346",
        "text": "Data Engineer &amp; Analyst",
        "categories": {"location": "Berlin", "commitment": "Full-time", "team": "Data", "department": "Engineering",
                       "allLocations": ["Berlin", "Remote"]},
        "country": "DE",
        "descriptionPlain": "We move parcels.",
        "description": "<div>We move <b>parcels</b>.</div>",
        "lists": [{"text": "Requirements", "content": "<li>Python</li><li>SQL</li>"}],
        "additional": "<div>We answer fast.</div>",
        "hostedUrl": "https://jobs.lever.co/acme-freight/5ac21346",
        "applyUrl": "https://jobs.lever.co/acme-freight/5ac21346/apply",
        "workplaceType": "hybrid",
        "salaryRange": {"currency": "EUR", "interval": "per-year-salary", "min": 60000, "max": 80000},
        "createdAt": 1786807824123,
    }
]  # fmt: skip


def test_lever_is_read_as_documented() -> None:
    (posting,) = lever.read(LEVER, "acme-freight")
    assert posting == FoundPosting(
        source="lever",
        source_id="5ac21346",
        title="Data Engineer & Analyst",
        company="Acme Freight",
        location="Berlin",
        text="We move parcels.\n\nRequirements\n\n- Python\n\n- SQL\n\nWe answer fast.",
        link="https://jobs.lever.co/acme-freight/5ac21346",
        apply_link="https://jobs.lever.co/acme-freight/5ac21346/apply",
        remote="hybrid",
        employment_type="full_time",
        posted_at="2026-08-15T15:30:24+00:00",
        pay=Pay(60000, 80000, "EUR", "year"),
        tags=("Engineering", "Data"),
    )


def test_ashby_names_its_salary_and_hides_what_is_not_listed() -> None:
    job = {
        "id": "1", "title": "Nurse", "location": "Leeds", "secondaryLocations": [{"location": "York"}],
        "jobUrl": "https://jobs.ashbyhq.com/acme/1", "descriptionPlain": "Care.", "employmentType": "PartTime",
        "compensation": {"summaryComponents": [
            {"compensationType": "EquityPercentage", "minValue": 0.1},
            {"compensationType": "Salary", "interval": "1 YEAR", "currencyCode": "GBP", "minValue": 30000,
             "maxValue": None},
        ]},
    }  # fmt: skip
    (posting,) = ashby.read({"jobs": [job, {**job, "isListed": False}]}, "acme")
    assert posting.pay == Pay(30000, None, "GBP", "year")
    assert (posting.location, posting.employment_type, posting.company) == ("Leeds; York", "part_time", "Acme")


def test_greenhouse_leaves_out_invitations_that_are_no_job() -> None:
    assert greenhouse.read({"jobs": [{"id": 1, "title": "Stay in touch", "internal_job_id": None}]}) == []


BENT: list[Any] = [None, 1, "x", [], {"title": None}, {"title": ["a"], "id": {}, "location": "x", "departments": 3},
                   {"title": "A", "internal_job_id": 1, "content": 7, "absolute_url": "javascript:alert(1)",
                    "url": "javascript:alert(1)", "jobUrl": "data:text/html,x", "lists": {"a": 1}, "categories": "x",
                    "created_at": 1e300, "posted_at": True, "compensation": {"summaryComponents": "x"},
                    "tags": {"a": 1}, "job_types": [[]], "salaryRange": 5}]  # fmt: skip


@pytest.mark.parametrize("read", [*READERS.values(), lever.read], ids=[*READERS, "lever"])
def test_a_bent_answer_gives_what_can_be_read_and_no_unsafe_link(read: Callable[[Any], list[FoundPosting]]) -> None:
    for posting in read(BENT) if read in {lever.read, read_remoteok} else read({"jobs": BENT, "data": BENT}):
        assert posting.link is None
        assert posting.apply_link is None
    for nothing in (None, 5, "jobs", {"jobs": 1, "data": {}}):
        with pytest.raises(SourceFault, match="not_understood"):
            read(nothing)


@pytest.fixture
def boards(web: Internet, monkeypatch: pytest.MonkeyPatch) -> Internet:
    for name in ("GREENHOUSE", "LEVER", "ASHBY", "REMOTIVE", "ARBEITNOW"):
        monkeypatch.setenv(f"{name}_URL", web.url)
    settings.cache_clear()
    monkeypatch.setattr(remotive, "_kept", {})
    return web


def fetch(module: Any, board: str) -> Any:
    async def go() -> Any:
        async with httpx.AsyncClient() as http:
            return await module.fetch(Web(http, pace=Pace(), pause=0.01), board)

    return asyncio.run(go())


def test_each_board_is_asked_as_its_documentation_says(boards: Internet) -> None:
    boards.at("/v1/boards/acme/jobs", Says({"jobs": []}))
    boards.at("/v0/postings/acme", Says([]))
    boards.at("/posting-api/job-board/acme", Says({"jobs": []}))
    boards.at("/api/remote-jobs", Says({"jobs": []}))
    boards.at("/api/job-board-api", Says({"data": [], "links": {"next": None}}))
    for module, board in ((greenhouse, "acme"), (lever, "acme"), (ashby, "acme"), (remotive, ""), (arbeitnow, "2")):
        fetch(module, board)
    assert [(asked.path, asked.query) for asked in boards.asked] == [
        ("/v1/boards/acme/jobs", {"content": ["true"]}),
        ("/v0/postings/acme", {"mode": ["json"], "skip": ["0"], "limit": ["100"]}),
        ("/posting-api/job-board/acme", {"includeCompensation": ["true"]}),
        ("/api/remote-jobs", {}),
        ("/api/job-board-api", {"page": ["2"]}),
    ]
    assert all(asked.headers["user-agent"].startswith("Shortlist/") for asked in boards.asked)


def test_lever_is_paged_until_a_page_is_not_full(boards: Internet) -> None:
    def page(asked: Asked) -> Says:
        return Says(LEVER * (100 if asked.query["skip"] == ["0"] else 7))

    boards.at("/v0/postings/acme", page)
    assert len(fetch(lever, "acme")) == 107
    assert [asked.query["skip"] for asked in boards.asked] == [["0"], ["100"]]


def test_remotive_is_asked_once_for_hours(boards: Internet) -> None:
    boards.at("/api/remote-jobs", Says({"jobs": [{"id": 1, "title": "A"}]}))
    assert len(fetch(remotive, "")) == len(fetch(remotive, "")) == 1
    assert len(boards.asked) == 1


def test_arbeitnow_says_whether_more_pages_come(boards: Internet) -> None:
    boards.at("/api/job-board-api", Says({"data": [], "links": {"next": "https://…?page=2"}}), Says({"data": []}))
    assert fetch(arbeitnow, "1") == ([], True)
    assert fetch(arbeitnow, "2") == ([], False)
