"""The pictures that were uploaded for searches: a private bucket without policies, so only the service reaches it."""

from collections.abc import Awaitable, Sequence
from typing import Any

import httpx
from storage3 import AsyncStorageClient
from storage3.exceptions import StorageApiError

from shared.config import settings
from shared.errors import ProviderDown
from shared.store.client import http_client

BUCKET = "search-images"


async def remove_files(names: Sequence[str]) -> None:
    """Delete files; missing ones are fine. Raises :class:`ProviderDown`."""
    await _ask(_bucket().remove(list(names)))


async def put_file(name: str, data: bytes, media_type: str) -> None:
    """Store a file; the same name again replaces it. Raises :class:`ProviderDown`."""
    await _ask(_bucket().upload(name, data, {"content-type": media_type, "upsert": "true"}))


async def get_file(name: str) -> bytes | None:
    """Return a file's bytes, or None when it is not there. Raises :class:`ProviderDown`."""
    try:
        data: bytes = await _ask(_bucket().download(name), absent=True)
    except FileNotFoundError:
        return None
    return data


async def link_to_file(name: str, seconds: int) -> str:
    """Return a link by which anybody can read a file for ``seconds``. Raises :class:`ProviderDown`."""
    made = await _ask(_bucket().create_signed_url(name, seconds))
    return str(made["signedURL"])


def _bucket() -> Any:
    secret = settings().supabase_secret_key
    storage = AsyncStorageClient(
        f"{settings().supabase_url}/storage/v1/",
        headers={"apikey": secret, "Authorization": f"Bearer {secret}"},
        http_client=http_client(),
    )
    return storage.from_(BUCKET)


async def _ask(request: Awaitable[Any], *, absent: bool = False) -> Any:
    try:
        return await request
    except (StorageApiError, httpx.HTTPError) as error:
        if absent and isinstance(error, StorageApiError) and str(error.status) in {"400", "404"}:
            raise FileNotFoundError from error
        raise ProviderDown("The file store is not answering; try again.", retry_after=2) from error
