"""The caller's tracked jobs: one database function per call, each its own transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient

from shared.errors import Conflict, InvalidFields, JobNotFound
from shared.store.client import call, execute
from shared.tracking.stages import may_come_from, may_move_to

Row = dict[str, Any]

_BROKEN = {
    "tracked_jobs_salary_ordered": ("#/salary_min", "salary_min is more than salary_max"),
    "tracked_jobs_applied_dated": ("#/application_date", "a job in status applied has an application_date"),
    "tracked_jobs_interviewed_dated": ("#/interview_date", "a job in status interviewed has an interview_date"),
    "tracked_jobs_rejected_dated": ("#/rejection_date", "a job in status rejected has a rejection_date"),
}
_SCORE = ("match_percentage", "ranking_level", "matched_skills", "missing_skills")


class TrackedJobs:
    """Rows of ``tracked_jobs``; row level security decides whose."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._rest = rest

    async def track(self, row: Row) -> Row:
        """Save one job: ``{"code": created | duplicate | restored, "job": …}``."""
        (verdict,) = await call(self._rest, "track_jobs", {"p_jobs": [row], "p_whole": True})
        return dict(verdict)

    async def track_all(self, rows: list[Row], *, restore: bool) -> list[Row]:
        """Save jobs in one transaction: ``{"code": created | duplicate | restored | deleted, "id": …}`` each."""
        verdicts: list[Row] = await call(self._rest, "track_jobs", {"p_jobs": rows, "p_restore": restore})
        return verdicts

    async def page(self, wanted: Row) -> Row:
        """Return ``{"jobs": […], "total": …}``; ``wanted`` holds the names that ``list_tracked_jobs`` knows."""
        page: Row = await call(self._rest, "list_tracked_jobs", {"p_wanted": wanted})
        return page

    async def read(self, job_id: UUID) -> Row:
        """Return one job and stamp it as seen; raises :class:`JobNotFound`."""
        job: Row | None = await call(self._rest, "read_tracked_job", {"p_id": str(job_id)})
        if job is None:
            raise JobNotFound
        return job

    async def update(self, job_id: UUID, changes: Row, expected_version: int | None) -> Row:
        """Change the named columns and return the job.

        Raises :class:`JobNotFound`, :class:`Conflict` with the row as it is, :class:`InvalidFields`.
        """
        arguments: Row = {"p_id": str(job_id), "p_changes": changes, "p_expected_version": expected_version}
        if "status" in changes:
            arguments["p_from"] = may_come_from(changes["status"])
        answer = await call(self._rest, "update_tracked_job", arguments)
        match answer["code"]:
            case "ok":
                return dict(answer["job"])
            case "conflict":
                raise Conflict(
                    current_version=answer["job"]["version"], fields=answer["fields"], current=_shown(answer["job"])
                )
            case "duplicate":
                raise Conflict("Another tracked job has this posting already.")
            case "score":
                raise InvalidFields(
                    "A score cannot be changed here; score the posting again instead.",
                    errors=[
                        {"pointer": f"#/{name}", "detail": "a score cannot be changed here"}
                        for name in answer["fields"]
                        if name in _SCORE
                    ],
                )
            case "move":
                raise InvalidFields(
                    f"A job cannot move from {answer['from']} to {changes['status']}.",
                    errors=[{"pointer": "#/status", "detail": f"not possible from {answer['from']}"}],
                    allowed=may_move_to(answer["from"]),
                )
            case "broken":
                pointer, detail = _BROKEN.get(answer["constraint"], ("#", "the values do not fit each other"))
                raise InvalidFields(detail, errors=[{"pointer": pointer, "detail": detail}])
        raise JobNotFound

    async def delete(self, job_id: UUID) -> None:
        """Hide a job; raises :class:`JobNotFound`."""
        if not await call(self._rest, "delete_tracked_job", {"p_id": str(job_id)}):
            raise JobNotFound

    async def restore(self, job_id: UUID) -> Row:
        """Bring a hidden job back; raises :class:`JobNotFound`, :class:`Conflict`."""
        answer = await call(self._rest, "restore_tracked_job", {"p_id": str(job_id)})
        if answer["code"] == "duplicate":
            raise Conflict("This posting has been tracked again; delete that one first.")
        if answer["code"] != "ok":
            raise JobNotFound
        return dict(answer["job"])

    async def history(self, job_id: UUID) -> list[Row]:
        """Return every entry of a job, oldest first; raises :class:`JobNotFound`."""
        entries: list[Row] | None = await call(self._rest, "tracked_job_history", {"p_id": str(job_id)}, read_only=True)
        if not entries:
            raise JobNotFound
        return entries

    async def stats(self, *, weeks: int, companies: int) -> Row:
        """Return what the jobs and their history add up to."""
        arguments = {"p_weeks": weeks, "p_companies": companies}
        stats: Row = await call(self._rest, "tracked_job_stats", arguments, read_only=True)
        return stats

    async def export(self, limit: int, after: Row | None = None) -> list[Row]:
        """Return jobs with their moves, oldest first, from after ``{"created_at", "id"}``."""
        rows: list[Row] = await call(self._rest, "export_tracked_jobs", {"p_limit": limit, "p_after": after})
        return rows


class Calendars:
    """The secret address of the caller's interview calendar."""

    def __init__(self, rest: AsyncPostgrestClient, user_id: str) -> None:
        self._rest = rest
        self._user_id = user_id

    async def open(self, token_hash: str, now: datetime) -> None:
        """Give the calendar this address; the one before stops working."""
        row = {"user_id": self._user_id, "token_hash": token_hash, "created_at": now.isoformat()}
        await execute(self._rest.from_("interview_calendars").upsert(row, on_conflict="user_id").execute())

    async def find(self) -> Row | None:
        """Return ``created_at`` of the address in use, if there is one."""
        rows = await execute(self._rest.from_("interview_calendars").select("created_at").execute())
        return rows[0] if rows else None

    async def close(self) -> bool:
        """Revoke the address; false when there was none."""
        request = self._rest.from_("interview_calendars").delete().eq("user_id", self._user_id)
        return bool(await execute(request.execute()))


async def find_interviews(rest: AsyncPostgrestClient, token_hash: str) -> list[Row] | None:
    """Return the interviews behind an address, or None for an unknown one. ``rest`` needs no token."""
    found: list[Row] | None = await call(rest, "interview_feed", {"p_token_hash": token_hash}, read_only=True)
    return found


def _shown(job: Row) -> Row:
    return {name: value for name, value in job.items() if name != "description"}
