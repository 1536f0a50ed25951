"""Networks lose answers. Whatever call of a search's life it is, and whatever is lost: the end is the same."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.chaos.faults import CARRIED, Fault, FaultProxy, Request, status
from shared.config import settings
from tests.searches.conftest import Phone, Probe
from tests.searches.world import PHONE, World

CALLS = ["claim_job", "save_step", "complete_job", "claim_notification", "finish_notification"]
FAULTS = {
    "answer lost": Fault(lose_answer=True),
    "request lost": Fault(lose_request=True),
    "carried twice": Fault(times=2),
    "503": Fault(answer=status(503)),
    "520": Fault(answer=status(520)),
    "500 of a restarting database": Fault(answer=status(500, b'{"code":"57P01","message":"terminating"}')),
    "silence": Fault(fall_silent=True),
}


@pytest.fixture
def proxy(service: None, stack: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultProxy]:
    """A proxy between this process and the REST door."""
    monkeypatch.setattr("shared.store.searches.CALL_SECONDS", 1.0)
    with FaultProxy(stack.supabase_url) as proxy:
        monkeypatch.setenv("SUPABASE_URL", proxy.url)
        settings.cache_clear()
        yield proxy


def once(function: str, fault: Fault) -> Callable[[Request], Fault]:
    """Do it to the first call of a function."""
    left = [fault]
    return lambda request: left.pop() if request.function == function and left else CARRIED


@pytest.mark.parametrize("function", CALLS)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_search_ends_the_same_whatever_is_lost(
    world: World, proxy: FaultProxy, work: Callable, function: str, fault: Fault
) -> None:
    phone, kind = Phone(), Probe(names=["a", "b"])
    job_id = world.start(phone_number=PHONE)
    proxy.plan = once(function, fault)

    assert work(job_id, kind, phone).state == "completed"

    row = world.row(job_id)
    assert (row["status"], row["lease_token"], row["notify_state"]) == ("completed", 1, "sent")
    assert row["results"] == {"steps": {"a": {"step": "a"}, "b": {"step": "b"}}}
    assert (kind.ran, len(phone.sent)) == (["a", "b"], 1)


@pytest.mark.parametrize("function", ["yield_job", "fail_job"])
def test_handing_back_is_repeated_until_it_is_heard(
    world: World, proxy: FaultProxy, work: Callable, function: str
) -> None:
    from datetime import UTC, datetime, timedelta

    from shared.searches.outcome import Outcome, Retry, Snooze

    async def act(*_: object) -> Outcome:
        return Retry(30) if function == "fail_job" else Snooze(datetime.now(UTC) + timedelta(seconds=30))

    job_id = world.start()
    proxy.plan = once(function, Fault(lose_answer=True))
    ran = work(job_id, Probe(act=act))

    assert ran.state == ("retry" if function == "fail_job" else "yielded")
    assert 28 < ran.retry_after <= 30
    assert world.row(job_id)["lease_expires_at"] is None


def test_a_worker_cut_off_stops_within_its_lease(world: World, proxy: FaultProxy, work: Callable) -> None:
    import asyncio
    import time

    from shared.searches.outcome import Done, Outcome

    stopped: list[float] = []

    async def act(*_: object) -> Outcome:
        proxy.plan = lambda _: Fault(fall_silent=True)
        started = time.monotonic()
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            stopped.append(time.monotonic() - started)
            raise
        return Done({})

    assert work(world.start(), Probe(names=["a"], act=act), lease_seconds=1.5).state == "lost"
    assert stopped[0] < 1.5


def test_a_door_that_stays_shut_is_reported_not_crashed_into(world: World, proxy: FaultProxy, work: Callable) -> None:
    from shared.errors import ProviderDown

    job_id = world.start()
    proxy.plan = lambda _: Fault(lose_request=True)
    with pytest.raises(ProviderDown):
        work(job_id)
