"""Parts of a résumé made without empty keys, so that their JSON says only what was found."""

from typing import Any, TypeVar

from shared.models.resume import Part

P = TypeVar("P", bound=Part)


def made(model: type[P], **values: Any) -> P:
    """A part with only the values that hold something."""
    return model(**{key: value for key, value in values.items() if value not in (None, [], "")})
