"""What the PDFs promise, checked with two readers that are not ours."""

import io
import re
import sys
import unicodedata
from subprocess import run

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from shared.export.outline import outline
from shared.export.pdf import render_pdf
from shared.export.tounicode import MARKS
from shared.models.resume import Resume
from tests.export.people import (
    ENGINEER,
    EVERYONE,
    HEBREW,
    KOREAN,
    LEFT_TO_RIGHT,
    MALICIOUS,
    NURSE,
    RIGHT_TO_LEFT,
    missing_in_order,
    said,
    squeezed,
)

TEMPLATES = ("classic", "modern", "compact")


def _pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def _pdfminer(pdf: bytes) -> str:
    return extract_text(io.BytesIO(pdf))


def _pdfium(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def _without_footers(text: str, name: str) -> str:
    return re.sub(rf"{re.escape(squeezed(name))}\d/\d", "", squeezed(text))


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("read", [_pypdf, _pdfminer], ids=["pypdf", "pdfminer"])
@pytest.mark.parametrize("person", LEFT_TO_RIGHT.values(), ids=LEFT_TO_RIGHT)
def test_foreign_readers_find_every_string_in_order(person, read, template):
    laid_out = outline(person)

    text = _without_footers(read(render_pdf(laid_out, template, "letter")), laid_out.name)

    assert missing_in_order(said(laid_out), text) == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_the_same_input_gives_the_same_bytes(person, template):
    assert render_pdf(outline(person), template, "a4") == render_pdf(outline(person), template, "a4")


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_written_in_a_resume_is_markup(template):
    laid_out = outline(MALICIOUS)
    pdf = render_pdf(laid_out, template, "a4")

    assert missing_in_order(said(laid_out), _without_footers(_pypdf(pdf), laid_out.name)) == []
    assert "root:" not in _pypdf(pdf)


def test_only_web_mail_and_phone_addresses_are_links():
    links = [
        str(note.get_object()["/A"]["/URI"])
        for person in (MALICIOUS, ENGINEER)
        for page in PdfReader(io.BytesIO(render_pdf(outline(person), "modern", "a4"))).pages
        for note in page.get("/Annots", [])
    ]

    assert "https://www.linkedin.com/in/eleanorv" in links
    assert all(re.match(r"https?://|mailto:|tel:", link) for link in links), links


def test_the_document_is_tagged_and_says_its_title_and_language():
    catalog = PdfReader(io.BytesIO(render_pdf(outline(KOREAN), "classic", "a4")))

    root = catalog.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("ko", True)
    assert "/StructTreeRoot" in root
    assert catalog.metadata is not None
    assert catalog.metadata.title == "김서연"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_is_what_was_asked(paper, size):
    page = PdfReader(io.BytesIO(render_pdf(outline(ENGINEER), "modern", paper))).pages[0]

    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_are_numbered_from_the_second(template):
    pages = PdfReader(io.BytesIO(render_pdf(outline(NURSE), template, "a4"))).pages
    footers = [bool(re.search(rf"\d\s*/\s*{len(pages)}", page.extract_text()[-60:])) for page in pages]

    assert footers == [False] + [True] * (len(pages) - 1)
    assert len(pages) > 1


def test_every_font_is_ours_and_embedded():
    names = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for person in EVERYONE.values()
        for page in PdfReader(io.BytesIO(render_pdf(outline(person), "classic", "a4"))).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }

    assert names
    assert all(re.match(r"(Shortlist|Inter|Vazirmatn|Noto)", name) for name in names), names


def test_typst_is_loaded_by_the_first_pdf_only():
    code = (
        "import sys; from shared.export.render import render; from shared.models.resume import Resume;"
        "[render(Resume(), f) for f in ('docx','html','txt','md','json')];"
        "assert not {'typst', 'docx', 'lxml'} & set(sys.modules);"
        "render(Resume(), 'pdf'); assert 'typst' in sys.modules"
    )

    assert run([sys.executable, "-c", code], check=False).returncode == 0


def _letters(text: str) -> str:
    """The letters of a text without its marks."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not MARKS.match(char))


def _words(text: str) -> list[str]:
    """The words and numbers of a text, each as its sorted letters: readers turn words and ligatures around."""
    return ["".join(sorted(word)) for word in re.findall(r"[\u0590-\u06ff]+|[A-Za-z]+|\d+", _letters(text))]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("read", [_pypdf, _pdfminer], ids=["pypdf", "pdfminer"])
@pytest.mark.parametrize("person", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_foreign_readers_find_every_right_to_left_word(person, read, template):
    laid_out = outline(person)
    found = _words(read(render_pdf(laid_out, template, "a4")))

    # A mark is drawn apart from its letter, and some readers end a word there.
    whole = re.compile(rf"\S*{MARKS.pattern}\S*")
    wanted = [word for group in said(laid_out) for text in group for word in _words(whole.sub("", text))]
    assert [word for word in wanted if word not in found] == []


def test_readers_that_know_direction_find_whole_lines():
    text = _pdfium(render_pdf(outline(HEBREW), "modern", "a4"))

    assert "מנהלת מוצר עם שמונה שנות ניסיון בחברות תוכנה בתחום הבריאות." in text


@pytest.mark.parametrize("read", [_pypdf, _pdfminer, _pdfium], ids=["pypdf", "pdfminer", "pdfium"])
@pytest.mark.parametrize(
    "written", ["שָׁלוֹם שלום מַלְכָּה מלכה", "يوماً أيام نظام قلّصت مدة الإغلاق"], ids=["hebrew", "arabic"]
)
def test_a_vowel_sign_does_not_stick_to_its_letter(written, read):
    person = Resume.model_validate({"basics": {"summary": written}})
    laid_out = outline(person)

    text = read(render_pdf(laid_out, "modern", "a4"))

    expected = laid_out.sections[0].heading + written
    assert sorted(_letters(squeezed(text))) == sorted(_letters(squeezed(expected)))
    # A reader may meet a mark beside its letter and once more where it is drawn.
    assert set(MARKS.findall(text)) <= set(MARKS.findall(expected))
    assert len(MARKS.findall(text)) <= len(MARKS.findall(expected)) * 2


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_nothing_runs_off_the_page(person, template):
    for page in pypdfium2.PdfDocument(render_pdf(outline(person), template, "a4")):
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        margin = 40
        assert all(box[0] >= margin and box[2] <= page.get_width() - margin for box in boxes if box[2] > box[0])


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=80), st.sampled_from(TEMPLATES))
def test_no_text_stops_the_setter(text, other, template):
    person = Resume.model_validate(
        {
            "basics": {"name": text, "label": other, "url": other, "email": text, "phone": other},
            "work": [{"position": other, "name": text, "startDate": text, "url": f"https://{text}", "summary": other}],
            "skills": [{"name": text, "keywords": [other]}],
        }
    )

    assert render_pdf(outline(person), template, "a4").startswith(b"%PDF")


@pytest.mark.parametrize("first", range(0x0400, 0x1800, 0x100), ids=hex)
def test_no_script_stops_the_setter(first):
    """Letters that no font here draws, and marks on nothing, included."""
    text = "".join(map(chr, range(first, first + 0x100, 5)))
    person = Resume.model_validate({"basics": {"name": text, "summary": f"{text} {text[::-1]}"}})

    assert len(PdfReader(io.BytesIO(render_pdf(outline(person), "modern", "a4")), strict=True).pages) == 1
