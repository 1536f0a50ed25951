"""What a running stack offers: where its doors are and which keys open them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Stack:
    """The doors of one running stack; ``postgres_url`` is empty when the database is a hosted project's."""

    api_url: str
    supabase_url: str
    publishable_key: str
    secret_key: str
    jwt_secret: str
    postgres_url: str
    moto_url: str
    pid: int
    """The supervisor's."""
    board_url: str = ""
    """The sample board; empty where searches ask the real ones."""
    workers: str = ""
    """The folder that names the processes of search workers which are at work, one empty file each."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what the supervisor wrote; OSError or ValueError when there is nothing whole to read."""
        return cls(**json.loads(path.read_text()))

    def write(self, path: Path) -> None:
        """Write in one step, for the owner alone: readers see nothing or all of it."""
        write_private(path, asdict(self))

    def lines(self) -> str:
        """For people."""
        rows = {
            "API": self.api_url,
            "Supabase": self.supabase_url,
            "Postgres": self.postgres_url,
            "AWS": self.moto_url,
            "publishable key": self.publishable_key,
        }
        return "\n".join(f"  {name:<16} {value}" for name, value in rows.items() if value)


def write_private(path: Path, content: object) -> None:
    """Write JSON, mode 0600, by way of a draft beside it."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content, indent=2))
    draft.replace(path)
