"""Our own parser reads the same person out of our own documents."""

import unicodedata

import pytest

from shared.export.render import render
from shared.models.resume import Resume
from shared.resumes.parse import parse_resume
from tests.export.people import CENTRAL_EUROPEAN, ENGINEER, KOREAN, RUSSIAN

LOOKS = [
    *[("pdf", template) for template in ("classic", "modern", "compact")],
    *[("docx", template) for template in ("classic", "modern", "compact")],
    ("txt", "classic"),
    ("md", "classic"),
]
PEOPLE = {"engineer": ENGINEER, "central-european": CENTRAL_EUROPEAN, "russian": RUSSIAN, "korean": KOREAN}


def _plain(text: str | None) -> str:
    """What a person would call the same: compatibility letters and Markdown's stars aside."""
    return " ".join(unicodedata.normalize("NFKC", text or "").replace("*", "").split())


def _facts(resume: Resume) -> dict[str, str]:
    facts = {name: _plain(getattr(resume.basics, name)) for name in ("name", "label", "email", "phone", "summary")}
    for n, job in enumerate(resume.work):
        for name in ("position", "name", "start_date", "end_date"):
            facts[f"work {n} {name}"] = _plain(getattr(job, name))
        facts[f"work {n} highlights"] = " | ".join(map(_plain, job.highlights))
    for n, school in enumerate(resume.education):
        for name in ("institution", "study_type", "end_date"):
            facts[f"education {n} {name}"] = _plain(getattr(school, name))
    facts["skills"] = ", ".join(
        sorted(_plain(word) for skill in resume.skills for word in skill.keywords or [skill.name])
    )
    facts["languages"] = ", ".join(_plain(language.language) for language in resume.languages)
    return facts


@pytest.mark.parametrize(("format", "template"), LOOKS, ids=["-".join(look) for look in LOOKS])
@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_the_parser_reads_the_same_fields_back(person, format, template):  # noqa: A002  the product's word for it
    read = _facts(parse_resume(render(person, format, template).content, f"resume.{format}").resume)

    wrong = {name: (text, read.get(name)) for name, text in _facts(person).items() if read.get(name) != text}
    assert wrong == {}


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_json_comes_back_whole(person):
    read = parse_resume(render(person, "json").content, "resume.json").resume

    assert _facts(read) == _facts(person)
    assert render(read, "json") == render(person, "json")
