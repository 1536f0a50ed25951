"""Searches by SQL alone: what tests, the model and the mutants share."""

import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pg8000.exceptions import DatabaseError

from shared.store.searches import new_job_id

PHONE = "+4915112345678"
_JSON = {"request", "results", "meta", "output", "checkpoint"}
_people = itertools.count(1)


class World:
    """One database and the people in it. ``db`` is the tests' ``Database``."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self.waited = False

    def rpc(self, function: str, *, role: str | None = "service_role", user: Any = None, **arguments: Any) -> Any:
        """Call a function, as the service unless told otherwise."""
        named = ", ".join(f"p_{name} => ${i}" for i, name in enumerate(arguments, 1))
        values = [json.dumps(value) if name in _JSON else value for name, value in arguments.items()]
        return self.db.value(f"select public.{function}({named})", *values, role=role, user=user)

    def create(self, **given: Any) -> dict[str, Any]:
        """Ask for a search."""
        given = {"job_id": new_job_id(), "kind": "probe", "request_hash": "r"} | given
        if given.get("phone_number"):
            given.setdefault("phone_hash", f"keyed hash {hash(given['phone_number'])}")
        verdict: dict[str, Any] = self.rpc("create_job", **given)
        return verdict

    def start(self, **given: Any) -> str:
        """Start a search; its id."""
        verdict = self.create(**given)
        assert verdict["code"] == "created", verdict
        return str(verdict["job_id"])

    def claim(self, job_id: str, owner: str = "one", lease_seconds: float = 60) -> dict[str, Any]:
        """Claim a search."""
        verdict: dict[str, Any] = self.rpc("claim_job", job_id=job_id, owner=owner, lease_seconds=float(lease_seconds))
        return verdict

    def claimed(self, job_id: str | None = None, **given: Any) -> tuple[str, int]:
        """Start and claim a search; its id and token."""
        job_id = job_id or self.start(**given)
        verdict = self.claim(job_id)
        assert verdict["code"] == "ok", verdict
        return job_id, verdict["token"]

    def completed(self, **given: Any) -> str:
        """Start, claim and complete a search; its id."""
        job_id, token = self.claimed(**given)
        assert self.complete(job_id, token)["code"] == "ok"
        return job_id

    def save(
        self, job_id: str, token: int, step: str | None = None, output: Any = None, **given: Any
    ) -> dict[str, Any]:
        """Store a step, or beat."""
        if step is not None:
            given |= {"step_key": step, "output": {"of": step} if output is None else output}
        verdict: dict[str, Any] = self.rpc("save_step", job_id=job_id, token=token, **given)
        return verdict

    def complete(self, job_id: str, token: int, results: Any = None) -> dict[str, Any]:
        """Complete a search."""
        verdict: dict[str, Any] = self.rpc("complete_job", job_id=job_id, token=token, results=results or {"items": []})
        return verdict

    def fail(self, job_id: str, token: int, **given: Any) -> dict[str, Any]:
        """Report a failure."""
        verdict: dict[str, Any] = self.rpc("fail_job", job_id=job_id, token=token, **({"error_code": "broken"} | given))
        return verdict

    def row(self, job_id: str) -> dict[str, Any]:
        """Read a search as superuser."""
        return dict(self.db.sql("select * from public.search_jobs where job_id = $1", job_id)[0])

    def steps(self, job_id: str) -> dict[str, Any]:
        """Read the stored steps as superuser."""
        found = self.db.sql("select step_key, output from public.search_job_steps where job_id = $1", job_id)
        return {step["step_key"]: step["output"] for step in found}

    def person(self) -> str:
        """Sign somebody up; the id."""
        email = f"person-{next(_people)}@example.org"
        return str(
            self.db.value("insert into auth.users (id, email) values (gen_random_uuid(), $1) returning id", email)
        )

    def pass_time(self, seconds: float) -> None:
        """Let time go by for every search: their moments move into the past."""
        moments = self.db.sql(
            "select attname::text as name from pg_attribute where attrelid = 'public.search_jobs'::regclass"
            " and atttypid = 'timestamptz'::regtype and attnum > 0"
        )
        shifts = ", ".join(f"{m['name']} = {m['name']} - make_interval(secs => {float(seconds)})" for m in moments)
        self.db.sql(
            f"begin; set local session_replication_role = replica; update public.search_jobs set {shifts}; commit"
        )

    @contextmanager
    def elsewhere(self) -> Iterator["World"]:
        """Another connection, which gives up on a lock that is held longer than any test holds one."""
        with self.db.connect() as other:
            other.sql("set lock_timeout = '3s'")
            yield World(other)

    def in_the_middle_of(
        self, first: Callable[["World"], Any], second: Callable[["World"], Any], *, hold_seconds: float = 0.0
    ) -> tuple[Any, Any]:
        """Call ``second`` while ``first`` is done but not committed; both answers. ``waited``: the second had to."""
        answers: list[Any] = []

        def run() -> None:
            try:
                answers.append(second(other))
            except DatabaseError as error:
                answers.append(error)

        with self.elsewhere() as other, self.elsewhere() as holder:
            pid = other.db.value("select pg_backend_pid()")
            holder.db.sql("begin; set local role service_role")
            answer = first(Held(holder.db))
            thread = threading.Thread(target=run)
            thread.start()
            self.waited = self._waits(pid, thread)
            time.sleep(hold_seconds)
            holder.db.sql("commit")
            thread.join(5)
        if isinstance(answers[0], DatabaseError):
            raise answers[0]
        return answer, answers[0]

    def _waits(self, pid: int, thread: threading.Thread) -> bool:
        """Look on until the other connection waits for a lock or is done."""
        while thread.is_alive():
            thread.join(0.01)
            waits = "select exists (select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock')"
            if thread.is_alive() and self.db.value(waits, pid):
                return True
        return False


class Held(World):
    """A world inside a transaction that somebody else ends."""

    def rpc(self, function: str, *, role: str | None = None, user: Any = None, **arguments: Any) -> Any:
        if user is not None:
            self.db.sql("select set_config('request.jwt.claim.sub', $1, true)", str(user))
            self.db.sql("select set_config('request.jwt.claims', $1, true)", json.dumps({"sub": str(user)}))
            self.db.sql("set local role authenticated")
        try:
            return super().rpc(function, role=None, user=None, **arguments)
        finally:
            if user is not None:
                self.db.sql("set local role service_role")
