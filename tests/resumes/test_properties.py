# ruff: noqa: E501  tables read better one row a line
"""What holds for every input: no crash, the same answer twice, nothing lost between documents."""

import json
from functools import lru_cache
from string import printable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import AppError
from shared.resumes.json_resume import from_json_resume, to_json_resume
from shared.resumes.parse import parse_resume, parse_text
from tests.resumes.generators.people import NURSE
from tests.resumes.generators.typeset import LAYOUTS, typeset
from tests.resumes.generators.word import write_word

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
unknown = st.dictionaries(st.text(min_size=1, max_size=10).map(lambda key: "x-" + key), values, max_size=2)


loose = text | st.none() | st.integers(-99, 9999) | st.booleans()
many = st.lists(text, max_size=3) | st.none()


def part(**fields: st.SearchStrategy) -> st.SearchStrategy:
    known = st.fixed_dictionaries({}, optional=fields)
    return st.builds(lambda a, b: {**a, **b}, known, unknown)


documents = part(
    basics=part(
        name=text, label=text, email=text, phone=text, url=text, summary=text, image=text,
        location=part(address=text, postalCode=text, city=text, countryCode=text, region=text),
        profiles=st.lists(part(network=text, username=text, url=text), max_size=2),
    ),
    work=st.lists(part(name=text, position=text, startDate=loose, endDate=loose, highlights=many), max_size=2),
    education=st.lists(part(institution=text, area=text, studyType=text, score=loose, start_date=text, courses=many), max_size=2),
    skills=st.lists(part(name=text, level=text, keywords=st.lists(text, max_size=3)), max_size=2),
    languages=st.lists(part(language=text, fluency=text), max_size=2),
    meta=part(version=text, theme=text),
).filter(lambda doc: doc.keys() & {"basics", "work", "education", "skills", "languages"})  # fmt: skip


@given(documents)
@settings(deadline=None)
def test_json_resume_comes_back_as_it_went_in(doc):
    assert to_json_resume(from_json_resume(doc)) == doc


@given(documents)
@settings(deadline=None)
def test_json_resume_survives_being_stored(doc):
    stored = json.loads(json.dumps(from_json_resume(doc).model_dump(mode="json", exclude_unset=True)))

    assert to_json_resume(type(from_json_resume(doc)).model_validate(stored)) == doc


@given(st.binary(max_size=600), st.sampled_from([None, "cv.pdf", "cv.docx", "cv.txt", "cv.json", "cv.md"]))
@settings(deadline=None)
def test_arbitrary_bytes_raise_nothing_but_refusals(data, name):
    try:
        parse_resume(data, name)
    except AppError:
        return


@given(st.text(max_size=400) | st.text(printable, max_size=400))
@settings(deadline=None)
def test_arbitrary_text_raises_nothing_but_refusals(content):
    try:
        parsed = parse_text(content)
    except AppError:
        return
    parsed.model_dump_json().encode()


@lru_cache
def _samples() -> list[tuple[bytes, str]]:
    return [
        (typeset(NURSE, LAYOUTS[0]), "cv.pdf"),
        (typeset(NURSE, LAYOUTS[8]), "cv.pdf"),
        (write_word(NURSE, "table-sidebar"), "cv.docx"),
    ]


@given(
    st.integers(0, 2),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6),
    st.floats(0.3, 1),
)
@SLOW
def test_damaged_documents_raise_nothing_but_refusals(which, wounds, kept):
    data, name = _samples()[which]
    mutated = bytearray(data)
    for place, piece in wounds:
        at = int(place * (len(mutated) - 8))
        mutated[at : at + len(piece)] = piece
    try:
        parse_resume(bytes(mutated[: int(kept * len(mutated))]), name)
    except AppError:
        return


@pytest.mark.parametrize("which", range(3))
def test_the_same_file_gives_the_same_answer(which):
    data, name = _samples()[which]

    assert parse_resume(data, name).model_dump_json() == parse_resume(data, name).model_dump_json()
