"""The editor's document: built from a résumé, and made whole again on every save.

The form (``ui``) and the résumé (``resume_json``) say the same thing twice; a client edits one of them. Which one it
was is told by the fingerprints of the last save, section by section, so a save needs no look at what was there before.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.models.form import SECTIONS, Section
from shared.models.optimized import (
    Alternate,
    Analysis,
    Item,
    Metrics,
    Preview,
    Requirement,
    StructuredOutput,
    Suggestion,
    TailoredText,
    Ui,
    UiSection,
)
from shared.models.resume import Resume
from shared.optimize.diff import hints, lines_by_section
from shared.optimize.plain import plain_text
from shared.optimize.qa import measure, met

_LISTS: dict[Section, tuple[tuple[str, str | None, str], ...]] = {
    "experience": (("work", "highlights", "position"),),
    "skills": (("skills", "keywords", "name"),),
    "education": (("education", "highlights", "institution"),),
    "projects": (("projects", "highlights", "name"),),
    "certifications": (("certificates", None, "name"),),
    "additional": (
        ("volunteer", "highlights", "organization"),
        ("awards", None, "title"),
        ("publications", None, "name"),
        ("languages", None, "language"),
        ("interests", "keywords", "name"),
        ("references", None, "name"),
    ),
}
"""Per section: the lists of the résumé in it, the list of lines in an entry, and the field an entry goes by."""
ORIGINAL = "original"


def build(
    resume: Resume,
    *,
    source: Resume,
    requirements: Sequence[Requirement] = (),
    analysis: Analysis | None = None,
    suggestions: Iterable[Suggestion] = (),
) -> StructuredOutput:
    """Make the document of a résumé; ``source`` is what it was before, ``suggestions`` become alternates."""
    document = StructuredOutput(
        ui=Ui.model_validate({"origin": lines_by_section(source)}),
        resume_json=resume,
        analysis=(analysis or Analysis()).model_copy(update={"requirements": list(requirements)}),
        qa={},
        tailored_resume_text=TailoredText(),
    )
    made, _ = make_whole(document)
    _offer(made.ui, suggestions)
    return made


def make_whole(document: StructuredOutput) -> tuple[StructuredOutput, Metrics]:
    """Bring form, résumé, preview and figures together after an edit; the figures of the client are not believed."""
    ui = document.ui.model_copy(deep=True)
    for section in SECTIONS:
        for item in _items(_section(ui, section).items):
            _select(item)
    resume = document.resume_json.model_dump(exclude_none=True)
    for section in SECTIONS:
        _agree(section, ui, resume)
    whole = Resume.model_validate(resume)
    requirements = document.analysis.requirements
    metrics = measure(whole, requirements)
    text = plain_text(whole, ui.order)
    changes = ui.preview.diff_hints if ui.origin is None else hints(ui.origin, lines_by_section(whole))
    ui.preview = Preview.model_validate(
        ui.preview.model_dump() | {"live_preview_text": text, "diff_hints": [hint.model_dump() for hint in changes]}
    )
    made = document.model_copy(
        update={
            "ui": ui,
            "resume_json": whole,
            "analysis": _analysis(document.analysis, whole),
            "qa": document.qa | metrics.model_dump(),
            "tailored_resume_text": document.tailored_resume_text.model_copy(update={"ats_plain_text": text}),
        }
    )
    return made, metrics


def _analysis(analysis: Analysis, resume: Resume) -> Analysis:
    if not analysis.requirements:
        return analysis
    asked = [requirement for requirement in analysis.requirements if requirement.names]
    shown = met(resume, asked)
    return analysis.model_copy(
        update={
            "matched_skills": [r.names[0] for r, is_met in zip(asked, shown, strict=True) if is_met],
            "missing_skills": [r.names[0] for r, is_met in zip(asked, shown, strict=True) if not is_met],
        }
    )


def _agree(section: Section, ui: Ui, resume: dict[str, Any]) -> None:
    """Let the edited side of a section win, and write it to the other one."""
    form = _section(ui, section)
    last = ui.synced.get(section)
    from_resume = _part(resume, section)
    from_form = _read(section, form)
    untouched = last is None and not form.items and not form.fields
    if not untouched and (last is None or _fingerprint(from_form) != last):
        _write(resume, section, from_form)
    elif untouched or _fingerprint(from_form) != _fingerprint(from_resume):
        setattr(ui, section, _form(section, resume, form))
    for item in _entries(section, _section(ui, section)):
        item.text = _headline(section, item)
    ui.synced[section] = _fingerprint(_part(resume, section))


def _section(ui: Ui, section: Section) -> UiSection:
    found: UiSection = getattr(ui, section)
    return found


def _entries(section: Section, form: UiSection) -> list[Item]:
    return form.items if section in _LISTS else []


def _items(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _items(item.items)


def _select(item: Item) -> None:
    """Resolve a newly selected alternate: its text moves in, what stood there stays as the alternate ``original``."""
    for number, alternate in enumerate(item.alternates, start=1):
        alternate.id = alternate.id or f"alt-{number}"
    if item.selected is not None and item.selected != item.chosen:
        found = _alternate(item, item.selected)
        if found is None:
            item.selected = item.chosen
        else:
            if all(alternate.text != item.text for alternate in item.alternates):
                item.alternates.append(Alternate(id=ORIGINAL, text=item.text))
            item.text = found.text
    elif item.selected is not None and (found := _alternate(item, item.selected)) and found.text != item.text:
        item.selected = None  # edited by hand since it was chosen
    item.chosen = item.selected


def _alternate(item: Item, selected: str | int) -> Alternate | None:
    if isinstance(selected, int):
        return item.alternates[selected] if 0 <= selected < len(item.alternates) else None
    return next((a for a in item.alternates if selected in {a.id, a.text}), None)


def _fingerprint(part: Any) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:16]


def _part(resume: dict[str, Any], section: Section) -> Any:
    """Return a section of the résumé in the one way both sides are compared by."""
    basics = resume.get("basics", {})
    if section == "contact":
        return _said({name: value for name, value in basics.items() if name != "summary"})
    if section == "summary":
        return (basics.get("summary") or "").strip()
    return {
        name: [said for entry in resume.get(name, []) if (said := _entry(entry, lines))]
        for name, lines, _ in _LISTS[section]
    }


def _entry(entry: dict[str, Any], lines: str | None) -> dict[str, Any]:
    if lines and entry.get(lines):
        entry = {**entry, lines: [line for line in entry[lines] if line.strip()]}
    return _said(entry)


def _said(value: dict[str, Any]) -> dict[str, Any]:
    return {name: item for name, item in value.items() if item not in (None, [], {}, "")}


def _write(resume: dict[str, Any], section: Section, part: Any) -> None:
    basics = resume.setdefault("basics", {})
    if section == "contact":
        kept = {name: value for name, value in basics.items() if name == "summary"}
        resume["basics"] = {**part, **kept}
    elif section == "summary":
        basics.pop("summary", None)
        if part:
            basics["summary"] = part
    else:
        resume.update(part)


def _read(section: Section, form: UiSection) -> Any:
    """Return the part of the résumé that a section of the form says."""
    if section == "contact":
        return _said(form.fields)
    if section == "summary":
        return "\n".join(item.text.strip() for item in form.items if item.text.strip())
    part: dict[str, list[dict[str, Any]]] = {name: [] for name, _, _ in _LISTS[section]}
    for item in form.items:
        name, lines, label = _list_of(section, item)
        entry = dict(item.fields) or ({label: item.text} if item.text.strip() else {})
        if lines:
            entry[lines] = [line.text for line in item.items]
        if said := _entry(entry, lines):
            part[name].append(said)
    return part


def _list_of(section: Section, item: Item) -> tuple[str, str | None, str]:
    lists = _LISTS[section]
    named = (item.pointer or "").split("/")[1:2]
    return next((found for found in lists if found[0] in {item.kind, *named}), lists[0])


def _form(section: Section, resume: dict[str, Any], before: UiSection) -> UiSection:
    """Return the form of a section of the résumé; alternates stay with the texts they belong to."""
    kept = {item.text: item for item in _items(before.items)}
    extra = {name: value for name, value in before.model_dump().items() if name not in {"fields", "items"}}
    if section == "contact":
        return UiSection.model_validate({**extra, "fields": _part(resume, "contact")})
    if section == "summary":
        text = resume.get("basics", {}).get("summary") or ""
        items = [_line("/basics/summary", text, kept)] if text else []
        return UiSection.model_validate({**extra, "items": [item.model_dump() for item in items]})
    items = []
    for name, lines, _ in _LISTS[section]:
        for place, entry in enumerate(resume.get(name, [])):
            pointer = f"/{name}/{place}"
            fields = {key: value for key, value in _said(entry).items() if key != lines}
            texts = _entry(entry, lines).get(lines, []) if lines else []
            item = Item(id=_id(pointer, fields), pointer=pointer, kind=name, fields=fields)
            item.items = [_line(f"{pointer}/{lines}/{n}", text, kept) for n, text in enumerate(texts)]
            items.append(item)
    return UiSection.model_validate({**extra, "items": [item.model_dump() for item in items]})


def _line(pointer: str, text: str, kept: dict[str, Item]) -> Item:
    same = kept.get(text)
    if same is not None:
        return same.model_copy(update={"pointer": pointer})
    return Item(id=_id(pointer, text), pointer=pointer, text=text)


def _id(pointer: str, content: Any) -> str:
    return _fingerprint([pointer, content])[:10]


def _headline(section: Section, item: Item) -> str:
    """Return what an entry is called in the form."""
    name, _, label = _list_of(section, item)
    more = {"work": "name", "education": "study_type", "volunteer": "position", "languages": "fluency"}.get(name)
    said = [str(item.fields[key]) for key in (label, more) if key and item.fields.get(key)]
    return ", ".join(said) or item.text


def _offer(ui: Ui, suggestions: Iterable[Suggestion]) -> None:
    """Hang each rewrite on its line: the accepted one offers the original back, the others are offered."""
    lines = {item.text: item for section in SECTIONS for item in _items(_section(ui, section).items) if item.text}
    for suggestion in suggestions:
        if suggestion.op != "replace" or not isinstance(suggestion.proposed, str):
            continue
        texts = [suggestion.proposed, *suggestion.alternates]
        if (item := lines.get(suggestion.proposed)) is not None and isinstance(suggestion.original, str):
            item.alternates.append(Alternate(id=ORIGINAL, text=suggestion.original))
            texts = suggestion.alternates
        elif isinstance(suggestion.original, str):
            item = lines.get(suggestion.original)
        if item is not None:
            item.alternates += [
                Alternate(id=f"{suggestion.id}-{n}", text=text, reason=suggestion.reason)
                for n, text in enumerate(texts)
            ]
