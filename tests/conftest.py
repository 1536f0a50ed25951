"""The real stack, shared by the whole run: one Postgres and one Supabase server, a copied database per worker.

What a test asks for decides what is started; a run of pure tests starts nothing. The fixtures for everyone:

``db``             SQL as superuser, or as a role with a user's claims: ``db.sql("select $1::int", 1, role="anon")``
``user``           a signed-up person with a token; ``other_user`` another, ``make_user()`` any number of them
``supabase_for``   the official client with somebody's token: ``supabase_for(user.token).table("resumes")…``
``http``           an ``httpx.Client`` of the functions, served by uvicorn on this worker's database
``sent_texts``     the text messages this test caused: ``sent_texts() -> [{"phone_number": …, "message": …}]``
``bearer``         the header with which somebody calls: ``headers=bearer(user)``; ``mint_token`` signs any claims
``stack``          URLs and keys; ``environment`` the settings that the functions run with; ``moto`` the AWS doors

Whatever touches the database goes through ``db``, which empties every table after the test. Identities keep rising, so
no test may expect a certain id.
"""

import fcntl
import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import pg8000.native
import pytest
from supabase import Client, ClientOptions, create_client

from local import parts
from local.children import Child
from local.doors import listen, url
from local.environment import functions_environment
from local.stack import Stack
from local.state import ROOT, State
from shared.config import Settings

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class User:
    """A signed-up person."""

    id: UUID
    email: str
    token: str


class Database:
    """One connection to this worker's database."""

    def __init__(self, address: str) -> None:
        parts = httpx.URL(address)
        self.address = address
        self._connection = pg8000.native.Connection(
            parts.username, host=parts.host, port=parts.port, database=parts.path.strip("/"), password=parts.password
        )

    def sql(self, query: str, *args: object, role: str | None = None, user: User | UUID | None = None) -> list[dict]:
        """Run one statement (several when there are no arguments) in a transaction of its own and return its rows.

        Arguments are ``$1``, ``$2``, …; a dict becomes JSON, a list an array. ``role`` is ``anon``, ``authenticated``
        or ``service_role``; with ``user`` alone it is ``authenticated``. A failed statement raises
        ``pg8000.exceptions.DatabaseError`` whose ``args[0]["C"]`` is the SQLSTATE.
        """
        if role is None and user is None:
            return self._run(query, args)
        role = role or "authenticated"
        claims = {"role": role} | ({"sub": str(getattr(user, "id", user))} if user else {})
        with self.transaction():
            self._run(
                "select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),"
                " set_config('request.jwt.claim.role', $3, true), set_config('role', $3, true)",
                (json.dumps(claims), claims.get("sub", ""), role),
            )
            return self._run(query, args)

    def value(self, query: str, *args: object, role: str | None = None, user: User | UUID | None = None) -> Any:
        """Return the first column of the first row."""
        return next(iter(self.sql(query, *args, role=role, user=user)[0].values()))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep several statements together; an exception takes them back."""
        self._run("begin", ())
        try:
            yield
        except BaseException:
            self._run("rollback", ())
            raise
        self._run("commit", ())

    @contextmanager
    def connect(self) -> Iterator["Database"]:
        """Open another connection to the same database, for races; use it from one thread at a time."""
        other = Database(self.address)
        try:
            yield other
        finally:
            other.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _run(self, query: str, args: Sequence[object]) -> list[dict]:
        run = self._connection.execute_unnamed if args else self._connection.execute_simple
        result = run(query, args) if args else run(query)
        names = [column["name"] for column in result.columns or ()]
        return [dict(zip(names, row, strict=True)) for row in result.rows or ()]


@pytest.fixture(scope="session")
def state(request: pytest.FixtureRequest) -> State:
    """The folder of this run's stack, shared by its workers."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", f"{os.getpid()}")
    return State(Path(tempfile.gettempdir()) / f"shortlist-tests-{run}")


@pytest.fixture(scope="session")
def whole_stack(request: pytest.FixtureRequest, state: State) -> Iterator[Stack]:
    """Postgres and the Supabase doors; whoever comes first starts them, and they leave with the test run."""
    works_for_another = hasattr(request.config, "workerinput")
    run = os.getppid() if works_for_another else os.getpid()
    state.logs.mkdir(parents=True, exist_ok=True)
    pid = None
    with (state.folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.stack.exists():
            command = [sys.executable, "-m", "local", "--state", str(state.folder), "serve-tests", str(run)]
            log = state.folder.with_suffix(".log")
            # Not a Popen: the process outlives a worker, and a forgotten Popen warns about that.
            pid = os.posix_spawn(
                command[0],
                command,
                {**os.environ, "PYTHONPATH": str(ROOT)},
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
                    (os.POSIX_SPAWN_DUP2, 1, 2),
                ],
                setsid=True,
            )
            deadline = time.monotonic() + START_SECONDS
            while not state.stack.exists():
                if os.waitpid(pid, os.WNOHANG)[0] or time.monotonic() > deadline:
                    pytest.exit(f"the stack did not start:\n{log.read_text()}", returncode=3)
                time.sleep(0.05)
            log.unlink()
    yield Stack.read(state.stack)
    if pid and not works_for_another:
        os.kill(pid, 15)
        os.waitpid(pid, 0)


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest, whole_stack: Stack, worker_id: str) -> Iterator[Stack]:
    """The doors of this worker: its own copy of the database, its own functions, its own AWS."""
    name = f"t_{worker_id}"
    manage = httpx.Client(headers={"apikey": whole_stack.secret_key}, timeout=30)
    with manage:
        door = f"{whole_stack.supabase_url}/_dev/db/{name}"
        manage.post(door).raise_for_status()
        with listen(0) as functions, listen(0) as moto:
            request.config.stash[DOORS] = {"functions": functions, "moto": moto}
            yield replace(
                whole_stack,
                api_url=url(functions),
                supabase_url=f"{whole_stack.supabase_url}/t/{name}",
                postgres_url=f"{whole_stack.postgres_url.rpartition('/')[0]}/{name}",
                moto_url=url(moto),
            )
        with suppress(httpx.HTTPError):
            manage.delete(door)


DOORS = pytest.StashKey[dict[str, Any]]()
SERVED = pytest.StashKey[Child]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the functions logged beside a failed test that called them."""
    report = yield
    if report.failed and "http" in getattr(item, "fixturenames", ()) and (child := item.config.stash.get(SERVED, None)):
        report.sections.append(("functions", child.tail(30)))
    return report


@pytest.fixture(scope="session")
def environment(stack: Stack, state: State) -> dict[str, str]:
    """The settings that this worker's functions run with; what the developer's shell has set does not count."""
    return dict.fromkeys((name.upper() for name in Settings.model_fields), "") | functions_environment(
        stack, state.keys()
    )


@pytest.fixture(scope="session")
def connection(stack: Stack) -> Iterator[tuple[Database, str]]:
    """The worker's connection, and the statement that empties the tables which the migrations left empty."""
    database = Database(stack.postgres_url)
    tables = [
        row["name"]
        for row in database.sql(
            "select format('%I.%I', schemaname, tablename) as name from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema', 'supabase_migrations')"
        )
    ]
    empty = [name for name in tables if not database.value(f"select exists (select from {name})")]
    settings = ["set local session_replication_role = replica", "set local lock_timeout = '20s'"]
    sweep = [*settings, *(f"delete from {name}" for name in empty)]
    yield database, "; ".join(["begin", *sweep, "commit"])
    database.close()


@pytest.fixture
def db(connection: tuple[Database, str]) -> Iterator[Database]:
    """The worker's database, emptied after the test."""
    database, sweep = connection
    yield database
    database.sql(sweep)


@pytest.fixture
def make_user(db: Database, stack: Stack) -> Callable[..., User]:
    """Sign up people: ``make_user()``, or ``make_user("name@example.org")``."""

    def make(email: str | None = None) -> User:
        person = uuid4()
        email = email or f"{person.hex[:12]}@example.org"
        db.sql("insert into auth.users (id, email) values ($1, $2)", person, email)
        return User(person, email, mint(stack, sub=str(person), email=email))

    return make


def mint(stack: Stack, *, seconds: float = 3600, **claims: object) -> str:
    """A token as the project's Auth would sign it; claims replace the usual ones."""
    now = datetime.now(UTC)
    usual = {"role": "authenticated", "aud": "authenticated", "iat": now, "exp": now + timedelta(seconds=seconds)}
    return jwt.encode(usual | claims, stack.jwt_secret, "HS256")


@pytest.fixture
def mint_token(stack: Stack) -> Callable[..., str]:
    """Sign any claims: ``mint_token(sub=…, seconds=-60)`` has expired a minute ago."""
    return lambda **claims: mint(stack, **claims)


@pytest.fixture
def user(make_user: Callable[..., User]) -> User:
    """A signed-up person."""
    return make_user()


@pytest.fixture
def other_user(make_user: Callable[..., User]) -> User:
    """Another signed-up person."""
    return make_user()


@pytest.fixture(scope="session")
def shared_client() -> Iterator[httpx.Client]:
    """One TLS context and pool for all official clients of this worker; whose call it is, each says itself."""
    with httpx.Client(timeout=30) as client:
        yield client


@pytest.fixture
def supabase_for(db: Database, stack: Stack, shared_client: httpx.Client) -> Callable[[str | None], Client]:
    """Make the official client for a token; None is a caller who has not signed in."""

    @cache
    def make(token: str | None = None) -> Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        options = ClientOptions(
            headers=headers, auto_refresh_token=False, persist_session=False, httpx_client=shared_client
        )
        return create_client(stack.supabase_url, stack.publishable_key, options)

    return make


@pytest.fixture(scope="session")
def moto(stack: Stack, state: State, request: pytest.FixtureRequest, worker_id: str) -> Iterator[str]:
    """This worker's SNS, SQS and S3; the URL for ``AWS_ENDPOINT_URL``."""
    child = parts.aws(request.config.stash[DOORS]["moto"], state.logs / f"aws-{worker_id}.log")
    child.start()
    yield stack.moto_url
    child.ask_to_stop()
    child.stop(3)


@pytest.fixture(scope="session")
def functions(
    stack: Stack, state: State, environment: dict[str, str], moto: str, request: pytest.FixtureRequest, worker_id: str
) -> Iterator[str]:
    """Every function of ``app.py`` in a process of its own, on this worker's database; the URL."""
    log = state.logs / f"functions-{worker_id}.log"
    child = parts.functions(request.config.stash[DOORS]["functions"], environment, log)
    request.config.stash[SERVED] = child
    child.start()
    child.wait_ready(START_SECONDS)
    yield stack.api_url
    child.ask_to_stop()
    child.stop(5)


@pytest.fixture
def http(db: Database, functions: str) -> Iterator[httpx.Client]:
    """A client of the functions: ``http.post("/match", json=…, headers=bearer(user))``."""
    with httpx.Client(base_url=functions, timeout=30) as client:
        yield client


@pytest.fixture
def bearer() -> Callable[[User], dict[str, str]]:
    """The header with which a person calls."""
    return lambda person: {"Authorization": f"Bearer {person.token}"}


@pytest.fixture
def sent_texts(moto: str) -> Callable[[], list[dict[str, str]]]:
    """Read the text messages sent since the test began, oldest first."""

    def read() -> list[dict[str, str]]:
        with urllib.request.urlopen(f"{moto}/moto-api/data.json", timeout=30) as response:
            return json.load(response).get("sns", {}).get("SMS", [])

    before = {message["message_id"] for message in read()}
    return lambda: [message for message in read() if message["message_id"] not in before]
