"""Rewriting one bullet without adding to it: a plain verb first, one tense, one thought a line.

Each function returns the better text, or none where it cannot be sure of grammar or truth ("helped to build" stays:
who only helped did not build).
"""

import re

from shared.optimize.format_rules import LONGEST_BULLET_WORDS
from shared.optimize.verbs import KNOWN, base, gerund_base, past
from shared.optimize.words import NOUN_GERUNDS, word_set

_RESPONSIBLE = re.compile(
    r"^(?:i\s+(?:was|am)\s+|(?:was|is)\s+)?(?:mainly |primarily |solely |directly |also )?"
    r"(?:responsible for|in charge of|tasked with|accountable for)\s+(?P<rest>.+)$"
    r"|^(?:my\s+)?(?:(?:main|primary|key|daily)\s+)?(?:duties|responsibilities|tasks)\s+(?:included?|were|involved?)\s*:?\s+(?P<duties>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_MY_JOB = re.compile(r"^my\s+(?:job|role|task|duty)\s+was\s+to\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_I_DID = re.compile(r"^I\s+(?:(?:have|had|also|then|successfully)\s+)*(?P<verb>[a-z]+)\s+(?P<rest>.+)$", re.DOTALL)
_BY_ME = re.compile(
    r"^(?P<what>[^.;,]{3,80}?)\s+(?:was|were|has been|have been)\s+"
    r"(?P<verb>[a-z]+ed|built|written|made|led|run)\s+by\s+me\b\.?$",
    re.IGNORECASE,
)
_PARTICIPLES = {"built": "built", "written": "wrote", "made": "made", "led": "led", "run": "ran"}
_COORDINATED = re.compile(r"(?P<join>,\s+(?:and\s+)?|\s+and\s+)(?P<verb>[a-z]+ing)\b")
_ALREADY_PAST = re.compile(r"(?:[;,]|\band)\s+(?:[a-z]+ly\s+)?[a-z]+ed\b")
_AFTER_VERB = word_set(
    """a an the all and any both each every daily weekly monthly multiple new our several their these this up with"""
)
_FEWEST_WORDS_A_HALF = 6
_FIRST_WORD = re.compile(r"^(?P<verb>[A-Za-z]+)(?P<rest>\s.*)$", re.DOTALL)


def strong_opening(text: str, *, goes_on: bool) -> str | None:
    """Put the verb first: ``Responsible for managing X`` gives ``Managed X`` (``Manage X`` in a job that goes on)."""
    text = text.strip()
    if (match := _RESPONSIBLE.match(text)) is not None:
        return _from_gerunds(match["rest"] or match["duties"], goes_on=goes_on)
    if (match := _MY_JOB.match(text)) is not None:
        return _from_base(match["rest"], goes_on=goes_on)
    if (match := _BY_ME.match(text)) is not None:
        verb, what = match["verb"].lower(), match["what"]
        what = (
            what[0].lower() + what[1:]
            if what[1:2].islower() and what.split()[0].lower() in {"a", "an", "the", "all"}
            else what
        )
        return _capital(f"{_PARTICIPLES.get(verb, verb)} {what}")
    if (match := _I_DID.match(text)) is not None and (verb := match["verb"]) not in KNOWN and base(verb):
        return _capital(f"{verb} {match['rest']}")
    return None


def _from_gerunds(rest: str, *, goes_on: bool) -> str | None:
    first, _, others = rest.partition(" ")
    verb = gerund_base(first.lower())
    follows = others.partition(" ")[0].lower()
    if verb is None or not others or (first.lower() in NOUN_GERUNDS and follows not in _AFTER_VERB):
        return None
    goes_on = goes_on and not _ALREADY_PAST.search(others)
    whole = True

    def inflect(match: re.Match[str]) -> str:
        nonlocal whole
        found = gerund_base(match["verb"])
        whole = whole and found is not None
        return match["join"] + (_form(found, goes_on=goes_on) if found else match["verb"])

    rewritten = _COORDINATED.sub(inflect, " " + others)
    return _capital(_form(verb, goes_on=goes_on) + rewritten) if whole else None


def _from_base(rest: str, *, goes_on: bool) -> str | None:
    first, _, others = rest.partition(" ")
    if first.lower() not in KNOWN or not others or re.search(r"\band\s+(?:to\s+)?[a-z]+\b", others):
        return None
    return _capital(f"{_form(first.lower(), goes_on=goes_on)} {others}")


def past_tense(text: str) -> str | None:
    """Put a bullet of a job that ended into the past, where its first word is surely a verb in the present."""
    match = _FIRST_WORD.match(text.strip())
    if match is None:
        return None
    word = match["verb"].lower()
    verb = base(word)
    if verb is None or word == past(verb) or word.endswith("ed"):
        return None
    rest = match["rest"]
    following = re.findall(r"[^\W_]+", rest.lower())[:2]
    if word == verb and (not following or following[0] not in _AFTER_VERB):
        return None
    if following[:1] == ["and"]:
        second = base(following[1]) if len(following) > 1 else None
        if second is None or following[1] == past(second):
            return None
        rest = re.sub(rf"(?i)\b{re.escape(following[1])}\b", past(second), rest, count=1)
    elif word.endswith("ing") or re.search(
        rf"(?:,|\band)\s+(?:[a-z]+ly\s+)?(?:{'|'.join(_forms(word, verb))})\b", rest
    ):
        return None
    return _capital(past(verb) + rest)


def _forms(word: str, verb: str) -> list[str]:
    """Return the forms a second verb of the same tense would have, to notice that there is one."""
    others = sorted(KNOWN - {verb})
    return [other + "s" for other in others] if word.endswith("s") and word != verb else others


def split_long(text: str) -> list[str] | None:
    """Split an over-long bullet at the end of a sentence or at a semicolon, nearest to the middle."""
    if len(text.split()) <= LONGEST_BULLET_WORDS:
        return None
    cuts = list(re.finditer(r"(?<=[^\W\d_]{2}[.;])\s+|(?<=\d[.;])\s+|(?<=[)%][.;])\s+", text))
    halves = [(text[: cut.start()].rstrip("; "), _capital(text[cut.end() :])) for cut in cuts]
    fair = [pair for pair in halves if min(len(half.split()) for half in pair) >= _FEWEST_WORDS_A_HALF]
    if not fair:
        return None
    first, second = min(fair, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
    return [first, second]


def _form(verb: str, *, goes_on: bool) -> str:
    return verb if goes_on else past(verb)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
