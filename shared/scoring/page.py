"""A whole page or pasted text → Posting: title, company and place guessed where no structure names them."""

import json
import re
from html import unescape
from typing import Final

from shared.models.posting import Posting
from shared.scoring.html import html_to_text, looks_like_html
from shared.scoring.json_ld import find_job_posting, read_json_ld
from shared.scoring.level import find_level
from shared.scoring.roles import find_role

SCRIPT: Final = re.compile(
    r"<script\b[^>]{0,400}application/ld\+json[^>]{0,400}>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL
)
META: Final = re.compile(r"<meta\b([^>]{0,2000})>", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(r"([a-z:_-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
HEADING: Final = re.compile(r"<h1\b[^>]{0,400}>(.*?)</h1\s*>", re.IGNORECASE | re.DOTALL)
TITLE: Final = re.compile(r"<title\b[^>]{0,400}>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
MARKUP: Final = re.compile(r"<[^>]{0,2000}>")
NOISE: Final = re.compile(r"<(nav|footer|header|form|aside)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)

BOARDS: Final = frozenset(
    (
        "linkedin", "indeed", "indeed.com", "glassdoor", "stepstone", "xing", "monster", "ziprecruiter", "greenhouse",
        "lever", "ashby", "workable", "smartrecruiters", "wellfound", "remoteok", "remote ok", "remotive", "himalayas",
        "arbeitnow", "jobicy", "careers", "jobs", "job board", "infojobs", "saramin", "jobkorea", "wanted",
        "welcome to the jungle", "hellowork", "personio", "bamboohr", "workday", "teamtailor", "recruitee", "breezy",
    )
)  # fmt: skip
LABELLED: Final = {
    "title": re.compile(r"^\W*(?:job title|position title|title|position|role|stelle|stellentitel|poste|intitulé du poste|puesto|cargo|직무|포지션|모집\s?분야)\s*[:：]\s*(.{2,120})$", re.IGNORECASE | re.MULTILINE),
    "company": re.compile(r"^\W*(?:company(?: name)?|employer|organi[sz]ation|unternehmen|firma|arbeitgeber|entreprise|société|empresa|compañía|회사명?|기업명)\s*[:：]\s*(.{2,80})$", re.IGNORECASE | re.MULTILINE),
    "location": re.compile(r"^\W*(?:(?:job |work )?location|place of work|standort|arbeitsort|einsatzort|ort|lieu(?: de travail)?|localisation|ubicación|lugar(?: de trabajo)?|localidad|근무지(?:역)?|근무\s?장소)\s*[:：]\s*(.{2,80})$", re.IGNORECASE | re.MULTILINE),
}  # fmt: skip
HIRING: Final = re.compile(
    r"^(?P<company>[^|]{2,60}?) (?:is )?hiring(?: for)?(?: an?| our| a new)? (?P<title>[^|]{3,90}?)(?: in (?P<location>[^|]{2,60}?))?(?:\s*[|·].*)?$",
    re.IGNORECASE,
)
AT: Final = re.compile(
    r"^(?P<title>.{3,90}?)\s+(?:at|@|bei|chez|en)\s+(?P<company>[A-ZÀ-Ü0-9][^|,·–—-]{1,50}?)(?:\s*(?:[|,·]|\s[-–—]\s)\s*(?P<rest>.*))?$"
)
SEEKING: Final = re.compile(
    r"(?:(?:looking for|seeking|hiring|in search of|suchen(?: wir)?(?: ab sofort| zum nächstmöglichen zeitpunkt)?|recherch(?:e|ons)|recrut(?:e|ons)|busca(?:mos)?)\s+(?:for\s+)?(?:an?|our next|the|einen?|eine[nr]?|une?|una?|un\(e\))?\s*)(?P<title>[^.,;:!\n]{3,80})",
    re.IGNORECASE,
)
COMPANY_SAID: Final = re.compile(
    r"^(?:About|Über|À propos de|Sobre) (?!us\b|the\b|you\b|this\b|our\b|uns\b|nosotros\b|nous\b)(?P<company>[A-ZÀ-Ü][\w&.' -]{1,40})\s*:?$"
    r"|^(?:At|Bei|Chez|En) (?P<at>[A-ZÀ-Ü][\w&.'-]*(?: [A-ZÀ-Ü][\w&.'-]*){0,3}),? (?:we|our|wir|nous|you|is)\b"
    r"|^(?P<is>[A-ZÀ-Ü][\w&.'-]*(?: (?:[A-ZÀ-Ü][\w&.'-]*|of|and|&)){0,3}) (?:is|ist|est|es) (?:an?|the|ein|eine|une?|una?|on|currently|seeking|looking|hiring|building)\b",
    re.MULTILINE,
)
NO_COMPANY: Final = frozenset(
    "this the our we it there he she what who job position role company location remote here that experience".split()
)
HEAD_LINES: Final = 8


def posting_from_text(text_or_html: str) -> Posting:
    """A posting from a pasted text or a saved page; its JSON-LD decides where it carries a JobPosting."""
    if not looks_like_html(text_or_html):
        return _from_plain(text_or_html.strip())
    structured = _structured(text_or_html)
    if structured and structured.description and structured.job_title:
        return structured
    guessed = _from_page(text_or_html)
    if structured:
        return guessed.model_copy(
            update={name: value for name in POSTING_FIELDS if (value := getattr(structured, name))}
        )
    return guessed


POSTING_FIELDS: Final = ("job_id", "job_title", "company_name", "location", "description", "job_url")


def _structured(html: str) -> Posting | None:
    for match in SCRIPT.finditer(html):
        try:
            data = json.loads(match[1])
        except (ValueError, RecursionError):
            continue
        if job := find_job_posting(data):
            return read_json_ld(job)
    return None


def _from_page(html: str) -> Posting:
    meta = _meta(html)
    heading = HEADING.search(html)
    titled = TITLE.search(html)
    text = html_to_text(NOISE.sub(" ", html))
    plain = _from_plain(text)
    candidates = [_clean(heading[1]) if heading else "", meta.get("og:title", ""), _clean(titled[1]) if titled else ""]
    title, company, location = "", "", ""
    for said in candidates:
        if not said:
            continue
        one_title, one_company, one_place = _headline(said)
        title = title or (
            one_title if find_role(one_title) or find_level(one_title) or said is not candidates[0] else ""
        )
        company = company or one_company
        location = location or one_place
    site = meta.get("og:site_name", "")
    if not company and site and site.lower() not in BOARDS:
        company = site
    title = title or next((said for said in candidates if said), "") or plain.job_title
    return Posting(
        job_title=title,
        company_name=company or plain.company_name,
        location=location or plain.location,
        description=text,
        job_url=meta.get("og:url") or None,
    )


def _meta(html: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in META.finditer(html, 0, 200_000):
        pairs = {name.lower(): unescape(double or single) for name, double, single in ATTRIBUTE.findall(match[1])}
        key = pairs.get("property") or pairs.get("name")
        if key and pairs.get("content"):
            found.setdefault(key.lower(), pairs["content"].strip())
    return found


def _clean(markup: str) -> str:
    return " ".join(unescape(MARKUP.sub(" ", markup)).split())


def _headline(said: str) -> tuple[str, str, str]:
    """(title, company, place) of a page's headline: "Acme hiring Nurse in Berlin | LinkedIn", "Nurse at Acme", "Nurse - Acme"."""
    if match := HIRING.match(said):
        return match["title"].strip(), match["company"].strip(), (match["location"] or "").strip()
    if match := AT.match(said):
        return match["title"].strip(), match["company"].strip(), ""
    parts = [part.strip() for part in re.split(r"\s[|·–—-]\s", said) if part.strip()]
    parts = [
        part
        for part in parts
        if part.lower() not in BOARDS and not re.fullmatch(r"(?:careers?|jobs?)(?: at .*)?", part, re.IGNORECASE)
    ]
    if not parts:
        return "", "", ""
    index = next((i for i, part in enumerate(parts) if find_role(part)), 0)
    others = [part for i, part in enumerate(parts) if i != index]
    company = others[-1] if others and not find_role(others[-1]) else ""
    return parts[index], company, others[0] if len(others) > 1 else ""


def _from_plain(text: str) -> Posting:
    labelled = {name: match[1].strip() for name, pattern in LABELLED.items() if (match := pattern.search(text[:6000]))}
    head = [line.strip(" \t#*_-•") for line in text[:3000].split("\n") if line.strip()][:HEAD_LINES]
    title, company, location = labelled.get("title", ""), labelled.get("company", ""), labelled.get("location", "")
    if not title and head:
        one_title, one_company, one_place = _headline(head[0]) if len(head[0]) <= 120 else ("", "", "")
        if one_title and _is_title(one_title):
            title, company, location = one_title, company or one_company, location or one_place
        else:
            title = next((line for line in head if len(line) <= 90 and _is_title(line)), "")
    if not title and (match := SEEKING.search(text[:4000])):
        said = match["title"].strip()
        role = find_role(said)
        cut = re.split(r"\s(?:to|who|with|for|in|at|that|and|mit|für|zur|pour|para|avec|con)\s", said)[0]
        title = cut if role else ""
    if not title and head and len(head[0]) <= 90 and head[0][-1] not in ".!?:":
        title = head[0]
    if not company and (match := COMPANY_SAID.search(text[:6000])):
        said = (match["company"] or match["at"] or match["is"] or "").strip()
        company = said if said.lower() not in NO_COMPANY and not find_role(said) else ""
    if not company and len(head) > 1 and title == head[0] and _is_name(head[1]):
        parts = re.split(r"\s[|·–—-]\s|,\s", head[1], maxsplit=1)
        company = parts[0].strip()
        location = location or (parts[1].strip() if len(parts) > 1 else "")
    return Posting(job_title=title, company_name=company, location=location, description=text)


def _is_title(line: str) -> bool:
    return (
        line[-1:] not in ".!?:;,"
        and line.count(" ") < 12
        and bool(find_role(line))
        and not re.match(r"(?:we|our|about|as|you|join)\b", line, re.IGNORECASE)
    )


def _is_name(line: str) -> bool:
    return (
        1 < len(line) <= 60
        and line[-1] not in ".!?:"
        and line[0].isupper()
        and line.count(" ") < 8
        and not find_role(line)
    )
