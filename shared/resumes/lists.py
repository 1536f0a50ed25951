# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Sections that are lists: languages, certificates, awards, publications, projects, interests, references."""

import re

from shared.models.resume import Award, Certificate, Interest, Language, Project, Publication, Reference
from shared.resumes.blocks import Block
from shared.resumes.characters import fold, squeeze
from shared.resumes.contact import EMAIL, LINK
from shared.resumes.dates import Span, find_spans, is_date_text, is_duration, without_dates
from shared.resumes.entries import Entry, split_entries
from shared.resumes.evidence import title_score
from shared.resumes.geometry import Segment, join_words
from shared.resumes.languages import find_language, fluency_of
from shared.resumes.parts import made
from shared.resumes.places import looks_like_place
from shared.resumes.skill_lists import SEPARATOR, keywords_of, labelled, names_skills, read_skills
from shared.resumes.wrapped import is_marginal

_GRADE = re.compile(
    r"(?i)(?:associate|professional|specialty|practitioner|foundation(?:al)?|expert|advanced|fundamentals|level \w+|[ivx]+|basic|intermediate|core \d*|part \d)"
)


def read_languages(blocks: list[Block]) -> list[Language]:
    """Human languages with the level beside, below or in brackets."""
    found: list[Language] = []
    for block in blocks:
        levels = [fluency_of(segment.text, None) for segment in block.segments]
        row = found[-len(levels) :]
        if len(levels) > 1 and all(levels) and len(row) == len(levels) and not any(known.fluency for known in row):
            # A table: the languages in one row, their levels in the next.
            for known, level in zip(row, levels, strict=True):
                known.fluency = level
            continue
        pieces = [segment.text for segment in block.segments] if len(block.segments) > 1 else [block.text]
        pieces = [
            part
            for piece in pieces
            for part in re.split(r"\s*[,;|•·、，](?![^()]*\))\s*|\s+(?:and|und|et|y)\s+(?=[A-Z])", piece)
            if part.strip()
        ]
        pieces = [name for piece in pieces for name in _names_alone(piece)]
        for piece in [*pieces, *(segment.text for segment in block.margin)]:
            name = find_language(piece)
            level = fluency_of(piece, name)
            if name:
                found.append(made(Language, language=name, fluency=level))
            elif found and found[-1].fluency is None and level:
                found[-1].fluency = level
            elif found and level and found[-1].fluency and len(pieces) == 1 and block.text == piece and len(piece) < 40:
                found[-1].fluency = _longer_level(found[-1].fluency, piece.strip())
    return found


def _names_alone(piece: str) -> list[str]:
    """The names in a piece that is nothing but names of languages ("English Spanish"); else the piece."""
    words = piece.split()
    return words if 1 < len(words) <= 6 and all(find_language(word) == word for word in words) else [piece]


def _longer_level(level: str, more: str) -> str:
    """A level with its rest that a narrow column broke off ("Professional working" / "proficiency"), or with a second."""
    broken = more[0].islower() or more.startswith("(") or level.count("(") > level.count(")")
    whole = f"{level} {more}" if broken else f"{level}, {more}"
    return whole.removesuffix(")") if whole.count(")") > whole.count("(") else whole


def only_languages(text: str) -> bool:
    """Whether a line names human languages and nothing else ("English, Spanish")."""
    parts = re.split(r"\s*[,;|·•/、，]\s*", text.strip(" .,;|·•"))
    return all(part and fold(find_language(part) or "") == fold(part) for part in parts)


def languages_in(text: str) -> list[Language]:
    """The languages of one line ("English, Tamil and Hindi")."""
    parts = re.split(r"\s*[,;|/、，]\s*|\s+(?:and|und|et|y)\s+", text)
    return [
        made(Language, language=name, fluency=fluency_of(part, name)) for part in parts if (name := find_language(part))
    ]


def speaks(blocks: list[Block]) -> bool:
    """Whether the blocks are about human languages at all."""
    return any(find_language(part) for block in blocks for part in re.split(r"[,;|•·:(–-]", block.text))


def _items(blocks: list[Block]) -> list[Entry]:
    """One entry per bullet, or as entries are cut."""
    bullets = sum(block.bullet for block in blocks)
    if bullets == len(blocks) or (
        bullets == 0
        and len({block.look for block in blocks}) == 1
        and not any(block.margin for block in blocks)
        and not _dates_alone(blocks)
    ):
        return [Entry([block], []) for block in blocks]
    return split_entries(blocks)


def _dates_alone(blocks: list[Block]) -> bool:
    return any(is_date_text(block.text) for block in blocks)


def _facts(entry: Entry) -> tuple[list[str], Span | None, str | None, list[str]]:
    """(header texts without dates, date, address, body texts)."""
    texts: list[str] = []
    spans: list[Span] = []
    url = None
    for block in entry.header:
        if len(block.parts) > 1:
            segments = [block.text]
        else:
            segments = [run for segment in block.segments for run in _by_weight(segment)]
        segments += [segment.text for segment in block.margin if segment not in block.segments]
        for text in segments:
            found = find_spans(text)
            inside = [span for span in found if _closing(text, span) or is_date_text(text)]
            spans += inside
            left = _bare(without_dates(text, inside))
            if inside and _ISSUED.match(left):
                continue
            link = LINK.search(left)
            if link and len(link[0]) > 0.7 * len(left):
                url = url or link[0]
                left = ""
            if left:
                texts.append(left)
        url = url or next(
            (word.link for words in block.parts for word in words if word.link and not word.link.startswith("mailto:")),
            None,
        )
    for block in entry.body:
        spans += [span for segment in block.margin for span in find_spans(segment.text)]
    body = [block.text for block in entry.body]
    return texts, (next((s for s in spans if not s.single), spans[0]) if spans else None), url, body


def _bare(text: str) -> str:
    """Without the separators a date leaves behind; brackets stay where both are there."""
    text = squeeze(text.replace("\t", " ")).replace("()", "").strip(" ,;|·•–—-:")
    return text if text.count("(") == text.count(")") and not text.startswith("(") else text.strip(" ,;|·•–—-:()")


def _by_weight(segment: Segment) -> list[str]:
    """A text parted once where bold words end: a name, and who gave it."""
    words = segment.words
    bold = next((at for at, word in enumerate(words) if not word.bold), len(words))
    if not 0 < bold < len(words) or any(word.bold for word in words[bold:]) or words[bold].glue:
        return [segment.text]
    parts = [join_words(words[:bold]), join_words(words[bold:])]
    return (
        parts if all(any(map(str.isalpha, part)) for part in parts) and not parts[0].endswith(":") else [segment.text]
    )


def _closing(text: str, span: Span) -> bool:
    """Whether a date stands at an edge of the text or in brackets, where dates of entries stand."""
    before, after = text[: span.begin].strip(), text[span.stop :].strip(" )].")
    return not after or not before or before.endswith("(") or before[-1:] in "|,–-•"


_GIVEN = re.compile(r"\s+[–—|-]\s+|\s*[|•·]\s*|\t")


def _at_giver(text: str) -> list[str]:
    """A text parted at its first separator that no grade follows ("Architect – Associate - Amazon")."""
    for found in _GIVEN.finditer(text):
        after = _GIVEN.split(text[found.end() :])
        if len(after) < 2 or not _GRADE.fullmatch(after[0].strip()):
            return [text[: found.start()], text[found.end() :]]
    return [text]


def _is_address_of(giver: str) -> bool:
    """Whether what follows the comma is only where a giver is ("Linux Foundation, San Francisco")."""
    firm, _, town = giver.partition(", ")
    return bool(town) and looks_like_place(town) and not looks_like_place(firm)


def _parted(texts: list[str], *, comma: bool) -> tuple[str | None, str | None, list[str]]:
    """(name, giver, rest) from lines or from one line with a separator."""
    if not texts:
        return None, None, []
    name, rest = texts[0], texts[1:]
    if not rest:
        parts = re.split(r"\s+:\s+", name) if name.count(" : ") == 1 else _at_giver(name)
        if comma and (cut := re.match(r"^(.{2,}?),\s+([^,]{2,60})$", name)) and not _is_address_of(parts[-1]):
            parts = [cut[1], cut[2]]
        if len(parts) > 1 and all(part.strip() for part in parts) and not _GRADE.fullmatch(parts[1].strip()):
            return parts[0].strip(), parts[1].strip(), []
        return name, None, []
    return name, rest[0], rest[1:]


_ISSUED_BY = re.compile(
    r"(?i)^(?:(?:issued|awarded|granted|provided|offered|certified) by|issuing (?:organi[sz]ation|authority|body)|issuer|by|von|ausgestellt von|par|délivré par|por|emitido por|expedido por|da|rilasciato da)\s*:?\s+"
)
_ISSUED = re.compile(
    r"(?i)^(?:issued|issue date|date|obtained|earned|awarded|completed|valid (?:until|through)|ausgestellt|zertifiziert|obtenu|certifié|délivré|obtenido|certificado|expedido|rilasciato|conseguito)(?: (?:on|in|am|le|en|el|il))?\s*:?\s*$"
)


def _whole_names(blocks: list[Block]) -> list[Block]:
    """The blocks with names in bold that their column broke ("AWS Certified" / "Solutions Architect") made one."""
    result: list[Block] = []
    for block in blocks:
        last = result[-1] if result else None
        if last is not None and _is_rest_of_name(last, block):
            result[-1] = Block([*last.lines, *block.lines], [*last.parts, *block.parts], last.bullet, last.indent)
            result[-1].margin, result[-1].segments = last.margin + block.margin, last.segments
        else:
            result.append(block)
    return result


def _is_rest_of_name(last: Block, block: Block) -> bool:
    if (
        block.bullet
        or not last.bold
        or last.look != block.look
        or block.gap > 0.4
        or last.first.flow != block.first.flow
    ):
        return False
    end, word = last.parts[-1][-1], block.parts[0][0]
    full = end.x1 + 0.25 * word.size + word.x1 - word.x0 > last.lines[-1].right - 0.25 * word.size
    return full and not is_date_text(block.text) and not is_date_text(last.text)


def read_certificates(blocks: list[Block]) -> list[Certificate]:
    result = []
    for entry in _items(_whole_names(blocks)):
        texts, span, url, body = _facts(entry)
        name, issuer, rest = _parted(texts, comma=True)
        if name:
            if _ISSUED_BY.match(name) and issuer:
                name, issuer = issuer, name
            issuer = _ISSUED_BY.sub("", issuer) if issuer else None
            certificate = made(Certificate, name=name, issuer=issuer, date=span and (span.start or span.end), url=url)
            if extra := [*rest, *body]:
                certificate = certificate.model_copy(update={"summary": "\n".join(extra)})
            result.append(certificate)
    return result


def read_awards(blocks: list[Block]) -> list[Award]:
    result = []
    for entry in _items(_whole_names(blocks)):
        texts, span, _, body = _facts(entry)
        name, awarder, rest = _parted(texts, comma=False)
        if name:
            date = span and (span.end or span.start)
            result.append(
                made(Award, title=name, awarder=awarder, date=date, summary="\n".join([*rest, *body]) or None)
            )
    return result


def read_publications(blocks: list[Block]) -> list[Publication]:
    result = []
    for entry in _items(blocks):
        texts, span, url, body = _facts(entry)
        if not texts:
            continue
        rest = [*texts[1:], *body]
        publisher = next(
            (
                text
                for text in rest
                if re.search(
                    r"(?i)\b(?:journal|conference|proceedings|proc\.|press|review|letters|transactions|symposium|workshop|nature|science|ieee|acm|springer|elsevier|arxiv)\b|\(.{3,60}\)",
                    text,
                )
            ),
            None,
        )
        result.append(
            made(
                Publication,
                name=texts[0],
                release_date=span and (span.end or span.start),
                url=url,
                publisher=publisher,
                summary="\n".join(text for text in rest if text != publisher) or None,
            )
        )
    return result


def read_projects(blocks: list[Block]) -> list[Project]:
    result = []
    for entry in split_entries(blocks):
        texts, span, url, body = _facts(entry)
        if not texts and not body:
            continue
        bullets = [block.text for block in entry.body if block.bullet]
        plain = [block for block in entry.body if not block.bullet and not is_duration(block.text)]
        dates = [block.text for block in plain if is_date_text(block.text)]
        span = span or next((found for text in dates for found in find_spans(text)), None)
        # What it was made with stands below, without a word on it.
        made_with = [block for block in plain[-1:] if block.text not in dates and names_skills([block])]
        prose = [block.text for block in plain if block.text not in dates and block not in made_with]
        name, *rest = texts or [body[0]]
        if not texts:
            bullets, prose = bullets[1:] if bullets and bullets[0] == name else bullets, [p for p in prose if p != name]
        roles = [text for text in rest if title_score(text) >= 0.7 and len(text) < 60]
        rest = [text for text in rest if text not in roles]
        if (
            not rest
            and not prose
            and (cut := re.match(r"^(.{2,60}?)\s+[–—|:-]\s+(.{3,})$|^([^:]{2,60}):\s+(.{10,})$", name))
        ):
            name, tail = (cut[1], cut[2]) if cut[1] else (cut[3], cut[4])
            rest = [tail]
        rest = [text for text in rest if not is_duration(text)]
        keywords = [k for text in rest if _is_stack(text) for k in keywords_of(text)]
        keywords += [skill.name for skill in read_skills(made_with) if skill.name]
        rest = [text for text in rest if not _is_stack(text)]
        description = "\n".join([*rest, *prose]) or None
        project = made(
            Project, name=name, description=description, highlights=bullets, keywords=keywords, url=url, roles=roles
        )
        if span:
            project.start_date, project.end_date = (
                (span.start or span.end, span.end if span.start else None) if not span.single else (None, span.end)
            )
            if span.current:
                project = project.model_copy(update={"current": True})
        result.append(project)
    return result


def _is_stack(text: str) -> bool:
    pieces = SEPARATOR.split(text)
    return len(pieces) >= 2 and all(len(piece.split()) <= 3 for piece in pieces) and not text.endswith(".")


def read_interests(blocks: list[Block]) -> list[Interest]:
    result = []
    for block in blocks:
        group, rest = labelled(block)
        if group:
            result.append(made(Interest, name=group, keywords=keywords_of(rest)))
        elif len(block.text) > 120 and block.text.endswith("."):
            result.append(made(Interest, name=block.text))
        else:
            result += [
                Interest(name=word)
                for segment in (block.segments if len(block.parts) == 1 else [None])
                for word in keywords_of(segment.text if segment else block.text)
            ]
    return result


def read_references(blocks: list[Block]) -> list[Reference]:
    text = "\n".join(block.text for block in blocks)
    if len(blocks) <= 2 and not EMAIL.search(text):
        return [Reference(reference=text)] if text else []
    result = []
    for entry in split_entries(blocks):
        texts = [block.text for block in entry.blocks]
        result.append(made(Reference, name=texts[0], reference="\n".join(texts[1:]) or None))
    return result


def plain_items(blocks: list[Block]) -> list[str]:
    """The text of a section of unknown meaning, margin included, so that nothing is lost."""
    return [
        squeeze("  ".join([block.text, *(s.text for s in block.margin if s not in block.segments)]))
        for block in blocks
        if block.text
    ]


def fold_key(text: str) -> str:
    return fold(squeeze(text))


__all__ = [
    "is_marginal", "plain_items", "read_awards", "read_certificates", "read_interests", "read_languages", "read_projects",
    "read_publications", "read_references", "speaks",
]  # fmt: skip
