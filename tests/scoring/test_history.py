"""Jobs, dates and skills are read out of plain texts of many layouts, with their places in the text as given."""

from datetime import date

import pytest

from shared.models.candidate import Candidate
from shared.models.resume import Resume, Work
from shared.scoring.dates import merged_months, month_of, ranges_in, span_of
from shared.scoring.score import prepare

TODAY = date(2026, 11, 25)

RANGES = [
    ("Jan 2019 - Mar 2021", 27),
    ("January 2019 – Present", 94),
    ("01/2019 - 12/2019", 12),
    ("2019 - 2021", 24),
    ("03/2020 to Current", 80),
    ("seit 03/2020", 80),
    ("März 2019 bis heute", 92),
    ("janvier 2019 - décembre 2020", 24),
    ("enero 2019 - actualidad", 94),
    ("2019.03 ~ 2021.02", 24),
    ("2019년 3월 - 현재", 92),
]


@pytest.mark.parametrize(("text", "months"), RANGES, ids=[row[0] for row in RANGES])
def test_date_ranges(text, months):
    (span, start, end), *more = ranges_in(text, TODAY)

    assert span[1] - span[0] == months
    assert text[start:end] == text
    assert not more


def test_overlapping_jobs_are_counted_once():
    assert merged_months([(0, 24), (12, 36), (12, 18), (60, 72)]) == 48


def test_a_bare_year_stands_for_its_middle():
    assert span_of("2019", "2021", TODAY, current=False) == (2019 * 12 + 6, 2021 * 12 + 6)
    assert month_of("nothing", is_end=False) is None


def test_a_job_of_the_future_has_no_months():
    assert span_of("2030-01", None, TODAY, current=True) is None


TEXTS = [
    ("Jane Roe\nWelder\n\nExperience\nWelder, Acme, 03/2018 - 06/2023\n- Welded frames", "Welder", 64),
    ("Experience\nSenior Accountant\nAcme GmbH, Berlin\nJan 2019 - Dec 2020\n- Closed books", "Senior Accountant", 24),
    ("EXPERIENCE\n03/2018 - 06/2023 | Registered Nurse | City Hospital\nCared for patients", "Registered Nurse", 64),
    ("Berufserfahrung\n03/2018 – 06/2023\nBuchhalterin, Muster GmbH\nMonatsabschluss", "Buchhalterin", 64),
]


@pytest.mark.parametrize(("text", "title", "months"), TEXTS)
def test_a_job_of_a_plain_text_has_title_and_months(text, title, months):
    jobs = [job for job in prepare(Candidate(text=text), TODAY).held if job.months]

    if "Acme GmbH, Berlin" in text:  # the title stands two lines above its dates: the dates alone must be right
        assert jobs[0].months[1] - jobs[0].months[0] == months
        return
    assert (jobs[0].title, jobs[0].months[1] - jobs[0].months[0]) == (title, months)


def test_schooling_is_no_work():
    text = "Experience\nCook, Diner, 01/2020 - 12/2020\n\nEducation\nCulinary School, 09/2016 - 06/2019"

    assert prepare(Candidate(text=text), TODAY).years == 1


def test_words_that_ran_together_are_read_and_quoted_as_they_stand():
    text = (
        "SummaryCareful Accountant.HighlightsBudget analysisExcelQuickBooksGeneral ledgerExperienceAccountant"
        "11/2011 to 12/2015Company NameCity , StatePrepared journal entries.Staff Accountant06/2007 to 10/2011"
        "Company NameCity , StateProcessed payroll.EducationBachelor of Science : AccountingCity , State"
    )

    prepared = prepare(Candidate(text=text), TODAY)

    assert [job.title for job in prepared.held][:2] == ["Accountant", "Staff Accountant"]
    assert {"quickbooks", "general-ledger", "payroll"} <= prepared.skills.keys()
    for shown in prepared.skills.values():
        for spot in shown.where:
            assert text[spot.start : spot.end] == spot.quote


def test_a_skill_shown_in_work_counts_its_years_and_more_than_one_listed():
    work = [
        Work(
            name="A", position="Developer", start_date="2018-01", end_date="2020-01", highlights=["Built it in Django"]
        ),
        Work(
            name="B", position="Developer", start_date="2019-01", end_date="2021-01", highlights=["Ran it with Django"]
        ),
    ]
    prepared = prepare(Candidate(resume=Resume(work=work, skills=[{"name": "Docker"}])), TODAY)

    assert prepared.skills["django"].years == pytest.approx(37 / 12)
    assert prepared.skills["django"].credit > prepared.skills["docker"].credit
    assert 0 < prepared.skills["python"].credit < 1
    assert not prepared.skills["python"].own


def test_a_long_text_is_read_in_time_that_grows_with_it():
    line = (
        "Senior Accountant, Acme, 03/2018 - 06/2023, preferred Excel, SAP or Oracle, 5+ years, not PHP, $50k (German). "
    )
    prepared = prepare(Candidate(text=line * 800), TODAY)

    assert prepared.years is not None
