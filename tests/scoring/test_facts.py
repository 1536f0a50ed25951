"""Degrees, languages, licences, seniority, role family and place of work, with their spans."""

import pytest

from shared.models.posting import Posting, PostingFacts
from shared.scoring.posting import read_posting


def facts_of(line: str, title: str = "Role", location: str = "") -> PostingFacts:
    return read_posting(Posting(job_title=title, location=location, description=f"Requirements\n- {line}\n"))


DEGREES = [
    ("Bachelor's degree in Computer Science", "bachelor", False),
    ("Bachelor's or Master's degree in engineering", "bachelor", False),
    ("BS/MS in Computer Science or equivalent experience", "bachelor", True),
    ("B.S. in Accounting required", "bachelor", False),
    ("College degree or 4 years of experience", "bachelor", True),
    ("Master's degree in Statistics", "master", False),
    ("M.Sc. in Physics", "master", False),
    ("MBA", "master", False),
    ("Ph.D. in Chemistry", "doctorate", False),
    ("Associate degree in nursing", "associate", False),
    ("High school diploma or GED", "vocational", False),
    ("Abgeschlossenes Studium der Informatik", "bachelor", False),
    ("Abgeschlossene Ausbildung als Elektroniker", "vocational", False),
    ("Promotion in Chemie", "doctorate", False),
    ("Bac+5 en informatique", "master", False),
    ("Titulaire d'un Master en finance", "master", False),
    ("Licenciatura en Contaduría", "bachelor", False),
    ("Formación profesional en electricidad", "vocational", False),
    ("컴퓨터공학 학사 이상", "bachelor", False),
]


@pytest.mark.parametrize(("line", "level", "or_experience"), DEGREES, ids=[row[0] for row in DEGREES])
def test_degrees(line, level, or_experience):
    degree = facts_of(line).degree

    assert degree is not None
    assert (degree.level, degree.or_experience) == (level, or_experience)


@pytest.mark.parametrize(
    "line", ["Master complex spreadsheets", "A high degree of independence", "You are a scrum master", "MS Office"]
)
def test_words_that_only_look_like_degrees(line):
    assert facts_of(line).degree is None


LANGUAGES = [
    ("Fluent in German and English", {"German": "fluent", "English": "fluent"}),
    ("German (C1) and English (B2)", {"German": "C1", "English": "B2"}),
    ("Business proficient language skills in German & English", {"German": "fluent", "English": "fluent"}),
    ("Native or near-native proficiency in both Malayalam and English", {"Malayalam": "native", "English": "native"}),
    ("Sehr gute Deutschkenntnisse in Wort und Schrift", {"German": "fluent"}),
    ("Verhandlungssicheres Englisch, Grundkenntnisse in Spanisch", {"English": "fluent", "Spanish": "basic"}),
    ("Anglais courant, allemand B1", {"English": "fluent", "German": "B1"}),
    ("Inglés nivel avanzado", {"English": "fluent"}),
    ("영어 능통자", {"English": "fluent"}),
    ("Se valorará inglés", {"English": None}),
]


@pytest.mark.parametrize(("line", "levels"), LANGUAGES, ids=[row[0] for row in LANGUAGES])
def test_languages(line, levels):
    assert {asked.language: asked.level for asked in facts_of(line).languages} == levels


def test_either_language_is_one_requirement():
    asked = facts_of("Fluent French or Italian").languages

    assert [(one.language, one.others) for one in asked] == [("French", ["Italian"])]


@pytest.mark.parametrize(
    "line", ["Experience with the German market", "Knowledge of French cuisine", "polish our copy"]
)
def test_a_nationality_is_no_language(line):
    assert facts_of(line).languages == []


LICENCES = [
    ("Current RN license in the state of Texas", "RN license"),
    ("Active nursing license required", "RN license"),
    ("Basic Life Support certification required", "BLS certification"),
    ("You hold a life and health license", "insurance license"),
    ("Active LPN license", "LPN license"),
    ("QTS required", "teaching certificate"),
    ("Meistertitel erforderlich", "Meisterbrief"),
    ("CPA required", "CPA"),
    ("Valid driver's license", "driving licence"),
    ("Führerschein Klasse B", "driving licence"),
    ("Permis B exigé", "driving licence"),
    ("Carnet de conducir", "driving licence"),
    ("운전면허 소지자", "driving licence"),
    ("Class A CDL", "CDL"),
    ("Staplerschein", "forklift licence"),
    ("Licensed journeyman electrician", "electrician licence"),
    ("BLS certification", "BLS certification"),
    ("Active secret clearance", "security clearance"),
    ("State teaching certificate", "teaching certificate"),
]


@pytest.mark.parametrize(("line", "name"), LICENCES, ids=[row[0] for row in LICENCES])
def test_licences(line, name):
    assert name in [asked.name for asked in facts_of(line).licences]


TITLES = [
    ("Senior Backend Engineer", "senior", "backend"),
    ("Jr. Data Analyst", "junior", "data_analysis"),
    ("Marketing Intern", "intern", "marketing"),
    ("Praktikant Marketing/Event (m/w/d)", "intern", "marketing"),
    ("Lead Product Designer", "lead", "ux_design"),
    ("Principal Software Engineer", "principal", "software"),
    ("Director of Nursing", "director", "nursing"),
    ("VP of Sales", "executive", "sales"),
    ("Staff Nurse", None, "nursing"),
    ("Staff Software Engineer", "principal", "software"),
    ("Sales Associate", None, "sales"),
    ("Krankenschwester / Krankenpfleger (m/w/d)", None, "nursing"),
    ("Steuerfachangestellte:r", None, "accounting"),
    ("Elektroniker für Betriebstechnik", None, "electrician"),
    ("Développeuse Full Stack H/F", None, "fullstack"),
    ("Chef de projet digital", None, "project_management"),
    ("Contador Senior", "senior", "accounting"),
    ("Enfermera de UCI", None, "nursing"),
    ("시니어 백엔드 개발자", "senior", "backend"),
    ("간호사", None, "nursing"),
    ("신입 회계 담당자", "junior", "accounting"),
    ("Sales Engineer", None, "sales"),
    ("Nurse Recruiter", None, "recruiting"),
    ("Truck Driver - CDL Class A", None, "driving"),
    ("Line Cook", None, "cooking"),
    ("HVAC Service Technician", None, "plumbing_hvac"),
    ("Payroll Specialist", None, "payroll"),
    ("Face Deduplication Collection", None, None),
]


@pytest.mark.parametrize(("title", "seniority", "family"), TITLES, ids=[row[0] for row in TITLES])
def test_titles(title, seniority, family):
    facts = facts_of("whatever", title)

    assert facts.seniority == seniority
    assert (
        family in {facts.role_family, "backend" if facts.role_family == "software" else None}
        or facts.role_family == family
    )
    for name in facts.spans.keys() & {"seniority", "role_family"}:
        span = facts.spans[name][0]
        assert title[span.start : span.end].strip()


PLACES = [
    ("", "Remote (US)", "Role", "remote"),
    ("", "Berlin (hybrid)", "Role", "hybrid"),
    ("Work from home", "", "Role", "remote"),
    ("This is a fully remote position", "", "Role", "remote"),
    ("Hybrid, two days a week in our office", "", "Role", "hybrid"),
    ("On-site in Munich", "", "Role", "onsite"),
    ("100% Homeoffice möglich", "", "Role", "remote"),
    ("Homeoffice an 2 Tagen pro Woche", "", "Role", "hybrid"),
    ("Télétravail complet", "", "Role", "remote"),
    ("Teletrabajo 100%", "", "Role", "remote"),
    ("재택근무 가능", "", "Role", "remote"),
    ("", "", "Audio Engineer - Fully Remote", "remote"),
    ("You work 3 days a week remote and the rest in Leeds", "", "Role", "hybrid"),
    ("2 jours de télétravail par semaine", "", "Role", "hybrid"),
    ("2 días de teletrabajo", "", "Role", "hybrid"),
    ("Deux lieux, poste ouvert au télétravail", "", "Role", "remote"),
    ("No remote work", "", "Role", None),
    ("We are a remote-first company", "", "Role", None),
    ("Remote sensing experience", "", "Role", None),
    ("Nothing said", "Austin, TX", "Role", None),
]


@pytest.mark.parametrize(("line", "location", "title", "remote"), PLACES)
def test_where_the_work_is_done(line, location, title, remote):
    assert facts_of(line, title, location).remote == remote


def test_a_posting_knows_its_own_language():
    german = "Aufgaben\n- Du bist für die Kunden und das Team da\n- Wir suchen dich mit Erfahrung im Vertrieb"

    assert read_posting(Posting(job_title="x", description=german)).written_in == "German"
    assert facts_of("We need you and the team needs you").written_in == "English"
