"""What a résumé says on paper, decided once for every format: sections in order, entries, dates in words, safe links.

A renderer only dresses an ``Outline``; it never looks at the ``Resume``. Every string is clean (no control
characters, no lone surrogates, no bidirectional overrides) and so may stand in JSON, XML and HTML alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.export.language import Language, language_for
from shared.models.form import SECTIONS
from shared.models.resume import Education, Interest, Location, Profile, Project, Resume, Skill, Volunteer, Work

SEPARATOR = " · "

# XML's forbidden characters, surrogates, noncharacters, and the controls that reorder their neighbours.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINK = re.compile(r"(?:https?://)?[\w.-]+\.\w{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SLIM = {"certificates", "awards", "publications", "projects"}
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


@dataclass(frozen=True)
class Contact:
    """One way to reach the person. ``href`` is http(s), mailto or tel, or nothing at all."""

    kind: str
    text: str
    href: str | None = None


@dataclass(frozen=True)
class Entry:
    """One position, school, project, award. Any part may be empty."""

    title: str = ""
    subtitle: str = ""
    place: str = ""
    dates: str = ""
    start: str = ""
    end: str = ""
    """ISO dates, for formats that keep them beside the written ones."""
    link: Contact | None = None
    paragraphs: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    facts: list["Fact"] = field(default_factory=list)


@dataclass(frozen=True)
class Fact:
    """A labelled line: ``Languages: Python, Go``. Without a label, a plain one."""

    label: str = ""
    text: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it: paragraphs, entries or facts."""

    key: str
    heading: str
    brief: bool = False
    """Its entries fit on a line each: certificates, publications without a summary."""
    paragraphs: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """A whole document, ready to be dressed."""

    language: Language
    name: str
    label: str
    contacts: list[Contact]
    sections: list[Section]


def outline(resume: Resume, language: str | None = None, order: Sequence[str] = ()) -> Outline:
    """Lay out a résumé for paper. ``language`` is a BCP 47 tag; without one the text decides.

    ``order`` names the form's sections as a person arranged them; those it leaves out follow in their usual place, as
    do all while the form is as it was.
    """
    dress = language_for(language, "\n".join(_strings(resume.model_dump(exclude={"meta"}))))
    return Outline(
        language=dress,
        name=line(resume.basics.name),
        label=line(resume.basics.label),
        contacts=list(_contacts(resume, dress)),
        sections=[section for section in _arranged(_sections(resume, dress), order) if _says_something(section)],
    )


def line(value: str | None) -> str:
    """One clean line: unsafe characters gone, letters composed (NFC), every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", _UNSAFE.sub("", value or "")).split())


def lines(value: str | None) -> list[str]:
    """Return the clean non-empty lines of a text, one paragraph each."""
    return [text for part in (value or "").splitlines() if (text := line(part))]


def web_link(url: str | None) -> Contact | None:
    """Return a link as it is read (no scheme, www or trailing slash) and followed; only http(s) is ever followed."""
    text = line(url)
    if not text:
        return None
    shown = re.sub(r"^https?://(www\.)?", "", text, flags=re.IGNORECASE).removesuffix("/")
    if not _LINK.fullmatch(text):
        return Contact("url", text)
    return Contact("url", shown, text if "://" in text else f"https://{text}")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _arranged(sections: Iterable[Section], order: Sequence[str]) -> list[Section]:
    places = {} if tuple(order) == SECTIONS else {name: place for place, name in reversed(list(enumerate(order)))}
    named = {"work": "experience", "certificates": "certifications"} | {name: name for name in SECTIONS}
    return sorted(sections, key=lambda section: places.get(named.get(section.key, "additional"), len(places)))


def _says_something(section: Section) -> bool:
    return bool(section.paragraphs or section.entries or section.facts)


def _joined(parts: Iterable[str | None], separator: str) -> str:
    return separator.join(text for part in parts if (text := line(part)))


def _list(items: Iterable[str | None], dress: Language) -> str:
    """Join the items of a list the way its script does; one Latin name among them asks for the Latin comma."""
    kept = [text for item in items if (text := line(item))]
    return (", " if any(text.isascii() for text in kept) else dress.comma).join(kept)


def _all_lines(values: Iterable[str | None]) -> list[str]:
    return [text for value in values if (text := line(value))]


def _place(location: Location, comma: str) -> str:
    if location.text and location.text.strip():
        return line(location.text)
    city = _joined([location.postal_code, location.city], " ") if location.address else line(location.city)
    return _joined([location.address, city, location.region, location.country_code], comma)


def _contacts(resume: Resume, dress: Language) -> Iterator[Contact]:
    basics = resume.basics
    if basics.location and (place := _place(basics.location, dress.comma)):
        yield Contact("place", place)
    if email := line(basics.email):
        yield Contact("email", email, f"mailto:{email}" if _EMAIL.fullmatch(email) else None)
    if phone := line(basics.phone):
        dialled = re.sub(r"[^\d+]", "", phone)
        yield Contact("phone", phone, f"tel:{dialled}" if len(dialled) > 4 else None)
    seen: set[str] = set()
    for link in [web_link(basics.url), *map(_profile, basics.profiles)]:
        if link and link.text.lower() not in seen:
            seen.add(link.text.lower())
            yield link


def _profile(profile: Profile) -> Contact | None:
    if link := web_link(profile.url):
        return link
    text = _joined([profile.network, profile.username], ": ")
    return Contact("profile", text) if text else None


def _sections(resume: Resume, dress: Language) -> Iterator[Section]:
    """Experience leads where there is some; a résumé without any leads with education."""

    def section(key: str, **parts: Any) -> Section:
        entries: list[Entry] = parts.get("entries", [])
        brief = key in _SLIM and not any(entry.paragraphs or entry.bullets or entry.facts for entry in entries)
        return Section(key=key, heading=dress.labels[key], brief=brief, **parts)

    education = section("education", entries=_kept(_education(school, dress) for school in resume.education))
    skills = section("skills", facts=list(_groups(resume.skills, dress)))
    yield section("summary", paragraphs=lines(resume.basics.summary))
    if not resume.work:
        yield education
    yield section("work", entries=_kept(_work(work, dress) for work in resume.work))
    yield section("projects", entries=_kept(_project(project, dress) for project in resume.projects))
    if resume.work:
        yield education
    yield skills
    yield section(
        "certificates",
        entries=_kept(
            Entry(
                title=line(item.name),
                subtitle=line(item.issuer),
                dates=dress.span(line(item.date), "", ongoing=False),
                start=line(item.date),
                link=web_link(item.url),
            )
            for item in resume.certificates
        ),
    )
    spoken = [_with_note(line(item.language), line(item.fluency)) for item in resume.languages]
    yield section("languages", facts=[Fact(text=_list(spoken, dress))] if any(spoken) else [])
    yield section(
        "awards",
        entries=_kept(
            Entry(
                title=line(item.title),
                subtitle=line(item.awarder),
                dates=dress.span(line(item.date), "", ongoing=False),
                start=line(item.date),
                paragraphs=lines(item.summary),
            )
            for item in resume.awards
        ),
    )
    yield section(
        "publications",
        entries=_kept(
            Entry(
                title=line(item.name),
                subtitle=line(item.publisher),
                dates=dress.span(line(item.release_date), "", ongoing=False),
                start=line(item.release_date),
                link=web_link(item.url),
                paragraphs=lines(item.summary),
            )
            for item in resume.publications
        ),
    )
    yield section("volunteer", entries=_kept(_volunteer(item, dress) for item in resume.volunteer))
    yield section("interests", facts=list(_groups(resume.interests, dress)))
    yield section(
        "references",
        entries=_kept(Entry(title=line(item.name), paragraphs=lines(item.reference)) for item in resume.references),
    )


def _kept(entries: Iterable[Entry]) -> list[Entry]:
    """Drop the entries that say nothing."""
    return [entry for entry in entries if entry != Entry()]


def _entry(*titles: str | None, **parts: Any) -> Entry:
    """Build an entry whose first non-empty title leads; the next one follows it."""
    title, subtitle, *_ = [*(text for part in titles if (text := line(part))), "", ""]
    return Entry(title=title, subtitle=subtitle, **parts)


def _work(work: Work, dress: Language) -> Entry:
    ongoing = work.current if work.current is not None else bool(work.start_date and not work.end_date)
    return _entry(
        work.position,
        work.name,
        place=line(work.location),
        dates=dress.span(line(work.start_date), line(work.end_date), ongoing=ongoing),
        start=line(work.start_date),
        end=line(work.end_date),
        link=web_link(work.url),
        paragraphs=lines(work.summary),
        bullets=_all_lines(work.highlights),
    )


def _volunteer(item: Volunteer, dress: Language) -> Entry:
    return _entry(
        item.position,
        item.organization,
        dates=dress.span(line(item.start_date), line(item.end_date), ongoing=False),
        start=line(item.start_date),
        end=line(item.end_date),
        link=web_link(item.url),
        paragraphs=lines(item.summary),
        bullets=_all_lines(item.highlights),
    )


def _education(school: Education, dress: Language) -> Entry:
    score = line(school.score)
    facts = [
        Fact(dress.labels["grade"] if re.match(r"[\d.,]", score) else "", score),
        Fact(dress.labels["courses"], _list(school.courses, dress)),
    ]
    return _entry(
        _list([school.study_type, school.area], dress),
        school.institution,
        place=line(school.location),
        dates=dress.span(line(school.start_date), line(school.end_date), ongoing=False),
        start=line(school.start_date),
        end=line(school.end_date),
        link=web_link(school.url),
        paragraphs=lines(school.summary),
        bullets=_all_lines(school.highlights),
        facts=[fact for fact in facts if fact.text],
    )


def _project(project: Project, dress: Language) -> Entry:
    used = _list(project.keywords, dress)
    return _entry(
        project.name,
        _joined([*project.roles, project.entity], SEPARATOR),
        dates=dress.span(line(project.start_date), line(project.end_date), ongoing=False),
        start=line(project.start_date),
        end=line(project.end_date),
        link=web_link(project.url),
        paragraphs=lines(project.description),
        bullets=_all_lines(project.highlights),
        facts=[Fact(dress.labels["technologies"], used)] if used else [],
    )


def _with_note(text: str, note: str) -> str:
    return f"{text} ({note})" if text and note else text or note


def _groups(groups: Iterable[Skill | Interest], dress: Language) -> Iterator[Fact]:
    """Groups keep their line; names that stand alone are gathered into one line where they stood."""
    alone: list[str] = []
    for group in groups:
        name = _with_note(line(group.name), line(group.level) if isinstance(group, Skill) else "")
        if keywords := _list(group.keywords, dress):
            if alone:
                yield Fact(text=_list(alone, dress))
                alone = []
            yield Fact(name, keywords)
        elif name:
            alone.append(name)
    if alone:
        yield Fact(text=_list(alone, dress))
