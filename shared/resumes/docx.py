"""DOCX bytes → lines: paragraphs, tables, text boxes, headers and footers, hyperlinks, hidden runs.

A walker over the XML because reading only ``document.paragraphs`` loses tables and text boxes, where many résumés
keep everything. Geometry is made up (a character is half its size wide) so that layout rules work on it.
"""

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shared.resumes.characters import clean
from shared.resumes.dates import is_date_text
from shared.resumes.geometry import Document, Line, Segment, Word
from shared.resumes.guards import open_zip, read_part
from shared.resumes.headings import find_kind
from shared.resumes.refusals import DamagedFile, TooMuchText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_MC_FALLBACK, f"{_W}del", f"{_W}instrText", f"{_W}moveFrom", f"{_W}pict_none"}
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PAGE_WIDTH = 500.0
LEVEL_INDENT = 18.0
"""How far each level of a list is set in, where the paragraph does not say."""
_DARK = 0.8
"""Luminance below which a fill bears white text."""
_NO_INK = frozenset({"none", "white"})
TINY = 3.0
TEXT_LIMIT = 600_000
MAX_DEPTH = 60


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    size: float = 11.0
    colour: int = 0
    hidden: bool = False
    caps: bool = False
    font: str = ""
    ground: bool = False
    """Whether the text stands on a fill, where white is no way to hide it."""


@dataclass
class _Style:
    name: str
    based_on: str | None
    properties: "ET.Element | None"
    level: int | None
    listed: bool
    filled: bool


@dataclass
class _Paragraph:
    lines: list[list[list[Word]]]
    """Lines (parted by breaks) of segments (parted by tabs) of words."""
    heading: int | None
    bullet: bool
    indent: float
    gap: float
    flow: int = 0


def read_docx(data: bytes) -> Document:
    """The document's lines in reading order."""
    archive = open_zip(data)
    with archive:
        return _Reader(archive).read()


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.hidden: list[str] = []
        self.links: list[str] = []
        self.relations: dict[str, str] = {}
        self.styles: dict[str, _Style] = {}
        self.default = _Look()
        self.filled = False
        """Whether what is being read stands in a filled cell or box."""
        self.flow = 0
        self.length = 0

    def read(self) -> Document:
        main = next((name for name in ("word/document.xml", "word/document2.xml") if name in self.names), None)
        if main is None:
            raise DamagedFile
        self.read_styles()
        parts = [
            *sorted(name for name in self.names if re.fullmatch(r"word/header\d*\.xml", name)),
            main,
            *sorted(name for name in self.names if re.fullmatch(r"word/footnotes\.xml", name)),
        ]
        lines: list[Line] = []
        seen_headers: set[str] = set()
        for name in parts:
            root = self.parse(name)
            self.filled = _is_dark(root.find(f"{_W}background"), "color")
            self.read_relations(name)
            found = self.lines_of(list(self.paragraphs(root, _Look(), 0, _W)))
            if name != main:
                text = "\n".join(line.text for line in found)
                if text in seen_headers:
                    continue
                seen_headers.add(text)
            lines += found
        return Document(lines, [" ".join(self.hidden)] if self.hidden else [], self.links)

    def parse(self, name: str) -> ET.Element:
        content = read_part(self.archive, name).replace(_STRICT.encode(), _W[1:-1].encode())
        try:
            return ET.fromstring(content)  # noqa: S314  read_part has refused DTDs
        except (ET.ParseError, ValueError) as error:
            raise DamagedFile from error

    def read_relations(self, part: str) -> None:
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        self.relations = {}
        if path in self.names:
            for relation in self.parse(path):
                if relation.get("TargetMode") == "External":
                    self.relations[relation.get("Id", "")] = relation.get("Target", "")

    def read_styles(self) -> None:
        if "word/styles.xml" not in self.names:
            return
        root = self.parse("word/styles.xml")
        defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self.default = self.apply(_Look(), defaults)
        for style in root.iter(f"{_W}style"):
            name = _value(style.find(f"{_W}name")) or ""
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            level = None
            if found := re.fullmatch(
                r"(?i)(?:heading|überschrift|titre|título|titolo|kop|nagłówek|заголовок|başlık|제목|見出し|标题)\s?(\d)",
                name.strip(),
            ):
                level = int(found[1])
            elif outline is not None and (_value(outline) or "9").isdigit() and int(_value(outline) or 9) < 9:
                level = int(_value(outline) or 0) + 1
            self.styles[style.get(f"{_W}styleId", "")] = _Style(
                name.lower(),
                _value(style.find(f"{_W}basedOn")),
                style.find(f"{_W}rPr"),
                level,
                style.find(f"{_W}pPr/{_W}numPr") is not None
                or name.lower().startswith(("list bullet", "listenabsatz bullet")),
                any(map(_is_dark, style.iter(f"{_W}shd"))),
            )

    def styled(self, look: _Look, style_id: str | None, depth: int = 0) -> _Look:
        style = self.styles.get(style_id or "")
        if style is None or depth > 12:
            return look
        if style.based_on and style.based_on != style_id:
            look = self.styled(look, style.based_on, depth + 1)
        return self.apply(look, style.properties)

    def level_of(self, style_id: str | None, depth: int = 0) -> int | None:
        style = self.styles.get(style_id or "")
        if style is None or depth > 12:
            return None
        return style.level if style.level is not None else self.level_of(style.based_on, depth + 1)

    def apply(self, look: _Look, properties: "ET.Element | None") -> _Look:
        if properties is None:
            return look
        changes: dict[str, object] = {}
        for tag, name in (("b", "bold"), ("i", "italic"), ("vanish", "hidden"), ("caps", "caps")):
            element = properties.find(_W + tag)
            if element is not None:
                changes[name] = (_value(element) or "true") not in ("0", "false", "none", "off")
        size = _value(properties.find(f"{_W}sz"))
        if size and size.replace(".", "", 1).isdigit():
            changes["size"] = max(0.5, min(200.0, float(size) / 2))
        colour = _value(properties.find(f"{_W}color"))
        if colour:
            changes["colour"] = int(colour, 16) if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) else 0
        if (
            _is_dark(properties.find(f"{_W}shd"))
            or (_value(properties.find(f"{_W}highlight")) or "none") not in _NO_INK
        ):
            changes["ground"] = True
        fonts = properties.find(f"{_W}rFonts")
        if fonts is not None:
            changes["font"] = fonts.get(f"{_W}ascii", "") or look.font
        return replace(look, **changes)  # type: ignore[arg-type]

    def paragraphs(self, root: ET.Element, look: _Look, depth: int, _: str) -> Iterator[_Paragraph]:
        """Paragraphs under ``root`` in order; tables and text boxes are read where they are anchored."""
        if depth > MAX_DEPTH:
            return
        for element in root:
            if element.tag in _SKIPPED:
                continue
            if element.tag == f"{_W}p":
                boxes = [box for box in element.iter(f"{_W}txbxContent") if not _in_fallback(element, box)]
                yield from self.paragraph(element)
                for box in boxes:
                    before, self.flow = self.flow, self.flow + 100
                    inside = self.standing_on(box, look, depth + 1, filled=_has_fill(element))
                    for paragraph in inside:
                        paragraph.flow = before + 100
                    self.flow = before
                    yield from inside
            elif element.tag == f"{_W}tbl":
                yield from self.table(element, look, depth + 1)
            elif element.tag not in (f"{_W}sectPr", f"{_W}tblPr", f"{_W}tblGrid"):
                yield from self.paragraphs(element, look, depth + 1, _)

    def standing_on(self, part: ET.Element, look: _Look, depth: int, *, filled: bool) -> list[_Paragraph]:
        """The paragraphs of a cell or a box, which may have a ground of its own."""
        before, self.filled = self.filled, self.filled or filled
        inside = list(self.paragraphs(part, look, depth, ""))
        self.filled = before
        return inside

    def table(self, table: ET.Element, look: _Look, depth: int) -> Iterator[_Paragraph]:
        rows: list[list[list[_Paragraph]]] = []
        style = self.styles.get(_value(table.find(f"{_W}tblPr/{_W}tblStyle")) or "")
        filled = _is_dark(table.find(f"{_W}tblPr/{_W}shd")) or (style is not None and style.filled)
        for element in table.iter(f"{_W}tr"):
            cells = [
                self.standing_on(cell, look, depth + 1, filled=filled or _is_dark(cell.find(f"{_W}tcPr/{_W}shd")))
                for cell in element.findall(f".//{_W}tc")
                if _owner(element, cell)
            ]
            cells = [[p for p in cell if p.lines] for cell in cells]
            if any(cells):
                rows.append(cells)
        if not rows:
            return
        width = max(len(row) for row in rows)
        heads = [
            sum(_is_heading(p) for row in rows if column < len(row) for p in row[column]) for column in range(width)
        ]
        sizes = [sum(len(row[column]) for row in rows if column < len(row)) for column in range(width)]
        side_by_side = width > 1 and (
            sum(h > 0 and s > 2 * h - 1 for h, s in zip(heads, sizes, strict=True)) >= 2
            or (len(rows) == 1 and max(sizes) > 3 and min(sizes) > 1)
        )
        if side_by_side:
            order = sorted(
                range(width),
                key=lambda column: sum(_length(p) for row in rows if column < len(row) for p in row[column]),
            )
            base = self.flow
            single = [row for row in rows if len(row) < width]
            for row in rows:
                if row in single:
                    yield from (p for cell in row for p in cell)
            for number, column in enumerate(order, 1):
                self.flow = base + number
                for row in rows:
                    if row not in single and column < len(row):
                        for paragraph in row[column]:
                            paragraph.flow = paragraph.flow if paragraph.flow > base + 50 else self.flow
                            yield paragraph
            return
        for row in rows:
            yield from self.row(row)

    def row(self, cells: list[list[_Paragraph]]) -> Iterator[_Paragraph]:
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from filled[0]
            return
        if _is_heading(filled[0][0]) and len(filled[0]) == 1:
            yield filled[0][0]
            filled = filled[1:]
        firsts = [cell[0] for cell in filled]
        # A date cell holding several lines belongs whole to the row's first line.
        line = [segment for cell in firsts for segment in (cell.lines[0] if cell.lines else [])]
        rest = [replace(p, lines=p.lines[1:]) if i == 0 else p for cell in filled for i, p in enumerate(cell)]
        yield replace(firsts[0], lines=[line], bullet=firsts[0].bullet and len(filled) == 1)
        marginal = [p for p in rest if p.lines and is_date_text(" ".join(w.text for s in p.lines[0] for w in s))]
        yield from (p for p in rest if p.lines and p in marginal)
        yield from (p for p in rest if p.lines and p not in marginal)

    def paragraph(self, element: ET.Element) -> Iterator[_Paragraph]:
        properties = element.find(f"{_W}pPr")
        style_id = _value(properties.find(f"{_W}pStyle")) if properties is not None else None
        look = self.styled(self.default, style_id)
        style = self.styles.get(style_id or "")
        level = self.level_of(style_id)
        bullet = style.listed if style else False
        indent = 0.0
        filled = self.filled or (style is not None and style.filled)
        if properties is not None:
            filled = filled or _is_dark(properties.find(f"{_W}shd"))
            outline = _value(properties.find(f"{_W}outlineLvl"))
            if outline and outline.isdigit() and int(outline) < 9:
                level = int(outline) + 1
            number = properties.find(f"{_W}numPr/{_W}numId")
            if number is not None:
                bullet = _value(number) != "0"
                depth = _value(properties.find(f"{_W}numPr/{_W}ilvl")) or "0"
                indent = LEVEL_INDENT * min(int(depth), 8) if depth.isdigit() else 0.0
            shift = properties.find(f"{_W}ind")
            if shift is not None:
                for key in ("left", "start"):
                    value = shift.get(_W + key)
                    if value and value.lstrip("-").isdigit():
                        indent = max(0.0, min(300.0, int(value) / 20))
        look = replace(look, ground=filled)
        lines: list[list[list[Word]]] = [[[]]]
        for kind, text, run_look, link in self.runs(element, look, None, 0):
            if kind == "tab":
                lines[-1].append([])
            elif kind == "break":
                lines.append([[]])
            else:
                self.add_text(lines, text, run_look, link)
        cleaned = [[segment for segment in line if segment] for line in lines]
        cleaned = [line for line in cleaned if line]
        is_heading = level is not None and level <= 4
        yield _Paragraph(cleaned, level if is_heading else None, bullet and not is_heading, indent, 0.0, self.flow)

    def add_text(self, lines: list[list[list[Word]]], text: str, look: _Look, link: str | None) -> None:
        text = clean(text)
        self.length += len(text)
        if self.length > TEXT_LIMIT:
            raise TooMuchText
        if look.caps:
            text = text.upper()
        if (
            look.hidden
            or look.size < TINY
            or (
                not look.ground
                and (look.colour >> 16 > 240 and look.colour >> 8 & 255 > 240 and look.colour & 255 > 240)
            )
        ):
            if text.strip():
                self.hidden.append(text.strip())
            return
        segment = lines[-1][-1]
        glue = bool(segment) and not text[:1].isspace() and not getattr(self, "_space", True)
        for index, piece in enumerate(re.split(r"(\s{4,})", text)):
            if index % 2:
                lines[-1].append([])
                continue
            segment = lines[-1][-1]
            for number, word in enumerate(piece.split()):
                glued = glue and index == 0 and number == 0
                segment.append(
                    Word(word, 0, 0, 0, look.size, look.bold, look.italic, look.colour, look.font, link, glued)
                )
        if text:
            self._space = text[-1:].isspace()

    def runs(
        self, element: ET.Element, look: _Look, link: str | None, depth: int
    ) -> Iterator[tuple[str, str, _Look, str | None]]:
        if depth > MAX_DEPTH:
            return
        if depth == 0:
            self._space = True
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or tag in (f"{_W}pPr", f"{_W}rPr", f"{_W}txbxContent"):
                continue
            if tag == f"{_W}hyperlink":
                target = self.relations.get(child.get(f"{_R}id", ""))
                if target and target not in self.links:
                    self.links.append(target)
                yield from self.runs(child, look, target or link, depth + 1)
            elif tag == f"{_W}r":
                properties = child.find(f"{_W}rPr")
                run = look
                if properties is not None:
                    run = self.apply(self.styled(look, _value(properties.find(f"{_W}rStyle"))), properties)
                yield from self.runs(child, run, link, depth + 1)
            elif tag == f"{_W}t":
                yield "text", child.text or "", look, link
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                self._space = True
                yield "tab", "", look, link
            elif tag in (f"{_W}br", f"{_W}cr"):
                self._space = True
                yield "break", "", look, link
            elif tag == f"{_W}noBreakHyphen":
                yield "text", "-", look, link
            elif tag == f"{_W}sym":
                yield "text", " ", look, link
            else:
                yield from self.runs(child, look, link, depth + 1)

    def lines_of(self, paragraphs: list[_Paragraph]) -> list[Line]:
        lines: list[Line] = []
        top = 0.0
        blank = 9.0
        for paragraph in paragraphs:
            if not paragraph.lines:
                blank += 1.0
                continue
            for number, segments in enumerate(paragraph.lines):
                x = paragraph.indent
                height = max(word.bottom for segment in segments for word in segment)
                placed = []
                for segment in segments:
                    for word in segment:
                        if not word.glue and word is not segment[0]:
                            x += 0.25 * height
                        word.x0, word.x1 = x, x + 0.5 * height * len(word.text)
                        word.top, word.bottom = top, top + word.bottom
                        x = word.x1
                    placed.append(Segment(segment))
                    x += 3 * height
                lines.append(
                    Line(
                        placed,
                        0,
                        paragraph.flow,
                        blank if number == 0 else 0.0,
                        PAGE_WIDTH,
                        0.0,
                        paragraph.heading,
                        paragraph.bullet and number == 0,
                        whole=True,
                    )
                )
                top += 1.2 * height
                blank = 0.2
        return lines


def _value(element: "ET.Element | None") -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _is_dark(element: "ET.Element | None", attribute: str = "fill") -> bool:
    """Whether shading is so dark that white can be read on it."""
    if element is None:
        return False
    fill = element.get(_W + attribute) or "auto"
    if re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        red, green, blue = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 < _DARK
    return (element.get(f"{_W}themeFill") or "background1") != "background1"


def _has_fill(drawing: ET.Element) -> bool:
    """Whether a text box, or the shape that it is part of, is filled with anything but white."""
    for element in drawing.iter():
        if element.tag.endswith("}spPr"):
            fills = [child for child in element if child.tag.endswith(("}solidFill", "}gradFill", "}blipFill"))]
            colours = [colour.get("val", "") for fill in fills for colour in fill.iter()]
            if fills and not {"FFFFFF", "bg1", "lt1"} & set(colours):
                return True
        elif (
            element.get("fillcolor", "white").lower() not in ("white", "#fff", "#ffffff")
            and element.get("filled") != "f"
        ):
            return True
    return False


def _in_fallback(root: ET.Element, box: ET.Element) -> bool:
    return any(box in list(fallback.iter()) for fallback in root.iter(_MC_FALLBACK))


def _owner(row: ET.Element, cell: ET.Element) -> bool:
    """Whether the cell is of this row and not of a table inside it."""
    return not any(cell in list(inner.iter(f"{_W}tc")) for inner in row.iter(f"{_W}tbl"))


def _text(paragraph: _Paragraph) -> str:
    return " ".join(word.text for line in paragraph.lines for segment in line for word in segment)


def _length(paragraph: _Paragraph) -> int:
    return len(_text(paragraph))


def _is_heading(paragraph: _Paragraph) -> bool:
    return find_kind(_text(paragraph).strip(" :")) is not None
