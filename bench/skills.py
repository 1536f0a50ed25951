"""How well and how fast skills are found.

Quality is measured on SkillSpan's development sentences (knowledge spans; not part of this project): a found span and
a labelled one match where they overlap. Precision counts found spans, recall labelled ones.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from shared.skills.find import find_skills

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
