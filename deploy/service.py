"""Reads ``serverless.yml`` as plain data: what is deployed, without asking the deploy tool."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
ROUTES = Path(__file__).parent / "routes.yml"


class _Loader(yaml.SafeLoader):
    """CloudFormation's short tags (``!GetAtt``, ``!Sub``) read as the values they wrap."""


def _plain(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # the third kind of node


_Loader.add_multi_constructor("!", _plain)


@dataclass(frozen=True, slots=True)
class Function:
    """One function as it is deployed. ``extras`` are the dependency groups of pyproject.toml that its package holds."""

    name: str
    module: str
    extras: tuple[str, ...]
    sourceless: bool
    timeout: int
    routes: tuple[tuple[str, str], ...]
    """Method and path of each HTTP route."""


def service() -> dict[str, Any]:
    """Return the whole file."""
    found: dict[str, Any] = yaml.load((ROOT / "serverless.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506  a loader of plain values
    return found


def functions() -> list[Function]:
    """Return every function, in the order of the file."""
    known = service()
    return [_function(name, entry, known) for name, entry in known["functions"].items()]


def _function(name: str, entry: dict[str, Any], known: dict[str, Any]) -> Function:
    events = entry.get("events") or []
    if isinstance(events, str):  # ${file(deploy/routes.yml):name}
        events = yaml.safe_load(ROUTES.read_text(encoding="utf-8")).get(name, [])
    routes = tuple(
        (event["httpApi"]["method"].upper(), event["httpApi"]["path"]) for event in events if "httpApi" in event
    )
    return Function(
        name=name,
        module=entry["handler"].rsplit(".", 1)[0].replace("/", "."),
        extras=tuple(known["custom"]["extras"].get(name, ())),
        sourceless=name in known["custom"]["sourceless"],
        timeout=entry.get("timeout", known["provider"]["timeout"]),
        routes=routes,
    )
