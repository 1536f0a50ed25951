"""What the world does unasked: the schedule calls the cleanup function, the queue calls the search worker.

The sample job board lives here too, so that a search has somewhere to look.
"""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from local import board
from local.environment import ACCOUNT, CRON_PATH, REGION, SEARCH_QUEUE, queue_url

CRON_SECONDS = 60
BATCH = 10
PUMPS = 2
WORKER_SECONDS = 80

log = logging.getLogger("errands")


def main() -> None:
    """Run until killed."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    door = socket.socket(fileno=int(os.environ["LISTEN_FD"]))
    threading.Thread(target=board.serve, args=[door], daemon=True).start()
    if worker_exists():
        for _ in range(PUMPS):
            threading.Thread(target=pump, daemon=True).start()
    while True:
        call_cleanup(os.environ["PUBLIC_URL"], os.environ["CRON_SECRET"])
        time.sleep(CRON_SECONDS)


def call_cleanup(api_url: str, secret: str) -> None:
    """Call the cron route as Vercel's scheduler does."""
    request = urllib.request.Request(api_url + CRON_PATH, headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=CRON_SECONDS) as response:
            log.info("cleanup: %s", response.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        log.info("cleanup: %s", refused.code)
    except OSError as failed:
        log.info("cleanup: %s", failed)


def worker_exists() -> bool:
    """Whether the search worker is there to be called."""
    return find_spec("functions.run_search.handler") is not None


def pump() -> None:
    """Hand messages to the worker as AWS's event source mapping does: what it does not report as failed is deleted."""
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    url = queue_url(endpoint)
    while True:
        try:
            asked = {"QueueUrl": url, "MaxNumberOfMessages": BATCH, "WaitTimeSeconds": 10, "AttributeNames": ["All"]}
            messages = sqs(endpoint, "ReceiveMessage", asked).get("Messages", [])
            if messages:
                failed = run_worker(event(messages))
                for message in messages:
                    if message["MessageId"] not in failed:
                        sqs(endpoint, "DeleteMessage", {"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]})
        except Exception as failed_call:  # noqa: BLE001  whatever it was, the next message deserves its chance
            log.info("queue: %r", failed_call)
            time.sleep(1)


def sqs(endpoint: str, action: str, body: dict[str, Any]) -> dict[str, Any]:
    """Make one SQS call in AWS's JSON protocol; moto asks for no signature, only for the region it would name."""
    scope = f"local/{datetime.now(UTC):%Y%m%d}/{REGION}/sqs/aws4_request"
    request = urllib.request.Request(
        endpoint,
        json.dumps(body).encode(),
        {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"AmazonSQS.{action}",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer: dict[str, Any] = json.loads(response.read() or b"{}")
    return answer


def event(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The event that Lambda would make of these messages."""
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{SEARCH_QUEUE}"
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message.get("Attributes", {}),
                "messageAttributes": message.get("MessageAttributes", {}),
                "md5OfBody": message.get("MD5OfBody", ""),
                "eventSource": "aws:sqs",
                "eventSourceARN": arn,
                "awsRegion": REGION,
            }
            for message in messages
        ]
    }


def run_worker(batch: dict[str, Any]) -> set[str]:
    """Run the worker in a process of its own and return the ids it failed; all of them when it died."""
    ids = {record["messageId"] for record in batch["Records"]}
    command = [sys.executable, "-m", "local.worker", str(WORKER_SECONDS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        at_work = Path(os.environ["WORKERS"], str(process.pid))
        at_work.touch()
        try:
            said, _ = process.communicate(json.dumps(batch).encode(), WORKER_SECONDS + 5)
            failures = (json.loads(said) or {}).get("batchItemFailures", [])
            return {failure["itemIdentifier"] for failure in failures}
        except (subprocess.SubprocessError, ValueError, KeyError):
            process.kill()
            log.info("worker: died (%s)", process.wait())
            return ids
        finally:
            at_work.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
