"""Read a file in a child process with limits, so that no upload can hurt its neighbours.

A reader process loads the parser once and forks for every file; the fork gets 700 MB of address space and 10 s of
processor time and is gone afterwards, bomb or not. Two readers run at most: parsing is CPU work, the rest waits.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from shared.errors import AppError, ProviderDown, TooLarge, Unreadable, UnsupportedType
from shared.models.resume import ParsedResume

READERS = 2
PATIENCE_SECONDS = 20.0
_HEADER_BYTES = 8
_ROOT = Path(__file__).resolve().parents[2]
_BY_STATUS: dict[int, type[AppError]] = {kind.status: kind for kind in (TooLarge, UnsupportedType, Unreadable)}


class DamagedFile(Unreadable):
    """The file could not be read within the limits; save it again or export it as PDF."""

    status = 422
    code = "too-costly"


class _Reader:
    """One reader process, speaking frames of 8 length bytes and JSON or file bytes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "_Reader":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "functions.resumes.child",
            cwd=_ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # No key of ours goes where foreign files are parsed.
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, about: dict[str, str | None], data: bytes) -> dict[str, object]:
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None and pipe_out is not None  # noqa: S101, PT018  both are pipes, see start()
        head = json.dumps(about).encode()
        for part in (head, data):
            pipe_in.write(len(part).to_bytes(_HEADER_BYTES, "big") + part)
        await pipe_in.drain()
        size = int.from_bytes(await pipe_out.readexactly(_HEADER_BYTES), "big")
        answer: dict[str, object] = json.loads(await pipe_out.readexactly(size))
        return answer

    def kill(self) -> None:
        if self.alive:
            os.killpg(self._process.pid, signal.SIGKILL)


class _Pool:
    """Readers of one event loop, started when first needed."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.turns = asyncio.Semaphore(READERS)
        self.idle: list[_Reader] = []


_pool: _Pool | None = None


async def read_file(data: bytes, filename: str | None, content_type: str | None) -> ParsedResume:
    """Parse a file; raises what the parser raises (413, 415, 422 with its ``code``)."""
    global _pool  # noqa: PLW0603  one pool per process, made where its loop runs
    if _pool is None or _pool.loop is not asyncio.get_running_loop():
        _pool = _Pool()
    pool = _pool
    async with pool.turns:
        reader = pool.idle.pop() if pool.idle else None
        if reader is None or not reader.alive:
            reader = await _Reader.start()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer = await reader.ask({"filename": filename, "content_type": content_type}, data)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            reader.kill()
            if isinstance(error, TimeoutError):
                raise DamagedFile from error
            raise ProviderDown("The file reader stopped; try again.", retry_after=1) from error
        except BaseException:
            reader.kill()  # half a frame may be under way
            raise
        pool.idle.append(reader)
    return _parsed(answer)


def _parsed(answer: dict[str, object]) -> ParsedResume:
    match answer:
        case {"parsed": parsed}:
            return ParsedResume.model_validate(parsed)
        case {"refused": {"status": int(status), "code": str(code), "detail": str(detail)}}:
            base = _BY_STATUS.get(status, Unreadable)
            raise type(base.__name__, (base,), {"status": status, "code": code})(detail)
    raise DamagedFile
