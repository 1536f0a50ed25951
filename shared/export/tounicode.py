"""Give vowel signs their own names in a PDF.

A letter with a mark above it ("يوماً", "שָׁלוֹם") is shaped as two glyphs for one cluster, and Typst writes the whole
cluster beside each of them in the font's ToUnicode table. A reader then meets letter and mark twice, and the letter
carries that mark wherever else it stands. Here every such entry is cut to what its glyph draws: the mark where the
glyph has no width, the letter where it has one.

The table is ISO 32000-1, 9.10.3; the file is rewritten with a fresh cross-reference table (7.5.4).
"""

import re
import zlib
from collections import Counter

MARKS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")

_FONT = re.compile(rb"/DescendantFonts\[(\d+) 0 R\]/ToUnicode (\d+) 0 R")
_WIDTHS = re.compile(rb"/W\[([\d.\s-]*)\]")
_ENTRY = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{8,})>")
_STREAM = re.compile(rb"/Length (\d+).*?>>\s*?stream\r?\n", re.DOTALL)


def name_marks(pdf: bytes) -> bytes:
    """Return the same document with letters and marks told apart; a file of another make is returned as it came."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    header = re.match(rb"xref\s+0 (\d+)\s+", pdf[start : start + 40])
    if not header:
        return pdf
    first_row = start + header.end()
    rows = bytearray(pdf[first_row : first_row + 20 * int(header[1])])
    offsets = {n: int(rows[20 * n : 20 * n + 10]) for n in range(len(rows) // 20) if rows[20 * n + 17] == ord("n")}
    ordered = sorted(offsets, key=offsets.__getitem__)
    ends = [*(offsets[number] for number in ordered[1:]), start]
    objects = {number: pdf[offsets[number] : end] for number, end in zip(ordered, ends, strict=True)}

    for font in list(objects.values()):
        for descendant, table in _FONT.findall(font, 0, 1000):
            drawn = _drawn(objects[int(descendant)])
            objects[int(table)] = _renamed(objects[int(table)], drawn)

    body = bytearray(pdf[: offsets[ordered[0]]])
    for number in ordered:
        rows[20 * number : 20 * number + 10] = b"%010d" % len(body)
        body += objects[number]
    trailer = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % len(body), pdf[first_row + len(rows) :])
    return bytes(body + header[0] + rows) + trailer


def _drawn(font: bytes) -> set[int]:
    """The glyphs that advance: a W array of "first last width" triples; what is not listed does not."""
    found = _WIDTHS.search(font)
    numbers = [float(number) for number in found[1].split()] if found else []
    return {
        glyph
        for first, last, width in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=False)
        if width
        for glyph in range(int(first), int(last) + 1)
    }


def _renamed(table: bytes, drawn: set[int]) -> bytes:
    """Return a ToUnicode object with its clusters cut."""
    stream = _STREAM.search(table)
    if not stream:
        return table
    packed = table[stream.end() : stream.end() + int(stream[1])]
    plain = zlib.decompress(packed)
    clusters = Counter(text for glyph, text in _ENTRY.findall(plain) if int(glyph, 16) not in drawn)
    met: Counter[bytes] = Counter()

    def cut(entry: re.Match[bytes]) -> bytes:
        text = bytes.fromhex(entry[2].decode()).decode("utf-16-be")
        letter, marks = text[0], text[1:]
        if not marks or MARKS.fullmatch(letter) or not all(map(MARKS.fullmatch, marks)):
            return entry[0]
        if int(entry[1], 16) in drawn:
            kept = letter
        else:
            # Two marks on a letter are two glyphs, met one after the other.
            kept = marks[met[entry[2]] % len(marks)] if clusters[entry[2]] > 1 else marks
            met[entry[2]] += 1
        return b"<%s> <%s>" % (entry[1], kept.encode("utf-16-be").hex().upper().encode())

    named = _ENTRY.sub(cut, plain)
    if named == plain:
        return table
    renamed = zlib.compress(named)
    dictionary = table[: stream.start(1)] + b"%d" % len(renamed) + table[stream.end(1) : stream.end()]
    return dictionary + renamed + table[stream.end() + len(packed) :]
