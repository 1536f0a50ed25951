"""Compile ``scripts/lexicon`` and the public sources into ``shared/skills/lexicon.json``.

    python scripts/build_lexicon.py            rewrite the compiled lexicon
    python scripts/build_lexicon.py --check    say whether it would change
    python scripts/build_lexicon.py --npm DIR  first take Linguist's and devicon's names from that node_modules

The hand-written files decide; the public lists only add what passes `scripts.lexicon_sources`. The same input gives
the same bytes.
"""

import json
import os
import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.lexicon_sources import newcomers, npm_facts, spellings  # noqa: E402  the path is set above
from shared.skills.fold import fold, key  # noqa: E402  the path is set above

WRITTEN = ROOT / "scripts" / "lexicon"
COMPILED = ROOT / "shared" / "skills" / "lexicon.json"

# Kinds whose names are common nouns, so that several of them are the same skill: "REST APIs", "ML models".
COUNTABLE = frozenset({"concept", "method", "data", "security", "network", "engineering", "business", "finance"})


class Clash(Exception):
    """Two skills claim one alias."""


@dataclass
class Entry:
    """A skill while it is being compiled. ``aliases`` maps a surface to the rule that guards it, if any."""

    name: str
    kind: str
    aliases: dict[str, str] = field(default_factory=dict)
    implies: list[str] = field(default_factory=list)


def slug(name: str) -> str:
    """``C++`` → ``cpp``, ``.NET`` → ``dotnet``, ``CI/CD`` → ``ci-cd``."""
    name = fold(name).text
    for symbol, word in (("+", "p"), ("#", "sharp"), ("&", " and ")):
        name = name.replace(symbol, word)
    name = re.sub(r"^\.", "dot", name)
    return re.sub(r"[^a-z0-9가-힣]+", "-", name).strip("-")


def split_rule(text: str) -> tuple[str, str]:
    """``go !verb`` → ``("go", "verb")``."""
    surface, _, rule = text.partition(" !")
    return surface.strip(), rule.strip()


def expanded(name: str, alias: str) -> list[str]:
    """An alias as written, or what a macro stands for."""
    if alias == "~js":
        stem = re.sub(r"[. ]?js$", "", name, flags=re.IGNORECASE)
        return [f"{stem}.js", f"{stem}js", f"{stem} js"]
    return [alias]


def read_line(line: str, kind: str, entries: dict[str, Entry]) -> None:
    """Add one line of a lexicon file to the entries."""
    head, _, implied = line.partition(" > ")
    names, _, aliases = head.partition(" | ")
    name, rule = split_rule(names)
    entry = entries.setdefault(name, Entry(name, kind))
    entry.aliases.setdefault(name, rule)
    for part in filter(None, (a.strip() for a in aliases.split(","))):
        surface, alias_rule = split_rule(part)
        for spelling in expanded(name, surface):
            entry.aliases.setdefault(spelling, alias_rule)
    entry.implies += [i.strip() for i in implied.split(",") if i.strip() and i.strip() not in entry.implies]


def read_narrower(line: str, entries: dict[str, Entry]) -> None:
    """``Wide: Narrow, Narrow`` makes skills of their own, of the wide one's kind, which imply it."""
    wide, _, names = line.partition(": ")
    for name in (n.strip() for n in names.split(",")):
        read_line(f"{name} > {wide}", entries[wide].kind, entries)


def read_written(folder: Path) -> dict[str, Entry]:
    """Every hand-written entry, in file order."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.txt"), key=lambda p: (p.stem == "narrower", p.stem != "tools", p.stem)):
        kind = ""
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = raw.strip()
            if not line or line.startswith("# "):
                continue
            if line.startswith("[") and line.endswith("]"):
                kind = line[1:-1]
                continue
            if kind == "narrower":
                read_narrower(line, entries)
            else:
                read_line(line, kind, entries)
    return entries


def plural(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The plural of a countable name, where English forms it plainly."""
    last = words[-1]
    if len(last) < 3 or not last.isascii() or not last.isalpha() or last.endswith(("s", "ing", "ics")):
        return None
    if last.endswith("y") and last[-2] not in "aeiou":
        return (*words[:-1], last[:-1] + "ies")
    return (*words[:-1], last + ("es" if last.endswith(("x", "ch", "sh")) else "s"))


def insert(trie: dict[str, Any], words: tuple[str, ...], leaf: int) -> int:
    """Put a leaf into the trie; returns the leaf that is there afterwards (the first one wins)."""
    node = trie
    for word in words[:-1]:
        below = node.setdefault(word, {})
        if isinstance(below, int):
            below = node[word] = {"": below}
        node = below
    below = node.get(words[-1])
    if isinstance(below, dict):
        return int(below.setdefault("", leaf))
    return int(node.setdefault(words[-1], leaf))


def as_written(surface: str, shape: str) -> str:
    """How a guarded alias is written when it means the skill; in the files most stand in lower case."""
    if not surface.islower():
        return surface
    return surface.upper() if shape == "acronym" else surface.title() if shape in {"word", "name", "cased"} else surface


def claimed(ordered: list[Entry], implied: dict[str, set[str]]) -> dict[tuple[str, ...], str]:
    """Whose each alias is: the skill that is called so, else the narrower one of two; anything else is a clash."""
    claims = {key(entry.name): entry.name for entry in ordered}
    named = set(claims)
    clashes: list[str] = []
    for entry in ordered:
        for surface, rule in entry.aliases.items():
            words = key(surface)
            if rule == "plus":
                continue  # kept apart, because folding drops the sign
            if not words:
                clashes.append(f"{entry.name}: {surface!r} has no words")
                continue
            holder = claims.setdefault(words, entry.name)
            if holder == entry.name or words in named or entry.name in implied[holder]:
                continue
            if holder in implied[entry.name]:
                claims[words] = entry.name
            else:
                clashes.append(f"{surface!r} belongs to {holder} and to {entry.name}")
    if clashes:
        raise Clash("\n".join(clashes))
    return claims


def compile_entries(entries: dict[str, Entry], rules: dict[str, Any]) -> dict[str, Any]:
    """The data that ``shared.skills.lexicon`` loads."""
    ordered = sorted(entries.values(), key=lambda e: slug(e.name))
    index = {entry.name: i for i, entry in enumerate(ordered)}
    if len({slug(e.name) for e in ordered}) != len(ordered):
        seen: dict[str, str] = {}
        for e in ordered:
            if slug(e.name) in seen:
                raise Clash(f"{e.name} and {seen[slug(e.name)]} have one id")
            seen[slug(e.name)] = e.name
    skills = [[slug(e.name), e.name, e.kind, sorted(index[i] for i in closure(e, entries))] for e in ordered]
    trie: dict[str, Any] = {}
    ruled: list[list[Any]] = []
    derived: list[tuple[tuple[str, ...], int]] = []
    claims = claimed(ordered, {e.name: closure(e, entries) for e in ordered})
    plus: dict[str, int] = {}
    for i, entry in enumerate(ordered):
        for surface, rule in entry.aliases.items():
            words = key(surface)
            if rule == "plus":
                plus[" ".join(words)] = i
                continue
            if claims[words] != entry.name:
                continue  # a narrower skill has it
            leaf = i
            if rule:
                if rule not in rules:
                    raise Clash(f"{entry.name}: no rule called {rule}")
                ruled.append([i, as_written(surface, rules[rule]["shape"]), rule])
                leaf = len(ordered) + len(ruled) - 1
            insert(trie, words, leaf)
            more = plural(words) if entry.kind in COUNTABLE and not rule else None
            if more:
                derived.append((more, leaf))
    for words, leaf in derived:
        if words not in claims:
            insert(trie, words, leaf)
    used = {rule for _, _, rule in ruled}
    return {
        "skills": skills,
        "ruled": ruled,
        "rules": {name: rules[name] for name in sorted(used)},
        "plus": dict(sorted(plus.items())),
        "trie": sort_keys(trie),
    }


def closure(entry: Entry, entries: dict[str, Entry]) -> set[str]:
    """All that an entry implies, through others."""
    reached: set[str] = set()
    waiting = list(entry.implies)
    while waiting:
        name = waiting.pop()
        if name not in entries:
            raise Clash(f"{entry.name} implies {name}, which is no skill")
        if name not in reached and name != entry.name:
            reached.add(name)
            waiting += entries[name].implies
    return reached


def sort_keys(node: Any) -> Any:
    """The trie with its words in order, for the same bytes each time."""
    return {word: sort_keys(node[word]) for word in sorted(node)} if isinstance(node, dict) else node


def trait(entry: Entry, surface: str) -> str:
    """The guard of what its kind makes doubtful: a soft skill worded as a trait or a wish, and every industry."""
    if entry.kind == "industry":
        return "topic"
    plain = entry.kind != "soft" or surface == entry.name or re.search(r"skill|fähigkeit|kompetenz|compétence", surface)
    return "" if plain else "topic"


def add_public(entries: dict[str, Entry], data: Path) -> None:
    """Add what the public lists know: spellings of our skills, and products we lack.

    A single plain word from a list is nobody's name for sure, so it is guarded like a name.
    """
    ordered = sorted(entries.values(), key=lambda e: slug(e.name))
    known = claimed(ordered, {e.name: closure(e, entries) for e in ordered})
    lines = (WRITTEN / "drop.lst").read_text(encoding="utf-8").splitlines()
    dropped = frozenset(key(name) for line in lines if not line.startswith("#") for name in line.split(", "))
    for spelling, name in spellings(known, data).items():
        if key(spelling) not in dropped:
            entries[name].aliases.setdefault(spelling, "")
    for named in newcomers(known, dropped, data):
        (name,) = named.forms
        rule = "name" if re.fullmatch(r"[A-Za-z]?[a-z]+", name) else "acronym" if re.fullmatch(r"[A-Z]+", name) else ""
        entries.setdefault(name, Entry(name, named.kind)).aliases.setdefault(name, rule)


def guard(entries: dict[str, Entry], guards: dict[str, str]) -> None:
    """Give each alias that a guard names its rule, unless its own line has one."""
    rule_of = {key(part): rule for rule, listed in guards.items() for part in listed.split(",") if part.strip()}
    for entry in entries.values():
        for surface, rule in entry.aliases.items():
            entry.aliases[surface] = rule or rule_of.get(key(surface), "") or trait(entry, surface)


def build(data_path: Path) -> str:
    """The compiled lexicon as text, with this folder's public lists; one line per part, so that a diff can be read."""
    rules = tomllib.loads(fold((WRITTEN / "rules.toml").read_text(encoding="utf-8")).text)
    entries = read_written(WRITTEN)
    add_public(entries, data_path)
    guard(entries, tomllib.loads((WRITTEN / "guards.toml").read_text(encoding="utf-8")))
    data = compile_entries(entries, rules)
    parts = [
        f"{json.dumps(name)}: {json.dumps(part, ensure_ascii=False, separators=(',', ':'))}"
        for name, part in data.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def data_folder() -> Path:
    """Where the public sources are: ``SHORTLIST_DATA``, else beside the repository."""
    return Path(os.environ.get("SHORTLIST_DATA") or ROOT.parent / "shared" / "data")


def main() -> int:
    if "--npm" in sys.argv:
        modules = Path(sys.argv[sys.argv.index("--npm") + 1])
        (WRITTEN / "npm-facts.json").write_text(npm_facts(modules), encoding="utf-8")
    text = build(data_folder())
    if "--check" in sys.argv:
        same = COMPILED.exists() and COMPILED.read_text(encoding="utf-8") == text
        print("unchanged" if same else "the compiled lexicon is stale: run scripts/build_lexicon.py")
        return 0 if same else 1
    COMPILED.write_text(text, encoding="utf-8")
    data = json.loads(text)
    print(f"{len(data['skills'])} skills, {len(data['ruled'])} guarded aliases, {len(text) // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
