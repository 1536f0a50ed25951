"""A résumé as a Word document: real title, heading, list and hyperlink styles, language and direction declared.

The package is written directly (WordprocessingML, ECMA-376): the parts that never change are files under
``templates/word``, the body is built here. That keeps 13 MB of XML library out of a function whose size is limited,
and the same input gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from unicodedata import bidirectional

from shared.export.outline import Contact, Entry, Fact, Outline, Section

_PARTS = Path(__file__).parent / "templates" / "word"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Widths and heights in twentieths of a point.
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}

_REGIONS = {
    "en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-BR", "nl": "nl-NL",
    "sv": "sv-SE", "da": "da-DK", "nb": "nb-NO", "fi": "fi-FI", "pl": "pl-PL", "cs": "cs-CZ", "tr": "tr-TR",
    "vi": "vi-VN", "ru": "ru-RU", "uk": "uk-UA", "el": "el-GR", "ko": "ko-KR", "ja": "ja-JP", "zh": "zh-CN",
    "ar": "ar-SA", "he": "he-IL",
}  # fmt: skip
_EAST_FONTS = {
    "ko": "Malgun Gothic",
    "ja": "Yu Gothic",
    "zh": "Microsoft YaHei",
    "zh-TW": "Microsoft JhengHei",
}


@dataclass(frozen=True)
class _Look:
    """How a template looks in Word. Sizes are in half points, gaps and margins in twentieths of a point."""

    font: str
    complex_font: str
    size: int
    title_size: int
    heading_size: int
    ink: str
    quiet: str
    accent: str
    margin: int
    gap: int
    entry_gap: int
    section_gap: int
    line: int
    masthead: str
    organization: str
    rule: str
    bold_title: bool
    one_line: bool
    """Title, organization, place and dates on a line; otherwise the middle two stand below."""
    dates_inline: bool


_LOOKS = {
    "classic": _Look(
        font="Cambria",
        complex_font="Times New Roman",
        size=21,
        title_size=46,
        heading_size=25,
        ink="000000",
        quiet="4D4D4D",
        accent="000000",
        margin=1190,
        gap=50,
        entry_gap=140,
        section_gap=260,
        line=252,
        masthead="center",
        organization='<w:b w:val="0"/><w:bCs w:val="0"/><w:i/><w:iCs/>',
        rule='<w:bottom w:val="single" w:sz="4" w:space="2" w:color="999999"/>',
        bold_title=False,
        one_line=False,
        dates_inline=True,
    ),
    "modern": _Look(
        font="Calibri",
        complex_font="Arial",
        size=21,
        title_size=52,
        heading_size=25,
        ink="1B2430",
        quiet="56616F",
        accent="0F5E6E",
        margin=1134,
        gap=60,
        entry_gap=150,
        section_gap=280,
        line=259,
        masthead="left",
        organization="<w:b/><w:bCs/>",
        rule='<w:bottom w:val="single" w:sz="4" w:space="2" w:color="A9C6CC"/>',
        bold_title=True,
        one_line=False,
        dates_inline=False,
    ),
    "compact": _Look(
        font="Calibri",
        complex_font="Arial",
        size=19,
        title_size=40,
        heading_size=21,
        ink="141414",
        quiet="575757",
        accent="7A2E2E",
        margin=964,
        gap=20,
        entry_gap=80,
        section_gap=160,
        line=240,
        masthead="left",
        organization="",
        rule='<w:top w:val="single" w:sz="6" w:space="3" w:color="7A2E2E"/>',
        bold_title=True,
        one_line=True,
        dates_inline=False,
    ),
}


def render_docx(outline: Outline, template: str, paper: str) -> bytes:
    """Write an outline in the look of a template on ``a4`` or ``letter``."""
    look = _LOOKS[template]
    width, height = _PAPERS[paper]
    body = _Body(look, outline.language.right_to_left)
    content = "".join(body.document(outline))
    language = outline.language.tag
    tag = {"zh-TW": "zh-TW"}.get(language) or _REGIONS.get(language, language)
    languages = {
        "language": tag,
        "east": tag if language in _EAST_FONTS else "ja-JP",
        "bidi": tag if outline.language.right_to_left else "ar-SA",
    }
    organization_is_accent = template == "modern"
    direction = "<w:bidi/>" if outline.language.right_to_left else ""
    parts = {
        "[Content_Types].xml": _part("content_types"),
        "_rels/.rels": _part("rels"),
        "docProps/app.xml": _part("app"),
        "docProps/core.xml": _part(
            "core",
            title=escape(outline.name or outline.language.labels["summary"]),
            subject=escape(outline.label),
            author=escape(outline.name),
            language=tag,
        ),
        "word/settings.xml": _part("settings", **languages),
        "word/numbering.xml": _part("numbering", accent=look.accent),
        "word/styles.xml": _part(
            "styles",
            **languages,
            font=look.font,
            east_font=_EAST_FONTS.get(language, "Yu Gothic"),
            complex_font=look.complex_font,
            ink=look.ink,
            quiet=look.quiet,
            accent=look.accent,
            accent_or_quiet=look.accent if organization_is_accent else look.quiet,
            organization=look.organization,
            organization_color=look.accent if organization_is_accent else look.ink,
            size=look.size,
            subtitle_size=look.size + 3,
            title_size=look.title_size,
            title_weight="<w:b/><w:bCs/>" if look.bold_title else "",
            heading_size=look.heading_size,
            gap=look.gap,
            line=look.line,
            entry_gap=look.entry_gap,
            section_gap=look.section_gap,
            masthead=look.masthead,
            rule=look.rule,
            width=width - 2 * look.margin,
        ),
        "word/footer.xml": _xml(f"<w:ftr {_NAMESPACES}>{body.footer(outline.name)}</w:ftr>"),
        "word/document.xml": _xml(
            f"<w:document {_NAMESPACES}><w:body>{content}"
            f'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"/>'
            f'<w:pgMar w:top="{look.margin}" w:right="{look.margin}" w:bottom="{look.margin}" w:left="{look.margin}" '
            f'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>{direction}</w:sectPr>'
            "</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _xml(
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{_RELATIONSHIPS}/{kind}" Target="{kind}.xml"/>'
                for n, kind in enumerate(("styles", "numbering", "settings", "footer"), 1)
            )
            + "".join(
                f'<Relationship Id="{key}" Type="{_RELATIONSHIPS}/hyperlink" Target="{escape(href)}" '
                'TargetMode="External"/>'
                for href, key in body.links.items()
            )
            + "</Relationships>"
        ),
    }
    return _package(parts)


@dataclass
class _Body:
    """Builds the paragraphs, and remembers the targets of the links in them."""

    look: _Look
    right_to_left: bool
    links: dict[str, str] = field(default_factory=dict)

    def document(self, outline: Outline) -> Iterator[str]:
        if outline.name:
            yield self.paragraph("Title", self.run(outline.name))
        if outline.label:
            yield self.paragraph("Subtitle", self.run(outline.label))
        if outline.contacts:
            yield self.paragraph("Contact", self.joined([self.link(contact) for contact in outline.contacts]))
        for section in outline.sections:
            yield self.paragraph("Heading1", self.run(section.heading))
            yield from self.section(section)

    def section(self, section: Section) -> Iterator[str]:
        for text in section.paragraphs:
            yield self.paragraph("Normal", self.run(text))
        for fact in section.facts:
            yield self.paragraph("Normal", self.fact(fact))
        for n, entry in enumerate(section.entries):
            yield from self.entry(entry, one_line=self.look.one_line or section.brief, close=section.brief and n > 0)

    def entry(self, entry: Entry, *, one_line: bool, close: bool) -> Iterator[str]:
        plain = "Plain" if one_line and not self.look.organization else "Organization"
        details = [
            *([self.run(entry.subtitle, plain)] if entry.subtitle else []),
            *([self.run(entry.place, "Quiet")] if entry.place else []),
            *([self.link(entry.link)] if entry.link else []),
        ]
        title = [self.run(entry.title)] if entry.title else []
        if one_line and entry.subtitle and entry.link:
            # An address would make the line too long to read at a glance.
            head, details = self.joined([*title, *details[:-1]]), details[-1:]
        elif one_line:
            head, details = self.joined([*title, *details]), []
        else:
            head = self.joined(title)
        if entry.dates:
            bar = self.run(" | ", "Quiet") if head else ""
            head += (bar if self.look.dates_inline else "<w:r><w:tab/></w:r>") + self.run(entry.dates, "Quiet")
        follows = bool(entry.paragraphs or entry.bullets or entry.facts)
        if head:
            yield self.paragraph("Heading2", head, alone=not follows and not details, close=close)
        if details:
            yield self.paragraph("Details", self.joined(details), alone=not follows)
        for text in entry.paragraphs:
            yield self.paragraph("Normal", self.run(text))
        for text in entry.bullets:
            yield self.paragraph("ListBullet", self.run(text))
        for fact in entry.facts:
            yield self.paragraph("Normal", self.fact(fact))

    def fact(self, fact: Fact) -> str:
        return (self.run(f"{fact.label}: ", "Strong") if fact.label else "") + self.run(fact.text)

    def joined(self, runs: list[str]) -> str:
        return self.run(" · ", "Quiet").join(runs)

    def link(self, contact: Contact) -> str:
        if contact.href is None:
            return self.run(contact.text, "Quiet" if contact.kind == "url" else "")
        key = self.links.setdefault(contact.href, f"rIdLink{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{key}" w:history="1">{self.run(contact.text, "Hyperlink")}</w:hyperlink>'

    def footer(self, name: str) -> str:
        """Name and page number; the first page has none (``titlePg`` without a first footer)."""

        def page(instruction: str) -> str:
            return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

        lead = self.run(f"{name}  ") if name else ""
        return self.paragraph("Footer", lead + page("PAGE") + self.run(" / ") + page("NUMPAGES"))

    def paragraph(self, style: str, runs: str, *, alone: bool = False, close: bool = False) -> str:
        """One paragraph.

        ``alone``: nothing of its own follows, so it need not stay with the next. ``close``: the gap above is small.
        """
        near = f'<w:spacing w:before="{self.look.gap}"/>' if close else ""
        keep = '<w:keepNext w:val="0"/>' if alone else ""
        bidi = "<w:bidi/>" if self.right_to_left else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{bidi}{near}</w:pPr>{runs}</w:p>'

    def run(self, text: str, style: str = "") -> str:
        properties = f'<w:rStyle w:val="{style}"/>' if style else ""
        if any(bidirectional(char) in {"R", "AL"} for char in text):
            properties += "<w:rtl/>"
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _xml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{body}'


def _part(name: str, **values: str | int) -> str:
    return _source(name).substitute(values)


@cache
def _source(name: str) -> Template:
    return Template((_PARTS / f"{name}.xml").read_text(encoding="utf-8"))


def _package(parts: dict[str, str]) -> bytes:
    """Zip the parts in order, every one dated 1 January 1980, so that nothing but the content decides the bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, text)
    return packed.getvalue()
