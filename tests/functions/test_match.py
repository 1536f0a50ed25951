"""Scoring over the real stack: the seed's requests, one read and one write, valid results used again."""

from typing import Any

import pytest

from tests.functions.test_resumes import RESUME_TEXT

PYTHON_JOB = {"job_id": "p1", "title": "Python Developer", "company": "Acme", "description": "Need Python expert"}
SENIOR_JOB = {
    "id": "p2",
    "job_title": "Senior Python Engineer",
    "company_name": "Acme",
    "description": "Need Python, FastAPI, PostgreSQL",
}


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def resume_id(http: Any, me: dict[str, str]) -> str:
    answer = http.post("/resumes", json={"text": RESUME_TEXT}, headers=me)
    assert answer.status_code == 201, answer.text
    return answer.json()["resume"]["id"]


def postings(count: int) -> list[dict[str, str]]:
    return [
        {"job_id": f"j{n}", "job_title": f"Backend Engineer {n}", "company_name": "Acme", "description": f"Python {n}"}
        for n in range(count)
    ]


def round_trips(answer: Any) -> int:
    return int(answer.headers["server-timing"].partition('db;desc="')[2].rstrip('"'))


def batch(http: Any, me: dict[str, str], resume_id: str, jobs: list[Any], **more: Any) -> Any:
    answer = http.post("/match/batch", json={"resumeId": resume_id, "jobs": jobs} | more, headers=me)
    assert answer.status_code == 200, answer.text
    return answer


def test_seed_one(http: Any, me: dict[str, str]) -> None:
    profile = {"skills": ["Python", "FastAPI"], "target_role": "Senior Backend"}
    answer = http.post("/batch-score-jobs", json={"jobs": [PYTHON_JOB], "user_profile": profile}, headers=me)
    item = answer.json()["results"][0]
    assert item["match_score"] >= 50
    assert item["ranking_level"] in {"high", "medium"}


def test_seed_two(http: Any, me: dict[str, str]) -> None:
    profile = {"skills": ["Python", "FastAPI", "Go"], "target_role": "Senior Backend"}
    answer = http.post("/api/batch-score-jobs", json={"jobs": [SENIOR_JOB], "user_profile": profile}, headers=me)
    item = answer.json()["results"][0]
    assert item["match_score"] >= 70
    assert item["match_percentage"] == item["match_score"]
    assert "Python" in item["matched_skills"]
    assert "PostgreSQL" in item["missing_skills"]
    assert "Go" in item["unused_skills"]


@pytest.mark.parametrize("path", ["/match/batch", "/batch-score-jobs"])
@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        pytest.param({}, 400, "jobs array is required", id="no jobs"),
        pytest.param({"jobs": None}, 400, "jobs array is required", id="null"),
        pytest.param({"jobs": "x"}, 400, "jobs array is required", id="string"),
        pytest.param({"jobs": []}, 400, "jobs array is required", id="empty"),
        pytest.param({"jobs": postings(51)}, 400, "Batch size cannot exceed 50 jobs", id="51"),
        pytest.param({"jobs": postings(1)}, 400, "resumeId, resume_text or user_profile is required", id="nobody"),
        pytest.param({"jobs": [{}], "user_profile": {}}, 422, None, id="empty posting"),
        pytest.param({"jobs": [7], "user_profile": {}}, 422, None, id="number for a posting"),
        pytest.param({"jobs": postings(1), "user_profile": {"years": -1}}, 422, None, id="negative years"),
        pytest.param({"jobs": postings(1), "user_profile": {"years": False}}, 422, None, id="yes or no for years"),
        pytest.param({"jobs": postings(1), "user_profile": {"years": "5"}}, 422, None, id="text for years"),
        pytest.param({"jobs": postings(1), "user_profile": {}, "quick_mode": 0}, 422, None, id="number for yes or no"),
        pytest.param({"jobs": [PYTHON_JOB | {"description": "x" * 100_001}], "user_profile": {}}, 422, None, id="long"),
    ],
)
def test_a_bad_batch_is_named(
    http: Any, me: dict[str, str], path: str, body: Any, status: int, detail: str | None
) -> None:
    answer = http.post(path, json=body, headers=me)
    assert answer.status_code == status, answer.text
    if detail:
        assert answer.json()["error"] == detail
    else:
        assert answer.json()["errors"][0]["pointer"].startswith("#/")


def test_an_unknown_resume_is_not_found(
    http: Any, me: dict[str, str], resume_id: str, bearer: Any, other_user: Any
) -> None:
    nobodys = "00000000-0000-4000-8000-000000000000"
    for headers, wanted in ((me, nobodys), (bearer(other_user), resume_id)):
        body = {"resumeId": wanted, "jobs": postings(1), "job": postings(1)[0]}
        for path in ("/match", "/match/batch"):
            answer = http.post(path, json=body, headers=headers)
            assert (answer.status_code, answer.json()["error"]) == (404, "Resume not found")
        assert http.get(f"/match/batch-cache?resumeId={wanted}", headers=headers).status_code == 404


def test_fifty_postings_are_one_read_and_one_write_and_then_one_read_beside_the_limit(
    http: Any, me: dict[str, str], resume_id: str
) -> None:
    first = batch(http, me, resume_id, postings(50))
    assert (first.json()["processed_count"], first.json()["cached_count"]) == (50, 0)
    assert round_trips(first) == 3, "the limit, one read, one write"
    second = batch(http, me, resume_id, postings(50))
    assert second.json()["cached_count"] == 50
    assert round_trips(second) == 2
    strip = lambda body: [{k: v for k, v in item.items() if k != "created_at"} for item in body["results"]]  # noqa: E731
    assert strip(first.json()) == strip(second.json())


def test_only_what_changed_is_scored_again(http: Any, me: dict[str, str], resume_id: str) -> None:
    jobs = postings(3)
    batch(http, me, resume_id, jobs)
    jobs[1] = jobs[1] | {"description": "You know Rust and Kafka well."}
    again = batch(http, me, resume_id, jobs).json()
    assert again["cached_count"] == 2
    assert [item["job_id"] for item in again["results"]] == ["j0", "j1", "j2"]
    cached = http.get(f"/match/batch-cache?resumeId={resume_id}", headers=me).json()
    assert cached["count"] == 3
    assert {item["job_id"]: item["missing_skills"] for item in cached["results"]}["j1"] == ["Rust", "Apache Kafka"]


@pytest.mark.parametrize("data", [{}, {"match_score": "many"}, {"match_score": 7, "explanation": 3}], ids=str)
def test_a_damaged_result_is_left_out_and_scored_again(
    http: Any, me: dict[str, str], resume_id: str, db: Any, data: dict[str, Any]
) -> None:
    batch(http, me, resume_id, postings(3))
    db.sql("update public.match_results set data = $1 where job_id = 'j1'", data)

    cached = http.get(f"/match/batch-cache?resumeId={resume_id}", headers=me).json()
    again = batch(http, me, resume_id, postings(3)).json()

    assert {item["job_id"] for item in cached["results"]} == {"j0", "j2"}
    assert (again["cached_count"], again["processed_count"]) == (2, 3)
    assert http.get(f"/match/batch-cache?resumeId={resume_id}", headers=me).json()["count"] == 3


def test_a_changed_resume_makes_its_results_stale_until_they_are_scored_again(
    http: Any, me: dict[str, str], resume_id: str
) -> None:
    def stale() -> list[bool]:
        cached = http.get(f"/match/batch-cache?resume_id={resume_id}", headers=me)
        assert round_trips(cached) == 1
        return [item["stale"] for item in cached.json()["results"]]

    batch(http, me, resume_id, postings(2))
    assert stale() == [False, False]
    http.patch(f"/resumes/{resume_id}", json={"parsed_data": {"skills": [{"name": "Rust"}]}}, headers=me)
    assert stale() == [True, True]
    assert batch(http, me, resume_id, postings(1)).json()["cached_count"] == 0
    assert sorted(stale()) == [False, True]


def test_an_old_scorers_result_is_stale(http: Any, me: dict[str, str], resume_id: str, db: Any) -> None:
    batch(http, me, resume_id, postings(1))
    db.sql("update public.match_results set scorer_version = 'older'")
    assert http.get(f"/match/batch-cache?resumeId={resume_id}", headers=me).json()["results"][0]["stale"] is True
    assert batch(http, me, resume_id, postings(1)).json()["cached_count"] == 0


def test_wishes_sent_beside_a_resume_never_reuse_a_score_made_without_them(
    http: Any, me: dict[str, str], resume_id: str
) -> None:
    batch(http, me, resume_id, postings(1))
    wishes = {"user_profile": {"target_role": "Nurse"}}
    assert batch(http, me, resume_id, postings(1), **wishes).json()["cached_count"] == 0
    assert batch(http, me, resume_id, postings(1), **wishes).json()["cached_count"] == 1


def test_single_and_batch_are_kept_apart_and_share_what_is_valid(
    http: Any, me: dict[str, str], resume_id: str, db: Any
) -> None:
    single = http.post("/match", json={"resumeId": resume_id, "job": postings(1)[0]}, headers=me).json()
    assert (single["source"], single["type"], single["cached"]) == ("single", "scoring", False)
    assert batch(http, me, resume_id, postings(1)).json()["cached_count"] == 1
    assert db.value("select array_agg(source order by source) from public.match_results") == ["batch", "single"]
    assert http.get(f"/match/batch-cache?resumeId={resume_id}", headers=me).json()["count"] == 1


def test_the_same_posting_twice_in_a_batch_gets_two_answers_and_one_row(
    http: Any, me: dict[str, str], resume_id: str, db: Any
) -> None:
    answer = batch(http, me, resume_id, [postings(1)[0]] * 3).json()
    assert answer["processed_count"] == 3
    assert db.value("select count(*) from public.match_results") == 1


def test_a_posting_without_an_id_gets_one_from_its_content(http: Any, me: dict[str, str], resume_id: str) -> None:
    job = {"job_title": "Backend Engineer", "description": "Python"}
    first, second = (batch(http, me, resume_id, [job]).json() for _ in range(2))
    assert first["results"][0]["job_id"] == second["results"][0]["job_id"]
    assert second["cached_count"] == 1


def test_a_profile_or_a_text_alone_stores_nothing(http: Any, me: dict[str, str], db: Any) -> None:
    for who in ({"user_profile": {"skills": ["Python"]}}, {"resume_text": RESUME_TEXT}):
        for path in ("/match/batch", "/batch-score-jobs"):
            answer = http.post(path, json={"jobs": postings(2)} | who, headers=me)
            assert answer.status_code == 200, answer.text
            assert round_trips(answer) == 1, "the limit alone"
            assert "Python" in answer.json()["results"][0]["matched_skills"]
    assert db.value("select count(*) from public.match_results") == 0


def test_a_row_of_the_old_source_reads_as_single(db: Any) -> None:
    assert "dify" not in db.value(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'match_results_source_check'"
    )


@pytest.mark.parametrize("odd", ["a\x00b", "\u202eright-to-left", "\U0001f600" * 50, "j'1,2(3)\"", "ключ/%2F?&="])
def test_odd_ids_come_back_as_they_are(http: Any, me: dict[str, str], resume_id: str, odd: str) -> None:
    job = {"job_id": odd, "job_title": odd, "description": odd}
    for _ in range(2):
        item = batch(http, me, resume_id, [job]).json()["results"][0]
        assert item["job_id"] == odd.replace("\x00", "")


def test_an_id_may_be_a_number_and_a_title_may_not(http: Any, user: Any, bearer: Any) -> None:
    job = {"job_id": 4021, "job_title": "Backend Engineer", "description": "Python"}
    sent = {"resume_text": RESUME_TEXT, "job": job}

    assert http.post("/match", json=sent, headers=bearer(user)).json()["job_id"] == "4021"
    refused = http.post("/match", json=sent | {"job": job | {"job_title": 0}}, headers=bearer(user))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "#/job/job_title"
