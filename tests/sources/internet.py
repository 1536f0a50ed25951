"""A small internet on this machine: HTTP servers that answer what a test says, and remember what they were asked."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any = None


@dataclass
class Says:
    """One answer: JSON, or bytes as they are."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    zipped: bool = False


Answer = Says | Callable[[Asked], Says]


class Internet:
    """``answers`` maps a path to what is said there; of a list the next, the last one for ever. Else 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[Asked] = []
        self.url = ""

    def at(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)

    def asked_at(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def answer(self, asked: Asked) -> Says:
        self.asked.append(asked)
        found = self.answers.get(asked.path, Says({"error": "not found"}, 404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, Says) else found(asked)


@contextmanager
def internet() -> Iterator[Internet]:
    """Serve until the block ends."""
    world = Internet()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            sent = self.rfile.read(length)
            asked = Asked(
                self.command,
                parts.path,
                parse_qs(parts.query),
                {name.lower(): value for name, value in self.headers.items()},
                json.loads(sent) if "json" in self.headers.get("content-type", "") else sent,
            )
            says = world.answer(asked)
            data = says.body if isinstance(says.body, bytes) else json.dumps(says.body).encode()
            data = gzip.compress(data) if says.zipped else data
            self.send_response(says.status)
            headers = {"content-type": "application/json", "content-length": str(len(data)), **says.headers}
            if says.zipped:
                headers["content-encoding"] = "gzip"
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_POST = do_GET  # noqa: N815  the base class names it so

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    world.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield world
    server.shutdown()
    server.server_close()
    thread.join()
