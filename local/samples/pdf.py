"""Sample résumés as PDF, in the layouts that people's templates really have.

Each layout is a function of the person and the wording; the text order inside the file follows the layout, so a reader
that ignores geometry mixes the columns up, as with real files.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from local.samples.wording import (
    Section,
    Wording,
    certificate_line,
    contact_of,
    degree_of,
    language_line,
    rest_of,
)
from shared.models.resume import Education, Project, Resume, Skill, Work

Flow = list[Any]
"""ReportLab flowables; the library has no types."""


@dataclass(frozen=True)
class Look:
    """One typeface and one colour; ``size`` in points sets every other size."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    italic: str = "Helvetica-Oblique"
    colour: str = "#1f2937"
    size: float = 9.5
    ink: str = "#1b1b1b"
    upper_headings: bool = False
    ruled: bool = True

    def style(self, scale: float = 1.0, **options: Any) -> ParagraphStyle:
        size = self.size * scale
        return ParagraphStyle(
            "text", **{"fontName": self.font, "fontSize": size, "leading": size * 1.34, "textColor": self.ink} | options
        )

    def text(self, words: str, **options: Any) -> Paragraph:
        return Paragraph(escape(words), self.style(**options))

    def heading(self, words: str) -> Flow:
        words = words.upper() if self.upper_headings else words
        style = self.style(1.2, fontName=self.bold, textColor=self.colour, spaceBefore=7, spaceAfter=2, keepWithNext=1)
        rule = HRFlowable(width="100%", thickness=0.6, color=HexColor(self.colour), spaceAfter=4)
        rule.keepWithNext = 1
        return [Paragraph(escape(words), style), rule] if self.ruled else [Paragraph(escape(words), style)]

    def bullet(self, words: str) -> Paragraph:
        return Paragraph(escape(words), self.style(leftIndent=10, bulletIndent=1, spaceAfter=1.5), bulletText="•")

    def with_date(self, left: str, right: str, width: float) -> Table:
        """A bold line with its date against the right edge."""
        right_cell = self.text(right, alignment=2, textColor="#4b5563")
        row = Table(
            [[self.text(left, fontName=self.bold), right_cell]], colWidths=[width - 42 * mm, 42 * mm], spaceBefore=4
        )
        row.setStyle(
            TableStyle(
                [
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 0),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ]
            )
        )
        row.keepWithNext = 1
        return row


def single_column(resume: Resume, wording: Wording) -> bytes:
    """Centred name, ruled headings, dates at the right edge."""
    look = Look(colour="#1e3a5f", upper_headings=True, size=9)
    width = LETTER[0] - 34 * mm
    flow = [
        look.text(resume.basics.name or "", scale=2.3, fontName=look.bold, alignment=TA_CENTER, textColor=look.colour),
        look.text(resume.basics.label or "", scale=1.2, alignment=TA_CENTER, spaceAfter=2),
        look.text("  |  ".join(contact_of(resume)), scale=0.95, alignment=TA_CENTER, textColor="#4b5563"),
        *_section(look, wording, "profile", [look.text(resume.basics.summary or "")]),
        *_section(look, wording, "work", [part for job in resume.work for part in _job(look, wording, job, width)]),
        *_section(look, wording, "projects", [p for project in resume.projects for p in _project(look, project)]),
        *_section(look, wording, "skills", [_skill_line(look, group) for group in resume.skills]),
        *_section(look, wording, "education", [p for s in resume.education for p in _school(look, wording, s, width)]),
        *_section(
            look, wording, "certificates", [look.bullet(certificate_line(c, wording)) for c in resume.certificates]
        ),
        *_section(look, wording, "languages", [look.text(", ".join(language_line(one) for one in resume.languages))]),
    ]
    return _draw(resume, flow, [_page(LETTER, [Frame(17 * mm, 11 * mm, width, LETTER[1] - 22 * mm, 0, 0, 0, 0)])])


def dark_sidebar(resume: Resume, wording: Wording) -> bytes:
    """White on dark green at the left, and first in the file: contact, skills, languages. The jobs at the right."""
    rail, margin = 64 * mm, 8 * mm
    side = Look(ink="#f1f5f9", colour="#f8fafc", size=9)
    look = Look(colour="#0f4c5c", ruled=False, size=9.5)
    width = LETTER[0] - rail - 18 * mm

    def band(canvas: Any, _document: Any) -> None:
        canvas.setFillColor(HexColor("#12343b"))
        canvas.rect(0, 0, rail, LETTER[1], stroke=0, fill=1)

    flow = [
        side.text(resume.basics.name or "", scale=2.3, fontName=side.bold, spaceAfter=4),
        side.text(resume.basics.label or "", scale=1.15, spaceAfter=8),
        *(side.text(line, spaceAfter=2) for line in contact_of(resume)),
        *_stacked_skills(side, wording, resume),
        *_section(side, wording, "languages", [side.text(language_line(one)) for one in resume.languages]),
        FrameBreak(),
        NextPageTemplate("later"),
        *_section(look, wording, "profile", [look.text(resume.basics.summary or "")]),
        *_section(look, wording, "work", [part for job in resume.work for part in _job(look, wording, job, width)]),
        *_section(look, wording, "education", [p for s in resume.education for p in _school(look, wording, s, width)]),
        *_section(look, wording, "projects", [p for project in resume.projects for p in _project(look, project)]),
        *_section(
            look, wording, "certificates", [look.bullet(certificate_line(c, wording)) for c in resume.certificates]
        ),
    ]
    main = Frame(rail + 9 * mm, 12 * mm, width, LETTER[1] - 24 * mm, 0, 0, 0, 0, id="main")
    first = [Frame(margin, 12 * mm, rail - 2 * margin, LETTER[1] - 26 * mm, 0, 0, 0, 0, id="rail"), main]
    return _draw(resume, flow, [_page(LETTER, first, band), _page(LETTER, [main], band, "later")])


def right_rail(resume: Resume, wording: Wording) -> bytes:
    """A serif page with a coloured title band and a narrow rail at the right."""
    look = Look("Times-Roman", "Times-Bold", "Times-Italic", colour="#8c2f39", size=10.5, ruled=False)
    rail, top = 52 * mm, A4[1] - 44 * mm
    width = A4[0] - rail - 42 * mm

    def band(canvas: Any, _document: Any) -> None:
        canvas.setFillColor(HexColor("#8c2f39"))
        canvas.rect(0, A4[1] - 36 * mm, A4[0], 36 * mm, stroke=0, fill=1)
        canvas.setStrokeColor(HexColor("#d6b8bb"))
        canvas.line(A4[0] - rail - 21 * mm, 16 * mm, A4[0] - rail - 21 * mm, top)

    flow = [
        look.text(resume.basics.name or "", scale=2.5, fontName=look.bold, textColor=white),
        look.text(resume.basics.label or "", scale=1.25, fontName=look.italic, textColor=white),
        FrameBreak(),
        *_section(look, wording, "profile", [look.text(resume.basics.summary or "")]),
        *_section(look, wording, "work", [part for job in resume.work for part in _job(look, wording, job, width)]),
        FrameBreak(),
        *look.heading("Contact"),
        *(look.text(line, scale=0.95) for line in contact_of(resume)),
        *_stacked_skills(look, wording, resume),
        *_section(
            look,
            wording,
            "education",
            [
                look.text(line, fontName=font)
                for school in resume.education
                for line, font in (
                    (degree_of(school), look.bold),
                    (school.institution or "", look.font),
                    (wording.span(school), look.italic),
                )
            ],
        ),
        *_section(look, wording, "languages", [look.text(language_line(one)) for one in resume.languages]),
        *_rest(look, wording, resume),
    ]
    frames = [
        Frame(18 * mm, A4[1] - 34 * mm, A4[0] - 36 * mm, 26 * mm, 0, 0, 0, 0, id="title"),
        Frame(18 * mm, 14 * mm, width, top - 14 * mm, 0, 0, 0, 0, id="main"),
        Frame(A4[0] - rail - 16 * mm, 14 * mm, rail, top - 14 * mm, 0, 0, 0, 0, id="rail"),
    ]
    return _draw(resume, flow, [_page(A4, frames, band)])


def two_columns(resume: Resume, wording: Wording) -> bytes:
    """Two columns of nearly the same width under one head, as in academic and consulting templates."""
    look = Look(colour="#3b3486", size=9.3, upper_headings=True)
    gap, margin, head = 9 * mm, 16 * mm, 27 * mm
    left = (LETTER[0] - 2 * margin - gap) * 0.56
    right = (LETTER[0] - 2 * margin - gap) * 0.44
    height = LETTER[1] - head - 2 * margin
    flow = [
        look.text(resume.basics.name or "", scale=2.4, fontName=look.bold, textColor=look.colour),
        look.text(resume.basics.label or "", scale=1.2, spaceAfter=3),
        look.text("   ·   ".join(contact_of(resume)), textColor="#4b5563"),
        FrameBreak(),
        *_section(look, wording, "work", [part for job in resume.work for part in _job(look, wording, job, left)]),
        FrameBreak(),
        *_section(look, wording, "profile", [look.text(resume.basics.summary or "")]),
        *_section(look, wording, "education", [p for s in resume.education for p in _school(look, wording, s, right)]),
        *_section(look, wording, "skills", [_skill_line(look, group) for group in resume.skills]),
        *_rest(look, wording, resume),
        *_section(look, wording, "languages", [look.text(language_line(one)) for one in resume.languages]),
    ]
    frames = [
        Frame(margin, LETTER[1] - margin - head, LETTER[0] - 2 * margin, head, 0, 0, 0, 0, id="head"),
        Frame(margin, margin, left, height, 0, 0, 0, 0, id="left"),
        Frame(margin + left + gap, margin, right, height, 0, 0, 0, 0, id="right"),
    ]
    return _draw(resume, flow, [_page(LETTER, frames)])


def date_column(resume: Resume, wording: Wording) -> bytes:
    """A two-cell table per entry: the dates at the left, what was done at the right (the German ``Lebenslauf``)."""
    look = Look("Times-Roman", "Times-Bold", "Times-Italic", colour="#22313f", size=10)
    width, dates = A4[0] - 44 * mm, 36 * mm

    def rows(entries: list[tuple[str, Flow]]) -> Flow:
        if not entries:
            return []
        grid = Table(
            [[look.text(label, textColor="#52606d"), content] for label, content in entries],
            colWidths=[dates, width - dates],
        )
        grid.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 1),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ]
            )
        )
        return [grid]

    def job(entry: Work) -> Flow:
        place = ", ".join(part for part in (entry.name, entry.location) if part)
        return [
            look.text(entry.position or "", fontName=look.bold),
            look.text(place, fontName=look.italic, spaceAfter=2),
            *(look.bullet(line) for line in entry.highlights),
        ]

    def school(entry: Education) -> Flow:
        grade = f" ({entry.score})" if entry.score else ""
        return [look.text(degree_of(entry) + grade, fontName=look.bold), look.text(entry.institution or "")]

    certificates = [
        (wording.date(one.date) if one.date else "", [look.text(f"{one.name}, {one.issuer}")])
        for one in resume.certificates
    ]
    flow = [
        look.text(resume.basics.name or "", scale=2.1, fontName=look.bold, textColor=look.colour),
        look.text(resume.basics.label or "", scale=1.2, fontName=look.italic, spaceAfter=4),
        look.text(" · ".join(contact_of(resume))),
        *_section(look, wording, "profile", [look.text(resume.basics.summary or "")]),
        *_section(look, wording, "work", rows([(wording.span(one), job(one)) for one in resume.work])),
        *_section(look, wording, "education", rows([(wording.span(one), school(one)) for one in resume.education])),
        *_section(look, wording, "certificates", rows(certificates)),
        *_section(
            look,
            wording,
            "skills",
            rows([(group.name or "", [look.text(", ".join(group.keywords))]) for group in resume.skills]),
        ),
        *_section(
            look,
            wording,
            "languages",
            rows([(one.language or "", [look.text(one.fluency or "")]) for one in resume.languages]),
        ),
        *_rest(look, wording, resume),
    ]
    return _draw(resume, flow, [_page(A4, [Frame(22 * mm, 16 * mm, width, A4[1] - 32 * mm, 0, 0, 0, 0)])])


def _section(look: Look, wording: Wording, section: Section, content: Flow) -> Flow:
    """Nothing at all for a section without content."""
    return [*look.heading(wording.headings[section]), *content] if content else []


def _rest(look: Look, wording: Wording, resume: Resume) -> Flow:
    return [
        part
        for section, lines in rest_of(resume, wording)
        for part in _section(look, wording, section, [look.text(line) for line in lines])
    ]


def _job(look: Look, wording: Wording, job: Work, width: float) -> Flow:
    place = ", ".join(part for part in (job.name, job.location) if part)
    head = [
        look.with_date(job.position or "", wording.span(job), width),
        look.text(place, fontName=look.italic, spaceAfter=2, keepWithNext=1),
    ]
    bullets = [look.bullet(line) for line in job.highlights]
    return [KeepTogether([*head, *bullets[:2]]), *bullets[2:]]


def _school(look: Look, wording: Wording, school: Education, width: float) -> Flow:
    grade = f", GPA {school.score}" if school.score else ""
    return [
        look.with_date(degree_of(school), wording.span(school), width),
        look.text(f"{school.institution}{grade}", fontName=look.italic),
    ]


def _project(look: Look, project: Project) -> Flow:
    title = f"{project.name} ({project.start_date})" if project.start_date else project.name or ""
    return [look.text(title, fontName=look.bold), look.text(project.description or "")]


def _skill_line(look: Look, group: Skill) -> Paragraph:
    words = f'<font name="{look.bold}">{escape(group.name or "")}:</font> {escape(", ".join(group.keywords))}'
    return Paragraph(words, look.style(spaceAfter=2))


def _stacked_skills(look: Look, wording: Wording, resume: Resume) -> Flow:
    flow: Flow = look.heading(wording.headings["skills"])
    for group in resume.skills:
        flow += [look.text(group.name or "", fontName=look.bold), look.text(", ".join(group.keywords), spaceAfter=4)]
    return flow


def _page(size: tuple[float, float], frames: list[Frame], paint: Any = None, name: str = "first") -> PageTemplate:
    return PageTemplate(id=name, frames=frames, pagesize=size, onPage=paint or (lambda _canvas, _document: None))


def _draw(resume: Resume, flow: Flow, pages: list[PageTemplate]) -> bytes:
    """``invariant`` takes the clock out of the file: the same person gives the same bytes."""
    out = BytesIO()
    document = BaseDocTemplate(
        out, pageTemplates=pages, title=f"{resume.basics.name} – Résumé", author=resume.basics.name, invariant=1
    )
    document.build([Spacer(0, 0), *flow])
    return out.getvalue()
