"""What changed is found, and said in a sentence."""

from shared.models.resume import Resume
from shared.optimize.diff import hints, lines_by_section, sections_that_differ, summarise
from tests.optimize.people import ENGINEER


def changed(change) -> Resume:
    document = ENGINEER.model_dump()
    change(document)
    return Resume.model_validate(document)


def said(change) -> str:
    return summarise(hints(lines_by_section(ENGINEER), lines_by_section(changed(change))))


def test_nothing_changed():
    assert sections_that_differ(ENGINEER, ENGINEER.model_copy(deep=True)) == []
    assert said(lambda _: None) == "Nothing changed."


def test_each_kind_of_change_is_counted():
    def change(d):
        d["basics"]["summary"] = "New"
        d["work"][0]["highlights"].reverse()
        d["work"][1]["highlights"][1] = "Saved a lot"
        del d["skills"][0]

    assert sections_that_differ(ENGINEER, changed(change)) == ["summary", "experience", "skills"]
    assert said(change) == "Summary: 1 line added. Experience: 1 line changed, 3 moved. Skills: 1 line removed."


def test_thousands_of_lines_are_compared_in_time():
    before = {"experience": [f"line {n}" for n in range(5_000)]}
    after = {"experience": [f"line {n}" for n in range(1, 5_001)]}

    assert summarise(hints(before, after)) == "Experience: 1 line added, 1 removed."
