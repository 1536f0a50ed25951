"""POST /analyze-job — read one posting, and score it for the given person."""

from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StrictBool, model_validator

from shared.errors import InvalidRequest, ResumeNotFound, TooManyRequests, Unauthenticated, Unreadable
from shared.http.app import create_app, on_lambda
from shared.http.json_body import bad_request
from shared.http.json_body import router as new_router
from shared.http.postings import ScoredPosting, ScoredProfile
from shared.http.problems import problems
from shared.http.store import Store
from shared.matching.items import MatchItem, item_of, posting_hash
from shared.matching.person import candidate_of
from shared.matching.score import bucket_of, scorer_for
from shared.models.candidate import Candidate, UserProfile
from shared.models.posting import (
    AskedDegree,
    AskedLanguage,
    AskedLicence,
    AskedSkill,
    AskedYears,
    Posting,
    PostingFacts,
    Salary,
)
from shared.scoring.posting import posting_from_text, read_json_ld, read_posting
from shared.store.stored import stored_resume
from shared.store.user import UserStore

router = new_router()

LONGEST_TEXT = 500_000


class AnalyzeRequest(BaseModel):
    """One posting, as text, as HTML, as schema.org JobPosting or by fields; and, if you want the match, a person."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    text: str | None = Field(
        None,
        max_length=LONGEST_TEXT,
        validation_alias=AliasChoices("text", "html", "job_description", "jobDescription", "description"),
    )
    json_ld: dict[str, Any] | None = Field(None, validation_alias=AliasChoices("json_ld", "jsonLd"))
    job: ScoredPosting | None = Field(None, validation_alias=AliasChoices("job", "posting"))
    job_title: str | None = Field(None, max_length=500, validation_alias=AliasChoices("job_title", "jobTitle", "title"))
    company_name: str | None = Field(
        None, max_length=500, validation_alias=AliasChoices("company_name", "companyName", "company")
    )
    resume_id: UUID | None = Field(None, validation_alias=AliasChoices("resume_id", "resumeId"))
    resume_text: str | None = Field(
        None, max_length=200_000, validation_alias=AliasChoices("resume_text", "resumeText")
    )
    user_profile: ScoredProfile | None = Field(
        None, validation_alias=AliasChoices("user_profile", "userProfile", "profile")
    )

    quick_mode: StrictBool = Field(default=True, validation_alias=AliasChoices("quick_mode", "quickMode"))

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.job or self.json_ld or (self.text and self.text.strip())):
            raise bad_request("text, json_ld or job is required")
        return self

    def posting(self) -> Posting:
        """Return the posting by whichever way it came; title and company given beside a text win over a guess."""
        if self.job:
            return self.job
        posting = read_json_ld(self.json_ld) if self.json_ld else posting_from_text(self.text or "")
        said = {"job_title": self.job_title, "company_name": self.company_name}
        return posting.model_copy(update={name: value for name, value in said.items() if value})


class Analysis(BaseModel):
    """What a posting says. Spans index `text` (`source: posting`) or `title`."""

    success: bool = True
    job_title: str
    company_name: str
    location: str
    remote: str | None
    seniority: str | None
    role_family: str | None
    experience_years: AskedYears | None
    skill_years: list[AskedYears]
    required_skills: list[AskedSkill]
    preferred_skills: list[AskedSkill]
    other_skills: list[AskedSkill]
    """Named without saying how much they matter."""
    not_wanted: list[AskedSkill]
    degree: AskedDegree | None
    languages: list[AskedLanguage]
    licences: list[AskedLicence]
    salary: Salary | None
    text: str
    content_hash: str
    match: MatchItem | None
    """The score for the person given; null when none was."""


def analysis_of(posting: Posting, facts: PostingFacts, match: MatchItem | None) -> Analysis:
    by_need: dict[str, list[AskedSkill]] = {"required": [], "preferred": [], "unstated": []}
    for asked in facts.skills:
        by_need[asked.need].append(asked)
    return Analysis(
        job_title=facts.title,
        company_name=facts.company,
        location=facts.location,
        remote=facts.remote,
        seniority=facts.seniority,
        role_family=facts.role_family,
        experience_years=facts.years,
        skill_years=facts.skill_years,
        required_skills=by_need["required"],
        preferred_skills=by_need["preferred"],
        other_skills=by_need["unstated"],
        not_wanted=facts.negated,
        degree=facts.degree,
        languages=facts.languages,
        licences=facts.licences,
        salary=facts.salary,
        text=facts.text,
        content_hash=posting_hash(posting),
        match=match,
    )


async def person(wanted: AnalyzeRequest, store: UserStore) -> Candidate | None:
    profile: UserProfile | None = wanted.user_profile
    if wanted.resume_id:
        row = await store.matches.resume_with_known(wanted.resume_id, [])
        return Candidate(resume=stored_resume(row.data), text=row.text, profile=profile)
    if wanted.resume_text or profile:
        return candidate_of(wanted.resume_text, profile)
    return None


@router.post(
    "/analyze-job", responses=problems(InvalidRequest, Unauthenticated, ResumeNotFound, Unreadable, TooManyRequests)
)
async def analyze_posting(wanted: AnalyzeRequest, store: Store) -> Analysis:
    """Read a posting: what it asks for, how much each thing matters and where it says so; nothing is stored.

    With a `resume_id`, a `resume_text` or a `user_profile` the answer holds the match as well.
    """
    scorer = scorer_for(quick_mode=wanted.quick_mode)
    await store.limits.take(bucket_of(scorer))
    candidate = await person(wanted, store)
    posting = wanted.posting()
    match = None
    if candidate:
        scored = await scorer.score(candidate, [posting], datetime.now(UTC).date())
        match = item_of(scored[0], posting)
    return analysis_of(posting, read_posting(posting), match)


app = create_app(router, function="analyze_posting")
lambda_handler = on_lambda(app)
