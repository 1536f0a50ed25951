"""A stack of its own for a benchmark, gone afterwards."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pg8000.native

from local.stack import Stack
from local.state import State
from local.supervisor import Options, Supervisor


@contextmanager
def bench_stack() -> Iterator[Stack]:
    """Start everything on free ports, with an empty database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="shortlist-bench-") as folder:
        state = State(Path(folder))
        state.hold()
        try:
            with Supervisor(state, Options(any_ports=True), say=lambda _: None) as supervisor:
                yield supervisor.stack
        finally:
            state.forget()


def database(stack: Stack) -> pg8000.native.Connection:
    """Connect as the superuser."""
    from urllib.parse import urlsplit

    parts = urlsplit(stack.postgres_url)
    return pg8000.native.Connection(
        parts.username, host=parts.hostname, port=parts.port, database=parts.path.strip("/"), password=parts.password
    )


def sign_up(stack: Stack) -> tuple[str, str]:
    """Make a person; return the id and a token."""
    person = str(uuid.uuid4())
    connection = database(stack)
    connection.run("insert into auth.users (id, email) values (:id, :email)", id=person, email=f"{person}@example.org")
    connection.close()
    expiry = datetime.now(UTC) + timedelta(hours=1)
    claims = {"sub": person, "role": "authenticated", "aud": "authenticated", "exp": expiry}
    return person, jwt.encode(claims, stack.jwt_secret, "HS256")
