"""The jobs somebody has held: from a parsed résumé, or from the titles and date ranges of a plain text."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from shared.models.match import Evidence
from shared.models.resume import Resume
from shared.scoring.dates import Months, ranges_in, span_of
from shared.scoring.level import find_level
from shared.scoring.lines import BULLETS
from shared.scoring.roles import Role, find_role
from shared.scoring.terms import WORD, weighed
from shared.scoring.zones import Zone


@dataclass(slots=True)
class Held:
    """A job held: its title's role, its months, and how much it still says (1 for the latest)."""

    title: str
    role: Role | None
    stems: frozenset[str]
    weight: float
    months: Months | None
    where: list[Evidence]


HEADLINE_WEIGHT: Final = 0.9
"""What a title counts that somebody gives themself above the jobs."""
OLDEST_WEIGHT, STEP = 0.75, 0.06
SMALL: Final = frozenset("and the for with und der die das für les des una los las del remote hybrid".split())
HEAD: Final = 600
HEAD_LINES: Final = 6
NEAR: Final = 90
LONGEST_TITLE: Final = 9
LONGEST_HEADLINE: Final = 90
SPOKEN_TITLE: Final = 6
"""Words looked at beside a date where sentences run on."""
AGENT: Final = re.compile(r"(?:er|or|ist|ian|ant|eur|euse|in|ière|ier|ero|era|ar|\brn|\blpn|\bcna|[가-힣])$")
"""How one word alone must end to be a title: "Electrician", not "SAP"."""
HEAD_WORD: Final = re.compile(
    r"manager|lead|specialist|analyst|assistant|associate|director|head|intern\b|officer|coordinator|consultant|senior|junior",
    re.IGNORECASE,
)
"""A word that makes a title of a field ("Marketing Lead")."""
SCHOOLING: Final = re.compile(
    r"bachelor|master of|\bb\.?\s?sc\b|\bm\.?\s?sc\b|\bb\.\s?a\b|diploma|\bdegree\b|\bgpa\b|graduat|abitur|(?:schul|studien)abschluss|"
    r"licenciatura|학사|석사|졸업"
)
PIECE: Final = re.compile(
    r"[\n|•·;(]|:\s|\s{3,}|\s[-–—]\s|(?<=[a-z])(?=[A-Z][a-z]+\s[A-Z])|,\s|\.\s+(?=[A-Z])|\b[Cc]ompany [Nn]ame\b|\bat\b|@|\bbei\b|\bchez\b"
)


@lru_cache(maxsize=8192)
def title_stems(title: str) -> frozenset[str]:
    """The content stems of a title, without its level and brackets."""
    level = find_level(title)
    if level:
        title = f"{title[: level[1]]} {title[level[2] :]}"
    plain = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", title.lower())
    return frozenset(weighed(word)[0] for word in WORD.findall(plain) if word not in SMALL)


def held(title: str, weight: float, months: Months | None, where: list[Evidence]) -> Held:
    return Held(title, find_role(title), title_stems(title), weight, months, where)


def held_of(resume: Resume, text: str, today: date) -> list[Held]:
    """The jobs of a parsed résumé, in its order; their titles' places in ``text`` are the evidence."""
    jobs = []
    for index, job in enumerate(resume.work):
        title = job.position or ""
        months = span_of(job.start_date, job.end_date, today, current=bool(job.current))
        jobs.append(held(title, _recency(index), months, place_of(text, title)))
    return jobs


def held_in(text: str, lower: str, zones: list[Zone], today: date) -> list[Held]:
    """Jobs of a plain text: the title in or beside the line of each date range, and the one it opens with."""
    jobs: list[Held] = []
    schooling = [(zone.start, zone.end) for zone in zones if zone.kind == "education"]
    for months, start, end in ranges_in(text, today):
        if any(low <= start < high for low, high in schooling):
            continue
        if not schooling and SCHOOLING.search(lower, max(0, start - 60), min(len(lower), end + 60)):
            continue
        title, at = _title_near(text, start, end)
        where = quoted(text, at, at + len(title)) if title else quoted(text, start, end)
        jobs.append(held(title, _recency(len(jobs)), months, where))
    jobs.sort(key=lambda job: job.where[0].start)
    return jobs + _headline(text)


def quoted(text: str, start: int, end: int) -> list[Evidence]:
    return [Evidence("resume", start, end, text[start:end])]


def place_of(text: str, quote: str | None) -> list[Evidence]:
    """The first place of a quote, or none."""
    at = text.find(quote) if quote else -1
    return quoted(text, at, at + len(quote)) if quote and at >= 0 else []


def _recency(index: int) -> float:
    return max(OLDEST_WEIGHT, 1.0 - STEP * index)


def _headline(text: str) -> list[Held]:
    head = text[:HEAD]
    lines = head.split("\n")[:HEAD_LINES] if "\n" in head.strip() else [head[:160]]
    for line in lines:
        said = line.strip()
        if len(lines) > 1 and (len(said) > LONGEST_HEADLINE or said[-1:] == "."):
            continue
        if not said or said[0] in BULLETS or ": " in said or not (" " in said or AGENT.search(said.lower())):
            continue  # "Tools: Accounting" lists a skill
        if role := find_role(said):
            at = text.find(said)
            return [
                held(said[role.start : role.end], HEADLINE_WEIGHT, None, quoted(text, at + role.start, at + role.end))
            ]
    return []


def _title_near(text: str, start: int, end: int) -> tuple[str, int]:
    """The piece of text beside a date range that names a role; empty where none does.

    The date's own line comes first, then the line above, then the one below; in a text without lines, the nearest.
    """
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    above = text.rfind("\n", 0, max(0, line_start - 1)) + 1
    below = text.find("\n", line_end + 1)
    below = len(text) if below < 0 else below
    stretches = (
        (max(line_start, _word_start(text, start - NEAR)), start),
        (end, min(line_end, _word_start(text, end + NEAR))),
        (max(above, _word_start(text, line_start - NEAR)), max(above, line_start - 1)),
        (min(line_end + 1, below), min(below, _word_start(text, line_end + NEAR))),
    )
    flat = line_end - line_start > 4 * NEAR
    for index, (low, high) in enumerate(stretches):
        if flat and index > 1:
            break
        if index > 1 and text[low:high].lstrip()[:1] in tuple(BULLETS):
            continue
        pieces = _pieces(text, low, high)
        if index != 1:
            pieces.reverse()
        for piece, offset in pieces:
            if piece.count(" ") < LONGEST_TITLE:
                said, at = piece, offset
            else:  # the end nearest to the date
                words = piece.split(" ")
                said = " ".join(words[:SPOKEN_TITLE] if index == 1 else words[-SPOKEN_TITLE:]).strip()
                at = text.index(said, offset) if index == 1 else offset + len(piece) - len(said)
            if _is_title(said):
                return said, at
    return "", 0


def _word_start(text: str, position: int) -> int:
    """The first position from here on that does not cut a word."""
    position = min(max(position, 0), len(text))
    while 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum():
        position += 1
    return position


def _pieces(text: str, low: int, high: int) -> list[tuple[str, int]]:
    pieces = []
    at = low
    for match in [*PIECE.finditer(text, low, high), None]:
        stop = match.start() if match else high
        piece = text[at:stop].strip()
        if len(piece) > 2:
            pieces.append((piece, text.index(piece, at)))
        at = match.end() if match else high
    return pieces


def _is_title(piece: str) -> bool:
    if not piece or piece[0] in BULLETS or (piece[-1] == "." and piece.count(" ") > 3):
        return False
    role = find_role(piece)
    if role is None:
        return False
    end = role.end
    while end < len(piece) and piece[end].isalnum():  # a stem decided: its whole word is looked at
        end += 1
    said = piece[role.start : end].lower()
    return (
        " " in said
        or "-" in said
        or bool(AGENT.search(said))
        or (role.end - role.start < len(piece) * 0.6 and bool(HEAD_WORD.search(piece)))
    )
