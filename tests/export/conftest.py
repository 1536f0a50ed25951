"""JSON Resume's own schema (MIT, jsonresume/resume-schema 1.0.0)."""

import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def json_resume_schema():
    return json.loads((Path(__file__).parent / "json-resume-1.0.0.schema.json").read_text(encoding="utf-8"))
