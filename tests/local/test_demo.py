"""The main job on the terminal: what it refuses, and what it says when something fails."""

import httpx
import pytest

from local import demo
from local.doors import listen, url
from local.stack import Stack
from local.terminal import cells

ITEM = {
    "match_score": 87,
    "ranking_level": "high",
    "job_title": "백엔드 개발자 (Java/Kotlin), Senior Backend Engineer and Lead",
    "company_name": "하늘빛물류",
    "matched_skills": ["Python", "FastAPI", "PostgreSQL", "Amazon Web Services"],
    "missing_skills": ["Continuous integration and continuous delivery", "Go"],
}


def test_it_makes_no_account_with_a_known_password_outside_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    demo.show(Stack("https://api.example.com", "https://project.example.com", "key", "key", "", "", "", 0))

    assert "Not shown" in capsys.readouterr().out


def test_a_stack_that_does_not_answer_ends_it_with_the_name_of_the_act(capsys: pytest.CaptureFixture[str]) -> None:
    with listen(0) as closed:
        nowhere = url(closed)

    with pytest.raises(SystemExit) as ended:
        demo.show(Stack(nowhere, nowhere, "sb_publishable_x", "key", "secret", "", "", 0))

    assert ended.value.code == 1
    assert "failed while signing in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(422, json={"title": "Unreadable", "detail": "The PDF is encrypted."}), "The PDF is encrypted."),
        (httpx.Response(404, json={"error": "Job not found"}), "Job not found"),
        (httpx.Response(502, text="<h1>Bad gateway</h1>"), "Bad gateway"),
        (httpx.Response(500, json=["?"]), "500"),
    ],
    ids=["problem", "error alone", "not JSON", "not an object"],
)
def test_a_refusal_is_told_in_its_own_words(answer: httpx.Response, said: str) -> None:
    api = httpx.Client(base_url="http://api", transport=httpx.MockTransport(lambda _request: answer))

    with api, pytest.raises(demo.Failed, match="POST /match/batch answered") as failed:
        demo.call(api, "POST", "/match/batch")

    assert said in str(failed.value)


def test_an_answer_of_another_shape_is_a_failure_and_not_a_traceback() -> None:
    with (
        pytest.raises(demo.Failed, match="scoring the postings: the answer is not as documented"),
        demo.act("scoring the postings"),
    ):
        _ = {}["results"]


@pytest.mark.parametrize("width", [78, 98, 118])
def test_the_table_keeps_its_width(width: int) -> None:
    assert max(cells(line) for line in demo.table_lines([ITEM, ITEM], width)) <= width


@pytest.mark.parametrize(
    "parsed",
    [
        {},
        {"basics": {}, "work": [{}], "education": [{}], "skills": [{"name": "Python"}]},
        {"basics": {"name": "Ö" * 200, "label": "x" * 300, "location": {"text": "Somewhere"}}},
    ],
    ids=["nothing read", "holes", "too long"],
)
def test_a_poorly_read_resume_can_still_be_printed(parsed: dict) -> None:
    lines = demo.resume_lines({"parsed_data": parsed, "warnings": []}, 78)

    assert any("none" in line for line in lines)
    assert max(cells(line) for line in lines) <= 78
