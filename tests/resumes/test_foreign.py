"""What other programs write: LaTeX, LibreOffice, Word and browsers, one claim each."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from shared.resumes.characters import clean, of_symbols
from shared.resumes.dates import completes, find_spans, is_date_text, without_dates
from shared.resumes.drawn import mark_chips
from shared.resumes.evidence import find_degree
from shared.resumes.extract import read_pages
from shared.resumes.geometry import Word
from shared.resumes.headings import find_kind
from shared.resumes.parse import parse_resume, parse_text
from shared.resumes.words import break_rows
from tests.resumes.generators.typeset import _CARRIED as FONTS
from tests.resumes.test_browser import HEAD, ITEMS, JOB, Piece, heading, lines, printed, resume_of

SCHOOL = [heading(420, "Education"), *lines(440, "University of Bristol", "BSc in Physics", "2010 - 2013")]


def pages_of(*pages: list[Piece]) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream)
    for page in pages:
        for left, top, text, font, size in page:
            canvas.setFont(font, size)
            canvas.drawString(left, 800 - top, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def skills_of(resume: dict[str, Any]) -> set[str]:
    return {word for skill in resume["skills"] for word in [skill.get("name"), *skill.get("keywords", [])]}


# Characters and fonts


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\uf0b7 Built", "• Built"),
        ("\uf0a7 Built", "▪ Built"),
        ("2019 \x15 2021", "2019 – 2021"),
        ("ada ⋄ London │ Leeds", "ada ◆ London | Leeds"),
        ("\uf0e0 ada", " ada"),
    ],
)
def test_signs_of_fonts_without_a_name_are_known(written, read):
    assert clean(written) == read


@pytest.mark.parametrize(
    ("font", "text", "read"),
    [
        ("Wingdings-Regular", "Ø", "➢"),
        ("Wingdings", "l", "●"),
        ("FontAwesome5Free-Solid", "I", ""),
        ("MarVoSym", "{", "•"),
        ("MarVoSym", "H", ""),
        ("Helvetica", "I", "I"),
        ("LinLibertine", "l", "l"),
    ],
)
def test_letters_of_picture_fonts_are_pictures(font, text, read):
    assert of_symbols(font, text) == read


def type3(*texts: tuple[str, float, float]) -> bytes:
    """A PDF whose words are drawn by a font of outlines: each glyph has but its own box (text, left, baseline)."""
    letters = sorted({letter for text, _, _ in texts for letter in text if letter != " "})
    objects: list[bytes] = []
    heights = {
        letter: (-200, 500) if letter in "gpqy" else (0, 700) if letter in "bdfhklt" else (0, 500) for letter in letters
    }

    def add(body: str) -> int:
        objects.append(body.encode())
        return len(objects)

    drawn = {}
    for letter in letters:
        low, high = heights[letter]
        code = f"600 0 0 {low} 550 {high} d1 0 {low} 550 {high - low} re f"
        drawn[letter] = add(f"<< /Length {len(code)} >> stream\n{code}\nendstream")
    procs = " ".join(f"/g{ord(letter)} {number} 0 R" for letter, number in drawn.items())
    names = " ".join(f"{ord(letter)} /g{ord(letter)}" for letter in letters)
    first, last = ord(letters[0]), ord(letters[-1])
    codes = "".join(f"<{ord(letter):02x}> <{ord(letter):04x}>\n" for letter in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(letters)} beginbfchar\n{codes}endbfchar endcmap end end"
    )
    unicode = add(f"<< /Length {len(cmap)} >> stream\n{cmap}\nendstream")
    outlines = add(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 600 700] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/CharProcs << {procs} >> "
        f"/Encoding << /Type /Encoding /Differences [{names}] >> /FirstChar {first} /LastChar {last} "
        f"/Widths [{' '.join(['600'] * (last - first + 1))}] /Resources << >> /ToUnicode {unicode} 0 R >>"
    )
    plain = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    shown = "".join(f"BT /F{2 if text[0].isdigit() else 1} 12 Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y in texts)
    content = add(f"<< /Length {len(shown)} >> stream\n{shown}\nendstream")
    page = len(objects) + 1
    add(
        f"<< /Type /Page /Parent {page + 1} 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R "
        f"/Resources << /Font << /F1 {outlines} 0 R /F2 {plain} 0 R >> >> >>"
    )
    add(f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    add(f"<< /Type /Catalog /Pages {page + 1} 0 R >>")
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, root = len(objects) + 1, len(objects)
    end = f"trailer << /Size {size} /Root {root} 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def test_words_of_outlines_are_as_high_as_the_words_around_them():
    texts = [
        ("senior", 60, 700),
        ("engineering", 120, 700),
        ("2019", 300, 700),
        ("around", 60, 600),
        ("halfway", 60, 500),
    ]

    words = {word.text: word for word in read_pages(type3(*texts, ("20190101", 60, 400)))[0].words}

    heights = {round(word.size, 1) for word in words.values()}
    assert len(heights) == 1, {text: word.size for text, word in words.items()}
    assert words["senior"].top == pytest.approx(words["2019"].top, abs=0.1)


def test_a_font_that_names_no_ascent_has_one_height_on_all_pages():
    pdfmetrics.registerFont(TTFont("Carried", FONTS / "Inter-Regular.ttf"))
    person = [(60, 50, "Ada Byron", "Carried", 20), (60, 70, "ada@example.com 2019", "Carried", 10)]
    texts = lines(110, "sea moon nose", "Zürich Ångström", "jumpy Ǻǵ quay", font="Carried")
    more = lines(60, "moon sea some more words of the same small letters", "Ångström once again", font="Carried")
    data = pages_of([*person, *texts], list(more))
    start = data.index(b"/Ascent ")
    stated = data[start : data.index(b" ", start + 8)]
    below = data[data.index(b"/Descent ") : data.index(b" ", data.index(b"/Descent ") + 9)]
    silent = data.replace(stated, b"/Ascent " + b"0" * (len(stated) - 8)).replace(
        below, b"/Descent " + b"0" * (len(below) - 9)
    )

    heights = {round(word.size, 2) for page in read_pages(silent) for word in page.words if word.size < 18}

    assert len(heights) == 1, heights


# Chips


def test_words_of_two_chips_never_belong_together():
    stream = BytesIO()
    canvas = Canvas(stream)
    for left, top, text, font, size in [*HEAD, *JOB, heading(222, "Skills"), *SCHOOL]:
        canvas.setFont(font, size)
        canvas.drawString(left, 800 - top, text)
    canvas.setFont("Helvetica", 9)
    for left, top, texts in (
        (60, 240, ["Power Query"]),
        (121, 240, ["Zorbling"]),
        (166, 240, ["Time series", "forecasting"]),
        (60, 270, ["Loom"]),
    ):
        width = max(stringWidth(text, "Helvetica", 9) for text in texts) + 6
        canvas.setFillGray(0.9)
        canvas.roundRect(left - 3, 797 - top - 11 * (len(texts) - 1), width, 11 * len(texts) + 1, 3, stroke=0, fill=1)
        canvas.setFillGray(0)
        for number, text in enumerate(texts):
            canvas.drawString(left, 800 - top - 11 * number, text)
    canvas.save()

    assert skills_of(resume_of(stream.getvalue())) == {"Power Query", "Zorbling", "Time series forecasting", "Loom"}


@pytest.mark.parametrize(
    ("box", "chips"),
    [
        ((56.0, 96.0, 84.0, 116.0), [1, 0]),
        ((59.9, 99.0, 80.1, 113.0), [0, 0]),
        ((56.0, 96.0, 200.0, 116.0), [1, 1]),
    ],
    ids=["padded", "shading right under a word", "one for both"],
)
def test_a_chip_stands_around_its_words(box, chips):
    words = [Word("Loom", 60, 100, 80, 112), Word("Figma", 90, 100, 115, 112)]

    mark_chips(words, [box])

    assert [word.chip for word in words] == chips


def test_the_words_of_large_type_stay_together():
    words = [Word("Camille", 24, 40, 224, 99, font="B"), Word("Ostrander", 242, 40, 500, 99, font="B")]

    assert [segment.text for row in break_rows(words) for segment in row] == ["Camille Ostrander"]


# Columns and lines


def test_items_side_by_side_are_read_one_column_after_the_other():
    left = ["• Built the billing system that as many as forty small", "shops use every day"]
    right = ["• Led four people through two or three of the many", "reorganisations"]
    body = [*lines(178, *left, left=66), *lines(178, *right, left=320)]

    job = resume_of(printed(*HEAD, *JOB, *body, *SCHOOL))["work"][0]

    assert job["highlights"] == [
        "Built the billing system that as many as forty small shops use every day",
        "Led four people through two or three of the many reorganisations",
    ]


def test_headings_of_two_columns_may_share_a_row():
    side = [
        heading(110, "Skills"),
        *lines(130, "Python, SQL", "Terraform"),
        heading(180, "Languages"),
        *lines(200, "English"),
    ]
    side += [heading(240, "Interests"), *lines(260, "Chess")]
    main = [(left + 240, top + 70, *rest) for left, top, *rest in JOB]
    main += [
        *lines(250, *(f"• {item}" for item in ITEMS), left=300),
        *[(left + 240, top, *rest) for left, top, *rest in SCHOOL],
    ]
    prose = "Engineer who builds billing systems"
    main += [(300, 110, "Summary", "Helvetica-Bold", 14), *lines(130, prose, "for small shops.", left=300)]

    resume = resume_of(printed(*HEAD, *side, *main))

    assert resume["basics"]["summary"] == f"{prose} for small shops."
    assert resume["work"][0]["highlights"] == ITEMS
    assert [known["language"] for known in resume["languages"]] == ["English"]


def test_headings_beside_their_text_are_known_though_a_later_page_begins_at_the_margin():
    def beside(top: float, title: str, *texts: str) -> list[Piece]:
        return [(60, top, title, "Helvetica-Bold", 14), *lines(top, *texts, left=170)]

    first = [
        *HEAD,
        *beside(120, "Work", "Acme Ltd", "Software Engineer", "2019 - 2021", *(f"• {item}" for item in ITEMS)),
    ]
    second = [
        *lines(60, "Penrose Cycling", "Web Developer", "2016 - 2019", "• Sold bells online", "• Wrote the shop's tests")
    ]
    second += [
        *lines(140, "Tyne Shipping", "Clerk", "2014 - 2016", "• Filed all that came", "• Answered the telephone")
    ]
    second += beside(240, "Education", "University of Bristol", "BSc in Physics", "2010 - 2013")
    second += [*beside(320, "Skills", "Python, SQL"), *beside(360, "Languages", "English")]

    resume = resume_of(pages_of(first, second))

    assert [job["name"] for job in resume["work"]] == ["Acme Ltd", "Penrose Cycling", "Tyne Shipping"]
    assert resume["education"][0]["institution"] == "University of Bristol"


def test_headings_in_a_margin_may_stand_at_the_middle_of_their_sections():
    def beside(top: float, middle: float, title: str, *texts: str) -> list[Piece]:
        return [(60, middle, title, "Helvetica-Bold", 13), *lines(top, *texts, left=190)]

    told = [f"Engineer at Acme Ltd {n}" for n in range(3)]
    data = printed(
        *HEAD,
        *beside(120, 128, "Profile", "Engineer who builds billing systems for shops", "and for the people in them."),
        *beside(190, 225, "Experience", "Acme Ltd", "Software Engineer", *(f"• {text}" for text in told)),
        (60, 197, "2019 - 2021", "Helvetica", 7),
        *beside(300, 320, "Education", "University of Bristol", "BSc in Physics", "2010 - 2013"),
        *beside(380, 388, "Skills", "Python, SQL", "Terraform, Docker"),
        (60, 430, "May 2024", "Helvetica", 7),
    )

    assert "May 2024" in parse_resume(data, "cv.pdf").text

    resume = resume_of(data)

    assert resume["basics"]["summary"].startswith("Engineer who builds")
    assert [(job["name"], job["startDate"], job["highlights"]) for job in resume["work"]] == [
        ("Acme Ltd", "2019", told)
    ]
    assert resume["education"][0]["institution"] == "University of Bristol"
    assert {"Python", "Terraform"} <= skills_of(resume)


def test_names_of_a_grid_may_be_worded_like_headings():
    columns = []
    for left, group, words in (
        (60, "Languages", ["Python", "SQL", "Go"]), (200, "Frameworks", ["FastAPI", "Django", "Flask"]),
    ):  # fmt: skip
        columns += [(left, 250, group, "Helvetica-Bold", 14), *lines(270, *words, left=left)]
    data = printed(*HEAD, *JOB, (60, 222, "Skills", "Helvetica-Bold", 14), *columns, *SCHOOL)

    resume = resume_of(data)

    assert {"Python", "SQL", "Go", "FastAPI", "Django", "Flask"} <= skills_of(resume)
    assert "languages" not in resume


def test_the_space_of_a_typewriter_parts_no_names():
    skills = [
        (60, 240 + 14 * row, text, "Courier", 10)
        for row, text in enumerate(["Fixed assets", "Lease accounting", "SOX"])
    ]

    assert skills_of(resume_of(printed(*HEAD, *JOB, heading(222, "Skills"), *skills))) == {
        "Fixed assets",
        "Lease accounting",
        "SOX",
    }


def test_letters_set_apart_are_parted_nowhere_else():
    stream = BytesIO()
    canvas = Canvas(stream)
    for left, top, text, font, size in [*HEAD, *JOB[:-1], *SCHOOL]:
        canvas.setFont(font, size)
        canvas.drawString(left, 800 - top, text)
    canvas.setFont("Times-Bold", 6)
    left = 60.0
    for letter in "2018-09 to 2021-07":  # a browser places each by itself
        canvas.drawString(left, 800 - 158, letter)
        left += stringWidth(letter, "Times-Bold", 6) + 0.75
    canvas.save()

    job = resume_of(stream.getvalue())["work"][0]

    assert (job["startDate"], job["endDate"]) == ("2018-09", "2021-07")


def test_a_project_says_below_what_it_was_made_with():
    text = """Ada Byron
ada@example.com

PROJECTS

pgshelf   2022 - Present
A command line tool that archives cold partitions and restores them on demand.
Python, PostgreSQL, Docker
"""

    project = parse_text(text).resume.projects[0]

    assert project.description == "A command line tool that archives cold partitions and restores them on demand."
    assert project.keywords == ["Python", "PostgreSQL", "Docker"]


def test_a_summary_keeps_its_last_word():
    prose = ["Product designer for tools that people use all day, with files that engineers thank me", "for."]
    data = printed(*HEAD, *lines(90, *prose), *[(left, top + 20, *rest) for left, top, *rest in JOB])

    assert resume_of(data)["basics"]["summary"] == " ".join(prose)


def test_a_paragraph_that_runs_over_a_gutter_keeps_its_last_line():
    prose = [
        "Engineer who builds billing systems for shops and people and who likes nothing",
        "better than a quiet night.",
    ]
    left = [heading(160, "Skills"), *lines(180, "Python", "SQL", "Terraform", "Kubernetes", "Docker", "Kafka")]
    right = [(left + 200, top + 50, *rest) for left, top, *rest in JOB] + lines_at(232, 260)

    resume = resume_of(printed(*HEAD, *lines(100, *prose), *left, *right))

    assert resume["basics"]["summary"] == " ".join(prose)


def lines_at(top: float, left: float) -> list[Piece]:
    return list(lines(top, *(f"• {item}" for item in ITEMS), left=left))


def test_a_narrow_column_may_part_a_period_in_three():
    entries = []
    for top, period, head in (
        (130, ["Aug", "2016–Jan", "2020"], "Shift Lead, Penrose Cycling, Leeds"),
        (190, ["Feb", "2020–Present"], "Software Engineer, Acme Ltd, London"),
    ):
        entries += [(118 - 5.2 * len(text), top + 14 * row, text, "Helvetica", 10) for row, text in enumerate(period)]
        entries += [*lines(top, head, *(f"• {item}" for item in ITEMS), left=126)]

    jobs = resume_of(printed(*HEAD, heading(110, "Experience"), *entries, *SCHOOL))["work"]

    assert [(job["name"], job["startDate"], job.get("endDate")) for job in jobs] == [
        ("Penrose Cycling", "2016-08", "2020-01"),
        ("Acme Ltd", "2020-02", None),
    ]


def test_a_page_of_short_lines_is_as_wide_as_the_ones_before():
    prose = "Engineer who builds billing systems for small shops and for all the people who work in them."
    first = [*HEAD, heading(100, "Profile"), *lines(118, prose), *[(left, top + 40, *rest) for left, top, *rest in JOB]]
    second = [heading(60, "Education"), (60, 80, "2014 - 2016", "Helvetica-Bold", 10)]
    second += [*lines(92, "ETH Zürich", "Computer Science", "MSc")]

    school = resume_of(pages_of(first, second))["education"][0]

    assert (school["institution"], school["area"], school["studyType"]) == ("ETH Zürich", "Computer Science", "MSc")


def test_one_line_entries_each_close_with_their_period():
    jobs = [
        "Senior Software Engineer of the billing system, Acme Ltd, London, United Kingdom, Mar 2021 – Present",
        "Web Developer, Penrose Cycling, Leeds, Jun 2018 – Feb 2021",
        "Clerk, Tyne Shipping, Newcastle, Jan 2015 – May 2018",
    ]
    data = printed(
        *HEAD,
        heading(110, "Experience"),
        *(piece for row, job in enumerate(jobs) for piece in lines(130 + 26 * row, job)),
    )

    assert [job["name"] for job in resume_of(data)["work"]] == ["Acme Ltd", "Penrose Cycling", "Tyne Shipping"]


def test_sentences_without_marks_are_items_though_their_lines_are_full():
    told = [
        "Weighted and analysed thirty household surveys in R and wrote reports on all their many odd methods.",
        "Automated the tables, from four days of work for every survey to half a day.",
        "Taught two colleagues how to do the same and how to check what came out of it.",
    ]

    job = resume_of(printed(*HEAD, *JOB, *lines(178, *told, left=80), *SCHOOL))["work"][0]

    assert job["highlights"] == told


# Heads of entries


@pytest.mark.parametrize("word", ["at", "bei", "@"])
def test_a_firm_behind_an_at_in_another_weight_is_the_firm(word):
    title = [(60, 130, "Product Designer", "Helvetica-Bold", 10), (148, 130, word, "Helvetica", 10)]
    firm = [(165, 130, "Monzo", "Helvetica-Bold", 10), *lines(144, "Mar 2019 - Present", *ITEMS)]

    job = resume_of(printed(*HEAD, heading(110, "Experience"), *title, *firm, *SCHOOL))["work"][0]

    assert (job["position"], job["name"]) == ("Product Designer", "Monzo")


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (["Le Cordon Bleu   2009 - 2011", "Culinary Arts", "Diploma"], ("Le Cordon Bleu", "Culinary Arts", "Diploma")),
        (["Diploma", "Culinary Arts", "Le Cordon Bleu", "2011"], ("Le Cordon Bleu", "Culinary Arts", "Diploma")),
        (["Master in Public Policy at Sciences Po", "2014 - 2016"], ("Sciences Po", "Public Policy", "Master")),
        (["KAIST", "Electrical Engineering, BS", "2012 - 2017"], ("KAIST", "Electrical Engineering", "BS")),
        (
            ["Nursing, Bachelor of Science in Nursing, University of Leeds", "2010 - 2014"],
            ("University of Leeds", "Nursing", "Bachelor of Science in Nursing"),
        ),
        (
            ["University of Leeds", "History – Bachelor of Arts   Completed in May 2014"],
            ("University of Leeds", "History", "Bachelor of Arts"),
        ),
    ],
)
def test_schools_and_degrees_are_told_apart(told, wanted):
    text = "\n".join(["Ada Byron", "ada@example.com", "", "EDUCATION", *told, "", "SKILLS", "Python, SQL"])

    schools = parse_text(text).resume.education

    assert [(school.institution, school.area, school.study_type) for school in schools] == [wanted]


@pytest.mark.parametrize(
    ("text", "degree"),
    [("Physics, MA", "MA"), ("Economics, BA", "BA"), ("Boston, MA", None), ("Ghent, BE", None)],
)
def test_a_degree_after_a_comma_needs_a_subject_before_it(text, degree):
    found = find_degree(text)

    assert (found and found[0]) == degree


def test_a_head_may_end_in_a_full_stop():
    text = [
        "Ada Byron", "ada@example.com", "", "EXPERIENCE", "Sep 2022 – Present",
        "Applied Research Scientist, Penrose Cycling Company, Leeds, United Kingdom.", "- Built the billing system",
    ]  # fmt: skip

    job = parse_text("\n".join(text)).resume.work[0]

    assert (job.position, job.name) == ("Applied Research Scientist", "Penrose Cycling Company")


# Dates


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Outfit7 Oct 2015 — Jan 2017", "2015-10", "2017-01"),
        ("7 Oct 2015 — Jan 2017", "2015-10-07", "2017-01"),
        ("2014 2016", "2014", "2016"),
        ("2016 2014", None, "2016"),
    ],
)
def test_figures_beside_dates_are_no_days(text, start, end):
    span = find_spans(text)[0]

    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("Wrocław | październik", "2010 – czerwiec 2015", True),
        ("Jun 2018 –", "Feb 2021", True),
        ("Jun 2018 – Jul 2019", "Feb 2021 – May 2022", False),
        ("2013 –", "2014 – 2015", False),
    ],
)
def test_a_period_goes_on_where_its_first_half_ends(before, after, whole):
    assert completes(before, after) is whole


def test_what_is_said_of_a_date_goes_with_it():
    text = "Bachelor of Arts – Graduated in May 2014"

    assert without_dates(text, find_spans(text)).strip(" –\t") == "Bachelor of Arts"
    assert is_date_text("a year")


# Contact data


@pytest.mark.parametrize(
    ("head", "field", "wanted"),
    [
        (["Ada Byron | Analyst", "ada@example.com"], "name", "Ada Byron"),
        (["Résumé of ADA BYRON", "ada@example.com"], "name", "Ada Byron"),
        (["Ada Byron", "Emailada@example.com", "Phone+44 20 7946 0123"], "email", "ada@example.com"),
        (["Ada Byron", "Emailada@example.com", "Phone+44 20 7946 0123"], "phone", "+44 20 7946 0123"),
        (["Ada Byron", "ada@example.com   ada.e", "xample.org"], "url", "https://ada.example.org"),
        (["Ada Byron", "ada@example.com ⋄ Leeds, United Kingdom ⋄ +44 20 7946 0123"], "city", "Leeds"),
        (["Ada Byron", "ada@example.com", "ada-byron (GitHub)"], "user", "ada-byron"),
        (["Ada Byron, Ph.D.", "ada.dev", "ada@example.com"], "url", "https://ada.dev"),
    ],
)
def test_heads_are_written_in_many_ways(head, field, wanted):
    text = "\n".join([*head, "", "EXPERIENCE", "Engineer, Acme Ltd, 2019 - 2021", "- Built the billing system"])

    basics = parse_text(text).resume.basics

    city = basics.location.city if basics.location else None
    user = basics.profiles[0].username if basics.profiles else None
    told = {
        "name": basics.name,
        "email": basics.email,
        "phone": basics.phone,
        "url": basics.url,
        "city": city,
        "user": user,
    }
    assert told[field] == wanted


def test_languages_in_a_row_of_addresses_are_languages():
    row = [(60, 70, "ada.byron@example.com", "Helvetica", 10), (260, 70, "English, Portuguese", "Helvetica", 10)]

    resume = resume_of(printed(HEAD[0], *row, *JOB, *SCHOOL))

    assert [known["language"] for known in resume["languages"]] == ["English", "Portuguese"]


def test_addresses_at_the_foot_of_the_last_section_are_the_persons():
    foot = [*lines(700, "Leeds, United Kingdom"), (260, 700, "ada.byron@example.com", "Helvetica", 10)]
    foot += lines(714, "+44 20 7946 0123")
    spoken = [heading(520, "Languages"), *lines(540, "English", "Native")]

    resume = resume_of(printed(HEAD[0], *JOB, *SCHOOL, *spoken, *foot))

    basics = resume["basics"]
    assert (basics["email"], basics["phone"]) == ("ada.byron@example.com", "+44 20 7946 0123")
    assert resume["languages"] == [{"language": "English", "fluency": "Native"}]


def test_a_first_line_of_prose_is_no_headline():
    prose = [
        "Critical care nurse with eleven years at the bedside, six of them in a unit. Calm",
        "and stubborn about hygiene.",
    ]
    data = printed(
        HEAD[0], *lines(70, "Leeds, United Kingdom ada.byron@example.com"), *lines(84, *prose), *JOB, *SCHOOL
    )

    assert resume_of(data)["basics"]["summary"] == " ".join(prose)


def test_headings_may_say_how_many_there_are():
    assert (find_kind("Education (2)"), find_kind("Work Experience(3)"), find_kind("Room (12)")) == (
        "education",
        "work",
        None,
    )


# Word


def word_file(write: Any) -> bytes:
    document = docx.Document()
    document.add_heading("Ada Byron", 0)
    document.add_paragraph("ada@example.com | +44 20 7946 0123")
    write(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("fill", "seen"), [("1F3A5F", True), ("FFFFFF", False), ("F2F2F2", False), (None, False)])
@pytest.mark.parametrize("where", ["cell", "paragraph", "run"])
def test_white_text_of_word_is_hidden_unless_it_stands_on_a_fill(fill, seen, where):
    def write(document: Any) -> None:
        document.add_heading("Experience", 1)
        document.add_paragraph("Software Engineer, Acme Ltd, 2019 - 2021")
        table = document.add_table(rows=1, cols=1)
        paragraph = table.rows[0].cells[0].add_paragraph()
        run = paragraph.add_run("Terraform Kubernetes")
        run.font.color.rgb = RGBColor(255, 255, 255)
        parts = {
            "cell": table.rows[0].cells[0]._tc.get_or_add_tcPr(),
            "paragraph": paragraph._p.get_or_add_pPr(),
            "run": run._r.get_or_add_rPr(),
        }
        if fill:
            shading = OxmlElement("w:shd")
            shading.set(qn("w:val"), "clear")
            shading.set(qn("w:fill"), fill)
            parts[where].append(shading)

    parsed = parse_resume(word_file(write), "cv.docx")

    assert ("Terraform" in parsed.text) is seen
    assert ("Terraform" in " ".join(parsed.hidden_text)) is not seen


def test_contact_and_profile_may_stand_a_level_below_the_sections():
    def write(document: Any) -> None:
        document.add_heading("Profile", 3)
        document.add_paragraph("Engineer who builds billing systems for small shops and the people in them.")
        document.add_heading("Experience", 2)
        document.add_paragraph("Software Engineer, Acme Ltd, 2019 - 2021")
        document.add_heading("Education", 2)
        document.add_paragraph("University of Bristol, BSc in Physics, 2010 - 2013")

    resume = parse_resume(word_file(write), "cv.docx").resume

    assert (resume.basics.summary or "").startswith("Engineer who builds")
    assert [job.name for job in resume.work] == ["Acme Ltd"]
