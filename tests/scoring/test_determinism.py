"""The same input gives the same bytes: in any batch, any order, under any hash seed."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPEATS = 1000
SEEDS = ("0", "1", "4242")


def digest_under(seed: str) -> str:
    command = [sys.executable, "-m", "tests.scoring.shuffled", seed, str(REPEATS // len(SEEDS) + 1)]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return run.stdout.strip()


def test_a_thousand_shuffled_repeats_under_different_hash_seeds_give_one_digest():
    digests = {digest_under(seed) for seed in SEEDS}

    assert len(digests) == 1
    assert len(digests.pop()) == 64
