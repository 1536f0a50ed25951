"""What searches find, whichever source it came from."""

from dataclasses import dataclass

from shared.models.posting import Interval, Remote


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as a board states it in fields of their own; either end may be open."""

    min: float | None
    max: float | None
    currency: str | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class FoundPosting:
    """A posting of a job board. ``text`` is plain, a line per line of the page; links are http(s) or None."""

    source: str
    source_id: str
    title: str
    company: str
    location: str
    text: str
    link: str | None
    apply_link: str | None = None
    remote: Remote | None = None
    employment_type: str | None = None
    """``full_time``, ``part_time``, ``contract``, ``internship``, ``temporary``, else the board's own word."""
    posted_at: str | None = None
    """ISO 8601, UTC."""
    pay: Pay | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that looks like the one searched for, and where it stands. ``image`` may be a ``data:`` URL."""

    title: str
    link: str | None
    source: str
    """Who shows it: a shop's or site's name."""
    image: str | None
    thumbnail: str | None
    position: int
    """As the provider ranked it, from 1."""
    price: float | None = None
    currency: str | None = None
    category: str | None = None
    distance: float | None = None
    """How far from the searched picture, 0 the same, where that is known."""
