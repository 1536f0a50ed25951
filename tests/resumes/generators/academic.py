# ruff: noqa: E501  lines of a vitae read better whole
"""An invented professor whose curriculum vitae takes ten pages: many posts, and publications without end."""

from tests.resumes.generators.people import Person, job, school

_PLACES = [
    ("University of Tartu", "Tartu, Estonia"),
    ("Utrecht University", "Utrecht, Netherlands"),
    ("University of Otago", "Dunedin, New Zealand"),
    ("McGill University", "Montreal, Canada"),
    ("University of Bergen", "Bergen, Norway"),
    ("Trinity College Dublin", "Dublin, Ireland"),
]
_RANKS = ["Professor of Hydrology", "Associate Professor", "Lecturer in Earth Sciences", "Postdoctoral Researcher"]
_DEEDS = [
    "Led a group of {n} researchers on groundwater recharge under changing snow cover in northern catchments.",
    "Taught the course on stochastic hydrology to {n} students a year and rewrote its exercises around open data.",
    "Raised {n} grants from national funding agencies for long-term observation of peatland rivers.",
    "Supervised {n} doctoral theses on isotope tracers, sediment transport and the statistics of floods.",
    "Reviewed {n} proposals for the European Research Council and chaired its panel on earth system science.",
    "Built an open archive of {n} river gauges with quality control that is used by water boards.",
]
_THEMES = ["recharge", "flood frequency", "peat hydrology", "isotope tracing", "snow storage", "sediment budgets"]
_JOURNALS = ["Hydrological Processes", "Water Resources Research", "Journal of Hydrology", "Catena"]


def _posts() -> list[dict[str, object]]:
    posts, year = [], 2026
    for n in range(16):
        name, place = _PLACES[n % len(_PLACES)]
        start = year - (2 if n % 3 else 3)
        deeds = [_DEEDS[(n + k) % len(_DEEDS)].format(n=7 * n + 3 * k + 2) for k in range(6)]
        posts.append(job(_RANKS[n * len(_RANKS) // 16], name, place, f"{start}-09", f"{year}-08" if n else "", *deeds))
        year = start
    return posts


PROFESSOR: Person = {
    "lang": "en",
    "name": "Liisa Haavik-Morrow",
    "label": "Professor of Hydrology",
    "email": "liisa.haavik@example.edu",
    "phone": "+372 5123 4567",
    "location": "Tartu, Estonia",
    "links": ["https://orcid.org/0000-0002-1825-0097"],
    "summary": "Hydrologist who measures how northern catchments store and lose water, and teaches others to doubt a model.",
    "work": _posts(),
    "education": [
        school("University of Oulu", "PhD", "Hydrology", "Oulu, Finland", "1982-09", "1986-06"),
        school("University of Tartu", "MSc", "Geography", "Tartu, Estonia", "1977-09", "1982-06"),
    ],
    "skills": {"Methods": ["Statistics", "GIS"], "Programming": ["R", "Python", "MATLAB"]},
    "languages": [("Estonian", "Native"), ("English", "Fluent"), ("Finnish", "Fluent")],
    "certificates": [],
    "publications": [
        f"Haavik, L., Morrow, T. and Saar, K. ({2026 - n // 4}). On {_THEMES[n % 6]} in northern catchments, part {n + 1}. "
        f"{_JOURNALS[n % 4]}, {40 - n // 4}({n % 4 + 1}), {100 + n}–{118 + n}."
        for n in range(220)
    ],
}
