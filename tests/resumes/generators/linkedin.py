"""A profile as LinkedIn prints it: a grey column with contact and lists, posts by company, durations in brackets."""

from tests.resumes.generators.people import Person
from tests.resumes.generators.typeset import compiled, escape

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def print_profile(person: Person) -> bytes:
    """The person's profile as PDF bytes."""
    links = [link.removeprefix("https://") for link in person["links"]]
    side = [
        _heading("Contact"),
        *(f"{escape(line)} \\" for line in (person["phone"], person["email"])),
        *(f"{escape(link)} \\" for link in links),
        _heading("Top Skills"),
        *(f"{escape(word)} \\" for words in person["skills"].values() for word in words),
        _heading("Languages"),
        *(f"{escape(name)} ({escape(level)}) \\" for name, level in person["languages"]),
    ]
    if person["certificates"]:
        side += [_heading("Certifications"), *(f"{escape(name)} \\" for name, _, _ in person["certificates"])]
    main = [
        f"#text(size: 26pt)[{escape(person['name'])}]\n",
        f"#text(size: 12pt)[{escape(person['label'])}] \\ #text(fill: gray)[{escape(person['location'])}]\n",
        _heading("Summary", 15),
        escape(person["summary"]),
        _heading("Experience", 15),
        *map(_post, person["work"]),
        _heading("Education", 15),
        *map(_school, person["education"]),
    ]
    columns = "#grid(columns: (5.4cm, 1fr), gutter: 0.9cm, [#set text(fill: white, size: 10pt)\n{}\n], [{}])"
    footer = 'align(center, text(size: 9pt, fill: gray)[Page #context counter(page).display("1 of 1", both: true)])'
    page = (
        f'#set page(paper: "us-letter", margin: (x: 1.2cm, y: 1.6cm), footer: {footer}, '
        'background: place(left, rect(width: 6.9cm, height: 100%, fill: rgb("#293e49"))))'
    )
    body = columns.format("\n".join(side), "\n\n".join(main))
    return compiled(f'{page}\n#set text(font: "Inter", size: 11pt)\n#set par(leading: 0.6em)\n{body}')


def _heading(words: str, size: int = 12) -> str:
    return f'\n#block(above: 1.6em, below: 0.8em, text(size: {size}pt, weight: "semibold")[{words}])\n'


def _post(post: dict) -> str:
    told = "\n\n".join(f"• {escape(line)}" for line in post["highlights"])
    name = f'#text(size: 12pt, weight: "semibold")[{escape(post["name"])}]'
    lines = [name, escape(post["position"]), _span(post), escape(post["location"])]
    head = " \\ ".join(lines)
    return f"#block(above: 1.4em)[{head}]\n\n{told}"


def _school(entry: dict) -> str:
    years = f"({_month(entry['startDate'])} - {_month(entry['endDate'])})"
    return (
        f'#block(above: 1.4em)[#text(size: 12pt, weight: "semibold")[{escape(entry["institution"])}] \\ '
        f"{escape(entry['studyType'])}, {escape(entry['area'])} · {years}]"
    )


def _span(post: dict) -> str:
    start, end = post["startDate"], post["endDate"] or "2026-11"
    months = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:]) - int(start[5:]) + 1
    years, rest = divmod(months, 12)
    lasted = " ".join(
        f"{count} {unit}{'s' * (count != 1)}" for count, unit in ((years, "year"), (rest, "month")) if count
    )
    return f"{_month(start)} - {_month(post['endDate']) if post['endDate'] else 'Present'} ({lasted})"


def _month(date: str) -> str:
    return f"{_MONTHS[int(date[5:]) - 1]} {date[:4]}"
