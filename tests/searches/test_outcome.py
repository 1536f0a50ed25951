"""What becomes of a search after a step, as a table."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.searches.job import Job
from shared.searches.outcome import (
    LARGEST_OUTPUT,
    Cancel,
    Decision,
    Done,
    Fail,
    Outcome,
    Release,
    Retry,
    Save,
    Snooze,
    clean,
    decide,
    weightiest,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def job(attempt: int = 1) -> Job:
    return Job("job_1", "probe", None, 1, attempt, 5, [], None, [], {}, {}, 1800.0)


@pytest.mark.parametrize(
    ("outcome", "attempt", "decision"),
    [
        pytest.param(Done({"a": 1}), 1, Save({"a": 1}), id="done is stored"),
        pytest.param(Retry(30, "429"), 1, Fail("step_failed", "429", retryable=True, after=30), id="retry counts"),
        pytest.param(Retry(), 1, Fail("step_failed", "step_failed", retryable=True), id="retry by the backoff"),
        pytest.param(
            Retry(-5), 1, Fail("step_failed", "step_failed", retryable=True, after=0.0), id="no wait backwards"
        ),
        pytest.param(
            Retry(30, otherwise=[]),
            4,
            Fail("step_failed", "step_failed", retryable=True, after=30),
            id="attempts are left",
        ),
        pytest.param(Retry(30, otherwise=[]), 5, Save([]), id="the last attempt ends the step"),
        pytest.param(
            Retry(30), 5, Fail("step_failed", "step_failed", retryable=True, after=30), id="the last attempt fails"
        ),
        pytest.param(Snooze(NOW + timedelta(seconds=9)), 1, Release(9.0), id="snooze waits"),
        pytest.param(Snooze(NOW - timedelta(seconds=9)), 1, Release(0.0), id="a moment gone by is now"),
        pytest.param(Cancel("no_image", "404"), 1, Fail("no_image", "404", retryable=False), id="cancel ends"),
        pytest.param(
            Done("text"), 1, Fail("step_output_invalid", "str", retryable=False), id="a bare string is no output"
        ),
        pytest.param(
            Done({"a": {1, 2}}), 1, Fail("step_output_invalid", "TypeError", retryable=False), id="a set is no JSON"
        ),
        pytest.param(
            Done(["x" * LARGEST_OUTPUT]),
            1,
            Fail("step_output_too_large", f"{LARGEST_OUTPUT + 4} bytes", retryable=False),
            id="too large",
        ),
    ],
)
def test_an_outcome_becomes_one_change(outcome: Outcome, attempt: int, decision: Decision) -> None:
    assert decide(job(attempt), outcome, NOW) == decision


END = Fail("no_image", "", retryable=False)


@pytest.mark.parametrize(
    ("decisions", "rules"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([Save({}), Save({})], None, id="all stored"),
        pytest.param([Release(5), END, Fail("f", "", retryable=True)], END, id="an end rules"),
        pytest.param(
            [Release(99), Fail("f", "", retryable=True, after=1)],
            Fail("f", "", retryable=True, after=1),
            id="a failure before a pause",
        ),
        pytest.param(
            [
                Fail("f", "", retryable=True, after=5),
                Fail("f", "", retryable=True, after=50),
                Fail("f", "", retryable=True),
            ],
            Fail("f", "", retryable=True, after=50),
            id="the longest wait",
        ),
        pytest.param([Release(5), Release(50)], Release(50), id="the longest pause"),
    ],
)
def test_side_by_side_one_decision_rules(decisions: list[Decision], rules: Decision | None) -> None:
    assert weightiest(decisions) == rules


TEXT = st.text(st.characters(codec=None, categories=None))


@given(st.recursive(TEXT | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))
def test_what_is_cleaned_can_be_stored(value: Any) -> None:
    cleaned = clean(value)
    text = str(cleaned)
    assert "\x00" not in text
    text.encode()
    assert clean(cleaned) == cleaned


@given(st.text().filter(lambda text: "\x00" not in text))
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean({"title": [text]}) == {"title": [text]}
