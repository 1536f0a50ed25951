"""What a person should look at, what makes a parse need review, and what is no résumé at all."""

import re
from collections.abc import Sequence
from typing import Any

from shared.models.resume import ParsedResume, ParseWarning, Resume
from shared.resumes.contact import EMAIL, PHONE
from shared.resumes.dates import find_spans, is_date_text, is_duration
from shared.resumes.evidence import find_degree, school_score, title_score
from shared.resumes.headings import find_kind, is_phrase
from shared.resumes.refusals import NotAResume, UnreadableEncoding
from shared.resumes.sections import Section


def refuse_nonsense(text: str) -> None:
    """Raise when the characters are not those a person wrote (a font without a Unicode table)."""
    letters = "".join(text.split())
    if len(letters) < 40:
        return
    words = re.findall(r"[^\W\d_]{2,}", text)
    lettered = sum(map(str.isalpha, letters)) / len(letters)
    if lettered < 0.35:
        raise UnreadableEncoding
    latin = [word for word in words if word.isascii()]
    joined = " ".join(latin)
    length = len(joined) - len(latin) + 1
    if len(latin) > 30 and length > 0.8 * sum(map(len, words)):
        small = joined.lower()
        voweled = len(re.findall(r"\b[^aeiouy ]*[aeiouy]", small)) / len(latin)
        odd = sum(re.search(r"[a-z][A-Z]", word) is not None for word in latin if not word.islower()) / len(latin)
        usual = sum(map(small.count, "etaoinsrl")) / length
        if voweled < 0.55 or odd > 0.5 or usual < 0.38:
            raise UnreadableEncoding


def refuse_what_is_no_resume(resume: Resume, text: str, sections: Sequence[Section]) -> None:
    """Raise when nothing in the file is what résumés are made of."""
    kinds = {section.kind for section in sections if section.kind not in (None, "head")}
    points = 0.0
    points += 1.5 * bool(kinds & {"work", "education"}) + 0.5 * min(3, len(kinds - {"contact", "summary"}))
    points += 1.0 * bool(EMAIL.search(text)) + 0.5 * bool(PHONE.search(text))
    if points >= ENOUGH:
        return
    lines = [line for line in text.split("\n") if line.strip()]
    points += 0.5 * min(3, sum(title_score(line) >= 0.75 for line in lines if len(line) < 80))
    points += 0.5 * min(2, sum(find_degree(line) is not None for line in lines if len(line) < 120))
    points += 0.5 * min(2, sum(any(not span.single for span in find_spans(line)) for line in lines))
    points += 0.5 * bool(resume.basics.name)
    if points < ENOUGH:
        raise NotAResume


ENOUGH = 2.0
"""Points from which on a file is a résumé."""


NEEDS_REVIEW = frozenset(
    [
        "no-name",
        "uncertain-name",
        "no-position",
        "no-employer",
        "no-institution",
        "dates-reversed",
        "recognised-text",
        "mixed-text",
        "torn-text",
        "unsorted-text",
    ]
)
"""Codes of warnings that speak of a misreading rather than of what a résumé leaves out."""


class _Doubts:
    """Warnings and confidence as they are found, one method for each part of a résumé."""

    def __init__(self, resume: Resume, sure: dict[str, float]) -> None:
        self.resume = resume
        self.warnings: list[ParseWarning] = []
        self.confidence = {pointer: round(min(1.0, max(0.05, value)), 2) for pointer, value in sure.items()}

    def warn(self, code: str, message: str, pointer: str | None = None) -> None:
        self.warnings.append(ParseWarning(code=code, message=message, pointer=pointer))

    def basics(self) -> None:
        basics = self.resume.basics
        if not basics.name:
            self.warn("no-name", "No name was found.", "/basics/name")
            self.confidence.pop("/basics/name", None)
        elif self.confidence.get("/basics/name", 1.0) < 0.5:
            self.warn("uncertain-name", "The name may be wrong.", "/basics/name")
        if not basics.email:
            self.warn("no-email", "No e-mail address was found.", "/basics/email")
        if not basics.phone:
            self.warn("no-phone", "No phone number was found.", "/basics/phone")
        if any(known and known in (basics.summary or "") for known in (basics.email, basics.phone)):
            self.warn("mixed-text", "Contact data stands in the middle of this text.", "/basics/summary")

    def work(self) -> None:
        jobs = self.resume.work
        if not jobs:
            self.warn("no-work", "No work experience was found.", "/work")
        told = any(job.highlights or job.summary for job in jobs)
        for index, job in enumerate(jobs):
            pointer = f"/work/{index}"
            if not job.position:
                self.warn("no-position", "This job has no title.", f"{pointer}/position")
            if not job.name:
                self.warn("no-employer", "This job names no employer.", f"{pointer}/name")
            if not job.start_date and not job.end_date:
                self.warn("no-dates", "This job has no dates.", f"{pointer}/startDate")
            elif job.start_date and job.end_date and job.end_date[:7] < job.start_date[: len(job.end_date[:7])]:
                self.warn("dates-reversed", "This job ends before it starts.", f"{pointer}/endDate")
            elif job.start_date and job.start_date == job.end_date:
                self.warn("uncertain-field", "Only one date was found for this job.", f"{pointer}/endDate")
            if told and not (job.highlights or job.summary):
                self.warn("no-details", "Nothing was found of what was done in this job.", f"{pointer}/highlights")
            self.prose(f"{pointer}/summary", job.summary)
            for number, text in enumerate(job.highlights):
                self.prose(f"{pointer}/highlights/{number}", text)
            self.torn(f"{pointer}/position", job.position)
            self.torn(f"{pointer}/name", job.name)
            for field in ("position", "name"):
                value = self.confidence.get(f"{pointer}/{field}")
                if value is not None and value < 0.1:
                    message = "Title and employer could be told apart only by their place."
                    self.warn("uncertain-field", message, f"{pointer}/{field}")
                    break

    def education(self) -> None:
        if not self.resume.education:
            self.warn("no-education", "No education was found.", "/education")
        for index, school in enumerate(self.resume.education):
            pointer = f"/education/{index}"
            if not school.institution:
                self.warn("no-institution", "This education entry names no school.", f"{pointer}/institution")
            if not school.start_date and not school.end_date:
                self.warn("no-dates", "This education entry has no dates.", f"{pointer}/endDate")
            self.prose(f"{pointer}/summary", school.summary)
            if any(school_score(line) >= SURE for line in (school.summary or "").split("\n") if len(line) < 80):
                self.warn("mixed-text", "This text names another school.", f"{pointer}/summary")
            self.torn(f"{pointer}/institution", school.institution)
            self.torn(f"{pointer}/studyType", school.study_type)
            self.torn(f"{pointer}/area", school.area)

    def rest(self) -> None:
        if not self.resume.skills:
            self.warn("no-skills", "No list of skills was found.", "/skills")
        for index, project in enumerate(self.resume.projects):
            self.torn(f"/projects/{index}/name", project.name)
        for index, certificate in enumerate(self.resume.certificates):
            self.torn(f"/certificates/{index}/name", certificate.name)

    def unsorted(self, sections: Sequence[dict[str, Any]]) -> None:
        for index, section in enumerate(sections):
            words = sum(len(str(item).split()) for item in section["items"])
            if not section["title"] and words >= UNSORTED:
                self.warn("unsorted-text", "This text belongs to no section that was found.", f"/sections/{index}")

    def prose(self, pointer: str, value: str | None) -> None:
        """Warn where the lines of a text do not follow each other, or hold the period of another entry."""
        first, *more = (value or "").split("\n")
        if any(line[:1].islower() for line in more):
            self.warn("torn-text", "The lines of this text may belong together, or to something else.", pointer)
        short = [line for line in (first, *more) if line and len(line) <= 40]
        if any(is_date_text(line) and not is_duration(line) for line in short):
            self.warn("mixed-text", "A date stands in this text by itself.", pointer)

    def torn(self, pointer: str, value: str | None) -> None:
        """Warn where a name is cut off, a piece of a sentence or the heading of a section."""
        if not value or not value.strip():
            return
        if is_torn(value):
            self.warn("torn-text", "This may be only a piece of what is written.", pointer)
        elif is_phrase(value) and find_kind(value) is not None:
            self.warn("torn-text", "This may be the heading of a section.", pointer)


SURE = 0.9
"""The score from which on words name a school."""
UNSORTED = 12
"""Words that are more than a remark between name and first section."""
_CUT = re.compile(r"(?:[,;:(/&]|\b(?:and|of|the|for|with|in|at|und|et|y|e|de|der|für|von))$")


def is_torn(value: str) -> bool:
    """Whether a name ends where none can, or begins like the rest of a sentence."""
    text = value.strip()
    words = text.split()
    begins_inside = text[0].islower() and len(words) > 2 and sum(word[0].islower() for word in words) > 0.6 * len(words)
    return _CUT.search(text) is not None or begins_inside or text.count("(") != text.count(")")


def find_doubts(
    parsed: ParsedResume,
    sure: dict[str, float],
    notes: Sequence[tuple[str, str]] = (),
    sections: Sequence[dict[str, Any]] = (),
) -> ParsedResume:
    """The parse with its confidence, warnings and status filled in; ``sections`` are those of no known kind."""
    resume = parsed.resume
    doubts = _Doubts(resume, sure)
    for code, message in notes:
        doubts.warn(code, message)
    doubts.basics()
    doubts.work()
    doubts.education()
    doubts.rest()
    doubts.unsorted(sections)
    if parsed.hidden_text:
        doubts.warn("hidden-text", "The file holds text that a reader cannot see; it is left out.")
    missing = (not resume.work and not resume.education) or not (resume.basics.email or resume.basics.phone)
    review = missing or any(warning.code in NEEDS_REVIEW for warning in doubts.warnings)
    parsed.warnings = doubts.warnings
    parsed.confidence = doubts.confidence
    parsed.status = "needs_review" if review else "parsed"
    return parsed
