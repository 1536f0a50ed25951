"""Who makes the suggestions of a run. A model's suggester goes in here and nowhere else."""

from shared.models.optimized import Mode
from shared.optimize.suggest import Quick, Suggester

NO_MODEL = "No model is configured, so the suggestions are made by rules (quick mode)."


def suggester_for(mode: Mode) -> Suggester:
    """Return the suggester of a run; without a configured model every run is quick."""
    del mode
    return Quick()


def note_for(mode: Mode) -> str | None:
    """Return what the first event says about the mode, when it is not the one that was asked for."""
    return NO_MODEL if mode == "llm" else None
