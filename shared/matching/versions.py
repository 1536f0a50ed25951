"""What a stored score was made by, and whether that is still how scores are made."""

from shared.config import Settings, settings
from shared.models.match import ScoredBy
from shared.scoring.version import SCORER_VERSION

JUDGE_VERSION = "1"
"""Part of the cache key of every model's result: raise it with any change of prompt or judging."""
DIFY = "dify"
"""A workflow hides its model, so its results go by this name."""


def version_of(scored_by: ScoredBy, model: str) -> str:
    """Return the version of what a model judges."""
    return f"{SCORER_VERSION}/{scored_by}-{JUDGE_VERSION}:{model}"


def current_versions() -> set[str]:
    """Return the versions whose results are not stale."""
    model = _configured(settings())
    return {SCORER_VERSION} | ({version_of(*model)} if model else set())


def _configured(known: Settings) -> tuple[ScoredBy, str] | None:
    if known.llm_base_url and known.llm_model:
        return "llm", known.llm_model
    return ("dify", DIFY) if known.dify_api_key else None
