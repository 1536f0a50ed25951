"""``python -m bench [name …]`` prints every figure, or those of the named modules, with its target beside it."""

import importlib
import sys
import time
from pathlib import Path

from bench.figures import Figure

HELPERS = {"__init__", "__main__", "figures", "chaos", "peers", "stack"}


def main(wanted: list[str]) -> int:
    """Return 1 when a figure misses its target."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in HELPERS)
    missed = 0
    for name in names:
        if wanted and name not in wanted:
            continue
        started = time.perf_counter()
        print(f"\n{name}", flush=True)
        figures: list[Figure] = importlib.import_module(f"bench.{name}").figures()
        for figure in figures:
            missed += figure.judgement == "misses"
            print(f"  {figure}", flush=True)
        print(f"  ({time.perf_counter() - started:.1f} s)", flush=True)
    print(f"\n{missed} figures miss their target." if missed else "\nEvery figure holds.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
