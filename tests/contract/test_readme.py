"""The README is true to the letter: its call is sent, its endpoints exist, its commands are in the Makefile."""

import json
import re
from pathlib import Path
from typing import Any

from app import app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_call_gives_the_printed_answer(http: Any, user: Any, bearer: Any) -> None:
    path = re.search(r"curl -s http://127\.0\.0\.1:8000(\S+)", README)
    sent = re.search(r"-d '(\{.*?\})'\n", README, re.DOTALL)
    printed = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert path
    assert sent
    assert printed
    answer = http.post(path[1], json=json.loads(sent[1]), headers=bearer(user)).json()
    for name, value in json.loads(printed[1])["results"][0].items():
        assert answer["results"][0][name] == value, name


def test_every_route_is_in_the_table_and_the_other_way_round() -> None:
    documented: set[tuple[str, str]] = set()
    for cell in re.findall(r"^\| (`.*?) \|", README, re.MULTILINE):
        for call in re.findall(r"`([A-Z]+(?: · [A-Z]+)*) (/[^`?]*)", cell):
            documented |= {(verb, re.sub(r"\{[^}]*\}", "{}", call[1])) for verb in call[0].split(" · ")}
    served = {
        (verb.upper(), re.sub(r"\{[^}]*\}", "{}", path))
        for path, verbs in app.openapi()["paths"].items()
        for verb in verbs
    }
    assert documented - {("GET", "/openapi.json")} == served


def test_every_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", README)) <= targets


def test_every_setting_is_in_the_example_and_the_other_way_round() -> None:
    from shared.config import Settings

    names = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name.upper() for name in Settings.model_fields} == names
