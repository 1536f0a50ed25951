"""Reading what lies in the database: its owner may have written it past this API, so its shape is not a given."""

from typing import Any

from pydantic import ValidationError

from shared.errors import Unreadable
from shared.models.resume import Resume


def stored_resume(data: Any) -> Resume:
    """Read a stored résumé; raises :class:`Unreadable` with every fault."""
    try:
        return Resume.model_validate(data)
    except ValidationError as error:
        faults = [
            {"pointer": "/".join(["#", *map(str, fault["loc"])]), "detail": fault["msg"]} for fault in error.errors()
        ]
        raise Unreadable("This résumé's data cannot be read.", errors=faults) from error
