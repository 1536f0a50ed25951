"""Bytes of a text file that says nothing, or something wrong, about its encoding."""

import codecs
from itertools import pairwise

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARABLE = frozenset(
    """
    utf-8 utf-16 utf-16-le utf-16-be utf-32 cp1250 cp1251 cp1252 cp1253 cp1254 cp1256 cp1257 iso8859-1 iso8859-2
    iso8859-15 mac-roman koi8-r shift_jis cp932 euc_jp euc_kr cp949 gb18030 gbk big5
    """.split()  # noqa: SIM905  a word list reads best as words
)


def decode_text(data: bytes, charset: str | None = None) -> str:
    """Decode ``data``: by its byte order mark, else as ``charset`` says, else as what it looks like.

    Without a mark UTF-16 shows in its zero bytes and UTF-8 in its grammar; what is neither is Windows' (cp1252) or an
    old Mac's, whichever gives fewer misplaced signs. Raises ``ValueError`` for a charset that cannot be read.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if charset:
        return _declared(data, charset)
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return min((data.decode(name, "replace") for name in ("cp1252", "mac-roman")), key=_misplaced)


def _declared(data: bytes, charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = ""
    if name not in {codecs.lookup(known).name for known in _DECLARABLE}:
        raise ValueError(f"the charset {charset[:40]!r} is not known")
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        if name != "utf-8":
            return data.decode(name, "replace")
        return decode_text(data)  # many a program says UTF-8 without meaning it


def _wide(data: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every other byte."""
    sample = data[:4096]
    if len(sample) < 4 or sample.count(0) < len(sample) // 4:
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"


def _misplaced(text: str) -> int:
    """Count what no word holds: a sign, or a capital after a small letter."""
    count = 0
    for before, here in pairwise(text):
        if here > "\x7f" and before.isalpha():
            count += (
                2 if not here.isalpha() and here not in "’‘“”–—…»«€®™ \u00a0" else here.isupper() and before.islower()
            )
        elif here > "\x7f" and not here.isalpha():
            count += here in "\u0081\u008d\u008f\u0090\u009d\ufffd"
    return count
