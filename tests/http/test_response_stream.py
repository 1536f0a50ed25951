"""An app on Lambda's Runtime API: pieces leave as they are made, and no event ends the process."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.service import ROOT
from tests.deploy.runtime import Crashed, Runtime

EVENT = json.loads((ROOT / "tests/events/http_api_v2.json").read_text(encoding="utf-8"))


@pytest.fixture
def runtime() -> Iterator[Runtime]:
    with Runtime(ROOT, "", {}, command=[sys.executable, "-m", "tests.http.streaming_app"]) as started:
        yield started


def event(method: str, path: str, **more: Any) -> dict[str, Any]:
    http = EVENT["requestContext"]["http"] | {"method": method, "path": path}
    return EVENT | {"rawPath": path, "requestContext": EVENT["requestContext"] | {"http": http}} | more


def test_a_piece_leaves_before_the_next_is_made(runtime: Runtime, tmp_path: Path) -> None:
    head, pieces = runtime.stream(event("POST", "/slow", body=str(tmp_path / "go")))
    assert head["statusCode"] == 201
    assert next(pieces) == b"first"
    (tmp_path / "go").touch()
    assert [piece.decode() for piece in pieces] == ["zweites Stück"]


def test_the_app_knows_that_nothing_is_held_back(runtime: Runtime, tmp_path: Path) -> None:
    head, pieces = runtime.stream(event("POST", "/slow", body=str(tmp_path)))
    assert head["headers"] == {"x-buffered": "False", "x-name": "é"}
    assert b"".join(pieces) == "firstzweites Stück".encode()


def test_an_answer_that_breaks_off_says_so_without_a_word_of_its_content(runtime: Runtime) -> None:
    head, pieces = runtime.stream(event("GET", "/breaks"))
    assert head["statusCode"] == 200
    assert next(pieces) == b"half"
    with pytest.raises(Crashed) as crashed:
        next(pieces)
    assert crashed.value.args[0] == {"errorType": "ValueError", "errorMessage": "See the log.", "stackTrace": []}
    assert runtime.stream(event("GET", "/nowhere"))[0]["statusCode"] == 404, "the next event is answered"


@pytest.mark.parametrize("odd", [{}, {"version": "2.0", "requestContext": {}}, {"Records": []}])
def test_an_event_that_is_no_request_is_an_error_of_its_own(runtime: Runtime, odd: dict[str, Any]) -> None:
    with pytest.raises(Crashed):
        runtime.stream(odd)
    assert runtime.stream(event("GET", "/nowhere"))[0]["statusCode"] == 404


def test_a_crash_is_an_answer(runtime: Runtime) -> None:
    head, pieces = runtime.stream(event("GET", "/crashes"))
    assert head["statusCode"] == 500
    assert b"Ada" not in b"".join(pieces)
