"""The stack's parts by themselves: children, doors, cluster, migrations."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.children import CRASHES_PER_MINUTE, Child, CrashLoop, NotReady
from local.doors import HOST, free_port, listen
from local.environment import read_env_file
from local.postgres import Cluster, installed
from local.stack import Stack
from local.state import ROOT, Running, State
from tests.conftest import Database


def child(tmp_path: Path, code: str, *, ready: bool = True) -> Child:
    return Child("sleeper", [sys.executable, "-c", code], log=tmp_path / "log", ready=lambda _: ready)


def test_a_crash_loop_ends_with_the_log(tmp_path):
    dying = child(tmp_path, "raise SystemExit('no luck today')")
    dying.start()

    with pytest.raises(CrashLoop, match="no luck today"):  # noqa: PT012  the count is the claim
        for _ in range(CRASHES_PER_MINUTE + 1):
            dying.process.wait(10)
            assert dying.dead()
            dying.restart()
    dying.process.wait(10)


def test_a_child_that_dies_early_is_not_waited_for(tmp_path):
    dying = child(tmp_path, "print('said this'); raise SystemExit(1)", ready=False)
    dying.start()

    with pytest.raises(NotReady, match="said this"):
        dying.wait_ready(20)


def test_a_deaf_child_is_forced_to_stop(tmp_path):
    deaf = child(
        tmp_path, "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    )
    deaf.start()
    while not deaf.tail():
        assert not deaf.dead()
    deaf.ask_to_stop()
    deaf.stop(0.2)

    assert deaf.process.returncode == -signal.SIGKILL


def test_the_watcher_ends_what_its_supervisor_left(tmp_path):
    left = subprocess.Popen(["sleep", "60"], start_new_session=True)
    watcher = subprocess.Popen([sys.executable, "-m", "local.watcher"], cwd=ROOT, stdin=subprocess.PIPE)

    watcher.communicate(f"1234567 {left.pid}\n".encode(), timeout=20)

    assert left.wait(5) == -signal.SIGKILL


def test_a_taken_port_is_left_to_its_owner():
    with listen(0) as first, listen(first.getsockname()[1]) as second:
        assert second.getsockname()[1] != first.getsockname()[1]


def test_a_door_holds_callers_until_someone_answers():
    with listen(0) as door, socket.create_connection((HOST, door.getsockname()[1]), timeout=5) as caller:
        caller.sendall(b"hello")
        accepted, _ = door.accept()
        with accepted:
            assert accepted.recv(5) == b"hello"


def test_a_state_has_one_holder(tmp_path):
    first = State(tmp_path / "state")
    first.hold()

    with pytest.raises(Running):
        State(tmp_path / "state").hold()
    assert State(tmp_path / "state").holder() == os.getpid()


def test_keys_stay_and_new_ones_join_them(tmp_path):
    state = State(tmp_path)
    (tmp_path / "keys.json").write_text('{"postgres_password": "as it was", "left over": "from an older version"}')

    keys = state.keys()

    assert keys.postgres_password == "as it was"
    assert keys.worker_secret
    assert State(tmp_path).keys() == keys


def test_the_environment_wins_over_the_env_file(tmp_path, monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    (tmp_path / ".env").write_text("# LOG_LEVEL=x\nLOG_LEVEL=INFO\nLLM_MODEL='a=b'\nLLM_API_KEY=\n")

    assert read_env_file(tmp_path / ".env") == {"LLM_MODEL": "a=b"}


def test_a_half_made_cluster_is_begun_anew(tmp_path):
    state = State(tmp_path / "state")
    state.logs.mkdir(parents=True)
    (state.postgres / "data/base").mkdir(parents=True)
    (state.postgres / "data/PG_VERSION").write_text("17\n")
    try:
        cluster = Cluster(state, "secret", durable=False)
        cluster.prepare()
        server = cluster.child(port=0)

        assert (state.postgres / "made").exists()
        assert (cluster.data / "global/pg_control").exists()
        assert server.stop_signal == signal.SIGINT
        assert os.geteuid() != 0 or server.user != (0, 0)
    finally:
        state.forget()


def test_a_cluster_whose_keys_are_gone_is_begun_anew(tmp_path):
    state = State(tmp_path / "state")
    state.logs.mkdir(parents=True)
    try:
        for password in ("first", "second"):
            Cluster(state, password, durable=False).prepare()
            assert not (state.postgres / "data/left").exists()
            (state.postgres / "data/left").touch()

        Cluster(state, "second", durable=False).prepare()

        assert (state.postgres / "data/left").exists()
    finally:
        state.forget()


@pytest.mark.skipif(os.geteuid() != 0, reason="a normal user runs Postgres as itself")
def test_root_runs_it_as_somebody_else_even_from_a_closed_home(tmp_path):
    home = tmp_path / "home"
    shutil.copytree(installed(), home / "native", symlinks=True)
    home.chmod(0o700)
    state = State(tmp_path / "state")
    state.logs.mkdir(parents=True)
    cluster = Cluster(state, "secret", durable=False, binaries=home / "native")
    cluster.prepare()
    server = cluster.child(free_port(0))
    try:
        server.start()
        server.wait_ready(20)

        assert Path(f"/proc/{server.process.pid}").stat().st_uid != 0
    finally:
        server.ask_to_stop()
        server.stop(5)
        state.forget()


@contextmanager
def database_of(folder: Path, **options: Path) -> Iterator[Database]:
    """Start Postgres and the doors alone, with these options; the database as it is then."""
    chosen = ", ".join(f"{name}=Path({str(path)!r})" for name, path in options.items())
    program = f"""
from pathlib import Path
from local.state import State
from local.supervisor import Options, Supervisor
state = State(Path({str(folder)!r}))
state.hold()
with Supervisor(state, Options(functions=False, durable=False, any_ports=True, {chosen})) as supervisor:
    print("ready", flush=True)
    supervisor.watch()
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n", State(folder).logs
            database = Database(Stack.read(State(folder).stack).postgres_url)
            yield database
            database.close()
        finally:
            process.send_signal(signal.SIGTERM)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "state"
    State(tmp_path / "state").forget()


def test_later_migrations_and_the_seed_are_applied_once(folder, tmp_path):
    migrations = tmp_path / "supabase/migrations"
    migrations.mkdir(parents=True)
    (migrations / "20260101000000_first.sql").write_text("create table public.things (name text not null);")
    (migrations / "README.md").write_text("no migration")
    (tmp_path / "supabase/seed.sql").write_text("insert into public.things values ('seeded');")

    with database_of(folder, supabase=tmp_path / "supabase") as database:
        assert database.sql("select name from public.things") == [{"name": "seeded"}]

    (migrations / "20260101000001_second.sql").write_text("insert into public.things values ('second'); -- one; line")
    with database_of(folder, supabase=tmp_path / "supabase") as database:
        assert database.sql("select name from public.things order by name") == [{"name": "second"}, {"name": "seeded"}]
        history = database.sql("select version, name from supabase_migrations.schema_migrations order by version")
        assert [(row["version"], row["name"]) for row in history] == [
            ("20260101000000", "first"),
            ("20260101000001", "second"),
        ]


PRIVILEGES = """
    select 'table ' || c.oid::regclass as object, coalesce(c.relacl, acldefault('r', c.relowner))::text[] as granted
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'S', 'm', 'p')
    union all
    select 'function ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner))::text[]
      from pg_proc p where p.pronamespace = 'public'::regnamespace
"""


def test_the_migrations_grant_the_same_with_and_without_default_privileges(db, folder, tmp_path):
    """Projects made since 2026-10-30 start without the defaults that older ones and the official local stack have."""
    sparse = tmp_path / "bootstrap.sql"
    generous = (ROOT / "local/bootstrap.sql").read_text()
    sparse.write_text(re.sub(r"^alter default privileges.*$", "", generous, flags=re.MULTILINE))

    with database_of(folder, bootstrap=sparse) as database:
        without = {row["object"]: sorted(row["granted"]) for row in database.sql(PRIVILEGES)}

    assert without == {row["object"]: sorted(row["granted"]) for row in db.sql(PRIVILEGES)}
    assert without
