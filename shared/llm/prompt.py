"""Prompts are files; ``{{name}}`` in one is replaced by what is passed, literally and once."""

import re
from functools import cache
from pathlib import Path

_SLOT = re.compile(r"\{\{(\w+)\}\}")


@cache
def _text(name: str) -> str:
    return (Path(__file__).parent / "prompts" / f"{name}.md").read_text(encoding="utf-8").strip()


def prompt(name: str, **values: str) -> str:
    """Return a prompt with its slots filled; a slot without a value is a KeyError."""
    return _SLOT.sub(lambda slot: values[slot[1]], _text(name))
