"""How fast searches live, how soon they recover, and what two other queues of PyPI do on the same Postgres.

The peers need a client of their own (procrastinate brings psycopg, pgqueuer asyncpg); they are installed into a
throw-away environment when a package index answers, and left out, saying so, when none does. Each queue gets a fresh
database of the same server, with fsync on.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.chaos.__main__ import storm
from bench.chaos.storm import LEASE_SECONDS, function_settings
from bench.figures import Figure
from bench.stack import bench_stack, database
from local.environment import functions_environment
from local.stack import Stack
from local.state import Keys
from shared.store.client import http_client, rest
from shared.store.searches import find_search, new_job_id
from shared.store.service import searches

QUEUES = Path(__file__).parent / "peers" / "queues.py"
INSTALLED = ["procrastinate", "psycopg[binary,pool]", "pgqueuer", "asyncpg"]
INSTALL_SECONDS = 120
RUN_SECONDS = 120
STORM_SECONDS = 20
LIVES, CLIENTS = 60, 4


def figures() -> list[Figure]:
    """Return every figure of the searches."""
    with bench_stack() as stack:
        found = [*_queues(stack), *_whole_path(stack)]
    return [*found, *_storm()]


def _queues(stack: Stack) -> Iterator[Figure]:
    with _environment() as python:
        if python is None:
            yield Figure("queues side by side", "-", note="their clients are not installable here")
            return
        ours = _run(python, "shortlist", stack, fresh=False)
        if ours:
            yield Figure("whole lives of 11 calls in SQL, 16 clients", ours["lives"], "a second", 200, "more")
            yield Figure("claim_job p50, 4 clients", ours["claim_job p50"], "ms")
            yield Figure("claim_job p99, 4 clients", ours["claim_job p99"], "ms", 15)
            yield Figure("save_step p50, 4 clients", ours["save_step p50"], "ms")
            yield Figure("save_step p99, 4 clients", ours["save_step p99"], "ms")
            yield Figure("get_job p50, 4 clients", ours["get_job p50"], "ms")
            yield Figure("get_job p99, 4 clients", ours["get_job p99"], "ms", 5)
        peers = {name: _run(python, name, stack, fresh=True) for name in ("procrastinate", "pgqueuer")}
        for what in ("enqueue", "claim and finish"):
            for name, measured in {"shortlist": ours, **peers}.items():
                label = f"{what}: {name}"
                if measured:
                    yield Figure(label, measured[what], "a second", note=_NOTES.get((name, what), ""))
                else:
                    yield Figure(label, "-", note="does not run here")


_NOTES = {
    ("shortlist", "claim and finish"): "a lease, a fence and a stored result a job; claims 16, finishes each",
    ("procrastinate", "claim and finish"): "no fence; 1 fetch and 1 finish a job",
    ("pgqueuer", "claim and finish"): "no fence; fetches 16 and finishes in batches",
}


@contextmanager
def _environment() -> Iterator[Path | None]:
    """Yield the Python that can speak to all queues, or None."""
    with tempfile.TemporaryDirectory(prefix="shortlist-peers-") as folder:
        python = Path(folder) / "bin" / "python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, check=True)
            install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *INSTALLED]
            subprocess.run(install, capture_output=True, timeout=INSTALL_SECONDS, check=True)
        except (subprocess.SubprocessError, OSError):
            yield None
        else:
            yield python


def _run(python: Path, name: str, stack: Stack, *, fresh: bool) -> dict[str, float] | None:
    address = stack.postgres_url
    if fresh:
        connection = database(stack)
        connection.run(f"create database peer_{name}")
        connection.close()
        address = f"{address.rpartition('/')[0]}/peer_{name}"
    try:
        run = subprocess.run(
            [str(python), str(QUEUES), name, address], capture_output=True, text=True, timeout=RUN_SECONDS, check=True
        )
        measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError):
        return None
    return measured


def _whole_path(stack: Stack) -> Iterator[Figure]:
    """Lives through the REST door, as the worker lives them."""
    keys = Keys(stack.publishable_key, stack.secret_key, stack.jwt_secret, "cron", "worker", "")
    with function_settings(functions_environment(stack, keys)):
        rate, took = asyncio.run(_lives(stack))
    yield Figure(
        f"whole lives of 11 calls through REST, {CLIENTS} clients", rate, "a second", note="11 round trips each"
    )
    for name in ("claim_job", "get_job"):
        yield Figure(f"{name} through REST p50, {CLIENTS} clients", statistics.median(took[name]) * 1000, "ms")
        yield Figure(f"{name} through REST p99, {CLIENTS} clients", _p99(took[name]) * 1000, "ms")


async def _lives(stack: Stack) -> tuple[float, dict[str, list[float]]]:
    took: dict[str, list[float]] = {"claim_job": [], "get_job": []}
    door, anyone = searches(), rest(stack.publishable_key)
    left = iter(range(LIVES))

    async def client() -> None:
        for _ in left:
            job_id = new_job_id()
            await door.create(job_id, "probe", "r", phone_number="+4915112345678", phone_hash=job_id)
            started = time.perf_counter()
            token = (await door.claim(job_id, "one", 60))["token"]
            took["claim_job"].append(time.perf_counter() - started)
            for n in range(6):
                await door.save(job_id, token, step=f"s{n}", output={"found": [1, 2, 3]}, progress=15 * n)
            await door.complete(job_id, token, {"items": []}, {})
            text = await door.claim_text(job_id, "one")
            await door.finish_text(job_id, text["token"], "sent", message_id="m")

    try:
        started = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(CLIENTS)))
        rate = LIVES / (time.perf_counter() - started)
        job_id = new_job_id()
        await door.create(job_id, "probe", "r")

        async def reader() -> None:
            for _ in range(50):
                began = time.perf_counter()
                await find_search(anyone, job_id)
                took["get_job"].append(time.perf_counter() - began)

        await asyncio.gather(*(reader() for _ in range(CLIENTS)))
    finally:
        await http_client().aclose()
    return rate, took


def _storm() -> Iterator[Figure]:
    """A short storm; ``make chaos`` blows the long one."""
    with tempfile.TemporaryDirectory(prefix="shortlist-storm-") as folder:
        report = storm(Path(folder), STORM_SECONDS, seed=20261126, postgres_every=STORM_SECONDS / 2)
    said = f"a kill every 0.3 s for {STORM_SECONDS} s, {report.verdict.started} searches"
    yield Figure("storm: searches lost", report.verdict.lost, "", 0, note=said)
    yield Figure("storm: invariants violated", sum(report.verdict.violations.values()), "", 0)
    yield Figure("storm: texts outside the promise", report.texts_unexplained, "", 0)
    yield Figure("storm: steps run twice", 100 * report.duplicate_share, "%", note=f"of {report.steps}")
    if report.recoveries:
        goal = LEASE_SECONDS + 2
        yield Figure("kill to next claim p50", statistics.median(report.recoveries), "s")
        yield Figure("kill to next claim p99", _p99(report.recoveries), "s", goal, note=f"lease {LEASE_SECONDS:.0f} s")


def _p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.99 * len(values)))]
