"""A model server per test, and nothing remembered of the one before."""

from collections.abc import Iterator

import pytest

from shared.llm import client
from tests.llm.server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    client._known.clear()
    with ModelServer().running() as server:
        yield server
    client._known.clear()
