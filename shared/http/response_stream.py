"""Answers that leave as they are made, on Lambda.

Lambda's runtime client for Python hands an answer over when it is whole. Behind a function URL whose invoke mode is
``RESPONSE_STREAM`` the platform takes it in pieces, so here the app stands on the Runtime API itself: ask for the next
event, run the app on it, post what it sends as it sends it. One event at a time, as Lambda has it.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
"""

import asyncio
import base64
import json
import os
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any

from mangum.handlers.api_gateway import HTTPGateway
from mangum.types import LambdaConfig
from starlette.types import ASGIApp, Message

from shared.http.sse import STREAMS
from shared.logs import log_crash

_INVOCATIONS = "/2018-06-01/runtime/invocation"
_HEADERS = {
    "Content-Type": "application/vnd.awslambda.http-integration-response",
    "Lambda-Runtime-Function-Response-Mode": "streaming",
    "Transfer-Encoding": "chunked",
    "Trailer": "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
}
# Of these only the base path is read on the way in.
_CONFIG = LambdaConfig(api_gateway_base_path="/", text_mime_types=[], exclude_headers=[])


def serve(app: ASGIApp) -> None:
    """Answer events until the platform ends the process."""
    api = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    with asyncio.Runner() as runner:
        while True:
            api.request("GET", f"{_INVOCATIONS}/next")
            told = api.getresponse()
            event = json.loads(told.read())
            os.environ["_X_AMZN_TRACE_ID"] = told.headers.get("Lambda-Runtime-Trace-Id", "")
            runner.run(Exchange(api, told.headers["Lambda-Runtime-Aws-Request-Id"]).run(app, event))


class Exchange:
    """One event and its answer: what the app sends goes out before ``send`` returns."""

    def __init__(self, api: HTTPConnection, invocation: str) -> None:
        self.api = api
        self.path = f"{_INVOCATIONS}/{invocation}"
        self.body: bytes | None = None
        self.started = False
        self.ended = asyncio.Event()

    async def run(self, app: ASGIApp, event: dict[str, Any]) -> None:
        """Answer one event; one that cannot be answered is an error of its own and ends nothing else."""
        try:
            gateway = HTTPGateway(event, None, _CONFIG)  # type: ignore[arg-type]  # the context is passed on, not read
            self.body = gateway.body
            await app({**gateway.scope, STREAMS: True}, self.receive, self.send)
        except Exception as error:  # noqa: BLE001  the process answers the next event too
            log_crash(error)
            self.fail(error)

    async def receive(self) -> Message:
        """Return the whole body, then nothing until the answer has ended: Lambda does not say that a client left."""
        if self.body is None:
            await self.ended.wait()
            return {"type": "http.disconnect"}
        body, self.body = self.body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.api.putrequest("POST", f"{self.path}/response")
            for name, value in _HEADERS.items():
                self.api.putheader(name, value)
            self.api.endheaders()
            self.started = True
            self._chunk(json.dumps({"statusCode": message["status"], "headers": _headers(message)}).encode())
            self._chunk(b"\0" * 8)
        else:
            self._chunk(message.get("body", b""))
            if not message.get("more_body"):
                self._end()

    def fail(self, error: Exception) -> None:
        """Say that no answer comes, or that this one breaks off. By its type alone: its text may quote a résumé."""
        name = type(error).__name__
        said = json.dumps({"errorType": name, "errorMessage": "See the log.", "stackTrace": []}).encode()
        if not self.started:
            self.api.request("POST", f"{self.path}/error", body=said)
            self.api.getresponse().read()
        elif not self.ended.is_set():
            self._end(
                b"Lambda-Runtime-Function-Error-Type: %b\r\n" % name.encode()
                + b"Lambda-Runtime-Function-Error-Body: %b\r\n" % base64.b64encode(said)
            )

    def _chunk(self, data: bytes) -> None:
        if data:  # an empty chunk would be the last one
            self.api.send(b"%x\r\n%b\r\n" % (len(data), data))

    def _end(self, trailers: bytes = b"") -> None:
        self.ended.set()
        self.api.send(b"0\r\n%b\r\n" % trailers)
        self.api.getresponse().read()


def _headers(message: Message) -> Mapping[str, str]:
    """Return the headers, a repeated one joined; this API sets no cookies, which could not be joined."""
    joined: dict[str, str] = {}
    for name, value in message.get("headers", []):
        key, text = name.decode("latin-1"), value.decode("latin-1")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined
