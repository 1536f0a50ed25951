# ruff: noqa: E501  templates read better one piece a line
"""People as a browser prints a web page: marks of lists and tags are drawn, and styles are all that parts things."""

from collections.abc import Callable
from typing import Any

from tests.resumes.generators.people import LABELS, Person, moment, period
from tests.resumes.generators.typeset import FONTS, compiled, escape

BREAK = "#linebreak()"
MARK = "#box(baseline: -0.25em, circle(radius: 0.16em, fill: black))"
ABOVE_BULLETS = {
    "en": "Highlights", "de": "Aufgaben", "fr": "Missions", "es": "Funciones", "it": "Mansioni", "pt": "Atividades", "nl": "Taken",
    "pl": "Obowiązki", "tr": "Görevler", "ru": "Обязанности", "ko": "주요 업무", "ja": "業務内容", "zh": "工作职责", "ar": "المهام",
}  # fmt: skip
Section = Callable[[str], str]


def print_page(page: str, person: Person) -> bytes:
    """The person's résumé as PDF bytes, in one of `PAGES`."""
    return compiled(PAGES[page](person))


def _set(person: Person, body: list[str], size: float = 10) -> str:
    lang = person["lang"]
    direction = ", dir: rtl" if lang == "ar" else ""
    fonts = f'("{FONTS.get(lang, "Inter")}", "Shortlist Sans", "Noto Sans CJK JP", "Vazirmatn")'
    return "\n".join(
        [
            '#set page(paper: "a4", margin: 1.4cm)',
            f'#set text(font: {fonts}, size: {size}pt, lang: "{lang}"{direction}, hyphenate: false)',
            "#set par(leading: 0.6em, spacing: 1em)",
            "\n\n".join(body),
        ]
    )


def _label(person: Person, name: str) -> str:
    return LABELS[person["lang"]][name][0]


def _heading(size: float, fill: str = "#000000") -> Callable[[Person], Section]:
    return lambda person: (
        lambda name: (
            f'#block(above: 1.6em, below: 0.8em, text(size: {size}pt, weight: "bold", fill: rgb("{fill}"))[{escape(_label(person, name))}])'
        )
    )


def _list(job: dict[str, Any]) -> str:
    items = ", ".join(f"[{escape(text)}]" for text in job["highlights"])
    return f"#list(marker: [{MARK}], {items})" if items else ""


def _tag(word: str) -> str:
    return f'#box(fill: rgb("#333333"), radius: 3pt, inset: (x: 4pt, y: 2pt), text(size: 8pt, fill: white)[{escape(word)}])'


def _when(entry: dict[str, Any], person: Person) -> str:
    return escape(period(entry, person["lang"], "name", " – "))


def _degree(entry: dict[str, Any], person: Person) -> str:
    joint = " in " if person["lang"] == "en" and entry["area"] else " "
    return escape(f"{entry['studyType']}{joint}{entry['area']}".strip())


def _reach(person: Person) -> list[str]:
    links = [escape(link.removeprefix("https://").removeprefix("www.")) for link in person["links"]]
    return [*(escape(person[key]) for key in ("location", "phone", "email")), *links]


def _rest(person: Person, section: Section, groups: list[str]) -> list[str]:
    parts = [section("skills"), *groups, section("languages")]
    parts += [f"*{escape(name)}* \\ {escape(level)}" for name, level in person["languages"]]
    if person["certificates"]:
        parts.append(section("certificates"))
        parts += [
            f"*{escape(name)}* \\ #text(fill: gray)[{escape(issuer)}] \\ #text(fill: gray)[{year}]"
            for name, issuer, year in person["certificates"]
        ]
    return parts


def _tags(person: Person) -> str:
    """Skills as tags under the name of their group; a label above the marks of every job."""
    section = _heading(18, "#227c74")(person)
    parts = [
        f'#text(size: 26pt, weight: "bold")[{escape(person["name"])}] \\ #text(size: 14pt, fill: gray)[{escape(person["label"])}]',
        " \\ ".join(_reach(person)),
        section("summary"),
        escape(person["summary"]),
        section("work"),
    ]
    for job in person["work"]:
        parts.append(
            f'#text(size: 13pt, weight: "bold")[{escape(job["name"])}] \\ {escape(job["location"])} \\ {_when(job, person)}'
        )
        parts.append(
            f'#text(size: 13pt, weight: "bold")[{escape(job["position"])}] \\ *{escape(ABOVE_BULLETS[person["lang"]])}*'
        )
        parts.append(_list(job))
    parts.append(section("education"))
    parts += [
        f"*{escape(entry['institution'])}*, {escape(entry['location'])} #h(1fr) {_when(entry, person)} \\ {_degree(entry, person)}"
        for entry in person["education"]
    ]
    groups = [
        f'#text(size: 12pt, weight: "bold")[{escape(group)}]\n\n{" ".join(map(_tag, words))}'
        for group, words in person["skills"].items()
    ]
    return _set(person, [*parts, *_rest(person, section, groups)])


def _posts(person: Person) -> str:
    """Headings, employers and schools all look the same; the title and the dates have a line each."""
    section = _heading(13)(person)

    def entry(first: str, *lines: str) -> str:
        return f'#text(size: 13pt, weight: "bold")[{escape(first)}]\n\n' + "\n\n".join(line for line in lines if line)

    parts = [
        f'#text(size: 24pt, weight: "bold")[{escape(person["name"])}] \\ #text(size: 14pt)[{escape(person["label"])}]'
    ]
    parts += [" \\ ".join(_reach(person)), section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        parts.append(
            entry(job["name"], f"*{escape(job['position'])}*", escape(job["location"]), _when(job, person), _list(job))
        )
    parts.append(section("education"))
    parts += [
        entry(school["institution"], f"*{_degree(school, person)}*", escape(school["location"]), _when(school, person))
        for school in person["education"]
    ]
    groups = [
        f"*{escape(group)}*\n\n#list(marker: [{MARK}], {', '.join(f'[{escape(word)}]' for word in words)})"
        for group, words in person["skills"].items()
    ]
    return _set(person, [*parts, *_rest(person, section, groups)])


def _column(person: Person) -> str:
    """How to reach the person stands under the heading of a profile, in a column of headings that are groups of skills."""
    section = _heading(11, "#777777")(person)
    aside = [section("summary"), *_reach(person)]
    for group, words in person["skills"].items():
        aside.append(
            f'#block(above: 1.6em, below: 0.8em, text(size: 11pt, weight: "bold", fill: rgb("#777777"))[{escape(group)}])'
        )
        aside += [escape(word) for word in words]
    aside.append(section("languages"))
    aside += [f"*{escape(name)}* ({escape(level)})" for name, level in person["languages"]]
    main = [
        f'#text(size: 24pt, weight: "bold")[{escape(person["name"])}] \\ #text(fill: gray)[{escape(person["label"])}]'
    ]
    main += [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        main.append(
            f"*{escape(job['position'])}* #h(1fr) #emph[{_when(job, person)}] \\ {escape(job['name'])}, {escape(job['location'])}"
        )
        main.append(_list(job))
    main.append(section("education"))
    main += [
        f"*{_degree(school, person)}* #h(1fr) #emph[{_when(school, person)}] \\ {escape(school['institution'])}, {escape(school['location'])}"
        for school in person["education"]
    ]
    if person["certificates"]:
        main.append(section("certificates"))
        main += [f"*{escape(name)}* {escape(issuer)} #h(1fr) {year}" for name, issuer, year in person["certificates"]]
    columns = f"#grid(columns: (1fr, 2.2fr), gutter: 0.9cm, [{chr(10) * 2}{(chr(10) * 2).join(aside)}], [{(chr(10) * 2).join(main)}])"
    return _set(person, [columns], size=9.5)


def _beside(person: Person) -> str:
    """Whose work it was, when and as what in a column on the left, and what was done in one on the right."""
    section = _heading(12, "#c0392b")(person)

    def row(left: str, right: str) -> str:
        return f"#grid(columns: (5.2cm, 1fr), gutter: 0.8cm, [{left}], [{right}])"

    parts = [f"#text(size: 22pt)[{escape(person['name'])}] \\ {escape(person['label'])}", " \\ ".join(_reach(person))]
    parts += [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        head = (
            f"*{escape(job['name'])}* \\ {_when(job, person)} \\ {escape(job['position'])} \\ {escape(job['location'])}"
        )
        parts.append(row(head, _list(job)))
    parts.append(section("education"))
    parts += [
        row(
            f"*{escape(school['institution'])}* \\ {_when(school, person)}",
            f"{_degree(school, person)} \\ {escape(school['location'])}",
        )
        for school in person["education"]
    ]
    groups = [row(f"*{escape(group)}*", escape(", ".join(words))) for group, words in person["skills"].items()]
    return _set(person, [*parts, *_rest(person, section, groups)])


def _items(person: Person) -> str:
    """Every job and every school is an item of a list itself, with a list of what was done inside it."""
    section = _heading(13)(person)

    def item(*lines: str, inner: str = "") -> str:
        return f"#list(marker: [{MARK}], indent: 0.4cm, [{f' {BREAK} '.join(lines)}{chr(10) * 2}{inner}])"

    parts = [f'#text(size: 22pt, weight: "bold")[{escape(person["name"])}] \\ {escape(person["label"])}']
    parts += [" \\ ".join(_reach(person)), section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        title = f"{escape(job['position'])}, {escape(job['name'])}"
        parts.append(item(title, _when(job, person), escape(job["location"]), inner=_list(job)))
    parts.append(section("education"))
    for school in person["education"]:
        degree = f"{_degree(school, person)}, {escape(school['institution'])}"
        parts.append(item(degree, _when(school, person), escape(school["location"])))
    groups = [
        f"#list(marker: [{MARK}], [*{escape(group)}*: {escape(', '.join(words))}])"
        for group, words in person["skills"].items()
    ]
    return _set(person, [*parts, *_rest(person, section, groups)])


def _margin(person: Person) -> str:
    """Periods in so narrow a column on the far side that each takes three lines; contact data between two names."""
    section = _heading(15)(person)

    def row(left: str, entry: dict[str, Any]) -> str:
        first, last = escape(moment(entry["startDate"], person["lang"])), _when(entry, person).split(" – ")[1]
        when = f"#align(center)[{first} \\ – \\ {last}]"
        return f"#grid(columns: (1fr, 2.9cm), gutter: 0.6cm, [{left}], [{when}])"

    given, _, family = person["name"].partition(" ")
    names = f'#text(size: 26pt, weight: "bold")[{escape(given)} \\ {escape(family)}]'
    head = f"#grid(columns: (1fr, 1fr), align: (start, end), [{names}], [{' #linebreak() '.join(_reach(person))}])"
    parts = [head, escape(person["label"]), section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        left = f"*{escape(job['position'])}*, {escape(job['name'])} \\ {escape(job['location'])}"
        parts.append(row(f"{left}{chr(10) * 2}{_list(job)}", job))
    parts.append(section("education"))
    for school in person["education"]:
        left = f"*{escape(school['institution'])}* \\ {_degree(school, person)} \\ {escape(school['location'])}"
        parts.append(row(left, school))
    groups = [f"*{escape(group)}* \\ {escape(', '.join(words))}" for group, words in person["skills"].items()]
    return _set(person, [*parts, *_rest(person, section, groups)])


PAGES: dict[str, Callable[[Person], str]] = {
    "tags": _tags,
    "posts": _posts,
    "column": _column,
    "beside": _beside,
    "items": _items,
    "margin": _margin,
}
