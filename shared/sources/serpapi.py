"""Google Lens through SerpApi: a category refines the search, and shops' prices come along."""

from typing import Any

from shared.config import settings
from shared.models.search import FoundPicture
from shared.sources.fault import SourceFault
from shared.sources.reading import inside, line, link
from shared.sources.shops import numbered
from shared.sources.web import Web

NAME = "serpapi"
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}


async def fetch(web: Web, picture_url: str, category: str = "") -> list[FoundPicture]:
    """Return what looks like a public picture; raises :class:`shared.sources.fault.SourceFault`."""
    refined = {"q": category} if category else {}
    key = settings().serpapi_api_key
    return read(
        await web.get(
            f"{settings().serpapi_url}/search.json",
            engine="google_lens",
            url=picture_url,
            hl="en",
            api_key=key,
            **refined,
        )
    )


def read(data: Any) -> list[FoundPicture]:
    """Read an answer; failures come with status 200 too, and a search without results as one of them."""
    said = line(inside(data, "error")).lower()
    if said and "any results" not in said:
        raise SourceFault("out_of_credit" if "run out" in said else "refused" if "api key" in said else "unavailable")
    matches = inside(data, "visual_matches")
    return [
        FoundPicture(
            title=line(match.get("title")),
            link=link(match.get("link")),
            source=line(match.get("source")),
            image=link(match.get("image")),
            thumbnail=link(match.get("thumbnail")),
            position=position,
            price=_amount(inside(match, "price", "extracted_value")),
            currency=_currency(inside(match, "price", "currency")),
        )
        for position, match in numbered(matches if isinstance(matches, list) else [])
    ]


def _amount(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e9 else None


def _currency(value: Any) -> str | None:
    said = line(value)
    return _CURRENCIES.get(said, said.upper() if len(said) == 3 and said.isalpha() else None)
