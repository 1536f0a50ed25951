"""What an export reads, and the stored files it leaves behind."""

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient

from shared.errors import ResumeNotFound
from shared.store.client import execute
from shared.store.optimized import OptimizedNotFound

Row = dict[str, Any]


class Exports:
    """Résumés as they are exported; row level security decides whose."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._resumes = rest.from_("resumes")
        self._optimized = rest.from_("optimized_resumes")

    async def resume(self, resume_id: UUID) -> Row:
        """Return ``{folder, data}``: the improved résumé when there is one, else the parsed one."""
        query = self._resumes.select("id,parsed_data,optimized_data").eq("id", str(resume_id))
        rows = await execute(query.execute())
        if not rows:
            raise ResumeNotFound
        return {"folder": rows[0]["id"], "data": rows[0]["optimized_data"] or rows[0]["parsed_data"]}

    async def optimized(self, optimized_id: UUID) -> Row:
        """Return ``{folder, data, order, export_formats}`` of an optimized résumé; files lie with the original's."""
        query = self._optimized.select(
            "original_resume_id,export_formats,data:structured_output->resume_json,order:structured_output->ui->order"
        )
        rows = await execute(query.eq("id", str(optimized_id)).execute())
        if not rows:
            raise OptimizedNotFound
        row: Row = rows[0]
        order = row["order"] if isinstance(row["order"], list) else []
        return row | {"folder": row["original_resume_id"], "order": [name for name in order if isinstance(name, str)]}

    async def note(self, optimized_id: UUID, export_formats: Row) -> None:
        """Keep where the exports of an optimized résumé lie."""
        changed = self._optimized.update({"export_formats": export_formats}).eq("id", str(optimized_id))
        await execute(changed.execute())
