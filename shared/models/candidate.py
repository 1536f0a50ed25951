"""A candidate as the scorer sees one."""

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from shared.models.resume import Resume


class UserProfile(BaseModel):
    """What a caller knows of a person without a stored résumé. Every field may be missing."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    skills: list[str] = []
    target_role: str | None = Field(
        None,
        validation_alias=AliasChoices(
            "target_role",
            "targetRole",
            "target_position",
            "targetPosition",
            "target_title",
            "targetTitle",
            "target",
            "title",
            "headline",
        ),
    )
    experience_years: float | None = Field(
        None,
        validation_alias=AliasChoices(
            "experience_years",
            "experienceYears",
            "years_experience",
            "yearsExperience",
            "years_of_experience",
            "yearsOfExperience",
            "years",
        ),
    )
    summary: str | None = None
    location: str | None = None
    languages: list[str] = []


class Candidate(BaseModel):
    """The person to be scored: any of a parsed résumé, its visible text, and a profile."""

    resume: Resume | None = None
    text: str = ""
    profile: UserProfile | None = None
