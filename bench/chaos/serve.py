"""``python -m bench.chaos.serve FOLDER PID`` keeps a database and its doors running until PID is gone."""

import sys
from pathlib import Path

from local.state import State
from local.supervisor import Options, Supervisor


def main(folder: str, pid: str) -> None:
    """Restart what dies; leave nothing."""
    state = State(Path(folder))
    state.hold()
    try:
        options = Options(functions=False, any_ports=True, until_gone=int(pid))
        with Supervisor(state, options, say=lambda text: print(text, flush=True)) as supervisor:
            supervisor.watch()
    finally:
        state.forget()


if __name__ == "__main__":
    main(*sys.argv[1:])
