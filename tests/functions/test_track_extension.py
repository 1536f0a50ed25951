"""The extension's messages as docs/extension.md shows them, over HTTP, from an extension's origin."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs/extension.md").read_text(encoding="utf-8")
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def example(name: str) -> Any:
    return json.loads(re.search(rf"```json {name}\n(.*?)```", DOCUMENT, re.DOTALL)[1])


@pytest.fixture
def extension(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user) | {"origin": ORIGIN}


@pytest.mark.parametrize("path", ["/api/batch-score-jobs", "/jobs/batch"])
def test_the_browser_lets_an_extension_call(http: Any, path: str) -> None:
    asked = {
        "origin": ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    answer = http.options(path, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] in {"*", ORIGIN}
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert {"authorization", "content-type"} <= set(answer.headers["access-control-allow-headers"].lower().split(", "))


def test_high_scorers_of_a_page_are_tracked_once(http: Any, extension: dict[str, str]) -> None:
    message = example("BATCH_SCORE_JOBS")
    assert message.pop("type") == "BATCH_SCORE_JOBS"
    answer = http.post("/batch-score-jobs", json=message, headers=extension)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] in {"*", ORIGIN}
    scored = answer.json()
    high = [result for result in scored["results"] if result["ranking_level"] == "high"]
    assert [result["job_id"] for result in high] == ["3987654321"]
    assert scored["high_count"] == 1
    postings = {job["job_id"]: job for job in message["jobs"]}
    sent = [
        {name: value for name, value in postings[result["job_id"]].items() if name != "job_id"}
        | {"match_percentage": result["match_score"]}
        | {name: result[name] for name in ("ranking_level", "matched_skills", "missing_skills")}
        for result in high
    ]
    shown = example("POST /jobs/batch")
    assert sent[0].keys() == shown["jobs"][0].keys(), "the document shows what the worker sends"
    first = http.post("/jobs/batch", json={"source": "scanner", "jobs": sent}, headers=extension).json()
    assert example("JOBS_TRACKED").keys() <= first.keys()
    assert example("JOBS_TRACKED")["results"][0].keys() <= first["results"][0].keys()
    assert first["results"][0]["verdict"] == "created"
    again = http.post("/jobs/batch", json=shown, headers=extension).json()
    assert (again["results"][0]["verdict"], again["results"][0]["id"]) == ("duplicate", first["results"][0]["id"])
    (job,) = http.get("/jobs?source=scanner", headers=extension).json()["jobs"]
    assert (job["source_linkedin_id"], job["status"]) == ("3987654321", "new")
    assert job["match_percentage"] == high[0]["match_score"]
    assert (job["matched_skills"], job["missing_skills"]) == (high[0]["matched_skills"], high[0]["missing_skills"])


def test_a_failure_is_readable_by_the_extension_too(http: Any, extension: dict[str, str]) -> None:
    answer = http.post("/jobs/batch", json={}, headers=extension)
    assert answer.status_code == 400
    assert answer.headers["access-control-allow-origin"] in {"*", ORIGIN}
    assert answer.json()["error"] == "jobs array is required"
