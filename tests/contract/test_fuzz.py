"""The whole API on the real stack, asked what nobody planned: it keeps its contract and never crashes.

``make fuzz`` asks longer. What it finds is printed with the call that repeats it.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.openapi import PATH

EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "3")
SECONDS = int(os.environ.get("FUZZ_SECONDS", "20"))
"""How long each caller may ask."""


@pytest.mark.parametrize("caller", ["nobody", "a person", "another person"])
def test_the_api_keeps_its_contract(
    caller: str, http: Any, functions: str, user: Any, other_user: Any, bearer: Any, tmp_path: Path
) -> None:
    person = {"nobody": None, "a person": user, "another person": other_user}[caller]
    headers = [f"--header=Authorization:{bearer(person)['Authorization']}"] if person else []
    command = [
        Path(sys.executable).with_name("schemathesis"),
        f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
        "run",
        PATH,
        f"--url={functions}",
        "--checks=all",
        f"--max-examples={EXAMPLES}",
        f"--max-time={SECONDS}",
        # Chains of calls differ with the machine's speed; `make fuzz`, which runs longer, walks them too.
        *([] if SECONDS > 60 else ["--phases=examples,coverage,fuzzing"]),
        "--seed=8",
        "--no-color",
        "--generation-database=none",
        *headers,
    ]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS * 4 + 60, check=False)
    assert ran.returncode == 0, ran.stdout[-20_000:]
