"""GET /jobs/stats: the funnel follows the history, and every number is checked against the jobs themselves."""

from typing import Any

import pytest


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


def stats(http: Any, me: dict[str, str], **query: Any) -> Any:
    answer = http.get("/jobs/stats", params=query, headers=me)
    assert answer.status_code == 200, answer.text
    assert answer.headers["server-timing"].endswith('db;desc="1"')
    return answer.json()


def tracked(http: Any, me: dict[str, str], number: int, *moves: str, **fields: Any) -> str:
    body = {"job_title": f"Nurse {number}", "company_name": "Acme"} | fields
    job = http.post("/jobs/track", json=body, headers=me).json()["job"]
    for status in moves:
        answer = http.patch(f"/jobs/{job['id']}", json={"status": status}, headers=me)
        assert answer.status_code == 200, answer.text
    return job["id"]


def test_nothing_is_counted_of_nobody(http: Any, me: dict[str, str]) -> None:
    empty = stats(http, me)
    assert (empty["total"], empty["average_match"], empty["response_rate"]) == (0, None, None)
    assert empty["funnel"] == dict.fromkeys(empty["funnel"], 0)
    assert empty["by_status"]["new"] == 0


def test_a_job_counts_as_far_as_it_came(http: Any, me: dict[str, str], other_user: Any, bearer: Any) -> None:
    tracked(http, me, 1, match_percentage=80, source="scanner")
    tracked(http, me, 2, "interested", match_percentage=51)
    tracked(http, me, 3, "applied", "interviewed", "rejected")
    tracked(http, me, 4, "applied", "interviewed", "offered", "archived")
    tracked(http, me, 5, "applied", "rejected", company_name="ACME")
    tracked(http, me, 6, "interviewed", "applied")  # a slip, put right
    tracked(http, me, 7, "applied", company_name="Bistro")
    tracked(http, me, 8, status="rejected", interview_date="2026-01-01")
    tracked(http, me, 9, "applied", "rejected", "applied", "archived")
    gone = tracked(http, me, 10, "applied")
    http.delete(f"/jobs/{gone}", headers=me)
    tracked(http, bearer(other_user), 11, "applied")
    found = stats(http, me)
    assert found["total"] == 9
    assert found["funnel"] == {
        "tracked": 9, "interested": 8, "applied": 7, "interviewed": 3, "offered": 1, "rejected": 3,
    }  # fmt: skip
    assert found["response_rate"] == round(4 / 7, 4)
    assert (found["scored"], found["average_match"]) == (2, 65.5)
    assert found["by_status"] == {
        "new": 1, "interested": 1, "applied": 2, "interviewed": 0, "offered": 0, "rejected": 3, "archived": 2,
    }  # fmt: skip
    assert found["by_ranking"] == {"high": 1, "medium": 1, "low": 0, "unscored": 7}
    assert found["by_source"] == {"manual": 8, "scanner": 1}
    assert found["by_company"] == [{"company_name": "Acme", "count": 8}, {"company_name": "Bistro", "count": 1}]
    assert [(week["tracked"], week["applied"]) for week in found["by_week"]] == [(9, 7)]
    assert stats(http, me, companies=1)["by_company"] == found["by_company"][:1]


def test_time_in_a_stage_is_what_the_history_says(http: Any, me: dict[str, str], db: Any) -> None:
    job = tracked(http, me, 1)
    for days, status in ((2, "applied"), (5, "interviewed"), (7, "rejected")):
        db.sql("update public.tracked_jobs set stage_entered_at = now() - make_interval(days => $1::integer)", days)
        http.patch(f"/jobs/{job}", json={"status": status}, headers=me)
    assert stats(http, me)["time_in_stage"] == {
        "new": {"count": 1, "average_days": 2.0, "median_days": 2.0},
        "applied": {"count": 1, "average_days": 5.0, "median_days": 5.0},
        "interviewed": {"count": 1, "average_days": 7.0, "median_days": 7.0},
    }


@pytest.mark.parametrize("query", [{"weeks": 0}, {"weeks": 521}, {"companies": 101}, {"weeks": "x"}])
def test_a_bad_query_is_refused(http: Any, me: dict[str, str], query: Any) -> None:
    assert http.get("/jobs/stats", params=query, headers=me).status_code == 422
