"""HTML of postings → plain text whose lines are the page's lines.

Bullets, headings, paragraphs and table rows each keep a line of their own, because the posting reader decides by lines;
a bullet starts with "- ", a heading ends its line and stands after an empty one, table cells are parted by " | ".
Some boards escape their HTML once more; that layer is taken off first.
"""

import re
from html import unescape
from html.parser import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form header hr html "
    "legend main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
UNSEEN = frozenset("head noscript script style svg template title".split())

TAG = re.compile(
    r"</?(?:a|b|br|body|div|em|h[1-6]|html|i|li|ol|p|span|strong|table|td|tr|u|ul)\b[^<>]{0,400}/?>", re.IGNORECASE
)
ESCAPED_TAG = re.compile(r"&lt;/?(?:b|br|div|em|h[1-6]|html|li|ol|p|span|strong|table|td|tr|ul)\b", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
BLANK_LINES = re.compile(r"\n{3,}")
ALONE_BULLET = re.compile(r"^- *\n+(?=\S)", re.MULTILINE)
EMPTY_BULLET = re.compile(r"^- *$", re.MULTILINE)


class Page(HTMLParser):
    """Collects the seen text of a page. Unclosed and misnested tags do no harm: only line breaks hang on them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0
        self.preformatted = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the base class fixes it
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in HEADINGS:
            self.parts.append("\n\n")
        elif tag in ("td", "th"):
            self.parts.append(" | " if self.cells else "")
            self.cells += 1
        elif tag in BLOCKS:
            self.parts.append("\n")
            if tag == "tr":
                self.cells = 0
            elif tag == "pre":
                self.preformatted += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in HEADINGS or tag == "li" or tag in BLOCKS:
            self.parts.append("\n")
            if tag == "pre":
                self.preformatted = max(0, self.preformatted - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the base class fixes it
        if tag == "br" or tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data if self.preformatted else data.replace("\n", " "))


def looks_like_html(text: str) -> bool:
    """Whether the text holds tags, bare or escaped once; "List<String>" and "a < b" are no tags."""
    return ("<" in text and TAG.search(text) is not None) or ("&lt;" in text and ESCAPED_TAG.search(text) is not None)


def _seen(html: str) -> str:
    page = Page()
    page.feed(html)
    page.close()
    return "".join(page.parts)


def html_to_text(html: str) -> str:
    """The text a reader of the page sees, one line per block."""
    if "&lt;" in html and ESCAPED_TAG.search(html) and not TAG.search(html):
        html = unescape(html)
    text = _seen(html)
    if TAG.search(text):  # escaped HTML inside a page of its own
        text = _seen(text)
    text = INVISIBLE.sub("", SPACES.sub(" ", text))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    lines = EMPTY_BULLET.sub("", ALONE_BULLET.sub("- ", lines))
    return BLANK_LINES.sub("\n\n", lines).strip()
