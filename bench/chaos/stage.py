"""The stack of a storm: a database that its supervisor restarts, AWS, proxies before both, and invocations to kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import pg8000.exceptions
import pg8000.native

from bench.chaos.faults import FaultProxy
from local import parts
from local.doors import listen, url
from local.environment import functions_environment
from local.stack import Stack
from local.state import ROOT, State

START_SECONDS = 60


@dataclass(slots=True)
class Stage:
    """Everything a storm needs."""

    stack: Stack
    state: State
    supabase: FaultProxy
    aws: FaultProxy
    environment: dict[str, str]

    def connect(self) -> pg8000.native.Connection:
        """Connect as superuser, past the proxies; waits while Postgres is down."""
        address = urlsplit(self.stack.postgres_url)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return pg8000.native.Connection(
                    address.username,
                    host=address.hostname,
                    port=address.port,
                    database=address.path.strip("/"),
                    password=address.password,
                )
            except (OSError, pg8000.exceptions.Error):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def stop_postgres(self) -> None:
        """End Postgres as a power cut would: no checkpoint, no goodbye."""
        with suppress(OSError, ValueError):
            pid = int((self.state.postgres / "data/postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGQUIT)

    def texts(self) -> list[dict[str, str]]:
        """Every text message that was accepted."""
        found = httpx.get(f"{self.stack.moto_url}/moto-api/data.json", timeout=30).json()
        texts: list[dict[str, str]] = found.get("sns", {}).get("SMS", [])
        return texts


@contextmanager
def served(folder: Path) -> Iterator[tuple[State, Stack]]:
    """Serve the database without functions, restarted when it dies; gone afterwards."""
    state = State(folder)
    state.logs.mkdir(parents=True, exist_ok=True)
    with (state.logs / "supervisor.log").open("w") as log:
        command = [sys.executable, "-m", "bench.chaos.serve", str(folder), str(os.getpid())]
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not state.stack.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((state.logs / "supervisor.log").read_text())
            time.sleep(0.05)
        yield state, Stack.read(state.stack)
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def staged(folder: Path, **settings: str) -> Iterator[Stage]:
    """Build the stage; ``settings`` are further environment variables of the functions."""
    with served(folder) as (state, database), listen(0) as door:
        aws = parts.aws(door, state.logs / "aws.log")
        aws.start()
        aws.wait_ready(START_SECONDS)
        stack = replace(database, moto_url=url(door), api_url="https://shortlist.example")
        try:
            with FaultProxy(stack.supabase_url) as supabase, FaultProxy(stack.moto_url) as proxied_aws:
                seen = replace(stack, supabase_url=supabase.url, moto_url=proxied_aws.url)
                environment = functions_environment(seen, state.keys()) | settings
                yield Stage(stack, state, supabase, proxied_aws, environment)
        finally:
            aws.ask_to_stop()
            aws.stop(3)


class Forker:
    """Invocations in processes of their own, which may be killed."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.folder = folder
        self._count = 0
        self._log = (folder / "invocations.log").open("a")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.chaos.forker"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            bufsize=1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin  # noqa: S101  opened above
        assert self._process.stdout  # noqa: S101  opened above
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()
        self._log.close()

    def invoke(self, event: dict[str, Any], seconds: float) -> "Invocation":
        """Begin one."""
        assert self._process.stdin  # noqa: S101  opened above
        assert self._process.stdout  # noqa: S101  opened above
        self._count += 1
        answer = self.folder / f"answer-{self._count}.json"
        line = json.dumps({"event": event, "seconds": seconds, "answer": str(answer)})
        self._process.stdin.write(line + "\n")
        return Invocation(int(self._process.stdout.readline()), answer)


@dataclass(slots=True)
class Invocation:
    """A running process and where its answer will be."""

    pid: int
    answer_path: Path

    def answer(self) -> dict[str, Any] | None:
        """What it answered, or None."""
        try:
            text = self.answer_path.read_text()
        except FileNotFoundError:
            return None
        self.answer_path.unlink()
        found: dict[str, Any] = json.loads(text)
        return found

    @property
    def alive(self) -> bool:
        return Path(f"/proc/{self.pid}").exists()

    def signal(self, number: int) -> None:
        """Send a signal; a process that is gone is fine."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> dict[str, Any] | None:
        """Wait until it ended; what it answered, or None."""
        deadline = time.monotonic() + seconds
        while self.alive and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.answer()
