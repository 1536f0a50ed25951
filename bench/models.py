"""Fifty postings against a model of 1.5 s latency and 30 requests a minute, packed and one by one; cost per call."""

import asyncio
import json
import statistics
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench.figures import Figure
from shared.llm import client as llm
from shared.llm.client import ChatClient, Provider
from shared.llm.deadline import Deadline
from shared.matching import score as scoring
from shared.matching.score import ChatAsker, ModelScorer
from shared.models.candidate import Candidate, UserProfile
from shared.models.posting import Posting

LATENCY_SECONDS = 1.5
REQUESTS_PER_MINUTE = 30
POSTINGS = 50
LONGEST_SECONDS = 90.0
_CALLS = 200


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, latency: float, limit: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.latency, self.limit = latency, limit
        self.asked: deque[float] = deque()
        self.calls = self.refused = self.tokens = 0
        self.lock = threading.Lock()

    def wait(self) -> float:
        """Return the seconds until a request is allowed; 0 takes a place."""
        now = time.monotonic()
        with self.lock:
            while self.asked and now - self.asked[0] >= 60:
                self.asked.popleft()
            if len(self.asked) >= self.limit:
                self.refused += 1
                return 60 - (now - self.asked[0])
            self.asked.append(now)
            self.calls += 1
            return 0.0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["content-length"]))
        wait = self.server.wait()
        if wait:
            self._send(429, {"error": {"message": "Rate limit reached"}}, {"retry-after": f"{wait:.2f}"})
            return
        time.sleep(self.server.latency)
        asked = json.loads(json.loads(raw)["messages"][1]["content"]) if self.server.latency else {"postings": []}
        judged = [_judgement(posting) for posting in asked["postings"]]
        text = json.dumps({"results": judged})
        # About four characters a token, as the providers count.
        tokens = (len(raw) + len(text)) // 4
        self.server.tokens += tokens
        choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        self._send(200, {"choices": [choice], "usage": {"total_tokens": tokens}}, {})

    def _send(self, status: int, body: Any, headers: dict[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _judgement(posting: dict[str, str]) -> dict[str, Any]:
    quote = posting["description"].split(".")[0][:60]
    requirement = {"name": quote[:20], "need": "required", "met": "no", "posting_quote": quote, "candidate_quote": ""}
    fits = {"role_fit": 2, "experience_fit": 2}
    return {"job_id": posting["job_id"], "requirements": [requirement] * 8, **fits}


@contextmanager
def _serving(latency: float, limit: int) -> Iterator[tuple[_Server, Provider]]:
    llm._known.clear()  # noqa: SLF001  nothing learned in one measurement may help the next
    with _Server(latency, limit) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server, Provider(f"http://127.0.0.1:{server.server_address[1]}/v1", "key", "bench")
        server.shutdown()


def _fifty(pack: int) -> tuple[float, _Server, int]:
    text = "You will design and run services in Python and PostgreSQL with a small team. "
    postings = [Posting(job_title=f"Engineer {n}", description=f"Posting {n}. {text * 20}") for n in range(POSTINGS)]
    candidate = Candidate(profile=UserProfile(skills=["Python", "Kubernetes"], target_role="Engineer"))
    usual, scoring.PACK = scoring.PACK, pack
    try:
        with _serving(LATENCY_SECONDS, REQUESTS_PER_MINUTE) as (server, provider):
            scorer = ModelScorer(ChatAsker(provider), LONGEST_SECONDS)
            started = time.perf_counter()
            matches = asyncio.run(scorer.score(candidate, postings, date(2026, 11, 1)))
            return time.perf_counter() - started, server, sum(match.scored_by == "llm" for match in matches)
    finally:
        scoring.PACK = usual


def _overhead() -> float:
    async def calls(provider: Provider) -> list[float]:
        client = ChatClient(provider)
        found = []
        for _ in range(_CALLS):
            started = time.process_time()
            await client.complete([{"role": "user", "content": "x"}], Deadline(10))
            found.append(time.process_time() - started)
        return found

    with _serving(0.0, 10**9) as (_, provider):
        return statistics.median(asyncio.run(calls(provider))) * 1000


def figures() -> list[Figure]:
    """Wall time, calls and tokens for fifty postings, and CPU per call (server in the same process included)."""
    packed, server, judged = _fifty(scoring.PACK)
    single, one_by_one, judged_singly = _fifty(1)
    return [
        Figure("50 postings by a model, packed: wall", packed, "s", 15),
        Figure("50 postings by a model, packed: judged", judged, "of 50", 50, "more"),
        Figure("50 postings by a model, packed: calls", server.calls, note=f"{server.refused} refused"),
        Figure("50 postings by a model, packed: tokens", server.tokens),
        Figure("one call per posting: wall", single, "s", note=f"{judged_singly} of 50 judged"),
        Figure("one call per posting: calls", one_by_one.calls, note=f"{one_by_one.refused} refused"),
        Figure("one call per posting: tokens", one_by_one.tokens),
        Figure("client and local server, CPU per call", _overhead(), "ms"),
    ]
