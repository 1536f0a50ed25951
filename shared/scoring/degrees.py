"""Degrees, as asked and as held, on one ladder."""

import re
from typing import Final

from shared.models.posting import Degree
from shared.scoring.lines import Reading

RANK: Final[dict[Degree, int]] = {"vocational": 1, "associate": 2, "bachelor": 3, "master": 4, "doctorate": 5}

WORDS: Final[dict[str, tuple[Degree, str]]] = {}
"""Trigger word → degree and the pattern that must match around it (16 characters before, 24 after)."""


def _word(words: str, level: Degree, pattern: str = "") -> None:
    for word in words.split():
        WORDS[word] = (level, pattern)


_word(
    "bachelor bachelors bachelorabschluss bachelorstudium licence licenciatura licenciado licenciada baccalaureate 학사 대졸",
    "bachelor",
)
_word("licence", "bachelor", r"\b(?:une |la |en |niveau |ou )licence|licence (?:en|pro|universitaire|bac)")
_word(
    "bs ba bsc beng bcom btech bba bsn llb",
    "bachelor",
    r"\b(?:bsc|beng|bcom|btech|bba|bsn|llb)\b|\b(?:bs|ba)\b(?:[/,)]| (?:degree|in\b|or\b|and\b|required|preferred|with)|\.)|\(bs\)",
)
_word("undergraduate", "bachelor", r"undergraduate degree")
_word(
    "degree",
    "bachelor",
    r"(?:college|university|four[- ]year|4[- ]year|technical|relevant|related|engineering|science|academic|(?:a|an|have|hold)) degree|degree (?:in|or|from|required|preferred|level)|degree$|education.{0,8}degree",
)
_word(
    "studium hochschulstudium hochschulabschluss studienabschluss universitätsabschluss fachhochschulabschluss diplomstudium diplom grado titulación ingénieur",
    "bachelor",
)
_word("diplom", "master")
_word("ingénieur", "master", r"(?:école|diplôme|formation)[^.]{0,12}ingénieur|ingénieur diplômé")
_word("grado", "bachelor", r"grado (?:en|universitario|superior)|(?:un|título de|estudios de) grado")
_word("titulación", "bachelor", r"titulación (?:universitaria|superior|en)")
_word("master masters master's masterabschluss masterstudium máster maestría msc meng mtech mba 석사", "master")
_word(
    "master",
    "master",
    r"master(?:'s|s')|master(?: degree| of (?:science|arts|business|engineering|education|laws)| in |/phd| or ph| level| \()|(?:or|/|bachelor[^.]{0,8}|oder|ou|un|niveau|einen) master\b",
)
_word("masters", "master", r"masters?(?:'| degree| of| in|/|,| or|\)|$)")
_word("ms ma", "master", r"\b(?:ms|ma)\b(?:[/,)]| (?:degree|in\b|or\b|required|preferred))|(?:bs|ba)\s*/\s*(?:ms|ma)")
_word("phd doctorate doctoral doctorat doctorado doktor promotion md jd pharmd edd dphil 박사", "doctorate")
_word("promotion", "doctorate", r"promotion (?:in|im)\b|abgeschlossene promotion")
_word("md jd", "doctorate", r"\b(?:md|jd)\b(?: degree| required| or\b|/|,)|juris doctor")
_word("doktor", "doctorate", r"doktor(?:grad|titel)")
_word("doctoral", "doctorate", r"doctoral degree|doctoral level")
_word(
    "associate associate's associates",
    "associate",
    r"associate(?:'?s|s')? (?:degree|of (?:science|arts|applied)|in )|\bassociate's\b",
)
_word("bts dut but", "associate", r"\b(?:bts|dut)\b|\bbut (?:en|informatique)")
_word(
    "diploma ged ausbildung berufsausbildung apprenticeship hauptschulabschluss abitur fachabitur cap bep bachillerato formación fp vocational cfgs gymnasium",
    "vocational",
)
_word("diploma", "vocational", r"diploma")
_word("ged", "vocational", r"\bged\b")
_word(
    "ausbildung",
    "vocational",
    r"(?:abgeschlossene|kaufmännische|technische|eine|deine|ihre|medizinische|handwerkliche|entsprechende|erfolgreich\w*|vergleichbare)\s(?:\w+\s){0,3}ausbildung|ausbildung (?:als|zum|zur|im|in|oder)",
)
_word(
    "apprenticeship vocational",
    "vocational",
    r"completed apprenticeship|apprenticeship (?:in|as|completed)|vocational (?:training|degree|qualification|education)",
)
_word("cap bep", "vocational", r"\b(?:cap|bep) (?:[a-z]+|/)|cap/bep|\bdiplôme")
_word("formación", "vocational", r"formación profesional")
_word(
    "fp cfgs",
    "vocational",
    r"\bfp (?:de|en|grado|ii?\b|superior|media)|(?:título|titulación|grado) (?:de |en )?fp\b|\bcfgs\b",
)
_word("gymnasium", "vocational", r"gymnasium(?:sabschluss)")
SCHOOL: Final = re.compile(r"high school|secondary school|ged\b")
EQUIVALENT: Final = re.compile(
    r"or (?:an? )?(?:equivalent|comparable|related|relevant|similar|commensurate)?[^.;]{0,40}experience|equivalent (?:\w+ ){0,3}experience|oder (?:\w+ ){0,3}(?:vergleichbar|gleichwertig|berufserfahrung|ausbildung)|ou (?:\w+ )?(?:équivalent|expérience)|o (?:\w+ )?(?:equivalente|experiencia)|in lieu of|또는.{0,10}경력"
)
BY_PATTERN: Final = {
    word: (level, re.compile(pattern) if pattern else None) for word, (level, pattern) in WORDS.items()
}
HIGHER: Final = re.compile(r"(?:master|associate|doctora\w+|ph\.?d\.?)(?:'?s'?)? $")
DOTTED_WORDS: Final = frozenset(("b", "m", "ph", "j", "bac"))
DOTTED: Final = re.compile(
    r"\b(?P<d>ph\.?\s?d|m\.\s?d|j\.\s?d|b\.\s?s\.?\s?c?|b\.\s?a|b\.\s?e|b\.\s?tech|b\.\s?com|m\.\s?s\.?\s?c?|m\.\s?a|m\.\s?b\.\s?a|m\.\s?tech|bac\s?\+\s?\d)(?![a-z])\.?"
)


def degrees_in(reading: Reading) -> list[tuple[Degree, int, int]]:
    """(level, start, end) of every degree named, in order of the text."""
    lower = reading.lower
    found: list[tuple[Degree, int, int]] = []
    for word in reading.words & BY_PATTERN.keys():
        level, pattern = BY_PATTERN[word]
        for spot in reading.spots(word):
            low, high = max(0, spot - 32), spot + len(word) + 24
            if pattern is None:
                found.append((level, spot, spot + len(word)))
                continue
            if word == "degree" and HIGHER.search(lower, low, spot):
                continue
            for match in pattern.finditer(lower, low, high):
                if match.start() < spot + len(word) and spot < match.end():
                    found.append((level, spot, spot + len(word)))
                    break
    for word in reading.words & DOTTED_WORDS:
        found += [
            (_dotted(match["d"].replace(" ", "").replace(".", "")), spot, match.end())
            for spot in reading.spots(word)
            for match in [DOTTED.match(lower, spot)]
            if match
        ]
    found.sort(key=lambda degree: (degree[1:], degree[0]))
    return found


def _dotted(letters: str) -> Degree:
    if letters[:3] == "bac":
        years = int(letters[-1])
        return "master" if years >= 5 else "bachelor" if years >= 3 else "associate"
    if letters in {"phd", "md", "jd"}:
        return "doctorate"
    return "bachelor" if letters[0] == "b" else "master"
