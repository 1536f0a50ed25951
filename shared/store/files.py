"""The caller's files in the private bucket. Only the functions that touch files import this."""

import re
from datetime import datetime
from typing import Any

import httpx
from storage3 import AsyncStorageClient
from storage3.exceptions import StorageApiError
from storage3.types import URLOptions

from shared.config import settings
from shared.errors import InvalidRequest, NotFound, ProviderDown
from shared.store.client import http_client

BUCKET = "resumes"
_ALL = 1000
_LONGEST_PATH = 1000


class Files:
    """Objects under ``<user_id>/`` in the bucket, reached with the caller's token."""

    def __init__(self, token: str, user_id: str) -> None:
        headers = {"apikey": settings().supabase_publishable_key, "Authorization": f"Bearer {token}"}
        self._storage = AsyncStorageClient(
            f"{settings().supabase_url}/storage/v1/", headers=headers, http_client=http_client()
        )
        self._bucket = self._storage.from_(BUCKET)
        self._user_id = user_id

    def path(self, resume_id: str, name: str) -> str:
        """Return where a file of a résumé belongs; ``name`` must be ASCII without slashes."""
        return f"{self._user_id}/{resume_id}/{name}"

    def owned(self, path: str) -> str:
        """Return ``path`` if it is a plain path of the caller's; else it is not found, whoever it belongs to."""
        owner, *parts = path.split("/")
        # A percent sign too: the storage client takes it for an escaped letter, which could be a dot.
        if owner != self._user_id or not parts or {"", ".", ".."} & set(parts) or re.search(r"[%\\]", path):
            raise NotFound("There is no such file; upload it first.")
        if len(path) > _LONGEST_PATH:
            raise NotFound("There is no such file; upload it first.")
        return path

    async def put(self, path: str, data: bytes, media_type: str) -> None:
        """Store a file; the same path again replaces it."""
        await _ask(self._bucket.upload(path, data, {"content-type": media_type, "upsert": "true"}))

    async def get(self, path: str) -> bytes:
        """Return a file's bytes; raises :class:`NotFound`."""
        data: bytes = await _ask(self._bucket.download(self.owned(path)))
        return data

    async def remove_resume(self, resume_id: str) -> None:
        """Delete everything stored under a résumé; nothing there is fine."""
        folder = f"{self._user_id}/{resume_id}"
        listed = await _ask(self._bucket.list(folder, {"limit": _ALL}))
        # The hosted door answers names relative to the folder, the local one whole paths.
        paths = [f"{folder}/{entry['name'].removeprefix(folder + '/')}" for entry in listed]
        if paths:
            await _ask(self._bucket.remove(paths))

    async def stored_at(self, resume_id: str, prefix: str) -> dict[str, datetime]:
        """Return the names under a résumé that begin with ``prefix``, each with when it was last stored."""
        folder = f"{self._user_id}/{resume_id}"
        listed = await _ask(self._bucket.list(folder, {"limit": _ALL, "search": prefix}))
        return {
            name: datetime.fromisoformat(entry["updated_at"])
            for entry in listed
            if (name := entry["name"].removeprefix(f"{folder}/")).startswith(prefix) and entry.get("updated_at")
        }

    async def remove(self, *paths: str) -> None:
        """Delete files; a missing one is fine."""
        await _ask(self._bucket.remove([self.owned(path) for path in paths]))

    async def upload_url(self, path: str) -> dict[str, Any]:
        """Return ``{signed_url, token, path}`` to upload one file of up to the bucket's limit without a token."""
        made = await _ask(self._bucket.create_signed_upload_url(path))
        return {"signed_url": made["signed_url"], "token": made["token"], "path": path}

    async def signed_url(self, path: str, seconds: int, *, download: str | None = None) -> str:
        """Return a link to a stored file, valid for ``seconds``."""
        options: URLOptions = {"download": download} if download else {}
        made = await _ask(self._bucket.create_signed_url(path, seconds, options))
        return str(made["signedURL"])


async def _ask(request: Any) -> Any:
    try:
        return await request
    except StorageApiError as error:
        status = str(error.status)
        if status == "404":
            raise NotFound("There is no such file; upload it first.") from error
        if status.startswith("5"):
            raise ProviderDown("The file store is not answering; try again.", retry_after=2) from error
        raise InvalidRequest(f"The file store refused this file: {error.message}") from error
    except httpx.HTTPError as error:
        raise ProviderDown("The file store is not answering; try again.", retry_after=2) from error
