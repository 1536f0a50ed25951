"""Processes that die with their parent, are watched, and come back when they die alone."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1

ENDS_WITH_PARENT = _LIBC is not None
"""Whether the system ends a child whose parent was killed; elsewhere ``local.watcher`` does."""

CRASHES_PER_MINUTE = 5


def die_with_parent(parent: int, number: int = signal.SIGKILL) -> None:
    """Ask Linux to signal this process when its parent is gone, even by SIGKILL. No-op elsewhere."""
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(number))
    if os.getppid() != parent:
        os._exit(1)


class CrashLoop(Exception):
    """A child keeps dying; the message ends with the tail of its log."""


class NotReady(Exception):
    """A child did not answer in time, or died before it did."""


@dataclass
class Child:
    """One process of the stack. ``ready`` is asked, with the process's id, until it says yes."""

    name: str
    command: Sequence[str]
    log: Path
    ready: Callable[[int], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    user: tuple[int, int] | None = None
    """Numeric user and group to run as, when not one's own."""
    doors: Sequence[int] = ()
    """File descriptors of listening sockets handed over."""
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=CRASHES_PER_MINUTE + 1))

    def start(self) -> None:
        """Start it, an earlier run's log kept as ``.old``. The calling thread must live as long as the child shall."""
        parent, number = os.getpid(), self.orphan_signal
        user, group = self.user or (None, None)
        if self.process is None and self.log.exists():
            self.log.replace(self.log.with_suffix(".old"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=user,
                group=group,
                extra_groups=[] if self.user else None,
                pass_fds=self.doors,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent, number),  # noqa: PLW1509  the supervisor has one thread
            )

    def wait_ready(self, seconds: float) -> None:
        """Return once it answers; NotReady when it does not, with the tail of its log."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            if self.ready(self.process.pid):
                return
            time.sleep(0.02)
        raise NotReady(f"{self.name} did not start\n{self.tail()}")

    def dead(self) -> bool:
        """Whether it was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> None:
        """Start again after a death; CrashLoop when that happened too often within a minute."""
        now = time.monotonic()
        self.deaths.append(now)
        if len(self.deaths) > CRASHES_PER_MINUTE and now - self.deaths[0] < 60:
            raise CrashLoop(f"{self.name} died {len(self.deaths)} times within a minute\n{self.tail()}")
        self.start()

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def stop(self, seconds: float) -> None:
        """Wait for the end, then force it, its own children included."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def tail(self, lines: int = 15) -> str:
        """The last lines of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])
