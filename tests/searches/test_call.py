"""Which errors of the REST door are worth another try."""

import asyncio
from typing import Any

import httpx
import pytest
from postgrest import AsyncPostgrestClient
from postgrest.exceptions import APIError

from shared.errors import ProviderDown
from shared.store import searches

WORTH_ANOTHER_TRY = [
    (500, '{"code": "57P01", "message": "terminating connection"}'),
    (503, '{"code": "PGRST001", "message": "no connection"}'),
    (500, '{"code": "CONNECTION_CLOSED", "message": "write CONNECTION_CLOSED"}'),
    (500, '{"code": "ECONNREFUSED", "message": "connect"}'),
    (500, '{"code": "40P01", "message": "deadlock detected"}'),
    (500, '{"message": "no code"}'),
    (502, "<html>bad gateway</html>"),
    (520, ""),
]
REFUSALS = [
    (409, '{"code": "PT409", "message": "has ended"}'),
    (404, '{"code": "PGRST202", "message": "no function"}'),
    (401, '{"code": "42501", "message": "permission denied"}'),
    (400, '{"code": "23514", "message": "check"}'),
    (400, '{"code": "22P05", "message": "NUL"}'),
    (413, "<html>too large</html>"),
]


def door(*answers: tuple[int, str]) -> tuple[AsyncPostgrestClient, list[bytes]]:
    """A door that gives these answers, then a good one; and the bodies it got."""
    left, bodies = list(answers), []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        status, text = left.pop(0) if left else (200, '{"code": "ok"}')
        return httpx.Response(status, text=text)

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return AsyncPostgrestClient("http://door", http_client=client, retry_enabled=False), bodies


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "_PAUSE_SECONDS", 0.0)


@pytest.mark.parametrize(("status", "body"), WORTH_ANOTHER_TRY)
def test_an_error_that_may_pass_is_asked_again_in_the_same_words(status: int, body: str) -> None:
    database, bodies = door((status, body), (status, body))

    assert asyncio.run(searches.call(database, "f", {"p": 1})) == {"code": "ok"}

    assert len(bodies) == 3
    assert len(set(bodies)) == 1


@pytest.mark.parametrize(("status", "body"), WORTH_ANOTHER_TRY)
def test_after_three_tries_it_is_reported(status: int, body: str) -> None:
    database, bodies = door(*[(status, body)] * 9)
    with pytest.raises(ProviderDown):
        asyncio.run(searches.call(database, "f", {}))
    assert len(bodies) == 3


@pytest.mark.parametrize(("status", "body"), REFUSALS)
def test_a_refusal_is_not_argued_with(status: int, body: str) -> None:
    database, bodies = door(*[(status, body)] * 9)
    with pytest.raises(APIError):
        asyncio.run(searches.call(database, "f", {}))
    assert len(bodies) == 1


def test_an_id_cannot_be_guessed() -> None:
    made: set[Any] = {searches.new_job_id(1_795_600_000) for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(job_id) == len("job_1795600000_") + 32 for job_id in made)
