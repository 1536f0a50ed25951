"""The results page: nothing from outside gets to act, every state has a page, and completed ones need no script."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.searches.page import headers, page

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
BASE: dict[str, Any] = {
    "job_id": "job_1800000000_" + "a" * 24, "kind": "image_search", "status": "completed", "progress": 100, "rev": 7,
    "categories": [], "results": None, "error_code": None, "expires_at": "2026-12-03T10:00:00+00:00",
}  # fmt: skip
PICTURE = {"title": "Dress", "link": "https://shop.example/1?a=1&b=2", "source": "Shop", "price": 1234.5,
           "currency": "EUR", "thumbnail": "https://t.example/1.jpg", "likeness": 0.93}  # fmt: skip
POSTING = {"job_title": "Nurse", "company_name": "Acme", "location": "Leeds", "job_url": "https://a.example/1",
           "posted_at": "2026-11-03T00:00:00+00:00", "match_score": 81, "ranking_level": "high",
           "salary": {"min": 30000, "max": 40000, "currency": "GBP", "interval": "year"}, "summary": "Strong fit",
           "matched_skills": ["Care"], "missing_skills": ["Surgery"],
           "explanation": {"skills": {"weight": 50, "earned": 40, "detail": "1 of 2",
                                      "asked": [{"names": ["Care"], "quote": "You have experience in care"}]}},
           }  # fmt: skip


def done(kind: str, *items: Any, **results: Any) -> dict[str, Any]:
    return BASE | {"kind": kind, "results": {"items": list(items), **results}}


class Parts(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def harmless(html: str, scripts: int = 0) -> None:
    parts = Parts(html)
    assert len(parts.all("script")) == scripts
    for tag, attributes in parts.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        for name in ("href", "src"):
            if attributes.get(name):
                assert re.match(r"https?://|data:image/", attributes[name] or ""), attributes
    for link in parts.all("a"):
        assert "noopener" in (link["rel"] or "")


@pytest.mark.parametrize("kind", ["image_search", "job_search"])
def test_whatever_a_shop_or_board_writes_is_text(kind: str) -> None:
    bent: dict[str, Any] = dict.fromkeys(PICTURE | POSTING, ATTACK)
    bent |= {"matched_skills": [ATTACK], "missing_skills": [ATTACK], "salary": {"min": 1, "currency": ATTACK,
             "interval": ATTACK}, "explanation": {"skills": {"weight": 1, "earned": 1, "detail": ATTACK, "asked": [
                 {"names": [ATTACK], "quote": ATTACK * 3}]}}, "link": "javascript:alert(1)",
             "job_url": "data:text/html,x", "thumbnail": "data:image/svg+xml;base64,AAAA"}  # fmt: skip
    sources = [{"source": ATTACK, "status": "unavailable", "board": ATTACK}]
    attribution = [{"text": ATTACK, "url": "javascript:alert(1)"}]
    html = page(done(kind, bent, sources=sources, attribution=attribution) | {"categories": [ATTACK]})
    harmless(html)
    assert "<img src=x" not in html


NAMES = st.sampled_from(sorted((PICTURE | POSTING).keys() | {"items", "sources", "picture", "attribution"}))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=12
)


@given(ANYTHING)
def test_any_results_give_a_harmless_page(results: Any) -> None:
    for kind in ("image_search", "job_search"):
        harmless(page(done(kind, results)))
        harmless(page(BASE | {"kind": kind, "results": results}))


def test_pictures_are_shown_with_price_shop_and_a_link_that_tells_nothing() -> None:
    html = page(done("image_search", PICTURE, picture={"thumbnail": "data:image/webp;base64,AAAA"}))
    assert "€1,234.50" in html
    assert "93 % alike" in html
    parts = Parts(html)
    assert parts.all("a")[0]["href"] == PICTURE["link"]
    assert parts.all("a")[0]["rel"] == "noopener noreferrer nofollow"
    assert [image["src"] for image in parts.all("img")] == ["data:image/webp;base64,AAAA", "https://t.example/1.jpg"]


def test_postings_are_shown_with_score_pay_and_why() -> None:
    html = page(done("job_search", POSTING))
    for shown in ("Nurse", "Acme · Leeds · £30,000 – £40,000 a year · 3 Nov 2026", ">81<", "no Surgery",
                  "You have experience in care", "Skills, 40 of 50: 1 of 2"):  # fmt: skip
        assert shown in html, shown


def test_a_feed_whose_terms_ask_for_it_is_named_with_a_link_that_counts() -> None:
    html = page(
        done("job_search", POSTING, attribution=[{"text": "Jobs from Remotive", "url": "https://remotive.com"}])
    )
    (link,) = [a for a in Parts(html).all("a") if a["href"] == "https://remotive.com"]
    assert link["rel"] == "noopener"


def test_a_source_that_gave_nothing_is_named() -> None:
    html = page(done("job_search", sources=[{"source": "lever", "board": "acme", "status": "rate_limited"}]))
    assert "Lever (acme) asked us to come back later" in html


@pytest.mark.parametrize("status", ["pending", "processing"])
def test_a_running_search_moves_by_script_and_without_one_by_itself(status: str) -> None:
    html = page(BASE | {"status": status, "progress": 40})
    harmless(html, scripts=1)
    (bar,) = Parts(html).all("progress")
    assert (bar["value"], bar["data-rev"]) == ("40", "7")
    assert '<noscript><meta http-equiv="refresh"' in html


def test_a_failed_search_says_why_in_words_and_never_in_codes() -> None:
    assert "upload it instead" in page(BASE | {"status": "failed", "error_code": "image_unreachable"})
    assert "step_failed" not in page(BASE | {"status": "failed", "error_code": "step_failed"})


def test_a_search_that_is_not_there_says_so() -> None:
    harmless(page(None))


def test_the_policy_allows_exactly_what_the_page_holds() -> None:
    policy = headers()["content-security-policy"]
    html = page(BASE | {"status": "pending", "progress": 0})
    for tag in ("style", "script"):
        body = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
