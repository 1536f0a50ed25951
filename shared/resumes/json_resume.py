"""JSON Resume 1.0.0 in and out without loss, unknown keys at any level included.

Documents in the wild bend the schema (a grade as a number, ``null`` for a list, our own ``snake_case`` spelling). Such
a document is read all the same and kept beside the résumé under ``x-given``, so that it comes back as it went in as
long as nobody has changed the résumé.
"""

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from shared.models.resume import Resume
from shared.resumes.refusals import NotJsonResume

GIVEN = "x-given"
_SECTIONS = frozenset(Resume.model_fields)
_PASSES = 8


def from_json_resume(doc: dict[str, Any]) -> Resume:
    """The résumé a JSON Resume document describes. Raises ``NotJsonResume`` for anything else."""
    if not isinstance(doc, dict) or not _SECTIONS & doc.keys():
        raise NotJsonResume
    resume = _read(doc)
    if _dump(resume) == doc or GIVEN in doc:
        return resume
    return resume.model_copy(update={GIVEN: deepcopy(doc)})


def to_json_resume(resume: Resume) -> dict[str, Any]:
    """The document: exactly the keys that were given or filled."""
    out = _dump(resume)
    given = out.pop(GIVEN, None)
    if isinstance(given, dict) and _dump(_read(given)) == out:
        return given
    return out


def _dump(resume: Resume) -> dict[str, Any]:
    return resume.model_dump(by_alias=True, exclude_unset=True, mode="json")


def _read(doc: dict[str, Any]) -> Resume:
    for _ in range(_PASSES):
        try:
            return Resume.model_validate(doc)
        except ValidationError as error:
            faults = error.errors()
            bent = deepcopy(doc)
            if not all(_bend(bent, fault) for fault in faults):
                raise NotJsonResume(errors=_described(faults)) from error
            doc = bent
    raise NotJsonResume


def _bend(doc: Any, fault: Any) -> bool:
    """Make the faulty value one of the schema's kind, where its meaning is plain."""
    *path, last = fault["loc"]
    for step in path:
        try:
            doc = doc[step]
        except (KeyError, IndexError, TypeError):
            return False
    value = fault["input"]
    if fault["type"] == "string_type" and isinstance(value, int | float):
        doc[last] = str(value)
    elif value is None and fault["type"] == "list_type":
        doc[last] = []
    elif value is None and fault["type"] in ("model_type", "model_attributes_type", "dict_type"):
        doc[last] = {}
    elif value is None and fault["type"] == "string_type":
        doc[last] = ""
    elif isinstance(value, str) and fault["type"] == "list_type":
        doc[last] = [value] if value else []
    else:
        return False
    return True


def _described(faults: list[Any]) -> list[dict[str, str]]:
    return [
        {"pointer": "#/" + "/".join(str(step) for step in fault["loc"]), "detail": fault["msg"]}
        for fault in faults[:20]
    ]
