# ruff: noqa: E501  people and layouts read better one a line
"""People set in PDF layouts by Typst: page shape × heading style × the order of an entry's header."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.resumes.generators.people import LABELS, Person, moment, period

FONTS = {"ko": "Noto Sans CJK JP", "ja": "Noto Sans CJK JP", "ar": "Vazirmatn", "ru": "Shortlist Sans"}
_CARRIED = Path(__file__).parents[3] / "shared" / "export" / "fonts"


@dataclass(frozen=True)
class Layout:
    """One way to set a résumé."""

    name: str
    page: str = "single"
    """single · sidebar-left · sidebar-right · halves"""
    header: str = "title-first"
    """How the lines above the bullets are arranged."""
    headings: str = "rule"
    bullet: str = "•"
    date: str = "name"
    labels: int = 0
    font: str = "Libertinus Serif"
    size: float = 10.5
    skills: str = "labelled"
    dash: str = " – "
    photo: bool = False
    top_note: bool = False
    justify: bool = False


LAYOUTS = [
    Layout("latex", font="New Computer Modern", header="title-first", headings="rule", justify=True),
    Layout("latex-company", font="New Computer Modern", header="company-first", headings="caps", bullet="–", labels=1),
    Layout("one-line-pipes", font="Inter", header="pipes", headings="bold", size=10),
    Layout("one-line-at", font="Shortlist Sans", header="at", headings="colour", labels=2, skills="inline"),
    Layout("stacked", font="Shortlist Sans", header="stacked", headings="colour", date="slash", bullet="▪"),
    Layout("date-column", font="Inter", header="date-left", headings="bold", date="slash"),
    Layout("date-first-line", font="Shortlist Serif", header="date-first", headings="caps", labels=1),
    Layout("comma-line", font="Libertinus Serif", header="comma", headings="small-caps", date="year", bullet="-"),
    Layout(
        "sidebar-left",
        page="sidebar-left",
        font="Inter",
        header="title-first",
        headings="caps",
        size=9.5,
        skills="bullets",
    ),
    Layout(
        "sidebar-right",
        page="sidebar-right",
        font="Shortlist Sans",
        header="company-first",
        headings="bold",
        size=10,
        skills="lines",
    ),
    Layout(
        "sidebar-dark",
        page="sidebar-dark",
        font="Shortlist Sans",
        header="stacked",
        headings="spaced",
        size=10,
        skills="bullets",
        labels=1,
    ),
    Layout(
        "halves", page="halves", font="Shortlist Serif", header="stacked", headings="rule", size=9.5, skills="lines"
    ),
    Layout("no-glyphs", font="Inter", header="title-first", headings="bold", bullet="", size=10),
    Layout("letter-spaced", font="Inter", header="company-dash", headings="spaced", labels=1, top_note=True),
    Layout(
        "heading-column",
        page="heading-column",
        font="Inter",
        header="company-first",
        headings="bold",
        size=9.5,
    ),
    Layout(
        "paragraphs",
        font="Libertinus Serif",
        header="title-comma-right",
        headings="rule",
        bullet="",
        justify=True,
        size=11,
    ),
]


def escape(text: str) -> str:
    return "".join("\\" + c if c in "\\#$*_`@<>[]=-+/~'\"" else c for c in text)


def typeset(person: Person, layout: Layout) -> bytes:
    """The person's résumé as PDF bytes."""
    return compiled(_source(person, layout))


@lru_cache(maxsize=64)
def compiled(source: str) -> bytes:
    """Set Typst's markup in the fonts that the project carries."""
    import typst

    # The same fonts on every machine: which letters stand where is part of what is read.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_CARRIED)])
    result: Any = typst.Compiler(source.encode(), font_paths=fonts).compile(format="pdf")
    return bytes(result)


def _source(person: Person, layout: Layout) -> str:
    lang = person["lang"]
    font = FONTS.get(lang, layout.font)
    direction = ", dir: rtl" if lang == "ar" else ""
    parts = [
        f'#set page(paper: "a4", margin: (x: 1.8cm, y: 1.6cm){_footer(person, layout)})',
        f'#set text(font: ("{font}", "Shortlist Sans", "Noto Sans CJK JP", "Vazirmatn"), size: {layout.size}pt, lang: "{lang}"{direction}, hyphenate: {"true" if layout.justify else "false"})',
        f"#set par(justify: {'true' if layout.justify else 'false'}, leading: 0.55em, spacing: 0.75em)",
        _heading_rule(layout),
    ]
    if layout.top_note:
        parts.append("#align(right, text(size: 8pt, fill: gray)[Last updated in March 2026])")
    blocks = {
        name: body
        for name in ("summary", "work", "education", "skills", "languages", "certificates")
        if (body := _section(person, layout, name))
    }
    titled = {name: f"#section[{escape(_label(person, layout, name))}]\n{body}" for name, body in blocks.items()}
    if published := person.get("publications"):
        titled["publications"] = f"#section[Publications]\n{chr(10).join(f'+ {escape(line)}' for line in published)}"
    head = _head(person, layout)
    main = [titled[name] for name in ("summary", "work", "education") if name in titled]
    side = [titled[name] for name in ("skills", "languages", "certificates", "publications") if name in titled]
    if layout.page == "single":
        parts += [head, *main, *side]
    elif layout.page == "halves":
        parts.append(head)
        parts.append(
            f"#grid(columns: (1fr, 1fr), gutter: 0.8cm, [{chr(10).join(main[:2])}], [{chr(10).join([*main[2:], *side])}])"
        )
    elif layout.page == "heading-column":
        parts.append(head)
        for name, body in blocks.items():
            parts.append(
                f"#line(length: 100%, stroke: 0.5pt)\n#grid(columns: (3.4cm, 1fr), gutter: 0.4cm, [*{escape(_label(person, layout, name))}*], [{body}])"
            )
    else:
        contact = _contact_lines(person)
        dark = layout.page == "sidebar-dark"
        name = f'#text(size: 22pt, weight: "bold")[{escape(person["name"])}]\n\n#text(size: 11pt)[{escape(person["label"])}]\n'
        sidebar = chr(10).join([contact, *side])
        if dark:
            sidebar = f'#block(fill: rgb("#22384a"), inset: 10pt, width: 100%)[#set text(fill: white)\n{sidebar}]'
        body = name + chr(10).join(main)
        columns = "(5.2cm, 1fr)" if layout.page != "sidebar-right" else "(1fr, 5.2cm)"
        cells = f"[{sidebar}], [{body}]" if layout.page != "sidebar-right" else f"[{body}], [{sidebar}]"
        parts.append(f"#grid(columns: {columns}, gutter: 0.8cm, {cells})")
    return "\n".join(parts)


def _footer(person: Person, layout: Layout) -> str:
    if not layout.top_note:
        return ""
    return f', footer: align(center, text(size: 8pt, fill: gray)[{escape(person["name"])} – #context counter(page).display("1/1", both: true)])'


def _heading_rule(layout: Layout) -> str:
    looks = {
        "rule": '#let section(body) = block(above: 1.2em, below: 0.6em, width: 100%, stroke: (bottom: 0.6pt), inset: (bottom: 3pt), text(size: 1.2em, weight: "bold", body))',
        "caps": '#let section(body) = block(above: 1.2em, below: 0.6em, text(size: 1.05em, weight: "bold", upper(body)))',
        "bold": '#let section(body) = block(above: 1.2em, below: 0.6em, text(size: 1.15em, weight: "bold", body))',
        "colour": '#let section(body) = block(above: 1.2em, below: 0.6em, text(size: 1.25em, fill: rgb("#1f6feb"), body))',
        "small-caps": '#let section(body) = block(above: 1.2em, below: 0.6em, text(size: 1.2em, weight: "bold", smallcaps(body)))',
        "spaced": '#let section(body) = block(above: 1.2em, below: 0.6em, text(size: 1.05em, weight: "bold", tracking: 0.25em, upper(body)))',
    }
    return looks[layout.headings]


def _label(person: Person, layout: Layout, name: str) -> str:
    choices = LABELS[person["lang"]][name]
    return choices[layout.labels % len(choices)]


def _contact_lines(person: Person) -> str:
    links = [link.removeprefix("https://").removeprefix("www.") for link in person["links"]]
    return "\n\n".join(escape(piece) for piece in [person["email"], person["phone"], person["location"], *links]) + "\n"


def _head(person: Person, layout: Layout) -> str:
    links = [
        f'#link("{link}")[{escape(link.removeprefix("https://").removeprefix("www."))}]' for link in person["links"]
    ]
    contact = " | ".join(
        [
            escape(person["location"]),
            escape(person["phone"]),
            f'#link("mailto:{person["email"]}")[{escape(person["email"])}]',
            *links,
        ]
    )
    name = f'#text(size: 20pt, weight: "bold")[{escape(person["name"])}]'
    where = "center" if layout.headings in ("rule", "small-caps") else "start"
    return f"#align({where})[{name}\n\n{escape(person['label'])}\n\n{contact}]\n"


def _section(person: Person, layout: Layout, name: str) -> str:
    lang = person["lang"]
    if name == "summary":
        return escape(person["summary"])
    if name == "work":
        return "\n".join(_entry(_work_header(job, layout, lang), job["highlights"], layout) for job in person["work"])
    if name == "education":
        return "\n".join(_entry(_school_header(entry, layout, lang), [], layout) for entry in person["education"])
    if name == "skills":
        return _skills(person, layout)
    if name == "languages":
        lines = [
            f"{escape(language)} ({escape(level)})"
            if layout.skills == "labelled"
            else f"{escape(language)} – {escape(level)}"
            for language, level in person["languages"]
        ]
        return "\n\n".join(lines)
    return "\n\n".join(
        f"*{escape(n)}*, {escape(i)} ({y})" if layout.page == "single" else f"*{escape(n)}* \\ {escape(i)} \\ {y}"
        for n, i, y in person["certificates"]
    )


def _skills(person: Person, layout: Layout) -> str:
    groups = person["skills"].items()
    if layout.skills == "labelled":
        return "\n\n".join(f"*{escape(group)}:* {escape(', '.join(words))}" for group, words in groups)
    if layout.skills == "inline":
        return escape(" · ".join(word for _, words in groups for word in words))
    if layout.skills == "bullets":
        return "\n".join(f"• {escape(word)} \\" for _, words in groups for word in words)
    return "\n\n".join(escape(word) for _, words in groups for word in words)


def _entry(header: str, bullets: list[str], layout: Layout) -> str:
    if layout.header == "date-left":
        date, _, rest = header.partition("\x00")
        body = rest + "\n" + _bullets(bullets, layout)
        return f"#grid(columns: (3.2cm, 1fr), gutter: 0.4cm, [{date}], [{body}])"
    return f"#block(above: 1em, below: 0.5em)[{header}]\n{_bullets(bullets, layout)}"


def _bullets(bullets: list[str], layout: Layout) -> str:
    if not bullets:
        return ""
    if layout.bullet:
        items = ", ".join(f"[{escape(text)}]" for text in bullets)
        return f"#list(marker: [{escape(layout.bullet)}], indent: 0.4em, {items})"
    inset = "1em" if layout.name == "no-glyphs" else "0pt"
    return "\n".join(f"#block(above: 0.7em, below: 0.7em, inset: (left: {inset}))[{escape(text)}]" for text in bullets)


def _work_header(job: dict[str, Any], layout: Layout, lang: str) -> str:
    title, company, place = (escape(job[key]) for key in ("position", "name", "location"))
    when = escape(period(job, lang, layout.date, layout.dash))
    return {
        "title-first": f"*{title}* #h(1fr) {when} \\ #emph[{company}] #h(1fr) {place}",
        "company-first": f"*{company}* #h(1fr) {place} \\ #emph[{title}] #h(1fr) {when}",
        "pipes": f"*{title}* | {company} | {place} | {when}",
        "at": f"*{title} at {company}* ({when}) \\ {place}"
        if lang == "en"
        else f"*{title}* | {company} ({when}) \\ {place}",
        "stacked": f"*{title}* \\ {company} \\ {place} \\ {when}",
        "date-left": f"{when}\x00*{title}* \\ {company}, {place}",
        "date-first": f"{when} \\ *{title}* \\ {company}, {place}",
        "comma": f"*{title}*, {company}, {place} #h(1fr) {when}",
        "company-dash": f"*{company}* — {place} \\ {title} — {when}",
        "title-comma-right": f"*{company}*, #emph[{title}] #h(1fr) {when} \\ {place}",
    }[layout.header]


def _school_header(entry: dict[str, Any], layout: Layout, lang: str) -> str:
    school, degree, area, place = (escape(entry[key]) for key in ("institution", "studyType", "area", "location"))
    studied = f"{degree} in {area}" if lang == "en" and area else f"{degree} {area}".strip()
    when = escape(
        f"{moment(entry['startDate'], lang, layout.date)}{layout.dash}{moment(entry['endDate'], lang, layout.date)}"
    )
    return {
        "title-first": f"*{studied}* #h(1fr) {when} \\ #emph[{school}] #h(1fr) {place}",
        "company-first": f"*{school}* #h(1fr) {place} \\ #emph[{studied}] #h(1fr) {when}",
        "pipes": f"*{studied}* | {school} | {place} | {when}",
        "at": f"*{studied}* ({when}) \\ {school}, {place}",
        "stacked": f"*{school}* \\ {studied} \\ {place} \\ {when}",
        "date-left": f"{when}\x00*{studied}* \\ {school}, {place}",
        "date-first": f"{when} \\ *{studied}* \\ {school}, {place}",
        "comma": f"*{studied}*, {school}, {place} #h(1fr) {when}",
        "company-dash": f"*{school}* — {place} \\ {studied} — {when}",
        "title-comma-right": f"*{school}*, #emph[{studied}] #h(1fr) {when} \\ {place}",
    }[layout.header]
