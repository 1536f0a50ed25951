# ruff: noqa: E501  layouts read better one a line
"""People set in Word layouts by python-docx: styles, plain bold headings, tables, sidebars, text boxes, tabs."""

from io import BytesIO
from typing import Any

from tests.resumes.generators.people import LABELS, Person, period

LAYOUTS = [
    "styles",
    "bold",
    "tabs",
    "table-sidebar",
    "table-rows",
    "europass",
    "text-box",
    "functional",
    "one-level",
    "dark-sidebar",
    "nested",
]


def write_word(person: Person, layout: str) -> bytes:
    """The person's résumé as DOCX bytes."""
    import docx

    document = docx.Document()
    _WRITERS[layout](document, person)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _label(person: Person, name: str) -> str:
    return LABELS[person["lang"]][name][0]


def _bold(where: Any, text: str, size: float = 11, *, style: str | None = None) -> Any:
    from docx.shared import Pt

    paragraph = where.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(size)
    return paragraph


def _contact(person: Person) -> str:
    return " | ".join([person["location"], person["phone"], person["email"], *person["links"]])


def _lists(where: Any, person: Person, heading: Any) -> None:
    heading(_label(person, "skills"))
    for group, words in person["skills"].items():
        where.add_paragraph(f"{group}: {', '.join(words)}")
    heading(_label(person, "languages"))
    for name, level in person["languages"]:
        where.add_paragraph(f"{name} ({level})")
    if person["certificates"]:
        heading(_label(person, "certificates"))
        for name, issuer, year in person["certificates"]:
            where.add_paragraph(f"{name}, {issuer} ({year})")


def _styles(document: Any, person: Person) -> None:
    document.add_heading(person["name"], 0)
    document.add_paragraph(_contact(person))
    document.add_heading(_label(person, "summary"), 1)
    document.add_paragraph(person["summary"])
    document.add_heading(_label(person, "work"), 1)
    for job in person["work"]:
        document.add_heading(f"{job['position']}, {job['name']}", 2)
        document.add_paragraph(f"{job['location']} | {period(job, person['lang'])}")
        for bullet in job["highlights"]:
            document.add_paragraph(bullet, style="List Bullet")
    document.add_heading(_label(person, "education"), 1)
    for entry in person["education"]:
        document.add_heading(f"{entry['studyType']} {entry['area']}".strip(), 2)
        document.add_paragraph(f"{entry['institution']}, {entry['location']} | {period(entry, person['lang'])}")
    _lists(document, person, lambda text: document.add_heading(text, 1))


def _plain_bold(document: Any, person: Person) -> None:
    _bold(document, person["name"], 20)
    document.add_paragraph(person["label"])
    document.add_paragraph(_contact(person))
    _bold(document, _label(person, "summary").upper(), 12)
    document.add_paragraph(person["summary"])
    _bold(document, _label(person, "work").upper(), 12)
    for job in person["work"]:
        _bold(document, job["name"])
        document.add_paragraph(job["position"]).runs[0].italic = True
        document.add_paragraph(f"{period(job, person['lang'])} | {job['location']}")
        for bullet in job["highlights"]:
            document.add_paragraph("• " + bullet)
    _bold(document, _label(person, "education").upper(), 12)
    for entry in person["education"]:
        _bold(document, entry["institution"])
        document.add_paragraph(f"{entry['studyType']} {entry['area']}".strip()).runs[0].italic = True
        document.add_paragraph(f"{period(entry, person['lang'])} | {entry['location']}")
    _lists(document, person, lambda text: _bold(document, text.upper(), 12))


def _tabs(document: Any, person: Person) -> None:
    _bold(document, person["name"], 18)
    document.add_paragraph(_contact(person))
    _bold(document, _label(person, "work"), 13)
    for job in person["work"]:
        paragraph = _bold(document, job["position"])
        paragraph.add_run("\t" + period(job, person["lang"]))
        document.add_paragraph(f"{job['name']}\t{job['location']}")
        for bullet in job["highlights"]:
            document.add_paragraph(bullet, style="List Bullet")
    _bold(document, _label(person, "education"), 13)
    for entry in person["education"]:
        paragraph = _bold(document, f"{entry['studyType']} {entry['area']}".strip())
        paragraph.add_run("\t" + period(entry, person["lang"]))
        document.add_paragraph(f"{entry['institution']}\t{entry['location']}")
    _bold(document, _label(person, "summary"), 13)
    document.add_paragraph(person["summary"])
    _lists(document, person, lambda text: _bold(document, text, 13))


def _table_sidebar(document: Any, person: Person) -> None:
    table = document.add_table(rows=1, cols=2)
    side, main = table.rows[0].cells
    _bold(main, person["name"], 22)
    main.add_paragraph(person["label"])
    for piece in (person["email"], person["phone"], person["location"], *person["links"]):
        side.add_paragraph(piece)
    _lists(side, person, lambda text: _bold(side, text.upper(), 12))
    _bold(main, _label(person, "summary").upper(), 12)
    main.add_paragraph(person["summary"])
    _bold(main, _label(person, "work").upper(), 12)
    for job in person["work"]:
        _bold(main, f"{job['position']} | {job['name']}")
        main.add_paragraph(f"{period(job, person['lang'])} | {job['location']}")
        for bullet in job["highlights"]:
            main.add_paragraph(bullet, style="List Bullet")
    _bold(main, _label(person, "education").upper(), 12)
    for entry in person["education"]:
        _bold(main, f"{entry['studyType']} {entry['area']}".strip())
        main.add_paragraph(entry["institution"])
        main.add_paragraph(f"{period(entry, person['lang'])} | {entry['location']}")


def _table_rows(document: Any, person: Person) -> None:
    _bold(document, person["name"], 18)
    document.add_paragraph(_contact(person))
    _bold(document, _label(person, "summary"), 13)
    document.add_paragraph(person["summary"])
    for name in ("work", "education"):
        _bold(document, _label(person, name), 13)
        table = document.add_table(rows=0, cols=2)
        for entry in person[name]:
            left, right = table.add_row().cells
            left.paragraphs[0].add_run(period(entry, person["lang"]))
            title = entry["position"] if name == "work" else f"{entry['studyType']} {entry['area']}".strip()
            right.paragraphs[0].add_run(title).bold = True
            right.add_paragraph(f"{entry['name' if name == 'work' else 'institution']}, {entry['location']}")
            for bullet in entry.get("highlights", []):
                right.add_paragraph(bullet, style="List Bullet")
    _lists(document, person, lambda text: _bold(document, text, 13))


def _europass(document: Any, person: Person) -> None:
    """Headings and dates in a narrow left column, everything else on the right, as Europass sets it."""
    table = document.add_table(rows=0, cols=2)

    def row(left: str, *right: str, bold: bool = False) -> None:
        first, second = table.add_row().cells
        run = first.paragraphs[0].add_run(left)
        run.bold = bold
        for number, text in enumerate(right):
            paragraph = second.paragraphs[0] if number == 0 else second.add_paragraph()
            paragraph.add_run(text).bold = number == 0 and not bold

    row(
        "PERSONAL INFORMATION" if person["lang"] == "en" else _label(person, "summary").upper(),
        person["name"],
        bold=True,
    )
    row("", person["location"], person["phone"], person["email"], *person["links"])
    row(_label(person, "work").upper(), bold=True)
    for job in person["work"]:
        row(
            period(job, person["lang"], "slash"),
            job["position"],
            f"{job['name']}, {job['location']}",
            *("• " + b for b in job["highlights"]),
        )
    row(_label(person, "education").upper(), bold=True)
    for entry in person["education"]:
        row(
            period(entry, person["lang"], "slash"),
            f"{entry['studyType']} {entry['area']}".strip(),
            f"{entry['institution']}, {entry['location']}",
        )
    row(_label(person, "languages").upper(), bold=True)
    for name, level in person["languages"]:
        row(name, level)
    row(_label(person, "skills").upper(), bold=True)
    for group, words in person["skills"].items():
        row(group, ", ".join(words))


def _text_box(document: Any, person: Person) -> None:
    """The contact data in a text box, where many templates hide it."""
    from docx.oxml import parse_xml

    _bold(document, person["name"], 20)
    lines = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in (person["email"], person["phone"], person["location"], *person["links"])
    )
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(box))
    document.add_heading(_label(person, "work"), 1)
    for job in person["work"]:
        document.add_paragraph(
            f"{job['position']} – {job['name']} – {job['location']} ({period(job, person['lang'])})"
        ).runs[0].bold = True
        for bullet in job["highlights"]:
            document.add_paragraph(bullet, style="List Bullet")
    document.add_heading(_label(person, "education"), 1)
    for entry in person["education"]:
        document.add_paragraph(
            f"{entry['studyType']} {entry['area']}".strip()
            + f" – {entry['institution']} – {entry['location']} ({period(entry, person['lang'])})"
        ).runs[0].bold = True
    document.add_heading(_label(person, "summary"), 1)
    document.add_paragraph(person["summary"])
    _lists(document, person, lambda text: document.add_heading(text, 1))


def _functional(document: Any, person: Person) -> None:
    """Skills with prose first, the jobs as one-line entries at the end."""
    _bold(document, person["name"], 20)
    document.add_paragraph(_contact(person))
    _bold(document, _label(person, "summary"), 13)
    document.add_paragraph(person["summary"])
    _bold(document, _label(person, "skills"), 13)
    for group, words in person["skills"].items():
        _bold(document, group)
        for word in words:
            document.add_paragraph(word, style="List Bullet")
    _bold(document, _label(person, "work"), 13)
    for job in person["work"]:
        document.add_paragraph(f"{job['position']}, {job['name']}, {job['location']}, {period(job, person['lang'])}")
    _bold(document, _label(person, "education"), 13)
    for entry in person["education"]:
        document.add_paragraph(
            f"{entry['studyType']} {entry['area']}".strip()
            + f", {entry['institution']}, {entry['location']}, {period(entry, person['lang'])}"
        )
    _bold(document, _label(person, "languages"), 13)
    for name, level in person["languages"]:
        document.add_paragraph(f"{name}: {level}", style="List Bullet")


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _one_level(document: Any, person: Person) -> None:
    """Sections and what stands in them have headings of one level."""
    document.add_heading(person["name"], 1)
    document.add_heading(person["label"] or person["work"][0]["position"], 2)
    document.add_paragraph(_contact(person))
    document.add_heading(_label(person, "summary"), 2)
    document.add_paragraph(person["summary"])
    document.add_heading(_label(person, "work"), 2)
    for job in person["work"]:
        document.add_heading(job["name"], 2)
        for text in (job["position"], period(job, person["lang"]), job["location"]):
            document.add_paragraph(text)
        for bullet in job["highlights"]:
            document.add_paragraph(bullet, style="List Bullet")
    document.add_heading(_label(person, "education"), 2)
    for entry in person["education"]:
        document.add_heading(entry["institution"], 2)
        document.add_paragraph(f"{entry['studyType']} {entry['area']}".strip())
        document.add_paragraph(f"{period(entry, person['lang'])} | {entry['location']}")
    _lists(document, person, lambda text: document.add_heading(text, 2))


def _dark_sidebar(document: Any, person: Person) -> None:
    """White text in a filled cell beside the rest."""
    from docx.shared import RGBColor

    _table_sidebar(document, person)
    side = document.tables[0].rows[0].cells[0]
    _shade(side, "1F3A5F")
    for paragraph in side.paragraphs:
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor(255, 255, 255)


def _nested(document: Any, person: Person) -> None:
    """Everything below an employer is a list, with what was done one level deeper."""
    document.add_heading(person["name"], 0)
    document.add_paragraph(_contact(person))
    document.add_heading(_label(person, "summary"), 1)
    document.add_paragraph(person["summary"])
    document.add_heading(_label(person, "work"), 1)
    for job in person["work"]:
        document.add_heading(job["name"], 2)
        for text in (period(job, person["lang"]), job["position"]):
            document.add_paragraph(text, style="List Bullet")
        for bullet in job["highlights"]:
            document.add_paragraph(bullet, style="List Bullet 2")
    document.add_heading(_label(person, "education"), 1)
    for entry in person["education"]:
        _bold(document, f"{entry['studyType']} {entry['area']}".strip())
        document.add_paragraph(entry["institution"])
        document.add_paragraph(f"{period(entry, person['lang'])} | {entry['location']}")
    _lists(document, person, lambda text: document.add_heading(text, 1))


_WRITERS = {
    "styles": _styles, "bold": _plain_bold, "tabs": _tabs, "table-sidebar": _table_sidebar, "table-rows": _table_rows,
    "europass": _europass, "text-box": _text_box, "functional": _functional, "one-level": _one_level, "dark-sidebar": _dark_sidebar, "nested": _nested,
}  # fmt: skip
LACKING = {
    "functional": {"certificates", "highlights"},
    "europass": {"summary", "certificates"},
    "nested": {"places"},
}
"""What a layout leaves out."""
