"""A job board of this machine: the sample postings, in the shape and under the paths of Greenhouse's public boards.

Every board answers as slowly as one on the internet, so that a search takes long enough to be watched.
"""

import html
import json
import re
import time
from contextlib import suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any

from local.environment import SAMPLE_COMPANY

POSTINGS = Path(__file__).parent / "samples/postings.json"
PARTS = 8
"""Beside the board of all postings, ``sample-1`` … ``sample-8`` hold an eighth each."""
ANSWER_SECONDS = 0.25
_PATH = re.compile(r"/v1/boards/([a-z0-9-]+)/jobs(?:\?.*)?")


def serve(door: socket) -> None:
    """Answer on a listening socket until the process ends."""
    server = ThreadingHTTPServer(door.getsockname(), Board, bind_and_activate=False)
    server.socket.close()
    server.socket = door
    server.serve_forever()


@cache
def jobs(board: str) -> list[dict[str, Any]] | None:
    """Return a board's postings as Greenhouse would, or None when there is no such board."""
    part = re.fullmatch(rf"{SAMPLE_COMPANY}(?:-([1-{PARTS}]))?", board)
    if part is None:
        return None
    numbered = list(enumerate(json.loads(POSTINGS.read_text(encoding="utf-8")), 1))
    mine = numbered if part[1] is None else numbered[int(part[1]) - 1 :: PARTS]
    return [job(number, posting) for number, posting in mine]


def job(number: int, posting: dict[str, Any]) -> dict[str, Any]:
    """Dress a sample posting: its text becomes HTML, escaped once more, as Greenhouse's is."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in posting["description"].split("\n") if line.strip())
    day = f"2026-11-{1 + number % 24:02}T09:00:00-05:00"
    return {
        "id": 4_000_000 + number,
        "internal_job_id": 3_000_000 + number,
        "title": posting["job_title"],
        "company_name": posting["company_name"],
        "location": {"name": posting["location"]},
        "absolute_url": posting["job_url"],
        "content": html.escape(paragraphs),
        "first_published": day,
        "updated_at": day,
        "requisition_id": None,
        "metadata": None,
        "departments": [],
        "offices": [],
    }


class Board(BaseHTTPRequestHandler):
    """Answers ``GET /v1/boards/{company}/jobs``."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(ANSWER_SECONDS)
        asked = _PATH.fullmatch(self.path)
        found = jobs(asked[1]) if asked else None
        body = {"status": 404, "error": "Job not found"} if found is None else {
            "jobs": found, "meta": {"total": len(found)},
        }  # fmt: skip
        data = json.dumps(body).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("content-type", "application/json; charset=utf-8")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked may have been killed meanwhile
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        """Write nothing: it is not the board that is being watched."""
