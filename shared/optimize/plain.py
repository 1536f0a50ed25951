"""A résumé as the plain text that an applicant tracking system reads: one column, plain headings, no layout."""

from collections.abc import Iterable, Sequence

from shared.models.form import SECTIONS, Section
from shared.models.resume import Resume

_HEADINGS: dict[Section, str] = {
    "summary": "SUMMARY",
    "experience": "EXPERIENCE",
    "skills": "SKILLS",
    "education": "EDUCATION",
    "projects": "PROJECTS",
    "certifications": "CERTIFICATIONS",
    "additional": "ADDITIONAL",
}


def plain_text(resume: Resume, order: Sequence[str] = SECTIONS) -> str:
    """Write a résumé as text, its sections in ``order``; those it forgets follow in their usual place."""
    named = [section for section in order if section in SECTIONS]
    sections = [*named, *(section for section in SECTIONS if section not in named)]
    blocks = []
    for section in dict.fromkeys(sections):
        lines = [line for line in _WRITERS[section](resume) if line.strip()]
        if lines:
            heading = _HEADINGS.get(section)
            blocks.append("\n".join([heading, *lines] if heading else lines))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _contact(resume: Resume) -> Iterable[str]:
    basics = resume.basics
    place = basics.location
    where = (place.text or _joined(place.city, place.region, place.country_code, by=", ")) if place else ""
    yield basics.name or ""
    yield basics.label or ""
    yield _joined(basics.email, basics.phone, where, basics.url, by=" | ")
    yield from (profile.url or _joined(profile.network, profile.username, by=": ") for profile in basics.profiles)


def _summary(resume: Resume) -> Iterable[str]:
    yield resume.basics.summary or ""


def _experience(resume: Resume) -> Iterable[str]:
    for job in resume.work:
        end = job.end_date or ("Present" if job.start_date else None)
        yield _joined(_joined(job.position, job.name, job.location, by=", "), _span(job.start_date, end), by=" | ")
        yield job.summary or ""
        yield from _bullets(job.highlights)


def _skills(resume: Resume) -> Iterable[str]:
    for group in resume.skills:
        yield _joined(group.name, ", ".join(group.keywords), by=": ")


def _education(resume: Resume) -> Iterable[str]:
    for school in resume.education:
        degree = _joined(school.study_type, school.area, by=" ")
        line = _joined(degree, school.institution, school.location, by=", ")
        yield _joined(line, _span(school.start_date, school.end_date), school.score, by=" | ")
        yield school.summary or ""
        yield from _bullets([*school.highlights, *school.courses])


def _projects(resume: Resume) -> Iterable[str]:
    for project in resume.projects:
        yield _joined(project.name, _span(project.start_date, project.end_date), project.url, by=" | ")
        yield project.description or ""
        yield from _bullets(project.highlights)
        yield ", ".join(project.keywords)


def _certifications(resume: Resume) -> Iterable[str]:
    for certificate in resume.certificates:
        yield _joined(_joined(certificate.name, certificate.issuer, by=", "), certificate.date, by=" | ")


def _additional(resume: Resume) -> Iterable[str]:
    for role in resume.volunteer:
        line = _joined(role.position, role.organization, by=", ")
        yield _joined(line, _span(role.start_date, role.end_date), by=" | ")
        yield role.summary or ""
        yield from _bullets(role.highlights)
    for award in resume.awards:
        yield _joined(_joined(award.title, award.awarder, by=", "), award.date, award.summary, by=" | ")
    for work in resume.publications:
        yield _joined(_joined(work.name, work.publisher, by=", "), work.release_date, by=" | ")
    languages = (_joined(spoken.language, spoken.fluency, by=" - ") for spoken in resume.languages)
    yield _joined("Languages", ", ".join(filter(None, languages)), by=": ") if resume.languages else ""
    for interest in resume.interests:
        yield _joined(interest.name, ", ".join(interest.keywords), by=": ")
    for reference in resume.references:
        yield _joined(reference.name, reference.reference, by=": ")


_WRITERS = {
    "contact": _contact,
    "summary": _summary,
    "experience": _experience,
    "skills": _skills,
    "education": _education,
    "projects": _projects,
    "certifications": _certifications,
    "additional": _additional,
}


def _joined(*parts: str | None, by: str) -> str:
    return by.join(part.strip() for part in parts if part and part.strip())


def _span(start: str | None, end: str | None) -> str:
    return _joined(start, end, by=" - ")


def _bullets(lines: Iterable[str]) -> Iterable[str]:
    return (f"- {line.strip()}" for line in lines if line.strip())


def lines_of(section: Section, resume: Resume) -> list[str]:
    """Return one section's lines, for telling what changed."""
    return [line for line in _WRITERS[section](resume) if line.strip()]
