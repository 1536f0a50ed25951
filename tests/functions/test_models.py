"""The scoring calls with a model behind them, as Lambda runs them, on the real stack."""

import importlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared.config import settings
from shared.llm import client
from tests.functions.optimizing import POSTING, add_resume, events_of
from tests.functions.test_match import postings
from tests.functions.test_resumes import RESUME_TEXT
from tests.llm.server import ModelServer, refuse


@pytest.fixture
def server() -> Iterator[ModelServer]:
    client._known.clear()
    with ModelServer().running() as running:
        yield running


@pytest.fixture
def call(
    db: Any, environment: dict[str, str], server: ModelServer, monkeypatch: Any, user: Any
) -> Iterator[Callable[..., Any]]:
    """``call("match_batch", "POST", "/match/batch", {...})`` with a model configured."""
    model = {
        "LLM_BASE_URL": server.url,
        "LLM_API_KEY": "gsk_very-secret",
        "LLM_MODEL": "m-1",
        "LLM_DEADLINE_SECONDS": "6",
    }
    for name, value in (environment | model).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()

    def send(function: str, method: str, path: str, body: Any = None, query: str = "") -> Any:
        event = {
            "version": "2.0",
            "rawPath": path,
            "rawQueryString": query,
            "headers": {"authorization": f"Bearer {user.token}", "content-type": "application/json", "host": "x"},
            "requestContext": {"requestId": "r", "http": {"method": method, "path": path, "sourceIp": "203.0.113.1"}},
            "body": json.dumps(body) if body is not None else None,
            "isBase64Encoded": False,
        }
        answer = importlib.import_module(f"functions.{function}.handler").lambda_handler(event, None)
        assert answer["statusCode"] in {200, 201}, answer["body"]
        streamed = answer["headers"]["content-type"].startswith("text/event-stream")
        return events_of(answer["body"].splitlines()) if streamed else json.loads(answer["body"])

    yield send
    settings.cache_clear()


@pytest.fixture
def resume_id(call: Callable[..., Any]) -> str:
    return call("resumes", "POST", "/resumes", {"text": RESUME_TEXT})["resume"]["id"]


def test_a_models_results_are_stored_and_reused(call: Any, resume_id: str, server: ModelServer, db: Any) -> None:
    wanted = {"resumeId": resume_id, "jobs": postings(10), "quick_mode": False}
    first = call("match_batch", "POST", "/match/batch", wanted)
    assert (first["mode"], first["notice"], first["cached_count"]) == ("llm", None, 0)
    assert {item["scored_by"] for item in first["results"]} == {"llm"}
    asked = len(server.requests)
    again = call("match_batch", "POST", "/match/batch", wanted)
    assert again["cached_count"] == 10
    assert len(server.requests) == asked
    assert db.value("select array_agg(distinct model) from public.match_results") == ["m-1"]
    cached = call("match_cache", "GET", "/match/batch-cache", query=f"resumeId={resume_id}")
    assert {item["stale"] for item in cached["results"]} == {False}


def test_another_model_scores_again(call: Any, resume_id: str, monkeypatch: Any) -> None:
    wanted = {"resumeId": resume_id, "job": postings(1)[0], "quick_mode": False}
    assert call("match_posting", "POST", "/match", wanted)["cached"] is False
    assert call("match_posting", "POST", "/match", wanted)["cached"] is True
    monkeypatch.setenv("LLM_MODEL", "m-2")
    settings.cache_clear()
    cached = call("match_cache", "GET", "/match/batch-cache", query=f"resumeId={resume_id}")
    assert [item["stale"] for item in cached["results"]] == [True]
    assert call("match_posting", "POST", "/match", wanted)["cached"] is False


def test_what_a_model_failed_to_judge_is_quick_and_tried_again(call: Any, resume_id: str, server: ModelServer) -> None:
    wanted = {"resumeId": resume_id, "jobs": postings(3), "quick_mode": False}
    server.always = refuse(401, {"message": "Invalid API Key gsk_very-secret"})
    failed = call("match_batch", "POST", "/match/batch", wanted)
    assert failed["mode"] == "llm"
    assert {item["scored_by"] for item in failed["results"]} == {"quick"}
    assert all(item["match_score"] > 0 for item in failed["results"])
    from tests.llm.server import judge

    server.always = judge
    again = call("match_batch", "POST", "/match/batch", wanted)
    assert {item["scored_by"] for item in again["results"]} == {"llm"}


def test_quick_mode_asks_no_model(call: Any, server: ModelServer) -> None:
    profile = {"skills": ["Python"]}
    answer = call("score_postings", "POST", "/batch-score-jobs", {"jobs": postings(2), "user_profile": profile})
    assert (answer["mode"], server.requests) == ("quick", [])


def test_the_extension_and_the_reader_may_ask_a_model_too(call: Any) -> None:
    profile = {"skills": ["Python"]}
    wanted = {"jobs": postings(2), "user_profile": profile, "quick_mode": False}
    assert call("score_postings", "POST", "/batch-score-jobs", wanted)["results"][0]["scored_by"] == "llm"
    read = {"text": "Backend Engineer\nRequirements\n- Python", "user_profile": profile, "quick_mode": False}
    assert call("analyze_posting", "POST", "/analyze-job", read)["match"]["scored_by"] == "llm"


def test_dify_results_are_stored_as_single_and_say_who_scored(
    call: Any, resume_id: str, server: ModelServer, monkeypatch: Any
) -> None:
    monkeypatch.setenv("LLM_MODEL", "")
    monkeypatch.setenv("DIFY_BASE_URL", server.url)
    monkeypatch.setenv("DIFY_API_KEY", "app-secret")
    settings.cache_clear()
    one = {"resumeId": resume_id, "job": postings(1)[0], "quick_mode": False}
    answer = call("match_posting", "POST", "/match", one)
    assert (answer["scored_by"], answer["source"]) == ("dify", "single")


def test_no_key_and_no_text_reach_the_logs(call: Any, resume_id: str, server: ModelServer, capsys: Any) -> None:
    server.always = refuse(500, {"message": "gsk_very-secret Ada Moreau"})
    call("match_batch", "POST", "/match/batch", {"resumeId": resume_id, "jobs": postings(2), "quick_mode": False})
    said = capsys.readouterr().out
    assert '"provider_calls":' in said
    assert not any(word in said for word in ("gsk_", "Ada", "Moreau", "example.com", "Backend"))


def test_without_a_model_it_is_quick_and_says_so(http: Any, user: Any, bearer: Any) -> None:
    body = {"jobs": postings(1), "user_profile": {"skills": ["Python"]}, "quick_mode": False}
    answer = http.post("/batch-score-jobs", json=body, headers=bearer(user)).json()
    assert answer["mode"] == "quick"
    assert answer["notice"] == "No model is configured; scored in quick mode."


def test_a_run_with_a_model_streams_its_rewrites_through_the_gate(
    call: Any, server: ModelServer, db: Any, user: Any
) -> None:
    pointer = "/work/0/highlights/1"
    good = {"pointer": pointer, "text": "Cut latency by 10–20% using Kubernetes and Postgres"}
    bad = {"pointer": "/work/0/highlights/2", "text": "Built APIs in Rust for 40 teams"}

    def rewrite(exchange: Any) -> None:
        held = exchange.body["messages"][1]["content"]
        exchange.stream([json.dumps(line) + "\n" for line in (good, bad) if line["pointer"] in held])

    server.always = rewrite
    wanted = {"resume_id": add_resume(db, user), "job": POSTING, "mode": "llm"}
    events = call("optimize_resume", "POST", "/optimize", wanted)
    assert events[-1].event == "done"
    made = {
        event.data["pointer"]: event.data
        for event in events
        if event.event == "suggestion" and event.data["kind"] == "rewrite"
    }
    assert made[pointer]["proposed"] == good["text"]
    blocked = [event.data for event in events if event.event == "blocked"]
    assert [data["proposed"] for data in blocked] == [bad["text"]]


def test_a_run_whose_model_fails_says_so_and_is_useful_all_the_same(
    call: Any, server: ModelServer, db: Any, user: Any
) -> None:
    server.always = refuse(401, {"message": "bad key"})
    wanted = {"resume_id": add_resume(db, user), "job": POSTING, "mode": "llm"}
    events = call("optimize_resume", "POST", "/optimize", wanted)
    assert events[-1].event == "done"
    assert any("no usable answer" in event.data.get("note", "") for event in events if event.event == "progress")
    assert any(event.event == "suggestion" for event in events)
