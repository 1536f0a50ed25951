"""The words just before and after a place in folded text, within a bounded reach."""

import re

BESIDE = frozenset(("", " ", "-", "  ", "\n"))
"""What may part two words that belong together; nothing does where the script changes (C언어)."""

_WORDS = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}


def word_before(text: str, end: int) -> str:
    """The word before ``end``, past blanks, quotes, brackets and one hyphen. Looks back 40 characters at most."""
    if text[end - 1 : end] == " ":
        space = text.rfind(" ", max(0, end - 30), end - 1)
        if space >= 0 and (word := text[space + 1 : end - 1]).isalnum():
            return word
    head = text[max(0, end - 40) : end]
    stem = head.rstrip(" \t'\"(*_`").removesuffix("-")
    at = len(stem)
    while at and (stem[at - 1].isalnum() or stem[at - 1] in "+#"):
        at -= 1
    return stem[at:]


def word_after(text: str, start: int) -> tuple[str, str]:
    """What stands after ``start`` and the word after that. Looks ahead 40 characters at most."""
    if text[start : start + 1] == " ":
        space = text.find(" ", start + 1, start + 30)
        if space >= 0 and (word := text[start + 1 : space]).isalnum():
            return " ", word
    tail = text[start : start + 40]
    stem = tail.lstrip(" \t'\")*_`\n")
    gap = tail[: len(tail) - len(stem)]
    if stem.startswith("-"):
        gap, stem = gap + "-", stem[1:]
    at = 0
    while at < len(stem) and stem[at].isalnum():
        at += 1
    return gap, stem[:at]


def clause_before(text: str, start: int, reach: int) -> list[str]:
    """The words of the clause before a place, within reach."""
    begin = max(0, start - reach)
    for end in ".;\n!?":
        begin = max(begin, text.rfind(end, begin, start) + 1)
    clause = text[begin:start]
    return clause.translate(_NO_LETTERS).split() if clause.isascii() else _WORDS.findall(clause)
