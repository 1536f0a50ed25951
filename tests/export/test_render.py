"""The one way in: names, types, keys, and JSON that validates."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from shared.export.render import MEDIA_TYPES, content_disposition, fingerprint, render
from shared.models.resume import Resume
from tests.export.people import ARABIC, EMPTY, ENGINEER, EVERYONE

MAGIC = {"pdf": b"%PDF-1.7", "docx": b"PK\x03\x04", "html": b"<!DOCTYPE html>", "json": b"{"}


@pytest.mark.parametrize("wanted", MEDIA_TYPES)
@pytest.mark.parametrize("person", [ENGINEER, EMPTY], ids=["engineer", "empty"])
def test_every_format_renders_twice_the_same(person, wanted):
    first, second = render(person, wanted), render(person, wanted)

    assert first == second
    assert first.content.startswith(MAGIC.get(wanted, b""))
    assert first.filename.endswith(f".{wanted}")
    assert first.media_type == MEDIA_TYPES[wanted]


def test_the_file_is_named_after_the_person():
    assert render(ENGINEER, "txt").filename == "Eleanor Vandermeer.txt"
    assert render(ARABIC, "txt").filename == "ليلى حسن العمري.txt"
    assert render(EMPTY, "txt").filename == "resume.txt"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Jane Doe.pdf", "attachment; filename=\"Jane Doe.pdf\"; filename*=UTF-8''Jane%20Doe.pdf"),
        ("José.pdf", "attachment; filename=\"Jose.pdf\"; filename*=UTF-8''Jos%C3%A9.pdf"),
        ("김.pdf", "attachment; filename=\"resume.pdf\"; filename*=UTF-8''%EA%B9%80.pdf"),
        ('a"b\r\nX: y.pdf', "attachment; filename=\"abX: y.pdf\"; filename*=UTF-8''a%22bX%3A%20y.pdf"),
    ],
)
def test_the_header_has_a_name_for_every_client(name, header):
    assert content_disposition(name) == header


@given(st.text(max_size=60))
def test_no_name_can_break_the_header(name):
    document = render(Resume.model_validate({"basics": {"name": name}}), "txt")

    header = content_disposition(document.filename)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert "/" not in document.filename


def test_the_key_changes_with_everything_that_shapes_the_document():
    edited = ENGINEER.model_copy(deep=True)
    edited.work[0].highlights[0] += "!"
    keys = [
        fingerprint(ENGINEER, "pdf"),
        fingerprint(edited, "pdf"),
        fingerprint(ENGINEER, "docx"),
        fingerprint(ENGINEER, "pdf", "modern"),
        fingerprint(ENGINEER, "pdf", "classic", "letter"),
        fingerprint(ENGINEER, "pdf", "classic", "a4", "de"),
    ]

    assert len(set(keys)) == len(keys)
    assert fingerprint(ENGINEER.model_copy(deep=True), "pdf") == keys[0]


@pytest.mark.parametrize("name", EVERYONE)
def test_json_is_valid_json_resume(name, json_resume_schema):
    document = json.loads(render(EVERYONE[name], "json").content)

    assert [error.message for error in Draft7Validator(json_resume_schema).iter_errors(document)] == []


@given(st.text())
def test_no_text_stops_a_renderer(text):
    person = Resume.model_validate(
        {"basics": {"name": text, "summary": text}, "work": [{"name": text, "startDate": text, "highlights": [text]}]}
    )

    for wanted in ("docx", "html", "txt", "md", "json"):
        render(person, wanted)
