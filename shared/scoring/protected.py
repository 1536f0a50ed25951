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
SHORT_NAME: Final = re.compile(
    r"^[가-힣]{2,5}$|^[\u4e00-\u9fff]{2,5}$|^[\u3040-\u30ff\u4e00-\u9fff]{2,4}[ \u3000][\u3040-\u30ff\u4e00-\u9fff]{1,4}$"
)
MONONYM: Final = re.compile(r"^[^\W\d_]{2,20}$")
HEAD: Final = 400
LINES: Final = re.compile(r"[^\n]*\S[^\n]*")
DOCUMENT: Final = re.compile(
    r"^\W*(?:curriculum vitae|r[ée]sum[ée]|cv|lebenslauf|이력서|hoja de vida)\W*$", re.IGNORECASE
)
ADDRESSED: Final = re.compile(r"@|https?:|www\.|\+?\d[\d ()/.-]{6,}\d|\b\d{5}\b")
SURNAMES: Final = frozenset(
    "baker cook mason carpenter taylor tailor butcher miller farmer fisher gardener hunter porter potter shepherd smith "
    "weaver dyer tanner cooper turner walker fuller sawyer glover barber painter page clerk dean marshall bishop priest "
    "abbot major cantor chandler draper fowler hooper judge knight parker sadler singer slater thatcher tyler wheeler wright "
    "koch maler schreiner schneider müller fischer bauer schmidt weber becker zimmermann richter wagner schäfer jäger krämer "
    "pastor herrero guerrero zapatero molinero boulanger boucher charpentier fournier marchand mercier meunier".split()
)
TRADE_BEFORE: Final = frozenset(
    "line head lead pastry sous staff senior junior assistant school executive prep stone brick master apprentice "
    "commercial residential house sign auto town city court law sales".split()
)
WORD: Final = re.compile(r"[^\W_]+")
LABEL_WORDS: Final = frozenset(WORD.findall(re.sub(r"[\\()?:'|.]", " ", LABELS))) - {
    "of",
    "de",
    "s",
    "full",
    "first",
    "last",
    "place",
    "d",
    "o",
    "b",
}
AGE_WORDS: Final = frozenset(
    (
        "old",
        "aged",
        "dob",
        "alt",
        "ans",
        "edad",
        "surname",
        "birthdate",
        "birth",
        "apellido",
        "apellidos",
        "성별",
        "나이",
    )
)
ADDRESS_WORDS: Final = frozenset(("http", "https", "www", "com"))
NAME_LINE: Final = re.compile(
    r"^[^\W\d_a-zß-ÿ][^\W\d_]*(?:[ \t'’-]+(?:[^\W\d_a-zß-ÿ][\w'’.-]*|de|la|van|von|der|den|bin|al|el|da|dos|di|du|le|y|del)\b\.?){1,4}[ \t]*$"
)


def blanked(text: str, names: list[str], *, is_work: Callable[[str], bool]) -> str:
    """``text`` with everything protected turned into spaces. ``is_work`` tells a title from a name in the first line."""
    lower = text.lower()
    words = set(WORD.findall(lower))
    spans = [match.span() for match in ADDRESS.finditer(text)] if words & ADDRESS_WORDS or "@" in text else []
    if words & LABEL_WORDS or not words.isdisjoint(AGE_WORDS):
        spans += [match.span() for pattern in (LINE, INLINE) for match in pattern.finditer(text)]
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
    """The first line (below "Curriculum vitae"), when it is two to five words that are somebody's name.

    A line over an address is a name whatever it says; else one that names work is a title, except that "Ruby Baker"
    names a person: a trade that is also a surname counts only behind a word that makes it a trade ("Pastry Baker").
    """
    lines = [(match.group().strip(), match.start(), match.end()) for match in LINES.finditer(text[:HEAD])]
    if lines and DOCUMENT.match(lines[0][0]):
        lines = lines[1:]
    if len(lines) < 2:
        return []
    line, start, end = lines[0]
    addressed = ADDRESSED.search(lines[1][0]) is not None
    if len(line) > 60 or not (NAME_LINE.match(line) or SHORT_NAME.match(line) or (addressed and MONONYM.match(line))):
        return []
    words = line.lower().split()
    surname = len(words) > 1 and words[-1] in SURNAMES and words[-2] not in TRADE_BEFORE
    if not addressed and not surname and is_work(line):
        return []
    return [(start, end)]
