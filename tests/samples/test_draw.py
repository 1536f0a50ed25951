"""The sample files are what their people are: drawn again they come out the same, and nobody in them is real."""

import json
import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest

from local.samples import draw


@cache
def drawn(name: str) -> bytes:
    return draw.draw(name)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def docx_text(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())


def text_of(name: str, data: bytes) -> str:
    return pdf_text(data) if name.endswith(".pdf") else docx_text(data)


@pytest.mark.parametrize("name", sorted(draw.DRAWINGS))
def test_a_drawing_is_the_same_every_time(name: str) -> None:
    assert draw.draw(name) == drawn(name)


@pytest.mark.parametrize("name", sorted(draw.DRAWINGS))
def test_the_committed_file_is_what_its_person_draws(name: str) -> None:
    """Compared by text: the bytes also depend on the libraries' versions and on zlib."""
    committed = (draw.RESUMES / name).read_bytes()

    assert text_of(name, committed) == text_of(name, drawn(name)), "run python -m local.samples.draw"
    assert len(committed) < 150_000


@pytest.mark.parametrize("name", sorted(draw.DRAWINGS))
def test_every_job_of_the_person_is_in_the_file(name: str) -> None:
    text = " ".join(text_of(name, drawn(name)).replace("&amp;", "&").split())
    missing = [job.name for job in draw.person(name.rpartition(".")[0]).work if (job.name or "") not in text]

    assert missing == []


def test_no_file_lies_in_the_folder_that_is_not_drawn() -> None:
    assert {path.name for path in draw.RESUMES.iterdir()} == set(draw.DRAWINGS)
    assert {path.stem for path in draw.PEOPLE.iterdir()} == {name.rpartition(".")[0] for name in draw.DRAWINGS}


@pytest.mark.parametrize("path", sorted(draw.PEOPLE.iterdir()), ids=lambda path: path.stem)
def test_people_are_invented(path) -> None:
    basics = json.loads(path.read_text(encoding="utf-8"))["basics"]

    assert re.search(r"[@.]example\.(com|org)$", basics["email"])
    # +1 …-555-01xx, Ofcom's and the Bundesnetzagentur's numbers for drama
    assert re.search(r"^\+1 \d{3}-555-01\d\d$|^\+44 20 7946 0|^\+44 161 496 0|^\+49 30 23125 0", basics["phone"])
