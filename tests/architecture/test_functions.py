"""Every function folder is a deploy unit that says what it is and carries only what it needs."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import ROUTERS
from shared import errors

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
HTTP = [name for name in FOLDERS if name not in {"run_search", "cleanup"}]

HEAVY = {"pypdfium2", "docx", "typst", "PIL", "boto3", "botocore", "phonenumbers", "supabase", "realtime", "lxml",
         "storage3", "supabase_auth"}  # fmt: skip
ALLOWED = {"resumes": {"storage3"}, "export_resume": {"storage3"}, "start_search": {"storage3"}}


@pytest.mark.parametrize("name", HTTP)
def test_a_handler_opens_with_its_route(name: str) -> None:
    module = importlib.import_module(f"functions.{name}.handler")
    first = (module.__doc__ or "").splitlines()[0]
    paths = {re.sub(r"\{[^}]*\}", "{}", route.path) for route in module.router.routes}
    said = re.findall(r"/[a-z0-9_./{}-]+", first)
    assert said, first
    assert any(re.sub(r"\{[^}]*\}", "{}", path).rstrip("/.") in paths for path in said), (first, paths)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_function_has_its_lambda_handler(name: str) -> None:
    assert callable(importlib.import_module(f"functions.{name}.handler").lambda_handler)


def test_the_one_app_holds_every_function() -> None:
    held = {route.path for router in ROUTERS for route in router.routes}
    for name in HTTP:
        routes = {route.path for route in importlib.import_module(f"functions.{name}.handler").router.routes}
        assert routes <= held, f"{name} is missing in app.py"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_function_loads_no_heavy_library_that_is_not_its_own(name: str) -> None:
    code = (
        f"import sys, functions.{name}.handler; print(' '.join(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert loaded & HEAVY <= ALLOWED.get(name, set())
    if name in {"run_search", "cleanup"}:
        assert not loaded & {"fastapi", "mangum"}


@pytest.mark.parametrize("name", FOLDERS)
def test_garbage_is_collected_as_usual_once_a_function_is_imported(name: str) -> None:
    code = (
        f"import gc; usual = gc.get_threshold(); import functions.{name}.handler; "
        "print(gc.isenabled(), gc.get_threshold() == usual, gc.get_freeze_count() > 10_000)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["True", "True", "True"]


def declared_errors() -> list[type[errors.AppError]]:
    for name in FOLDERS:
        importlib.import_module(f"functions.{name}.handler")

    def below(kind: type[errors.AppError]) -> list[type[errors.AppError]]:
        return [found for child in kind.__subclasses__() for found in [child, *below(child)]]

    return [kind for kind in below(errors.AppError) if kind.__module__.split(".")[0] in {"shared", "functions"}]


def test_every_error_declares_its_own_status_code_and_words() -> None:
    kinds = declared_errors()
    assert len(kinds) >= 12
    for kind in kinds:
        assert {"status", "code"} <= vars(kind).keys(), kind
        assert (kind.__doc__ or "").strip(), kind
    codes = [kind.code for kind in kinds]
    assert len(codes) == len(set(codes)), sorted(code for code in codes if codes.count(code) > 1)
