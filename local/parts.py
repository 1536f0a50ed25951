"""The processes of the stack, each on the listening socket it is given."""

import json
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from local.children import Child
from local.doors import url
from local.state import ROOT, Keys


def supabase(
    door: socket.socket,
    postgres_url: str,
    keys: Keys,
    *,
    folder: Path,
    sql: Path = ROOT / "supabase",
    bootstrap: Path = ROOT / "local/bootstrap.sql",
    clones: bool = False,
) -> Child:
    """The doors of Supabase, ready once the migrations below ``sql`` are applied; files and log go to ``folder``."""
    instance = str(uuid4())
    names = ("jwt_secret", "publishable_key", "secret_key")
    return Child(
        "supabase",
        ["node", str(ROOT / "local/supabase.mjs")],
        log=folder / "logs/supabase.log",
        ready=answers(f"{url(door)}/_dev/health", instance),
        environment={
            "BOOTSTRAP_SQL": str(bootstrap),
            "CLONES": "1" if clones else "",
            "DO_NOT_TRACK": "1",
            "EXPERIMENTAL_STORAGE": "1",
            "INSTANCE": instance,
            "LISTEN_FD": str(door.fileno()),
            "MIGRATIONS_DIR": str(sql / "migrations"),
            "PORT": str(door.getsockname()[1]),
            "POSTGRES_URL": postgres_url,
            "SEED_SQL": str(sql / "seed.sql"),
            "STORAGE_DIR": str(folder / "storage"),
            **{f"SUPABASE_{name}".upper(): value for name, value in asdict(keys).items() if name in names},
        },
        cwd=folder,
        doors=[door.fileno()],
    )


def functions(door: socket.socket, environment: Mapping[str, str], log: Path) -> Child:
    """Every function of ``app.py`` in one process."""
    return Child(
        "functions",
        [
            *(sys.executable, "-m", "uvicorn", "app:app", "--fd", str(door.fileno())),
            *("--timeout-graceful-shutdown", "1", "--timeout-keep-alive", "65", "--no-access-log"),
        ],
        log=log,
        ready=answers(f"{url(door)}/health"),
        environment=environment,
        cwd=ROOT,
        doors=[door.fileno()],
    )


def aws(door: socket.socket, log: Path) -> Child:
    """SNS, SQS and S3."""
    return Child(
        "aws",
        [sys.executable, "-m", "local.aws"],
        log=log,
        ready=answers(f"{url(door)}/moto-api/data.json"),
        environment={"LISTEN_FD": str(door.fileno())},
        cwd=ROOT,
        doors=[door.fileno()],
    )


def errands(board: socket.socket, environment: Mapping[str, str], log: Path, workers: Path) -> Child:
    """The schedule, the queue's consumer and the sample board; it is ready once it runs: its door is open before."""
    return Child(
        "errands",
        [sys.executable, "-m", "local.errands"],
        log=log,
        ready=lambda _: True,
        environment={**environment, "LISTEN_FD": str(board.fileno()), "WORKERS": str(workers)},
        cwd=ROOT,
        doors=[board.fileno()],
    )


def answers(address: str, instance: str | None = None) -> Callable[[int], bool]:
    """Ask over HTTP. The socket is ours, so whoever answers is our child; ``instance`` makes sure where it matters."""

    def ask(_: int) -> bool:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return instance is None or json.load(response).get("instance") == instance
        except urllib.error.HTTPError as refused:
            refused.close()
            return instance is None
        except (OSError, ValueError):
            return False

    return ask
