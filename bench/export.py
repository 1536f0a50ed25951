"""How fast, how readable and how large exports are, beside three other makers of PDFs on the same two pages.

Recall is the share of everything a document must say (``shared.export.outline``) that two foreign readers find, in
order where the script runs left to right, word by word where it does not. The peers get the same text in their own
idiom: headings, lines and bullets in one column. fpdf2 and WeasyPrint are installed into a throw-away environment when
a package index answers, and left out, saying so, when none does.
"""

import io
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from pdfminer.high_level import extract_text
from pypdf import PdfReader

from bench.figures import Figure
from deploy.bundle import bundle, unzipped_size
from deploy.service import functions
from shared.export.outline import Outline, outline
from shared.export.render import Format, Template, render
from shared.models.resume import Resume
from shared.resumes.parse import parse_resume
from tests.export.people import ENGINEER, LEFT_TO_RIGHT, NURSE, RIGHT_TO_LEFT, missing_in_order, said, squeezed

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15
PEER_SECONDS = 120
READERS: dict[str, Callable[[bytes], str]] = {
    "pypdf": lambda pdf: "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages),
    "pdfminer.six": lambda pdf: str(extract_text(io.BytesIO(pdf))),
}


def figures() -> list[Figure]:
    """Return every figure of the exports."""
    return [*_speed(), *_recall(), *_fields(), *_sizes(), _memory()]


# How many of the nurse's jobs fill two pages.
JOBS = {"classic": 6, "modern": 7, "compact": 11}


def _two_pages(template: str = "classic") -> Resume:
    person = NURSE.model_copy(deep=True)
    person.work = person.work[: JOBS[template]]
    person.projects, person.publications, person.languages = (
        ENGINEER.projects,
        ENGINEER.publications,
        ENGINEER.languages,
    )
    return person


def _milliseconds(work: Callable[[Resume], object], template: str = "classic") -> float:
    """Best CPU time of a call, each with a text that was never seen before: a busy machine only ever adds to it."""
    times = []
    for n in range(ROUNDS + 1):
        person = _two_pages(template)
        person.basics.summary = f"Round {n} of a figure."
        started = time.process_time()
        work(person)
        times.append(time.process_time() - started)
    return min(times[1:]) * 1000


def _speed() -> Iterator[Figure]:
    templates: tuple[Template, ...] = get_args(Template)
    for template in templates:
        pages = len(PdfReader(io.BytesIO(render(_two_pages(template), "pdf", template).content)).pages)
        value = _milliseconds(lambda person, template=template: render(person, "pdf", template), template)  # type: ignore[misc]
        yield Figure(f"PDF, {template}, CPU of one warm render", value, "ms", 60, note=f"{pages} pages")
    formats: tuple[Format, ...] = get_args(Format)
    for form in formats[1:]:
        value = _milliseconds(lambda person, form=form: render(person, form))  # type: ignore[misc]
        yield Figure(f"{form.upper()}, CPU of one warm render", value, "ms")
    yield Figure("peer: reportlab, the same text", _milliseconds(lambda person: _reportlab(outline(person))), "ms")
    yield from _peers_elsewhere()


def _blocks(laid_out: Outline) -> list[tuple[str, str]]:
    """The document as plain (kind, text) blocks, for the peers."""
    blocks = [("title", laid_out.name), ("text", " | ".join(contact.text for contact in laid_out.contacts))]
    for section in laid_out.sections:
        blocks.append(("heading", section.heading))
        blocks += [("text", text) for text in section.paragraphs]
        blocks += [("text", f"{fact.label}: {fact.text}") for fact in section.facts]
        for entry in section.entries:
            blocks.append(("entry", f"{entry.title} | {entry.dates}"))
            blocks.append(("text", f"{entry.subtitle} {entry.place}"))
            blocks += [("text", text) for text in entry.paragraphs]
            blocks += [("bullet", text) for text in entry.bullets]
    return blocks


def _reportlab(laid_out: Outline) -> bytes:
    from html import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    names = {"title": "Title", "heading": "Heading2", "entry": "Heading4", "text": "BodyText", "bullet": "Bullet"}
    made = io.BytesIO()
    story = [
        Paragraph(escape(text), styles[names[kind]], bulletText="•" if kind == "bullet" else None)
        for kind, text in _blocks(laid_out)
    ]
    SimpleDocTemplate(made, pagesize=A4).build(story)
    return made.getvalue()


_PEERS = {
    "fpdf2": """
from fpdf import FPDF
def make(blocks):
    pdf = FPDF()
    pdf.add_page()
    for kind, text in blocks:
        pdf.set_font("Helvetica", "B" if kind in ("title", "heading", "entry") else "", 16 if kind == "title" else 10)
        text = text.encode("latin-1", "replace").decode("latin-1")
        pdf.multi_cell(0, 5, "- " + text if kind == "bullet" else text, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())
""",
    "weasyprint": """
from html import escape
from weasyprint import HTML
TAGS = {"title": "h1", "heading": "h2", "entry": "h3", "text": "p", "bullet": "li"}
def make(blocks):
    return HTML(string="".join(f"<{TAGS[kind]}>{escape(text)}</{TAGS[kind]}>" for kind, text in blocks)).write_pdf()
""",
}
_TIMED = """
import json, sys, time
given = json.load(sys.stdin)
times = []
for n in range(6):
    started = time.process_time()
    make(given + [["text", f"Round {n}"]])
    times.append(time.process_time() - started)
print(min(times[1:]) * 1000)
"""


def _peers_elsewhere() -> Iterator[Figure]:
    given = json.dumps(_blocks(outline(_two_pages())))
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, check=False).returncode == 0
        for package, code in _PEERS.items():
            name = f"peer: {package}, the same text"
            try:
                install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", package]
                if (
                    not made
                    or subprocess.run(install, capture_output=True, timeout=PEER_SECONDS, check=False).returncode
                ):
                    yield Figure(name, "-", note="not installable here")
                    continue
                run = subprocess.run(
                    [str(python), "-c", code + _TIMED], input=given, capture_output=True, text=True,
                    timeout=PEER_SECONDS, check=True,
                )  # fmt: skip
                yield Figure(name, float(run.stdout.split()[-1]), "ms")
            except (subprocess.SubprocessError, OSError) as error:
                yield Figure(name, "-", note=f"does not run here ({type(error).__name__})")


def _recall() -> Iterator[Figure]:
    templates: tuple[Template, ...] = get_args(Template)
    for template in templates:
        for reader, read in READERS.items():
            lost = wanted = 0
            for person in LEFT_TO_RIGHT.values():
                laid_out = outline(person)
                text = squeezed(read(render(person, "pdf", template).content))
                text = re.sub(rf"{re.escape(squeezed(laid_out.name))}\d/\d", "", text)
                lost += len(missing_in_order(said(laid_out), text))
                wanted += sum(map(len, said(laid_out)))
            value = 100 * (1 - lost / wanted)
            yield Figure(f"{reader} on {template}: strings found in order", value, "%", 100, "more", f"of {wanted}")
            found = asked = 0
            for person in RIGHT_TO_LEFT.values():
                words = set(_words(read(render(person, "pdf", template).content)))
                needed = [word for group in said(outline(person)) for text in group for word in _words(text)]
                found += sum(word in words for word in needed)
                asked += len(needed)
            yield Figure(
                f"{reader} on {template}: right-to-left words found", 100 * found / asked, "%", note=f"of {asked}"
            )


def _words(text: str) -> list[str]:
    """Words by their sorted letters: readers turn right-to-left words and their ligatures around."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if not unicodedata.combining(char))
    return ["".join(sorted(word)) for word in re.findall(r"[\u0590-\u06ff]+|[A-Za-z]+|\d+", plain)]


def _facts(resume: Resume) -> dict[str, str]:
    facts = {name: getattr(resume.basics, name) for name in ("name", "label", "email", "phone", "summary")}
    for n, job in enumerate(resume.work):
        facts |= {
            f"{n} {name}": getattr(job, name) for name in ("position", "name", "location", "start_date", "end_date")
        }
        facts[f"{n} highlights"] = " ".join(job.highlights)
    for n, school in enumerate(resume.education):
        facts |= {f"s{n} {name}": getattr(school, name) for name in ("institution", "study_type", "area", "end_date")}
    facts["skills"] = " ".join(
        sorted(str(word) for skill in resume.skills for word in skill.keywords or [str(skill.name)])
    )
    return {name: squeezed(value or "") for name, value in facts.items() if value}


def _fields() -> Iterator[Figure]:
    templates: tuple[Template, ...] = get_args(Template)
    readable: tuple[Format, ...] = ("pdf", "docx")
    for form in readable:
        for template in templates:
            right = asked = 0
            for person in LEFT_TO_RIGHT.values():
                if not person.basics.name or not person.work:
                    continue
                facts = _facts(person)
                read = _facts(parse_resume(render(person, form, template).content, f"resume.{form}").resume)
                right += sum(read.get(name) == value for name, value in facts.items())
                asked += len(facts)
            name = f"our parser on our {form.upper()}, {template}: fields right"
            yield Figure(name, 100 * right / asked, "%", 95, "more", f"of {asked}")


def _sizes() -> Iterator[Figure]:
    fonts = sum(path.stat().st_size for path in (ROOT / "shared" / "export" / "fonts").iterdir())
    yield Figure("fonts", fonts / 1e6, "MB", 20)
    function = next(function for function in functions() if function.name == "export_resume")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with tempfile.TemporaryDirectory(prefix="shortlist-package-") as folder:
        zipped = bundle(function, Path(folder), python=version, platform=f"{platform.machine()}-manylinux_2_28")
        note = f"{zipped.stat().st_size / 1e6:.1f} MB zipped"
        yield Figure("the export function's package", unzipped_size(zipped) / 1e6, "MB", 110, note=note)


_RESIDENT = """
from functions.export_resume import handler
from shared.export.render import render
from tests.export.people import EVERYONE, NURSE
for n in range(4):
    for person in EVERYONE.values():
        for template in ("classic", "modern", "compact"):
            other = person.model_copy(deep=True)
            other.basics.summary = f"Round {n}."
            render(other, "pdf", template)
print(int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6)
"""


def _memory() -> Figure:
    run = subprocess.run(
        [sys.executable, "-c", _RESIDENT], cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ}
    )
    return Figure("resident after 200 PDFs of every script", float(run.stdout), "MB", 250)


if __name__ == "__main__":
    for figure in figures():
        print(figure)
