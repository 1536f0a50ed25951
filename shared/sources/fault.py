"""Why a source gave nothing."""

from typing import Literal

Code = Literal[
    "unknown_company", "rate_limited", "unavailable", "refused", "too_large", "not_understood", "out_of_credit"
]


class SourceFault(Exception):
    """A source gave no usable answer; ``code`` is what the reader of the search is told.

    ``retry_after`` is in seconds, where the source itself named a time.
    """

    def __init__(self, code: Code, *, retry_after: float | None = None) -> None:
        self.code = code
        self.retry_after = retry_after
        super().__init__(code)
