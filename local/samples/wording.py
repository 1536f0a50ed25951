"""How a sample résumé words what JSON Resume leaves open: headings, dates, the contact line."""

from dataclasses import dataclass
from typing import Literal, Protocol

from shared.models.resume import Certificate, Education, Language, Resume

Section = Literal[
    "profile",
    "work",
    "education",
    "skills",
    "certificates",
    "projects",
    "languages",
    "awards",
    "publications",
    "volunteer",
]


class Dated(Protocol):
    start_date: str | None
    end_date: str | None


@dataclass(frozen=True)
class Wording:
    headings: dict[Section, str]
    present: str
    months: tuple[str, ...] = ()
    """Twelve names, or none: then dates are ``03/2021``."""
    dash: str = " – "

    def date(self, iso: str) -> str:
        """``2021-03`` as this résumé writes it; a bare year stays one."""
        year, _, month = iso.partition("-")
        if not month:
            return year
        return f"{self.months[int(month) - 1]} {year}" if self.months else f"{month}/{year}"

    def span(self, entry: Dated) -> str:
        """Start and end, with this résumé's word for a job that goes on."""
        if not entry.start_date:
            return ""
        return (
            f"{self.date(entry.start_date)}{self.dash}{self.date(entry.end_date) if entry.end_date else self.present}"
        )


SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MODERN = Wording(
    headings={
        "profile": "Summary",
        "work": "Experience",
        "education": "Education",
        "skills": "Skills",
        "certificates": "Certifications",
        "projects": "Projects",
        "languages": "Languages",
        "awards": "Awards",
        "publications": "Publications",
        "volunteer": "Volunteering",
    },
    present="Present",
    months=SHORT_MONTHS,
)
FORMAL = Wording(
    headings={
        "profile": "Professional Profile",
        "work": "Employment History",
        "education": "Education and Training",
        "skills": "Core Competencies",
        "certificates": "Licenses and Certifications",
        "projects": "Selected Projects",
        "languages": "Languages",
        "awards": "Honors",
        "publications": "Publications",
        "volunteer": "Volunteer Work",
    },
    present="present",
    months=LONG_MONTHS,
    dash=" to ",
)
NUMERIC = Wording(
    headings={
        "profile": "About me",
        "work": "Work experience",
        "education": "Education",
        "skills": "Technical skills",
        "certificates": "Certificates",
        "projects": "Side projects",
        "languages": "Languages",
        "awards": "Awards",
        "publications": "Writing",
        "volunteer": "Volunteering",
    },
    present="now",
)
GERMAN = Wording(
    headings={
        "profile": "Kurzprofil",
        "work": "Berufserfahrung",
        "education": "Ausbildung",
        "skills": "Kenntnisse",
        "certificates": "Zertifikate",
        "projects": "Projekte",
        "languages": "Sprachen",
        "awards": "Auszeichnungen",
        "publications": "Veröffentlichungen",
        "volunteer": "Ehrenamt",
    },
    present="heute",
)


def contact_of(resume: Resume) -> list[str]:
    """Mail, phone, place and links, in the order people write them."""
    basics = resume.basics
    place = basics.location
    parts = [basics.email, basics.phone]
    if place:
        town = " ".join(part for part in (place.postal_code, place.city) if part)
        parts.append(", ".join(part for part in (place.address, town, place.region) if part))
    parts.append(basics.url)
    parts += [profile.url for profile in basics.profiles]
    return [part.removeprefix("https://") for part in parts if part]


def degree_of(school: Education) -> str:
    """``Bachelor of Science, Mathematics``, without saying "Nursing" twice."""
    degree, area = school.study_type or "", school.area or ""
    return degree if area in degree else f"{degree}, {area}"


def certificate_line(certificate: Certificate, wording: Wording) -> str:
    when = wording.date(certificate.date) if certificate.date else None
    return ", ".join(part for part in (certificate.name, certificate.issuer, when) if part)


def language_line(language: Language) -> str:
    return f"{language.language}: {language.fluency}"


def rest_of(resume: Resume, wording: Wording) -> list[tuple[Section, list[str]]]:
    """The small sections that this person has, one line per entry."""
    sections: list[tuple[Section, list[str]]] = [
        (
            "awards",
            [
                ", ".join(part for part in (one.title, one.awarder, one.date and wording.date(one.date)) if part)
                for one in resume.awards
            ],
        ),
        (
            "publications",
            [
                ", ".join(part for part in (one.name, one.publisher, one.release_date) if part)
                for one in resume.publications
            ],
        ),
        (
            "volunteer",
            [
                f"{one.position}, {one.organization} ({wording.span(one)}). {' '.join(one.highlights)}"
                for one in resume.volunteer
            ],
        ),
    ]
    return [(section, lines) for section, lines in sections if lines]
