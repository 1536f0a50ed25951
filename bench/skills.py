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

from bench.figures import Figure
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
started = time.process_time()
lexicon()
print((time.process_time() - started) * 1000)
"""

_POSTING = """
Senior Data Engineer (m/f/d), Berlin or remote

About us
Acme helps four thousand hospitals plan their days. Founded by two nurses in 2012, we are now ninety people in three
cities, and we go the extra mile for those who cannot wait. We are owned by our employees, and we publish what we learn.
Our office sits above a bakery near the river; you may work from there, from home, or from both.

What you will do
• Build the pipelines that bring rosters, admissions and stock levels together every night, in Python and Airflow.
• Move our data warehouse from Redshift to Snowflake, table by table, without anybody noticing.
• Sit with planners on the wards, understand what keeps them busy, and turn it into dashboards that they open twice.
• Keep two services written in Go healthy on Kubernetes (AWS), with Terraform and a short on-call rota.
• Review the work of three colleagues and write down decisions, so that whoever comes next can follow them.

What you bring
• Five years or more of building data products that other people depend on, and of saying no when it matters.
• Very good SQL, and a feeling for when a model is too clever. Experience with Spark or Flink helps; R is a plus.
• You have worked with personal data before and know why HIPAA and the GDPR are written the way they are.
• Clear English, spoken and written. German is welcome, and we pay for lessons during working hours.

What we offer
Thirty days of leave, a pension plan, a transport ticket, parental leave that people actually take, and a budget for
books and conferences. The salary range for this role is 72,000 to 88,000 euros a year, depending on experience; we
write it here because we do not negotiate it later. Interviews take place within two weeks: a call, an afternoon with
the team, and a talk with one of our founders. There are no puzzles and no unpaid homework.

We welcome applications from everybody, whatever their age, origin, gender, faith, family or disability. If you need
anything to take part on equal terms, tell us and we will arrange it. Please send a short letter and a list of what you
have done; a photograph is not needed. Applications are read by Maria and Jonas, who also answer questions. The position
is open until it is filled, and starts whenever you can. If you are not sure that you fit, write to us anyway: the list
above describes somebody we have not met yet, and most of us did not match it when we joined either.
"""


def posting(size: int = 3000) -> str:
    """A posting of about this many characters."""
    return (_POSTING * (size // len(_POSTING) + 1))[:size]


def milliseconds_per_posting(rounds: int = 200) -> float:
    """Warm processor time for one posting of 3 kB: the best of some rounds, which other processes disturb least."""
    text = posting()
    times = []
    for _ in range(rounds):
        started = time.process_time()
        for _ in range(5):
            find_skills(text)
        times.append((time.process_time() - started) * 200)
    return min(times)


def cold_load_milliseconds(rounds: int = 5) -> float:
    """Processor time to load the lexicon in a fresh process, imports aside: the median of some processes."""
    runs = [
        subprocess.run([sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
        for _ in range(rounds)
    ]
    return median(float(run.stdout) for run in runs)


def figures() -> list[Figure]:
    """Size and speed of the lexicon and the finder, and how well it finds what people labelled as knowledge."""
    found = [
        Figure("skills in the lexicon", len(lexicon().skills), "", 1000, "more"),
        Figure("lexicon, cold load", cold_load_milliseconds(), "ms", 40),
        Figure("skills of a 3 kB posting, warm", milliseconds_per_posting(), "ms", 0.3, note="processor time"),
    ]
    dev = data_folder() / "skills" / "skillspan" / "dev.json"
    if not dev.exists():
        return [*found, Figure("SkillSpan dev", "no data", note="put the public test data beside the repository")]
    for source, wanted_f, wanted_precision in (("tech", 0.6, 0.6), ("house", 0.4, None)):
        precision, recall, f = scores(dev, source)
        found += [
            Figure(f"SkillSpan dev, {source}: overlap F of knowledge spans", f, "", wanted_f, "more"),
            Figure(f"SkillSpan dev, {source}: precision", precision, "", wanted_precision, "more"),
            Figure(f"SkillSpan dev, {source}: recall", recall),
        ]
    return found
