"""The word lists in `data`: what is looked up is data, and reads best as such.

A line is ``name|name|…``, under the last ``[key]`` line or after a ``key:`` of its own; ``#`` starts a remark.
"""

from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).with_name("data")


def named_lists(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield key and names of each line of ``name.txt``; the key is empty where the file has none."""
    key = ""
    for line in _DATA.joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            key = line.strip("[]")
        elif line and not line.startswith("#"):
            own, colon, names = line.partition(": ")
            yield own if colon else key, (names if colon else line).split("|")
