"""The parts of a plain-text résumé, and whether a skill in it is shown in work or only listed."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final, Literal

from shared.skills.find import Found

Kind = Literal["head", "work", "skills", "education", "other"]

HEADINGS: Final[tuple[tuple[Kind, str], ...]] = (
    ("skills", r"(?:technical |core |key |professional |computer |it |additional |relevant |top |hard |soft |areas of )*(?:skills?(?: (?:&|and) \w+| summary| set)?|competenc(?:ies|es)|expertise|technologies|tools|tech stack|proficiencies|strengths|keywords|kenntnisse|fähigkeiten|it-kenntnisse|edv-kenntnisse|compétences|informatique|habilidades|competencias|conocimientos|aptitudes|기술|보유\s?기술|스킬|기술\s?스택|highlights|qualifications|core qualifications)"),
    ("work", r"(?:professional |work |relevant |employment |career |previous |other |industry |clinical |teaching )*(?:experience|employment(?: history)?|work history|career history|career|projects?|internships?|volunteer(?:ing| experience)?|berufserfahrung|berufspraxis|beruflicher werdegang|praktika|projekte|expériences?(?: professionnelles?)?|parcours professionnel|projets|experiencia(?: laboral| profesional)?|proyectos|경력(?:\s?사항)?|경험|프로젝트)"),
    ("education", r"(?:academic |professional )*(?:education(?: (?:and|&) \w+)?|academics?|academic background|qualifications? and education|studies|ausbildung|bildung|studium|schulbildung|formation|diplômes|études|educación|formación(?: académica)?|estudios|학력(?:\s?사항)?|교육)"),
    ("other", r"(?:summary|professional summary|profile|objective|career objective|about(?: me)?|certifications?|certificates?|licenses?|awards?|honors|publications?|languages?|interests?|hobbies|references?|accomplishments|additional information|personal(?: information| details)?|contact|profil|über mich|zertifikate|sprachen|interessen|langues|centres d'intérêt|idiomas|certificaciones|resumen|sobre mí|자격증|자기소개|수상|어학|외국어)"),
)  # fmt: skip
ALL: Final = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in HEADINGS)
LINE: Final = re.compile(rf"^[\W_]*(?:{ALL})[\W_]*$", re.IGNORECASE | re.MULTILINE)
INLINE: Final = re.compile(
    r"(?P<skills>\b(?:Technical Skills|Skills|Core Competencies|Highlights|Skill Highlights|Areas of Expertise)\b)(?=\s*:|[A-Z]|\s+[A-Z])"
    r"|(?P<work>\b(?:Work History|Professional Experience|Work Experience|Employment History|Experience|Projects)\b)(?=\s*:|[A-Z]|\s+[A-Z0-9])"
    r"|(?P<education>\bEducation(?: and Training)?\b)(?=\s*:|[A-Z]|\s+[A-Z0-9])"
    r"|(?P<other>\b(?:Summary|Professional Summary|Certifications|Accomplishments|Affiliations|Interests|Languages)\b)(?=\s*:|[A-Z]|\s+[A-Z])"
)
SEGMENT: Final = re.compile(r"[\n•·▪●;]|(?<=[.!?])\s")
PROSE_WORD: Final = re.compile(r"\b[^\W\d_]{2,}\b")
MANY: Final = 3


@dataclass(frozen=True, slots=True)
class Zone:
    kind: Kind
    start: int
    end: int


def zones_of(text: str) -> list[Zone]:
    """The sections of a résumé's text, by their headings: lines of their own, or run into the text where it has few lines."""
    marks = [(match.start(), match.end(), match.lastgroup) for match in LINE.finditer(text)]
    if not marks and text.count("\n") * 400 < len(text):
        marks = [(match.start(), match.end(), match.lastgroup) for match in INLINE.finditer(text)]
    zones = [Zone("head", 0, marks[0][0] if marks else len(text))]
    for index, (_, end, kind) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        zones.append(Zone(kind, end, stop))  # type: ignore[arg-type]  # the groups are named for the kinds
    return zones


def is_list_line(text: str, zones: list[Zone], found: list[Found], hit: Found) -> bool:
    """Whether a skill stands in a list of skills rather than in a sentence about work.

    A list is a skills section, or a stretch between line ends, bullets and full stops that says little besides three or
    more skills.
    """
    zone = next((zone for zone in reversed(zones) if zone.start <= hit.start), zones[0])
    if zone.kind in ("skills", "education"):
        return True
    start, end = _segment(text, hit)
    first = bisect_left(found, start, key=lambda other: other.start)
    last = bisect_left(found, end, lo=first, key=lambda other: other.start)
    inside = [other for other in found[first:last] if other.end <= end]
    words = PROSE_WORD.findall(text[start:end])
    named = sum(len(PROSE_WORD.findall(text[other.start : other.end])) for other in inside)
    prose = len(words) - named
    if len(inside) >= MANY:
        return prose < 2 * len(inside)
    return prose < MANY


def _segment(text: str, hit: Found) -> tuple[int, int]:
    start = 0
    for match in SEGMENT.finditer(text, max(0, hit.start - 400), hit.start):
        start = match.end()
    start = max(start, hit.start - 400)
    after = SEGMENT.search(text, hit.end)
    end = min(after.start() if after else len(text), hit.end + 400)
    return start, end
