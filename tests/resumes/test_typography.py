"""Fonts, sizes, bullets, dashes and headings by chance: how a page is set must not decide what is read from it."""

import random
from dataclasses import replace
from statistics import mean

import pytest

from bench.parsing import score
from shared.resumes.parse import parse_resume
from tests.resumes.generators.people import EVERYONE, with_a_long_career
from tests.resumes.generators.strangers import STRANGERS
from tests.resumes.generators.truth import truth_of
from tests.resumes.generators.typeset import LAYOUTS, Layout, typeset

FONTS = ["Inter", "Shortlist Sans", "Shortlist Serif", "Libertinus Serif", "New Computer Modern", "Noto Sans CJK JP"]
PAGES = 40


def by_chance(chance: random.Random) -> Layout:
    layout = chance.choice(LAYOUTS)
    return replace(
        layout,
        font=chance.choice(FONTS),
        size=chance.choice([8.5, 9, 9.5, 10, 10.5, 11]),
        bullet=chance.choice("•-▪–") if layout.bullet else "",
        dash=chance.choice([" – ", " - "]),
        labels=chance.choice([0, 1, 2]),
        headings=chance.choice(["rule", "caps", "bold", "colour", "small-caps", "spaced"]),
    )


@pytest.mark.parametrize("seed", range(5))
def test_however_a_page_is_set_it_says_the_same(seed):
    chance = random.Random(seed)
    right: list[tuple[float, str, Layout]] = []
    for _ in range(PAGES):
        layout, person = by_chance(chance), chance.choice(EVERYONE + STRANGERS)
        person = with_a_long_career(person) if chance.random() < 0.4 else person
        parsed = parse_resume(typeset(person, layout), "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)
        rows = score(truth_of(person, date=layout.date, groups=layout.skills == "labelled"), parsed)
        right.append((mean(row[3] for row in rows), person["name"], layout))

    assert mean(share for share, _, _ in right) >= 0.98
    assert min(share for share, _, _ in right) >= 0.7, min(right, key=lambda page: page[0])
