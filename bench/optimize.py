"""Optimizing and editing: quick mode, the claim gate, a save of a 200 kB document, and what a run costs."""

import json
import time
import uuid
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import pg8000.native

from bench.figures import Figure
from bench.requests import counted_functions
from bench.stack import bench_stack, database
from shared.models.optimized import Requirement
from shared.models.posting import Posting
from shared.models.resume import Resume
from shared.optimize.claims import find_unbacked
from shared.optimize.editor import build, make_whole
from shared.optimize.facts import Facts
from shared.optimize.qa import measure
from shared.optimize.suggest import quick
from shared.optimize.wanted import wanted_of
from shared.scoring.posting import read_posting

TODAY = date(2026, 11, 1)
DOCUMENT_BYTES = 200_000
POSTING = Posting.model_validate(
    {
        "job_title": "Senior Backend Engineer",
        "company_name": "Initech",
        "description": "Requirements\n- Python\n- Kubernetes\n- PostgreSQL\n- Terraform\nNice to have\n- Go\n- Kafka\n",
    }
)
_LINES = (
    "Responsible for managing the billing service and planning its releases with {n} colleagues",
    "Reduced the latency of the search by {n}% using Postgres and k8s",
    "Built APIs in Python for {n} teams and documented every one of them",
    "Develops new features for the mobile application together with designers",
)


def resume_of(jobs: int, bullets: int) -> Resume:
    """Make an invented career of any length."""
    work = [
        {
            "name": f"Northwind {job}",
            "position": "Backend Engineer",
            "start_date": f"{2024 - job}-01" if job < 40 else None,
            "end_date": f"{2024 - job}-12" if job else None,
            "highlights": [_LINES[n % 4].format(n=job * 100 + n) + f", part {job}.{n}" for n in range(bullets)],
        }
        for job in range(jobs)
    ]
    return Resume.model_validate(
        {
            "basics": {"name": "Ada Moreau", "email": "ada@example.com", "phone": "+44 20 7946 0000"},
            "work": work,
            "skills": [{"name": "Languages", "keywords": ["Go", "Python", "JavaScript"]}],
            "education": [{"institution": "University of Leeds", "study_type": "BSc", "area": "Mathematics"}],
        }
    )


def figures() -> list[Figure]:
    return [*_pure(), *_stored()]


def _pure() -> list[Figure]:
    resume = resume_of(3, 5)
    wanted = wanted_of(read_posting(POSTING))
    suggestions = list(quick(resume, wanted, TODAY))
    texts = [(text, suggestion.pointer) for suggestion in suggestions for text in suggestion.texts()]

    def gate() -> None:
        facts = Facts.of(resume, today=TODAY)
        for text, pointer in texts:
            find_unbacked(text, facts, pointer)

    return [
        Figure("quick suggestions for a two-page résumé", _ms(lambda: list(quick(resume, wanted, TODAY))), "ms"),
        Figure(f"claim gate, résumé read and {len(texts)} texts held against it", _ms(gate), "ms"),
        Figure("qa of a two-page résumé", _ms(lambda: measure(resume, wanted.requirements)), "ms"),
    ]


def _stored() -> list[Figure]:
    document = _document()
    size = len(json.dumps(document))
    whole = _ms(lambda: make_whole(document_again(document)), times=5)
    with bench_stack() as stack:
        with counted_functions(stack) as (client, count):
            person = _person_of(client)
            connection = database(stack)
            resume_id = _add_resume(connection, person)
            before = count()
            began = time.perf_counter()
            answer = client.post(
                "/optimize", json={"resume_id": resume_id, "job": POSTING.model_dump(exclude_none=True)}
            )
            run_ms = (time.perf_counter() - began) * 1000
            run_trips = count() - before
            run_id = json.loads(answer.text.split("data: ", 1)[1].split("\n", 1)[0])["run_id"]
            made = client.post("/resumes/optimized", json={"run_id": run_id}).json()["optimized_resume"]
            path = f"/resumes/optimized/{made['id']}"
            client.patch(path, json={"structured_output": document}).raise_for_status()
            before = count()
            read = client.get(path).json()["optimized_resume"]["structured_output"]
            read_trips, before = count() - before, count()
            _edit(read, 0)
            client.patch(path, json={"structured_output": read}).raise_for_status()
            save_trips = count() - before
        in_postgres = _saves(connection, person, made["id"], document)
        connection.close()
    return [
        Figure("run: round trips", run_trips, "", note="start, one batch of events or two, the end"),
        Figure("run: the whole stream over HTTP", run_ms, "ms"),
        Figure("read an optimized résumé: round trips", read_trips, "", 1),
        Figure("save an optimized résumé: round trips", save_trips, "", 1),
        Figure(f"bring a {size // 1000} kB document in step (Python)", whole, "ms"),
        Figure(f"save a {size // 1000} kB document with its version, in Postgres", in_postgres, "ms", 15),
    ]


def document_again(document: dict[str, Any]) -> Any:
    """Read a document as a request would."""
    from shared.models.optimized import StructuredOutput

    return StructuredOutput.model_validate(document)


def _document() -> dict[str, Any]:
    jobs = 4
    while True:
        resume = resume_of(jobs, 20)
        made = build(resume, source=resume, requirements=[Requirement(names=["Python"], need="required")])
        document = made.model_dump(mode="json")
        if len(json.dumps(document)) >= DOCUMENT_BYTES:
            return document
        jobs += 1


def _edit(document: dict[str, Any], number: int) -> None:
    line = document["ui"]["experience"]["items"][1]["items"][number % 20]
    line["text"] = f"Built the ledger again, edit {number}"


def _person_of(client: Any) -> str:
    import jwt

    token = client.headers["authorization"].removeprefix("Bearer ")
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])


def _add_resume(connection: pg8000.native.Connection, person: str) -> str:
    resume_id = str(uuid.uuid4())
    data = resume_of(3, 5).model_dump_json(exclude_none=True)
    connection.run(
        "insert into public.resumes (id, user_id, parsed_data) values (:id, :person, cast(:data as jsonb))",
        id=resume_id, person=person, data=data,
    )  # fmt: skip
    return resume_id


def _saves(connection: pg8000.native.Connection, person: str, optimized_id: str, document: dict[str, Any]) -> float:
    """Return the median execution time of a save, by ``explain analyze``, over twenty edits."""
    claims = json.dumps({"sub": person, "role": "authenticated"})
    connection.run("select set_config('request.jwt.claims', :claims, false)", claims=claims)
    connection.run("select set_config('request.jwt.claim.sub', :person, false)", person=person)
    times = []
    for number in range(20):
        made, _ = make_whole(document_again(document))
        document = made.model_dump(mode="json")
        _edit(document, number)
        made, metrics = make_whole(document_again(document))
        document = made.model_dump(mode="json")
        changes = json.dumps({"structured_output": document, "qa_metrics": metrics.model_dump(mode="json")})
        (row,) = connection.run(
            "explain (analyze, format json) select public.save_optimized_resume(:id, cast(:changes as jsonb))",
            id=optimized_id, changes=changes,
        )  # fmt: skip
        plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
        times.append(plan[0]["Execution Time"])
    return float(median(times))


def _ms(work: Callable[[], object], *, times: int = 15) -> float:
    work()
    measured = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        measured.append((time.perf_counter() - began) * 1000)
    return median(measured)
