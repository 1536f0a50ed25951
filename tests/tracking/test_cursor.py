"""A cursor comes back as it was, and nothing else passes for one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tracking.cursor import Cursor, decode, encode, fingerprint

LIST = fingerprint({"sort": "created_at"})


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=500),
    st.uuids(),
    st.integers(1, 10**6),
    st.integers(0, 10**9),
)
def test_cursors_come_back(value: str, job_id: Any, page: int, total: int) -> None:
    cursor = Cursor(value, str(job_id), page, total)
    assert decode(encode(cursor, LIST), LIST, "text") == cursor


@given(st.text(max_size=200))
def test_nonsense_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        decode(text, LIST, "text")


def test_a_cursor_is_of_its_own_list_and_kind() -> None:
    cursor = encode(Cursor("x", "00000000-0000-0000-0000-000000000000", 2, 30), LIST)
    with pytest.raises(ValueError, match="other filters"):
        decode(cursor, fingerprint({"sort": "created_at", "status": ["new"]}), "text")
    for kind in ("time", "number"):
        with pytest.raises(ValueError, match="not one"):
            decode(cursor, LIST, kind)  # type: ignore[arg-type]


def test_the_order_of_filters_does_not_matter() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
