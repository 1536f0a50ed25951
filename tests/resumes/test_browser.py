"""What a browser prints: drawn marks, tags, styles in place of words, columns that break addresses."""

from collections.abc import Iterator
from io import BytesIO
from statistics import mean

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench.parsing import score
from shared.resumes.drawn import with_drawn_bullets
from shared.resumes.geometry import Word
from shared.resumes.headings import find_kind
from shared.resumes.hyphens import join_lines
from shared.resumes.parse import parse_resume, parse_text
from tests.resumes.generators.browser import PAGES, print_page
from tests.resumes.generators.people import EVERYONE, with_a_long_career
from tests.resumes.generators.strangers import STRANGERS
from tests.resumes.generators.truth import truth_of
from tests.resumes.generators.typeset import compiled

Piece = tuple[float, float, str, str, float]
"""Left edge, baseline from the top, text, font and size."""

HEAD: list[Piece] = [(60, 50, "Ada Byron", "Helvetica-Bold", 20), (60, 70, "ada.byron@example.com", "Helvetica", 10)]


def printed(*pieces: Piece, dots: tuple[tuple[float, float], ...] = ()) -> bytes:
    """One page of these pieces; every dot is a circle of a bullet's size around a point."""
    stream = BytesIO()
    canvas = Canvas(stream)
    for left, top, text, font, size in pieces:
        canvas.setFont(font, size)
        canvas.drawString(left, 800 - top, text)
    for left, top in dots:
        canvas.circle(left, 800 - top, 1.7, fill=1)
    canvas.save()
    return stream.getvalue()


def lines(top: float, *texts: str, left: float = 60, font: str = "Helvetica", size: float = 10) -> Iterator[Piece]:
    for number, text in enumerate(texts):
        yield left, top + 14 * number, text, font, size


def heading(top: float, text: str, size: float = 14) -> Piece:
    return 60, top, text, "Helvetica-Bold", size


def resume_of(data: bytes) -> dict:
    return parse_resume(data, "cv.pdf").resume.model_dump(by_alias=True, exclude_unset=True)


@pytest.mark.parametrize("jobs", ["as they are", "three times as many"])
@pytest.mark.parametrize(
    "person", EVERYONE + STRANGERS, ids=lambda person: person["lang"] + "-" + person["email"].split("@")[0]
)
@pytest.mark.parametrize("page", PAGES)
def test_a_printed_web_page_is_read_back(page, person, jobs):
    person = person if jobs == "as they are" else with_a_long_career(person)

    rows = list(score(truth_of(person), resume_of(print_page(page, person))))

    assert mean(row[3] for row in rows) >= 0.93, [row for row in rows if not row[3]]


JOB = [
    heading(110, "Experience"),
    (60, 130, "Software Engineer", "Helvetica-Bold", 10),
    *lines(144, "Acme Ltd, London, UK", "Mar 2019 - Present"),
]
ITEMS = ["Built the billing system that 40 shops use", "Led four people and hired two more of them"]


def test_drawn_marks_make_items_of_lines():
    data = printed(*HEAD, *JOB, *lines(178, *ITEMS, left=78), dots=((70, 175), (70, 189)))

    assert resume_of(data)["work"][0]["highlights"] == ITEMS


def word(text: str, left: float, *, bold: bool = False) -> Word:
    return Word(text, left, 100, left + 5 * len(text), 112, bold)


MARK = (50.0, 104.0, 54.0, 108.0)


@pytest.mark.parametrize(
    ("words", "dots", "marked"),
    [
        ([word("Built", 62)], [MARK], True),
        ([word("Built", 62, bold=True), word("this", 90)], [MARK], True),
        ([word("Engineer", 62, bold=True)], [MARK], False),
        ([word("Built", 62)], [MARK, (56.0, 104.0, 60.0, 108.0)], False),
        ([word("Date", 20), word("Built", 62)], [MARK], False),
        ([word("Built", 120)], [MARK], False),
        ([word("Built", 62)], [(50.0, 104.0, 54.0, 105.0)], False),
        ([word("Built", 62)], [(40.0, 100.0, 50.0, 110.0)], False),
        ([word("إعداد", 22)], [MARK], True),
        ([word("Built", 22)], [MARK], False),
        (
            [word("Built", 62)],
            [MARK, *((9.0 * n, 300.0 + 9 * n, 9.0 * n + 4, 304.0 + 9 * n) for n in range(400))],
            False,
        ),
    ],
    ids=[
        "a mark",
        "a bold lead",
        "a timeline",
        "a rating",
        "an ornament",
        "far away",
        "a dash",
        "an icon",
        "right of Arabic",
        "right of English",
        "a drawing",
    ],
)
def test_a_dot_is_a_mark_only_before_the_text_of_an_item(words, dots, marked):
    assert [each.text for each in with_drawn_bullets(words, dots)] == ["•"] * marked + [each.text for each in words]


def test_tags_are_told_by_the_space_between_them():
    skills = [(60, 240, "Tools", "Helvetica-Bold", 12), (60, 258, "Power Query", "Helvetica", 9)]
    skills += [(60 + 60, 258, "Zorbling", "Helvetica", 9), (60 + 104, 258, "Looker Studio", "Helvetica", 9)]

    groups = resume_of(printed(*HEAD, *JOB, heading(222, "Skills"), *skills))["skills"]

    assert groups == [{"name": "Tools", "keywords": ["Power Query", "Zorbling", "Looker Studio"]}]


def test_a_row_of_names_is_parted_where_most_of_it_is_known():
    text = (
        "Ada Byron\nada@example.com\n\nSKILLS\nPython SQL Zorbling Apache Kafka Docker\nLeading small teams with care"
    )

    named = [skill.name for skill in parse_text(text).resume.skills]

    assert named == ["Python", "SQL", "Zorbling", "Apache Kafka", "Docker", "Leading small teams with care"]


def test_a_period_set_as_two_lines_is_one():
    school = [
        (60, 240, "2012", "Helvetica-Bold", 10),
        (60, 252, "2016", "Helvetica-Bold", 10),
        *lines(268, "University of Bristol", "Bachelor of Science", "Physics"),
    ]

    education = resume_of(printed(*HEAD, *JOB, heading(222, "Education"), *school))["education"]

    assert education == [
        {
            "institution": "University of Bristol",
            "studyType": "Bachelor of Science",
            "area": "Physics",
            "startDate": "2012",
            "endDate": "2016",
        }
    ]


def test_what_stands_under_a_profile_may_be_how_to_reach_the_person():
    about = lines(118, "ada.byron-lovelace@exam", "ple.com", "+44 20 7946 0123", "London, UK")
    data = printed(
        (60, 50, "Ada Byron", "Helvetica-Bold", 20), heading(100, "About"), *about, heading(190, "Experience"),
        *[(left, top + 100, *rest) for left, top, *rest in JOB[1:]],
    )  # fmt: skip

    basics = resume_of(data)["basics"]

    assert (basics["email"], basics["phone"], basics["location"]["city"]) == (
        "ada.byron-lovelace@example.com",
        "+44 20 7946 0123",
        "London",
    )
    assert "summary" not in basics


def test_addresses_below_the_prose_of_a_profile_are_read_and_are_no_summary():
    prose = "Software engineer who builds billing systems for small shops and the people in them."
    about = [*lines(120, prose), *lines(150, "Phone: +44 20 7946 0123", "Website: https://ada.example.org")]
    data = printed(*HEAD, heading(100, "About"), *about, *[(left, top + 100, *rest) for left, top, *rest in JOB])

    basics = resume_of(data)["basics"]

    assert (basics["phone"], basics["url"], basics["summary"]) == ("+44 20 7946 0123", "https://ada.example.org", prose)


def test_titles_that_look_like_headings_are_titles():
    posts = [
        (60, 130, "Acme Ltd", "Helvetica-Bold", 14),
        *lines(150, "Software Engineer", "Mar 2019 - Present", *ITEMS),
    ]
    posts += [(60, 230, "Penrose Cycling", "Helvetica-Bold", 14), *lines(250, "Intern", "Jan 2017 - Feb 2019")]
    data = printed(*HEAD, heading(110, "Experience"), *posts, heading(300, "Skills"), *lines(320, "Python, SQL"))

    assert [job["name"] for job in resume_of(data)["work"]] == ["Acme Ltd", "Penrose Cycling"]


def test_a_lesser_heading_above_spoken_languages_is_a_heading():
    tools = [(60, 240, "Tools", "Helvetica-Bold", 12), *lines(256, "Python, SQL")]
    spoken = [(60, 290, "Languages", "Helvetica-Bold", 12), *lines(306, "English: Native", "French: Fluent")]
    data = printed(*HEAD, *JOB, heading(222, "Skills"), *tools, *spoken)

    resume = resume_of(data)

    assert [known["language"] for known in resume["languages"]] == ["English", "French"]
    assert [skill["name"] for skill in resume["skills"]] == ["Tools"]


def test_one_heading_may_stand_above_columns_of_its_own():
    columns = []
    for left, group, words in ((60, "Languages", ["Python", "SQL"]), (320, "Frameworks", ["FastAPI", "Django"])):
        columns += [(left, 244, group, "Helvetica-Bold", 11), *lines(260, *words, left=left)]
    data = printed(*HEAD, *JOB, heading(222, "Skills"), *columns, heading(320, "Education"), *lines(
        340, "University of Bristol", "BSc in Physics", "2010 - 2013"
    ))  # fmt: skip

    resume = resume_of(data)

    said = {skill["name"] for skill in resume["skills"]} | {w for s in resume["skills"] for w in s.get("keywords", [])}
    assert {"Python", "SQL", "FastAPI", "Django"} <= said
    assert resume["education"][0]["institution"] == "University of Bristol"


@pytest.mark.parametrize(
    ("above", "name", "label"),
    [
        ("Ada Byron, Software Engineer", "Ada Byron", "Software Engineer"),
        ("Ada Byron Software Engineer", "Ada Byron", "Software Engineer"),
        ("Ada Byron", "Ada Byron", None),
    ],
)
def test_a_headline_in_the_line_of_the_name_is_no_part_of_it(above, name, label):
    data = printed((60, 50, above, "Helvetica-Bold", 20), (60, 70, "ada.byron@example.com", "Helvetica", 10), *JOB)

    basics = resume_of(data)["basics"]

    assert (basics["name"], basics.get("label")) == (name, label)


def test_marks_before_every_line_of_a_head_make_no_items_of_it():
    posts = [(60, 130, "Software Engineer", "Helvetica-Bold", 12), *lines(146, "• Acme Ltd", "• Mar 2019 - Present")]
    posts += [(60, 190, "Intern", "Helvetica-Bold", 12), *lines(206, "• Penrose Cycling", "• Jan 2017 - Feb 2019")]
    data = printed(*HEAD, heading(110, "Experience"), *posts, heading(260, "Skills"), *lines(280, "Python, SQL"))

    assert resume_of(data)["work"] == [
        {"position": "Software Engineer", "name": "Acme Ltd", "startDate": "2019-03", "current": True},
        {"position": "Intern", "name": "Penrose Cycling", "startDate": "2017-01", "endDate": "2019-02"},
    ]


BESIDE = [
    (60, 150, "Acme Ltd", "Helvetica-Bold", 10), *lines(164, "Mar 2019 - Present", "Software Engineer"),
    (320, 150, "Highlights", "Helvetica-Bold", 10), *lines(166, *(f"• {item}" for item in ITEMS), left=320),
    (60, 230, "Penrose Cycling", "Helvetica-Bold", 10), *lines(244, "Jan 2017 - Feb 2019", "Web Developer"),
    (320, 230, "Highlights", "Helvetica-Bold", 10), *lines(246, "• Sold bells online", "• Wrote tests", left=320),
]  # fmt: skip


def test_a_heading_may_stand_over_heads_and_bodies_with_a_lone_one_above():
    contact = [(320, 90, "Contact", "Helvetica-Bold", 14), *lines(108, "+44 20 7946 0123", left=320)]
    data = printed(*HEAD, *contact, heading(132, "Experience"), *BESIDE)

    jobs = resume_of(data)["work"]

    assert [(job["name"], job["position"], len(job["highlights"])) for job in jobs] == [
        ("Acme Ltd", "Software Engineer", 2),
        ("Penrose Cycling", "Web Developer", 2),
    ]


def test_what_follows_columns_goes_on_over_the_page():
    left = r"+44 20 7946 0123 \ ada.example.org \ Leeds, United Kingdom \ Remote, hybrid or on site \ Notice: one month"
    right = r"Owns a car \ Likes to travel \ Does not smoke \ Holds a visa"
    aside = f"#grid(columns: (5fr, 2fr), [{left}], text(size: 13pt)[{right}])"
    bullet = "Built the billing system that forty shops in three countries use on every day of the year."
    job = rf"*Software Engineer*, Acme Ltd \ Mar 2019 - Present \ - {bullet} \ - {bullet}"
    older = rf"*Web Developer*, Penrose Cycling \ Jan 2017 - Feb 2019 \ - {bullet}"
    source = "\n\n".join(
        [
            "#set page(height: 12cm)\n#text(size: 20pt)[*Ada Byron*] \\ ada\\@example.com", aside,
            "= Experience", job, job.replace("Acme", "Tyne"), older, "= Education",
            r"*University of Bristol* \ BSc in Physics \ 2010 - 2013",
        ]
    )  # fmt: skip

    resume = resume_of(compiled(source))

    assert [job["name"] for job in resume["work"]] == ["Acme Ltd", "Tyne Ltd", "Penrose Cycling"]
    assert resume["education"][0]["institution"] == "University of Bristol"


def test_jobs_without_a_heading_are_jobs():
    text = """Ada Byron
ada@example.com

Software Engineer, Acme Ltd, Mar 2019 - Present
- Built the billing system that 40 shops use
- Led four people

Web Developer, Penrose Cycling, Jan 2017 - Feb 2019
- Sold bells in a web shop

EDUCATION
BSc in Physics, University of Bristol, 2013 - 2016
"""

    jobs = parse_text(text).resume.work

    assert [(job.position, job.name, job.start_date, len(job.highlights)) for job in jobs] == [
        ("Software Engineer", "Acme Ltd", "2019-03", 2),
        ("Web Developer", "Penrose Cycling", "2017-01", 1),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Skills and Tech", "skills"),
        ("Professional Skills Summary", "skills"),
        ("Toolkit", "skills"),
        ("Career Summary", "summary"),
        ("Work Experience Summary", "summary"),
        ("Expériences professionelles", "work"),
    ],
)
def test_headings_in_words_of_their_own(title, kind):
    assert find_kind(title) == kind


def test_names_of_languages_alone_are_languages():
    data = printed(*HEAD, *lines(90, "English, French"), *JOB)

    assert [known["language"] for known in resume_of(data)["languages"]] == ["English", "French"]


def test_a_word_with_a_number_before_its_hyphen_keeps_it():
    bullet = "• Roughed in and trimmed 120 apartments, four schools, two cold stores, a clinic and a 60-"
    data = printed(*HEAD, *JOB, *lines(178, bullet), (69, 190, "room hotel", "Helvetica", 10))

    assert resume_of(data)["work"][0]["highlights"][0].endswith("a 60-room hotel")


def test_pieces_in_two_looks_are_two_words_though_nothing_parts_them():
    stream = BytesIO()
    canvas = Canvas(stream)
    for left, top, text, font, size in [
        *HEAD,
        heading(110, "Experience"),
        *lines(130, "Software Engineer"),
        *lines(158, "2019 - 2021"),
    ]:
        canvas.setFont(font, size)
        canvas.drawString(left, 800 - top, text)
    text = canvas.beginText(60, 800 - 144)
    text.setFont("Helvetica-Bold", 10)
    text.textOut("Acme Medical Center")
    text.setFont("Helvetica", 10)
    text.textOut("Leeds, UK")
    canvas.drawText(text)
    canvas.save()

    (job,) = resume_of(stream.getvalue())["work"]

    assert (job["name"], job["location"]) == ("Acme Medical Center", "Leeds, UK")


def test_a_subject_that_its_degree_names_already_is_said_once():
    school = "Kettle College\nBachelor of Science in Nursing - Nursing\n2010 - 2014"
    text = f"Ada Byron\nada@example.com\n\nEDUCATION\n{school}\n"

    (school,) = parse_text(text).resume.education

    assert (school.study_type, school.area) == ("Bachelor of Science", "Nursing")


def test_every_address_of_a_person_is_kept():
    contact = "ada@example.com | ada.example.org | code.example.net/ada"
    text = f"Ada Byron\n{contact}\n\nEXPERIENCE\nEngineer, Acme Ltd, 2019 - 2021\n"

    basics = parse_text(text).resume.basics

    assert basics.url == "https://ada.example.org"
    assert [(profile.network, profile.username, profile.url) for profile in basics.profiles] == [
        ("code.example.net", "ada", "https://code.example.net/ada")
    ]


@pytest.mark.parametrize(
    ("degree", "printed_as"),
    [
        ("Bachelor of Science", ["Bach-", "elor of", "Sci-", "ence"]),
        ("Master of Arts", ["Master", "of Arts"]),
        ("BSc", ["BSc"]),
    ],
)
def test_a_degree_in_a_narrow_column_is_one(degree, printed_as):
    school = [
        *lines(240, *printed_as, font="Helvetica-Bold"),
        (116, 240, "University of Bristol,", "Helvetica-Bold", 10),
    ]
    school += [(222, 240, "Physics", "Helvetica", 10), (430, 240, "2010 - 2013", "Helvetica", 10)]
    school += [(430, 254, "Bristol, UK", "Helvetica", 10)]

    (read,) = resume_of(printed(*HEAD, *JOB, heading(222, "Education"), *school))["education"]

    assert read == {
        "institution": "University of Bristol",
        "studyType": degree,
        "area": "Physics",
        "location": "Bristol, UK",
        "startDate": "2010",
        "endDate": "2013",
    }


@pytest.mark.parametrize(
    ("line", "school", "degree", "area"),
    [
        ("BA (Hons) University of Leeds, History", "University of Leeds", "BA (Hons)", "History"),
        ("Diploma Le Cordon Bleu, Culinary Arts", "Le Cordon Bleu", "Diploma", "Culinary Arts"),
        ("BSc in Physics, University of Leeds", "University of Leeds", "BSc", "Physics"),
    ],
)
def test_schools_behind_their_degrees(line, school, degree, area):
    bold, _, rest = line.partition(", ")
    pieces = [(60, 240, f"{bold},", "Helvetica-Bold", 10), (330, 240, rest, "Helvetica", 10)]
    text = f"Ada Byron\nada@example.com\n\nEDUCATION\n{line}\n2010 - 2013\n"
    drawn = resume_of(printed(*HEAD, *JOB, heading(222, "Education"), *pieces, *lines(254, "2010 - 2013")))

    for read in (drawn["education"][0], parse_text(text).resume.model_dump(by_alias=True)["education"][0]):
        if school == "Le Cordon Bleu" and read is not drawn["education"][0]:
            continue  # nothing but its look tells
        assert (read["institution"], read["studyType"], read["area"]) == (school, degree, area)


@pytest.mark.parametrize(
    ("line", "name", "issuer"),
    [
        (
            "AWS Certified Architect – Associate, Amazon Web Services",
            "AWS Certified Architect – Associate",
            "Amazon Web Services",
        ),
        ("BLS, American Heart Association", "BLS", "American Heart Association"),
        ("CKA – Linux Foundation, San Francisco", "CKA", "Linux Foundation, San Francisco"),
    ],
)
def test_certificates_and_their_givers_in_one_line(line, name, issuer):
    (read,) = parse_text(f"Ada Byron\nada@example.com\n\nCERTIFICATIONS\n- {line}\n").resume.certificates

    assert (read.name, read.issuer) == (name, issuer)


@pytest.mark.parametrize(
    ("row", "items"),
    [
        ("Critical care Zorbling management CRRT", ["Critical care", "Zorbling management", "CRRT"]),
        ("Wrote Python scripts in London for Fred", ["Wrote Python scripts in London for Fred"]),
        ("Zorbling Control Centre Alpha", ["Zorbling Control Centre Alpha"]),
    ],
)
def test_items_that_only_their_capitals_part(row, items):
    named = parse_text(f"Ada Byron\nada@example.com\n\nSKILLS\n{row}\n").resume.skills

    assert [skill.name for skill in named] == items


def test_a_spring_before_a_period_is_no_part_of_it():
    row = (
        (60, 190, "May 2017 - Feb 2018", "Helvetica", 10),
        (170, 190, "Web Developer, Penrose Cycling", "Helvetica-Bold", 10),
    )
    first = (60, 130, "Mar 2019 - Present", "Helvetica", 10), (170, 130, "Engineer, Acme Ltd", "Helvetica-Bold", 10)
    bullets = lines(146, "• Closed 117 findings with the accessibility team before the spring", left=170)
    data = printed(*HEAD, heading(110, "Experience"), *first, *bullets, (178, 160, "launch.", "Helvetica", 10), *row)

    jobs = resume_of(data)["work"]

    assert [(job["startDate"], job.get("endDate")) for job in jobs] == [("2019-03", None), ("2017-05", "2018-02")]


def test_a_skill_keeps_the_hyphen_that_its_name_has():
    bullet = "• Found three million dollars of yearly savings by clustering routes with scikit-"
    data = printed(*HEAD, *JOB, *lines(178, bullet), (69, 190, "learn and pandas", "Helvetica", 10))

    assert resume_of(data)["work"][0]["highlights"][0].endswith("with scikit-learn and pandas")


def right(edge: float, top: float, text: str, font: str = "Helvetica", size: float = 10) -> Piece:
    return edge - stringWidth(text, font, size), top, text, font, size


def test_names_go_on_below_where_dates_stand_beside_them():
    bold, edge = "Helvetica-Bold", 306
    posts = []
    for top, (name, more), title, period in [
        (130, ("Larkspur Freight", "Systems"), ("Senior", "Engineer"), "September 2021 to Present"),
        (200, ("Allen Institute for", "AI"), ("Research", "Scientist"), "September 2018 to March 2021"),
    ]:
        posts += [(60, top, name, bold, 10), right(edge, top, period, bold), (60, top + 14, more, bold, 10)]
        posts += [right(edge, top + 14, "Leeds, UK"), *lines(top + 28, " ".join(title))]
        posts += [(60, top + 42, f"• {ITEMS[0]}", "Helvetica", 10)]

    jobs = resume_of(printed(*HEAD, heading(110, "Experience"), *posts))["work"]

    assert [(job["name"], job["position"], job["location"]) for job in jobs] == [
        ("Larkspur Freight Systems", "Senior Engineer", "Leeds, UK"),
        ("Allen Institute for AI", "Research Scientist", "Leeds, UK"),
    ]


def test_two_lines_in_bold_are_two_names_where_the_first_had_room():
    posts = [(60, 130, "Acme Ltd", "Helvetica-Bold", 10), right(500, 130, "Mar 2019 - Present")]
    posts += [(60, 144, "Software Engineer", "Helvetica-Bold", 10), (60, 158, f"• {ITEMS[0]}", "Helvetica", 10)]

    (job,) = resume_of(printed(*HEAD, heading(110, "Experience"), *posts))["work"]

    assert (job["name"], job["position"]) == ("Acme Ltd", "Software Engineer")


def test_certificates_in_a_narrow_column():
    bold = "Helvetica-Bold"
    pieces = [(60, 240, "AWS Certified Solutions", bold, 10), (60, 254, "Architect – Associate", bold, 10)]
    pieces += [*lines(268, "Amazon Web Services"), (60, 282, "May 2023", bold, 10)]
    column = [heading(222, "Certifications"), *pieces]
    main = [(left + 140, top + 112, *rest) for left, top, *rest in JOB]

    (read,) = resume_of(printed(*HEAD, *column, *main))["certificates"]

    assert (read["name"], read["issuer"], read["date"]) == (
        "AWS Certified Solutions Architect – Associate",
        "Amazon Web Services",
        "2023-05",
    )


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [("Ingrid Solberg", "Dahl", "Ingrid Solberg Dahl"), ("Ada Byron", "Engineer", "Ada Byron")],
)
def test_a_name_of_three_words_in_two_lines(first, second, name):
    above = [(60, 50, first, "Helvetica-Bold", 22), (60, 76, second, "Helvetica-Bold", 22)]
    data = printed(*above, (60, 92, "ada.byron@example.com", "Helvetica", 10), *JOB)

    assert resume_of(data)["basics"]["name"] == name


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["Form-", "und Lagetoleranzen"], "Form- und Lagetoleranzen"),
        (["a 60-", "room hotel"], "a 60-room hotel"),
        (["Doppel-", "kupplung"], "Doppelkupplung"),
        (["Projektmanagement-", "Fachmann"], "Projektmanagement-Fachmann"),
        (["with scikit-", "learn"], "with scikit-learn"),
        (["a fact\u00ad", "or of two"], "a factor of two"),
        (["Arbeit\u00ad", "en und Feiern"], "Arbeiten und Feiern"),
    ],
)
def test_hyphens_at_the_end_of_a_line(parts, whole):
    assert join_lines(parts) == whole


def test_a_short_sentence_before_the_first_heading_is_a_summary():
    text = "Ada Byron\nada@example.com\n\nResearcher in efficient training of models.\n\nSKILLS\nPython, SQL\n"

    assert parse_text(text).resume.basics.summary == "Researcher in efficient training of models."


def test_the_last_page_may_have_but_one_heading():
    column = "#place(dx: -3.5cm, box(width: 3cm, align(right)[{}]))".format
    cards = "#grid(columns: 2, gutter: 1cm, [*Tools* \\ Figma, Sketch, Miro], [*Code* \\ HTML, CSS, React])"
    spoken = "#grid(columns: 2, gutter: 3cm, [*English* \\ Native], [*French* \\ Fluent])"
    job = "*Acme Ltd* \\ Designer \\ Mar 2019 - Present \\ - Drew the brand of forty shops \\ - Led a team of four"
    source = "\n\n".join(
        [
            "#set page(margin: (left: 5cm))\n#text(size: 20pt)[*Ada Byron*] \\ ada\\@example.com",
            column("Profile"), "#v(1em)", "Designer of signs and symbols for small shops and large ones.",
            column("Experience"), "#v(1em)", job, column("Education"), "#v(1em)",
            "*University of Bristol* \\ BA in Design \\ 2010 - 2013", column("Skills"), "#pagebreak()",
            cards, column("Languages"), "#v(1em)", spoken,
        ]
    )  # fmt: skip

    resume = resume_of(compiled(source))

    said = {word for skill in resume["skills"] for word in skill["keywords"]}
    assert said == {"Figma", "Sketch", "Miro", "HTML", "CSS", "React"}
    assert [known["language"] for known in resume["languages"]] == ["English", "French"]


@pytest.mark.parametrize(
    ("two", "institution"),
    [(["North Shore State", "College"], "North Shore State College"), (["Kettle College"], "Kettle College")],
)
def test_a_school_in_two_large_lines_is_one(two, institution):
    school = [(60, 240 + 17 * n, text, "Helvetica-Bold", 16) for n, text in enumerate(two)]
    school += [(60, 285, "Bachelor of Arts", "Helvetica", 11), (60, 303, "2010 - 2013", "Helvetica", 11)]

    job = [*JOB, *lines(178, f"• {ITEMS[0]} on every day of the year and on some of its nights as well")]

    (read,) = resume_of(printed(*HEAD, *job, heading(215, "Education", 18), *school))["education"]

    assert (read["institution"], read["studyType"], read["endDate"]) == (institution, "Bachelor of Arts", "2013")
