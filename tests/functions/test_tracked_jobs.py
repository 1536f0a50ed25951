"""/jobs over the real stack: one row per posting, every list, every change in the history, nothing of anybody else."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from pg8000.exceptions import DatabaseError

JOB = {
    "job_title": "Senior Python Engineer",
    "company_name": "Acme",
    "location": "Berlin",
    "job_url": "https://www.linkedin.com/jobs/view/senior-python-engineer-at-acme-3987654321/?refId=x&trk=y",
    "description": "Need Python, FastAPI, PostgreSQL",
    "match_percentage": 82,
    "matched_skills": ["Python"],
    "missing_skills": ["PostgreSQL"],
    "source": "linkedin",
}
Track = Callable[..., Any]


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def stranger(other_user: Any, bearer: Any) -> dict[str, str]:
    return bearer(other_user)


@pytest.fixture
def track(http: Any, me: dict[str, str]) -> Track:
    def send(**fields: Any) -> Any:
        answer = http.post("/jobs/track", json={"job_title": "Nurse", "company_name": "Acme"} | fields, headers=me)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()["job"]

    return send


def round_trips(answer: Any) -> int:
    return int(answer.headers["server-timing"].partition('db;desc="')[2].rstrip('"'))


def history(http: Any, me: dict[str, str], job_id: str) -> list[Any]:
    answer = http.get(f"/jobs/{job_id}/history", headers=me)
    assert answer.status_code == 200, answer.text
    return answer.json()["history"]


def test_a_job_is_tracked_in_one_round_trip_and_read_back(http: Any, me: dict[str, str]) -> None:
    answer = http.post("/api/jobs/track", json=JOB, headers=me)
    assert answer.status_code == 201, answer.text
    assert round_trips(answer) == 1
    body = answer.json()
    assert (body["success"], body["created"], body["restored"]) == (True, True, False)
    job = body["job"]
    assert job["status"] == "new"
    assert job["ranking_level"] == "high"
    assert job["source_linkedin_id"] == "3987654321"
    assert job["created_at"].endswith("Z")
    assert job["last_viewed_at"] is None
    assert answer.headers["location"] == f"/jobs/{job['id']}"
    assert answer.headers["etag"] == '"1"'
    read = http.get(f"/jobs/{job['id']}", headers=me)
    assert round_trips(read) == 1
    seen = read.json()["job"]
    assert seen["last_viewed_at"]
    assert seen | {"last_viewed_at": None} == job
    assert len(history(http, me, job["id"])) == 1, "looking is no change"


@pytest.mark.parametrize(
    ("again", "status"),
    [
        pytest.param({}, 200, id="the very same"),
        pytest.param({"job_url": "https://de.linkedin.com/jobs/search?currentJobId=3987654321"}, 200, id="address"),
        pytest.param({"job_url": None, "source_linkedin_id": 3987654321}, 200, id="source id"),
        pytest.param(
            {"job_url": None, "job_title": "senior  PYTHON engineer", "company_name": "ACMÉ", "location": "berlin"},
            200,
            id="words",
        ),
        pytest.param({"job_url": "https://linkedin.com/jobs/view/4000000001"}, 201, id="another address"),
        pytest.param({"job_url": None, "location": "Hamburg"}, 201, id="another place"),
    ],
)
def test_the_same_posting_is_the_first_one(http: Any, me: dict[str, str], again: Any, status: int) -> None:
    first = http.post("/jobs/track", json=JOB, headers=me).json()["job"]
    answer = http.post("/jobs/track", json=JOB | again, headers=me)
    assert answer.status_code == status, answer.text
    assert (answer.json()["job"] == first) == (status == 200)


def test_a_posting_saved_by_its_words_learns_its_address(track: Track) -> None:
    bare = track(job_title="Cook", company_name="Bistro")
    known = track(job_title="Cook", company_name="Bistro", job_url="https://bistro.example/jobs/1", match_percentage=60)
    assert known["id"] == bare["id"]
    assert (known["job_url"], known["match_percentage"]) == ("https://bistro.example/jobs/1", 60)
    other = track(job_title="Cook", company_name="Bistro", job_url="https://bistro.example/jobs/2")
    assert other["id"] != bare["id"]


def test_other_people_track_the_same_posting_for_themselves(
    http: Any, me: dict[str, str], stranger: dict[str, str]
) -> None:
    mine = http.post("/jobs/track", json=JOB, headers=me)
    theirs = http.post("/jobs/track", json=JOB, headers=stranger)
    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert mine.json()["job"]["id"] != theirs.json()["job"]["id"]


REQUIRED = "job_title and company_name are required"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        pytest.param({"job_title": None, "company_name": None}, 400, REQUIRED, id="nothing"),
        pytest.param({"company_name": None}, 400, REQUIRED, id="no company"),
        pytest.param({"job_title": None}, 400, REQUIRED, id="no title"),
        pytest.param({"job_title": " "}, 400, REQUIRED, id="blank"),
        pytest.param({"company_name": 7}, 422, "#/company_name", id="number"),
        pytest.param({"job_title": "x" * 501}, 422, "#/job_title", id="long"),
        pytest.param({"status": "hired"}, 422, "#/status", id="status"),
        pytest.param({"job_url": "javascript:alert(1)"}, 422, "#/job_url", id="script"),
        pytest.param({"match_percentage": 101}, 422, "#/match_percentage", id="more than everything"),
        pytest.param({"match_percentage": True}, 422, "#/match_percentage", id="yes or no for a percentage"),
        pytest.param({"salary_max": False}, 422, "#/salary_max", id="yes or no for a salary"),
        pytest.param({"application_date": "soon"}, 422, "#/application_date", id="no date"),
        pytest.param({"interview_date": "0001-01-01T00:00:00+14:00"}, 422, "#/interview_date", id="year 1"),
        pytest.param({"salary_min": -1}, 422, "#/salary_min", id="negative salary"),
        pytest.param({"salary_min": 1e15}, 422, "#/salary_min", id="large salary"),
        pytest.param({"salary_min": 2, "salary_max": 1}, 422, "#", id="salaries crossed"),
        pytest.param({"notes": {"deep": []}}, 422, "#/notes", id="object for a text"),
    ],
)
def test_what_cannot_be_tracked_is_named(
    http: Any, me: dict[str, str], db: Any, body: Any, status: int, said: str
) -> None:
    answer = http.post("/jobs/track", json={"job_title": "x", "company_name": "y"} | body, headers=me)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert said in {problem["error"], *(fault["pointer"] for fault in problem.get("errors", []))}
    assert db.value("select count(*) from public.tracked_jobs") == 0


def test_input_may_be_strange_without_harm(http: Any, me: dict[str, str]) -> None:
    strange = {"job_title": "N\x00urse \u200f\ud83d", "company_name": "' or 1=1 --", "notes": '%s %L $1 \\ "'}
    body = json.dumps(strange)
    answer = http.post("/jobs/track", content=body, headers=me | {"content-type": "application/json"})
    assert answer.status_code == 201, answer.text
    job = answer.json()["job"]
    assert (job["job_title"], job["notes"]) == ("Nurse \u200f", '%s %L $1 \\ "')
    assert http.get("/jobs", params={"search": "' or 1=1 -- %L & | ! :*"}, headers=me).json()["total"] == 1


def test_camel_case_is_understood(http: Any, me: dict[str, str]) -> None:
    body = {"jobTitle": "Nurse", "companyName": "Acme", "jobUrl": "acme.example/j/1", "matchPercentage": "71%",
            "applicationDate": "2026-11-03", "salaryMin": "50,000"}  # fmt: skip
    job = http.post("/jobs/track", json=body, headers=me).json()["job"]
    assert job["job_url"] == "https://acme.example/j/1"
    assert (job["match_percentage"], job["salary_min"]) == (71, 50000)
    assert job["application_date"] == "2026-11-03T00:00:00Z"


@pytest.mark.parametrize("verb", ["put", "patch"])
@pytest.mark.parametrize(
    ("status", "stamped"),
    [("applied", "application_date"), ("interviewed", "interview_date"), ("rejected", "rejection_date")],
)
def test_reaching_a_stage_stamps_its_date(
    http: Any, me: dict[str, str], track: Track, verb: str, status: str, stamped: str
) -> None:
    job = track()
    answer = getattr(http, verb)(f"/jobs/{job['id']}", json={"status": status}, headers=me)
    assert answer.status_code == 200, answer.text
    assert round_trips(answer) == 1
    changed = answer.json()["job"]
    assert changed["status"] == status
    assert changed[stamped] is not None
    assert changed["version"] == 2
    other = track(job_title="Other")
    given = "2026-01-02T03:04:05Z"
    answer = http.patch(f"/jobs/{other['id']}", json={"status": status, stamped: given}, headers=me)
    assert answer.json()["job"][stamped] == given


def test_every_change_is_in_the_history_with_who_and_what(
    http: Any, me: dict[str, str], user: Any, track: Track
) -> None:
    job = track(notes="first")
    http.patch(f"/jobs/{job['id']}", json={"notes": "second", "salaryMin": 10}, headers=me)
    http.patch(f"/jobs/{job['id']}", json={"status": "applied"}, headers=me)
    http.patch(f"/jobs/{job['id']}", json={"status": "applied"}, headers=me)
    http.delete(f"/jobs/{job['id']}", headers=me)
    http.post(f"/jobs/{job['id']}/restore", headers=me)
    entries = history(http, me, job["id"])
    assert [entry["action"] for entry in entries] == ["created", "updated", "status_changed", "deleted", "restored"]
    assert {entry["actor"] for entry in entries} == {str(user.id)}
    assert entries[1]["previous"] == {"notes": "first", "salary_min": None}
    assert entries[1]["new"] == {"notes": "second", "salary_min": 10}
    assert entries[2]["previous"] == {"status": "new", "application_date": None}


def test_a_score_cannot_be_changed_but_may_be_sent_along(http: Any, me: dict[str, str], track: Track) -> None:
    job = track(match_percentage=55, matched_skills=["Go"])
    for body in ({"match_percentage": 99}, {"matchScore": 99}, {"ranking_level": "high"}, {"matched_skills": []}):
        answer = http.put(f"/jobs/{job['id']}", json=body | {"notes": "x"}, headers=me)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"].removeprefix("#/") in {
            "match_percentage", "ranking_level", "matched_skills",
        }  # fmt: skip
    whole = http.get(f"/jobs/{job['id']}", headers=me).json()["job"]
    answer = http.put(f"/jobs/{job['id']}", json=whole | {"notes": "kept"}, headers=me)
    assert answer.status_code == 200, answer.text
    assert answer.json()["job"]["notes"] == "kept"


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        pytest.param("new", "applied", 200, id="skips a stage"),
        pytest.param("new", "rejected", 200, id="rejected at once"),
        pytest.param("rejected", "interviewed", 200, id="reconsidered"),
        pytest.param("interviewed", "applied", 200, id="corrected"),
        pytest.param("archived", "new", 200, id="taken out of the archive"),
        pytest.param("applied", "new", 422, id="new with a past"),
        pytest.param("new", "offered", 422, id="offer without application"),
        pytest.param("new", "hired", 422, id="no status"),
    ],
)
def test_moves_are_checked(http: Any, me: dict[str, str], track: Track, before: str, after: str, status: int) -> None:
    job = track(status=before)
    answer = http.patch(f"/jobs/{job['id']}", json={"status": after}, headers=me)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert answer.json()["errors"][0]["pointer"] == "#/status"


def test_a_date_that_the_status_needs_stays(http: Any, me: dict[str, str], track: Track) -> None:
    job = track(status="applied")
    answer = http.patch(f"/jobs/{job['id']}", json={"application_date": None}, headers=me)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/application_date")


@pytest.mark.parametrize("way", ["body", "header"])
def test_a_job_that_moved_on_is_not_overwritten(http: Any, me: dict[str, str], track: Track, way: str) -> None:
    job = track()
    http.patch(f"/jobs/{job['id']}", json={"notes": "theirs"}, headers=me)
    body, headers = ({"expected_version": 1}, {}) if way == "body" else ({}, {"if-match": '"1"'})
    answer = http.patch(f"/jobs/{job['id']}", json={"notes": "mine"} | body, headers=me | headers)
    assert answer.status_code == 409, answer.text
    problem = answer.json()
    assert (problem["current_version"], problem["fields"]) == (2, ["notes"])
    assert problem["current"]["notes"] == "theirs"
    body, headers = ({"expectedVersion": 2}, {}) if way == "body" else ({}, {"if-match": 'W/"2"'})
    answer = http.patch(f"/jobs/{job['id']}", json={"notes": "mine"} | body, headers=me | headers)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"3"')


def test_writers_at_once_lose_nothing_silently(http: Any, me: dict[str, str], track: Track) -> None:
    job = track()

    def write(number: int) -> int:
        body = {"notes": f"note {number}", "expected_version": 1}
        return http.patch(f"/jobs/{job['id']}", json=body, headers=me).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(8))) == [200] + [409] * 7

    def write_anyway(number: int) -> int:
        return http.patch(f"/jobs/{job['id']}", json={"notes": f"late {number}"}, headers=me).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write_anyway, range(8))) == [200] * 8
    entries = history(http, me, job["id"])
    assert {entry["new"]["notes"] for entry in entries[2:]} == {f"late {number}" for number in range(8)}
    for before, after in pairwise(entries[1:]):
        assert after["previous"]["notes"] == before["new"]["notes"], "each entry starts where the last one ended"


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("get", "", None),
        ("put", "", {"notes": "x"}),
        ("patch", "", {"notes": "x"}),
        ("delete", "", None),
        ("get", "/history", None),
        ("post", "/restore", None),
    ],
)
def test_unknown_and_other_peoples_jobs_look_alike(
    http: Any, me: dict[str, str], stranger: dict[str, str], track: Track, db: Any, verb: str, path: str, body: Any
) -> None:
    theirs = http.request(verb, f"/jobs/{track()['id']}{path}", json=body, headers=stranger)
    unknown = http.request(verb, f"/jobs/{uuid4()}{path}", json=body, headers=stranger)
    for answer in (theirs, unknown):
        assert (answer.status_code, answer.json()["error"]) == (404, "Job not found")
    assert db.value("select notes from public.tracked_jobs") == ""


@pytest.mark.parametrize(("verb", "path"), [("get", "/jobs"), ("post", "/jobs/track"), ("get", "/jobs/stats")])
def test_nobody_gets_in_without_a_token(http: Any, verb: str, path: str) -> None:
    assert http.request(verb, path, json=JOB).status_code == 401


def test_a_deleted_job_is_hidden_and_comes_back_whole(http: Any, me: dict[str, str], track: Track, db: Any) -> None:
    job = track(notes="keep me")
    assert http.delete(f"/jobs/{job['id']}", headers=me).json() == {"success": True, "id": job["id"]}
    assert http.delete(f"/jobs/{job['id']}", headers=me).status_code == 404
    assert http.get(f"/jobs/{job['id']}", headers=me).status_code == 404
    assert http.get("/jobs", headers=me).json()["total"] == 0
    assert http.get("/jobs?deleted=true", headers=me).json()["jobs"][0]["id"] == job["id"]
    back = http.post(f"/jobs/{job['id']}/restore", headers=me)
    assert back.status_code == 200
    assert back.json()["job"]["notes"] == "keep me"
    http.delete(f"/jobs/{job['id']}", headers=me)
    answer = http.post("/jobs/track", json={"job_title": "Nurse", "company_name": "Acme"}, headers=me)
    assert (answer.status_code, answer.json()["restored"], answer.json()["job"]["id"]) == (200, True, job["id"])
    http.delete(f"/jobs/{job['id']}", headers=me)
    db.sql("update public.tracked_jobs set deleted_at = now() - interval '31 days'")
    assert http.post(f"/jobs/{job['id']}/restore", headers=me).status_code == 404
    assert db.value("select public.purge_tracked_jobs()", role="service_role") == 1
    assert db.value("select count(*) from public.tracked_jobs") == 0
    assert [entry["action"] for entry in history(http, me, job["id"])][-1] == "purged"


def test_a_version_that_no_row_can_have_is_refused(http: Any, me: dict[str, str]) -> None:
    job = http.post("/jobs/track", json={"job_title": "Nurse", "company_name": "Acme"}, headers=me).json()["job"]
    for body, headers in ({"expected_version": 2**31}, {}), ({}, {"if-match": f'"{2**31}"'}):
        refused = http.put(f"/jobs/{job['id']}", json={"notes": "x"} | body, headers=me | headers)
        assert refused.status_code in {400, 422}, refused.text


def test_stats_and_other_words_are_no_ids(http: Any, me: dict[str, str]) -> None:
    assert http.get("/jobs/stats", headers=me).status_code == 200
    assert http.get("/jobs/nonsense", headers=me).status_code == 422
    refused = http.put("/jobs/stats", json={}, headers=me)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
    assert http.delete("/jobs/calendar", headers=me).status_code == 404
    for path, allowed in {
        "/jobs/calendar": "DELETE, GET, POST",
        "/jobs": "GET",
        f"/jobs/{uuid4()}": "DELETE, GET, PATCH, PUT",
    }.items():
        refused = http.options(path, headers=me)
        assert (refused.status_code, refused.headers["allow"]) == (405, allowed)


def test_what_was_deleted_long_ago_goes_for_good_with_the_cleanup(
    http: Any, user: Any, bearer: Any, db: Any, environment: dict[str, str]
) -> None:
    posting = {"job_title": "Engineer", "company_name": "Acme"}
    old, fresh = (
        http.post("/jobs/track", json=posting | {"location": place}, headers=bearer(user)).json()["job"]["id"]
        for place in ("Berlin", "Paris")
    )
    for job_id in (old, fresh):
        http.delete(f"/jobs/{job_id}", headers=bearer(user))
    db.sql("update public.tracked_jobs set deleted_at = now() - interval '31 days' where id = $1", UUID(old))
    report = http.get("/cron/cleanup", headers={"Authorization": f"Bearer {environment['CRON_SECRET']}"})
    assert report.json()["jobs_purged"] == 1
    assert [str(row["id"]) for row in db.sql("select id from public.tracked_jobs")] == [fresh]


def test_a_date_that_no_calendar_knows_is_refused_by_every_door(db: Any, user: Any) -> None:
    with pytest.raises(DatabaseError) as refused:
        db.sql(
            "insert into public.tracked_jobs (user_id, job_title, company_name, interview_date)"
            " values ($1, 'Engineer', 'Acme', 'infinity')",
            user.id,
            user=user,
        )
    assert refused.value.args[0]["C"] == "23514"
