"""One address per posting: what tells visits, campaigns and languages of a link apart is taken off."""

import re
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from shared.models.tracked_job import web_address

LONGEST = 2048
_TRACKING = frozenset(
    """
    _ga _gl _hsenc _hsmi campaign campaignid cmpid click_id clickid dclid fbclid from gad_source gbraid gclid
    gclsrc gh_src igshid iis iisn jobboard li_fat_id lever-origin lever-source lipi mc_cid mc_eid midsig midtoken
    mkt_tok msclkid origin originalsubdomain otptoken pk_campaign pk_kwd rcm ref ref_src
    referer referral referrer refid rltr rx_source s_kwcid source src srsltid tk trackid
    tracking trackingid trk trkemail trkinfo ttclid twclid wbraid wt_mc yclid ved xkcb xpse utm
    """.split()  # noqa: SIM905  a word list reads best as words
)
_TRACKING_PREFIX = ("utm_", "hsa_", "mtm_", "matomo_", "pk_", "trk_", "vero_")
_FRONT_PAGES = frozenset(
    """
    career careers job jobs search vacancies vacancy openings positions opportunities join join-us work-with-us
    karriere stellenangebote stellen jobboerse emploi emplois empleo recrutement carriere carrieres lavora-con-noi index
    index.html home en de fr es it us uk
    """.split()  # noqa: SIM905  a word list reads best as words
)
_BOARDS = frozenset(
    {"boards.greenhouse.io", "job-boards.greenhouse.io", "jobs.lever.co", "jobs.ashbyhq.com", "apply.workable.com",
     "jobs.smartrecruiters.com", "careers.smartrecruiters.com"}
)  # fmt: skip
"""Hosts where the first part of the path is the company, and the posting comes after it."""
_LINKEDIN_ID = re.compile(r"(?:^|-|/)(\d{6,20})$")
_DIGITS = re.compile(r"\d{6,20}")
_UNRESERVED = "-._~"


def canonical_url(url: str) -> str | None:
    """Return the address that every link to this posting shares; None if it is no web address or names no posting.

    A front page ("acme.com/careers") is what many postings have in common, so it names none of them.
    """
    text = web_address(url)
    if text is None:
        return None
    parts = urlsplit(text)
    host = _host(parts.hostname or "")
    if host is None:
        return None
    if linkedin := linkedin_id(text):
        return f"https://linkedin.com/jobs/view/{linkedin}"
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = _path(parts.path)
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, encoding="utf-8", errors="replace")
        if value and not _tracks(name)
    )
    if "indeed." in host and (key := {name.lower(): value for name, value in query}.get("jk") or _vjk(query)):
        path, query = "/viewjob", [("jk", key)]
    fragment = parts.fragment if parts.fragment[:1] in {"/", "!"} else ""
    if not query and not fragment and _is_front_page(host, path):
        return None
    made = f"https://{host}{port}{path}"
    if query:
        made += f"?{urlencode(query)}"
    if fragment:
        made += f"#{_escaped(fragment, '/!:=&?,@')}"
    return made if len(made) <= LONGEST else None


def linkedin_id(url: str) -> str | None:
    """Return LinkedIn's number of the posting that ``url`` shows, whichever page shows it."""
    text = web_address(url)
    parts = urlsplit(text) if text else None
    host = (parts.hostname or "").lower().rstrip(".") if parts else ""
    if parts is None or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        return None
    path = parts.path.rstrip("/")
    if "/jobs/view/" in path and (found := _LINKEDIN_ID.search(path)):
        return found.group(1)
    shown = [value for name, value in parse_qsl(parts.query) if name.lower() == "currentjobid"]
    return shown[0] if "/jobs" in path and shown and _DIGITS.fullmatch(shown[0]) else None


def _is_front_page(host: str, path: str) -> bool:
    segments = path.lower().split("/")[1:]
    return all(segment in _FRONT_PAGES for segment in segments) or (host in _BOARDS and len(segments) == 1)


def _vjk(query: list[tuple[str, str]]) -> str | None:
    return next((value for name, value in query if name.lower() == "vjk"), None)


def _tracks(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIX)


def _host(host: str) -> str | None:
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return None
    while host.startswith("www.") and host.count(".") > 1:
        host = host.removeprefix("www.")
    return host if re.fullmatch(r"[a-z0-9._-]+", host) else None


def _path(path: str) -> str:
    escaped = _escaped(path, "/:@!$&'()*+,;=")
    kept: list[str] = []
    for segment in escaped.split("/"):
        if segment == "..":
            kept[-1:] = []
        elif segment not in {"", "."}:
            kept.append(segment)
    return "".join(f"/{segment}" for segment in kept)


def _escaped(text: str, safe: str) -> str:
    """Percent-encode what must be and nothing else, whatever was encoded before; ``%2F`` stays what it is."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    made = []
    for piece in pieces:
        if len(piece) == 3 and piece[0] == "%":
            raw = unquote_to_bytes(piece)
            plain = raw.decode("ascii", "ignore")
            made.append(plain if plain.isalnum() or (plain and plain in _UNRESERVED) else piece.upper())
        else:
            made.append(quote(piece, safe=safe + _UNRESERVED, errors="replace"))
    return "".join(made)
