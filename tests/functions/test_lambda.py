"""Recorded platform events through ``lambda_handler``, on the real stack."""

import base64
import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.config import settings
from tests.functions.test_resumes import RESUME_TEXT

EVENTS = Path(__file__).resolve().parents[1] / "events"


@pytest.fixture(params=["http_api_v2", "alb"])
def invoke(request: Any, db: Any, environment: dict[str, str], monkeypatch: Any) -> Iterator[Callable[..., Any]]:
    """Send one request as the platform would: ``invoke("match_batch", "POST", "/match/batch", headers, body)``."""
    recorded = json.loads((EVENTS / f"{request.param}.json").read_text(encoding="utf-8"))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()

    def send(function: str, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Any:
        event = json.loads(json.dumps(recorded))
        if "http" in event["requestContext"]:
            event["requestContext"]["http"] |= {"method": method, "path": path}
            event["rawPath"] = path
        else:
            event |= {"httpMethod": method, "path": path}
        event["headers"] |= {name.lower(): value for name, value in headers.items()}
        if body is not None:
            event |= {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
        answer = importlib.import_module(f"functions.{function}.handler").lambda_handler(event, None)
        assert answer["isBase64Encoded"] is False
        return answer["statusCode"], json.loads(answer["body"])

    yield send
    settings.cache_clear()


def test_the_main_job_runs_as_lambda_events(invoke: Callable[..., Any], user: Any, bearer: Any) -> None:
    me = bearer(user)
    status, uploaded = invoke("resumes", "POST", "/api/resumes", me, json.dumps({"text": RESUME_TEXT}).encode())
    assert status == 201, uploaded
    wanted = {
        "resumeId": uploaded["resume"]["id"],
        "jobs": [{"job_title": "Backend Engineer", "description": "Python"}],
    }
    body = json.dumps(wanted).encode()
    assert invoke("match_batch", "POST", "/match/batch", me, body)[1]["cached_count"] == 0
    assert invoke("match_batch", "POST", "/api/match/batch", me, body)[1]["cached_count"] == 1


def test_a_file_survives_the_platforms_base64(invoke: Callable[..., Any], user: Any, bearer: Any) -> None:
    boundary = "xYzZY"
    about = 'Content-Disposition: form-data; name="file"; filename="cv.txt"\r\nContent-Type: text/plain'
    head = f"--{boundary}\r\n{about}\r\n\r\n"
    body = head.encode() + RESUME_TEXT.encode() + f"\r\n--{boundary}--\r\n".encode()
    headers = bearer(user) | {"content-type": f"multipart/form-data; boundary={boundary}"}
    status, answer = invoke("resumes", "POST", "/resumes", headers, body)
    assert status == 201, answer
    assert answer["resume"]["parsed_data"]["basics"]["name"] == "Ada Moreau"


def test_a_refusal_is_a_readable_problem(invoke: Callable[..., Any], user: Any, bearer: Any) -> None:
    assert invoke("match_batch", "POST", "/match/batch", {}, b"{}")[0] == 401
    status, problem = invoke("match_batch", "POST", "/match/batch", bearer(user), b"{}")
    assert (status, problem["error"]) == (400, "jobs array is required")
    assert invoke("health", "GET", "/nothing", {})[0] == 404
