"""A kick is believed only when it is ours, whole and fresh."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.searches.kick import WINDOW_SECONDS, body_of, is_signed, job_id_of, sign

SECRET = "s" * 32
NOW = 1_795_600_000
BODY = body_of("job_1")


def test_our_own_kick_is_believed() -> None:
    assert is_signed(SECRET, BODY, str(NOW), sign(SECRET, BODY, NOW), NOW + 1)


@pytest.mark.parametrize(
    ("secret", "body", "at", "signature", "now"),
    [
        pytest.param("", BODY, str(NOW), sign("", BODY, NOW), NOW, id="no secret is no key"),
        pytest.param("other", BODY, str(NOW), sign(SECRET, BODY, NOW), NOW, id="another secret"),
        pytest.param(SECRET, body_of("job_2"), str(NOW), sign(SECRET, BODY, NOW), NOW, id="another body"),
        pytest.param(SECRET, BODY, str(NOW + 1), sign(SECRET, BODY, NOW), NOW, id="another time"),
        pytest.param(SECRET, BODY, str(NOW), sign(SECRET, BODY, NOW), NOW + WINDOW_SECONDS + 1, id="too old"),
        pytest.param(SECRET, BODY, str(NOW), sign(SECRET, BODY, NOW), NOW - WINDOW_SECONDS - 1, id="from the future"),
        pytest.param(SECRET, BODY, "", sign(SECRET, BODY, NOW), NOW, id="no time"),
        pytest.param(SECRET, BODY, "٣", sign(SECRET, BODY, 3), 3, id="other digits"),
        pytest.param(SECRET, BODY, "9" * 400, sign(SECRET, BODY, NOW), NOW, id="a very long time"),
        pytest.param(SECRET, BODY, str(NOW), "", NOW, id="no signature"),
        pytest.param(SECRET, BODY, str(NOW), "é\ud800", NOW, id="not even text"),
    ],
)
def test_a_kick_that_is_not_ours_is_not_believed(secret: str, body: bytes, at: str, signature: str, now: float) -> None:
    assert not is_signed(secret, body, at, signature, now)


@given(st.binary() | st.text())
def test_any_body_is_read_without_a_crash(body: bytes | str) -> None:
    assert job_id_of(body) is None or isinstance(job_id_of(body), str)


@pytest.mark.parametrize("body", ["[]", "1", "null", '{"job_id": 1}', '{"job_id": ""}', "[" * 100_000])
def test_what_is_no_kick_names_no_search(body: str) -> None:
    assert job_id_of(body) is None
