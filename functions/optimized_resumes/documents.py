"""What goes into the columns of an optimized résumé: from a run, and from an edit."""

from typing import Any

from pydantic import ValidationError

from shared.errors import InvalidRequest
from shared.models.optimized import (
    REQUIRED_KEYS,
    Analysis,
    Refused,
    RunInput,
    StructuredOutput,
    Suggestion,
)
from shared.models.resume import Resume
from shared.optimize.apply import apply
from shared.optimize.claims import find_unbacked
from shared.optimize.editor import build, make_whole
from shared.optimize.facts import Facts
from shared.optimize.fit import match_score
from shared.optimize.qa import shown_skills
from shared.optimize.wanted import Wanted, wanted_of
from shared.scoring.posting import read_posting

Row = dict[str, Any]


def from_run(run: Row, accept: list[str] | None, confirmed: list[str], title: str | None) -> tuple[Row, list[Refused]]:
    """Return the columns of a new optimized résumé, and the suggestions that did not go in.

    Every accepted suggestion passes the gate once more, with what the person has confirmed since.
    """
    given = RunInput.model_validate(run["input"])
    known = {
        event["data"]["id"]: Suggestion.model_validate(event["data"])
        for event in run["events"]
        if event["event"] in {"suggestion", "blocked"}
    }
    offered = [event["data"]["id"] for event in run["events"] if event["event"] == "suggestion"]
    wanted_ids = [i for i in offered if known[i].op != "none"] if accept is None else list(dict.fromkeys(accept))
    refused = [Refused(id=i, reason="This run has no such suggestion.") for i in wanted_ids if i not in known]
    facts = Facts.of(given.resume, confirmed=[*given.confirmed, *confirmed], today=given.today)

    def reason_against(suggestion: Suggestion) -> str | None:
        unbacked = (claim for text in suggestion.texts() for claim in find_unbacked(text, facts, suggestion.pointer))
        return next((claim.reason for claim in unbacked), None)

    passed = []
    for suggestion in (known[i] for i in wanted_ids if i in known):
        if reason := reason_against(suggestion):
            refused.append(Refused(id=suggestion.id, reason=reason))
        else:
            passed.append(suggestion)
    resume, applied, not_applied = apply(given.resume, passed)
    accepted = [suggestion for suggestion in passed if suggestion.id in applied]
    rest = [known[i] for i in offered if i not in applied and not reason_against(known[i])]
    return _columns(given, resume, accepted, rest, title), [*refused, *not_applied]


def _columns(
    given: RunInput, resume: Resume, accepted: list[Suggestion], rest: list[Suggestion], title: str | None
) -> Row:
    facts = read_posting(given.posting) if given.posting else None
    wanted = wanted_of(facts) if facts else Wanted()
    score = match_score(resume, facts, given.today)
    analysis = Analysis(job_title=wanted.title or None, company_name=wanted.company or None, match_score=score)
    document = build(
        resume,
        source=given.resume,
        requirements=wanted.requirements,
        analysis=analysis,
        suggestions=[*accepted, *rest],
    )
    made, metrics = make_whole(document)
    keywords = sorted({word for suggestion in accepted for word in suggestion.keywords})
    shown = shown_skills(resume)
    place = " at ".join(part for part in (wanted.title, wanted.company) if part)
    changes = f"{len(accepted)} improvement{'' if len(accepted) == 1 else 's'}"
    return {
        "title": (title or place or "Optimized resume")[:300],
        "optimized_content": made.tailored_resume_text.ats_plain_text,
        "optimization_summary": f"{changes} made{f' for {place}' if place else ''}."[:10_000],
        "match_score": score,
        "improvements_made": [
            {"id": s.id, "kind": s.kind, "section": s.section, "pointer": s.pointer, "reason": s.reason}
            for s in accepted
        ],
        "keywords_added": keywords,
        "skills_highlighted": [wanted.spelled[skill] for skill in wanted.weights if skill in shown],
        "structured_output": made.model_dump(mode="json"),
        "qa_metrics": metrics.model_dump(mode="json"),
    }


def document_of(sent: Any) -> StructuredOutput:
    """Read a client's document; raises :class:`InvalidRequest` naming what is missing or wrong."""
    if not isinstance(sent, dict):
        raise InvalidRequest("structured_output must be an object")
    missing = [key for key in REQUIRED_KEYS if sent.get(key) is None]
    if missing:
        raise InvalidRequest(
            f"structured_output is missing: {', '.join(missing)}",
            errors=[{"pointer": f"#/structured_output/{key}", "detail": "is required"} for key in missing],
        )
    try:
        return StructuredOutput.model_validate(sent)
    except ValidationError as error:
        raise _refusal(error) from error


def whole(document: StructuredOutput) -> tuple[Row, Row]:
    """Return ``structured_output`` with form, résumé, preview and figures in step, and ``qa_metrics``."""
    try:
        made, metrics = make_whole(document)
    except ValidationError as error:
        raise _refusal(error) from error
    return made.model_dump(mode="json"), metrics.model_dump(mode="json")


def _refusal(error: ValidationError) -> InvalidRequest:
    faults = [
        {"pointer": "#/structured_output/" + "/".join(str(part) for part in fault["loc"]), "detail": fault["msg"]}
        for fault in error.errors()
    ]
    return InvalidRequest(
        f"structured_output is not valid: {faults[0]['pointer']} {faults[0]['detail']}", errors=faults
    )
