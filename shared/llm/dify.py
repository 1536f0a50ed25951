"""Dify workflows: ``POST {base}/workflows/run``, blocking or streaming.

Format: https://docs.dify.ai/api-reference/workflow-execution. Two things differ from what HTTP leads one to expect: a
failed workflow answers 200 with ``data.status: "failed"``, and errors of a stream arrive in the stream.
"""

import asyncio
import json
import time
from typing import Any

import httpx

from shared.llm.client import LONGEST_CALL_SECONDS, Provider, fault_of, http_client, known, server_sent
from shared.llm.deadline import Deadline
from shared.llm.faults import BadOutput, OutOfTime, RateLimited, Unavailable
from shared.logs import note

DEFAULT_URL = "https://api.dify.ai/v1"
_GOOD = {"succeeded", "partial-succeeded"}


class DifyClient:
    """Runs one workflow app; every failure is a :class:`shared.llm.faults.ModelFault`."""

    def __init__(self, base_url: str, api_key: str) -> None:
        self.provider = Provider((base_url or DEFAULT_URL).rstrip("/"), api_key, "dify")

    async def run(
        self, inputs: dict[str, str], user: str, deadline: Deadline, *, streaming: bool = False
    ) -> dict[str, Any]:
        """Run the workflow and return its outputs. ``user`` must be stable per person and must not name them."""
        pace = known(self.provider).pace
        if pace.is_open(time.monotonic()):
            raise Unavailable("left alone after repeated failures")
        await deadline.sleep(pace.wait(time.monotonic()))
        note(provider_calls=1)
        seconds = max(0.01, min(deadline.left, LONGEST_CALL_SECONDS))
        try:
            async with asyncio.timeout(seconds):
                data = await (self._streamed if streaming else self._blocking)(inputs, user, seconds)
        except TimeoutError as error:
            pace.failed(time.monotonic())
            raise OutOfTime from error
        except httpx.HTTPError as error:
            pace.failed(time.monotonic())
            raise Unavailable(type(error).__name__) from error
        note(provider_tokens=int(data.get("total_tokens") or 0))
        if data.get("status") not in _GOOD:
            raise BadOutput(f"the workflow ended as {data.get('status')}")
        pace.succeeded({}, time.monotonic())
        outputs = data.get("outputs")
        if not isinstance(outputs, dict):
            raise BadOutput("the workflow has no outputs")
        return outputs

    async def _blocking(self, inputs: dict[str, str], user: str, seconds: float) -> dict[str, Any]:
        answer = await http_client().post(**self._request(inputs, user, "blocking", seconds))
        if answer.status_code != 200:
            raise fault_of(_as_openai(answer), known(self.provider).pace, time.monotonic())
        try:
            return dict(answer.json()["data"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadOutput("not a workflow run") from error

    async def _streamed(self, inputs: dict[str, str], user: str, seconds: float) -> dict[str, Any]:
        request = self._request(inputs, user, "streaming", seconds)
        async with http_client().stream("POST", **request) as answer:
            if answer.status_code != 200:
                await answer.aread()
                raise fault_of(_as_openai(answer), known(self.provider).pace, time.monotonic())
            async for data in server_sent(answer.aiter_lines()):
                try:
                    event = json.loads(data)
                except ValueError as error:
                    raise BadOutput("not an event") from error
                match event:
                    case {"event": "workflow_finished", "data": dict(run)}:
                        return run
                    case {"event": "error", "status": 429}:
                        known(self.provider).pace.limited(None, time.monotonic())
                        raise RateLimited
                    case {"event": "error"} | {"event": "workflow_paused"}:
                        raise Unavailable(f"{event.get('code', event['event'])}")
        raise BadOutput("the stream was cut")

    def _request(self, inputs: dict[str, str], user: str, mode: str, seconds: float) -> dict[str, Any]:
        return {
            "url": f"{self.provider.base_url}/workflows/run",
            "json": {"inputs": inputs, "response_mode": mode, "user": user},
            "headers": {"authorization": f"Bearer {self.provider.api_key}"},
            "timeout": httpx.Timeout(seconds, connect=min(seconds, 5.0)),
        }


def _as_openai(answer: httpx.Response) -> httpx.Response:
    """Put Dify's ``{status, code, message}`` where the common reading of refusals looks."""
    try:
        body = answer.json()
        error = {"message": body.get("message"), "code": body.get("code")}
    except (ValueError, AttributeError):
        error = {}
    return httpx.Response(
        answer.status_code, headers={"retry-after": answer.headers.get("retry-after", "")}, json={"error": error}
    )
