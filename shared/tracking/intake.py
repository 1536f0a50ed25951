"""A job as it came in, made ready to be stored, and the words for what is wrong with one that cannot be."""

from typing import Any

from pydantic import ValidationError

from shared.models.tracked_job import NewJob
from shared.tracking.canonical import canonical_url, linkedin_id


def row_of(job: NewJob, source: str) -> dict[str, Any]:
    """Return the columns of a new row; ``source`` is where it comes from when the job itself does not say."""
    row = job.model_dump(mode="json")
    row["source"] = job.source or source
    return row | address_of(job.job_url, job.source_linkedin_id)


def address_of(url: str | None, source_linkedin_id: str | None) -> dict[str, str | None]:
    """Return the columns by which a posting is known again."""
    return {
        "job_url": url,
        "canonical_url": canonical_url(url) if url else None,
        "source_linkedin_id": source_linkedin_id or (linkedin_id(url) if url else None),
    }


def faults_of(error: ValidationError) -> list[dict[str, str]]:
    """Say what is wrong, one fault per field, in the shape of a problem document's ``errors``."""
    return [
        {
            "pointer": "".join(f"/{part}" for part in fault["loc"]) or "/",
            "detail": fault["msg"].removeprefix("Value error, ")[:200],
        }
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
