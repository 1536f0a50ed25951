"""schema.org JobPosting (JSON-LD) → Posting."""

import re
from typing import Any, Final

from shared.models.posting import Posting
from shared.scoring.html import html_to_text, looks_like_html

LISTS: Final = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Required skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("jobBenefits", "Benefits"),
)
UNITS: Final = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
DEGREES: Final = {
    "high school": "High school diploma",
    "associate degree": "Associate degree",
    "bachelor degree": "Bachelor's degree",
    "postgraduate degree": "Master's degree",
    "professional certificate": "Professional certificate",
}
DEPTH: Final = 8


def read_json_ld(data: dict[str, Any]) -> Posting:
    """The posting of a JSON-LD document: a JobPosting itself, or the first one inside ``@graph``.

    What structure says and the description does not (skills, salary, months of experience) is put behind it under the
    heading that a person would have written, so that one reader reads both.
    """
    job = find_job_posting(data) or data
    company = _one(job.get("hiringOrganization"))
    description = _text(job.get("description"))
    plain = html_to_text(description) if looks_like_html(description) else description
    parts = [plain]
    for key, heading in LISTS:
        said = _requirement(job.get(key))
        if said and said.lower() not in plain.lower():
            parts.append(f"{heading}:\n{said}")
    if salary := _salary(job.get("baseSalary"), job.get("salaryCurrency")):
        parts.append(f"Salary: {salary}")
    location = _location(job.get("jobLocation"))
    if str(job.get("jobLocationType", "")).upper() == "TELECOMMUTE":
        location = f"{location} (Remote)" if location else "Remote"
    return Posting(
        job_id=_text(_one(job.get("identifier"), "value")) or None,
        job_title=_text(job.get("title")) or _text(job.get("name")),
        company_name=_text(company.get("name") if isinstance(company, dict) else company),
        location=location,
        description="\n\n".join(part for part in parts if part),
        job_url=_text(job.get("url")) or None,
    )


def fill_from_json_ld(posting: Posting) -> Posting:
    """The posting with what it lacks taken from its JSON-LD."""
    structured = read_json_ld(posting.json_ld or {})
    return posting.model_copy(
        update={
            "job_title": posting.job_title or structured.job_title,
            "company_name": posting.company_name or structured.company_name,
            "location": posting.location or structured.location,
            "description": posting.description or structured.description,
            "job_url": posting.job_url or structured.job_url,
            "json_ld": None,
        }
    )


def find_job_posting(data: Any, depth: int = DEPTH) -> dict[str, Any] | None:
    """The first JobPosting in a JSON-LD value."""
    if depth < 0:
        return None
    if isinstance(data, list):
        return next((job for item in data[:50] if (job := find_job_posting(item, depth - 1))), None)
    if not isinstance(data, dict):
        return None
    kind = data.get("@type")
    if kind == "JobPosting" or (isinstance(kind, list) and "JobPosting" in kind):
        return data
    for key in ("@graph", "mainEntity", "itemListElement", "item"):
        if job := find_job_posting(data.get(key), depth - 1):
            return job
    return None


def _one(value: Any, key: str | None = None) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get(key) if key and isinstance(value, dict) else value


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value).strip()
    if isinstance(value, list):
        return "\n".join(f"- {said}" for item in value[:100] if (said := _text(item)))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("value") or value.get("description"))
    return ""


def _requirement(value: Any) -> str:
    value = _one(value) if isinstance(value, list) and value and isinstance(value[0], dict) else value
    if isinstance(value, dict):
        months = value.get("monthsOfExperience")
        if isinstance(months, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", months):
            months = int(months)
        if isinstance(months, int | float) and 0 < months <= 600:
            years = months / 12
            return f"{years:.0f} years of experience" if years >= 1 else f"{months:.0f} months of experience"
        category = _text(value.get("credentialCategory")).lower()
        return DEGREES.get(category, category) or _text(value)
    said = _text(value)
    return html_to_text(said) if looks_like_html(said) else said


def _salary(value: Any, currency: Any) -> str:
    value = _one(value)
    if isinstance(value, int | float | str):
        return f"{_text(value)} {_text(currency)}".strip() if _text(value) else ""
    if not isinstance(value, dict):
        return ""
    currency = _text(value.get("currency")) or _text(currency)
    amount = _one(value.get("value"))
    if not isinstance(amount, dict):
        amount = {"value": amount, **{key: value[key] for key in ("minValue", "maxValue", "unitText") if key in value}}
    low, high = _text(amount.get("minValue")), _text(amount.get("maxValue"))
    single = _text(amount.get("value"))
    unit = UNITS.get(_text(amount.get("unitText")).upper())
    span = f"{low} - {high}" if low and high else low or high or single
    return f"{currency} {span}{f' per {unit}' if unit else ''}".strip() if span else ""


def _location(value: Any) -> str:
    value = _one(value)
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    address = _one(value.get("address")) or value
    if isinstance(address, str):
        return address
    if not isinstance(address, dict):
        return ""
    places = (_text(address.get(key)) for key in ("addressLocality", "addressRegion", "addressCountry"))
    return ", ".join(dict.fromkeys(place for place in places if place))
