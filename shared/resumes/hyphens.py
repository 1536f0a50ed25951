"""The lines of a paragraph as one text: what a line's end parted is made whole again."""

import re
from dataclasses import replace

from shared.resumes.characters import squeeze
from shared.resumes.geometry import Word
from shared.skills.lexicon import lexicon

_COMPOUND_FIRST = frozenset(
    """
    full well self cross high low long short real multi non pre post co e open front back end third data
    decision large small two three one part state hands cost client customer cloud user world best ever object
    event test micro cutting industry award problem solution team people business market server peer point time
    read write on off in out up down over under right left top bottom first second last new old hard soft fast
    slow deep machine computer human mid web mobile app product project go all single double follow hand
    start stop sign log check roll step face day year month week inch page error fault load air water energy
    fuel risk rule role model domain task goal context value quality performance results detail health home work
    job career life evidence community field lab cell gene drug
    """.split()  # noqa: SIM905  a list of this length reads better as prose
)
_COMPOUND_SECOND = frozenset(
    """
    stack friendly commerce device edge based driven level time end party scale quality functional speed
    oriented to of the in up on off out facing source side wide ready first class aware agnostic tenant threaded
    standing term user world site page point performance precision throughput latency availability volume value
    impact profile cost risk free house line depth hoc demand premise premises trained tested written known
    established rounded defined born made related specific centric native ended making solving building
    management winning learning thinking planning setting sharing saving by and day month year week hour step
    phase factor way fold person through over down go market art life
    """.split()  # noqa: SIM905  a list of this length reads better as prose
)


def join_lines(texts: list[str]) -> str:
    """The lines of a paragraph as one text, words parted at a line's end made whole."""
    result = ""
    for text in texts:
        piece = squeeze(text)
        if not piece:
            continue
        tail = result[-2:]
        if not result:
            result = piece
        elif re.search(r"\d-$", tail) and piece[:1].islower():
            result += piece  # "a 60-" / "room hotel"
        elif result.endswith(("-", "\u00ad")) and _JOINT.match(piece):
            result = f"{result.rstrip(chr(0xAD)).rstrip('-')}- {piece}"  # "Form-" / "und Lagetoleranzen"
        elif result.endswith("\u00ad") or (re.search(r"[^\W\d_]-$", tail) and piece[:1].isalpha()):
            result = result.rstrip("\u00ad-") + _hyphen(result[-NEAR:], piece) + piece
        elif (
            (result.endswith("/") and not result.endswith(" /"))
            or (_is_cjk(result[-1]) and _is_cjk(piece[0]))
            or ("가" <= result[-1] <= "힣" and _KOREAN_TAIL.match(piece))
        ):
            result += piece
        else:
            result += " " + piece
    return result.replace("\u00ad", "")


NEAR = 400
"""Characters that are searched for how a compound is written elsewhere."""
_JOINT = re.compile(r"(?:und|oder|bzw\.|sowie|and)(?!\S)")
"""What joins halves whose common end is written once; it must end no word ("fact-or", "arbeit-en")."""
_KOREAN_TAIL = re.compile(
    r"(?:[을를은는의와과에로도만다]|에서|에게|으로|까지|부터|하고|하며|하여|하는|되는|니다|[습입합됩]니다|[했었았였]습니다)(?![가-힣])"
)
"""Particles and endings that are never a word of their own: Korean lines may break inside a word."""


def _hyphen(before: str, after: str) -> str:
    """A hyphen where the parted word is a compound, nothing where it was only parted."""
    left = re.split(r"[^\w]+", before.rstrip("\u00ad-"))[-1].lower()
    right_match = re.match(r"\w+", after)
    right = right_match[0] if right_match else ""
    if not right or not right[0].isalpha() or right[0].isupper():
        return "-"
    if left in _COMPOUND_FIRST and right.lower() not in ("tion", "ing", "ment", "ly", "ness", "ation", "er", "ers"):
        return "-"
    if right.lower() in _COMPOUND_SECOND or "-" + right.lower() in before.lower():
        return "-"
    skill = lexicon().find_by_name(f"{left}-{right}")
    if skill and skill.name.lower() == f"{left}-{right.lower()}":
        return "-"  # scikit-learn
    return ""


def _is_cjk(character: str) -> bool:
    return "\u3000" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def joined(parts: list[list[Word]]) -> list[Word]:
    """The words of several lines as those of one, a word parted at a line's end made whole."""
    words: list[Word] = []
    for part in parts:
        if words and part and re.search(r"\u00ad$|[^\W\d_]-$", words[-1].text) and part[0].text[:1].isalpha():
            last = words.pop()
            still = "\u00ad" if part[0].text.endswith("\u00ad") else ""
            words.append(replace(last, text=join_lines([last.text, part[0].text]) + still))
            words += part[1:]
        else:
            words += part
    return words
