"""The caller's résumés."""

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient

from shared.errors import ResumeNotFound
from shared.store.client import call, execute

Row = dict[str, Any]

_LISTED = (
    "id,file_name,file_size,mime_type,status,language,created_at,updated_at,"
    "name:parsed_data->basics->>name,headline:parsed_data->basics->>label"
)
_WHOLE = (
    "id,file_name,file_path,file_size,mime_type,status,language,parsed_data,optimized_data,warnings,confidence,"
    "hidden_text,content_hash,created_at,updated_at"
)


class Resumes:
    """Rows of ``resumes``; row level security decides whose."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._table = rest.from_("resumes")
        self._rest = rest

    async def add(self, row: Row) -> Row:
        """Insert a row whose ``id`` the caller made; adding it again changes nothing else."""
        rows = await execute(self._table.upsert(row, on_conflict="id").execute())
        return without_text(rows[0])

    async def list(self, *, limit: int, offset: int) -> list[Row]:
        """Return a page of summaries, newest first."""
        query = self._table.select(_LISTED).order("created_at", desc=True).order("id")
        rows: list[Row] = await execute(query.range(offset, offset + limit - 1).execute())
        return rows

    async def get(self, resume_id: UUID) -> Row:
        """Return one row without its text; raises :class:`ResumeNotFound`."""
        rows = await execute(self._table.select(_WHOLE).eq("id", str(resume_id)).execute())
        return _only(rows)

    async def correct(self, resume_id: UUID, sections: Row | None, file_name: str | None) -> Row:
        """Replace the named sections of ``parsed_data``; raises :class:`ResumeNotFound`."""
        arguments = {"p_id": str(resume_id), "p_sections": sections, "p_file_name": file_name}
        return without_text(_only(await call(self._rest, "correct_resume", arguments)))

    async def delete(self, resume_id: UUID) -> None:
        """Delete a row with everything derived from it; raises :class:`ResumeNotFound`."""
        _only(await execute(self._table.delete().eq("id", str(resume_id)).execute()))


def without_text(row: Row) -> Row:
    """Drop the columns no answer shows."""
    return {name: value for name, value in row.items() if name not in {"text", "user_id", "file_hash"}}


def _only(rows: list[Row]) -> Row:
    if not rows:
        raise ResumeNotFound
    return rows[0]
