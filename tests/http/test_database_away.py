"""What a database that is not there says, and what the caller hears of it: 503 and when to come back, never a crash."""

import asyncio

import httpx
import pytest
from postgrest.exceptions import APIError

from shared.errors import InvalidRequest, ProviderDown
from shared.store.client import execute

AWAY = ["08006", "08P01", "53300", "57P01", "57P03", "PGRST000", "PGRST003", "502", "503", "504", "57014"]
OWN = ["PT404", "P0001", "23505", "PGRST204", "42P01", "400", ""]


def failing(error: Exception) -> BaseException:
    async def request() -> None:
        raise error

    with pytest.raises(Exception) as raised:  # noqa: PT011  which one is what is asked
        asyncio.run(execute(request()))
    return raised.value


@pytest.mark.parametrize("code", AWAY)
def test_a_database_that_is_away_is_said_to_be_away(code: str) -> None:
    raised = failing(APIError({"code": code, "message": "terminating connection"}))

    assert isinstance(raised, ProviderDown)
    assert raised.status == 503
    assert raised.retry_after == 2


@pytest.mark.parametrize("code", OWN)
def test_what_the_database_means_stays_what_it_is(code: str) -> None:
    error = APIError({"code": code, "message": "no such row"})

    assert failing(error) is error


def test_a_broken_value_is_the_callers() -> None:
    assert isinstance(failing(APIError({"code": "22P02", "message": "invalid input syntax"})), InvalidRequest)


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("")]
)
def test_a_line_that_broke_is_an_absence_too(error: httpx.HTTPError) -> None:
    assert isinstance(failing(error), ProviderDown)
