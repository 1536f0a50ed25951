"""What the text and Markdown files promise."""

import re

import pytest

from shared.export.outline import outline
from shared.export.plain import render_md, render_txt
from shared.models.resume import Resume
from tests.export.people import ENGINEER, EVERYONE, missing_in_order, said


@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_every_string_is_in_the_text_in_order(person):
    laid_out = outline(person)
    wanted = [[text.upper() for text in group] for group in said(laid_out)]

    assert missing_in_order(wanted, render_txt(laid_out).decode().upper()) == []


@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_markdown_unescaped_holds_every_string_in_order(person):
    laid_out = outline(person)
    text = re.sub(r"\]\(<[^>]*>\)", "", render_md(laid_out).decode())
    text = re.sub(r"\\([\\`*_\[\]<>|~&#+\-=.)]|\d)", r"\1", text)
    bare = re.sub(r"[*\[\]]", "", text)
    wanted = [[re.sub(r"[*\[\]]", "", part) for part in group] for group in said(laid_out)]

    assert missing_in_order(wanted, bare) == []


def test_text_is_clean():
    text = render_txt(outline(ENGINEER)).decode()

    assert not re.search(r"\n{3,}|[ \t]\n|^\s|\n\n$", text)
    assert "\n\nEXPERIENCE\nSenior Platform Engineer | Northwind Logistics | Rotterdam, Netherlands | " in text


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("# not a heading", "\\# not a heading"),
        ("- not a list", "\\- not a list"),
        ("2. not a list", "2\\. not a list"),
        ("3.5 years", "3.5 years"),
        ("C++ and C#", "C++ and C#"),
        ("<b>", "\\<b\\>"),
        ("snake_case *bold* `code`", "snake\\_case \\*bold\\* \\`code\\`"),
        ("&amp; stays & too", "\\&amp; stays & too"),
    ],
)
def test_markdown_means_what_was_written(written, marked):
    page = render_md(outline(Resume.model_validate({"basics": {"summary": written}}))).decode()

    assert page == f"## Summary\n\n{marked}\n"
