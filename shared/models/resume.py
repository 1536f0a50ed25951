"""The parsed person.

One model, two spellings: attributes (and our own JSON) are ``snake_case``; dumped by alias it is JSON Resume 1.0.0
(https://jsonresume.org/schema), whose field names these are. Unknown keys are kept at every level, so a foreign
document comes back as it went in.

Dates are ISO 8601 of the precision that was written: ``2021``, ``2021-03`` or ``2021-03-14``.
"""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Part(BaseModel):
    """A piece of a résumé: both spellings in, unknown keys kept."""

    model_config = ConfigDict(extra="allow", alias_generator=to_camel, populate_by_name=True)


class Location(Part):
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country_code: str | None = None
    text: str | None = None
    """The location as the person wrote it (ours, not JSON Resume's)."""


class Profile(Part):
    network: str | None = None
    username: str | None = None
    url: str | None = None


class Basics(Part):
    name: str | None = None
    label: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: Location | None = None
    profiles: list[Profile] = []


class Work(Part):
    """One position. Several roles in one company are several entries with the same ``name``."""

    name: str | None = None
    """The employer."""
    position: str | None = None
    location: str | None = None
    url: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    """Absent while the job goes on (JSON Resume's rule)."""
    current: bool | None = None
    """True when the résumé says so ("Present", "heute", "현재"); ours, not JSON Resume's."""
    summary: str | None = None
    highlights: list[str] = []
    """The bullets."""


class Volunteer(Part):
    organization: str | None = None
    position: str | None = None
    url: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    summary: str | None = None
    highlights: list[str] = []


class Education(Part):
    institution: str | None = None
    area: str | None = None
    study_type: str | None = None
    """The degree."""
    location: str | None = None
    url: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    score: str | None = None
    summary: str | None = None
    courses: list[str] = []
    highlights: list[str] = []


class Award(Part):
    title: str | None = None
    date: str | None = None
    awarder: str | None = None
    summary: str | None = None


class Certificate(Part):
    name: str | None = None
    date: str | None = None
    issuer: str | None = None
    url: str | None = None


class Publication(Part):
    name: str | None = None
    publisher: str | None = None
    release_date: str | None = None
    url: str | None = None
    summary: str | None = None


class Skill(Part):
    """A line of a skills section: a group (``name``) with its ``keywords``, or one skill without any."""

    name: str | None = None
    level: str | None = None
    keywords: list[str] = []


class Language(Part):
    language: str | None = None
    fluency: str | None = None


class Interest(Part):
    name: str | None = None
    keywords: list[str] = []


class Reference(Part):
    name: str | None = None
    reference: str | None = None


class Project(Part):
    name: str | None = None
    description: str | None = None
    highlights: list[str] = []
    keywords: list[str] = []
    start_date: str | None = None
    end_date: str | None = None
    url: str | None = None
    roles: list[str] = []
    entity: str | None = None


class Resume(Part):
    """A whole résumé (JSON Resume 1.0.0 plus the few fields marked as ours)."""

    basics: Basics = Basics()
    work: list[Work] = []
    volunteer: list[Volunteer] = []
    education: list[Education] = []
    awards: list[Award] = []
    certificates: list[Certificate] = []
    publications: list[Publication] = []
    skills: list[Skill] = []
    languages: list[Language] = []
    interests: list[Interest] = []
    references: list[Reference] = []
    projects: list[Project] = []


class ParseWarning(BaseModel):
    """Something a person should look at. ``pointer`` is a JSON Pointer into the parsed résumé, where one fits.

    What the file does not say: ``no-email``, ``no-phone``, ``no-work``, ``no-education``, ``no-skills``, ``no-dates``,
    ``no-details``. What was probably misread, so that the status is ``needs_review``: ``no-name``, ``uncertain-name``,
    ``no-position``, ``no-employer``, ``no-institution``, ``dates-reversed``, ``torn-text`` (only a piece of what is
    written), ``mixed-text`` (with something that belongs elsewhere), ``unsorted-text`` (in no section that was found),
    ``recognised-text`` (from a scan). Also ``uncertain-field`` and ``hidden-text`` (which no reader can see).
    """

    code: str
    message: str
    pointer: str | None = None


class ParsedResume(BaseModel):
    """What reading a file gives.

    ``text`` is what a reader sees, in reading order; ``hidden_text`` what a reader cannot see (white, tiny, off-page):
    reported, never scored. ``confidence`` maps JSON Pointers into ``resume`` to 0–1. ``status`` is ``parsed`` or
    ``needs_review``; a file that cannot be read at all raises instead.
    """

    resume: Resume
    text: str
    hidden_text: list[str] = []
    warnings: list[ParseWarning] = []
    confidence: dict[str, float] = {}
    status: str = "parsed"
    language: str | None = None
