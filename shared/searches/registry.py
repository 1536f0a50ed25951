"""Kinds by name. A kind is imported when a search of it runs, so that no function carries what it does not use."""

from importlib import import_module

from shared.searches.kind import Kind

KINDS = {
    "image_search": "shared.searches.kinds.image_search",
    "job_search": "shared.searches.kinds.job_search",
}
"""The module of each kind; its kind is the module's ``KIND``."""


class UnknownKind(LookupError):
    """This worker does not know the search's kind; a newer one may."""


def get_kind(name: str) -> Kind:
    """Return the kind called ``name``; raises :class:`UnknownKind`."""
    try:
        module = KINDS[name]
    except KeyError as error:
        raise UnknownKind(name) from error
    kind: Kind = import_module(module).KIND
    return kind
