"""How a process starts.

What is imported stays: looking for garbage among it again and again is a tenth of a cold start, and a share of every
collection after it.
"""

import gc

_USUAL = gc.get_threshold()
_SELDOM = 1_000_000
"""More than any function makes while it is imported; garbage is still collected in a process that never says when."""


def importing() -> None:
    """Leave garbage alone until :func:`imported`."""
    gc.set_threshold(_SELDOM)


def imported() -> None:
    """Collect garbage as usual, but no longer among what is there now."""
    gc.freeze()
    gc.set_threshold(*_USUAL)
