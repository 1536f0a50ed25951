"""PDF bytes → words with place, size, weight, colour and link, and the words a reader cannot see.

Words are rebuilt from character boxes because every extractor glues words in some files; pdfium's own word breaks
are the second opinion and win on a page where the boxes cannot be trusted.
"""

import ctypes
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any

from shared.resumes.characters import clean_character, is_rtl, of_symbols
from shared.resumes.drawn import Box, is_chip, is_dot, mark_chips, with_drawn_bullets
from shared.resumes.geometry import Word
from shared.resumes.guards import check_pdf
from shared.resumes.refusals import (
    DamagedFile,
    EncryptedPdf,
    NoTextLayer,
    TooManyPages,
    TooMuchText,
    UnreadableEncoding,
)

PAGE_LIMIT = 60
CHARACTER_LIMIT = 600_000
TINY = 3.2
"""Points: smaller text is read by no one."""
SOFT_HYPHEN = 0xAD
INVISIBLE = 0.3
"""In points: a character no wider is not seen."""
STYLED_SPACE = 0.05
"""In line heights: a gap this wide parts words where the style changes; inside one style it is letter spacing."""
ACCENT = 0.05
"""In line heights: how far the boxes of one word's characters may differ and still be of one size."""
MOST_HEIGHT = 1.5
"""Of a font's size: a glyph that is higher was not measured right."""
SAMPLE = 25
"""Words of a font that are asked how high it is."""
OUTLINES = "outlines"
"""The name of a font that has none (Type 3): it is but the shapes of its glyphs."""
USUAL_HEIGHT = (0.93, 0.24)
"""Of a font's size: what stands above and below the baseline, where no font of the page tells."""
MOST_OBJECTS = 5_000
"""Objects of one page that are looked at: a drawing of more is no résumé's."""
MOST_GROUNDS = 300
"""Filled shapes looked at on one page: a drawing of thousands is no résumé's ground."""
PALE = 0.85
"""Luminance above which text vanishes in paper."""
ALIKE = 0.2
"""Luminances nearer than this may be one to the eye; the pixels decide."""

_INVISIBLE_MODE = 3
_CLIP_ONLY_MODE = 7
_ITALIC_FLAG = 1 << 6
_BOLD_MARKS = ("bold", "black", "heavy", "demi", "cmbx", "cmb1", "-bd", "medium", "-md")
_PASSWORD_ERROR = 4


@dataclass
class Page:
    """One page's visible words; ``hidden`` holds the text left out."""

    width: float
    height: float
    words: list[Word]
    hidden: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    recognised: bool = False
    """True when the words are an invisible text layer over a scanned image."""


@dataclass(slots=True)
class _Style:
    bold: bool
    italic: bool
    colour: int
    alpha: int
    font: str
    mode: int


def read_pages(data: bytes) -> list[Page]:
    """Every page of the PDF. Raises a refusal for what cannot be read."""
    check_pdf(data)
    import pypdfium2 as pdfium  # noqa: PLC0415  50 ms that only a PDF should cost

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise EncryptedPdf from error
        raise DamagedFile from error
    try:
        if len(document) > PAGE_LIMIT:
            raise TooManyPages
        readers: list[_Reader] = []
        left = CHARACTER_LIMIT
        try:
            for number in range(len(document)):
                reader = _Reader(document, document[number])
                left -= reader.take(left)
                readers.append(reader)
            uneven = {font for reader in readers for font in reader.uneven_fonts()}
            pages = [reader.read(uneven) for reader in readers]
        except pdfium.PdfiumError as error:
            raise DamagedFile from error
    finally:
        document.close()
    drawn = sum(reader.drawn for reader in readers)
    kept = CHARACTER_LIMIT - left
    if drawn > 80 and kept < 0.4 * drawn:
        raise UnreadableEncoding
    if sum(len(word.text) for page in pages for word in page.words) < 12 and not any(page.hidden for page in pages):
        raise NoTextLayer
    return pages


class _Reader:
    """One page being read."""

    def __init__(self, document: Any, page: Any) -> None:
        from pypdfium2 import raw  # noqa: PLC0415  see read_pages

        self.raw = raw
        self.document = document
        self.page = page
        self.text_page = page.get_textpage()
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.rotation = page.get_rotation()
        self.found: list[tuple[Word, _Style]] = []
        self.by_font: dict[str, list[tuple[Word, int]]] = {}
        """The words of each font, with the number of their first character."""
        self.drawn = 0
        """Characters that are no spaces, whether or not they mean anything."""
        self.styles: dict[int, _Style] = {}
        self.fonts: dict[int, tuple[bool, bool, str]] = {}

    def take(self, limit: int) -> int:
        """Find the page's words. Returns how many characters they have; raises where that is over the limit."""
        count = self.text_page.count_chars()
        if count > limit:
            raise TooMuchText
        for word, style, index in self.words(count):
            if word.text:
                self.found.append((word, style))
                self.by_font.setdefault(style.font, []).append((word, index))
        return sum(len(word.text) for word, _ in self.found)

    def read(self, uneven: Collection[str]) -> Page:
        """The page as a reader sees it; ``uneven`` fonts of the file say nothing true of their height."""
        width, height = self.right - self.left, self.top - self.bottom
        if self.rotation in (90, 270):
            width, height = height, width
        self.level(uneven)
        found = self.found
        result = Page(width, height, [])
        invisible = [style.mode in (_INVISIBLE_MODE, _CLIP_ONLY_MODE) for _, style in found]
        result.recognised = bool(invisible) and sum(invisible) > 0.8 * len(invisible) and self.has_image()
        doubtful: list[tuple[Word, bool]] = []
        unseeable: set[int] = set()
        usual = median(word.size for word, _ in found) if found else 0.0
        for (word, style), unseen in zip(found, invisible, strict=True):
            if word.size < 0.6 * usual and not any(map(str.isalnum, word.text)):
                # A dash or a dot by itself, in a font that says no more of its height than that of the glyph.
                centre = (word.top + word.bottom) / 2
                word.top, word.bottom = centre - usual / 2, centre + usual / 2
            hidden = word.size < min(TINY, 0.45 * usual) or not (
                -1 <= (word.x0 + word.x1) / 2 <= width + 1 and -1 <= (word.top + word.bottom) / 2 <= height + 1
            )
            transparent = unseen or style.alpha < 26
            pale = _luminance(style.colour) > PALE
            if hidden:
                unseeable.add(id(word))
            elif not result.recognised and (transparent or pale or self.grounds.near(word, style.colour)):
                doubtful.append((word, transparent))
        if doubtful:
            rendered = _Rendering(self.page, width, height, [word for word, _ in doubtful], turned=self.rotation != 0)
            for word, transparent in doubtful:
                if not rendered.shows(word):
                    unseeable.add(id(word))
                # Browsers draw emphasis they have no font for as outlines over transparent text.
                word.bold = word.bold or transparent
        result.words = [word for word, _ in found if id(word) not in unseeable]
        if unseeable:
            result.hidden = [" ".join(word.text for word, _ in found if id(word) in unseeable)]
        result.words = with_drawn_bullets(
            result.words, [box for _, box in self.shapes if is_dot(box[2] - box[0], box[3] - box[1], usual)]
        )
        mark_chips(result.words, [box for _, box in self.shapes if is_chip(box[2] - box[0], box[3] - box[1], usual)])
        self.attach_links(result)
        self.text_page.close()
        return result

    def level(self, uneven: Collection[str]) -> None:
        """Give all words of a font one height at one size, where it tells but the outline of each glyph.

        Fonts of drawn glyphs (Type 3) and those that name no ascent: a word with a "g" is higher than one without.
        """
        fonts = self.by_font
        usual = max((font for font in fonts if font != OUTLINES), key=lambda font: len(fonts[font]), default=None)
        # Drawn glyphs come last: they are as high as what stands around them.
        for font in sorted(fonts.keys() & {*uneven, OUTLINES}, key=lambda font: (font == OUTLINES, font)):
            known = usual if font == OUTLINES else font
            above, below = self.heights(fonts[known], stated=known in uneven) if known else USUAL_HEIGHT
            for word, index in fonts[font]:
                least = 0.3 if any(map(str.isalnum, word.text)) else 0.0
                if (measured := self.measure(index)) and least <= word.size / measured[1] <= MOST_HEIGHT:
                    baseline, em = measured
                    word.top, word.bottom = baseline - above * em, baseline + below * em

    def uneven_fonts(self) -> list[str]:
        return [font for font, words in self.by_font.items() if font != OUTLINES and self.is_uneven(words)]

    def is_uneven(self, words: list[tuple[Word, int]]) -> bool:
        """Whether words of one size differ a little in height, because their letters do."""
        heights = sorted({word.bottom - word.top: index for word, index in words if word.bottom - word.top > 1}.items())
        for (low, first), (high, second) in pairwise(heights):
            if 1.01 < high / low < 1.1:
                one, other = self.measure(first), self.measure(second)
                if one and other and abs(one[1] - other[1]) < 0.01 * one[1]:
                    return True
        return False

    def heights(self, words: list[tuple[Word, int]], *, stated: bool) -> tuple[float, float]:
        """How far a font reaches above and below its baseline, in font sizes: as it says, or as its words do."""
        if stated and (says := self.stated_heights(words[0][1])):
            return says
        measured = [(word, self.measure(index)) for word, index in words[:SAMPLE]]
        told = [((at[0] - word.top) / at[1], (word.bottom - at[0]) / at[1]) for word, at in measured if at is not None]
        return (median(above for above, _ in told), median(below for _, below in told)) if told else USUAL_HEIGHT

    def stated_heights(self, index: int) -> tuple[float, float] | None:
        """What the font of a character says of its height, where that can be true."""
        ascent, descent = ctypes.c_float(), ctypes.c_float()
        drawn = self.raw.FPDFText_GetTextObject(self.text_page.raw, index)
        font = self.raw.FPDFTextObj_GetFont(drawn) if drawn else None
        if font and self.raw.FPDFFont_GetAscent(font, 1.0, ascent) and self.raw.FPDFFont_GetDescent(font, 1.0, descent):
            above, below = ascent.value, -descent.value
            if above > 0.5 and below > 0 and above + below < MOST_HEIGHT:
                return above, below
        return None

    def measure(self, index: int) -> tuple[float, float] | None:
        """The baseline of a character and its font's size, both on the page; nothing where it is turned."""
        raw, handle = self.raw, self.text_page.raw
        matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        if (
            self.rotation
            or not raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
            or not raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y))
        ):
            return None
        em = raw.FPDFText_GetFontSize(handle, index) * abs(matrix.d)
        return (self.top - y.value, em) if em > 1 and abs(matrix.b) < 0.1 * abs(matrix.d) else None

    def words(self, count: int) -> Iterator[tuple[Word, _Style, int]]:
        """Words in the order the file draws them, each with the number of its first character."""
        raw, handle = self.raw, self.text_page.raw
        box_of = raw.FPDFText_GetLooseCharBox
        box = raw.FS_RECTF()
        reference = ctypes.byref(box)
        current: Word | None = None
        style = _Style(False, False, 0, 255, "", 0)
        letters: list[str] = []
        last_x0 = 0.0
        first = 0
        step = 0.0  # the space between the last two letters, where they are set apart
        was_rtl = False
        upright, left, top = self.rotation == 0, self.left, self.top
        for index, given in enumerate(self.codes(count)):
            code = given
            if code == SOFT_HYPHEN and box_of(handle, index, reference) and box.right - box.left > INVISIBLE:
                code = ord("-")  # fonts whose hyphen goes by this number; one that parts no word takes no room
            if code in (0, 2, 0xFFFE, SOFT_HYPHEN):  # NUL padding, and pdfium's marks of a parted word
                if code and letters and letters[-1] != "\u00ad":
                    letters.append("\u00ad")
                continue
            if code in (32, 9, 10, 13, 0xA0):
                if current is not None and not self.touches(index, current, step):
                    yield self.finish(current, letters), style, first
                    current = None
                continue
            if not box_of(handle, index, reference):
                continue
            if upright:
                x0, y0, x1, y1 = box.left - left, top - box.top, box.right - left, top - box.bottom
            else:
                x0, y0, x1, y1 = self.place(box.left, box.top, box.right, box.bottom)
            self.drawn += 1
            character = chr(code)
            letter_rtl = code > 0x590 and is_rtl(character)
            rtl, was_rtl = letter_rtl or was_rtl, letter_rtl
            if current is not None:
                size = max(1.0, current.bottom - current.top)
                same_line = abs(y1 - current.bottom) < 0.5 * size
                # The letters of one ligature glyph share its box.
                ahead = -0.6 * size < x0 - current.x1 < 0.25 * size or x0 == last_x0
                behind = rtl and -0.6 * size < current.x0 - x1 < 0.25 * size
                shared = x0 == last_x0
                new_word = x0 - current.x1 > STYLED_SPACE * size or (character.isupper() and letters[-1].islower())
                if ahead and not shared and new_word and self.style(index) != style:
                    # The space between words of two sizes is that of the smaller one, or of neither; and where two
                    # pieces of a line stand side by side ("Acme Corp" "Berlin") there may be no space at all.
                    ahead = False
                last_x0 = x0
                if same_line and (ahead or behind):
                    step = x0 - current.x1
                    if shared and rtl:
                        # The parts of a right-to-left ligature (lam-alef) come in the order they are drawn.
                        letters.insert(len(letters) - 1, character)
                    else:
                        letters.append(character)
                    if x1 > current.x1:  # noqa: PLR1730  asked of every character
                        current.x1 = x1
                    if x0 < current.x0:  # noqa: PLR1730
                        current.x0 = x0
                    if y0 != current.top or y1 != current.bottom:
                        _heighten(current, y0, y1, ACCENT * size)
                    continue
                yield self.finish(current, letters), style, first
            style, last_x0, first = self.style(index), x0, index
            current = Word("", x0, y0, x1, y1, style.bold, style.italic, style.colour, style.font)
            letters = [character]
        if current is not None:
            yield self.finish(current, letters), style, first

    def codes(self, count: int) -> Sequence[int]:
        """The code of every character: all in one call, or one by one where that call leaves some out."""
        raw, handle = self.raw, self.text_page.raw
        buffer = (ctypes.c_ushort * (count + 1))()
        if raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
            return buffer[:count]
        return [raw.FPDFText_GetUnicode(handle, index) for index in range(count)]

    def touches(self, index: int, word: Word, step: float) -> bool:
        """Whether a space or a line's end is of pdfium's making, and the next letter stands as near as the last one."""
        raw, handle = self.raw, self.text_page.raw
        following = index
        while raw.FPDFText_IsGenerated(handle, following) == 1 and following < index + 3:
            following += 1
        if following == index:
            return False
        box = raw.FS_RECTF()
        if not raw.FPDFText_GetLooseCharBox(handle, following, ctypes.byref(box)):
            return False
        x0, top, _, _ = self.place(box.left, box.top, box.right, box.bottom)
        near = max(0.02 * word.size, 1.25 * step)
        return abs(top - word.top) < 0.15 * word.size and -0.1 * word.size < x0 - word.x1 < near

    def finish(self, word: Word, letters: list[str]) -> Word:
        soft = letters[-1] == "\u00ad"
        word.text = "".join(map(clean_character, letters)) + ("\u00ad" if soft else "")
        if word.text:
            word.text = of_symbols(word.font, word.text)
        return word

    def place(self, x0: float, y1: float, x1: float, y0: float) -> tuple[float, float, float, float]:
        """Page coordinates as read: origin at the top left, whatever the crop box and the rotation."""
        a, b, c, d = x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.rotation == 0:
            return min(a, c), min(b, d), max(a, c), max(b, d)
        width, height = self.right - self.left, self.top - self.bottom
        if self.rotation == 90:
            a, b, c, d = height - d, a, height - b, c
        elif self.rotation == 180:
            a, b, c, d = width - c, height - d, width - a, height - b
        else:
            a, b, c, d = b, width - c, d, width - a
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def style(self, index: int) -> _Style:
        raw = self.raw
        drawn = raw.FPDFText_GetTextObject(self.text_page.raw, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        known = self.styles.get(key)
        if known is not None:
            return known
        bold, italic, name, mode = False, False, "", 0
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        alpha.value = 255
        if key:
            mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
            raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
            font = raw.FPDFTextObj_GetFont(drawn)
            bold, italic, name = self.font(font) if font else (False, False, "")
        colour = (red.value & 255) << 16 | (green.value & 255) << 8 | (blue.value & 255)
        result = _Style(bold, italic, colour, alpha.value, name, mode)
        self.styles[key] = result
        return result

    def font(self, font: Any) -> tuple[bool, bool, str]:
        raw = self.raw
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        known = self.fonts.get(key)
        if known is not None:
            return known
        length = raw.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(max(1, length))
        raw.FPDFFont_GetBaseFontName(font, buffer, length)
        name = buffer.value.decode("latin-1").split("+")[-1] or OUTLINES
        flags = max(0, raw.FPDFFont_GetFlags(font))
        weight = raw.FPDFFont_GetWeight(font)
        lower = name.lower()
        named = re.fullmatch(r"(cidfont|tt|f|t|c|font|g_d)?[\d_+-]*", lower) is None
        bold = any(mark in lower for mark in _BOLD_MARKS) or (not named and weight >= 600)
        italic = any(mark in lower for mark in ("italic", "oblique", "slant", "cmti", "-it")) or bool(
            flags & _ITALIC_FLAG
        )
        self.fonts[key] = (bold, italic, name)
        return self.fonts[key]

    @cached_property
    def shapes(self) -> list[tuple[Any, Box]]:
        """What is drawn on the page, and the box of each."""
        raw, found = self.raw, []
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        edges = [ctypes.byref(edge) for edge in (left, bottom, right, top)]
        type_of, bounds_of = raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds
        objects = [
            raw.FPDFPage_GetObject(self.page.raw, index)
            for index in range(min(MOST_OBJECTS, raw.FPDFPage_CountObjects(self.page.raw)))
        ]
        for drawn in objects:
            kind = type_of(drawn)
            if kind == raw.FPDF_PAGEOBJ_PATH and bounds_of(drawn, *edges):
                found.append((drawn, self.place(left.value, top.value, right.value, bottom.value)))
            elif kind == raw.FPDF_PAGEOBJ_FORM and len(objects) < MOST_OBJECTS:
                objects += [
                    raw.FPDFFormObj_GetObject(drawn, index)
                    for index in range(min(MOST_OBJECTS - len(objects), max(0, raw.FPDFFormObj_CountObjects(drawn))))
                ]
        return found

    @cached_property
    def grounds(self) -> "_Grounds":
        """The page's filled shapes, found when the first word asks."""
        raw, found = self.raw, []
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        for shape, (x0, y0, x1, y1) in self.shapes:
            if min(x1 - x0, y1 - y0) < TINY:
                continue  # a rule, a bullet
            raw.FPDFPath_GetDrawMode(shape, filled, stroked)
            raw.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
            if not filled.value or alpha.value < 128:
                continue
            colour = (red.value & 255) << 16 | (green.value & 255) << 8 | (blue.value & 255)
            found.append((x0, y0, x1, y1, colour))
            if len(found) == MOST_GROUNDS:
                break
        return _Grounds(found)

    def has_image(self) -> bool:
        return any(True for _ in self.page.get_objects(filter=[self.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))

    def attach_links(self, result: Page) -> None:
        """Give each word the address of the link annotation over it; keep every address once."""
        raw = self.raw
        position = ctypes.c_int(0)
        link = raw.FPDF_LINK()
        for _ in range(500):
            if not raw.FPDFLink_Enumerate(self.page.raw, position, link):
                break
            action = raw.FPDFLink_GetAction(link)
            if not action:
                continue
            length = raw.FPDFAction_GetURIPath(self.document.raw, action, None, 0)
            if not 1 < length < 4000:
                continue
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(self.document.raw, action, buffer, length)
            address = buffer.value.decode("utf-8", "replace").strip()
            box = raw.FS_RECTF()
            if not address or not raw.FPDFLink_GetAnnotRect(link, box):
                continue
            if address not in result.links:
                result.links.append(address)
            x0, y0, x1, y1 = self.place(box.left, box.top, box.right, box.bottom)
            for word in result.words:
                if x0 - 1 < (word.x0 + word.x1) / 2 < x1 + 1 and y0 - 1 < (word.top + word.bottom) / 2 < y1 + 1:
                    word.link = address


class _Grounds:
    """Filled shapes on a page: text in nearly the colour of one it stands on may be there for machines alone."""

    def __init__(self, shapes: list[tuple[float, float, float, float, int]]) -> None:
        self.shapes = shapes

    def near(self, word: Word, colour: int) -> bool:
        """Whether any shape under the middle of a word is nearly as bright as the word."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return any(
            x0 <= x <= x1 and y0 <= y <= y1 and abs(_luminance(fill) - _luminance(colour)) < ALIKE
            for x0, y0, x1, y1, fill in self.shapes
        )


def _heighten(word: Word, top: float, bottom: float, little: float) -> None:
    """Take in a character of another height; an accent or a tail that reaches a little further makes no larger word."""
    word.top = max(word.top, top) if abs(top - word.top) < little else min(word.top, top)
    word.bottom = min(word.bottom, bottom) if abs(bottom - word.bottom) < little else max(word.bottom, bottom)


class _Rendering:
    """Pixels under words that may vanish in what they stand on: pale ones, or those as bright as their ground."""

    def __init__(self, page: Any, width: float, height: float, words: list[Word], *, turned: bool) -> None:
        self.scale = min(1.0, 900 / max(1.0, width))
        self.left = self.top = 0.0
        crop = (0.0, 0.0, 0.0, 0.0)
        if not turned:
            # Drawing only where these words stand takes a fraction of the time.
            self.left = min(max(0.0, min(word.x0 for word in words) - 2), width - 8)
            self.top = min(max(0.0, min(word.top for word in words) - 2), height - 8)
            right = max(self.left + 8, min(width, max(word.x1 for word in words) + 2))
            bottom = max(self.top + 8, min(height, max(word.bottom for word in words) + 2))
            crop = (self.left, height - bottom, width - right, self.top)
        bitmap = page.render(scale=self.scale, crop=crop, grayscale=True, no_smoothimage=True, may_draw_forms=False)
        self.pixels = bytes(bitmap.buffer)
        self.stride, self.width, self.height = bitmap.stride, bitmap.width, bitmap.height
        bitmap.close()

    def shows(self, word: Word) -> bool:
        """Whether the pixels in the word's box differ enough to be read."""
        x0, x1 = (min(self.width - 1, max(0, int((x - self.left) * self.scale))) for x in (word.x0, word.x1))
        y0, y1 = (min(self.height - 1, max(0, int((y - self.top) * self.scale))) for y in (word.top, word.bottom))
        lowest, highest = 255, 0
        for y in range(y0, y1 + 1):
            row = self.pixels[y * self.stride + x0 : y * self.stride + x1 + 1]
            lowest, highest = min(lowest, *row, 255), max(highest, *row, 0)
        return highest - lowest > 28


def _luminance(colour: int) -> float:
    red, green, blue = colour >> 16, colour >> 8 & 255, colour & 255
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
