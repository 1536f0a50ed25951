"""Read a posting: what it asks for, how much each thing matters, and where it says so.

``read_posting`` turns a ``Posting`` into ``PostingFacts``; every span indexes ``PostingFacts.text`` (the description as
plain text) or ``PostingFacts.title``.
"""

from functools import lru_cache
from typing import Final

from shared.models.posting import Posting, PostingFacts
from shared.scoring.conditions import read_degree, read_languages, read_licences, read_title, read_years, roles_denied
from shared.scoring.html import html_to_text, looks_like_html
from shared.scoring.json_ld import fill_from_json_ld, read_json_ld
from shared.scoring.lines import Reading
from shared.scoring.page import posting_from_text
from shared.scoring.place import remote_of
from shared.scoring.salary import find_salary
from shared.scoring.terms import terms_in
from shared.scoring.wanted import collect_skills, found_skills, is_spoken, mentions_of
from shared.scoring.wording import rulings
from shared.skills.find import find_skills

__all__ = ["posting_from_text", "read_json_ld", "read_posting"]

KEPT: Final = 256
"""Readings kept in memory, at roughly 20 kB each."""


def read_posting(posting: Posting) -> PostingFacts:
    """Everything the scorer and a reader need of a posting; the same posting always gives the same facts.

    The facts are shared between callers: a posting is scored against many résumés, and again after every edit of one,
    so that the last few hundred readings are kept. Treat them as read-only.
    """
    if posting.json_ld:
        posting = fill_from_json_ld(posting)
    return _read(posting.job_title.strip(), posting.company_name.strip(), posting.location.strip(), posting.description)


@lru_cache(maxsize=KEPT)
def _read(title: str, company: str, location: str, description: str) -> PostingFacts:
    text = html_to_text(description) if looks_like_html(description) else description
    facts = PostingFacts(text=text, title=title, company=company, location=location)
    reading = Reading(text)
    governed = rulings(reading)
    found = found_skills(reading)
    in_title = [hit for hit in find_skills(title) if not is_spoken(hit.skill) and hit.skill.kind != "certificate"]
    read_title(facts, reading, in_title)
    mentions = mentions_of(reading, governed, found)
    read_years(facts, reading, governed, found)
    read_licences(facts, reading, governed)
    collect_skills(facts, mentions, in_title)
    facts.not_roles = roles_denied(reading)
    read_degree(facts, reading, governed)
    read_languages(facts, reading, governed)
    facts.salary = find_salary(reading)
    remote = remote_of(location, title, reading)
    if remote:
        facts.remote, span = remote
        if span:
            facts.spans["remote"] = [span]
    _read_terms(facts, reading)
    return facts


def _read_terms(facts: PostingFacts, reading: Reading) -> None:
    """Content words of title and requirements; those of the title count double."""
    informed = bool(reading.headed & {"required", "duties"})
    skipped = {"boilerplate", "intro"} if informed else {"boilerplate"}
    parts = [
        reading.lower[start:end]
        for start, end, section in zip(reading.starts, reading.ends, reading.sections, strict=True)
        if section not in skipped
    ]
    terms, words = facts.terms, facts.term_words
    for word, stem, weight in terms_in("\n".join(parts)):
        if stem not in terms:
            terms[stem] = weight
            words[stem] = word
    for _, stem, weight in terms_in(facts.title.lower()):
        terms[stem] = 2 * weight
