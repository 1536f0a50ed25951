"""The API other packages code against."""

from shared.skills.find import find_listed, find_skills


def test_spans_point_into_the_text():
    text = "Wir suchen Java-Entwickler mit Postgres 14, k8s und CI / CD."
    assert [(text[f.start : f.end], f.skill.id) for f in find_skills(text)] == [
        ("Java", "java"),
        ("Postgres", "postgresql"),
        ("k8s", "kubernetes"),
        ("CI / CD", "ci-cd"),
    ]


def test_a_list_item_needs_no_context():
    assert [s and s.name for s in find_listed(["Go", "R", "Excel (advanced)", "nonsense"])] == [
        "Go",
        "R",
        "Microsoft Excel",
        None,
    ]
