"""How well and how fast skills are found.

Quality is measured on SkillSpan's development sentences (knowledge spans; not part of this project): a found span and
a labelled one match where they overlap. Precision counts found spans, recall labelled ones.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from shared.skills.find import find_skills
from shared.skills.lexicon import lexicon

ROOT = Path(__file__).resolve().parent.parent
Span = tuple[int, int]


def data_folder() -> Path:
    """Where the public test data is: ``SHORTLIST_DATA``, else beside the repository."""
    return Path(os.environ.get("SHORTLIST_DATA") or ROOT.parent / "shared" / "data")


def labelled(path: Path, source: str, tag: str = "tags_knowledge") -> Iterator[tuple[str, list[Span]]]:
    """Each sentence of one part with its labelled spans."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source"] != source:
            continue
        text = ""
        spans: list[Span] = []
        for word, mark in zip(row["tokens"], row[tag], strict=True):
            start = len(text)
            text += word
            if mark == "I" and spans:
                spans[-1] = (spans[-1][0], len(text))
            elif mark == "B":
                spans.append((start, len(text)))
            text += " "
        yield text.rstrip(), spans


def overlap(found: list[Span], wanted: list[Span]) -> tuple[int, int]:
    """How many found spans touch a wanted one, and how many wanted ones are touched."""
    hit = sum(any(a < d and c < b for c, d in wanted) for a, b in found)
    met = sum(any(a < d and c < b for a, b in found) for c, d in wanted)
    return hit, met


def scores(path: Path, source: str) -> tuple[float, float, float]:
    """Precision, recall and F of one part."""
    hits = mets = found_all = wanted_all = 0
    for text, wanted in labelled(path, source):
        found = [(f.start, f.end) for f in find_skills(text)]
        hit, met = overlap(found, wanted)
        hits, mets = hits + hit, mets + met
        found_all, wanted_all = found_all + len(found), wanted_all + len(wanted)
    precision, recall = hits / max(found_all, 1), mets / max(wanted_all, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


_COLD = """
import time
from shared.skills.lexicon import lexicon
started = time.perf_counter()
lexicon()
print((time.perf_counter() - started) * 1000)
"""

_POSTING = """
Senior Data Engineer (m/f/d), Berlin or remote

About us: Acme helps 4,000 hospitals plan their days. We go the extra mile and rest assured that you will too.

What you will do
• Build ETL pipelines in Python 3 and Apache Airflow, and move our data warehouse from Redshift to Snowflake.
• Work with product management and nurses on dashboards in Looker; explain A/B tests to people who are not analysts.
• Keep services written in Go and Node.js healthy on Kubernetes (AWS), with Terraform and CI/CD.

What you bring
• 5+ years of experience with SQL, data modeling and Spark or Flink; R or Julia is a plus.
• Knowledge of HIPAA, machine learning and REST APIs. Excel will not scare you.
• Communication skills in English and German (C1). No PHP.
"""


def posting(size: int = 3000) -> str:
    """A posting of about this many characters."""
    return (_POSTING * (size // len(_POSTING) + 1))[:size]


def milliseconds_per_posting(rounds: int = 200) -> float:
    """Warm time for one posting of 3 kB: the median of some rounds."""
    text = posting()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        find_skills(text)
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


def cold_load_milliseconds(rounds: int = 5) -> float:
    """Time to load the lexicon in a fresh process, imports aside: the median of some processes."""
    runs = [
        subprocess.run([sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
        for _ in range(rounds)
    ]
    return median(float(run.stdout) for run in runs)


def figures() -> list[tuple[str, str, str]]:
    """Each figure as (what, measured, target)."""
    rows = [
        ("skills in the lexicon", str(len(lexicon().skills)), "1,000-3,000"),
        ("lexicon, cold load", f"{cold_load_milliseconds():.1f} ms", "<= 40 ms"),
        ("find skills, 3 kB posting, warm", f"{milliseconds_per_posting():.3f} ms", "<= 0.3 ms"),
    ]
    dev = data_folder() / "skills" / "skillspan" / "dev.json"
    if not dev.exists():
        return [*rows, ("SkillSpan dev", "skipped: no data folder", "")]
    for source, target in (("tech", "F >= 0.60, P >= 0.60"), ("house", "F >= 0.40")):
        precision, recall, f = scores(dev, source)
        rows.append((f"SkillSpan dev, {source}, knowledge", f"F {f:.3f}  P {precision:.3f}  R {recall:.3f}", target))
    return rows


if __name__ == "__main__":
    for what, measured, target in figures():
        print(f"{what:40} {measured:32} {target}")
