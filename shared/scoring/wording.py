"""Words inside a line that say how much it matters: "a plus", "must", "not needed"; and what they govern."""

import re
from dataclasses import dataclass
from typing import Final

from shared.models.posting import Need
from shared.scoring.lines import Reading

BEFORE: Final = "before"
AFTER: Final = "after"
NONE: Final = "none"

CUES: Final[dict[str, list[tuple[str, str, re.Pattern[str]]]]] = {}
"""Word → (what it means, which side it governs, the phrase it must be part of; matched up to 24 characters before it)."""


def _cue(words: str, meaning: str, side: str, pattern: str = "") -> None:
    """Each word means ``meaning`` where it is part of ``pattern``; without one, wherever it stands."""
    for word in words.split():
        CUES.setdefault(word, []).append((meaning, side, re.compile(pattern or rf"(?<!\w){word}(?!\w)")))


# The phrase is searched in the 24 characters before the word, the word, and 24 after.
_cue(
    "plus",
    "preferred",
    AFTER,
    r"(?:is|are|be|as|'s|:|–|-|\ba(?: \w+)?|big|huge|strong|definite|un|ein|eine|is een) (?:\w+ )?plus\b|\bplus\s*[.)!]?\s*$|\(plus\)",
)
_cue("bonus", "preferred", AFTER, r"(?:a|as a|is|are|be|added|big|real) (?:\w+ )?bonus\b|\(bonus\)|bonus points?(?! f)")
_cue("bonus", "preferred", BEFORE, r"^\W*bonus\b\W|bonus(?: points)?(?: for| if|:)")
_cue("nice", "preferred", AFTER, r"nice[- ]to[- ]have")
_cue("good", "preferred", AFTER, r"good[- ]to[- ]have")
_cue("ideally", "preferred", BEFORE, r"ideally")
_cue("preferably", "preferred", BEFORE, r"preferably")
_cue("preferred", "preferred", AFTER, r"preferred")
_cue("desired", "preferred", AFTER, r"desired")
_cue("desirable", "preferred", AFTER, r"desirable|desired")
_cue("advantageous advantage", "preferred", AFTER, r"(?:an|added|as|be|is|are|of) (?:\w+ )?advantage|advantageous")
_cue(
    "beneficial helpful welcome welcomed appreciated valued useful",
    "preferred",
    AFTER,
    r"(?:is|are|be|also|considered|very|highly|\() ?(?:\w+ )?(?:beneficial|helpful|welcomed?|appreciated|valued|useful)",
)
_cue("asset", "preferred", AFTER, r"an? (?:\w+ )?asset|is asset")
_cue("optional", "preferred", AFTER, r"optional")
_cue("optionally", "preferred", BEFORE, r"optionally")
_cue("vorteil", "preferred", AFTER, r"von (?:großem )?vorteil|(?:ein|als|sind) vorteil")
_cue(
    "vorteilhaft wünschenswert wünschenswerte gewünscht pluspunkt hilfreich willkommen",
    "preferred",
    AFTER,
    r"vorteilhaft|wünschenswert|gewünscht|pluspunkt|hilfreich|willkommen",
)
_cue(
    "idealerweise optimalerweise gerne bestenfalls",
    "preferred",
    BEFORE,
    r"idealerweise|optimalerweise|gerne|bestenfalls",
)
_cue(
    "atout souhaité souhaitée souhaités souhaitées apprécié appréciée appréciés appréciées souhaitable",
    "preferred",
    AFTER,
    r"atout|souhait|appréci",
)
_cue("idéalement", "preferred", BEFORE, r"idéalement")
_cue(
    "deseable deseables valorable valorables valora valorará valorarán valoran",
    "preferred",
    AFTER,
    r"(?<!se )(?:deseables?|valorables?)|\bse valor\w+\s*\.?$",
)
_cue(
    "valora valorará valorarán valoran valoramos",
    "preferred",
    BEFORE,
    r"se valora(?:rán?|n)?(?: positivamente)?(?!\s*\.?$)|valoramos",
)
_cue("idealmente preferiblemente preferentemente", "preferred", BEFORE, r"idealmente|preferiblemente|preferentemente")
_cue("must", "required", BEFORE, r"must")
_cue("need needs", "required", BEFORE, r"\bneeds?\b(?! to (?:work|collab|be able))")
_cue("required", "required", AFTER, r"required")
_cue("mandatory essential", "required", AFTER, r"mandatory|essential")
_cue("requires require requiring", "required", BEFORE, r"requir")
_cue("zwingend erforderlich vorausgesetzt notwendig voraussetzung unerlässlich", "required", AFTER)
_cue(
    "exigé exigée exigés exigées requis requise requises indispensable indispensables impératif obligatoire",
    "required",
    AFTER,
)
_cue(
    "imprescindible imprescindibles requerido requerida obligatorio obligatoria necesario necesaria",
    "required",
    AFTER,
)
HANGUL_CUES: Final = (
    ("우대", "preferred"),
    ("있으면 좋", "preferred"),
    ("선호", "preferred"),
    ("필수", "required"),
    ("필요", "required"),
)

NEGATIONS: Final = ("no", "not", "without", "don't", "never", "kein", "keine", "keinen", "keinerlei", "nicht", "ohne", "pas", "sans", "sin", "isn't", "aren't", "doesn't", "won't", "neither", "nor")  # fmt: skip
CLAUSE_NEGATIONS: Final = frozenset(("not", "don't", "nicht", "pas", "isn't", "aren't", "doesn't", "won't", "never"))
CLAUSE_DENIED, NAME_DENIED = 48, 40
"""How far a verb's negation reaches, and a noun's."""
NOT_A_NEGATION: Final = re.compile(
    r"(?:not (?:only|just|limited|least|to mention|sure|all|a problem|necessarily afraid|afraid)|no (?:later|less|fewer|matter|problem|doubt|longer|one|wonder|nonsense|two|limit)"
    r"|nicht nur|pas seulement|pas que|no s[oó]lo|no solamente|don't (?:worry|hesitate|miss|let|meet|be afraid|just)|without (?:regard|limit|a doubt|compromis|sacrific|hesita|supervis)|sans (?:distinction|hésit)|sin (?:embargo|duda|importar|límites)"
    r"|pas (?:de problème|à pas))"
)
NOT_NEEDED: Final = re.compile(
    r"\b(?:no|not|kein\w*|nicht|pas|sin|sans|isn't|aren't|don't)\b[^.;\n]{0,40}?\b(?:required|necessary|needed|need|mandatory|essential|erforderlich|notwendig|nötig|requise?|nécessaire|necesari[oa]|requerid[oa])\b"
)
HANGUL_NOT_NEEDED: Final = re.compile(r"필요\s*없|무관|불필요")
CLAUSE_END: Final = re.compile(
    r"[.;:()\n–—]| but | however | aber | sondern | mais | pero |,(?= (?:but|just|only|we|you|sondern|aber|mais|pero))"
)
HEAD_NOUN: Final = re.compile(
    r"experience|skills?|knowledge|proficien|expert|familiar|strong|solid|fluen|years|must|required|erfahrung|kenntnis|expérience|maîtrise|experiencia|conocimiento"
)
ASKING: Final = frozenset(
    "experience experienced knowledge proficient proficiency expertise expert experts familiarity familiar strong solid fluent fluency skills skilled skill background understanding "
    "need needs seeking looking hands seek ability able certified degree licensed license knowledgeable competent comfortable track hiring want wanted requires know "
    "erfahrung erfahrungen kenntnisse kenntnissen suchen beherrschst sicher fundierte mitbringen verfügst umgang studium vertraut "
    "expérience connaissance connaissances maîtrise maîtrisez recherchons cherchons compétences "
    "experiencia conocimiento conocimientos dominio buscamos manejo 경험 경력".split()
)


@dataclass(slots=True)
class Ruling:
    """A stretch of the text that wording governs."""

    start: int
    end: int
    meaning: str
    cue_start: int
    cue_end: int


Rulings = dict[int, list[Ruling]]
"""By part of the reading: a ruling never leaves its part."""


def rulings(reading: Reading) -> Rulings:
    """Every stretch that wording inside a line makes required, preferred or not asked at all."""
    lower = reading.lower
    cues: list[tuple[int, int, str, str]] = []
    for word in reading.words & CUES.keys():
        for spot in reading.spots(word):
            part = reading.part_at(spot)
            low, high = max(reading.starts[part], spot - 24), min(reading.ends[part], spot + len(word) + 24)
            window = lower[low:high]
            for meaning, side, pattern in CUES[word]:
                match = pattern.search(window)
                if match and low + match.start() <= spot < low + match.end():
                    cues.append((spot, max(spot + len(word), low + match.end()), meaning, side))
                    break
    if not reading.latin:
        for word, meaning in HANGUL_CUES:
            at = lower.find(word)
            while at >= 0:
                cues.append((at, at + len(word), meaning, AFTER))
                at = lower.find(word, at + 1)
    cues.sort()
    governed: Rulings = {}
    for index in range(len(cues)):
        part, ruling = _governed(reading, cues, index)
        governed.setdefault(part, []).append(ruling)
    for ruling in _negations(reading):
        governed.setdefault(reading.part_at(ruling.start), []).append(ruling)
    return governed


def _governed(reading: Reading, cues: list[tuple[int, int, str, str]], index: int) -> tuple[int, Ruling]:
    spot, spot_end, meaning, side = cues[index]
    part = reading.part_at(spot)
    low, high = reading.starts[part], reading.ends[part]
    text = reading.lower
    if side is AFTER and (text[low:spot].strip(" -*•·:") == "" or text[spot_end : spot_end + 1] == ":"):
        side = BEFORE  # "Preferred: Go", "Required skills: SQL"
    opened = text.rfind("(", low, spot)
    if opened >= 0 and text.find(")", opened, spot) < 0:
        low = opened
        closed = text.find(")", spot_end, high)
        if closed >= 0:
            high = closed
        if side is AFTER and not text[opened + 1 : spot].strip():
            # "Kafka (preferred)": the bracket speaks of what stands before it.
            first = reading.starts[part]
            low = max(first, text.rfind(",", first, opened) + 1, text.rfind(";", first, opened) + 1)
    if side is BEFORE:
        stop = text.find(";", spot_end, high)
        if stop >= 0:
            high = stop
        for later in range(index + 1, len(cues)):
            next_spot, _, next_meaning, next_side = cues[later]
            if next_spot >= high:
                break
            if next_meaning != meaning:
                high = next_spot if next_side is BEFORE else max(spot_end, text.rfind(",", spot_end, next_spot))
                break
        return part, Ruling(spot, high, meaning, spot, spot_end)
    low = max(low, text.rfind(";", low, spot) + 1)
    if index and cues[index - 1][1] <= spot:
        low = max(low, cues[index - 1][1])
    comma = text.rfind(",", low, spot)
    if comma >= 0 and HEAD_NOUN.search(text, low, comma) and not HEAD_NOUN.search(text, comma, spot - 1):
        low = comma
    return part, Ruling(low, spot_end, meaning, spot, spot_end)


def _negations(reading: Reading) -> list[Ruling]:
    lower = reading.lower
    found: list[Ruling] = []
    for word in NEGATIONS:
        if word not in reading.words and "'" not in word:
            continue
        for spot in reading.spots(word):
            if NOT_A_NEGATION.match(lower, spot):
                continue
            part = reading.part_at(spot)
            high = reading.ends[part]
            if needless := NOT_NEEDED.match(lower, spot, high):
                # "No PHP needed", "Go is not required": all that the clause names is not asked.
                end = needless.end()
                if lower.startswith(("need", "necesit"), end - 4):
                    end = max(end, _clause_end(lower, spot + len(word), high))  # "You don't need to know PHP"
                before = max(
                    reading.starts[part], *(lower.rfind(mark, reading.starts[part], spot) + 1 for mark in ".;:,(")
                )
                found.append(Ruling(before, end, "negated", spot, spot + len(word)))
            else:  # close by only: "not a frontend role", "no PHP"
                near = min(high, spot + (CLAUSE_DENIED if word in CLAUSE_NEGATIONS else NAME_DENIED))
                found.append(
                    Ruling(spot, _clause_end(lower, spot + len(word), near), "negated", spot, spot + len(word))
                )
    if not reading.latin:
        for match in HANGUL_NOT_NEEDED.finditer(lower):
            part = reading.part_at(match.start())
            comma = lower.rfind(",", reading.starts[part], match.start()) + 1
            found.append(Ruling(max(reading.starts[part], comma), match.end(), "negated", match.start(), match.end()))
    return found


def _clause_end(lower: str, start: int, high: int) -> int:
    stop = CLAUSE_END.search(lower, start, high)
    return stop.start() if stop else high


def need_at(governed: Rulings, part: int, start: int, end: int) -> tuple[Need | None, bool]:
    """The need that wording gives ``text[start:end]`` (``None``: it says nothing), and whether it is denied."""
    need: Need | None = None
    nearest = 1 << 30
    for ruling in governed.get(part, ()):
        if ruling.start <= start and end <= ruling.end:
            if ruling.meaning == "negated":
                return None, True
            distance = min(abs(start - ruling.cue_end), abs(ruling.cue_start - end))
            if distance < nearest:
                nearest = distance
                need = "preferred" if ruling.meaning == "preferred" else "required"
    return need, False
