"""job_search: real steps over HTTP against boards that answer as theirs do, faults included."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from local import board as sample
from shared.config import Settings, settings
from shared.models.candidate import Candidate, UserProfile
from shared.models.search import FoundPosting
from shared.searches.kinds.job_search import KIND
from shared.searches.kinds.packed import pack, unpack
from shared.searches.kinds.postings import asked_for, canonical, distinct, scored
from shared.searches.outcome import LARGEST_OUTPUT
from shared.searches.plan import job_steps
from shared.sources import remotive
from tests.searches.world import World
from tests.sources.internet import Asked, Internet, Says, internet

TODAY = date(2026, 11, 26)


@pytest.fixture
def boards(service: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with internet() as web:
        for name in ("GREENHOUSE", "LEVER", "ASHBY", "REMOTIVE", "ARBEITNOW"):
            monkeypatch.setenv(f"{name}_URL", web.url)
        settings.cache_clear()
        monkeypatch.setattr(remotive, "_kept", {})
        yield web
    settings.cache_clear()


def job(title: str, company: str = "Acme", **more: Any) -> dict[str, Any]:
    return {"id": title, "title": title, "company_name": company, "location": {"name": "Berlin"},
            "absolute_url": f"https://acme.example/{title.replace(' ', '-')}",
            "content": "&lt;p&gt;We need Python and PostgreSQL.&lt;/p&gt;",
            "updated_at": "2026-11-20T00:00:00Z", **more}  # fmt: skip


def search(world: World, work: Callable[..., Any], steps: list[str], **given: Any) -> tuple[Any, dict[str, Any]]:
    request = {"steps": steps, "query": given.pop("query", ""), "resume_id": given.pop("resume_id", None)}
    job_id = world.start(kind="job_search", request=request, **given)
    return work(job_id, KIND), world.row(job_id)


def resume(db: Any, user: Any) -> str:
    data = {"basics": {"name": "Ada Quill", "label": "Senior Python Engineer", "email": "ada@example.org"},
            "work": [{"name": "Secret Employer Ltd", "position": "Senior Python Engineer", "start_date": "2018-01",
                      "summary": "Built services in Python, FastAPI and PostgreSQL."}],
            "skills": [{"name": "Languages", "keywords": ["Python", "PostgreSQL", "Go"]}]}  # fmt: skip
    text = "Ada Quill\nSenior Python Engineer\nSecret Employer Ltd\nBuilt services in Python, FastAPI and PostgreSQL."
    return str(
        db.value(
            "insert into public.resumes (user_id, parsed_data, text) values ($1, $2::jsonb, $3) returning id",
            user.id,
            json.dumps(data),
            text,
        )
    )


def test_every_source_is_asked_and_what_fits_best_comes_first(
    boards: Internet, world: World, work: Any, db: Any, user: Any
) -> None:
    boards.at("/v1/boards/acme/jobs", Says({"jobs": [job("Senior Python Engineer"), job("Pastry Chef")]}))
    boards.at(
        "/v0/postings/acme",
        Says([{"id": "l1", "text": "Python Engineer", "description": "Python", "categories": {"location": "Bonn"}}]),
    )
    boards.at("/posting-api/job-board/acme", Says({}, 404))
    steps = job_steps(["acme"], Settings())
    _, row = search(world, work, steps, user_id=str(user.id), resume_id=resume(db, user))
    assert row["status"] == "completed", row["error"]
    items, sources = row["results"]["items"], row["results"]["sources"]
    assert [item["job_title"] for item in items] == ["Senior Python Engineer", "Python Engineer", "Pastry Chef"]
    assert items[0]["match_score"] > items[2]["match_score"]
    assert items[0]["matched_skills"] == ["Python", "PostgreSQL"]
    assert {asked["names"][0]: asked["quote"] for asked in items[0]["explanation"]["skills"]["asked"]}["Python"]
    assert [(source["source"], source["status"], source.get("found")) for source in sources] == [
        ("greenhouse", "ok", 2),
        ("lever", "ok", 1),
        ("ashby", "unknown_company", None),
    ]
    assert row["meta"] == {"count": 3, "found": 3}


def test_nothing_of_the_resume_is_quoted_to_whoever_holds_the_link(
    boards: Internet, world: World, work: Any, db: Any, user: Any
) -> None:
    boards.at("/v1/boards/acme/jobs", Says({"jobs": [job("Senior Python Engineer")]}))
    _, row = search(world, work, ["greenhouse:acme"], user_id=str(user.id), resume_id=resume(db, user))
    shown = json.dumps(row["results"])
    assert not any(secret in shown for secret in ("Ada", "Secret Employer", "ada@example.org", "Built services"))


def test_another_persons_resume_is_no_resume(boards: Internet, world: World, work: Any, db: Any, user: Any,
                                             other_user: Any) -> None:  # fmt: skip
    boards.at("/v1/boards/acme/jobs", Says({"jobs": [job("Senior Python Engineer")]}))
    _, row = search(world, work, ["greenhouse:acme"], user_id=str(other_user.id), resume_id=resume(db, user))
    assert row["results"]["items"][0]["match_score"] is None


@pytest.mark.parametrize(
    ("says", "status"),
    [
        (Says({}, 500), "unavailable"),
        (Says({}, 401), "refused"),
        (Says(b"<html>"), "not_understood"),
        (Says({"jobs": 5}), "not_understood"),
        (Says({}, 429, {"retry-after": "900"}), "rate_limited"),
    ],
    ids=["500", "401", "no JSON", "another shape", "a long wait"],
)
def test_a_failing_source_ends_its_step_and_says_so(
    boards: Internet, world: World, work: Any, says: Says, status: str
) -> None:
    boards.at("/v1/boards/bad/jobs", says)
    boards.at("/v1/boards/good/jobs", Says({"jobs": [job("Nurse")]}))
    _, row = search(world, work, ["greenhouse:bad", "greenhouse:good"])
    assert row["status"] == "completed"
    assert [source["status"] for source in row["results"]["sources"]] == [status, "ok"]
    assert len(row["results"]["items"]) == 1


def test_a_source_that_says_when_is_asked_again_then_and_no_sooner(boards: Internet, world: World, work: Any) -> None:
    boards.at("/v1/boards/busy/jobs", Says({}, 429, {"retry-after": "30"}), Says({"jobs": [job("Nurse")]}))
    ran, row = search(world, work, ["greenhouse:busy", "greenhouse:gone"])
    assert (ran.state, row["status"]) == ("retry", "processing")
    assert 29 <= ran.retry_after <= 31
    assert set(world.steps(row["job_id"])) == {"greenhouse:gone"}
    assert work(row["job_id"], KIND).state == "not_due"
    world.pass_time(31)
    assert work(row["job_id"], KIND).state == "completed"
    assert len(boards.asked_at("/v1/boards/busy/jobs")) == 2


def test_a_source_that_never_lets_us_in_does_not_hold_up_the_search_for_ever(
    boards: Internet, world: World, work: Any
) -> None:
    boards.at("/v1/boards/busy/jobs", Says({}, 429, {"retry-after": "5"}))
    _, row = search(world, work, ["greenhouse:busy"])
    for _ in range(3):
        world.pass_time(6)
        ran = work(row["job_id"], KIND)
    assert ran.state in {"completed", "done"}
    assert world.row(row["job_id"])["results"]["sources"][0]["status"] == "rate_limited"


def test_a_feed_is_followed_page_by_page_and_named_as_its_terms_ask(boards: Internet, world: World, work: Any) -> None:
    def page(asked: Asked) -> Says:
        number = int(asked.query["page"][0])
        posting = {
            "slug": f"p{number}",
            "title": f"Job {number}",
            "company_name": "A",
            "url": f"https://a.example/{number}",
        }
        return Says({"data": [posting], "links": {"next": "more" if number < 9 else None}})

    boards.at("/api/job-board-api", page)
    boards.at("/api/remote-jobs", Says({"jobs": [{"id": 1, "title": "Remote Job", "company_name": "B"}]}))
    _, row = search(world, work, job_steps([], Settings()))
    assert [asked.query["page"] for asked in boards.asked_at("/api/job-board-api")] == [["1"], ["2"], ["3"]]
    assert len(row["results"]["items"]) == 4
    assert [said["source"] for said in row["results"]["attribution"]] == ["remotive", "arbeitnow"]


def test_a_query_keeps_what_holds_all_its_words(boards: Internet, world: World, work: Any) -> None:
    boards.at("/v1/boards/acme/jobs", Says({"jobs": [job("Python Developer"), job("Chef", content="Knives")]}))
    _, row = search(world, work, ["greenhouse:acme"], query="python develop")
    (item,) = row["results"]["items"]
    assert item["job_title"] == "Python Developer"
    assert item["match_score"] is not None
    assert (row["results"]["sources"][0]["found"], row["results"]["sources"][0]["matching"]) == (2, 1)


def test_the_best_two_hundred_of_a_large_board_are_kept_with_their_explanations(
    boards: Internet, world: World, work: Any, db: Any, user: Any
) -> None:
    skills = ["Python", "PostgreSQL", "Go", "Kafka", "Docker", "Kubernetes", "Terraform", "AWS", "Redis", "React"]
    long = " ".join(f"You bring {skill} in production." for skill in skills)
    many = [job(f"Engineer {n}", content=f"{long} Team {n}", internal_job_id=n + 1) for n in range(260)]
    boards.at("/v1/boards/acme/jobs", Says({"jobs": many}))
    _, row = search(world, work, ["greenhouse:acme"], user_id=str(user.id), resume_id=resume(db, user))
    assert len(row["results"]["items"]) == 200
    assert all(item["explanation"]["skills"]["asked"] for item in row["results"]["items"])
    assert len(json.dumps(row["results"])) < 4 * 1024 * 1024


def test_the_sample_board_is_read_like_any_other(boards: Internet, world: World, work: Any) -> None:
    boards.at("/v1/boards/sample/jobs", Says({"jobs": sample.jobs("sample")}))
    _, row = search(world, work, ["greenhouse:sample"], query="nurse")
    assert row["results"]["sources"][0]["found"] == 50
    assert row["results"]["items"]


ALL = Settings()


@pytest.mark.parametrize(
    ("companies", "steps"),
    [
        (["greenhouse:gitlab"], ["greenhouse:gitlab"]),
        (["Acme Corp."], ["greenhouse:acmecorp.", "lever:acmecorp.", "ashby:acmecorp."]),
        (["https://jobs.lever.co/acme/123?x=1"], ["lever:acme"]),
        (["https://boards.greenhouse.io/acme", "https://job-boards.greenhouse.io/acme"], ["greenhouse:acme"]),
        (["https://jobs.ashbyhq.com/acme/"], ["ashby:acme"]),
        (["workday:acme"], []),
        (["greenhouse:../../etc"], []),
        (["greenhouse:a/b"], []),
        (["https://jobs.lever.co.evil.example/acme"], []),
        (["https://[bad"], []),
        ([], ["remotive:", "arbeitnow:1"]),
    ],
)
def test_companies_become_steps(companies: list[str], steps: list[str]) -> None:
    assert job_steps(companies, ALL) == steps


def test_settings_say_which_sources_are_asked_and_which_boards_by_themselves() -> None:
    local = Settings(job_sources="greenhouse", job_companies="greenhouse:sample")
    assert job_steps([], local) == ["greenhouse:sample"]
    assert job_steps(["Acme"], local) == ["greenhouse:acme"]


def item(**more: Any) -> dict[str, Any]:
    return {"company_name": "Acme", "job_title": "Nurse", "location": "Leeds", "job_url": None, **more}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (item(), item(company_name="ACME", job_title="nurse "), True),
        (item(job_title="Bäcker"), item(job_title="Backer"), True),
        (item(), item(location="York"), False),
        (item(job_title="C++ Developer"), item(job_title="C Developer"), False),
        (
            item(job_url="https://www.a.example/j/1/?utm_source=x&b=2#top"),
            item(job_title="RN", job_url="http://a.example/j/1?b=2"),
            True,
        ),
        (item(job_title="A", job_url="https://a.example/j?id=1"), item(job_url="https://a.example/j?id=2"), False),
    ],
)
def test_postings_that_are_one_are_shown_once(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert len(distinct([one, other])) == (1 if same else 2)


def test_an_address_is_the_same_with_and_without_what_only_tracks() -> None:
    assert canonical("https://WWW.a.example/x/?gh_src=1&gh_jid=5") == "https://a.example/x?gh_jid=5"


def posting(title: str = "Nurse", text: str = "Care", **more: Any) -> FoundPosting:
    return FoundPosting("s", title, title, "Acme", "Leeds", text, None, **more)


@pytest.mark.parametrize(
    ("query", "kept"),
    [("nurse", True), ("NURS", True), ("urse", False), ("nurse leeds acme", True), ("nurse york", False), ("", True)],
)
def test_a_word_of_the_query_begins_a_word_of_the_posting(query: str, kept: bool) -> None:
    assert bool(asked_for([posting()], query)) == kept


def test_scoring_stops_in_time_with_the_newest() -> None:
    turns = iter([True, True, False])
    many = [posting(f"Job {n}", posted_at=f"2026-11-{n:02}T00:00:00+00:00") for n in range(10, 20)]
    candidate = Candidate(profile=UserProfile(target_role="Nurse"))
    items, looked_at = scored(many, candidate, TODAY, most=200, in_time=lambda: next(turns))
    assert looked_at == 2
    assert {item["job_title"] for item in items} == {"Job 19", "Job 18"}


def test_a_list_that_does_not_fit_is_cut_and_the_rest_comes_back_whole() -> None:
    import random

    dice = random.Random(1)
    items = [{"n": n, "t": "".join(dice.choices("abcdefghij é😀", k=3000))} for n in range(300)]
    packed = pack(items)
    assert len(packed) < LARGEST_OUTPUT
    back = unpack(packed)
    assert back == items[: len(back)]
    assert 50 < len(back) < 300
    assert unpack(pack([])) == []
