"""The client against the real protocols and their faults: one deadline, named faults, nothing blind."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from shared.llm import pace
from shared.llm.client import ChatClient, Provider, known
from shared.llm.deadline import Deadline
from shared.llm.dify import DifyClient
from shared.llm.faults import BadOutput, OutOfTime, RateLimited, Refused, SchemaRefused, TooLong, Unavailable
from shared.llm.pace import FAILURES_TO_OPEN, Pace, seconds_of
from shared.llm.structured import RUNGS, ask, strict
from tests.llm.server import Behaviour, Exchange, ModelServer, hang_up, refuse, slow

KEY = "gsk_a-secret-key"
HELLO = [{"role": "user", "content": "hello"}]


class Verdict(BaseModel):
    name: str
    score: int = 0
    level: Literal["high", "low"] = "low"


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def provider(server: ModelServer) -> Provider:
    return Provider(server.url, KEY, "m-1")


def complete(server: ModelServer, seconds: float = 10.0) -> Any:
    return run(ChatClient(provider(server)).complete(HELLO, Deadline(seconds)))


def verdict(server: ModelServer, seconds: float = 10.0) -> Verdict:
    return run(ask(ChatClient(provider(server)), HELLO, Verdict, Deadline(seconds)))


def say(content: Any, **more: Any) -> Behaviour:
    return lambda exchange: exchange.say(content, **more)


def test_a_request_is_what_the_providers_document(server: ModelServer) -> None:
    server.queue = [say("hi")]
    assert complete(server).text == "hi"
    sent = server.requests[0]
    assert sent.path == "/v1/chat/completions"
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.body == {"model": "m-1", "messages": HELLO, "max_completion_tokens": 4096, "temperature": 0.3}


def test_a_provider_without_a_key_gets_no_header(server: ModelServer) -> None:
    server.queue = [say("hi")]
    run(ChatClient(Provider(server.url, "", "m")).complete(HELLO, Deadline(5)))
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        pytest.param(refuse(401, {"message": "Invalid API Key", "code": "invalid_api_key"}), Refused, id="bad key"),
        pytest.param(refuse(404, {"message": "model not found", "code": "model_not_found"}), Refused, id="no model"),
        pytest.param(refuse(413, {"message": "Request too large", "code": "rate_limit_exceeded"}), TooLong, id="413"),
        pytest.param(
            refuse(400, {"message": "maximum context length is 8192", "code": "context_length_exceeded"}), TooLong,
            id="context",
        ),
        pytest.param(
            refuse(400, {"message": "This model does not support response format `json_schema`"}), SchemaRefused,
            id="format",
        ),
        pytest.param(say("", refusal="I cannot"), Refused, id="refusal"),
        pytest.param(say("", finish="content_filter"), Refused, id="filter"),
        pytest.param(say("half", finish="length"), TooLong, id="cut by length"),
        pytest.param(lambda exchange: exchange.send(200, {"choices": []}), BadOutput, id="no choice"),
        pytest.param(lambda exchange: exchange.send(200, b"<html>"), BadOutput, id="HTML"),
        pytest.param(lambda exchange: exchange.send(200, [1]), BadOutput, id="list"),
    ],
)  # fmt: skip
def test_each_failure_is_its_fault_and_is_not_repeated(server: ModelServer, behaviour: Behaviour, fault: type) -> None:
    server.always = behaviour
    with pytest.raises(fault):
        complete(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "failure", [refuse(500, {"message": "oops"}), refuse(503, {}), hang_up], ids=["500", "503", "cut"]
)
def test_a_passing_failure_is_tried_again(server: ModelServer, failure: Behaviour) -> None:
    server.queue = [failure, say("hi")]
    assert complete(server).text == "hi"
    assert len(server.requests) == 2


def test_retry_after_is_honoured_and_not_a_moment_before(server: ModelServer) -> None:
    limited = {"message": "Rate limit reached. Please try again in 5.289s", "code": "rate_limit_exceeded"}
    server.queue = [refuse(429, limited, {"retry-after": "0.6"}), say("hi")]
    started = time.monotonic()
    assert complete(server).text == "hi"
    assert time.monotonic() - started >= 0.6


def test_a_wait_beyond_the_deadline_is_not_waited(server: ModelServer) -> None:
    server.always = refuse(429, {"message": "later"}, {"retry-after": "60"})
    started = time.monotonic()
    with pytest.raises(OutOfTime):
        complete(server, 5)
    assert time.monotonic() - started < 2
    # And the next request does not even ask.
    with pytest.raises(OutOfTime):
        complete(server, 5)
    assert len(server.requests) == 1


def test_a_429_that_stays_is_given_up(server: ModelServer) -> None:
    server.always = refuse(429, {"message": "later"}, {"retry-after": "0.01"})
    with pytest.raises(RateLimited):
        complete(server)
    assert len(server.requests) == 3


def test_an_empty_allowance_is_waited_for(server: ModelServer) -> None:
    headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "700ms"}
    server.queue = [say("one", headers=headers), say("two")]

    async def twice() -> float:
        client = ChatClient(provider(server))
        await client.complete(HELLO, Deadline(10))
        started = time.monotonic()
        await client.complete(HELLO, Deadline(10))
        return time.monotonic() - started

    assert run(twice()) >= 0.65


def test_a_slow_provider_ends_with_the_deadline(server: ModelServer) -> None:
    server.always = slow(3)
    started = time.monotonic()
    with pytest.raises(OutOfTime):
        complete(server, 0.4)
    assert time.monotonic() - started < 2


def test_repeated_failures_leave_the_provider_alone_and_one_try_brings_it_back(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.always = refuse(500, {})
    with pytest.raises(Unavailable):
        complete(server)
    asked = len(server.requests)
    assert asked == FAILURES_TO_OPEN
    with pytest.raises(Unavailable):
        complete(server)
    assert len(server.requests) == asked
    monkeypatch.setattr(pace, "OPEN_SECONDS", 0.0)
    server.always = say("hi")
    assert complete(server).text == "hi"
    assert known(provider(server)).pace.failures == 0


def test_a_model_that_takes_no_temperature_is_asked_without_and_remembered(server: ModelServer) -> None:
    server.queue = [refuse(400, {"message": "Unsupported value: 'temperature' does not support 0.3"}), say("hi")]
    assert complete(server).text == "hi"
    server.queue = [say("hi")]
    complete(server)
    assert ["temperature" in request.body for request in server.requests] == [True, False, False]


def test_the_ladder_goes_down_and_is_remembered(server: ModelServer) -> None:
    refused = refuse(400, {"message": "`response_format` of type json_schema is not supported"})
    server.queue = [refused, refused, say('Sure! ```json\n{"name": "x", "score": 3, "level": "low"}\n``` Done.')]
    assert verdict(server).score == 3
    formats = [request.body.get("response_format", {}).get("type", "prompted") for request in server.requests]
    assert formats == list(RUNGS)
    server.queue = [say('{"name": "y"}')]
    assert verdict(server).name == "y"
    assert "response_format" not in server.requests[-1].body


@pytest.mark.parametrize(
    "said",
    ["no JSON at all", '{"name": 7', '{"score": "high"}', '["name"]', '{"name": "x", "score": {"a": 1}}'],
    ids=["prose", "cut", "missing field", "list", "wrong type"],
)
def test_what_does_not_fit_is_repaired_once_with_what_was_wrong(server: ModelServer, said: str) -> None:
    server.queue = [say(said), say('{"name": "x", "score": 1, "level": "high"}')]
    assert verdict(server).level == "high"
    repair = server.requests[1].body["messages"]
    assert repair[-2] == {"role": "assistant", "content": said}
    assert "could not be used" in repair[-1]["content"]
    server.queue = [say(said), say(said)]
    with pytest.raises(BadOutput):
        verdict(server)


def test_a_failed_generation_is_repaired_too(server: ModelServer) -> None:
    failed = {"message": "Failed to generate JSON", "code": "json_validate_failed", "failed_generation": '{"name": '}
    server.queue = [refuse(400, failed), say('{"name": "x"}')]
    assert verdict(server).name == "x"
    assert server.requests[1].body["messages"][-2]["content"] == '{"name": '


def test_a_strict_schema_requires_everything_and_allows_nothing_else() -> None:
    class Inner(BaseModel):
        title: str = "x"

    class Outer(BaseModel):
        items: list[Inner] = []
        note: str | None = None

    schema = strict(Outer.model_json_schema())
    assert schema["required"] == ["items", "note"]
    assert schema["additionalProperties"] is False
    inner = schema["$defs"]["Inner"]
    assert (inner["required"], inner["additionalProperties"]) == (["title"], False)
    assert "default" not in str(schema)


def stream(server: ModelServer, seconds: float = 5) -> list[str]:
    async def collect() -> list[str]:
        parts: AsyncIterator[str] = ChatClient(provider(server)).stream(HELLO, Deadline(seconds))
        return [part async for part in parts]

    return run(collect())


def test_a_stream_comes_in_its_parts(server: ModelServer) -> None:
    server.queue = [lambda exchange: exchange.stream(["Hé", "llo ", "월드"])]
    assert stream(server) == ["Hé", "llo ", "월드"]
    assert server.requests[0].body["stream"] is True


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        pytest.param(lambda exchange: exchange.stream(["a"], done=False), BadOutput, id="cut"),
        pytest.param(
            lambda exchange: exchange.stream(["a"], raw=b'data: {"error": {"message": "x"}}\n\n'),
            Unavailable,
            id="error",
        ),
        pytest.param(lambda exchange: exchange.stream(["a"], raw=b"data: nonsense\n\n"), BadOutput, id="not JSON"),
        pytest.param(refuse(429, {}, {"retry-after": "30"}), RateLimited, id="429"),
        pytest.param(slow(3), OutOfTime, id="slow"),
    ],
)
def test_a_stream_that_is_not_whole_is_a_fault(server: ModelServer, behaviour: Behaviour, fault: type) -> None:
    server.queue = [behaviour]
    with pytest.raises(fault):
        stream(server, 1)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("2", 2), ("0.5", 0.5), ("2m59.56s", 179.56), ("7.66s", 7.66), ("120ms", 0.12), ("1h2m", 3720),
     ("", None), (None, None), ("soon", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-3", 0)],
)  # fmt: skip
def test_waits_are_read_in_every_spelling(value: str | None, seconds: float | None) -> None:
    assert seconds_of(value) == (pytest.approx(seconds) if seconds is not None else None)


def test_a_half_open_circuit_lets_one_through() -> None:
    found = Pace()
    for _ in range(FAILURES_TO_OPEN):
        found.failed(0)
    assert found.is_open(1)
    assert [found.is_open(100), found.is_open(100)] == [False, True]


def test_a_key_is_in_no_repr(server: ModelServer) -> None:
    assert KEY not in repr(provider(server))


def dify(server: ModelServer, *, streaming: bool = False) -> dict[str, Any]:
    client = DifyClient(server.url, "app-key")
    return run(client.run({"candidate": "c", "postings": "[]"}, "u1", Deadline(5), streaming=streaming))


def finished(status: str = "succeeded", **data: Any) -> Behaviour:
    run_data = {"id": "r", "status": status, "outputs": {"result": "x"}, "error": None, "total_tokens": 5, **data}
    return lambda exchange: exchange.send(200, {"task_id": "t", "workflow_run_id": "r", "data": run_data})


def events(*found: dict[str, Any]) -> Behaviour:
    import json

    raw = b"".join(f"data: {json.dumps(event)}\n\n".encode() for event in found)
    return lambda exchange: exchange.stream([], raw=b"event: ping\n\n" + raw, done=False)


def test_a_workflow_is_run_as_documented(server: ModelServer) -> None:
    server.queue = [finished()]
    assert dify(server) == {"result": "x"}
    sent: Exchange = server.requests[0]
    assert sent.path == "/v1/workflows/run"
    assert sent.headers["authorization"] == "Bearer app-key"
    assert sent.body == {"inputs": {"candidate": "c", "postings": "[]"}, "response_mode": "blocking", "user": "u1"}


def test_a_streamed_workflow_ends_with_its_outputs(server: ModelServer) -> None:
    data = {"status": "succeeded", "outputs": {"result": "x"}}
    server.queue = [events({"event": "workflow_started"}, {"event": "workflow_finished", "data": data})]
    assert dify(server, streaming=True) == {"result": "x"}
    assert server.requests[0].body["response_mode"] == "streaming"


@pytest.mark.parametrize(
    ("behaviour", "streaming", "fault"),
    [
        pytest.param(finished("failed", error="boom", outputs=None), False, BadOutput, id="200 that failed"),
        pytest.param(finished(outputs=None), False, BadOutput, id="no outputs"),
        pytest.param(lambda e: e.send(200, {"odd": 1}), False, BadOutput, id="another shape"),
        pytest.param(
            lambda e: e.send(429, {"code": "too_many_requests", "message": "x", "status": 429}), False, RateLimited,
            id="429",
        ),
        pytest.param(
            lambda e: e.send(400, {"code": "invalid_param", "message": "x", "status": 400}), False, Refused, id="400"
        ),
        pytest.param(
            lambda e: e.send(500, {"code": "internal_server_error", "message": "x"}), False, Unavailable, id="500"
        ),
        pytest.param(events({"event": "error", "status": 429, "code": "x"}), True, RateLimited, id="429 in the stream"),
        pytest.param(events({"event": "error", "status": 500, "code": "x"}), True, Unavailable, id="stream error"),
        pytest.param(events({"event": "workflow_paused"}), True, Unavailable, id="waits for a person"),
        pytest.param(events({"event": "ping"}), True, BadOutput, id="cut stream"),
    ],
)  # fmt: skip
def test_each_failure_of_a_workflow_is_its_fault(
    server: ModelServer, behaviour: Behaviour, fault: type, *, streaming: bool
) -> None:
    server.queue = [behaviour]
    with pytest.raises(fault):
        dify(server, streaming=streaming)
