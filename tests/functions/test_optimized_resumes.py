"""The editor's workflow over HTTP: make, open, edit, save, two tabs in conflict, history, restore."""

import copy
import io
import json
from typing import Any
from uuid import uuid4

import pytest

from tests.functions.optimizing import POSTING, Event, add_resume, events_of
from tests.functions.test_optimize import append, start
from tests.optimize.people import ENGINEER


@pytest.fixture
def me(user: Any, bearer: Any) -> dict[str, str]:
    return bearer(user)


@pytest.fixture
def run(db: Any, user: Any, http: Any, me: dict[str, str]) -> list[Event]:
    resume_id = add_resume(db, user)
    answer = http.post("/optimize", json={"resume_id": resume_id, "job": POSTING}, headers=me)
    return events_of(answer.text.split("\n"))


@pytest.fixture
def made(http: Any, me: dict[str, str], run: list[Event]) -> dict[str, Any]:
    answer = http.post("/resumes/optimized", json={"run_id": run[0].data["run_id"], "accept": "all"}, headers=me)
    assert answer.status_code == 201, answer.text
    return answer.json()["optimized_resume"]


class Editor:
    """One open tab: what it read, and what it saves."""

    def __init__(self, http: Any, me: dict[str, str], optimized_id: str) -> None:
        self.http, self.me, self.path = http, me, f"/resumes/optimized/{optimized_id}"
        self.open()

    def open(self) -> dict[str, Any]:
        answer = self.http.get(self.path, headers=self.me)
        assert answer.status_code == 200, answer.text
        self.row = answer.json()["optimized_resume"]
        self.document = self.row["structured_output"]
        assert answer.headers["etag"] == f'"{self.row["version"]}"'
        return self.row

    def save(self, **more: Any) -> Any:
        answer = self.http.patch(self.path, json={"structured_output": self.document} | more, headers=self.me)
        if answer.status_code == 200:
            self.row = answer.json()["optimized_resume"]
            self.document = copy.deepcopy(self.row["structured_output"])
        return answer

    def versions(self) -> list[dict[str, Any]]:
        return self.http.get(f"{self.path}/versions", headers=self.me).json()["versions"]


@pytest.fixture
def editor(http: Any, me: dict[str, str], made: dict[str, Any]) -> Editor:
    return Editor(http, me, made["id"])


def test_a_run_becomes_an_editable_document(made: dict[str, Any], run: list[Event]) -> None:
    document = made["structured_output"]

    assert made["version"] == 1
    assert made["title"] == "Senior Python Engineer at Initech"
    assert set(document) >= {"ui", "resume_json", "analysis", "qa", "tailored_resume_text"}
    assert document["resume_json"]["work"][1]["highlights"][0] == "Managed the team and planned sprints"
    assert "Kubernetes" in made["keywords_added"]
    assert made["match_score"] is not None
    assert made["qa_metrics"]["coverage"] > 0
    assert document["analysis"]["missing_skills"] == ["Terraform"]
    assert "Managed the team and planned sprints" in document["ui"]["preview"]["live_preview_text"]
    assert document["ui"]["preview"]["diff_hints"]


def test_only_what_is_accepted_goes_in(http: Any, me: dict[str, str], run: list[Event]) -> None:
    opening = next(e.data["id"] for e in run if e.event == "suggestion" and e.data["kind"] == "opening")
    wanted = {"run_id": run[0].data["run_id"], "accept": [opening, "unknown"]}

    answer = http.post("/resumes/optimized", json=wanted, headers=me).json()

    resume = answer["optimized_resume"]["structured_output"]["resume_json"]
    assert resume["work"][1]["highlights"][0] == "Managed the team and planned sprints"
    assert resume["work"][0]["highlights"] == ENGINEER.work[0].highlights
    assert [one["id"] for one in answer["refused"]] == ["unknown"]


def test_the_same_request_again_makes_one(http: Any, me: dict[str, str], db: Any, run: list[Event]) -> None:
    wanted = {"run_id": run[0].data["run_id"], "id": str(uuid4())}

    first, again = (http.post("/resumes/optimized", json=wanted, headers=me).json() for _ in range(2))

    assert first == again
    assert db.value("select count(*) from public.optimized_resumes") == 1


INVENTED = {
    "employer": "Built APIs in Python for 12 teams at Google",
    "number": "Built APIs in Python for 120 teams",
    "degree": "Built APIs in Python as a PhD",
    "title": "Built APIs in Python as Chief Architect",
    "skill": "Built APIs in Python and Haskell for 12 teams",
    "date": "Built APIs in Python for 12 teams in March 2021",
}


@pytest.mark.parametrize("text", INVENTED.values(), ids=INVENTED)
def test_nothing_invented_reaches_a_document(http: Any, me: dict[str, str], db: Any, user: Any, text: str) -> None:
    # The suggestion is stored as if a model's reply had slipped past the first gate.
    run_id = start(db, user, add_resume(db, user), lease_seconds=60)
    suggestion = {
        "id": "s1", "kind": "rewrite", "section": "experience", "op": "replace", "pointer": "/work/0/highlights/2",
        "original": "Built APIs in Python for 12 teams", "proposed": text, "reason": "",
    }  # fmt: skip
    append(db, user, run_id, 1, [Event(0, "suggestion", suggestion), Event(0, "done", {})], status="completed")

    answer = http.post("/resumes/optimized", json={"run_id": run_id}, headers=me).json()

    assert [one["id"] for one in answer["refused"]] == ["s1"]
    assert text not in json.dumps(answer["optimized_resume"])
    assert answer["optimized_resume"]["structured_output"]["resume_json"]["work"][0]["highlights"][2] == (
        "Built APIs in Python for 12 teams"
    )

    confirmed = {"run_id": run_id, "accept": ["s1"], "confirmed": [text]}
    answer = http.post("/resumes/optimized", json=confirmed, headers=me).json()
    assert answer["optimized_resume"]["structured_output"]["resume_json"]["work"][0]["highlights"][2] == text


def test_the_whole_workflow(editor: Editor, http: Any, me: dict[str, str]) -> None:
    ui = editor.document["ui"]
    ui["summary"]["items"][0]["text"] = "Engineer who keeps promises."
    ui["contact"]["fields"]["phone"] = "+44 20 7946 0000"
    ui["skills"]["items"][0]["items"].reverse()
    line = next(i for i in ui["experience"]["items"][1]["items"] if i["alternates"])
    line["selected"] = line["alternates"][0]["id"]
    skills = [item["text"] for item in ui["skills"]["items"][0]["items"]]

    answer = editor.save(expected_version=1)

    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == 2
    assert answer.json()["changed_sections"] == ["contact", "summary", "experience", "skills"]
    row = editor.open()
    resume = row["structured_output"]["resume_json"]
    assert row["version"] == 2
    assert resume["basics"]["summary"] == "Engineer who keeps promises."
    assert resume["basics"]["phone"] == "+44 20 7946 0000"
    assert resume["skills"][0]["keywords"] == skills
    assert resume["work"][1]["highlights"][0] == "Responsible for managing the team and planning sprints"
    text = row["structured_output"]["tailored_resume_text"]["ats_plain_text"]
    assert "Engineer who keeps promises." in text
    assert text == row["structured_output"]["ui"]["preview"]["live_preview_text"]
    newest, oldest = editor.versions()
    assert newest["summary"] == "Contact: 1 changed. Summary: 1 changed. Experience: 1 changed. Skills: reordered."
    assert oldest["summary"].endswith("made for Senior Python Engineer at Initech.")


def test_two_tabs_in_conflict(editor: Editor, http: Any, me: dict[str, str]) -> None:
    other = Editor(http, me, editor.row["id"])
    editor.document["ui"]["summary"]["items"][0]["text"] = "Mine."
    assert editor.save(expected_version=1).status_code == 200
    other.document["ui"]["summary"]["items"][0]["text"] = "Theirs."
    other.document["ui"]["contact"]["fields"]["email"] = "new@example.com"

    answer = other.http.patch(other.path, json={"structured_output": other.document}, headers=me | {"if-match": '"1"'})

    assert answer.status_code == 409
    problem = answer.json()
    assert problem["current_version"] == 2
    assert problem["sections"] == ["contact", "summary"]
    assert editor.open()["structured_output"]["resume_json"]["basics"]["summary"] == "Mine."

    # Without a version the last write wins, and what it overwrote is a version.
    assert other.save().status_code == 200
    mine = http.get(f"{editor.path}/versions/2", headers=me).json()["version"]
    assert mine["snapshot"]["structured_output"]["resume_json"]["basics"]["summary"] == "Mine."


def test_a_restore_is_a_new_version(editor: Editor, http: Any, me: dict[str, str]) -> None:
    first = copy.deepcopy(editor.row)
    editor.document["ui"]["summary"]["items"][0]["text"] = "Mine."
    editor.save()

    answer = http.post(f"{editor.path}/versions/1/restore", json={"expected_version": 2}, headers=me)

    assert answer.status_code == 200, answer.text
    row = editor.open()
    assert row["version"] == 3
    assert row["structured_output"] == first["structured_output"]
    assert editor.versions()[0]["summary"] == "Restored version 1."
    assert [version["version"] for version in editor.versions()] == [3, 2, 1]
    assert http.post(f"{editor.path}/versions/9/restore", headers=me).status_code == 404
    again = http.post(f"{editor.path}/versions/1/restore", json={"expected_version": 2}, headers=me)
    assert again.json()["version"] == 3, "the same restore again: its first answer was lost"
    assert http.post(f"{editor.path}/versions/2/restore", json={"expected_version": 2}, headers=me).status_code == 409


def test_two_versions_are_compared_line_by_line(editor: Editor, http: Any, me: dict[str, str]) -> None:
    editor.document["ui"]["summary"]["items"][0]["text"] = "Mine."
    editor.save()

    diff = http.get(f"{editor.path}/versions/2/diff?against=1", headers=me).json()

    assert diff["sections"] == ["summary"]
    assert diff["summary"] == "Summary: 1 line changed."
    assert diff["changes"][0]["after"] == "Mine."


def test_a_burst_of_autosaves_is_one_version(editor: Editor) -> None:
    for text in ("M", "Mi", "Min", "Mine."):
        editor.document["ui"]["summary"]["items"][0]["text"] = text
        answer = editor.save(autosave=True, expected_version=editor.row["version"])
        assert answer.status_code == 200
    rolling, first = editor.versions()

    assert (rolling["version"], rolling["autosave"], rolling["saves"]) == (5, True, 4)
    assert rolling["summary"] == "Summary: 1 changed."
    assert first["version"] == 1
    editor.document["ui"]["summary"]["items"][0]["text"] = "Done."
    assert editor.save().json()["folded"] is False
    assert [version["version"] for version in editor.versions()] == [6, 5, 1]


def test_an_autosave_of_a_stale_tab_is_not_folded(editor: Editor, http: Any, me: dict[str, str]) -> None:
    stale = Editor(http, me, editor.row["id"])
    editor.document["ui"]["summary"]["items"][0]["text"] = "Mine."
    editor.save(autosave=True)
    stale.document["ui"]["contact"]["fields"]["phone"] = "+44 20 7946 0000"

    assert stale.save(autosave=True).json()["folded"] is False

    kept = http.get(f"{editor.path}/versions/2", headers=me).json()["version"]["snapshot"]
    assert kept["structured_output"]["resume_json"]["basics"]["summary"] == "Mine."


@pytest.mark.parametrize("gone", ["ui", "resume_json", "analysis", "qa", "tailored_resume_text"])
def test_what_is_missing_is_named(editor: Editor, gone: str) -> None:
    del editor.document[gone]

    answer = editor.save()

    assert answer.status_code == 400
    assert answer.json()["error"] == f"structured_output is missing: {gone}"
    assert editor.open()["version"] == 1


def test_everything_missing_is_named_at_once(http: Any, me: dict[str, str], editor: Editor) -> None:
    answer = http.patch(editor.path, json={"structured_output": {}}, headers=me)

    assert "ui, resume_json, analysis, qa, tailored_resume_text" in answer.json()["error"]


EMPTY = {"ui": {}, "resume_json": {}, "analysis": {}, "qa": {}, "tailored_resume_text": {}}
WRONG = {
    "nothing": {},
    "unknown columns only": {"user_id": "x"},
    "a list": {"structured_output": []},
    "a null": {"structured_output": None},
    "a wrong type inside": {"structured_output": EMPTY | {"ui": {"order": 7}}},
    "a wrong résumé": {"structured_output": EMPTY | {"resume_json": {"work": 7}}},
    "a wrong field in the form": {
        "structured_output": EMPTY | {"ui": {"experience": {"items": [{"fields": {"position": ["x"]}}]}}}
    },
    "a score beyond 100": {"match_score": 101},
    "an empty title": {"title": ""},
    "a version that is none": {"title": "x", "expected_version": 0},
    "a version as text": {"title": "x", "expected_version": "1"},
    "a version that is yes or no": {"title": "x", "expected_version": True},
    "a score as text": {"match_score": "80"},
}  # fmt: skip


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_a_wrong_save_is_refused_and_changes_nothing(editor: Editor, http: Any, me: dict[str, str], body: Any) -> None:
    answer = http.patch(editor.path, json=body, headers=me)

    assert answer.status_code in {400, 422}, answer.text
    assert answer.json()["error"]
    assert editor.open()["version"] == 1


def test_a_bare_document_of_a_foreign_client_is_made_whole(editor: Editor, http: Any, me: dict[str, str]) -> None:
    bare = {
        "ui": {"theme": "dark"}, "resume_json": {"basics": {"name": "Jo"}}, "analysis": {}, "qa": {"coverage": 100},
        "tailored_resume_text": {}, "iteration_notes": ["one"],
    }  # fmt: skip

    row = http.patch(editor.path, json={"structured_output": bare}, headers=me).json()["optimized_resume"]

    document = row["structured_output"]
    assert document["ui"]["theme"] == "dark"
    assert document["ui"]["contact"]["fields"]["name"] == "Jo"
    assert document["iteration_notes"] == ["one"]
    assert document["qa"]["coverage"] is None
    assert document["tailored_resume_text"]["ats_plain_text"] == "Jo\n"


def test_any_column_can_be_saved_alone(editor: Editor, http: Any, me: dict[str, str]) -> None:
    for change in (
        {"title": "For Initech"},
        {"match_score": 71.5},
        {"optimized_content": {"any": "thing"}},
        {"optimization_summary": None},
        {"qa_metrics": {"coverage": 1, "note": "mine"}},
        {"export_formats": {"pdf": {"url": "https://x"}}},
    ):
        answer = http.patch(editor.path, json=change, headers=me)
        assert answer.status_code == 200, answer.text
    row = editor.open()

    assert (row["title"], row["match_score"], row["optimized_content"]) == ("For Initech", 71.5, {"any": "thing"})
    assert row["qa_metrics"]["note"] == "mine"
    assert row["qa_metrics"]["coverage"] != 1, "figures from outside are not believed"
    assert row["export_formats"] == {"pdf": {"url": "https://x"}}
    assert [version["summary"] for version in editor.versions()][:2] == [
        "Qa metrics changed.",
        "Optimization summary changed.",
    ]
    assert editor.row["version"] == 6, "an export is no edit"


def test_an_edit_forgets_the_exports_of_the_state_before(editor: Editor, http: Any, me: dict[str, str]) -> None:
    http.patch(editor.path, json={"export_formats": {"pdf": {"url": "https://x"}}}, headers=me)
    editor.open()
    editor.document["ui"]["summary"]["items"][0]["text"] = "Mine."

    assert editor.save().json()["optimized_resume"]["export_formats"] == {}


def test_saving_what_is_there_makes_no_version(editor: Editor) -> None:
    assert editor.save().json()["version"] == 1
    assert len(editor.versions()) == 1


def test_list_and_delete(editor: Editor, http: Any, me: dict[str, str], db: Any) -> None:
    listed = http.get("/api/resumes/optimized?pageSize=10", headers=me).json()
    assert [row["id"] for row in listed["optimized_resumes"]] == [editor.row["id"]]
    assert "structured_output" not in listed["optimized_resumes"][0]

    assert http.delete(editor.path, headers=me).status_code == 200
    assert http.get(editor.path, headers=me).status_code == 404
    assert db.value("select count(*) from public.optimized_resume_versions") == 0


def test_other_people_find_nothing(editor: Editor, http: Any, bearer: Any, other_user: Any, run: list[Event]) -> None:
    them = bearer(other_user)

    assert http.get(editor.path, headers=them).status_code == 404
    assert http.patch(editor.path, json={"title": "x"}, headers=them).status_code == 404
    assert http.delete(editor.path, headers=them).status_code == 404
    assert http.get(f"{editor.path}/versions", headers=them).status_code == 404
    assert http.get(f"{editor.path}/versions/1", headers=them).status_code == 404
    assert http.post(f"{editor.path}/versions/1/restore", headers=them).status_code == 404
    wanted = {"run_id": run[0].data["run_id"]}
    assert http.post("/resumes/optimized", json=wanted, headers=them).status_code == 404
    assert http.get("/resumes/optimized", headers=them).json()["optimized_resumes"] == []
    assert http.get("/resumes/optimized").status_code == 401


def test_optimize_save_keeps_the_contract(
    http: Any, me: dict[str, str], db: Any, user: Any, bearer: Any, other_user: Any
) -> None:
    resume_id = add_resume(db, user)
    wanted = {"resume_id": resume_id, "optimized_data": {"basics": {"name": "Jane D."}, "mine": 1}}

    answer = http.post("/optimize/save", json=wanted, headers=me)

    assert answer.json() == {"status": "success", "message": "Optimization saved"}
    stored = db.value("select optimized_data from public.resumes")
    assert stored["basics"]["name"] == "Jane D."
    assert stored["mine"] == 1
    assert [job["name"] for job in stored["work"]] == ["Robust Intelligence", "Acme Corp"]
    assert http.post("/optimize/save", json=wanted, headers=bearer(other_user)).status_code == 404
    assert (
        http.post("/optimize/save", json={"resume_id": resume_id, "optimized_data": {}}, headers=me).status_code == 400
    )
    assert http.post("/optimize/save", json={"resume_id": resume_id}, headers=me).status_code == 422
    assert http.post("/optimize/save", json=wanted).status_code == 401


def test_a_run_improves_what_was_saved(http: Any, me: dict[str, str], db: Any, user: Any) -> None:
    resume_id = add_resume(db, user)
    http.post(
        "/optimize/save",
        json={"resume_id": resume_id, "optimized_data": {"work": [{"name": "Acme Corp", "position": "Baker"}]}},
        headers=me,
    )
    events = events_of(
        http.post("/optimize", json={"resume_id": resume_id, "job": POSTING}, headers=me).text.split("\n")
    )

    summary = next(e.data["proposed"] for e in events if e.event == "suggestion" and e.data["kind"] == "summary")
    assert summary.startswith("Baker")


def test_a_save_is_one_round_trip(editor: Editor) -> None:
    editor.document["ui"]["summary"]["items"][0]["text"] = "Mine."

    assert 'db;desc="1"' in editor.save().headers["server-timing"]
    assert 'db;desc="1"' in editor.http.get(editor.path, headers=editor.me).headers["server-timing"]


def test_what_was_edited_is_in_the_documents(editor: Editor, http: Any, me: dict[str, str]) -> None:
    editor.document["ui"]["summary"]["items"][0]["text"] = "Engineer who keeps promises."
    editor.save()

    for kind, reader in (("txt", bytes.decode), ("docx", docx_text), ("pdf", pdf_text)):
        document = http.get(f"/export/{kind}?optimized_id={editor.row['id']}", headers=me)
        assert document.status_code == 200, document.text
        text = " ".join(reader(document.content).split())
        assert "Engineer who keeps promises." in text, kind
        assert "Managed the team and planned sprints" in text, kind


def test_documents_follow_the_order_of_the_form(editor: Editor, http: Any, me: dict[str, str]) -> None:
    def headings() -> list[str]:
        text = http.get(f"/export/txt?optimized_id={editor.row['id']}", headers=me).text
        return [line for line in text.splitlines() if line.isupper() and line in {"SKILLS", "EXPERIENCE", "EDUCATION"}]

    before = headings()
    editor.document["ui"]["order"] = ["contact", "summary", "skills", "experience"]
    editor.save()

    assert before.index("EXPERIENCE") < before.index("SKILLS")
    assert headings()[:2] == ["SKILLS", "EXPERIENCE"]


def docx_text(content: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def pdf_text(content: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
