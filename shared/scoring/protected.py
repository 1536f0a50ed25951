"""Blank out what must never move a score: the name, gender, age, birth, nationality, family, photo, and addresses on the net.

The text keeps its length, so spans found in what is left hold in the original.
"""

import re
from collections.abc import Callable
from typing import Final

LABELS: Final = (
    r"name|full name|first name|last name|surname|gender|sex|age|date of birth|birth ?date|birthday|d\.?o\.?b|born|place of birth|nationality|citizenship|marital status|family status|"
    r"religion|ethnicity|race|photo|picture|pronouns|height|weight|father'?s name|mother'?s name|children|"
    r"vorname|nachname|geschlecht|alter|geburtsdatum|geburtstag|geburtsort|geboren|staatsangehörigkeit|nationalität|familienstand|konfession|kinder|foto|"
    r"nom|prénom|sexe|âge|date de naissance|lieu de naissance|né|née|nationalité|situation (?:familiale|matrimoniale)|état civil|"
    r"nombre|apellidos?|género|sexo|edad|fecha de nacimiento|lugar de nacimiento|nacido|nacida|nacionalidad|estado civil|"
    r"이름|성명|성별|나이|생년월일|출생|국적|결혼|혼인|사진"
)
LINE: Final = re.compile(rf"^[\W_]*(?:{LABELS})\s*(?:[:：|\t]|-\s|\s{{2,}})[^\n|•·]*", re.IGNORECASE | re.MULTILINE)
INLINE: Final = re.compile(
    r"\b(?:nationality|citizenship|gender|sex|date of birth|marital status|staatsangehörigkeit|nationalität|geburtsdatum|nationalité|nacionalidad|국적|성별|생년월일)\s*[:：]\s*[^\n,;|•·]{1,40}"
    r"|\b(?:aged?|i am|i'm)\s+\d{2}(?:\s+years?\s+old)?\b|\b\d{2}[- ]years?[- ]old\b|\b\d{2} (?:jahre alt|ans|años de edad)\b(?! d)",
    re.IGNORECASE,
)
ADDRESS: Final = re.compile(
    r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+|\b(?:linkedin|github|gitlab|xing|twitter|x|behance|dribbble|medium)\.com/\S*",
    re.IGNORECASE,
)
NAME_LINE: Final = re.compile(r"^[^\W\d_][^\W\d_'’.-]*(?:[ \t]+(?:[^\W\d_][\w'’.-]*|[a-z]{2,3})){1,4}[ \t]*$")


def blanked(text: str, names: list[str], *, is_work: Callable[[str], bool]) -> str:
    """``text`` with everything protected turned into spaces. ``is_work`` tells a title from a name in the first line."""
    spans = [match.span() for pattern in (LINE, INLINE, ADDRESS) for match in pattern.finditer(text)]
    lower = text.lower()
    if len(lower) == len(text):
        for name in names:
            wanted = name.lower().strip()
            at = lower.find(wanted) if len(wanted) > 1 else -1
            while at >= 0:
                end = at + len(wanted)
                if not (at and lower[at - 1].isalnum()) and not lower[end : end + 1].isalnum():
                    spans.append((at, end))
                at = lower.find(wanted, end)
    spans += _name_line(text, is_work)
    if not spans:
        return text
    pieces = list(text)
    for start, end in spans:
        pieces[start:end] = ["\n" if character == "\n" else " " for character in text[start:end]]
    return "".join(pieces)


def _name_line(text: str, is_work: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The first line, when it is two to five words that name no work."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end]
    if end == len(text) or len(line) > 60 or not NAME_LINE.match(line) or is_work(line):
        return []
    return [(start, end)]
