"""Lists that a step stores: deflated, because explanations repeat themselves, and cut to what a step may hold."""

import base64
import json
import zlib
from typing import Any

from shared.searches.outcome import LARGEST_OUTPUT

ROOM = LARGEST_OUTPUT - 8 * 1024
"""What the rest of the output may take besides."""
LARGEST_LIST = 16 * 1024 * 1024


def pack(items: list[dict[str, Any]], room: int = ROOM) -> str:
    """Write as many of the first ``items`` as fit into ``room`` bytes."""
    while True:
        packed = base64.b85encode(zlib.compress(json.dumps(items, ensure_ascii=False).encode("utf-8", "replace"), 9))
        if len(packed) <= room or not items:
            return packed.decode("ascii")
        items = items[: min(len(items) - 1, len(items) * room // len(packed))]


def unpack(packed: str) -> list[dict[str, Any]]:
    """Read what :func:`pack` wrote."""
    inflated = zlib.decompressobj().decompress(base64.b85decode(packed), LARGEST_LIST)
    items: list[dict[str, Any]] = json.loads(inflated)
    return items
