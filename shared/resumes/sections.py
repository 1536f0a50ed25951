"""Lines → sections: which lines are headings, and what stands under each.

Known words make a heading; how the known ones look (size, weight, colour, capitals) then tells which other lines are
headings too and which lines with a heading's words are not ("Tools" as the name of a skill group).
"""

from collections import Counter
from dataclasses import dataclass, field

from shared.resumes.characters import SURE_BULLETS
from shared.resumes.contact import EMAIL, looks_like_name
from shared.resumes.dates import find_spans
from shared.resumes.evidence import title_score
from shared.resumes.geometry import Line, Segment
from shared.resumes.headings import find_kind, is_phrase
from shared.resumes.languages import find_language
from shared.resumes.places import looks_like_place

Look = tuple[float, bool, int, str, bool]


@dataclass
class Section:
    """A heading and its lines. ``kind`` is ``None`` for a heading of unknown meaning, ``head`` for what has none."""

    kind: str | None
    title: str
    lines: list[Line] = field(default_factory=list)


def split_sections(lines: list[Line]) -> list[Section]:
    """Sections in reading order; what stands before the first heading of a column is a ``head`` section."""
    is_heading = _heading_test(lines)
    sections: list[Section] = []
    open_by_flow: dict[int, Section] = {}
    # The last heading while nothing stands below it in its own column: what follows may be columns under it.
    bare: Section | None = None
    bare_flow = 0
    for index, line in enumerate(lines):
        title = heading_text(line)
        within = open_by_flow.get(line.flow)
        if is_heading[index] and not (within and within.kind == "skills" == find_kind(title)):
            section = Section(find_kind(title), title.strip(" :-–—|"))
            sections.append(section)
            open_by_flow[line.flow] = bare = section
            bare_flow = line.flow
            continue
        current = within
        if current is None:
            current = bare or Section("head", "")
            if bare is None:
                sections.append(current)
            open_by_flow[line.flow] = current
        elif line.flow == bare_flow:
            bare = None
        current.lines.append(line)
    _name_below_lists(sections)
    return [section for section in sections if section.lines or section.kind not in (None, "head")]


def heading_text(line: Line) -> str:
    """The words of a line that may be a heading, without ornaments before and after."""
    return line.text.strip("".join(SURE_BULLETS) + " :-–—|_=~/\\<>#*·.")


def _look(segment: Segment) -> Look:
    size, bold, _, colour, font, caps = segment.style
    return (size, bold, colour, font, caps)


def _heading_test(lines: list[Line]) -> list[bool]:
    flags = [False] * len(lines)
    declared = [line.heading for line in lines]
    candidates = [
        index
        for index, line in enumerate(lines)
        if len(line.segments) == 1 and find_kind(heading_text(line)) and not line.bullet
    ]
    small = [index for index in candidates if heading_text(lines[index])[0].islower()]
    if 2 * len(small) <= len(candidates):
        # "software" is the end of a line above it, unless all headings are in small letters.
        candidates = [index for index in candidates if index not in small]
    ordinary = Counter(_look(segment) for line in lines for segment in line.segments)
    looks = Counter(_look(lines[index].segments[0]) for index in candidates)
    trusted = _trusted_looks(looks, ordinary)
    levels = Counter(declared[index] for index in candidates if declared[index] is not None)
    level = min((lv for lv in levels if lv is not None), default=None)
    for index in candidates:
        line = lines[index]
        if declared[index] is not None:
            flags[index] = level is None or declared[index] == level
        elif level is not None and sum(levels.values()) >= 2:
            flags[index] = False
        else:
            flags[index] = not trusted or _look(line.segments[0]) in trusted
    if level is None:
        _flag_lesser(lines, candidates, flags)
    opening = next((index for index in candidates if flags[index]), 0)
    for index in candidates:
        # "Contact" and "Profile" of a lower level above the first section of the highest.
        flags[index] = flags[index] or (
            index < opening and declared[index] is not None and is_phrase(heading_text(lines[index]))
        )
    # What looks like a heading right below one is the title of an entry, and so are its like.
    titles = {
        _look(lines[index + 1].segments[0])
        for index in candidates
        if flags[index] and index + 1 < len(lines) and index + 1 not in candidates
    }
    first = next((index for index, flag in enumerate(flags) if flag), 0)
    for index, line in enumerate(lines):
        if flags[index] or line.bullet:
            continue
        if declared[index] is not None:
            text = heading_text(line)
            below = lines[index + 1].text if index + 1 < len(lines) else ""
            what_one_is = index < first and (
                title_score(text) >= 0.6 or looks_like_place(text) or EMAIL.search(below) is not None
            )
            flags[index] = level is not None and declared[index] == level and not what_one_is
        else:
            flags[index] = level is None and _looks_like_heading(lines, index, first, trusted - titles, ordinary)
    _unflag_entries(lines, flags)
    return flags


def _unflag_entries(lines: list[Line], flags: list[bool]) -> None:
    """Take declared headings of unknown words for entries, where the section above them would be empty otherwise.

    "Experience" and "Acme Corp" below it are of one level in many files.
    """
    inside = False
    for index, line in enumerate(lines):
        if not flags[index]:
            continue
        kind = find_kind(heading_text(line))
        if kind is not None:
            following = index + 1
            bare = following < len(lines) and flags[following] and find_kind(heading_text(lines[following])) is None
            inside = bare and kind in _OF_ENTRIES
        elif inside and line.heading is not None:
            flags[index] = False


_OF_ENTRIES = frozenset(
    ["work", "education", "projects", "volunteer", "publications", "awards", "certificates", "skills"]
)
"""Kinds of sections whose parts have titles of their own."""


def _flag_lesser(lines: list[Line], candidates: list[int], flags: list[bool]) -> None:
    """Flag known headings in a lesser look than the others': where one stands above spoken languages, and its like."""
    lesser = [index for index in candidates[:-1] if not flags[index] and is_phrase(heading_text(lines[index]))]
    lesser = [index for index in lesser if _look(lines[index].segments[0]) != _look(lines[index + 1].segments[0])]
    looks = {
        _look(lines[index].segments[0])
        for index in lesser
        if find_kind(heading_text(lines[index])) == "languages" and find_language(lines[index + 1].text)
    }
    for index in lesser:
        kind = find_kind(heading_text(lines[index]))
        if _look(lines[index].segments[0]) in looks and kind != "skills" and lines[index].gap >= 0.4:
            flags[index] = kind != "languages" or find_language(lines[index + 1].text) is not None


def _trusted_looks(looks: Counter[Look], ordinary: Counter[Look]) -> set[Look]:
    """The looks that most known headings share; a look that ordinary text has too says nothing."""
    if not looks:
        return set()
    ranked = sorted(looks, key=lambda look: (-looks[look], ordinary[look], look))
    best = ranked[0]
    if looks[best] < 2:
        return set()
    trusted = {best}
    for look in ranked[1:]:
        # Another look is a heading's too if it is as loud: at least as large and set apart from the text.
        louder = look[0] >= best[0] - 0.6 and (look[1] >= best[1] or look[4])
        if (looks[look] >= 2 and looks[look] >= 0.5 * ordinary[look]) or (louder and looks[look] == ordinary[look]):
            trusted.add(look)
    return trusted


def _looks_like_heading(lines: list[Line], index: int, first: int, trusted: set[Look], ordinary: Counter[Look]) -> bool:
    """Whether a line of unknown words is a heading by its look alone; ``first`` is where the first known one stands."""
    line = lines[index]
    if len(line.segments) != 1 or not trusted or (line.gap < 0.4 and not line.whole):
        return False
    text = heading_text(line)
    if index <= 3 and looks_like_name(text) >= 0.5:
        return False
    if index < first and title_score(text) >= 0.6:
        return False  # what the person is
    look = _look(line.segments[0])
    if look not in trusted or not 3 <= len(text) <= 60 or len(text.split()) > 7 or find_spans(text):
        return False
    if text.endswith((".", ",", ";")) or not any(c.isalpha() for c in text):
        return False
    known = [
        other
        for other in lines
        if len(other.segments) == 1 and _look(other.segments[0]) == look and find_kind(heading_text(other))
    ]
    # Where entry titles look like headings, looks prove nothing.
    if len(known) < 2 or ordinary[look] > 1.8 * len(known) + 1:
        return False
    if not any(abs(other.x0 - line.x0) < 3 or abs(other.x0 + other.x1 - line.x0 - line.x1) < 6 for other in known):
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and _look(following.segments[0]) != look


def _name_below_lists(sections: list[Section]) -> None:
    """Part a list section where a profile's name, title and place follow it in one column (LinkedIn copied as text)."""
    if not sections or sections[0].kind not in ("contact", "skills") or any(s.kind == "head" for s in sections):
        return
    for index, section in enumerate(sections[:8]):
        if section.kind not in ("contact", "skills", "languages", "certificates", "awards", "publications"):
            break
        following = sections[index + 1].kind if index + 1 < len(sections) else None
        if following not in ("summary", "work"):
            continue
        names = [
            number
            for number, line in enumerate(section.lines)
            if looks_like_name(line.text) >= 0.9
            and any(looks_like_place(other.text) for other in section.lines[number + 1 : number + 4])
        ]
        if names:
            sections.insert(index + 1, Section("head", "", section.lines[names[-1] :]))
            section.lines = section.lines[: names[-1]]
            return
