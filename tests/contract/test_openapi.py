"""The contract in ``public/`` is what the functions do, and says all that a client wants to know."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app import app
from deploy.openapi import PATH, rendered

CONTRACT = json.loads(PATH.read_text(encoding="utf-8"))
OPERATIONS = {
    f"{verb.upper()} {path}": operation
    for path, verbs in CONTRACT["paths"].items()
    for verb, operation in verbs.items()
}
PUBLIC = {"GET /health", "GET /calendar/{token}.ics"}
"""Whoever adds an endpoint for strangers says so here."""
WITHOUT_ACCOUNT = {"POST /search-job", "GET /search-job/{job_id}"}
"""A token is read where there is one."""
TYPESCRIPT = Path(__file__).with_name("typescript")


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema | {"components": CONTRACT["components"]})


def test_the_file_is_what_the_functions_say() -> None:
    assert PATH.read_text(encoding="utf-8") == rendered(), "stale: run `make openapi`"


def test_every_operation_has_an_area_a_unique_name_and_words() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))
    areas = {tag["name"] for tag in CONTRACT["tags"]}
    for name, operation in OPERATIONS.items():
        assert len(operation["tags"]) == 1, name
        assert set(operation["tags"]) <= areas, name
        assert operation.get("description"), name


def test_everything_but_what_is_named_needs_a_token_or_a_secret() -> None:
    assert {name for name, operation in OPERATIONS.items() if operation["security"] == []} == PUBLIC
    assert {name for name, operation in OPERATIONS.items() if {} in operation["security"]} == WITHOUT_ACCOUNT
    schemes = CONTRACT["components"]["securitySchemes"]
    asked = {scheme for op in OPERATIONS.values() for wanted in op["security"] for scheme in wanted}
    assert asked <= schemes.keys()
    assert schemes["accessToken"]["bearerFormat"] == "JWT"


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_refusal_is_a_problem_with_its_types(name: str) -> None:
    for status, answer in OPERATIONS[name]["responses"].items():
        if int(status) < 400:
            continue
        assert answer["content"].keys() == {"application/problem+json"}, status
        document = answer["content"]["application/problem+json"]
        check = validator(document["schema"])
        assert document["examples"], status
        for code in document["examples"]:
            example = CONTRACT["components"]["examples"][code]["value"]
            check.validate(example)
            assert example["status"] == int(status), code


def test_a_problem_of_another_endpoint_does_not_pass() -> None:
    schema = OPERATIONS["GET /jobs/{job_id}"]["responses"]["404"]["content"]["application/problem+json"]["schema"]
    other = CONTRACT["components"]["examples"]["resume-not-found"]["value"]
    assert not validator(schema).is_valid(other)


def test_every_token_that_is_asked_for_can_be_refused() -> None:
    for name, operation in OPERATIONS.items():
        if operation["security"]:
            assert "401" in operation["responses"], name


def shown() -> dict[str, dict[str, Any]]:
    text = (PATH.parents[1] / "shared/http/examples.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def test_every_example_belongs_to_an_operation() -> None:
    assert shown().keys() <= {operation["operationId"] for operation in OPERATIONS.values()}


@pytest.mark.parametrize(
    "operation", [pytest.param(op, id=op["operationId"]) for op in OPERATIONS.values() if op["operationId"] in shown()]
)
def test_examples_are_valid(operation: dict[str, Any]) -> None:
    example = shown()[operation["operationId"]]
    assert example.keys() <= {"request", "response"}
    if "request" in example:
        body = operation["requestBody"]["content"]["application/json"]
        validator(body["schema"]).validate(body["example"])
    if "response" in example:
        status = min(status for status in operation["responses"] if status.startswith("2"))
        answer = operation["responses"][status]["content"]["application/json"]
        validator(answer["schema"]).validate(answer["example"])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("upload_resume", "/resumes"),
        ("match_posting", "/match"),
        ("score_postings", "/batch-score-jobs"),
        ("analyze_posting", "/analyze-job"),
        ("track_job", "/jobs/track"),
    ],
)
def test_what_is_shown_to_be_sent_is_answered_as_shown(name: str, path: str, http: Any, user: Any, bearer: Any) -> None:
    example = shown()[name]
    answer = http.post(path, json=example["request"], headers=bearer(user))
    assert answer.is_success
    assert skeleton(answer.json()) == skeleton(example["response"])


def skeleton(value: Any) -> Any:
    """Return names alone: scores, ids and times are the functions' business."""
    if isinstance(value, dict):
        return {name: skeleton(item) if isinstance(item, dict) else None for name, item in sorted(value.items())}
    return None


def test_both_doors_are_named_and_open(http: Any) -> None:
    for server in CONTRACT["servers"]:
        assert http.get(f"{server['url'].rstrip('/')}/health?deep=false").is_success
    assert app.servers == []


def test_generated_typescript_compiles(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    for name in ("package.json", "package-lock.json", "tsconfig.json", "client.ts"):
        shutil.copy(TYPESCRIPT / name, tmp_path)
    installed = run([npm, "ci", "--no-audit", "--no-fund", "--prefer-offline"], tmp_path)
    if installed.returncode and re.search("ENOTFOUND|ETIMEDOUT|ECONN|EAI_AGAIN|ENETUNREACH", installed.stderr):
        pytest.skip("the npm registry cannot be reached")
    assert installed.returncode == 0, installed.stderr
    # A field with a default may be left out of what is sent; in answers such fields are required anyway.
    generated = run(["npx", "openapi-typescript", f"{PATH}", "-o", "api.ts", "--default-non-nullable=false"], tmp_path)
    assert generated.returncode == 0, generated.stderr
    compiled = run(["npx", "tsc", "--noEmit"], tmp_path)
    assert compiled.returncode == 0, compiled.stdout


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240, check=False)
