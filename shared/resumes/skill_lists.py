# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Sections that list skills: groups with their keywords, single skills with a level, rows of tags.

A tag is told from its neighbours by the space between them, which is wider than between the words of a name.
"""

import re
from itertools import groupby, pairwise

from shared.models.resume import Skill
from shared.resumes.blocks import Block
from shared.resumes.characters import squeeze
from shared.resumes.dates import find_spans
from shared.resumes.geometry import Word, join_words
from shared.resumes.parts import made
from shared.skills.find import find_listed
from shared.skills.lexicon import lexicon

_LEVEL = re.compile(
    r"(?i)^(?:advanced|intermediate|beginner|expert|proficient|basic|novice|fluent|native|experienced|skillful|competent|familiar|working knowledge|master|"
    r"fortgeschritten|grundkenntnisse|experte|sehr gut|gut|anfänger|avancé|intermédiaire|débutant|expert|avanzado|intermedio|básico|experto|avançado|intermediário|avanzato|intermedio|base|\d{1,3}\s?%|\d(?:\.\d)?\s?/\s?\d{1,2}|[★☆●○■□•]{2,}|\d+\+? years?)$"
)
SEPARATOR = re.compile(r"\s*[,;|•·●▪、，；](?![^()]*\))\s*")
_TAG_GAP = 0.42
"""The space between tags, in font sizes: most fonts set words 0.2–0.33 apart, tags at least half a letter more."""
_TYPEWRITER = re.compile(r"mono|courier|consol|typewriter|cmtt|menlo")
_APART = 1.35
"""How many times the space between words that between tags is at least."""
_NO_TAGS = frozenset([
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with",
    "und", "mit", "für", "von", "et", "de", "des", "en", "y", "con", "para",
])  # fmt: skip
"""What begins no tag: the gap before it is that of a justified line."""
_MOST_WORDS = 4
_MOSTLY = 0.6
"""The share of an item's words that names of skills must cover before it is taken for a row of them."""


def read_skills(blocks: list[Block]) -> list[Skill]:
    """Groups with keywords ("Languages: Go, C"), or single skills."""
    skills: list[Skill] = []
    pending: Skill | None = None
    gaps = _tag_gaps(blocks)
    cell: tuple[Skill, float] | None = None  # the group in whose cell of a table the last row ended, and its left edge
    named: object = None  # how the names of groups look, once one is seen
    boxed = 2 * sum(_in_chip(block) for block in blocks) > len(blocks)
    for index, block in enumerate(blocks):
        text = block.text.strip()
        if not text:
            continue
        words = _tags(block, gaps[block.look])
        group, rest = (None, text) if len(words) > 1 and not SEPARATOR.search(text) else labelled(block)
        if (
            group is None
            and len(block.segments) == 2
            and 3 <= len(block.segments[1].text.split()) > len(words[0].split())
        ):
            group, rest = words[0], block.segments[1].text  # a table: the group, and a row of names beside it
        if group is None and cell is not None and cell[1] - 2 < block.indent < cell[1] + 2 and not block.bullet:
            # The rest of a cell, which may begin in the middle of a name.
            cell[0].keywords[-1:] = _split_names(keywords_of(f"{cell[0].keywords[-1]} {text}"))
            continue
        cell = None
        if group is not None:
            pending = Skill(name=group, keywords=_split_names(keywords_of(rest)))
            skills.append(pending)
            if pending.keywords:
                if len(block.segments) == 2 and not rest.endswith(","):
                    cell = (pending, block.segments[1].x0)
                pending = None if not rest.endswith(",") else pending
            continue
        if pending is not None and _LEVEL.match(text):
            pending.level = text
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if (
            len(words) == 1
            and not block.bullet
            and following is not None
            and (pending is None or pending.keywords or pending.level or block.look == named)
            and (
                (_in_chip(following) and not _in_chip(block))
                if boxed
                else _is_title(block.look, following.look, following)
            )
        ):
            pending, named = Skill(name=text.rstrip(":"), keywords=[]), block.look
            skills.append(pending)
            continue
        if pending is not None:
            pending.keywords += words
            continue
        skills += [_single(word) for word in words]
    return [skill for skill in skills if skill.name or skill.keywords]


def _in_chip(block: Block) -> bool:
    return bool(block.parts[0]) and block.parts[0][0].chip > 0


def names_skills(blocks: list[Block]) -> bool:
    """Whether most of what these blocks list are names of skills, whatever the heading above them says."""
    gaps = _tag_gaps(blocks)
    items = [item for block in blocks for item in _tags(block, gaps[block.look])]
    return bool(items) and 2 * sum(skill is not None for skill in find_listed(items)) > len(items)


def is_short_list(blocks: list[Block]) -> bool:
    """Whether these are items of a few words each, without dates: skills, where skills stand around them."""
    gaps = _tag_gaps(blocks)
    return all(
        len(item.split()) <= _MOST_WORDS and not item.endswith(".") and not find_spans(item)
        for block in blocks
        for item in _tags(block, gaps[block.look])
    )


def _tags(block: Block, apart: float) -> list[str]:
    """The items of a block: parted by commas and the like, or else by wide gaps, or else where names of skills end."""
    if SEPARATOR.search(block.text):
        return keywords_of(block.text)
    words = [word for part in block.parts for word in part]
    if all(word.chip for word in words):
        return [join_words(chip) for _, chip in groupby(words, key=lambda word: word.chip)]
    rows = [_by_gaps(part, apart) for part in block.parts]
    items = [item for row in rows for item in row]
    if any(len(row) > 1 for row in rows) and not any(item.split()[0] in _NO_TAGS for item in items):
        return [cleaned for item in items for cleaned in keywords_of(item)]
    return _split_names(keywords_of(block.text))


def _tag_gaps(blocks: list[Block]) -> dict[object, float]:
    """For every look of text, the space from which on its words are tags."""
    return {look: _tag_gap([block for block in blocks if block.look == look]) for look in {b.look for b in blocks}}


def _tag_gap(blocks: list[Block]) -> float:
    """The space from which on words are tags of their own: where the gaps leave the widest step."""
    gaps = sorted(
        _between(before, word) / max(1.0, word.size)
        for block in blocks
        for part in block.parts
        for before, word in pairwise(part)
        if not word.glue
    )
    steps = [(high / low, low, high) for low, high in pairwise(gaps) if low > 0.1]
    ratio, low, high = max(steps, default=(1.0, 0.0, 0.0))
    # Plain text has no font, and half a letter's height between any two words; so have typewriters' fonts.
    fonts = {word.font.lower() for block in blocks for part in block.parts for word in part} - {""}
    typed = not fonts or any(_TYPEWRITER.search(font) for font in fonts)
    least = 2 * _TAG_GAP if typed else _TAG_GAP
    return (low * high) ** 0.5 if ratio >= _APART and high > least else least


def _by_gaps(words: list[Word], apart: float) -> list[str]:
    if not words:
        return []
    gaps = [_between(a, b) / max(1.0, a.size, b.size) for a, b in pairwise(words) if not b.glue]
    if gaps and apart < min(gaps) < max(gaps) / _APART:
        apart = (min(gaps) * max(gaps)) ** 0.5  # all of its words are far apart, and its items farther
    items = [[words[0]]]
    for before, word in pairwise(words):
        if not word.glue and _between(before, word) > apart * max(word.size, before.size):
            items.append([])
        items[-1].append(word)
    return [join_words(item) for item in items]


def _between(before: Word, word: Word) -> float:
    """The space between two words, whichever way they are written."""
    return max(word.x0 - before.x1, before.x0 - word.x1)


def _split_names(items: list[str]) -> list[str]:
    """The names of skills in an item that is nothing but three or more of them ("Python SQL Go Bash")."""
    return [name for item in items for name in _names_in(item)]


def _names_in(item: str) -> list[str]:
    words = item.split()
    if not 3 <= len(words) <= 60 or lexicon().find_by_name(item):
        return [item]
    names: list[str] = []
    unknown: list[str] = []
    known = at = 0
    while at < len(words):
        stop = _end_of_name(words, at)
        if stop == at:
            unknown.append(words[at])
            at += 1
            continue
        names += [" ".join(unknown)] * bool(unknown) + [" ".join(words[at:stop])]
        unknown = []
        known += stop - at
        at = stop
    names += [" ".join(unknown)] * bool(unknown)
    return names if len(names) >= 3 and known >= _MOSTLY * len(words) else _by_capitals(words)


def _by_capitals(words: list[str]) -> list[str]:
    """Items that each begin with a capital and go on in small letters ("Critical care Wound care Triage")."""
    starts = [index for index, word in enumerate(words) if word[0].isupper()]
    small = [word for word in words if word[0].islower()]
    whole = " ".join(words)
    if len(starts) < 3 or starts[0] or len(small) < 2 or words[-1].endswith(".") or _RUNNING_TEXT & set(small):
        return [whole]
    items = [" ".join(words[start:stop]) for start, stop in pairwise([*starts, len(words)])]
    return items if max(len(item.split()) for item in items) <= 3 else [whole]


_RUNNING_TEXT = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "to",
        "with",
    ]
)


def _end_of_name(words: list[str], at: int) -> int:
    """Where the longest name of a skill ends that begins at this word; the word itself where none does."""
    stops = range(min(len(words), at + _MOST_WORDS), at, -1)
    return next((stop for stop in stops if lexicon().find_by_name(" ".join(words[at:stop]))), at)


def labelled(block: Block) -> tuple[str | None, str]:
    """(group, rest) of "Group: a, b" or of a label set apart by weight or by a gap."""
    if len(block.segments) > 1 and len(block.segments[0].text) <= 40 and not SEPARATOR.search(block.segments[0].text):
        rest = " ".join(segment.text for segment in block.segments[1:])
        tail = (
            block.text[len(block.segments[0].text) :].strip() if block.text.startswith(block.segments[0].text) else rest
        )
        if SEPARATOR.search(tail) or block.segments[0].bold != block.segments[1].bold:
            return block.segments[0].text.strip(" :"), tail
    text = block.text
    found = re.match(r"^([^:：,;]{2,48}?)\s*[:：]\s*(.*)$", text)
    if found:
        return found[1].strip(), found[2]
    words = block.parts[0]
    bold = 0
    while bold < len(words) and words[bold].bold:
        bold += 1
    if 0 < bold < len(words) and len(words) - bold >= 1:
        label = squeeze(" ".join(word.text for word in words[:bold]))
        rest = text[len(label) :].strip(" –—-:|")
        if text.startswith(label) and 2 <= len(label) <= 48 and "," not in label and rest:
            return label.strip(" –—-:|"), rest
    return None, text


def _is_title(
    look: tuple[float, bool, bool, int, bool], following: tuple[float, bool, bool, int, bool], block: Block
) -> bool:
    """Whether a single line names the group that the next line fills."""
    if look == following or following[0] > look[0] + 0.4:
        return False
    louder = (
        (look[1] and not following[1])
        or look[0] > following[0] + 0.4
        or (look[4] and not following[4])
        or look[3] != following[3]
    )
    return louder and (
        len(keywords_of(block.text)) > 1 or _LEVEL.match(block.text) is not None or block.bullet or len(block.text) > 2
    )


def keywords_of(text: str) -> list[str]:
    text = text.strip(" .") if text.count(".") == 1 and text.endswith(".") else text.strip()
    pieces = SEPARATOR.split(text)
    if len(pieces) == 1 and re.search(r"\S\s{2,}\S", text):
        pieces = re.split(r"\s{2,}", text)
    return [cleaned for piece in pieces if (cleaned := squeeze(piece).strip(" ,;|•·-–").removeprefix("and ").strip())]


def _single(text: str) -> Skill:
    found = re.match(
        r"^(.{2,40}?)\s*(?:[-–:(]\s*)((?:advanced|intermediate|beginner|expert|proficient|basic|native|fluent)\b[^)]*)\)?$",
        text,
        re.IGNORECASE,
    )
    return made(Skill, name=found[1], level=found[2]) if found else made(Skill, name=text)
