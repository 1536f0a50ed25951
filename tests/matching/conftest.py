"""The model server of the client's tests."""

from tests.llm.conftest import server

__all__ = ["server"]
