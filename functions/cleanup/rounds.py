"""Everything one call of the cleanup does, by whichever door it was called."""

from collections.abc import Callable
from dataclasses import asdict

from functions.cleanup.cleaning import ROUND_MARGIN_SECONDS, clean
from shared.runs.sweep import sweep
from shared.store.service import forget_full_buckets, purge_tracked_jobs, runs, searches

PURGE_LIMIT = 500


async def one_round(remaining: Callable[[], float]) -> dict[str, int]:
    """Clean searches, runs, old deleted jobs and full buckets while ``remaining()`` seconds last; say what was done."""
    done = asdict(await clean(searches(), remaining)) | asdict(await sweep(runs(), remaining))
    purged = 0
    while remaining() > ROUND_MARGIN_SECONDS:
        gone = await purge_tracked_jobs(PURGE_LIMIT)
        purged += gone
        if gone < PURGE_LIMIT:
            break
    return done | {"jobs_purged": purged, "buckets_forgotten": await forget_full_buckets()}
