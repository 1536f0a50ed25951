# ruff: noqa: E501  tables read better one row a line
"""Dates in every language and shape come back as ISO."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.resumes.dates import find_span, is_date_text, is_duration

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "en-short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "cs": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "el": "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος",
}
PRESENT = {
    "en": "Present", "en-now": "now", "de": "heute", "fr": "aujourd'hui", "es": "actualidad", "pt": "atual", "it": "oggi", "nl": "heden", "pl": "obecnie",
    "tr": "Halen", "sv": "pågående", "da": "nuværende", "no": "nå", "fi": "nykyinen", "cs": "současnost", "sk": "súčasnosť", "ro": "prezent", "hu": "jelenleg",
    "ru": "по настоящее время", "uk": "теперішній час", "el": "σήμερα", "ko": "현재", "ja": "現在", "zh": "至今", "ar": "حتى الآن", "he": "היום", "vi": "hiện tại", "id": "sekarang",
}  # fmt: skip
years = st.integers(1950, 2059)
months = st.integers(1, 12)


@given(
    st.sampled_from(sorted(MONTHS)), years, months, years, months, st.sampled_from([" – ", " - ", "–", " to ", " — "])
)
def test_named_months_round_trip(language, year, month, end_year, end_month, dash):
    names = MONTHS[language].split()
    if dash == " to " and not language.startswith("en"):
        dash = " - "

    span = find_span(f"{names[month - 1]} {year}{dash}{names[end_month - 1]} {end_year}")

    assert (span.start, span.end) == (f"{year}-{month:02}", f"{end_year}-{end_month:02}")


SHAPES = [
    "{m:02}/{y}",
    "{m:02}.{y}",
    "{y}-{m:02}",
    "{y}.{m:02}",
    "{y}년 {m}월",
    "{y}年{m}月",
    "{m:02}-{y}",
    "{y}/{m:02}",
]


@given(st.sampled_from(SHAPES), years, months, years, months)
def test_numbered_months_round_trip(shape, year, month, end_year, end_month):
    span = find_span(shape.format(y=year, m=month) + " – " + shape.format(y=end_year, m=end_month))

    assert (span.start, span.end) == (f"{year}-{month:02}", f"{end_year}-{end_month:02}")


@given(years, months, st.integers(1, 28))
def test_days_round_trip(year, month, day):
    assert find_span(f"{year}-{month:02}-{day:02}").end == f"{year}-{month:02}-{day:02}"
    assert find_span(f"{day:02}.{month:02}.{year}").end == f"{year}-{month:02}-{day:02}"


@pytest.mark.parametrize("word", PRESENT.values(), ids=PRESENT)
def test_an_ongoing_job_is_current(word):
    span = find_span(f"2019 – {word}")

    assert (span.start, span.end, span.current) == ("2019", None, True)


OTHERS = {
    "Class of 2022": (None, "2022", False), "2015-18": ("2015", "2018", False), "2017/18": ("2017", "2018", False), "May – August 2021": ("2021-05", "2021-08", False),
    "Jan '19 - Feb '20": ("2019-01", "2020-02", False), "since March 2020": ("2020-03", None, True), "seit 03/2020": ("2020-03", None, True),
    "3 March 2020": (None, "2020-03-03", False), "March 3, 2020 - Present": ("2020-03-03", None, True), "с марта 2019 по июнь 2021": ("2019-03", "2021-06", False),
    "marzo de 2018 - mayo de 2019": ("2018-03", "2019-05", False), "11/19 - 02/21": ("2019-11", "2021-02", False), "Summer 2020": (None, "2020-06", False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), OTHERS.items(), ids=OTHERS)
def test_people_write_dates_freely(text, wanted):
    span = find_span(text)

    assert (span.start, span.end, span.current) == wanted


@pytest.mark.parametrize(
    "text", ["$2019 saved", "2,019 users", "99.97%", "US Patent 11,234,567", "ISO 27001", "a16z", "5 years"]
)
def test_numbers_are_not_dates(text):
    assert find_span(text) is None


def test_durations_are_no_fields():
    assert is_duration("2 years 10 months")
    assert is_duration("(4 yrs 6 mos)")
    assert is_date_text("Jan 2020 - Present (2 years 3 months)")


@given(st.text(max_size=60))
def test_any_text_is_searched_safely(text):
    span = find_span(text)
    assert span is None or 0 <= span.begin < span.stop <= len(text)
