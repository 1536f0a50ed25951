"""POST /optimize and its events: stored before told, told again anywhere, finished by whoever comes next."""

import contextlib
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from pg8000.exceptions import DatabaseError

from local.doors import free_port
from local.state import ROOT
from shared.config import settings
from tests.deploy.runtime import Runtime
from tests.functions.optimizing import POSTING, Event, add_resume, events_of, stored, without_gap

EVENTS = Path(__file__).resolve().parents[1] / "events"


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def resume_id(db: Any, user: Any) -> str:
    return add_resume(db, user)


@pytest.fixture
def optimized(http: Any, me: dict[str, str], resume_id: str) -> list[Event]:
    return optimize(http, me, resume_id)


def optimize(http: Any, me: dict[str, str], resume_id: str, **more: Any) -> list[Event]:
    answer = http.post("/optimize", json={"resume_id": resume_id, "job": POSTING} | more, headers=me)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    return events_of(answer.text.split("\n"))


def start(db: Any, user: Any, resume_id: str, *, lease_seconds: int = 0) -> str:
    """Start a run as an instance would that dies right after (or lives, with a lease)."""
    run_id = str(uuid4())
    answer = db.value(
        "select public.start_optimization($1, $2, $3, 'quick', '2026-11-01', '{}', $4, p_lease_seconds => $5)",
        run_id, str(uuid4()), resume_id,
        {"job_title": "Engineer", "company_name": "Initech", "posting": POSTING, "posting_hash": run_id},
        lease_seconds, user=user,
    )  # fmt: skip
    assert answer["code"] == "ok"
    return run_id


def append(db: Any, user: Any, run_id: str, after: int, events: list[Event], token: int = 1, **more: Any) -> dict:
    sent = [{"event": event.event, "data": event.data} for event in events]
    return db.value(
        "select public.append_run_events($1, $2::bigint, $3::int, $4::text::jsonb, $5, null, $6::int)",
        run_id, token, after, json.dumps(sent), more.get("status"), more.get("lease_seconds", 15), user=user,
    )  # fmt: skip


def test_a_run_tells_what_it_stored(db: Any, optimized: list[Event]) -> None:
    run_id = optimized[0].data["run_id"]

    assert optimized == stored(db, run_id)
    assert optimized[0].id == 1
    assert without_gap(optimized)
    assert [optimized[0].event, optimized[-1].event] == ["run", "done"]
    assert {"progress", "suggestion", "qa", "result"} <= {event.event for event in optimized}


def test_the_suggestions_are_those_of_a_good_friend(optimized: list[Event]) -> None:
    suggestions = {(e.data["kind"], e.data["pointer"]): e.data for e in optimized if e.event == "suggestion"}

    assert suggestions["skill_name", "/work/0/highlights/1"]["proposed"].endswith("using Kubernetes and PostgreSQL")
    assert suggestions["opening", "/work/1/highlights/0"]["proposed"] == "Managed the team and planned sprints"
    assert suggestions["question", "/skills"]["keywords"] == ["Terraform"]
    result = next(e.data for e in optimized if e.event == "result")
    assert result["match_score_after"] >= result["match_score_before"]
    assert "Kubernetes" in result["keywords_added"]
    assert result["blocked"] == []


def test_every_event_can_be_told_again(http: Any, me: dict[str, str], optimized: list[Event]) -> None:
    path = f"/optimize/{optimized[0].data['run_id']}/events"

    for last in (0, 1, len(optimized) // 2, len(optimized) - 1):
        again = http.get(path, headers=me | {"last-event-id": str(last)})
        assert events_of(again.text.split("\n")) == optimized[last:]
    over = http.get(path, headers=me | {"last-event-id": str(len(optimized))})
    assert over.status_code == 204, "an EventSource must not come back for ever"


def test_the_same_as_json(http: Any, me: dict[str, str], optimized: list[Event]) -> None:
    answer = http.get(f"/api/optimize/{optimized[0].data['run_id']}/events?after=3", headers=me).json()

    assert answer["status"] == "completed"
    assert answer["retry_after_ms"] is None
    assert [(e["seq"], e["event"]) for e in answer["events"]] == [(e.id, e.event) for e in optimized[3:]]


def test_the_same_request_again_reaches_the_same_run(http: Any, me: dict[str, str], db: Any, resume_id: str) -> None:
    run_id = str(uuid4())
    first = optimize(http, me, resume_id, run_id=run_id)

    again = optimize(http, me, resume_id, run_id=run_id)

    assert again == first
    assert db.value("select count(*) from public.optimization_runs") == 1


def test_an_analysis_is_kept_once_and_can_be_used_again(http: Any, me: dict[str, str], db: Any, resume_id: str) -> None:
    first = optimize(http, me, resume_id)
    analysis = first[0].data["job_analysis_id"]
    answer = http.post("/optimize", json={"resumeId": resume_id, "jobAnalysisId": analysis}, headers=me)

    assert [e.event for e in events_of(answer.text.split("\n"))][1:] == [e.event for e in first][1:]
    assert db.value("select count(*) from public.job_analyses") == 1


def test_without_a_model_a_run_is_quick_and_says_so(http: Any, me: dict[str, str], resume_id: str) -> None:
    events = optimize(http, me, resume_id, mode="llm")

    assert "quick" in events[0].data["note"]
    assert events[-1].event == "done"


BAD = {
    "no posting": ({"job": None}, 400, "job or job_analysis_id is required"),
    "empty posting": ({"job": {}}, 422, None),
    "no résumé": ({"resume_id": None}, 422, None),
    "unknown résumé": ({"resume_id": str(uuid4())}, 404, "Resume not found"),
    "unknown analysis": ({"job": None, "job_analysis_id": str(uuid4())}, 404, "Job analysis not found."),
    "unknown mode": ({"mode": "magic"}, 422, None),
    "too much confirmed": ({"confirmed": ["x"] * 51}, 422, None),
}


@pytest.mark.parametrize(("change", "status", "said"), BAD.values(), ids=BAD)
def test_bad_requests_are_refused_before_the_first_byte(
    http: Any, me: dict[str, str], db: Any, resume_id: str, change: dict, status: int, said: str | None
) -> None:
    answer = http.post("/optimize", json={"resume_id": resume_id, "job": POSTING} | change, headers=me)

    assert answer.status_code == status
    assert answer.json()["success"] is False
    assert said is None or answer.json()["error"] == said
    assert db.value("select count(*) from public.optimization_runs") == 0


def test_other_people_see_nothing(
    http: Any, bearer: Any, other_user: Any, resume_id: str, optimized: list[Event]
) -> None:
    them = bearer(other_user)
    run = f"/optimize/{optimized[0].data['run_id']}"

    assert http.post("/optimize", json={"resume_id": resume_id, "job": POSTING}, headers=them).status_code == 404
    assert http.get(f"{run}/events", headers=them).status_code == 404
    assert http.delete(run, headers=them).status_code == 404
    assert http.get(f"{run}/events").status_code == 401
    assert http.post("/optimize", json={}).status_code == 401


def test_a_bad_last_event_id_is_named(http: Any, me: dict[str, str], optimized: list[Event]) -> None:
    path = f"/optimize/{optimized[0].data['run_id']}/events"

    assert http.get(path, headers=me | {"last-event-id": "seven"}).status_code == 400


def test_a_cancelled_run_ends_and_stays(http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id, lease_seconds=60)

    assert http.delete(f"/optimize/{run_id}", headers=me).json()["status"] == "cancelled"
    assert http.delete(f"/optimize/{run_id}", headers=me).json()["status"] == "cancelled"

    events = events_of(http.get(f"/optimize/{run_id}/events", headers=me).text.split("\n"))
    assert [(e.id, e.event) for e in events] == [(1, "run"), (2, "error")]
    assert events[1].data["code"] == "cancelled"
    assert append(db, user, run_id, 2, [Event(0, "progress", {})])["code"] == "fenced"


def test_a_finished_run_stays_finished(http: Any, me: dict[str, str], optimized: list[Event]) -> None:
    assert http.delete(f"/optimize/{optimized[0].data['run_id']}", headers=me).json()["status"] == "completed"


def test_the_next_reader_finishes_a_run_whose_instance_died(
    http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str
) -> None:
    whole = optimize(http, me, resume_id)
    for told in (1, 3, len(whole) - 3):
        run_id = start(db, user, resume_id)
        if told > 1:
            append(db, user, run_id, 1, whole[1:told], lease_seconds=0)

        events = events_of(http.get(f"/optimize/{run_id}/events", headers=me).text.split("\n"))

        assert without_gap(events)
        assert events == stored(db, run_id)
        assert events[-1].event == "done"
        suggested = [event.data["id"] for event in events if event.event == "suggestion"]
        assert len(set(suggested)) == len(suggested)
        assert {e.data["id"] for e in whole if e.event == "suggestion"} == set(suggested)


def test_a_json_reader_finishes_one_too(http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id)

    answer = http.get(f"/optimize/{run_id}/events?after=0", headers=me).json()

    assert answer["status"] == "completed"
    assert answer["events"][-1]["event"] == "done"


def test_two_readers_at_once_tell_the_same(http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id)
    told: list[list[Event]] = []

    def read() -> None:
        told.append(events_of(http.get(f"/optimize/{run_id}/events", headers=me).text.split("\n")))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(30)

    assert len(told) == 4
    assert all(events == told[0] for events in told)
    assert told[0] == stored(db, run_id)
    assert without_gap(told[0])


def test_a_reader_sees_events_as_they_come(http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id, lease_seconds=60)
    seen: list[tuple[float, str]] = []

    def read() -> None:
        with http.stream("GET", f"/optimize/{run_id}/events", headers=me) as answer:
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    seen.append((time.monotonic(), line[7:]))  # noqa: PERF401  the time it came is the point

    reader = threading.Thread(target=read)
    reader.start()
    deadline = time.monotonic() + 10
    while not seen and time.monotonic() < deadline:
        time.sleep(0.02)
    append(db, user, run_id, 1, [Event(0, "progress", {"section": "summary"})])
    while len(seen) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    told = time.monotonic()
    append(db, user, run_id, 2, [Event(0, "done", {})], status="completed")
    reader.join(10)

    assert [event for _, event in seen] == ["run", "progress", "done"]
    assert seen[1][0] < told <= seen[2][0]


def test_an_old_token_writes_nothing(db: Any, user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id)
    claim = db.value("select public.claim_optimization($1, $2)", run_id, str(uuid4()), user=user)

    assert claim["token"] == 2
    assert append(db, user, run_id, 1, [Event(0, "progress", {})], token=1)["code"] == "fenced"
    assert append(db, user, run_id, 1, [Event(0, "progress", {})], token=2)["code"] == "ok"
    assert append(db, user, run_id, 1, [Event(0, "progress", {})], token=2)["code"] == "ok", "the same call again"
    assert [e.id for e in stored(db, run_id)] == [1, 2]
    assert append(db, user, run_id, 5, [Event(0, "progress", {})], token=2)["code"] == "fenced", "no gap"


def test_a_live_run_is_nobody_elses(db: Any, user: Any, other_user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id, lease_seconds=60)

    assert db.value("select public.claim_optimization($1, $2)", run_id, str(uuid4()), user=user)["code"] == "busy"
    assert append(db, other_user, run_id, 1, [])["code"] == "not_found"
    claim = db.value("select public.claim_optimization($1, $2)", run_id, str(uuid4()), user=other_user)
    assert claim["code"] == "not_found"


def test_events_cannot_be_changed_by_anybody(db: Any, optimized: list[Event]) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"):
        db.sql("update public.optimization_run_events set data = '{}'")


def test_the_sweep_claims_what_nobody_carries_on(db: Any, user: Any, resume_id: str) -> None:
    dead, alive = start(db, user, resume_id), start(db, user, resume_id, lease_seconds=60)

    claims = db.value("select public.sweep_optimizations($1)", str(uuid4()), role="service_role")

    assert [claim["run_id"] for claim in claims] == [dead]
    assert alive not in str(claims)
    assert db.value("select public.sweep_optimizations($1)", str(uuid4()), role="service_role") == []
    answer = db.value(
        "select public.append_run_events($1, 2, 1, '[{\"event\": \"done\", \"data\": {}}]', 'completed')",
        dead, role="service_role",
    )  # fmt: skip
    assert answer["code"] == "ok"


def test_a_hopeless_run_is_given_up(http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str) -> None:
    run_id = start(db, user, resume_id)
    for _ in range(3):
        db.sql("select public.claim_optimization($1, $2, 0)", run_id, str(uuid4()), user=user)

    events = events_of(http.get(f"/optimize/{run_id}/events", headers=me).text.split("\n"))

    assert events[-1].event == "error"
    assert events[-1].data["code"] == "gave_up"


def test_too_many_at_once_are_told_to_wait(http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str) -> None:
    for _ in range(5):
        start(db, user, resume_id, lease_seconds=60)

    answer = http.post("/optimize", json={"resume_id": resume_id, "job": POSTING}, headers=me)

    assert answer.status_code == 429
    assert answer.headers["retry-after"]


@pytest.fixture(params=["http_api_v2", "alb"])
def invoke(request: Any, db: Any, environment: dict[str, str], monkeypatch: Any) -> Any:
    recorded = json.loads((EVENTS / f"{request.param}.json").read_text(encoding="utf-8"))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()

    def send(method: str, path: str, headers: dict[str, str], body: Any = None) -> Any:
        event = json.loads(json.dumps(recorded))
        if "http" in event["requestContext"]:
            event["requestContext"]["http"] |= {"method": method, "path": path}
            event["rawPath"] = path
        else:
            event |= {"httpMethod": method, "path": path}
        event["headers"] |= headers
        if body is not None:
            event |= {"body": json.dumps(body), "isBase64Encoded": False}
        answer = importlib.import_module("functions.optimize_resume.handler").lambda_handler(event, None)
        assert answer["isBase64Encoded"] is False
        return answer

    yield send
    settings.cache_clear()


def test_a_buffering_platform_delivers_the_same_bytes(
    invoke: Any, http: Any, me: dict[str, str], db: Any, user: Any, resume_id: str
) -> None:
    headers = {"authorization": me["Authorization"], "content-type": "application/json", "accept": "text/event-stream"}
    answer = invoke("POST", "/optimize", headers, {"resume_id": resume_id, "job": POSTING})
    events = events_of(answer["body"].split("\n"))
    assert (events[0].event, events[-1].event) == ("run", "done")
    run = f"/optimize/{events[0].data['run_id']}/events"

    assert invoke("GET", run, headers)["body"] == http.get(run, headers=me).text

    alive = start(db, user, resume_id, lease_seconds=60)
    began = time.monotonic()
    poll = invoke("GET", f"/optimize/{alive}/events", headers)["body"]
    assert time.monotonic() - began < 3, "a poll does not wait for what may come"
    assert [e.event for e in events_of(poll.split("\n"))] == ["run"]
    assert "retry: 1000" in poll

    dead = start(db, user, resume_id)
    assert events_of(invoke("GET", f"/optimize/{dead}/events", headers)["body"].split("\n"))[-1].event == "done"


def test_a_streaming_address_on_lambda_tells_a_run_as_it_goes(
    db: Any, environment: dict[str, str], me: dict[str, str], resume_id: str
) -> None:
    def event(method: str, path: str, headers: dict[str, str], body: Any = None) -> dict[str, Any]:
        recorded = json.loads((EVENTS / "http_api_v2.json").read_text(encoding="utf-8"))
        recorded["requestContext"]["http"] |= {"method": method, "path": path}
        sent = {name.lower(): value for name, value in (me | headers).items()}
        return recorded | {"rawPath": path, "headers": recorded["headers"] | sent, "body": json.dumps(body)}

    command = [sys.executable, "-m", "functions.optimize_resume.stream"]
    with Runtime(ROOT, "", environment, command=command) as runtime:
        head, pieces = runtime.stream(event("POST", "/optimize", {}, {"resume_id": resume_id, "job": POSTING}))
        assert head["headers"]["content-type"].startswith("text/event-stream")
        told = list(pieces)
        events = events_of(b"".join(told).decode().split("\n"))
        assert len(told) > len(events), "one piece for each event, and the pause to make before coming back"
        run_id = events[0].data["run_id"]
        assert events == stored(db, run_id)
        assert events[-1].event == "done"

        _, rest = runtime.stream(event("GET", head["headers"]["location"], {"Last-Event-ID": "3", "Accept": "*/*"}))
        assert events_of(b"".join(rest).decode().split("\n")) == events[3:]


def test_cleanup_finishes_what_nobody_reads(
    http: Any, db: Any, user: Any, resume_id: str, environment: dict[str, str]
) -> None:
    run_id = start(db, user, resume_id)
    old = start(db, user, resume_id)
    append(db, user, old, 1, [Event(0, "done", {})], status="completed")
    db.sql("update public.optimization_runs set finished_at = now() - interval '31 days' where id = $1", old)

    secret = {"Authorization": f"Bearer {environment['CRON_SECRET']}"}
    report = http.get("/cron/cleanup", headers=secret).json()

    assert (report["runs_finished"], report["runs_deleted"]) == (1, 1)
    assert stored(db, run_id)[-1].event == "done"
    assert without_gap(stored(db, run_id))
    assert stored(db, old) == []


@pytest.mark.parametrize("wait_seconds", [0.0, 0.1])
def test_a_killed_instance_loses_nothing(
    http: Any, me: dict[str, str], db: Any, resume_id: str, environment: dict[str, str], wait_seconds: float
) -> None:
    port = free_port(0)
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    told = ""
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            wait_until_it_answers(client)
            wanted = {"resume_id": resume_id, "job": POSTING}
            with client.stream("POST", "/optimize", json=wanted, headers=me) as answer:
                chunks = answer.iter_text()
                while "id: 1\n" not in told:
                    told += next(chunks)
                time.sleep(wait_seconds)
                server.kill()
                with contextlib.suppress(httpx.HTTPError):
                    for chunk in chunks:
                        told += chunk
    finally:
        server.kill()
        server.wait()
    seen = events_of(told.split("\n"))
    run_id = seen[0].data["run_id"]

    rest = http.get(f"/optimize/{run_id}/events", headers=me | {"last-event-id": str(seen[-1].id)})

    events = seen + events_of(rest.text.split("\n"))
    assert events == stored(db, run_id), "what was told before the kill was stored, and the rest follows"
    assert events[-1].event == "done"
    assert without_gap(events)


def wait_until_it_answers(client: httpx.Client) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            client.get("/health")
            return
        time.sleep(0.1)
    raise TimeoutError
