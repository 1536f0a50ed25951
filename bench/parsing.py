"""How well and how fast résumés are read: ``python -m bench.parsing [-v]``.

Every file of the data folder is parsed and compared with its truth field by field: jobs and schools matched one to
one, text equal after folding white space, dashes and quotes, bullets under the right job.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import mean, median
from typing import Any

from bench.figures import Figure
from shared.errors import AppError
from shared.resumes.parse import parse_resume, parse_text

DATA = Path(os.environ.get("SHORTLIST_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data") / "resumes"
MEAN_TARGET, WORST_TARGET, MILLISECONDS_TARGET = 0.90, 0.75, 50.0


@dataclass
class Truth:
    """What a file really says, in the shape of a parsed résumé."""

    basics: dict[str, Any] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    work: list[dict[str, Any]] = field(default_factory=list)
    education: list[dict[str, Any]] = field(default_factory=list)
    projects: list[dict[str, Any]] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    certificates: list[dict[str, Any]] = field(default_factory=list)
    languages: list[dict[str, Any]] = field(default_factory=list)
    awards: list[str] = field(default_factory=list)
    publications: list[str] = field(default_factory=list)


def fold(value: object) -> str:
    """Text with white space, dashes, quotes and case made one."""
    text = re.sub(r"[‐‑‒–—―−]", "-", str(value or ""))
    text = re.sub(r"[‘’‚`´]", "'", re.sub(r"[“”„«»]", '"', text))
    return re.sub(r"\s+", " ", text).strip().strip(".").lower()


def plain(markup: str) -> str:
    """Text without HTML and Markdown."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", re.sub(r"<[^>]+>", " ", markup or ""))
    return re.sub(r"\s+", " ", re.sub(r"\*{1,2}", "", text)).strip()


def score(truth: Truth, resume: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    """(field, wanted, got, right) for every field the truth has."""
    basics = resume.get("basics", {})
    got_location = (basics.get("location") or {}).get("text")
    for key, got in (
        ("name", basics.get("name")),
        ("email", basics.get("email")),
        ("phone", basics.get("phone")),
        ("location", got_location),
        ("summary", basics.get("summary")),
    ):
        if truth.basics.get(key):
            yield key, truth.basics[key], str(got), fold(truth.basics[key]) == fold(got)
    addresses = {_address(basics.get("url")), *(_address(p.get("url")) for p in basics.get("profiles", []))}
    for link in truth.links:
        yield "link", link, str(addresses), _address(link) in addresses
    yield from _entries(
        "work", truth.work, resume.get("work", []), ("name", "position", "startDate", "endDate", "location")
    )
    yield from _entries(
        "education",
        truth.education,
        resume.get("education", []),
        ("institution", "studyType", "area", "startDate", "endDate", "location"),
    )
    yield from _entries(
        "projects", truth.projects, resume.get("projects", []), ("name", "description", "startDate", "endDate")
    )
    yield from _entries("certificates", truth.certificates, resume.get("certificates", []), ("name", "issuer", "date"))
    yield from _entries("languages", truth.languages, resume.get("languages", []), ("language", "fluency"))
    skills = {fold(s) for skill in resume.get("skills", []) for s in [skill.get("name"), *skill.get("keywords", [])]}
    for skill in truth.skills:
        yield "skill", skill, "", fold(skill) in skills
    for kind, wanted, key in (("awards", truth.awards, "title"), ("publications", truth.publications, "name")):
        found = {fold(item.get(key)) for item in resume.get(kind, [])}
        for name in wanted:
            yield kind, name, "", fold(name) in found


def _address(url: str | None) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", (url or "").lower()).rstrip("/")


def _entries(
    kind: str, wanted: list[dict[str, Any]], got: list[dict[str, Any]], keys: Iterable[str]
) -> Iterator[tuple[str, str, str, bool]]:
    keys = tuple(keys)
    left = list(got)
    for entry in wanted:
        best = max(left, key=lambda g: _likeness(entry, g, keys), default=None)
        if best is not None and _likeness(entry, best, keys) == 0:
            best = None
        if best is not None:
            left.remove(best)
        found = best or {}
        for key in keys:
            if key in entry:
                ok = _same(key, entry, found)
                yield f"{kind}.{key}", str(entry[key]), str(found.get(key)), ok
        for bullet in entry.get("highlights", []):
            yield (
                f"{kind}.bullet",
                bullet,
                str(found.get("highlights")),
                fold(bullet) in {fold(h) for h in found.get("highlights", [])},
            )
    for extra in left:
        yield f"{kind}.invented", "", json.dumps(extra, ensure_ascii=False)[:120], False


def _same(key: str, entry: dict[str, Any], found: dict[str, Any]) -> bool:
    if fold(entry[key]) == fold(found.get(key)):
        return True
    if key in ("studyType", "area"):
        together = fold(f"{found.get('studyType') or ''} in {found.get('area') or ''}")
        wanted = fold(entry.get("studyType")), fold(f"{entry.get('studyType')} in {entry.get('area')}")
        return together in wanted
    return False


def _likeness(entry: dict[str, Any], found: dict[str, Any], keys: Iterable[str]) -> int:
    return sum(bool(entry.get(key)) and _same(key, entry, found) for key in keys) + sum(
        fold(b) in {fold(h) for h in found.get("highlights", [])} for b in entry.get("highlights", [])
    )


def rendercv_truth(path: Path) -> Truth:
    import yaml

    cv = yaml.safe_load(path.read_text())["cv"]
    sections = cv["sections"]
    truth = Truth(basics={key: cv.get(key) for key in ("name", "email", "phone", "location")})
    truth.links = [
        cv["website"],
        *(
            f"https://{n['network'].lower()}.com/{'in/' if n['network'] == 'LinkedIn' else ''}{n['username']}"
            for n in cv["social_networks"]
        ),
    ]

    def dates(entry: dict[str, Any]) -> dict[str, Any]:
        if entry.get("date"):
            return {"endDate": f"{entry['date']}-01"}
        end = entry.get("end_date")
        return {"startDate": entry["start_date"], "endDate": "" if end == "present" else end}

    def bullets(entry: dict[str, Any]) -> list[str]:
        return [plain(part) for text in entry["highlights"] for part in re.split(r"\s+- ", text)]

    for job in sections["experience"]:
        truth.work.append(
            {
                "name": job["company"],
                "position": job["position"],
                "location": job["location"],
                **dates(job),
                "highlights": bullets(job),
            }
        )
    for school in sections["education"]:
        truth.education.append(
            {
                "institution": school["institution"],
                "area": school["area"],
                "studyType": school["degree"],
                "location": school["location"],
                **dates(school),
                "highlights": bullets(school),
            }
        )
    for project in sections["projects"]:
        truth.projects.append(
            {
                "name": plain(project["name"]),
                "description": project["summary"],
                **dates(project),
                "highlights": bullets(project),
            }
        )
    truth.skills = [
        skill.strip() for group in sections["skills"] for skill in [group["label"], *group["details"].split(",")]
    ]
    truth.awards = [re.sub(r"\s*\([^)]*\)$", "", honor["bullet"]) for honor in sections["selected_honors"]]
    truth.publications = [paper["title"] for paper in sections["publications"]]
    return truth


def reactive_truth(path: Path) -> Truth:
    doc = json.loads(path.read_text())
    basics, sections = doc["basics"], doc["sections"]
    shown = {name for page in doc["metadata"]["layout"] for column in page for name in column}
    truth = Truth(basics={key: basics.get(key) for key in ("name", "email", "phone", "location")})
    truth.basics["summary"] = plain(sections["summary"]["content"])

    def items(name: str) -> list[dict[str, Any]]:
        section = sections[name]
        return [item for item in section["items"] if item["visible"]] if section["visible"] and name in shown else []

    def dates(text: str) -> dict[str, Any]:
        start, _, end = text.partition(" to ")
        return {"startDate": _month(start), "endDate": _month(end)}

    truth.links = [basics["url"]["href"], *(item["url"]["href"] for item in items("profiles"))]
    for job in items("experience"):
        bullets = [plain(b) for b in re.findall(r"<li>(.*?)</li>", job["summary"])]
        truth.work.append(
            {
                "name": job["company"],
                "position": job["position"],
                "location": job["location"],
                **dates(job["date"]),
                "highlights": bullets,
            }
        )
    for school in items("education"):
        place = next((school[key] for key in ("area", "score") if re.search(r", [A-Z]{2}$", school[key])), "")
        area = "" if school["area"] == place else school["area"]
        truth.education.append(
            {
                "institution": school["institution"],
                "studyType": school["studyType"],
                **({"area": area} if area else {}),
                **({"location": place} if place else {}),
                **dates(school["date"]),
            }
        )
    for project in items("projects"):
        truth.projects.append({"name": project["name"], "description": plain(project["summary"])})
    for group in items("skills"):
        truth.skills += [group["name"], *group["keywords"]]
    truth.certificates = [
        {"name": c["name"], "issuer": c["issuer"], "date": c["date"]} for c in items("certifications")
    ]
    truth.languages = [{"language": x["name"], "fluency": x["description"]} for x in items("languages")]
    return truth


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _month(text: str) -> str:
    month, _, year = text.partition(" ")
    return f"{year}-{_MONTHS.index(month) + 1:02}" if month in _MONTHS else ""


def files() -> list[tuple[Path, Truth]]:
    """Every PDF of the data folder with its truth."""
    found = [(path, rendercv_truth(path.with_suffix(".yaml"))) for path in sorted(DATA.glob("rendercv/*.pdf"))]
    return found + [
        (path, reactive_truth(path.with_suffix(".json"))) for path in sorted(DATA.glob("reactive-resume/*.pdf"))
    ]


def measure(data: bytes, name: str, rounds: int = 7) -> tuple[dict[str, Any], float]:
    """The parsed résumé and the CPU milliseconds of the best warm parse (other work on the machine only adds)."""
    parsed = parse_resume(data, name)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        parse_resume(data, name)
        times.append((time.process_time() - start) * 1000)
    return parsed.resume.model_dump(by_alias=True, exclude_unset=True), min(times)


def peers() -> dict[str, Callable[[bytes], str]]:
    """Text extractors from PyPI; their text goes through the same parser, so that only the reading differs."""
    from pdfminer.high_level import extract_text
    from pypdf import PdfReader

    def with_pypdf(data: bytes) -> str:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)

    def with_pdfminer(data: bytes) -> str:
        return str(extract_text(BytesIO(data)))

    return {"pypdf": with_pypdf, "pdfminer": with_pdfminer}


def measure_peer(extract: Callable[[bytes], str], data: bytes, truth: Truth) -> tuple[float, float]:
    """(share of fields exact, CPU milliseconds of extraction alone) of a peer's text."""
    start = time.process_time()
    text = extract(data)
    milliseconds = (time.process_time() - start) * 1000
    try:
        resume = parse_text(text).resume.model_dump(by_alias=True, exclude_unset=True)
    except AppError:
        return 0.0, milliseconds
    return mean(row[3] for row in score(truth, resume)), milliseconds


def figures() -> list[Figure]:
    """Exact fields and time over the data folder's layouts; nothing where the folder is absent."""
    if not DATA.is_dir():
        return [Figure("résumé fields exact", "-", note=f"no data folder at {DATA}")]
    shares, times = [], []
    for path, truth in files():
        resume, milliseconds = measure(path.read_bytes(), path.name)
        shares.append(100 * mean(row[3] for row in score(truth, resume)))
        times.append(milliseconds)
    layouts = f"{len(shares)} layouts"
    return [
        Figure("résumé fields exact, mean over layouts", mean(shares), "%", 100 * MEAN_TARGET, "more", layouts),
        Figure("résumé fields exact, worst layout", min(shares), "%", 100 * WORST_TARGET, "more", layouts),
        Figure("one résumé parsed, warm, median", median(times), "ms", MILLISECONDS_TARGET),
    ]


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a target is missed."""
    if not DATA.is_dir():
        print(f"no data folder at {DATA}; nothing measured")
        return 0
    shares, times = [], []
    others = peers()
    print(
        f"{'layout':<36}{'fields':>8}{'exact':>8}{'ms':>8}"
        + "".join(f"{name + ' exact':>16}{'ms':>8}" for name in others)
    )
    for path, truth in files():
        resume, milliseconds = measure(path.read_bytes(), path.name)
        rows = list(score(truth, resume))
        share = mean(row[3] for row in rows)
        shares.append(share)
        times.append(milliseconds)
        beside = [measure_peer(extract, path.read_bytes(), truth) for extract in others.values()]
        print(
            f"{path.stem[:35]:<36}{len(rows):>8}{share:>8.1%}{milliseconds:>8.1f}"
            + "".join(f"{exact:>16.1%}{spent:>8.1f}" for exact, spent in beside)
        )
        if "-v" in arguments:
            for name, wanted, got, right in rows:
                if not right:
                    print(f"    {name}: wanted {wanted!r}, got {got[:160]!r}")
    print(
        f"mean {mean(shares):.1%} (target ≥ {MEAN_TARGET:.0%}) · worst {min(shares):.1%} (target ≥ {WORST_TARGET:.0%})"
        f" · median {median(times):.1f} ms (target ≤ {MILLISECONDS_TARGET:.0f} ms)"
    )
    return 0 if mean(shares) >= MEAN_TARGET and min(shares) >= WORST_TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
