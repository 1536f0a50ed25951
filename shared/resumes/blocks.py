"""Lines of a section → blocks: whole paragraphs and bullets, with what stands in the margin beside them.

A line continues the one before when the first word would not have fitted there, when it hangs under a bullet's text,
or when the spacing says so; what is left is a block of its own.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import takewhile
from statistics import median

from shared.resumes.characters import SURE_BULLETS, squeeze
from shared.resumes.dates import completes, find_span, find_spans, is_date_text
from shared.resumes.evidence import company_score, degree_score, school_score
from shared.resumes.geometry import Line, Segment, Word, join_words
from shared.resumes.places import looks_like_place
from shared.resumes.plain import FAR
from shared.skills.lexicon import lexicon

_WEAK_BULLETS = frozenset("-–—*+o§¡·")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\[\d{1,3}\]|[ivx]{1,4}[.)])$")
_ADDRESS = re.compile(r"(?i)^(?:https?:|www\.|\S+@)|^[\w.-]+\.(?:com|org|net|io|dev|me|edu|de|co|ai|app)\b")
_COMPOUND_FIRST = frozenset(
    """
    full well self cross high low long short real multi non pre post co e open front back end third data
    decision large small two three one part state hands cost client customer cloud user world best ever object
    event test micro cutting industry award problem solution team people business market server peer point time
    read write on off in out up down over under right left top bottom first second last new old hard soft fast
    slow deep machine computer human mid web mobile app product project go all single double follow hand
    start stop sign log check roll step face day year month week inch page error fault load air water energy
    fuel risk rule role model domain task goal context value quality performance results detail health home work
    job career life evidence community field lab cell gene drug
    """.split()  # noqa: SIM905  a list of this length reads better as prose
)
_COMPOUND_SECOND = frozenset(
    """
    stack friendly commerce device edge based driven level time end party scale quality functional speed
    oriented to of the in up on off out facing source side wide ready first class aware agnostic tenant threaded
    standing term user world site page point performance precision throughput latency availability volume value
    impact profile cost risk free house line depth hoc demand premise premises trained tested written known
    established rounded defined born made related specific centric native ended making solving building
    management winning learning thinking planning setting sharing saving by and day month year week hour step
    phase factor way fold person through over down go market art life
    """.split()  # noqa: SIM905  a list of this length reads better as prose
)


_CONNECTING = frozenset(
    ["of", "and", "&", "for", "und", "der", "für", "de", "des", "du", "et", "della", "di", "y", "e"]
)


@dataclass
class Block:
    """A paragraph, a bullet or a header line, with the margin segments beside any of its lines."""

    lines: list[Line]
    parts: list[list[Word]]
    """The words of each line, the bullet glyph and the margin taken out."""
    bullet: bool = False
    indent: float = 0.0
    """Where the text starts (after the glyph)."""
    margin: list[Segment] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    """The first line's segments without bullet and margin, for header lines."""

    @cached_property
    def text(self) -> str:
        return join_lines([join_words(words) for words in self.parts])

    @cached_property
    def look(self) -> tuple[float, bool, bool, int, bool]:
        """How the start of the block looks: size, weight, slant, colour, capitals."""
        segment = Segment(self.parts[0]) if self.parts[0] else self.first.segments[0]
        size, bold, italic, colour, _, caps = segment.style
        # An acronym is no text set in capitals.
        return (size, segment.words[0].bold or bold, italic, colour, caps and len(segment.text) > 6)

    @property
    def gap(self) -> float:
        return self.lines[0].gap

    @property
    def bold(self) -> bool:
        words = self.parts[0]
        return bool(words) and words[0].bold

    @property
    def first(self) -> Line:
        return self.lines[0]


def join_lines(texts: list[str]) -> str:
    """The lines of a paragraph as one text, words parted at a line's end made whole."""
    result = ""
    for text in texts:
        piece = squeeze(text)
        if not piece:
            continue
        if not result:
            result = piece
        elif re.search(r"\d-$", result) and piece[:1].islower():
            result += piece  # "a 60-" / "room hotel"
        elif result.endswith(("-", "\u00ad")) and _JOINT.match(piece):
            result = f"{result.rstrip(chr(0xAD)).rstrip('-')}- {piece}"  # "Form-" / "und Lagetoleranzen"
        elif result.endswith("\u00ad") or (re.search(r"[^\W\d_]-$", result) and piece[:1].isalpha()):
            result = result.rstrip("\u00ad-") + _hyphen(result, piece) + piece
        elif (
            (result.endswith("/") and not result.endswith(" /"))
            or (_is_cjk(result[-1]) and _is_cjk(piece[0]))
            or ("가" <= result[-1] <= "힣" and _KOREAN_TAIL.match(piece))
        ):
            result += piece
        else:
            result += " " + piece
    return result.replace("\u00ad", "")


_JOINT = re.compile(r"(?:und|oder|bzw\.|sowie|bis|and|or|to|et|ou|y|o|e|en|of|och|og|i|lub)(?!\S)")
"""What joins the halves of an enumeration whose common end is written once."""
_KOREAN_TAIL = re.compile(
    r"(?:[을를은는의와과에로도만다]|에서|에게|으로|까지|부터|하고|하며|하여|하는|되는|니다|[습입합됩]니다|[했었았였]습니다)(?![가-힣])"
)
"""Particles and endings that are never a word of their own: Korean lines may break inside a word."""


def _hyphen(before: str, after: str) -> str:
    """A hyphen where the parted word is a compound, nothing where it was only parted."""
    left = re.split(r"[^\w]+", before.rstrip("\u00ad-"))[-1].lower()
    right_match = re.match(r"\w+", after)
    right = right_match[0] if right_match else ""
    if not right or not right[0].isalpha() or right[0].isupper():
        return "-"
    if left in _COMPOUND_FIRST and right.lower() not in ("tion", "ing", "ment", "ly", "ness", "ation", "er", "ers"):
        return "-"
    if right.lower() in _COMPOUND_SECOND or "-" + right.lower() in before.lower():
        return "-"
    skill = lexicon().find_by_name(f"{left}-{right}")
    if skill and skill.name.lower() == f"{left}-{right.lower()}":
        return "-"  # scikit-learn
    return ""


def _is_cjk(character: str) -> bool:
    return "\u3000" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def is_marginal(segment: Segment) -> bool:
    """Whether a segment is what margins hold: a date, a duration or a place."""
    text = segment.text
    return len(text) <= 48 and (is_date_text(text) or looks_like_place(text))


def make_blocks(lines: list[Line], *, listed: bool = False) -> list[Block]:
    """The blocks of one section, in order; ``listed`` sections hold short items, of which few run over a line."""
    if not lines:
        return []
    lines = _join_wrapped(_join_periods(_join_narrow(lines)))
    weak = _weak_bullets(lines)
    gaps = sorted(line.gap for line in lines[1:] if line.gap < 4)
    base = gaps[len(gaps) // 6] if gaps else 0.0
    # Where items are spaced out, lines without space between them belong together.
    spaced = sum(gap > base + 0.28 for gap in gaps) >= 0.25 * len(gaps)
    long = [line for line in lines if not line.bullet and len(line.text) >= 30]
    # Of a paragraph few lines end where a sentence does, of a list without marks most.
    sentences = sum(_is_complete(line.words) for line in long) > 0.45 * len(long)
    blocks: list[Block] = []
    for line in lines:
        main, margin = _main_segments(line)
        words = [word for segment in main for word in segment.words]
        marked, stripped = _strip_bullet(words, line, weak)
        # A mark before a date makes it no sentence of a list.
        bullet = marked and not is_date_text(join_words(stripped))
        if not stripped:
            if blocks and blocks[-1].lines[-1].flow == line.flow and margin and blocks[-1].bullet and line.gap < 1:
                blocks[-1].margin += margin
                blocks[-1].lines.append(line)
                blocks[-1].parts.append([])
            elif margin:
                blocks.append(Block([line], [[w for s in margin for w in s.words]], segments=margin, indent=line.x0))
            continue
        # A date on the left opens an entry.
        dated = any(segment.x0 < main[0].x0 and is_date_text(segment.text) for segment in margin)
        if (
            blocks
            and not marked
            and not dated
            and not (sentences and not blocks[-1].bullet and _begins_anew(blocks[-1].parts[-1], stripped))
            and _continues(blocks[-1], line, main, stripped, base, strict=listed and not spaced)
        ):
            blocks[-1].lines.append(line)
            blocks[-1].parts.append(stripped)
            blocks[-1].margin += margin
            continue
        segments = main
        if bullet:
            segments = [Segment(stripped)]
        blocks.append(Block([line], [stripped], bullet, stripped[0].x0, margin, segments))
    return blocks


_PARTED = re.compile(r"[^\W\d_][-\u00ad]$")
NARROW = 8.0
"""Letter heights: a column of labels on the left is no wider."""


def _join_narrow(lines: list[Line]) -> list[Line]:
    """Lines where a label that its narrow column broke ("Bach-" / "elor of Sci-" / "ence") is one segment again."""
    result: list[Line] = []
    rest = list(lines)
    while rest:
        line, *rest = rest
        below = list(takewhile(partial(_under_label, line), rest[:8]))
        beside: list[Line] = []
        if below and (segments := _whole_label(line, below)):
            line, rest = replace(line, segments=segments), rest[len(below) :]
            beside = [replace(other, segments=other.segments[1:]) for other in below if len(other.segments) > 1]
        result += [line, *beside]
    return result


def _under_label(line: Line, other: Line) -> bool:
    """Whether a line may be one more of the label that ``line`` begins with."""
    first, more = line.segments[0].words[0], other.segments[0]
    return (
        other.flow == line.flow
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
    for line in lines:
        if result and _goes_on_below(result, line):
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
    if above.flow != line.flow or line.gap > 0.4 or abs(first.x0 - below.x0) > 2:
        return False
    if any(_strip_bullet(segment.words, line, _WEAK_BULLETS)[0] for segment in (first, below)):
        return False
    head = [above, *takewhile(lambda upper: upper.flow == line.flow and upper.gap < 0.4, lines[-2:-5:-1])]
    head += lines[-len(head) - 1 : -len(head)]
    edges = [s.x0 for upper in head for s in upper.segments if s.x0 > first.x1 and is_marginal(s)]
    word = below.words[0]
    if not edges or first.x1 + 0.25 * word.size + word.x1 - word.x0 <= min(edges) - 0.25 * word.size:
        return False
    if first.style[:5] != below.style[:5] or is_marginal(first) or is_marginal(below) or _is_complete(first.words):
        return False
    return first.bold or max(company_score(below.text), school_score(below.text)) < 0.5


def _join_periods(lines: list[Line]) -> list[Line]:
    """Lines where a period that its narrow column broke ("2013 –" over "2017") is one segment again."""
    result = [replace(line, segments=list(line.segments)) for line in lines]
    for index, line in enumerate(result):
        below = [other for other in result[index + 1 : index + 4] if other.flow == line.flow]
        for number, segment in enumerate(line.segments):
            rest = _rest_on_next_line(line, segment, below[:2]) or _rest_below_dash(segment, below)
            if rest:
                line.segments[number] = Segment([*segment.words, *(word for _, words in rest for word in words)])
                taken = [id(other) for other, _ in rest]
                for following in below:
                    following.segments = [other for other in following.segments if id(other) not in taken]
    return [line for line in result if line.segments]


Rest = list[tuple[Segment, list[Word]]]
"""Segments of later lines with the words that they add to a period."""


def _rest_on_next_line(line: Line, segment: Segment, below: list[Line]) -> Rest:
    """What ends a period that this segment leaves open, or that stands right below its first half."""
    for following in below:
        for other in following.segments:
            beside = segment is line.segments[-1] and other is following.segments[0]
            if not (beside or _aligned(segment, other)):
                continue
            if completes(segment.text, other.text):
                return [(other, other.words)]
            if _stacked(line, following, segment, other):
                return [(other, [replace(other.words[0], text="–"), *other.words])]
    return []


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


def joined(parts: list[list[Word]]) -> list[Word]:
    """The words of several lines as those of one, a word parted at a line's end made whole."""
    words: list[Word] = []
    for part in parts:
        if words and part and re.search(r"\u00ad$|[^\W\d_]-$", words[-1].text) and part[0].text[:1].islower():
            last = words.pop()
            still = "\u00ad" if part[0].text.endswith("\u00ad") else ""
            words.append(replace(last, text=join_lines([last.text, part[0].text]) + still))
            words += part[1:]
        else:
            words += part
    return words


def _main_segments(line: Line) -> tuple[list[Segment], list[Segment]]:
    """(text, margin): margin segments are the dates and places beside the text, never all of it."""
    if len(line.segments) == 1:
        return line.segments, []
    flags = [is_marginal(segment) for segment in line.segments]
    if all(flags):
        return line.segments, []
    return (
        [segment for segment, flag in zip(line.segments, flags, strict=True) if not flag],
        [segment for segment, flag in zip(line.segments, flags, strict=True) if flag],
    )


def _weak_bullets(lines: list[Line]) -> set[str]:
    """Dashes and the like count as bullets only where they open lines again and again."""
    counts: dict[str, int] = {}
    for line in lines:
        words = line.segments[0].words
        first = words[0].text
        if first in _WEAK_BULLETS and (len(words) > 1 or len(line.segments) > 1):
            counts[first] = counts.get(first, 0) + 1
    return {glyph for glyph, count in counts.items() if count >= 2 or glyph in "-–*"}


def _strip_bullet(words: list[Word], line: Line, weak: Collection[str]) -> tuple[bool, list[Word]]:
    if not words:
        return line.bullet, []
    first = words[0].text
    if first in weak or (len(first) == 1 and first in SURE_BULLETS) or (_NUMBERED.match(first) and len(words) > 2):
        return True, words[1:]
    if first[0] in SURE_BULLETS and len(first) > 1:
        head = words[0]
        rest = first.lstrip("".join(SURE_BULLETS))
        if rest:
            clipped = Word(
                rest, head.x0, head.top, head.x1, head.bottom, head.bold, head.italic, head.colour, head.font, head.link
            )
            return True, [clipped, *words[1:]]
    return line.bullet, words


def _continues(
    block: Block,
    line: Line,
    main: list[Segment],
    words: list[Word],
    base: float,
    *,
    strict: bool,
) -> bool:
    last = block.lines[-1]
    if line.flow != last.flow or line.whole or line.heading is not None or not block.parts[-1]:
        return False
    if line.gap > 3 and line.page == last.page:
        return False
    first = words[0]
    previous = block.parts[-1]
    em = max(1.0, first.size)
    text = join_words(words)
    resized = abs(first.size - previous[-1].size)
    unlike = first.colour != previous[-1].colour or (first.bold and first.font == previous[-1].font)
    if resized > 0.18 * em or (resized > 0.06 * em and unlike):
        return False
    above = join_words(previous).rstrip()
    inside = above.count("(") > above.count(")") and ")" in text
    wraps = text[:1].islower() or inside or above.endswith((",", "-", "–", "&", "\u00ad", " and", " of", " the"))
    if first.bold and not previous[-1].bold and not wraps:
        return False
    if (
        strict
        and not block.bullet
        and not (wraps and (text[:1].islower() or inside or above.endswith("–") or "," in text or "," in above))
    ):
        return False
    loose = line.gap > base + 0.28 and line.gap > 0.3
    if block.bullet and len(text) <= 48 and not above.endswith((",", "-", "–", "(", "&")):
        if is_date_text(text) and _opens_with_period(text):
            return False
        # It would have stood in the line above, so it is one by itself.
        fits = words[-1].x1 - first.x0 < last.right - previous[-1].x1 < FAR
        if fits and not wraps and is_marginal(Segment(words)):
            return False
    if block.bullet and first.x0 >= block.indent - 0.4 * em:
        # Under the text of a bullet, and nearer to it than it stands to what is above it.
        hangs = abs(first.x0 - block.indent) < 0.4 * em and line.gap < min(1.0, 0.7 * block.gap)
        return hangs or not (loose and not wraps)
    if len(main) > 1 or (len(block.segments) > 1 and len(block.parts) == 1):
        return False
    if completes(join_words(previous), " ".join(word.text for word in words[:2])):
        return True
    parted = first.text in _CONNECTING or previous[-1].text in _CONNECTING
    if parted and first.bold == previous[-1].bold and not loose:
        return True  # a name that its column broke: "Kettle Moraine College" / "of Nursing"
    if is_date_text(text) or _opens_with_period(text) or (len(words) == 1 and _ADDRESS.match(text)):
        return False
    if block.bullet and not wraps and (abs(first.x0 - block.lines[0].x0) > 0.4 * em or _is_complete(previous)):
        return False  # below a mark at the margin a line goes on in the middle of a sentence
    last_word = previous[-1]
    edge = last.right
    if block.margin and len(block.parts) == 1:
        beside = [segment.x0 for segment in block.margin if segment.x0 > last_word.x1]
        if beside:
            edge = min(edge, min(beside) - 0.8 * em) if min(beside) > last_word.x1 else edge
    if edge >= FAR:
        # Lines that were never wrapped go on only in the middle of a sentence.
        return text[:1].islower() and not loose and not (len(block.segments) > 1)
    room = edge - last_word.x1 - (first.x1 - first.x0) - 0.25 * em
    column = max(1.0, edge - line.left)
    # How wide the gap to a margin column is kept is not known.
    alike = first.bold == previous[-1].bold == block.bold
    slack = 2.5 * em if block.margin and len(block.parts) == 1 and alike else 0.6 * em
    if room > slack and not (wraps and room < 0.3 * column):
        return False
    if looks_like_place(text) and not wraps:
        return False
    if degree_score(text) == 1.0 and school_score(above) >= 0.9 and not wraps:
        return False
    if loose and not wraps:
        return False
    # A paragraph that keeps its left edge, or returns to the margin after a first-line indent.
    shifted = first.x0 - previous[0].x0
    centred = abs((first.x0 + words[-1].x1) / 2 - (previous[0].x0 + last_word.x1) / 2) < 0.6 * em
    if abs(shifted) > 2.5 * em and not centred:
        return False
    if first.bold != previous[-1].bold and not wraps and block.bold != first.bold:
        return False
    if wraps:
        return True
    if len(block.parts) == 1 and len(join_words(previous)) < 30 and column > 28 * em * 0.5 and line.gap >= base:
        return room <= 0
    return room <= slack - 0.6 * em or not _is_complete(previous)


def _begins_anew(above: list[Word], words: list[Word]) -> bool:
    return bool(above) and _is_complete(above) and not words[0].text[:1].islower()


def _is_complete(words: list[Word]) -> bool:
    """Whether a line ends where a sentence does."""
    return join_words(words).rstrip().endswith((".", "!", "?", ":", "。", "！"))


def _opens_with_period(text: str) -> bool:
    """Whether a line begins with a from and a to, as the next entry of a list does."""
    spans = find_spans(text)
    return bool(spans) and spans[0].begin == 0 and not spans[0].single


def usual_gap(blocks: list[Block]) -> float:
    gaps = [block.gap for block in blocks[1:] if block.gap < 6]
    return median(gaps) if gaps else 0.0
