"""The reader process: what a file does to its fork never reaches anybody else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

STUB = """
import sys, types
fake = types.ModuleType("shared.resumes.parse")
fake.parse_resume = None
sys.modules["shared.resumes.parse"] = fake
import functions.resumes.child as child
from shared.models.resume import ParsedResume, Resume
from shared.errors import Unreadable
child.CPU_SECONDS = 1

def parse(data, filename, content_type):
    if data == b"memory":
        hoard = [bytearray(50_000_000) for _ in range(40)]
    if data == b"processor":
        while True: pass
    if data == b"crash":
        import ctypes; ctypes.string_at(0)
    if data == b"exit":
        sys.exit(0)
    if data == b"refuse":
        raise Unreadable("not this one")
    return ParsedResume(resume=Resume(), text=data.decode())

child.parse_resume = parse
child.main()
"""


def frame(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data


def answers(files: list[bytes]) -> list[dict]:
    asked = b"".join(
        frame(json.dumps({"filename": None, "content_type": None}).encode()) + frame(file) for file in files
    )
    done = subprocess.run(
        [sys.executable, "-c", STUB], cwd=ROOT, input=asked, capture_output=True, timeout=60, check=True
    )
    found, rest = [], done.stdout
    while rest:
        size = int.from_bytes(rest[:8], "big")
        found.append(json.loads(rest[8 : 8 + size]))
        rest = rest[8 + size :]
    return found


@pytest.mark.parametrize("harmful", [b"memory", b"processor", b"crash", b"exit"])
def test_a_file_that_kills_its_fork_hurts_no_other(harmful: bytes) -> None:
    before, during, after = answers([b"one", harmful, b"two"])
    assert before["parsed"]["text"] == "one"
    assert "parsed" not in during
    assert after["parsed"]["text"] == "two"


def test_a_refusal_comes_back_with_its_status_and_words() -> None:
    refused = answers([b"refuse"])[0]["refused"]
    assert refused == {"status": 422, "code": "unreadable", "detail": "not this one"}
