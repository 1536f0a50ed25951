"""How long somebody has worked, by the dates of their jobs."""

from datetime import date

from shared.models.resume import Resume


def months_of(day: str | None) -> int | None:
    """Return months since year 0 of an ISO date of any precision (a year alone counts from January)."""
    if not day:
        return None
    parts = day.split("-")
    if not parts[0].isdecimal() or len(parts[0]) != 4:
        return None
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12 else 1
    return int(parts[0]) * 12 + month - 1


def years_of_experience(resume: Resume, today: date | None) -> float:
    """Return years worked, overlapping jobs counted once. A job without an end goes on until ``today``."""
    spans = []
    for job in resume.work:
        start = months_of(job.start_date)
        end = months_of(job.end_date)
        if end is None and not job.end_date and today is not None:
            end = today.year * 12 + today.month - 1
        if start is not None and end is not None and end > start:
            spans.append((start, end))
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total / 12
