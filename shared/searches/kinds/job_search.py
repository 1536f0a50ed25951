"""job_search: what public job boards offer, scored against a résumé. One step per board, or page of a feed."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from postgrest import AsyncPostgrestClient

from shared.models.candidate import Candidate, UserProfile
from shared.models.resume import Resume
from shared.models.search import FoundPosting
from shared.searches.job import Job
from shared.searches.kind import Context, Results
from shared.searches.kinds.packed import pack, unpack
from shared.searches.kinds.patience import later
from shared.searches.kinds.postings import asked_for, best_first, distinct, scored
from shared.searches.outcome import Done, Outcome
from shared.skills.find import find_skills
from shared.sources import arbeitnow, ashby, greenhouse, lever, remotive
from shared.sources.fault import SourceFault
from shared.sources.web import Web
from shared.store.client import execute

BEST = 200
MOST_PAGES = 3
SCORING_MARGIN_SECONDS = 5.0
"""What is left of a step's time when scoring stops, so that what was scored is kept."""
ATTRIBUTIONS = {
    "remotive": {"text": "Jobs from Remotive", "url": "https://remotive.com"},
    "arbeitnow": {"text": "Jobs from Arbeitnow", "url": "https://www.arbeitnow.com"},
}
"""Whom the terms of a feed ask to be named and linked wherever its postings are shown."""
_BOARDS = {"greenhouse": greenhouse.fetch, "lever": lever.fetch, "ashby": ashby.fetch, "remotive": remotive.fetch}


class JobSearch:
    """Reads ``request``: ``steps``, ``query``, ``resume_id``."""

    parallel = 3

    def steps(self, job: Job) -> list[str]:
        """The steps planned, then the next page of every feed whose last page said that more come."""
        planned: list[str] = job.request["steps"]
        more = [f"arbeitnow:{page + 1}" for page in range(1, MOST_PAGES)
                if job.outputs.get(f"arbeitnow:{page}", {}).get("more")]  # fmt: skip
        return list(dict.fromkeys([*planned, *more]))

    async def run(self, job: Job, step: str, context: Context) -> Outcome:
        """Ask one board and score what it holds."""
        source, _, board = step.partition(":")
        told = {"source": source} | ({"board": board} if board else {})
        try:
            found, more = await _fetch(source, board, Web(context.http, context.remaining))
        except SourceFault as fault:
            return await later(fault, told, context)
        query = job.request.get("query") or ""
        postings = asked_for(found, query)
        candidate = await _candidate(job, context.database)
        today = datetime.now(UTC).date()
        items, looked_at = await asyncio.to_thread(
            scored, postings, candidate, today, most=BEST,
            in_time=lambda: context.remaining() > SCORING_MARGIN_SECONDS,
        )  # fmt: skip
        packed = await asyncio.to_thread(pack, items)
        return Done(told | {"found": len(found), "matching": len(postings), "scored": looked_at, "more": more,
                            "items": packed})  # fmt: skip

    def finish(self, job: Job, outputs: dict[str, Any]) -> Results:
        """Put the boards' best together."""
        steps = [outputs[step] for step in self.steps(job) if step in outputs]
        found = (item for output in steps if "items" in output for item in unpack(output["items"]))
        kept = distinct(best_first(found))[:BEST]
        shown = Counter(item["source"] for item in kept)
        sources = [
            {name: value for name, value in output.items() if name not in {"items", "more"}}
            | {"status": output.get("error", "ok")}
            for output in steps
        ]
        named = [{"source": name, **said} for name, said in ATTRIBUTIONS.items() if shown[name]]
        return Results(
            {"items": kept, "sources": sources, "attribution": named},
            {"count": len(kept), "found": sum(output.get("found", 0) for output in steps)},
        )


async def _fetch(source: str, board: str, web: Web) -> tuple[list[FoundPosting], bool]:
    if source == "arbeitnow":
        return await arbeitnow.fetch(web, board)
    return await _BOARDS[source](web, board), False


async def _candidate(job: Job, database: AsyncPostgrestClient) -> Candidate | None:
    """Whom to score for: the résumé named, if it is still there, and what the query asks for."""
    query = (job.request.get("query") or "").strip()
    profile = UserProfile(target_role=query, skills=[hit.skill.name for hit in find_skills(query)]) if query else None
    resume_id = job.request.get("resume_id")
    if not resume_id or not job.user_id:
        return Candidate(profile=profile) if profile else None
    table = database.from_("resumes").select("parsed_data,optimized_data,text")
    rows = await execute(table.eq("id", resume_id).eq("user_id", job.user_id).execute())
    if not rows:
        return Candidate(profile=profile) if profile else None
    row = rows[0]
    resume = Resume.model_validate(row["optimized_data"] or row["parsed_data"])
    return Candidate(resume=resume, text=row["text"], profile=UserProfile(target_role=query) if query else None)


KIND = JobSearch()
