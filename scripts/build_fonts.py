"""Make ``shared/export/fonts``: the subset fonts that the PDF export carries, so that no render needs a network.

Sources, all under the SIL Open Font License 1.1 (texts beside the fonts):

- npm ``@expo-google-fonts/*`` for Latin, Greek, Cyrillic, Arabic, Hebrew, Thai, Devanagari, symbols and emoji;
- Debian ``fonts-noto-cjk`` for Korean, Japanese and Chinese, because its outlines are half the size of the npm ones
  and one font holds the regional forms of all four (chosen by language through ``locl``).

Run with fontTools installed::

    npm install --prefix FOLDER @expo-google-fonts/{source-serif-4,source-sans-3,inter,vazirmatn,...}
    apt-get download fonts-noto-cjk && dpkg -x fonts-noto-cjk_*.deb FOLDER/cjk
    python scripts/build_fonts.py FOLDER

Source Serif and Source Sans reserve the name "Source", so what is cut out of them carries another ("Shortlist Serif",
"Shortlist Sans"). The same inputs and fontTools give the same bytes.
"""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FONTS = Path(__file__).parents[1] / "shared" / "export" / "fonts"

LATIN_GREEK_CYRILLIC = [
    *range(0x20, 0x250),
    *range(0x250, 0x2B0),
    *range(0x2B0, 0x370),
    *range(0x370, 0x530),
    *range(0x1E00, 0x2000),
    *range(0x2000, 0x2070),
    *range(0x2070, 0x20D0),
    *range(0x2100, 0x2200),
    *range(0x2200, 0x2270),
    *range(0x25A0, 0x2600),
]
SYMBOLS = [*range(0x2190, 0x2200), *range(0x2300, 0x2400), *range(0x25A0, 0x27C0), *range(0x2B00, 0x2B60)]
MATH = [*range(0x2200, 0x2300), *range(0x27C0, 0x27F0)]
EMOJI = [*range(0x1F300, 0x1F650), *range(0x1F680, 0x1F700), *range(0x2600, 0x27C0)]

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "abvm", "blwm", "tnum", "lnum"]
JOINING = [*FEATURES, "init", "medi", "fina", "isol", "rlig", "curs", "calt"]
INDIC = ["nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "abvf", "half", "pstf", "vatu", "cjct", "pres", "abvs", "blws"]

SETS: list[tuple[str, str, str, list[int] | None, list[str]]] = [
    # npm package, file stem, family it carries here, characters (None: all), layout features
    *[
        ("source-serif-4", f"SourceSerif4_{style}", "Shortlist Serif", LATIN_GREEK_CYRILLIC, FEATURES)
        for style in ("400Regular", "400Regular_Italic", "600SemiBold")
    ],
    *[
        ("source-sans-3", f"SourceSans3_{style}", "Shortlist Sans", LATIN_GREEK_CYRILLIC, FEATURES)
        for style in ("400Regular", "400Regular_Italic", "600SemiBold")
    ],
    *[
        ("inter", f"Inter_{style}", "", LATIN_GREEK_CYRILLIC, FEATURES)
        for style in ("400Regular", "500Medium", "600SemiBold")
    ],
    *[
        (package, f"{stem}_{style}", "", None, JOINING)
        for package, stem in (("vazirmatn", "Vazirmatn"),)
        for style in ("400Regular", "600SemiBold")
    ],
    *[
        (package, f"{stem}_{style}", "", None, features)
        for package, stem, features in (
            ("noto-sans-hebrew", "NotoSansHebrew", FEATURES),
            ("noto-serif-hebrew", "NotoSerifHebrew", FEATURES),
            ("noto-sans-thai", "NotoSansThai", FEATURES),
            ("noto-sans-armenian", "NotoSansArmenian", FEATURES),
            ("noto-sans-georgian", "NotoSansGeorgian", FEATURES),
            ("noto-sans-devanagari", "NotoSansDevanagari", [*FEATURES, *INDIC, "psts", "haln", "calt"]),
        )
        for style in ("400Regular", "600SemiBold")
    ],
    ("noto-sans-math", "NotoSansMath_400Regular", "", MATH, []),
    ("noto-sans-symbols-2", "NotoSansSymbols2_400Regular", "", SYMBOLS, []),
    ("noto-emoji", "NotoEmoji_400Regular", "", EMOJI, []),
]


def characters(codec: str, lead: Iterable[int], trail: Iterable[int]) -> set[int]:
    """Return the code points of a two-byte national character set, rows ``lead`` × cells ``trail``."""
    trail = list(trail)
    pairs = (bytes([row, cell]).decode(codec, errors="ignore") for row in lead for cell in trail)
    return {ord(pair) for pair in pairs if len(pair) == 1 and ord(pair) >= 0x2E80}


def cjk_regular() -> set[int]:
    """JIS X 0208, GB 2312, Big5 level 1 and KS X 1001 with every Hangul syllable."""
    cells = range(0xA1, 0xFF)
    return (
        characters("euc_jp", range(0xA1, 0xF5), cells)
        | characters("gb2312", range(0xA1, 0xF8), cells)
        | characters("euc_kr", range(0xA1, 0xFE), cells)
        | characters("big5", range(0xA1, 0xC7), [*range(0x40, 0x7F), *cells])
        | {*range(0x3000, 0x3100), *range(0x3130, 0x3190), *range(0xFF00, 0xFFF0), *range(0xAC00, 0xD7A4)}
    )


def cjk_bold() -> set[int]:
    """What headings, names and employers are written with: the first levels of the same sets.

    A rarer character falls back to the regular weight.
    """
    cells = range(0xA1, 0xFF)
    return (
        characters("euc_jp", range(0xA1, 0xD0), cells)
        | characters("gb2312", range(0xA1, 0xD8), cells)
        | characters("euc_kr", range(0xA1, 0xC9), cells)
        | characters("big5", range(0xA1, 0xC7), [*range(0x40, 0x7F), *cells])
        | {*range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)}
    )


def cut(font: TTFont, wanted: Iterable[int] | None, features: list[str], target: Path) -> None:
    """Write ``font`` with only the wanted characters and features, unhinted: PDF readers do not hint print."""
    options = subset.Options(
        layout_features=features,
        hinting=False,
        name_IDs=["*"],
        notdef_outline=True,
        drop_tables=["vhea", "vmtx", "VORG", "BASE", "DSIG", "STAT", "MATH", "meta"],
        recalc_timestamp=False,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[0x20, *(wanted if wanted is not None else font.getBestCmap())])
    cutter.subset(font)
    font.recalcTimestamp = False
    font.save(target)


def rename(font: TTFont, family: str) -> None:
    """Give the font another family name, in every record that carries the old one."""
    names = font["name"]
    old = names.getBestFamilyName()
    for record in list(names.names):
        if record.nameID in {1, 3, 4, 6, 16, 25}:
            bare = record.nameID in {6, 25}
            text = str(record)
            for known in (old.replace(" ", ""), old) if bare else (old, old.replace(" ", "")):
                text = text.replace(known, family.replace(" ", "") if bare else family)
            names.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


def main(sources: Path) -> None:
    """Build every font and copy the licence texts."""
    FONTS.mkdir(parents=True, exist_ok=True)
    packages = sources / "node_modules" / "@expo-google-fonts"
    for package, stem, family, wanted, features in SETS:
        style = stem.partition("_")[2]
        font = TTFont(packages / package / style / f"{stem}.ttf")
        if family:
            rename(font, family)
        name = f"{family.replace(' ', '') or stem.partition('_')[0]}-{style.lstrip('0123456789').replace('_', '')}.ttf"
        cut(font, wanted, features, FONTS / name)
        shutil.copy(packages / package / "LICENSE_FONT", FONTS / f"OFL-{package}.txt")
    # Debian ships the same licence inside its copyright file; npm ships it as a text of its own.
    shutil.copy(packages / "noto-sans-kr" / "LICENSE_FONT", FONTS / "OFL-noto-sans-cjk.txt")
    for style, wanted in (("Regular", cjk_regular()), ("Bold", cjk_bold())):
        collection = TTCollection(sources / f"cjk/usr/share/fonts/opentype/noto/NotoSansCJK-{style}.ttc")
        cut(collection.fonts[0], sorted(wanted), ["locl", "ccmp"], FONTS / f"NotoSansCJK-{style}.otf")
    for path in sorted(FONTS.iterdir()):
        print(f"{path.stat().st_size:>10,}  {path.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
