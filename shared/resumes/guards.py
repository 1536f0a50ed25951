"""Sizes checked before any parser sees the bytes: what unpacks to too much is refused while it is still packed."""

import re
import zipfile
import zlib
from io import BytesIO

from shared.resumes.refusals import DamagedFile, PdfBomb, ZipBomb

PDF_STREAM_LIMIT = 30_000_000
"""Bytes all Flate streams of a PDF may unpack to; real résumés stay below 10 MB."""

ZIP_TOTAL_LIMIT = 50_000_000
ZIP_PART_LIMIT = 12_000_000
ZIP_ENTRY_LIMIT = 2_000
ZIP_RATIO_LIMIT = 200

_STREAM = re.compile(rb"stream\r?\n?")


def check_pdf(data: bytes) -> None:
    """Inflate every Flate stream up to the shared limit and refuse what would pass it."""
    left = PDF_STREAM_LIMIT
    position = 0
    while found := _STREAM.search(data, position):
        start = found.end()
        position = start
        if data[found.start() - 3 : found.start()] == b"end" or data[start : start + 1] not in (b"x", b"h", b"H", b"X"):
            continue
        inflater = zlib.decompressobj()
        try:
            left -= len(inflater.decompress(memoryview(data)[start:], left + 1))
        except zlib.error:
            continue
        if left < 0:
            raise PdfBomb
        # The compressed stream ends where the inflater stopped reading; the next search starts there.
        if inflater.eof:
            position = len(data) - len(inflater.unused_data)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, once its directory promises a size that a document can have."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFile from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > ZIP_ENTRY_LIMIT or total > ZIP_TOTAL_LIMIT:
        raise ZipBomb
    if any(e.file_size > 1_000_000 and e.file_size > ZIP_RATIO_LIMIT * max(1, e.compress_size) for e in entries):
        raise ZipBomb
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, read with a bound because a directory may lie about sizes.

    A part that declares a DTD is refused: Office never writes one, and entities in it can grow without end.
    """
    try:
        with archive.open(name) as part:
            content = part.read(ZIP_PART_LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFile from error
    if len(content) > ZIP_PART_LIMIT:
        raise ZipBomb
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise DamagedFile("The document declares a DTD, which Office never writes.")
    return content
