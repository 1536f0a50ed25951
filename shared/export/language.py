"""The words a document is dressed in: its language, headings, months, and how its dates are written.

``languages.json`` holds, per language, the section headings and small words, the month abbreviations and two date
patterns (month and day precision).
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi", "ps", "ku"}

_ALIASES = {
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "zh-hant": "zh-TW",
    "zh-tw": "zh-TW",
    "zh-hk": "zh-TW",
    "zh-mo": "zh-TW",
}

_COMMAS = {"ja": "、", "zh": "、", "ar": "، "}

# Little words that a sentence of the language can hardly avoid and that the others do not share.
_LITTLE_WORDS = {
    "en": "and the of with for to in on by from as at",
    "de": "und der die das mit für von bei im zur als auf den eine",
    "fr": "et le la les des du dans avec pour une aux sur chez",
    "es": "el los las del con para una por en como al",
    "it": "il gli della delle con per una nel dei presso di",
    "pt": "os das dos com para uma em por na no ao",
    "nl": "en het een met voor van bij de als op aan",
    "sv": "och att för med av på som till ett vid",
    "da": "og af med til på som ved et fra for",
    "nb": "og av med til på som ved et fra hos",
    "pl": "na do oraz dla przez od się",
    "cs": "na pro při jako do ve od",
    "tr": "ve ile için bir bu olarak de da",
    "fi": "ja sekä että on oli kanssa mukaan",
    "vi": "và của cho với các trong là tại",
}

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


@dataclass(frozen=True)
class Language:
    """One language's dress. ``tag`` is BCP 47 (``en``, ``zh-TW``); dates are written by ``date``."""

    tag: str
    labels: dict[str, str]
    months: list[str]
    patterns: list[str]

    @property
    def right_to_left(self) -> bool:
        return self.tag.partition("-")[0] in RIGHT_TO_LEFT

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return _COMMAS.get(self.tag.partition("-")[0], ", ")

    def date(self, value: str) -> str:
        """Write an ISO 8601 date of any precision as this language's résumés do; anything else stays as it is."""
        found = _DATE.fullmatch(value.strip())
        if not found:
            return value.strip()
        year, month, day = (int(part) if part else 0 for part in found.groups())
        if not 1 <= month <= 12:
            return f"{year:04}" if not month else value.strip()
        name = self.months[month - 1] if self.months else ""
        return self.patterns[1 if day else 0].format(year=f"{year:04}", month=month, day=day, name=name)

    def span(self, start: str, end: str, *, ongoing: bool) -> str:
        """Write a range of dates with an en dash; ``ongoing`` puts "Present" where an end is missing."""
        first, last = self.date(start), self.date(end)
        if ongoing and not last:
            last = self.labels["present"]
        return f"{first} – {last}" if first and last and first != last else first or last


@cache
def _languages() -> dict[str, Language]:
    stored = json.loads((Path(__file__).parent / "languages.json").read_text(encoding="utf-8"))
    return {
        tag: Language(tag=tag, labels=words["labels"], months=words["months"], patterns=words["date"])
        for tag, words in stored.items()
    }


def language_for(tag: str | None, text: str) -> Language:
    """Return the dress for a BCP 47 ``tag``, or for the language that ``text`` seems to be in when there is none.

    A language without headings of its own is dressed in English, keeping its tag for readers and screen readers.
    """
    known = _languages()
    if not tag or not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", tag):
        return known[detect(text)]
    plain = tag.replace("_", "-")
    parts = plain.lower().split("-")
    for candidate in ("-".join(parts[:2]), parts[0]):
        if found := known.get(_ALIASES.get(candidate, candidate)):
            return found
    english = known["en"]
    return Language(tag=parts[0], labels=english.labels, months=english.months, patterns=english.patterns)


def _count(text: str, low: str, high: str) -> int:
    return sum(low <= char <= high for char in text)


def detect(text: str) -> str:
    """Guess the language of a résumé from its scripts, then from its little words; English when nothing speaks up.

    Technical résumés are full of Latin names, so a fifth of the letters in another script is enough to decide.
    """
    letters = [char for char in text if char.isalpha()]
    joined = "".join(letters)
    enough = max(len(joined) // 5, 1)
    scripts: list[tuple[int, Callable[[], str]]] = [
        (_count(joined, "가", "힣"), lambda: "ko"),
        (_count(joined, "ぁ", "ヿ") * 3, lambda: "ja"),
        (_count(joined, "一", "鿿"), lambda: _chinese(joined)),
        (_count(joined, "؀", "ۿ"), lambda: "ar"),
        (_count(joined, "א", "ת"), lambda: "he"),
        (_count(joined, "Ѐ", "ӿ"), lambda: "uk" if any(char in "іїєґІЇЄҐ" for char in joined) else "ru"),
        (_count(joined, "Ͱ", "Ͽ"), lambda: "el"),
    ]
    for count, name in scripts:
        if count >= enough:
            return name()
    words = Counter(re.findall(r"\w+", text.lower()))
    hits = {tag: sum(words[word] for word in little.split()) for tag, little in _LITTLE_WORDS.items()}
    best = max(hits, key=lambda tag: hits[tag])
    return best if hits[best] >= 3 and hits[best] > hits["en"] else "en"


def _chinese(text: str) -> str:
    """Tell traditional from simplified by which national character set lacks more of the characters."""

    def lacking(codec: str) -> int:
        return sum(not char.encode(codec, errors="ignore") for char in text if "一" <= char <= "鿿")

    return "zh-TW" if lacking("gb2312") > lacking("big5") else "zh"
