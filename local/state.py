"""Where a stack keeps what survives a restart: keys, data, stored files, logs, and the lock that makes it single."""

import fcntl
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from local.stack import write_private

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Keys:
    """Made once per state folder. All of them open this machine's stack only."""

    publishable_key: str
    secret_key: str
    jwt_secret: str
    cron_secret: str
    worker_secret: str
    postgres_password: str


class Running(Exception):
    """Another process holds this state folder."""


class State:
    """One folder. As root, Postgres' part of it lies under /var/tmp, where the unprivileged owner can reach it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or ROOT / ".local").resolve()
        self.logs = self.folder / "logs"
        self.storage = self.folder / "storage"
        self.stack = self.folder / "stack.json"
        place = sha256(str(self.folder).encode()).hexdigest()[:12]
        self.postgres = Path(f"/var/tmp/shortlist-{place}") if os.geteuid() == 0 else self.folder / "postgres"  # noqa: S108  the folder is created 0700
        self._lock: int | None = None

    def hold(self) -> None:
        """Become the one process that may run this stack, until this process ends however it ends."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.logs.mkdir(exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise Running(self.folder) from None
        self._lock = lock
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
        self.stack.unlink(missing_ok=True)

    def holder(self) -> int | None:
        """The process that runs this stack now; 0 while it has not said its number yet."""
        try:
            lock = os.open(self.folder / "lock", os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(os.read(lock, 32) or b"0")
        finally:
            os.close(lock)
        return None

    def keys(self) -> Keys:
        """Read the keys, made at the first call."""
        path = self.folder / "keys.json"
        made = {
            "publishable_key": f"sb_publishable_{secrets.token_urlsafe(24)}",
            "secret_key": f"sb_secret_{secrets.token_urlsafe(24)}",
            **{name: secrets.token_urlsafe(36) for name in ("jwt_secret", "cron_secret", "worker_secret")},
            "postgres_password": secrets.token_urlsafe(24),
        }
        # A key that a newer version needs is added; the ones the data was made with stay.
        known = json.loads(path.read_text()) if path.exists() else {}
        keys = made | {name: value for name, value in known.items() if name in made}
        if keys != known:
            write_private(path, keys)
        return Keys(**keys)

    def forget(self) -> None:
        """Delete everything; the folder must not be in use."""
        for folder in (self.postgres, self.folder):
            shutil.rmtree(folder, ignore_errors=True)
