"""``python -m deploy.routes`` writes ``deploy/routes.yml``: the HTTP routes of every function, as the functions say.

``serverless.yml`` reads it, so a route is written once, where it is served; a test finds the file current.
"""

import importlib
import sys
from pathlib import Path

from deploy.service import ROOT

FILE = Path(__file__).parent / "routes.yml"


def routes(function: str) -> list[tuple[str, str]]:
    """Return method and path of a function's routes, each with and without ``/api``."""
    module = importlib.import_module(f"functions.{function}.handler")
    app = getattr(module, "app", None)
    paths = app.openapi()["paths"] if app else {}
    found = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    return [(method, f"{prefix}{path}") for method, path in found for prefix in ("", "/api")]


def written() -> str:
    """Return what the file must say."""
    lines = ["# Written by `python -m deploy.routes` from the functions themselves."]
    for folder in sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py")):
        found = routes(folder)
        if found:
            lines.append(f"{folder}:")
            lines += [f"  - httpApi: {{ method: {method}, path: '{path}' }}" for method, path in found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
