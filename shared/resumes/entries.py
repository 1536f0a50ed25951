# ruff: noqa: E501  word lists read better unwrapped
"""Blocks of a section → entries: where one job, school or project ends and the next begins.

Several ways to cut are tried (by how titles look, by dates, by bullets, by spacing) and the cut under which the entries
are most alike wins: each with one period, a header of its own and no second title inside.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from shared.resumes.blocks import Block
from shared.resumes.characters import SURE_BULLETS
from shared.resumes.dates import Span, find_spans, is_date_text, is_duration
from shared.resumes.evidence import company_score, degree_score, school_score, title_score
from shared.resumes.headings import normalise
from shared.resumes.places import place_score
from shared.resumes.word_lists import named_lists

MAX_HEADER = 6
_ADDRESS = re.compile(r"(?i)^(?:https?://|www\.|doi\b|10\.\d{4,}/|arxiv)")


@dataclass
class Entry:
    """One job, school, project…: header blocks and body blocks."""

    header: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        return self.header + self.body


def split_entries(blocks: list[Block]) -> list[Entry]:
    """The entries of a section in order."""
    if not blocks:
        return []
    blocks = _without_marks_of_entries(blocks)
    bodies = _bodies(blocks)
    dated = [bool(_header_spans(block, body=body)) for block, body in zip(blocks, bodies, strict=True)]
    cuts = [
        _by_look(blocks, bodies),
        *(_by_dates(bodies, dated, offset) for offset in range(4)),
        _after_bodies(blocks, bodies),
        _by_gap(blocks, bodies),
        [0],
    ]
    best = max(cuts, key=lambda cut: _score(blocks, bodies, dated, cut))
    entries = []
    for start, stop in zip(best, [*best[1:], len(blocks)], strict=True):
        entry = Entry()
        for index in range(start, stop):
            in_header = not bodies[index] and not entry.body and len(entry.header) < MAX_HEADER
            (entry.header if in_header else entry.body).append(blocks[index])
        entries.append(entry)
    return entries


def _without_marks_of_entries(blocks: list[Block]) -> list[Block]:
    """The blocks where marks stand before entries themselves, or before the lines of their heads, without those marks."""
    marked = [index for index, block in enumerate(blocks) if block.bullet]
    if not marked:
        return blocks
    size = blocks[marked[0]].first.size
    margin = min(blocks[index].indent for index in marked)
    outer = [index for index in marked if blocks[index].indent < margin + 0.6 * size]
    if marked[0] == 0 and all(_opens_period(blocks, index) for index in outer):
        heads = set(outer)
    else:
        dates = [i for i, block in enumerate(blocks) if is_date_text(block.text) and _had_mark(block)]
        heads = {i - 1 for i in dates if i and blocks[i - 1].bullet and len(blocks[i - 1].text.split()) <= 8}
        # The name of an employer has none, and below it the period and the title are items like all that follow.
        heads |= {
            i + 1 for i in dates if i and not blocks[i - 1].bullet and title_score(_text_at(blocks, i + 1)) >= 0.6
        }
        if len(heads) < len(dates):
            return blocks
    return [replace(block, bullet=False) if index in heads else block for index, block in enumerate(blocks)]


def _text_at(blocks: list[Block], index: int) -> str:
    return blocks[index].text if index < len(blocks) else ""


def _opens_period(blocks: list[Block], index: int) -> bool:
    """Whether a period stands in this block, beside it or in the lines right below."""
    for block in blocks[index : index + 3]:
        if block.bullet and block is not blocks[index]:
            return False
        if any(find_spans(segment.text) for segment in (*block.segments, *block.margin)):
            return True
    return False


def _had_mark(block: Block) -> bool:
    return block.first.bullet or block.first.words[0].text in SURE_BULLETS


_COLUMN_NAMES = frozenset(
    """degree course qualification examination exam class standard institution institute school college university board year of passing
    passing percentage marks cgpa gpa grade result company organization organisation employer designation position role title duration period
    from to date dates location place s.no no sl division stream subject branch specialization name project client technology and the""".split()  # noqa: SIM905  reads better as prose
)


_LABELS = frozenset(normalise(label) for _, labels in named_lists("labels") for label in labels)


def is_label(block: Block) -> bool:
    """Whether a line only announces what follows it inside an entry: "Key achievements:"."""
    return not block.bullet and not block.margin and len(block.text) <= 48 and normalise(block.text) in _LABELS


def is_table_head(block: Block) -> bool:
    """Whether a block is the row that names a table's columns."""
    words = re.findall(r"[^\W\d_.]+", block.text.lower())
    return len(block.segments) >= 3 and bool(words) and all(word in _COLUMN_NAMES for word in words)


def _bodies(blocks: list[Block]) -> list[bool]:
    """Which blocks are body: bullets, prose, and plain lines set further in than any header."""
    flags = []
    starts = [block.indent for block in blocks if not block.bullet and block.bold]
    for block in blocks:
        text = block.text
        words = text.split()
        if _is_dated_title(block):
            flags.append(False)
            continue
        prose = (
            len(words) >= 9
            and (text.endswith((".", "!", ";", "。")) or len(text) > 110)
            and not (_telling(block) or _is_dotted_head(text))
        ) or (
            len(block.parts) > 1
            and len(words) >= 12
            and not block.margin
            and not _telling(block)
            and not _is_wrapped_title(block)
            and not (_names_degree(text) or _is_dotted_head(text))
        )
        deeper = (
            bool(starts)
            and not block.bold
            and len(words) >= 5
            and block.indent > max(starts) + 0.8 * block.first.size
            and not _begins_with_date(text)
        )
        sentence = not block.bold and _is_sentence(text) and not _telling(block)
        flags.append(
            block.bullet or prose or (deeper and not _telling(block)) or sentence or bool(_ADDRESS.match(text))
        )
    if all(block.bullet for block in blocks):
        # A list of one-line entries: the bullets are the headers, unless nearly all are prose.
        inline = [bool(_telling(block)) for block in blocks]
        if sum(inline) >= 0.6 * len(inline):
            return [not flag for flag in inline]
    if all(flags):
        flags[0] = False
    return flags


def _is_dated_title(block: Block) -> bool:
    """Whether a line in bold stands beside its dates: a title, though it may end like a sentence (moderncv)."""
    return block.bold and not block.bullet and any(find_spans(segment.text) for segment in block.margin)


def _names_degree(text: str) -> bool:
    """Whether a text without a full stop names a degree and a school between commas."""
    pieces = text.split(", ")
    return (
        not text.endswith(".")
        and len(text) < MAX_HEAD
        and any(school_score(piece) >= 0.9 for piece in pieces)
        and any(degree_score(piece) >= 0.7 for piece in pieces)
    )


MAX_HEAD = 170
"""Characters: what is longer heads no entry."""


def _is_wrapped_title(block: Block) -> bool:
    """Whether a line in bold that goes on below names a school, a firm or a title before or after a dash."""
    pieces = re.split(r"\s[–—|·-]\s", block.text)
    return block.bold and len(pieces) > 1 and not block.text.endswith(".") and any(map(_speaks, pieces))


_ABBREVIATIONS = frozenset(
    ["inc", "ltd", "co", "corp", "jr", "sr", "st", "dept", "univ", "llc", "approx", "etc", "dr", "bros", "no"]
)


def _is_sentence(text: str) -> bool:
    """Whether ``text`` is prose that ends in a full stop rather than in an abbreviation."""
    if text.endswith(("。", "다.", "요.")):
        return len(text) >= 8
    if not text.endswith((".", "!")) or len(text) < 10 or " " not in text:
        return False
    if _is_dotted_head(text):
        return False
    last = text.rsplit(maxsplit=1)[-1].strip(".!()").lower()
    return (
        last not in _ABBREVIATIONS
        and "." not in last
        and len(last) > 1
        and max(title_score(text[:-1]), school_score(text)) < 0.6
    )


def _is_dotted_head(text: str) -> bool:
    """Whether a line ends in a full stop and yet heads a job ("Software Engineer, Stripe, Dublin, Ireland.")."""
    first, *others = text.rstrip(".").split(", ")
    return title_score(first) >= 0.6 and len(others) > 1 and place_score(", ".join(others[-2:])) >= 0.7


def _telling(block: Block) -> bool:
    """Whether a block names a period beside a title, a school or a degree, as headers do."""
    if not find_spans(block.text) or len(block.text) > MAX_HEAD:
        return False
    return any(
        _speaks(piece) for piece in block.text.replace("|", ",").replace(" – ", ",").replace(" - ", ",").split(",")
    )


def opens_job(block: Block) -> bool:
    """Whether one line names a title and the period of a job."""
    if block.bullet or len(block.text) > MAX_HEAD:
        return False
    texts = [block.text, *(segment.text for segment in (*block.segments, *block.margin))]
    if all(span.single for text in texts for span in find_spans(text)):
        return False
    return any(title_score(piece) >= 0.6 for piece in re.split(r"\s*[|,]\s*|\s[–—-]\s", block.text))


def _speaks(text: str) -> bool:
    return max(place_score(text), title_score(text), school_score(text), degree_score(text), company_score(text)) >= 0.5


def _header_spans(block: Block, *, body: bool) -> list[Span]:
    spans = [span for segment in block.margin for span in find_spans(segment.text)]
    if body:
        return spans
    found = find_spans(block.text)
    spans += [span for span in found if not span.single]
    if not spans and found and (is_date_text(block.text) or len(block.text) < 120):
        spans += found[-1:]
    return spans


def _by_look(blocks: list[Block], bodies: list[bool]) -> list[int]:
    heads = [index for index, body in enumerate(bodies) if not body]
    if not heads:
        return [0]
    first = blocks[heads[0]].look
    cut = [
        index for index in heads if blocks[index].look == first and (index == 0 or not is_date_text(blocks[index].text))
    ]
    # Two title lines in one look ("Acme" / "Engineer", both bold) are one header.
    thinned = [index for position, index in enumerate(cut) if position == 0 or index - cut[position - 1] > 1]
    return _from_zero(thinned if len(thinned) > 1 else cut)


def _by_dates(bodies: list[bool], dated: list[bool], offset: int) -> list[int]:
    """A new entry ``offset`` lines before each date."""
    marks = [index for index, flag in enumerate(dated) if flag]
    if not marks:
        return [0]
    cut = [0]
    for before, mark in pairwise(marks):
        start = max(before + 1, mark - offset)
        # An entry does not begin inside a body: move to the first header line after it.
        while start < mark and bodies[start]:
            start += 1
        while start > before + 1 and not bodies[start - 1] and bodies[start]:
            start -= 1
        cut.append(start)
    return sorted(set(cut))


def _after_bodies(blocks: list[Block], bodies: list[bool]) -> list[int]:
    return [0] + [
        index
        for index in range(1, len(blocks))
        if not bodies[index] and bodies[index - 1] and not is_duration(blocks[index].text)
    ]


def _by_gap(blocks: list[Block], bodies: list[bool]) -> list[int]:
    gaps = sorted(block.gap for block in blocks[1:] if block.gap < 8)
    if not gaps:
        return [index for index, block in enumerate(blocks) if index == 0 or block.gap >= 8]
    usual = gaps[len(gaps) // 3]
    return _from_zero(
        [
            index
            for index, block in enumerate(blocks)
            if index == 0 or (not bodies[index] and block.gap > max(usual + 0.35, 1.5 * usual, 0.5))
        ]
    )


def _from_zero(cut: list[int]) -> list[int]:
    return cut if cut and cut[0] == 0 else [0, *cut]


def _score(blocks: list[Block], bodies: list[bool], dated: list[bool], cut: list[int]) -> float:
    """How alike and how complete the entries of a cut are; higher is better."""
    any_dates = any(dated)
    heads = [block.look for block, body in zip(blocks, bodies, strict=True) if not body]
    common = Counter(heads)
    total = 0.0
    firsts: Counter[object] = Counter()
    for start, stop in zip(cut, [*cut[1:], len(blocks)], strict=True):
        dates = sum(dated[start:stop])
        total += 1.0 if dates == 1 else -0.3 if dates == 0 else -1.0 * (dates - 1)
        if not any_dates:
            total += 0.3
        if bodies[start] or (start and _begins_with_date(blocks[start].text) and not _begins_with_date(blocks[0].text)):
            total -= 0.8
        look = blocks[start].look
        firsts[look] += 1
        total += _opening(blocks[start].text, blocks[0].text) if start else 0.0
        seen_body = False
        texts = []
        for index in range(start, stop):
            if bodies[index]:
                seen_body = True
                continue
            texts.append(blocks[index].text)
            if index > start:
                # A second title-like line, or a header line after the body, speaks for another entry.
                distinct = look == blocks[index].look and (look[1] or common[look] < len(heads))
                total -= 0.35 if distinct and not seen_body else 0.0
                total -= 0.6 if seen_body and (distinct or dated[index]) else 0.15 if seen_body else 0.0
        total -= 0.5 * max(0, sum(title_score(text) >= 0.9 for text in texts) - 1)
        total -= 0.5 * max(0, sum(school_score(text) >= 0.9 and degree_score(text) < 0.5 for text in texts) - 1)
        if dates == 0 and len(texts) == 1 and not seen_body and any_dates:
            total -= 0.5
    total += 0.4 * (max(firsts.values()) - 1) if firsts else 0.0
    return total - 0.8 * _torn_schools(blocks, bodies, cut) - 1.0 * _torn_jobs(bodies, dated, cut)


def _torn_schools(blocks: list[Block], bodies: list[bool], cut: list[int]) -> int:
    """How often a school stands in one entry, what was studied there alone in the next, and one period for both."""
    torn = 0
    before = (True, True, True)
    for start, stop in zip(cut, [*cut[1:], len(blocks)], strict=True):
        texts = [block.text for block, body in zip(blocks[start:stop], bodies[start:stop], strict=True) if not body]
        school = any(school_score(text) >= 0.9 for text in texts)
        degree = any(degree_score(text) >= 0.7 for text in texts)
        dated = any(
            find_spans(segment.text) for block in blocks[start:stop] for segment in (*block.segments, *block.margin)
        )
        halves = {(school, degree), before[:2]} == {(True, False), (False, True)}
        # A school that no word gives away, with the period, and its degree without one.
        unknown = {(school, degree, dated), before} == {(False, False, True), (False, True, False)}
        torn += (halves and not (dated and before[2])) or unknown
        before = (school, degree, dated)
    return torn


def _torn_jobs(bodies: list[bool], dated: list[bool], cut: list[int]) -> int:
    """How often a period stands in one entry and all that was done then alone in the next."""
    torn = 0
    only_dated = False
    for start, stop in zip(cut, [*cut[1:], len(bodies)], strict=True):
        has_date, has_body = any(dated[start:stop]), any(bodies[start:stop])
        torn += only_dated and has_body and not has_date
        only_dated = has_date and not has_body
    return torn


def _opening(text: str, first: str) -> float:
    """How well ``text`` opens an entry, when the first entry of the section opens with ``first``."""
    if place_score(text) >= 0.7:
        return -0.4
    kind, wanted = _kind_of(text), _kind_of(first)
    if kind == wanted:
        return 0.15
    return -0.15 if "date" in (kind, wanted) or (kind and wanted) or kind in ("title", "degree") else 0.0


def _begins_with_date(text: str) -> bool:
    spans = find_spans(text)
    return bool(spans) and spans[0].begin <= 1


def _kind_of(text: str) -> str | None:
    if _begins_with_date(text):
        return "date"
    if school_score(text) >= 0.9 and degree_score(text) < 1.0:
        return "school"
    scores = {"title": title_score(text), "degree": degree_score(text), "company": company_score(text) - 0.1}
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 0.6 else None
