"""Database round trips per request, counted at the door by a proxy between the functions and Supabase."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from bench.figures import Figure
from bench.stack import bench_stack, sign_up
from local.doors import free_port
from local.stack import Stack
from local.state import ROOT

RESUME = """Ada Moreau
ada@example.com

Experience
Senior Backend Engineer, Northwind Pay
Jan 2020 - Present
- Built a ledger in Python and PostgreSQL

Skills
Python, PostgreSQL, Kubernetes
"""
_HOP_BY_HOP = {"host", "connection", "transfer-encoding", "content-length", "content-encoding", "keep-alive"}


class CountingDoor(ThreadingHTTPServer):
    """Forwards to ``target`` and counts."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Forward)
        self.client = httpx.Client(base_url=target, timeout=30)
        self.count = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Forward(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: CountingDoor

    def _forward(self) -> None:
        self.server.count += 1
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
        answer = self.server.client.request(self.command, self.path, content=body, headers=headers)
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("content-length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = do_HEAD = _forward  # noqa: N815  the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def counted_functions(stack: Stack) -> Iterator[tuple[httpx.Client, Callable[[], int]]]:
    """Serve the functions behind a counting door; yield a signed-in client and the counter."""
    door = CountingDoor(stack.supabase_url)
    threading.Thread(target=door.serve_forever, daemon=True).start()
    port = free_port(0)
    environment = os.environ | {
        "SUPABASE_URL": door.url,
        "SUPABASE_PUBLISHABLE_KEY": stack.publishable_key,
        "SUPABASE_SECRET_KEY": stack.secret_key,
        "SUPABASE_JWT_SECRET": stack.jwt_secret,
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline:
                with contextlib.suppress(httpx.HTTPError):
                    client.get("/health?deep=false")
                    break
                time.sleep(0.1)
            client.headers["authorization"] = f"Bearer {sign_up(stack)[1]}"
            yield client, lambda: door.count
    finally:
        server.terminate()
        server.wait()
        door.shutdown()
        door.server_close()


def figures() -> list[Figure]:
    """Count what each call costs the database; file storage is counted too where a call touches it."""
    found = []
    with bench_stack() as stack, counted_functions(stack) as (client, count):

        def trips(name: str, goal: int | None, method: str, path: str, **sent: object) -> httpx.Response:
            before = count()
            answer = client.request(method, path, **sent)  # type: ignore[arg-type]
            answer.raise_for_status()
            found.append(Figure(f"round trips: {name}", count() - before, target=goal))
            return answer

        jobs = [{"job_id": f"j{n}", "job_title": f"Engineer {n}", "description": f"Python {n}"} for n in range(50)]
        stored = trips("save a résumé (text)", 1, "POST", "/resumes", json={"text": RESUME}).json()["resume"]["id"]
        trips("read a résumé", 1, "GET", f"/resumes/{stored}")
        trips("list résumés", 1, "GET", "/resumes")
        trips("correct a résumé", 1, "PATCH", f"/resumes/{stored}", json={"parsed_data": {"skills": []}})
        trips("batch of 50, nothing known", 3, "POST", "/match/batch", json={"resumeId": stored, "jobs": jobs})
        trips("batch of 50, all valid", 2, "POST", "/match/batch", json={"resumeId": stored, "jobs": jobs})
        trips("read the cache of 50", 1, "GET", f"/match/batch-cache?resumeId={stored}")
        trips("score 50 for a profile", 1, "POST", "/batch-score-jobs", json={"jobs": jobs, "user_profile": {}})
        trips(
            "upload a file (row and file)",
            2,
            "POST",
            "/resumes",
            files={"file": ("a.txt", RESUME.encode(), "text/plain")},
        )
        posting = {"job_title": "Engineer", "company_name": "Northwind Pay"}
        tracked = trips("track a job", 1, "POST", "/jobs/track", json=posting).json()["job"]["id"]
        trips("read a tracked job", 1, "GET", f"/jobs/{tracked}")
        trips("change a tracked job", 1, "PATCH", f"/jobs/{tracked}", json={"status": "applied", "expected_version": 1})
        trips("list tracked jobs", 1, "GET", "/jobs?search=engineer&status=applied&sortBy=match_percentage")
        trips("history of a tracked job", 1, "GET", f"/jobs/{tracked}/history")
        trips("tracker statistics", 1, "GET", "/jobs/stats")
        imported = [posting | {"location": f"Town {number}"} for number in range(100)]
        trips("import of 100 jobs", 1, "POST", "/jobs/batch", json={"jobs": imported})
        trips("export of 101 jobs", 1, "GET", "/jobs/export.csv")
    return found
