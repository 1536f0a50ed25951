"""Shows the main job on a running stack, when there is something to show it with."""

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path

from local.stack import Stack


def main() -> None:
    """Read the stack's file and show."""
    if find_spec("local.demo"):
        importlib.import_module("local.demo").show(Stack.read(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
