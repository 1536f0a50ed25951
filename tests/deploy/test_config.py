"""The platform files say what the functions are: no route, function or setting can drift."""

import json
import re
from typing import Any

import pytest
from starlette.routing import Match

from app import app
from deploy import routes
from deploy.service import ROOT, functions, service

FOLDERS = {path.parent.name for path in (ROOT / "functions").glob("*/handler.py")}


def test_every_function_is_deployed() -> None:
    assert {function.module.split(".")[1] for function in functions()} == FOLDERS
    assert [function.name for function in functions() if function.name not in FOLDERS] == ["stream_optimization"]


def test_the_routes_are_current() -> None:
    assert routes.FILE.read_text(encoding="utf-8") == routes.written()


def test_every_route_exists_with_and_without_the_prefix_and_in_the_one_app() -> None:
    for function in functions():
        bare = {(method, path) for method, path in function.routes if not path.startswith("/api/")}
        assert {(method, f"/api{path}") for method, path in bare} == set(function.routes) - bare
        paths: dict[str, Any] = app.openapi()["paths"]
        for method, path in bare:
            assert method.lower() in paths[path], path


def test_a_handler_is_where_the_file_says() -> None:
    for function in functions():
        assert (ROOT / f"{function.module.replace('.', '/')}.py").exists()
        assert function.timeout <= 29 or not function.routes, f"{function.name}: the gateway gives up after 30 s"


@pytest.fixture(scope="module")
def vercel() -> dict[str, Any]:
    return json.loads((ROOT / "vercel.json").read_text(encoding="utf-8"))


def test_vercel_sends_everything_to_the_one_app(vercel: dict[str, Any]) -> None:
    assert vercel["rewrites"] == [{"source": "/(.*)", "destination": "/api/index"}]
    assert list(vercel["functions"]) == ["api/index.py"]
    source = re.compile(vercel["rewrites"][0]["source"])
    for function in functions():
        for method, path in function.routes:
            concrete = re.sub(r"\{[^}]*\}", "x", path)
            assert source.fullmatch(concrete)
            scope = {"type": "http", "method": method, "path": concrete.removeprefix("/api"), "headers": []}
            assert any(route.matches(scope)[0] is Match.FULL for route in app.routes), (method, path)


def test_vercel_publishes_no_source(vercel: dict[str, Any]) -> None:
    assert vercel["outputDirectory"] == "public"
    assert vercel["framework"] is None
    assert {path.name for path in (ROOT / "public").iterdir()} <= {"openapi.json"}


def test_vercels_crons_are_served(vercel: dict[str, Any]) -> None:
    paths = app.openapi()["paths"]
    for cron in vercel["crons"]:
        assert "get" in paths[cron["path"]], cron


def test_secrets_are_references_and_go_only_where_they_are_needed() -> None:
    known = service()
    assert "SUPABASE_SECRET_KEY" not in known["provider"]["environment"]
    for name, entry in known["functions"].items():
        environment = entry.get("environment") or {}
        assert ("SUPABASE_SECRET_KEY" in environment) == (name in {"start_search", "run_search", "cleanup"}), name
        for variable, value in environment.items():
            if variable.endswith(("_KEY", "_SECRET")):
                assert value.startswith("{{resolve:ssm:"), (name, variable)
