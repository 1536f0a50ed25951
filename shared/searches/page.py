"""The page behind the link of a text message: how far a search is, and what it found. Made for a phone.

Completed searches need no script. Everything that came from outside is escaped, its links are http or https and know
nothing of where their reader came from, and the policy of :func:`headers` lets nothing run that is not in this package.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from shared.sources.reading import link as safe

HERE = Path(__file__).parent
SHOWN = 200
FAILURES = {
    "cancelled": "This search was cancelled.",
    "image_missing": "The picture never arrived. Please send it again.",
    "image_refused": "The address of the picture cannot be used. Please upload the picture instead.",
    "image_unreadable": "What was sent could not be read as a picture.",
    "image_unreachable": "The picture could not be fetched. Please upload it instead.",
    "deadline_exceeded": "The search took too long and was given up.",
}
SOURCES = {
    "greenhouse": "Greenhouse", "lever": "Lever", "ashby": "Ashby", "remotive": "Remotive", "arbeitnow": "Arbeitnow",
    "serper": "Google Lens", "serpapi": "Google Lens", "catalogue": "Catalogue",
}  # fmt: skip
WHY = {
    "unknown_company": "knows no such company", "rate_limited": "asked us to come back later",
    "unavailable": "did not answer", "refused": "would not answer", "too_large": "answered with too much",
    "not_understood": "answered in a way we do not understand", "out_of_credit": "would not answer",
}  # fmt: skip
CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "KRW": "₩"}
_DATA = re.compile(r"data:image/(?:webp|png|jpeg);base64,[A-Za-z0-9+/=]+")
_LOGO = (
    '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="#1f6f5c"/>'
    '<path d="M9 11h14M9 16h10M9 21h6" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>'
)


@cache
def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _source(name: str) -> str:
    """Allow exactly this file, by its hash, in a content security policy."""
    digest = hashlib.sha256(_file(name).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def headers() -> dict[str, str]:
    """Return what every page is sent with."""
    policy = (
        f"default-src 'none'; style-src {_source('page.css')}; script-src {_source('page.js')}; img-src https: data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
        "cache-control": "private, no-cache",
        "vary": "accept, authorization",
    }


def page(search: dict[str, Any] | None) -> str:
    """Write the page of a search as its reader may see it; None is one that is not there for this reader."""
    if search is None:
        return _page("Not here", _missing())
    match search["status"]:
        case "completed":
            title, body = _completed(search)
            return _page(title, body)
        case "failed":
            return _page("Search ended", _failed(search))
    return _page("Searching …", _running(search), script=True)


def _page(title: str, body: str, *, script: bool = False) -> str:
    again = '<noscript><meta http-equiv="refresh" content="5"></noscript>' if script else ""
    code = f"<script>{_file('page.js')}</script>" if script else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="theme-color" content="#f6f4ef" media="(prefers-color-scheme: light)">'
        f'<meta name="theme-color" content="#14171c" media="(prefers-color-scheme: dark)">'
        f"<title>{escape(title)} · Shortlist</title>{again}<style>{_file('page.css')}</style></head>"
        f'<body><header class="top">{_LOGO}<span>Shortlist</span></header>{body}{code}</body></html>'
    )


def _running(search: dict[str, Any]) -> str:
    jobs = search["kind"] == "job_search"
    what = "Looking for postings that fit" if jobs else "Looking for what looks like it"
    said = {"pending": "Waiting for a free worker", "processing": "Asking " + ("job boards" if jobs else "around")}
    progress = int(search["progress"])
    return (
        f"<main><h1>{what}</h1>{_chips(search['categories'])}"
        '<section class="wait" aria-live="polite">'
        f'<div class="number"><span id="number">{progress}</span><small> %</small></div>'
        f'<progress max="100" value="{progress}" data-rev="{int(search["rev"])}" aria-label="Progress"></progress>'
        f'<p><span class="pulse"></span><span id="state" data-pending="{said["pending"]}" '
        f'data-processing="{said["processing"]}">{said[search["status"]]}</span></p>'
        "<p>You can close this page. The search goes on, and this link will show what it found.</p>"
        "</section></main>"
    )


def _failed(search: dict[str, Any]) -> str:
    why = FAILURES.get(search["error_code"], "Something went wrong on our side, and trying again did not help.")
    return f'<main><h1>Nothing came of it</h1><p class="lead">{escape(why)}</p></main>{_footer(search)}'


def _missing() -> str:
    return (
        "<main><h1>There is nothing here</h1>"
        '<p class="lead">The link may be mistyped, or the results are past their seven days. A search that somebody '
        "started signed in opens to others once it is done.</p></main>"
    )


def _completed(search: dict[str, Any]) -> tuple[str, str]:
    results = search["results"] if isinstance(search["results"], dict) else {}
    items = [item for item in _list(results.get("items")) if isinstance(item, dict)][:SHOWN]
    if search["kind"] == "job_search":
        title = _count(len(items), "posting")
        lead = "Best fit first." if any(item.get("match_score") is not None for item in items) else "Newest first."
        shown = f'<ul class="items postings">{"".join(map(_posting, items))}</ul>'
        asked = ""
    else:
        title = _count(len(items), "find")
        lead = "Closest first."
        shown = f'<ul class="items pictures">{"".join(map(_picture, items))}</ul>'
        asked = _asked(results.get("picture"), search["categories"])
    if not items:
        lead, shown = (
            "",
            '<p class="empty">Nothing was found this time. Another picture or other words may do better.</p>',
        )
    body = (
        f'<main><h1>{title}</h1><p class="lead">{lead}</p>{asked}{shown}{_notes(results.get("sources"))}</main>'
        f"{_footer(search, results.get('attribution'))}"
    )
    return title, body


def _picture(item: dict[str, Any]) -> str:
    source = _image(item.get("thumbnail")) or _image(item.get("image"))
    picture = (
        f'<img src="{escape(source)}" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer">'
        if source
        else '<div class="none"></div>'
    )
    likeness = _number(item.get("likeness"))
    alike = f"<small>{round(likeness * 100)} % alike</small>" if likeness is not None else ""
    price = _money(item.get("price"), item.get("currency"))
    words = (
        f'{picture}<div class="words"><span class="title">{_text(item.get("title"))}</span>'
        f'<span class="shop">{_text(item.get("source"))}</span>'
        f'<span class="price"><span>{escape(price)}</span>{alike}</span></div>'
    )
    return f'<li class="picture">{_anchor(item.get("link"), words)}</li>'


def _posting(item: dict[str, Any]) -> str:
    score, level = _number(item.get("match_score")), item.get("ranking_level")
    kind = level if level in ("high", "medium") else "low"
    badge = f'<div class="score {kind}">{int(score)}<small>of 100</small></div>' if score is not None else ""
    facts = [item.get("company_name"), item.get("location"), _pay(item.get("salary")), _day(item.get("posted_at"))]
    where = " · ".join(_text(fact) for fact in facts if fact)
    skills = "".join(
        f'<li class="{kind}">{_text(name)}</li>'
        for kind, name in [
            *(("shown", name) for name in _list(item.get("matched_skills"))[:8]),
            *(("missing", f"no {name}") for name in _list(item.get("missing_skills"))[:4]),
        ]
    )
    more = "".join([
        f"<p>{_text(item.get('summary'))}</p>" if item.get("summary") else "",
        f'<ul class="chips">{skills}</ul>' if skills else "",
        f'<p class="excerpt">{_text(item.get("excerpt"))}</p>' if item.get("excerpt") and not skills else "",
        _explained(item.get("explanation")),
    ])  # fmt: skip
    return (
        f'<li class="posting"><h2>{_anchor(item.get("job_url"), _text(item.get("job_title")))}</h2>{badge}'
        f'<p class="where">{where}</p><div class="more">{more}</div></li>'
    )


def _explained(explanation: Any) -> str:
    if not isinstance(explanation, dict):
        return ""
    told = {name: part for name in ("skills", "role", "experience") if isinstance(part := explanation.get(name), dict)}
    parts = [
        f"<li>{name.capitalize()}, {_part(part)}</li>" for name, part in told.items() if _number(part.get("weight"))
    ]
    quotes = []
    for asked in _list(told.get("skills", {}).get("asked")):
        if isinstance(asked, dict) and isinstance(asked.get("quote"), str):
            names = " or ".join(map(str, _list(asked.get("names"))))
            # A quote that only repeats the name explains nothing.
            if len(asked["quote"]) > len(names) + 8:
                quotes.append(f"<li>Asks for {_text(names)}: <q>{_text(asked['quote'])}</q></li>")
    return f"<details><summary>Why this score</summary><ul>{''.join(parts + quotes[:6])}</ul></details>"


def _part(part: dict[str, Any]) -> str:
    earned, weight = (round(_number(part.get(name)) or 0) for name in ("earned", "weight"))
    return f"{earned} of {weight}: {_text(part.get('detail'))}"


def _asked(picture: Any, categories: list[str]) -> str:
    source = _image(picture.get("thumbnail")) if isinstance(picture, dict) else None
    if not source:
        return _chips(categories)
    return f'<div class="asked"><img src="{escape(source)}" alt="The picture searched for">{_chips(categories)}</div>'


def _chips(names: Iterable[str]) -> str:
    shown = "".join(f"<li>{_text(name)}</li>" for name in names)
    return f'<ul class="chips">{shown}</ul>' if shown else ""


def _notes(sources: Any) -> str:
    """Say which sources gave nothing, and why: results that lack a source should say so."""
    silent = [
        f"<li>{_source_name(source)} {WHY.get(str(source['status']), 'gave nothing')}</li>"
        for source in _list(sources)
        if isinstance(source, dict) and source.get("status") not in (None, "ok", "unknown_company")
    ]
    return f'<section class="notes">Not everything answered:<ul>{"".join(silent)}</ul></section>' if silent else ""


def _source_name(source: dict[str, Any]) -> str:
    name = str(source.get("source"))
    asked = source.get("board") or source.get("category")
    return _text(f"{SOURCES.get(name, name)} ({asked})" if asked else SOURCES.get(name, name))


def _footer(search: dict[str, Any], attribution: Any = None) -> str:
    named = [
        f"<p>{_anchor(said.get('url'), _text(said.get('text')), follow=True)}</p>"
        for said in _list(attribution)
        if isinstance(said, dict)
    ]
    until = _day(search["expires_at"])
    return f"<footer>{''.join(named)}<p>Kept until {until}. Whoever has this link can see it.</p></footer>"


def _anchor(url: Any, words: str, *, follow: bool = False) -> str:
    """Link to ``url`` if it is safe. Boards whose terms ask for a link that counts get one that may be followed."""
    address = safe(url)
    rel = "noopener" if follow else "noopener noreferrer nofollow"
    return f'<a href="{escape(address)}" target="_blank" rel="{rel}">{words}</a>' if address else words


def _image(url: Any) -> str | None:
    if isinstance(url, str) and _DATA.fullmatch(url):
        return url
    address = safe(url)
    return address if address and address.startswith("https://") else None


def _text(value: Any) -> str:
    return escape(str(value)) if value is not None else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _day(moment: Any) -> str:
    """Write the day of an ISO moment as ``26 Nov 2026``."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", moment) if isinstance(moment, str) else None
    return f"{int(found[3])} {months[int(found[2]) - 1]} {found[1]}" if found and 1 <= int(found[2]) <= 12 else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: Any) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return float(value) if known else None


def _money(given: Any, currency: Any) -> str:
    amount = _number(given)
    if amount is None:
        return ""
    said = f"{amount:,.0f}" if amount.is_integer() else f"{amount:,.2f}"
    code = currency if isinstance(currency, str) else ""
    return f"{CURRENCIES[code]}{said}" if code in CURRENCIES else f"{said} {code}".strip()


def _pay(pay: Any) -> str:
    if not isinstance(pay, dict):
        return ""
    ends = [_money(pay.get(end), pay.get("currency")) for end in ("min", "max")]
    said = " – ".join(dict.fromkeys(end for end in ends if end))
    return f"{said} a {pay['interval']}" if said and pay.get("interval") else said
