# ruff: noqa: E501  people and layouts read better one a line
"""Invented people of many trades and languages, each with the truth that every layout has to give back."""

from typing import Any

Person = dict[str, Any]


def job(position: str, name: str, location: str, start: str, end: str, *highlights: str) -> dict[str, Any]:
    return {
        "position": position,
        "name": name,
        "location": location,
        "startDate": start,
        "endDate": end,
        "highlights": list(highlights),
    }


def school(institution: str, degree: str, area: str, location: str, start: str, end: str) -> dict[str, Any]:
    return {
        "institution": institution,
        "studyType": degree,
        "area": area,
        "location": location,
        "startDate": start,
        "endDate": end,
    }


NURSE: Person = {
    "lang": "en",
    "name": "Marisol Quintero-Hayes",
    "label": "Registered Nurse",
    "email": "marisol.qh@example.net",
    "phone": "+1 (312) 555-0148",
    "location": "Evanston, IL",
    "links": ["https://linkedin.com/in/marisolqh"],
    "summary": "Critical-care nurse with nine years on adult and paediatric wards, certified in advanced cardiac life support "
    "and known for calm handovers in crowded units.",
    "work": [
        job(
            "Charge Nurse, Intensive Care",
            "Lakeshore Memorial Hospital",
            "Chicago, IL",
            "2019-04",
            "",
            "Lead a shift of 14 nurses across a 22-bed intensive care unit.",
            "Cut catheter infections by 31% in two years through a daily checklist.",
            "Train new graduates in ventilator care and family communication.",
        ),
        job(
            "Staff Nurse",
            "St. Brigid Children's Clinic",
            "Milwaukee, WI",
            "2015-07",
            "2019-03",
            "Cared for up to five post-operative patients per shift.",
            "Introduced bedside barcode scanning for medication, reducing errors by half.",
        ),
    ],
    "education": [
        school("Marquette University", "Bachelor of Science", "Nursing", "Milwaukee, WI", "2011-09", "2015-05")
    ],
    "skills": {"Clinical": ["Ventilator management", "Wound care", "Triage"], "Systems": ["Epic", "Cerner", "Pyxis"]},
    "languages": [("English", "Native"), ("Spanish", "Bilingual")],
    "certificates": [("Advanced Cardiac Life Support", "American Heart Association", "2022")],
}

ACCOUNTANT: Person = {
    "lang": "en",
    "name": "Oluwaseun Adebayo",
    "label": "Senior Accountant",
    "email": "o.adebayo@example.org",
    "phone": "+44 20 7946 0958",
    "location": "Leeds, United Kingdom",
    "links": ["https://adebayo-books.co.uk"],
    "summary": "Chartered accountant who closes group accounts for manufacturers and retailers and enjoys turning month-end "
    "firefighting into routine.",
    "work": [
        job(
            "Senior Accountant",
            "Hartley & Pryce LLP",
            "Leeds, United Kingdom",
            "2020-01",
            "",
            "Prepare consolidated statements for four subsidiaries under IFRS.",
            "Shortened month-end close from eleven to six working days.",
            "Review VAT returns worth £3.2m a quarter.",
        ),
        job(
            "Accounts Payable Clerk",
            "Northmoor Textiles Ltd",
            "Bradford, United Kingdom",
            "2017-09",
            "2019-12",
            "Processed 900 supplier invoices a month with a 0.4% error rate.",
            "Moved the ledger from paper to Sage 200.",
        ),
        job(
            "Finance Intern",
            "City of Lagos Water Board",
            "Lagos, Nigeria",
            "2016-06",
            "2016-12",
            "Reconciled customer deposits across three depots.",
        ),
    ],
    "education": [
        school("University of Leeds", "MSc", "Accounting and Finance", "Leeds, United Kingdom", "2016-09", "2017-08"),
        school("Obafemi Awolowo University", "BSc", "Economics", "Ile-Ife, Nigeria", "2011-10", "2015-07"),
    ],
    "skills": {"Software": ["Sage 200", "Excel", "SAP FICO"], "Standards": ["IFRS", "UK GAAP"]},
    "languages": [("English", "Fluent"), ("Yoruba", "Native")],
    "certificates": [("ACA Qualification", "ICAEW", "2019")],
}

TEACHER_DE: Person = {
    "lang": "de",
    "name": "Jörg Weißenfels",
    "label": "Maschinenbauingenieur",
    "email": "joerg.weissenfels@example.de",
    "phone": "+49 711 2345678",
    "location": "Stuttgart, Deutschland",
    "links": ["https://www.xing.com/profile/joerg_weissenfels"],
    "summary": "Maschinenbauingenieur mit zehn Jahren Erfahrung in der Entwicklung von Getrieben und der Leitung kleiner Teams "
    "in der Automobilindustrie.",
    "work": [
        job(
            "Teamleiter Getriebeentwicklung",
            "Neckar Antriebstechnik GmbH",
            "Stuttgart",
            "2018-03",
            "",
            "Leitung eines Teams von acht Ingenieuren.",
            "Senkung der Fertigungskosten eines Doppelkupplungsgetriebes um 12 %.",
            "Einführung eines digitalen Prüfstands für Dauerläufe.",
        ),
        job(
            "Entwicklungsingenieur",
            "Albwerk Motoren AG",
            "Ulm",
            "2013-10",
            "2018-02",
            "Auslegung von Stirnradstufen für Nutzfahrzeuge.",
            "Betreuung von drei Masterarbeiten.",
        ),
    ],
    "education": [
        school("Technische Universität Dresden", "Diplom", "Maschinenbau", "Dresden", "2007-10", "2013-07"),
        school("Gymnasium am Stadtpark", "Abitur", "", "Zwickau", "1999-08", "2007-06"),
    ],
    "skills": {"Konstruktion": ["CATIA V5", "SolidWorks"], "Berechnung": ["Ansys", "MATLAB"]},
    "languages": [("Deutsch", "Muttersprache"), ("Englisch", "C1")],
    "certificates": [("Projektmanagement Level D", "GPM", "2019")],
}

CHEF_FR: Person = {
    "lang": "fr",
    "name": "Élodie Marchand",
    "label": "Responsable marketing",
    "email": "elodie.marchand@example.fr",
    "phone": "06 12 34 56 78",
    "location": "Lyon, France",
    "links": ["https://www.linkedin.com/in/elodie-marchand"],
    "summary": "Responsable marketing passionnée par les marques alimentaires, à l'aise avec les lancements de produits et "
    "l'animation d'équipes pluridisciplinaires.",
    "work": [
        job(
            "Responsable marketing",
            "Maison Bertin SAS",
            "Lyon, France",
            "2019-09",
            "",
            "Lancement de douze produits biologiques en grande distribution.",
            "Gestion d'un budget annuel de 1,4 M€.",
            "Hausse de la notoriété assistée de 18 points en deux ans.",
        ),
        job(
            "Chargée de communication",
            "Agence Fil Rouge",
            "Grenoble, France",
            "2016-02",
            "2019-08",
            "Conception de campagnes pour huit clients du secteur alimentaire.",
            "Animation des réseaux sociaux et des relations presse.",
        ),
    ],
    "education": [
        school("Université Lumière Lyon 2", "Master", "Marketing", "Lyon, France", "2013-09", "2015-09"),
        school("Université Grenoble Alpes", "Licence", "Économie et gestion", "Grenoble, France", "2010-09", "2013-06"),
    ],
    "skills": {"Marketing": ["Études de marché", "SEO", "Media planning"], "Outils": ["Google Analytics", "Canva"]},
    "languages": [("Français", "Langue maternelle"), ("Anglais", "Courant")],
    "certificates": [("Google Ads", "Google", "2021")],
}

ENGINEER_ES: Person = {
    "lang": "es",
    "name": "Ximena Barrenechea",
    "label": "Ingeniera de software",
    "email": "ximena.b@example.mx",
    "phone": "+52 55 1234 5678",
    "location": "Guadalajara, México",
    "links": ["https://github.com/ximenab"],
    "summary": "Ingeniera de software con experiencia en sistemas de pago y plataformas de comercio, interesada en la calidad y "
    "en la mentoría de equipos jóvenes.",
    "work": [
        job(
            "Ingeniera de software",
            "Pagos del Valle S.A.",
            "Guadalajara, México",
            "2020-05",
            "",
            "Diseñé un servicio de conciliación que procesa 2 millones de operaciones diarias.",
            "Reduje el tiempo de despliegue de 40 a 6 minutos.",
        ),
        job(
            "Desarrolladora web",
            "Estudio Nopal",
            "Monterrey, México",
            "2017-01",
            "2020-04",
            "Construí tiendas en línea para veinte comercios locales.",
            "Automaticé las pruebas de regresión con Selenium.",
        ),
    ],
    "education": [
        school(
            "Tecnológico de Monterrey",
            "Licenciatura",
            "Sistemas computacionales",
            "Monterrey, México",
            "2012-08",
            "2016-12",
        )
    ],
    "skills": {"Lenguajes": ["Kotlin", "Python", "SQL"], "Herramientas": ["Docker", "Terraform"]},
    "languages": [("Español", "Nativo"), ("Inglés", "Avanzado")],
    "certificates": [],
}

DATA_KO: Person = {
    "lang": "ko",
    "name": "박서연",
    "label": "데이터 엔지니어",
    "email": "seoyeon.park@example.kr",
    "phone": "010-1234-5678",
    "location": "서울",
    "links": ["https://github.com/seoyeonp"],
    "summary": "대규모 로그 파이프라인과 실시간 분석 시스템을 7년간 구축해 온 데이터 엔지니어입니다.",
    "work": [
        job(
            "데이터 엔지니어",
            "한빛전자",
            "서울",
            "2019-03",
            "",
            "하루 30억 건의 로그를 처리하는 파이프라인을 설계하고 운영했습니다.",
            "데이터 웨어하우스 비용을 연간 40% 절감했습니다.",
        ),
        job(
            "백엔드 개발자",
            "주식회사 바람소프트",
            "성남",
            "2016-01",
            "2019-02",
            "결제 서버를 마이크로서비스로 전환했습니다.",
            "장애 대응 시간을 절반으로 줄였습니다.",
        ),
    ],
    "education": [school("한국과학기술원대학교", "학사", "컴퓨터공학", "대전", "2011-03", "2015-08")],
    "skills": {"언어": ["Python", "Scala", "SQL"], "도구": ["Kafka", "Airflow"]},
    "languages": [("한국어", "원어민"), ("영어", "비즈니스")],
    "certificates": [],
}

ACCOUNTANT_AR: Person = {
    "lang": "ar",
    "name": "ليلى حداد",
    "label": "محاسبة أولى",
    "email": "layla.haddad@example.com",
    "phone": "+962 79 555 0134",
    "location": "الأردن",
    "links": [],
    "summary": "محاسبة تملك خبرة ثماني سنوات في إعداد القوائم المالية وإدارة فرق صغيرة في قطاع الصناعة.",
    "work": [
        job(
            "محاسبة أولى",
            "شركة الشروق للصناعات",
            "الأردن",
            "2018-02",
            "",
            "إعداد القوائم المالية الشهرية لثلاثة مصانع.",
            "خفض مدة الإقفال الشهري إلى خمسة أيام.",
        ),
        job("محاسبة", "مؤسسة الندى التجارية", "الأردن", "2014-06", "2018-01", "متابعة حسابات الموردين والعملاء."),
    ],
    "education": [school("جامعة اليرموك", "بكالوريوس", "محاسبة", "الأردن", "2010-09", "2014-05")],
    "skills": {"المحاسبة": ["IFRS", "Excel"]},
    "languages": [("العربية", "اللغة الأم"), ("الإنجليزية", "ممتاز")],
    "certificates": [],
}

ANALYST_RU: Person = {
    "lang": "ru",
    "name": "Алина Верещагина",
    "label": "Системный аналитик",
    "email": "alina.v@example.ru",
    "phone": "+7 921 555-01-23",
    "location": "Санкт-Петербург",
    "links": [],
    "summary": "Системный аналитик с шестилетним опытом внедрения складских и банковских систем, умеет говорить и с разработчиками, "
    "и с бухгалтерами.",
    "work": [
        job(
            "Системный аналитик",
            "ООО «Балтийский склад»",
            "Санкт-Петербург",
            "2020-02",
            "",
            "Описала требования к системе учёта для пяти складов.",
            "Сократила время приёмки товара на 22 %.",
        ),
        job(
            "Младший аналитик",
            "АО «Невабанк»",
            "Санкт-Петербург",
            "2017-08",
            "2020-01",
            "Вела переговоры с подрядчиками и готовила технические задания.",
        ),
    ],
    "education": [
        school(
            "Санкт-Петербургский государственный университет",
            "Бакалавр",
            "Прикладная информатика",
            "Санкт-Петербург",
            "2013-09",
            "2017-06",
        )
    ],
    "skills": {"Анализ": ["BPMN", "UML"], "Инструменты": ["Jira", "SQL"]},
    "languages": [("Русский", "Родной"), ("Английский", "B2")],
    "certificates": [],
}

DESIGNER_PL: Person = {
    "lang": "pl",
    "name": "Bogumiła Szczęsna",
    "label": "Specjalista ds. logistyki",
    "email": "b.szczesna@example.pl",
    "phone": "+48 601 234 567",
    "location": "Wrocław, Polska",
    "links": [],
    "summary": "Specjalista ds. logistyki z doświadczeniem w planowaniu dostaw i negocjacjach z przewoźnikami w całej Europie Środkowej.",
    "work": [
        job(
            "Kierownik magazynu",
            "Odra Transport sp. z o.o.",
            "Wrocław, Polska",
            "2019-05",
            "",
            "Zarządzanie zespołem dwudziestu osób na dwie zmiany.",
            "Obniżenie kosztów transportu o 9% rocznie.",
        ),
        job(
            "Specjalista ds. logistyki",
            "Piast Meble S.A.",
            "Poznań, Polska",
            "2015-09",
            "2019-04",
            "Planowanie tras dla trzydziestu pojazdów.",
        ),
    ],
    "education": [
        school("Uniwersytet Ekonomiczny we Wrocławiu", "Magister", "Logistyka", "Wrocław, Polska", "2010-10", "2015-06")
    ],
    "skills": {"Narzędzia": ["SAP WM", "Excel"]},
    "languages": [("Polski", "ojczysty"), ("Niemiecki", "B2")],
    "certificates": [],
}

ENGINEER_JA: Person = {
    "lang": "ja",
    "name": "佐藤 美咲",
    "label": "ソフトウェアエンジニア",
    "email": "misaki.sato@example.jp",
    "phone": "090-1234-5678",
    "location": "東京都",
    "links": [],
    "summary": "業務システムの設計と運用に八年間携わり、チームの開発プロセス改善にも取り組んできました。",
    "work": [
        job(
            "ソフトウェアエンジニア",
            "株式会社みなとシステム",
            "東京都",
            "2018-04",
            "",
            "在庫管理システムの設計と実装を担当しました。",
            "テスト自動化により障害件数を三割削減しました。",
        ),
        job("プログラマー", "有限会社あおば情報", "横浜", "2014-04", "2018-03", "販売管理ソフトの保守を担当しました。"),
    ],
    "education": [school("北海道大学", "学士", "情報工学", "札幌", "2010-04", "2014-03")],
    "skills": {"言語": ["Java", "Go"]},
    "languages": [("日本語", "母国語"), ("英語", "ビジネスレベル")],
    "certificates": [],
}

ENGLISH = [NURSE, ACCOUNTANT]
EVERYONE = [
    NURSE,
    ACCOUNTANT,
    TEACHER_DE,
    CHEF_FR,
    ENGINEER_ES,
    DATA_KO,
    ACCOUNTANT_AR,
    ANALYST_RU,
    DESIGNER_PL,
    ENGINEER_JA,
]

LABELS: dict[str, dict[str, list[str]]] = {
    "en": {"summary": ["Summary", "Profile", "About Me"], "work": ["Experience", "Employment History", "Professional Experience"],
           "education": ["Education", "Academic Background"], "skills": ["Skills", "Core Competencies"], "languages": ["Languages"],
           "certificates": ["Certifications", "Licenses & Certifications"]},
    "de": {"summary": ["Profil", "Über mich"], "work": ["Berufserfahrung", "Beruflicher Werdegang"], "education": ["Ausbildung", "Bildungsweg"],
           "skills": ["Kenntnisse", "Fähigkeiten"], "languages": ["Sprachen", "Sprachkenntnisse"], "certificates": ["Zertifikate", "Weiterbildungen"]},
    "fr": {"summary": ["Profil", "À propos"], "work": ["Expérience professionnelle", "Expériences"], "education": ["Formation", "Formations"],
           "skills": ["Compétences"], "languages": ["Langues"], "certificates": ["Certifications"]},
    "es": {"summary": ["Perfil", "Sobre mí"], "work": ["Experiencia laboral", "Experiencia profesional"], "education": ["Formación académica", "Educación"],
           "skills": ["Habilidades", "Competencias"], "languages": ["Idiomas"], "certificates": ["Certificaciones"]},
    "ko": {"summary": ["자기소개", "소개"], "work": ["경력", "경력 사항"], "education": ["학력"], "skills": ["기술 스택", "보유 기술"], "languages": ["언어", "외국어"], "certificates": ["자격증"]},
    "ar": {"summary": ["نبذة عني", "الملخص المهني"], "work": ["الخبرة العملية", "الخبرات"], "education": ["التعليم"], "skills": ["المهارات"], "languages": ["اللغات"], "certificates": ["الشهادات"]},
    "ru": {"summary": ["О себе"], "work": ["Опыт работы"], "education": ["Образование"], "skills": ["Навыки", "Ключевые навыки"], "languages": ["Языки"], "certificates": ["Сертификаты"]},
    "pl": {"summary": ["Podsumowanie", "O mnie"], "work": ["Doświadczenie zawodowe"], "education": ["Wykształcenie"], "skills": ["Umiejętności"], "languages": ["Języki"], "certificates": ["Certyfikaty"]},
    "ja": {"summary": ["自己紹介"], "work": ["職歴", "職務経歴"], "education": ["学歴"], "skills": ["スキル"], "languages": ["語学"], "certificates": ["資格"]},
}  # fmt: skip
MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "es": ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    "ar": ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    "ru": ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
    "pl": ["styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"],
}  # fmt: skip
PRESENT = {
    "en": "Present",
    "de": "heute",
    "fr": "aujourd'hui",
    "es": "actualidad",
    "ko": "현재",
    "ar": "حتى الآن",
    "ru": "настоящее время",
    "pl": "obecnie",
    "ja": "現在",
}


def moment(value: str, lang: str, style: str = "name") -> str:
    """An ISO month as people of that language write it."""
    if not value:
        return PRESENT[lang]
    year, month = value.split("-")
    if style == "slash":
        return f"{month}/{year}"
    if style == "year":
        return year
    if lang == "ko":
        return f"{year}.{month}"
    if lang == "ja":
        return f"{year}年{int(month)}月"
    return f"{MONTHS[lang][int(month) - 1]} {year}"


def period(entry: dict[str, Any], lang: str, style: str = "name", dash: str = " – ") -> str:
    return moment(entry["startDate"], lang, style) + dash + moment(entry["endDate"], lang, style)


def with_a_long_career(person: Person) -> Person:
    """The same person with three times the jobs, in earlier decades."""
    work = list(person["work"])
    for decades in (1, 2):
        for job_ in person["work"]:
            start, end = job_["startDate"], job_["endDate"] or "2019-12"
            first = int(start[:4]) - 10 * decades
            last = max(int(end[:4]) - 10 * decades, first + 1)
            work.append({**job_, "startDate": f"{first}{start[4:]}", "endDate": f"{last}{end[4:]}"})
    return {**person, "work": work}
