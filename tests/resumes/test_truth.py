"""Against résumés whose source is known."""

import pytest

from bench.parsing import DATA, files, measure, score

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the data folder is not beside this checkout")


@pytest.mark.parametrize(
    ("path", "truth"), files() if DATA.is_dir() else [], ids=lambda value: getattr(value, "stem", "")
)
def test_nearly_every_field_is_read_exactly(path, truth):
    resume, _ = measure(path.read_bytes(), path.name, rounds=1)

    rows = list(score(truth, resume))

    wrong = [row for row in rows if not row[3]]
    assert len(wrong) <= 0.05 * len(rows), wrong
