"""A form with one file in it, off the wire."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from shared.errors import InvalidRequest


@asynccontextmanager
async def form_of(request: Request, *, max_fields: int) -> AsyncIterator[FormData]:
    """Yield the form of a request, with one file at most; raises :class:`InvalidRequest`."""
    try:
        form = await request.form(max_files=1, max_fields=max_fields)
    except UnicodeError as error:
        # The caller names the charset, and some of Python's codecs refuse whatever they are given.
        raise InvalidRequest("The form is not written in the charset that it names.") from error
    except HTTPException as error:
        raise InvalidRequest(f"The form cannot be read: {error.detail}") from error
    try:
        yield form
    finally:
        await form.close()
