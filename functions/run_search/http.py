"""POST /search-job/run — a signed kick, for platforms without queues."""

import asyncio
import time
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request
from pydantic import BaseModel

from functions.run_search.worker import worker
from shared.config import settings
from shared.errors import InvalidRequest, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.problems import problems
from shared.logs import log_crash
from shared.searches.kick import SIGNATURE_HEADER, TIME_HEADER, is_signed, job_id_of, kick

SHORT_WAIT_SECONDS = 10.0

router = APIRouter(tags=["searches"])


class Accepted(BaseModel):
    """The kick was understood; what comes of it is read at ``GET /search-job/{job_id}``."""

    success: bool = True


_SIGNED: dict[str, Any] = {
    "security": [{"kickSignature": []}],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object", "required": ["job_id"], "properties": {"job_id": {"type": "string"}}}
            }
        },
    },
}


@router.post(
    "/search-job/run", status_code=202, openapi_extra=_SIGNED, responses=problems(InvalidRequest, Unauthenticated)
)
async def run_search(request: Request, background: BackgroundTasks) -> Accepted:
    """Wake a worker for one search. Signed: HMAC-SHA256 over time and body, at most five minutes old."""
    body = await request.body()
    at, signature = request.headers.get(TIME_HEADER, ""), request.headers.get(SIGNATURE_HEADER, "")
    if not is_signed(settings().worker_secret, body, at, signature, time.time()):
        raise Unauthenticated("A valid signature is required.")
    job_id = job_id_of(body)
    if job_id is None:
        raise InvalidRequest("job_id is required")
    background.add_task(run, job_id)
    return Accepted()


async def run(job_id: str) -> None:
    """Work for one slice. A short wait is waited here, since nobody else can; after a slice another is asked for."""
    ends = time.monotonic() + settings().worker_slice_seconds
    try:
        async with worker() as engine:
            while True:
                ran = await engine.run(job_id, lambda: ends - time.monotonic())
                wait = ran.retry_after
                if ran.state not in {"yielded", "retry", "not_due"} or wait is None or wait > SHORT_WAIT_SECONDS:
                    break
                if ends - time.monotonic() - wait < 2 * engine.slice_margin:
                    break
                await asyncio.sleep(wait)
    except Exception as error:  # noqa: BLE001  nobody waits for an answer; the lease brings the search back
        log_crash(error)
        return
    if ran.state in {"yielded", "no_time"}:
        await kick(job_id, ran.retry_after or 0)


app = create_app(router, function="run_search")
lambda_handler = on_lambda(app)
