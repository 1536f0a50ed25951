"""Human languages asked and spoken, with their levels."""

import re
from typing import Final

from shared.scoring.lines import Reading

NAMES: Final = {
    name: language
    for language, names in {
        "English": "english englisch englischkenntnisse englischkenntnissen anglais inglés ingles 영어 inglese inglês engels",
        "German": "german deutsch deutschkenntnisse deutschkenntnissen allemand alemán aleman 독일어 tedesco",
        "French": "french französisch französischkenntnisse français francés frances 프랑스어 불어",
        "Spanish": "spanish spanisch spanischkenntnisse espagnol español espanol castellano 스페인어",
        "Korean": "korean koreanisch coréen coreano 한국어",
        "Japanese": "japanese japanisch japonais japonés 일본어 일어",
        "Chinese": "chinese mandarin cantonese chinesisch chinois chino mandarín 중국어",
        "Italian": "italian italienisch italien italiano 이탈리아어",
        "Portuguese": "portuguese portugiesisch portugais portugués portugues 포르투갈어",
        "Dutch": "dutch niederländisch néerlandais neerlandés holandés nederlands",
        "Russian": "russian russisch russe ruso 러시아어",
        "Polish": "polish polnisch polonais polaco",
        "Arabic": "arabic arabisch arabe árabe 아랍어",
        "Turkish": "turkish türkisch turc turco",
        "Swedish": "swedish schwedisch suédois sueco",
        "Danish": "danish dänisch danois danés",
        "Norwegian": "norwegian norwegisch norvégien noruego",
        "Finnish": "finnish finnisch finnois finés",
        "Czech": "czech tschechisch tchèque checo",
        "Hungarian": "hungarian ungarisch hongrois húngaro",
        "Romanian": "romanian rumänisch roumain rumano",
        "Greek": "greek griechisch grec griego",
        "Hebrew": "hebrew hebräisch hébreu hebreo",
        "Hindi": "hindi",
        "Malayalam": "malayalam",
        "Tamil": "tamil",
        "Urdu": "urdu",
        "Bengali": "bengali bangla",
        "Vietnamese": "vietnamese vietnamesisch vietnamien vietnamita 베트남어",
        "Thai": "thai thailändisch",
        "Indonesian": "indonesian bahasa",
        "Tagalog": "tagalog filipino",
        "Ukrainian": "ukrainian ukrainisch ukrainien ucraniano",
        "Catalan": "catalan catalán català",
        "ASL": "asl",
    }.items()
    for name in names.split()
}
HANGUL_NAMES: Final = tuple((name, language) for name, language in NAMES.items() if "가" <= name[0] <= "힣")
LEVEL_ORDER: Final = {
    "basic": 2,
    "A1": 1,
    "A2": 2,
    "B1": 3,
    "B2": 4,
    "professional": 4,
    "C1": 5,
    "fluent": 5,
    "C2": 6,
    "native": 6,
}
CEFR: Final = re.compile(r"\b[abc][12]\b", re.IGNORECASE)
LEVELS: Final = (
    (
        "native",
        re.compile(
            r"native|mother tongue|muttersprach|langue maternelle|lengua materna|nativo|nativa|bilingu|원어민|natif"
        ),
    ),
    (
        "fluent",
        re.compile(
            r"fluen|fließend|verhandlungssicher|courant|fluid|excellent|exzellent|perfekt|perfect|sehr gut|full professional|avanzado|advanced|능통|유창|alto|stilsicher|maîtrise parfaite|proficien|strong|ausgezeichnet"
        ),
    ),
    (
        "professional",
        re.compile(
            r"professional|business|working knowledge|working proficiency|good|gute|professionnel|bon niveau|profesional|intermediate|medio|conversational|비즈니스|command|sicher"
        ),
    ),
    ("basic", re.compile(r"basic|grundkenntnis|notions|básico|elementary|기초|beginner|basique")),
)
CUE: Final = re.compile(
    r"fluen|speak|language|written|spoken|writing|verbal|oral|read(?:ing)? and writ|proficien|native|bilingu|kenntnis|sprach|wort und schrift|fließend|verhandlungssicher|muttersprach|"
    r"courant|parl|écrit|langue|nivel|niveau|idioma|hablad|level|skills|conversational|\b[abc][12]\b|능통|회화|가능|구사|communicat|valor|atout|souhait|appréci|wünschenswert|vorteil|우대|command of|level of|knowledge of|required|a plus|must|advantage|mother"
)
NOT_SPOKEN: Final = re.compile(
    r"^(?:[- ](?:speaking )?(?:market|customers?|clients?|company|office|team|law|cuisine|food|government|citizen|national|teacher|literature|gaap|tax|restaurant|art|history|passport|subsidiar|wine|riviera|press|design|economy|industry|state|embassy|government|labor|language arts|shepherd|chef|bank|startup|hgb|gmbh))"
)


SMALL_WORDS: Final = {
    "German": frozenset("und der die das mit für von bei im wir sie ein eine auf zum zur den ist".split()),
    "French": frozenset("et des les du pour avec dans une sur vous nous au aux est votre".split()),
    "Spanish": frozenset("y los las para con en por del una el la nuestro experiencia".split()),
}
ENOUGH_WORDS: Final = 6
HANGUL_SHARE: Final = 0.2


def written_in(reading: Reading) -> str | None:
    """The language whose small words a text uses; English where it uses none, ``None`` for no words at all."""
    words = reading.words
    if not words:
        return None
    if not reading.latin and sum("가" <= word[0] <= "힣" for word in words) > HANGUL_SHARE * len(words):
        return "Korean"
    counts = {language: len(small & words) for language, small in SMALL_WORDS.items()}
    language = max(counts, key=counts.__getitem__)
    return language if counts[language] >= ENOUGH_WORDS else "English"


def languages_in(reading: Reading, *, need_cue: bool = True) -> list[tuple[str, str | None, int, int]]:
    """(language, level, start, end) of each language meant as one, in order of the text."""
    lower = reading.lower
    spots: list[tuple[int, int, str]] = []
    for word in reading.words & NAMES.keys():
        spots += [(spot, spot + len(word), NAMES[word]) for spot in reading.spots(word)]
    if not reading.latin:
        for name, language in HANGUL_NAMES:
            at = lower.find(name)
            while at >= 0:
                if (at, at + len(name), language) not in spots:
                    spots.append((at, at + len(name), language))
                at = lower.find(name, at + 1)
    spots.sort()
    found: list[tuple[str, str | None, int, int]] = []
    for index, (start, end, language) in enumerate(spots):
        part = reading.part_at(start)
        low, high = reading.starts[part], reading.ends[part]
        name = lower[start:end]
        if NOT_SPOKEN.match(lower[end : end + 20]):
            continue
        if need_cue and "kenntniss" not in name and not CUE.search(lower, max(low, start - 70), min(high, end + 70)):
            continue
        if name == "polish" and reading.text[start] == "p":
            continue
        previous = spots[index - 1][1] if index else 0
        following = spots[index + 1][0] if index + 1 < len(spots) else high
        found.append(
            (language, _level(lower, (start, end), (max(low, previous), min(high, following)), (low, high)), start, end)
        )
    return found


def _level(lower: str, name: tuple[int, int], own: tuple[int, int], line: tuple[int, int]) -> str | None:
    """The level beside a language: behind it first, then before it, then the line's own ("fluent in German and English")."""
    (start, end), (low, high) = name, line
    after = lower[end : min(own[1], end + 32)]
    if own[1] < high:  # another language follows: what stands behind a comma is its own
        after = after.split(",", 1)[0].split(";", 1)[0]
    before = lower[max(own[0], start - 40) : start]
    for stretch in (after, before, lower[max(low, start - 60) : start], lower[end : min(high, end + 60)]):
        if match := CEFR.search(stretch):
            return match.group().upper()
        for level, pattern in LEVELS:
            if pattern.search(stretch):
                return level
    return None
