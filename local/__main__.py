"""``python -m local run [--once] | serve | status | reset`` — the whole backend on one machine."""

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from local.children import CrashLoop, NotReady
from local.stack import Stack
from local.state import ROOT, Running, State
from local.supervisor import Interrupted, Options, Supervisor


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument("--state", type=Path, help="folder that keeps the data (default: .local)")
    commands = parser.add_subparsers(dest="command", required=True)
    run_parser = commands.add_parser("run", help="start everything, show the main job, keep serving")
    run_parser.add_argument("--once", action="store_true", help="stop after the main job was shown")
    commands.add_parser("serve", help="start everything and keep serving, with nothing to show")
    commands.add_parser(
        "workflow", help="walk the editor on a running stack: optimize, edit, conflict, restore, export"
    )
    commands.add_parser("status", help="say where a running stack is")
    commands.add_parser("reset", help="stop the stack and forget its data")
    test_parser = commands.add_parser("serve-tests", help="only the database, for the tests")
    test_parser.add_argument("pid", type=int, help="stop when this process is gone")
    arguments = parser.parse_args()
    state = State(arguments.state)
    try:
        if arguments.command == "run":
            return run(state, once=arguments.once)
        if arguments.command == "serve":
            return run(state, shows=False)
        if arguments.command == "serve-tests":
            return serve_tests(state, arguments.pid)
        return {"status": status, "reset": reset, "workflow": workflow}[arguments.command](state)
    except Interrupted:
        return 130
    except (CrashLoop, NotReady) as failed:
        print(failed, file=sys.stderr)
        return 1


def run(state: State, *, once: bool = False, shows: bool = True) -> int:
    """Start the stack, or point at the one that runs already."""
    try:
        state.hold()
    except Running:
        stack = running(state, 30)
        if stack is None:
            print("Another start is under way and does not come to an end.", file=sys.stderr)
            return 1
        print(f"Already running (process {stack.pid}):\n{stack.lines()}")
        return subprocess.call(show_command(state), cwd=ROOT) if once else 0
    started = time.monotonic()
    with Supervisor(state, Options()) as supervisor:
        print(f"Ready in {time.monotonic() - started:.1f} s", flush=True)
        if not shows:
            print(supervisor.stack.lines())
        else:
            # In a process of its own, so that what dies meanwhile is restarted meanwhile.
            show = subprocess.Popen(show_command(state), cwd=ROOT)
            supervisor.watch(lambda: show.poll() is not None)
            if show.poll() is None:
                show.terminate()
            shown = show.wait()
            if once:
                return shown
        if not supervisor.stopping:
            print("Serving; Ctrl-C stops.", flush=True)
        supervisor.watch()
    return 0


def show_command(state: State) -> list[str]:
    """Show the main job against the stack whose file this is."""
    return [sys.executable, "-m", "local.show", str(state.stack)]


def serve_tests(state: State, pid: int) -> int:
    """Serve copies of an empty, migrated database until the test run is gone, then leave nothing."""
    state.hold()
    options = Options(clones=True, functions=False, durable=False, any_ports=True, until_gone=pid)
    try:
        with Supervisor(state, options) as supervisor:
            supervisor.watch()
    finally:
        state.forget()
    return 0


def running(state: State, seconds: float = 0) -> Stack | None:
    """The stack that runs on this state folder, waited for while it starts."""
    deadline = time.monotonic() + seconds
    while (holder := state.holder()) is not None:
        with suppress(OSError, ValueError):
            stack = Stack.read(state.stack)
            if stack.pid == holder:  # otherwise the file is of one that was killed
                return stack
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return None


def status(state: State) -> int:
    """Print where things are; 1 when nothing runs."""
    stack = running(state)
    print(f"Running (process {stack.pid}):\n{stack.lines()}" if stack else "Not running.")
    return 0 if stack else 1


def workflow(state: State) -> int:
    """Walk the editor on the running stack; 1 when nothing runs or a step fails."""
    stack = running(state)
    if stack is None:
        print("Not running: start it with `make run` in another terminal.", file=sys.stderr)
        return 1
    from local.workflow import walk  # noqa: PLC0415  the other commands need none of it

    return walk(stack)


def reset(state: State) -> int:
    """Forget, stopping a running stack first."""
    if holder := state.holder():
        os.kill(holder, signal.SIGTERM)
        deadline = time.monotonic() + 10
        while state.holder() is not None and time.monotonic() < deadline:
            time.sleep(0.1)
    if state.holder() is not None:
        print("The stack does not stop; nothing was deleted.", file=sys.stderr)
        return 1
    state.forget()
    print("Forgotten.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
