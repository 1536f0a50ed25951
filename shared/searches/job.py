"""A claimed search as a worker sees it."""

from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(slots=True)
class Job:
    """One claim. Everything is as it was stored when the search was claimed, except ``outputs``, which grows."""

    job_id: str
    kind: str
    user_id: str | None
    token: int
    """The fence: the database refuses what is written under an older one."""
    attempt: int
    """Claims since the last stored step, this one included."""
    max_attempts: int
    categories: list[str]
    original_image_url: str | None
    files: list[str]
    """Names in the bucket ``search-images``."""
    request: dict[str, Any]
    """What ``start_search`` kept for the kind: query, companies, résumé …"""
    meta: dict[str, Any]
    deadline_in_seconds: float
    outputs: dict[str, Any] = field(default_factory=dict)
    """What each stored step gave, by step."""
    checkpoint: dict[str, Any] = field(default_factory=dict)
    """Where unfinished steps stand, by step."""

    @classmethod
    def claimed(cls, claim: dict[str, Any]) -> Self:
        """Read an ``ok`` of ``claim_job`` or ``claim_next``."""
        return cls(
            job_id=claim["job_id"],
            kind=claim["kind"],
            user_id=claim["user_id"],
            token=claim["token"],
            attempt=claim["attempt"],
            max_attempts=claim["max_attempts"],
            categories=claim["categories"],
            original_image_url=claim["original_image_url"],
            files=claim["files"],
            request=claim["request"],
            meta=claim["meta"],
            deadline_in_seconds=claim["deadline_in_seconds"],
            outputs=claim["steps"],
            checkpoint=claim["checkpoint"],
        )

    @property
    def last_attempt(self) -> bool:
        """Whether a retry now would end the search."""
        return self.attempt >= self.max_attempts
