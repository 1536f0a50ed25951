"""``python -m bench.chaos`` kills everything for five minutes and counts what was lost. Ends with 1 if anything was."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.chaos import audit
from bench.chaos.audit import Verdict
from bench.chaos.stage import Forker, staged
from bench.chaos.storm import LEASE_SECONDS, PHONE_PREFIX, Storm, Tally, function_settings


@dataclass(frozen=True, slots=True)
class Report:
    """A storm and what is left of the searches."""

    seconds: float
    tally: Tally
    verdict: Verdict
    texts: Counter[int]
    """Completed searches with a number, by how many texts they got."""
    texts_unexplained: int
    """Got none though the outbox says sent, or more than two."""
    step_runs: int
    steps: int
    recoveries: list[float]
    """Seconds from a kill to the next claim of what it held."""
    leaked: int
    """Numbers found in logs."""

    @property
    def duplicate_share(self) -> float:
        return (self.step_runs - self.steps) / max(self.steps, 1)

    @property
    def failures(self) -> list[str]:
        """Everything that must not be."""
        found = [f"{count} × {name}" for name, count in self.verdict.violations.items()]
        found += [f"{count} × {name}" for name, count in Counter(self.tally.observed).items()]
        if self.verdict.lost:
            found.append(f"{self.verdict.lost} searches lost")
        if self.texts_unexplained:
            found.append(f"{self.texts_unexplained} texts outside the promise")
        if self.leaked:
            found.append(f"{self.leaked} numbers in logs")
        return found

    def __str__(self) -> str:
        tally, verdict = self.tally, self.verdict
        recovered = sorted(self.recoveries)
        rows = [
            ("storm", f"{self.seconds:.0f} s, at rest {tally.settled_in or float('nan'):.1f} s after it"),
            ("did", ", ".join(f"{name} {count}" for name, count in sorted(tally.done.items()))),
            ("faults", ", ".join(f"{name} {count}" for name, count in sorted(tally.faults.items()))),
            ("searches", f"{verdict.started} started, {verdict.completed} completed, {verdict.cancelled} cancelled"),
            ("given up", str(verdict.failed or "none")),
            ("claims", f"{verdict.claims / max(verdict.started, 1):.2f} a search"),
            ("steps run twice", f"{100 * self.duplicate_share:.1f} % of {self.steps}"),
            ("texts by number sent", str(dict(sorted(self.texts.items())))),
            ("outbox", str(verdict.notify)),
        ]
        if recovered:
            p99 = recovered[min(len(recovered) - 1, int(0.99 * len(recovered)))]
            said = f"p50 {statistics.median(recovered):.2f} s, p99 {p99:.2f} s"
            rows.append(("kill to next claim", f"{said} (lease {LEASE_SECONDS} s, n {len(recovered)})"))
        rows += [("lost", str(verdict.lost)), ("violations", str(sum(verdict.violations.values())))]
        rows += [("FAILED", failure) for failure in self.failures]
        return "\n".join(f"  {name:<22} {value}" for name, value in rows)


def storm(folder: Path, seconds: float, *, seed: int, kill_every: float = 0.3, postgres_every: float = 45.0) -> Report:
    """Let a storm blow in ``folder`` and judge what is left."""
    steps = folder / "steps.log"
    extra = {"SEARCH_LEASE_SECONDS": str(LEASE_SECONDS), "CHAOS_STEPS": str(steps), "LOG_LEVEL": "INFO"}
    with staged(folder / "stack", **extra) as stage:
        connection = stage.connect()
        connection.run(audit.SETUP)
        connection.close()
        with Forker(stage.environment, folder) as forker, function_settings(stage.environment | {"LOG_LEVEL": "ERROR"}):
            blown = Storm(stage, forker, seed=seed, kill_every=kill_every, postgres_every=postgres_every)
            tally = asyncio.run(blown.run(seconds))
        connection = stage.connect()
        verdict = audit.judge(connection)
        states = dict(
            connection.run(
                "select job_id, notify_state from public.search_jobs"
                " where status = 'completed' and notify_state <> 'none'"
            )
        )
        changes = connection.run(
            "select job_id, extract(epoch from at)::float, lease_token, leased, status from audit.changes order by seq"
        )
        connection.close()
        sent = Counter(text["message"].rpartition("/")[2] for text in stage.texts())
        logs = [*folder.glob("*.log"), *stage.state.logs.glob("aws.log")]
        leaked = sum(path.read_text(errors="replace").count(PHONE_PREFIX) for path in logs)
    texts = Counter(sent[job_id] for job_id in states)
    unexplained = sum(
        sent[job_id] > 2 or (sent[job_id] == 0 and state not in {"failed", "unknown"})
        for job_id, state in states.items()
    ) + sum(job_id not in states for job_id in sent)
    lines = steps.read_text().splitlines() if steps.exists() else []
    return Report(
        seconds, tally, verdict, texts, unexplained, len(lines), len(set(lines)), recoveries(tally, changes), leaked
    )


def recoveries(tally: Tally, changes: list[list[object]]) -> list[float]:
    """For every search that a killed invocation held: how long until somebody claimed it again."""
    history: dict[str, list[list[object]]] = {}
    for change in changes:
        history.setdefault(str(change[0]), []).append(change)
    found = []
    for at, jobs in tally.kills:
        for job_id in set(jobs):
            before = [c for c in history.get(job_id, []) if float(str(c[1])) <= at]
            after = [c for c in history.get(job_id, []) if float(str(c[1])) > at]
            if not before or not before[-1][3] or not after:
                continue
            token = before[-1][2]
            claimed = next((c for c in after if c[2] != token or c[4] != "processing"), None)
            # A change under the same token: somebody else held it, and lives.
            held = any(c[2] == token and c[3] and float(str(c[1])) > at + 0.05 for c in after)
            if claimed and not held and claimed[4] == "processing":
                found.append(float(str(claimed[1])) - at)
    return found


def main() -> int:
    """Blow once and print the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--kill-every", type=float, default=0.3)
    parser.add_argument("--postgres-every", type=float, default=45)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    print(f"A storm of {asked.seconds:.0f} s, a kill every {asked.kill_every} s, seed {asked.seed} …", flush=True)
    with tempfile.TemporaryDirectory(prefix="shortlist-chaos-") as folder:
        report = storm(
            Path(folder),
            asked.seconds,
            seed=asked.seed,
            kill_every=asked.kill_every,
            postgres_every=asked.postgres_every,
        )
    print(report)
    print("Nothing was lost." if not report.failures else "The promise was broken.")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
