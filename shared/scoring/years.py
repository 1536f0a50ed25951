"""Years of experience, as postings ask for them and as people state them."""

import re
from typing import Final

from shared.scoring.lines import Reading

NUMBERS: Final = {
    word: value
    for value, words in {
        1: "one a an ein eine einem einjährige un une uno una",
        2: "two zwei zweijährige deux dos 2-jährige",
        3: "three drei dreijährige trois tres",
        4: "four vier vierjährige quatre cuatro",
        5: "five fünf fünfjährige cinq cinco",
        6: "six sechs seis",
        7: "seven sieben sept siete",
        8: "eight acht huit ocho",
        9: "nine neun neuf nueve",
        10: "ten zehn dix diez",
        12: "twelve zwölf douze doce",
        15: "fifteen fünfzehn quinze quince",
        20: "twenty zwanzig vingt veinte",
    }.items()
    for word in words.split()
}
NUMBER: Final = (
    r"(?:\d{1,2}(?:[.,]5)?|"
    + "|".join(sorted((w for w in NUMBERS if w not in {"a", "an", "un", "une"}), key=len, reverse=True))
    + ")"
)
UNITS: Final = (
    "years",
    "year",
    "yrs",
    "yr",
    "yoe",
    "jahre",
    "jahren",
    "jahr",
    "ans",
    "années",
    "année",
    "años",
    "año",
    "anos",
)
MONTHS: Final = ("months", "month", "monate", "monaten", "mois", "meses")
BEFORE: Final = re.compile(
    rf"(?P<low>{NUMBER})\s*(?:\(\d{{1,2}}\)\s*)?(?P<plus>\+|or more|plus|oder mehr|ou plus|o más)?"
    rf"(?:\s*(?:-|–|—|to|bis(?: zu)?|à|a|and|y|et|und|or|oder|ou|o)\s*(?P<high>{NUMBER}))?\s*(?:\(\d{{1,2}}\)\s*)?(?:\+|plus|or more)?\s*"
    rf"(?:full|calendar|solid|good|consecutive|whole|post[- ]?qualification|volle[nr]?)?\s*$"
)
WORKED: Final = re.compile(
    r"experience|exp\b|erfahrung|expérience|experiencia|practice|working|background|track record|berufs|praxis|in (?:a |the )?(?:similar|role|field|industry)|"
    r"as (?:a|an)\b|als\b|comme|como|professional|hands[- ]on|post[- ]?(?:grad|qualif)|of [a-z+#. ]{2,40}(?:develop|engineer|program|design|manag|sales|marketing|account|nurs|teach|admin)|developing|building|managing|leading|teaching|nursing|selling"
)
NO_EXPERIENCE: Final = re.compile(
    r"^\W*(?:ago|old|of age|alt\b|in business|contract|fixed|warranty|in a row|anniversary|later|from now|period|per\b|history|term\b|program(?:me)?\b|strong company|of (?:growth|history|success|tradition|innovation|excellence|service)\b|edad|tradition|geschichte)"
    r"|^\W*(?:anni|our\b|we\b|wir\b)"
)
AGE: Final = re.compile(
    r"\W*(?:old\b|of age\b|(?:or|and) (?:older|over|above)\b(?! \w*\s?experience)|de edad\b|alt\b|d'âge\b)"
)
"""A person's age, however firmly it is asked."""
COMPANY_BEFORE: Final = re.compile(
    r"(?:(?:last|past|next|first|over the|within|every|for (?:over|more than|almost|nearly)|since|seit (?:über|mehr als)?|schon seit|depuis|desde hace|founded|within the|in the|celebrating|each|per|all|a)\s*$)|(?:\bwe(?:'ve)?\b|\bour\b|company|colleagues|team members|have been (?:here|with us)|has been|wir\b|nous\b)[^.]{0,40}$"
)
MINIMUM: Final = re.compile(
    r"(?:at least|min\.?|minimum(?: of)?|mind\.|mindestens|more than|over|above|au moins|minimum de|plus de|al menos|mínimo(?: de)?|más de|como mínimo|>=?|≥|wenigstens)\s*$"
)
MAXIMUM: Final = re.compile(
    r"(?:up to|at most|max\.?|maximum(?: of)?|less than|under|no more than|bis zu|höchstens|jusqu'à|moins de|hasta|máximo|<)\s*$"
)
KOREAN: Final = re.compile(
    r"(?P<low>\d{1,2})\s*(?:~|-|–|∼)?\s*(?P<high>\d{1,2})?\s*년\s*(?P<plus>이상|차|↑)?(?:[^\n.]{0,12}?(?:경력|경험))?"
)
JAHRIG: Final = re.compile(
    rf"(?P<low>{NUMBER}|\w+?)[- ]?jährige[nrs]?\s+(?:\w+\s+){{0,2}}\w*(?:erfahrung|praxis|tätigkeit)"
)
GLUED: Final = frozenset({"years", "yrs", "yr"})
SECTIONED: Final = frozenset({"required", "preferred"})


class YearsFound:
    """One mention: ``low``–``high`` years at ``text[start:end]``. ``after`` is where its object may follow."""

    __slots__ = ("after", "end", "high", "low", "start")

    def __init__(self, low: float, high: float | None, start: int, end: int) -> None:
        self.low, self.high, self.start, self.end = low, high, start, end
        self.after = end


def number(word: str) -> float:
    return float(NUMBERS[word]) if word in NUMBERS else float(word.replace(",", "."))


def asked_years(reading: Reading) -> list[YearsFound]:
    """Every mention of years that asks for experience, in order; a company's age and contract terms are none."""
    found: list[YearsFound] = []
    for units, scale in ((UNITS, 1.0), (MONTHS, 1 / 12)):
        for unit in units:
            if unit in reading.words or unit in GLUED:
                spots = reading.spots(unit) + _glued(reading, unit)
                found += [said for spot in spots if (said := _mention(reading, spot, len(unit), scale))]
    if "년" in reading.lower:
        for match in KOREAN.finditer(reading.lower):
            part = reading.part_at(match.start())
            around = reading.lower[reading.starts[part] : reading.ends[part]]
            if (
                reading.sections[part] != "boilerplate"
                and (match["plus"] or "경력" in around or "경험" in around)
                and int(match["low"]) <= 30
            ):
                high = float(match["high"]) if match["high"] else None
                found.append(YearsFound(float(match["low"]), high, match.start(), match.end()))
    if "jährige" in reading.lower:
        for match in JAHRIG.finditer(reading.lower):
            word = match["low"]
            if word in {"mehr", "lang"}:
                found.append(YearsFound(3.0, None, match.start(), match.end()))
            elif word in NUMBERS or word.isdigit():
                found.append(YearsFound(number(word), None, match.start(), match.end()))
    found.sort(key=lambda mention: mention.start)
    return found


def _glued(reading: Reading, unit: str) -> list[int]:
    """Units written onto their number ("5yrs", "3years")."""
    if unit not in GLUED:
        return []
    lower = reading.lower
    at = lower.find(unit)
    spots = []
    while at > 0:
        if lower[at - 1].isdigit() and not lower[at + len(unit) : at + len(unit) + 1].isalpha():
            spots.append(at)
        at = lower.find(unit, at + 1)
    return spots


def _mention(reading: Reading, spot: int, length: int, scale: float) -> YearsFound | None:
    lower = reading.lower
    part = reading.part_at(spot)
    section = reading.sections[part]
    if section == "boilerplate":
        return None
    low_edge, high_edge = reading.starts[part], reading.ends[part]
    match = BEFORE.search(lower, max(low_edge, spot - 48), spot)
    if not match:
        return None
    low = number(match["low"]) * scale
    high = number(match["high"]) * scale if match["high"] else None
    if low > 30 or (high is not None and high < low):
        return None
    before = lower[max(low_edge, match.start() - 40) : match.start()]
    if match.start() and (lower[match.start() - 1].isalnum() or lower[match.start() - 1] in "$€£.,"):
        return None
    end = spot + length
    after = lower[end:high_edge]
    if AGE.match(after):
        return None
    start = match.start()
    if minimum := MINIMUM.search(before):
        start -= len(before) - minimum.start()
    elif maximum := MAXIMUM.search(before):
        start -= len(before) - maximum.start()
        low, high = 0.0, low
    said = before[: minimum.start()] if minimum else before
    company = COMPANY_BEFORE.search(said)
    if company and section not in SECTIONED and not WORKED.search(after[:40]):
        return None
    if NO_EXPERIENCE.search(after[:28]) and not (minimum and section in SECTIONED and "old" not in after[:8]):
        return None
    asks = WORKED.search(after[:90]) or WORKED.search(before)
    if not asks and section not in SECTIONED and not (match["plus"] or minimum):
        return None
    return YearsFound(low, high, start, end)


EXPERIENCE: Final = re.compile(r"experience|\bexp\b|erfahrung|berufspraxis|expérience|experiencia")
KOREAN_CLAIM: Final = re.compile(
    r"(?:경력|경험)\s*(\d{1,2})\s*년|(\d{1,2})\s*년\s*(?:이상의?\s*)?(?:간의?\s*)?(?:경력|경험)"
)
LONGEST_CAREER: Final = 50


def stated_years(reading: Reading) -> float | None:
    """The most years of experience that a person claims in so many words; ``None`` where none are claimed."""
    lower = reading.lower
    claims: list[float] = []
    for unit in UNITS:
        if unit not in reading.words and unit not in GLUED:
            continue
        for spot in reading.spots(unit) + _glued(reading, unit):
            match = BEFORE.search(lower, max(0, spot - 48), spot)
            if match and EXPERIENCE.search(lower, spot, min(len(lower), spot + 64)):
                claims.append(number(match["low"]))
    if "년" in lower:
        claims += [float(match[1] or match[2]) for match in KOREAN_CLAIM.finditer(lower)]
    claims = [claim for claim in claims if claim <= LONGEST_CAREER]
    return max(claims) if claims else None
