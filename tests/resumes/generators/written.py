"""People written as plain text and as Markdown, the ways people type and paste them."""

import textwrap
from collections.abc import Iterator
from typing import Any

from tests.resumes.generators.people import LABELS, Person, moment, period

STYLES = ["underlined.txt", "capitals.txt", "pasted.txt", "tabbed.txt", "headings.md", "bold.md", "setext.md"]
WIDTH = 78


def write(person: Person, style: str) -> str:
    """The person's résumé in one of `STYLES`."""
    writer = {
        "underlined.txt": _underlined,
        "capitals.txt": _capitals,
        "pasted.txt": _pasted,
        "tabbed.txt": _tabbed,
        "headings.md": _headings,
        "bold.md": _bold,
        "setext.md": _setext,
    }[style]
    return "\n".join(writer(person)) + "\n"


def _contact(person: Person) -> str:
    return " | ".join([person["location"], person["phone"], person["email"], *person["links"]])


def _label(person: Person, name: str) -> str:
    return LABELS[person["lang"]][name][0]


def _degree(entry: dict[str, Any], lang: str) -> str:
    return f"{entry['studyType']}{' in ' if lang == 'en' and entry['area'] else ' '}{entry['area']}".strip()


def _studied(entry: dict[str, Any], lang: str) -> str:
    return f"{moment(entry['startDate'], lang, 'name')} – {moment(entry['endDate'], lang, 'name')}"


def _lists(person: Person, heading: Any, bullet: str = "") -> Iterator[str]:
    yield from heading(_label(person, "skills"))
    yield from (f"{bullet}{group}: {', '.join(words)}" for group, words in person["skills"].items())
    yield from heading(_label(person, "languages"))
    yield from (f"{bullet}{name} ({level})" for name, level in person["languages"])
    if person["certificates"]:
        yield from heading(_label(person, "certificates"))
        yield from (f"{bullet}{name}, {issuer} ({year})" for name, issuer, year in person["certificates"])


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)


def _underlined(person: Person) -> Iterator[str]:
    lang = person["lang"]

    def heading(text: str) -> list[str]:
        return ["", text, "-" * len(text)]

    yield from [person["name"], "=" * len(person["name"]), person["label"], _contact(person)]
    yield from [*heading(_label(person, "summary")), *_wrapped(person["summary"])]
    yield from heading(_label(person, "work"))
    for job in person["work"]:
        yield from [f"{job['position']}, {job['name']}, {job['location']}", period(job, lang)]
        for bullet in job["highlights"]:
            yield from _wrapped(bullet, "- ", "  ")
        yield ""
    yield from heading(_label(person, "education"))
    for entry in person["education"]:
        yield from [_degree(entry, lang), f"{entry['institution']}, {entry['location']}", _studied(entry, lang), ""]
    yield from _lists(person, heading)


def _capitals(person: Person) -> Iterator[str]:
    lang = person["lang"]

    def heading(text: str) -> list[str]:
        return ["", text.upper(), ""]

    yield from [person["name"].upper(), person["label"]]
    yield from [person["email"], person["phone"], person["location"], *person["links"]]
    yield from [*heading(_label(person, "summary")), *_wrapped(person["summary"])]
    yield from heading(_label(person, "work"))
    for job in person["work"]:
        yield from [f"{job['name']} - {job['location']}", f"{job['position']} ({period(job, lang)})"]
        yield from (f"* {bullet}" for bullet in job["highlights"])
        yield ""
    yield from heading(_label(person, "education"))
    for entry in person["education"]:
        yield from [
            f"{entry['institution']} - {entry['location']}",
            f"{_degree(entry, lang)} ({_studied(entry, lang)})",
        ]
        yield ""
    yield from _lists(person, heading, "* ")


def _pasted(person: Person) -> Iterator[str]:
    """As copied out of a PDF: lines broken anywhere, nothing indented, no line left empty."""
    lang = person["lang"]
    yield from [person["name"], person["label"], _contact(person)]
    yield from [_label(person, "summary"), *_wrapped(person["summary"])]
    yield _label(person, "work")
    for job in person["work"]:
        yield from [f"{job['position']} {period(job, lang)}", f"{job['name']} | {job['location']}"]
        for bullet in job["highlights"]:
            yield from _wrapped(bullet, "• ")
    yield _label(person, "education")
    for entry in person["education"]:
        yield from [f"{_degree(entry, lang)} {_studied(entry, lang)}", f"{entry['institution']} | {entry['location']}"]
    yield from _lists(person, lambda text: [text])


def _tabbed(person: Person) -> Iterator[str]:
    lang = person["lang"]

    def heading(text: str) -> list[str]:
        return ["", f"{text}:"]

    def apart(left: str, right: str) -> str:
        return left + " " * max(4, WIDTH - len(left) - len(right)) + right

    yield from [person["name"].center(WIDTH).rstrip(), _contact(person).center(WIDTH).rstrip()]
    yield from [*heading(_label(person, "summary")), *_wrapped(person["summary"], "    ", "    ")]
    yield from heading(_label(person, "work"))
    for job in person["work"]:
        yield from [apart(job["name"], job["location"]), apart(job["position"], period(job, lang))]
        for bullet in job["highlights"]:
            yield from _wrapped(bullet, "    o ", "      ")
    yield from heading(_label(person, "education"))
    for entry in person["education"]:
        yield apart(entry["institution"], entry["location"])
        yield apart(_degree(entry, lang), _studied(entry, lang))
    yield from _lists(person, heading, "    ")


def _headings(person: Person) -> Iterator[str]:
    lang = person["lang"]

    def heading(text: str) -> list[str]:
        return ["", f"## {text}", ""]

    links = [f"[{link.split('://')[1]}]({link})" for link in person["links"]]
    mail = f"[{person['email']}](mailto:{person['email']})"
    yield from [f"# {person['name']}", "", f"**{person['label']}**", ""]
    yield " · ".join([person["location"], person["phone"], mail, *links])
    yield from [*heading(_label(person, "summary")), person["summary"]]
    yield from heading(_label(person, "work"))
    for job in person["work"]:
        yield from [f"### {job['position']}", "", f"**{job['name']}**, {job['location']} | *{period(job, lang)}*", ""]
        yield from [*(f"- {bullet}" for bullet in job["highlights"]), ""]
    yield from heading(_label(person, "education"))
    for entry in person["education"]:
        yield from [f"### {entry['institution']}", "", f"*{_studied(entry, lang)}*, {entry['location']}", ""]
        yield from [_degree(entry, lang), ""]
    yield from _lists(person, heading, "- ")


def _bold(person: Person) -> Iterator[str]:
    lang = person["lang"]

    def heading(text: str) -> list[str]:
        return ["", f"**{text.upper()}**", ""]

    yield from [f"**{person['name']}**  ", f"{person['label']}  ", _contact(person)]
    yield from [*heading(_label(person, "summary")), person["summary"]]
    yield from heading(_label(person, "work"))
    for job in person["work"]:
        yield f"**{job['position']}** | {job['name']} | {job['location']} | _{period(job, lang)}_  "
        yield from [*(f"* {bullet}" for bullet in job["highlights"]), ""]
    yield from heading(_label(person, "education"))
    for entry in person["education"]:
        yield f"**{_degree(entry, lang)}** | {entry['institution']} | {entry['location']} | _{_studied(entry, lang)}_"
        yield ""
    yield from _lists(person, heading, "* ")


def _setext(person: Person) -> Iterator[str]:
    lang = person["lang"]

    def heading(text: str) -> list[str]:
        return ["", text, "-" * max(3, len(text)), ""]

    yield from [person["name"], "=" * len(person["name"]), "", f"*{person['label']}*", "", f"<{person['email']}>"]
    yield from [f"{person['phone']}, {person['location']}", *(f"<{link}>" for link in person["links"])]
    yield from [*heading(_label(person, "summary")), f"> {person['summary']}"]
    yield from heading(_label(person, "work"))
    for job in person["work"]:
        yield from [f"### {job['name']} ({job['location']})", f"#### {job['position']}, {period(job, lang)}", ""]
        yield from [*(f"+ {bullet}" for bullet in job["highlights"]), ""]
    yield from heading(_label(person, "education"))
    for entry in person["education"]:
        yield from [f"### {entry['institution']} ({entry['location']})"]
        yield from [f"#### {_degree(entry, lang)}, {_studied(entry, lang)}", ""]
    yield from _lists(person, heading, "- ")
