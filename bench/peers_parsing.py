"""Our parser beside three from npm and PyPI: the same PDFs, in one run, every answer judged by ``bench.parsing``.

Files are those of the data folder, where it is, and the PDFs of the sample people. Time is CPU of a warm parse in a
process of one's own, the median over files. Quality is the mean over files of the share of true fields that come back
exact; an invented entry counts as a wrong field. Parsers that leave kinds of fields out (no certificates, say) are also
judged on the kinds they answer anywhere.

OpenResume's npm package is the whole application: its parser is bundled as published, for Node instead of a browser,
with pdf.js. What a peer says is put into our words by splitting its "May 2020 – Present" and its lines of skills, and
nothing else. resume-parser-pro and npm's resume-parser and simple-resume-parser also install, but want a
model or a program that no package registry has, and are left out.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median
from typing import Any

from bench import parsing
from bench.figures import Figure
from bench.parsing import Truth
from bench.peers import RUN_SECONDS, find_node_modules, find_npm_source, find_python, runs
from local.samples import draw
from local.samples.wording import contact_of
from shared.models.resume import Resume
from shared.resumes.dates import find_span

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
Said = dict[str, Any]

# Each reads paths from its arguments and writes [{"resume": …, "ms": number}]; null is a file it cannot read.
_PYTHON = """
import json, statistics, sys, time
{code}
said = []
for path in sys.argv[1:]:
    resume, times = None, []
    for _ in range({rounds} + 1):
        started = time.process_time()
        try:
            resume = parse(path)
        except Exception:
            resume = None
        times.append((time.process_time() - started) * 1000)
    said.append({{"resume": resume, "ms": statistics.median(times[1:])}})
print(json.dumps(said))
"""

_OURS = """
from pathlib import Path
from shared.resumes.parse import parse_resume
def parse(path):
    return parse_resume(Path(path).read_bytes(), path).resume.model_dump(by_alias=True, exclude_unset=True, mode="json")
"""

_PORT = """
from openresume import parse_resume_from_pdf
def parse(path):
    return parse_resume_from_pdf(path)["resume"]
"""

_ZERO = """
from zero_resume_parser.parser import parse_resume as parse
"""

_NODE = """
import { parseResumeFromPdf } from "lib/parse-resume-from-pdf";
import { readFileSync } from "node:fs";
(async () => {
  const said: unknown[] = [];
  for (const path of process.argv.slice(2)) {
    let resume: unknown = null;
    const times: number[] = [];
    for (let turn = 0; turn <= ROUNDS; turn++) {
      const data = new Uint8Array(readFileSync(path));
      const started = process.cpuUsage();
      try {
        resume = await parseResumeFromPdf({ data, verbosity: 0 } as any);
      } catch {
        resume = null;
      }
      const used = process.cpuUsage(started);
      times.push((used.user + used.system) / 1000);
    }
    times.shift();
    said.push({ resume, ms: times.sort((one, other) => one - other)[Math.floor(times.length / 2)] });
  }
  console.log(JSON.stringify(said));
})();
"""


def figures() -> list[Figure]:
    """For each parser: milliseconds a file, exact fields, and exact fields among those it answers at all."""
    if not parsing.DATA.is_dir():
        print(f"  no data folder at {parsing.DATA}: the sample PDFs only")
    truths = [*parsing.files(), *samples()]
    paths = [str(path) for path, _ in truths]
    made = _judged("ours", _run([sys.executable, "-c", _python(_OURS), *paths]), truths, lambda said: said)
    with tempfile.TemporaryDirectory() as folder:
        for name, (start, translate) in PEERS.items():
            command = start(Path(folder))
            made += (
                [Figure(f"peer: {name}", "-", note="not installable here")]
                if command is None
                else _judged(f"peer: {name}", _run([*command, *paths]), truths, translate)
            )
    return made


def samples() -> list[tuple[Path, Truth]]:
    """The drawn PDFs of the sample people with what their definitions say."""
    return [(draw.RESUMES / n, sample_truth(draw.person(Path(n).stem))) for n in draw.DRAWINGS if n.endswith(".pdf")]


def sample_truth(person: Resume) -> Truth:
    """A sample person in the words that the drawings print."""
    said = person.model_dump(by_alias=True, exclude_unset=True, mode="json")
    basics = said["basics"]
    place = contact_of(person)[2] if basics.get("location") else None
    truth = Truth(basics={key: basics.get(key) for key in ("name", "email", "phone", "summary")} | {"location": place})
    truth.links = [url for url in [basics.get("url"), *(p.get("url") for p in basics.get("profiles", []))] if url]
    truth.work = [{"endDate": "", **job} for job in said.get("work", [])]
    truth.education = said.get("education", [])
    truth.projects = said.get("projects", [])
    truth.certificates = said.get("certificates", [])
    truth.languages = said.get("languages", [])
    truth.skills = [word for skill in said.get("skills", []) for word in skill.get("keywords") or [skill["name"]]]
    return truth


def _python(code: str) -> str:
    return _PYTHON.format(code=code, rounds=ROUNDS)


def _pypi(package: str, code: str) -> Callable[[Path], list[str] | None]:
    def start(folder: Path) -> list[str] | None:
        python = find_python(folder / package.partition("==")[0], package)
        return [str(python), "-c", _python(code)] if python else None

    return start


def _open_resume(folder: Path) -> list[str] | None:
    room = find_node_modules(folder / "open-resume", "pdfjs-dist@3.11.174", "esbuild-wasm@0.25.0")
    source = room and find_npm_source(room, "open-resume@0.1.0")
    if room is None or source is None:
        return None
    (room / "entry.ts").write_text(_NODE.replace("ROUNDS", str(ROUNDS)), encoding="utf-8")
    # The application's store is imported for its types' initial values only.
    (room / "store.js").write_text("module.exports = { createSlice: () => ({ actions: {} }) };", encoding="utf-8")
    bundled = runs(
        [
            "node", "node_modules/esbuild-wasm/bin/esbuild", "entry.ts", "--bundle", "--platform=node",
            "--outfile=parser.cjs", f"--tsconfig={source}/tsconfig.json", "--external:canvas",
            "--alias:@reduxjs/toolkit=./store.js",
            "--alias:pdfjs-dist/build/pdf.worker.entry=pdfjs-dist/legacy/build/pdf.worker.js",
            "--alias:pdfjs-dist=pdfjs-dist/legacy/build/pdf.js",
        ],
        room,
    )  # fmt: skip
    return ["node", str(room / "parser.cjs")] if bundled else None


def _run(command: list[str]) -> list[Said] | str:
    """What a parser says of every file, or why it says nothing."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=RUN_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        return type(error).__name__
    said: list[Said] = json.loads(done.stdout.splitlines()[-1])
    return said


def _judged(
    name: str, said: list[Said] | str, truths: list[tuple[Path, Truth]], translate: Callable[[Said], Said]
) -> list[Figure]:
    if isinstance(said, str):
        return [Figure(name, "-", note=f"does not run here ({said})")]
    rows = [
        [(kind, right) for kind, _, _, right in parsing.score(truth, translate(one["resume"]) if one["resume"] else {})]
        for one, (_, truth) in zip(said, truths, strict=True)
    ]
    answered = {kind for file in rows for kind, right in file if right}
    own = [[right for kind, right in file if kind in answered] for file in rows]
    unread = sum(not one["resume"] for one in said)
    total = sum(map(len, rows))
    return [
        Figure(f"{name}: a file, warm", median(one["ms"] for one in said), "ms"),
        Figure(
            f"{name}: fields exact",
            100 * mean(mean(right for _, right in file) for file in rows),
            "%",
            note=f"{len(said)} files, {total} fields and inventions" + (f"; {unread} unread" if unread else ""),
        ),
        Figure(f"{name}: exact, of kinds it answers", 100 * mean(mean(file) for file in own if file), "%"),
    ]


def _dates(text: str | None) -> Said:
    span = find_span(text or "")
    return {"startDate": span.start or "", "endDate": span.end or ""} if span else {}


def _from_open_resume(said: Said) -> Said:
    profile = said["profile"]
    return {
        "basics": {**profile, "location": {"text": profile["location"]}},
        "work": [
            {"name": j["company"], "position": j["jobTitle"], "highlights": j["descriptions"], **_dates(j["date"])}
            for j in said["workExperiences"]
        ],
        "education": [
            {"institution": s["school"], "studyType": s["degree"], "highlights": s["descriptions"], **_dates(s["date"])}
            for s in said["educations"]
        ],
        "projects": [
            {"name": p["project"], "highlights": p["descriptions"], **_dates(p["date"])} for p in said["projects"]
        ],
        "skills": [{"name": word} for line in said["skills"]["descriptions"] for word in _words(line)],
    }


def _from_port(said: Said) -> Said:
    school = said["education"]
    return {
        "basics": {
            "name": said["full_name"],
            "email": said["email"],
            "phone": said["phone"],
            "url": said["url"],
            "summary": said["summary"],
            "location": {"text": ", ".join(part for part in said["location"].values() if part)},
        },
        "work": [
            {
                "name": j["company"],
                "position": j["title"],
                "highlights": [re.sub(r"^[•\-*]\s*", "", line) for line in j["description"].splitlines()],
                **_dates(f"{j['start_date']} – {j['end_date'] or 'Present'}"),
            }
            for j in said["experience"]["work_history"]
        ],
        "education": [{"studyType": school["degree_course"], "endDate": str(school["passing_year"] or "")}],
        "skills": [{"name": word} for line in said["skills"] for word in _words(line)],
    }


def _from_zero(said: Said) -> Said:
    links = said["links"]
    urls = [links["linkedin"], links["github"], *links["other"]]

    def first(value: str | list[str] | None) -> str | None:
        return next(iter(value), None) if isinstance(value, list) else value

    return {
        "basics": {
            "email": first(said["email"]),
            "phone": first(said["phone"]),
            "profiles": [{"url": url} for url in urls if url],
        },
        "work": [{"position": j["role"], **_dates(j["duration"])} for j in said["experience"]],
        "projects": [{"name": p["title"], "description": p["description"]} for p in said["projects"]],
        "skills": [{"name": word} for word in said["skills"]],
    }


def _words(line: str) -> list[str]:
    """The items of one line of skills, its label left out."""
    return [word.strip() for word in re.split(r"[,;|•]", line.rpartition(":")[2]) if word.strip()]


PEERS: dict[str, tuple[Callable[[Path], list[str] | None], Callable[[Said], Said]]] = {
    "open-resume (npm)": (_open_resume, _from_open_resume),
    "openresume-parser (PyPI)": (_pypi("openresume-parser==0.1.6", _PORT), _from_port),
    "zero-resume-parser (PyPI)": (_pypi("zero-resume-parser==0.1.0", _ZERO), _from_zero),
}
