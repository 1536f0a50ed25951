"""GET /jobs: every filter, search, order, page and cursor, combined; and the plans behind them."""

import re
from itertools import product
from typing import Any

import pytest

SORTS = ("created_at", "match_percentage", "job_title", "company_name", "updated_at")

FILL = """
insert into public.tracked_jobs (user_id, job_title, company_name, location, match_percentage, status, source, notes,
  created_at, application_date, interview_date, rejection_date, canonical_url)
select $1::uuid,
  (array['Ärztin', 'zookeeper', 'Nurse', 'nurse', 'Senior Python Engineer', 'C++ Developer'])[1 + n % 6],
  (array['Acme', 'Zoë GmbH', 'northwind'])[1 + n % 3],
  (array['Berlin', 'São Paulo'])[1 + n % 2],
  case when n % 5 > 0 then (n * 37) % 101 end,
  (array['new', 'interested', 'applied', 'interviewed', 'offered', 'rejected', 'archived'])[1 + n % 7],
  (array['manual', 'scanner'])[1 + n % 2], case when n = 7 then 'Kubernetes, called twice' else '' end,
  '2026-01-01'::timestamptz + make_interval(days => n / 3),
  '2026-02-01', '2026-03-01'::timestamptz + make_interval(days => n), '2026-04-01', 'https://x.example/' || n
from generate_series(1, $2::integer) as n
"""


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def jobs(db: Any, user: Any, other_user: Any) -> None:
    db.sql(FILL, user.id, 42)
    db.sql(FILL, other_user.id, 5)


def ask(http: Any, me: dict[str, str], **query: Any) -> Any:
    answer = http.get("/jobs", params=query, headers=me)
    assert answer.status_code == 200, answer.text
    assert answer.headers["server-timing"].endswith('db;desc="1"')
    return answer.json()


def walk(http: Any, me: dict[str, str], **query: Any) -> list[Any]:
    found, cursor = [], None
    for page in range(1, 50):
        answer = ask(http, me, **query | ({"cursor": cursor} if cursor else {}))
        assert answer["page"] == page
        found += answer["jobs"]
        cursor = answer["next_cursor"]
        if cursor is None:
            assert answer["total"] == len(found)
            assert answer["total_pages"] == max(page, 1) or not found
            return found
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize(("sort", "order"), list(product(SORTS, ("asc", "desc"))))
def test_pages_and_cursors_give_each_job_once_in_order(
    http: Any, me: dict[str, str], jobs: None, sort: str, order: str
) -> None:
    walked = walk(http, me, sortBy=sort, order=order, pageSize=10)
    assert len({job["id"] for job in walked}) == 42
    paged = [
        job for page in range(1, 6) for job in ask(http, me, sort_by=sort, order=order, page_size=10, page=page)["jobs"]
    ]
    assert [job["id"] for job in paged] == [job["id"] for job in walked]
    backwards = walk(http, me, sortBy=sort, order="asc" if order == "desc" else "desc", pageSize=17)
    assert [job["id"] for job in reversed(backwards)] == [job["id"] for job in walked]
    keys = [-1 if job[sort] is None else job[sort] for job in walked]
    if sort not in {"job_title", "company_name"}:
        assert keys == sorted(keys, reverse=order == "desc")
    elif order == "asc":
        assert list(dict.fromkeys(keys)) == (
            ["Ärztin", "C++ Developer", "nurse", "Nurse", "Senior Python Engineer", "zookeeper"]
            if sort == "job_title"
            else ["Acme", "northwind", "Zoë GmbH"]
        )


def test_a_mistyped_search_stays_corrected_on_the_next_page(http: Any, me: dict[str, str], jobs: None) -> None:
    assert ask(http, me, search="nurse")["corrected"] is False
    first = ask(http, me, search="nrse", pageSize=10)
    assert (first["total"], first["corrected"]) == (14, True)
    assert len({job["id"] for job in walk(http, me, search="nrse", pageSize=10)}) == 14
    http.post("/jobs/track", json={"job_title": "Nrse", "company_name": "Typo"}, headers=me)
    later = ask(http, me, search="nrse", pageSize=10, cursor=first["next_cursor"])
    assert len(later["jobs"]) == 4, "whatever arrives meanwhile"


def test_a_search_that_finds_thousands_is_walked_in_order(http: Any, me: dict[str, str], many: None) -> None:
    walked = walk(http, me, search="uniqu", sortBy="match_percentage", pageSize=100)
    assert len({job["id"] for job in walked}) == 3000
    assert [job["match_percentage"] for job in walked] == sorted((n % 101 for n in range(1, 3001)), reverse=True)


def test_a_walk_goes_on_where_it_was_when_jobs_arrive_and_leave(
    http: Any, me: dict[str, str], jobs: None, db: Any, user: Any
) -> None:
    first = ask(http, me, pageSize=10)
    db.sql("update public.tracked_jobs set deleted_at = now() where id = $1::uuid", first["jobs"][-1]["id"])
    http.post("/jobs/track", json={"job_title": "new", "company_name": "new"}, headers=me)
    rest = walk_from(http, me, first["next_cursor"])
    assert len({job["id"] for job in rest} | {job["id"] for job in first["jobs"]}) == 42


def walk_from(http: Any, me: dict[str, str], cursor: str | None) -> list[Any]:
    found = []
    while cursor:
        answer = ask(http, me, pageSize=10, cursor=cursor)
        found += answer["jobs"]
        cursor = answer["next_cursor"]
    return found


def score(job: Any) -> int:
    return -1 if job["match_percentage"] is None else job["match_percentage"]


def titled(word: str) -> Any:
    return lambda job: word in job["job_title"]


def together(job: Any) -> bool:
    return job["job_title"].lower() == "nurse" and job["source"] == "manual" and score(job) >= 10


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        pytest.param(
            {"status": ["applied", "offered"]}, lambda job: job["status"] in {"applied", "offered"}, id="several"
        ),
        pytest.param({"status": "applied,offered"}, lambda job: job["status"] in {"applied", "offered"}, id="in one"),
        pytest.param({"minMatch": 70}, lambda job: score(job) >= 70, id="least match"),
        pytest.param({"min_match": 20, "maxMatch": 60}, lambda job: 20 <= score(job) <= 60, id="match"),
        pytest.param({"ranking_level": "high"}, lambda job: score(job) >= 70, id="ranking"),
        pytest.param({"source": "scanner"}, lambda job: job["source"] == "scanner", id="source"),
        pytest.param({"company": "ZOE  gmbh"}, lambda job: job["company_name"] == "Zoë GmbH", id="company"),
        pytest.param(
            {"createdFrom": "2026-01-05", "created_to": "2026-01-08"},
            lambda job: "2026-01-05" <= job["created_at"] < "2026-01-09",
            id="created",
        ),
        pytest.param({"interviewTo": "2026-03-10"}, lambda job: job["interview_date"] < "2026-03-11", id="interview"),
        pytest.param({"search": "pyth"}, titled("Python"), id="beginning"),
        pytest.param(
            {"search": "Arztin BERLÍN"},
            titled("Ärztin"),
            id="accents",
        ),
        pytest.param({"search": "c++"}, titled("C++"), id="signs"),
        pytest.param({"search": "pyhton enginer"}, titled("Python"), id="mistyped"),
        pytest.param({"search": "ython"}, titled("Python"), id="inside"),
        pytest.param({"search": "kubernetes"}, lambda job: job["notes"] != "", id="notes"),
        pytest.param({"search": "xylophone"}, lambda job: False, id="nothing"),
        pytest.param({"search": " --- "}, lambda job: True, id="marks alone"),
        pytest.param(
            {"minMatch": 10, "search": "nurse", "sortBy": "match_percentage", "source": "manual"},
            together,
            id="together",
        ),
        pytest.param({"page": 99}, None, id="beyond the end"),
    ],
)
def test_filters(http: Any, me: dict[str, str], jobs: None, query: Any, holds: Any) -> None:
    if holds is None:
        beyond = ask(http, me, **query)
        assert (beyond["jobs"], beyond["next_cursor"]) == ([], None)
        assert (beyond["page"], beyond["total"], beyond["total_pages"]) == (99, 42, 3)
        return
    everything = walk(http, me, pageSize=100)
    found = walk(http, me, pageSize=10, **query)
    assert {job["id"] for job in found} == {job["id"] for job in everything if holds(job)}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"pageSize": 9}, "query:page_size"),
        ({"pageSize": 101}, "query:page_size"),
        ({"page": 0}, "query:page"),
        ({"page": "x"}, "query:page"),
        ({"status": "hired"}, "query:status.0"),
        ({"minMatch": 101}, "query:min_match"),
        ({"sortBy": "password"}, "query:sort_by"),
        ({"order": "up"}, "query:order"),
        ({"createdFrom": "soon"}, "query:created_from"),
        ({"createdTo": "9999-12-31"}, "query:created_to"),
        ({"cursor": "nonsense"}, "query:cursor"),
        ({"cursor": "W10"}, "query:cursor"),
    ],
)
def test_a_bad_query_is_named(http: Any, me: dict[str, str], query: Any, pointer: str) -> None:
    answer = http.get("/jobs", params=query, headers=me)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_cursor_belongs_to_its_list(http: Any, me: dict[str, str], jobs: None) -> None:
    cursor = ask(http, me, pageSize=10, status="new,applied")["next_cursor"]
    answer = http.get("/jobs", params={"cursor": cursor, "pageSize": 10}, headers=me)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "query:cursor")


def test_descriptions_come_when_asked_for(http: Any, me: dict[str, str]) -> None:
    http.post("/jobs/track", json={"job_title": "a", "company_name": "b", "description": "long"}, headers=me)
    assert ask(http, me)["jobs"][0]["description"] is None
    assert ask(http, me, include="description")["jobs"][0]["description"] == "long"


def test_a_stranger_sees_and_counts_nothing(http: Any, jobs: None, make_user: Any, bearer: Any) -> None:
    nobody = bearer(make_user())
    for query in ({}, {"search": "python"}, {"search": "pyhton"}, {"status": "new"}, {"deleted": "true"}):
        answer = ask(http, nobody, **query)
        assert (answer["jobs"], answer["total"]) == ([], 0)


NEWEST = "order by created_at desc, id desc limit 21"
LAST = "('2026-06-01', '00000000-0000-0000-0000-000000000000')"
PLANS = {
    "newest": (NEWEST, "tracked_jobs_created"),
    "cursor": (f"and (created_at, id) < {LAST} {NEWEST}", "tracked_jobs_created"),
    "updated": ("order by updated_at desc, id desc limit 21", "tracked_jobs_updated"),
    "title": ("order by job_title, id limit 21", "tracked_jobs_title"),
    "company name": ("order by company_name, id limit 21", "tracked_jobs_company_name"),
    "match": ("order by coalesce(match_percentage, -1) desc, id desc limit 21", "tracked_jobs_match"),
    "status": (f"and status = any ('{{offered}}') {NEWEST}", "tracked_jobs_status"),
    "ranking": (f"and ranking_level = any ('{{unknown}}') {NEWEST}", "tracked_jobs_ranking"),
    "source": (f"and source = any ('{{elsewhere}}') {NEWEST}", "tracked_jobs_source"),
    "company": (f"and company_key = 'company 77' {NEWEST}", "tracked_jobs_company"),
    "interviews": (f"and interview_date >= '2027-01-01' {NEWEST}", "tracked_jobs_interview"),
    "applications": (f"and application_date < '2025-01-01' {NEWEST}", "tracked_jobs_applied"),
    "search": (f"and search_vector @@ '''OWNERunique77'':*'::tsquery {NEWEST}", "tracked_jobs_search"),
}


STATISTICS = {
    "status, furthest_stage, ranking_level, source, match_percentage": "tracked_jobs_status",
    "created_at, furthest_stage": "tracked_jobs_created",
    "company_key": "tracked_jobs_company",
}


@pytest.fixture
def many(db: Any, user: Any, other_user: Any) -> None:
    for person in (user, other_user):
        db.sql(
            """insert into public.tracked_jobs (user_id, job_title, company_name, match_percentage, status,
                 application_date, interview_date, created_at, canonical_url)
               select $1::uuid, 'Engineer unique' || n, 'Company ' || n % 200, n % 101,
                 case when n % 50 = 0 then 'offered' else 'applied' end, '2026-02-01', '2026-03-01',
                 '2026-01-01'::timestamptz + make_interval(mins => n), 'https://x.example/' || n
               from generate_series(1, 3000) as n""",
            person.id,
        )
    db.sql("vacuum analyze public.tracked_jobs")


def test_every_list_search_and_statistic_is_found_in_an_index(db: Any, many: None, user: Any) -> None:
    owner = user.id.hex[:10]
    for name, (asked, index) in PLANS.items():
        question = asked.replace("OWNER", owner)
        rows = db.sql(
            f"explain select id from public.tracked_jobs where user_id = '{user.id}' and deleted_at is null {question}"
        )
        plan = "\n".join(row["QUERY PLAN"] for row in rows)
        assert re.search(rf"\b{index}\b", plan), f"{name}:\n{plan}"
        assert "Seq Scan" not in plan, name
    # The table is small here: what counts is that one index holds all that each statistic reads.
    db.sql("set enable_seqscan = off; set enable_bitmapscan = off")
    try:
        for columns, index in STATISTICS.items():
            rows = db.sql(
                f"explain select {columns} from public.tracked_jobs where user_id = '{user.id}' and deleted_at is null"
            )
            assert f"Index Only Scan using {index}" in rows[0]["QUERY PLAN"]
    finally:
        db.sql("reset enable_seqscan; reset enable_bitmapscan")
