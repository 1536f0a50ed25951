"""The look from outside, at the real stack: it passes where all is well, and names what is wrong where it is not."""

import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from deploy.check import Deployment, check, main_job, optimizing
from local.stack import Stack
from local.worker import Context
from shared.config import settings
from shared.searches import kick
from tests.sources.internet import Internet, Says, internet


@pytest.fixture
def here(environment: dict[str, str], moto: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Let this process be the worker function; its boards are ours."""
    with internet() as web:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for name in ("GREENHOUSE", "LEVER", "ASHBY", "REMOTIVE", "ARBEITNOW"):
            monkeypatch.setenv(f"{name}_URL", web.url)
        settings.cache_clear()
        kick.sqs.cache_clear()
        yield web
    settings.cache_clear()
    kick.sqs.cache_clear()


@pytest.fixture
def work(here: Internet, db: Any) -> Callable[[float], None]:
    """Wait as the check does, while a worker works."""
    here.at("/api/remote-jobs", Says({"jobs": []}))
    here.at("/api/job-board-api", Says({"data": [], "links": {}}))

    def run(_: float) -> None:
        handler = importlib.import_module("functions.run_search.handler").lambda_handler
        for row in db.sql("select job_id from public.search_jobs where status in ('pending', 'processing')"):
            record = {"messageId": "1", "receiptHandle": "r", "body": kick.body_of(row["job_id"]).decode()}
            handler({"Records": [record]}, Context(time.monotonic() + 60))

    return run


@pytest.fixture
def deployment(http: httpx.Client, stack: Stack) -> Deployment:
    return Deployment(stack.api_url, stack.supabase_url, stack.publishable_key, http)


def test_a_sound_deployment_passes_and_nothing_of_the_check_stays(
    deployment: Deployment,
    work: Callable[[float], None],
    db: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deploy.check.SEARCH_SECONDS", 20.0)
    deployment.pause = work
    assert check(deployment) == [], capsys.readouterr().out
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines() if not line.startswith("{")] == ["ok"] * 6
    assert db.value("select count(*) from public.resumes") == 0


def test_a_policy_too_wide_is_named(
    deployment: Deployment, db: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.check.SEARCH_SECONDS", 0.0)
    db.sql("create policy too_wide on public.resumes for select to authenticated using (true)")
    try:
        failed = check(deployment)
    finally:
        db.sql("drop policy too_wide on public.resumes")
    assert "separation" in failed
    assert "search" in failed, "no worker came"
    said = capsys.readouterr().out
    assert "no worker comes" in said


def test_a_streaming_address_that_is_none_is_named(
    deployment: Deployment, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.check.CHECKS", (main_job, optimizing))
    deployment.stream_url = deployment.supabase_url
    assert check(deployment) == ["optimizing"]
    assert "is this the address of the function that streams?" in capsys.readouterr().out


def test_an_address_where_nothing_is_fails_in_words(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    with httpx.Client(timeout=2) as http:
        at = Deployment("http://127.0.0.1:9", "http://127.0.0.1:9", stack.publishable_key, http)
        assert check(at) == ["two people"]
    assert "is the address right" in capsys.readouterr().out
