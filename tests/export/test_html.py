"""What the HTML page promises."""

from html.parser import HTMLParser

import pytest

from shared.export.html import render_html
from shared.export.outline import outline
from tests.export.people import ARABIC, ENGINEER, EVERYONE, MALICIOUS, missing_in_order, said

VOID = {"meta", "br", "hr", "img", "input", "link"}


class _Reader(HTMLParser):
    """Collects the visible text, the tags and the addresses; refuses a tag closed out of turn."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.feed(page.decode())
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "body" in self.open:
            self.text.append(data)


@pytest.mark.parametrize("template", ["classic", "modern", "compact"])
@pytest.mark.parametrize("person", EVERYONE.values(), ids=EVERYONE)
def test_every_string_is_on_the_page_in_order(person, template):
    laid_out = outline(person)

    assert missing_in_order(said(laid_out), "".join(_Reader(render_html(laid_out, template, "a4")).text)) == []


def test_nothing_written_becomes_a_tag_or_a_script_address():
    page = _Reader(render_html(outline(MALICIOUS), "modern", "a4"))

    assert not {"script", "img", "label"} & set(page.seen)
    assert all(link.startswith(("https://", "http://", "mailto:", "tel:")) for link in page.links)


def test_the_page_fetches_nothing():
    page = render_html(outline(ENGINEER), "modern", "a4").decode()

    assert "default-src 'none'" in page
    assert not {"link", "img", "script", "iframe"} & set(_Reader(page.encode()).seen)
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "letter")])
def test_it_prints_on_the_paper_that_was_asked(paper, size):
    assert f"@page {{ size: {size}; }}" in render_html(outline(ENGINEER), "classic", paper).decode()


def test_language_and_direction_are_declared():
    assert '<html lang="ar" dir="rtl">' in render_html(outline(ARABIC), "classic", "a4").decode()
