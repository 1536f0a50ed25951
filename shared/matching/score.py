"""The ways to score: quick (deterministic, no network), by a model, by a Dify workflow.

A scorer with a model first scores quick, then lets the model judge packs of postings; whatever goes wrong with a pack
leaves its quick results, each of which says so in ``scored_by``.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from shared.config import Settings, settings
from shared.llm.client import ChatClient, Provider
from shared.llm.deadline import Deadline
from shared.llm.dify import DifyClient
from shared.llm.excerpt import excerpt
from shared.llm.faults import BadOutput, ModelFault, OutOfTime, TooLong
from shared.llm.private import impersonal, without_contact, without_name
from shared.llm.prompt import prompt
from shared.llm.screen import screened
from shared.llm.structured import ask, read
from shared.logs import note
from shared.matching.judge import Judgements, judged
from shared.matching.versions import DIFY, version_of
from shared.models.candidate import Candidate
from shared.models.match import Match, ScoredBy
from shared.models.posting import Posting, PostingFacts
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score
from shared.scoring.version import SCORER_VERSION

PACK = 8
CALLS_AT_ONCE = 4
LONGEST_DESCRIPTION = 1500
LONGEST_CANDIDATE = 6000
_TOKENS_PER_POSTING = 700


class Scorer(Protocol):
    """``version`` names everything besides the texts that a result depends on."""

    @property
    def scored_by(self) -> ScoredBy: ...

    @property
    def version(self) -> str: ...

    async def score(self, candidate: Candidate, postings: Sequence[Posting], today: date) -> list[Match]:
        """Score a candidate against postings, in their order."""
        ...


class QuickScorer:
    scored_by: ScoredBy = "quick"
    version = SCORER_VERSION

    async def score(self, candidate: Candidate, postings: Sequence[Posting], today: date) -> list[Match]:
        prepared = prepare(candidate, today)
        return [score(prepared, read_posting(posting)) for posting in postings]


class Asker(Protocol):
    """Asks a model to judge one pack; raises a :class:`ModelFault`."""

    name: str
    scored_by: ScoredBy

    async def judge(self, candidate: str, postings: list[dict[str, str]], deadline: Deadline) -> Judgements: ...


class ChatAsker:
    scored_by: ScoredBy = "llm"

    def __init__(self, provider: Provider) -> None:
        self.name = provider.model
        self._client = ChatClient(provider)

    async def judge(self, candidate: str, postings: list[dict[str, str]], deadline: Deadline) -> Judgements:
        document = json.dumps({"candidate": candidate, "postings": postings}, ensure_ascii=False)
        messages = [{"role": "system", "content": prompt("score")}, {"role": "user", "content": document}]
        room = 500 + _TOKENS_PER_POSTING * len(postings)
        return await ask(self._client, messages, Judgements, deadline, max_tokens=room)


class DifyAsker:
    """Expects a workflow with the inputs ``instructions``, ``candidate`` and ``postings`` and one output of JSON."""

    scored_by: ScoredBy = "dify"
    name = DIFY

    def __init__(self, base_url: str, api_key: str) -> None:
        self._client = DifyClient(base_url, api_key)

    async def judge(self, candidate: str, postings: list[dict[str, str]], deadline: Deadline) -> Judgements:
        inputs = {
            "instructions": prompt("score"),
            "candidate": candidate,
            "postings": json.dumps(postings, ensure_ascii=False),
        }
        outputs = await self._client.run(inputs, "shortlist", deadline)
        for value in (outputs, *outputs.values()):
            try:
                return read(value if isinstance(value, str) else json.dumps(value), Judgements)
            except BadOutput:
                continue
        raise BadOutput("no output holds judgements")


@dataclass(frozen=True, slots=True)
class _Item:
    key: str
    facts: PostingFacts
    description: str


class ModelScorer:
    """Quick first, then a model's judgement where it comes in time and holds."""

    def __init__(self, asker: Asker, seconds: float) -> None:
        self._asker, self._seconds = asker, seconds

    @property
    def scored_by(self) -> ScoredBy:
        return self._asker.scored_by

    @property
    def version(self) -> str:
        return version_of(self._asker.scored_by, self._asker.name)

    async def score(self, candidate: Candidate, postings: Sequence[Posting], today: date) -> list[Match]:
        deadline = Deadline(self._seconds)
        prepared = prepare(candidate, today)
        facts = [read_posting(posting) for posting in postings]
        quick = {f"p{number}": score(prepared, fact) for number, fact in enumerate(facts, 1)}
        name = candidate.resume.basics.name if candidate.resume else None
        items = [
            _Item(key, fact, without_name(without_contact(excerpt(screened(fact.text), LONGEST_DESCRIPTION)), name))
            for key, fact in zip(quick, facts, strict=True)
        ]
        shown = shown_of(candidate)
        turns = asyncio.Semaphore(CALLS_AT_ONCE)
        packs = [items[start : start + PACK] for start in range(0, len(items), PACK)]
        found: dict[str, Match] = {}
        for judgements in await asyncio.gather(*(self._pack(pack, shown, deadline, turns) for pack in packs)):
            by_key = {item.key: item for item in items}
            for judgement in judgements.results:
                key = judgement.job_id
                if key in by_key and key not in found:
                    found[key] = judged(
                        judgement,
                        quick[key],
                        by_key[key].facts,
                        shown,
                        scored_by=self.scored_by,
                        model=self._asker.name,
                    )
        note(judged=len(found), fallen_back=len(quick) - len(found))
        return [found.get(key, match) for key, match in quick.items()]

    async def _pack(self, pack: list[_Item], shown: str, deadline: Deadline, turns: asyncio.Semaphore) -> Judgements:
        """Judge a pack: halve it when it is too long, ask once more for what is missing; what fails is left out."""
        try:
            async with turns:
                found = await self._ask(pack, shown, deadline)
        except TooLong:
            if len(pack) == 1:
                return Judgements(results=[])
            half = len(pack) // 2
            halves = [self._pack(part, shown, deadline, turns) for part in (pack[:half], pack[half:])]
            return Judgements(results=[one for both in await asyncio.gather(*halves) for one in both.results])
        except ModelFault as fault:
            note(**{f"model_fault_{type(fault).__name__.lower()}": 1})
            return Judgements(results=[])
        judged_keys = {judgement.job_id for judgement in found.results}
        left = [item for item in pack if item.key not in judged_keys]
        if left and len(left) < len(pack):
            try:
                async with turns:
                    found.results += (await self._ask(left, shown, deadline)).results
            except ModelFault:
                note(model_fault_missing=len(left))
        keys = {item.key for item in pack}
        return Judgements(results=[judgement for judgement in found.results if judgement.job_id in keys])

    async def _ask(self, pack: list[_Item], shown: str, deadline: Deadline) -> Judgements:
        if deadline.left <= 0:
            raise OutOfTime
        asked = [
            {"job_id": item.key, "title": screened(item.facts.title)[:200], "description": item.description}
            for item in pack
        ]
        return await self._asker.judge(shown, asked, deadline)


def shown_of(candidate: Candidate) -> str:
    """Return what a model is shown of a candidate: work without identity, nothing that talks to a model."""
    lines: list[str] = []
    if candidate.profile:
        profile = candidate.profile
        lines += [f"Target role: {profile.target_role}"] if profile.target_role else []
        lines += [f"Years of experience: {profile.experience_years:g}"] if profile.experience_years is not None else []
        lines += [profile.summary] if profile.summary else []
        lines += ["Skills: " + ", ".join(profile.skills)] if profile.skills else []
    if candidate.resume:
        lines.append(impersonal(candidate.resume))
    elif candidate.text:
        lines.append(candidate.text)
    return excerpt(screened(without_contact("\n".join(lines))).strip(), LONGEST_CANDIDATE)


def scorer_for(*, quick_mode: bool) -> Scorer:
    """Return the scorer a caller asked for, as far as one is configured."""
    asker = None if quick_mode else _asker(settings())
    return ModelScorer(asker, settings().llm_deadline_seconds) if asker else QuickScorer()


def _asker(known: Settings) -> Asker | None:
    if known.llm_base_url and known.llm_model:
        return ChatAsker(Provider(known.llm_base_url, known.llm_api_key, known.llm_model))
    if known.dify_api_key:
        return DifyAsker(known.dify_base_url, known.dify_api_key)
    return None


def bucket_of(scorer: Scorer) -> Literal["scores", "judgements"]:
    """Return the bucket that a score is paid from."""
    return "scores" if scorer.scored_by == "quick" else "judgements"


def mode_of(scorer: Scorer, *, quick_mode: bool) -> dict[str, Any]:
    """Say which way was taken, and why it is not the one asked for."""
    notice = None
    if not quick_mode and scorer.scored_by == "quick":
        notice = "No model is configured; scored in quick mode."
    return {"mode": scorer.scored_by, "notice": notice}
