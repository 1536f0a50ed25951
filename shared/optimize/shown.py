"""Which skills a résumé shows, and how it writes them."""

import re
from collections.abc import Iterator

from shared.models.resume import Resume
from shared.optimize.facts import LISTED, leaves
from shared.skills.find import find_listed, find_skills
from shared.skills.lexicon import Skill

_NO_EVIDENCE = re.compile(r"^/(?:references|basics/(?!summary|label))")


def shown(resume: Resume) -> Iterator[tuple[str, Skill, str]]:
    """Yield pointer, skill and its spelling for every place where a skill is shown."""
    for pointer, text in leaves(resume.model_dump(exclude_none=True)):
        if _NO_EVIDENCE.match(pointer):
            continue
        found = find_skills(text)
        for hit in found:
            yield pointer, hit.skill, text[hit.start : hit.end]
        if not found and LISTED.search(pointer) and (skill := find_listed([text])[0]):
            yield pointer, skill, text
