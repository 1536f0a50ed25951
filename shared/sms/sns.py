"""Text messages through Amazon SNS."""

import asyncio
from functools import cache
from typing import Any

from shared.sms.client import NotSent, Rejected, Sent

_LATER = {"Throttling", "ThrottledException", "TooManyRequestsException", "KMSThrottling"}
_THROTTLED_SECONDS = 60.0
_MISCONFIGURED_SECONDS = 900.0


class Unclear(Exception):
    """The message may or may not have been accepted."""


class SnsSender:
    """Publishes once: SNS has no idempotency key, and a repeated publish is a second message."""

    async def send(self, phone: str, text: str) -> Sent | NotSent | Rejected:
        """Publish ``text`` to ``phone``."""
        return await asyncio.to_thread(_publish, phone, text)


def _publish(phone: str, text: str) -> Sent | NotSent | Rejected:
    from botocore import exceptions  # noqa: PLC0415  as heavy as the rest of the worker: only when a text is due

    try:
        answer = _sns().publish(
            PhoneNumber=phone,
            Message=text,
            MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
        )
    except exceptions.ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500))
    except (exceptions.EndpointConnectionError, exceptions.ConnectTimeoutError, exceptions.NoCredentialsError):
        return NotSent("unreachable", _THROTTLED_SECONDS)
    except Exception as error:  # noqa: BLE001  whatever else it is, the request may have left
        # From None: botocore's messages may quote the request, and with it the number.
        raise Unclear(type(error).__qualname__) from None
    else:
        return Sent(str(answer["MessageId"]))
    if code in _LATER or status == 429:
        return NotSent(code, _THROTTLED_SECONDS)
    if code in {"InvalidParameter", "InvalidParameterValue", "OptedOut", "ValidationException"}:
        return Rejected(code)
    if 400 <= status < 500:
        return NotSent(code, _MISCONFIGURED_SECONDS)
    raise Unclear(code)


@cache
def _sns() -> Any:
    import boto3  # noqa: PLC0415  a quarter of a cold start
    from botocore.config import Config  # noqa: PLC0415  goes with it

    return boto3.client("sns", config=Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 1}))
