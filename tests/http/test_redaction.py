"""Nothing of a person reaches the logs, whatever function was called and however it went."""

import importlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared.config import settings
from shared.llm import client
from tests.llm.server import ModelServer

NAME, EMAIL, PHONE = "Xanthippe Quillfeather", "xanthippe@quillfeather.example", "+4915112345678"
SENTENCE = "Rebuilt the kaleidoscope ledger in Python"
NOTE = "Ask about the mezzanine"
KEY = "gsk_very-secret"
RESUME = f"""{NAME}
{EMAIL} | +49 151 12345678

Experience
Senior Backend Engineer, Northwind Pay
Jan 2020 - Present
- {SENTENCE} and PostgreSQL

Skills
Python, PostgreSQL, Kubernetes
"""
JOB = {"job_id": "j1", "job_title": "Backend Engineer", "company_name": "Fjord", "description": "Python and Kafka."}
USUAL = {"level", "message", "time", "request_id"}
ABOUT_A_REQUEST = USUAL | {
    "function", "method", "route", "status", "duration_ms", "cold_start", "round_trips", "user", "trace_id",
    "errors", "cached", "scored", "judged", "fallen_back",
}  # fmt: skip
"""What the line of a request may hold without naming a person; counts that functions note come on top."""
COUNTS = re.compile(r"provider_(calls|tokens)|texts_failed|model_fault[A-Za-z_]*")


@pytest.fixture
def call(
    db: Any, environment: dict[str, str], moto: str, monkeypatch: pytest.MonkeyPatch, user: Any
) -> Iterator[Callable[..., Any]]:
    """``call("match_batch", "POST", "/match/batch", {...})`` as Lambda runs it, with a model configured."""
    client._known.clear()
    with ModelServer().running() as server:
        model = {"LLM_BASE_URL": server.url, "LLM_API_KEY": KEY, "LLM_MODEL": "m-1", "LLM_DEADLINE_SECONDS": "6"}
        for name, value in (environment | model).items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()

        def send(function: str, method: str, path: str, body: Any = None, query: str = "", token: str = "") -> Any:
            headers = {
                "authorization": f"Bearer {token or user.token}",
                "content-type": "application/json",
                "host": "x",
            }
            http = {"method": method, "path": path, "sourceIp": "203.0.113.7"}
            event = {
                "version": "2.0",
                "rawPath": path,
                "rawQueryString": query,
                "headers": headers,
                "requestContext": {"requestId": "r", "http": http},
                "body": json.dumps(body) if body is not None else None,
                "isBase64Encoded": False,
            }
            return importlib.import_module(f"functions.{function}.handler").lambda_handler(event, None)

        yield send
    settings.cache_clear()


def test_logs_are_json_with_known_keys_and_nothing_personal(
    call: Callable[..., Any], user: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    stored = json.loads(call("resumes", "POST", "/resumes", {"text": RESUME})["body"])["resume"]["id"]
    call("match_batch", "POST", "/match/batch", {"resumeId": stored, "jobs": [JOB], "quick_mode": False})
    call("match_posting", "POST", "/match", {"resume_text": RESUME, "job": JOB})
    call("score_postings", "POST", "/batch-score-jobs", {"user_profile": {"summary": SENTENCE}, "jobs": [JOB]})
    call("analyze_posting", "POST", "/analyze-job", {"text": RESUME, "resume_text": RESUME})
    tracked = call("tracked_jobs", "POST", "/jobs/track", JOB | {"notes": f"{NOTE}, {EMAIL}"})
    call("tracked_jobs", "GET", "/jobs", query="search=mezzanine&company=Quillfeather")
    call("tracked_jobs", "PATCH", f"/jobs/{json.loads(tracked['body'])['job']['id']}", {"notes": NOTE})
    call("optimize_resume", "POST", "/optimize", {"resume_id": stored, "job": JOB, "mode": "quick"})
    call("optimize_resume", "POST", "/optimize", {"resume_id": stored, "job": JOB, "mode": "llm"})
    call("export_resume", "GET", "/export/txt", query=f"resume_id={stored}")
    search = {"kind": "job_search", "query": NAME, "companies": ["fjord"], "phone_number": PHONE}
    started = call("start_search", "POST", "/search-job", search)
    # And the ways it goes wrong.
    call("resumes", "POST", "/resumes", {"text": 7, "note": EMAIL})
    call("tracked_jobs", "POST", "/jobs/track", {"job_title": NAME})
    call("tracked_jobs", "GET", "/jobs", token=f"{KEY}.{NAME}")
    call("start_search", "POST", "/search-job", search | {"phone_number": f"{PHONE}{NAME}"})

    said = capfd.readouterr()
    lines = said.out.splitlines()
    assert len(lines) >= 16
    assert started["statusCode"] < 500, started["body"]
    entries = [json.loads(line) for line in lines]
    assert all(entry.keys() >= USUAL for entry in entries)
    named = {key for entry in entries for key in entry}
    assert {key for key in named - ABOUT_A_REQUEST if not COUNTS.fullmatch(key)} == set()
    everything = (said.out + said.err).casefold()
    for secret in (NAME, EMAIL, PHONE, SENTENCE, NOTE, KEY, user.token, user.email, str(user.id), "203.0.113.7",
                   "quillfeather", "15112345678", "mezzanine", "kaleidoscope"):  # fmt: skip
        assert secret.casefold() not in everything, secret
