"""The skills this product knows, compiled from ``scripts/lexicon`` and loaded once per process.

``lexicon.json`` beside this file holds the skills; a trie of folded alias words whose leaves are numbers;
the leaves that need corroboration; and the rules they name. A leaf below the number of skills *is* a skill; a higher
one is an entry of ``ruled``: a skill together with the rule under which the words mean it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from shared.skills.fold import key

# A leaf, or the words that may follow: ``{"": leaf, "boot": ...}``.
Node = int | dict[str, Any]

_DATA = Path(__file__).with_name("lexicon.json")


@dataclass(frozen=True, slots=True)
class Skill:
    """One canonical skill. ``implies`` are the ids of what anybody who has it also has: Django → Python."""

    id: str
    name: str
    kind: str
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When an ambiguous word is a skill. ``shape`` names how it is judged; the word lists add to the general cues."""

    shape: str
    left: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    not_left: frozenset[str] = frozenset()
    not_right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruled:
    """An ambiguous way to write a skill. ``surface`` is how it is written when it means the skill: Go, REST, C."""

    skill: Skill
    surface: str
    rule: Rule


class Lexicon:
    """The skills, by id and by every alias."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        names: list[list[Any]] = data["skills"]
        ids = [row[0] for row in names]
        self.skills = tuple(Skill(row[0], row[1], row[2], tuple(ids[i] for i in row[3])) for row in names)
        self.by_id = {skill.id: skill for skill in self.skills}
        self.trie: dict[str, Node] = data["trie"]
        self.plus: dict[str, int] = data["plus"]
        """What a word and a plus sign mean: ``security`` → CompTIA Security+. Folding drops the sign."""
        self._ruled: list[tuple[int, str, str]] = data["ruled"]
        self._rules: dict[str, dict[str, Any]] = data["rules"]

    @cached_property
    def ruled(self) -> tuple[Ruled, ...]:
        rules = {
            name: Rule(
                rule["shape"], *(frozenset(rule.get(part, ())) for part in ("left", "right", "not_left", "not_right"))
            )
            for name, rule in self._rules.items()
        }
        return tuple(Ruled(self.skills[skill], surface, rules[rule]) for skill, surface, rule in self._ruled)

    def skill_at(self, leaf: int) -> Skill:
        """The skill a leaf stands for, whatever rule guards it."""
        return self.skills[leaf] if leaf < len(self.skills) else self.ruled[leaf - len(self.skills)].skill

    def find_leaf(self, words: tuple[str, ...]) -> int | None:
        """The leaf at exactly these folded words."""
        node: Node | None = self.trie
        for word in words:
            node = node.get(word) if isinstance(node, dict) and word else None
        if isinstance(node, dict):
            node = node.get("")
        return node if isinstance(node, int) else None

    def find_by_name(self, text: str) -> Skill | None:
        """The skill that is called this, by any of its names: ``k8s`` is Kubernetes. No context is asked for."""
        if len(text) > 200:
            return None
        words = key(text)
        leaf = self.plus.get(" ".join(words)) if text.rstrip().endswith("+") else None
        leaf = self.find_leaf(words) if leaf is None else leaf
        return None if leaf is None else self.skill_at(leaf)

    def suggestions(self, text: str, limit: int = 8) -> list[Skill]:
        """What somebody typing this may mean: exact, then by prefix, then close spellings."""
        typed = " ".join(key(text[:200]))
        if not typed:
            return []
        exact = self.find_by_name(text)
        found = {exact.id: exact} if exact else {}
        folded = self._by_folded_name
        for name, skill in folded.items():
            if name.startswith(typed):
                found.setdefault(skill.id, skill)
        for name in get_close_matches(typed, folded, n=limit, cutoff=0.75):
            found.setdefault(folded[name].id, folded[name])
        return list(found.values())[:limit]

    @cached_property
    def _by_folded_name(self) -> dict[str, Skill]:
        return {" ".join(key(skill.name)): skill for skill in sorted(self.skills, key=lambda s: (len(s.name), s.name))}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon, read on first use."""
    return Lexicon(json.loads(_DATA.read_text(encoding="utf-8")))
