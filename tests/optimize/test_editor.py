"""The editor's document agrees with itself after every save, whichever side was edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.models.form import SECTIONS
from shared.models.optimized import StructuredOutput
from shared.models.resume import Resume
from shared.optimize.apply import apply
from shared.optimize.editor import build, make_whole
from shared.optimize.suggest import quick
from tests.optimize.people import BACKEND, ENGINEER, NURSE, TODAY


def document(resume=ENGINEER):
    return build(resume, source=resume, requirements=BACKEND.requirements)


def saved(made: StructuredOutput) -> StructuredOutput:
    """Save over the wire: what a client sends is JSON."""
    return make_whole(StructuredOutput.model_validate(made.model_dump(mode="json")))[0]


def edited(change, resume=ENGINEER):
    made = document(resume).model_dump(mode="json")
    change(made)
    return make_whole(StructuredOutput.model_validate(made))[0]


@pytest.mark.parametrize("resume", [ENGINEER, NURSE, Resume()], ids=["engineer", "nurse", "nobody"])
def test_a_save_without_an_edit_changes_nothing(resume):
    made = document(resume)

    assert saved(made) == made
    assert made.resume_json.model_dump(exclude_none=True) == resume.model_dump(exclude_none=True)


def test_the_form_shows_all_eight_sections():
    ui = document().ui

    assert [section for section in SECTIONS if getattr(ui, section) is not None] == list(SECTIONS)
    assert ui.contact.fields["name"] == "Jane Doe"
    assert [item.text for item in ui.experience.items] == [
        "Senior Backend Engineer, Robust Intelligence", "Developer, Acme Corp",
    ]  # fmt: skip
    assert [item.text for item in ui.skills.items[1].items] == ["Go", "Python", "JS"]
    assert ui.certifications.items[0].fields["name"] == "Certified Scalable Architect"


def test_an_edited_line_reaches_the_resume_and_the_preview():
    made = edited(lambda d: d["ui"]["experience"]["items"][0]["items"][2].update(text="Built APIs for 12 squads"))

    assert made.resume_json.work[0].highlights[2] == "Built APIs for 12 squads"
    assert "- Built APIs for 12 squads" in made.tailored_resume_text.ats_plain_text
    assert made.ui.preview.live_preview_text == made.tailored_resume_text.ats_plain_text
    (hint,) = made.ui.preview.diff_hints
    assert (hint.section, hint.change) == ("experience", "changed")
    assert hint.after == "- Built APIs for 12 squads"


def test_a_new_summary_and_contact():
    def change(d):
        d["ui"]["summary"]["items"] = [{"text": "I build."}]
        d["ui"]["contact"]["fields"]["phone"] = "+44 20 7946 0000"

    made = edited(change)

    assert made.resume_json.basics.summary == "I build."
    assert made.resume_json.basics.phone == "+44 20 7946 0000"
    assert made.resume_json.basics.profiles == ENGINEER.basics.profiles


def test_reordered_skills():
    made = edited(lambda d: d["ui"]["skills"]["items"][1]["items"].reverse())

    assert made.resume_json.skills[1].keywords == ["JS", "Python", "Go"]
    assert {hint.change for hint in made.ui.preview.diff_hints} == {"changed"}


def test_a_removed_entry_and_a_new_one():
    def change(d):
        del d["ui"]["experience"]["items"][0]
        d["ui"]["education"]["items"].append({"fields": {"institution": "MIT"}, "items": ["Good marks"]})
        d["ui"]["additional"]["items"].append({"kind": "languages", "fields": {"language": "French"}})

    made = edited(change)

    assert [job.name for job in made.resume_json.work] == ["Acme Corp"]
    assert made.resume_json.education[1].institution == "MIT"
    assert made.resume_json.education[1].highlights == ["Good marks"]
    assert made.resume_json.languages[0].language == "French"


def test_an_emptied_section_is_empty():
    made = edited(lambda d: d["ui"]["skills"].update(items=[]))

    assert made.resume_json.skills == []


def test_an_edit_of_the_resume_reaches_the_form():
    made = edited(lambda d: d["resume_json"]["work"][0]["highlights"].append("Ran the on-call rota"))

    assert [line.text for line in made.ui.experience.items[0].items][-1] == "Ran the on-call rota"


def test_both_sides_can_be_edited_in_different_sections():
    def change(d):
        d["ui"]["summary"]["items"] = [{"text": "I build."}]
        d["resume_json"]["skills"][0]["keywords"] = ["Nix"]

    made = edited(change)

    assert made.resume_json.basics.summary == "I build."
    assert [line.text for line in made.ui.skills.items[0].items] == ["Nix"]


def test_a_chosen_alternate_moves_in_and_can_be_taken_back():
    def choose(d):
        line = d["ui"]["experience"]["items"][0]["items"][2]
        line["alternates"] = [{"id": "a", "text": "Delivered Python APIs for 12 teams"}, "Made APIs"]
        line["selected"] = "a"

    made = edited(choose)
    line = made.ui.experience.items[0].items[2]

    assert made.resume_json.work[0].highlights[2] == "Delivered Python APIs for 12 teams"
    assert {alternate.id: alternate.text for alternate in line.alternates} == {
        "a": "Delivered Python APIs for 12 teams",
        "alt-2": "Made APIs",
        "original": "Built APIs in Python for 12 teams",
    }
    assert saved(made) == made

    back = made.model_dump(mode="json")
    back["ui"]["experience"]["items"][0]["items"][2]["selected"] = "original"
    assert saved(StructuredOutput.model_validate(back)).resume_json.work[0].highlights[2] == (
        "Built APIs in Python for 12 teams"
    )


def test_an_alternate_can_be_chosen_by_its_place():
    def choose(d):
        d["ui"]["experience"]["items"][1]["items"][1].update(alternates=["One", "Two"], selected=1)

    assert edited(choose).resume_json.work[1].highlights[1] == "Two"


def test_a_text_edited_after_a_choice_stays():
    def choose(d):
        d["ui"]["experience"]["items"][1]["items"][1].update(alternates=["One", "Two"], selected=1)

    made = edited(choose).model_dump(mode="json")
    made["ui"]["experience"]["items"][1]["items"][1]["text"] = "Two and a half"

    assert saved(StructuredOutput.model_validate(made)).resume_json.work[1].highlights[1] == "Two and a half"


def test_suggestions_not_taken_are_offered_as_alternates():
    suggestions = list(quick(ENGINEER, BACKEND, TODAY))
    taken = [s for s in suggestions if s.kind == "opening"]
    resume, _, _ = apply(ENGINEER, taken)

    made = build(resume, source=ENGINEER, requirements=BACKEND.requirements, suggestions=suggestions)

    latency = made.ui.experience.items[0].items[1]
    assert [a.text for a in latency.alternates] == ["Reduced latency by 10–20% using Kubernetes and PostgreSQL"]
    opened = made.ui.experience.items[1].items[0]
    assert opened.text == "Managed the team and planned sprints"
    assert [a.id for a in opened.alternates] == ["original"]


def test_unknown_keys_are_kept_everywhere():
    def change(d):
        d["mine"] = 1
        d["ui"]["mine"] = 2
        d["ui"]["skills"]["mine"] = 3
        d["ui"]["skills"]["items"][0]["mine"] = 4
        d["ui"]["preview"]["mine"] = 5
        d["analysis"]["mine"] = 6
        d["qa"]["mine"] = 7
        d["tailored_resume_text"]["mine"] = 8
        d["resume_json"]["mine"] = 9
        d["resume_json"]["basics"]["mine"] = 10

    made = edited(change).model_dump(mode="json")

    assert [
        made["mine"], made["ui"]["mine"], made["ui"]["skills"]["mine"], made["ui"]["skills"]["items"][0]["mine"],
        made["ui"]["preview"]["mine"], made["analysis"]["mine"], made["qa"]["mine"],
        made["tailored_resume_text"]["mine"], made["resume_json"]["mine"], made["resume_json"]["basics"]["mine"],
    ] == list(range(1, 11))  # fmt: skip


def test_figures_from_outside_are_not_believed():
    made = edited(lambda d: d["qa"].update(coverage=100, readability=100, format_compliance=100, duplicates=0))

    assert made.qa["coverage"] == document().qa["coverage"] < 100


def test_a_document_with_hardly_anything_is_made_whole():
    bare = StructuredOutput.model_validate(
        {"ui": {}, "resume_json": ENGINEER.model_dump(), "analysis": {}, "qa": {}, "tailored_resume_text": {}}
    )

    made = saved(bare)

    assert made.resume_json == ENGINEER
    assert made.ui.contact.fields["name"] == "Jane Doe"
    assert made.ui.preview.diff_hints == []


def test_the_order_of_sections_is_the_preview_s():
    made = edited(lambda d: d["ui"].update(order=["skills", "experience", "summary", "nonsense"]))

    text = made.ui.preview.live_preview_text
    assert text.index("SKILLS") < text.index("EXPERIENCE") < text.index("EDUCATION")


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=40))
def test_any_text_survives_the_form(lines, summary):
    resume = Resume.model_validate(
        {"basics": {"summary": summary}, "work": [{"name": "A", "highlights": lines}], "skills": [{"keywords": lines}]}
    )
    made = document(resume)

    assert saved(made) == made
    assert [line.text for line in made.ui.experience.items[0].items] == [line for line in lines if line.strip()]
