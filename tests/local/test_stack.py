"""The stack as a whole: what is acknowledged is kept, what dies comes back, and nothing is left behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx
import pytest

from local.doors import listen
from local.environment import queue_url
from local.errands import sqs
from local.stack import Stack
from local.state import ROOT, State
from local.supervisor import FUNCTIONS_PORT, MOTO_PORT
from tests.conftest import Database

SECONDS = 60

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@dataclass
class Run:
    """One ``python -m local serve``."""

    process: subprocess.Popen[bytes]
    stack: Stack
    state: State
    said: Path

    def children(self) -> dict[str, int]:
        """Process ids by what runs in them."""
        marks = {"postgres": "bin/postgres", "supabase": "supabase.mjs", "aws": "local.aws", "functions": "app:app"}
        found = {}
        for pid in descendants(self.process.pid):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found |= {name: pid for name, mark in marks.items() if mark in command}
        return found


def descendants(pid: int) -> list[int]:
    """Direct children; 'Z' are dead already."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(what: Callable[[], bool], seconds: float = SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def local(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "local", "--state", str(folder), *arguments]


def call(folder: Path, command: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        local(folder, command),
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def started(state: State, pid: int) -> bool:
    return state.stack.exists() and Stack.read(state.stack).pid == pid


@contextmanager
def serve(folder: Path, environment: dict[str, str] | None = None) -> Iterator[Run]:
    """Start a stack, wait for it, stop it."""
    said = folder.with_suffix(f".{time.monotonic_ns()}.txt")
    state = State(folder)
    with said.open("wb") as out:
        process = subprocess.Popen(
            local(folder, "serve"),
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        assert until(lambda: started(state, process.pid) or process.poll() is not None)
        assert process.poll() is None, said.read_text()
        yield Run(process, Stack.read(state.stack), state, said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(SECONDS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("stack") / "state"
    yield folder
    State(folder).forget()


@pytest.fixture(scope="module")
def run(folder: Path) -> Iterator[Run]:
    with serve(folder) as run:
        database = Database(run.stack.postgres_url)
        database.sql("create table public.kept (id integer primary key); grant all on public.kept to service_role")
        database.close()
        httpx.post(f"{run.stack.supabase_url}/_dev/reload", headers=secret(run)).raise_for_status()
        yield run


def secret(run: Run) -> dict[str, str]:
    return {"apikey": run.stack.secret_key}


class Writers:
    """Threads that write numbers through the REST door and note which were acknowledged."""

    def __init__(self, run: Run, count: int) -> None:
        self.acknowledged: list[int] = []
        self.run, self._stop, self._turn = run, threading.Event(), iter(range(count, 10**9))
        self._threads = [threading.Thread(target=self._write) for _ in range(4)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(SECONDS)

    def _write(self) -> None:
        with httpx.Client(base_url=self.run.stack.supabase_url, headers=secret(self.run), timeout=10) as client:
            while not self._stop.is_set():
                number = next(self._turn)
                try:
                    if client.post("/rest/v1/kept", json={"id": number}).status_code == 201:
                        self.acknowledged.append(number)
                        continue
                except httpx.HTTPError:
                    pass
                time.sleep(0.02)


@linux
@pytest.mark.parametrize("victim", ["postgres", "supabase"])
def test_a_kill_loses_no_acknowledged_write(run, victim):
    database = Database(run.stack.postgres_url)
    start = database.value("select coalesce(max(id), 0) + 1 from public.kept")
    database.close()

    with Writers(run, start) as writers:
        assert until(lambda: len(writers.acknowledged) > 20)
        os.kill(run.children()[victim], signal.SIGKILL)
        before = len(writers.acknowledged)
        assert until(lambda: len(writers.acknowledged) > before + 40), run.said.read_text()

    database = Database(run.stack.postgres_url)
    kept = {row["id"] for row in database.sql("select id from public.kept")}
    database.close()
    assert set(writers.acknowledged) <= kept


@linux
@pytest.mark.parametrize("victim", ["aws", "functions"])
def test_what_dies_comes_back_on_its_port(run, victim):
    address = {"aws": f"{run.stack.moto_url}/moto-api/data.json", "functions": f"{run.stack.api_url}/health"}[victim]
    dead = run.children()[victim]
    os.kill(dead, signal.SIGKILL)

    # The socket outlives the process, so the caller waits instead of being refused.
    assert httpx.get(address, timeout=SECONDS).status_code == 200
    assert run.children()[victim] != dead


def test_a_queued_search_reaches_the_worker(run):
    queue = {"QueueUrl": queue_url(run.stack.moto_url)}
    nobodys = "3b0f4c52-7f0e-4f43-9d5c-2f4a7d7f9a11"
    sqs(run.stack.moto_url, "SendMessage", queue | {"MessageBody": f'{{"job_id": "{nobodys}"}}'})

    def waiting() -> set[str]:
        counts = sqs(run.stack.moto_url, "GetQueueAttributes", queue | {"AttributeNames": ["All"]})["Attributes"]
        return {value for name, value in counts.items() if name.startswith("ApproximateNumberOfMessages")}

    # The worker finds nothing to do for it, so the message is deleted instead of coming back.
    assert until(lambda: waiting() == {"0"})


def test_a_second_start_points_at_the_first(run, folder):
    second = call(folder, "serve")

    assert second.returncode == 0
    assert run.stack.api_url in second.stdout
    assert run.stack.supabase_url in second.stdout


def test_a_hosted_project_needs_no_postgres_and_no_certain_port(run, tmp_path):
    project = {
        "SUPABASE_URL": run.stack.supabase_url,
        "SUPABASE_PUBLISHABLE_KEY": run.stack.publishable_key,
        "SUPABASE_SECRET_KEY": run.stack.secret_key,
        "SUPABASE_JWT_SECRET": run.stack.jwt_secret,
    }
    # Whoever holds the usual ports, we or somebody else, the stack must find others and say so.
    with listen(FUNCTIONS_PORT), listen(MOTO_PORT), serve(tmp_path / "state", project) as other:
        assert other.stack.supabase_url == run.stack.supabase_url
        assert other.stack.postgres_url == ""
        assert httpx.get(f"{other.stack.api_url}/health").status_code == 200
        assert f"Port {FUNCTIONS_PORT} is taken: the functions at {other.stack.api_url}" in other.said.read_text()


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ({"SUPABASE_URL": "http://127.0.0.1:1", "SUPABASE_PUBLISHABLE_KEY": "p"}, "set SUPABASE_SECRET_KEY too"),
        (
            {"SUPABASE_URL": "http://127.0.0.1:1", "SUPABASE_PUBLISHABLE_KEY": "p", "SUPABASE_SECRET_KEY": "s"},
            "Nothing answers at SUPABASE_URL, http://127.0.0.1:1",
        ),
    ],
    ids=["no key", "nobody there"],
)
def test_a_hosted_project_that_cannot_work_is_refused_with_a_reason(tmp_path, project, said):
    refused = call(tmp_path / "state", "serve", project)

    assert refused.returncode == 1
    assert said in refused.stderr


def test_secrets_are_the_owners_alone(run):
    for name in ("keys.json", "stack.json"):
        assert (run.state.folder / name).stat().st_mode & 0o077 == 0
    assert run.state.postgres.stat().st_mode & 0o077 == 0


@linux
def test_a_killed_supervisor_leaves_no_orphan_and_no_loss(tmp_path):
    folder = tmp_path / "state"
    with serve(folder) as first:
        children = descendants(first.process.pid)
        assert len(children) >= 5
        database = Database(first.stack.postgres_url)
        database.sql("create table public.kept as select 7 as id")
        database.close()

        first.process.kill()

        assert until(lambda: not any(alive(pid) for pid in children), 5)

    with serve(folder) as second:
        assert second.stack.secret_key == first.stack.secret_key
        database = Database(second.stack.postgres_url)
        assert database.value("select id from public.kept") == 7
        database.close()
        started = time.monotonic()
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(SECONDS) == 0
        assert time.monotonic() - started < 5

    assert call(folder, "reset").returncode == 0
    assert not folder.exists()
    assert not second.state.postgres.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="every other test runs as a normal user already")
def test_a_normal_user_can_run_it():
    home = Path(tempfile.mkdtemp(dir="/var/tmp"))
    os.chown(home, 65534, 65534)
    person = {
        "user": 65534,
        "group": 65534,
        "extra_groups": [],
        "cwd": ROOT,
        "timeout": SECONDS,
        "capture_output": True,
    }
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": packages,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    try:
        for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
            probe = [python, "-c", f"import os, uvicorn, local; os.stat({str(ROOT / 'node_modules')!r})"]
            try:
                reachable = subprocess.run(probe, check=False, env=environment, **person).returncode == 0
            except OSError:
                continue
            if reachable:
                break
        else:
            pytest.skip(f"a normal user can reach no {version} with the packages, or not this checkout")
        done = subprocess.run(
            [python, "-m", "local", "--state", str(home / "state"), "run", "--once"],
            check=False,
            env=environment,
            text=True,
            **person,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Ready in" in done.stdout
    finally:
        shutil.rmtree(home)


def test_a_state_that_was_never_run_has_no_status(tmp_path):
    asked = call(tmp_path / "none", "status")

    assert (asked.returncode, asked.stdout.strip()) == (1, "Not running.")
    assert list(tmp_path.iterdir()) == []
