"""What a function costs around its work: package, cold import beside FastAPI + Mangum alone, warm overhead, memory."""

import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from deploy.bundle import bundle, unzipped_size
from deploy.service import Function, functions
from local.state import ROOT

RUNS = 7
CALLS = 400
READERS = {"match_cache", "health", "tracked_jobs", "tracker_stats", "read_search"}
"""What people wait for: their imports have a goal."""
MEGABYTES = {"export_resume": 110}
_ALONE = """
from fastapi import FastAPI
from mangum import Mangum
app = FastAPI()
@app.get("/{n}")
async def read(n: int) -> dict[str, int]:
    return {"n": n}
handler = Mangum(app)
"""
"""The smallest function that anybody could deploy with these two."""
_MEASURE = """
import time
start = time.process_time()
exec({code!r})
cpu = time.process_time() - start
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(cpu, peak.split()[1])
"""


def _fresh(tree: Path, code: str) -> tuple[float, float]:
    """Run in a fresh process that has nothing but a package; return CPU seconds and peak MB."""
    command = [sys.executable, "-S", "-c", _MEASURE.format(code=code)]
    environment = {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=True)
    cpu, memory = ran.stdout.split()
    return float(cpu), float(memory) / 1024


def _packages() -> list[Figure]:
    """Build every package as it is deployed, but for this machine, and import from it."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with tempfile.TemporaryDirectory(prefix="shortlist-packages-") as folder:
        into, known = Path(folder), functions()
        sizes: dict[str, tuple[float, float]] = {}
        for function in known:
            zipped = bundle(function, into, python=version, platform=f"{platform.machine()}-manylinux_2_28")
            sizes[function.name] = zipped.stat().st_size / 1e6, unzipped_size(zipped) / 1e6
        # FastAPI and Mangum come from the package of the health check, compiled like everything beside them.
        codes = {"": ("health", _ALONE)} | {f.name: (f.name, f"import {f.module}") for f in known}
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in codes}
        for _ in range(RUNS):  # in turn, so that a slow moment of the machine hits all alike
            for name, (package, code) in codes.items():
                runs[name].append(_fresh(into / "tree" / package, code))
    base, memory = (statistics.median(column) for column in zip(*runs[""], strict=True))
    found = [Figure("start: FastAPI + Mangum alone, one route", base * 1000, "ms CPU", note=f"{memory:.0f} MB")]
    for function in known:
        found += _of(function, runs[function.name], base, *sizes[function.name])
    return found


def _of(
    function: Function, runs: list[tuple[float, float]], base: float, zipped: float, unzipped: float
) -> list[Figure]:
    cpu, memory = (statistics.median(column) for column in zip(*runs, strict=True))
    note = f"{cpu * 1000:.0f} ms CPU, {memory:.0f} MB"
    goal = 1.3 if function.name in READERS else None
    most = MEGABYTES.get(function.name, 60)
    return [
        Figure(f"start: {function.name}", cpu / base, "× base", goal, note=note),
        Figure(f"package: {function.name}", unzipped, "MB", most, note=f"{zipped:.1f} MB zipped"),
    ]


def _warm() -> Figure:
    from functions.health.handler import lambda_handler

    event = json.loads((ROOT / "tests/events/http_api_v2.json").read_text(encoding="utf-8"))
    event |= {"rawPath": "/health", "rawQueryString": "deep=false"}
    for _ in range(20):
        lambda_handler(event, None)
    blocks = []
    for _ in range(5):
        started = time.perf_counter()
        for _ in range(CALLS // 5):
            lambda_handler(event, None)
        blocks.append((time.perf_counter() - started) / (CALLS // 5))
    return Figure("warm invocation, no database", statistics.median(blocks) * 1000, "ms", 1.0)


def figures() -> list[Figure]:
    """Packages and their imports as ratios in one run, and the warm overhead of one Lambda event."""
    import os

    os.environ["LOG_LEVEL"] = "ERROR"
    return [*_packages(), _warm()]
