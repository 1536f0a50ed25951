"""Sources are asked politely, and whatever they answer costs no more than was agreed."""

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from shared.sources import web as web_module
from shared.sources.fault import SourceFault
from shared.sources.web import Pace, Web, seconds_of
from tests.sources.internet import Asked, Internet, Says


def ask(world: Internet, *, seconds: float = 5, pace: Pace | None = None, path: str = "/x") -> Any:
    async def go() -> Any:
        async with httpx.AsyncClient() as http:
            return await Web(http, lambda: seconds, pace or Pace(), pause=0.01).get(f"{world.url}{path}")

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("says", "code", "retry_after", "asked"),
    [
        pytest.param(Says({}, 404), "unknown_company", None, 1, id="404"),
        pytest.param(Says({}, 410), "unknown_company", None, 1, id="410"),
        pytest.param(Says({}, 429, {"retry-after": "7"}), "rate_limited", 7, 1, id="429 with a time"),
        pytest.param(Says({}, 429), "rate_limited", 60, 1, id="429 without"),
        pytest.param(Says({}, 503, {"retry-after": "30"}), "unavailable", 30, 1, id="503 with a time"),
        pytest.param(Says({}, 503), "unavailable", None, 2, id="503"),
        pytest.param(Says({}, 500), "unavailable", None, 2, id="500"),
        pytest.param(Says({}, 302, {"location": "http://127.0.0.1:1/"}), "unavailable", None, 2, id="redirect"),
        pytest.param(Says({}, 401), "refused", None, 1, id="401"),
        pytest.param(Says({"message": "Not enough credits"}, 400), "out_of_credit", None, 1, id="credits"),
        pytest.param(Says(b"<html>"), "not_understood", None, 1, id="a page"),
        pytest.param(Says(b"\xff\xfe\x00"), "not_understood", None, 1, id="no text"),
        pytest.param(Says(b"[" * 200_000), "not_understood", None, 1, id="deep"),
        pytest.param(Says(b"[1,", 200), "not_understood", None, 1, id="half"),
        pytest.param(Says(b"", 200, {"content-length": "10"}), "unavailable", None, 2, id="cut off"),
    ],
)  # fmt: skip
def test_a_failure_is_told_by_its_kind(web: Internet, says: Says, code: str, retry_after: Any, asked: int) -> None:
    web.at("/x", says)
    with pytest.raises(SourceFault) as fault:
        ask(web, seconds=1 if "content-length" in says.headers else 5)
    assert (fault.value.code, fault.value.retry_after) == (code, retry_after)
    assert len(web.asked) == asked


def test_a_hiccup_is_asked_past(web: Internet) -> None:
    web.at("/x", Says({}, 502), Says({"ok": 1}))
    assert ask(web) == {"ok": 1}


def test_an_answer_that_unpacks_to_too_much_is_left_early(web: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_module, "LARGEST_ANSWER", 100_000)
    web.at("/x", Says(json.dumps(["x" * 1_000_000]).encode(), zipped=True))
    with pytest.raises(SourceFault, match="too_large"):
        ask(web)


def test_a_slow_answer_costs_no_more_than_is_left(web: Internet) -> None:
    def slow(asked: Asked) -> Says:
        time.sleep(0.4)
        return Says({})

    web.at("/x", slow)
    with pytest.raises(SourceFault, match="unavailable"):
        ask(web, seconds=0.05)


def test_requests_to_one_host_keep_their_distance() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert [pace.turn("a"), pace.turn("a"), pace.turn("b")] == [0.0, pytest.approx(0.2), 0.0]
    now[0] += 10
    assert pace.turn("a") == 0.0
    assert [pace.turn("remotive.com"), pace.turn("remotive.com")] == [0.0, 31.0]
    with pytest.raises(SourceFault, match="rate_limited"):
        pace.turn("remotive.com")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("5", 5.0),
        ("0", 0.0),
        (" 17 ", 17.0),
        ("Wed, 25 Nov 2026 12:00:30 GMT", 30.0),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0.0),
        ("Wed, 25 Nov 2026 12:00:30 -0000", 30.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(said: str | None, seconds: float | None) -> None:
    assert seconds_of(said, datetime(2026, 11, 25, 12, tzinfo=UTC)) == seconds
