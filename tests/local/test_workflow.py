"""The editor's workflow, as ``make workflow`` walks it."""

from typing import Any

import pytest

from local.doors import listen, url
from local.stack import Stack
from local.workflow import walk


def stack_of(api: str, environment: dict[str, str]) -> Stack:
    keys = environment["SUPABASE_PUBLISHABLE_KEY"], environment["SUPABASE_SECRET_KEY"]
    return Stack(api, environment["SUPABASE_URL"], *keys, environment["SUPABASE_JWT_SECRET"], "", "", 0)


def test_every_step_holds(
    functions: str, environment: dict[str, str], db: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert walk(stack_of(functions, environment)) == 0

    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()] == [
        "Optimized", "Saved", "Reloaded", "Conflict", "Restored", "DOCX", "PDF",
    ]  # fmt: skip
    assert db.sql("select 1 from public.optimized_resumes") == []


def test_a_step_that_does_not_hold_is_told(
    functions: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("local.workflow._pdf_text", lambda _content: "somebody else's résumé")

    assert walk(stack_of(functions, environment)) == 1

    assert "failed while exporting: it is not so that the edits are in the pdf" in capsys.readouterr().err


def test_nothing_there_is_told(environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with listen(0) as closed:
        nowhere = url(closed)

    assert walk(stack_of(nowhere, environment | {"SUPABASE_URL": nowhere})) == 1

    assert "failed while signing in" in capsys.readouterr().err
