"""The editor's workflow on a running stack, as a frontend walks it; every step checks what it says.

Optimize, open, edit the summary, choose an alternate, reorder the skills, change the contact, save, reload, two tabs in
conflict, restore, download as Word and PDF with the edits in them.
"""

import copy
import io
import json
import sys
from typing import Any

import docx
import httpx
from pypdf import PdfReader

from local.demo import Answer, Failed, act, call, sign_in
from local.samples import draw
from local.stack import Stack

SUMMARY = "Backend engineer who keeps what is promised."
PHONE = "+44 20 7946 0018"


def walk(stack: Stack) -> int:
    """Walk it all with the demo account; 1 when a step did not do what it says."""
    try:
        with act("signing in"):
            token = sign_in(stack)
        with httpx.Client(base_url=stack.api_url, headers={"authorization": f"Bearer {token}"}, timeout=60) as api:
            with act("optimizing"):
                optimized = _optimize(api)
            path = f"/resumes/optimized/{optimized['id']}"
            with act("editing"):
                _edit(api, path)
            with act("two tabs"):
                _conflict(api, path)
            with act("restoring"):
                _restore(api, path)
            with act("exporting"):
                _export(api, optimized["id"])
            with act("cleaning up"):
                call(api, "DELETE", path)
    except Failed as failed:
        print(f"\nThe workflow failed while {failed}", file=sys.stderr)
        return 1
    return 0


def _optimize(api: httpx.Client) -> Answer:
    file = (draw.MAIN_PERSON.name, draw.MAIN_PERSON.read_bytes(), "application/pdf")
    resume = call(api, "POST", "/resumes", files={"file": file}, headers={"idempotency-key": "workflow"})["resume"]
    posting = draw.postings()[0]
    wanted = {"resume_id": resume["id"], "job": posting}
    with api.stream("POST", "/optimize", json=wanted, headers={"accept": "text/event-stream"}) as stream:
        stream.raise_for_status()
        events = [json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: ")]
    made = call(api, "POST", "/resumes/optimized", json={"run_id": events[0]["run_id"]})["optimized_resume"]
    _say("Optimized", f"for {posting['job_title']} at {posting['company_name']}: {len(events)} events, version 1")
    return dict(made)


def _edit(api: httpx.Client, path: str) -> None:
    document, version = _open(api, path)
    ui = document["ui"]
    ui["summary"]["items"] = [{"text": SUMMARY}]
    ui["contact"]["fields"]["phone"] = PHONE
    skills = ui["skills"]["items"][0]["items"]
    skills.reverse()
    line = next((line for job in ui["experience"]["items"] for line in job["items"] if line["alternates"]), None)
    if line is None:
        raise Failed("no line has an alternate to choose")
    line["selected"] = line["alternates"][0]["id"]
    chosen = line["alternates"][0]["text"]
    saved = call(api, "PATCH", path, json={"structured_output": document, "expected_version": version})
    _say("Saved", f"version {saved['version']}, changed: {', '.join(saved['changed_sections'])}")

    again, _ = _open(api, path)
    resume = again["resume_json"]
    _expect(
        resume["basics"]["summary"] == SUMMARY and resume["basics"]["phone"] == PHONE, "summary and phone came back"
    )
    _expect(resume["skills"][0]["keywords"] == [skill["text"] for skill in skills], "the skills kept their new order")
    _expect(chosen in json.dumps(resume["work"], ensure_ascii=False), "the chosen alternate is in the résumé")
    _expect(SUMMARY in again["ui"]["preview"]["live_preview_text"], "the preview follows")
    _say("Reloaded", "every edit came back")


def _conflict(api: httpx.Client, path: str) -> None:
    document, version = _open(api, path)
    other = copy.deepcopy(document)
    document["ui"]["contact"]["fields"]["email"] = "first.tab@example.com"
    call(api, "PATCH", path, json={"structured_output": document, "expected_version": version})
    other["ui"]["summary"]["items"][0]["text"] = "What the second tab thinks."
    refused = api.patch(path, json={"structured_output": other}, headers={"if-match": f'"{version}"'})
    _expect(refused.status_code == httpx.codes.CONFLICT, "the second tab is refused")
    told = refused.json()
    _say("Conflict", f"409, now at version {told['current_version']}, differing: {', '.join(told['sections'])}")


def _restore(api: httpx.Client, path: str) -> None:
    first = call(api, "POST", f"{path}/versions/1/restore")
    document, _ = _open(api, path)
    _expect(document["resume_json"]["basics"].get("summary") != SUMMARY, "version 1 is back")
    edited = call(api, "POST", f"{path}/versions/2/restore")
    document, _ = _open(api, path)
    _expect(document["resume_json"]["basics"]["summary"] == SUMMARY, "version 2 is back")
    _say("Restored", f"version 1 as {first['version']}, version 2 as {edited['version']}; nothing was lost in between")


def _export(api: httpx.Client, optimized_id: str) -> None:
    for kind, text_of in (("docx", _docx_text), ("pdf", _pdf_text)):
        document = api.get(f"/export/{kind}", params={"optimized_id": optimized_id}).raise_for_status()
        text = " ".join(text_of(document.content).split())
        _expect(SUMMARY in text and PHONE in text, f"the edits are in the {kind}")
        _say(kind.upper(), f"{len(document.content) / 1000:.0f} kB with the edits in it")


def _docx_text(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def _pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _open(api: httpx.Client, path: str) -> tuple[dict[str, Any], int]:
    row = call(api, "GET", path)["optimized_resume"]
    return row["structured_output"], row["version"]


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise Failed(f"it is not so that {what}")


def _say(step: str, words: str) -> None:
    print(f"{step:<10}  {words}", flush=True)
