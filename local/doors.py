"""Ports, taken in one place.

The supervisor listens and hands the socket to the process that answers there, so no other program can slip in between,
and callers who arrive while that process restarts wait in the queue instead of being refused.
"""

import socket

HOST = "127.0.0.1"


def listen(preferred: int) -> socket.socket:
    """Listen on the preferred port, or on any free one when it is taken. The caller reads which from the socket."""
    for port in (preferred, 0):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError:
            door.close()
            continue
        door.listen(512)
        door.set_inheritable(True)
        return door
    raise OSError(f"no free port on {HOST}")


def url(door: socket.socket) -> str:
    """Where the socket is reached."""
    return f"http://{HOST}:{door.getsockname()[1]}"


def free_port(preferred: int) -> int:
    """Find a port for a server that must open its own; it may be taken again by the time that server does."""
    with listen(preferred) as door:
        return int(door.getsockname()[1])
