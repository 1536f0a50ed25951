"""The pictures that were uploaded for searches: a private bucket without policies, so only the service reaches it."""

from collections.abc import Sequence

import httpx
from storage3 import AsyncStorageClient
from storage3.exceptions import StorageApiError

from shared.config import settings
from shared.errors import ProviderDown
from shared.store.client import http_client

BUCKET = "search-images"


async def remove_files(names: Sequence[str]) -> None:
    """Delete files; missing ones are fine. Raises :class:`ProviderDown`."""
    secret = settings().supabase_secret_key
    storage = AsyncStorageClient(
        f"{settings().supabase_url}/storage/v1/",
        headers={"apikey": secret, "Authorization": f"Bearer {secret}"},
        http_client=http_client(),
    )
    try:
        await storage.from_(BUCKET).remove(list(names))
    except (StorageApiError, httpx.HTTPError) as error:
        raise ProviderDown("The file store is not answering; try again.", retry_after=2) from error
