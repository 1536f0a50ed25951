"""Suggestions by a model: section by section, line by line as they come, each held at the claim gate.

The model is shown the text of a section and what the posting asks for, and answers one JSON object a line. What is not
of that form, points elsewhere or is too long is dropped; where a section fails, the suggestions of the rules stand.
"""

import json
from collections.abc import AsyncIterator, Collection, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from shared.llm.client import ChatClient, Provider
from shared.llm.deadline import Deadline
from shared.llm.faults import ModelFault
from shared.llm.private import without_contact, without_name
from shared.llm.prompt import prompt
from shared.llm.screen import screened, talks_to_a_model
from shared.logs import note
from shared.models.form import SECTIONS, Section
from shared.models.optimized import Suggestion
from shared.models.resume import Resume
from shared.optimize.claims import find_unbacked
from shared.optimize.facts import Facts
from shared.optimize.suggest import quick, suggestion
from shared.optimize.wanted import Wanted
from shared.skills.find import find_skills

MOST_ALTERNATES = 2
MOST_LINES = 12
"""Bullets of one entry that are sent; later ones are left to the rules."""
MOST_ENTRIES = 6
_ROOM = 120
"""Characters a new text may have beyond half again the length of the old one."""


class Line(BaseModel):
    pointer: str
    text: str = Field(min_length=1, max_length=2000)
    alternates: list[str] = []


class ModelSuggester:
    """Rewrites summary and bullets by a model; order, dates, names of skills and questions stay with the rules."""

    def __init__(self, provider: Provider, seconds: float) -> None:
        self._client = ChatClient(provider)
        self._seconds = seconds
        self.failed: set[Section] = set()
        """Sections in which the model gave no usable answer."""

    async def suggest(
        self, resume: Resume, facts: Facts, wanted: Wanted, *, today: date, skip: Collection[Section]
    ) -> AsyncIterator[Suggestion]:
        """Yield suggestions section by section; a rule's rewrite gives way to a model's that passes the gate."""
        by_rule: dict[Section, list[Suggestion]] = {}
        for found in quick(resume, wanted, today):
            by_rule.setdefault(found.section, []).append(found)
        for section in SECTIONS:
            if section in skip:
                continue
            rewritten: set[str] = set()
            for texts in _texts_of(resume, section):
                async for found in self._rewritten(section, texts, resume, facts, wanted):
                    if not any(find_unbacked(text, facts, found.pointer) for text in found.texts()):
                        rewritten.add(found.pointer)
                    yield found
            for found in by_rule.get(section, []):
                if found.op not in {"replace", "split"} or found.pointer not in rewritten:
                    yield found

    async def _rewritten(
        self, section: Section, texts: dict[str, str], resume: Resume, facts: Facts, wanted: Wanted
    ) -> AsyncIterator[Suggestion]:
        name = resume.basics.name
        shown = {pointer: without_name(without_contact(screened(text)), name) for pointer, text in texts.items()}
        document = {
            "section": section,
            "posting": {
                "title": screened(wanted.title)[:200],
                "asks_for": [requirement.model_dump(include={"names", "need"}) for requirement in wanted.requirements],
            },
            "texts": [{"pointer": pointer, "text": text} for pointer, text in shown.items() if text.strip()],
        }
        messages = [
            {"role": "system", "content": prompt("rewrite")},
            {"role": "user", "content": json.dumps(document, ensure_ascii=False)},
        ]
        seen: set[str] = set()
        try:
            async for line in lines_of(self._client.stream(messages, Deadline(self._seconds))):
                read = _read(line)
                if read is None or read.pointer not in texts or read.pointer in seen:
                    continue
                seen.add(read.pointer)
                made = _suggestion(read, texts[read.pointer], facts, wanted)
                if made:
                    yield made
        except ModelFault as fault:
            note(**{f"model_fault_{type(fault).__name__.lower()}": 1})
            self.failed.add(section)
        else:
            if not seen and document["texts"]:
                self.failed.add(section)


def _texts_of(resume: Resume, section: Section) -> Iterator[dict[str, str]]:
    """Yield what a model may rewrite of a section, one request each: texts by JSON Pointer."""
    if section == "summary" and resume.basics.summary:
        yield {"/basics/summary": resume.basics.summary}
    entries: list[Any] = {"experience": resume.work, "projects": resume.projects}.get(section, [])  # type: ignore[assignment]
    name = {"experience": "work", "projects": "projects"}.get(section, "")
    for place, entry in enumerate(entries[:MOST_ENTRIES]):
        if entry.highlights:
            bullets = enumerate(entry.highlights[:MOST_LINES])
            yield {f"/{name}/{place}/highlights/{index}": text for index, text in bullets}


async def lines_of(parts: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield whole lines of a text that comes in parts; the last one needs no newline."""
    waiting = ""
    async for part in parts:
        waiting += part
        *whole, waiting = waiting.split("\n")
        for line in whole:
            yield line
    yield waiting


def _read(line: str) -> Line | None:
    start, end = line.find("{"), line.rfind("}")
    try:
        return Line.model_validate_json(line[start : end + 1]) if 0 <= start < end else None
    except ValidationError:
        return None


def _suggestion(line: Line, original: str, facts: Facts, wanted: Wanted) -> Suggestion | None:
    """Make the suggestion: the first text that passes the gate, the others that pass as alternates.

    When none passes, the model's own first choice goes on, so that the person sees what was blocked, and why.
    """
    longest = len(original) + len(original) // 2 + _ROOM
    texts = [text.strip() for text in dict.fromkeys([line.text, *line.alternates[: MOST_ALTERNATES + 1]])]
    usable = [
        text for text in texts if text and text != original and len(text) <= longest and not talks_to_a_model(text)
    ]
    if not usable:
        return None
    backed = [text for text in usable if not find_unbacked(text, facts, line.pointer)]
    chosen, *others = backed or usable[:1]
    before = {found.skill.id for found in find_skills(original)}
    keywords = [
        found.skill.name
        for found in find_skills(chosen)
        if found.skill.id in wanted.weights and found.skill.id not in before
    ]
    return suggestion(
        "summary" if line.pointer == "/basics/summary" else "rewrite",
        "replace",
        line.pointer,
        "Reworded for this posting; says nothing the résumé does not say.",
        original=original,
        proposed=chosen,
        alternates=others[:MOST_ALTERNATES],
        keywords=list(dict.fromkeys(keywords)),
    )
