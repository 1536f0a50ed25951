"""What one request tells: a line, its metrics, and the trace that it passes on."""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from fastapi import Request
from starlette.testclient import TestClient

from shared.config import settings
from shared.http.app import create_app
from shared.http.json_body import router as new_router
from shared.llm import client as models
from shared.logs import METRICS, invocation, log, note
from shared.store.client import ReplaySafeTransport
from shared.trace import outgoing, read_trace

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
XRAY = "Root=1-6740b3f1-1c2d3e4f5a6b7c8d9e0f1a2b;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    router = new_router()

    @router.get("/things/{thing}")
    async def things(thing: str) -> dict[str, Any]:
        note(cached=3, provider_calls=1)
        note(cached=2, round_trips=2)
        return dict(outgoing())

    @router.get("/crash")
    async def crash(request: Request) -> None:
        raise RuntimeError

    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "shortlist-dev-small")
    settings.cache_clear()
    with TestClient(create_app(router, function="small"), raise_server_exceptions=False) as test_client:
        yield test_client
    settings.cache_clear()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def declared(line: dict[str, Any]) -> dict[str, str]:
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "Shortlist"
    assert directive["Dimensions"] == [["function"], []]
    assert isinstance(line["function"], str)
    return {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]}


def test_on_lambda_the_line_of_a_request_is_its_metrics(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/things/1")
    (line,) = lines(capsys)
    assert declared(line) == {name: unit for name, unit in METRICS.items() if name != "texts_failed"}
    assert (line["cached"], line["provider_calls"], line["round_trips"], line["errors"]) == (5, 1, 2, 0)
    assert line["route"] == "/things/{thing}"
    assert all(isinstance(line[name], int | float) for name in declared(line))


def test_a_crash_counts_as_an_error_and_a_refusal_does_not(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get("/nowhere")
    client.get("/crash")
    assert [line["errors"] for line in lines(capsys) if line["message"] == "request"] == [0, 1]


def test_elsewhere_the_line_stays_plain(
    client: TestClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_LAMBDA_FUNCTION_NAME")
    client.get("/things/1")
    (line,) = lines(capsys)
    assert "_aws" not in line
    assert line["errors"] == 0


def test_metrics_are_written_whatever_the_log_level(
    client: TestClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    settings.cache_clear()
    log(logging.INFO, "left out")
    client.get("/things/1")
    assert [line["message"] for line in lines(capsys)] == ["request"]


@pytest.mark.parametrize(
    ("headers", "trace_id", "sampled"),
    [
        pytest.param({"traceparent": TRACEPARENT}, TRACE, True, id="W3C"),
        pytest.param({"traceparent": TRACEPARENT[:-1] + "0"}, TRACE, False, id="W3C, not sampled"),
        pytest.param({"traceparent": f"cc-{TRACE}-00f067aa0ba902b7-01-later"}, TRACE, True, id="a later version"),
        pytest.param({"amazon": XRAY}, "6740b3f11c2d3e4f5a6b7c8d9e0f1a2b", True, id="X-Ray"),
        pytest.param({"traceparent": TRACEPARENT, "amazon": XRAY}, TRACE, True, id="both"),
        pytest.param({"amazon": XRAY[:40]}, "6740b3f11c2d3e4f5a6b7c8d9e0f1a2b", False, id="root alone"),
    ],
)
def test_a_trace_is_read_from_either_header(headers: dict[str, str], trace_id: str, *, sampled: bool) -> None:
    trace = read_trace(**headers)
    assert (trace.trace_id, trace.sampled) == (trace_id, sampled)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("", id="none"),
        pytest.param(f"ff-{TRACE}-00f067aa0ba902b7-01", id="the forbidden version"),
        pytest.param(f"00-{'0' * 32}-00f067aa0ba902b7-01", id="no trace"),
        pytest.param(f"00-{TRACE}-{'0' * 16}-01", id="no span"),
        pytest.param(TRACEPARENT.upper(), id="capitals"),
        pytest.param(f'{TRACEPARENT}\n{{"level":"forged"}}', id="a second line"),
    ],
)
def test_what_is_no_trace_starts_a_new_one(sent: str) -> None:
    one, two = read_trace(sent), read_trace(sent)
    assert one.trace_id != two.trace_id
    assert TRACE not in {one.trace_id, two.trace_id}


def test_a_call_that_leaves_carries_the_trace_with_a_span_of_its_own(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = client.get("/things/1", headers={"traceparent": TRACEPARENT, "x-request-id": "from-the-caller"}).json()
    again = client.get("/things/1", headers={"traceparent": TRACEPARENT}).json()
    assert sent["x-request-id"] == "from-the-caller"
    version, trace_id, span_id, flags = sent["traceparent"].split("-")
    assert (version, trace_id, flags) == ("00", TRACE, "01")
    assert span_id not in {"00f067aa0ba902b7", again["traceparent"].split("-")[2]}
    assert {line["trace_id"] for line in lines(capsys)} == {TRACE}
    assert dict(outgoing()) == {}


def test_supabase_and_models_are_sent_the_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[httpx.Request] = []

    async def answer(_: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)

    async def call() -> None:
        with invocation("small", "identity", traceparent=TRACEPARENT):
            async with httpx.AsyncClient(transport=ReplaySafeTransport()) as supabase:
                await supabase.get("http://database.test/rest/v1/rpc/ping")
            await models.http_client().get("http://model.test/v1/models")
        await models.http_client().get("http://model.test/v1/models")

    with closing(asyncio.new_event_loop()) as loop:
        loop.run_until_complete(call())
    traced = [(request.headers.get("x-request-id"), request.headers.get("traceparent")) for request in seen]
    assert [identity for identity, _ in traced] == ["identity", "identity", None]
    assert [(traceparent or "")[3:35] for _, traceparent in traced] == [TRACE, TRACE, ""]


def test_a_handler_without_http_ends_with_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "shortlist-dev-run_search")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", XRAY)
    with invocation("run_search", "one"):
        note(texts_failed=1, round_trips=4)
    with pytest.raises(RuntimeError), invocation("run_search", "two"):
        raise RuntimeError
    fine, failed = lines(capsys)
    assert (fine["request_id"], fine["trace_id"]) == ("one", "6740b3f11c2d3e4f5a6b7c8d9e0f1a2b")
    assert (fine["texts_failed"], fine["round_trips"], fine["errors"]) == (1, 4, 0)
    assert declared(fine)["texts_failed"] == "Count"
    assert (failed["level"], failed["errors"]) == ("ERROR", 1)
    assert "texts_failed" not in declared(failed)
