"""Queues side by side on one Postgres, each through its own client.

Run by ``bench.searches`` in an environment of its own: ``queues.py NAME DSN``; prints one JSON object.

The common work of a job is: enqueue it (a transaction each), claim it, finish it. Ours is measured by its whole life,
too: eleven calls with six stored steps and a text.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

JOBS = 1500
CLIENTS = 16
LIVES = 400


def p(values: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1000


async def side_by_side(count: int, clients: int, work: Callable[[], Awaitable[Any]]) -> float:
    """Do ``count`` pieces of work with so many at once; pieces a second."""
    left = iter(range(count))

    async def client() -> None:
        for _ in left:
            await work()

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return count / (time.perf_counter() - started)


async def shortlist(dsn: str) -> dict[str, float]:
    """Our functions, by SQL."""
    import asyncpg  # type: ignore[import-not-found]

    pool = await asyncpg.create_pool(dsn, min_size=CLIENTS, max_size=CLIENTS)
    took: dict[str, list[float]] = {}

    async def call(function: str, *arguments: Any) -> Any:
        holes = ", ".join(f"${n}" for n in range(1, len(arguments) + 1))
        started = time.perf_counter()
        answer = await pool.fetchval(f"select public.{function}({holes})", *arguments)
        took.setdefault(function, []).append(time.perf_counter() - started)
        return json.loads(answer) if answer else None

    def new_id() -> str:
        return f"job_{int(time.time())}_{uuid4().hex}"

    async def simple() -> None:
        await call("create_job", new_id(), "probe", "r")

    async def pull() -> None:
        claims = await call("claim_next", uuid4().hex, 60.0, CLIENTS)
        await asyncio.gather(*(call("complete_job", claim["job_id"], claim["token"], "{}") for claim in claims))

    async def life() -> None:
        job_id = new_id()
        await pool.fetchval(
            "select create_job(p_job_id => $1, p_kind => 'probe', p_request_hash => 'r',"
            " p_phone_number => '+4915112345678', p_phone_hash => $1)",
            job_id,
        )
        token = (await call("claim_job", job_id, "one", 60.0))["token"]
        for n in range(6):
            await call("save_step", job_id, token, f"s{n}", '{"found": [1, 2, 3]}', 15 * n, 60.0)
        await call("complete_job", job_id, token, '{"items": []}')
        text = await call("claim_notification", job_id, "one", 60.0)
        await call("finish_notification", job_id, text["token"], "sent", "m")

    figures: dict[str, float] = {}
    await side_by_side(200, CLIENTS, life)
    figures["enqueue"] = await side_by_side(JOBS, CLIENTS, simple)
    started = time.perf_counter()
    await side_by_side(JOBS // CLIENTS + CLIENTS, 4, pull)
    figures["claim and finish"] = JOBS / (time.perf_counter() - started)
    figures["lives"] = await side_by_side(LIVES, CLIENTS, life)
    took.clear()
    await side_by_side(LIVES, 4, life)
    for function in ("claim_job", "save_step"):
        figures[f"{function} p50"], figures[f"{function} p99"] = p(took[function], 0.5), p(took[function], 0.99)
    ids = [row["job_id"] for row in await pool.fetch("select job_id from search_jobs limit 500")]
    turn = iter(ids * 4)
    await side_by_side(len(ids) * 4, 4, lambda: call("get_job", next(turn)))
    figures["get_job p50"], figures["get_job p99"] = p(took["get_job"], 0.5), p(took["get_job"], 0.99)
    await pool.close()
    return figures


async def procrastinate(dsn: str) -> dict[str, float]:
    """One task deferred at a time, one worker that runs sixteen at once."""
    from procrastinate import App, PsycopgConnector  # type: ignore[import-not-found]

    app = App(connector=PsycopgConnector(conninfo=dsn, min_size=CLIENTS, max_size=CLIENTS))

    @app.task  # type: ignore[untyped-decorator]
    async def nothing() -> None:
        pass

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        enqueue = await side_by_side(JOBS, CLIENTS, nothing.defer_async)
        started = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=CLIENTS, install_signal_handlers=False)
        return {"enqueue": enqueue, "claim and finish": JOBS / (time.perf_counter() - started)}


async def pgqueuer(dsn: str) -> dict[str, float]:
    """One job enqueued at a time, one manager that drains in batches of sixteen."""
    import asyncpg
    from pgqueuer import AsyncpgPoolDriver, Queries, QueueManager  # type: ignore[import-not-found]
    from pgqueuer.types import QueueExecutionMode  # type: ignore[import-not-found]

    pool = await asyncpg.create_pool(dsn, min_size=CLIENTS, max_size=CLIENTS)
    queries = Queries(AsyncpgPoolDriver(pool))
    await queries.install()
    manager = QueueManager(queries)

    @manager.entrypoint("nothing")  # type: ignore[untyped-decorator]
    async def nothing(_: Any) -> None:
        pass

    enqueue = await side_by_side(JOBS, CLIENTS, lambda: queries.enqueue("nothing", None))
    started = time.perf_counter()
    await manager.run(batch_size=CLIENTS, mode=QueueExecutionMode.drain)
    spent = time.perf_counter() - started
    await pool.close()
    return {"enqueue": enqueue, "claim and finish": JOBS / spent}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(globals()[sys.argv[1]](sys.argv[2]))))
