"""Lines that a narrow column broke, made whole before they become blocks: labels, names and periods.

Such a line is told from the next one by what stands beside it: the rest of a word, of a name or of a period would not
have fitted there.
"""

import re
from dataclasses import replace
from functools import partial
from itertools import takewhile, zip_longest

from shared.resumes.characters import SURE_BULLETS
from shared.resumes.dates import completes, find_span, is_date_text, is_unfinished
from shared.resumes.evidence import company_score, degree_score, school_score, title_score
from shared.resumes.geometry import Line, Segment, Word, join_words
from shared.resumes.hyphens import joined
from shared.resumes.places import looks_like_place

WEAK_BULLETS = frozenset("-–—*+o§¡·")
NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\[\d{1,3}\]|[ivx]{1,4}[.)])$")
_PARTED = re.compile(r"[^\W\d_][-\u00ad]$")
MOST_WORDS = 16
"""The words of a name, however many lines it takes."""
NARROW = 8.0
"""Letter heights: a column of labels on the left is no wider."""


def whole_lines(lines: list[Line]) -> list[Line]:
    """The lines of a section with what narrow columns broke made whole."""
    return _join_wrapped(_join_periods(_join_narrow(lines)))


def is_marginal(segment: Segment) -> bool:
    """Whether a segment is what margins hold: a date, a duration or a place."""
    text = segment.text
    return len(text) <= 48 and (is_date_text(text) or looks_like_place(text))


def is_complete(words: list[Word]) -> bool:
    """Whether a line ends where a sentence does."""
    return join_words(words).rstrip().endswith((".", "!", "?", ":", "。", "！"))


def _is_mark(text: str) -> bool:
    return text in WEAK_BULLETS or text[0] in SURE_BULLETS or NUMBERED.match(text) is not None


def _join_narrow(lines: list[Line]) -> list[Line]:
    """Lines where a label that its narrow column broke ("Bach-" / "elor of Sci-" / "ence") is one segment again."""
    result: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        below = list(takewhile(partial(_under_label, line), lines[at + 1 : at + 9]))
        at += 1
        if below and (segments := _whole_label(line, below)):
            result.append(replace(line, segments=segments))
            result += [replace(other, segments=other.segments[1:]) for other in below if len(other.segments) > 1]
            at += len(below)
        else:
            result.append(line)
    return result


def _under_label(line: Line, other: Line) -> bool:
    """Whether a line may be one more of the label that ``line`` begins with."""
    first, more = line.segments[0].words[0], other.segments[0]
    return (
        other.flow == line.flow
        and not other.whole
        and other.gap < 0.6
        and abs(other.x0 - line.x0) < 2
        and more.x1 - more.x0 < NARROW * first.size
        and len(more.words) <= 3
        and more.words[0].bold == first.bold
        and abs(more.size - first.size) < 0.1 * first.size
        and all(map(is_marginal, other.segments[1:]))
    )


def _whole_label(line: Line, below: list[Line]) -> list[Segment]:
    """The segments of a line with its label made whole; none where what stands below is no part of it."""
    words = line.segments[0].words
    edge = max(other.segments[0].x1 for other in below)
    parted = next((index for index, word in enumerate(words[:3]) if _PARTED.search(word.text)), None)
    count = sum(word.x0 < edge for word in words) if parted is None else parted + 1
    after = words[count:] or [word for segment in line.segments[1:] for word in segment.words]
    if not after or after[0].x0 - line.x0 > NARROW * words[0].size:
        return []
    alone = after[0].x0 >= edge and (len(below) > 1 or count == len(words))
    if not below[0].text[:1].islower() or (parted is None and not alone):
        return []
    label = joined([words[:count], *(other.segments[0].words for other in below)])
    return [Segment(label), *([Segment(words[count:])] if count < len(words) else []), *line.segments[1:]]


def _join_wrapped(lines: list[Line]) -> list[Line]:
    """Lines where a name that what stands beside it made go on below ("Institute of" / "Technology") is one segment."""
    result: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        if result and (_goes_on_below(result, line) or _is_rest_of_school(result[-1], line, following)):
            first, *beside = result[-1].segments
            below, *more = line.segments
            whole = Segment(joined([first.words, below.words]))
            result[-1] = replace(result[-1], segments=[whole, *beside, *more])
        else:
            result.append(line)
    return result


def _goes_on_below(lines: list[Line], line: Line) -> bool:
    """Whether the first word of a line would not have fitted between the name above it and the dates beside that."""
    above, first, below = lines[-1], lines[-1].segments[0], line.segments[0]
    if above.flow != line.flow or line.whole or line.gap > 0.4 or abs(first.x0 - below.x0) > 2:
        return False
    if len(first.words) > MOST_WORDS or not first.words[0].font:
        return False  # typed text is not wrapped by what stands beside it
    if line.bullet or any(_is_mark(segment.words[0].text) for segment in (first, below)):
        return False
    head = [above, *takewhile(lambda upper: upper.flow == line.flow and upper.gap < 0.4, lines[-2:-5:-1])]
    head += lines[-len(head) - 1 : -len(head)]
    edges = [s.x0 for upper in head for s in upper.segments if s.x0 > first.x1 and is_marginal(s)]
    word = below.words[0]
    if not edges or first.x1 + 0.25 * word.size + word.x1 - word.x0 <= min(edges) - 0.25 * word.size:
        return False
    if first.style[:5] != below.style[:5] or is_marginal(first) or is_marginal(below) or is_complete(first.words):
        return False
    return first.bold or max(company_score(below.text), school_score(below.text)) < 0.5


def _is_rest_of_school(above: Line, line: Line, following: Line | None) -> bool:
    """Whether two lines nearer to each other than to the next, and larger, are the name of one school."""
    if (
        following is None
        or not above.flow == line.flow == following.flow
        or len(above.segments) + len(line.segments) > 2
    ):
        return False
    first, below, after = above.segments[0], line.segments[0], following.segments[0]
    tight = line.gap <= 0.1 and following.gap >= line.gap + 0.2 and abs(first.x0 - below.x0) < 2 and not line.whole
    alike = first.bold and first.style[:5] == below.style[:5] and first.size > 1.1 * after.size
    if not (tight and alike) or max(degree_score(below.text), title_score(below.text)) >= 0.5:
        return False
    return school_score(f"{first.text} {below.text}") >= 0.9 and not is_date_text(below.text)


def _join_periods(lines: list[Line]) -> list[Line]:
    """Lines where a period that its narrow column broke ("2013 –" over "2017") is one segment again."""
    result = [replace(line, segments=_whole_periods(line.segments)) for line in lines]
    for index, line in enumerate(result):
        below = [other for other in result[index + 1 : index + 4] if other.flow == line.flow]
        for number, first in enumerate(line.segments):
            segment = first
            while rest := _rest_on_next_line(line, segment, below[:2]) or _rest_below_dash(segment, below):
                segment = Segment([*segment.words, *(word for _, words in rest for word in words)])
                line.segments[number] = segment
                taken = [id(other) for other, _ in rest]
                for following in below:
                    following.segments = [other for other in following.segments if id(other) not in taken]
    return [line for line in result if line.segments]


def _whole_periods(segments: list[Segment]) -> list[Segment]:
    """The segments with a period that a wide gap parted ("Jun 2018 –", "Feb 2021") in one."""
    result: list[Segment] = []
    for segment in segments:
        if result and is_date_text(segment.text) and completes(result[-1].text, segment.text):
            result[-1] = Segment([*result[-1].words, *segment.words])
        else:
            result.append(segment)
    return result


Rest = list[tuple[Segment, list[Word]]]
"""Segments of later lines with the words that they add to a period."""


def _rest_on_next_line(line: Line, segment: Segment, below: list[Line]) -> Rest:
    """What ends a period that this segment leaves open, or that stands right below its first half."""
    for following in below:
        for other in following.segments:
            beside = segment is line.segments[-1] and other is following.segments[0]
            if not (beside or _aligned(segment, other)):
                continue
            if completes(segment.text, other.text) or _is_middle(segment, other):
                return [(other, other.words)]
            if _stacked(line, following, segment, other):
                return [(other, [replace(other.words[0], text="–"), *other.words])]
    return []


def _is_middle(segment: Segment, other: Segment) -> bool:
    """Whether a period in three lines goes on here ("Aug", "2016–Jan", "2020")."""
    if len(segment.words) > 1 or len(other.text) > NARROW_PERIOD or not other.text[:4].isdigit():
        return False
    return not any(map(str.isdigit, segment.text)) and is_unfinished(segment.text) and is_unfinished(other.text)


NARROW_PERIOD = 15
"""Characters of "2016–September"."""


def _rest_below_dash(segment: Segment, below: list[Line]) -> Rest:
    """The dash and the end of a period that stand below its start, in a line or two of their own."""
    if not any(other.text[0] in _DASHES and _aligned(segment, other) for line in below for other in line.segments):
        return []
    span = find_span(segment.text)
    if span is None or not span.single or span.current or not is_date_text(segment.text):
        return []
    rest: Rest = []
    for following in below:
        for other in following.segments:
            if not _aligned(segment, other) or not (rest or other.text[0] in _DASHES):
                continue
            rest.append((other, other.words))
            if not other.text.strip(_DASHES + " "):
                continue  # the dash alone
            whole = find_span(" ".join([segment.text, *(part.text for part, _ in rest)]))
            if whole is not None and not whole.single:
                return rest if is_date_text(other.text.strip(_DASHES + " ")) or whole.current else []
    return []


_DASHES = "-–—−"


def _aligned(segment: Segment, other: Segment) -> bool:
    """Whether two segments stand in one column: flush left, flush right or centred."""
    return (
        abs(other.x0 - segment.x0) < 4
        or abs(other.x1 - segment.x1) < 4
        or abs(other.x0 + other.x1 - segment.x0 - segment.x1) < 8
    )


def _stacked(line: Line, following: Line, segment: Segment, other: Segment) -> bool:
    """Whether two lines are nothing but the first and the last year or month of a period, one over the other."""
    if len(line.segments) > 1 or len(following.segments) > 1 or following.gap > 0.3 or segment.style != other.style:
        return False
    if not (is_date_text(segment.text) and is_date_text(other.text)):
        return False
    first, last = find_span(segment.text), find_span(other.text)
    if first is None or last is None or not (first.single and (last.single or last.current)):
        return False
    return last.current or (first.end or "") < (last.end or "")
