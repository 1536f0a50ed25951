"""The moves of a job in one cell: ``2026-11-03T09:00:00+00:00 applied; …``, oldest first."""

import re
from datetime import datetime
from typing import Any

from shared.tracking.stages import STATUSES

_MOVE = re.compile(rf"(\S+) ({'|'.join(STATUSES)})")
_MOST = 1000


def written(moves: list[dict[str, Any]]) -> str:
    """Write moves, each ``{"at", "status"}``."""
    return "; ".join(f"{move['at']} {move['status']}" for move in moves)


def read(cell: str) -> list[dict[str, str]]:
    """Read moves back; raises ``ValueError`` for anything else."""
    moves: list[dict[str, str]] = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        found = _MOVE.fullmatch(part)
        if found is None or datetime.fromisoformat(found[1]).tzinfo is None or len(moves) == _MOST:
            raise ValueError("a history is moves like: 2026-11-03T09:00:00+00:00 applied; …")
        moves.append({"at": found[1], "status": found[2]})
    return moves
