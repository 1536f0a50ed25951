"""What can go wrong with a model. None of these reaches a caller: whoever asked a model has a quick answer instead."""


class ModelFault(Exception):
    """The model gave no usable answer."""

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(detail or (self.__doc__ or "").strip())


class RateLimited(ModelFault):
    """The provider asks to wait."""


class Unavailable(ModelFault):
    """The provider is down, unreachable or too slow."""


class OutOfTime(ModelFault):
    """The deadline has come."""


class TooLong(ModelFault):
    """The request does not fit the model's context or the provider's tokens per minute; a shorter one may."""


class Refused(ModelFault):
    """The provider or the model will not answer this request."""


class SchemaRefused(Refused):
    """The model does not support this response format."""


class BadOutput(ModelFault):
    """The model answered, but not in the form asked for."""

    def __init__(self, detail: str = "", *, said: str = "") -> None:
        self.said = said
        super().__init__(detail)
