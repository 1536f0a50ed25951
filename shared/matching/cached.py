"""Read what is stored of a résumé's scores, without the scorer."""

from uuid import UUID

from shared.matching.items import CachedItem, readable
from shared.matching.versions import current_versions
from shared.store.matches import Matches


async def cached_results(matches: Matches, resume_id: UUID) -> list[CachedItem]:
    """Return every stored result of a résumé, newest per posting, best first."""
    rows = await matches.cache(resume_id)
    current = current_versions()
    read = (
        readable(
            CachedItem,
            row | {"stale": row["resume_changed"] or row["scorer_version"].partition("+")[0] not in current},
        )
        for row in rows
    )
    return [item for item in read if item]
