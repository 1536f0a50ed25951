"""A kind of search whose outputs can be checked, and whose every run of a step leaves a line in a file."""

import asyncio
import os
from hashlib import sha256
from typing import Any

from shared.searches.job import Job
from shared.searches.kind import Context, Results
from shared.searches.outcome import Done, Outcome, Retry

STEPS = [f"page-{n}" for n in range(8)]
RETRIES_IN_100 = 2
RETRY_SECONDS = 0.3


def proof(job_id: str, step: str) -> str:
    """What a step gives, whoever runs it."""
    return sha256(f"{job_id}:{step}".encode()).hexdigest()[:16]


class Probe:
    """Steps of 20 to 200 ms; one in fifty asks for a retry the first time."""

    parallel = 2

    def steps(self, job: Job) -> list[str]:  # noqa: ARG002  the protocol's shape
        return STEPS

    async def run(self, job: Job, step: str, context: Context) -> Outcome:
        dice = int(proof(job.job_id, step), 16)
        await asyncio.sleep(0.02 + dice % 180 / 1000)
        if dice % 100 < RETRIES_IN_100 and context.checkpoint is None:
            await context.remember({"asked": True})
            return Retry(RETRY_SECONDS)
        log = os.open(os.environ["CHAOS_STEPS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, f"{job.job_id} {step}\n".encode())
        os.close(log)
        return Done({"proof": proof(job.job_id, step)})

    def finish(self, job: Job, outputs: dict[str, Any]) -> Results:  # noqa: ARG002  the protocol's shape
        return Results({"proofs": {step: output["proof"] for step, output in outputs.items()}}, {})


KIND = Probe()
