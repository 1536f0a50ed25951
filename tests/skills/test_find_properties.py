"""What holds for any text at all."""

import string
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.skills.find import Found, find_listed, find_skills
from shared.skills.fold import cut, fold, key
from shared.skills.lexicon import lexicon
from shared.skills.scan import _VERSIONED

ROOT = Path(__file__).resolve().parents[2]

NAMES = (
    "Python|Go|R|C++|C#|.NET|Node.js|CI / CD|REST APIs|k8s|React|Spring Boot|Excel|machine learning|Projektmanagement"
    "|데이터 분석|Pflege|données|nóminas|TCP/IP|Security+|sales"
)
aliases = st.sampled_from(NAMES.split("|"))
glue = st.sampled_from(
    [" ", ", ", "/", " and ", "-", ".", "\n", "을 ", " & ", "(", ")", "_", "@", "\u00ad", "\u0301", "'s "]
)
anything = st.text(st.characters(codec=None), max_size=60)
texts = st.one_of(
    anything,
    st.lists(st.one_of(aliases, glue, anything), max_size=14).map("".join),
    st.text(string.printable, max_size=200),
)


def spans(found: list[Found]) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in found]


@given(texts)
def test_spans_lie_in_the_text_in_order_and_apart(text: str):
    last = 0
    for start, end in spans(find_skills(text)):
        assert last <= start < end <= len(text)
        last = end


@given(texts)
def test_the_same_text_gives_the_same_skills(text: str):
    assert find_skills(text) == find_skills(text)


@given(texts)
def test_a_surface_folds_to_a_name_of_its_skill(text: str):
    for found in find_skills(text):
        surface = text[found.start : found.end]
        words = key(surface)
        stem = _VERSIONED.match(words[-1]) if words else None
        names = {
            lexicon().find_by_name(surface),
            lexicon().find_by_name(" ".join((*words[:-1], stem[1]))) if stem else None,
        }

        assert found.skill in names


@given(
    st.sampled_from(["Python", "Kubernetes", "machine learning", "PostgreSQL", "wound care", "Buchhaltung"]), st.data()
)
def test_punctuation_around_a_skill_never_matters(name: str, data: st.DataObject):
    before = data.draw(st.text("([{\"'«“‘•*-–—,;:!?/|> \n\t", max_size=4))
    after = data.draw(st.text(")]}\"'»”’•*-–—,;:!?/|< \n\t.…", max_size=4))
    assume("://" not in before + after)
    (found,) = find_skills(before + name + after)

    assert (found.start, found.end) == (len(before), len(before) + len(name))


@given(texts)
def test_folding_keeps_the_way_back(text: str):
    folded = fold(text)
    back = [folded.at(i) for i in range(len(folded.text) + 1)]

    assert back == sorted(back)
    assert back[0] == 0 or not folded.text
    assert back[-1] == len(text)


@given(st.lists(st.one_of(aliases, anything), max_size=8))
def test_a_list_answers_item_by_item(items: list[str]):
    assert find_listed(items) == [find_listed([item])[0] for item in items]


@given(st.lists(st.sampled_from(["developpeur", "de\u0301veloppeur Java", "Python", "한국어", "R&D", "ﬁ"]), min_size=1))
def test_composed_and_decomposed_text_name_the_same(parts: list[str]):
    text = " ".join(parts)
    decomposed = unicodedata.normalize("NFD", text)

    assert [f.skill for f in find_skills(decomposed)] == [
        f.skill for f in find_skills(unicodedata.normalize("NFC", text))
    ]


@given(st.text("aA go#+./&-_@,Rr1\n", max_size=80))
def test_cutting_finds_every_word_where_it_stands(text: str):
    folded = fold(text).text
    words, begins = cut(folded)
    at = 0
    for i, word in enumerate(words):
        start = at if begins is None else begins[i]
        assert folded[start : start + len(word)] == word
        at = start + len(word) + 1


HOSTILE = {
    "one long word": "a",
    "trie walks that never end": "spring boot data machine ",
    "list punctuation": ", ",
    "gaps": "go , ",
    "addresses": "https://a.com/",
    "dots": ".",
    "blank lines": "\n",
    "cues": "experience with ",
    "letters": "C R ",
    "ambiguous names": "Go Rust Swift Spring ",
    "brackets": "((((",
    "combining marks": "e\u0301",
    "Hangul": "파이썬을",
    "surrogates": "\ud800",
    "versions": "python12345678",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_no_faster_than_the_text(piece: str):
    """Counted in function calls, not seconds: doubling a hostile text may at most double the calls, and a little."""

    def calls(size: int) -> int:
        text = (piece * (size // len(piece) + 1))[:size]
        count = 0

        def counting(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counting)
        try:
            find_skills(text)
        finally:
            sys.setprofile(None)
        return count

    calls(1000)

    assert calls(16_000) <= 2.2 * calls(8_000) + 200


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_long_hostile_text_is_answered(piece: str):
    text = (piece * (60_000 // len(piece) + 1))[:60_000]

    assert all(0 <= a < b <= len(text) for a, b in spans(find_skills(text)))


def test_answers_do_not_depend_on_the_hash_seed():
    code = "from shared.skills.find import find_skills\nprint([(f.skill.id, f.start) for f in find_skills(%r)])"
    text = "Go, Rust and R; sales, marketing, negotiation. Experience with Spring, React-Komponenten, k8s"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code % text],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("0", "1", "42")
    }

    assert len(runs) == 1
