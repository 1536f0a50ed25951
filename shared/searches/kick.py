"""Waking a worker: a hint to look at a search, through a queue where there is one, else by a signed HTTP call.

A kick may be lost, doubled or late. The row is committed before it is sent, and a sweep finds what nobody kicked, so
its failure is nobody's error.
"""

import asyncio
import hmac
import json
import logging
import time
from functools import cache
from hashlib import sha256
from typing import Any

import httpx

from shared.config import settings
from shared.logs import log
from shared.store.client import tls
from shared.trace import outgoing

WINDOW_SECONDS = 300
LONGEST_DELAY_SECONDS = 900
"""SQS takes no more."""
TIME_HEADER = "x-shortlist-time"
SIGNATURE_HEADER = "x-shortlist-signature"
_SEND_SECONDS = 5.0


def body_of(job_id: str) -> bytes:
    """Write the body of a kick, the same for the queue and for HTTP."""
    return json.dumps({"job_id": job_id}).encode()


def job_id_of(body: bytes | str) -> str | None:
    """Read the body of a kick; None when it is not one."""
    try:
        job_id = json.loads(body)["job_id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return job_id if isinstance(job_id, str) and 0 < len(job_id) <= 100 else None


def sign(secret: str, body: bytes, at: int) -> str:
    """Return the signature of ``body`` sent at ``at`` (seconds since the epoch)."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()


def is_signed(secret: str, body: bytes, at: str, signature: str, now: float) -> bool:
    """Whether ``signature`` is ours, over this body and a time within five minutes of ``now``. No secret, no kick."""
    if not secret or not at.isascii() or not at.isdigit() or len(at) > 12:
        return False
    expected = sign(secret, body, int(at))
    known = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
    return known and abs(now - int(at)) <= WINDOW_SECONDS


async def kick(job_id: str, delay_seconds: float = 0) -> bool:
    """Ask for a worker in ``delay_seconds``; False when nobody could be asked.

    Over HTTP there is nobody who would wait, so a delayed kick is left to the reader or the sweep that sees it due.
    """
    try:
        if settings().search_queue_url:
            await asyncio.to_thread(_send, job_id, delay_seconds)
        elif settings().worker_secret and delay_seconds <= 0:
            await _post(job_id)
        else:
            return False
    except Exception as error:  # noqa: BLE001  whatever a queue or a network raises, the row is due and will be found
        log(logging.WARNING, "kick failed", exception=type(error).__qualname__)
        return False
    return True


async def _post(job_id: str) -> None:
    body, at = body_of(job_id), int(time.time())
    headers = {
        "content-type": "application/json",
        TIME_HEADER: str(at),
        SIGNATURE_HEADER: sign(settings().worker_secret, body, at),
        **outgoing(),
    }
    async with httpx.AsyncClient(timeout=_SEND_SECONDS, verify=tls()) as client:
        answer = await client.post(f"{settings().public_url}/search-job/run", content=body, headers=headers)
        answer.raise_for_status()


def _send(job_id: str, delay_seconds: float) -> None:
    sqs().send_message(
        QueueUrl=settings().search_queue_url,
        MessageBody=body_of(job_id).decode(),
        DelaySeconds=min(max(int(delay_seconds + 0.999), 0), LONGEST_DELAY_SECONDS),
        MessageAttributes={
            name: {"DataType": "String", "StringValue": value}
            for name, value in outgoing().items()
            if name == "traceparent"
        },
    )


@cache
def sqs() -> Any:
    """Return the queue's client. Imported here: boto3 costs as much as the rest of a function together."""
    import boto3  # noqa: PLC0415  a quarter of a cold start
    from botocore.config import Config  # noqa: PLC0415  goes with it

    return boto3.client("sqs", config=Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 2}))
