"""What a model gets to read of a person: their work, not who they are."""

import re

from shared.models.resume import Resume

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:linkedin|github|gitlab|xing|twitter|x|facebook|instagram|medium)\.com/\S+",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-/]{6,18}\d(?!\w)")
_YEARS = re.compile(r"^\D*(?:19|20)\d\d\D+(?:19|20)\d\d\D*$")
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}(?:[ .]\d{3})+$")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_SHORTEST_NAME = 2


def without_contact(text: str) -> str:
    """Take e-mail addresses, links and phone numbers out of a text."""
    text = _LINK.sub(" ", _EMAIL.sub(" ", text))
    return _PHONE.sub(lambda found: " " if _is_phone(found[0]) else found[0], text)


def without_name(text: str, name: str | None) -> str:
    """Take a person's name out of a text: whole, and each part that is capitalised where it stands."""
    if not name:
        return text
    text = re.sub(re.escape(name), "the candidate", text, flags=re.IGNORECASE)
    for part in name.split():
        word = part.strip(".,'’")
        if len(word) >= _SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text)
    return text


def impersonal(resume: Resume) -> str:
    """Return a résumé as text without name, contact, links, references and photo."""
    lines = [resume.basics.label or "", resume.basics.summary or ""]
    for job in resume.work:
        lines.append(f"{job.position or ''} | {job.name or ''} | {_dates(job.start_date, job.end_date, job.current)}")
        lines += [job.summary or "", *(f"- {bullet}" for bullet in job.highlights)]
    for project in resume.projects:
        lines += [
            f"Project: {project.name or ''}: {project.description or ''}",
            *(f"- {it}" for it in project.highlights),
        ]
    for school in resume.education:
        dates = _dates(school.start_date, school.end_date, None)
        lines.append(f"{school.study_type or ''} {school.area or ''} | {school.institution or ''} | {dates}")
    groups = [
        "".join([skill.name or "", ": " if skill.keywords else "", ", ".join(skill.keywords)])
        for skill in resume.skills
    ]
    if groups:
        lines.append("Skills: " + "; ".join(groups))
    lines += [f"Certificate: {certificate.name}" for certificate in resume.certificates if certificate.name]
    lines += [f"Language: {spoken.language} {spoken.fluency or ''}" for spoken in resume.languages if spoken.language]
    text = "\n".join(line.strip() for line in lines if line.strip(" |-"))
    return without_name(without_contact(text), resume.basics.name)


def _dates(start: str | None, end: str | None, current: bool | None) -> str:
    until = end or ("now" if current else "")
    return f"{start or ''} to {until}" if start or until else ""


def _is_phone(found: str) -> bool:
    digits = sum(character.isdigit() for character in found)
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not (_YEARS.match(found) or _THOUSANDS.match(found))
