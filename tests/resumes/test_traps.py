# ruff: noqa: E501  tables read better one row a line
"""The traps of real files, one claim each."""

import json
from io import BytesIO

import pytest
from reportlab.lib.colors import HexColor, black, white
from reportlab.pdfgen.canvas import Canvas

from shared.resumes.contact import to_location
from shared.resumes.parse import parse_resume, parse_text

HEAD = ["Ada Byron", "ada.byron@example.com | +44 20 7946 0123 | London, UK", "", "EXPERIENCE"]
JOB = [
    "Software Engineer, Acme Ltd                              Mar 2019 - Present",
    "- Built the billing system",
    "- Led four people",
]
SCHOOL = ["", "EDUCATION", "University of Bristol, BSc in Physics                     2010 - 2013"]


def resume_of(lines: list[str]) -> dict:
    return parse_text("\n".join(lines)).resume.model_dump(by_alias=True, exclude_unset=True)


def drawn(draw) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate([*HEAD, *JOB, *SCHOOL]):
        for column, piece in enumerate(line.split("   ")):
            if piece.strip():
                canvas.drawString(60 + (360 if column else 0), 780 - 16 * number, piece.strip())
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def test_a_note_of_the_last_update_is_not_the_name():
    assert resume_of(["Last updated in March 2026", *HEAD, *JOB])["basics"]["name"] == "Ada Byron"


def test_icons_are_dropped():
    parsed = parse_text(
        "\n".join([HEAD[0], "\uf0e0 ada@example.com \uf095 +44 20 7946 0123", *HEAD[2:], *JOB, *SCHOOL])
    )

    assert "\uf0e0" not in parsed.text
    assert parsed.resume.basics.email == "ada@example.com"


def test_nul_padding_and_lone_surrogates_are_stripped():
    text = "\n".join([*HEAD, *JOB, *SCHOOL])
    padded = parse_text("\x00".join(text) + "\ud83d")

    assert padded.resume.work[0].name == "Acme Ltd"
    assert json.loads(padded.model_dump_json())


def test_text_in_utf_16_without_a_mark_is_read():
    data = "\n".join([*HEAD, *JOB, *SCHOOL]).encode("utf-16-le")

    assert parse_resume(data, "cv.txt").resume.work[0].position == "Software Engineer"


def test_ligatures_come_apart():
    assert resume_of([*HEAD, JOB[0], "- Improved eﬃciency of ﬁve ﬂows", *SCHOOL])["work"][0]["highlights"] == [
        "Improved efficiency of five flows"
    ]


def test_letter_spaced_headings_are_headings():
    lines = [
        line.replace("EXPERIENCE", "E X P E R I E N C E").replace("EDUCATION", "E D U C A T I O N")
        for line in [*HEAD, *JOB, *SCHOOL]
    ]

    resume = resume_of(lines)

    assert resume["work"][0]["name"] == "Acme Ltd"
    assert resume["education"][0]["institution"] == "University of Bristol"


# fmt: off
HIDING = {
    "white": lambda c: (c.setFillColor(white), c.drawString(60, 100, "python kubernetes rust")),
    "tiny": lambda c: (c.setFont("Helvetica", 1), c.drawString(60, 100, "python kubernetes rust")),
    "off-page": lambda c: c.drawString(60, -300, "python kubernetes rust"),
    "invisible-mode": lambda c: c.drawString(60, 100, "python kubernetes rust", mode=3),
    "black on black": lambda c: (
        c.setFillColor(black), c.rect(40, 80, 400, 40, fill=1), c.drawString(60, 100, "python kubernetes rust"),
    ),
    "navy on navy": lambda c: (
        c.setFillColor(HexColor("#1b2a41")), c.rect(40, 80, 400, 40, fill=1, stroke=0),
        c.setFillColor(HexColor("#1c2b42")), c.drawString(60, 100, "python kubernetes rust"),
    ),
    "transparent": lambda c: (c.setFillAlpha(0), c.drawString(60, 100, "python kubernetes rust")),
}
# fmt: on


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
def test_what_no_reader_sees_is_reported_and_left_out(hide):
    parsed = parse_resume(drawn(hide), "cv.pdf")

    assert "kubernetes" in " ".join(parsed.hidden_text)
    assert "kubernetes" not in parsed.text
    assert "kubernetes" not in parsed.resume.model_dump_json()
    assert "hidden-text" in {warning.code for warning in parsed.warnings}


def test_white_text_on_a_dark_band_is_seen():
    def band(canvas):
        canvas.setFillColor(black)
        canvas.rect(40, 80, 400, 40, fill=1)
        canvas.setFillColor(white)
        canvas.drawString(60, 100, "Fluent in Portuguese")

    parsed = parse_resume(drawn(band), "cv.pdf")

    assert not parsed.hidden_text
    assert "Portuguese" in parsed.text


def test_vanished_and_white_runs_of_word_are_left_out():
    import docx
    from docx.shared import RGBColor

    document = docx.Document()
    for line in [*HEAD, *JOB, *SCHOOL]:
        document.add_paragraph(line)
    document.paragraphs[0].add_run(" kubernetes").font.hidden = True
    document.paragraphs[1].add_run(" terraform").font.color.rgb = RGBColor(255, 255, 255)
    stream = BytesIO()
    document.save(stream)

    parsed = parse_resume(stream.getvalue(), "cv.docx")

    assert "kubernetes" in parsed.hidden_text[0]
    assert "terraform" in parsed.hidden_text[0]
    assert "kubernetes" not in parsed.text
    assert parsed.resume.basics.name == "Ada Byron"


def test_page_numbers_and_running_heads_are_dropped():
    stream = BytesIO()
    canvas = Canvas(stream)
    for page in (1, 2):
        canvas.drawString(60, 820, "Curriculum Vitae of Ada Byron" if page == 2 else "Ada Byron")
        for number, line in enumerate([*HEAD[1:], *JOB] if page == 1 else ["- Wrote the manual", *SCHOOL]):
            canvas.drawString(60, 780 - 16 * number, line.replace("      ", " "))
        canvas.drawString(280, 20, f"Page {page} of 2")
        canvas.showPage()
    canvas.save()

    parsed = parse_resume(stream.getvalue(), "cv.pdf")

    assert "Page 1" not in parsed.text
    assert parsed.resume.work[0].highlights[-1] == "Wrote the manual"


def test_several_roles_in_one_company_share_it():
    work = resume_of(
        [
            *HEAD,
            "Acme Ltd",
            "London, UK",
            "Lead Engineer",
            "Jan 2021 - Present",
            "- Led four people",
            "Software Engineer",
            "Mar 2019 - Dec 2020",
            "- Built billing",
            *SCHOOL,
        ]
    )["work"]

    assert [(job["name"], job["position"], job["startDate"]) for job in work] == [
        ("Acme Ltd", "Lead Engineer", "2021-01"),
        ("Acme Ltd", "Software Engineer", "2019-03"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Acme Ltd, Software Engineer",
        "Software Engineer, Acme Ltd",
        "Software Engineer at Acme Ltd",
        "Acme Ltd | Software Engineer",
        "Software Engineer @ Acme Ltd",
        "Acme Ltd — Software Engineer",
    ],
)
def test_title_and_company_may_change_places(line):
    job = resume_of([*HEAD, line, "Mar 2019 - Present", *JOB[1:], *SCHOOL])["work"][0]

    assert (job["position"], job["name"], job["startDate"], job["current"]) == (
        "Software Engineer",
        "Acme Ltd",
        "2019-03",
        True,
    )


@pytest.mark.parametrize(
    "name",
    [
        "Sukarno",
        "Nguyễn Thị Minh Khai",
        "Jean-Luc d'Arcy",
        "Łukasz Żółć",
        "María José de la Cruz",
        "김민수",
        "山田 太郎",
        "محمد الأمين",
        "O'Brien Siobhán",
    ],
)
def test_names_of_all_kinds_are_names(name):
    assert resume_of([name, *HEAD[1:], *JOB, *SCHOOL])["basics"]["name"] == name


def test_capital_names_are_set_in_mixed_case():
    assert resume_of(["ADA BYRON-KING", *HEAD[1:], *JOB, *SCHOOL])["basics"]["name"] == "Ada Byron-King"


def test_unknown_sections_are_kept():
    resume = resume_of([*HEAD, *JOB, *SCHOOL, "", "INVITED TALKS", "Scaling billing, PyCon UK"])

    assert {"title": "INVITED TALKS", "items": ["Scaling billing, PyCon UK"]} in resume["sections"]


def test_doubts_point_at_their_place():
    parsed = parse_text(
        "\n".join(["Ada Byron", "", "EXPERIENCE", "Software Engineer, Acme Ltd", "- Built billing", *SCHOOL])
    )

    found = {(warning.code, warning.pointer) for warning in parsed.warnings}
    assert {("no-dates", "/work/0/startDate"), ("no-email", "/basics/email")} <= found
    assert parsed.status == "needs_review"


@pytest.mark.parametrize(("sample", "language"), [
    ("Erfahrung mit der Entwicklung und dem Betrieb von Systemen für die Industrie", "de"),
    ("Responsable de la gestion des projets dans une équipe pour les clients", "fr"),
    ("Разработка и поддержка систем для банка", "ru"), ("백엔드 개발자로 일했습니다", "ko"), ("システムの設計を担当", "ja"), ("负责系统设计与开发", "zh"), ("إعداد القوائم المالية", "ar"),
])  # fmt: skip
def test_the_language_is_told(sample, language):
    from shared.resumes.languages import detect

    assert detect(sample) == language


def printed(lines: list[tuple[float, float, str, str]], *, pages: int = 1) -> bytes:
    """Lines at x and y points from the top left, each in a font; a y beyond a page stands on the next."""
    stream = BytesIO()
    canvas = Canvas(stream)
    for page in range(pages):
        for x, y, font, text in lines:
            if page * 800 <= y < (page + 1) * 800:
                canvas.setFont(font, 10)
                canvas.drawString(x, 820 - (y - page * 800), text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def headed(*sections: tuple[list[str], list[str]], left: float = 150) -> list[tuple[float, float, str, str]]:
    """Sections with their heading, one line or more, in a column of its own."""
    found = [(50.0, 40.0, "Helvetica", "Ada Byron"), (50.0, 54.0, "Helvetica", "ada@example.com | London, UK")]
    y = 90.0
    for heading, lines in sections:
        found += [(50.0, y + 13 * at, "Helvetica-Bold", text) for at, text in enumerate(heading)]
        found += [(left, y + 13 * at, "Helvetica", text) for at, text in enumerate(lines)]
        y += 13 * max(len(heading), len(lines)) + 12
    return found


WORK = ["Acme Ltd, Engineer, Mar 2019 - Present", "• Built the billing system", "• Led four people"]
STUDIES = ["University of Bristol, BSc in Physics, 2010 - 2013"]
SKILLS = ["Python, SQL, Docker"]


@pytest.mark.parametrize(
    ("work", "left"),
    [
        (["Professional", "experience"], 150),
        (["Work and volunteer", "experience"], 150),
        (["Experience"], 108),
        (["Berufs-", "erfahrung"], 108),
    ],
)
def test_a_heading_beside_its_section_may_wrap_or_reach_the_text(work, left):
    lines = headed((work, WORK), (["Education"], STUDIES), (["Skills"], SKILLS), left=left)

    resume = parse_resume(printed(lines), "cv.pdf").resume

    assert [(job.name, job.highlights) for job in resume.work] == [
        ("Acme Ltd", ["Built the billing system", "Led four people"])
    ]
    assert resume.education[0].institution == "University of Bristol"
    assert [skill.name for skill in resume.skills] == ["Python", "SQL", "Docker"]


def test_a_column_of_headings_is_seen_on_all_pages_together():
    first = headed((["Profile"], ["Engineer of bridges and of small payment systems."]), (["Experience"], WORK))
    second = [(x, y + 710, font, text) for x, y, font, text in headed((["Education"], STUDIES), (["Skills"], SKILLS))]

    resume = parse_resume(printed(first + second[2:], pages=2), "cv.pdf").resume

    assert resume.work[0].highlights == ["Built the billing system", "Led four people"]
    assert resume.education[0].institution == "University of Bristol"
    assert [skill.name for skill in resume.skills] == ["Python", "SQL", "Docker"]


def test_the_last_word_of_a_sentence_is_no_heading():
    lines = [*HEAD, JOB[0], "- Led a team of twelve people on many", "projects.", *JOB[1:], *SCHOOL]

    assert resume_of(lines)["work"][0]["highlights"][0] == "Led a team of twelve people on many projects."


def test_a_korean_word_parted_at_a_lines_end_is_whole_again():
    lines = ["홍길동", "hong@example.com", "", "경력", "백엔드 개발자, 바람소프트, 2019.03 - 현재"]
    lines += ["- 결제 서버를 전환했습니", "  다.", "- 로그 파이프라인", "  을 설계했습니다."]

    work = parse_text("\n".join(lines)).resume.work

    assert work[0].highlights == ["결제 서버를 전환했습니다.", "로그 파이프라인을 설계했습니다."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lisbon, Portugal", {"city": "Lisbon", "countryCode": "PT"}),
        ("Toronto, ON, Canada", {"city": "Toronto", "region": "ON", "countryCode": "CA"}),
        ("Austin, TX", {"city": "Austin", "region": "TX"}),
        ("Atlanta, Georgia", {"city": "Atlanta", "region": "Georgia"}),
        ("London, UK", {"city": "London", "countryCode": "GB"}),
        ("Wien, Österreich", {"city": "Wien", "countryCode": "AT"}),
        ("서울, 대한민국", {"city": "서울", "countryCode": "KR"}),
        ("São Paulo - SP, Brasil", {"city": "São Paulo", "region": "SP", "countryCode": "BR"}),
        ("Zürich, CH", {"city": "Zürich", "countryCode": "CH"}),
        ("Wilmington, DE", {"city": "Wilmington", "region": "DE"}),
        ("Singapore", {"city": "Singapore", "countryCode": "SG"}),
        ("Germany", {"countryCode": "DE"}),
        ("10115 Berlin, Germany", {"postalCode": "10115", "city": "Berlin", "countryCode": "DE"}),
    ],
)
def test_a_place_has_its_country_apart(written, read):
    assert to_location(written).model_dump(by_alias=True, exclude_unset=True) == {"text": written} | read


def test_a_roles_own_dates_win_over_the_firms():
    lines = [
        *HEAD,
        "Contoso Ltd, Seattle, WA                                 2014 - Present",
        "Senior Program Manager                               Mar 2020 - Present",
        "- Lead a portfolio of programs",
        "Program Manager                                     Jun 2017 - Feb 2020",
        "- Ran the migration of services",
        "",
        "Northwind Traders Inc, Portland, OR                         2011 - 2014",
        "Business Analyst                                    Jan 2011 - Jul 2014",
        "- Wrote requirements for a warehouse",
    ]

    assert [(job["name"], job["startDate"], job.get("endDate")) for job in resume_of(lines)["work"]] == [
        ("Contoso Ltd", "2020-03", None),
        ("Contoso Ltd", "2017-06", "2020-02"),
        ("Northwind Traders Inc", "2011-01", "2014-07"),
    ]


def test_a_headline_may_stand_in_the_line_of_addresses():
    lines = ["Ada Byron", "Program Manager · London, UK · ada@example.com · +44 20 7946 0123", *HEAD[2:], *JOB, *SCHOOL]

    basics = resume_of(lines)["basics"]

    assert basics["label"] == "Program Manager"
    assert basics["location"]["text"] == "London, UK"
    assert "summary" not in basics


def test_a_town_called_after_a_college_is_a_town():
    lines = [
        *HEAD,
        "Research Assistant                      June 2020 - Present",
        "Texas A&M University                    College Station, TX",
        "- Built an API",
        *SCHOOL,
    ]

    work = resume_of(lines)["work"][0]

    assert (work["name"], work["location"]) == ("Texas A&M University", "College Station, TX")


def test_a_faculty_is_not_the_university():
    lines = [
        *HEAD,
        *JOB,
        "",
        "EDUCATION",
        "University of Washington, Seattle, WA",
        "MBA, Foster School of Business, June 2016",
    ]

    education = resume_of(lines)["education"]

    assert [(entry["institution"], entry["studyType"]) for entry in education] == [("University of Washington", "MBA")]
