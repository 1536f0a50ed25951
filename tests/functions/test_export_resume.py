"""/export/{format} over the real stack: the right person, the right words, and never yesterday's file."""

import io
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from pypdf import PdfReader

PERSON = {
    "basics": {"name": "김서연 Kim", "email": "kim@example.kr"},
    "work": [{"position": "Engineer", "name": "Hanbit", "start_date": "2020-04", "highlights": ["Built the ledger."]}],
}


def _pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture
def me(user, bearer):
    return bearer(user)


@pytest.fixture
def resume_id(db, user):
    return str(
        db.value("insert into public.resumes (user_id, parsed_data) values ($1, $2) returning id", user.id, PERSON)
    )


@pytest.fixture
def optimized_id(db, user, resume_id):
    if not db.value("select to_regclass('public.optimized_resumes') is not null"):
        pytest.skip("optimized resumes are not there yet")
    improved = {**PERSON, "basics": {**PERSON["basics"], "label": "Ledger Engineer"}}
    structured = {"ui": {}, "resume_json": improved, "analysis": {}, "qa": {}, "tailored_resume_text": {}}
    return str(
        db.value(
            "insert into public.optimized_resumes (user_id, original_resume_id, structured_output)"
            " values ($1, $2, $3) returning id",
            user.id,
            resume_id,
            structured,
        )
    )


@pytest.mark.parametrize(
    ("format", "media_type", "magic"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
        ("txt", "text/plain; charset=utf-8", "김서연 Kim".encode()),
        ("md", "text/markdown; charset=utf-8", "# 김서연 Kim".encode()),
        ("json", "application/json", b"{"),
    ],
)
def test_every_format_arrives_with_its_type_and_name(http, me, resume_id, format, media_type, magic):  # noqa: A002
    answer = http.get(f"/api/export/{format}", params={"resume_id": resume_id}, headers=me)

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media_type
    assert answer.content.startswith(magic)
    assert answer.headers["content-disposition"] == (
        f"attachment; filename=\"Kim.{format}\"; filename*=UTF-8''%EA%B9%80%EC%84%9C%EC%97%B0%20Kim.{format}"
    )


def test_a_body_asks_like_a_query(http, me, resume_id):
    wanted = {"resumeId": resume_id, "template": "modern", "paper": "letter", "language": "de"}

    asked = http.get("/export/pdf", params=wanted, headers=me)
    posted = http.post("/export/pdf", json=wanted, headers=me)

    assert asked.status_code == 200, asked.text
    assert asked.content == posted.content
    assert "Berufserfahrung" in _pdf_text(asked.content)


def test_what_was_improved_is_exported(http, me, resume_id, db):
    db.sql("update public.resumes set optimized_data = $1 where id = $2", {"basics": {"name": "Improved"}}, resume_id)

    assert http.get("/export/txt", params={"resume_id": resume_id}, headers=me).text == "Improved\n"


def test_an_unchanged_document_is_not_sent_again(http, me, resume_id, db):
    params = {"resume_id": resume_id}
    tag = {"if-none-match": http.get("/export/pdf", params=params, headers=me).headers["etag"]}

    assert http.get("/export/pdf", params=params, headers=me | tag).status_code == 304
    db.sql("update public.resumes set parsed_data = $1 where id = $2", {"basics": {"name": "Other"}}, resume_id)
    assert http.get("/export/pdf", params=params, headers=me | tag).status_code == 200


def test_a_link_is_kept_until_the_resume_changes(http, me, resume_id, db):
    params = {"resume_id": resume_id, "delivery": "url", "template": "modern"}

    first = http.get("/export/pdf", params=params, headers=me)
    assert first.status_code == 200, first.text
    again = http.get("/export/pdf", params=params, headers=me).json()
    db.sql(
        "update public.resumes set parsed_data = $1 where id = $2",
        {**PERSON, "basics": {"name": "Edited Name"}},
        resume_id,
    )
    edited = http.get("/export/pdf", params=params, headers=me).json()

    assert (first.json()["cached"], again["cached"], edited["cached"]) == (False, True, False)
    assert edited["fingerprint"] != first.json()["fingerprint"]
    assert "Built the ledger." in _pdf_text(httpx.get(again["url"]).content)
    assert "Edited Name" in _pdf_text(httpx.get(edited["url"]).content)
    assert datetime.fromisoformat(edited["expires_at"]) - datetime.now(UTC) > timedelta(hours=23)


def test_old_files_are_cleared_and_the_rest_go_with_the_resume(http, me, resume_id, db):
    params = {"resume_id": resume_id, "delivery": "url"}
    count = "select count(*) from storage.objects where name like $1"
    http.get("/export/pdf", params=params, headers=me).raise_for_status()
    db.sql("update storage.objects set updated_at = now() - interval '25 hours'")

    http.get("/export/docx", params=params, headers=me).raise_for_status()

    assert db.value(count, "%/export-%.pdf") == 0
    assert db.value(count, "%/export-%.docx") == 1
    http.delete(f"/resumes/{resume_id}", headers=me).raise_for_status()
    assert db.value(count, "%/export-%") == 0


def test_an_optimized_resume_notes_its_link_and_drops_it_when_edited(http, me, optimized_id, db):
    params = {"optimized_id": optimized_id, "delivery": "url"}
    first = http.get("/export/pdf", params=params, headers=me)
    assert first.status_code == 200, first.text
    assert "Ledger Engineer" in _pdf_text(httpx.get(first.json()["url"]).content)

    noted = db.value("select export_formats->'pdf' from public.optimized_resumes where id = $1", optimized_id)
    assert noted["fingerprint"] == first.json()["fingerprint"]
    assert http.get("/export/pdf", params=params, headers=me).json()["url"] == first.json()["url"]

    db.sql(
        "update public.optimized_resumes set structured_output ="
        " jsonb_set(structured_output, '{resume_json,basics,label}', $1) where id = $2",
        json.dumps("Edited Label"),
        optimized_id,
    )
    edited = http.get("/export/pdf", params=params, headers=me).json()
    assert (edited["cached"], edited["url"] == first.json()["url"]) == (False, False)
    assert "Edited Label" in _pdf_text(httpx.get(edited["url"]).content)


@pytest.mark.parametrize("delivery", ["file", "url"])
def test_strangers_get_nothing(http, resume_id, other_user, bearer, delivery):
    params = {"resume_id": resume_id, "delivery": delivery}

    assert http.get("/export/pdf", params=params, headers=bearer(other_user)).status_code == 404
    assert http.get("/export/pdf", params=params).status_code == 401


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/export/pdf", {}, 400),
        ("/export/exe", {"resume_id": str(uuid4())}, 422),
        ("/export/pdf", {"resume_id": "nonsense"}, 422),
        ("/export/pdf", {"resume_id": str(uuid4()), "template": "../../etc"}, 422),
        ("/export/pdf", {"resume_id": str(uuid4())}, 404),
    ],
    ids=["no id", "no such format", "no uuid", "no such template", "no such resume"],
)
def test_bad_requests_are_told_what_is_wrong(http, me, path, params, status):
    answer = http.get(path, params=params, headers=me)

    assert answer.status_code == status
    assert answer.json()["success"] is False


def test_an_empty_or_unreadable_resume_is_refused(http, me, user, db):
    for data in ({}, {"work": "not a list"}):
        made = db.value("insert into public.resumes (user_id, parsed_data) values ($1, $2) returning id", user.id, data)
        answer = http.get("/export/pdf", params={"resume_id": str(made)}, headers=me)
        assert answer.status_code == 422
        assert answer.json()["type"] == "/problems/unreadable"
