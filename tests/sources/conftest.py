"""A web of one's own for every test here."""

from collections.abc import Iterator

import pytest

from tests.sources.internet import Internet, internet


@pytest.fixture
def web() -> Iterator[Internet]:
    """Serve whatever the test says."""
    with internet() as world:
        yield world
