"""Himalayas, Jobicy and Remote OK: their answers are read like the others', though no search asks them yet.

A caller that has fetched them (all three allow it, with a link back) hands the answer to one of these.
"""

from typing import Any

from shared.models.search import FoundPosting
from shared.sources.reading import employment, items, line, lines, link, moment, paragraphs, pay


def read_himalayas(data: Any) -> list[FoundPosting]:
    """Read ``/jobs/api``."""
    return [
        FoundPosting(
            source="himalayas",
            source_id=line(job.get("guid")),
            title=line(job.get("title")),
            company=line(job.get("companyName")),
            location=", ".join(lines(job.get("locationRestrictions"))),
            text=paragraphs(job.get("description") or job.get("excerpt")),
            link=link(job.get("guid")) or link(job.get("applicationLink")),
            apply_link=link(job.get("applicationLink")),
            remote="remote",
            employment_type=employment(job.get("employmentType")),
            posted_at=moment(job.get("pubDate")),
            pay=pay(job.get("minSalary"), job.get("maxSalary"), job.get("currency"), job.get("salaryPeriod")),
            tags=tuple(tag.replace("-", " ") for tag in lines(job.get("categories"))),
        )
        for job in items(data, "jobs")
    ]


def read_jobicy(data: Any) -> list[FoundPosting]:
    """Read ``/api/v2/remote-jobs``."""
    return [
        FoundPosting(
            source="jobicy",
            source_id=line(job.get("id")),
            title=line(job.get("jobTitle")),
            company=line(job.get("companyName")),
            location=line(job.get("jobGeo")),
            text=paragraphs(job.get("jobDescription") or job.get("jobExcerpt")),
            link=link(job.get("url")),
            remote="remote",
            employment_type=employment(job.get("jobType")),
            posted_at=moment(job.get("pubDate")),
            pay=pay(
                job.get("annualSalaryMin") or job.get("salaryMin"),
                job.get("annualSalaryMax") or job.get("salaryMax"),
                job.get("salaryCurrency"),
                job.get("salaryPeriod") or "yearly",
            ),
            tags=lines(job.get("jobIndustry")),
        )
        for job in items(data, "jobs")
    ]


def read_remoteok(data: Any) -> list[FoundPosting]:
    """Read ``/api``, whose first element is a notice."""
    return [
        FoundPosting(
            source="remoteok",
            source_id=line(job.get("id")),
            title=line(job.get("position")),
            company=line(job.get("company")),
            location=line(job.get("location")),
            text=paragraphs(job.get("description")),
            link=link(job.get("url")),
            apply_link=link(job.get("apply_url")),
            remote="remote",
            posted_at=moment(job.get("epoch")) or moment(job.get("date")),
            pay=pay(job.get("salary_min"), job.get("salary_max"), "USD", "year"),
            tags=lines(job.get("tags")),
        )
        for job in items({"": data}, "")
        if "position" in job
    ]
