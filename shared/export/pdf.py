"""A résumé as a tagged PDF, set by Typst: real text in reading order, no network, the same bytes for the same input."""

import json
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

from shared.export.outline import Outline
from shared.export.tounicode import MARKS, name_marks

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_FONTS = _HERE / "fonts"

# Written into every file instead of the time of day: 1 January 2020, UTC.
_TIMESTAMP = 1_577_836_800

# A last page with less than this share of it filled looks like an accident; letters and gaps may shrink to this much.
_LOST = 0.2
_TIGHTEST = 0.84

# A compiler is not to be entered twice.
_compiling = Lock()


def render_pdf(outline: Outline, template: str, paper: str) -> bytes:
    """Set an outline in a template on ``a4`` or ``letter``.

    The outline travels as JSON in ``sys.inputs`` and the root is the template folder, so nothing written in a résumé
    is ever markup and nothing outside that folder can be read.
    """
    data = as_json(outline)
    with _compiling:
        made, end = _compile(template, data, paper, 1.0)
        for density in _densities(end):
            tighter, closer = _compile(template, data, paper, density)
            if closer["page"] < end["page"]:
                made = tighter
                break
    return name_marks(made) if MARKS.search(data) else made


def _compile(template: str, data: str, paper: str, density: float) -> tuple[bytes, dict[str, Any]]:
    """Return the file, and where its text ends: ``{page, filled}``, the latter a share of that page."""
    compiler = _compiler(template)
    compile_with = partial(
        compiler.compile,
        format="pdf",
        sys_inputs={"outline": data, "paper": paper, "density": f"{density:.3f}"},
        timestamp=_TIMESTAMP,
    )
    try:
        made = compile_with(pdf_standards=["ua-1"])
    except RuntimeError:
        # PDF/UA forbids a letter that no font here can draw (a script beyond the dozen carried): tagged all the same.
        made = compile_with(pdf_standards=[])
    return made, json.loads(compiler.query("<end>", field="value", one=True))


def _densities(end: dict[str, Any]) -> list[float]:
    """Return what to try, in order, when a few lines stand alone on a last page; height follows density closely."""
    pages, filled = end["page"], end["filled"]
    if pages == 1 or filled >= _LOST:
        return []
    guess = 0.96 * (pages - 1) / (pages - 1 + filled)
    return sorted({max(guess, _TIGHTEST), max(guess - 0.05, _TIGHTEST)}, reverse=True)


def as_json(outline: Outline) -> str:
    """Return the outline as the templates read it."""
    language = outline.language
    return json.dumps(
        {
            **asdict(outline),
            "language": {"tag": language.tag, "right_to_left": language.right_to_left, "labels": language.labels},
        },
        ensure_ascii=False,
    )


@cache
def _compiler(template: str) -> Any:
    from typst import Compiler  # noqa: PLC0415  80 MB that only a PDF needs

    return Compiler(str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=_fonts())


@cache
def _fonts() -> Any:
    from typst import Fonts  # noqa: PLC0415  80 MB that only a PDF needs

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
