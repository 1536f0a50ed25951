"""The compiled lexicon: true to its sources, quick, and without a word that means two things."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from shared.skills.fold import key
from shared.skills.lexicon import lexicon

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SHORTLIST_DATA") or ROOT.parent / "shared" / "data")


def test_a_rebuild_changes_nothing():
    if not (DATA / "skills" / "github-topics.jsonl").exists():
        pytest.skip("the public lists are not here, so the lexicon cannot be rebuilt")
    from scripts.build_lexicon import COMPILED, build

    assert build(DATA) == COMPILED.read_text(encoding="utf-8")


def test_it_covers_every_field():
    kinds = Counter(skill.kind for skill in lexicon().skills)

    assert 1000 <= len(lexicon().skills) <= 3000
    for kind in ("language", "framework", "tool", "database", "cloud", "concept", "data", "security", "network"):
        assert kinds[kind] >= 20, kind
    for kind in ("business", "finance", "marketing", "sales", "hr", "legal", "design", "health", "education"):
        assert kinds[kind] >= 8, kind
    for kind in ("trade", "logistics", "hospitality", "science", "engineering", "soft", "spoken", "certificate"):
        assert kinds[kind] >= 5, kind


def test_ids_are_unique_and_plain():
    ids = [skill.id for skill in lexicon().skills]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in ids)


def test_what_a_skill_implies_exists_and_never_comes_back():
    by_id = lexicon().by_id
    for skill in lexicon().skills:
        for implied in skill.implies:
            assert skill.id not in by_id[implied].implies
            assert implied != skill.id


def test_every_skill_answers_to_its_own_name():
    for skill in lexicon().skills:
        assert lexicon().find_by_name(skill.name) is skill


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("k8s", "Kubernetes"),
        ("K8S ", "Kubernetes"),
        ("golang", "Go"),
        ("Postgres", "PostgreSQL"),
        ("AWS", "Amazon Web Services"),
        ("nodejs", "Node.js"),
        ("c sharp", "C#"),
        ("c++", "C++"),
        (".net", ".NET"),
        ("ｐｙｔｈｏｎ", "Python"),
        ("REST APIs", "REST"),
        ("Buchhaltung", "Accounting"),
        ("comptabilite", "Accounting"),
        ("r", "R"),
        ("Security+", "CompTIA Security+"),
    ],
    ids=str,
)
def test_a_name_is_found_by_any_spelling(typed: str, name: str):
    found = lexicon().find_by_name(typed)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "typed", ["", " ", "!!", "no such skill", "x" * 10_000], ids=["empty", "blank", "signs", "unknown", "long"]
)
def test_an_unknown_name_is_none(typed: str):
    assert lexicon().find_by_name(typed) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [("kubernets", "Kubernetes"), ("pyth", "Python"), ("javscript", "JavaScript"), ("acounting", "Accounting")],
    ids=str,
)
def test_a_slip_of_the_fingers_is_answered_with_suggestions(typed: str, name: str):
    assert name in [skill.name for skill in lexicon().suggestions(typed)]


def test_nothing_typed_suggests_nothing():
    assert lexicon().suggestions("  ") == []


def test_each_alias_has_one_leaf():
    """The trie is a function of folded words; what it holds is reachable by them."""

    def walk(node: object, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], int]]:
        if isinstance(node, int):
            return [(words, node)]
        assert isinstance(node, dict)
        return [leaf for word, below in node.items() for leaf in walk(below, (*words, word) if word else words)]

    leaves = walk(lexicon().trie, ())

    assert len({words for words, _ in leaves}) == len(leaves)
    assert all(lexicon().find_leaf(words) == leaf for words, leaf in leaves)
    assert all(key(" ".join(words)) == words for words, _ in leaves if all(w.isascii() for w in words))


def test_the_attribution_names_every_source():
    text = (ROOT / "shared" / "skills" / "ATTRIBUTION.md").read_text(encoding="utf-8")

    for source in ("O*NET", "CC-BY-4.0", "Linguist", "devicon", "Microsoft", "GitHub topics"):
        assert source in text


def test_the_compiled_file_is_plain_json():
    data = json.loads((ROOT / "shared" / "skills" / "lexicon.json").read_text(encoding="utf-8"))

    assert set(data) == {"skills", "ruled", "rules", "plus", "trie"}
