"""The main job, shown on a running stack: parse a résumé, score fifty postings, read the results again.

Everything goes the way a frontend would go: a person signs in through Supabase Auth, and the functions are called with
that person's token. Acts follow each other in ``show``; another one goes between ``show_stored`` and ``show_doors``.
"""

import json
import os
import secrets
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from supabase import AuthApiError, AuthError, ClientOptions, create_client

from local.board import PARTS
from local.environment import SAMPLE_COMPANY
from local.samples import draw
from local.stack import Stack
from local.terminal import cells, columns, cut, fit, listed, paint

EMAIL = "demo@example.com"
PASSWORD = "shortlist-demo"  # noqa: S105  an account of this machine's own stack, printed for whoever runs it
BEST = 10
SEARCH_SECONDS = 120

Answer = dict[str, Any]


class Failed(Exception):
    """An act did not come to its end; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer of ``POST /match/batch``; ``took_ms`` is what the caller waited."""

    results: list[Answer]
    cached: int
    took_ms: float


def show(stack: Stack) -> None:
    """Show the main job, or print what failed and exit with 1."""
    if urlsplit(stack.supabase_url).hostname not in {"127.0.0.1", "localhost", "::1"}:
        print(f"Not shown: it would make an account with a known password on {stack.supabase_url}.")
        print(f"API {stack.api_url}, documentation {stack.api_url}/docs")
        return
    try:
        with act("signing in"):
            token = sign_in(stack)
        headers = {"authorization": f"Bearer {token}"}
        with httpx.Client(base_url=stack.api_url, headers=headers, timeout=60) as api:
            with act("uploading the résumé"):
                resume = show_resume(api)
            with act("scoring the postings"):
                show_scores(api, resume["id"])
            with act("reading the stored results"):
                show_stored(api, resume["id"])
            with act("searching"):
                show_search(api, stack, resume["id"])
        show_doors(stack, resume["id"], token)
    except Failed as failed:
        sys.stdout.flush()
        print(f"\nThe main job failed while {failed}", file=sys.stderr)
        sys.exit(1)


@contextmanager
def act(name: str) -> Iterator[None]:
    """Give whatever goes wrong inside the name of the act."""
    try:
        yield
    except Failed as failed:
        raise Failed(f"{name}: {failed}") from failed
    except (httpx.HTTPError, AuthError, OSError) as error:
        raise Failed(f"{name}: {type(error).__name__}: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise Failed(f"{name}: the answer is not as documented ({type(error).__name__}: {error})") from error


def sign_in(stack: Stack) -> str:
    """A token of the demo account, which is made on the first start."""
    with httpx.Client(timeout=60) as client:
        options = ClientOptions(auto_refresh_token=False, persist_session=False, httpx_client=client)
        auth = create_client(stack.supabase_url, stack.publishable_key, options).auth
        try:
            signed = auth.sign_in_with_password({"email": EMAIL, "password": PASSWORD})
        except AuthApiError:
            signed = auth.sign_up({"email": EMAIL, "password": PASSWORD})
    if signed.session is None:
        raise Failed("Auth wants the address confirmed first; turn confirmations off for the local stack")
    return signed.session.access_token


def show_resume(api: httpx.Client) -> Answer:
    """Upload the sample and print what was read; returns the stored résumé.

    The key is made of the file's content, so another start finds the same résumé; one of an older sample goes.
    """
    data = draw.MAIN_PERSON.read_bytes()
    file_name = draw.MAIN_PERSON.name
    started = time.perf_counter()
    resume: Answer = call(
        api,
        "POST",
        "/resumes",
        files={"file": (file_name, data, "application/pdf")},
        headers={"idempotency-key": f"demo-{sha256(data).hexdigest()[:32]}"},
    )["resume"]
    took = milliseconds(started)
    for other in call(api, "GET", "/resumes?pageSize=100")["resumes"]:
        if other["file_name"] == file_name and other["id"] != resume["id"]:
            call(api, "DELETE", f"/resumes/{other['id']}")
    title("Résumé", f"{file_name}, {len(data) / 1000:.0f} kB, uploaded, parsed and stored in {took:.0f} ms")
    for line in resume_lines(resume, columns() - 2):
        print(f"  {line}")
    return resume


def resume_lines(resume: Answer, width: int) -> list[str]:
    """The parsed résumé, as compact as one can still check it."""
    parsed = resume["parsed_data"]
    basics = parsed.get("basics") or {}
    place = basics.get("location") or {}
    town = ", ".join(part for part in (place.get("city"), place.get("region")) if part) or place.get("text")
    contact = [basics.get("email"), basics.get("phone"), town, basics.get("url")]
    lines = [
        paint(cut(basics.get("name") or "(no name)", width), "bold"),
        cut(basics.get("label") or "(no headline)", width),
        cut(" · ".join(part for part in contact if part), width),
    ]
    jobs = [(span(job), join(job.get("position"), job.get("name"))) for job in parsed.get("work") or []]
    schools = [
        (span(school), join(school.get("study_type"), school.get("area"), school.get("institution")))
        for school in parsed.get("education") or []
    ]
    skills = [name for group in parsed.get("skills") or [] for name in group.get("keywords") or [group.get("name")]]
    warnings = [warning["message"] for warning in resume["warnings"]]
    for label, entries in (("Jobs", jobs), ("Schools", schools)):
        for number, (when, what) in enumerate(entries or [("", "none found")]):
            lines.append(f"{'' if number else label:<10}{fit(when, 18)}  {cut(what, width - 30)}")
    lines.append(f"{'Skills':<10}{listed(skills, width - 10)}")
    lines += [
        f"{'' if number else 'Warnings':<10}{cut(warning, width - 10)}"
        for number, warning in enumerate(warnings or ["none"])
    ]
    return lines


def show_scores(api: httpx.Client, resume_id: str) -> None:
    """Score the sample postings, print the best, and score them once more."""
    postings = draw.postings()
    first = score(api, resume_id, postings)
    best = sorted(first.results, key=lambda item: item["match_score"], reverse=True)[:BEST]
    title(f"Best {len(best)} of {len(first.results)} postings", how(first))
    for line in table_lines(best, columns() - 2):
        print(f"  {line}")
    again = score(api, resume_id, postings)
    title("The same batch again", f"{how(again)} (before: {first.took_ms:.0f} ms)")
    if again.cached != len(postings):
        raise Failed(f"only {again.cached} of {len(postings)} results came from the cache the second time")


def score(api: httpx.Client, resume_id: str, postings: list[Answer]) -> Scored:
    """One call of ``POST /match/batch``."""
    started = time.perf_counter()
    answer = call(api, "POST", "/match/batch", json={"resumeId": resume_id, "jobs": postings})
    if len(answer["results"]) != len(postings):
        raise Failed(f"{len(postings)} postings were sent and {len(answer['results'])} came back")
    return Scored(answer["results"], answer["cached_count"], milliseconds(started))


def table_lines(items: list[Answer], width: int) -> list[str]:
    """Score, level, posting, matched, missing: the posting gets half of what the numbers leave."""
    posting = (width - 19) // 2
    matched = (width - 19) * 3 // 10
    missing = width - 19 - posting - matched
    heads = f"{'Score':>5}  {'Level':<6}  {fit('Posting', posting)}  {fit('Matched', matched)}  Missing"
    lines = [paint(heads, "dim")]
    for item in items:
        level = item["ranking_level"]
        lines.append(
            f"{item['match_score']:>5}  {paint(fit(level, 6), LEVEL_STYLES.get(level, 'dim'))}"
            f"  {fit(join(item['job_title'], item['company_name']), posting)}"
            f"  {fit(listed(item['matched_skills'], matched), matched)}"
            f"  {listed(item['missing_skills'], missing)}"
        )
    return lines


LEVEL_STYLES = {"high": "green", "medium": "yellow", "low": "dim"}


def show_stored(api: httpx.Client, resume_id: str) -> None:
    """Read back what the batch stored."""
    started = time.perf_counter()
    stored = call(api, "GET", f"/match/batch-cache?resumeId={resume_id}")["results"]
    took = milliseconds(started)
    stale = sum(item["stale"] for item in stored)
    title("Stored results", f"{len(stored)} read back in {took:.0f} ms, {stale} of them stale")


def show_search(api: httpx.Client, stack: Stack, resume_id: str) -> None:
    """Start a search, kill its worker at half, and watch another one finish it and send the text."""
    if not (stack.workers and stack.board_url):
        return
    number = f"+1202555{100 + secrets.randbelow(100):04}"  # of the range that is kept free for fiction
    boards = [f"greenhouse:{SAMPLE_COMPANY}-{part}" for part in range(1, PARTS + 1)]
    wanted = {"kind": "job_search", "resume_id": resume_id, "companies": boards, "phone_number": number}
    started = time.perf_counter()
    search = call(api, "POST", "/search-job", json=wanted)
    path = f"/search-job/{search['job_id']}"
    title("Search", f"{PARTS} boards, each a step; a text when it is done")
    halfway = watch(api, path, lambda seen: seen["progress"] >= 50)
    killed = kill_workers(stack) if halfway["status"] == "processing" else 0
    died = time.perf_counter()
    if killed:
        line("killed -9", f"its worker, at {halfway['progress']} %, {died - started:.1f} s after the start")
    done = watch(api, path, lambda _: False, every=0.3)
    if done["status"] != "completed":
        raise Failed(f"the search ended as {done['status']} ({done['error_code']})")
    found = done["results"]["items"]
    after = f", {time.perf_counter() - died:.1f} s after the kill, by another worker" if killed else ""
    line("completed", f"{len(found)} postings, best {found[0]['match_score']}: {found[0]['job_title']}{after}")
    line("text", text_to(stack, number))


def watch(api: httpx.Client, path: str, enough: Callable[[Answer], bool], every: float = 0.1) -> Answer:
    """Poll a search until it has ended or was seen ``enough``."""
    deadline = time.monotonic() + SEARCH_SECONDS
    while time.monotonic() < deadline:
        seen = call(api, "GET", path)
        if seen["status"] in {"completed", "failed"} or enough(seen):
            return seen
        time.sleep(every)
    raise Failed(f"the search is not done after {SEARCH_SECONDS} s")


def kill_workers(stack: Stack) -> int:
    """Kill the processes that work on searches, as a machine would that loses its power; how many there were."""
    killed = 0
    for at_work in Path(stack.workers).iterdir():
        with suppress(ProcessLookupError):
            os.kill(int(at_work.name), signal.SIGKILL)
            killed += 1
    return killed


def text_to(stack: Stack, number: str) -> str:
    """What was texted to a number, read from the local SNS; it leaves just after the search has ended."""
    deadline = time.monotonic() + SEARCH_SECONDS
    while time.monotonic() < deadline:
        sent = httpx.get(f"{stack.moto_url}/moto-api/data.json", timeout=30).json().get("sns", {}).get("SMS", [])
        for text in sent:
            if text["phone_number"] == number:
                return str(text["message"])
        time.sleep(0.1)
    raise Failed("the search ended and no text was sent")


def line(label: str, words: str) -> None:
    print(f"  {fit(label, 10)}  {cut(words, columns() - 14)}", flush=True)


def show_doors(stack: Stack, resume_id: str, token: str) -> None:
    """Where everything is, and a call to start from."""
    title("Where")
    doors = {
        "API": stack.api_url,
        "Docs": f"{stack.api_url}/docs",
        "Supabase": stack.supabase_url,
        "Postgres": stack.postgres_url,
        "Account": f"{EMAIL}, password {PASSWORD}",
    }
    for name, door in doors.items():
        if door:
            print(f"  {name:<10}{door}")
    posting = {
        "job_title": "Senior Python Engineer",
        "company_name": "Your company",
        "description": "Need Python, FastAPI, PostgreSQL and Rust",
    }
    body = json.dumps({"resumeId": resume_id, "job": posting})
    title("Try it", "the token is good for an hour")
    print(f"curl -s {stack.api_url}/match -H 'content-type: application/json' \\")
    print(f"  -H 'authorization: Bearer {token}' \\")
    print(f"  -d {shlex.quote(body)}\n", flush=True)


def call(api: httpx.Client, method: str, path: str, **request: Any) -> Answer:
    """One call; a refusal becomes :class:`Failed` with the problem's own words."""
    response = api.request(method, path, **request)
    if response.is_success:
        answer: Answer = response.json()
        return answer
    try:
        problem = response.json()
        said = problem.get("detail") or problem.get("error") or problem.get("title")
    except (ValueError, AttributeError):
        said = response.text[:300]
    raise Failed(f"{method} {path} answered {response.status_code}: {said}")


def title(words: str, beside: str = "") -> None:
    room = columns() - cells(words) - 2
    print(f"\n{paint(words, 'bold')}  {paint(cut(beside, room), 'dim')}".rstrip(), flush=True)


def how(scored: Scored) -> str:
    """``50 scored, 0 from the cache, 312 ms``."""
    return f"{len(scored.results) - scored.cached} scored, {scored.cached} from the cache, in {scored.took_ms:.0f} ms"


def span(entry: Answer) -> str:
    start, end = entry.get("start_date"), entry.get("end_date") or ("now" if entry.get("current") else "")
    return " – ".join(part for part in (start, end) if part)


def join(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000
