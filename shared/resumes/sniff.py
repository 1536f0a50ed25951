"""What a file is, decided by its bytes; the name and the content type may only agree."""

import json
from typing import Literal

from shared.errors import UnsupportedType
from shared.resumes.refusals import EmptyFile, EncryptedPdf, OldWordFormat, TypeMismatch

FileType = Literal["pdf", "docx", "txt", "md", "json"]

_EXTENSIONS: dict[str, FileType] = {
    "pdf": "pdf",
    "docx": "docx",
    "dotx": "docx",
    "docm": "docx",
    "txt": "txt",
    "text": "txt",
    "md": "md",
    "markdown": "md",
    "json": "json",
}
_CONTENT_TYPES: dict[str, FileType] = {
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/x-markdown": "md",
    "application/json": "json",
    "text/json": "json",
}
_KNOWN_ELSE = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
    b"{\\rtf",
    b"%!PS",
    b"BM",
    b"ID3",
    b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00\x20ftyp",
    b"\xfd7zXZ",
    b"BZh",
    b"SQLite format",
    b"wOFF",
    b"wOF2",
)


def sniff(data: bytes, filename: str | None = None, content_type: str | None = None) -> FileType:
    """The type of ``data``. Raises ``UnsupportedType`` for anything else and for a name or type that lies."""
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise EmptyFile
    told = {_told_by_name(filename), _told_by_content_type(content_type)} - {None}
    actual = _by_content(data)
    if actual is None:
        actual = _text_flavour(data, told)
    elif told - {actual}:
        raise TypeMismatch
    return actual


def _told_by_name(filename: str | None) -> str | None:
    if not filename or "." not in filename:
        return None
    extension = filename.rsplit(".", 1)[1].strip().lower()
    return _EXTENSIONS.get(extension, extension or None)


def _told_by_content_type(content_type: str | None) -> str | None:
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind in ("", "application/octet-stream", "binary/octet-stream", "multipart/form-data"):
        return None
    return _CONTENT_TYPES.get(kind, kind)


def _by_content(data: bytes) -> FileType | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise OldWordFormat
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if b"word/" in data or b"[Content_Types].xml" in data:
            if b"word/" not in data:
                raise UnsupportedType("This Office file is not a Word document.")
            return "docx"
        raise UnsupportedType
    if data.startswith(_KNOWN_ELSE):
        raise UnsupportedType
    return None


def _text_flavour(data: bytes, told: set[str | None]) -> FileType:
    if told & {"pdf", "docx"}:
        raise TypeMismatch
    head = data[:4096]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or (head.count(0) > len(head) // 4)
    control = sum(byte < 9 or 13 < byte < 27 for byte in head if wide is False or byte)
    if control > max(8, len(head) // 20) and not wide:
        raise UnsupportedType
    opening = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    looks_like_json = opening in (b"{", b"[") and _is_json(data)
    if looks_like_json or "json" in told:
        if not looks_like_json and told == {"json"}:
            return "json"
        if told - {"json", "txt", "md"}:
            raise TypeMismatch
        return "json"
    if opening == b"<" and data.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml", b"<svg")):
        raise UnsupportedType
    if told - {"txt", "md", "json"}:
        raise UnsupportedType
    return "md" if "md" in told else "txt"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


__all__ = ["EncryptedPdf", "FileType", "sniff"]
