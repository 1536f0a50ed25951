"""``python -m deploy.check``: look at a deployment from outside, as two people and as nobody, and say what is wrong.

It signs two new people up (or takes the tokens in ``CHECK_TOKEN`` and ``CHECK_OTHER_TOKEN`` where sign-up wants a
confirmed address), runs the main job and a search, tries to see what is another's, and deletes what it stored. The
accounts stay, as deleting one needs the secret key; their addresses end in ``@example.com``.
"""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

TABLES = ("resumes", "match_results", "job_analyses", "optimized_resumes", "tracked_jobs", "search_jobs")
SEARCH_SECONDS = 120.0
MOST_READS = 30
"""How often a stream of events is asked for: where the platform holds answers back, each tells a part."""
RESUME = """Ines Example
ines@example.com

Experience
Backend Engineer, Example Works, 2021 - 2024
- Built services with Python, FastAPI and PostgreSQL

Skills
Python, FastAPI, PostgreSQL, Docker
"""
POSTING = {
    "job_id": "check-1",
    "job_title": "Backend Engineer",
    "company_name": "Example",
    "description": "We need Python, PostgreSQL and Kubernetes.",
}


class Wrong(Exception):
    """Something is not as it must be; the message says what was seen and where to look."""


@dataclass(slots=True)
class Deployment:
    """The doors of a deployment, the two people, and how to wait."""

    url: str
    supabase_url: str
    key: str
    http: httpx.Client
    stream_url: str = ""
    """The address where events leave as they are stored, where that is another one (AWS)."""
    pause: Callable[[float], None] = time.sleep
    token: str = ""
    other: str = ""
    resume_id: str = ""
    stored: list[str] = field(default_factory=list)

    def call(self, method: str, path: str, token: str | None = None, **more: Any) -> httpx.Response:
        """Call the API as the bearer of a token, or as nobody."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return self.http.request(method, f"{self.url}{path}", headers=headers, **more)

    def rows(self, table: str, token: str | None = None) -> httpx.Response:
        """Ask the database's own door for a table."""
        headers = {"apikey": self.key} | ({"authorization": f"Bearer {token}"} if token else {})
        return self.http.get(f"{self.supabase_url}/rest/v1/{table}", params={"limit": "5"}, headers=headers)


def health(at: Deployment) -> str:
    answer = expect(at.call("GET", "/health"), 200, "is the address right, and does it end before /health?")
    if answer["database"] != "reachable":
        raise Wrong("the API is up and does not reach its database: look at SUPABASE_URL and the publishable key")
    return f"version {answer['version']}, database reachable"


def auth(at: Deployment) -> str:
    bad = {"no token": None, "a bad token": "not.a.token", "the publishable key as a token": at.key}
    for name, token in bad.items():
        expect(at.call("GET", "/resumes", token), 401, f"{name} must be refused")
    expect(at.call("GET", "/resumes", at.token), 200, "a token of this project must be taken: is it the same project?")
    return "refuses no token, a bad one and the publishable key; takes a person's"


def main_job(at: Deployment) -> str:
    stored = expect(at.call("POST", "/resumes", at.token, json={"text": RESUME}), 201, "are all migrations applied?")
    at.resume_id = stored["resume"]["id"]
    at.stored.append(f"/resumes/{at.resume_id}")
    asked = {"resumeId": at.resume_id, "jobs": [POSTING]}
    first, again = (expect(at.call("POST", "/match/batch", at.token, json=asked), 200, "") for _ in range(2))
    if again["cached_count"] != 1:
        raise Wrong("the second batch was scored again instead of read")
    (result,) = first["results"]
    return f"résumé read, posting scored {result['match_score']}, then read from the store"


def separation(at: Deployment) -> str:
    expect(at.call("GET", f"/resumes/{at.resume_id}", at.other), 404, "another person reads this one's résumé")
    if not expect(at.rows("resumes", at.token), 200, "a person reads the own rows"):
        raise Wrong("a person does not see the own résumé at the database: are the policies applied?")
    for table in TABLES:
        for name, token in (("another person", at.other), ("nobody in particular", None)):
            answer = at.rows(table, token)
            if answer.status_code == 404:
                raise Wrong(f"the table {table} is not there: are all migrations applied?")
            if answer.status_code < 300 and answer.json():
                raise Wrong(f"{name} reads rows of {table}: row level security is off or a policy is too wide")
            if answer.status_code >= 500:
                raise Wrong(f"the database answers {answer.status_code} for {table}")
    return f"{len(TABLES)} tables show another person and nobody nothing"


def search(at: Deployment) -> str:
    asked = {"kind": "job_search", "query": "engineer"}
    started = expect(at.call("POST", "/search-job", at.token, json=asked), 202, "look at the secret key")
    path = f"/search-job/{started['job_id']}"
    at.stored.append(path)
    ends = time.monotonic() + SEARCH_SECONDS
    while True:
        state = expect(at.call("GET", path, at.token), 200, "")
        if state["status"] in {"completed", "failed"}:
            break
        if time.monotonic() > ends:
            raise Wrong(
                f"the search is {state['status']} after {SEARCH_SECONDS:.0f} s: no worker comes (queue, secrets)"
            )
        at.pause(1.0)
    if state["status"] == "failed":
        raise Wrong(f"the search failed: {state.get('error') or state.get('error_code') or 'no reason given'}")
    if expect(at.call("GET", "/search-job", at.other), 200, "")["searches"]:
        raise Wrong("another person's list shows searches")
    return "started, worked on and completed; nobody else lists it"


def optimizing(at: Deployment) -> str:
    asked = {"resume_id": at.resume_id, "job": POSTING}
    headers = {"authorization": f"Bearer {at.token}"}
    address = f"{at.stream_url or at.url}/optimize"
    ids: list[str] = ["0"]
    told: list[str] = []
    request = at.http.build_request("POST", address, headers=headers, json=asked)
    for _ in range(MOST_READS):
        answer = at.http.send(request, stream=True)
        if answer.status_code != 200:
            answer.read()
            expect(answer, 200, "is this the address of the function that streams?" if at.stream_url else "")
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            ids += [value] if name == "id" else []
            told += [value] if name == "event" else []
        answer.close()
        if told and told[-1] in {"done", "error"}:
            break
        address = f"{at.stream_url or at.url}{answer.headers['location']}" if "location" in answer.headers else address
        request = at.http.build_request("GET", address, headers=headers | {"last-event-id": ids[-1]})
    if not told or told[-1] != "done":
        raise Wrong(f"a run did not end well: its last event is {told[-1] if told else 'none at all'}")
    if len(ids) != len(set(ids)):
        raise Wrong("an event was told twice: is Last-Event-ID passed on?")
    return f"{len(told)} events, each told once" + (", at the address that streams" if at.stream_url else "")


def expect(answer: httpx.Response, status: int, hint: str) -> Any:
    """Return what was answered; raises :class:`Wrong` when it is not ``status``."""
    if answer.status_code != status:
        said = answer.text[:200].replace("\n", " ")
        raise Wrong(f"{answer.request.method} {answer.request.url.path} answered {answer.status_code} instead of "
                    f"{status}. {hint} {said}".strip())  # fmt: skip
    try:
        return answer.json()
    except ValueError as error:
        raise Wrong(f"{answer.request.url.path} did not answer JSON: is this the API?") from error


def sign_up(at: Deployment) -> str:
    """Return the token of a new person."""
    person = {"email": f"check-{secrets.token_hex(6)}@example.com", "password": secrets.token_urlsafe(16)}
    answer = at.http.post(f"{at.supabase_url}/auth/v1/signup", json=person, headers={"apikey": at.key})
    body = expect(answer, 200, "is the publishable key of this project?")
    token = body.get("access_token") or (body.get("session") or {}).get("access_token")
    if not token:
        raise Wrong("sign-up wants a confirmed address: give CHECK_TOKEN and CHECK_OTHER_TOKEN of two people")
    return str(token)


CHECKS: tuple[Callable[[Deployment], str], ...] = (health, auth, main_job, separation, optimizing, search)


def check(at: Deployment) -> list[str]:
    """Run every check and print a line for each; return the names of those that failed."""
    try:
        at.token = at.token or sign_up(at)
        at.other = at.other or sign_up(at)
    except (Wrong, httpx.HTTPError) as error:
        print(f"FAIL  two people   {_why(error)}")
        return ["two people"]
    failed = []
    for run in CHECKS:
        name = run.__name__.replace("_", " ")
        try:
            print(f"ok    {name:<11}  {run(at)}")
        except (Wrong, httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            print(f"FAIL  {name:<11}  {_why(error)}")
            failed.append(name)
    for path in reversed(at.stored):
        at.call("DELETE", path, at.token)
    return failed


def _why(error: Exception) -> str:
    if isinstance(error, Wrong):
        return str(error)
    if isinstance(error, httpx.HTTPError):
        return f"no answer ({type(error).__name__}): is the address right and reachable from here?"
    return f"the answer is not as documented ({type(error).__name__}: {error})"


def main() -> int:
    """Check what the options name; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m deploy.check", description=__doc__)
    parser.add_argument("--url", required=True, help="where the API is")
    parser.add_argument("--supabase-url", required=True)
    parser.add_argument("--key", required=True, help="the project's publishable key")
    parser.add_argument("--stream-url", default="", help="where events are streamed, if that is another address")
    asked = parser.parse_args()
    if not (asked.url and asked.supabase_url and asked.key):
        parser.error("URL, SUPABASE_URL and KEY are required")
    tokens = os.environ.get("CHECK_TOKEN", ""), os.environ.get("CHECK_OTHER_TOKEN", "")
    with httpx.Client(timeout=30) as http:
        at = Deployment(
            asked.url.rstrip("/"), asked.supabase_url.rstrip("/"), asked.key, http, asked.stream_url.rstrip("/"),
            token=tokens[0], other=tokens[1],
        )  # fmt: skip
        return int(bool(check(at)))


if __name__ == "__main__":
    sys.exit(main())
