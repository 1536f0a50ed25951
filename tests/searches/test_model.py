"""Random lives of a search on the real database, beside a model of a page: whatever is called, whenever, they agree.

Time is counted in units of 1,000 s and moved by shifting the row's moments; every duration ends in half a unit, so that
the milliseconds a test really takes decide nothing.
"""

import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.searches.test_mutants import definitions
from tests.searches.world import PHONE, World

UNIT = 1000.0
LEASE, WAIT, DEADLINE, RETENTION, DAY = 2.5, 1.5, 40.5, 200.5, 86.4
MAX_ATTEMPTS, MAX_SENDS = 3, 2
OWNERS = st.sampled_from(["one", "two"])
STEPS = st.sampled_from(["a", "b", "c"])


@dataclass
class Model:
    """A search as the contract describes it; moments are in units since its start."""

    phone: bool
    now: float = 0.0
    status: str = "pending"
    error_code: str | None = None
    progress: int = 0
    token: int = 0
    attempt: int = 0
    owner: str | None = None
    lease_ends: float | None = None
    run_after: float = 0.0
    finished: float | None = None
    completed_by: int | None = None
    failed_by: int | None = None
    steps: dict[str, Any] = field(default_factory=dict)
    notify: str = "none"
    notify_token: int = 0
    notify_owner: str | None = None
    notify_ends: float | None = None
    notify_after: float = 0.0
    sends: int = 0

    @property
    def ended(self) -> bool:
        return self.status in {"completed", "failed"}

    @property
    def leased(self) -> bool:
        return self.lease_ends is not None and self.lease_ends > self.now

    @property
    def over(self) -> bool:
        return self.now >= DEADLINE

    def end(self, error_code: str | None = None) -> None:
        self.status = "failed" if error_code else "completed"
        self.error_code, self.finished, self.lease_ends = error_code, self.now, None
        if error_code:
            self.phone = False

    def give_up(self) -> None:
        self.end("deadline_exceeded" if self.over else "max_attempts_exceeded")
        self.token += 1

    def claim(self, owner: str) -> str:
        if self.ended:
            return "done"
        if self.leased:
            return "ok" if owner == self.owner else "busy"
        if self.run_after > self.now and not self.over:
            return "not_due"
        if self.over or self.attempt >= MAX_ATTEMPTS:
            self.give_up()
            return "done"
        self.status, self.owner, self.lease_ends = "processing", owner, self.now + LEASE
        self.token += 1
        self.attempt += 1
        return "ok"

    def fenced(self, token: int, *, released_too: bool = True) -> bool:
        return self.status != "processing" or token != self.token or (released_too and self.lease_ends is None)

    def save(self, token: int, step: str | None, output: Any, progress: int) -> tuple[str, Any]:
        if self.fenced(token) or self.over:
            return "fenced", None
        self.progress = max(self.progress, min(progress, 99))
        self.lease_ends = self.now + LEASE
        if step is None:
            return "ok", None
        if step in self.steps:
            return "replay", self.steps[step]
        self.steps[step] = output
        self.attempt = 0
        return "ok", None

    def release(self, token: int, wait: float) -> str:
        if self.fenced(token, released_too=False):
            return "fenced"
        if self.lease_ends is None:
            return "replay"
        self.lease_ends, self.attempt, self.run_after = None, max(self.attempt - 1, 0), self.now + wait
        return "ok"

    def complete(self, token: int) -> str:
        if self.status == "completed" and token == self.token:
            return "replay"
        if self.fenced(token) or self.over:
            return "fenced"
        self.end()
        self.progress, self.steps = 100, {}
        self.notify, self.notify_after = ("queued" if self.phone else "none"), self.now
        return "ok"

    def fail(self, token: int, *, retryable: bool) -> str:
        if self.status == "failed" and token == self.token:
            return "replay"
        if self.fenced(token, released_too=False):
            return "fenced"
        if self.lease_ends is None:
            return "replay"
        if retryable and self.attempt < MAX_ATTEMPTS and self.now + WAIT < DEADLINE:
            self.lease_ends, self.run_after = None, self.now + WAIT
            return "retry"
        self.end("broken")
        return "failed"

    def cancel(self) -> str:
        if self.ended:
            return "done"
        self.end("cancelled")
        self.token += 1
        return "cancelled"

    def sweep(self) -> None:
        if not self.ended and (self.over or (self.attempt >= MAX_ATTEMPTS and not self.leased)):
            self.give_up()

    def claim_text(self, owner: str) -> str:
        if self.notify not in {"queued", "sending"}:
            return "done"
        if self.notify == "sending" and self.notify_ends is not None and self.notify_ends > self.now:
            return "ok" if owner == self.notify_owner else "busy"
        assert self.finished is not None
        expires = self.finished + RETENTION
        if self.notify == "queued" and self.notify_after > self.now and self.now < expires:
            return "busy"
        if self.sends >= MAX_SENDS or self.now >= min(expires, self.finished + DAY):
            self.notify = "unknown" if self.notify == "sending" or self.sends else "failed"
            self.notify_ends, self.phone = None, False
            return "done"
        self.notify, self.notify_owner, self.notify_ends = "sending", owner, self.now + LEASE
        self.notify_token += 1
        self.sends += 1
        return "ok"

    def finish_text(self, token: int, outcome: str) -> str:
        if token != self.notify_token:
            return "fenced"
        if self.notify != "sending":
            return "replay"
        self.notify = {"sent": "sent", "not_sent": "queued", "rejected": "failed"}[outcome]
        self.notify_ends, self.notify_after = None, self.now + WAIT
        self.sends -= outcome == "not_sent"
        self.phone = outcome == "not_sent"
        return "ok"

    @property
    def cleanable(self) -> bool:
        return self.finished is not None and self.now >= self.finished + RETENTION and self.notify != "sending"


class Life(RuleBasedStateMachine):
    """Everything anybody can do to one search."""

    world: World
    person: str

    @initialize(phone=st.booleans())
    def begin(self, phone: bool) -> None:
        given = {"phone_number": PHONE, "max_texts_per_day": 1_000_000} if phone else {}
        self.job_id = self.world.start(
            user_id=self.person,
            max_attempts=MAX_ATTEMPTS,
            deadline_seconds=DEADLINE * UNIT,
            retention_seconds=RETENTION * UNIT,
            max_active=1_000_000,
            **given,
        )
        self.model: Model | None = Model(phone=phone)
        self.rev = 1

    alive = precondition(lambda self: getattr(self, "model", None) is not None)

    @alive
    @rule(owner=OWNERS, twice=st.booleans())
    def claim(self, owner: str, twice: bool) -> None:
        for _ in range(1 + twice):
            said = self.world.claim(self.job_id, owner, LEASE * UNIT)
            assert said["code"] == self.model.claim(owner)
            if said["code"] == "ok":
                assert (said["token"], said["steps"]) == (self.model.token, self.model.steps)

    @alive
    @rule(owner=OWNERS)
    def pull(self, owner: str) -> None:
        claims = self.world.rpc("claim_next", owner=owner, lease_seconds=LEASE * UNIT, limit=5)
        due = not self.model.ended and (
            (self.model.leased and self.model.owner == owner)
            or (not self.model.leased and self.model.run_after <= self.model.now)
        )
        assert [c["code"] for c in claims] == ([self.model.claim(owner)] if due else [])

    @alive
    @rule(
        back=st.integers(0, 2), step=STEPS, output=st.integers(0, 9), progress=st.integers(0, 100), twice=st.booleans()
    )
    def save(self, back: int, step: str, output: int, progress: int, twice: bool) -> None:
        token = self.model.token - back
        for _ in range(1 + twice):
            said = self.world.save(
                self.job_id, token, step, {"n": output}, progress=progress, lease_seconds=LEASE * UNIT
            )
            assert (said["code"], said.get("output")) == self.model.save(token, step, {"n": output}, progress)

    @alive
    @rule(back=st.integers(0, 1))
    def beat(self, back: int) -> None:
        token = self.model.token - back
        said = self.world.save(self.job_id, token, lease_seconds=LEASE * UNIT)
        assert said["code"] == self.model.save(token, None, None, 0)[0]

    @alive
    @rule(back=st.integers(0, 1), wait=st.sampled_from([0.0, WAIT]), twice=st.booleans())
    def release(self, back: int, wait: float, twice: bool) -> None:
        token = self.model.token - back
        for _ in range(1 + twice):
            said = self.world.rpc("yield_job", job_id=self.job_id, token=token, delay_seconds=wait * UNIT)
            assert said["code"] == self.model.release(token, wait)

    @alive
    @rule(back=st.integers(0, 2), twice=st.booleans())
    def complete(self, back: int, twice: bool) -> None:
        token = self.model.token - back
        for _ in range(1 + twice):
            assert self.world.complete(self.job_id, token)["code"] == self.model.complete(token)

    @alive
    @rule(back=st.integers(0, 2), retryable=st.sampled_from([True, True, True, False]), twice=st.booleans())
    def fail(self, back: int, retryable: bool, twice: bool) -> None:
        token = self.model.token - back
        for _ in range(1 + twice):
            said = self.world.fail(self.job_id, token, retryable=retryable, retry_after_seconds=WAIT * UNIT)
            assert said["code"] == self.model.fail(token, retryable=retryable)

    @alive
    @rule(really=st.sampled_from([False, False, False, True]))
    def cancel(self, really: bool) -> None:
        if really:
            said = self.world.rpc("cancel_job", job_id=self.job_id, user=self.person, role=None)
            assert said["code"] == self.model.cancel()

    @alive
    @rule(owner=OWNERS)
    def claim_text(self, owner: str) -> None:
        said = self.world.rpc("claim_notification", job_id=self.job_id, owner=owner, lease_seconds=LEASE * UNIT)
        assert said["code"] == self.model.claim_text(owner)
        if said["code"] == "ok":
            assert (said["token"], said["send"]) == (self.model.notify_token, self.model.sends)

    @alive
    @rule(back=st.integers(0, 1), outcome=st.sampled_from(["sent", "not_sent", "rejected"]), twice=st.booleans())
    def finish_text(self, back: int, outcome: str, twice: bool) -> None:
        token = self.model.notify_token - back
        for _ in range(1 + twice):
            said = self.world.rpc(
                "finish_notification",
                job_id=self.job_id,
                token=token,
                outcome=outcome,
                retry_after_seconds=WAIT * UNIT,
            )
            assert said["code"] == self.model.finish_text(token, outcome)

    @alive
    @rule()
    def sweep(self) -> None:
        self.world.rpc("sweep_jobs")
        self.model.sweep()

    @alive
    @rule()
    def clean(self) -> None:
        self.world.rpc("cleanup_jobs")
        if self.model.cleanable:
            assert self.world.db.sql("select from search_jobs where job_id = $1", self.job_id) == []
            self.model = None

    @rule()
    def look(self) -> None:
        """Do nothing: when every search is cleaned away, nothing else can be done."""

    @alive
    @rule(units=st.sampled_from([1, 1, 2, 3, 3, 10, 90, 220]))
    def pass_time(self, units: int) -> None:
        self.world.pass_time(units * UNIT)
        self.model.now += units

    @invariant()
    def they_agree(self) -> None:
        if getattr(self, "model", None) is None:
            return
        row, model = self.world.row(self.job_id), self.model
        found = {
            "status": row["status"],
            "error": row["error_code"],
            "progress": row["progress"],
            "token": row["lease_token"],
            "attempt": row["attempt"],
            "held": row["lease_expires_at"] is not None,
            "notify": row["notify_state"],
            "notify token": row["notify_token"],
            "sends": row["notify_attempt"],
            "phone": row["phone_number"] is not None,
            "steps": self.world.steps(self.job_id),
        }
        steps = model.steps if model.status != "completed" else {}
        assert found == {
            "status": model.status,
            "error": model.error_code,
            "progress": model.progress,
            "token": model.token,
            "attempt": model.attempt,
            "held": model.lease_ends is not None,
            "notify": model.notify,
            "notify token": model.notify_token,
            "sends": model.sends,
            "phone": model.phone,
            "steps": steps,
        }
        assert row["rev"] >= self.rev
        self.rev = row["rev"]

    def teardown(self) -> None:
        self.world.db.sql("delete from public.search_jobs where job_id = $1", self.job_id)


LIVES = int(os.environ.get("SHORTLIST_LIVES", "20"))
"""Of 40 steps each; the nightly run asks for thousands."""


def live(world: World, lives: int, *, shrink: bool = True) -> None:
    """Compare the database and the model."""
    Life.world, Life.person = world, world.person()
    checked = settings(
        max_examples=lives,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
    )
    run_state_machine_as_test(Life, settings=checked)


def test_the_database_lives_as_the_model_does(world: World) -> None:
    live(world, LIVES)


def test_the_model_would_notice(world: World) -> None:
    """A worker that the fence lets through is found, so agreement means something."""
    original = definitions()["save_step"]
    world.db.sql(original.replace(" or job.lease_token <> p_token", ""))
    try:
        with pytest.raises(AssertionError):
            live(world, 200, shrink=False)
    finally:
        world.db.sql(original)
