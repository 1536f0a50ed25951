"""A posting as a caller sends it. What is read out of it is ``shared.scoring.posting``'s business."""

from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field


class Posting(BaseModel):
    """A job advert to be scored. ``description`` is plain text or HTML; extra keys are ignored."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True, coerce_numbers_to_str=True)

    job_id: str | None = Field(None, validation_alias=AliasChoices("job_id", "jobId", "id"))
    job_title: str = Field("", validation_alias=AliasChoices("job_title", "jobTitle", "title", "position"))
    company_name: str = Field("", validation_alias=AliasChoices("company_name", "companyName", "company"))
    location: str = ""
    description: str = Field(
        "", validation_alias=AliasChoices("description", "job_description", "jobDescription", "text", "html")
    )
    job_url: str | None = Field(None, validation_alias=AliasChoices("job_url", "jobUrl", "url"))
    json_ld: dict[str, Any] | None = Field(None, validation_alias=AliasChoices("json_ld", "jsonLd"))
    """schema.org JobPosting, when the caller has it."""
