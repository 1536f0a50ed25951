"""A résumé as plain text and as Markdown."""

import re
from collections.abc import Iterator

from shared.export.outline import SEPARATOR, Contact, Entry, Fact, Outline

# What Markdown could take for markup: everywhere, and at the start of a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
_LEADING = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]\s))")


def render_txt(outline: Outline) -> bytes:
    """Write UTF-8 text that any form field accepts: no markup, no wrapping, one blank line between blocks."""
    return ("\n".join(_text(outline)).strip() + "\n").encode()


def render_md(outline: Outline) -> bytes:
    """Write CommonMark, everything the person wrote escaped."""
    return ("\n".join(_markdown(outline)).strip() + "\n").encode()


def _text(outline: Outline) -> Iterator[str]:
    yield from filter(None, (outline.name, outline.label, " | ".join(contact.text for contact in outline.contacts)))
    for section in outline.sections:
        yield ""
        yield section.heading.upper()
        yield from section.paragraphs
        yield from map(_fact, section.facts)
        for n, entry in enumerate(section.entries):
            if n and not section.brief:
                yield ""
            yield from _text_entry(entry)


def _text_entry(entry: Entry) -> Iterator[str]:
    """One line says who, where and when: readers that split on lines keep them together."""
    yield from filter(None, [" | ".join(filter(None, [entry.title, *_details(entry), entry.dates]))])
    yield from entry.paragraphs
    yield from (f"- {text}" for text in entry.bullets)
    yield from map(_fact, entry.facts)


def _details(entry: Entry) -> list[str]:
    return [part for part in (entry.subtitle, entry.place, entry.link.text if entry.link else "") if part]


def _fact(fact: Fact) -> str:
    return f"{fact.label}: {fact.text}" if fact.label else fact.text


def _markdown(outline: Outline) -> Iterator[str]:
    if outline.name:
        yield f"# {_escaped(outline.name)}\n"
    if outline.label:
        yield f"**{_escaped(outline.label)}**\n"
    if outline.contacts:
        yield " | ".join(map(_link, outline.contacts)) + "\n"
    for section in outline.sections:
        yield f"## {_escaped(section.heading)}\n"
        yield from (f"{_escaped(text)}\n" for text in section.paragraphs)
        for fact in section.facts:
            yield f"- {_marked(fact)}"
        if section.facts:
            yield ""
        for entry in section.entries:
            yield from _markdown_entry(entry, brief=section.brief)
        if section.brief:
            yield ""


def _markdown_entry(entry: Entry, *, brief: bool) -> Iterator[str]:
    organization = f"*{_escaped(entry.subtitle)}*" if entry.subtitle else ""
    details = [part for part in (organization, _escaped(entry.place), _link(entry.link) if entry.link else "") if part]
    dates = _escaped(entry.dates)
    if brief:
        title = f"**{_escaped(entry.title)}**" if entry.title else ""
        yield "- " + " | ".join(filter(None, (title, SEPARATOR.join(details), dates)))
        return
    if head := " | ".join(filter(None, (_escaped(entry.title), dates))):
        yield f"### {head}\n"
    if details:
        yield SEPARATOR.join(details) + "\n"
    yield from (f"{_escaped(text)}\n" for text in entry.paragraphs)
    yield from (f"- {_escaped(text)}" for text in entry.bullets)
    if entry.bullets:
        yield ""
    yield from (f"{_marked(fact)}\n" for fact in entry.facts)


def _marked(fact: Fact) -> str:
    return f"**{_escaped(fact.label)}:** {_escaped(fact.text)}" if fact.label else _escaped(fact.text)


def _link(contact: Contact) -> str:
    text = _escaped(contact.text)
    if contact.href is None:
        return text
    return f"[{text}](<{contact.href.replace('<', '%3C').replace('>', '%3E')}>)"


def _escaped(text: str) -> str:
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)) if not text[:1].isdigit() else _numbered(text)


def _numbered(text: str) -> str:
    """Keep a leading "2." from opening a list: the dot takes the backslash."""
    return re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
