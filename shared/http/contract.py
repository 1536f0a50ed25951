"""The contract: what FastAPI reads off the endpoints, completed by what stands in no signature.

Problems are the greater part of it. An endpoint declares those of its own business; the ones that every endpoint of its
kind shares (a token that is missing, a body that is no JSON, a database that is not there) are added here, so that a
client finds every ``type`` it may meet under the status it comes with.
"""

import json
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from shared import errors
from shared.http.auth import ACCESS_SCHEME, OPTIONAL_SCHEME
from shared.http.problems import MEDIA_TYPE, PROBLEM_TYPES, Problem

Json = dict[str, Any]

_ABOUT = """\
The open backend for a job search: parse résumés, score postings, track applications, optimize, export and search.

Every path is served with and without `/api` in front. Every failure is an RFC 9457 problem document whose `type` is one
of those named under its status; `detail` is one line for people, `request_id` is what to quote when reporting it.
"""
_SERVERS = [{"url": "/", "description": "As written."}, {"url": "/api", "description": "The same behind a prefix."}]
_TAGS = {
    "Résumés": "Upload, parse, read, correct and delete.",
    "Matching": "Score people against postings, with every point explained.",
    "Optimizing": "Suggestions that invent nothing, and the résumés made of them.",
    "Export": "A résumé as PDF, Word, HTML, text, Markdown or JSON Resume.",
    "Tracker": "Jobs on their way from found to offered, with their history.",
    "Searches": "Work in the background: started here, read later, told by text message.",
    "Platform": "Is it up.",
}
_AREAS = (
    ("/resumes/optimized", "Optimizing"),
    ("/resumes", "Résumés"),
    ("/match", "Matching"),
    ("/batch-score-jobs", "Matching"),
    ("/analyze-job", "Matching"),
    ("/optimize", "Optimizing"),
    ("/export", "Export"),
    ("/jobs", "Tracker"),
    ("/calendar", "Tracker"),
    ("/search-job", "Searches"),
    ("/cron", "Searches"),
    ("/health", "Platform"),
)
"""The first that a path starts with decides."""
_SECRETS: Json = {
    "cronSecret": {"type": "http", "scheme": "bearer", "description": "What the scheduler was given."},
    "kickSignature": {
        "type": "apiKey",
        "in": "header",
        "name": "x-shortlist-signature",
        "description": "HMAC-SHA256 over time and body, beside `x-shortlist-time`.",
    },
}
_VERBS = {"get", "put", "post", "delete", "patch"}
_HEADERS: dict[int, Json] = {
    401: {"WWW-Authenticate": "`Bearer`."},
    405: {"Allow": "The methods that this path knows."},
    429: {"Retry-After": "Seconds to wait."},
    503: {"Retry-After": "Seconds to wait."},
}


class DescribedApp(FastAPI):
    """An app whose description is the whole contract."""

    def openapi(self) -> Json:
        """Return the OpenAPI document, made once."""
        if not self.openapi_schema:
            self.openapi_schema = _complete(super().openapi())
        return self.openapi_schema


def _complete(contract: Json) -> Json:
    contract["info"] |= {
        "summary": "The open backend for a job search.",
        "description": _ABOUT,
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    contract["servers"] = _SERVERS
    schemas = contract.setdefault("components", {}).setdefault("schemas", {})
    for foreign in ("HTTPValidationError", "ValidationError"):
        schemas.pop(foreign, None)
    schemes = contract["components"].setdefault("securitySchemes", {})
    schemes |= _SECRETS
    schemes.pop(OPTIONAL_SCHEME, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    examples: Json = {}
    used = set()
    for path, verbs in contract["paths"].items():
        for verb in verbs.keys() & _VERBS:
            operation = verbs[verb]
            operation["tags"] = [next(tag for prefix, tag in _AREAS if path.startswith(prefix))]
            used |= set(operation["tags"])
            security = operation.setdefault("security", [])
            if {OPTIONAL_SCHEME: []} in security:
                operation["security"] = [{}, {ACCESS_SCHEME: []}]
            operation["responses"] = _answers(operation, path, examples)
            _show(operation)
    contract["tags"] = [{"name": name, "description": said} for name, said in _TAGS.items() if name in used]
    contract["components"]["examples"] = dict(sorted(examples.items()))
    return contract


def _answers(operation: Json, path: str, examples: Json) -> Json:
    """Return the operation's answers by status, every problem with its types and an example of each."""
    found: Json = {}
    problems: dict[int, dict[str, str]] = {}
    for status, answer in operation["responses"].items():
        if int(status) < HTTPStatus.BAD_REQUEST:
            found[status] = answer
        else:
            problems[int(status)] = answer.get(PROBLEM_TYPES, {})
    for status, code, said in _shared_problems(operation, path):
        problems.setdefault(status, {}).setdefault(code, said)
    for status, types in sorted(problems.items()):
        found[f"{status}"] = _problem_answer(status, types)
        examples |= {code: {"value": _problem_example(status, code, said)} for code, said in types.items()}
    return found


def _shared_problems(operation: Json, path: str) -> list[tuple[int, str, str]]:
    """Return status, code and default message of what every endpoint of this kind may answer."""
    met: list[type[errors.AppError]] = []
    added = [(500, "internal-error", "Something went wrong on our side. Quote the request id when you report it.")]
    if "requestBody" in operation:
        met += [errors.TooLarge]
        added += [(400, "malformed-json", "The body is not valid JSON.")]
        added += [(400, "invalid-request", "The request is not valid.")]
    if "requestBody" in operation or "parameters" in operation:
        met += [errors.InvalidFields]
    if operation["security"]:
        met += [errors.Unauthenticated]
    if not path.startswith("/health"):
        met += [errors.ProviderDown]
    return added + [(error.status, error.code, (error.__doc__ or "").strip()) for error in met]


def _problem_answer(status: int, types: dict[str, str]) -> Json:
    named = {"type": {"type": "string", "enum": [f"/problems/{code}" for code in types]}}
    answer: Json = {
        "description": "\n\n".join(f"`{code}`: {said}" for code, said in types.items()),
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "allOf": [{"$ref": "#/components/schemas/Problem"}, {"required": ["type"], "properties": named}]
                },
                "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in types},
            }
        },
    }
    if status in _HEADERS:
        answer["headers"] = {
            name: {"description": said, "schema": {"type": "string"}} for name, said in _HEADERS[status].items()
        }
    return answer


def _problem_example(status: int, code: str, said: str) -> Json:
    example: Json = {
        "type": f"/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": said,
        "instance": "/jobs/0b9f4c8e-6f0a-4c55-9d5e-2f6b8f3d1c10",
        "success": False,
        "error": said,
        "request_id": "8c1f7a52-64b0-4e0c-9f0b-3d6a1f5f2a77",
    }
    if code == errors.InvalidFields.code:
        said = "Input should be greater than or equal to 1"
        fault = {"pointer": "query:page", "detail": said}
        example |= {"detail": f"query:page: {said}", "error": f"query:page: {said}", "errors": [fault]}
    return example


@cache
def _examples() -> dict[str, Json]:
    """Return what people may send and get, by operation; read only where the contract is written."""
    text = Path(__file__).with_name("examples.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _show(operation: Json) -> None:
    """Put the examples of an operation where its body and its good answer are described."""
    shown = _examples().get(operation["operationId"], {})
    if "request" in shown:
        operation["requestBody"]["content"]["application/json"]["example"] = shown["request"]
    if "response" in shown:
        status = min(status for status in operation["responses"] if status.startswith("2"))
        operation["responses"][status]["content"]["application/json"]["example"] = shown["response"]
