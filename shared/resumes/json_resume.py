"""JSON Resume 1.0.0 in and out without loss, unknown keys at any level included."""

from typing import Any

from pydantic import ValidationError

from shared.models.resume import Resume
from shared.resumes.refusals import NotJsonResume

_SECTIONS = frozenset(Resume.model_fields)


def from_json_resume(doc: dict[str, Any]) -> Resume:
    """The résumé a JSON Resume document describes. Raises ``NotJsonResume`` for anything else."""
    if not isinstance(doc, dict) or not _SECTIONS & doc.keys():
        raise NotJsonResume
    try:
        return Resume.model_validate(doc)
    except ValidationError as error:
        faults = [
            {"pointer": "#/" + "/".join(str(step) for step in fault["loc"]), "detail": fault["msg"]}
            for fault in error.errors()[:20]
        ]
        raise NotJsonResume(errors=faults) from error


def to_json_resume(resume: Resume) -> dict[str, Any]:
    """The document: exactly the keys that were given or filled."""
    return resume.model_dump(by_alias=True, exclude_unset=True, mode="json")
