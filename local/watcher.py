"""Ends the stack's processes once their supervisor is gone, on systems that cannot be asked to do so (Linux can).

Each line on standard input names the processes that live now; the supervisor's end, of whatever kind, closes it.
"""

import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Remember the last line; at the end of input, kill what it names with everything they started."""
    living: list[str] = []
    for line in sys.stdin:
        living = line.split()
    for pid in living:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(int(pid), signal.SIGKILL)


if __name__ == "__main__":
    main()
