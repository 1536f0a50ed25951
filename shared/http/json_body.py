"""JSON from outside, made safe to store: what Postgres cannot hold never gets past the door.

NUL cannot be stored in ``text`` or ``jsonb`` and a lone surrogate is not UTF-8, so both are taken out of every string;
a number beyond a double (``1e400``) is refused by name, as are constants that are not JSON (``NaN``, ``Infinity``).
"""

import json
import math
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from pydantic_core import PydanticCustomError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.errors import InvalidRequest

_DEEPEST = 64
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def bad_request(message: str) -> PydanticCustomError:
    """Raise this in a validator where the contract wants a 400 with exactly these words."""
    return PydanticCustomError("bad_request", "{words}", {"words": message})


def clean(text: str) -> str:
    """Take out what can be neither stored nor encoded."""
    return _UNSTORABLE.sub("", text)


def parse(body: bytes) -> Any:
    """Parse a JSON body; raises ``json.JSONDecodeError`` or :class:`InvalidRequest`."""
    try:
        return _cleaned(json.loads(body, parse_constant=_refuse_constant), 0)
    except (RecursionError, UnicodeDecodeError) as error:
        raise InvalidRequest("The body is not valid JSON.") from error


def _refuse_constant(name: str) -> float:
    raise InvalidRequest(f"{name} is not a JSON number.")


def _cleaned(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise InvalidRequest(f"The body is nested deeper than {_DEEPEST} levels.")
    match value:
        case str():
            return clean(value)
        case float() if not math.isfinite(value):
            raise InvalidRequest("The body holds a number out of range.")
        case list():
            return [_cleaned(item, depth + 1) for item in value]
        case dict():
            return {clean(key): _cleaned(item, depth + 1) for key, item in value.items()}
    return value


class _CleanRequest(Request):
    async def json(self) -> Any:
        if not hasattr(self, "_cleaned_json"):
            self._cleaned_json = parse(await self.body())
        return self._cleaned_json


class _CleanRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_clean(request: Request) -> Response:
            try:
                return await handle(_CleanRequest(request.scope, request.receive))
            except HTTPException as error:
                # FastAPI wraps whatever reading a body raises; ours says more.
                if isinstance(error.__cause__, InvalidRequest):
                    raise error.__cause__ from None
                raise

        return handle_clean


def router() -> APIRouter:
    """Return a router whose endpoints receive cleaned JSON."""
    return APIRouter(route_class=_CleanRoute)
