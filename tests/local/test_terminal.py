"""Lines keep their width in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local import terminal

widths = st.integers(8, 120)


@given(st.text(max_size=200), widths)
def test_a_fitted_text_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert terminal.cells(terminal.fit(text, width)) == width


@given(st.text(max_size=200), widths)
def test_nothing_in_a_cut_text_can_move_the_cursor(text: str, width: int) -> None:
    assert all(letter.isprintable() for letter in terminal.cut(text, width))


@given(st.lists(st.text(max_size=30), max_size=40), widths)
def test_a_list_never_runs_over(names: list[str], width: int) -> None:
    assert terminal.cells(terminal.listed(names, width)) <= width


@pytest.mark.parametrize(
    ("names", "width", "line"),
    [
        ([], 20, "–"),
        (["Python"], 20, "Python"),
        (["Python", "FastAPI", "Go"], 20, "Python, FastAPI, Go"),
        (["Python", "FastAPI", "PostgreSQL"], 20, "Python, FastAPI +1"),
        (["Continuous integration", "Go"], 12, "Continuo… +1"),
    ],
    ids=["none", "one", "all", "some", "one too long"],
)
def test_a_list_says_how_many_more_there_are(names: list[str], width: int, line: str) -> None:
    assert terminal.listed(names, width) == line


def test_nobody_gets_colours_who_reads_a_file() -> None:
    assert terminal.paint("high", "green") == "high"
