# ruff: noqa: E501  people read better one a line
"""Invented people whose employers, schools and towns no word list gives away."""

from typing import Any

from tests.resumes.generators.people import Person, job, school


def _person(**given: Any) -> Person:
    return {
        "lang": "en",
        "label": "",
        "links": [],
        "certificates": [],
        "languages": [("English", "Native")],
        "skills": {"Tools": ["Figma", "SQL"]},
        **given,
    }


STRANGERS = [
    _person(
        name="Dana Whitfield",
        label="Staff Product Designer",
        email="dw@example.com",
        phone="415-555-0199",
        location="Oakland, CA",
        summary="Designer of collaborative software, with a habit of prototyping in code and a soft spot for typography.",
        work=[
            job(
                "Staff Product Designer",
                "Figma",
                "San Francisco, CA",
                "2021-03",
                "",
                "Led redesign of comments used by 4M weekly users.",
                "Built and mentored a team of five.",
            ),
            job(
                "Product Designer",
                "Monzo",
                "London, UK",
                "2018-06",
                "2021-02",
                "Shipped Pots and Salary Sorter.",
                "Ran 120 user interviews with customers in debt.",
            ),
            job(
                "Interaction Designer",
                "IDEO",
                "Palo Alto, CA",
                "2015-01",
                "2018-05",
                "Prototyped a hospital check-in kiosk.",
            ),
        ],
        education=[
            school("Rhode Island School of Design", "BFA", "Graphic Design", "Providence, RI", "2010-09", "2014-06")
        ],
    ),
    _person(
        name="Matej Novak",
        label="Software Engineer",
        email="matej@example.io",
        phone="+386 40 123 456",
        location="Ljubljana, Slovenia",
        summary="Backend engineer interested in storage engines and payments.",
        work=[
            job(
                "Software Engineer II",
                "Stripe",
                "Dublin, Ireland",
                "2020-08",
                "",
                "Own the ledger reconciliation service.",
                "Reduced p99 latency from 900 to 210 ms.",
            ),
            job(
                "Member of Technical Staff",
                "Celtra",
                "Ljubljana, Slovenia",
                "2017-02",
                "2020-07",
                "Wrote the ad-serving rules engine in Scala.",
            ),
            job(
                "Working Student",
                "Outfit7",
                "Ljubljana, Slovenia",
                "2015-10",
                "2017-01",
                "Automated level design checks for a puzzle game.",
            ),
        ],
        education=[
            school("ETH Zürich", "MSc", "Computer Science", "Zürich, Switzerland", "2014-09", "2016-06"),
            school("University of Ljubljana", "BSc", "Mathematics", "Ljubljana, Slovenia", "2011-10", "2014-07"),
        ],
    ),
    _person(
        name="Ingrid Solberg Dahl",
        label="Chief of Staff",
        email="ingrid@example.no",
        phone="+47 900 12 345",
        location="Oslo, Norway",
        summary="Operator who turns founders' sentences into quarterly plans and quarterly plans into finished work.",
        work=[
            job(
                "Chief of Staff to the CEO",
                "Kahoot!",
                "Oslo, Norway",
                "2021-01",
                "",
                "Run the annual planning cycle across nine departments.",
                "Prepared three board meetings a year.",
            ),
            job(
                "Engagement Manager",
                "McKinsey & Company",
                "Copenhagen, Denmark",
                "2016-09",
                "2020-12",
                "Led teams of four on retail and energy projects.",
            ),
            job(
                "Summer Associate",
                "Equinor",
                "Stavanger, Norway",
                "2015-06",
                "2015-08",
                "Modelled decommissioning costs of two platforms.",
            ),
        ],
        education=[
            school("Sciences Po", "Master", "Public Policy", "Paris, France", "2014-09", "2016-06"),
            school("NTNU", "Bachelor", "Industrial Economics", "Trondheim, Norway", "2011-08", "2014-06"),
        ],
    ),
    _person(
        name="Rafael Okonkwo-Silva",
        label="Head Chef",
        email="rafa@example.com",
        phone="(617) 555-0134",
        location="Somerville, MA",
        summary="Cook with fourteen years in open-fire kitchens and a steady hand with costs and rosters.",
        work=[
            job(
                "Head Chef",
                "Oleana",
                "Cambridge, MA",
                "2019-05",
                "",
                "Wrote four seasonal menus a year around local farms.",
                "Held food cost at 27% through two supply shocks.",
            ),
            job("Sous Chef", "Relæ", "Copenhagen, Denmark", "2015-03", "2019-02", "Ran the fermentation cellar."),
            job("Line Cook", "The Gallows", "Boston, MA", "2011-06", "2015-01", "Worked grill and garde manger."),
        ],
        education=[school("Le Cordon Bleu", "Diploma", "Culinary Arts", "Cambridge, MA", "2009-09", "2011-05")],
    ),
    _person(
        name="Hye-jin Park",
        label="Machine Learning Researcher",
        email="hj@example.edu",
        phone="+1 734 555 0101",
        location="Ann Arbor, MI",
        summary="Researcher in efficient training of language models.",
        work=[
            job(
                "Research Scientist",
                "Allen Institute for AI",
                "Seattle, WA",
                "2022-09",
                "",
                "Train sparse language models on shared clusters.",
                "Released two data sets used by forty groups.",
            ),
            job(
                "Graduate Student Researcher",
                "University of Michigan",
                "Ann Arbor, MI",
                "2017-09",
                "2022-08",
                "Studied curriculum learning for translation.",
            ),
            job(
                "Applied Scientist Intern",
                "Amazon Web Services",
                "Palo Alto, CA",
                "2020-05",
                "2020-08",
                "Compressed a speech model by 60%.",
            ),
        ],
        education=[
            school(
                "University of Michigan",
                "PhD",
                "Computer Science and Engineering",
                "Ann Arbor, MI",
                "2017-09",
                "2022-08",
            ),
            school(
                "Seoul National University", "BS", "Electrical Engineering", "Seoul, South Korea", "2012-03", "2017-02"
            ),
        ],
    ),
    _person(
        name="Aaliyah Freeman",
        label="Operations",
        email="af@example.com",
        phone="+1-404-555-0177",
        location="Atlanta, Georgia",
        summary="Warehouse lead turned operations analyst, at home on the floor and in the spreadsheet.",
        work=[
            job(
                "Operations Analyst III",
                "Home Depot",
                "Atlanta, Georgia",
                "2020-02",
                "",
                "Forecast labour for eleven distribution sites.",
                "Built dashboards that replaced forty weekly emails.",
            ),
            job(
                "Shift Lead",
                "FedEx Ground",
                "Ellenwood, Georgia",
                "2016-08",
                "2020-01",
                "Coordinated 35 loaders on the twilight sort.",
            ),
            job(
                "Package Handler",
                "UPS",
                "Macon, Georgia",
                "2014-05",
                "2016-07",
                "Loaded trailers to 98% scan accuracy.",
            ),
        ],
        education=[
            school(
                "Georgia State University",
                "Bachelor of Business Administration",
                "Managerial Sciences",
                "Atlanta, Georgia",
                "2010-08",
                "2014-05",
            )
        ],
    ),
]
