"""Characters as a reader means them: ligatures taken apart, icons, marks, surrogates and NULs dropped."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u3000": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2010": "-",
    "\u2011": "-",
    "\u02d9": "",
}
_SEPARATORS = dict.fromkeys("⋄⬥⬦⟡✧", "◆") | dict.fromkeys("│┃❘❙∣⏐ǀ｜", "|")
"""Rare looks of the signs that stand between addresses."""
_SYMBOL_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
}
"""The marks of Word's lists in Symbol and Wingdings, which PDFs name by their private codes."""
_TEX_LIGATURES = {
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x10": "“", "\x11": "”", "\x12": "„", "\x13": "«", "\x14": "»", "\x15": "–", "\x16": "—",
}  # fmt: skip
"""Where TeX's fonts keep them (T1 encoding) when the PDF names no Unicode values."""

_DROPPED_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn"}
_KEPT_CONTROLS = "\t\n"
BULLETS = "•◦▪‣∙●○■□◆◇▸►▹➤➢➔→✓✔★☆⁃⦿⚫–—*·»›❖✦∗‐-o§¡"
"""Glyphs that open a list item when a space follows; the letter o is Courier's bullet."""

SURE_BULLETS = frozenset("•◦▪‣∙●○■□◆◇▸►▹➤➢➔✓✔⁃⦿⚫❖✦∗»›▶")


def clean_character(character: str) -> str:
    """What stands for ``character``: itself, several letters, or nothing."""
    if " " <= character < "\x7f":
        return character
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character in _TEX_LIGATURES:
        return _TEX_LIGATURES[character]
    if character in _KEPT_CONTROLS:
        return character
    if character in _SYMBOL_BULLETS:
        return _SYMBOL_BULLETS[character]
    if character in _SEPARATORS:
        return _SEPARATORS[character]
    if unicodedata.category(character) in _DROPPED_CATEGORIES or character == "\ufffd":
        return ""
    code = ord(character)
    if (
        0xFF10 <= code <= 0xFF19
        or 0xFF21 <= code <= 0xFF3A
        or 0xFF41 <= code <= 0xFF5A
        or 0xFB50 <= code <= 0xFDFF
        or 0xFE70 <= code <= 0xFEFC
        or 0x2F00 <= code <= 0x2FD5
    ):
        return unicodedata.normalize("NFKC", character)
    if 0xFE00 <= code <= 0xFE0F:
        return ""
    return character


def of_symbols(font: str, text: str) -> str:
    """What a word in a font of pictures stands for: a bullet, or nothing ("I" is a telephone in one of them)."""
    signs = _signs_of(font)
    return text if signs is None else signs.get(text, text if ord(text[0]) > LATIN else "")


@lru_cache(maxsize=256)
def _signs_of(font: str) -> dict[str, str] | None:
    """What the letters of a font of pictures stand for; none for a font of letters."""
    name = font.lower()
    if "wingdings" in name:
        return _WINGDINGS
    if "marvosym" in name:
        return {"{": "•"}
    return {} if _PICTURES.search(name) else None


LATIN = 0xFF
"""A code above it says itself what it is, whatever the font."""


_PICTURES = re.compile(
    r"awesome|fontello|icomoon|material ?-?icons|materialsymbols|entypo|ionicons|typicons|academicons|glyphicons"
    r"|webdings"
)
_WINGDINGS = {
    "l": "●",
    "n": "■",
    "§": "▪",
    "Ø": "➢",
    "ü": "✓",
    "v": "❖",
    "q": "□",
    "u": "◆",
    "w": "◆",
    "Ÿ": "•",
    "à": "➔",
}


def clean(text: str) -> str:
    """``text`` with every character cleaned and composed (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(map(clean_character, text)))


def is_rtl(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def fold(text: str) -> str:
    """Lower case without accents, for looking words up."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) or "\u3099" <= c <= "\u309a")
    return unicodedata.normalize("NFC", kept).replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss")


def squeeze(text: str) -> str:
    """One space for any run of white space, none at the ends."""
    return re.sub(r"\s+", " ", text).strip()
