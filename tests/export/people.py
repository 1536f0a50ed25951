"""Invented people: one per script, one with three pages, one who means harm, several who left things out."""

from typing import Any

from shared.export.outline import Outline
from shared.models.resume import Resume


def _resume(**parts: Any) -> Resume:
    return Resume.model_validate(parts)


def _job(position: str, name: str, place: str, start: str, end: str | None, *highlights: str) -> dict[str, Any]:
    return {
        "position": position,
        "name": name,
        "location": place,
        "startDate": start,
        "endDate": end,
        "highlights": list(highlights),
    }


ENGINEER = _resume(
    basics={
        "name": "Eleanor Vandermeer",
        "label": "Senior Platform Engineer",
        "email": "eleanor@vandermeer.example",
        "phone": "+31 6 1234 5678",
        "url": "https://vandermeer.example",
        "summary": "Platform engineer with ten years in logistics and health care. I make slow systems fast and "
        "fragile systems dull, and I write things down so that the next person can do the same.",
        "location": {"city": "Rotterdam", "countryCode": "NL"},
        "profiles": [
            {"network": "LinkedIn", "username": "eleanorv", "url": "https://www.linkedin.com/in/eleanorv"},
            {"network": "GitHub", "username": "eleanorv", "url": "https://github.com/eleanorv"},
            {"network": "Mastodon", "username": "@eleanor@social.example"},
        ],
    },
    work=[
        {
            **_job(
                "Senior Platform Engineer",
                "Northwind Logistics",
                "Rotterdam, Netherlands",
                "2021-03",
                None,
                "Cut route planning from 42 minutes to 6 by moving the solver to incremental updates, which let "
                "dispatchers re-plan during the shift.",
                "Led the migration of 31 services from virtual machines to Kubernetes with no visible downtime.",
                "Introduced contract tests between four teams; integration incidents fell from nine a quarter to one.",
                "Mentor three engineers, two of whom were promoted in 2023.",
            ),
            "url": "https://northwind.example",
            "summary": "Own the routing platform that plans 40,000 deliveries a day across six countries.",
        },
        _job(
            "Software Engineer",
            "Brightwater Health, Inc.",
            "Boston, MA",
            "2017-09",
            "2021-02",
            "Built the appointment API used by 210 clinics (Python, PostgreSQL, Redis), 99.98% available.",
            "Replaced nightly batch exports with change data capture; reports are now fresh within a minute.",
        ),
        _job("Junior Developer", "Café Numérique", "Lyon, France", "2015-06-15", "2017", "Office & efficiency: ﬁ, ﬂ."),
    ],
    projects=[
        {
            "name": "Driftwood",
            "description": "Open-source library for schema drift detection in PostgreSQL.",
            "highlights": ["1,900 stars, used by three public broadcasters."],
            "keywords": ["Rust", "PostgreSQL"],
            "startDate": "2020",
            "url": "https://github.com/eleanorv/driftwood",
            "roles": ["Maintainer"],
        }
    ],
    education=[
        {
            "institution": "Delft University of Technology",
            "studyType": "MSc",
            "area": "Computer Science",
            "startDate": "2013-09",
            "endDate": "2015-06",
            "score": "8.4",
            "courses": ["Distributed Systems", "Combinatorial Optimisation"],
        },
        {"institution": "Université Lyon 1", "studyType": "Licence", "endDate": "2013", "score": "Mention bien"},
    ],
    skills=[
        {"name": "Languages", "keywords": ["Python", "Go", "C++", "C#", "SQL"]},
        {"name": "Kubernetes"},
        {"name": "Incident response", "level": "Expert"},
        {"name": "Practices", "keywords": ["Contract testing", "Technical writing"]},
    ],
    certificates=[
        {"name": "Certified Kubernetes Administrator", "issuer": "CNCF", "date": "2022-05"},
        {
            "name": "AWS Solutions Architect – Professional",
            "issuer": "Amazon Web Services",
            "url": "https://aws.example",
        },
    ],
    languages=[{"language": "Dutch", "fluency": "Native"}, {"language": "English", "fluency": "Fluent"}],
    awards=[{"title": "Engineering Award", "awarder": "Northwind", "date": "2023", "summary": "For the solver."}],
    publications=[{"name": "Planning in the Small", "publisher": "Dispatch Journal", "releaseDate": "2019-11"}],
    volunteer=[{"organization": "Code Club", "position": "Mentor", "startDate": "2018", "endDate": "2019"}],
    interests=[{"name": "Rowing"}, {"name": "Printing", "keywords": ["letterpress", "risograph"]}],
    references=[{"name": "Prof. Jan de Vries", "reference": "Available on request."}],
)

NURSE = _resume(
    basics={
        "name": "Marisol Ibáñez-Quiñones",
        "label": "Registered Nurse, Critical Care",
        "email": "marisol.ibanez@example.org",
        "phone": "(512) 555-0142",
        "location": {"text": "Austin, TX"},
    },
    work=[
        _job(
            f"Staff Nurse {ward}",
            f"St. Brendan Medical Center {ward}",
            "Austin, TX",
            f"{2024 - n}-01",
            f"{2024 - n}-12",
            *(
                f"{text} (ward {ward}, year {n + 1})."
                for text in (
                    "Cared for up to four ventilated patients a shift in a 24-bed unit with a 1:2 ratio",
                    "Precepted new graduates through twelve-week residencies and wrote their competency plans",
                    "Chaired the falls committee; unassisted falls dropped by a third within eighteen months",
                    "Administered titrated vasoactive infusions under protocol and documented in Epic",
                    "Led end-of-shift huddles that cut handover omissions found in audits from 14 to 3",
                )
            ),
        )
        for n, ward in enumerate(
            [
                "East",
                "West",
                "North",
                "South",
                "Annex",
                "Tower",
                "Harbor",
                "Garden",
                "River",
                "Meadow",
                "Summit",
                "Chapel",
                "Bridge",
            ]
        )
    ],
    education=[{"institution": "University of Texas at Austin", "studyType": "BSN", "endDate": "2008-05"}],
    certificates=[{"name": "CCRN", "issuer": "AACN", "date": "2014"}, {"name": "ACLS"}, {"name": "BLS"}],
    skills=[{"name": skill} for skill in ("Ventilator management", "CRRT", "Hemodynamic monitoring", "Spanish")],
)

KOREAN = _resume(
    basics={
        "name": "김서연",
        "label": "백엔드 개발자",
        "email": "seoyeon.kim@example.kr",
        "phone": "+82 10-1234-5678",
        "location": {"text": "서울특별시 마포구"},
        "summary": "결제와 정산 시스템을 7년간 개발한 백엔드 개발자입니다. 문서화와 코드 리뷰를 중요하게 생각합니다.",
    },
    work=[
        _job(
            "시니어 백엔드 개발자",
            "한빛페이",
            "서울",
            "2020-04",
            None,
            "일 300만 건의 결제를 처리하는 승인 시스템을 Kotlin과 Spring Boot로 재설계했습니다.",
            "Kafka 기반 정산 파이프라인을 구축하여 월 마감 시간을 3일에서 4시간으로 줄였습니다.",
        ),
        _job(
            "백엔드 개발자",
            "㈜푸른소프트",
            "성남시 분당구",
            "2017-01",
            "2020-03",
            "물류 추적 API를 120개 고객사에 제공.",
        ),
    ],
    education=[{"institution": "연세대학교", "studyType": "학사", "area": "컴퓨터과학", "endDate": "2016-12"}],
    skills=[{"name": "언어", "keywords": ["Kotlin", "Java", "Python"]}],
    languages=[{"language": "한국어", "fluency": "원어민"}],
)

JAPANESE = _resume(
    basics={
        "name": "佐藤 美咲",
        "label": "経理マネージャー",
        "email": "misaki@example.jp",
        "summary": "製造業の経理を12年担当し、月次決算を10日から4日に短縮しました。連結決算とIFRS導入も経験。",
    },
    work=[
        _job(
            "経理マネージャー",
            "株式会社青葉製作所",
            "東京都",
            "2018-04",
            None,
            "連結パッケージを再設計し、監査指摘をゼロに。",
        ),
        _job(
            "経理担当", "有限会社みずほ商店", "横浜市", "2012-04", "2018-03", "売掛金の回収期間を45日から31日に改善。"
        ),
    ],
    education=[{"institution": "明治大学", "area": "商学部", "startDate": "2008-04", "endDate": "2012-03"}],
    skills=[{"name": "会計", "keywords": ["連結決算", "税務申告"]}],
)

CHINESE = _resume(
    basics={
        "name": "李明轩",
        "label": "数据分析师",
        "email": "mingxuan@example.cn",
        "summary": "五年电商数据分析经验，擅长用户增长与实验设计。",
    },
    work=[_job("高级数据分析师", "云杉科技有限公司", "杭州", "2021-06", None, "搭建指标体系，将报表制作时间缩短70%。")],
    education=[{"institution": "浙江大学", "studyType": "硕士", "area": "统计学", "endDate": "2019-06"}],
    skills=[{"name": "工具", "keywords": ["SQL", "Python", "Tableau"]}],
)

TAIWANESE = _resume(
    basics={
        "name": "陳怡君",
        "label": "護理師",
        "summary": "於醫學中心加護病房服務八年，負責新進人員訓練與品質改善專案。",
    },
    work=[_job("護理師", "臺北榮興醫院", "臺北市", "2016-08", None, "推動跌倒預防計畫，事件減少四成。")],
    education=[{"institution": "國立陽明大學", "studyType": "學士", "area": "護理學系", "endDate": "2016"}],
)

ARABIC = _resume(
    basics={
        "name": "ليلى حسن العمري",
        "label": "محاسبة قانونية أولى",
        "email": "layla.omari@example.ae",
        "phone": "+971 50 123 4567",
        "location": {"text": "دبي، الإمارات العربية المتحدة"},
        "summary": "محاسبة قانونية بخبرة تسع سنوات في إعداد القوائم المالية وفق المعايير الدولية IFRS.",
    },
    work=[
        _job(
            "محاسبة أولى",
            "مجموعة النخيل للتجارة",
            "دبي",
            "2019-02",
            None,
            "قلّصت مدة الإغلاق الشهري من 12 يوماً إلى 5 أيام بأتمتة التسويات في نظام SAP.",
            "أشرفت على فريق من أربعة محاسبين وأعددت تقارير شهرية لمجلس الإدارة.",
        )
    ],
    education=[{"institution": "الجامعة الأردنية", "studyType": "بكالوريوس", "area": "المحاسبة", "endDate": "2015"}],
    skills=[{"name": "الأنظمة", "keywords": ["SAP", "Oracle", "Excel"]}],
)

HEBREW = _resume(
    basics={
        "name": "נועה בן־דוד",
        "label": "מנהלת מוצר",
        "email": "noa@example.co.il",
        "phone": "054-123-4567",
        "summary": "מנהלת מוצר עם שמונה שנות ניסיון בחברות תוכנה בתחום הבריאות.",
    },
    work=[
        _job("מנהלת מוצר בכירה", "גלים מערכות", "תל אביב", "2020-01", None, "הובלתי השקה של מערכת תורים ב־14 מרפאות.")
    ],
    education=[{"institution": "הטכניון", "studyType": "תואר ראשון", "area": "הנדסת תעשייה", "endDate": "2014"}],
    skills=[{"name": "כלים", "keywords": ["Figma", "SQL", "Jira"]}],
)

RUSSIAN = _resume(
    basics={"name": "Анна Сергеевна Орлова", "label": "Инженер-конструктор", "email": "orlova@example.com"},
    work=[
        _job(
            "Ведущий инженер",
            "ООО «Вектор»",
            "Казань",
            "2016-02",
            None,
            "Снизила массу узла на 18 %, сохранив прочность.",
        )
    ],
    education=[{"institution": "КНИТУ-КАИ", "studyType": "Специалист", "endDate": "2010"}],
    skills=[{"name": "САПР", "keywords": ["КОМПАС-3D", "SolidWorks"]}],
)

GREEK = _resume(
    basics={"name": "Νίκος Παπαδόπουλος", "label": "Αρχιτέκτονας", "summary": "Δεκαετής εμπειρία σε δημόσια κτίρια."},
    work=[_job("Επικεφαλής μελετών", "Γραφείο Ήλιος", "Θεσσαλονίκη", "2015-09", "2023-12", "Σχεδίασα τρία σχολεία.")],
    education=[{"institution": "ΑΠΘ", "studyType": "Δίπλωμα", "area": "Αρχιτεκτονική", "endDate": "2012"}],
)

CENTRAL_EUROPEAN = _resume(
    basics={
        "name": "Željko Šćepanović-Łukasiewicz",
        "label": "Elektromeister",
        "summary": "Elektroinstallateur mit Meisterbrief und zwölf Jahren Erfahrung in der Gebäudetechnik und für die "
        "Industrie. Größte Baustelle: das Kühlhaus in Gdańsk mit über 400 Räumen.",
    },
    work=[
        _job(
            "Obermonteur", "Müller & Söhne GmbH", "Köln", "2014-03", None, "Prüfung nach DIN VDE 0100, Übergabe, Łódź."
        )
    ],
)

MALICIOUS = _resume(
    basics={
        "name": '#read("/etc/passwd") $x$ *b* _i_ `c` @ref <label>',
        "label": "<script>alert(1)</script> & \"quotes\" 'single' ]]> -->",
        "email": '"><img src=x onerror=alert(1)>@example.com',
        "url": "javascript:alert(document.cookie)",
        "phone": "+1\u202e 555\u0000 0100",
        "summary": '#panic("x") \\ // comment /* block */ #import "@preview/x:1.0.0" {{7*7}} ${x}\nSecond line\ud800.',
        "profiles": [{"network": "X", "url": "data:text/html,<script>alert(1)</script>"}],
    },
    work=[
        _job(
            "= Heading ] [ #[ ] ",
            "~ - + / \\ Acme",
            "</w:t></w:r>",
            "2020-13",
            "not a date",
            "x" * 300,
            "https://example.com/" + "path/" * 40,
            "=cmd|' /C calc'!A0",
            "1. not a list",
            "| a | b |",
        )
    ],
    skills=[{"name": "%s %d {0} {name}", "keywords": ["&amp;", "&#x41;", "\\u0041", "$$", "C:\\temp"]}],
)

EMPTY = Resume()
NAMELESS = _resume(work=[{"position": "Welder"}, {}, {"name": "Forge"}, {"startDate": "2020"}], education=[{}])
STUDENT = _resume(
    basics={"name": "Sam Okoro"}, education=[{"institution": "Lagos State University", "area": "Physics"}]
)
FORTY_BULLETS = _resume(
    basics={"name": "Busy Bee"},
    work=[
        _job(
            "Beekeeper",
            "Hive",
            "Meadow",
            "2001",
            None,
            *(f"Cared for colony number {n} all summer." for n in range(40)),
        )
    ],
)

LATIN = {
    "engineer": ENGINEER,
    "nurse": NURSE,
    "central-european": CENTRAL_EUROPEAN,
    "nameless": NAMELESS,
    "student": STUDENT,
    "forty-bullets": FORTY_BULLETS,
}
LEFT_TO_RIGHT = {
    **LATIN,
    "korean": KOREAN,
    "japanese": JAPANESE,
    "chinese": CHINESE,
    "taiwanese": TAIWANESE,
    "russian": RUSSIAN,
    "greek": GREEK,
}
RIGHT_TO_LEFT = {"arabic": ARABIC, "hebrew": HEBREW}
EVERYONE = {**LEFT_TO_RIGHT, **RIGHT_TO_LEFT, "malicious": MALICIOUS, "empty": EMPTY}


def said(outline: Outline) -> list[list[str]]:
    """Everything a document must say, in order; strings of one group may come in any order within their line."""
    groups = [[outline.name], [outline.label], [contact.text for contact in outline.contacts]]
    for section in outline.sections:
        groups.append([section.heading])
        groups += [[text] for text in section.paragraphs]
        groups += [[fact.label, fact.text] for fact in section.facts]
        for entry in section.entries:
            groups.append(
                [entry.title, entry.subtitle, entry.place, entry.dates, *([entry.link.text] if entry.link else [])]
            )
            groups += [[text] for text in entry.paragraphs]
            groups += [[text] for text in entry.bullets]
            groups += [[fact.label, fact.text] for fact in entry.facts]
    return [kept for group in groups if (kept := [text for text in group if text])]


def squeezed(text: str) -> str:
    """Compare texts by their letters: white space and compatibility forms are a reader's own choice."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split())


def missing_in_order(groups: list[list[str]], text: str) -> list[str]:
    """Name every string that ``text`` lacks, or that stands before what should precede it."""
    text = squeezed(text)
    position = 0
    missing = []
    for group in groups:
        reached = position
        for wanted in group:
            found = text.find(squeezed(wanted), position)
            if found < 0:
                missing.append(wanted)
            else:
                reached = max(reached, found + len(squeezed(wanted)))
        position = reached
    return missing
