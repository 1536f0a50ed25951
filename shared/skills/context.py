"""Whether an ambiguous word means the skill where it stands.

"Go", "Excel", "Spring", "R" are words, names and initials far more often than skills, so each carries a shape:

- ``cased``: written as the product writes itself (Angular, Node) it is the skill; in lower case it needs a cue.
- ``word``: a word any sentence may hold (Go, React, Excel). Its capital counts inside a sentence, not at the start of
  one nor in a Line Written Like This.
- ``name``: also the name of people, places, seasons, other things (Julia, Spring). Its capital alone never counts.
- ``acronym``: its capitals count, except in a LINE OF CAPITALS.
- ``letter``: one letter (C, R). It needs a language beside it, or the word that says what it is.
- ``any``: the skill unless a word beside it says otherwise.
- ``topic``: a subject that adverts also use about themselves (sales, research, insurance). It needs a list of skills,
  or a word of knowing beside it (experience in, skills).
- ``plus``: the skill only with its plus sign (Security+).
- ``hyphen``: the skill only with its hyphen ("no-SQL"; "no SQL" is a refusal).
- ``listed``: never in running text; only as an item of a skills list.

A cue is a neighbour in a list of skills, a word after it (developer, framework, 3.11) or before it (experience with).
"""

import re
from dataclasses import dataclass

from shared.skills.cues import AFTER, BEFORE, KNOWING, KNOWN, LETTER_AFTER, PLAIN_SUBJECTS, PREPOSITION, TAKES
from shared.skills.lexicon import Ruled

_JOINER = r"and|or|und|oder|et|ou|y|o|e|및|또는|plus|as well as|and/or|sowie"
# What may stand between two items of one list.
_LIST = re.compile(rf"\s*(?:[,/|;*+&>\n\r\t()\-]\s*)*(?:(?:{_JOINER})\b\s*[/(]?\s*)?(?:[*\-(]\s*)*\Z")
_GAP_ITEM = re.compile(r"\s*\)?,\s*[^,.;:\n]{1,24},\s*(?:(?:and|or|und|et|y)\s+)?\Z")
_VERSION = re.compile(
    r"\s?v?(\d{1,2}(?:\.\d{1,3}){0,2})(?:\+|\.x)?(?![\d%])(?!\s*\+?\s*(?:-|to)?\s*\d*\s*(?:years|year|yrs|yr|y\b|months|jahre|ans|años|년|people|days|hours))"
)
_YEAR = re.compile(r"\s*,?\s*'?(?:19|20)?\d\d\b")
_START = re.compile(r"(?:^|[.!?:;*>•|\u2022\n\r\t]|\s[-–—])\s*[\"'(]*\Z")


@dataclass(frozen=True, slots=True)
class Site:
    """An ambiguous word where it stands: offsets of the folded text, the original of equal length beside it."""

    folded: str
    surface: str
    start: int
    end: int
    ruled: Ruled
    listed: bool
    """It stands in a list with something that is surely a skill of a technical kind."""
    enclosed: bool
    """It is the whole of its list item: list punctuation or the end of a line on both sides."""


def word_before(text: str, end: int) -> tuple[str, str]:
    """The folded word that ends before ``end`` and what stands between. Looks back 40 characters at most."""
    head = text[max(0, end - 40) : end]
    stem = head.rstrip(" \t'\"(*_`")
    gap = head[len(stem) :]
    if stem.endswith("-"):
        return _last_word(stem[:-1]), "-" + gap
    return _last_word(stem), gap


def _last_word(text: str) -> str:
    at = len(text)
    while at and (text[at - 1].isalnum() or text[at - 1] in "+#"):
        at -= 1
    return text[at:]


def word_after(text: str, start: int) -> tuple[str, str]:
    """What stands after ``start``, and the next word. Looks ahead 40 characters at most."""
    tail = text[start : start + 40]
    stem = tail.lstrip(" \t'\")*_`\n")
    gap = tail[: len(tail) - len(stem)]
    if stem.startswith("-"):
        gap, stem = gap + "-", stem[1:]
    at = 0
    while at < len(stem) and stem[at].isalnum():
        at += 1
    return gap, stem[:at]


def joined(between: str) -> bool:
    """Whether this text between two skills makes them items of one list."""
    return len(between) <= 24 and "\n\n" not in between and _LIST.match(between) is not None


def near(between: str) -> bool:
    """As `joined`, with one unknown item allowed between."""
    return joined(between) or (len(between) <= 40 and _GAP_ITEM.match(between) is not None)


def _line(text: str, start: int, end: int) -> str:
    """The line around a span, 120 characters on each side at most."""
    left = text.rfind("\n", max(0, start - 120), start) + 1 or max(0, start - 120)
    right = text.find("\n", end, end + 120)
    return text[left : right if right >= 0 else end + 120]


def _capitalised_line(line: str) -> bool:
    """A Line Written Like This, where capitals say nothing."""
    long_words = re.findall(r"[^\W\d_]{4,}", line)
    return len(long_words) >= 2 and sum(w[0].isupper() for w in long_words) * 10 >= len(long_words) * 8


def _shouted(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) * 10 >= len(letters) * 8


def means_skill(site: Site, original: str) -> bool:
    """Judge one site. ``original`` is the text in its own case, as long as the folded one."""
    rule = site.ruled.rule
    if rule.shape == "listed":
        return False
    before, before_gap = word_before(site.folded, site.start)
    after_gap, after = word_after(site.folded, site.end)
    beside = after_gap in (" ", "-", "  ", "\n")
    if before in rule.not_left and "," not in before_gap:
        return False
    if beside and after in rule.not_right:
        return False
    if rule.shape == "any":
        return True
    if rule.shape == "hyphen":
        return "-" in site.surface
    if rule.shape == "plus":
        return site.folded.startswith("+", site.end)
    if rule.shape == "topic":
        return site.listed or _topic(site, before, after_gap, after)
    if rule.shape == "letter":
        return _letter(site, before, before_gap, after_gap, after)
    exact = site.surface == site.ruled.surface
    capital = exact or site.surface[:1].isupper()
    cue_after = beside and (after in AFTER or after in rule.right)
    cue_before = _cue_before(site, before) or before in rule.left
    if rule.shape == "name" and _YEAR.match(site.folded, site.end) and after_gap in (" ", "", "  "):
        return False
    if site.listed and (capital or site.enclosed):
        return True
    if cue_after and (capital or before not in PLAIN_SUBJECTS):
        return True
    if cue_before and (capital or rule.shape != "name"):
        return True
    if not capital:
        return False
    if _VERSION.match(site.folded, site.end) and after_gap != "-":
        return exact
    line = _line(original, site.start, site.end)
    if rule.shape == "cased":
        return exact
    if rule.shape == "acronym":
        return exact and not _shouted(line)
    if rule.shape == "word":
        starts = _START.search(site.folded[max(0, site.start - 12) : site.start]) is not None
        return exact and not starts and site.start > 0 and not _capitalised_line(line)
    return False


def _topic(site: Site, before: str, after_gap: str, after: str) -> bool:
    if after in KNOWING and after_gap in {" ", "-"}:
        return True
    if before not in PREPOSITION:
        return False
    clause = re.split(r"[.!?;\n]", site.folded[max(0, site.start - 60) : site.start])[-1]
    return any(word in KNOWN for word in re.findall(r"[^\W\d_]+", clause)[-5:-1])


def _cue_before(site: Site, before: str) -> bool:
    """Whether the words before say so: experience with, proficient in, using."""
    if before in TAKES:
        return True
    if before not in PREPOSITION:
        return False
    head = site.folded[max(0, site.start - 60) : site.start]
    clause = re.split(r"[.!?;\n]", head)[-1]
    return any(word in BEFORE for word in re.findall(r"[^\W\d_]+", clause)[-5:-1])


def _letter(site: Site, before: str, before_gap: str, after_gap: str, after: str) -> bool:
    """C and R: capital, and a language or tool beside it or words that can mean nothing else."""
    if site.surface != site.ruled.surface or "'" in after_gap[:1] or "'" in before_gap[-1:]:
        return False
    tail = site.folded[site.end : site.end + 2]
    if tail[:1] in {"&", "@", "+", "#", "_", "%", "°"} or (tail[:1] == "." and tail[1:].isalnum()):
        return False
    if tail[:1] == "-" and after not in LETTER_AFTER:
        return False
    if site.folded[max(0, site.start - 1) : site.start] in {"&", "@", "_", ".", "°", "-"}:
        return False
    if site.listed:
        return True
    if after in LETTER_AFTER and after_gap in (" ", "-"):
        return True
    ends = after_gap.strip() == "" and after in {"", "for", "and", "or", "on", "is", "to", "as", "und", "y", "et"}
    stops = bool(re.match(r"\s*(?:[,.;:)\n]|$)", site.folded[site.end : site.end + 6]))
    return (
        _cue_before(site, before) and before in {"in", "with", "using", "en", "mit", "con", "avec"} and (ends or stops)
    )
