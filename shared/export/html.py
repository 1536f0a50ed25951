"""A résumé as one HTML file: semantic, escaped, no scripts and nothing fetched, and it prints like its PDF sibling."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from shared.export.outline import Contact, Entry, Fact, Outline, Section

_STYLES = Path(__file__).parent / "templates"
_PAGE_SIZES = {"a4": "A4", "letter": "letter"}

_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
@page {{ size: {size}; }}
{style}</style>
</head>
<body class="{template}">
<main>
{content}
</main>
</body>
</html>
"""


def render_html(outline: Outline, template: str, paper: str) -> bytes:
    """Write an outline as one self-contained page in the look of a template."""
    document = _DOCUMENT.format(
        language=escape(outline.language.tag),
        direction="rtl" if outline.language.right_to_left else "ltr",
        title=escape(outline.name or outline.language.labels["summary"]),
        size=_PAGE_SIZES[paper],
        style=_style("page") + _style(template),
        template=template,
        content="\n".join(_document(outline)),
    )
    return document.encode()


@cache
def _style(name: str) -> str:
    return (_STYLES / f"{name}.css").read_text(encoding="utf-8")


def _document(outline: Outline) -> Iterator[str]:
    yield "<header>"
    if outline.name:
        yield f"<h1>{escape(outline.name)}</h1>"
    if outline.label:
        yield f'<p class="label">{escape(outline.label)}</p>'
    if outline.contacts:
        yield "<address><ul>"
        yield from (f"<li>{_link(contact)}</li>" for contact in outline.contacts)
        yield "</ul></address>"
    yield "</header>"
    for section in outline.sections:
        yield f'<section aria-labelledby="{section.key}">'
        yield f'<h2 id="{section.key}">{escape(section.heading)}</h2>'
        yield from _section(section)
        yield "</section>"


def _section(section: Section) -> Iterator[str]:
    yield from (f"<p>{escape(text)}</p>" for text in section.paragraphs)
    yield from map(_fact, section.facts)
    for entry in section.entries:
        yield f'<article class="brief">{_head(entry)}</article>' if section.brief else "\n".join(_entry(entry))


def _entry(entry: Entry) -> Iterator[str]:
    yield "<article>"
    yield _head(entry)
    yield from (f"<p>{escape(text)}</p>" for text in entry.paragraphs)
    if entry.bullets:
        yield "<ul>"
        yield from (f"<li>{escape(text)}</li>" for text in entry.bullets)
        yield "</ul>"
    yield from map(_fact, entry.facts)
    yield "</article>"


def _head(entry: Entry) -> str:
    details = [
        *([f'<span class="organization">{escape(entry.subtitle)}</span>'] if entry.subtitle else []),
        *([f"<span>{escape(entry.place)}</span>"] if entry.place else []),
        *([_link(entry.link)] if entry.link else []),
    ]
    head = "".join(
        (
            f"<h3>{escape(entry.title)}</h3> " if entry.title else "",
            f'<p class="dates">{escape(entry.dates)}</p>' if entry.dates else "",
            f'<p class="details">{" · ".join(details)}</p>' if details else "",
        )
    )
    return f"<header>{head}</header>" if head else ""


def _fact(fact: Fact) -> str:
    label = f"<strong>{escape(fact.label)}:</strong> " if fact.label else ""
    return f'<p class="fact">{label}{escape(fact.text)}</p>'


def _link(contact: Contact) -> str:
    shown = escape(contact.text)
    if contact.kind != "place":
        shown = f"<bdi>{shown}</bdi>"
    return f'<a href="{escape(contact.href)}">{shown}</a>' if contact.href else shown
