"""Everything that can go wrong for a caller, one class each: the docstring is the default message.

A subclass must name its own ``status``; ``shared.http.problems`` is the only place that renders one.
"""

from typing import Any, ClassVar


class AppError(Exception):
    """Something went wrong."""

    status: ClassVar[int]
    code: ClassVar[str]

    def __init__(
        self,
        detail: str | None = None,
        *,
        retry_after: int | None = None,
        errors: list[dict[str, str]] | None = None,
        **extra: Any,
    ) -> None:
        """Keep the one-line ``detail`` for the caller and any extension members of the problem document.

        ``retry_after`` is in seconds; ``errors`` holds one ``{"pointer": "#/field", "detail": …}`` per fault.
        """
        self.detail = detail or (self.__doc__ or "").strip()
        self.retry_after = retry_after
        self.errors = errors
        self.extra = extra
        super().__init__(self.detail)


class InvalidRequest(AppError):
    """The request is not valid."""

    status = 400
    code = "invalid-request"


class Unauthenticated(AppError):
    """A valid access token is required."""

    status = 401
    code = "unauthenticated"


class Forbidden(AppError):
    """This is not allowed."""

    status = 403
    code = "forbidden"


class NotFound(AppError):
    """Not found."""

    status = 404
    code = "not-found"


class ResumeNotFound(NotFound):
    """Resume not found"""  # noqa: D400  the seed contract fixes these words

    status = 404
    code = "resume-not-found"


class JobNotFound(NotFound):
    """Job not found"""  # noqa: D400  the seed contract fixes these words

    status = 404
    code = "job-not-found"


class SearchNotFound(NotFound):
    """Search not found"""  # noqa: D400  in the words of its siblings

    status = 404
    code = "search-not-found"


class Conflict(AppError):
    """The row has moved on since it was read."""

    status = 409
    code = "conflict"


class TooLarge(AppError):
    """The request body is too large."""

    status = 413
    code = "too-large"


class UnsupportedType(AppError):
    """This file type is not supported."""

    status = 415
    code = "unsupported-type"


class Unreadable(AppError):
    """The file cannot be read."""

    status = 422
    code = "unreadable"


class InvalidFields(AppError):
    """Some fields are not valid."""

    status = 422
    code = "invalid-fields"


class KeyReused(AppError):
    """This idempotency key was used for another request."""

    status = 422
    code = "idempotency-key-reused"


class TooManyRequests(AppError):
    """Too many requests; try again later."""

    status = 429
    code = "too-many-requests"


class ProviderDown(AppError):
    """A service this depends on is not answering; try again later."""

    status = 503
    code = "provider-unavailable"
