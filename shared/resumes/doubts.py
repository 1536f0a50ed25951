"""What a person should look at, what makes a parse need review, and what is no résumé at all."""

import re
from collections.abc import Sequence

from shared.models.resume import ParsedResume, ParseWarning, Resume
from shared.resumes.contact import EMAIL, PHONE
from shared.resumes.dates import find_spans
from shared.resumes.evidence import find_degree, title_score
from shared.resumes.refusals import NotAResume, UnreadableEncoding
from shared.resumes.sections import Section


def refuse_nonsense(text: str) -> None:
    """Raise when the characters are not those a person wrote (a font without a Unicode table)."""
    letters = [c for c in text if not c.isspace()]
    if len(letters) < 40:
        return
    words = re.findall(r"[^\W\d_]{2,}", text)
    lettered = sum(c.isalpha() for c in letters) / len(letters)
    if lettered < 0.35:
        raise UnreadableEncoding
    latin = [word for word in words if word.isascii()]
    if len(latin) > 30 and sum(map(len, latin)) > 0.8 * sum(map(len, words)):
        voweled = sum(any(c in "aeiouyAEIOUY" for c in word) for word in latin) / len(latin)
        odd = sum(bool(re.search(r"[a-z][A-Z]", word)) for word in latin) / len(latin)
        usual = sum(c in "etaoinsrl" for word in latin for c in word.lower()) / sum(map(len, latin))
        if voweled < 0.55 or odd > 0.5 or usual < 0.38:
            raise UnreadableEncoding


def refuse_what_is_no_resume(resume: Resume, text: str, sections: Sequence[Section]) -> None:
    """Raise when nothing in the file is what résumés are made of."""
    kinds = {section.kind for section in sections if section.kind not in (None, "head")}
    points = 0.0
    points += 1.5 * bool(kinds & {"work", "education"}) + 0.5 * min(3, len(kinds - {"contact", "summary"}))
    points += 1.0 * bool(EMAIL.search(text)) + 0.5 * bool(PHONE.search(text))
    lines = [line for line in text.split("\n") if line.strip()]
    points += 0.5 * min(3, sum(title_score(line) >= 0.75 for line in lines if len(line) < 80))
    points += 0.5 * min(2, sum(find_degree(line) is not None for line in lines if len(line) < 120))
    points += 0.5 * min(2, sum(any(not span.single for span in find_spans(line)) for line in lines))
    points += 0.5 * bool(resume.basics.name)
    if points < 2.0:
        raise NotAResume


def find_doubts(parsed: ParsedResume, sure: dict[str, float], notes: Sequence[tuple[str, str]] = ()) -> ParsedResume:
    """The parse with its confidence, warnings and status filled in."""
    resume = parsed.resume
    found: list[ParseWarning] = [ParseWarning(code=code, message=message) for code, message in notes]

    def warn(code: str, message: str, pointer: str | None = None) -> None:
        found.append(ParseWarning(code=code, message=message, pointer=pointer))

    confidence = {pointer: round(min(1.0, max(0.05, value)), 2) for pointer, value in sure.items()}
    basics = resume.basics
    if not basics.name:
        warn("no-name", "No name was found.", "/basics/name")
        confidence.pop("/basics/name", None)
    elif confidence.get("/basics/name", 1.0) < 0.5:
        warn("uncertain-name", "The name may be wrong.", "/basics/name")
    if not basics.email:
        warn("no-email", "No e-mail address was found.", "/basics/email")
    if not basics.phone:
        warn("no-phone", "No phone number was found.", "/basics/phone")
    for index, job in enumerate(resume.work):
        pointer = f"/work/{index}"
        if not job.position:
            warn("no-position", "This job has no title.", f"{pointer}/position")
        if not job.name:
            warn("no-employer", "This job names no employer.", f"{pointer}/name")
        if not job.start_date and not job.end_date:
            warn("no-dates", "This job has no dates.", f"{pointer}/startDate")
        elif job.start_date and job.end_date and job.end_date[:7] < job.start_date[: len(job.end_date[:7])]:
            warn("dates-reversed", "This job ends before it starts.", f"{pointer}/endDate")
        for field in ("position", "name"):
            value = confidence.get(f"{pointer}/{field}")
            if value is not None and value < 0.1:
                warn(
                    "uncertain-field",
                    "Title and employer could be told apart only by their place.",
                    f"{pointer}/{field}",
                )
                break
    for index, school in enumerate(resume.education):
        pointer = f"/education/{index}"
        if not school.institution:
            warn("no-institution", "This education entry names no school.", f"{pointer}/institution")
        if not school.start_date and not school.end_date:
            warn("no-dates", "This education entry has no dates.", f"{pointer}/endDate")
    if not resume.work:
        warn("no-work", "No work experience was found.", "/work")
    if not resume.education:
        warn("no-education", "No education was found.", "/education")
    if parsed.hidden_text:
        warn("hidden-text", "The file holds text that a reader cannot see; it is left out.")
    key = {
        "no-name",
        "uncertain-name",
        "no-position",
        "no-employer",
        "no-institution",
        "dates-reversed",
        "recognised-text",
    }
    missing = (not resume.work and not resume.education) or not (basics.email or basics.phone)
    parsed.warnings = found
    parsed.confidence = confidence
    parsed.status = "needs_review" if missing or any(warning.code in key for warning in found) else "parsed"
    return parsed
