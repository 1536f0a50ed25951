"""A process that has imported the worker and forks one per line of standard input: invocations that start in 5 ms.

A line is ``{"seconds": …, "event": …, "answer": path}``; an event without ``Records`` is a round of cleaning. The
child's number is printed; its answer appears at ``path`` in one piece, unless something killed it.
"""

import asyncio
import ctypes
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import functions.cleanup.cleaning
import functions.run_search.handler
import functions.run_search.worker
from shared.config import settings
from shared.searches.kick import sqs
from shared.searches.registry import KINDS
from shared.sms.sns import _sns
from shared.store.client import http_client
from shared.store.service import searches

REKICK_SECONDS = 2.0
_PR_SET_PDEATHSIG = 1


class Context:
    """Lambda's context, as far as the worker reads it."""

    aws_request_id = "chaos"

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.ends - time.monotonic()) * 1000))


async def clean(context: Context) -> dict[str, Any]:
    """One round of cleaning, impatient."""
    try:
        await functions.cleanup.cleaning.clean(
            searches(), lambda: context.get_remaining_time_in_millis() / 1000, rekick_seconds=REKICK_SECONDS
        )
    finally:
        await http_client().aclose()
    return {}


def invoke(line: dict[str, Any]) -> None:
    """Be one invocation."""
    context = Context(line["seconds"])
    if "Records" in line["event"]:
        answer = functions.run_search.handler.lambda_handler(line["event"], context)
    else:
        answer = asyncio.run(clean(context))
    path = Path(line["answer"])
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(answer))
    draft.rename(path)


def warm_up() -> None:
    """Make every kind of call once before the forks: what is loaded at a first call is then loaded for all.

    The proxies close every connection, so no child inherits an open one.
    """

    async def ask() -> None:
        async with functions.run_search.worker.worker() as engine:
            await engine.run("job_0000000000_none", lambda: 60.0)
        await http_client().aclose()

    asyncio.run(ask())
    sqs().get_queue_attributes(QueueUrl=settings().search_queue_url)
    _sns().get_sms_attributes()


def main() -> None:
    """Fork until standard input ends; the children end with this process."""
    KINDS["probe"] = "bench.chaos.probe"
    warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    answer = os.dup(1)
    os.dup2(2, 1)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            try:
                invoke(json.loads(line))
            finally:
                sys.stdout.flush()
                os._exit(0)
        os.write(answer, f"{pid}\n".encode())


if __name__ == "__main__":
    main()
