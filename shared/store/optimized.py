"""The caller's optimized résumés and their versions: one round trip a call."""

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient

from shared.errors import Conflict, NotFound, ResumeNotFound
from shared.store.client import call, execute

Row = dict[str, Any]

_LISTED = (
    "id,original_resume_id,job_analysis_id,title,optimization_summary,match_score,keywords_added,skills_highlighted,"
    "qa_metrics,version,created_at,updated_at"
)
_WHOLE = _LISTED + ",optimized_content,improvements_made,structured_output,export_formats"
_VERSION = "version,summary,sections,autosave,saves,created_at,updated_at"


class OptimizedNotFound(NotFound):
    """Optimized resume not found."""

    status = 404
    code = "optimized-resume-not-found"


class VersionNotFound(NotFound):
    """This version does not exist."""

    status = 404
    code = "version-not-found"


class Optimized:
    """Rows of ``optimized_resumes``; row level security decides whose."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._table = rest.from_("optimized_resumes")
        self._versions = rest.from_("optimized_resume_versions")
        self._rest = rest

    async def create(self, new_id: UUID, resume_id: str, job_analysis_id: str | None, fields: Row, said: str) -> Row:
        """Store a new one as version 1; the same id again gives the same row."""
        arguments = {
            "p_id": str(new_id),
            "p_resume_id": resume_id,
            "p_job_analysis_id": job_analysis_id,
            "p_fields": fields,
            "p_summary": said,
        }
        answer = await call(self._rest, "create_optimized_resume", arguments)
        if answer["code"] != "created":
            raise ResumeNotFound
        return dict(answer["row"])

    async def get(self, optimized_id: UUID) -> Row:
        """Return one row; raises :class:`OptimizedNotFound`."""
        return _only(await execute(self._table.select(_WHOLE).eq("id", str(optimized_id)).execute()))

    async def save(self, optimized_id: UUID, changes: Row, *, expected_version: int | None, autosave: bool) -> Row:
        """Save some columns; raises :class:`OptimizedNotFound` or :class:`Conflict`.

        Returned are ``version``, ``sections`` (what changed), ``folded`` and ``row`` with the other columns.
        """
        arguments = {
            "p_id": str(optimized_id),
            "p_changes": changes,
            "p_expected_version": expected_version,
            "p_autosave": autosave,
        }
        return _saved(await call(self._rest, "save_optimized_resume", arguments))

    async def restore(self, optimized_id: UUID, version: int, expected_version: int | None) -> Row:
        """Make an earlier state the newest version; raises :class:`VersionNotFound` or :class:`Conflict`."""
        arguments = {"p_id": str(optimized_id), "p_version": version, "p_expected_version": expected_version}
        answer = await call(self._rest, "restore_optimized_resume", arguments)
        if answer["code"] == "not_found":
            raise VersionNotFound
        return _saved(answer)

    async def delete(self, optimized_id: UUID) -> None:
        """Delete one with its versions; raises :class:`OptimizedNotFound`."""
        _only(await execute(self._table.delete().eq("id", str(optimized_id)).execute()))

    async def versions(self, optimized_id: UUID) -> list[Row]:
        """Return what every version was, newest first, without its content; raises :class:`OptimizedNotFound`."""
        query = self._versions.select(_VERSION).eq("optimized_resume_id", str(optimized_id))
        rows: list[Row] = await execute(query.order("version", desc=True).execute())
        if not rows:
            raise OptimizedNotFound
        return rows

    async def snapshots(self, optimized_id: UUID, versions: list[int]) -> list[Row]:
        """Return versions with their content, in the order asked for; raises :class:`VersionNotFound`."""
        query = self._versions.select(f"{_VERSION},structured_output,fields").eq(
            "optimized_resume_id", str(optimized_id)
        )
        found = await execute(query.in_("version", versions).execute())
        rows = {
            row["version"]: row | {"snapshot": row.pop("fields") | {"structured_output": row.pop("structured_output")}}
            for row in found
        }
        if not set(versions) <= rows.keys():
            raise VersionNotFound
        return [rows[version] for version in versions]

    async def save_resume(self, resume_id: UUID, optimized_data: Row) -> None:
        """Store the improved résumé beside the parsed one; raises :class:`ResumeNotFound`."""
        if not await call(self._rest, "save_optimization", {"p_resume_id": str(resume_id), "p_data": optimized_data}):
            raise ResumeNotFound

    async def list(self, *, limit: int, offset: int, resume_id: UUID | None) -> list[Row]:
        """Return a page of summaries, newest change first."""
        query = self._table.select(_LISTED).order("updated_at", desc=True).order("id")
        if resume_id:
            query = query.eq("original_resume_id", str(resume_id))
        rows: list[Row] = await execute(query.range(offset, offset + limit - 1).execute())
        return rows


def _saved(answer: Row) -> Row:
    if answer["code"] == "not_found":
        raise OptimizedNotFound
    if answer["code"] == "conflict":
        raise Conflict(
            f"The optimized resume has moved on to version {answer['current_version']}.",
            current_version=answer["current_version"],
            sections=answer["sections"],
            updated_at=answer["updated_at"],
        )
    return answer


def _only(rows: list[Row]) -> Row:
    if not rows:
        raise OptimizedNotFound
    return rows[0]
