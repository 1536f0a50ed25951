"""Stored scores of the caller's résumés."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from postgrest.types import ReturnMethod

from shared.errors import ResumeNotFound
from shared.store.client import call, execute

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScoredResume:
    """What scoring needs: the résumé and what is already known about the postings at hand."""

    resume_id: str
    data: Row
    """``optimized_data`` when there is one, else ``parsed_data``."""
    text: str
    content_hash: str
    known: list[Row]
    """Rows of ``match_results`` for the asked postings, whatever their version."""


class Matches:
    """Rows of ``match_results``; row level security decides whose."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._rest = rest

    async def resume_with_known(self, resume_id: UUID, posting_hashes: list[str]) -> ScoredResume:
        """Read a résumé and its results for these postings in one round trip; raises :class:`ResumeNotFound`."""
        query = (
            self._rest.from_("resumes")
            .select(
                "id,parsed_data,optimized_data,text,content_hash,"
                "match_results(job_id,type,source,data,resume_hash,posting_hash,scorer_version,model,updated_at)"
            )
            .eq("id", str(resume_id))
            .in_("match_results.posting_hash", posting_hashes)
        )
        rows = await execute(query.execute())
        if not rows:
            raise ResumeNotFound
        row = rows[0]
        data = row["optimized_data"] or row["parsed_data"]
        return ScoredResume(row["id"], data, row["text"], row["content_hash"], row["match_results"])

    async def save(self, rows: list[Row]) -> None:
        """Write results in one round trip; the newest per résumé, posting, type and source stays."""
        request = self._rest.from_("match_results").upsert(
            rows, on_conflict="resume_id,job_id,type,source", returning=ReturnMethod.minimal, default_to_null=False
        )
        await execute(request.execute())

    async def cache(self, resume_id: UUID) -> list[Row]:
        """Return every stored score of a résumé, newest per posting; raises :class:`ResumeNotFound`."""
        items: list[Row] | None = await call(self._rest, "match_cache", {"p_resume_id": str(resume_id)}, read_only=True)
        if items is None:
            raise ResumeNotFound
        return items
