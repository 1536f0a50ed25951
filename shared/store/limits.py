"""Token buckets of the costly calls; the migration ``rate_limits`` says how large they are."""

import logging
from typing import Literal

from postgrest import APIError, AsyncPostgrestClient

from shared.errors import ProviderDown, TooManyRequests
from shared.logs import log
from shared.store.client import call

Bucket = Literal["scores", "judgements", "optimizations", "exports"]


class Limits:
    """The caller's buckets."""

    def __init__(self, rest: AsyncPostgrestClient) -> None:
        self._rest = rest

    async def take(self, bucket: Bucket, cost: int = 1) -> None:
        """Take tokens, one round trip; raises :class:`TooManyRequests` with the seconds to wait.

        A database that is away or in trouble limits nobody: what needs it says so itself, and the rest goes on.
        """
        try:
            answer = await call(self._rest, "take_tokens", {"p_name": bucket, "p_cost": cost})
        except (ProviderDown, APIError) as error:
            log(logging.WARNING, "unlimited", exception=type(error).__qualname__)
            return
        if not answer["taken"]:
            seconds = int(answer["retry_after_seconds"])
            raise TooManyRequests(f"Too many {bucket} in a short time; try again in {seconds} s.", retry_after=seconds)
