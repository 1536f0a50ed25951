"""The sample postings are fifty, whole, different, and nobody's."""

import re
from collections import Counter

import pytest

from local.samples.draw import postings
from shared.models.posting import Posting

POSTINGS = postings()


def test_they_fill_one_batch_exactly() -> None:
    assert len(POSTINGS) == 50
    assert [name for name, times in Counter(job["job_id"] for job in POSTINGS).items() if times > 1] == []
    assert [name for name, times in Counter(job["company_name"] for job in POSTINGS).items() if times > 1] == []


@pytest.mark.parametrize("job", POSTINGS, ids=lambda job: job["job_id"])
def test_a_posting_is_whole(job: dict[str, str]) -> None:
    posting = Posting.model_validate(job)

    assert posting.job_title
    assert posting.company_name
    assert posting.location
    assert posting.job_url == f"https://jobs.example.com/{job['job_id']}"
    assert 1_500 <= len(job["description"].encode()) <= 4_200


def test_some_are_html_and_some_are_not_english() -> None:
    assert sum(job["description"].startswith("<") for job in POSTINGS) >= 5
    assert any(re.search(r"\b(und|wir)\b", job["description"]) for job in POSTINGS)
    assert any(re.search(r"\b(vous|nous)\b", job["description"]) for job in POSTINGS)
    assert any(re.search(r"[가-힣]", job["description"]) for job in POSTINGS)
