# ruff: noqa: E501  patterns read better unwrapped
"""Where something was: countries, regions and large cities, and the shapes in which places are written.

The gazetteer is modest on purpose. "City, Region" is recognised by its second part, so that most cities need not be
known; a city alone is recognised when it is one of the few hundred large ones.
"""

import re
from functools import lru_cache

from shared.resumes.characters import fold
from shared.resumes.evidence import company_score, school_score, title_score
from shared.resumes.word_lists import named_lists

_STATES, _NATIONS = (frozenset(codes) for _, codes in named_lists("codes"))
_CODES = _STATES | _NATIONS
_REMOTE = re.compile(
    r"(?:fully |100 ?% )?(?:remote|hybrid|on-?site|in-?person|home ?office|telecommute|teletravail|a distance|remoto|teletrabajo|da remoto|zdalnie|uzaktan|удаленно|удалённо|재택|리모트|リモート|远程|عن بعد)(?: work| position| job)?",
)
_POSTCODE = re.compile(
    r"^(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?\s+|\s+(?:\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$|^\d{2}-\d{3}\s+|^\d{3}-\d{4}\s+|^\d{4}\s?[A-Z]{2}\s+"
)
_AROUND = re.compile(
    r"(?i)^(?:greater|metro|grossraum|großraum|région de|area metropolitana de)\s+|\s+(?:metropolitan |metro |bay )?(?:area|region)$"
)
_CITY_WORD = re.compile(
    r"(?:[^\W\d_]|['’.-])+(?:(?:[ -]|[ ](?:de|del|la|le|sur|am|an der|of|upon|do|da|di)[ ])(?:[^\W\d_]|['’.-])+){0,3}"
)


_COUNTRY_CODES = {fold(name): code for code, names in named_lists("countries") for name in names}
"""``--`` for what is larger than a country."""
COUNTRIES = frozenset(_COUNTRY_CODES)
REGIONS = frozenset(fold(name) for _, names in named_lists("regions") for name in names)
CITIES = frozenset(fold(name) for _, names in named_lists("cities") for name in names)
_KNOWN = COUNTRIES | REGIONS | CITIES
_CAMPUS = re.compile(
    rf"(?:the )?(?:state )?university of (?:{'|'.join(map(re.escape, sorted(REGIONS)))})(?: system)?, "
)
"""A town after these is a campus and belongs to the school's name."""
_CODE_INSIDE = re.compile(r",?\s+\d{4,5}(?:-\d{4})?(,?\s+[A-Z]{2,3})$")
"""A postal code between a town and the code of its country: "Berlin, 10999, DE"."""
_CODE_FIRST = re.compile(r"^\d{4,5},\s+(?=[^\W\d_])")


def country_code(text: str) -> str | None:
    """The ISO 3166-1 code of a country by its name, or by the code itself where no state has the same."""
    folded = fold(text.strip(" .()"))
    if (code := _COUNTRY_CODES.get(folded)) and folded not in REGIONS:  # Georgia is both
        return code if code.isalpha() else None
    return text if text in _NATIONS - _STATES and len(text) == 2 and text != "EU" else None


def is_known_place(text: str) -> bool:
    return fold(text.strip(" .,()")) in _KNOWN


@lru_cache(maxsize=4096)
def place_score(text: str) -> float:
    """0 to 1: how sure it is that ``text`` is a place and nothing else."""
    text = text.strip(" .,;|·•()–-")
    if not 1 < len(text) <= 70 or sum(c.isdigit() for c in text) > 8:
        return 0.0
    folded = fold(text)
    if _REMOTE.fullmatch(folded) or folded in _KNOWN:
        return 1.0
    text = _CODE_INSIDE.sub(lambda found: found[1], text)
    text = _CODE_FIRST.sub("", text)
    parts = [part.strip(" .()") for part in re.split(r"[,/，、]|\s[–—|-]\s|\(", text) if part.strip(" .()")]
    if not parts or len(parts) > 4:
        return 0.0
    bare = [_AROUND.sub("", _POSTCODE.sub("", part)).strip() for part in parts]
    had_code = any(b != p for b, p in zip(bare, parts, strict=True))
    bare = [part for part in bare if part]
    if not bare:
        return 0.0
    known = [fold(part) in _KNOWN or _REMOTE.fullmatch(fold(part)) is not None for part in bare]
    code = (
        len(bare) > 1
        and bare[-1].upper() in _CODES
        and (bare[-1].isupper() or (len(bare[-1]) == 2 and bare[-1].istitle()))
    )
    if all(known):
        return 1.0
    if any(not k and _names_something(part) for part, k in zip(bare, known, strict=True)):
        return 0.0
    # Of three parts the middle one is a region ("Austin, TX, USA"); before a town stands something else.
    if len(bare) > 2 and not known[0] and not (fold(bare[-2]) in REGIONS or bare[-2] in _CODES):
        return 0.0
    if len(bare) > 1 and (known[-1] or code) and all(_city_like(part) for part in bare[:-1]):
        # "Monzo, London" is a firm in a town more often than a quarter of it.
        return 0.95 if code or fold(bare[-1]) in COUNTRIES | REGIONS else 0.5
    if len(bare) > 1 and known[0] and all(_city_like(part) for part in bare[1:]):
        return 0.7
    if had_code and (any(known) or code) and all(_city_like(part) for part in bare):
        return 0.9
    # "San Francisco CA", "Austin TX 78701"
    words = bare[0].split()
    if len(bare) == 1 and len(words) > 1:
        if words[-1] in _CODES and words[-1].isupper() and _city_like(" ".join(words[:-1])):
            return 0.9 if fold(" ".join(words[:-1])) in CITIES or had_code else 0.55
        for cut in range(1, len(words)):
            if fold(" ".join(words[:cut])) in CITIES and fold(" ".join(words[cut:])) in COUNTRIES | REGIONS:
                return 0.95
    if had_code and len(bare) == 1 and _city_like(bare[0]):
        return 0.6
    return 0.0


def looks_like_place(text: str) -> bool:
    return place_score(text) >= 0.55


def _names_something(part: str) -> bool:
    """Whether a part names a firm, a school or a job, so that the whole is no place."""
    return company_score(part) >= 0.5 or school_score(part) >= 0.5 or title_score(part) >= 0.6


def is_city_like(text: str) -> bool:
    """Whether an unknown word or two may well be the name of a town."""
    return _city_like(text) and len(text.split()) <= 3 and not _names_something(text)


def _city_like(part: str) -> bool:
    return (
        len(part) <= 30
        and (part[:1].isupper() or not part[:1].isascii() or (part[:1].isdigit() is False and part[:1].isupper()))
        and _CITY_WORD.fullmatch(part) is not None
    )


def split_trailing_place(text: str) -> tuple[str, str] | None:
    """``text`` parted before a place at its end ("Acme, Lyon, France" → "Acme", "Lyon, France")."""
    for found in re.finditer(r"\s*(?:,|\s[–—|·•-]\s|\()\s*", text):
        rest = text[found.end() :].strip(" )")
        head = text[: found.start()].strip()
        campus = "," not in rest and _CAMPUS.fullmatch(f"{fold(head)}, ")
        if head and rest and place_score(rest) >= 0.7 and not campus:
            return head, rest
        # "Albwerk Motoren AG, Ulm": what follows a legal form is a town.
        if "," in found[0] and company_score(head) >= 0.9 and is_city_like(rest):
            return head, rest
    return None
