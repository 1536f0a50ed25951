"""Where the work is done: remote, hybrid or on site."""

import re
from typing import Final

from shared.models.posting import Remote, Span
from shared.scoring.lines import Reading

HYBRID: Final = r"hybrid\w*|home[- ]?office (?:an )?(?:\d|zwei|drei)[^.\n]{0,12}tage\w*|(?:\d|zwei|drei) tage? (?:\w+ )?home[- ]?office|\d días? de teletrabajo|\d days? (?:a week )?(?:remote|from home)|(?:\d|two|three|four|1-2|2-3) days? (?:a|per|each)? ?(?:week )?(?:in|at) (?:the|our) office|teilweise homeoffice|mobiles arbeiten|télétravail partiel|\d jours? de télétravail|híbrid\w+|하이브리드"
REMOTE: Final = r"(?:100 ?%|fully|full|completely) remote|remote(?:ly)?|work from (?:home|anywhere)|home[- ]?office|homeoffice|wfh|télétravail|teletrabajo|remoto|remota|telecommut\w+|재택\w*|원격\w*|vollremote|en remote"
ONSITE: Final = r"on[- ]?site|in[- ]office|in[- ]person|vor ort|sur site|presencial|상주|출근"
ANY: Final = re.compile(rf"(?<!\w)(?:(?P<hybrid>{HYBRID})|(?P<remote>{REMOTE})|(?P<onsite>{ONSITE}))(?!\w)")
DENIED: Final = re.compile(
    r"(?:not?|non|kein|keine|nicht|no es|isn't|without|unable to (?:offer|work)|cannot be)[- ](?:a |be |offer |an |currently |eligible for |available for )?(?:fully )?$|#li-$"
)
TAG: Final = re.compile(r"#li-(remote|hybrid|onsite)")
OTHER: Final = re.compile(
    r"^[- ](?:first|friendly|teams?|sensing|control|desktop|procedure|monitoring|access|support|server|patient|villages?|areas?|locations?|diagnos\w+|site|employees|workers)|^ (?:visits?|training|gym|meals?|parking|lunch|interview|supervision|customer|client|childcare)"
)


def remote_of(location: str, title: str, reading: Reading) -> tuple[Remote, Span | None] | None:
    """How the work is done and where that is said; the location field first, then the title, then the text."""
    if match := ANY.search(location.lower()):
        return _kind(match), None
    lower_title = title.lower()
    if len(lower_title) == len(title) and (match := ANY.search(lower_title)):
        return _kind(match), Span(match.start(), match.end(), "title")
    found: dict[Remote, Span] = {}
    lower = reading.lower
    if reading.latin and not reading.words & TRIGGERS:
        return None
    for match in _near_triggers(reading):
        before = lower[max(0, match.start() - 24) : match.start()]
        if DENIED.search(before) or OTHER.match(lower[match.end() : match.end() + 16]):
            continue
        if reading.sections[reading.part_at(match.start())] == "boilerplate" and _kind(match) == "onsite":
            continue
        found.setdefault(_kind(match), Span(match.start(), match.end()))
    if match := TAG.search(lower):
        kind = match[1]
        if kind not in found:
            found[kind] = Span(match.start(), match.end())  # type: ignore[index]  # the pattern's three words
        return kind, found[kind]  # type: ignore[index,return-value]  # the pattern's three words
    for kind in ("hybrid", "remote", "onsite"):
        if kind in found:
            return kind, found[kind]
    return None


def _near_triggers(reading: Reading) -> list[re.Match[str]]:
    """What the pattern finds around its telling words; searching all of a text for it would take longer than reading it."""
    lower = reading.lower
    if not reading.latin:
        return list(ANY.finditer(lower))
    found: dict[int, re.Match[str]] = {}
    for word in sorted(reading.words & TRIGGERS):
        opening = OPENINGS.get(word, ())
        for spot in reading.spots(word):
            low = max(0, spot - REACH)
            before = lower[low:spot]
            if not any(said in before for said in opening):
                low = spot
            for match in ANY.finditer(lower, low, min(len(lower), spot + REACH)):
                if match.start() <= spot < match.end():
                    found.setdefault(match.start(), match)
                    break
    return [found[start] for start in sorted(found)]


REACH: Final = 28
OPENINGS: Final = {
    "remote": ("day", "full", "complete", "100", "en "),
    "home": ("from", "tag"),
    "homeoffice": ("tag", "teilweise"),
    "office": ("in", "day", "home"),
    "site": ("on",),
    "person": ("in",),
    "ort": ("vor",),
    "télétravail": ("jour",),
    "teletrabajo": ("día",),
}
"""What a phrase that ends in the word begins with ("two days a week remote"); without it nothing before need be read."""
TRIGGERS: Final = frozenset(
    "remote remotely hybrid hybride hybrides hybrider hybriden híbridos híbridas wfh home homeoffice office onsite site person télétravail teletrabajo remoto remota presencial híbrido híbrida ort telecommute telecommuting vollremote mobiles".split()
)


def _kind(match: re.Match[str]) -> Remote:
    return match.lastgroup  # type: ignore[return-value]  # the groups are named for the kinds
