"""The reader process: ``python -m functions.resumes.child`` answers framed requests until its input ends.

Every file is parsed in a fork with limits of its own; what the fork says counts only if it ends well.
"""

import contextlib
import json
import os
import resource
import sys
from typing import Any, BinaryIO

from shared.errors import AppError
from shared.resumes.parse import parse_resume
from shared.start import imported

ADDRESS_SPACE_BYTES = 700 * 1024 * 1024
CPU_SECONDS = 10
_HEADER_BYTES = 8


def main() -> None:
    """Serve until the parent closes the pipe."""
    imported()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while (head := _frame(requests)) is not None and (data := _frame(requests)) is not None:
        answer = _in_a_fork(json.loads(head), data)
        answers.write(len(answer).to_bytes(_HEADER_BYTES, "big") + answer)
        answers.flush()


def _frame(pipe: BinaryIO) -> bytes | None:
    header = pipe.read(_HEADER_BYTES)
    return pipe.read(int.from_bytes(header, "big")) if len(header) == _HEADER_BYTES else None


def _in_a_fork(about: dict[str, str | None], data: bytes) -> bytes:
    outcome, report = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(outcome)
        _parse_and_exit(report, about, data)
    os.close(report)
    with os.fdopen(outcome, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(pid, 0)
    return answer if status == 0 and answer else json.dumps({"died": os.waitstatus_to_exitcode(status)}).encode()


def _parse_and_exit(report: int, about: dict[str, str | None], data: bytes) -> None:
    code = 1
    with contextlib.suppress(BaseException):
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        with os.fdopen(report, "wb") as pipe:
            pipe.write(json.dumps(_parse(about, data)).encode())
        code = 0
    # Not sys.exit(): a fork must not run the parent's clean-up.
    os._exit(code)


def _parse(about: dict[str, str | None], data: bytes) -> dict[str, Any]:
    try:
        parsed = parse_resume(data, about["filename"], about["content_type"])
    except AppError as error:
        return {"refused": {"status": error.status, "code": error.code, "detail": error.detail}}
    return {"parsed": parsed.model_dump(mode="json", exclude_unset=True)}


if __name__ == "__main__":
    main()
