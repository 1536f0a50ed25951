"""What the Word documents promise, checked with readers that are not ours."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest
from docx2python import docx2python

from shared.export.docx import render_docx
from shared.export.outline import outline
from tests.export.people import (
    ARABIC,
    ENGINEER,
    EVERYONE,
    KOREAN,
    MALICIOUS,
    NURSE,
    missing_in_order,
    said,
)

TEMPLATES = ("classic", "modern", "compact")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The order ECMA-376 fixes inside a paragraph's, a run's and a style's properties; Word repairs what strays from it.
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "numPr",
    "pBdr",
    "tabs",
    "bidi",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
]
RUN_ORDER = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "rtl", "lang"]
STYLE_ORDER = ["name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr"]


def _xml(packed: bytes, part: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(packed)).read(part))  # noqa: S314  our own file


def _walk(packed: bytes) -> str:
    """Every word of the body, read as a zip of XML."""
    root = _xml(packed)
    return "\n".join("".join(node.text or "" for node in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def _docx2python(packed: bytes) -> str:
    with docx2python(io.BytesIO(packed), html=False) as document:
        return re.sub(r"</?a[^>]*>", "", document.text)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_a_plain_walk_finds_every_string_in_order(person, template):
    laid_out = outline(person)

    assert missing_in_order(said(laid_out), _walk(render_docx(laid_out, template, "a4"))) == []


@pytest.mark.parametrize("person", [person for name, person in EVERYONE.items() if name not in {"malicious", "empty"}])
def test_docx2python_finds_every_string_in_order(person):
    laid_out = outline(person)

    assert missing_in_order(said(laid_out), _docx2python(render_docx(laid_out, "modern", "a4"))) == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_every_part_is_well_formed_in_schema_order_and_related(person, template):
    packed = render_docx(outline(person), template, "letter")
    archive = zipfile.ZipFile(io.BytesIO(packed))
    parts = {name: _xml(packed, name) for name in archive.namelist()}

    for root in parts.values():
        for tag, order in (("pPr", PARAGRAPH_ORDER), ("rPr", RUN_ORDER), ("style", STYLE_ORDER)):
            for node in root.iter(f"{W}{tag}"):
                names = [child.tag.removeprefix(W) for child in node]
                assert names == sorted(names, key=order.index)
    related = {node.get("Id") for node in parts["word/_rels/document.xml.rels"]}
    used = {
        value
        for node in parts["word/document.xml"].iter()
        for key, value in node.attrib.items()
        if key.endswith("relationships}id")
    }
    styles = {node.get(f"{W}styleId") for node in parts["word/styles.xml"].iter(f"{W}style")}
    named = {
        node.get(f"{W}val")
        for name in ("word/document.xml", "word/footer.xml")
        for tag in ("pStyle", "rStyle")
        for node in parts[name].iter(f"{W}{tag}")
    }
    assert used <= related
    assert named <= styles


def test_structure_is_in_styles_a_person_can_change():
    document = docx.Document(io.BytesIO(render_docx(outline(ENGINEER), "modern", "a4")))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style]

    assert styles[0] == ("Title", "Eleanor Vandermeer")
    assert ("Heading 1", "Experience") in styles
    assert ("Heading 2", "Senior Platform Engineer\tMar 2021 – Present") in styles
    assert ("List Bullet", "Mentor three engineers, two of whom were promoted in 2023.") in styles
    assert "https://www.linkedin.com/in/eleanorv" in {
        link.address for p in document.paragraphs for link in p.hyperlinks
    }


def test_core_properties_say_whose_it_is():
    properties = docx.Document(io.BytesIO(render_docx(outline(KOREAN), "classic", "a4"))).core_properties

    assert (properties.title, properties.author, properties.language) == ("김서연", "김서연", "ko-KR")


def test_a_right_to_left_document_says_so_everywhere():
    root = _xml(render_docx(outline(ARABIC), "modern", "a4"))

    assert root.find(f".//{W}sectPr/{W}bidi") is not None
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in root.iter(f"{W}p"))
    runs = {"".join(t.text or "" for t in run.iter(f"{W}t")): run for run in root.iter(f"{W}r")}
    assert runs["محاسبة أولى"].find(f"{W}rPr/{W}rtl") is not None
    assert runs["layla.omari@example.ae"].find(f"{W}rPr/{W}rtl") is None


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_input_gives_the_same_bytes(template):
    assert render_docx(outline(NURSE), template, "a4") == render_docx(outline(NURSE), template, "a4")


def test_unsafe_links_are_text():
    rels = zipfile.ZipFile(io.BytesIO(render_docx(outline(MALICIOUS), "classic", "a4"))).read(
        "word/_rels/document.xml.rels"
    )

    assert b"javascript" not in rels
    assert b"data:" not in rels
