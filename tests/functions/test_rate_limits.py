"""The costly calls over HTTP when a person has nothing left."""

from typing import Any

import pytest

JOB = {"job_title": "Nurse", "description": "Wound care"}
PROFILE = {"skills": ["Wound care"]}
CALLS = {
    "scores": [
        ("POST", "/match", {"job": JOB, "user_profile": PROFILE}),
        ("POST", "/match/batch", {"jobs": [JOB], "user_profile": PROFILE}),
        ("POST", "/batch-score-jobs", {"jobs": [JOB], "user_profile": PROFILE}),
        ("POST", "/analyze-job", {"text": "A nurse who knows wound care"}),
    ],
    "optimizations": [("POST", "/optimize", {"resume_id": "00000000-0000-4000-8000-000000000000", "job": JOB})],
    "exports": [
        ("POST", "/export/pdf", {"resume_id": "00000000-0000-4000-8000-000000000000"}),
        ("GET", "/export/pdf?resume_id=00000000-0000-4000-8000-000000000000", None),
    ],
}


@pytest.mark.parametrize(
    ("bucket", "method", "path", "body"), [(bucket, *call) for bucket, calls in CALLS.items() for call in calls]
)
def test_an_empty_bucket_is_a_429_that_says_when(
    http: Any, user: Any, other_user: Any, bearer: Any, db: Any, bucket: str, method: str, path: str, body: Any
) -> None:
    db.sql(
        "insert into public.rate_buckets (user_id, name, tokens, filled_at) values ($1, $2, -5, now())",
        user.id, bucket,
    )  # fmt: skip

    refused = http.request(method, path, json=body, headers=bearer(user))

    assert refused.status_code == 429, refused.text
    assert refused.json()["type"] == "/problems/too-many-requests"
    wait = int(refused.headers["retry-after"])
    assert 0 < wait <= 60
    assert f"try again in {wait} s" in refused.json()["detail"]
    assert http.request(method, path, json=body, headers=bearer(other_user)).status_code in {200, 404}


def test_a_batch_costs_its_postings(http: Any, user: Any, bearer: Any, db: Any) -> None:
    http.post("/batch-score-jobs", json={"jobs": [JOB] * 7, "user_profile": PROFILE}, headers=bearer(user))

    full = db.value("select capacity from public.rate_limits where name = 'scores'")
    assert db.value("select tokens from public.rate_buckets where name = 'scores'") == full - 7


def test_the_cleanup_forgets_full_buckets(http: Any, user: Any, db: Any, environment: dict[str, str]) -> None:
    db.sql(
        "insert into public.rate_buckets (user_id, name, tokens, filled_at)"
        " values ($1, 'scores', 1, now() - interval '1 day')", user.id,
    )  # fmt: skip

    report = http.get("/cron/cleanup", headers={"Authorization": f"Bearer {environment['CRON_SECRET']}"})

    assert report.json()["buckets_forgotten"] == 1
