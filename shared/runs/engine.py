"""Carrying a run on: suggest, hold each suggestion at the gate, measure, and store every event before it is told.

Whoever holds the claim works; a claim taken over continues after the sections that were finished, so no event is
lost, told twice or out of order, whichever instances came and went.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, suppress
from typing import Any

from shared.errors import AppError, ProviderDown
from shared.logs import log_crash
from shared.models.form import SECTIONS, Section
from shared.models.optimized import Metrics, RunEvent, Suggestion
from shared.models.resume import Resume
from shared.optimize.apply import apply
from shared.optimize.claims import find_unbacked
from shared.optimize.facts import Facts
from shared.optimize.fit import match_score
from shared.optimize.qa import measure, shown_skills
from shared.optimize.suggest import Quick, Suggester
from shared.optimize.wanted import Wanted, wanted_of
from shared.scoring.posting import read_posting
from shared.store.runs import Claim, Fenced, Runs

LEASE_SECONDS = 8
NO_ANSWER = "The model gave no usable answer here; these suggestions are made by rules."
_FLUSH_SECONDS = 0.15
"""How long an event may wait for company: a round trip costs more than a suggestion."""
_HEARTBEAT_SECONDS = 2.5


class OutOfTime(Exception):
    """This instance has to stop; the run goes on with the next reader."""


async def carry_on(
    claim: Claim, runs: Runs, suggester: Suggester | None = None, *, seconds: float = 600
) -> AsyncGenerator[RunEvent]:
    """Work until the run ends and yield its new events, each stored before.

    Stops without an end when the lease is lost (:class:`Fenced` inside; the reader looks on) or after ``seconds``:
    then the lease is given up, and the next reader takes over at once.
    """
    work = _Work(claim, runs, suggester or Quick(), time.monotonic() + seconds)
    try:
        async with aclosing(work.events()) as events:
            async for event in events:
                yield event
    except (Fenced, OutOfTime):
        return


async def finish(claim: Claim, runs: Runs, suggester: Suggester | None = None, *, seconds: float = 600) -> None:
    """Work until the run ends with nobody listening: for the sweep and for readers that do not stream."""
    async for _ in carry_on(claim, runs, suggester, seconds=seconds):
        pass


class _Work:
    def __init__(self, claim: Claim, runs: Runs, suggester: Suggester, deadline: float) -> None:
        self.claim = claim
        self.runs = runs
        self.suggester = suggester
        self.deadline = deadline
        self.today = claim.input.today
        self.resume = claim.input.resume
        self.posting = read_posting(claim.input.posting) if claim.input.posting else None
        self.suggestions: list[Suggestion] = []
        self.blocked: list[dict[str, Any]] = []
        self.finished: list[Section] = []
        self.waiting: list[RunEvent] = []

    async def events(self) -> AsyncGenerator[RunEvent]:
        try:
            async with aclosing(self._suggested()) as steps, aclosing(self._told(steps)) as events:
                async for event in events:
                    yield event
            for event in self._measured():
                self._add(event.event, event.data)
            async for event in self._flush(status="completed"):
                yield event
        except (Fenced, OutOfTime, ProviderDown):
            raise  # the run stays as it is, for whoever comes next
        except Exception as error:  # noqa: BLE001  whatever goes wrong, the run ends with an event that says so
            log_crash(error)
            code = error.code if isinstance(error, AppError) else "internal-error"
            said = error.detail if isinstance(error, AppError) else "Something went wrong; please start the run again."
            self.waiting.clear()
            self._add("error", {"code": code, "message": said})
            async for event in self._flush(status="failed", error_code=code):
                yield event

    async def _suggested(self) -> AsyncGenerator[None]:
        """Fill ``waiting`` with suggestions, verdicts and progress; yields after each, so that they can be told."""
        self._recall()
        self.wanted = wanted_of(self.posting) if self.posting else Wanted()
        facts = Facts.of(self.resume, confirmed=self.claim.input.confirmed, today=self.today)
        known = {suggestion.id for suggestion in self.suggestions} | {data["id"] for data in self.blocked}
        section: Section | None = None
        skip = list(self.finished)
        async for suggestion in self.suggester.suggest(self.resume, facts, self.wanted, today=self.today, skip=skip):
            if section is not None and suggestion.section != section:
                self._progress(section)
            section = suggestion.section
            if suggestion.id not in known:
                known.add(suggestion.id)
                self._judge(suggestion, facts)
            yield
        for left in SECTIONS:
            if left not in self.finished:
                self._progress(left)
        yield

    def _recall(self) -> None:
        """Take in what was told before this claim; a run whose events make no sense ends here like any other fault."""
        for event in self.claim.events:
            match event.event, event.data:
                case "suggestion", data:
                    self.suggestions.append(Suggestion.model_validate(data))
                case "blocked", data:
                    self.blocked.append(data)
                case "progress", {"finished": True, "section": section}:
                    self.finished.append(section)

    def _judge(self, suggestion: Suggestion, facts: Facts) -> None:
        claims = [claim for text in suggestion.texts() for claim in find_unbacked(text, facts, suggestion.pointer)]
        if claims:
            data = suggestion.model_dump(mode="json") | {
                "reason": claims[0].reason,
                "claims": [claim.model_dump() for claim in claims],
            }
            self.blocked.append(data)
            self._add("blocked", data)
        else:
            self.suggestions.append(suggestion)
            self._add("suggestion", suggestion.model_dump(mode="json"))

    def _progress(self, section: Section) -> None:
        if section not in self.finished:
            self.finished.append(section)
        percent = round(90 * len(self.finished) / len(SECTIONS))
        data: dict[str, Any] = {"section": section, "finished": True, "progress": percent}
        if section in self.suggester.failed:
            data["note"] = NO_ANSWER
        self._add("progress", data)

    def _measured(self) -> Iterator[RunEvent]:
        changes = [suggestion for suggestion in self.suggestions if suggestion.op != "none"]
        improved, applied, _ = apply(self.resume, changes)
        before, after = (measure(resume, self.wanted.requirements) for resume in (self.resume, improved))
        yield _event("qa", {"before": before.model_dump(), "after": after.model_dump()})
        keywords = sorted({word for suggestion in changes for word in suggestion.keywords})
        yield _event(
            "result",
            {
                "suggestions": applied,
                "questions": [s.id for s in self.suggestions if s.op == "none"],
                "blocked": [data["id"] for data in self.blocked],
                "keywords_added": keywords,
                "skills_highlighted": self._highlighted(improved),
                "match_score_before": match_score(self.resume, self.posting, self.today),
                "match_score_after": match_score(improved, self.posting, self.today),
                "qa_metrics": _short(after),
            },
        )
        yield _event("done", {"status": "completed", "progress": 100})

    def _highlighted(self, resume: Resume) -> list[str]:
        shown = shown_skills(resume)
        return [self.wanted.spelled[skill_id] for skill_id in self.wanted.weights if skill_id in shown]

    def _add(self, event: str, data: dict[str, Any]) -> None:
        self.waiting.append(_event(event, data))

    async def _told(self, steps: AsyncIterator[None]) -> AsyncGenerator[RunEvent]:
        """Drive ``steps``; store and yield what they add, keep the lease while they take long."""
        told = time.monotonic()
        step: asyncio.Task[None] | None = None
        try:
            while True:
                step = step or asyncio.ensure_future(_next(steps))
                await asyncio.wait({step}, timeout=_FLUSH_SECONDS)
                now = time.monotonic()
                if self.waiting and now - told >= _FLUSH_SECONDS:
                    async for event in self._flush():
                        yield event
                    told = now
                elif now - told >= _HEARTBEAT_SECONDS:
                    await self.runs.append(self.claim, [], lease_seconds=LEASE_SECONDS)
                    told = now
                if step.done():
                    if step.exception() is not None and isinstance(step.exception(), StopAsyncIteration | _Ended):
                        return
                    step.result()
                    step = None
                if now >= self.deadline:
                    async for event in self._flush(lease_seconds=0):
                        yield event
                    raise OutOfTime
        finally:
            if step is not None and not step.done():
                step.cancel()
                with suppress(asyncio.CancelledError):
                    await step

    async def _flush(
        self, *, status: str | None = None, error_code: str | None = None, lease_seconds: int = LEASE_SECONDS
    ) -> AsyncGenerator[RunEvent]:
        first = self.claim.last_seq + 1
        batch = [event.model_copy(update={"seq": first + place}) for place, event in enumerate(self.waiting)]
        self.waiting.clear()
        await self.runs.append(self.claim, batch, status=status, error_code=error_code, lease_seconds=lease_seconds)
        for event in batch:
            yield event


class _Ended(Exception):
    """The steps are done (a task cannot carry StopAsyncIteration)."""


async def _next(steps: AsyncIterator[None]) -> None:
    try:
        await anext(steps)
    except StopAsyncIteration:
        raise _Ended from None


def _event(event: str, data: dict[str, Any]) -> RunEvent:
    return RunEvent.model_validate({"seq": 0, "event": event, "data": data})


def _short(metrics: Metrics) -> dict[str, Any]:
    return metrics.model_dump(include={"coverage", "readability", "duplicates", "format_compliance"})
