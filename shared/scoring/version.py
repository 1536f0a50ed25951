"""The scorer's version, apart from the scorer: whoever reads stored scores needs no more of it."""

from typing import Final

SCORER_VERSION: Final = "3"
"""Part of every cache key: raise it with any change that can move a score."""
