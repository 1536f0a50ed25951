"""A whole search: started with a number, run by the worker, texted, read by its link by somebody without an account."""

import importlib
import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local.environment import queue_url
from local.errands import sqs
from local.worker import Context
from scripts import seed_catalogue
from shared.config import settings
from shared.searches import kick
from shared.sms import sns
from tests.sources.internet import Internet, Says, internet

ROOT = Path(__file__).parents[2]
NUMBER = "15112345678"
PHONE = f"+49{NUMBER}"


@pytest.fixture
def here(environment: dict[str, str], db: Any, moto: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Let this process be the worker function; its boards are ours."""
    with internet() as web:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for name in ("GREENHOUSE", "LEVER", "ASHBY", "REMOTIVE", "ARBEITNOW"):
            monkeypatch.setenv(f"{name}_URL", web.url)
        settings.cache_clear()
        kick.sqs.cache_clear()
        sns._sns.cache_clear()
        yield web
    settings.cache_clear()
    kick.sqs.cache_clear()
    sns._sns.cache_clear()


@pytest.fixture
def work(here: Internet) -> Callable[[str], Any]:
    """Invoke the worker as SQS does."""

    def run(job_id: str) -> Any:
        import time

        handler = importlib.import_module("functions.run_search.handler").lambda_handler
        record = {"messageId": "1", "receiptHandle": "r", "body": kick.body_of(job_id).decode()}
        return handler({"Records": [record]}, Context(time.monotonic() + 60))

    return run


def everything_in(moto: str) -> str:
    with urllib.request.urlopen(f"{moto}/moto-api/data.json", timeout=30) as response:
        data = json.load(response)
    return json.dumps({name: value for name, value in data.items() if name != "sns"})


def messages_of(moto: str) -> str:
    """Whatever lies in the queue, without taking it."""
    asked = {"QueueUrl": queue_url(moto), "MaxNumberOfMessages": 10, "VisibilityTimeout": 0, "WaitTimeSeconds": 0}
    return json.dumps(sqs(moto, "ReceiveMessage", asked))


def test_a_picture_is_searched_texted_and_read_by_its_link(
    http: Any, here: Internet, work: Any, db: Any, moto: str, user: Any, other_user: Any, bearer: Any,
    sent_texts: Any, state: Any, worker_id: str, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    db.sql((ROOT / "supabase/seed.sql").read_text(encoding="utf-8"))
    sqs(moto, "PurgeQueue", {"QueueUrl": queue_url(moto)})  # of what other tests left
    picture = seed_catalogue.draw(seed_catalogue.products()[12], 12)
    answers = [
        http.post(
            "/search-job",
            data={"categories": "bottoms", "phone_number": f"0{NUMBER}", "country_code": "DE"},
            files={"image": ("me.png", picture, "image/png")},
            headers=bearer(user),
        )
    ]
    job_id = answers[0].json()["job_id"]
    path = f"/search-job/{job_id}"
    queue = messages_of(moto)
    assert job_id in queue

    assert work(job_id) == {"batchItemFailures": []}

    answers += [http.get(path), http.get(path, headers=bearer(user)), http.get(path, headers=bearer(other_user)),
                http.get(path, headers={"Accept": "text/html"}), http.get("/search-job", headers=bearer(user)),
                http.get("/search-job", headers=bearer(other_user))]  # fmt: skip
    _, public, own, others, page, mine, theirs = answers
    assert public.json()["status"] == "completed"
    assert public.json()["results"]["items"][0]["title"].startswith("Dot Midi Skirt")
    assert own.json()["notified"] is True
    assert others.json()["view"] == "link"
    assert page.headers["content-type"].startswith("text/html")
    assert "Dot Midi Skirt" in page.text
    assert [search["job_id"] for search in mine.json()["searches"]] == [job_id]
    assert theirs.json()["searches"] == []

    (text,) = sent_texts()
    assert text["phone_number"] == PHONE
    assert text["message"].endswith(f"/search-job/{job_id}")
    assert work(job_id) == {"batchItemFailures": []}
    assert len(sent_texts()) == 1

    said = "\n".join([answer.text + str(answer.headers) for answer in answers])
    logs = (state.logs / f"functions-{worker_id}.log").read_text() + capsys.readouterr().out
    assert "search run" in logs
    for place, text_there in {"answers": said, "logs": logs, "queue": queue, "aws": everything_in(moto)}.items():
        assert NUMBER not in text_there, place
    assert db.value("select count(*) from public.search_jobs where phone_number is not null") == 0


def test_postings_are_searched_and_read(http: Any, here: Internet, work: Any, db: Any, user: Any, bearer: Any) -> None:
    here.at(
        "/v1/boards/acme/jobs",
        Says({"jobs": [{"id": 1, "title": "Python <b>Engineer", "company_name": "<script>alert(1)</script>",
                        "absolute_url": "javascript:alert(1)", "content": "Python"}]}),
    )  # fmt: skip
    started = http.post(
        "/search-job", json={"kind": "job_search", "query": "python", "companies": ["greenhouse:acme"]}
    ).json()
    assert work(started["job_id"]) == {"batchItemFailures": []}
    path = f"/search-job/{started['job_id']}"
    (item,) = http.get(path).json()["results"]["items"]
    assert item["match_score"] >= 0
    page = http.get(path, headers={"Accept": "text/html,application/xhtml+xml"}).text
    assert "Python" in page
    assert "<script>alert" not in page
    assert "javascript:" not in page


def test_a_page_of_a_search_that_runs_and_of_none(http: Any) -> None:
    started = http.post("/search-job", json={"original_image_url": "https://pictures.example/a.png"}).json()
    html = {"Accept": "text/html"}
    running = http.get(f"/search-job/{started['job_id']}", headers=html)
    assert running.status_code == 200
    assert "<progress" in running.text
    gone = http.get("/search-job/job_1800000000_" + "a" * 24, headers=html)
    assert gone.status_code == 404
    assert gone.headers["content-type"].startswith("text/html")
    assert gone.headers["x-robots-tag"] == "noindex"
