"""The service door: the secret key, past row level security. Three functions may import it."""

from postgrest import AsyncPostgrestClient

from shared.config import settings
from shared.store.client import call, rest
from shared.store.runs import Runs
from shared.store.searches import Searches


def service() -> AsyncPostgrestClient:
    """Return a PostgREST client that may do everything."""
    secret = settings().supabase_secret_key
    return rest(secret, api_key=secret)


def runs() -> Runs:
    """Return anybody's optimization runs, as the sweep sees them."""
    return Runs(service())


def searches() -> Searches:
    """Return the searches as workers and admission see them."""
    return Searches(service())


async def purge_tracked_jobs(limit: int) -> int:
    """Delete for good jobs that were deleted over 30 days ago, at most ``limit``; return how many."""
    return int(await call(service(), "purge_tracked_jobs", {"p_limit": limit}))


async def forget_full_buckets() -> int:
    """Delete rate-limit buckets that are full again; return how many."""
    return int(await call(service(), "forget_full_buckets", {}))
