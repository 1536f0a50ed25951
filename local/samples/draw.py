"""Draw the sample résumés: ``python -m local.samples.draw`` rewrites every file in ``resumes/`` from ``people/``.

Everybody here is invented. Mail addresses end in example.com or example.org, phone numbers are of the ranges that are
kept free for fiction.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from local.samples import pdf, word
from local.samples.wording import FORMAL, GERMAN, MODERN, NUMERIC, SHORT_MONTHS, Wording
from shared.models.resume import Resume

HERE = Path(__file__).parent
PEOPLE = HERE / "people"
RESUMES = HERE / "resumes"
POSTINGS = HERE / "postings.json"

MAIN_PERSON = RESUMES / "backend-engineer.pdf"
"""The résumé that the demo uploads."""

Layout = Callable[[Resume, Wording], bytes]

DRAWINGS: dict[str, tuple[Layout, Wording]] = {
    "backend-engineer.pdf": (pdf.single_column, MODERN),
    "backend-engineer.docx": (word.headings_and_bullets, MODERN),
    "frontend-engineer.pdf": (pdf.dark_sidebar, NUMERIC),
    "data-scientist.pdf": (pdf.two_columns, MODERN),
    "product-designer.pdf": (pdf.right_rail, MODERN),
    "registered-nurse.docx": (word.headings_and_bullets, FORMAL),
    "accountant.pdf": (pdf.date_column, replace(FORMAL, months=SHORT_MONTHS, dash=" – ")),
    "electrician.docx": (word.table_rows, FORMAL),
    "marketing-manager.docx": (word.table_sidebar, MODERN),
    "teacher.docx": (word.tabbed_dates, FORMAL),
    "maschinenbauingenieur.pdf": (pdf.date_column, GERMAN),
}


def person(stem: str) -> Resume:
    """The person as defined, by the name of the file without its ending."""
    return Resume.model_validate_json((PEOPLE / f"{stem}.json").read_text(encoding="utf-8"))


def draw(name: str) -> bytes:
    """The bytes of one file of ``DRAWINGS``."""
    layout, wording = DRAWINGS[name]
    return layout(person(Path(name).stem), wording)


def postings() -> list[dict[str, Any]]:
    """The fifty sample postings, in the shape that ``POST /match/batch`` takes."""
    loaded: list[dict[str, Any]] = json.loads(POSTINGS.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    RESUMES.mkdir(exist_ok=True)
    for name in DRAWINGS:
        (RESUMES / name).write_bytes(draw(name))
        print(f"{name:32}{(RESUMES / name).stat().st_size:8,} bytes")


if __name__ == "__main__":
    main()
