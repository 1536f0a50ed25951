"""The arrow between packages is a failing check: each contract is seen to break on a planted import."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    ignored = shutil.ignore_patterns("__pycache__", "fonts", "*.json", "*.txt")
    for package in ("functions", "shared"):
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_kept(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("where", "planted", "broken"),
    [
        pytest.param("shared/models/match.py", "import functions.health.handler", "functions stand on shared", id="up"),
        pytest.param("shared/skills/find.py", "import shared.store.client", "only what is below it", id="layers"),
        pytest.param("shared/scoring/score.py", "import random", "pure packages", id="dice"),
        pytest.param("shared/resumes/dates.py", "import time", "pure packages", id="clock"),
        pytest.param("shared/optimize/apply.py", "import httpx", "pure packages", id="network"),
        pytest.param(
            "functions/match_batch/handler.py", "import shared.store.service", "three importers", id="service door"
        ),
        pytest.param("functions/health/handler.py", "import functions.resumes.handler", "independent", id="neighbours"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, where: str, planted: str, broken: str) -> None:
    file = copy / where
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{planted}\n", encoding="utf-8")
    try:
        result = lint(copy)
    finally:
        file.write_text(before, encoding="utf-8")
    assert result.returncode == 1
    kept = [line for line in result.stdout.splitlines() if broken in line]
    assert any("BROKEN" in line for line in kept), result.stdout
