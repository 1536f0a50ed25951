"""Reading searches over HTTP: who sees what, how little an unchanged one costs, and that a stalled one is woken."""

import json
import urllib.request
from typing import Any

import pytest

from tests.searches.world import PHONE, World

NOWHERE = "/search-job/job_1800000000_" + "a" * 24


@pytest.fixture
def world(db: Any) -> World:
    return World(db)


def test_unknown_ids_and_nonsense_are_not_found(http: Any, user: Any, bearer: Any) -> None:
    for path in (NOWHERE, "/search-job/7", "/search-job/job_1_x", "/search-job/" + "x" * 300, "/search-job/%00"):
        for headers in ({}, bearer(user)):
            answer = http.get(path, headers=headers)
            assert answer.status_code == 404
            assert answer.json()["type"] == "/problems/search-not-found"


def test_while_it_runs_a_search_is_its_owners_and_then_everybodys_by_link(
    http: Any, world: World, user: Any, other_user: Any, bearer: Any
) -> None:
    job_id = world.start(user_id=str(user.id))
    path = f"/search-job/{job_id}"
    assert http.get(path, headers=bearer(user)).json()["view"] == "owner"
    assert http.get(path).status_code == 404
    assert http.get(path, headers=bearer(other_user)).status_code == 404
    _, token = world.claimed(job_id)
    world.complete(job_id, token, {"items": [1]})
    for headers, view in ((bearer(user), "owner"), ({}, "link"), (bearer(other_user), "link")):
        seen = http.get(path, headers=headers).json()
        assert (seen["view"], seen["status"], seen["results"]) == (view, "completed", {"items": [1]})
        assert ("notified" in seen) == (view == "owner")


def test_a_search_without_an_account_is_read_by_whoever_holds_its_id(
    http: Any, world: World, other_user: Any, bearer: Any
) -> None:
    job_id = world.start()
    for headers in ({}, bearer(other_user)):
        assert http.get(f"/search-job/{job_id}", headers=headers).json()["status"] == "pending"


def test_a_failed_search_says_by_a_code_why_and_no_more(http: Any, world: World) -> None:
    job_id, token = world.claimed(phone_number=PHONE)
    world.fail(job_id, token, error_code="image_unreachable", error=f"could not text {PHONE}", retryable=False)
    answer = http.get(f"/search-job/{job_id}")
    assert answer.json()["error_code"] == "image_unreachable"
    assert PHONE not in answer.text


def test_an_unchanged_search_costs_next_to_nothing(http: Any, world: World) -> None:
    job_id, token = world.claimed()
    path = f"/search-job/{job_id}"
    first = http.get(path)
    rev = first.json()["rev"]
    assert first.headers["etag"].startswith(f'W/"{rev}-')
    assert first.headers["cache-control"] == "private, no-cache"
    again = http.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    unchanged = http.get(path, params={"since_rev": rev})
    assert unchanged.json()["unchanged"] is True
    assert len(unchanged.content) < 200
    world.save(job_id, token, "a", progress=50)
    for ask in ({"params": {"since_rev": rev}}, {"headers": {"If-None-Match": first.headers["etag"]}}):
        # A second at most may memory answer for: by then the new state is seen.
        answers = [http.get(path, **ask)]
        while answers[-1].status_code == 304 or answers[-1].json().get("unchanged"):
            answers.append(http.get(path, **ask))
            assert len(answers) < 200
        assert answers[-1].json()["progress"] == 50


def test_an_etag_of_another_view_is_nothing_to_go_by(http: Any, world: World, user: Any, bearer: Any) -> None:
    job_id = world.completed(user_id=str(user.id))
    public = http.get(f"/search-job/{job_id}")
    own = http.get(f"/search-job/{job_id}", headers={**bearer(user), "If-None-Match": public.headers["etag"]})
    assert (own.status_code, own.json()["view"]) == (200, "owner")


def test_a_poll_within_a_second_does_not_ask_the_database(http: Any, world: World) -> None:
    job_id, _ = world.claimed()
    path = f"/search-job/{job_id}"
    first = http.get(path)
    polls = [http.get(path, params={"since_rev": first.json()["rev"]}) for _ in range(5)]
    trips = [poll.headers["server-timing"].split('desc="')[1].rstrip('"') for poll in polls]
    assert "0" in trips, trips


def test_progress_never_falls_for_anybody_whatever_instance_answers(http: Any, world: World) -> None:
    job_id, token = world.claimed()
    rev = progress = 0
    for step in range(1, 6):
        world.save(job_id, token, f"s{step}", progress=step * 19)
        seen = http.get(f"/search-job/{job_id}", params={"since_rev": rev} if rev else {}).json()
        if not seen.get("unchanged"):
            assert seen["rev"] >= rev
            assert seen["progress"] >= progress
            rev, progress = seen["rev"], seen["progress"]


def messages(moto: str) -> int:
    body = json.dumps(
        {"QueueUrl": f"{moto}/123456789012/shortlist-searches", "AttributeNames": ["ApproximateNumberOfMessages"]}
    )
    scope = "local/20261126/us-east-1/sqs/aws4_request"
    headers = {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AmazonSQS.GetQueueAttributes",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none",
    }
    with urllib.request.urlopen(urllib.request.Request(moto, body.encode(), headers), timeout=30) as response:
        return int(json.load(response)["Attributes"]["ApproximateNumberOfMessages"])


def test_a_stalled_search_is_woken_by_whoever_reads_it_but_not_with_every_poll(
    http: Any, world: World, moto: str
) -> None:
    job_id, _ = world.claimed()
    world.pass_time(120)
    before = messages(moto)
    for _ in range(4):
        assert http.get(f"/search-job/{job_id}").json()["status"] == "processing"
    assert messages(moto) == before + 1


def test_my_searches_are_listed_newest_first_and_nobody_elses(
    http: Any, world: World, user: Any, other_user: Any, bearer: Any
) -> None:
    mine = [world.start(user_id=str(user.id), phone_number=PHONE) for _ in range(3)]
    world.start(user_id=str(other_user.id))
    world.completed()
    answer = http.get("/search-job", headers=bearer(user))
    listed = answer.json()
    assert [search["job_id"] for search in listed["searches"]] == mine[::-1]
    assert all("results" not in search for search in listed["searches"])
    assert PHONE not in answer.text
    page = http.get("/search-job", params={"page": 2, "pageSize": 2}, headers=bearer(user)).json()
    assert [search["job_id"] for search in page["searches"]] == mine[:1]
    assert http.get("/search-job").status_code == 401


def test_the_owner_cancels_and_the_worker_is_fenced(
    http: Any, world: World, user: Any, other_user: Any, bearer: Any
) -> None:
    job_id, token = world.claimed(user_id=str(user.id))
    path = f"/search-job/{job_id}"
    assert http.delete(path).status_code == 401
    assert http.delete(path, headers=bearer(other_user)).status_code == 404
    assert http.get(path, headers=bearer(user)).json()["status"] == "processing"
    assert http.delete(path, headers=bearer(user)).json()["error_code"] == "cancelled"
    assert http.delete(path, headers=bearer(user)).status_code == 200
    assert http.get(path, headers=bearer(user)).json()["error_code"] == "cancelled"
    assert world.complete(job_id, token)["code"] == "fenced"
    done = world.completed(user_id=str(user.id))
    assert http.delete(f"/search-job/{done}", headers=bearer(user)).status_code == 409


@pytest.mark.parametrize("since", ["x", "-1", "1e3", "99999999999999999999"])
def test_a_revision_that_is_none_is_refused_by_name(http: Any, since: str) -> None:
    answer = http.get(NOWHERE, params={"since_rev": since})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "query:since_rev")


@pytest.mark.parametrize(("age", "wait"), [(0, 1000), (20, 2000), (300, 5000)])
def test_the_longer_it_runs_the_seldomer_it_is_asked(age: int, wait: int) -> None:
    from datetime import UTC, datetime

    from functions.read_search.reading import retry_after_ms

    now = datetime.fromtimestamp(1_800_000_000 + age, UTC)
    row = {"job_id": "job_1800000000_" + "a" * 24, "status": "processing"}
    assert retry_after_ms(row, now) == wait
    assert retry_after_ms(row | {"status": "failed"}, now) is None
