"""What a hostile caller sends is refused by name, and what a person damages in their own rows stays their own trouble.

Everybody may write their own rows through the REST door, past every check of the functions.
"""

from typing import Any
from uuid import uuid4

import pytest

POSTING = {"job_title": "Baker", "company_name": "Acme", "description": "Bread, Python"}


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def damaged(db: Any, user: Any) -> str:
    """A résumé that no function would have stored."""
    resume_id = str(uuid4())
    db.sql("insert into public.resumes (id, parsed_data) values ($1, $2)", resume_id, {"work": 5}, user=user)
    return resume_id


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("{me}/./x", id="dot segment"),
        pytest.param("{me}/../{other}/x", id="way up"),
        pytest.param("{me}/%2e%2e/{other}/x", id="escaped way up"),
        pytest.param("{me}//x", id="empty segment"),
        pytest.param("{me}", id="no file"),
        pytest.param("{other}/x", id="another person's"),
        pytest.param("{me}/" + "x" * 1000, id="too long"),
    ],
)
def test_a_path_that_is_not_plainly_mine_is_not_found(
    http: Any, me: dict[str, str], user: Any, other_user: Any, path: str
) -> None:
    wanted = {"file_path": path.format(me=user.id, other=other_user.id)}
    assert http.post("/resumes", headers=me, json=wanted).status_code == 404


@pytest.mark.parametrize("door", ["/resumes", "/jobs/batch", "/search-job"])
def test_a_form_in_a_charset_that_decodes_nothing_is_refused(http: Any, me: dict[str, str], door: str) -> None:
    body = b'--X\r\nContent-Disposition: form-data; name="file"; filename="\xff"\r\n\r\nhello\r\n--X--\r\n'
    headers = me | {"content-type": "multipart/form-data; boundary=X; charset=undefined"}
    answer = http.post(door, headers=headers, content=body)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-request")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"hiringOrganization": 7}, id="a number for a company"),
        pytest.param({"experienceRequirements": {"monthsOfExperience": "²"}}, id="a digit that is no number"),
        pytest.param({"experienceRequirements": {"monthsOfExperience": "9" * 5000}}, id="more digits than int reads"),
    ],
)
def test_odd_structured_data_is_read_for_what_it_holds(http: Any, me: dict[str, str], said: dict[str, Any]) -> None:
    posting = {"@type": "JobPosting", "title": "Baker", "description": "Bread"} | said
    answer = http.post("/analyze-job", headers=me, json={"json_ld": posting})
    assert (answer.status_code, answer.json()["job_title"]) == (200, "Baker")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("GET", "/resumes/{id}/json-resume", None, id="json-resume"),
        pytest.param("GET", "/export/txt?resume_id={id}", None, id="export"),
        pytest.param("POST", "/match", {"job": POSTING}, id="match"),
        pytest.param("POST", "/match/batch", {"jobs": [POSTING]}, id="batch"),
        pytest.param("POST", "/analyze-job", {"text": "Need Python"}, id="analyze"),
        pytest.param("POST", "/optimize", {"job": POSTING}, id="optimize"),
    ],
)
def test_a_damaged_resume_is_said_to_be_unreadable(
    http: Any, me: dict[str, str], damaged: str, method: str, path: str, body: dict[str, Any] | None
) -> None:
    sent = None if body is None else body | {"resume_id": damaged}
    answer = http.request(method, path.format(id=damaged), headers=me, json=sent)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unreadable")


def test_a_run_of_a_damaged_resume_does_not_stay_running(http: Any, me: dict[str, str], db: Any, damaged: str) -> None:
    http.post("/optimize", headers=me, json={"resume_id": damaged, "job": POSTING})
    assert db.sql("select status, error_code from public.optimization_runs") == [
        {"status": "failed", "error_code": "unreadable"}
    ]


def test_damaged_runs_do_not_keep_the_sweep_from_the_others(
    http: Any, db: Any, user: Any, other_user: Any, damaged: str, environment: dict[str, str]
) -> None:
    whole = str(uuid4())
    db.sql("insert into public.resumes (id, text) values ($1, 'Ann')", whole, user=other_user)
    unreadable, senseless, sound = (
        db.value(
            "select public.start_optimization($1, $1, $2, 'quick', '2026-01-01', p_lease_seconds => $3)",
            str(uuid4()), resume_id, seconds, user=owner,
        )["run_id"]
        for owner, resume_id, seconds in ((user, damaged, 0), (other_user, whole, 60), (other_user, whole, 0))
    )  # fmt: skip
    junk = '[{"event": "suggestion", "data": {"x": 1}}]'
    db.sql(f"select public.append_run_events($1, 1, 1, '{junk}', p_lease_seconds => 0)", senseless, user=other_user)

    swept = http.get("/cron/cleanup", headers={"authorization": f"Bearer {environment['CRON_SECRET']}"})

    assert swept.status_code == 200
    ended = {row["id"]: row["status"] for row in db.sql("select id::text, status from public.optimization_runs")}
    assert ended == {unreadable: "failed", senseless: "failed", sound: "completed"}
