"""What a run works towards: the posting's skills, spelled the posting's way."""

from dataclasses import dataclass, field
from functools import cached_property

from shared.models.optimized import Requirement
from shared.skills.find import find_listed

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
