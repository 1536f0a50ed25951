"""What a function costs around its work: cold import beside FastAPI + Mangum alone, warm overhead, memory."""

import json
import statistics
import subprocess
import sys
import time

from bench.figures import Figure
from local.state import ROOT

RUNS = 7
CALLS = 400
_BASE = "import fastapi, mangum"
_MEASURE = (
    "import time; start = time.process_time(); {code}; cpu = time.process_time() - start; "
    "import resource; print(cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def _fresh(code: str) -> tuple[float, float]:
    """Run ``code`` in a fresh process; return CPU seconds and peak MB."""
    command = [sys.executable, "-c", _MEASURE.format(code=code)]
    cpu, memory = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return float(cpu), float(memory) / 1024


def _imports() -> list[Figure]:
    names = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
    codes = {"FastAPI + Mangum alone": _BASE} | {name: f"import functions.{name}.handler" for name in names}
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in codes}
    for _ in range(RUNS):  # in turn, so that a slow moment of the machine hits all alike
        for name, code in codes.items():
            runs[name].append(_fresh(code))
    base = statistics.median(cpu for cpu, _ in runs["FastAPI + Mangum alone"])
    found = [Figure("import: FastAPI + Mangum alone", base * 1000, "ms CPU")]
    for name in names:
        cpu = statistics.median(cpu for cpu, _ in runs[name])
        memory = statistics.median(memory for _, memory in runs[name])
        plain = name in {
            "match_cache",
            "health",
            "tracked_jobs",
            "tracker_stats",
            "read_search",
            "run_search",
            "cleanup",
        }
        note = f"{cpu * 1000:.0f} ms CPU, {memory:.0f} MB"
        found.append(Figure(f"import: {name}", cpu / base, "× base", 1.3 if plain else None, note=note))
    return found


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
    """Import costs as ratios in one run, and the warm overhead of one Lambda event."""
    import os

    os.environ["LOG_LEVEL"] = "ERROR"
    return [*_imports(), _warm()]
