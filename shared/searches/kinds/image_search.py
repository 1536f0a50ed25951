"""image_search: what looks like a picture, and where it is. A step looks at the picture, the others ask around."""

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from shared.errors import ProviderDown
from shared.models.search import FoundPicture
from shared.searches.job import Job
from shared.searches.kind import Context, Results
from shared.searches.kinds.packed import pack, unpack
from shared.searches.kinds.patience import later
from shared.searches.kinds.postings import canonical
from shared.searches.outcome import Cancel, Done, Outcome, Retry
from shared.searches.plan import ANY_CATEGORY
from shared.sources import serpapi, serper
from shared.sources.fault import SourceFault
from shared.sources.guard import Guard, Refused, Unreachable
from shared.sources.picture import NotAPicture, look
from shared.sources.shops import fits, is_shop
from shared.sources.web import Web
from shared.store.client import call, tls
from shared.store.search_files import get_file, link_to_file

PER_CATEGORY = 24
BEST = 200
LINK_SECONDS = 3600
"""How long a provider may fetch an uploaded picture."""


class ImageSearch:
    """Reads ``request``: ``steps``, the first of which is ``picture``."""

    parallel = 1
    """The first step says what the others look for."""

    def __init__(self, guard: Guard | None = None) -> None:
        self._guard = guard

    def steps(self, job: Job) -> list[str]:
        """The steps planned."""
        planned: list[str] = job.request["steps"]
        return planned

    async def run(self, job: Job, step: str, context: Context) -> Outcome:
        """Look at the picture, or ask one provider for what looks like it."""
        if step == "picture":
            return await self._picture(job)
        source, _, category = step.partition(":")
        wanted = "" if category == ANY_CATEGORY else category
        told = {"source": source} | ({"category": wanted} if wanted else {})
        try:
            found = await _ask(source, wanted, job, context)
        except SourceFault as fault:
            return await later(fault, told, context)
        items = [_item(picture, source, wanted) for picture in found]
        return Done(told | {"found": len(found), "items": await asyncio.to_thread(pack, items)})

    async def _picture(self, job: Job) -> Outcome:
        try:
            data = await self._bytes(job)
            if data is None:
                # The upload follows the row: it may still be under way, or have failed and be repeated.
                return Retry(5, "image_missing") if not job.last_attempt else Cancel("image_missing")
            picture = await asyncio.to_thread(look, data)
        except Refused as refused:
            return Cancel("image_refused", str(refused))
        except NotAPicture as refused:
            return Cancel("image_unreadable", str(refused))
        except Unreachable as gone:
            return Cancel("image_unreachable", str(gone)) if job.last_attempt else Retry(3, "image_unreachable")
        return Done({"fingerprint": str(picture.fingerprint), "colours": picture.colours, "width": picture.width,
                     "height": picture.height, "thumbnail": picture.thumbnail})  # fmt: skip

    async def _bytes(self, job: Job) -> bytes | None:
        if job.files:
            return await get_file(job.files[0])
        guard = self._guard or Guard(tls())
        return (await guard.fetch(job.original_image_url or "")).data

    def finish(self, job: Job, outputs: dict[str, Any]) -> Results:
        """Put together what was found: the providers' order, shops first, every page once."""
        picture = outputs["picture"]
        asked = [outputs[step] for step in self.steps(job) if step != "picture" and step in outputs]
        found = [item for output in asked if "items" in output for item in unpack(output["items"])]
        wanted = job.categories
        items = [item | {"category": item["category"] or _category(item["title"], wanted)} for item in found]
        kept = _distinct(sorted(items, key=lambda item: _rank(item, wanted)))[:BEST]
        sources = [
            {name: value for name, value in output.items() if name != "items"} | {"status": output.get("error", "ok")}
            for output in asked
        ]
        shown = {name: picture[name] for name in ("width", "height", "thumbnail")}
        by_category = Counter(item["category"] for item in kept if item["category"])
        return Results(
            {"items": kept, "sources": sources, "picture": shown},
            {"count": len(kept), "found": len(found), "by_category": dict(by_category)},
        )


async def _ask(source: str, category: str, job: Job, context: Context) -> list[FoundPicture]:
    if source == "catalogue":
        return await _catalogue(category, job.outputs["picture"], context)
    web = Web(context.http, context.remaining)
    url = job.original_image_url or ""
    if job.files:
        try:
            url = await link_to_file(job.files[0], LINK_SECONDS)
        except ProviderDown as error:
            raise SourceFault("unavailable") from error
    return await (serper.fetch(web, url) if source == "serper" else serpapi.fetch(web, url, category))


async def _catalogue(category: str, picture: dict[str, Any], context: Context) -> list[FoundPicture]:
    rows = await call(context.database, "match_catalogue", {
        "p_fingerprint": picture["fingerprint"], "p_colours": picture["colours"], "p_category": category or None,
        "p_limit": PER_CATEGORY,
    })  # fmt: skip
    return [
        FoundPicture(
            title=row["title"], link=row["link"], source=row["brand"] or "Catalogue", image=row["image"],
            thumbnail=row["image"], position=position, price=row["price"], currency=row["currency"],
            category=row["category"], distance=row["distance"],
        )
        for position, row in enumerate(rows, 1)
    ]  # fmt: skip


def _item(found: FoundPicture, source: str, category: str) -> dict[str, Any]:
    """Tell a match. The fingerprint's distance becomes a likeness: 1 the same, 0 as far as two pictures can be."""
    return {
        "title": found.title,
        "link": found.link,
        "source": found.source,
        "image": found.image if found.image != found.thumbnail else None,
        "thumbnail": found.thumbnail or found.image,
        "price": found.price,
        "currency": found.currency,
        "category": found.category or category or None,
        "position": found.position,
        "likeness": None if found.distance is None else round(max(0.0, 1 - found.distance / 64), 2),
        "provider": source,
    }


def _category(title: str, wanted: list[str]) -> str | None:
    return next((name for name in wanted if fits(title, name)), None)


def _rank(item: dict[str, Any], wanted: list[str]) -> tuple[bool, bool, float]:
    """Sort key: what is of a wanted category, then shops, then as the provider ranked it."""
    named = bool(wanted) and item["category"] is None
    host = urlsplit(item["link"] or "").hostname or ""
    order = item["position"] if item["likeness"] is None else 100 * (1 - item["likeness"])
    return named, not is_shop(host), order


def _distinct(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    kept = []
    for item in items:
        key = canonical(item["link"]) if item["link"] else f"{item['source']}\x1f{item['title']}"
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


KIND = ImageSearch()
