"""Plain text and Markdown → lines; a character cell is the unit of length."""

import re

from shared.resumes.characters import clean
from shared.resumes.geometry import Document, Line, Segment, Word
from shared.resumes.refusals import TooMuchText, UnreadableEncoding

CELL = 5.0
HEIGHT = 10.0
FAR = 1e6
"""The right edge of text that was never wrapped."""
TEXT_LIMIT = 600_000
_RULE = re.compile(r"^\s*(?:[-=_*~#]\s*){4,}$")
_PAGE = re.compile(r"(?i)^\s*page \d+(?: of \d+)?\s*$")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(\s*<?([^)\s>]{1,2000})>?(?:\s+\"[^\"]*\")?\s*\)")
_TAG = re.compile(r"</?(?:[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)


def decode(data: bytes) -> str:
    """Text from bytes: marked or patterned UTF-16, UTF-8, then Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:4000]
    if len(head) > 8 and head.count(0) > 0.3 * len(head):
        odd = sum(1 for byte in head[1::2] if byte == 0)
        even = sum(1 for byte in head[0::2] if byte == 0)
        if max(odd, even) > 0.7 * len(head) / 2:
            return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("cp1252", "replace")
    if text.count("\ufffd") > 0.02 * len(text):
        raise UnreadableEncoding
    return text


def read_plain(text: str, *, markdown: bool = False) -> Document:
    """The text's lines. Wrapped paragraphs are told by their length, as on a page."""
    if len(text) > TEXT_LIMIT:
        raise TooMuchText
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    markdown = markdown or _is_markdown(text)
    if markdown:
        text = _TAG.sub(" ", text)
    rows = text.split("\n")
    right = _right_edge(rows)
    links: list[str] = []
    lines: list[Line] = []
    gap = 9.0
    for number, raw in enumerate(rows):
        if not raw.strip() or _RULE.match(raw) or _PAGE.match(raw) or (markdown and re.fullmatch(r"[\s|:+-]+", raw)):
            gap = min(9.0, gap + 1.0)
            continue
        line = _line(
            raw.expandtabs(8) if "\t" in raw[: len(raw) - len(raw.lstrip())] else raw,
            number,
            markdown=markdown,
            links=links,
        )
        if line is None:
            continue
        if (
            markdown
            and number
            and re.fullmatch(r"\s*(?:=+|-{3,})\s*", rows[number + 1] if number + 1 < len(rows) else "")
        ):
            line.heading = 1 if "=" in rows[number + 1] else 2
        line.gap, line.right = gap, right
        lines.append(line)
        gap = 0.1
    return Document(lines, links=links)


def _is_markdown(text: str) -> bool:
    return len(re.findall(r"(?m)^#{1,4} \S", text)) >= 2 or (len(re.findall(r"\*\*[^*\n]+\*\*", text)) >= 3)


def _right_edge(rows: list[str]) -> float:
    """Where lines were wrapped, or far away when every paragraph is one line."""
    lengths = sorted(len(row.rstrip()) for row in rows if row.strip())
    if not lengths or not 66 <= lengths[-1] <= 130:
        return FAR
    near = sum(length > lengths[-1] - 14 for length in lengths)
    return lengths[-1] * CELL if near >= max(3, 0.08 * len(lengths)) else FAR


def _line(raw: str, number: int, *, markdown: bool, links: list[str]) -> Line | None:
    heading = None
    bullet = False
    body = raw
    if markdown:
        if found := re.match(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$", body):
            heading, body = len(found[1]), found[2]
        elif found := re.match(r"^(\s*)(?:[-*+]|\d{1,2}[.)])\s+(?=\S)(.*)$", body):
            bullet, body = True, found[1] + "  " + found[2]
        body = re.sub(r"^\s*>\s?", "", body)
        if body.strip().startswith("|") and body.strip().endswith("|"):
            body = "   ".join(cell.strip() for cell in body.strip().strip("|").split("|"))

    def note(found: "re.Match[str]") -> str:
        links.append(found[2])
        return found[1]

    if markdown:
        body = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", body)
        body = _LINK.sub(note, body)
        body = re.sub(r"(?<!\\)`", "", body)
    words: list[list[Word]] = [[]]
    bold = italic = False
    column = 0.0
    size = HEIGHT + (6 - heading if heading else 0)
    for token in re.finditer(r"\t+|\s+|\S+", body):
        text = token[0]
        if text.isspace():
            if words[-1] and ("\t" in text or len(text) >= 3):
                words.append([])
            continue
        column = token.start() * CELL
        opens = bold
        slants = italic
        if markdown:
            for mark in re.findall(
                r"\*\*\*|\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|(?<=[\w.,)])[*_](?=\W|$)", text
            ):
                if mark in ("**", "__"):
                    bold = not bold
                    opens = opens or bold
                elif mark == "***":
                    bold, italic = not bold, not italic
                    opens = opens or bold
                else:
                    italic = not italic
                    slants = slants or italic
            text = re.sub(r"\*\*\*|\*\*|(?<!\w)__|__(?!\w)|(?<!\w)[*_](?=\w)|(?<=[\w.,)])[*_](?!\w)", "", text)
            text = re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", text)
        if text:
            top = number * HEIGHT * 1.2
            words[-1].append(
                Word(text, column, top, column + CELL * len(text), top + size, opens or heading is not None, slants)
            )
    segments = [Segment(group) for group in words if group]
    return Line(segments, heading=heading, bullet=bullet, whole=heading is not None) if segments else None
