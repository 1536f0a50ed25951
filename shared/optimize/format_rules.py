"""Rules that applicant tracking systems are known to need, each with a code, a pointer and a way to mend it.

A rule yields the pointers that break it; a rule that does not concern this résumé (no dates without jobs) passes.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from shared.models.optimized import FormatRule
from shared.models.resume import Resume
from shared.optimize.experience import months_of
from shared.optimize.facts import leaves

Check = Callable[[Resume], Iterator[str]]
Severity = Literal["error", "warning", "info"]

LONGEST_BULLET_WORDS = 35
MOST_BULLETS = 8
LONGEST_SUMMARY_WORDS = 80
MOST_WORDS = 1_000
"""About two pages."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DIGITS = re.compile(r"\d")
_GLYPHS = re.compile("[\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ue000-\uf8ff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:I|me|my|mine|myself|I'm|I've|I’m|I’ve)(?!\w)")
_PERSONAL = re.compile(
    r"\b(?:date of birth|born on|marital status|nationality|religion|gender|passport (?:no|number)|father'?s name)\b",
    re.IGNORECASE,
)
_TABULATED = re.compile(r"\t| {4,}|\|.*\|")
_ENDED = re.compile(r"[.!?]\s*$")


def _name(resume: Resume) -> Iterator[str]:
    if not (resume.basics.name or "").strip():
        yield "/basics/name"


def _email(resume: Resume) -> Iterator[str]:
    if not _EMAIL.fullmatch((resume.basics.email or "").strip()):
        yield "/basics/email"


def _phone(resume: Resume) -> Iterator[str]:
    if not 7 <= len(_DIGITS.findall(resume.basics.phone or "")) <= 15:
        yield "/basics/phone"


def _location(resume: Resume) -> Iterator[str]:
    place = resume.basics.location
    if place is None or not any((place.text, place.city, place.region, place.country_code)):
        yield "/basics/location"


def _skills_section(resume: Resume) -> Iterator[str]:
    if not any(group.name or group.keywords for group in resume.skills):
        yield "/skills"


def _employers(resume: Resume) -> Iterator[str]:
    yield from (f"/work/{i}/name" for i, job in enumerate(resume.work) if not (job.name or "").strip())


def _positions(resume: Resume) -> Iterator[str]:
    yield from (f"/work/{i}/position" for i, job in enumerate(resume.work) if not (job.position or "").strip())


def _job_dates(resume: Resume) -> Iterator[str]:
    for index, job in enumerate(resume.work):
        if not job.start_date:
            yield f"/work/{index}/start_date"
        elif not job.end_date and not job.current and index:
            yield f"/work/{index}/end_date"


def _date_order(resume: Resume) -> Iterator[str]:
    for name in ("work", "volunteer", "education", "projects"):
        for index, entry in enumerate(getattr(resume, name)):
            start, end = months_of(entry.start_date), months_of(entry.end_date)
            if start is not None and end is not None and end < start and len(entry.end_date or "") > 4:
                yield f"/{name}/{index}/end_date"


def _date_style(resume: Resume) -> Iterator[str]:
    """Months in some jobs and bare years in others read as if something were hidden."""
    written = [
        (f"/work/{index}/{field}", value)
        for index, job in enumerate(resume.work)
        for field in ("start_date", "end_date")
        if (value := getattr(job, field))
    ]
    if any(len(value) > 4 for _, value in written):
        yield from (pointer for pointer, value in written if len(value) == 4)


def _newest_first(resume: Resume) -> Iterator[str]:
    before: int | None = None
    for index, job in enumerate(resume.work):
        start = months_of(job.start_date)
        if start is not None and before is not None and start > before:
            yield f"/work/{index}"
        before = start if start is not None else before


def _has_bullets(resume: Resume) -> Iterator[str]:
    yield from (f"/work/{i}/highlights" for i, job in enumerate(resume.work) if not job.highlights and not job.summary)


def bullets_of(resume: Resume) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of every bullet."""
    for name in ("work", "volunteer", "projects", "education"):
        for place, entry in enumerate(getattr(resume, name)):
            for index, text in enumerate(entry.highlights):
                yield f"/{name}/{place}/highlights/{index}", text


def _bullet_length(resume: Resume) -> Iterator[str]:
    yield from (pointer for pointer, text in bullets_of(resume) if len(text.split()) > LONGEST_BULLET_WORDS)


def _bullet_count(resume: Resume) -> Iterator[str]:
    yield from (f"/work/{i}/highlights" for i, job in enumerate(resume.work) if len(job.highlights) > MOST_BULLETS)


def _bullet_ends(resume: Resume) -> Iterator[str]:
    """Half the bullets with a full stop and half without looks careless; the fewer are named."""
    ended = [(pointer, bool(_ENDED.search(text))) for pointer, text in bullets_of(resume)]
    stops = sum(end for _, end in ended)
    fewer = stops * 2 < len(ended)
    if 0 < stops < len(ended):
        yield from (pointer for pointer, end in ended if end is fewer)


def _summary_length(resume: Resume) -> Iterator[str]:
    if len((resume.basics.summary or "").split()) > LONGEST_SUMMARY_WORDS:
        yield "/basics/summary"


def _length(resume: Resume) -> Iterator[str]:
    if sum(len(text.split()) for _, text in leaves(resume.model_dump(exclude_none=True))) > MOST_WORDS:
        yield ""


def _texts(pattern: re.Pattern[str]) -> Check:
    def check(resume: Resume) -> Iterator[str]:
        for pointer, text in leaves(resume.model_dump(exclude_none=True)):
            if pattern.search(text):
                yield pointer

    return check


def _first_person(resume: Resume) -> Iterator[str]:
    yield from (pointer for pointer, text in bullets_of(resume) if _FIRST_PERSON.search(text))


def _shouting(resume: Resume) -> Iterator[str]:
    for pointer, text in bullets_of(resume):
        letters = [letter for letter in text if letter.isalpha() and letter.upper() != letter.lower()]
        if len(letters) > 20 and all(letter.isupper() for letter in letters):
            yield pointer


def _photo(resume: Resume) -> Iterator[str]:
    if getattr(resume.basics, "image", None):
        yield "/basics/image"


def _links(resume: Resume) -> Iterator[str]:
    for index, profile in enumerate(resume.basics.profiles):
        if profile.url and not re.match(r"https?://[^\s/]+\.[^\s]+|[^\s/]+\.[^\s]+/\S+", profile.url):
            yield f"/basics/profiles/{index}/url"


_RULES: tuple[tuple[str, Severity, Check, str], ...] = (
    ("contact.name", "error", _name, "Put your name on the first line."),
    ("contact.email", "error", _email, "Give one e-mail address, like name@example.com."),
    ("contact.phone", "warning", _phone, "Give a phone number with its country code."),
    ("contact.location", "info", _location, "Give city and country; many filters ask for them."),
    ("contact.links", "warning", _links, "Write the whole address of each profile."),
    ("contact.photo", "warning", _photo, "Leave the photo out: software cannot read it, employers must not need it."),
    ("content.personal", "warning", _texts(_PERSONAL), "Leave out birth date, marital status and the like."),
    ("skills.present", "error", _skills_section, "Add a skills section; it is what filters search first."),
    ("work.employer", "error", _employers, "Name the employer of every job."),
    ("work.title", "error", _positions, "Give every job its title."),
    ("work.dates", "error", _job_dates, "Give every job a start, and an end or “Present”."),
    ("work.order", "warning", _newest_first, "Put the newest job first."),
    ("work.bullets", "warning", _has_bullets, "Say in two to six bullets what you did there."),
    ("work.bullet_count", "info", _bullet_count, f"Keep the best {MOST_BULLETS} bullets of a job."),
    ("dates.order", "error", _date_order, "An end lies before its start; correct one of them."),
    ("dates.style", "warning", _date_style, "Write all dates alike: month and year everywhere."),
    ("bullets.length", "warning", _bullet_length, f"Cut bullets to {LONGEST_BULLET_WORDS} words."),
    ("bullets.ends", "info", _bullet_ends, "End all bullets alike, with a full stop or without."),
    ("bullets.first_person", "info", _first_person, "Leave out I and my; start with the verb."),
    ("bullets.capitals", "warning", _shouting, "Write sentences, not capitals only."),
    ("summary.length", "info", _summary_length, f"Cut the summary to {LONGEST_SUMMARY_WORDS} words."),
    ("content.length", "info", _length, "Cut to two pages."),
    ("characters.glyphs", "warning", _texts(_GLYPHS), "Replace icons, emoji and arrows by words."),
    ("characters.invisible", "error", _texts(_INVISIBLE), "Remove invisible characters; they look like cheating."),
    ("characters.ligatures", "warning", _texts(_LIGATURES), "Write fi and fl as two letters."),
    ("layout.tables", "warning", _texts(_TABULATED), "Write lines of text instead of tabs and table cells."),
)  # fmt: skip


def check_format(resume: Resume) -> list[FormatRule]:
    """Apply every rule."""
    return [_result(code, severity, list(check(resume)), fix) for code, severity, check, fix in _RULES]


def _result(code: str, severity: Severity, broken: list[str], fix: str) -> FormatRule:
    if not broken:
        return FormatRule(code=code, severity=severity, passed=True)
    return FormatRule(code=code, severity=severity, passed=False, pointer=broken[0], count=len(broken), fix=fix)
