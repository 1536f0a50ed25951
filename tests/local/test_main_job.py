"""The main job on the real stack, as it is shown when the stack starts."""

import re

import httpx
import pytest

from local import demo
from local.stack import Stack


def test_the_main_job_is_shown_and_a_second_start_adds_nothing(
    db, stack: Stack, http: httpx.Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    demo.show(stack)
    first = capsys.readouterr().out
    demo.show(stack)
    second = capsys.readouterr().out

    assert "Ines Calloway" in first
    assert "Senior Backend Engineer, Larkspur Freight Systems" in first
    assert "50 scored, 0 from the cache" in first
    assert "0 scored, 50 from the cache" in first
    assert "50 read back" in first
    assert "0 of them stale" in first
    scores = [int(score) for score in re.findall(r"^ +(\d+)  (?:high|medium|low) ", first, flags=re.MULTILINE)]
    assert len(scores) == 10
    assert scores == sorted(scores, reverse=True)
    assert second.count("0 scored, 50 from the cache") == 2
    assert db.value("select count(*) from public.resumes") == 1
    assert db.value("select count(*) from public.match_results") == 50
    assert db.value("select count(*) from auth.users") == 1


def test_the_printed_curl_is_a_call_that_works(
    db, stack: Stack, http: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.show(stack)
    curl = capsys.readouterr().out.partition("curl -s ")[2]
    token = re.search(r"Bearer (\S+)'", curl)
    body = re.search(r"-d '(.+)'", curl)

    assert token
    assert body
    answer = http.post(
        "/match",
        content=body[1],
        headers={"authorization": f"Bearer {token[1]}", "content-type": "application/json"},
    )
    assert answer.status_code == 200, answer.text
    assert "Python" in answer.json()["matched_skills"]
