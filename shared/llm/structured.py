"""An answer in a given shape, from models that can and models that cannot.

The ladder is ``json_schema`` (constrained) → ``json_object`` → prompted JSON; a model that refuses a rung is asked on
the next one, and the rung is remembered for the process. Whatever comes back is validated; one repair is asked for.
"""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.llm.client import ChatClient, Message, known
from shared.llm.deadline import Deadline
from shared.llm.faults import BadOutput, SchemaRefused
from shared.llm.prompt import prompt

Shape = TypeVar("Shape", bound=BaseModel)

RUNGS = ("json_schema", "json_object", "prompted")
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


async def ask(
    client: ChatClient, messages: list[Message], shape: type[Shape], deadline: Deadline, *, max_tokens: int = 4096
) -> Shape:
    """Ask for an answer of ``shape``; raises a :class:`shared.llm.faults.ModelFault`."""
    about = known(client.provider)
    schema = strict(shape.model_json_schema())
    while True:
        rung = about.rung
        shown, response_format = _dressed(messages, RUNGS[rung], shape.__name__, schema)

        async def complete(asked: list[Message], response_format: dict[str, Any] | None = response_format) -> str:
            answer = await client.complete(asked, deadline, response_format=response_format, max_tokens=max_tokens)
            return answer.text

        try:
            return await validated(complete, shown, shape)
        except SchemaRefused:
            if rung + 1 == len(RUNGS):
                raise
            about.rung = max(about.rung, rung + 1)


def _dressed(
    messages: list[Message], rung: str, name: str, schema: dict[str, Any]
) -> tuple[list[Message], dict[str, Any] | None]:
    """Return the messages and the response format that ask for a shape on a rung of the ladder."""
    if rung == "json_schema":
        return messages, {"type": rung, "json_schema": {"name": name, "strict": True, "schema": schema}}
    shown = [*messages, {"role": "system", "content": prompt("json_only", schema=json.dumps(schema))}]
    return shown, {"type": rung} if rung == "json_object" else None


async def validated(
    complete: Callable[[list[Message]], Awaitable[str]], messages: list[Message], shape: type[Shape]
) -> Shape:
    """Ask, read, and ask once more with what was wrong."""
    try:
        said = await complete(messages)
        return read(said, shape)
    except BadOutput as first:
        repair = prompt("repair", fault=f"{first}"[:1000])
        again = [*messages, {"role": "assistant", "content": first.said[:6000]}, {"role": "user", "content": repair}]
        return read(await complete(again), shape)


def read(said: str, shape: type[Shape]) -> Shape:
    """Read an answer, through code fences and prose around it; raises :class:`BadOutput`."""
    for candidate in _candidates(said):
        try:
            value = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:5])
            raise BadOutput(faults, said=said) from error
    raise BadOutput("no JSON object in the answer", said=said)


def _candidates(said: str) -> list[str]:
    fenced = [block.strip() for block in _FENCE.findall(said)]
    start, end = said.find("{"), said.rfind("}")
    return [said.strip(), *fenced, *([said[start : end + 1]] if 0 <= start < end else [])]


_NOT_STRICT = {"default", "title", "maxLength", "minLength", "maxItems", "minItems"}
"""Keywords that strict modes refuse; the answer is validated here anyway."""


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """Make a schema strict: every field required, nothing else allowed (the providers' strict mode)."""
    kept = {key: _strict_value(key, value) for key, value in schema.items() if key not in _NOT_STRICT}
    if kept.get("type") == "object" and "properties" in kept:
        kept |= {"additionalProperties": False, "required": list(kept["properties"])}
    return kept


def _strict_value(key: str, value: Any) -> Any:
    if key in {"properties", "$defs"}:
        return {name: strict(inner) for name, inner in value.items()}
    if isinstance(value, dict):
        return strict(value)
    if isinstance(value, list):
        return [strict(inner) if isinstance(inner, dict) else inner for inner in value]
    return value
