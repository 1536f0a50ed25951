"""What is measured about a résumé: coverage, readability, near-identical bullets, format.

Readability is Flesch's reading ease, 206.835 - 1.015 · words/sentence - 84.6 · syllables/word (R. Flesch, "A new
readability yardstick", Journal of Applied Psychology 32, 1948), cut to 0-100; each bullet counts as a sentence.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from shared.models.optimized import DuplicatePair, Metrics, Requirement
from shared.models.resume import Resume
from shared.optimize.facts import leaves
from shared.optimize.format_rules import bullets_of, check_format
from shared.optimize.shown import shown
from shared.optimize.words import FUNCTION, stem
from shared.skills.find import find_listed

_WEIGHTS = {"required": 2, "preferred": 1, "unstated": 1}
_FEWEST_WORDS = 20
_FEW_WORDS = 8
_SMALL_WORDS = 0.1
"""The least share of words like ``the`` and ``of`` in terse English; other languages share only a few of them."""
_NEAR_IDENTICAL = 0.8
_MOST_BULLETS = 400
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def measure(resume: Resume, requirements: Sequence[Requirement] = ()) -> Metrics:
    """Measure a résumé, against a posting's requirements where there are any."""
    rules = check_format(resume)
    pairs = near_identical(resume)
    return Metrics(
        coverage=coverage(resume, requirements),
        readability=readability(prose(resume)),
        duplicates=len(pairs),
        format_compliance=round(100 * sum(rule.passed for rule in rules) / len(rules)),
        rules=rules,
        duplicate_pairs=pairs,
    )


def shown_skills(resume: Resume) -> frozenset[str]:
    """Return the ids of the skills a résumé shows anywhere, and of what those imply."""
    found = {skill for _, skill, _ in shown(resume)}
    return frozenset({skill.id for skill in found} | {implied for skill in found for implied in skill.implies})


def met(resume: Resume, requirements: Sequence[Requirement]) -> list[bool]:
    """Tell of each requirement whether one of its names is shown."""
    ids = shown_skills(resume)
    text = " ".join(text for _, text in leaves(resume.model_dump(exclude_none=True))).casefold()

    def is_shown(name: str) -> bool:
        (skill,) = find_listed([name])
        if skill is not None:
            return skill.id in ids
        return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) is not None

    return [any(is_shown(name) for name in requirement.names) for requirement in requirements]


def coverage(resume: Resume, requirements: Sequence[Requirement]) -> int | None:
    """Return the share of the asked skills that are shown, required ones counting double; any name of a group does."""
    if not requirements:
        return None
    weights = [_WEIGHTS[requirement.need] for requirement in requirements]
    shown = met(resume, requirements)
    return round(100 * sum(weight for weight, is_met in zip(weights, shown, strict=True) if is_met) / sum(weights))


def prose(resume: Resume) -> list[str]:
    """Return what is written in sentences: the summary and every bullet."""
    written = [resume.basics.summary, *(job.summary for job in resume.work), *(v.summary for v in resume.volunteer)]
    return [text for text in written if text] + [text for _, text in bullets_of(resume)]


def readability(texts: Iterable[str]) -> int | None:
    """Return Flesch's reading ease of English texts, 0 (dense) to 100 (plain)."""
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text) if _LATIN_WORD.search(part)]
    words = [word for sentence in sentences for word in _LATIN_WORD.findall(sentence)]
    if len(words) < _FEWEST_WORDS or not is_english(words):
        return None
    syllables = sum(map(_syllables, words))
    ease = 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)
    return round(min(100.0, max(0.0, ease)))


def is_english(words: Sequence[str]) -> bool:
    """Tell by its small words whether a text is English; a text of hardly any words may be."""
    return len(words) < _FEW_WORDS or sum(word.casefold() in FUNCTION for word in words) >= _SMALL_WORDS * len(words)


def _syllables(word: str) -> int:
    word = word.casefold()
    count = len(_VOWELS.findall(word))
    if word.endswith(("e", "es", "ed")) and not word.endswith(("le", "les", "ted", "ded", "ee", "ses", "ces", "ges")):
        count -= 1
    return max(1, count)


def near_identical(resume: Resume) -> list[DuplicatePair]:
    """Return the pairs of bullets whose content words are almost the same (Dice's coefficient of their stems)."""
    bullets = [(pointer, _content(text)) for pointer, text in bullets_of(resume)]
    pairs = []
    for (first, a), (second, b) in combinations([bullet for bullet in bullets if bullet[1]][:_MOST_BULLETS], 2):
        if 2 * min(len(a), len(b)) < _NEAR_IDENTICAL * (len(a) + len(b)):
            continue  # too different in length to be that similar
        similarity = 2 * len(a & b) / (len(a) + len(b))
        if similarity >= _NEAR_IDENTICAL:
            pairs.append(DuplicatePair(first=first, second=second, similarity=round(similarity, 2)))
    return pairs


def _content(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(stem(word) for word in words if word not in FUNCTION)
