"""Shows the main job on a running stack, when there is something to show it with."""

import importlib
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from local.children import die_with_parent
from local.stack import Stack


def main() -> None:
    """Read the stack's file and show."""
    die_with_parent(os.getppid())
    if find_spec("local.demo"):
        importlib.import_module("local.demo").show(Stack.read(Path(sys.argv[1])))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
