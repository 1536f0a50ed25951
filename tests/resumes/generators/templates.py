# ruff: noqa: E501  templates read better one piece a line
"""People in the manner of well-known templates: what each does to an entry, a heading, a date or a page."""

from collections.abc import Callable
from typing import Any

from tests.resumes.generators.people import LABELS, Person, moment, period
from tests.resumes.generators.typeset import FONTS, compiled, escape

PIN, CALENDAR, ENVELOPE = "\uf3c5", "\uf073", "\uf0e0"


def print_in(template: str, person: Person) -> bytes:
    """The person's résumé as PDF bytes, in one of `TEMPLATES`."""
    return compiled(TEMPLATES[template](person))


def _page(person: Person, body: str, *, font: str = "Shortlist Sans", size: float = 10, margin: str = "1.6cm") -> str:
    lang = person["lang"]
    family = FONTS.get(lang, font)
    direction = ", dir: rtl" if lang == "ar" else ""
    return "\n".join(
        [
            f'#set page(paper: "a4", margin: {margin})',
            (
                f'#set text(font: ("{family}", "Shortlist Sans", "Noto Sans CJK JP", "Vazirmatn"), size: {size}pt, '
                f'lang: "{lang}"{direction}, hyphenate: false)'
            ),
            "#set par(leading: 0.55em, spacing: 0.75em)",
            body,
        ]
    )


def _label(person: Person, name: str, which: int = 0) -> str:
    choices = LABELS[person["lang"]][name]
    return choices[which % len(choices)]


def _when(entry: dict[str, Any], person: Person, date: str = "name", dash: str = " – ") -> str:
    if "position" in entry:
        return escape(period(entry, person["lang"], date, dash))
    return escape(
        f"{moment(entry['startDate'], person['lang'], date)}{dash}{moment(entry['endDate'], person['lang'], date)}"
    )


def _degree(entry: dict[str, Any], person: Person) -> str:
    joint = " in " if person["lang"] == "en" and entry["area"] else " "
    return escape(f"{entry['studyType']}{joint}{entry['area']}".strip())


def _bullets(job: dict[str, Any], marker: str = "•") -> str:
    items = ", ".join(f"[{escape(text)}]" for text in job["highlights"])
    return f"#list(marker: [{escape(marker)}], {items})" if items else ""


def _shown(link: str) -> str:
    return escape(link.removeprefix("https://").removeprefix("www."))


def _contacts(person: Person) -> list[str]:
    return [*(escape(person[key]) for key in ("location", "phone", "email")), *map(_shown, person["links"])]


def _lists(person: Person, section: Callable[[str], str], *, skill: Callable[[str, list[str]], str]) -> list[str]:
    parts = [section("skills"), *(skill(group, words) for group, words in person["skills"].items())]
    parts += [section("languages")]
    parts += [f"{escape(name)} ({escape(level)})" for name, level in person["languages"]]
    if person["certificates"]:
        parts += [section("certificates")]
        parts += [f"{escape(name)}, {escape(issuer)} ({year})" for name, issuer, year in person["certificates"]]
    return parts


def _side_by_side(columns: str, left: list[str], right: list[str]) -> str:
    return f"#grid(columns: {columns}, [{chr(10).join(f'{piece}{chr(10)}' for piece in left)}], [{chr(10).join(f'{piece}{chr(10)}' for piece in right)}])"


def _labelled(group: str, words: list[str]) -> str:
    return f"*{escape(group)}:* {escape(', '.join(words))}"


def _plainly(group: str, words: list[str]) -> str:
    return f"{escape(group)}: {escape(', '.join(words))}"


def _two_tone(person: Person) -> str:
    """Awesome CV: the first three letters of a heading in colour, everything else in grey tones and small capitals."""

    def section(name: str) -> str:
        text = _label(person, name)
        return (
            f'#block(above: 1.2em, below: 0.6em)[#text(size: 14pt, weight: "bold")[#text(fill: rgb("#dc3522"))['
            f"{escape(text[:3])}]{escape(text[3:])}] #box(width: 1fr, line(length: 100%))]"
        )

    name = person["name"].split()
    parts = [
        (
            f'#align(center)[#text(size: 26pt, fill: gray)[{escape(name[0])}] #text(size: 26pt, weight: "bold")['
            f"{escape(' '.join(name[1:]))}] \\ {escape(person['label'])} \\ {' | '.join(_contacts(person))}]"
        ),
        section("summary"),
        escape(person["summary"]),
        section("work"),
    ]
    for job in person["work"]:
        parts.append(
            f'*{escape(job["name"])}* #h(1fr) #text(fill: rgb("#dc3522"), style: "italic")[{escape(job["location"])}] \\ '
            f"#text(fill: gray, size: 9pt)[#smallcaps[{escape(job['position'])}] #h(1fr) #emph[{_when(job, person)}]]"
        )
        parts.append(_bullets(job))
    parts.append(section("education"))
    parts += [
        f'*{escape(entry["institution"])}* #h(1fr) #text(fill: rgb("#dc3522"))[{escape(entry["location"])}] \\ '
        f"#text(fill: gray, size: 9pt)[#smallcaps[{_degree(entry, person)}] #h(1fr) #emph[{_when(entry, person)}]]\n"
        for entry in person["education"]
    ]
    return _page(person, "\n\n".join([*parts, *_lists(person, section, skill=_labelled)]))


def _icons(person: Person) -> str:
    """AltaCV: two columns, an icon before every date and place."""

    def section(name: str) -> str:
        return (
            f'#block(above: 1.2em, below: 0.6em, text(size: 13pt, weight: "bold", fill: rgb("#8f1d22"), '
            f"upper[{escape(_label(person, name))}]))"
        )

    left = [section("work")]
    for job in person["work"]:
        left.append(
            f"#text(size: 11pt)[{escape(job['position'])}] \\ *{escape(job['name'])}* \\ "
            f"{CALENDAR} {_when(job, person)} #h(2em) {PIN} {escape(job['location'])}"
        )
        left.append(_bullets(job))
    right = [section("summary"), escape(person["summary"]), *_lists(person, section, skill=_labelled)]
    right += [section("education")]
    right += [
        f"#text(size: 11pt)[{_degree(entry, person)}] \\ *{escape(entry['institution'])}* \\ "
        f"{CALENDAR} {_when(entry, person)} #h(2em) {PIN} {escape(entry['location'])}"
        for entry in person["education"]
    ]
    head = (
        f'#text(size: 22pt, weight: "bold")[{escape(person["name"])}] \\ {escape(person["label"])} \\ '
        f"{PIN} {escape(person['location'])} #h(1em) {escape(person['phone'])} #h(1em) {ENVELOPE} "
        f"{escape(person['email'])} #h(1em) {' #h(1em) '.join(map(_shown, person['links']))}"
    )
    columns = _side_by_side("(1.55fr, 1fr), gutter: 0.9cm", left, right)
    return _page(person, f"{head}\n\n{columns}", size=9.5)


def _narrow_left(person: Person) -> str:
    """Deedy: a narrow left column of education, links and skills; "COMPANY | Title" over "Dates | Place"."""

    def section(name: str) -> str:
        return (
            f'#block(above: 1.1em, below: 0.5em, text(size: 13pt, fill: rgb("#555555"), '
            f"upper[{escape(_label(person, name))}]))"
        )

    left = [section("education")]
    left += [
        f"*{escape(entry['institution'])}* \\ {_degree(entry, person)} \\ "
        f"#text(fill: gray)[{_when(entry, person)} | {escape(entry['location'])}]"
        for entry in person["education"]
    ]
    left += _lists(person, section, skill=_labelled)
    right = [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        right.append(
            f"*{escape(job['name'])}* | {escape(job['position'])} \\ "
            f"#text(fill: gray)[{_when(job, person)} | {escape(job['location'])}]"
        )
        right.append(_bullets(job))
    head = f"#align(center)[#text(size: 28pt)[{escape(person['name'])}] \\ {' | '.join(_contacts(person))}]"
    columns = _side_by_side("(1fr, 2fr), gutter: 0.7cm", left, right)
    return _page(person, f"{head}\n\n{columns}", font="Shortlist Sans", size=9.5)


def _hints(person: Person) -> str:
    """moderncv: dates in a narrow left column, "*title*, _company_, place." as one sentence."""

    def section(name: str) -> str:
        return (
            f'#grid(columns: (2.9cm, 1fr), gutter: 0.4cm, align(horizon, rect(width: 100%, height: 4pt, fill: rgb("#3873b3"))), '
            f'text(size: 13pt, fill: rgb("#3873b3"))[{escape(_label(person, name))}])'
        )

    def row(left: str, right: str) -> str:
        return f"#grid(columns: (2.9cm, 1fr), gutter: 0.4cm, align(end)[{left}], [{right}])"

    parts = [
        f"#text(size: 24pt)[{escape(person['name'])}] #h(1fr) #text(size: 9pt)[{' • '.join(_contacts(person))}]",
        f"#emph[{escape(person['label'])}]",
        section("summary"),
        row("", escape(person["summary"])),
        section("work"),
    ]
    for job in person["work"]:
        said = f"*{escape(job['position'])}*, #emph[{escape(job['name'])}], {escape(job['location'])}."
        parts.append(row(_when(job, person, "slash", "–"), f"{said}\n{_bullets(job, '◦')}"))
    parts.append(section("education"))
    for entry in person["education"]:
        said = f"*{_degree(entry, person)}*, #emph[{escape(entry['institution'])}], {escape(entry['location'])}."
        parts.append(row(_when(entry, person, "slash", "–"), said))
    parts.append(section("skills"))
    parts += [row(escape(group), escape(", ".join(words))) for group, words in person["skills"].items()]
    parts.append(section("languages"))
    parts += [row(escape(name), escape(level)) for name, level in person["languages"]]
    if person["certificates"]:
        parts.append(section("certificates"))
        parts += [row(str(year), f"{escape(name)}, {escape(issuer)}") for name, issuer, year in person["certificates"]]
    return _page(person, "\n\n".join(parts), font="Libertinus Serif", size=10.5)


def _dashed(person: Person) -> str:
    """Google's: "Company, Place — _Title_" over the dates in grey capitals, a list of skills in a right column."""

    def section(name: str) -> str:
        return (
            f'#block(above: 1.4em, below: 0.7em, text(size: 9pt, weight: "bold", fill: rgb("#2079c7"), '
            f"upper[{escape(_label(person, name))}]))"
        )

    left = [section("work")]
    for job in person["work"]:
        left.append(
            f"#text(size: 11pt)[*{escape(job['name'])}, {escape(job['location'])}* — #emph[{escape(job['position'])}]] \\ "
            f"#text(size: 8pt, fill: gray)[#upper[{_when(job, person)}]]"
        )
        left.append(_bullets(job, "●"))
    left.append(section("education"))
    left += [
        f"#text(size: 11pt)[*{escape(entry['institution'])}, {escape(entry['location'])}* — #emph[{_degree(entry, person)}]] \\ "
        f"#text(size: 8pt, fill: gray)[#upper[{_when(entry, person)}]]"
        for entry in person["education"]
    ]
    right = [f"{piece} \\ " for piece in _contacts(person)]
    right += _lists(person, section, skill=_plainly)
    head = f'#text(size: 26pt, weight: "bold")[{escape(person["name"])}]\n\n{escape(person["label"])}\n\n{escape(person["summary"])}'
    columns = _side_by_side("(2.2fr, 1fr), gutter: 0.9cm", [head, *left], right)
    return _page(person, columns, font="Shortlist Serif", size=9)


def _ruled_table(person: Person) -> str:
    """A bordered table: label cells on the left, everything of a section in one cell on the right."""

    def cell(name: str, body: str) -> str:
        return f"[*{escape(_label(person, name))}*], [{body}]"

    work = "\n\n".join(
        f"*{escape(job['position'])}* ({_when(job, person)}) \\ {escape(job['name'])}, {escape(job['location'])}\n{_bullets(job)}"
        for job in person["work"]
    )
    school = "\n\n".join(
        f"*{_degree(entry, person)}* ({_when(entry, person)}) \\ {escape(entry['institution'])}, {escape(entry['location'])}"
        for entry in person["education"]
    )
    cells = [cell("summary", escape(person["summary"])), cell("work", work), cell("education", school)]
    cells.append(cell("skills", "\n\n".join(_plainly(g, w) for g, w in person["skills"].items())))
    cells.append(cell("languages", "\n\n".join(f"{escape(n)} ({escape(v)})" for n, v in person["languages"])))
    if person["certificates"]:
        held = "\n\n".join(f"{escape(n)}, {escape(i)} ({y})" for n, i, y in person["certificates"])
        cells.append(cell("certificates", held))
    head = f'#align(center)[#text(size: 18pt, weight: "bold")[{escape(person["name"])}] \\ {" | ".join(_contacts(person))}]'
    return _page(person, f"{head}\n\n#table(columns: (3.6cm, 1fr), inset: 7pt, {', '.join(cells)})", size=10)


def _timeline(person: Person) -> str:
    """A line with dots between the dates and the text; durations behind the dates."""

    def section(name: str) -> str:
        return f'#block(above: 1.3em, below: 0.7em, text(size: 14pt, weight: "bold", fill: rgb("#00796b"))[{escape(_label(person, name))}])'

    def row(left: str, right: str) -> str:
        return f'#grid(columns: (3.4cm, 0.5cm, 1fr), gutter: 0.25cm, align(end)[{left}], [#circle(radius: 2.5pt, fill: rgb("#00796b"))], [{right}])'

    parts = [
        (
            f'#block(fill: rgb("#00796b"), width: 100%, inset: 12pt)[#set text(fill: white)\n#text(size: 22pt)[{escape(person["name"])}] \\ '
            f"{escape(person['label'])} \\ {' #h(1.5em) '.join(_contacts(person))}]"
        ),
        escape(person["summary"]),
        section("work"),
    ]
    for job in person["work"]:
        said = f"*{escape(job['position'])}* \\ {escape(job['name'])} #text(fill: gray)[· {escape(job['location'])}]"
        parts.append(row(_when(job, person, "slash"), f"{said}\n{_bullets(job, '–')}"))
    parts.append(section("education"))
    for entry in person["education"]:
        said = f"*{_degree(entry, person)}* \\ {escape(entry['institution'])} #text(fill: gray)[· {escape(entry['location'])}]"
        parts.append(row(_when(entry, person, "slash"), said))
    return _page(person, "\n\n".join([*parts, *_lists(person, section, skill=_labelled)]), font="Inter", size=9.5)


def _one_firm(person: Person) -> str:
    """Harvard's: the firm and its place, the title and its dates, all headings centred over a rule; pages numbered."""

    def section(name: str) -> str:
        return (
            f"#block(above: 1.1em, below: 0.6em, width: 100%, stroke: (bottom: 0.5pt), inset: (bottom: 2pt), "
            f'align(center, text(weight: "bold")[{escape(_label(person, name))}]))'
        )

    parts = [
        f'#set page(footer: context align(center, text(size: 8pt)[{escape(person["name"])} · Page #counter(page).display("1 of 1", both: true)]))',
        f'#align(center)[#text(size: 16pt, weight: "bold")[{escape(person["name"])}] \\ {" • ".join(_contacts(person))}]',
        section("education"),
    ]
    parts += [
        f"#smallcaps[*{escape(entry['institution'])}*] #h(1fr) {escape(entry['location'])} \\ {_degree(entry, person)} #h(1fr) {_when(entry, person)}"
        for entry in person["education"]
    ]
    parts.append(section("work"))
    for job in person["work"]:
        parts.append(
            f"#smallcaps[*{escape(job['name'])}*] #h(1fr) {escape(job['location'])} \\ *{escape(job['position'])}* #h(1fr) {_when(job, person)}"
        )
        parts.append(_bullets(job))
    parts += _lists(person, section, skill=_labelled)
    parts += [section("summary"), escape(person["summary"])]
    return _page(person, "\n\n".join(parts), font="Libertinus Serif", size=11)


def _european(person: Person) -> str:
    """Europass: the dates and the town first, the title in capitals with the firm behind it, a table of languages."""

    def section(name: str) -> str:
        return (
            f'#block(above: 1.4em, below: 0.8em, width: 100%, stroke: (bottom: 0.5pt + rgb("#004494")), inset: (bottom: 3pt), '
            f'text(size: 11pt, fill: rgb("#004494"), upper[{escape(_label(person, name))}]))'
        )

    parts = [
        f"#text(size: 20pt)[{escape(person['name'])}]\n\n{' #text(fill: gray)[|] '.join(_contacts(person))}",
        section("summary"),
        escape(person["summary"]),
        section("work"),
    ]
    for job in person["work"]:
        parts.append(
            f"#text(fill: gray, size: 9pt)[#upper[{_when(job, person, 'slash')}] #h(1em) {escape(job['location'])}] \\ "
            f"*#upper[{escape(job['position'])}]* #h(0.8em) #upper[{escape(job['name'])}]"
        )
        parts.append(_bullets(job))
    parts.append(section("education"))
    parts += [
        f"#text(fill: gray, size: 9pt)[#upper[{_when(entry, person, 'slash')}] #h(1em) {escape(entry['location'])}] \\ "
        f"*{_degree(entry, person)}* #h(0.8em) {escape(entry['institution'])}"
        for entry in person["education"]
    ]
    return _page(
        person, "\n\n".join([*parts, *_lists(person, section, skill=_labelled)]), font="Shortlist Sans", size=10
    )


def _rated(person: Person) -> str:
    """Skills and languages in a dark right column with dots for how well; dates at the far right of the title."""

    def section(name: str) -> str:
        return f'#block(above: 1.3em, below: 0.6em, text(size: 12pt, weight: "bold", upper[{escape(_label(person, name))}]))'

    left = [f'#text(size: 24pt, weight: "bold")[{escape(person["name"])}] \\ {escape(person["label"])}']
    left += [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        left.append(
            f"*{escape(job['position'])}* #h(1fr) {_when(job, person)} \\ {escape(job['name'])} – {escape(job['location'])}"
        )
        left.append(_bullets(job, "–"))
    left.append(section("education"))
    left += [
        f"*{_degree(entry, person)}* #h(1fr) {_when(entry, person)} \\ {escape(entry['institution'])} – {escape(entry['location'])}"
        for entry in person["education"]
    ]
    right = ["#set text(fill: white)", *(f"{piece} \\ " for piece in _contacts(person)), section("skills")]
    for group, words in person["skills"].items():
        right.append(f"*{escape(group)}*")
        right += [f"{escape(word)} #h(1fr) ●●●●○ \\ " for word in words]
    right.append(section("languages"))
    right += [f"{escape(name)} ({escape(level)}) #h(1fr) ●●●○○ \\ " for name, level in person["languages"]]
    if person["certificates"]:
        right.append(section("certificates"))
        right += [f"{escape(name)} \\ {escape(issuer)} \\ {year}" for name, issuer, year in person["certificates"]]
    dark = f'#block(fill: rgb("#2b2d42"), inset: 10pt, width: 100%)[{chr(10).join(f"{piece}{chr(10)}" for piece in right)}]'
    return _page(person, _side_by_side("(2.1fr, 1fr), gutter: 0.7cm", left, [dark]), font="Inter", size=9)


def _centred(person: Person) -> str:
    """Everything centred, entries as "Title, Firm" over "Place | Dates"."""

    def section(name: str) -> str:
        return f"#block(above: 1.3em, below: 0.6em, width: 100%, align(center, text(size: 12pt, tracking: 0.15em, upper[{escape(_label(person, name))}])))"

    parts = [
        f"#text(size: 20pt)[{escape(person['name'])}] \\ {escape(person['label'])} \\ {' · '.join(_contacts(person))}"
    ]
    parts += [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        parts.append(
            f"*{escape(job['position'])}, {escape(job['name'])}* \\ #emph[{escape(job['location'])} | {_when(job, person)}]"
        )
        parts.append(f"#align(start)[{_bullets(job)}]")
    parts.append(section("education"))
    parts += [
        f"*{_degree(entry, person)}, {escape(entry['institution'])}* \\ #emph[{escape(entry['location'])} | {_when(entry, person)}]"
        for entry in person["education"]
    ]
    body = "\n\n".join([*parts, *_lists(person, section, skill=_plainly)])
    return _page(person, f"#align(center)[{body}]", font="Libertinus Serif", size=10.5)


def _in_one_line(person: Person) -> str:
    """Everything of an entry in one line, "Dates: Title at Firm (Place)" where English has it; headings numbered."""
    numbers = iter(range(1, 9))

    def section(name: str) -> str:
        return f'#block(above: 1.2em, below: 0.6em, text(size: 12pt, weight: "bold")[{next(numbers)}. {escape(_label(person, name))}])'

    parts = [f'#text(size: 18pt, weight: "bold")[{escape(person["name"])}]', " | ".join(_contacts(person))]
    parts += [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        firm = f" at {escape(job['name'])} ({escape(job['location'])})"
        other = f" | {escape(job['name'])} | {escape(job['location'])}"
        parts.append(f"{_when(job, person)}: *{escape(job['position'])}*{firm if person['lang'] == 'en' else other}")
        parts.append(_bullets(job))
    parts.append(section("education"))
    parts += [
        f"{_when(entry, person)}: *{_degree(entry, person)}* | {escape(entry['institution'])} | {escape(entry['location'])}"
        for entry in person["education"]
    ]
    return _page(
        person, "\n\n".join([*parts, *_lists(person, section, skill=_plainly)]), font="Shortlist Sans", size=10
    )


def _three_columns(person: Person) -> str:
    """A table without rules: dates, what was done, where."""

    def section(name: str) -> str:
        return f'#block(above: 1.3em, below: 0.6em, width: 100%, fill: rgb("#eeeeee"), inset: 3pt, text(weight: "bold")[{escape(_label(person, name))}])'

    def row(left: str, middle: str, right: str) -> str:
        return f"#grid(columns: (3.6cm, 1fr, 3.4cm), gutter: 0.4cm, [{left}], [{middle}], align(end)[{right}])"

    parts = [f'#text(size: 18pt, weight: "bold")[{escape(person["name"])}] \\ {" | ".join(_contacts(person))}']
    parts += [section("summary"), escape(person["summary"]), section("work")]
    for job in person["work"]:
        middle = f"*{escape(job['position'])}* \\ {escape(job['name'])}\n{_bullets(job)}"
        parts.append(row(_when(job, person, "slash"), middle, escape(job["location"])))
    parts.append(section("education"))
    for entry in person["education"]:
        middle = f"*{_degree(entry, person)}* \\ {escape(entry['institution'])}"
        parts.append(row(_when(entry, person, "slash"), middle, escape(entry["location"])))
    return _page(
        person, "\n\n".join([*parts, *_lists(person, section, skill=_labelled)]), font="Shortlist Serif", size=10
    )


TEMPLATES = {
    "two-tone": _two_tone,
    "icons": _icons,
    "narrow-left": _narrow_left,
    "hints": _hints,
    "dashed": _dashed,
    "ruled-table": _ruled_table,
    "timeline": _timeline,
    "one-firm": _one_firm,
    "european": _european,
    "rated": _rated,
    "centred": _centred,
    "in-one-line": _in_one_line,
    "three-columns": _three_columns,
}
