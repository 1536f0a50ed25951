"""What is found where, and what is not."""

import pytest

from shared.skills.find import find_listed, find_skills
from shared.skills.lexicon import lexicon
from tests.skills.sentences import SENTENCES, Row


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: f"{row.trap}: {row.text[:40]}")
def test_a_sentence_names_its_skills_and_no_others(row: Row):
    found = {f.skill.id for f in find_skills(row.text)}
    wanted = {i for i in row.ids.split() if not i.startswith("-")}
    unwanted = {i[1:] for i in row.ids.split() if i.startswith("-")}

    assert wanted <= set(lexicon().by_id), "the row names a skill that the lexicon does not have"
    assert wanted <= found
    assert not found & unwanted
    if not row.ids:
        assert not found


def test_the_table_is_long_and_balanced():
    negative = [row for row in SENTENCES if not row.ids or any(i.startswith("-") for i in row.ids.split())]
    positive = [row for row in SENTENCES if any(not i.startswith("-") for i in row.ids.split())]

    assert len(SENTENCES) >= 200
    assert 0.5 <= len(negative) / len(positive) <= 2


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Needs Postgres 14, k8s and CI / CD.", ["Postgres", "k8s", "CI / CD"]),
        ("REST APIs in .NET Core", ["REST APIs", ".NET Core"]),
        ("Python3 and C++17", ["Python3", "C++17"]),
        ("ML models, dockerized", ["ML models", "dockerized"]),
        ("Java-Entwickler", ["Java"]),
        ("Python을 쓰는", ["Python"]),
        ("ﬁne ｐｙｔｈｏｎ", ["ｐｙｔｈｏｎ"]),
        ("de\u0301veloppeur Java", ["Java"]),
        ("Spring Boot, then Spring Security", ["Spring Boot", "Spring Security"]),
    ],
    ids=str,
)
def test_a_span_is_the_widest_true_surface(text: str, surfaces: list[str]):
    assert [text[f.start : f.end] for f in find_skills(text)] == surfaces


def test_a_list_item_needs_no_context():
    items = [
        "Go",
        "R",
        "C",
        "Excel (advanced)",
        "Word",
        "js",
        "Python – 5 years",
        "SQL: expert",
        "Spring",
        "unicorn grooming",
    ]

    assert [s and s.name for s in find_listed(items)] == [
        "Go",
        "R",
        "C",
        "Microsoft Excel",
        "Microsoft Word",
        "JavaScript",
        "Python",
        "SQL",
        "Spring",
        None,
    ]
