"""Our scoring beside three matchers from PyPI: the sample people before the fifty sample postings, in one run.

Everybody gets the same words: peers the person's plain-text export and the posting's text, we the résumé and the
posting as they are. Time is one person before fifty postings never seen before, each side in a process of its own,
imports excluded, CPU, best of several rounds. Quality is whether a posting of the person's own trade comes first, and
how many pairs of an own-trade posting and another stand in the right order; for those that find skills also the share
of the sentences in ``tests/skills`` answered right, each judged only on skills that the peer's own list has (a
sentence without any must yield nothing). The sentences are ours, so our own share of them is no surprise.

npm has no matcher of résumés that could be found, and its skill-extractor fetches a model from elsewhere when it runs.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean
from typing import Any

from bench.figures import Figure
from bench.peers import RUN_SECONDS, find_python
from bench.scoring import TODAY, sample_people, sample_postings
from shared.export.render import render
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score
from shared.skills.find import find_skills
from shared.skills.lexicon import lexicon
from tests.skills.sentences import SENTENCES

ROOT = Path(__file__).resolve().parent.parent

# What may stand first: ids of sample postings of the trade, sister trades left out.
OWN_TRADE = {
    "accountant": ("senior-accountant", "comptable"),
    "backend-engineer": ("backend", "python-engineer", "software-engineer-ii", "senior-python", "cloud-backend"),
    "data-scientist": ("data-scientist", "machine-learning"),
    "electrician": ("journeyman-electrician",),
    "frontend-engineer": ("frontend-engineer", "full-stack"),
    "marketing-manager": ("marketing-manager", "seo-specialist"),
    "maschinenbauingenieur": ("entwicklungsingenieur",),
    "product-designer": ("product-designer", "ux-researcher"),
    "registered-nurse": ("registered-nurse", "clinic-nurse"),
    "teacher": ("math-teacher", "elementary-teacher"),
}

# Each reads {"people": {stem: text}, "postings": [text], "sentences": [text]} and writes
# {"scores": {stem: [number]}, "ms": number, "skills": [[name]], "known": [name]}.
_FRAME = """
import json, sys, time
given = json.load(sys.stdin)
{code}
def batch(person, mark):
    return [one[0] for one in match(person, [text + mark for text in given["postings"]])]
best = float("inf")
for turn in range(5):
    started = time.process_time()
    batch(given["people"]["backend-engineer"], f" round{{turn}}")
    best = min(best, time.process_time() - started)
print(json.dumps({{
    "scores": {{stem: batch(text, "") for stem, text in given["people"].items()}},
    "ms": best * 1000,
    "skills": [find(text) for text in given["sentences"]] if find else [],
    "known": known,
}}))
"""

_TOOLKIT = """
from resume_matcher_toolkit import find_skills_in_text as find, get_match_score, get_missing_keywords
from resume_matcher_toolkit.matcher import SKILL_KEYWORDS as known
def match(person, postings):
    return [(get_match_score(person, text), get_missing_keywords(person, text)) for text in postings]
"""

_TF_IDF = """
from sklearn.feature_extraction.text import TfidfVectorizer
find, known = None, []
def match(person, postings):
    weigh = TfidfVectorizer(stop_words="english", sublinear_tf=True, ngram_range=(1, 2))
    rows = weigh.fit_transform([person, *postings])
    return [(float(value),) for value in (rows[1:] @ rows[0].T).toarray().ravel()]
"""

_FUZZY = """
from rapidfuzz import fuzz, utils
find, known = None, []
def match(person, postings):
    return [(fuzz.token_set_ratio(person, text, processor=utils.default_process),) for text in postings]
"""

PEERS = {
    "resume-matcher-toolkit": ("resume-matcher-toolkit==0.1.0", _TOOLKIT),
    "scikit-learn TF-IDF": ("scikit-learn", _TF_IDF),
    "rapidfuzz token set": ("rapidfuzz", _FUZZY),
}

_OURS = """
import json, time
from bench.peers_scoring import sample_people, sample_postings, prepare, read_posting, score, TODAY, lexicon
lexicon()
person, postings = sample_people()["backend-engineer"], sample_postings()
best = float("inf")
for turn in range(5):
    fresh = [one.model_copy(update={"description": f"{one.description} round{turn}"}) for one in postings]
    started = time.process_time()
    prepared = prepare(person, TODAY)
    for one in fresh:
        score(prepared, read_posting(one))
    best = min(best, time.process_time() - started)
print(best * 1000)
"""


def given() -> dict[str, Any]:
    """What every peer reads."""
    people = {stem: render(one.resume, "txt").content.decode() for stem, one in sample_people().items() if one.resume}
    postings = [f"{one.job_title}\n{read_posting(one).text}" for one in sample_postings()]
    return {"people": people, "postings": postings, "sentences": [row.text for row in SENTENCES]}


def ranked(scores: dict[str, list[float]]) -> tuple[float, float]:
    """The shares, over people, of own trades first and of (own trade, other) pairs in order; a tie is half a pair."""
    ids = [one.job_id or "" for one in sample_postings()]
    first = ordered = 0.0
    for stem, points in scores.items():
        is_own = [any(part in id_ for part in OWN_TRADE[stem]) for id_ in ids]
        own = [point for point, mine in zip(points, is_own, strict=True) if mine]
        others = [point for point, mine in zip(points, is_own, strict=True) if not mine]
        first += max(own) > max(others)
        ordered += mean((one > other) + (one == other) / 2 for one in own for other in others)
    return 100 * first / len(scores), 100 * ordered / len(scores)


def sentences_right(found: list[set[str]], known: set[str]) -> tuple[float, int]:
    """The share of sentences answered right, and how many could be judged."""
    right = judged = 0
    for row, ids in zip(SENTENCES, found, strict=True):
        wanted = {part for part in row.ids.split() if not part.startswith("-")} & known
        unwanted = {part[1:] for part in row.ids.split() if part.startswith("-")} & known
        if row.ids and not wanted | unwanted:
            continue
        judged += 1
        right += wanted <= ids and not unwanted & ids and bool(row.ids or not ids)
    return 100 * right / judged, judged


def figures() -> list[Figure]:
    """For each matcher: milliseconds, own trades first, sentences right."""
    made = [*_ours()]
    text = json.dumps(given())
    with tempfile.TemporaryDirectory() as folder:
        for name, (package, code) in PEERS.items():
            python = find_python(Path(folder) / name.replace(" ", "-"), package)
            if python is None:
                made.append(Figure(f"peer: {name}", "-", note="not installable here"))
                continue
            made += _peer(name, python, code, text)
    return made


def _ours() -> list[Figure]:
    done = subprocess.run(
        [sys.executable, "-c", _OURS], cwd=ROOT, capture_output=True, text=True, timeout=RUN_SECONDS, check=True
    )
    postings = [read_posting(one) for one in sample_postings()]
    scores: dict[str, list[float]] = {}
    for stem, person in sample_people().items():
        prepared = prepare(person, TODAY)
        scores[stem] = [score(prepared, posting).match_score for posting in postings]
    found = [{one.skill.id for one in find_skills(row.text)} for row in SENTENCES]
    first, ordered = ranked(scores)
    share, judged = sentences_right(found, set(lexicon().by_id))
    return [
        Figure("ours: 50 unseen postings, read, scored, explained", float(done.stdout), "ms"),
        Figure("ours: own trade first", first, "%", 100, "more"),
        Figure("ours: pairs in the right order", ordered, "%"),
        Figure("ours: sentences right", share, "%", 100, "more", f"of {judged}; we wrote them"),
    ]


def _peer(name: str, python: Path, code: str, text: str) -> list[Figure]:
    try:
        done = subprocess.run(
            [python, "-c", _FRAME.format(code=code)],
            input=text, capture_output=True, text=True, timeout=RUN_SECONDS, check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        return [Figure(f"peer: {name}", "-", note=f"does not run here ({type(error).__name__})")]
    answer = json.loads(done.stdout.splitlines()[-1])
    first, ordered = ranked(answer["scores"])
    made = [
        Figure(f"peer: {name}, the same 50", answer["ms"], "ms"),
        Figure(f"peer: {name}, own trade first", first, "%"),
        Figure(f"peer: {name}, pairs in the right order", ordered, "%"),
    ]
    if answer["known"]:
        share, judged = sentences_right([_ids(names) for names in answer["skills"]], _ids(answer["known"]))
        made.append(Figure(f"peer: {name}, sentences right", share, "%", note=f"of {judged} it has words for"))
    return made


def _ids(names: list[str]) -> set[str]:
    return {skill.id for name in names if (skill := lexicon().find_by_name(name))}
