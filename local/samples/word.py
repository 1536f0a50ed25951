"""Sample résumés as DOCX: headings and bullets, right-hand tab stops, and tables used as a page grid."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from local.samples.wording import (
    Section,
    Wording,
    certificate_line,
    contact_of,
    degree_of,
    language_line,
    rest_of,
)
from shared.models.resume import Resume, Work

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def headings_and_bullets(resume: Resume, wording: Wording) -> bytes:
    """Word's own styles all the way: Title, Heading 1, Heading 2, List Bullet."""
    page = _blank(resume, "Calibri", RGBColor(0x1F, 0x4E, 0x79))
    page.add_paragraph(resume.basics.name or "", style="Title")
    page.add_paragraph(resume.basics.label or "", style="Subtitle")
    page.add_paragraph(" | ".join(contact_of(resume)))
    page.add_heading(wording.headings["profile"], 1)
    page.add_paragraph(resume.basics.summary or "")
    page.add_heading(wording.headings["work"], 1)
    for job in resume.work:
        page.add_heading(f"{job.position}, {job.name}", 2)
        _meta(page, f"{wording.span(job)}  |  {job.location}")
        _bullets(page, job.highlights)
    _schools(page, resume, wording)
    page.add_heading(wording.headings["skills"], 1)
    for group in resume.skills:
        _labelled(page, group.name or "", ", ".join(group.keywords))
    _closing(page, resume, wording)
    return _saved(page)


def tabbed_dates(resume: Resume, wording: Wording) -> bytes:
    """No styles but bold and a right tab stop: how most people lay out a page by hand."""
    page = _blank(resume, "Georgia", RGBColor(0x33, 0x33, 0x33))
    name = page.add_paragraph()
    _run(name, (resume.basics.name or "").upper(), bold=True, points=20)
    for line in (resume.basics.label or "", "  •  ".join(contact_of(resume))):
        page.add_paragraph(line)
    _bold_heading(page, wording.headings["profile"])
    page.add_paragraph(resume.basics.summary or "")
    _bold_heading(page, wording.headings["work"])
    for job in resume.work:
        _tabbed(page, job.name or "", wording.span(job))
        _meta(page, f"{job.position}, {job.location}")
        _bullets(page, job.highlights)
    _bold_heading(page, wording.headings["education"])
    for school in resume.education:
        _tabbed(page, school.institution or "", wording.span(school))
        _meta(page, degree_of(school))
    _bold_heading(page, wording.headings["skills"])
    page.add_paragraph(" • ".join(word for group in resume.skills for word in group.keywords))
    if resume.certificates:
        _bold_heading(page, wording.headings["certificates"])
        _bullets(page, [certificate_line(one, wording) for one in resume.certificates])
    _bold_heading(page, wording.headings["languages"])
    page.add_paragraph("; ".join(language_line(one) for one in resume.languages))
    for section, lines in rest_of(resume, wording):
        _bold_heading(page, wording.headings[section])
        _bullets(page, lines)
    return _saved(page)


def table_rows(resume: Resume, wording: Wording) -> bytes:
    """Tables for everything that repeats: name beside contact, one grid row per job, a matrix of skills."""
    page = _blank(resume, "Arial", RGBColor(0x7A, 0x3E, 0x00))
    head = page.add_table(rows=1, cols=2)
    _run(head.cell(0, 0).paragraphs[0], resume.basics.name or "", bold=True, points=20)
    head.cell(0, 0).add_paragraph(resume.basics.label or "")
    _stack(head.cell(0, 1), contact_of(resume))
    page.add_heading(wording.headings["profile"], 1)
    page.add_paragraph(resume.basics.summary or "")
    page.add_heading(wording.headings["work"], 1)
    jobs = page.add_table(rows=0, cols=2, style="Table Grid")
    for job in resume.work:
        when, what = jobs.add_row().cells
        when.text = f"{wording.span(job)}\n{job.location}"
        _job_cell(what, job)
    _widths(jobs, 3.8, 13.4)
    page.add_heading(wording.headings["certificates"], 1)
    papers = page.add_table(rows=1, cols=3, style="Table Grid")
    for cell, title in zip(papers.rows[0].cells, ("License", "Issued by", "Date"), strict=True):
        _run(cell.paragraphs[0], title, bold=True)
    for one in resume.certificates:
        cells = papers.add_row().cells
        for cell, words in zip(cells, (one.name, one.issuer, wording.date(one.date) if one.date else ""), strict=True):
            cell.text = words or ""
    page.add_heading(wording.headings["skills"], 1)
    skills = page.add_table(rows=0, cols=2, style="Table Grid")
    for group in resume.skills:
        label, words = skills.add_row().cells
        label.text, words.text = group.name or "", ", ".join(group.keywords)
    _widths(skills, 3.8, 13.4)
    _schools(page, resume, wording)
    page.add_heading(wording.headings["languages"], 1)
    page.add_paragraph(", ".join(language_line(one) for one in resume.languages))
    return _saved(page)


def table_sidebar(resume: Resume, wording: Wording) -> bytes:
    """One borderless table is the page: a shaded narrow cell, and the career in the wide one."""
    page = _blank(resume, "Calibri", RGBColor(0x0B, 0x6E, 0x4F))
    page.add_paragraph(resume.basics.name or "", style="Title")
    page.add_paragraph(resume.basics.label or "", style="Subtitle")
    grid = page.add_table(rows=1, cols=2)
    side, main = grid.rows[0].cells
    _widths(grid, 5.2, 12.0)
    _shade(side, "E8F3EF")
    _cell_heading(side, "Contact", first=True)
    _stack(side, contact_of(resume), below=True)
    _cell_heading(side, wording.headings["skills"])
    for group in resume.skills:
        _run(side.add_paragraph(), group.name or "", bold=True)
        _stack(side, group.keywords, below=True)
    extras: list[tuple[Section, list[str]]] = [
        ("languages", [language_line(one) for one in resume.languages]),
        ("certificates", [certificate_line(one, wording) for one in resume.certificates]),
    ]
    for section, lines in extras:
        _cell_heading(side, wording.headings[section])
        _stack(side, lines, below=True)
    _cell_heading(main, wording.headings["profile"], first=True)
    main.add_paragraph(resume.basics.summary or "")
    _cell_heading(main, wording.headings["work"])
    for job in resume.work:
        _run(main.add_paragraph(), f"{job.position}", bold=True)
        _run(main.add_paragraph(), f"{job.name}, {job.location} | {wording.span(job)}", italic=True)
        for line in job.highlights:
            main.add_paragraph(line, style="List Bullet")
    _cell_heading(main, wording.headings["education"])
    for school in resume.education:
        _run(main.add_paragraph(), degree_of(school), bold=True)
        main.add_paragraph(f"{school.institution} | {wording.span(school)}")
    return _saved(page)


def _schools(page: Any, resume: Resume, wording: Wording) -> None:
    page.add_heading(wording.headings["education"], 1)
    for school in resume.education:
        _run(page.add_paragraph(), degree_of(school), bold=True)
        _meta(page, f"{school.institution}  |  {wording.span(school)}")


def _closing(page: Any, resume: Resume, wording: Wording) -> None:
    if resume.certificates:
        page.add_heading(wording.headings["certificates"], 1)
        _bullets(page, [certificate_line(one, wording) for one in resume.certificates])
    if resume.projects:
        page.add_heading(wording.headings["projects"], 1)
        for project in resume.projects:
            _labelled(page, project.name or "", project.description or "")
    for section, lines in rest_of(resume, wording):
        page.add_heading(wording.headings[section], 1)
        _bullets(page, lines)
    page.add_heading(wording.headings["languages"], 1)
    page.add_paragraph(", ".join(language_line(one) for one in resume.languages))


def _job_cell(cell: Any, job: Work) -> None:
    _run(cell.paragraphs[0], f"{job.position}", bold=True)
    _run(cell.add_paragraph(), job.name or "", italic=True)
    for line in job.highlights:
        cell.add_paragraph(line, style="List Bullet")


def _bullets(page: Any, lines: list[str]) -> None:
    for line in lines:
        page.add_paragraph(line, style="List Bullet")


def _meta(page: Any, words: str) -> None:
    _run(page.add_paragraph(), words, italic=True)


def _labelled(page: Any, label: str, words: str) -> None:
    paragraph = page.add_paragraph()
    _run(paragraph, f"{label}: ", bold=True)
    paragraph.add_run(words)


def _bold_heading(page: Any, words: str) -> None:
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, words.upper(), bold=True, points=11.5)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "808080")):
        line.set(qn(f"w:{key}"), value)
    border.append(line)
    # The schema wants the border before the spacing, and Word refuses a file that has it after.
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing")  # noqa: SLF001  no call for a border


def _tabbed(page: Any, left: str, right: str) -> None:
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(17.2), WD_TAB_ALIGNMENT.RIGHT)
    _run(paragraph, left, bold=True)
    paragraph.add_run(f"\t{right}")


def _cell_heading(cell: Any, words: str, *, first: bool = False) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.style = "Heading 1"
    paragraph.add_run(words)


def _stack(cell: Any, lines: list[str], *, below: bool = False) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if below or number else cell.paragraphs[0]
        paragraph.add_run(line)


def _widths(table: Any, *centimetres: float) -> None:
    table.autofit = False
    for column, width in zip(table.columns, centimetres, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001  no call for a fill


def _run(paragraph: Any, words: str, *, bold: bool = False, italic: bool = False, points: float | None = None) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    if points:
        run.font.size = Pt(points)


def _blank(resume: Resume, font: str, colour: RGBColor) -> Any:
    """An empty page with calm spacing, and core properties that do not hold today's date."""
    page = Document()
    for section in page.sections:
        section.left_margin = section.right_margin = Cm(1.9)
        section.top_margin = section.bottom_margin = Cm(1.6)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet"):
        style = page.styles[name]
        style.font.name = font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(2)
        if name not in ("Normal", "List Bullet"):
            style.font.color.rgb = colour
    page.styles["Normal"].font.size = Pt(10)
    page.styles["Heading 1"].font.size = Pt(13)
    page.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    page.styles["Heading 2"].font.size = Pt(11)
    page.styles["Heading 2"].paragraph_format.space_before = Pt(6)
    properties = page.core_properties
    properties.author = resume.basics.name or ""
    properties.title = f"{resume.basics.name} – Résumé"
    properties.comments = ""
    properties.created = properties.modified = datetime(2024, 1, 1, tzinfo=UTC)
    return page


def _saved(page: Any) -> bytes:
    """The document with every zip date fixed: the same person gives the same bytes."""
    written, out = BytesIO(), BytesIO()
    page.save(written)
    with ZipFile(written) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
