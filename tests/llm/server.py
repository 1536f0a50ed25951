"""A local server that speaks the providers' protocols and their faults.

Shapes are written from the public documentation (OpenAI and Groq chat completions, Dify workflow runs). A test queues
behaviours; without any, the server judges honestly: a requirement is met when the candidate's text holds its name.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from shared.skills.find import find_skills

Behaviour = Callable[["Exchange"], None]


class Exchange:
    """One request and the means to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        self.handler, self.body, self.path = handler, body, handler.path
        self.headers = {name.lower(): value for name, value in handler.headers.items()}

    @property
    def document(self) -> dict[str, Any]:
        """What the request asks to be judged."""
        if "inputs" in self.body:
            inputs = self.body["inputs"]
            return {"candidate": inputs["candidate"], "postings": json.loads(inputs["postings"])}
        return json.loads(next(m["content"] for m in self.body["messages"] if m["role"] == "user"))

    def send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.handler.send_response(status)
        for name, value in {"content-type": "application/json", **(headers or {})}.items():
            self.handler.send_header(name, value)
        self.handler.send_header("content-length", str(len(data)))
        self.handler.end_headers()
        self.handler.wfile.write(data)

    def say(self, content: Any, *, finish: str = "stop", headers: dict[str, str] | None = None, **message: Any) -> None:
        """Answer as a chat completion (or a finished workflow) whose text is ``content``."""
        text = content if isinstance(content, str) else json.dumps(content)
        if "inputs" in self.body:
            data = {"id": "r1", "status": "succeeded", "outputs": {"result": text}, "error": None, "total_tokens": 100}
            self.send(200, {"task_id": "t1", "workflow_run_id": "r1", "data": data})
            return
        choice = {"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}
        usage = {"prompt_tokens": 80, "completion_tokens": 20, "total_tokens": 100}
        answer = {"id": "c1", "object": "chat.completion", "model": "m", "choices": [choice], "usage": usage}
        self.send(200, answer, headers)

    def stream(self, chunks: list[str], *, done: bool = True, raw: bytes | None = None) -> None:
        """Answer as Server-Sent Events, one connection, closed at the end."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "text/event-stream")
        self.handler.send_header("connection", "close")
        self.handler.end_headers()
        for chunk in chunks:
            event = {"choices": [{"index": 0, "delta": {"content": chunk}, "finish_reason": None}]}
            self.handler.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.handler.wfile.flush()
        if raw:
            self.handler.wfile.write(raw)
        if done:
            self.handler.wfile.write(b"data: [DONE]\n\n")
        self.handler.close_connection = True


def honest(document: dict[str, Any]) -> dict[str, Any]:
    """Judge by the words alone, the same for the same texts."""
    results = []
    for posting in document["postings"]:
        text = posting["description"]
        requirements = [
            {
                "name": found.skill.name,
                "need": "required",
                "met": "yes" if text[found.start : found.end].lower() in document["candidate"].lower() else "no",
                "posting_quote": text[found.start : found.end],
                "candidate_quote": text[found.start : found.end],
            }
            for found in find_skills(text)
        ]
        results.append({"job_id": posting["job_id"], "requirements": requirements, "role_fit": 3, "experience_fit": 3})
    return {"results": results}


def judge(exchange: Exchange) -> None:
    exchange.say(honest(exchange.document))


def refuse(status: int, error: dict[str, Any], headers: dict[str, str] | None = None) -> Behaviour:
    return lambda exchange: exchange.send(status, {"error": error}, headers)


def slow(seconds: float, then: Behaviour = judge) -> Behaviour:
    def answer(exchange: Exchange) -> None:
        time.sleep(seconds)
        then(exchange)

    return answer


def hang_up(exchange: Exchange) -> None:
    exchange.handler.close_connection = True
    exchange.handler.connection.close()


class ModelServer:
    """``queue`` is used up in order; ``always`` answers what is left."""

    def __init__(self) -> None:
        self.requests: list[Exchange] = []
        self.queue: list[Behaviour] = []
        self.always: Behaviour = judge
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                exchange = Exchange(self, body)
                with outer._lock:
                    outer.requests.append(exchange)
                    behaviour = outer.queue.pop(0) if outer.queue else outer.always
                try:
                    behaviour(exchange)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A caller that left early is part of the tests."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @contextmanager
    def running(self) -> Iterator["ModelServer"]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
