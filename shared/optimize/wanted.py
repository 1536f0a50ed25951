"""What a run works towards: the posting's skills, spelled the posting's way."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from shared.models.optimized import Requirement
from shared.models.posting import PostingFacts
from shared.skills.find import find_listed, find_skills

_WEIGHTS = {"required": 2, "preferred": 1, "unstated": 1}


@dataclass(frozen=True)
class Wanted:
    """The requirements of a posting. ``spelled`` maps a skill's id to how the posting writes it."""

    title: str = ""
    company: str = ""
    requirements: list[Requirement] = field(default_factory=list)
    spelled: dict[str, str] = field(default_factory=dict)

    @cached_property
    def weights(self) -> dict[str, int]:
        """Return what each asked skill weighs, by id: 2 if required, else 1."""
        found: dict[str, int] = {}
        for requirement in self.requirements:
            for skill in find_listed(requirement.names):
                if skill is not None:
                    found[skill.id] = max(found.get(skill.id, 0), _WEIGHTS[requirement.need])
        return found


def wanted_of(facts: PostingFacts) -> Wanted:
    """Take from a posting what a run works towards; the spelling is the one the posting uses most."""
    spelled: dict[str, Counter[str]] = {}
    for found in find_skills(f"{facts.title}\n{facts.text}"):
        said = f"{facts.title}\n{facts.text}"[found.start : found.end]
        spelled.setdefault(found.skill.id, Counter())[said] += 1
    asked = [skill for skill in facts.skills if not skill.soft]
    return Wanted(
        facts.title,
        facts.company,
        [Requirement(names=skill.names, need=skill.need) for skill in asked],
        {
            skill_id: _spelling(name, spelled.get(skill_id))
            for skill in asked
            for skill_id, name in zip(skill.ids, skill.names, strict=True)
        },
    )


def _spelling(name: str, seen: Counter[str] | None) -> str:
    """Return the posting's spelling, unless it only differs from the usual one by its case."""
    if not seen:
        return name
    said = seen.most_common(1)[0][0]
    return name if said.casefold() == name.casefold() else said
