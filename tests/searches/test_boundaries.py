"""A worker dies, or freezes past its lease, at every line between two calls; the next one makes it good."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bench.chaos.faults import CARRIED, Fault, FaultProxy, Request
from bench.chaos.probe import RETRIES_IN_100, STEPS, proof
from bench.chaos.stage import Forker, Invocation, staged
from local.environment import functions_environment
from local.state import State
from shared.searches.kick import body_of
from shared.store.searches import new_job_id
from tests.conftest import Database
from tests.searches.world import PHONE, World

LEASE = 1.5
CALLS = ["claim_job", *["save_step"] * len(STEPS), "complete_job", "claim_notification", "finish_notification"]


def counts(request: Request) -> bool:
    """Whether a request is one of ``CALLS``: heartbeats come when they come."""
    return bool(request.function) and b'"p_step_key":null' not in request.body.replace(b" ", b"")


@dataclass
class Workers:
    """Invocations behind a proxy; ``strike`` is a signal for the one that makes its n-th call, at a stage of it."""

    forker: Forker
    proxy: FaultProxy
    texts: Callable[[], list[dict[str, str]]]
    invocation: Invocation | None = None
    strike: tuple[int, str, int] | None = None
    calls: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)

    def plan(self, request: Request) -> Fault:
        """A worker killed before a call has not made it."""
        lost = counts(request) and self.strike and self.strike[:2] == (self.calls["before"] + 1, "before")
        return Fault(lose_request=True) if lost else CARRIED

    def watch(self, stage: str, request: Request) -> None:
        if not counts(request):
            return
        if stage == "before":
            self.names.append(request.function)
        self.calls[stage] += 1
        if not self.strike:
            return
        nth, at, number = self.strike
        if stage == at and self.calls[stage] == nth and self.invocation:
            self.strike = None
            self.invocation.signal(number)

    def run(self, job_id: str, strike: tuple[int, str, int] | None = None) -> Invocation:
        """Begin an invocation for a search."""
        self.calls.clear()
        self.names.clear()
        event = {"Records": [{"messageId": "m", "receiptHandle": "r", "body": body_of(job_id).decode()}]}
        self.strike = strike
        self.invocation = self.forker.invoke(event, 60)
        return self.invocation


@pytest.fixture(scope="module")
def forker(stack: Any, state: State, moto: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    folder = tmp_path_factory.mktemp("chaos")
    with FaultProxy(stack.supabase_url) as proxy, FaultProxy(moto) as aws:
        seen = replace(stack, supabase_url=proxy.url, moto_url=aws.url)
        environment = functions_environment(seen, state.keys()) | {
            "SEARCH_LEASE_SECONDS": str(LEASE),
            "CHAOS_STEPS": str(folder / "steps.log"),
        }
        with Forker(environment, folder) as forker:
            workers = Workers(forker, proxy, list)
            proxy.watch, proxy.plan = workers.watch, workers.plan
            yield workers


@pytest.fixture
def workers(forker: Workers, sent_texts: Callable, db: Any) -> Workers:
    forker.texts = sent_texts
    return forker


def start(world: World) -> str:
    """Start a search none of whose steps asks for a retry."""
    while True:
        job_id = new_job_id()
        if all(int(proof(job_id, step), 16) % 100 >= RETRIES_IN_100 for step in STEPS):
            return world.start(job_id=job_id, phone_number=PHONE, max_texts_per_day=99)


def held(workers: Workers, world: World, job_id: str, texts: set[int]) -> None:
    """Run until the search has ended and hold it to the contract."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        row = world.row(job_id)
        if row["status"] == "completed" and row["notify_state"] not in {"queued", "sending"}:
            break
        workers.run(job_id).wait(30)
        time.sleep(0.1)
    row = world.row(job_id)
    assert (row["status"], row["phone_number"]) == ("completed", None)
    assert row["results"] == {"proofs": {step: proof(job_id, step) for step in STEPS}}
    assert len(workers.texts()) in texts


def test_a_clean_run_makes_these_calls(workers: Workers, world: World) -> None:
    # A call whose answer was late is made again, which is no fault; on a busy machine one run may hold such a repeat.
    runs = []
    for _ in range(3):
        job_id = start(world)
        workers.run(job_id).wait(30)
        runs.append(list(workers.names))
        if runs[-1] == CALLS:
            break
    assert runs[-1] == CALLS, runs
    held(workers, world, job_id, {len(runs)})


@pytest.mark.parametrize("stage", ["before", "committed", "answered"])
@pytest.mark.parametrize("nth", range(1, len(CALLS) + 1), ids=lambda n: f"{n}-{CALLS[n - 1]}")
def test_a_worker_killed_there_is_made_good(workers: Workers, world: World, nth: int, stage: str) -> None:
    job_id = start(world)
    invocation = workers.run(job_id, (nth, stage, signal.SIGKILL))
    answer = invocation.wait(30)

    assert answer is None or (nth, stage) == (len(CALLS), "answered"), "was not killed"
    # Between publishing and reporting nobody can know whether the message left: then it is sent once more.
    between = CALLS[nth - 1] == "finish_notification" and stage == "before"
    held(workers, world, job_id, {2} if between else {1})


@pytest.mark.parametrize("nth", [1, 3, 11], ids=lambda n: f"{n}-{CALLS[n - 1]}")
def test_a_worker_frozen_past_its_lease_changes_nothing(workers: Workers, world: World, nth: int) -> None:
    job_id = start(world)
    frozen = workers.run(job_id, (nth, "committed", signal.SIGSTOP))
    until(lambda: workers.strike is None)
    time.sleep(LEASE * 1.2)
    held(workers, world, job_id, {1, 2})
    before = world.row(job_id)

    frozen.signal(signal.SIGCONT)
    frozen.wait(30)

    assert not Path(f"/proc/{frozen.pid}").exists()
    assert world.row(job_id) == before
    assert len(workers.texts()) <= 2


def test_postgres_stopped_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """On a stage of its own: the tests' Postgres is everybody's."""
    settings = {"SEARCH_LEASE_SECONDS": str(LEASE), "CHAOS_STEPS": str(tmp_path / "steps.log")}
    with staged(tmp_path / "stack", **settings) as stage, Forker(stage.environment, tmp_path) as forker:
        workers = Workers(forker, stage.supabase, stage.texts)
        stage.supabase.watch = workers.watch
        world = World(Database(stage.stack.postgres_url))
        job_id = start(world)
        workers.run(job_id, (4, "committed", 0))
        until(lambda: workers.strike is None)
        stage.stop_postgres()
        world.db.close()
        stage.connect().close()
        world = World(Database(stage.stack.postgres_url))
        held(workers, world, job_id, {1, 2})
        world.db.close()


def until(is_so: Callable[[], bool]) -> None:
    """Wait, but not for ever."""
    deadline = time.monotonic() + 20
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert is_so()
