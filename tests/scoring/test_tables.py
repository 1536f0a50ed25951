"""The tables of roles are whole, and the compiled one is what its script makes of its source."""

import importlib.util
import os
from pathlib import Path

import pytest

from shared.scoring.roles import find_role, nearness, tables

ROOT = Path(__file__).parents[2]
ONET = Path(os.environ.get("SHORTLIST_DATA") or ROOT.parent / "shared" / "data") / "onet"


def test_every_family_named_is_known():
    known = tables()

    assert {family for pair in known.near for family in pair} <= known.fields.keys()
    assert set(known.phrases.values()) <= known.fields.keys()
    assert set(known.endings.values()) <= known.fields.keys()


def test_nearness_is_symmetric_and_bounded():
    families = sorted(tables().fields)

    for one in families:
        for other in families:
            assert 0 <= nearness(one, other) == nearness(other, one) <= 1
    assert nearness("nursing", "nursing") == 1
    assert nearness("nursing", "accounting") == 0


@pytest.mark.skipif(not ONET.is_dir(), reason=f"the O*NET files are not at {ONET}")
def test_the_compiled_titles_are_what_the_script_compiles():
    spec = importlib.util.spec_from_file_location("build_titles", ROOT / "scripts" / "build_titles.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = (ROOT / "shared" / "scoring" / "data" / "titles.txt").read_text(encoding="utf-8")

    assert [line for line in text.splitlines() if not line.startswith("#")] == script.compile_titles(ONET)


def test_a_title_that_is_a_whole_paragraph_is_survived():
    assert find_role("nurse " * 2000) is not None
    assert find_role("") is None
    assert find_role("İ" * 50) is None
