"""A small Lambda Runtime API, so that a function's zip runs as it would on Lambda: clean process, real client.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. One function, one event at a time.
"""

import base64
import json
import queue
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

SECONDS = 60


class Crashed(Exception):
    """The function reported an error, or its process ended."""


class Runtime:
    """Runs a handler out of an unzipped package; use as a context manager.

    ``command`` is what is started instead of Lambda's own client, as by ``AWS_LAMBDA_EXEC_WRAPPER``.
    """

    def __init__(
        self, package: Path, handler: str, environment: dict[str, str], *, command: Sequence[str | Path] | None = None
    ) -> None:
        self.package, self.environment = package, environment
        # -S: what the host has installed is out of sight, so a distribution missing in the package is missing.
        self.command = command or [sys.executable, "-S", "-m", "awslambdaric", handler]
        self.events: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.answers: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.asked = threading.Event()
        self.init_seconds = 0.0

    def __enter__(self) -> Self:
        runtime = self

        class Api(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 65536

            def do_GET(self) -> None:
                runtime.asked.set()
                request_id, event = runtime.events.get()
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", request_id)
                self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 28) * 1000)))
                self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:f")
                self.send_header("Lambda-Runtime-Trace-Id", "Root=1-6740b3f1-1c2d3e4f5a6b7c8d9e0f1a2b")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(event)))
                self.end_headers()
                self.wfile.write(event)

            def do_POST(self) -> None:
                kind = "response" if self.path.endswith("/response") else "error"
                if self.headers.get("Lambda-Runtime-Function-Response-Mode") == "streaming":
                    self.take_pieces()
                else:
                    body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                    runtime.answers.put((kind, json.loads(body or b"null")))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def take_pieces(self) -> None:
                assert self.headers["Content-Type"] == "application/vnd.awslambda.http-integration-response"
                while size := int(self.rfile.readline(), 16):
                    runtime.answers.put(("piece", self.rfile.read(size)))
                    assert self.rfile.readline() == b"\r\n"
                trailers = {}
                while (line := self.rfile.readline().decode().strip()) != "":
                    name, _, value = line.partition(": ")
                    assert name in self.headers["Trailer"]
                    trailers[name] = value
                broken = trailers.get("Lambda-Runtime-Function-Error-Body")
                runtime.answers.put(("error", json.loads(base64.b64decode(broken))) if broken else ("end", None))

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass

        self._server = Quiet(("127.0.0.1", 0), Api)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        started = time.perf_counter()
        self._process = subprocess.Popen(
            self.command,
            cwd=self.package,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(self.package),
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_address[1]}",
                "LAMBDA_TASK_ROOT": str(self.package),
                "AWS_LAMBDA_FUNCTION_NAME": "f",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
                **self.environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + SECONDS
        while not self.asked.wait(0.01):
            if self._process.poll() is not None or not self.answers.empty() or time.monotonic() > deadline:
                said = self.answers.get() if not self.answers.empty() else self.said()
                self.__exit__()
                raise Crashed(said)
        self.init_seconds = time.perf_counter() - started
        return self

    def invoke(self, event: dict[str, Any]) -> Any:
        """Send one event and return what the handler answered; raises :class:`Crashed`."""
        self.events.put((str(uuid.uuid4()), json.dumps(event).encode()))
        kind, body = self.answers.get(timeout=SECONDS)
        if kind == "error":
            raise Crashed(body)
        return body

    def stream(self, event: dict[str, Any]) -> tuple[dict[str, Any], Iterator[bytes]]:
        """Send one event and return the head of the answer, and its pieces as they come; may raise :class:`Crashed`."""
        self.events.put((str(uuid.uuid4()), json.dumps(event).encode()))
        begun = b""
        pieces = self._pieces()
        while b"\0" * 8 not in begun:
            begun += next(pieces)
        head, _, rest = begun.partition(b"\0" * 8)
        assert rest == b"", "the head is whole before the first byte of the body leaves"
        return json.loads(head), pieces

    def _pieces(self) -> Iterator[bytes]:
        while True:
            kind, body = self.answers.get(timeout=SECONDS)
            if kind == "error":
                raise Crashed(body)
            if kind == "end":
                return
            yield body

    def said(self) -> str:
        """Return what the function printed, once it has ended."""
        self._process.kill()
        out, _ = self._process.communicate(timeout=10)
        return out.decode(errors="replace")

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=10)
        self._server.shutdown()
        self._server.server_close()
