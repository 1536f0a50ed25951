"""Chat completions of any OpenAI-compatible server (Groq, OpenAI, Ollama, vLLM …), over plain HTTP.

Formats: https://platform.openai.com/docs/api-reference/chat and https://console.groq.com/docs/api-reference. One client
per base URL, key and model; the connection pool belongs to the event loop, what is known of a provider to the process.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import httpx

from shared.llm.deadline import Deadline
from shared.llm.faults import (
    BadOutput,
    ModelFault,
    OutOfTime,
    RateLimited,
    Refused,
    SchemaRefused,
    TooLong,
    Unavailable,
)
from shared.llm.pace import Pace, seconds_of
from shared.logs import note
from shared.trace import outgoing

Message = dict[str, str]

TEMPERATURE = 0.3
CONNECT_SECONDS = 5.0
LONGEST_CALL_SECONDS = 30.0
LARGEST_ANSWER_BYTES = 1024 * 1024
RETRIES = 2
_CONNECTIONS = 8
_pools: "WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient]" = WeakKeyDictionary()


def http_client() -> httpx.AsyncClient:
    """Return this loop's pooled client for models."""
    loop = asyncio.get_running_loop()
    client = _pools.get(loop)
    if client is None or client.is_closed:
        limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
        client = _pools[loop] = httpx.AsyncClient(
            verify=_tls(), limits=limits, follow_redirects=False, event_hooks={"request": [_trace]}
        )
    return client


async def _trace(request: httpx.Request) -> None:
    request.headers.update(outgoing())


@cache
def _tls() -> Any:
    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a model is and what opens it. The key never appears in a ``repr``."""

    base_url: str
    api_key: str = field(repr=False)
    model: str


@dataclass(slots=True)
class Known:
    """What this process has learned of a provider's model."""

    pace: Pace = field(default_factory=Pace)
    rung: int = 0
    """How far down the ladder of response formats the model has been found."""
    takes_temperature: bool = True


_known: dict[tuple[str, str], Known] = {}


def known(provider: Provider) -> Known:
    """Return what is known of a model, the same object for the whole process."""
    return _known.setdefault((provider.base_url, provider.model), Known())


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    tokens: int
    """Prompt and completion together, as the provider counted; 0 when it did not say."""


class ChatClient:
    """Asks one model; every failure is a :class:`ModelFault`."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._url = f"{provider.base_url.rstrip('/')}/chat/completions"

    async def complete(
        self,
        messages: list[Message],
        deadline: Deadline,
        *,
        response_format: dict[str, Any] | None = None,
        max_tokens: int = 4096,
    ) -> Answer:
        """Ask once, again after a wait the provider names, and at most ``RETRIES`` more times after its failures."""
        about = known(self.provider)
        for attempt in range(RETRIES + 1):
            if about.pace.is_open(time.monotonic()):
                raise Unavailable("left alone after repeated failures")
            await deadline.sleep(about.pace.wait(time.monotonic()))
            try:
                return await self._ask(messages, deadline, response_format, max_tokens)
            except RateLimited:
                if attempt == RETRIES:
                    raise
            except Unavailable:
                if attempt == RETRIES:
                    raise
                await deadline.sleep(0.3 * (attempt + 1))
        raise AssertionError  # the last attempt returned or raised

    async def stream(
        self, messages: list[Message], deadline: Deadline, *, max_tokens: int = 4096
    ) -> AsyncIterator[str]:
        """Yield text as it comes. A stream that ends before its end is :class:`BadOutput`."""
        about = known(self.provider)
        if about.pace.is_open(time.monotonic()):
            raise Unavailable("left alone after repeated failures")
        await deadline.sleep(about.pace.wait(time.monotonic()))
        body = self._body(messages, None, max_tokens) | {"stream": True}
        note(provider_calls=1)
        try:
            async with (
                asyncio.timeout(max(0.01, min(deadline.left, LONGEST_CALL_SECONDS * 2))),
                self._open_stream(body, deadline) as answer,
            ):
                if answer.status_code != 200:
                    await answer.aread()
                    self._raise_for(answer)
                ended = False
                async for event in server_sent(answer.aiter_lines()):
                    if event == "[DONE]":
                        ended = True
                        break
                    chunk = _loads(event)
                    if chunk.get("error") or (chunk.get("x_groq") or {}).get("error"):
                        raise Unavailable("the provider ended the stream with an error")
                    for choice in chunk.get("choices") or []:
                        if text := (choice.get("delta") or {}).get("content"):
                            yield text
                        ended = ended or choice.get("finish_reason") == "stop"
                if not ended:
                    raise BadOutput("the stream was cut")
                about.pace.succeeded(answer.headers, time.monotonic())
        except TimeoutError as error:
            raise OutOfTime from error
        except httpx.HTTPError as error:
            about.pace.failed(time.monotonic())
            raise Unavailable(type(error).__name__) from error

    def _open_stream(self, body: dict[str, Any], deadline: Deadline) -> AbstractAsyncContextManager[httpx.Response]:
        headers, timeout = self._headers(), _timeout(deadline)
        return http_client().stream("POST", self._url, json=body, headers=headers, timeout=timeout)

    async def _ask(
        self, messages: list[Message], deadline: Deadline, response_format: dict[str, Any] | None, max_tokens: int
    ) -> Answer:
        about = known(self.provider)
        note(provider_calls=1)
        try:
            async with asyncio.timeout(max(0.01, min(deadline.left, LONGEST_CALL_SECONDS))):
                answer = await http_client().post(
                    self._url,
                    json=self._body(messages, response_format, max_tokens),
                    headers=self._headers(),
                    timeout=_timeout(deadline),
                )
        except TimeoutError as error:
            about.pace.failed(time.monotonic())
            raise (OutOfTime if deadline.left <= 0.05 else Unavailable)("too slow") from error
        except httpx.HTTPError as error:
            about.pace.failed(time.monotonic())
            raise Unavailable(type(error).__name__) from error
        if answer.status_code == 400 and about.takes_temperature and "temperature" in answer.text[:2000]:
            about.takes_temperature = False
            return await self._ask(messages, deadline, response_format, max_tokens)
        if answer.status_code != 200:
            self._raise_for(answer)
        about.pace.succeeded(answer.headers, time.monotonic())
        return _answer_of(answer)

    def _body(self, messages: list[Message], response_format: dict[str, Any] | None, max_tokens: int) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.provider.model, "messages": messages, "max_completion_tokens": max_tokens}
        if known(self.provider).takes_temperature:
            body["temperature"] = TEMPERATURE
        if response_format:
            body["response_format"] = response_format
        return body

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.provider.api_key}"} if self.provider.api_key else {}

    def _raise_for(self, answer: httpx.Response) -> None:
        pace, now = known(self.provider).pace, time.monotonic()
        raise fault_of(answer, pace, now)


def fault_of(answer: httpx.Response, pace: Pace, now: float) -> ModelFault:
    """Turn a provider's refusal into the fault it is, and note it in ``pace``."""
    try:
        error = answer.json().get("error") or {}
    except (ValueError, AttributeError):
        error = {}
    error = error if isinstance(error, dict) else {"message": str(error)}
    said, code = f"{error.get('message', '')}"[:500], f"{error.get('code', '')}"
    lowered = said.lower()
    match answer.status_code:
        case 429:
            wait = seconds_of(answer.headers.get("retry-after"))
            pace.limited(wait, now)
            return RateLimited(code or "429", retry_after=wait)
        case 413:
            return TooLong(code or "413")
        case 400 if code == "json_validate_failed":
            return BadOutput("the model's JSON failed", said=f"{error.get('failed_generation', '')}")
        case 400 if "context" in lowered or "context_length" in code or "too long" in lowered:
            return TooLong(code or "400")
        case 400 | 404 | 422 if (
            "response_format" in lowered or "response format" in lowered or "json_schema" in lowered
        ):
            return SchemaRefused(code or "400")
        case status if status >= 500 or status in {408, 498, 499}:
            pace.failed(now)
            return Unavailable(f"{status}")
        case status:
            return Refused(f"{status} {code}".strip())


async def server_sent(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield the data of each Server-Sent Event; comments and other fields are skipped."""
    data: list[str] = []
    async for line in lines:
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            yield "\n".join(data)
            data = []
    if data:
        yield "\n".join(data)


def _answer_of(answer: httpx.Response) -> Answer:
    if len(answer.content) > LARGEST_ANSWER_BYTES:
        raise BadOutput("the answer is too large")
    body = _loads(answer.text)
    try:
        choice = body["choices"][0]
        message = choice["message"]
        text = message.get("content") or ""
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadOutput("not a chat completion") from error
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise Refused("the model refused")
    if choice.get("finish_reason") == "length":
        raise TooLong("the answer did not fit")
    tokens = (body.get("usage") or {}).get("total_tokens") or 0
    note(provider_tokens=int(tokens))
    return Answer(text, int(tokens))


def _loads(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError as error:
        raise BadOutput("not JSON", said=text[:2000]) from error
    if not isinstance(body, dict):
        raise BadOutput("not a JSON object")
    return body


def _timeout(deadline: Deadline) -> httpx.Timeout:
    left = max(0.01, min(deadline.left, LONGEST_CALL_SECONDS))
    return httpx.Timeout(left, connect=min(left, CONNECT_SECONDS))
