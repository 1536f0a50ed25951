"""No public door shows a phone number, whatever a stranger asks it: the real REST door, every trick of it."""

from typing import Any

import httpx
import pytest

from tests.searches.world import PHONE, World

SECRET = "secret-words"


@pytest.fixture
def searches(world: World, user: Any) -> dict[str, str]:
    """A running and a completed search of a person, and a running one of nobody; all with a number and secrets."""
    given = {"phone_number": PHONE, "request": {"query": SECRET}, "client_hash": SECRET, "max_texts_per_day": 9}
    running, token = world.claimed(user_id=str(user.id), **given)
    world.save(running, token, "s", {"found": SECRET}, checkpoint={"t": SECRET})
    world.fail(running, token, error=f"{SECRET} {PHONE}", retry_after_seconds=0.0)
    return {
        "running": running,
        "completed": world.completed(user_id=str(user.id), **given),
        "free": world.start(**given),
    }


ASKED = [
    "search_jobs?select=*",
    "search_jobs?select=phone_number",
    "search_jobs?select=job_id,phone_number",
    "search_jobs?select=job_id&phone_number=like.*49*",
    "search_jobs?select=job_id&order=phone_number",
    "search_jobs?select=n:phone_number::text",
    "search_jobs?select=search_job_steps(*)",
    "search_jobs?select=job_id,search_job_steps(output)",
    "search_jobs?select=request,checkpoint,error",
    "search_jobs?select=phone_number.max()",
    "search_job_steps?select=*",
    "search_files_to_delete?select=*",
    "search_jobs?or=(phone_number.eq.%2B4915112345678,status.eq.completed)&select=job_id",
]
HEADERS = [{}, {"Accept": "text/csv"}, {"Accept": "application/vnd.pgrst.object+json"}, {"Prefer": "count=exact"}]


@pytest.mark.parametrize("who", ["nobody", "other", "owner"])
def test_no_question_brings_out_what_is_private(
    stack: Any, user: Any, other_user: Any, searches: dict[str, str], who: str
) -> None:
    token = {"nobody": None, "other": other_user.token, "owner": user.token}[who]
    key = {"apikey": stack.publishable_key} | ({"Authorization": f"Bearer {token}"} if token else {})
    with httpx.Client(base_url=f"{stack.supabase_url}/rest/v1/", headers=key, timeout=30) as door:
        for asked in ASKED:
            for headers in HEADERS:
                answer = door.get(asked, headers=headers)
                said = answer.text + str(answer.headers)
                assert PHONE not in said, (asked, headers)
                assert SECRET not in said, (asked, headers)
                assert answer.status_code >= 400, (asked, headers)
        for change in (
            door.patch(
                "search_jobs?status=eq.completed", json={"results": {}}, headers={"Prefer": "return=representation"}
            ),
            door.delete("search_jobs?status=eq.completed"),
            door.post("search_jobs", json={"job_id": "job_1795000000_aaaaaaaaaaaaaaaaaaaaaaaa", "kind": "x"}),
            door.delete("search_job_steps?step_key=eq.s"),
        ):
            assert change.status_code in {401, 403}, change.text
        for name in ("running", "completed", "free"):
            for method in ("get", "post"):
                arguments = {"p_job_id": searches[name]}
                asked = (
                    door.get("rpc/get_job", params=arguments)
                    if method == "get"
                    else door.post("rpc/get_job", json=arguments)
                )
                assert asked.status_code == 200
                assert PHONE not in asked.text
                assert SECRET not in asked.text


@pytest.mark.parametrize("who", ["nobody", "other"])
def test_strangers_can_list_nothing(stack: Any, other_user: Any, searches: dict[str, str], who: str) -> None:
    token = {"nobody": None, "other": other_user.token}[who]
    key = {"apikey": stack.publishable_key} | ({"Authorization": f"Bearer {token}"} if token else {})
    answer = httpx.get(f"{stack.supabase_url}/rest/v1/search_jobs?select=job_id,status", headers=key, timeout=30)
    assert answer.status_code == 401 if who == "nobody" else answer.json() == []


def test_the_owner_lists_the_own_searches(stack: Any, user: Any, searches: dict[str, str]) -> None:
    key = {"apikey": stack.publishable_key, "Authorization": f"Bearer {user.token}"}
    answer = httpx.get(
        f"{stack.supabase_url}/rest/v1/search_jobs?select=job_id,status,progress", headers=key, timeout=30
    )
    assert {row["job_id"] for row in answer.json()} == {searches["running"], searches["completed"]}


SERVICE_ONLY = ["create_job", "claim_job", "claim_next", "grant_search_lease", "save_step", "yield_job", "complete_job",
                "fail_job", "claim_notification", "finish_notification", "sweep_jobs", "cleanup_jobs"]  # fmt: skip


@pytest.mark.parametrize("function", SERVICE_ONLY)
def test_nobody_outside_calls_the_workers_functions(
    stack: Any, user: Any, searches: dict[str, str], function: str
) -> None:
    for token in (None, user.token):
        key = {"apikey": stack.publishable_key} | ({"Authorization": f"Bearer {token}"} if token else {})
        answer = httpx.post(
            f"{stack.supabase_url}/rest/v1/rpc/{function}",
            json={"p_job_id": searches["running"], "p_token": 1, "p_owner": "me", "p_outcome": "sent"},
            headers=key,
            timeout=30,
        )
        assert answer.status_code in {401, 403, 404}, answer.text
        assert PHONE not in answer.text
