"""Starts the stack, keeps it running, and stops it: one process, one thread, nothing left behind."""

import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from local import parts
from local.children import ENDS_WITH_PARENT, Child, NotReady
from local.doors import free_port, listen, url
from local.environment import functions_environment, hosted, read_env_file
from local.postgres import Cluster
from local.stack import Stack
from local.state import ROOT, Keys, State

SUPABASE_PORT, POSTGRES_PORT, MOTO_PORT, BOARD_PORT, FUNCTIONS_PORT = 54321, 54322, 4566, 4567, 8000
WHERE_TO_SEARCH = ("JOB_SOURCES", "JOB_COMPANIES", "GREENHOUSE_URL")
"""Whoever sets one of these searches real boards instead of the sample."""
START_SECONDS, RECOVERY_SECONDS = 60, 10
LEASE_SECONDS = "4"
"""How long a search waits for a worker that went silent: short, so that one can watch it recover."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a stack is for. Tests want copies of the database and start the functions themselves."""

    clones: bool = False
    functions: bool = True
    durable: bool = True
    any_ports: bool = False
    """Take whatever is free, and the embedded database whatever the environment says: for stacks to throw away."""
    until_gone: int | None = None
    """Stop when this process is gone."""
    supabase: Path = ROOT / "supabase"
    """Holds ``migrations/`` and ``seed.sql``."""
    bootstrap: Path = ROOT / "local/bootstrap.sql"


class Interrupted(Exception):
    """Asked to stop before the start had come to its end."""


class Supervisor:
    """Use as a context manager: entering starts everything, leaving stops everything."""

    def __init__(self, state: State, options: Options, say: Callable[[str], None] | None = None) -> None:
        self.state, self.options = state, options
        self.say = say or (lambda text: print(text, flush=True))
        self.children: list[Child] = []
        self._doors: list[socket.socket] = []
        self.stopping = False
        self._starting = True
        self._bell, self._ring = socket.socketpair()
        self._watcher = None if ENDS_WITH_PARENT else start_watcher()

    def __enter__(self) -> Self:
        for end in (self._bell, self._ring):
            end.setblocking(False)
        signal.set_wakeup_fd(self._ring.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_asked)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            self.stack = self._start()
            self._starting = False
        except BaseException:
            self._starting = False
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.state.stack.unlink(missing_ok=True)
        # Callers first, the database last: nobody meets a database that has left before them.
        postgres = [child for child in self.children if child.name == "postgres"]
        for group in ([child for child in self.children if child.name != "postgres"], postgres):
            for child in group:
                child.ask_to_stop()
            deadline = time.monotonic() + 3
            for child in group:
                child.stop(max(0.1, deadline - time.monotonic()))
        for door in self._doors:
            door.close()
        if self._watcher and self._watcher.stdin:
            self.children.clear()
            self._tell_watcher()
            self._watcher.stdin.close()
            self._watcher.wait()
        signal.set_wakeup_fd(-1)
        self._bell.close()
        self._ring.close()

    def _stop_asked(self, *_: object) -> None:
        if self._starting and not self.stopping:
            self.stopping = True
            raise Interrupted
        self.stopping = True

    def watch(self, then: Callable[[], bool] = lambda: False) -> None:
        """Restart what dies until asked to stop, or until ``then``, asked at every event, says that it is enough."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell, selectors.EVENT_READ)
            while not self.stopping and not then() and not self._abandoned():
                for child in self.children:
                    if child.dead():
                        self.say(f"{child.name} died; starting it again")
                        child.restart()
                        self._tell_watcher()
                        if child.name == "postgres":
                            # The others need it and would die without; its own next death is the next round's event.
                            with suppress(NotReady):
                                child.wait_ready(RECOVERY_SECONDS)
                selector.select(0.5)
                with suppress(BlockingIOError):
                    self._bell.recv(4096)

    def _abandoned(self) -> bool:
        if self.options.until_gone is None:
            return False
        try:
            os.kill(self.options.until_gone, 0)
        except ProcessLookupError:
            return True
        return False

    def _start(self) -> Stack:
        given = {**read_env_file(ROOT / ".env"), **os.environ}
        keys, logs, options = self.state.keys(), self.state.logs, self.options
        theirs = hosted(given) and not options.any_ports
        functions = self._listen("the functions", FUNCTIONS_PORT) if options.functions else None
        moto = self._listen("AWS", MOTO_PORT) if options.functions else None
        board = self._listen("the sample board", BOARD_PORT) if options.functions else None
        if theirs:
            postgres_url, supabase_url = "", reachable_project(given)
        else:
            door = self._listen("Supabase", SUPABASE_PORT)
            supabase_url, postgres_url = url(door), self._start_postgres(keys)
            places = {"folder": self.state.folder, "sql": options.supabase, "bootstrap": options.bootstrap}
            self._spawn(parts.supabase(door, postgres_url, keys, clones=options.clones, **places))
        workers = self.state.folder / "workers"
        shutil.rmtree(workers, ignore_errors=True)
        workers.mkdir(mode=0o700)
        stack = Stack(
            api_url=url(functions) if functions else "",
            supabase_url=supabase_url,
            publishable_key=given.get("SUPABASE_PUBLISHABLE_KEY", "") if theirs else keys.publishable_key,
            secret_key=given.get("SUPABASE_SECRET_KEY", "") if theirs else keys.secret_key,
            jwt_secret=given.get("SUPABASE_JWT_SECRET", "") if theirs else keys.jwt_secret,
            postgres_url=f"{postgres_url}/shortlist" if postgres_url else "",
            moto_url=url(moto) if moto else "",
            board_url=url(board) if board and not any(given.get(name) for name in WHERE_TO_SEARCH) else "",
            pid=os.getpid(),
            workers=str(workers),
        )
        environment = {"SEARCH_LEASE_SECONDS": LEASE_SECONDS, **given, **functions_environment(stack, keys)}
        if functions:
            self._spawn(parts.functions(functions, environment, logs / "functions.log"))
        for child in self.children:
            child.wait_ready(START_SECONDS)
        if moto and board:
            # The slowest to start and the last to be needed; its door is open, so an early caller waits a moment.
            self._spawn(parts.aws(moto, logs / "aws.log"))
            self._spawn(parts.errands(board, environment, logs / "errands.log", workers))
        stack.write(self.state.stack)
        return stack

    def _spawn(self, child: Child) -> None:
        self.children.append(child)
        child.start()
        self._tell_watcher()

    def _tell_watcher(self) -> None:
        if self._watcher and self._watcher.stdin:
            pids = [str(child.process.pid) for child in self.children if child.process]
            self._watcher.stdin.write(f"{' '.join(pids)}\n".encode())
            self._watcher.stdin.flush()

    def _listen(self, name: str, port: int) -> socket.socket:
        door = listen(0 if self.options.any_ports else port)
        self._doors.append(door)
        if not self.options.any_ports and door.getsockname()[1] != port:
            self.say(f"Port {port} is taken: {name} at {url(door)} this time")
        return door

    def _start_postgres(self, keys: Keys) -> str:
        cluster = Cluster(self.state, keys.postgres_password, durable=self.options.durable)
        cluster.prepare()
        # The server opens its own port, which may be lost to another program, and the pid file of a killed
        # predecessor may name a process that is still dying: both pass within a second.
        for attempt in range(8):
            port = free_port(0 if self.options.any_ports or attempt > 3 else POSTGRES_PORT)
            child = cluster.child(port)
            self._spawn(child)
            try:
                child.wait_ready(START_SECONDS)
            except NotReady:
                if attempt == 7:
                    raise
                self.children.remove(child)
                child.stop(0)
                time.sleep(0.3)
                continue
            return f"postgresql://postgres:{keys.postgres_password}@127.0.0.1:{port}"
        raise AssertionError


def reachable_project(given: Mapping[str, str]) -> str:
    """The user's own project; NotReady says what is wrong with it."""
    address = given["SUPABASE_URL"].strip().rstrip("/")
    missing = [name for name in ("SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY") if not given.get(name, "").strip()]
    if missing:
        raise NotReady(f"SUPABASE_URL names a project of your own; set {' and '.join(missing)} too.")
    if not parts.answers(f"{address}/auth/v1/health")(0):
        raise NotReady(f"Nothing answers at SUPABASE_URL, {address}.")
    return address


def start_watcher() -> subprocess.Popen[bytes]:
    """Start the process that cleans up after us if we are killed."""
    command = [sys.executable, "-m", "local.watcher"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
