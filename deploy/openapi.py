"""Write the contract of all functions to ``public/openapi.json``, from where pages and generators take it."""

import json
from pathlib import Path

from app import app

PATH = Path(__file__).resolve().parents[1] / "public" / "openapi.json"


def rendered() -> str:
    """Return the contract as the file holds it."""
    return json.dumps(app.openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(rendered(), encoding="utf-8")
