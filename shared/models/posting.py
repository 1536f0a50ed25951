"""A posting as a caller sends it, and the facts that reading one gives."""

from dataclasses import dataclass, field
from typing import Any, Literal

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


Need = Literal["required", "preferred", "unstated"]
"""``unstated``: named by the posting (a duty, the stack) without saying how much it matters."""

Remote = Literal["remote", "hybrid", "onsite"]
Degree = Literal["vocational", "associate", "bachelor", "master", "doctorate"]
Interval = Literal["hour", "day", "week", "month", "year"]


@dataclass(slots=True)
class Span:
    """``text[start:end]`` of the named text of a ``PostingFacts``: ``text`` or ``title`` (``posting`` is ``text``)."""

    start: int
    end: int
    source: Literal["posting", "title"] = "posting"


@dataclass(slots=True)
class AskedSkill:
    """A skill the posting names. An OR-group ("Go or Rust") has several ``names`` and ``ids``; one shown is enough."""

    names: list[str]
    ids: list[str]
    need: Need
    spans: list[Span]
    years: float | None = None
    soft: bool = False
    """A trait rather than a craft ("team player"); it weighs half."""
    field_of_work: bool = False
    """A trade rather than a tool or a certificate ("accounting"): whoever has held such a job has shown it."""


@dataclass(slots=True)
class AskedYears:
    """Years of experience asked, overall or with the named skills. ``high`` is the upper end of "2–4 years"."""

    low: float
    high: float | None
    need: Need
    span: Span
    skill_ids: list[str] = field(default_factory=list)
    skill_names: list[str] = field(default_factory=list)
    field_of_work: bool = False
    """The skills are a field ("backend development"), so that years of the job count, not years of a tool."""


@dataclass(slots=True)
class AskedDegree:
    """The lowest degree that will do. ``or_experience``: "or equivalent experience" stands beside it."""

    level: Degree
    need: Need
    span: Span
    or_experience: bool = False


@dataclass(slots=True)
class AskedLanguage:
    """A human language asked for. ``level`` is CEFR (``B2``) or ``native``, ``fluent``, ``professional``, ``basic``."""

    language: str
    level: str | None
    need: Need
    span: Span
    others: list[str] = field(default_factory=list)
    """Any of these will do as well ("German or Italian")."""


@dataclass(slots=True)
class AskedLicence:
    """A licence or registration without which the work may not be done ("RN license", "driving licence")."""

    name: str
    need: Need
    span: Span


@dataclass(slots=True)
class Salary:
    """Pay as advertised. ``currency`` is ISO 4217 where the text decides it; either end may be open."""

    min: float | None
    max: float | None
    currency: str | None
    interval: Interval | None
    span: Span | None


@dataclass(slots=True)
class PostingFacts:
    """What a posting says. Spans index ``text`` (the description as plain text) or ``title``, as each says itself."""

    text: str
    title: str
    company: str
    location: str
    remote: Remote | None = None
    seniority: str | None = None
    """``intern``, ``junior``, ``mid``, ``senior``, ``lead``, ``principal``, ``director`` or ``executive``."""
    role_family: str | None = None
    years: AskedYears | None = None
    """Overall; the strictest of several."""
    skill_years: list[AskedYears] = field(default_factory=list)
    skills: list[AskedSkill] = field(default_factory=list)
    """Required, preferred and unstated, in the order of the text; OR-groups are one entry."""
    negated: list[AskedSkill] = field(default_factory=list)
    """Named only to say that it is not asked for ("no PHP")."""
    degree: AskedDegree | None = None
    languages: list[AskedLanguage] = field(default_factory=list)
    written_in: str | None = None
    """The language the posting itself is written in."""
    licences: list[AskedLicence] = field(default_factory=list)
    salary: Salary | None = None
    spans: dict[str, list[Span]] = field(default_factory=dict)
    """Where ``remote``, ``seniority`` and ``role_family`` were read."""
    terms: dict[str, float] = field(default_factory=dict, repr=False)
    """Stem and weight of each content word of title and requirements; what a thin lexicon hit falls back on."""
    term_words: dict[str, str] = field(default_factory=dict, repr=False)
    """How each of ``terms`` is written in ``text``, in lower case."""
    not_roles: list[str] = field(default_factory=list)
    """Role families the posting says it is not ("not a frontend role")."""

    @property
    def required_skills(self) -> list[str]:
        return [name for asked in self.skills if asked.need == "required" for name in asked.names]

    @property
    def preferred_skills(self) -> list[str]:
        return [name for asked in self.skills if asked.need == "preferred" for name in asked.names]

    @property
    def unstated_skills(self) -> list[str]:
        return [name for asked in self.skills if asked.need == "unstated" for name in asked.names]
