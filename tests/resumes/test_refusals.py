"""What cannot be read is refused with a code that a client can act on."""

import json
import zipfile
import zlib
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from shared.errors import AppError
from shared.resumes.parse import parse_resume

DOCUMENT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
)


def pdf(lines: list[str], *, pages: int = 1, password: str | None = None, image: bool = False) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(password, ownerPassword="o") if password else None)
    for _ in range(pages):
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 14 * number, line)
        if image:
            canvas.rect(50, 50, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def archive(parts: dict[str, bytes | str], *, compress: bool = True) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return stream.getvalue()


def word(text: str, **parts: bytes) -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": DOCUMENT.format(text=text), **parts})


def pdf_bomb() -> bytes:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * 4_000_000, 9)
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
    return (
        body + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n%%EOF"
    )


NONSENSE = ["$QQD /RYHODFH", "(QJLQHHU DW 1RUWKZLQG", "%XLOW WKH ELOOLQJ V\\VWHP", "0DUFK  3UHVHQW"] * 6
NOVEL = "It was a dark night, and the rain fell in torrents on the quiet village by the sea. " * 40
REFUSED = {
    "empty-file": (b"", "cv.pdf", None),
    "empty-file#blank": (b"  \n\n \t", "cv.txt", None),
    "encrypted-pdf": (pdf(["Ada Lovelace"], password="secret"), "cv.pdf", None),
    "no-text-layer": (pdf([], image=True), "cv.pdf", None),
    "unreadable-encoding": (pdf(NONSENSE), "cv.pdf", None),
    "not-a-resume": (NOVEL.encode(), "story.txt", None),
    "not-a-resume#pdf": (pdf([NOVEL[i : i + 80] for i in range(0, 2000, 80)]), "story.pdf", None),
    "damaged-file": (b"%PDF-1.7\n" + b"\x00garbage" * 50, "cv.pdf", None),
    "damaged-file#zip": (word("Ada")[:-40] + b"\x00" * 10, "cv.docx", None),
    "damaged-file#xml": (archive({"word/document.xml": "<w:document>"}), "cv.docx", None),
    "damaged-file#dtd": (
        archive({"word/document.xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "cv.docx",
        None,
    ),
    "pdf-bomb": (pdf_bomb(), "cv.pdf", None),
    "zip-bomb": (word("Ada", **{"word/media/a.bin": b"\x00" * 60_000_000}), "cv.docx", None),
    "zip-bomb#ratio": (word("Ada", **{"word/media/a.bin": b"\x00" * 5_000_000}), "cv.docx", None),
    "zip-bomb#entries": (
        archive({"word/document.xml": "x", **{f"word/{n}": "" for n in range(2500)}}),
        "cv.docx",
        None,
    ),
    "too-many-pages": (pdf(["page"], pages=61), "cv.pdf", None),
    "old-word-format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cv.doc", None),
    "old-word-format#named-docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cv.docx", None),
    "unsupported-type": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "cv.png", "image/png"),
    "unsupported-type#spreadsheet": (archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "cv.xlsx", None),
    "unsupported-type#html": (b"<!DOCTYPE html><html><body>Ada</body></html>", "cv.html", "text/html"),
    "unsupported-type#binary": (bytes(range(1, 9)) * 200, "cv.txt", None),
    "type-mismatch": (pdf(["Ada"]), "cv.docx", None),
    "type-mismatch#content-type": (word("Ada"), "cv.docx", "application/pdf"),
    "type-mismatch#text": (b"Ada Lovelace, engineer", "cv.pdf", None),
    "not-json-resume": (b'{"hello": "world"}', "cv.json", "application/json"),
    "not-json-resume#list": (b"[1, 2, 3]", "cv.json", None),
    "not-json-resume#broken": (b'{"basics": ', "cv.json", "application/json"),
    "not-json-resume#wrong-type": (json.dumps({"basics": [], "work": "none"}).encode(), "cv.json", None),
    "not-json-resume#deep": (b"[" * 5000 + b"]" * 5000, "cv.json", None),
    "too-much-text": (b"Experience and education. " * 40_000, "cv.txt", None),
}


@pytest.mark.parametrize(("data", "name", "content_type"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_by_its_code(data, name, content_type, request):
    with pytest.raises(AppError) as refused:
        parse_resume(data, name, content_type)

    assert refused.value.code == request.node.callspec.id.split("#")[0]
    assert refused.value.status in (413, 415, 422)
    assert refused.value.detail


def test_a_broken_zip_inside_word_is_no_crash():
    data = bytearray(word("Ada Lovelace, engineer"))
    data[60:90] = b"\xff" * 30

    with pytest.raises(AppError):
        parse_resume(bytes(data), "cv.docx")
