"""The schedule: what waits gets a worker, what is hopeless ends, what is old goes with its files."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from functions.cleanup.handler import lambda_handler
from functions.cleanup.http import app
from shared.config import settings
from tests.searches.test_run_search import Lambda
from tests.searches.world import PHONE, World


def upload(stack: Any, name: str) -> None:
    answer = httpx.post(
        f"{stack.supabase_url}/storage/v1/object/search-images/{name}",
        content=b"\x89PNG\r\n\x1a\n",
        headers={
            "apikey": stack.secret_key,
            "Authorization": f"Bearer {stack.secret_key}",
            "content-type": "image/png",
        },
        timeout=30,
    )
    assert answer.status_code == 200, answer.text


def stored(stack: Any, world: World) -> set[str]:
    return {row["name"] for row in world.db.sql("select name from storage.objects where bucket_id = 'search-images'")}


def test_a_round_does_everything_that_is_due(queue: Callable, world: World) -> None:
    old = world.completed()
    world.pass_time(8 * 86_400)
    hopeless = world.start(deadline_seconds=10.0)
    texted = world.completed(phone_number=PHONE)
    stalled, _ = world.claimed()
    world.pass_time(61)

    report = lambda_handler({}, Lambda())

    assert report == {"given_up": 1, "kicked": 2, "texts_due": 1, "deleted": 1, "files_deleted": 0,
                      "runs_finished": 0, "runs_deleted": 0, "jobs_purged": 0, "buckets_forgotten": 0}  # fmt: skip
    assert queue() == sorted([texted, stalled])
    assert world.row(hopeless)["error_code"] == "deadline_exceeded"
    assert world.db.sql("select from search_jobs where job_id = $1", old) == []


def test_files_go_with_their_search(queue: Callable, world: World, stack: Any) -> None:
    upload(stack, "job_old/picture.png")
    upload(stack, "job_new/picture.png")
    world.completed(files=["job_old/picture.png"])
    world.pass_time(8 * 86_400)
    world.completed(files=["job_new/picture.png"])

    assert lambda_handler({}, Lambda())["files_deleted"] == 1

    assert stored(stack, world) == {"job_new/picture.png"}
    assert world.db.sql("select from search_files_to_delete") == []


def test_files_wait_while_the_store_is_down(
    queue: Callable, world: World, stack: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.errors import ProviderDown
    from shared.store import search_files

    async def down(_: Any) -> None:
        raise ProviderDown

    world.completed(files=["job_old/picture.png"])
    world.pass_time(8 * 86_400)
    with monkeypatch.context() as patched:
        patched.setattr(search_files, "remove_files", down)
        assert lambda_handler({}, Lambda())["deleted"] == 1
    assert len(world.db.sql("select from search_files_to_delete")) == 1

    assert lambda_handler({}, Lambda())["files_deleted"] == 1


def test_two_rounds_at_once_do_the_work_once(queue: Callable, world: World) -> None:
    from functions.cleanup.cleaning import clean
    from shared.store.client import http_client
    from shared.store.service import searches

    for _ in range(6):
        world.completed(files=["a.png"])
    world.pass_time(8 * 86_400)
    stalled = [world.start() for _ in range(5)]

    async def twice() -> list[Any]:
        try:
            return await asyncio.gather(*(clean(searches(), lambda: 100.0) for _ in range(2)))
        finally:
            await http_client().aclose()

    rounds = asyncio.run(twice())

    assert sum(done.deleted for done in rounds) == 6
    assert sum(done.kicked for done in rounds) == 5
    assert queue() == sorted(stalled)


def test_a_round_without_time_does_nothing(queue: Callable, world: World) -> None:
    world.start()
    assert lambda_handler({}, Lambda(1))["kicked"] == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_cron_route_wants_its_secret(queue: Callable, world: World, method: str) -> None:
    job_id = world.start()
    with TestClient(app) as door:
        for wrong in (
            {},
            {"authorization": "Bearer wrong"},
            {"authorization": "Bearer "},
            {"authorization": "Bearer é"},
        ):
            headers = {name: value.encode() for name, value in wrong.items()}
            assert door.request(method, "/cron/cleanup", headers=headers).status_code == 401
        assert queue() == []
        answer = door.request(method, "/cron/cleanup", headers={"authorization": f"Bearer {settings().cron_secret}"})
    assert answer.json() == {
        "success": True, "given_up": 0, "kicked": 1, "texts_due": 0, "deleted": 0, "files_deleted": 0,
        "runs_finished": 0, "runs_deleted": 0, "jobs_purged": 0, "buckets_forgotten": 0,
    }  # fmt: skip
    assert queue() == [job_id]


def test_without_a_secret_the_cron_route_is_shut(queue: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRON_SECRET", "")
    settings.cache_clear()
    with TestClient(app) as door:
        assert door.get("/cron/cleanup", headers={"authorization": "Bearer "}).status_code == 401
