"""Optimization runs: each call is one database function, fenced by the lease it carries."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import ValidationError

from shared.errors import NotFound, ResumeNotFound, TooManyRequests, Unreadable
from shared.models.optimized import RunEvent, RunInput
from shared.store.client import call

Row = dict[str, Any]


class RunNotFound(NotFound):
    """Optimization run not found."""

    status = 404
    code = "run-not-found"


class AnalysisNotFound(NotFound):
    """Job analysis not found."""

    status = 404
    code = "analysis-not-found"


class Fenced(Exception):
    """Somebody else carries the run on, or it has ended; whoever gets this stops without a word."""


@dataclass(slots=True)
class Claim:
    """The right to carry a run on: ``token`` is the fence, ``last_seq`` the number of the newest event."""

    run_id: str
    token: int
    last_seq: int
    input: RunInput
    events: list[RunEvent]

    @classmethod
    def granted(cls, answer: Row) -> Self:
        """Read an ``ok`` of the database."""
        events = [RunEvent.model_validate(event) for event in answer["events"]]
        return cls(
            answer["run_id"], answer["token"], answer["last_seq"], RunInput.model_validate(answer["input"]), events
        )


@dataclass(frozen=True, slots=True)
class RunState:
    """What a reader sees. ``abandoned`` asks the reader to claim the run."""

    run_id: str
    status: str
    last_seq: int
    mode: str
    resume_id: str
    job_analysis_id: str | None
    abandoned: bool
    events: list[RunEvent]


class Runs:
    """The caller's runs, or with the service key anybody's."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._rest = rest

    async def start(self, arguments: Row) -> Claim:
        """Start a run and hold its lease; raises by what was missing, :class:`Unreadable` for a damaged résumé."""
        answer = await call(self._rest, "start_optimization", arguments)
        match answer["code"]:
            case "ok":
                return await self._granted(answer)
            case "analysis_not_found":
                raise AnalysisNotFound
            case "too_many_running":
                raise TooManyRequests("Too many optimizations are running; wait for one to end.", retry_after=5)
        raise ResumeNotFound

    async def read(self, run_id: UUID, after: int) -> RunState:
        """Read a run and its events after a number; raises :class:`RunNotFound`."""
        arguments = {"p_run_id": str(run_id), "p_after": after}
        row = await call(self._rest, "read_optimization", arguments, read_only=True)
        if row is None:
            raise RunNotFound
        return RunState(**row | {"events": [RunEvent.model_validate(event) for event in row["events"]]})

    async def result(self, run_id: UUID) -> Row:
        """Read a run with its input and all its events; raises :class:`RunNotFound`."""
        row: Row | None = await call(self._rest, "optimization_result", {"p_run_id": str(run_id)}, read_only=True)
        if row is None:
            raise RunNotFound
        return row

    async def claim(self, run_id: UUID, owner: UUID, lease_seconds: int) -> Claim | None:
        """Take over an abandoned run; none when there is nothing to take over."""
        arguments = {"p_run_id": str(run_id), "p_owner": str(owner), "p_lease_seconds": lease_seconds}
        answer = await call(self._rest, "claim_optimization", arguments)
        if answer["code"] != "ok":
            return None
        try:
            return await self._granted(answer)
        except Unreadable:
            return None  # it has ended, and its last event says why

    async def append(
        self,
        claim: Claim,
        events: Sequence[RunEvent],
        *,
        status: str | None = None,
        error_code: str | None = None,
        lease_seconds: int,
    ) -> None:
        """Store events that follow ``claim.last_seq``; raises :class:`Fenced`. Without events it is a heartbeat."""
        arguments = {
            "p_run_id": claim.run_id,
            "p_token": claim.token,
            "p_after": claim.last_seq,
            "p_events": [{"event": event.event, "data": event.data} for event in events],
            "p_status": status,
            "p_error_code": error_code,
            "p_lease_seconds": lease_seconds,
        }
        answer = await call(self._rest, "append_run_events", arguments)
        if answer["code"] != "ok":
            raise Fenced
        claim.last_seq = answer["last_seq"]

    async def cancel(self, run_id: UUID) -> str:
        """End a run that is still going and return its status; raises :class:`RunNotFound`."""
        answer = await call(self._rest, "cancel_optimization", {"p_run_id": str(run_id)})
        if answer["code"] == "not_found":
            raise RunNotFound
        return str(answer["status"])

    async def sweep(self, owner: UUID, lease_seconds: int, limit: int) -> list[Claim]:
        """Claim runs that nobody carries on; for the service key."""
        arguments = {"p_owner": str(owner), "p_lease_seconds": lease_seconds, "p_limit": limit}
        claims = []
        for answer in await call(self._rest, "sweep_optimizations", arguments):
            # One person's damaged run must not keep the others from their end.
            with suppress(Unreadable):
                claims.append(await self._granted(answer))
        return claims

    async def _granted(self, answer: Row) -> Claim:
        """Read a claim. A run whose input nobody can read is ended, or it would come back until it is given up."""
        try:
            return Claim.granted(answer)
        except ValidationError as error:
            refused = Unreadable("This résumé's data cannot be read.")
            said = {"event": "error", "data": {"code": refused.code, "message": refused.detail}}
            arguments = {
                "p_run_id": answer["run_id"],
                "p_token": answer["token"],
                "p_after": answer["last_seq"],
                "p_events": [said],
                "p_status": "failed",
                "p_error_code": refused.code,
            }
            await call(self._rest, "append_run_events", arguments)
            raise refused from error

    async def forget(self) -> int:
        """Delete runs that ended a month ago and return how many; for the service key."""
        return int(await call(self._rest, "forget_optimizations", {}))
