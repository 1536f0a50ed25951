"""The one way in: a résumé, a format and a look make a document; the same input makes the same bytes."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from shared.export.docx import render_docx
from shared.export.html import render_html
from shared.export.outline import Outline, line, outline
from shared.export.pdf import render_pdf
from shared.export.plain import render_md, render_txt
from shared.models.resume import Resume

Written = Literal["pdf", "docx", "html", "txt", "md"]
Format = Literal[Written, "json"]
Template = Literal["classic", "modern", "compact"]
Paper = Literal["a4", "letter"]

MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}

# JSON Resume's own rule for a date.
_DATES = {"date", "startDate", "endDate", "releaseDate"}
_ISO_8601 = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")


def _version() -> str:
    """Digest everything here that shapes a document, so that no deploy serves yesterday's look."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(here).as_posix().encode())
        # Fonts are large and change only by name or size.
        digest.update(str(path.stat().st_size).encode() if path.parent.name == "fonts" else path.read_bytes())
    return digest.hexdigest()[:16]


RENDERER_VERSION = _version()


@dataclass(frozen=True)
class Document:
    """A rendered file. ``filename`` may hold any letters; ``content_disposition`` puts it in a header."""

    content: bytes
    media_type: str
    filename: str


def render(
    resume: Resume,
    format: Format,  # noqa: A002  the product's word for it
    template: Template = "classic",
    paper: Paper = "a4",
    language: str | None = None,
    *,
    order: Sequence[str] = (),
) -> Document:
    """Render a résumé. ``language`` (BCP 47) chooses headings, dates and direction; without one the text decides.

    ``order`` names the form's sections as a person arranged them (see :func:`shared.export.outline.outline`).
    """
    laid_out = outline(resume, language, order)
    content = _json(resume) if format == "json" else _content(laid_out, format, template, paper)
    return Document(content, MEDIA_TYPES[format], filename(resume, format))


def fingerprint(
    resume: Resume,
    format: Format,  # noqa: A002  the product's word for it
    template: Template = "classic",
    paper: Paper = "a4",
    language: str | None = None,
    *,
    order: Sequence[str] = (),
) -> str:
    """Return a key that differs whenever the rendered bytes could: 64 hexadecimal digits."""
    look = [RENDERER_VERSION, format, template, paper, language, list(order)]
    parts = [*look, resume.model_dump(mode="json", by_alias=True)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def filename(resume: Resume, format: Format) -> str:  # noqa: A002  the product's word for it
    """Name the file after the person: ``Jane Doe.pdf``; nobody's résumé is ``resume.pdf``."""
    name = re.sub(r'[\\/:*?"<>|]+', " ", line(resume.basics.name))
    return f"{' '.join(name.split())[:80].strip(' .') or 'resume'}.{format}"


def content_disposition(name: str, disposition: Literal["attachment", "inline"] = "attachment") -> str:
    """Return the header value of RFC 6266: an ASCII name for old clients, the true one as ``filename*``."""
    name = "".join(char for char in name if char.isprintable())
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, _, extension = re.sub(r'["\\%]', "", ascii_name).rpartition(".")
    fallback = f"{stem.strip() or 'resume'}.{extension}"
    return f"{disposition}; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"


def _content(laid_out: Outline, kind: Written, template: Template, paper: Paper) -> bytes:
    match kind:
        case "pdf":
            return render_pdf(laid_out, template, paper)
        case "docx":
            return render_docx(laid_out, template, paper)
        case "html":
            return render_html(laid_out, template, paper)
        case "txt":
            return render_txt(laid_out)
        case "md":
            return render_md(laid_out)


def _json(resume: Resume) -> bytes:
    dumped = resume.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return (json.dumps(_dated(dumped), ensure_ascii=False, indent=2) + "\n").encode("utf-8", errors="replace")


def _dated(value: Any) -> Any:
    """Move what stands where a date belongs and is none to ``…Text``, so that the document stays valid."""
    if isinstance(value, list):
        return [_dated(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        f"{key}Text" if key in _DATES and isinstance(item, str) and not _ISO_8601.fullmatch(item) else key: _dated(item)
        for key, item in value.items()
    }
