"""The bodies of the tracker's calls, with the words the contract fixes for what is missing."""

from typing import Any

from pydantic import model_validator

from shared.http.json_body import bad_request
from shared.models.tracked_job import JobChanges, NewJob
from shared.tracking.intake import address_of

_TITLES = ("job_title", "jobTitle", "title", "position")
_COMPANIES = ("company_name", "companyName", "company")


class TrackRequest(NewJob):
    """One job to track."""

    @model_validator(mode="before")
    @classmethod
    def _fixed_words(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and not (_says(raw, _TITLES) and _says(raw, _COMPANIES)):
            raise bad_request("job_title and company_name are required")
        return raw


def _says(raw: dict[str, Any], names: tuple[str, ...]) -> bool:
    values = [raw.get(name) for name in names]
    return any(value is not None and not (isinstance(value, str) and not value.strip()) for value in values)


def columns_of(changes: JobChanges) -> dict[str, Any]:
    """Return the columns that were named, with what follows from them."""
    columns = changes.model_dump(mode="json", exclude_unset=True, exclude={"expected_version"})
    if "job_url" in columns:
        known = address_of(changes.job_url, changes.source_linkedin_id)
        columns["canonical_url"] = known["canonical_url"]
        if known["source_linkedin_id"]:
            columns["source_linkedin_id"] = known["source_linkedin_id"]
    return columns
