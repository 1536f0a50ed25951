"""The version a change is based on, as ``If-Match`` says it."""

import re
from typing import Annotated

from fastapi import Header

from shared.errors import InvalidRequest

IfMatch = Annotated[
    str | None, Header(max_length=100, description="The `etag` of the version that the change is based on.")
]


def version_of(if_match: str | None) -> int | None:
    """Read ``If-Match``: the ETag of a read, weak or strong, or the bare number; ``*`` and none match any version.

    Raises :class:`InvalidRequest` for what no version looks like.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    found = re.fullmatch(r'(?:W/)?"?([0-9]{1,10})"?', if_match.strip())
    if found is None or not 0 < int(found[1]) < 2**31:
        raise InvalidRequest("If-Match is not the etag of a version of this resource.")
    return int(found[1])
