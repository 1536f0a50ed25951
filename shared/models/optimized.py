"""A résumé rewritten for one posting: what a run suggests, what the editor holds, what is measured about it.

The editor's document (``StructuredOutput``) comes from clients we do not know: known keys are typed, unknown ones are
kept at every level.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from shared.models.form import SECTIONS, Section
from shared.models.posting import Posting
from shared.models.resume import Resume

Mode = Literal["quick", "llm"]
SuggestionKind = Literal[
    "skill_name", "skill_order", "bullet_order", "opening", "length", "tense", "date", "summary", "rewrite", "question"
]
Op = Literal["replace", "split", "insert", "reorder", "none"]


class Suggestion(BaseModel):
    """One improvement, exact enough to be applied without a model.

    ``replace`` puts ``proposed`` where ``original`` stands at ``pointer`` (RFC 6901, into the résumé); ``split`` puts
    several strings where one stands; ``insert`` adds ``proposed`` to the list at ``pointer``; ``reorder`` puts the list
    at ``pointer`` into ``order`` (old indices); ``none`` is a question to the person and changes nothing.
    """

    id: str
    kind: SuggestionKind
    section: Section
    op: Op
    pointer: str
    original: Any = None
    proposed: Any = None
    order: list[int] | None = None
    alternates: list[str] = []
    reason: str
    keywords: list[str] = []
    """Skills of the posting that become visible."""

    def texts(self) -> Iterator[str]:
        """Yield every string this would put into the résumé."""
        if self.op in {"replace", "split", "insert"}:
            yield from self.proposed if isinstance(self.proposed, list) else [str(self.proposed)]
        yield from self.alternates


class Refused(BaseModel):
    """A suggestion that was not applied, and why."""

    id: str
    reason: str


class FormatRule(BaseModel):
    """A rule that applicant tracking systems are known to need, and what breaks it here."""

    code: str
    severity: Literal["error", "warning", "info"]
    passed: bool
    pointer: str | None = None
    """The first place that breaks it (JSON Pointer into the résumé)."""
    count: int = 0
    fix: str = ""


class DuplicatePair(BaseModel):
    """Two bullets that say the same. ``similarity`` is 0-1."""

    first: str
    second: str
    similarity: float


class Metrics(BaseModel):
    """What is measured about a résumé. Always computed here, whatever a client sends."""

    coverage: int | None = Field(None, ge=0, le=100)
    """Weighted share of the posting's skills that the résumé shows; none without a posting that asks for any."""
    readability: int | None = Field(None, ge=0, le=100)
    """Flesch reading ease of summary and bullets, cut to 0-100; none for texts that are not English prose."""
    duplicates: int = 0
    format_compliance: int = Field(0, ge=0, le=100)
    rules: list[FormatRule] = []
    duplicate_pairs: list[DuplicatePair] = []


class Requirement(BaseModel):
    """What a posting asks for, as the editor's document keeps it. One of ``names`` is enough."""

    model_config = ConfigDict(extra="allow")

    names: list[str]
    need: Literal["required", "preferred", "unstated"] = "unstated"


class Kept(BaseModel):
    """A piece of the editor's document: unknown keys are kept."""

    model_config = ConfigDict(extra="allow")


def _alternate(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Alternate(Kept):
    id: str = ""
    text: str = ""
    reason: str | None = None


def _item(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Item(Kept):
    """One line of the form. An entry (a job, a school) has ``fields`` and its bullets as ``items``.

    ``text`` is what stands in the résumé; ``selected`` names the alternate that replaces it (its id or index) and is
    resolved by a save: the text moves in, what stood there becomes an alternate.
    """

    id: str = ""
    pointer: str | None = None
    kind: str | None = None
    """In ``additional``: which list of the résumé the entry belongs to."""
    text: str = ""
    fields: dict[str, Any] = {}
    items: list[Annotated["Item", BeforeValidator(_item)]] = []
    alternates: list[Annotated[Alternate, BeforeValidator(_alternate)]] = []
    selected: str | int | None = None
    chosen: str | int | None = None
    """What ``selected`` was when it was last resolved; set here, so that a click is told from an edited text."""


def _ui_section(value: Any) -> Any:
    match value:
        case str():
            return {"items": [{"text": value}]}
        case list():
            return {"items": value}
        case None:
            return {}
    return value


class UiSection(Kept):
    """One of the eight sections of the form. ``contact`` has ``fields``, the others ``items`` in their order."""

    fields: dict[str, Any] = {}
    items: list[Annotated[Item, BeforeValidator(_item)]] = []


class DiffHint(Kept):
    """A place where the document differs from the résumé it came from."""

    section: str = ""
    pointer: str = ""
    change: Literal["added", "removed", "changed", "moved"] = "changed"
    before: str | None = None
    after: str | None = None


class Preview(Kept):
    live_preview_text: str = ""
    diff_hints: list[DiffHint] = []


SectionField = Annotated[UiSection, BeforeValidator(_ui_section)]


class Ui(Kept):
    """What the editor shows."""

    contact: SectionField = UiSection()
    summary: SectionField = UiSection()
    experience: SectionField = UiSection()
    skills: SectionField = UiSection()
    education: SectionField = UiSection()
    projects: SectionField = UiSection()
    certifications: SectionField = UiSection()
    additional: SectionField = UiSection()
    order: list[str] = list(SECTIONS)
    preview: Preview = Preview()
    origin: dict[str, list[str]] | None = None
    """The lines of the résumé that the document came from: what ``preview.diff_hints`` compares with."""
    synced: dict[str, str] = {}
    """Per section, a fingerprint of what form and résumé agreed on at the last save: tells which side was edited."""


class Analysis(Kept):
    """How the résumé stands against the posting."""

    job_title: str | None = None
    company_name: str | None = None
    match_score: int | float | None = None
    requirements: list[Requirement] = []
    matched_skills: list[str] = []
    missing_skills: list[str] = []


class TailoredText(Kept):
    ats_plain_text: str = ""


class StructuredOutput(Kept):
    """The editor's document."""

    ui: Ui
    resume_json: Resume
    analysis: Analysis
    qa: dict[str, Any]
    tailored_resume_text: TailoredText
    iteration_notes: Any = None


REQUIRED_KEYS = ("ui", "resume_json", "analysis", "qa", "tailored_resume_text")


class RunInput(BaseModel):
    """Everything a run works on, kept with it so that any instance can take it over."""

    resume: Resume
    posting: Posting | None = None
    confirmed: list[str] = []
    mode: Mode = "quick"
    today: date
    """The day it was asked for: a job that goes on is counted until then, on every instance alike."""


class RunEvent(BaseModel):
    """One event of a run. ``seq`` counts from 1 without a gap and is the id on the wire."""

    seq: int
    event: Literal["run", "progress", "suggestion", "blocked", "qa", "result", "done", "error"]
    data: dict[str, Any]
