"""/resumes over the real stack: what goes in comes back, what cannot be read leaves nothing behind."""

import io
import json
import zipfile
from typing import Any

import pytest

RESUME_TEXT = """Ada Moreau
Backend Engineer
ada.moreau@example.com | +1 555 010 0199 | Lisbon, Portugal

Summary
Backend engineer who builds payment systems.

Experience
Senior Backend Engineer, Northwind Pay
Jan 2020 - Present
- Built a ledger service in Python and PostgreSQL that settles 2 million payments a day
- Moved 40 services to Kubernetes

Backend Engineer, Blue Harbor
Mar 2016 - Dec 2019
- Wrote REST APIs with FastAPI and Redis

Education
BSc Computer Science, University of Porto
2012 - 2016

Skills
Python, FastAPI, PostgreSQL, Kubernetes, Redis
"""

JSON_RESUME = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {"name": "Kim Minseo", "email": "minseo@example.com", "profiles": [], "x-mood": "calm"},
    "work": [{"name": "Acme", "position": "Nurse", "startDate": "2019-04", "highlights": ["Cared"], "shift": 3}],
    "skills": [{"name": "Triage", "keywords": []}],
    "x-own": {"deep": [1, {"two": None}]},
}


def upload(http: Any, headers: dict[str, str], name: str, data: bytes, kind: str) -> Any:
    return http.post("/api/resumes", files={"file": (name, data, kind)}, headers=headers)


def rows_and_files(db: Any) -> tuple[int, int]:
    return db.value("select count(*) from public.resumes"), db.value("select count(*) from storage.objects")


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def resume(http: Any, me: dict[str, str]) -> Any:
    answer = upload(http, me, "Ada Moreau.txt", RESUME_TEXT.encode(), "text/plain")
    assert answer.status_code == 201, answer.text
    return answer.json()["resume"]


def test_an_upload_is_parsed_and_stored_with_its_file(http: Any, me: dict[str, str], resume: Any, db: Any) -> None:
    assert resume["status"] in {"parsed", "needs_review"}
    assert resume["file_name"] == "Ada Moreau.txt"
    data = resume["parsed_data"]
    assert data["basics"]["name"] == "Ada Moreau"
    assert data["basics"]["email"] == "ada.moreau@example.com"
    assert [job["name"] for job in data["work"]] == ["Northwind Pay", "Blue Harbor"]
    assert data["work"][0]["start_date"] == "2020-01"
    assert rows_and_files(db) == (1, 1)
    read = http.get(f"/resumes/{resume['id']}", headers=me)
    assert read.status_code == 200
    assert read.json()["resume"] == resume


def test_the_list_shows_the_callers_own_newest_first(
    http: Any, me: dict[str, str], resume: Any, bearer: Any, other_user: Any
) -> None:
    second = http.post("/resumes", json={"text": RESUME_TEXT.replace("Ada", "Eva")}, headers=me).json()["resume"]
    listed = http.get("/resumes", headers=me).json()["resumes"]
    assert [row["id"] for row in listed] == [second["id"], resume["id"]]
    assert listed[1]["name"] == "Ada Moreau"
    assert http.get("/resumes", headers=bearer(other_user)).json()["resumes"] == []
    assert [row["id"] for row in http.get("/resumes?page=2&pageSize=1", headers=me).json()["resumes"]] == [resume["id"]]


@pytest.mark.parametrize("verb", ["get", "patch", "delete", "json-resume"])
def test_other_peoples_resumes_are_not_found(
    http: Any, resume: Any, bearer: Any, other_user: Any, db: Any, verb: str
) -> None:
    path, headers = f"/resumes/{resume['id']}", bearer(other_user)
    answer = {
        "get": lambda: http.get(path, headers=headers),
        "patch": lambda: http.patch(path, json={"file_name": "mine.txt"}, headers=headers),
        "delete": lambda: http.delete(path, headers=headers),
        "json-resume": lambda: http.get(f"{path}/json-resume", headers=headers),
    }[verb]()
    assert answer.status_code == 404
    assert answer.json()["error"] == "Resume not found"
    assert rows_and_files(db) == (1, 1)


def test_a_correction_replaces_the_named_section_and_keeps_the_others(
    http: Any, me: dict[str, str], resume: Any
) -> None:
    corrected = {"basics": {"name": "Ada M. Moreau", "email": "ada@example.com"}}
    answer = http.patch(f"/resumes/{resume['id']}", json={"parsed_data": corrected}, headers=me)
    assert answer.status_code == 200, answer.text
    after = answer.json()["resume"]
    assert after["parsed_data"]["basics"] == corrected["basics"]
    assert after["parsed_data"]["work"] == resume["parsed_data"]["work"]
    assert after["content_hash"] != resume["content_hash"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({}, 400, id="nothing"),
        pytest.param({"parsed_data": {"work": "none"}}, 422, id="wrong shape"),
        pytest.param({"parsed_data": []}, 422, id="list"),
        pytest.param({"file_name": ""}, 422, id="empty name"),
    ],
)
def test_a_bad_correction_changes_nothing(http: Any, me: dict[str, str], resume: Any, body: Any, status: int) -> None:
    assert http.patch(f"/resumes/{resume['id']}", json=body, headers=me).status_code == status
    assert http.get(f"/resumes/{resume['id']}", headers=me).json()["resume"] == resume


def test_deleting_takes_the_file_and_everything_derived(http: Any, me: dict[str, str], resume: Any, db: Any) -> None:
    job = {"job_id": "j1", "job_title": "Backend Engineer", "description": "Python"}
    assert http.post("/match", json={"resumeId": resume["id"], "job": job}, headers=me).status_code == 200
    assert db.value("select count(*) from public.match_results") == 1
    assert http.delete(f"/resumes/{resume['id']}", headers=me).json() == {"success": True, "id": resume["id"]}
    assert rows_and_files(db) == (0, 0)
    assert db.value("select count(*) from public.match_results") == 0
    assert http.delete(f"/resumes/{resume['id']}", headers=me).status_code == 404


def test_a_json_resume_comes_back_as_it_went_in(http: Any, me: dict[str, str]) -> None:
    sent = json.dumps(JSON_RESUME).encode()
    stored = upload(http, me, "resume.json", sent, "application/json")
    assert stored.status_code == 201, stored.text
    path = f"/resumes/{stored.json()['resume']['id']}/json-resume"
    assert http.get(path, headers=me).json() == JSON_RESUME


def test_a_signed_upload_is_parsed_by_its_path(http: Any, me: dict[str, str], supabase_for: Any, user: Any) -> None:
    signed = http.post("/resumes/upload-url", json={"file_name": "cv.txt"}, headers=me).json()
    assert signed["file_path"].startswith(f"{user.id}/")
    put = http.put(signed["upload_url"], content=RESUME_TEXT.encode(), headers={"content-type": "text/plain"})
    assert put.status_code == 200, put.text
    answer = http.post("/resumes", json={"file_path": signed["file_path"]}, headers=me)
    assert answer.status_code == 201, answer.text
    assert answer.json()["resume"]["parsed_data"]["basics"]["name"] == "Ada Moreau"
    stored = supabase_for(user.token).storage.from_("resumes").download(signed["file_path"])
    assert stored == RESUME_TEXT.encode()


def test_somebody_elses_path_is_not_found(http: Any, resume: Any, bearer: Any, other_user: Any) -> None:
    for path in (resume["file_path"], f"{other_user.id}/../{resume['file_path']}", f"{other_user.id}/nothing.pdf"):
        answer = http.post("/resumes", json={"file_path": path}, headers=bearer(other_user))
        assert answer.status_code == 404, (path, answer.text)


def test_the_same_idempotency_key_is_the_same_resume(http: Any, me: dict[str, str], db: Any) -> None:
    headers = me | {"Idempotency-Key": "once"}
    first, second = (http.post("/resumes", json={"text": RESUME_TEXT}, headers=headers).json() for _ in range(2))
    assert first["resume"]["id"] == second["resume"]["id"]
    assert db.value("select count(*) from public.resumes") == 1


def zipped(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

BAD_FILES = [
    pytest.param("cv.exe", b"MZ\x90\x00" + b"\x00" * 200, "application/octet-stream", 415, id="program"),
    pytest.param("cv.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "application/pdf", 415, id="picture that says PDF"),
    pytest.param("cv.txt", b"%PDF-1.7\n%\xe2\xe3\n", "text/plain", 415, id="PDF that says text"),
    pytest.param("cv.pdf", b"%PDF-1.7\n" + b"garbage " * 50, "application/pdf", 422, id="damaged PDF"),
    pytest.param("cv.pdf", b"", "application/pdf", 422, id="empty"),
    pytest.param(
        "cv.docx",
        zipped(Content_Types_xml=b"<Types/>", word__document_xml=b"<w/>" + b" " * 80_000_000),
        DOCX, 422, id="zip bomb",
    ),
    pytest.param("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "application/msword", 415, id="old"),
    pytest.param("cv.txt", b"\x00\x01\x02\x03" * 100, "text/plain", 415, id="binary that says text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind", "status"), BAD_FILES)
def test_a_file_that_cannot_be_read_is_refused_by_name_and_leaves_nothing(
    http: Any, me: dict[str, str], db: Any, name: str, data: bytes, kind: str, status: int
) -> None:
    answer = upload(http, me, name, data, kind)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert problem["type"] not in {"/problems/unreadable", "/problems/internal-error"}
    assert len(problem["detail"]) > 15
    assert rows_and_files(db) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({"json": {}}, 400, id="neither"),
        pytest.param({"json": {"text": "   "}}, 400, id="blank text"),
        pytest.param({"json": {"text": 7}}, 400, id="number"),
        pytest.param({"json": []}, 400, id="list"),
        pytest.param({"content": b"{", "headers": {"content-type": "application/json"}}, 400, id="cut JSON"),
        pytest.param({"content": b"hi", "headers": {"content-type": "text/plain"}}, 415, id="plain body"),
        pytest.param({"files": {"other": ("a.txt", b"x", "text/plain")}}, 400, id="another field"),
        pytest.param(
            {"content": b"--x", "headers": {"content-type": "multipart/form-data"}}, 400, id="no boundary"
        ),
        pytest.param({"files": {"file": ("a.txt", b"x" * (4 * 1024 * 1024 + 1), "text/plain")}}, 413, id="over 4 MB"),
        pytest.param({"content": b"x" * (6 * 1024 * 1024), "headers": {"content-type": "text/plain"}}, 413, id="6 MB"),
    ],
)  # fmt: skip
def test_a_bad_request_is_refused_by_name_and_leaves_nothing(
    http: Any, me: dict[str, str], db: Any, sent: dict[str, Any], status: int
) -> None:
    answer = http.post("/resumes", **{**sent, "headers": me | sent.get("headers", {})})
    assert answer.status_code == status, answer.text
    assert answer.json()["success"] is False
    assert rows_and_files(db) == (0, 0)


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/resumes"), ("POST", "/resumes/upload-url"), ("GET", "/resumes"), ("GET", "/resumes/x"),
        ("PATCH", "/resumes/x"), ("DELETE", "/resumes/x"), ("POST", "/match"), ("POST", "/match/batch"),
        ("GET", "/match/batch-cache"), ("POST", "/batch-score-jobs"), ("POST", "/analyze-job"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}], ids=["no token", "bad token"])
def test_nothing_works_without_a_token(http: Any, verb: str, path: str, headers: dict[str, str]) -> None:
    answer = http.request(verb, f"/api{path}", headers=headers)
    assert answer.status_code == 401, answer.text


def test_odd_characters_are_input_like_any_other(http: Any, me: dict[str, str]) -> None:
    text = RESUME_TEXT.replace("Ada Moreau", "Ada \u202eMoreau\u202c").replace("Summary\n", "Summary\n\x00\U0001f680 ")
    answer = http.post("/resumes", json={"text": text}, headers=me)
    assert answer.status_code == 201, answer.text
    assert "\x00" not in answer.text


@pytest.mark.parametrize(
    "damage",
    ["warnings = '[3]'", 'confidence = \'{"/basics": "sure"}\''],
)
def test_advice_in_another_shape_is_left_out(http: Any, me: dict[str, str], db: Any, damage: str) -> None:
    resume_id = http.post("/resumes", json={"text": RESUME_TEXT}, headers=me).json()["resume"]["id"]
    db.sql(f"update public.resumes set {damage}")

    read = http.get(f"/resumes/{resume_id}", headers=me)
    corrected = http.patch(f"/resumes/{resume_id}", json={"parsed_data": {"skills": [{"name": "Rust"}]}}, headers=me)

    assert (read.status_code, corrected.status_code) == (200, 200)
    assert not read.json()["resume"][damage.split(maxsplit=1)[0]]
