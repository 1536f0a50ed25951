"""What a caller may send to be parsed, and how it becomes a row."""

import hashlib
import re
import uuid
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile

from functions.resumes.reader import read_file
from shared.errors import AppError, InvalidRequest, TooLarge, UnsupportedType
from shared.http.app import MEGABYTE
from shared.http.form import form_of
from shared.http.json_body import clean, parse
from shared.models.resume import ParsedResume
from shared.store.files import Files
from shared.store.user import UserStore

LARGEST_DIRECT = 4 * MEGABYTE
LARGEST_STORED = 20 * MEGABYTE
LONGEST_TEXT = 200_000
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes to parse; ``path`` is where they lie when the caller stored them before."""

    data: bytes
    file_name: str | None
    content_type: str | None
    path: str | None = None
    is_file: bool = True


async def read_upload(request: Request, files: Files) -> Upload:
    """Take multipart ``file``, JSON ``{file_path}`` or JSON ``{text}`` off the wire."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _from_form(request)
    if kind == "application/json":
        return await _from_json(request, files)
    raise UnsupportedType("Send multipart/form-data with a `file`, or application/json with `file_path` or `text`.")


async def _from_form(request: Request) -> Upload:
    async with form_of(request, max_fields=8) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidRequest("file is required", errors=[{"pointer": "#/file", "detail": "file is required"}])
        data = await file.read()
        if len(data) > LARGEST_DIRECT:
            raise TooLarge("A file sent directly may have 4 MB; ask for an upload URL for one of up to 20 MB.")
        return Upload(data, _file_name(file.filename), file.content_type)


async def _from_json(request: Request, files: Files) -> Upload:
    try:
        body = parse(await request.body())
    except ValueError as error:
        raise InvalidRequest("The body is not valid JSON.") from error
    match body:
        case {"file_path": str(path)} | {"filePath": str(path)}:
            data = await files.get(path)
            if len(data) > LARGEST_STORED:
                raise TooLarge("A stored file may have 20 MB.")
            given = body.get("file_name")
            return Upload(data, _file_name(given if isinstance(given, str) else path.rsplit("/", 1)[-1]), None, path)
        case {"text": str(text)} if text.strip():
            if len(text) > LONGEST_TEXT:
                raise TooLarge(f"A text may have {LONGEST_TEXT} characters.")
            return Upload(text.encode(), None, "text/plain", is_file=False)
    raise InvalidRequest(
        "file_path or text is required", errors=[{"pointer": "#/file_path", "detail": "file_path or text is required"}]
    )


async def parse_and_store(
    upload: Upload, store: UserStore, files: Files, idempotency_key: str | None
) -> dict[str, Any]:
    """Parse first, so that what cannot be read leaves nothing behind; then the file, then the row."""
    parsed = await read_file(upload.data, upload.file_name, upload.content_type)
    resume_id = str(uuid.uuid5(uuid.UUID(store.user_id), idempotency_key) if idempotency_key else uuid.uuid4())
    path = upload.path
    if upload.is_file and path is None:
        extension = _EXTENSION.search(upload.file_name or "")
        path = files.path(resume_id, f"original{extension[0].lower() if extension else ''}")
        await files.put(path, upload.data, upload.content_type or "application/octet-stream")
    try:
        return await store.resumes.add(_row(resume_id, upload, path, parsed))
    except AppError:
        if path is not None and path != upload.path:
            await files.remove(path)
        raise


def _row(resume_id: str, upload: Upload, path: str | None, parsed: ParsedResume) -> dict[str, Any]:
    return {
        "id": resume_id,
        "file_name": upload.file_name,
        "file_path": path,
        "file_size": len(upload.data),
        "mime_type": (upload.content_type or "")[:127] or None,
        "file_hash": hashlib.sha256(upload.data).hexdigest(),
        "status": parsed.status,
        "language": parsed.language,
        "text": parsed.text,
        "hidden_text": parsed.hidden_text,
        "parsed_data": parsed.resume.model_dump(mode="json", exclude_unset=True),
        "warnings": [warning.model_dump(exclude_none=True) for warning in parsed.warnings],
        "confidence": parsed.confidence,
    }


def _file_name(given: str | None) -> str | None:
    """Keep a name for showing, never for storing: no folders, nothing unprintable, at most 255 characters."""
    if not given:
        return None
    name = clean(given.replace("\\", "/").rsplit("/", 1)[-1])
    return "".join(character for character in name if character.isprintable()).strip()[-255:] or None
