"""GET, POST /cron/cleanup — one round of cleaning, for schedulers that call a URL."""

import hmac
import time
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from functions.cleanup.rounds import one_round
from shared.config import settings
from shared.errors import Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.auth import bearer
from shared.http.problems import problems

router = APIRouter(tags=["searches"])


_SECRET: dict[str, Any] = {"security": [{"cronSecret": []}]}


class Report(BaseModel):
    """What one round did."""

    success: bool = True
    given_up: int
    kicked: int
    texts_due: int
    deleted: int
    files_deleted: int
    runs_finished: int
    runs_deleted: int
    jobs_purged: int
    buckets_forgotten: int


@router.get("/cron/cleanup", openapi_extra=_SECRET, responses=problems(Unauthenticated))
@router.post("/cron/cleanup", operation_id="post_cleanup", openapi_extra=_SECRET, responses=problems(Unauthenticated))
async def cleanup(request: Request) -> Report:
    """Wake what waits, give up on what is hopeless, delete what is past its retention. Needs the cron secret."""
    secret, given = settings().cron_secret, bearer(request) or ""
    if not secret or not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()):
        raise Unauthenticated("The cron secret is required.")
    ends = time.monotonic() + settings().worker_slice_seconds
    return Report.model_validate(await one_round(lambda: ends - time.monotonic()))


app = create_app(router, function="cleanup")
lambda_handler = on_lambda(app)
