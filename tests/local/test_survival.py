"""The main job while its parts are killed: what was acknowledged is there, and nothing is half there."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from local.state import State
from tests.conftest import Database, User, mint
from tests.functions.test_resumes import RESUME_TEXT
from tests.local.test_stack import SECONDS, linux, serve, until

POSTINGS = 50
JOBS = [
    {"job_id": f"j{n}", "job_title": f"Backend Engineer {n}", "company_name": "Acme", "description": f"Python {n}"}
    for n in range(POSTINGS)
]


class Person(threading.Thread):
    """Uploads a file, matches it against fifty postings, and notes what was acknowledged."""

    def __init__(self, api_url: str, user: User) -> None:
        super().__init__()
        self.api_url, self.user = api_url, user
        self.uploaded: list[str] = []
        self.matched: list[str] = []
        self.refused: list[int] = []
        self.enough = threading.Event()

    def run(self) -> None:
        headers = {"Authorization": f"Bearer {self.user.token}"}
        with httpx.Client(base_url=self.api_url, headers=headers, timeout=SECONDS) as client:
            while not self.enough.is_set():
                try:
                    answer = client.post("/resumes", files={"file": ("cv.txt", RESUME_TEXT.encode(), "text/plain")})
                    if answer.status_code != 201:
                        self.refused.append(answer.status_code)
                        continue
                    resume_id = answer.json()["resume"]["id"]
                    self.uploaded.append(resume_id)
                    answer = client.post("/match/batch", json={"resumeId": resume_id, "jobs": JOBS})
                    if answer.status_code == 200:
                        self.matched.append(resume_id)
                    else:
                        self.refused.append(answer.status_code)
                except httpx.HTTPError:
                    time.sleep(0.05)


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "state"
    State(tmp_path / "state").forget()


@linux
def test_nothing_acknowledged_is_lost_and_no_batch_is_half_written(own_folder: Path) -> None:
    with serve(own_folder) as run:
        database = Database(run.stack.postgres_url)
        person = uuid4()
        database.sql("insert into auth.users (id, email) values ($1, 'someone@example.org')", person)
        database.close()
        worker = Person(run.stack.api_url, User(person, "someone@example.org", mint(run.stack, sub=str(person))))
        worker.start()
        try:
            for victim in ("postgres", "supabase", "functions"):
                done = len(worker.matched)
                assert until(lambda done=done: len(worker.matched) > done + 1), run.said.read_text()
                os.kill(run.children()[victim], signal.SIGKILL)
            done = len(worker.matched)
            assert until(lambda: len(worker.matched) > done + 1), run.said.read_text()
        finally:
            worker.enough.set()
            worker.join(SECONDS)

        # A door that is restarting is a named refusal, never a crash.
        assert set(worker.refused) <= {502, 503}, run.said.read_text()
        database = Database(run.stack.postgres_url)
        rows = database.sql(
            "select r.id, r.file_path in (select name from storage.objects) as has_file, count(m.id) as results"
            " from public.resumes r left join public.match_results m on m.resume_id = r.id group by r.id"
        )
        database.close()
        kept = {str(row["id"]): row for row in rows}
        assert set(worker.uploaded) <= set(kept)
        assert all(kept[resume_id]["has_file"] for resume_id in worker.uploaded)
        assert {row["results"] for row in rows} <= {0, POSTINGS}
        assert all(kept[resume_id]["results"] == POSTINGS for resume_id in worker.matched)
