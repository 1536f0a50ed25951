"""Google Lens through Serper: one call per picture; matches are under ``organic``, with a few names for everything."""

from typing import Any

from shared.config import settings
from shared.models.search import FoundPicture
from shared.sources.reading import inside, line, link
from shared.sources.shops import numbered
from shared.sources.web import Web

NAME = "serper"


async def fetch(web: Web, picture_url: str) -> list[FoundPicture]:
    """Return what looks like a public picture; raises :class:`shared.sources.fault.SourceFault`."""
    headers = {"x-api-key": settings().serper_api_key}
    return read(await web.post(f"{settings().serper_url}/lens", {"url": picture_url, "gl": "us", "hl": "en"}, headers))


def read(data: Any) -> list[FoundPicture]:
    """Read an answer; one without any matches is an answer too."""
    lists = (inside(data, key) for key in ("organic", "visual_matches", "visualMatches"))
    found = next((matches for matches in lists if isinstance(matches, list)), [])
    return [
        FoundPicture(
            title=line(match.get("title")),
            link=link(match.get("link")),
            source=line(match.get("source")),
            image=link(match.get("imageUrl") or match.get("image")),
            thumbnail=link(match.get("thumbnailUrl") or match.get("thumbnail")),
            position=position,
        )
        for position, match in numbered(found)
    ]
