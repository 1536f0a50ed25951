"""Compile titles.txt: title phrases → role family, learnt from O*NET's alternate titles.

`python scripts/build_titles.py ONET_FOLDER` reads ``alternate_titles.txt`` and ``occupation_data.txt`` (O*NET 29.2, US
Department of Labor, CC-BY-4.0) and keeps the last one, two or three words of a title where they point to one family of
roles.txt clearly enough: at least four titles of one family and 80% of all that end so.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

DATA = Path(__file__).parent.parent / "shared" / "scoring" / "data"
WORD = re.compile(r"[^\W_]+[#+]*")
BRACKETS = re.compile(r"\([^)]*\)")
LEVELS = frozenset(
    ("senior", "junior", "lead", "chief", "head", "assistant", "associate", "apprentice", "trainee", "intern")
)
AGENT = re.compile(r"(?:er|or|ist|ian|ant|ess|man|smith|wright|path)s?$")
"""How an English noun for a person who does something ends; one word alone must be such a noun."""
SMALL = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "up"))
MIN_TITLES = 4
MIN_SHARE = 0.8


def families() -> tuple[list[tuple[str, str]], set[str]]:
    """(O*NET-SOC prefix, family), longest prefix first; and the phrases roles.txt already holds."""
    prefixes, known = [], set()
    for line in (DATA / "roles.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, socs, phrases, _ = (part.strip() for part in line.split("|"))
            prefixes += [(soc, name) for soc in socs.split()]
            known |= {phrase.strip() for phrase in phrases.split(";")}
    return sorted(prefixes, key=lambda pair: (-len(pair[0]), pair)), known


def endings(title: str) -> set[str]:
    words = WORD.findall(BRACKETS.sub(" ", title.lower()))
    return {
        " ".join(words[-n:])
        for n in (1, 2, 3)
        if len(words) >= n and words[-n] not in LEVELS | SMALL and (n > 1 or AGENT.search(words[-1]))
    }


def compile_titles(onet: Path) -> list[str]:
    prefixes, known = families()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rows = []
    for name, column in (("alternate_titles.txt", "Alternate Title"), ("occupation_data.txt", "Title")):
        with (onet / name).open(encoding="utf-8") as file:
            rows += [(row["O*NET-SOC Code"], row[column]) for row in csv.DictReader(file, delimiter="\t")]
    for soc, title in rows:
        family = next((name for prefix, name in prefixes if soc.startswith(prefix)), "")
        for ending in endings(title):
            counts[ending][family] += 1
    clear = {}
    for ending, families_of in counts.items():
        family, count = min(families_of.items(), key=lambda item: (-item[1], item[0]))
        if family and count >= MIN_TITLES and count >= MIN_SHARE * families_of.total() and ending not in known:
            clear[ending] = family
    # A longer ending that says what its shorter one says already adds nothing.
    return sorted(
        f"{ending}\t{family}"
        for ending, family in clear.items()
        if not any(clear.get(ending.split(" ", n)[-1]) == family for n in range(1, ending.count(" ") + 1))
    )


if __name__ == "__main__":
    header = [
        "# Compiled by scripts/build_titles.py from O*NET 29.2 alternate titles, US Department of Labor, CC-BY-4.0,",
        "# https://www.onetcenter.org/license_db.html; changed: reduced to the endings that point to one family.",
    ]
    (DATA / "titles.txt").write_text("\n".join([*header, *compile_titles(Path(sys.argv[1])), ""]), encoding="utf-8")
