"""What a benchmark says: one line per figure, with the target beside it where there is one."""

from dataclasses import dataclass
from typing import Literal

Judgement = Literal["holds", "misses", ""]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` and ``target`` are in ``unit``; ``better`` says which side of the target is good."""

    name: str
    value: float | str
    unit: str = ""
    target: float | None = None
    better: Literal["less", "more"] = "less"
    note: str = ""

    @property
    def judgement(self) -> Judgement:
        if self.target is None or isinstance(self.value, str):
            return ""
        good = self.value <= self.target if self.better == "less" else self.value >= self.target
        return "holds" if good else "misses"

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, str) else f"{self.value:,.4g}"
        sign = "≤" if self.better == "less" else "≥"
        target = "" if self.target is None else f"{sign} {self.target:,.4g}"
        return f"{self.name:<58} {value:>12} {self.unit:<10} {target:>12}  {self.judgement:<7} {self.note}".rstrip()
