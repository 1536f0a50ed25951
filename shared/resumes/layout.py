"""Words of pages → lines in the order a reader reads them: bands, columns, grids, margins.

A gutter (a vertical strip without text) may part two columns, the dates from the text, the headings from their
sections, the cells of a table or the cards of a grid. What stands on both sides decides which: columns and cards are
read one after the other, the rest row by row.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise
from statistics import median

from shared.resumes.characters import SURE_BULLETS
from shared.resumes.dates import completes, find_spans, is_date_text, is_part_of_period, is_unfinished
from shared.resumes.extract import Page
from shared.resumes.geometry import Line, Segment, Word, join_words
from shared.resumes.headings import find_kind, is_phrase
from shared.resumes.places import country_code, looks_like_place
from shared.resumes.words import break_rows, mirror, runs_right_to_left

MIN_GUTTER = 0.8
"""In line heights."""
MAX_DEPTH = 8
MAX_HEAD = 6
"""The lines of an entry's head: firm, title, period, place, some of them in two lines."""


@dataclass
class _Row:
    segments: list[Segment]

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)


@dataclass
class _Gutter:
    left: float
    right: float
    first: int
    last: int
    """The rows it runs through, both included."""


_Column = tuple[float, float]
"""The left and right edge of a column that is read on its own."""


@dataclass
class _Block:
    """Rows read straight down, with the column they stand in."""

    lines: list[Line]
    x0: float
    x1: float
    own_flow: bool


class _Setting:
    """What holds for a whole page: its line height and how its section headings look."""

    content: float | None = None
    """Where content starts beside a column of headings, when the file's headings have one."""
    alone: Sequence[Segment] = ()
    """The file's headings, when all stand alone in their rows and share an edge: a page may have but one of them."""

    def __init__(self, rows: list[_Row], *, rtl: bool) -> None:
        self.rtl = rtl
        segments = [segment for row in rows for segment in row.segments]
        self.em = median([segment.bottom - segment.top for segment in segments] or [1.0])
        headings = _capitalised([segment for segment in segments if find_kind(segment.text)])
        looks = Counter(map(_look, headings))
        most = max(looks.values(), default=0)
        # How much of what looks so are headings: of a label's look ("Languages" in a table) it is little.
        every = Counter(map(_look, segments))
        shares = {look: count / every[look] for look, count in looks.items() if most < 2 or count > 1}
        self.looks = {look for look, share in shares.items() if share > 0.3 * max(shares.values())}
        self.small = any(segment.text[0].islower() for segment in headings)

    def is_heading(self, segment: Segment) -> bool:
        return (
            find_kind(segment.text) is not None
            and _look(segment) in self.looks
            and (self.small or not segment.text[0].islower())
        )


def _capitalised(headings: list[Segment]) -> list[Segment]:
    """Without those in small letters, unless most are: "software" is the end of a line above it."""
    large = [segment for segment in headings if not segment.text[0].islower()]
    return large if 2 * len(large) >= len(headings) else headings


def _look(segment: Segment) -> tuple[float, bool, int]:
    size, bold, _, colour, _, _ = segment.style
    return (size, bold, colour)


def order_pages(pages: Sequence[Page]) -> list[Line]:
    """The lines of all pages, column by column where a column continues over pages."""
    flows: list[tuple[float, float, list[Line]]] = []
    widest: dict[int, float] = {}
    """How far lines of earlier pages reach that begin at this x."""
    previous = 0
    for number, (rows, setting) in enumerate(_settings(pages)):
        if not rows:
            continue
        split_before = len(flows) > 1
        for block in _read(rows, setting, 0, column=None, bounds=_extent(rows)):
            index = _flow_of(block, flows, previous, first_page=number == 0, split_before=split_before)
            if index is None:
                if not flows and block.own_flow:
                    flows.append((block.x0, block.x0, []))  # the first is for what stands in no column
                flows.append((block.x0, block.x1, []))
                index = len(flows) - 1
            for line in block.lines:
                line.page = number
                line.flow = index
                if not split_before:
                    # Below the margin of longer lines there is room, though a page may have but short ones.
                    line.right = max(line.right, widest.get(round(line.x0), 0.0))
            left, right, lines = flows[index]
            if not block.own_flow:
                # What follows below a column and is wider continues it on the next page in its own width.
                left, right = min(left, block.x0), max(right, block.x1)
            lines.extend(block.lines)
            flows[index] = (left, right, lines)
            previous = index
        for line in (line for _, _, lines in flows for line in lines if line.page == number):
            widest[round(line.x0)] = max(widest.get(round(line.x0), 0.0), line.segments[0].x1)
    return [line for _, _, lines in flows for line in lines]


def _settings(pages: Sequence[Page]) -> list[tuple[list[_Row], "_Setting"]]:
    """The rows of every page and what holds for it. Whether headings have a column is seen on all pages together."""
    found = []
    for page in pages:
        rtl = runs_right_to_left(page.words)
        if rtl:
            mirror(page.words, page.width)
        rows = [_Row(segments) for segments in break_rows(page.words, rtl=rtl)]
        _join_spaced(rows)
        _part_margins(rows)
        _part_periods(rows)
        rows = _join_headings(_join_places(rows))
        found.append((rows, _Setting(rows, rtl=rtl)))
    rows = [row for rows, _ in found for row in rows]
    whole = _Setting(rows, rtl=False)
    # What stands above the first heading of a page is its head, or goes on from the page before where there was room.
    content = _heading_column([row for rows, _ in found for row in _from_first_heading(rows, whole)], whole)
    alone = _lone_headings([rows for rows, _ in found], whole)
    for _, setting in found:
        setting.content, setting.alone = content, alone
    return found


def _from_first_heading(rows: list[_Row], whole: _Setting) -> list[_Row]:
    return list(dropwhile(lambda row: not whole.is_heading(row.segments[0]), rows))


def _lone_headings(pages: list[list[_Row]], whole: _Setting) -> list[Segment]:
    """The headings of all pages, when nearly each has its row for itself and they share an edge."""
    headings = [(rows, index) for rows in pages for index in _heading_rows(rows, whole)]
    alone = [rows[index].segments[0] for rows, index in headings if _stands_alone(rows, index, whole.em)]
    enough = len(alone) > 2 and len(alone) >= 0.8 * len(headings)
    return alone if enough and _share_an_edge(alone, whole.em) else []


def _heading_rows(rows: list[_Row], page: _Setting) -> list[int]:
    """The rows with a heading; where the file's are known, one that looks like those."""
    looks = {_look(segment) for segment in page.alone}
    return [
        index
        for index, row in enumerate(rows)
        if any((_look(s) in looks and find_kind(s.text)) if looks else page.is_heading(s) for s in row.segments)
    ]


def _flow_of(
    block: _Block,
    flows: list[tuple[float, float, list[Line]]],
    previous: int,
    *,
    first_page: bool,
    split_before: bool,
) -> int | None:
    """The column this block continues, or none yet."""
    if not flows:
        return None
    if not block.own_flow and not split_before:
        return previous
    overlaps = [
        (min(x1, block.x1) - max(x0, block.x0)) / max(1.0, max(x1, block.x1) - min(x0, block.x0)) for x0, x1, _ in flows
    ]
    candidates = range(1 if len(flows) > 1 else 0, len(flows))
    best = max(candidates, key=lambda index: overlaps[index], default=None)
    if best is not None and overlaps[best] > 0.6 and (len(flows) > 1 or not block.own_flow):
        return best
    if block.own_flow or (first_page and not split_before):
        return None if block.own_flow else previous
    return max(candidates, key=lambda index: flows[index][1] - flows[index][0])


def _read(
    rows: list[_Row], page: _Setting, depth: int, *, column: _Column | None, bounds: _Column, inside: bool = False
) -> list[_Block]:
    """The blocks of a region in reading order; ``inside`` a section no heading is looked for."""
    if not rows:
        return []
    em = page.em
    if depth > MAX_DEPTH or len(rows) < 2:
        return [_straight(rows, em, column=column, bounds=bounds)]
    if not inside:
        if x := _heading_column(rows, page):
            return _read_headed(rows, x, page, depth, column=column, bounds=bounds)
        if cuts := _clear_headings(rows, page):
            return _read_sections(rows, cuts, page, depth, column=column, bounds=bounds)
        if margin := _headings_in_margin(rows, page):
            return _read_beside_margin(rows, margin, page, depth, column=column, bounds=bounds)
        if section := _section_over_columns(rows, page):
            start, stop = section
            return [
                *_read(rows[:start], page, depth + 1, column=column, bounds=bounds),
                _straight(rows[start : start + 1], em, column=column, bounds=bounds),
                *_read(rows[start + 1 : stop], page, depth + 1, column=column, bounds=bounds, inside=True),
                *_read(rows[stop:], page, depth + 1, column=column, bounds=bounds),
            ]
    if found := _best_gutter(rows, page, inside=inside):
        gutter, left, right, verdict = found
        above, below = rows[: gutter.first], rows[gutter.last + 1 :]
        if verdict == "columns" and below:
            # What stands below one column and not beside it is more of that column, until the page ends.
            x0, x1 = _extent(below)
            if x1 < gutter.right:
                left, below = left + below, []
            elif x0 > gutter.left:
                right, below = right + below, []
        blocks = _read(above, page, depth + 1, column=column, bounds=bounds, inside=inside)
        if verdict == "bands":
            for band in _bands(left, right, em):
                for side in (_side(band, gutter, left=True), _side(band, gutter, left=False)):
                    blocks += [_straight(_rebreak(side, page), em, column=column, bounds=bounds)] if side else []
            return blocks + _read(below, page, depth + 1, column=column, bounds=bounds, inside=inside)
        for side, edge in ((_rebreak(left, page), gutter.right - MIN_GUTTER * em), (_rebreak(right, page), bounds[1])):
            extent = _extent(side)
            within = extent if verdict == "columns" else column
            edges = (extent[0], extent[1] if verdict == "columns" else max(extent[1], edge))
            blocks += _read(side, page, depth + 1, column=within, bounds=edges, inside=inside)
        blocks += _read(below, page, depth + 1, column=column, bounds=bounds, inside=inside)
        return blocks
    return [_straight(rows, em, column=column, bounds=bounds)]


def _best_gutter(
    rows: list[_Row], page: _Setting, *, inside: bool
) -> tuple[_Gutter, list[_Row], list[_Row], str] | None:
    """The tallest gutter that parts columns or cards; of columns the one that parts fewest dates from their lines."""
    best: tuple[_Gutter, list[_Row], list[_Row], str] | None = None
    fewest = 0
    for gutter, left, right in _gutters(rows, page):
        if best and gutter.last - gutter.first < 0.7 * (best[0].last - best[0].first):
            break
        verdict = _columns(left, right, page, inside=inside)
        if verdict is None:
            continue
        if verdict in {"cards", "bands"}:
            return best or (gutter, left, right, verdict)
        # A column begins where its headings do; most of its lines may be another's dates, all as wide.
        starts = [s.x0 for row in right for s in row.segments if page.is_heading(s)]
        edge = Counter(map(round, starts or [row.segments[0].x0 for row in right])).most_common(1)[0][0]
        strays = sum(
            abs(row.segments[0].x0 - edge) > page.em
            and _marginal(_Row(row.segments[:1]))
            and any(_beside(row, other, page.em) for other in left)
            for row in right
        )
        if best is None or strays < fewest:
            best, fewest = (gutter, left, right, verdict), strays
        if fewest <= 0.15 * len(best[2]):
            break
    return best


def _clear_headings(rows: list[_Row], page: _Setting) -> list[int]:
    """The rows with a heading and nothing beside it, when nearly all headings are so: one column, then."""
    headings = _heading_rows(rows, page)
    clear = [index for index in headings if _stands_alone(rows, index, page.em)]
    if len(clear) < 0.8 * len(headings) or (len(clear) < 2 and not page.alone) or not clear:
        return []
    if _share_an_edge([*page.alone, *(rows[index].segments[0] for index in clear)], page.em):
        return clear
    # Names of groups ("Tools") may have a heading's words: what is largest is the heading.
    largest = max(rows[index].segments[0].size for index in clear)
    large = [index for index in clear if rows[index].segments[0].size > 0.97 * largest]
    return large if len(large) > 1 and _share_an_edge([rows[i].segments[0] for i in large], page.em) else []


def _stands_alone(rows: list[_Row], index: int, em: float) -> bool:
    """Whether nothing stands beside a row's only segment."""
    row = rows[index]
    return len(row.segments) == 1 and not any(
        other.top < row.bottom - 0.3 * em and other.bottom > row.top + 0.3 * em
        for other in rows[max(0, index - 2) : index] + rows[index + 1 : index + 3]
    )


def _section_over_columns(rows: list[_Row], page: _Setting) -> tuple[int, int] | None:
    """The heading's row, and the one after the last, of the first section where entries' heads stand beside bodies."""
    headings = [index for index, row in enumerate(rows) if any(page.is_heading(s) for s in row.segments)]
    for start, stop in pairwise([*headings, len(rows)]):
        if not _stands_alone(rows, start, page.em) or stop - start < 5:
            continue
        found = _best_gutter(rows[start + 1 : stop], page, inside=True)
        if found is None:
            continue
        gutter, left, _, verdict = found
        whole = gutter.last - gutter.first >= 0.8 * (stop - start - 2) and rows[start].segments[0].x0 < gutter.left
        if verdict == "bands" and whole and any(find_spans(row.text) for row in left):
            return start, stop
    return None


def _share_an_edge(segments: list[Segment], em: float) -> bool:
    """Whether all of these begin, are centred or end at one place: those of two columns do not."""
    return any(
        max(places) - min(places) < 2 * em
        for places in zip(*((s.x0, (s.x0 + s.x1) / 2, s.x1) for s in segments), strict=True)
    )


def _read_sections(
    rows: list[_Row], cuts: list[int], page: _Setting, depth: int, *, column: _Column | None, bounds: _Column
) -> list[_Block]:
    blocks = _read(rows[: cuts[0]], page, depth + 1, column=column, bounds=bounds, inside=True)
    for start, stop in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        blocks.append(_straight(rows[start : start + 1], page.em, column=column, bounds=bounds))
        blocks += _read(rows[start + 1 : stop], page, depth + 1, column=column, bounds=bounds, inside=True)
    return blocks


def _side(band: list[_Row], gutter: _Gutter, *, left: bool) -> list[_Row]:
    middle = (gutter.left + gutter.right) / 2
    sides = ([s for s in row.segments if ((s.x0 + s.x1) / 2 < middle) == left] for row in band)
    return [_Row(segments) for segments in sides if segments]


def _rebreak(rows: list[_Row], page: _Setting) -> list[_Row]:
    """Rows again once the other column is gone: its baselines may have joined what is apart here."""
    words = [word for row in rows for segment in row.segments for word in segment.words]
    again = [_Row(segments) for segments in break_rows(words, rtl=page.rtl)]
    _join_spaced(again)
    return _join_headings(again)


def _join_headings(rows: list[_Row]) -> list[_Row]:
    """Rows where a heading set over two lines ("Licenses &" / "Certifications") is one segment again."""
    for row, following in [(rows[i], rows[j]) for i in range(len(rows)) for j in range(i + 1, min(i + 4, len(rows)))]:
        if not row.segments or not following.segments:
            continue
        first, second = row.segments[0], following.segments[0]
        if (
            len(first.text) > 30
            or len(second.text) > 30
            or _look(first) != _look(second)
            or not (abs(first.x0 - second.x0) < 3 or abs(first.x0 + first.x1 - second.x0 - second.x1) < 6)
            or second.top - first.bottom > 0.8 * first.size
        ):
            continue
        whole = _in_one(first, second)
        if not find_kind(whole.text):
            continue
        if (
            (kind := find_kind(first.text)) is None
            or first.text.rstrip().endswith(("&", " and", "/"))
            or is_phrase(whole.text)
            or not is_phrase(first.text)
            or (len(row.segments) > 1 and kind == find_kind(whole.text) and find_kind(second.text) is None)
        ):
            row.segments[0] = whole
            following.segments = following.segments[1:]
    return [row for row in rows if row.segments]


def _join_spaced(rows: list[_Row]) -> None:
    """Make one segment of a heading whose letters are set apart, and its words so far that they look like columns."""
    for row in rows:
        for at in range(len(row.segments) - 1):
            for stop in range(min(at + 4, len(row.segments)), at + 1, -1):
                pieces = row.segments[at:stop]
                near = all(b.x0 - a.x1 < 2 * a.size and _look(a) == _look(b) for a, b in pairwise(pieces))
                if (
                    near
                    and is_phrase(" ".join(piece.text for piece in pieces))
                    and not all(is_phrase(piece.text) for piece in pieces)
                ):
                    row.segments[at:stop] = [Segment([word for piece in pieces for word in piece.words])]
                    break


def _join_places(rows: list[_Row]) -> list[_Row]:
    """Rows where a place that a narrow margin parted ("Copenhagen," / "Denmark") is one segment again."""
    for row, following in pairwise(rows):
        if len(row.segments) < 2 or not following.segments:
            continue
        first, second = row.segments[-1], following.segments[-1]
        if (
            len(first.text) > 30
            or len(second.text) > 20
            or "," not in first.text
            or _look(first) != _look(second)
            or min(abs(first.x0 - second.x0), abs(first.x1 - second.x1)) > 3
            or second.top - first.bottom > 0.8 * first.size
        ):
            continue
        *_, last = f"{first.text} {second.text}".split(",")
        if country_code(last) and not country_code(first.text.split(",")[-1]):
            row.segments[-1] = Segment([*first.words, *second.words])
            following.segments = following.segments[:-1]
    return [row for row in rows if row.segments]


def _in_one(first: Segment, second: Segment) -> Segment:
    """Two lines of a heading; a word parted between them ("Berufs-" / "erfahrung") is one again."""
    *kept, last = first.words
    start, *rest = second.words
    if not (last.text.endswith("-") and start.text[:1].islower()):
        return Segment([*first.words, *second.words])
    return Segment([*kept, replace(last, text=last.text[:-1] + start.text, bottom=start.bottom), *rest])


def _is_marginal_text(text: str) -> bool:
    return is_part_of_period(text) or (find_kind(text) is not None and not text[0].islower())


def _part_margins(rows: list[_Row]) -> None:
    """Part a heading or a date that fills its column from the text right beside it, which begins where others do."""
    edges = Counter(round(segment.x0) for row in rows for segment in row.segments)
    for words in (row.segments[0].words for row in rows):
        if not (words[0].text[0].isdigit() or is_part_of_period(words[0].text)):
            continue
        begins = [at for at in range(min(len(words) - 1, 8), 0, -1) if words[at - 1].text not in SURE_BULLETS]
        at = next((at for at in begins if is_part_of_period(join_words(words[:at]))), 0)
        rest = join_words(words[at:])
        if at and not words[at].glue and any(map(str.isalnum, rest)) and not is_part_of_period(rest):
            edges[round(words[at].x0)] += 1
    for row in rows:
        words = row.segments[0].words
        places = [
            at
            for at in range(min(len(words) - 1, 7), 0, -1)
            # A J hangs out on the left.
            if not words[at].glue
            and words[at - 1].text not in SURE_BULLETS
            and sum(edges[round(words[at].x0) + step] for step in range(-2, 3)) >= 3
        ]
        # "January 2018 to August": its year is in the next line.
        if not places or is_part_of_period(row.segments[0].text) or find_kind(row.segments[0].text):
            continue
        for at in places:
            if _is_marginal_text(join_words(words[:at])) or _is_set_apart(words, at):
                row.segments[:1] = [Segment(words[:at]), Segment(words[at:])]
                break


def _is_set_apart(words: list[Word], at: int) -> bool:
    """Whether a gap is far wider than the others of its line, as that behind a label of a narrow column."""
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(words) if not after.glue)
    gap = words[at].x0 - words[at - 1].x1
    usual = gaps[len(gaps) // 2] if len(gaps) > 2 else USUAL_SPACE * words[0].size
    return gap > 0.5 * words[0].size and gap > 1.7 * usual and len(words) - at > 1


USUAL_SPACE = 0.3
"""Between words, in line heights."""


def _part_periods(rows: list[_Row]) -> None:
    """Part a period that ends where others do, or the rest of one, from the text that fills the line up to it."""
    for above, row in pairwise(rows):
        open_end, segment = above.segments[-1], row.segments[-1]
        flush = abs(open_end.x1 - segment.x1) < 2 and len(above.segments) > 1 and len(segment.words) > 1
        if flush and is_unfinished(open_end.text) and completes(open_end.text, segment.words[-1].text):
            row.segments[-1:] = [Segment(segment.words[:-1]), Segment(segment.words[-1:])]
    edges = Counter(round(segment.x1) for row in rows for segment in row.segments)
    for row in rows:
        segment = row.segments[-1]
        if len(segment.text) > 90 or sum(edges[round(segment.x1) + step] for step in (-1, 0, 1)) < 3:
            continue
        span = next((span for span in find_spans(segment.text) if not span.single), None)
        if span is None or span.begin == 0 or span.stop < len(segment.text.rstrip(" )")):
            continue
        at = len(segment.text[: span.begin].split())
        gaps = [b.x0 - a.x1 for a, b in pairwise(segment.words[:at])]
        if 0 < at < len(segment.words) and segment.words[at].x0 - segment.words[at - 1].x1 > 1.3 * max(
            gaps, default=0.0
        ):
            row.segments[-1:] = [Segment(segment.words[:at]), Segment(segment.words[at:])]


def _gutters(rows: list[_Row], page: _Setting) -> list[tuple[_Gutter, list[_Row], list[_Row]]]:
    """Vertical strips free of text with the rows on both sides, tallest first, of equal ones the most balanced."""
    em = page.em
    x0 = min(segment.x0 for row in rows for segment in row.segments)
    x1 = max(segment.x1 for row in rows for segment in row.segments)
    found: list[_Gutter] = []
    alive: list[_Gutter] = []
    for index, row in enumerate(rows):
        gaps = _gaps(row, x0, x1, MIN_GUTTER * em)
        survivors: list[_Gutter] = []
        for gutter in alive:
            pieces = [
                _Gutter(max(gutter.left, a), min(gutter.right, b), gutter.first, index)
                for a, b in gaps
                if min(gutter.right, b) - max(gutter.left, a) >= MIN_GUTTER * em
            ]
            if not any(abs(p.left - gutter.left) < 0.1 and abs(p.right - gutter.right) < 0.1 for p in pieces):
                found.append(gutter)
            survivors += pieces
        for a, b in gaps:
            if not any(s.left <= a + 0.1 and b - 0.1 <= s.right for s in survivors):
                survivors.append(_Gutter(a, b, index, index))
        # Of gutters with the same place only the one that began first can become the tallest.
        unique: dict[tuple[float, float], _Gutter] = {}
        for gutter in survivors:
            key = (round(gutter.left, 1), round(gutter.right, 1))
            if key not in unique or gutter.first < unique[key].first:
                unique[key] = gutter
        alive = sorted(unique.values(), key=lambda g: g.first)[:40]
    found += alive
    result = []
    for gutter in found:
        if gutter.last - gutter.first < 1 or (trimmed := _trim(gutter, rows, page)) is None:
            continue
        band = rows[trimmed.first : trimmed.last + 1]
        result.append((trimmed, _side(band, trimmed, left=True), _side(band, trimmed, left=False)))
    result.sort(key=lambda r: (r[0].first - r[0].last, abs(len(r[1]) - len(r[2])), r[0].left - r[0].right))
    return result[:60]


def _gaps(row: _Row, x0: float, x1: float, least: float) -> list[tuple[float, float]]:
    gaps = []
    edge = x0 - 1
    for segment in sorted(row.segments, key=lambda s: s.x0):
        if segment.x0 - edge >= least:
            gaps.append((edge, segment.x0))
        edge = max(edge, segment.x1)
    if x1 + 1 - edge >= least:
        gaps.append((edge, x1 + 1))
    return gaps


def _trim(gutter: _Gutter, rows: list[_Row], page: _Setting) -> _Gutter | None:
    """Without what belongs above or below: a gutter ends with the heading that follows its shorter side."""
    middle = (gutter.left + gutter.right) / 2
    sides = [
        [
            i
            for i in range(gutter.first, gutter.last + 1)
            if any(((s.x0 + s.x1) / 2 < middle) == left for s in rows[i].segments)
        ]
        for left in (True, False)
    ]
    if not sides[0] or not sides[1]:
        return None
    both_end = min(sides[0][-1], sides[1][-1])
    both_start = max(sides[0][0], sides[1][0])
    last = gutter.last
    for index in range(both_end + 1, gutter.last + 1):
        if page.is_heading(rows[index].segments[0]):
            last = index - 1
            break
    first = gutter.first
    for index in range(both_start - 1, gutter.first - 1, -1):
        # A heading just above a grid names the grid.
        if page.is_heading(rows[index].segments[0]) and index == both_start - 1 and len(rows[index].segments) == 1:
            first = index + 1
            break
    while first < last and _ends_paragraph(rows[first - 1 : first + 1], gutter):
        first += 1
    if last - first < 1:
        return None
    return _Gutter(gutter.left, gutter.right, first, last)


def _ends_paragraph(rows: list[_Row], gutter: _Gutter) -> bool:
    """Whether the second row is the rest of a sentence that runs across the gutter above."""
    if len(rows) < 2 or any(len(row.segments) > 1 for row in rows):
        return False
    above, below = rows[0].segments[0], rows[1].segments[0]
    aligned = abs(above.x0 - below.x0) < 1 and below.top - above.bottom < 0.5 * below.size
    return aligned and above.x1 > gutter.right and above.style[:5] == below.style[:5] and below.text[0].islower()


def _columns(left: list[_Row], right: list[_Row], page: _Setting, *, inside: bool) -> str | None:
    """How the sides are read; none means rows.

    ``columns`` are independent flows, ``cards`` a grid inside a section, ``bands`` entries' heads beside their bodies.
    """
    em = page.em
    small = min(len(left), len(right))
    if small < 2:
        return None
    heads = [0, 0] if inside else [_count_headings(left, right, page), _count_headings(right, left, page)]
    if not any(heads) and _heads_beside_bodies(left, right, em):
        return "bands"
    if min(sum(map(_is_item, side)) / len(side) for side in (left, right)) >= 0.6:
        return "cards"
    margins = [sum(map(_marginal, side)) / len(side) for side in (left, right)]
    if small >= 3 and heads[0] and heads[1]:
        return "columns"
    for this, other in ((0, 1), (1, 0)):
        side = (left, right)[this]
        if heads[this] == 0 and margins[this] >= 0.6 and not _same_row_dates(left, right, em):
            return None
        if (
            this == 1
            and heads[1]
            and sum(_marginal(row) or page.is_heading(row.segments[0]) for row in side) == len(side)
        ):
            return None  # headings set flush right, above the dates
        if this == 0 and heads[other] == 0 and (heads[0] + margins[0] * len(side)) >= 0.6 * len(side):
            return None
    plain = [[row for row in side if not page.is_heading(row.segments[0])] for side in (left, right)]
    aligned = _aligned(plain[0], plain[1], em)
    widths = [median(sum(len(s.text) for s in row.segments) for row in side) for side in (left, right)]
    if small >= 3 and (heads[0] or heads[1]):
        if aligned > 0.85 and min(widths) < 18 and not _cards(left, right, em):
            return None
        return "columns"
    if _cards(left, right, em):
        return "cards"
    if small >= 3 and aligned < 0.6 and not _labels(left, right):
        return "columns" if max(margins) < 0.3 and small >= 4 else None
    if small >= 3 and min(widths) >= 30:
        return "cards"
    return None


def _count_headings(side: list[_Row], other: list[_Row], page: _Setting) -> int:
    """The headings on one side, without the names of a grid's columns that are but worded like one ("Languages")."""
    found = [row.segments[0] for row in side if page.is_heading(row.segments[0])]
    names = [row.segments[0] for row in other if not page.is_heading(row.segments[0])]
    return sum(
        not any(
            _beside(_Row([heading]), _Row([name]), page.em) and heading.style[:5] == name.style[:5] for name in names
        )
        for heading in found
    )


def _bands(left: list[_Row], right: list[_Row], em: float) -> list[list[_Row]]:
    """The rows of both sides, parted where space runs through both that is wider than between the lines of the left."""
    gaps = sorted(below.top - above.bottom for above, below in pairwise(left))
    usual = max(0.0, gaps[len(gaps) // 4]) if gaps else 0.0
    rows = sorted([*left, *right], key=lambda row: row.top)
    bands: list[list[_Row]] = []
    bottom = float("-inf")
    for row in rows:
        if row.top - bottom > usual + 0.25 * em:
            bands.append([])
        bands[-1].append(row)
        bottom = max(bottom, row.bottom)
    return bands


def _is_item(row: _Row) -> bool:
    return row.segments[0].words[0].text[0] in SURE_BULLETS


def _is_of_a_date(row: _Row) -> bool:
    """Whether a row may be a line of a period that its narrow column broke."""
    return is_unfinished(row.text) or bool(find_spans(row.text)) or re.search(r"\d\d", row.text) is not None


def _heads_beside_bodies(left: list[_Row], right: list[_Row], em: float) -> bool:
    """Whether lines of a firm, a title and the like stand on the left of the items of what was done there."""
    if sum(map(_is_item, right)) < 2 or any(map(_is_item, left)):
        return False
    telling = [
        row
        for above, row in zip([None, *left], left, strict=False)
        if not (_marginal(row) or _is_of_a_date(row) or (above and is_unfinished(above.text)))
    ]
    bands = _bands(left, right, em)
    on_left = set(map(id, left))
    heads = [[row for row in band if id(row) in on_left] for band in bands]
    close = all(below.top - above.bottom < em for head in heads for above, below in pairwise(head))
    # The first band may be the rest of a body that began on the page before.
    full = len(bands) - (len(bands) > 1 and not heads[0])
    return len(telling) >= 2 * full > 0 and close and max(map(len, heads)) <= MAX_HEAD


def _marginal(row: _Row) -> bool:
    """Whether the row is what stands in a margin: a date, a place, a duration, a page number."""
    text = row.text
    if len(text) > 45:
        return False
    return is_date_text(text) or looks_like_place(text) or text.strip(" .-–").isdigit()


def _same_row_dates(left: list[_Row], right: list[_Row], em: float) -> bool:
    dated = [[row for row in side if find_spans(row.text)] for side in (left, right)]
    return any(_beside(a, b, em) for a in dated[0] for b in dated[1])


def _beside(a: _Row, b: _Row, em: float) -> bool:
    return abs((a.top + a.bottom) / 2 - (b.top + b.bottom) / 2) < 0.35 * em


def _overlaps(a: _Row, b: _Row, em: float) -> bool:
    return a.top < b.bottom - 0.3 * em and b.top < a.bottom - 0.3 * em


def _aligned(left: list[_Row], right: list[_Row], em: float) -> float:
    small, big = (left, right) if len(left) <= len(right) else (right, left)
    return sum(any(_beside(a, b, em) for b in big) for a in small) / len(small) if small else 0.0


def _cards(left: list[_Row], right: list[_Row], em: float) -> bool:
    """Whether both sides are cards of one grid: the same kind of text on the same row, another kind below."""
    if _aligned(left, right, em) < 0.6 or not _beside(left[0], right[0], em):
        return False
    pairs = [(a, b) for a in left for b in right if _beside(a, b, em)]
    if sum(_marginal(a) != _marginal(b) for a, b in pairs) > 0.2 * len(pairs):
        return False
    if len(left) >= 2 and _same_row_dates(left, right, em) and not all(find_spans(row.text) for row in left):
        return True
    first, second = left[0].segments[0], right[0].segments[0]
    if first.style[:5] != second.style[:5]:
        return False
    below = [row.segments[0] for side in (left, right) for row in side[1:]]
    return all(segment.style[:5] != first.style[:5] for segment in below[:1]) and sum(
        segment.style[:5] != first.style[:5] for segment in below
    ) >= 0.6 * len(below)


def _labels(left: list[_Row], right: list[_Row]) -> bool:
    """Whether the left side only labels the right ("Languages   Python, Go")."""
    texts = [row.segments[0].text for row in left]
    return len(left) <= len(right) and sum(len(text) < 28 for text in texts) == len(texts)


def _heading_column(rows: list[_Row], page: _Setting) -> float | None:
    """The x where content starts when section headings stand in a column of their own on the left."""
    em = page.em
    headings = [row.segments[0] for row in rows if page.is_heading(row.segments[0])]
    beside = [row for row in rows if len(row.segments) > 1 and page.is_heading(row.segments[0])]
    if not beside or len(beside) < 0.7 * len(headings):
        return None
    # A section beside a section: these are two columns. (A group of skills may have a heading's name.)
    edge = min(row.segments[1].x0 for row in beside) - em
    right = [s for row in rows for s in row.segments if s.x0 > edge and page.is_heading(s)]
    if any(find_kind(segment.text) in ("work", "education", "summary") for segment in right):
        return None
    if page.content is not None and all(abs(row.segments[1].x0 - page.content) < em for row in beside):
        return page.content
    kinds = {find_kind(segment.text) for segment in headings}
    if len(beside) < 3 or len(kinds) < 3 or not kinds & {"work", "education"}:
        return None
    x = min(row.segments[1].x0 for row in beside)
    start = min(segment.x0 for segment in headings)
    inside = [row for row in rows if start - em < row.segments[0].x0 < x - em and not page.is_heading(row.segments[0])]
    # Next to nothing but headings may stand in the heading column (the name and the contact line above do).
    return x if len(inside) <= max(4, 0.2 * len(rows)) else None


def _read_headed(
    rows: list[_Row], x: float, page: _Setting, depth: int, *, column: _Column | None, bounds: _Column
) -> list[_Block]:
    blocks: list[_Block] = []
    pending: list[_Row] = []
    for row in rows:
        rest = row.segments
        if page.is_heading(rest[0]) and rest[0].x1 < x:
            blocks += _read(pending, page, depth + 1, column=column, bounds=bounds, inside=True)
            blocks.append(_straight([_Row(rest[:1])], page.em, column=column, bounds=bounds))
            pending, rest = [], rest[1:]
        if rest:
            pending.append(_Row(rest))
    return blocks + _read(pending, page, depth + 1, column=column, bounds=bounds, inside=True)


@dataclass
class _Margin:
    """A column of headings, and dates, that stand anywhere beside their sections."""

    gutter: _Gutter
    headings: list[_Row]
    dates: list[_Row]
    content: list[_Row]


def _headings_in_margin(rows: list[_Row], page: _Setting) -> _Margin | None:
    """The headings on the left of a gutter, when nothing but dates stands with them and none on the right."""
    possible = [index for index, row in enumerate(rows) if page.is_heading(row.segments[0])]
    if sum(not _stands_alone(rows, index, page.em) for index in possible) < 3:
        return None
    for gutter, left, right in _gutters(rows, page)[:MOST_GUTTERS]:
        known = [row for row in left if page.is_heading(row.segments[0])]
        kinds = {find_kind(row.segments[0].text) for row in known}
        if len(known) < 3 or len(kinds) < 3 or not kinds & {"work", "education"}:
            continue
        small = 0.5 * median(row.segments[0].size for row in known)
        dates = [
            row
            for row in left
            if row not in known and (_marginal(row) or re.search(r"\d\d", row.text) or row.segments[0].size < small)
        ]
        headings = [row for row in left if row not in dates]
        beside = [heading for heading in known if any(_overlaps(heading, row, page.em) for row in right)]
        if (
            # What stands below its heading is read row by row.
            len(beside) >= 0.6 * len(known)
            and len(known) >= 0.7 * len(headings)
            and all(len(row.segments) == 1 for row in headings)
            and all(len(row.text) < MOST_IN_MARGIN for row in left)
            and not any(page.is_heading(segment) for row in right for segment in row.segments)
        ):
            return _Margin(gutter, headings, dates, right)
    return None


MOST_IN_MARGIN = 32
"""Characters of a heading or a period."""
MOST_GUTTERS = 5
"""Of a region, the tallest."""


def _read_beside_margin(
    rows: list[_Row], margin: _Margin, page: _Setting, depth: int, *, column: _Column | None, bounds: _Column
) -> list[_Block]:
    """Each heading with the rows beside it, which end where the widest space is before those of the next heading."""
    content, headings = margin.content, margin.headings
    cuts = [0]
    for above, below in pairwise(headings):
        near = [
            index
            for index in range(cuts[-1] + 1, len(content))
            if content[index].top < below.bottom + 0.3 * page.em
            and content[index - 1].bottom > above.top - 0.3 * page.em
        ]
        cuts.append(max(near, key=lambda at: content[at].top - content[at - 1].bottom, default=cuts[-1]))
    blocks = _read(rows[: margin.gutter.first], page, depth + 1, column=column, bounds=bounds, inside=True)
    dates = list(margin.dates)
    for heading, start, stop in zip(headings, cuts, [*cuts[1:], len(content)], strict=True):
        group = content[start:stop]
        last = stop == len(content) and heading is headings[-1]
        own = [row for row in dates if last or not group or row.top < group[-1].bottom]
        dates = dates[len(own) :]
        blocks.append(_straight([heading], page.em, column=column, bounds=bounds))
        if group or own:
            merged = _beside_dates(group, own, page.em)
            blocks += _read(merged, page, depth + 1, column=column, bounds=bounds, inside=True)
    return blocks + _read(rows[margin.gutter.last + 1 :], page, depth + 1, column=column, bounds=bounds)


def _beside_dates(content: list[_Row], dates: list[_Row], em: float) -> list[_Row]:
    """The rows with the dates of a margin in the rows they stand beside."""
    rows = list(content)
    for date in dates:
        at = next((index for index, row in enumerate(rows) if _beside(row, date, em)), None)
        if at is None:
            rows.append(date)
        else:
            rows[at] = _Row([*date.segments, *rows[at].segments])
    return sorted(rows, key=lambda row: row.top)


def _extent(rows: list[_Row]) -> _Column:
    segments = [segment for row in rows for segment in row.segments]
    return min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)


def _straight(rows: list[_Row], em: float, *, column: _Column | None, bounds: _Column) -> _Block:
    x0, x1 = _extent(rows)
    lines = []
    bottom: float | None = None
    for row, right in _items_down(rows, em, bounds[1]):
        height = max(1.0, row.bottom - row.top)
        gap = 9.0 if bottom is None else (row.top - bottom) / min(height, 1.5 * em)
        lines.append(Line(row.segments, gap=gap, left=bounds[0], right=right))
        bottom = row.bottom
    return _Block(lines, *(column or (x0, x1)), column is not None)


def _items_down(rows: list[_Row], em: float, edge: float) -> list[tuple[_Row, float]]:
    """The rows and the right edge of each; items that stand side by side are read one column after the other."""
    result: list[tuple[_Row, float]] = []
    index = 0
    while index < len(rows):
        marks = [segment.words[0].text for segment in rows[index].segments]
        if len(marks) != 2 or marks[0] != marks[1] or marks[0] not in _ITEM_MARKS:
            result.append((rows[index], edge))
            index += 1
            continue
        left, right = (segment.x0 for segment in rows[index].segments)
        stop = index + 1
        while stop < len(rows) and _is_of_items(rows[stop - 1 : stop + 1], left, right, em):
            stop += 1
        sides: tuple[list[_Row], list[_Row]] = ([], [])
        for row in rows[index:stop]:
            for segment in row.segments:
                sides[segment.x0 > right - 0.5 * em].append(_Row([segment]))
        result += [*((row, right - MIN_GUTTER * em) for row in sides[0]), *((row, edge) for row in sides[1])]
        index = stop
    return result


_ITEM_MARKS = frozenset([*SURE_BULLETS, *"·-–*"])


def _is_of_items(rows: list[_Row], left: float, right: float, em: float) -> bool:
    """Whether the second row goes on with two columns of items that begin at these places."""
    above, row = rows
    return row.top - above.bottom < em and all(
        segment.x0 > right - 0.5 * em or (segment.x0 > left - 0.5 * em and segment.x1 < right)
        for segment in row.segments
    )
