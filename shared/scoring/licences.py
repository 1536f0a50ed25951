"""Licences and registrations without which some work may not be done."""

import re
from typing import Final

from shared.scoring.lines import spots_in

LICENCES: Final[tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]] = tuple(
    (name, tuple(words.split()), re.compile(pattern))
    for name, words, pattern in (
        ("RN license", "rn nurse nursing", r"\brn\b|registered nurse(?:'s)? licen[sc]e|licensed registered nurse|nursing licen[sc]e"),
        ("LPN license", "lpn lvn practical vocational", r"\blpn\b|\blvn\b|licensed (?:practical|vocational) nurse"),
        ("CNA certification", "cna nursing", r"\bcna\b|certified nursing assistant"),
        ("BLS certification", "bls life", r"\bbls\b|basic life support"),
        ("ACLS certification", "acls", r"\bacls\b"),
        ("NMC registration", "nmc", r"\bnmc\b"),
        ("CPA", "cpa accountant", r"\bcpa\b|certified public accountant"),
        ("CDL", "cdl commercial", r"\bcdl\b|commercial driver'?s'? licen[sc]e"),
        ("driving licence", "driver drivers driving führerschein permis carnet carné carne 운전면허", r"(?:driver'?s?'?|driving) licen[sc]e|führerschein|permis (?:b|de conduire)|carn[eé]t? de conducir|운전면허"),
        ("forklift licence", "forklift staplerschein gabelstaplerschein caces carretillero", r"forklift (?:licen[sc]e|certif)|staplerschein|\bcaces\b|carn[eé]t? de carretillero"),
        ("electrician licence", "electrician electricians electrical", r"(?:electrician'?s?|electrical) licen[sc]e|licensed (?:journeyman |master )?electrician"),
        ("plumbing licence", "plumber plumbers plumbing", r"(?:plumber'?s?|plumbing) licen[sc]e|licensed plumber"),
        ("EPA 608", "epa", r"\bepa (?:section )?608\b|\bepa (?:universal )?certif"),
        ("bar admission", "bar barred admitted", r"(?:admitted to|member of|licensed (?:by|in)|active) (?:the |a )?(?:\w+ ){0,3}bar\b|bar (?:admission|membership|license)|barred in"),
        ("PE license", "pe professional", r"\bpe licen[sc]e|professional engineer(?:'s)? (?:\(pe\) )?licen[sc]e|licensed professional engineer"),
        ("teaching certificate", "teaching teacher teachers lehramt qts", r"(?:teach(?:ing|er'?s?)) (?:certificat\w*|licen[sc]\w*|credential)|lehramt|\bqts\b|qualified teacher status"),
        ("security clearance", "clearance sicherheitsüberprüfung", r"(?:security|secret|ts/sci|sci) clearance|sicherheitsüberprüfung"),
        ("real estate license", "estate", r"real estate licen[sc]e"),
        ("insurance license", "insurance casualty life p", r"(?:insurance|life and health|property (?:and|&) casualty|p&c) licen[sc]e"),
        ("Series 7", "series", r"series 7\b"),
        ("food handler certificate", "servsafe food", r"servsafe|food (?:handler|safety|hygiene)(?:'s)? (?:card|certificat\w+|licen[sc]e)"),
        ("pharmacist license", "pharmacist pharmacy", r"(?:pharmacist|pharmacy technician|pharmacy) (?:licen[sc]e|registration)|licensed pharmacist"),
        ("social work license", "lcsw lmsw lpc lmft", r"\b(?:lcsw|lmsw|lpc|lmft)\b"),
        ("Approbation", "approbation", r"approbation"),
        ("Meisterbrief", "meisterbrief meistertitel meister meisterausbildung meisterprüfung", r"meisterbrief|meistertitel|abgeschlossene meister"),
        ("Pflegefachkraft examen", "examinierte examinierter", r"examinierte"),
        ("DE infirmier", "infirmier infirmière dei", r"dipl[oô]me d'état (?:d')?infirmi|\bdei\b"),
        ("간호사 면허", "간호사", r"간호사\s*면허"),
    )
)  # fmt: skip
NAMED_ONLY: Final = frozenset(
    (
        "electrician licence", "plumbing licence", "real estate license", "insurance license",
        "pharmacist license", "PE license",
    )
)  # fmt: skip
"""Licences that are never named without a word like "licence"."""
REACH: Final = 64
"""How far from its telling word the name of a licence may reach."""
WORDS: Final = frozenset(word for _, words, _ in LICENCES for word in words)


HELD: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "RN license",
            r"registered nurse|gesundheits- und krankenpfleg|pflegefach(?:frau|mann|kraft)|infirmi(?:er|ère) dipl|enfermer[oa] (?:titulad|colegiad|registrad)",
        ),
        ("LPN license", r"\brn\b|registered nurse"),
        ("CNA certification", r"\brn\b|registered nurse|\blpn\b"),
        ("electrician licence", r"(?:journeyman|master) electrician"),
        ("teaching certificate", r"certified teacher|licensed teacher|teaching licen[sc]e"),
        ("Pflegefachkraft examen", r"krankenschwester|pflegefach(?:frau|mann)|krankenpfleger"),
    )
)
"""What a person writes who holds a licence without naming it, or holds a higher one."""


def licences_held(lower: str, words: set[str]) -> list[tuple[str, int, int]]:
    """(name, start, end) of each licence that a résumé names or plainly implies."""
    found = licences_in(lower, words)
    named = {name for name, _, _ in found}
    for name, pattern in HELD:
        if name not in named and (match := pattern.search(lower)):
            found.append((name, match.start(), match.end()))
    return found


def licences_in(lower: str, words: set[str]) -> list[tuple[str, int, int]]:
    """(name, start, end) of the first mention of each licence. ``words`` are those of the text, to skip most at once."""
    if not words & WORDS and "면허" not in lower:
        return []
    spoken_of = any(stem in lower for stem in ("licen", "certif", "credential", "registr", "status", "면허"))
    found = []
    for name, triggers, pattern in LICENCES:
        if not spoken_of and name in NAMED_ONLY:
            continue
        if "면허" in name:
            mentions = [pattern.search(lower)]
        else:
            spots = [spot for word in triggers if word in words for spot in spots_in(lower, word)]
            mentions = [pattern.search(lower, max(0, spot - REACH), spot + REACH) for spot in spots]
        places = [match.span() for match in mentions if match]
        if places:
            found.append((name, *min(places)))
    return found
