"""Tables in and out, without a database: what people and programs write is understood, what we write comes back."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tracking import moves
from shared.tracking.cells import amounts_of, armed, day_comes_first, defused, listed, moment_of, names_of
from shared.tracking.decoding import decode_text
from shared.tracking.headers import field_of, status_of
from shared.tracking.table import read_table, write_table

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Job Title", "job_title"), ("jobTitle", "job_title"), ("POSITION", "job_title"), ("Firma", "company_name"),
        ("Salary (EUR)", "salary"), ("Date Applied", "application_date"), ("Applied?", "application_date"),
        ("URL", "job_url"), ("Job Post URL", "job_url"), ("Bewerbungs-Datum", "application_date"), ("État", "status"),
        ("List Name", "status"), ("Intitulé du poste", "job_title"), ("Contact e-mail", None), ("", None),
    ],
)  # fmt: skip
def test_heads(head: str, field: str | None) -> None:
    assert field_of(head) == field


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("Applied", "applied"), ("Wishlist", "interested"), ("Phone screen", "interviewed"), ("3. Offer ✅", "offered"),
        ("Round 1", None), ("ABGELEHNT", "rejected"), ("No response", "archived"), ("refusé", "rejected"),
        ("Interview Scheduled", "interviewed"), ("Bookmarked", "interested"), ("nonsense", None),
    ],
)  # fmt: skip
def test_states(state: str, status: str | None) -> None:
    assert status_of(state) == status


@pytest.mark.parametrize(
    ("cell", "day_first", "moment"),
    [
        ("2026-11-03", False, datetime(2026, 11, 3, tzinfo=UTC)),
        ("2026-11-03T10:00:00+02:00", False, datetime(2026, 11, 3, 8, tzinfo=UTC)),
        ("2026-11-03 10:00:00 UTC", False, datetime(2026, 11, 3, 10, tzinfo=UTC)),
        ("11/3/26, 1:24 PM", False, datetime(2026, 11, 3, 13, 24, tzinfo=UTC)),
        ("3/11/2026", True, datetime(2026, 11, 3, tzinfo=UTC)),
        ("3.11.2026 14:30", True, datetime(2026, 11, 3, 14, 30, tzinfo=UTC)),
        ("2026/11/03", False, datetime(2026, 11, 3, tzinfo=UTC)),
        ("Nov 3, 2026", False, datetime(2026, 11, 3, tzinfo=UTC)),
        ("3rd November 2026", False, datetime(2026, 11, 3, tzinfo=UTC)),
        ("3-Nov-26", False, datetime(2026, 11, 3, tzinfo=UTC)),
        ("", False, None),
    ],
)
def test_dates(cell: str, day_first: bool, moment: datetime | None) -> None:
    assert moment_of(cell, day_first=day_first) == moment


@pytest.mark.parametrize("cell", ["soon", "31/31/2026", "2026-13-01", "11/3/26, noon", "0/0/0000", "99"])
def test_no_dates(cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment_of(cell, day_first=False)


def test_one_date_decides_for_the_others() -> None:
    assert day_comes_first(["3/4/2026", "25/12/2026"], otherwise=False)
    assert not day_comes_first(["3/4/2026", "12/25/2026"], otherwise=True)
    assert day_comes_first(["3/4/2026"], otherwise=True)


@pytest.mark.parametrize(
    ("cell", "amounts"),
    [
        ("80000", ["80000"]), ("$80,000 - $100,000 a year", ["80000", "100000"]), ("€85.000–95", ["85000", "95"]),
        ("80-100k", ["80000", "100000"]), ("80k", ["80000"]), ("45.50", ["45.50"]), ("1 234,50 €", ["1234.50"]),
        ("CHF 120'000", ["120000"]), ("", []),
    ],
)  # fmt: skip
def test_salaries(cell: str, amounts: list[str]) -> None:
    assert amounts_of(cell) == amounts


@given(TEXT)
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str) -> None:
    cell = defused(text)
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    assert armed(cell) == text


@given(st.lists(TEXT.map(str.strip).filter(bool), max_size=6))
def test_lists_come_back(names: list[str]) -> None:
    assert names_of(listed(names)) == names


def test_a_name_with_a_comma_is_one_name() -> None:
    assert names_of(listed(["Communication, written"])) == ["Communication, written"]
    assert names_of("Python, SQL") == ["Python", "SQL"]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "job_title": TEXT.filter(lambda text: text.split()).map(lambda text: " ".join(text.split())),
                "company_name": TEXT.filter(lambda text: text.split()).map(lambda text: " ".join(text.split())),
                "notes": TEXT.map(str.strip),
                "location": TEXT.map(str.strip),
                "matched_skills": st.lists(TEXT.map(str.strip).filter(bool), max_size=3),
                "match_percentage": st.none() | st.integers(0, 100),
                "status": st.sampled_from(["new", "applied", "rejected"]),
                "salary_min": st.none() | st.integers(0, 10**9) | st.just(50000.5),
            }
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_written_is_read_back(jobs: list[dict[str, Any]]) -> None:
    table = read_table("\ufeff" + write_table([{**job, "history": []} for job in jobs]))
    assert table.ignored == []
    for line, job in zip(table.lines, jobs, strict=True):
        assert line.job is not None, line.faults
        read = line.job.model_dump()
        assert {name: read[name] for name in job} == job


def test_moves_come_back() -> None:
    known = [
        {"at": "2026-11-01T10:00:00.123456+00:00", "status": "new"},
        {"at": "2026-11-02T10:00:00Z", "status": "applied"},
    ]
    assert moves.read(moves.written(known)) == known
    for nonsense in ("yesterday applied", "2026-11-01T10:00:00 applied", "2026-11-01T10:00:00Z hired"):
        with pytest.raises(ValueError, match=r"."):
            moves.read(nonsense)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"]
)
@pytest.mark.parametrize(
    "text", ["Bäckerin bei Zoë in Köln, señor Ångström, naïve façade", "plain text", "L’été, «déjà»"]
)
def test_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@given(st.binary(max_size=200), st.none() | st.sampled_from(["utf-8", "cp1252", "utf-16", "shift_jis"]))
def test_any_bytes_are_some_text(data: bytes, charset: str | None) -> None:
    assert isinstance(decode_text(data, charset), str)


@given(st.text(max_size=300))
def test_any_text_is_a_table_or_is_refused(text: str) -> None:
    with suppress(ValueError):
        read_table("title,company\n" + text)


def test_a_record_longer_than_its_head_is_refused() -> None:
    (line,) = read_table("title,company\nNurse,Acme, Inc.\n").lines
    assert line.job is None
    assert line.faults[0]["detail"] == "there are more cells than column heads"
