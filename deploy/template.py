"""The CloudFormation template of this service, written by the deploy tool from ``serverless.yml`` alone.

The template does not depend on what is in the packages, so empty ones do: seconds, not minutes, offline.
"""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

from deploy.service import ROOT, functions

TOOL = ROOT / "deploy/node_modules/.bin/serverless"
_SECONDS = 240


class NoTool(Exception):
    """The deploy tool is not installed and cannot be: npm's registry is out of reach."""


def install_tool() -> None:
    """Install the deploy tool as locked, unless it is there; raises :class:`NoTool`."""
    if TOOL.exists():
        return
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=ROOT / "deploy", capture_output=True, text=True, check=False, timeout=_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise NoTool(done.stderr.strip()[-500:])


def lay_out(folder: Path) -> Path:
    """Put the service into ``folder`` with an empty package for every function."""
    (folder / "deploy").mkdir(parents=True)
    (folder / "build").mkdir()
    shutil.copy(ROOT / "serverless.yml", folder)
    shutil.copy(ROOT / "deploy/routes.yml", folder / "deploy")
    for function in functions():
        with zipfile.ZipFile(folder / "build" / f"{function.name}.zip", "w") as archive:
            archive.writestr(f"{function.module.replace('.', '/')}.py", "def lambda_handler(event, context): ...\n")
    return folder


def write_template(folder: Path, *, stage: str = "dev") -> dict[str, Any]:
    """Return the template of a service laid out in ``folder``."""
    run_tool(folder, "package", "--stage", stage)
    written = (folder / ".serverless/cloudformation-template-update-stack.json").read_text(encoding="utf-8")
    template: dict[str, Any] = json.loads(written)
    return template


def run_tool(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run the deploy tool; raises ``RuntimeError`` with what it said."""
    done = subprocess.run(
        [str(TOOL), *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False,
        timeout=_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout + done.stderr
