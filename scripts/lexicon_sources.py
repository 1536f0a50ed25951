"""What the public lists add to the hand-written lexicon: spellings of skills it has, and products it lacks.

A list is never trusted by itself. A spelling is taken where the same source calls a known skill by it; a product where
two sources name it, or O*NET calls it a hot technology. Ordinary English is thrown out: a single word that O*NET's own
descriptions of occupations use in running text is no product's name, whatever a list says.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shared.skills.fold import key

FACTS = Path(__file__).resolve().parent / "lexicon" / "npm-facts.json"

# O*NET writes the maker before the product and the acronym after it.
_MAKERS = (
    "Microsoft|Adobe|Oracle|IBM|Apache|Google|Amazon|Apple|Atlassian|Autodesk|SAP|Intuit|Cisco|Bentley|Trimble|Esri|ESRI"
    "|Dassault Systemes|The MathWorks|Red Hat|Siemens|Citrix|VMware|Symantec|Corel|Blackbaud|Sage|Epic|Oracle"
)
_MAKER = re.compile(rf"^(?:{_MAKERS}) ")
_ACRONYM = re.compile(r"^(.*[a-z].*) ([A-Z][A-Z0-9/+&]{1,6})$")
_KINDS = (
    ("language", "language"),
    ("database", "database"),
    ("framework", "framework"),
    ("library", "framework"),
    ("cloud", "cloud"),
)


@dataclass(frozen=True)
class Named:
    """One thing one source names: every way it writes it, the best spelling first, and what kind it says it is."""

    source: str
    forms: tuple[str, ...]
    kind: str = "tool"
    sure: bool = False
    """The source itself vouches for it being asked for in postings."""


def read_topics(path: Path) -> Iterator[Named]:
    """GitHub's topics (CC-BY-4.0)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        forms = [row["display_name"], row["topic"], *row["aliases"]]
        yield Named("github", tuple(dict.fromkeys(f.replace("-", " ") if f.islower() else f for f in forms if f)))


def read_extractor(folder: Path) -> Iterator[Named]:
    """Microsoft's skills extractor (MIT): display names, and the spellings of its patterns."""
    spellings: dict[str, list[str]] = {}
    for line in (folder / "skill_patterns.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = [str(next(iter(token.values()), "")) for token in row["pattern"]]
        if all(words):
            spellings.setdefault(row["label"].partition("|")[2], []).append(" ".join(words))
    for name, row in json.loads((folder / "skills.json").read_text(encoding="utf-8")).items():
        shown = [s["displayName"] for s in row["sources"] if s.get("displayName")]
        yield Named("extractor", tuple(dict.fromkeys([*shown, *row["aliases"], *spellings.get(name, ())])))


def read_onet(path: Path) -> Iterator[Named]:
    """O*NET's technology skills (CC-BY-4.0), without ``software``, the maker and the trailing acronym."""
    rows: dict[str, tuple[str, bool]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        _, example, _, commodity, hot, demand = line.split("\t")
        rows[example] = (commodity, hot == "Y" or demand == "Y")
    for example, (commodity, sure) in sorted(rows.items()):
        name = re.sub(r" software$", "", example)
        forms = [name, _MAKER.sub("", name)]
        if match := _ACRONYM.match(name):
            forms += [match[1], match[2]]
        kind = "database" if commodity == "Data base management system software" else "tool"
        yield Named("onet", tuple(dict.fromkeys(f for f in forms if f)), kind, sure)


def read_npm(path: Path = FACTS) -> Iterator[Named]:
    """GitHub Linguist's languages and devicon's names (both MIT), as `npm_facts` wrote them down."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield Named(row["source"], tuple(row["forms"]), row["kind"])


def npm_facts(modules: Path) -> str:
    """Names, aliases and kinds out of an installed ``linguist-languages`` and ``devicon``; nothing else of them."""
    rows = []
    for path in sorted((modules / "linguist-languages" / "data").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        name = re.search(r"name: ['\"](.+?)['\"],", text)
        kind = re.search(r"type: '(\w+)'", text)
        aliases = re.search(r"aliases: \[(.*?)\]", text, re.DOTALL)
        if name and kind and kind[1] == "programming":
            more = re.findall(r"['\"](.+?)['\"]", aliases[1]) if aliases else []
            rows.append({"source": "linguist", "forms": [name[1], *more], "kind": "language"})
    for icon in json.loads((modules / "devicon" / "devicon.json").read_text(encoding="utf-8")):
        kind_name = next((kind for tag, kind in _KINDS if tag in icon["tags"]), "tool")
        rows.append({"source": "devicon", "forms": [icon["name"], *icon["altnames"]], "kind": kind_name})
    return json.dumps(rows, ensure_ascii=False, indent=0) + "\n"


def ordinary_words(occupations: Path) -> frozenset[str]:
    """The lower-case words of O*NET's descriptions: English as it is written about work."""
    text = occupations.read_text(encoding="utf-8")
    return frozenset(re.findall(r"(?<![\w.])[a-z]{2,}(?![\w])", text))


def plain_form(form: str) -> bool:
    """A spelling worth having: not one or two bare letters, not a sentence, not a list."""
    words = key(form)
    joined = "".join(words)
    return bool(words) and len(words) <= 4 and len(joined) >= 3 and not joined.isdigit() and "," not in form


@lru_cache(maxsize=1)
def read_all(data: Path) -> tuple[Named, ...]:
    """Every source, in one order."""
    skills = data / "skills"
    return (
        *read_npm(),
        *read_topics(skills / "github-topics.jsonl"),
        *read_extractor(skills / "ms-skills"),
        *read_onet(data / "onet" / "technology_skills.txt"),
    )


def squeezed(form: str) -> str:
    """A spelling without what separates its words: ``sqlserver`` and ``SQL Server`` are one."""
    return "".join(key(form))


def spelled_out(form: str) -> tuple[str, str] | None:
    """``Border Gateway Protocol BGP`` or ``… (BGP)`` as words and initials, where the initials are theirs."""
    match = re.match(r"^(.*[a-z].*?) \(?([A-Z]{3,6})\)?$", form)
    if not match:
        return None
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", match[1]))
    return (match[1], match[2]) if initials.upper() == match[2] else None


def spellings(known: dict[tuple[str, ...], str], data: Path) -> dict[str, str]:
    """New spellings of known skills and whose they are.

    Only three kinds are certain enough: the same letters otherwise divided, initials spelled out, and the maker's name
    before the product's.
    """
    by_letters: dict[str, str | None] = {}
    for words, skill in known.items():
        letters = "".join(words)
        by_letters[letters] = skill if by_letters.get(letters, skill) == skill else None
    found: dict[str, str] = {}
    for named in read_all(data):
        for form in named.forms:
            out = spelled_out(form)
            for spelling, skill in (
                (form, by_letters.get(squeezed(form)) if len(squeezed(form)) > 5 else None),
                (out[0], known.get(key(out[1]))) if out else (form, None),
                (form, known.get(key(_MAKER.sub("", form))) if named.source == "onet" and _MAKER.match(form) else None),
            ):
                if skill and key(spelling) not in known and plain_form(spelling):
                    found.setdefault(spelling, skill)
    return found


def newcomers(known: dict[tuple[str, ...], str], dropped: frozenset[tuple[str, ...]], data: Path) -> list[Named]:
    """What no hand-written line has, two sources name (or O*NET calls hot), and is no ordinary English word."""
    ordinary = ordinary_words(data / "onet" / "occupation_data.txt")
    groups: dict[tuple[str, ...], list[Named]] = {}
    for named in read_all(data):
        forms = tuple(f for f in named.forms if plain_form(f))
        if not forms or any(key(f) in known or key(f) in dropped for f in named.forms):
            continue
        home = next((key(f) for f in forms if key(f) in groups), key(forms[0]))
        groups.setdefault(home, []).append(Named(named.source, forms, named.kind, named.sure))
    found = []
    for words, members in sorted(groups.items()):
        if len({m.source for m in members}) < 2 and not any(m.sure for m in members):
            continue
        if len(words) == 1 and (words[0] in ordinary or len(words[0]) < 3):
            continue
        forms = [form for member in members for form in member.forms if key(form) == words]
        shown = next((f for f in forms if not f.islower()), forms[0])
        kind = next((m.kind for m in members if m.kind != "tool"), "tool")
        found.append(Named("+".join(sorted({m.source for m in members})), (shown,), kind))
    return found
