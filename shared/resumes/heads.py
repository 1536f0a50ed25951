# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Header lines of entries → fields, decided for the whole section at once.

Each header falls into atoms (pieces between separators or style changes). Words give every atom evidence for every
field; then the places where a field was found in the other entries of the section speak too, because a person
writes all entries in one order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, product

from shared.resumes.blocks import Block
from shared.resumes.characters import fold, squeeze
from shared.resumes.dates import Span, find_spans, is_duration, without_dates
from shared.resumes.entries import Entry
from shared.resumes.evidence import company_score, degree_score, field_score, find_degree, school_score, title_score
from shared.resumes.geometry import Segment, Word, join_words
from shared.resumes.hyphens import joined
from shared.resumes.places import is_city_like, is_known_place, place_score, split_trailing_place

Slot = tuple[int, str, int]
Scorer = Callable[["Atom"], float]

_STRONG = re.compile(r"\s*[|•●▪‖¦◆♦]\s*|\s+[–—―]\s+|\s+-\s+|\t+|\s{3,}|\s*·\s*|\s+//?\s+|\s*;\s+|\s+:\s+|:\s+(?=[A-Z])")
_AT = re.compile(r"\s+(?:at|@|bei|chez|presso|bij|u)\s+(?=[^\W\d_a-zà-ÿ])|\s*@\s*(?=[A-Z])")
_AT_ALONE = re.compile(r"(?i)at|@|bei|chez|presso|bij")
_AT_FIRST = re.compile(r"(?:at|bei|chez|presso|bij)\s+(?=[^\W\d_a-zà-ÿ])")
"""Where the title before it is set in another style."""
_SCORE = re.compile(
    r"(?i)\b(?:c?gpa|grade|note|abschlussnote|gesamtnote|notendurchschnitt|mention|media|promedio|voto|score|percentage|gpa|평점|학점)\b\s*[:\-–]?\s*(?P<value>[\w.,]+\s?(?:/\s?[\d.,]+|%)?)"
    r"|\b(?P<alone>\d[.,]\d{1,2}\s?/\s?\d(?:[.,]\d{1,2})?|\d{2,3}/11[0](?:\s?e\s?lode)?|summa cum laude|magna cum laude|cum laude|first[- ]class(?: honou?rs)?(?: with distinction)?|upper second[- ]class honou?rs|with distinction|\d{2}(?:\.\d+)?\s?%)"
)
_URL = re.compile(
    r"(?i)\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|me|edu|ai|app)(?:/\S*)?(?=$|\s|\))"
)
_LEADING_DEGREE = re.compile(r"^(?P<degree>[A-Z]\w*\.?(?: \([^)]{2,12}\))?) (?P<school>(?!in\b|of\b|\()\S+ .+)$")
"""A degree of one word, and what stands behind it."""
_REPEATED = re.compile(r"^(.{3,}?)[\s,–-]+\1$")
"""A subject written twice: as part of the degree and by itself."""
_CONNECTORS = re.compile(
    r"^(?:\s*(?:[,:;|–—(-]|\b(?:in|of|en|im|di|de|für|fur|for|on|major in|majoring in|mit schwerpunkt|spécialité|w zakresie|with a major in|i|по|в)\b))+\s*",
    re.IGNORECASE,
)
_OPEN_CONNECTOR = re.compile(r"(?i)\s+(?:in|of|en|em|de|im)$")
"""Before a subject that is missing, or stands in another line."""
_CAMPUS_OF = re.compile(
    r"(?i)(?:the )?(?:state )?university of|.*institute of technology|.*\b(?:uc|suny|cuny|iit|nit|iim)$"
)
_FIELD_LABEL = re.compile(
    r"(?i)^\s*(?:(?P<company>company(?: name)?|employer|organi[sz]ation|client|institution|institute|university|college|school|firma|unternehmen|arbeitgeber|empresa|entreprise|azienda)"
    r"|(?P<position>designation|position(?: held)?|role|job title|title|degree|qualification|course|stelle|rolle|puesto|cargo|poste)"
    r"|(?P<place>location|place|ort|standort|lieu|lugar|local|sede)|(?P<when>duration|period|dates?|tenure|from|zeitraum|periodo|période|working since|year))\s*[:：–-]\s*"
)
_FACULTY = re.compile(
    r"(?i)(?:(?!high\b|graduate\b)[\w&.'-]+ ){0,3}(?:school|college|faculty|department|institute) (?:of|for) (?!technology)|faculty of|department of"
)
"""A part of a university more often than a school of its own."""
_EMPLOYMENT = re.compile(
    r"(?i)\s*[(\[,·|–-]?\s*\b(full[- ]time|part[- ]time|contract|temporary|permanent|vollzeit|teilzeit|cdi|cdd|tiempo completo|freelance)\b\s*[)\]]?\s*$"
)


_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
"""Where a place ends a sentence; not where it ends an abbreviation (D.C., St.)."""
_ON_OWN = re.compile(
    r"(?:freelance|freelancing|self[- ]?employed|independent|various clients|selbst(?:st)?andig|freiberuflich|a mon compte|independant|autonomo|por cuenta propia|libero professionista|zzp|wlasna dzialalnosc|serbest|фриланс|самозанятый|프리랜서|フリーランス|自由职业|عمل حر)"
)


@dataclass
class Atom:
    """A piece of a header that may be one field."""

    text: str
    slot: Slot
    hint: str | None = None
    before: str = ""
    """The separator between this atom and the one before it in the same segment."""
    bold: bool = False


@dataclass
class Head:
    """What the header of one entry says."""

    fields: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    span: Span | None = None
    url: str | None = None
    score: str | None = None
    rest: list[str] = field(default_factory=list)
    """Header text that is none of the fields."""


def read_heads(entries: list[Entry], kind: str) -> list[Head]:
    """The fields of every entry's header; ``kind`` is ``work``, ``education`` or ``project``."""
    labels = {"work": ("position", "company", "place"), "education": ("school", "degree", "area", "place")}[kind]
    heads: list[Head] = []
    atoms: list[list[Atom]] = []
    for entry in entries:
        # A later role of the same employer has fewer header lines than the first.
        inherits = bool(heads) and len(entry.header) < len(entries[0].header)
        head, pieces = _take_apart(entry, kind, inherits=inherits)
        heads.append(head)
        atoms.append(pieces)
    habits: dict[Slot, Counter[str]] = defaultdict(Counter)
    for _ in range(2):
        chosen = [_assign(pieces, labels, kind, habits, len(entries)) for pieces in atoms]
        habits = defaultdict(Counter)
        for assignment in chosen:
            for label, atom in assignment.items():
                habits[atom.slot][label] += 1
    for head, pieces, assignment in zip(heads, atoms, chosen, strict=True):
        _fill(head, pieces, assignment, kind)
    return heads


def _take_apart(entry: Entry, kind: str, *, inherits: bool) -> tuple[Head, list[Atom]]:
    head = Head()
    spans: list[Span] = []
    atoms: list[Atom] = []
    for number, block in enumerate(entry.header):
        for segment, side in _segments(block):
            at = ""
            for run, (words, bold) in enumerate(_runs(segment)):
                if _AT_ALONE.fullmatch(words):
                    at = "at "  # set in another style than the title before and the firm behind
                    continue
                text, at = at + words, ""
                found = find_spans(text)
                spans += found
                text = without_dates(text, found)
                if address := _URL.search(text):
                    head.url = head.url or address[0]
                    text = text.replace(address[0], "\t")
                atoms += _atoms(text, (min(number, 4), side, run), kind, head, bold=bold)
    if kind == "work":
        atoms = _part_commas(atoms)
        atoms = atoms if inherits else _part_places(atoms)
    for block in entry.body:
        for segment in block.margin:
            found = find_spans(segment.text)
            spans += found
            text = without_dates(segment.text, found)
            atoms += _atoms(text, (9, "M", 0), kind, head, bold=False)
    if kind == "education":
        _school_behind_degree(atoms)
    ranges = [span for span in spans if not span.single]
    head.span = _own(ranges) if ranges else spans[0] if spans else None
    return head, atoms


def _school_behind_degree(atoms: list[Atom]) -> None:
    """Take what follows a degree for a school that no word gives away, where a subject follows in turn.

    "Diploma Le Cordon Bleu, Culinary Arts": a degree in a narrow column, and school and subject beside it.
    """
    if any(atom.hint == "school" or school_score(atom.text) >= 0.5 for atom in atoms):
        return
    for before, atom, after in zip(atoms, atoms[1:], atoms[2:], strict=False):
        behind = before.hint == "degree" and atom.hint == "area" and field_score(atom.text) < 0.6
        if behind and after.hint is None and field_score(after.text) >= 0.6:
            atom.hint = "school"


def _own(ranges: list[Span]) -> Span:
    """Of a firm's years and the role's inside them, the role's; else the first."""
    first = ranges[0]
    return next((span for span in ranges[1:] if span != first and _within(span, first)), first)


def _within(inner: Span, outer: Span) -> bool:
    if not inner.start or not outer.start or inner.start < outer.start:
        return False
    return outer.current or bool(inner.end and outer.end and inner.end[: len(outer.end)] <= outer.end)


def _segments(block: Block) -> list[tuple[Segment, str]]:
    """Text segments of all the block's lines as one, then what stands beside them."""
    first = [(segment, "L" if index == 0 else "R") for index, segment in enumerate(block.segments)]
    if len(block.parts) > 1 and first:
        first = [(Segment(joined(block.parts)), "L")]
    return first + [(segment, "M") for segment in block.margin if segment not in block.segments]


def _runs(segment: Segment) -> list[tuple[str, bool]]:
    """The text between changes of weight or slant and wide gaps; punctuation belongs to the run before, a date to one.

    The figures of a date may be set in another font than its words (2018年4月).
    """
    runs: list[list[Word]] = []
    dates = find_spans(segment.text)
    at = 0
    far = _far(segment.words)
    for word in segment.words:
        at += len(word.text) if word.glue or not runs else len(word.text) + 1
        start = at - len(word.text)
        if runs and (
            ((word.bold, word.italic) == (runs[-1][0].bold, runs[-1][0].italic) and word.x0 - runs[-1][-1].x1 < far)
            or not any(c.isalnum() for c in word.text)
            or any(date.begin < start < date.stop for date in dates)
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [(join_words(run), run[0].bold) for run in runs]


SPACE = 0.32
"""In line heights: the widest space of common fonts."""


def _far(words: list[Word]) -> float:
    """The gap from which on the words of a line are not one text: far more than between the others, where set in type."""
    if not words[0].font:
        return float("inf")
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(words) if not after.glue)
    usual = gaps[len(gaps) // 2] if len(gaps) > 2 else SPACE * words[0].size
    return max(0.65 * words[0].size, 2.2 * usual)


def _atoms(text: str, slot: Slot, kind: str, head: Head, *, bold: bool) -> list[Atom]:
    result: list[Atom] = []
    position = 0
    separator = ""
    label = None
    if found := _FIELD_LABEL.match(text):
        label = next((name for name, value in found.groupdict().items() if value), None)
        text = text[found.end() :]
        if label == "when":
            return []
        if kind == "education":
            label = {"company": "school", "position": "degree"}.get(label or "", label)
    for found in [*_STRONG.finditer(text), None]:
        stop = found.start() if found else len(text)
        piece = text[position:stop]
        if cleaned := _trim(piece):
            result += [
                Atom(part, slot, hint or label, before if index else separator, bold)
                for index, (part, hint, before) in enumerate(_pieces(cleaned, kind, head))
            ]
        if found:
            separator = found[0]
            position = found.end()
    return result


def _trim(text: str) -> str:
    text = squeeze(text).strip(" ,;|·•–—-:/，；：、")
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    elif text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return text.strip(" ,;|·•–—-:/，；：、") if any(c.isalnum() for c in text) else ""


def _pieces(text: str, kind: str, head: Head) -> list[tuple[str, str | None, str]]:
    """Parts of a text without strong separators: (text, hint, separator before)."""
    if is_duration(text):
        return []
    if kind == "education" and re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?(?:\s?/\s?\d+)?|\d{2,3}(?:[.,]\d+)?\s?%", text):
        head.score = head.score or text
        return []
    if kind == "education" and (found := _SCORE.search(text)):
        value = squeeze(found["value"] or found["alone"] or "")
        if any(c.isdigit() for c in value) or found["alone"]:
            head.score = head.score or value
            text = _trim(text[: found.start()] + " " + text[found.end() :])
            if not text:
                return []
    if kind == "education" and (found := _AT_FIRST.match(text)):
        text = text[found.end() :]
    if kind == "education" and (found := _AT.search(text)) and find_degree(text[: found.start()]):
        # "Master in Public Policy at Sciences Po"
        learned = _trim(text[: found.start()])
        return [*_education_pieces(learned), *_as_school(_pieces(text[found.end() :], kind, head), found[0])]
    if kind == "work" and (found := _AT_FIRST.match(text)):
        return [
            (t, h or "company" if i == 0 else h, b)
            for i, (t, h, b) in enumerate(_pieces(text[found.end() :], kind, head))
        ]
    if kind == "work" and (found := _AT.search(text)):
        left, right = _trim(text[: found.start()]), _trim(text[found.end() :])
        if left and right:
            return [
                (left, "position", ""),
                *[
                    (t, h or "company" if i == 0 else h, found[0])
                    for i, (t, h, _) in enumerate(_pieces(right, kind, head))
                ],
            ]
    if place_score(text) >= 0.7 and school_score(text) < 0.9:
        return [(text, None, "")]
    if parted := split_trailing_place(text):
        before, place = parted
        if not (kind == "education" and degree_score(place) >= 1.0):
            return [*_pieces(before, kind, head), (place, "place", ", ")]
    return _education_pieces(text) if kind == "education" else [(text, None, "")]


def _as_school(pieces: list[tuple[str, str | None, str]], separator: str) -> list[tuple[str, str | None, str]]:
    """The pieces behind "at", of which the first names a school unless it says what else it is."""
    return [
        (text, hint or "school", separator) if index == 0 else (text, hint, before)
        for index, (text, hint, before) in enumerate(pieces)
    ]


def _part_places(atoms: list[Atom]) -> list[Atom]:
    """Part "Figma, USA" where nothing else can be the employer and its first word is no known town."""
    if any(title_score(atom.text) < 0.6 and place_score(atom.text) < 0.7 for atom in atoms):
        return atoms
    result: list[Atom] = []
    for atom in atoms:
        first, _, rest = atom.text.partition(", ")
        if rest and place_score(atom.text) >= 0.7 and not is_known_place(first) and atom.hint in (None, "place"):
            result += [Atom(first, atom.slot, "company", atom.before, atom.bold), Atom(rest, atom.slot, "place", ", ")]
        else:
            result.append(atom)
    return result


def _part_commas(atoms: list[Atom]) -> list[Atom]:
    """Split "Title, Employer" at its comma, unless the employer stands somewhere else."""
    open_to_company = [
        atom for atom in atoms if title_score(atom.text) < 0.6 and place_score(atom.text) < 0.7 and atom.hint != "place"
    ]
    open_to_title = [atom for atom in atoms if title_score(atom.text) >= 0.6]
    result: list[Atom] = []
    for atom in atoms:
        pieces = _work_pieces(atom.text) if atom.hint is None else []
        needed = not [a for a in open_to_company if a is not atom] or not [
            a for a in open_to_title if a is not atom and a in atoms and title_score(a.text) >= 0.6
        ]
        sure = len(pieces) > 1 and max(company_score(piece) for piece, _, _ in pieces) >= 0.7
        if (
            len(pieces) > 1
            and (needed or sure)
            and not (len(open_to_company) >= 1 and atom not in open_to_company and not sure)
        ):
            result += [
                Atom(text, atom.slot, hint, before if i else atom.before, atom.bold)
                for i, (text, hint, before) in enumerate(pieces)
            ]
        else:
            result.append(atom)
    return result


def _work_pieces(text: str) -> list[tuple[str, str | None, str]]:
    parts = re.split(r"\s*[,、]\s+", text)
    if len(parts) < 2:
        return [(text, None, "")]
    best, gain = 0, 0.35
    for cut in range(1, len(parts)):
        left, right = ", ".join(parts[:cut]), ", ".join(parts[cut:])
        if company_score(right) >= 0.9 and len(right.split()) <= 1:
            continue
        titles = (title_score(parts[cut - 1]), title_score(right))
        firsts = (title_score(left), title_score(parts[cut]))
        # Evidence that one side is a title and the other is none.
        apart = max(min(firsts[0], 1 - titles[1]), min(firsts[1], 1 - titles[0]))
        if company_score(right) >= 0.5 > company_score(parts[cut - 1]) and firsts[0] >= 0.6:
            apart += 0.05 * cut
        apart += 0.3 * max(company_score(left) * firsts[1], company_score(right) * firsts[0])
        if company_score(right) >= 0.9 and company_score(left) < 0.5 and len(left.split()) <= 4:
            apart = max(apart, 0.4)  # before a firm named as one stands the work
        if apart > gain:
            best, gain = cut, apart
    if not best:
        return [(text, None, "")]
    return [(", ".join(parts[:best]), None, ""), (", ".join(parts[best:]), None, ", ")]


def _education_pieces(text: str) -> list[tuple[str, str | None, str]]:
    lead = _LEADING_DEGREE.match(text)
    if lead and find_degree(lead["degree"]) and school_score(lead["school"]) >= 0.9:
        # "BA (Hons) University of Leeds, History": in two columns with next to no space between.
        (behind, hint, _), *rest = _education_pieces(lead["school"])
        return [(lead["degree"], "degree", ""), (behind, hint, " "), *rest]
    parts = re.split(r"\s*[,、]\s+", text)
    schools = [school_score(part) >= 0.9 for part in parts]
    degrees = [degree_score(part) >= 0.7 for part in parts]
    if len(parts) > 1 and any(schools) and not all(schools):
        # Cut between the school and what is studied there; a campus ("University of X, Berkeley") stays with the school.
        groups: list[list[str]] = []
        marks: list[bool] = []
        for part, school, degree in zip(parts, schools, degrees, strict=True):
            studied = degree or field_score(part) >= 0.6
            town = not school and not studied and is_city_like(part)
            if groups and marks[-1] and town and not _CAMPUS_OF.match(groups[-1][-1]):
                groups.append([part])
                marks.append(False)
            elif groups and (school == marks[-1] or (marks[-1] and not studied)):
                groups[-1].append(part)
            else:
                groups.append([part])
                marks.append(school)
        result: list[tuple[str, str | None, str]] = []
        for index, (group, school) in enumerate(zip(groups, marks, strict=True)):
            joined = ", ".join(group)
            pieces = [(joined, "school", "")] if school else _degree_pieces(joined)
            result += [(t, h, ", " if i == 0 and index else b) for i, (t, h, b) in enumerate(pieces)]
        return result
    return _degree_pieces(text)


def _degree_pieces(text: str) -> list[tuple[str, str | None, str]]:
    found = find_degree(text)
    if found is None or (school_score(text) >= 0.9 and found.start() > 0):
        return [(text, "school" if school_score(text) >= 0.9 else None, "")]
    before, degree, after = text[: found.start()], found[0], text[found.end() :]
    if school_score(text) >= 0.9:
        inside = re.search(r"(?:,|\bat\b|\bfrom\b|–|-)\s*(?P<school>.+)$", after)
        if inside and school_score(inside["school"]) >= 0.9:
            return [
                *_degree_pieces(text[: found.end()] + after[: inside.start()]),
                (_trim(inside["school"]), "school", ", "),
            ]
        return [(text, None, "")]
    paren = re.match(r"\s*\(([^)]{2,40})\)", after)
    if paren and find_degree(paren[1]):
        degree, after = f"{degree} {paren[0].strip()}", after[paren.end() :]
    area = _trim(_OPEN_CONNECTOR.sub("", _CONNECTORS.sub("", after))) if after.strip() else ""
    lead = _trim(_OPEN_CONNECTOR.sub("", f" {before.rstrip()}"))
    result: list[tuple[str, str | None, str]] = []
    if lead:
        result.append((lead, "area", ""))
    if lead and fold(lead) == fold(area):
        # "Nursing, Bachelor of Science in Nursing": the subject, and a degree named after it.
        return [*result, (_trim(text[found.start() :]), "degree", " ")]
    result.append((_trim(degree) or degree, "degree", " "))
    if area:
        result.append((area, "area" if not lead else None, " "))
    return result


def _scores(atom: Atom, label: str, kind: str) -> float:
    place = place_score(atom.text)
    title = title_score(atom.text)
    base = 0.0 if atom.hint is None else 1.2 if atom.hint == label else -0.4
    if label == "place":
        return base + (place if place >= 0.5 else -0.6) - 0.5 * title
    if kind == "work":
        company = 1.0 if _ON_OWN.fullmatch(fold(atom.text)) else company_score(atom.text)
        if company == 1.0:
            title = 0.0
        if label == "position":
            return base + title - 0.5 * (company >= 0.9) - 0.6 * (place >= 0.7) + 0.05
        return base + company + 0.12 - 0.6 * title - 0.6 * (place >= 0.7)
    school, degree, studied = school_score(atom.text), degree_score(atom.text), field_score(atom.text)
    if label == "school":
        within = 0.2 if _FACULTY.match(atom.text) else 0.0
        return base + school + 0.1 - 0.5 * degree - 0.3 * studied - 0.5 * (place >= 0.7) - within
    if label == "degree":
        return base + degree - 0.3 * school
    return base + 0.7 * studied - 0.3 * school - 0.3 * (place >= 0.7) + 0.02


def _assign(
    atoms: list[Atom], labels: tuple[str, ...], kind: str, habits: dict[Slot, Counter[str]], entries: int
) -> dict[str, Atom]:
    """The best one-to-one choice of atoms for labels; a label may stay empty."""
    atoms = atoms[:7]
    if not atoms:
        return {}
    table = [
        [
            _scores(atom, label, kind)
            + (0.7 * habits[atom.slot][label] / entries if atom.slot in habits else 0.0)
            - 0.02 * index
            for index, atom in enumerate(atoms)
        ]
        for label in labels
    ]
    options = [[None, *(i for i in range(len(atoms)) if row[i] > 0.0)] for row in table]
    best: tuple[int | None, ...] = tuple(None for _ in labels)
    best_total = 0.0
    for choice in product(*options):
        taken = [index for index in choice if index is not None]
        if len(set(taken)) != len(taken):
            continue
        total = sum(table[row][index] for row, index in enumerate(choice) if index is not None)
        if total > best_total + 1e-9:
            best, best_total = choice, total
    return {label: atoms[index] for label, index in zip(labels, best, strict=True) if index is not None}


_LIGHT = ("", ",", "|", "·", "•")
"""Separators that part fields; a dash may also run through one."""


def _may_be_town(atom: Atom) -> bool:
    return is_city_like(atom.text) and field_score(atom.text) < 0.5 and atom.hint in (None, "place")


def _may_be_subject(head: Head, atom: Atom) -> bool:
    """Whether what stands behind a school may be what was studied there, its degree being known."""
    text = atom.text
    return "area" not in head.fields and len(text) <= 48 and place_score(text) < 0.5 and not re.search(r"\d", text)


def _fill(head: Head, atoms: list[Atom], assignment: dict[str, Atom], kind: str) -> None:
    if kind == "education" and list(assignment) == ["area"] and field_score(assignment["area"].text) < 0.9:
        assignment = {"school": assignment["area"]}  # "Sciences Po": what stands alone is where somebody learned
    named = {id(atom): label for label, atom in assignment.items()}
    if "place" not in assignment and len(assignment) >= (2 if kind == "work" else 1):
        subject = kind == "education" and "degree" in assignment and "area" not in assignment
        left = [
            index
            for index, a in enumerate(atoms)
            if id(a) not in named and _may_be_town(a) and not (subject and a.before.strip() != ",")
        ]
        if len(left) == 1:
            before = named.get(id(atoms[left[0] - 1])) if left[0] else None
            if atoms[left[0]].before.strip() in _LIGHT or before in ("company", "school"):
                named[id(atoms[left[0]])] = "place"
    previous: tuple[str, Slot] | None = None
    if kind == "education" and "school" not in assignment and (area := assignment.get("area")) and ", " in area.text:
        # "MSc in Public Policy, Sciences Po": a school that no word gives away.
        area.text, _, head.fields["school"] = area.text.rpartition(", ")
    for atom in atoms:
        label = named.get(id(atom))
        if label:
            text = atom.text
            if label in ("position", "company") and (kept := _EMPLOYMENT.sub("", text)):
                text = kept
            if label == "place":
                text = _FULL_STOP.sub("", text)
            head.fields[label] = text if label not in head.fields else f"{head.fields[label]}{atom.before or ' '}{text}"
            head.sure[label] = max(0.0, min(1.0, _scores(atom, label, kind)))
            previous = (label, atom.slot)
        elif (
            previous
            and previous[1] == atom.slot
            and atom.before.strip() in (",", "-", "–", "—", "/", ":", "")
            and previous[0] != "place"
            and atom.hint != "school"
        ):
            # "Project Manager – Infrastructure": what follows in the same run belongs to the field before it.
            head.fields[previous[0]] += f"{atom.before.replace(chr(9), ', ') or ' '}{atom.text}"
        elif previous and previous[0] == "school" and "degree" in assignment and _may_be_subject(head, atom):
            head.fields["area"] = atom.text
        elif not is_duration(atom.text):
            head.rest.append(atom.text)
    if "area" in head.fields:
        head.fields["area"] = _REPEATED.sub(r"\1", head.fields["area"])
