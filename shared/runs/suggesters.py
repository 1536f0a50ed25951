"""Who makes the suggestions of a run: the rules, or a model where one was asked for and is configured."""

from shared.config import settings
from shared.llm.client import Provider
from shared.llm.rewrite import ModelSuggester
from shared.models.optimized import Mode
from shared.optimize.suggest import Quick, Suggester

NO_MODEL = "No model is configured, so the suggestions are made by rules (quick mode)."


def suggester_for(mode: Mode) -> Suggester:
    """Return the suggester of a run; without a configured model every run is quick."""
    known = settings()
    if mode == "llm" and _configured():
        provider = Provider(known.llm_base_url, known.llm_api_key, known.llm_model)
        return ModelSuggester(provider, known.llm_deadline_seconds)
    return Quick()


def note_for(mode: Mode) -> str | None:
    """Return what the first event says about the mode, when it is not the one that was asked for."""
    return NO_MODEL if mode == "llm" and not _configured() else None


def _configured() -> bool:
    return bool(settings().llm_base_url and settings().llm_model)
