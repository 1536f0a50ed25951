"""The request bodies of the scoring calls, with the words the contract fixes for what is missing."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StringConstraints,
    model_validator,
)

from shared.http.json_body import bad_request
from shared.models.candidate import UserProfile
from shared.models.posting import Posting

LARGEST_BATCH = 50


class ScoredPosting(Posting):
    """A posting with the limits the API holds it to. An id may be a number, as boards have them; nothing else may."""

    model_config = ConfigDict(coerce_numbers_to_str=False)

    job_id: (
        Annotated[
            str,
            StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
            Field(coerce_numbers_to_str=True, json_schema_extra={"type": ["string", "number"]}),
        ]
        | None
    ) = Field(None, validation_alias=AliasChoices("job_id", "jobId", "id"))
    job_title: str = Field(
        "", max_length=500, validation_alias=AliasChoices("job_title", "jobTitle", "title", "position")
    )
    company_name: str = Field(
        "", max_length=500, validation_alias=AliasChoices("company_name", "companyName", "company")
    )
    location: str = Field("", max_length=500)
    description: str = Field(
        "",
        max_length=100_000,
        validation_alias=AliasChoices("description", "job_description", "jobDescription", "text", "html"),
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.job_title.strip() or self.description.strip() or self.json_ld):
            raise ValueError("a posting needs a job_title or a description")
        return self


class ScoredProfile(UserProfile):
    """A profile with the limits the API holds it to."""

    skills: list[Annotated[str, StringConstraints(max_length=200)]] = Field([], max_length=500)
    experience_years: StrictFloat | None = Field(
        None,
        ge=0,
        le=80,
        allow_inf_nan=False,
        validation_alias=AliasChoices(
            "experience_years", "experienceYears", "years_experience", "yearsExperience", "years_of_experience",
            "yearsOfExperience", "years",
        ),
    )  # fmt: skip


class BatchRequest(BaseModel):
    """``jobs`` (1–50) and whom to score them for."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    resume_id: UUID | None = Field(None, validation_alias=AliasChoices("resume_id", "resumeId"))
    resume_text: str | None = Field(
        None, max_length=200_000, validation_alias=AliasChoices("resume_text", "resumeText")
    )
    user_profile: ScoredProfile | None = Field(
        None, validation_alias=AliasChoices("user_profile", "userProfile", "profile")
    )
    jobs: list[ScoredPosting]
    quick_mode: StrictBool = Field(default=True, validation_alias=AliasChoices("quick_mode", "quickMode"))

    @model_validator(mode="before")
    @classmethod
    def _fixed_words(cls, raw: Any) -> Any:
        if isinstance(raw, dict):
            jobs = raw.get("jobs")
            if not isinstance(jobs, list) or not jobs:
                raise bad_request("jobs array is required")
            if len(jobs) > LARGEST_BATCH:
                raise bad_request(f"Batch size cannot exceed {LARGEST_BATCH} jobs")
        return raw
