"""Throw-away rooms for other people's packages: installed when a bench runs, gone when it ends, in no lock file.

``None`` instead of a room means that a registry did not answer or a package did not install; the bench then says so
and goes on without that peer.
"""

import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

INSTALL_SECONDS = 150
RUN_SECONDS = 240


def runs(command: Sequence[str | Path], folder: Path) -> bool:
    """Whether a command ends well in time."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=INSTALL_SECONDS, check=False)
    except (subprocess.SubprocessError, OSError):
        return False
    return done.returncode == 0


def find_python(folder: Path, *packages: str) -> Path | None:
    """An interpreter of its own that has ``packages`` from PyPI."""
    python = folder / "bin" / "python"
    made = runs(["uv", "venv", "-q", "--python", sys.executable, folder], folder.parent)
    if made:
        return python if runs(["uv", "pip", "install", "-q", "--python", python, *packages], folder) else None
    made = runs([sys.executable, "-m", "venv", folder], folder.parent)
    install: list[str | Path] = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages]
    return python if made and runs(install, folder) else None


def find_node_modules(folder: Path, *packages: str) -> Path | None:
    """A folder whose ``node_modules`` has ``packages`` from npm; no install script runs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    quiet = [
        "--ignore-scripts",
        "--omit=optional",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--legacy-peer-deps",
    ]
    return folder if runs(["npm", "install", *quiet, *packages], folder) else None


def find_npm_source(folder: Path, package: str) -> Path | None:
    """One npm package's own files without what it depends on."""
    if not runs(["npm", "pack", "--silent", package], folder):
        return None
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"
