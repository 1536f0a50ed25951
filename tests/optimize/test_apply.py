"""Suggestions go into a résumé exactly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.models.optimized import Suggestion
from shared.models.resume import Resume, Skill, Work
from shared.optimize.apply import MISSING, apply, look

RESUME = Resume(
    work=[Work(name="Acme", highlights=["one", "two", "three; four"]), Work(name="Beta", highlights=["one"])],
    skills=[Skill(name="Tools", keywords=["Git", "Make"])],
)


def change(op, pointer, original=None, proposed=None, order=None, name="s1"):
    return Suggestion(
        id=name, kind="rewrite", section="experience", op=op, pointer=pointer, original=original, proposed=proposed,
        order=order, reason="",
    )  # fmt: skip


def test_a_replacement_lands_where_it_points():
    resume, applied, refused = apply(RESUME, [change("replace", "/work/0/highlights/1", "two", "TWO")])

    assert resume.work[0].highlights == ["one", "TWO", "three; four"]
    assert resume.work[1] == RESUME.work[1]
    assert (applied, refused) == (["s1"], [])


def test_rewrites_reorders_splits_and_inserts_go_together():
    resume, applied, _ = apply(
        RESUME,
        [
            change("reorder", "/work/0/highlights", ["one", "two", "three; four"], order=[2, 0, 1], name="a"),
            change("split", "/work/0/highlights/2", "three; four", ["three", "four"], name="b"),
            change("replace", "/work/0/highlights/0", "one", "ONE", name="c"),
            change("insert", "/skills/0/keywords", proposed="Nix", name="d"),
            change("insert", "/skills", proposed={"name": "Cooking", "keywords": []}, name="e"),
            change("replace", "/basics/summary", None, "New.", name="f"),
        ],
    )

    assert resume.work[0].highlights == ["three", "four", "ONE", "two"]
    assert [(group.name, group.keywords) for group in resume.skills] == [
        ("Tools", ["Git", "Make", "Nix"]),
        ("Cooking", []),
    ]
    assert resume.basics.summary == "New."
    assert applied == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    "wrong",
    [
        change("replace", "/work/0/highlights/1", "Two", "TWO"),
        change("replace", "/work/0/highlights/1", None, "TWO"),
        change("replace", "/work/0/highlights/9", "two", "TWO"),
        change("replace", "/work/0/highlights/-1", "three; four", "TWO"),
        change("replace", "/work/0/highlights/٠", "one", "TWO"),
        change("replace", "/nowhere/0/x", None, "TWO"),
        change("replace", "work/0/name", "Acme", "TWO"),
        change("split", "/work/0/name", "Acme", ["A", "cme"]),
        change("insert", "/skills/0/keywords", proposed="Git"),
        change("insert", "/work/0/name", proposed="x"),
        change("reorder", "/work/0/highlights", ["two", "one", "three; four"], order=[1, 0, 2]),
        change("reorder", "/work/0/highlights", ["one", "two", "three; four"], order=[0, 0, 2]),
        change("reorder", "/work/0/highlights", ["one", "two", "three; four"], order=[0, 1]),
        change("none", "/work/0/highlights/1", "two", "TWO"),
    ],
    ids=lambda wrong: f"{wrong.op} {wrong.pointer} {wrong.original}",
)
def test_what_does_not_match_exactly_is_refused(wrong):
    resume, applied, refused = apply(RESUME, [wrong])

    assert resume == RESUME
    assert applied == []
    assert [one.id for one in refused] == ["s1"]
    assert refused[0].reason


def test_two_for_one_place_do_not_both_go_in():
    first = change("replace", "/work/0/highlights/1", "two", "TWO", name="a")
    second = change("replace", "/work/0/highlights/1", "two", "2", name="b")

    resume, applied, refused = apply(RESUME, [first, second])

    assert resume.work[0].highlights[1] == "TWO"
    assert (applied, [one.id for one in refused]) == (["a"], ["b"])


def test_the_source_stays_as_it_was():
    before = RESUME.model_copy(deep=True)

    apply(RESUME, [change("replace", "/work/0/highlights/1", "two", "TWO")])

    assert before == RESUME


def test_pointers_are_unescaped():
    assert look({"a/b": {"c~d": 1}}, "/a~1b/c~0d") == 1
    assert look({}, "/a") is MISSING


@given(st.permutations(range(3)))
def test_a_reorder_keeps_every_line(order):
    resume, _, _ = apply(
        RESUME, [change("reorder", "/work/0/highlights", ["one", "two", "three; four"], order=list(order))]
    )

    assert sorted(resume.work[0].highlights) == sorted(RESUME.work[0].highlights)
