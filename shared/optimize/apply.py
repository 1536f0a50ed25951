"""Putting accepted suggestions into a résumé, exactly or not at all.

Every suggestion is held against the résumé the batch starts from: its pointer must lead somewhere and the original
must stand there unchanged. Two that touch the same place do not both go in; a reorder of a list does not disturb a
rewrite inside it.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from shared.models.optimized import Refused, Suggestion
from shared.models.resume import Resume


class _Missing:
    """Nothing stands at that pointer."""


MISSING = _Missing()


def apply(resume: Resume, suggestions: Iterable[Suggestion]) -> tuple[Resume, list[str], list[Refused]]:
    """Return the improved résumé, the ids that went in, and the refused with their reasons."""
    source = resume.model_dump(exclude_none=True)
    edited = deepcopy(source)
    replaced: dict[str, Suggestion] = {}
    reorders: dict[str, Suggestion] = {}
    inserts: dict[str, list[Suggestion]] = {}
    applied, refused = [], []
    for suggestion in suggestions:
        reason = _refusal(source, suggestion) or _clash(suggestion, replaced, reorders, inserts)
        if reason:
            refused.append(Refused(id=suggestion.id, reason=reason))
            continue
        applied.append(suggestion.id)
        match suggestion.op:
            case "replace" | "split":
                replaced[suggestion.pointer] = suggestion
            case "reorder":
                reorders[suggestion.pointer] = suggestion
            case "insert":
                inserts.setdefault(suggestion.pointer, []).append(suggestion)
    # Replacements first (they keep every index), then the lists as wholes, the deepest first.
    splits: dict[str, dict[int, list[Any]]] = {}
    for pointer, suggestion in replaced.items():
        parent, _, last = pointer.rpartition("/")
        if suggestion.op == "split":
            splits.setdefault(parent, {})[int(last)] = list(suggestion.proposed)
        else:
            _put(edited, pointer, suggestion.proposed)
    for pointer in sorted({*splits, *reorders, *inserts}, key=lambda p: p.count("/"), reverse=True):
        _rebuild(edited, pointer, splits.get(pointer, {}), reorders.get(pointer), inserts.get(pointer, []))
    return Resume.model_validate(edited), applied, refused


def _rebuild(
    document: Any, pointer: str, splits: dict[int, list[Any]], reorder: Suggestion | None, inserts: list[Suggestion]
) -> None:
    now = look(document, pointer)
    items = now if isinstance(now, list) else []
    order = reorder.order if reorder and reorder.order else range(len(items))
    rebuilt = [part for index in order for part in splits.get(index, [items[index]])]
    _put(document, pointer, rebuilt + [suggestion.proposed for suggestion in inserts])


def _refusal(source: Any, suggestion: Suggestion) -> str | None:
    found = look(source, suggestion.pointer)
    match suggestion.op:
        case "none":
            return "A question changes nothing; answer it by editing."
        case "insert":
            if isinstance(found, list):
                return "It is already there." if suggestion.proposed in found else None
            return None if found is MISSING and _parent_is_open(source, suggestion.pointer) else "No list stands there."
        case "reorder":
            if not isinstance(found, list) or found != suggestion.original:
                return "The list has changed since."
            whole = sorted(suggestion.order or []) == list(range(len(found)))
            return None if whole else "The new order does not hold every item once."
        case "split":
            if not isinstance(suggestion.proposed, list) or not isinstance(found, str):
                return "Only a line of a list can be split."
            if not isinstance(look(source, suggestion.pointer.rpartition("/")[0]), list):
                return "Only a line of a list can be split."
    if found is MISSING:
        absent_before = suggestion.original is None and _parent_is_open(source, suggestion.pointer)
        return None if absent_before else "The text is no longer there."
    return None if found == suggestion.original else "The text has changed since."


def _clash(
    suggestion: Suggestion,
    replaced: dict[str, Suggestion],
    reorders: dict[str, Suggestion],
    inserts: dict[str, list[Suggestion]],
) -> str | None:
    pointer = suggestion.pointer
    if suggestion.op == "reorder":
        clash = pointer in reorders or pointer in replaced
    elif suggestion.op == "insert":
        clash = pointer in replaced or any(other.proposed == suggestion.proposed for other in inserts.get(pointer, []))
    else:
        clash = pointer in reorders or pointer in inserts or any(
            pointer == other or pointer.startswith(other + "/") or other.startswith(pointer + "/") for other in replaced
        )  # fmt: skip
    return "Another accepted suggestion changes the same place." if clash else None


def look(document: Any, pointer: str) -> Any:
    """Return what stands at a JSON Pointer, or ``MISSING``."""
    if pointer and not pointer.startswith("/"):
        return MISSING
    for name in _names(pointer):
        if isinstance(document, dict) and name in document:
            document = document[name]
        elif isinstance(document, list) and name.isascii() and name.isdecimal() and int(name) < len(document):
            document = document[int(name)]
        else:
            return MISSING
    return document


def _put(document: Any, pointer: str, value: Any) -> None:
    parent, _, _ = pointer.rpartition("/")
    holder = look(document, parent)
    last = _names(pointer)[-1]
    if isinstance(holder, list):
        holder[int(last)] = value
    else:
        holder[last] = value


def _parent_is_open(document: Any, pointer: str) -> bool:
    return isinstance(look(document, pointer.rpartition("/")[0]), dict)


def _names(pointer: str) -> list[str]:
    return [name.replace("~1", "/").replace("~0", "~") for name in pointer.split("/")[1:]]
