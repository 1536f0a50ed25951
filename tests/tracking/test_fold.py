"""fold_text: the quick way for ASCII and the long way agree, and what people type in a search is what is stored."""

from typing import Any

import pytest

PRINTABLE = "".join(map(chr, range(32, 127)))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  Zoë's C++ & C#  ", "zoe s cpp csharp"),
        ("Node.js/React (m/w/d)", "node js react m w d"),
        ("ÆRØ Łódź STRASSE Straße", "aero lodz strasse strasse"),
        ("İstanbul — “Ünïted”…", "istanbul united"),
        ("東京　エンジニア。データ", "東京 エンジニア データ"),
        ("한국어", "한국어"),
        ("a\tb\r\nc\u200bd", "a b c d"),
    ],
)
def test_folding(db: Any, text: str, folded: str) -> None:
    same = "select public.fold_text($1) = normalize($2, nfkd)"
    assert db.value(same, text, folded) is True, db.value("select public.fold_text($1)", text)


@pytest.mark.parametrize("text", [PRINTABLE, PRINTABLE[::-1], "A--B  ++C", "\t\n\r x", "x" * 250, "a " * 80])
def test_both_ways_agree(db: Any, text: str) -> None:
    quick = db.value("select public.fold_text($1)", text)
    long = db.value("select public.fold_text($1)", f"{text} é")
    assert f"{quick} e".strip() == long
    assert all(len(word) <= 100 for word in quick.split(" "))
    assert "  " not in quick
    assert quick == quick.strip()
    assert db.value("select public.fold_text($1)", quick) == quick
