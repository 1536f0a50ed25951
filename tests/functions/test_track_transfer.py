"""POST /jobs/batch and GET /jobs/export.csv: any table in, a safe one out, nothing lost and nothing half done."""

import csv
import io
import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

SHEET = """Company;Position;Ort;Status;Bewerbungsdatum;Gehalt;Notizen;Farbe
Zoë GmbH;Bäckerin;Köln;Beworben;13.11.2026;€ 45.000 – 52.000;"erste Zeile
zweite; Zeile";blau
Café Noir;Köchin;;Vorstellungsgespräch;3.11.2026;;;
;Ohne Firma;;;;;;
Café Noir;Köchin;;Absage;;;;
"""


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


def upload(http: Any, me: dict[str, str], body: str | bytes, kind: str = "text/csv") -> Any:
    data = body.encode() if isinstance(body, str) else body
    answer = http.post("/jobs/batch", content=data, headers=me | {"content-type": kind})
    assert answer.status_code == 200, answer.text
    return answer.json()


def jobs(http: Any, me: dict[str, str]) -> list[Any]:
    return http.get("/jobs?pageSize=100&order=asc&include=description", headers=me).json()["jobs"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac-roman"]
)  # fmt: skip
def test_a_spreadsheet_is_understood_in_any_encoding(http: Any, me: dict[str, str], encoding: str) -> None:
    sheet = SHEET if encoding != "mac-roman" else SHEET.replace("€ ", "")
    answer = upload(http, me, sheet.encode(encoding))
    assert [result["verdict"] for result in answer["results"]] == ["created", "created", "invalid", "duplicate"]
    assert (answer["created_count"], answer["duplicate_count"], answer["invalid_count"]) == (2, 1, 1)
    assert answer["ignored_columns"] == ["Farbe"]
    assert answer["results"][2]["row"] == 4
    assert answer["results"][2]["reasons"][0]["pointer"] == "/company_name"
    baker, cook = jobs(http, me)
    assert (baker["job_title"], baker["company_name"], baker["location"]) == ("Bäckerin", "Zoë GmbH", "Köln")
    assert (baker["salary_min"], baker["salary_max"]) == (45000, 52000)
    assert baker["notes"] == "erste Zeile\nzweite; Zeile"
    assert baker["application_date"] == "2026-11-13T00:00:00Z"
    assert (cook["status"], cook["company_name"]) == ("interviewed", "Café Noir")
    assert baker["source"] == "import"


def test_a_declared_charset_is_believed(http: Any, me: dict[str, str]) -> None:
    upload(http, me, "title,company\nПекарь,Хлеб\n".encode("cp1251"), "text/csv; charset=windows-1251")
    assert jobs(http, me)[0]["job_title"] == "Пекарь"


def test_a_file_may_come_from_a_form(http: Any, me: dict[str, str]) -> None:
    file = {
        "file": ("jobs.csv", b"sep=\t\r\nRole\tEmployer\tDate Applied\nNurse\tAcme\t11/13/26, 1:24 PM\n", "text/csv")
    }
    answer = http.post("/jobs/batch", files=file, data={"source": "huntr"}, headers=me)
    assert answer.json()["created_count"] == 1, answer.text
    (job,) = jobs(http, me)
    assert (job["source"], job["application_date"]) == ("huntr", "2026-11-13T13:24:00Z")


def test_a_list_gets_a_verdict_for_each_in_one_round_trip(http: Any, me: dict[str, str]) -> None:
    sent = [
        {"job_title": "Nurse", "company_name": "Acme", "match_score": 88},
        {"job_title": "Nurse", "company_name": "ACME "},
        {"job_title": "Nurse"},
        7,
        {"job_title": "Cook", "company_name": "Bistro", "status": "hired", "salary_min": -1},
        {"title": "Cook", "company": "Bistro"},
    ]
    answer = http.post("/jobs/batch", json={"jobs": sent, "source": "scanner"}, headers=me)
    assert answer.status_code == 200, answer.text
    assert answer.headers["server-timing"].endswith('db;desc="1"')
    results = answer.json()["results"]
    assert [result["verdict"] for result in results] == ["created", "duplicate"] + ["invalid"] * 3 + ["created"]
    assert results[0]["id"] == results[1]["id"]
    assert {reason["pointer"] for reason in results[4]["reasons"]} == {"/status", "/salary_min"}
    assert [job["source"] for job in jobs(http, me)] == ["scanner", "scanner"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "jobs array is required"),
        ({"jobs": None}, "jobs array is required"),
        ({"jobs": []}, "jobs array is required"),
        ({"jobs": {"a": 1}}, "jobs array is required"),
        ([], "jobs array is required"),
        ({"jobs": [{}] * 101}, "Batch size cannot exceed 100 jobs"),
    ],
)
def test_the_seed_words_for_a_bad_list(http: Any, me: dict[str, str], body: Any, detail: str) -> None:
    answer = http.post("/api/jobs/batch", json=body, headers=me)
    assert (answer.status_code, answer.json()["error"]) == (400, detail)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param(b"{", "application/json", 400, id="cut JSON"),
        pytest.param(b"", "text/csv", 400, id="empty"),
        pytest.param(b"a,b\n1,2\n", "text/csv", 400, id="no known heads"),
        pytest.param(b"title,company\n", "text/csv", 400, id="no rows"),
        pytest.param(b"title,company\n" + b"a,b\n" * 1001, "text/csv", 400, id="too many rows"),
        pytest.param(b"title,company\n\xff\xfe,\x00\n", "text/csv; charset=klingon", 400, id="unknown charset"),
        pytest.param(b"title,company\na,b", "image/png", 415, id="picture"),
        pytest.param(b"title,company\n" + b'a,"' + b"x" * 1_100_000, "text/csv", 400, id="endless cell"),
    ],
)
def test_what_is_no_list_leaves_nothing_behind(
    http: Any, me: dict[str, str], db: Any, body: bytes, kind: str, status: int
) -> None:
    answer = http.post("/jobs/batch", content=body, headers=me | {"content-type": kind})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert db.value("select count(*) from public.tracked_jobs") == 0


def test_fifty_imports_at_once_give_one_row_per_posting(http: Any, me: dict[str, str], db: Any) -> None:
    sheet = "title,company,url\n" + "".join(
        f"Nurse {n},Acme,{f'https://acme.example/jobs/{n}?utm_source=x' if n % 2 else ''}\n" for n in range(10)
    )

    def send(_: int) -> list[str]:
        return [result["verdict"] for result in upload(http, me, sheet)["results"]]

    with ThreadPoolExecutor(50) as pool:
        verdicts = list(itertools.chain.from_iterable(pool.map(send, range(50))))
    assert (verdicts.count("created"), verdicts.count("duplicate")) == (10, 490)
    assert db.value("select count(*) from public.tracked_jobs") == 10
    assert db.value("select count(*) from public.job_audit_log") == 10


def test_a_scanner_does_not_bring_back_what_was_thrown_away(http: Any, me: dict[str, str]) -> None:
    job = {"job_title": "Nurse", "company_name": "Acme"}
    first = http.post("/jobs/batch", json={"jobs": [job], "source": "scanner"}, headers=me).json()["results"][0]
    http.delete(f"/jobs/{first['id']}", headers=me)
    again = http.post("/jobs/batch", json={"jobs": [job | {"source": "scanner"}]}, headers=me).json()["results"][0]
    assert (again["verdict"], again["deleted"]) == ("duplicate", True)
    assert jobs(http, me) == []
    by_hand = http.post("/jobs/batch", json={"jobs": [job]}, headers=me).json()["results"][0]
    assert (by_hand["verdict"], by_hand["restored"], by_hand["id"]) == ("created", True, first["id"])


HOSTILE = {
    "job_title": "=cmd|' /C calc'!A0",
    "company_name": "@SUM(1+1)",
    "location": "'=not mine; \"quoted\", 'text'",
    "notes": '-2+3\nsecond line\twith tab; =HYPERLINK("x")',
    "description": "+49 30 123\r\n'plain'",
    "job_url": "https://acme.example/jobs/1?a=1&b=2",
    "match_percentage": 61,
    "ranking_level": "high",
    "matched_skills": ["C++", "a;b", "=1+1"],
    "missing_skills": ["Communication, written"],
    "status": "applied",
    "application_date": "2026-03-04T05:06:07.089Z",
    "interview_date": "2026-12-01",
    "interview_stage": "＝onsite",
    "salary_min": 50000.5,
    "salary_max": 60000,
    "source": "scanner",
}


def test_what_is_taken_out_opens_safely_and_comes_back_whole(
    http: Any, me: dict[str, str], make_user: Any, bearer: Any, db: Any
) -> None:
    first = http.post("/jobs/track", json=HOSTILE, headers=me).json()["job"]
    http.post("/jobs/track", json={"job_title": "Plain", "company_name": "Büro"}, headers=me)
    for status in ("interviewed", "rejected"):
        http.patch(f"/jobs/{first['id']}", json={"status": status, "rejection_reason": "=none"}, headers=me)
    before = http.get("/jobs/stats", headers=me).json()
    answer = http.get("/api/jobs/export.csv", headers=me)
    assert answer.headers["server-timing"].endswith('db;desc="1"')
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "＝"}]

    other = bearer(make_user())
    imported = upload(http, other, answer.content)
    assert imported["created_count"] == 2, imported
    assert imported["ignored_columns"] == []
    own = {"id", "updated_at", "version", "last_viewed_at"}

    def facts(person: dict[str, str]) -> list[Any]:
        return [{name: value for name, value in job.items() if name not in own} for job in jobs(http, person)]

    assert facts(other) == facts(me)
    after = http.get("/jobs/stats", headers=other).json()
    assert after | {"time_in_stage": before["time_in_stage"]} == before
    again = http.get("/jobs/export.csv", headers=other).content.decode("utf-8-sig")
    assert without(again, own) == without(answer.content.decode("utf-8-sig"), own)
    assert upload(http, me, answer.content)["duplicate_count"] == 2, "and changes nothing where it is known"


def without(table: str, names: set[str]) -> list[dict[str, str]]:
    return [
        {name: cell for name, cell in row.items() if name not in names}
        for row in csv.DictReader(io.StringIO(table, newline=""))
    ]


def test_a_large_export_comes_in_pieces_or_compressed(http: Any, me: dict[str, str], db: Any, user: Any) -> None:
    db.sql(
        """insert into public.tracked_jobs (user_id, job_title, company_name, description)
           select $1::uuid, 'Engineer ' || n, 'Acme', repeat(md5(n::text), 200) from generate_series(1, 1200) as n""",
        user.id,
    )
    whole = http.get("/jobs/export.csv", headers=me)
    assert whole.headers["content-encoding"] == "gzip"
    rows = list(csv.DictReader(io.StringIO(whole.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1200
    found, path = [], "/jobs/export.csv"
    while path:
        piece = http.get(path, headers=me | {"accept-encoding": "identity"})
        assert len(piece.content) <= 4 * 1024 * 1024
        found += csv.DictReader(io.StringIO(piece.content.decode("utf-8-sig"), newline=""))
        path = piece.links["next"]["url"] if "link" in piece.headers else ""
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    assert http.get("/jobs/export.csv?cursor=nonsense", headers=me).status_code == 400


def test_a_form_that_cannot_be_read_is_an_invalid_request(http: Any, me: dict[str, str]) -> None:
    for path in ("/jobs/batch", "/resumes"):
        headers = me | {"content-type": "multipart/form-data; boundary=x"}
        refused = http.post(path, content=b"no part begins here", headers=headers)

        assert (refused.status_code, refused.json()["type"]) == (400, "/problems/invalid-request"), refused.text
