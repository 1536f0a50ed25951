"""Headings decide what is required, wording inside a line overrides, and boilerplate asks for nothing."""

import pytest

from shared.models.posting import Posting, PostingFacts
from shared.scoring.posting import read_posting


def facts_of(text: str, title: str = "Role") -> PostingFacts:
    return read_posting(Posting(job_title=title, description=text))


REQUIRED_HEADINGS = [
    "Requirements", "REQUIREMENTS:", "What you bring", "What you'll bring:", "You have", "Qualifications",
    "Minimum qualifications", "Basic Qualifications:", "About you", "Who you are", "What we're looking for",
    "Required Skills and Qualifications", "Skills You'll Need to Bring:", "Must-have", "## Must haves", "Your profile",
    "Skills & Experience", "The ideal candidate",
    "Dein Profil", "Ihr Profil:", "Das bringst du mit", "Anforderungen", "Was wir erwarten", "Qualifikation",
    "Votre profil", "Profil recherché", "Compétences requises", "Requisitos", "Tu perfil", "Qué buscamos",
    "자격 요건", "자격요건", "필수 사항", "지원자격",
]  # fmt: skip
PREFERRED_HEADINGS = [
    "Nice to have", "Nice-to-haves:", "Bonus", "Bonus points", "Preferred qualifications", "Preferred Skills",
    "Good to have", "It would be great if you have", "Desirable", "Pluses", "What would make you stand out",
    "Von Vorteil", "Wünschenswert", "Nice to have (optional)", "Les plus", "Atouts", "Deseable", "Se valorará",
    "우대 사항", "우대사항", "우대조건",
]  # fmt: skip
SILENT_HEADINGS = [
    "About us", "Who we are", "Benefits", "What we offer", "Perks & Benefits", "Why join us?", "Our benefits:",
    "Equal Opportunity Employer", "How to apply", "Our hiring process", "Privacy notice", "Compensation",
    "Wir bieten", "Das bieten wir dir", "Über uns", "Deine Vorteile", "Nous offrons", "À propos de nous", "Avantages",
    "Ofrecemos", "Sobre nosotros", "Beneficios", "복리후생", "혜택 및 복지", "회사 소개", "전형 절차",
]  # fmt: skip
DUTY_HEADINGS = [
    "Responsibilities", "What you'll do", "Your role", "Key duties:", "In this role, you will", "Deine Aufgaben",
    "Ihre Aufgaben", "Vos missions", "Tus funciones", "주요 업무", "담당업무",
]  # fmt: skip


@pytest.mark.parametrize("heading", REQUIRED_HEADINGS)
def test_a_heading_makes_required(heading):
    facts = facts_of(f"We build things.\n\n{heading}\n- Django\n- Kubernetes\n")

    assert facts.required_skills == ["Django", "Kubernetes"]


@pytest.mark.parametrize("heading", PREFERRED_HEADINGS)
def test_a_heading_makes_preferred(heading):
    facts = facts_of(f"Requirements\n- Django\n\n{heading}\n- Kubernetes\n")

    assert facts.required_skills == ["Django"]
    assert facts.preferred_skills == ["Kubernetes"]


@pytest.mark.parametrize("heading", SILENT_HEADINGS)
def test_boilerplate_asks_for_nothing(heading):
    facts = facts_of(f"Requirements\n- Django\n\n{heading}\n- Kubernetes conferences\n")

    assert [name for asked in facts.skills for name in asked.names] == ["Django"]


@pytest.mark.parametrize("heading", DUTY_HEADINGS)
def test_duties_name_without_asking(heading):
    facts = facts_of(f"{heading}\n- Ship Django services to Kubernetes\n")

    assert facts.unstated_skills == ["Django", "Kubernetes"]


WORDING = [
    ("Experience with Kubernetes is a plus", [], ["Kubernetes"]),
    ("Docker, Kubernetes and Terraform are a plus", [], ["Docker", "Kubernetes", "Terraform"]),
    ("Django required, Kubernetes a plus", ["Django"], ["Kubernetes"]),
    ("Must know Django, ideally with Kubernetes", ["Django"], ["Kubernetes"]),
    ("Strong Django skills (Kubernetes preferred)", ["Django"], ["Kubernetes"]),
    ("Django experience; Kubernetes would be a bonus", ["Django"], ["Kubernetes"]),
    ("Solid Django experience, Kubernetes is nice to have", ["Django"], ["Kubernetes"]),
    ("Bonus: Kubernetes", [], ["Kubernetes"]),
    ("Preferred: Kubernetes and Terraform", [], ["Kubernetes", "Terraform"]),
    ("Preferably Kubernetes", [], ["Kubernetes"]),
    ("Knowledge of Kubernetes is desirable", [], ["Kubernetes"]),
    ("Kubernetes knowledge is an advantage", [], ["Kubernetes"]),
    ("Kubernetes (optional)", [], ["Kubernetes"]),
    ("Kenntnisse in Kubernetes sind von Vorteil", [], ["Kubernetes"]),
    ("Idealerweise Erfahrung mit Kubernetes", [], ["Kubernetes"]),
    ("Django zwingend erforderlich, Kubernetes wünschenswert", ["Django"], ["Kubernetes"]),
    ("La connaissance de Kubernetes est un plus", [], ["Kubernetes"]),
    ("Idéalement, une expérience avec Kubernetes", [], ["Kubernetes"]),
    ("Django exigé, Kubernetes apprécié", ["Django"], ["Kubernetes"]),
    ("Se valorará experiencia con Kubernetes", [], ["Kubernetes"]),
    ("Kubernetes deseable", [], ["Kubernetes"]),
    ("Django imprescindible", ["Django"], []),
    ("Kubernetes 경험 우대", [], ["Kubernetes"]),
    ("Kubernetes 경험이 있으면 좋습니다", [], ["Kubernetes"]),
]


@pytest.mark.parametrize(("line", "required", "preferred"), WORDING, ids=[row[0] for row in WORDING])
def test_wording_in_a_line_overrides_its_heading(line, required, preferred):
    facts = facts_of(f"Requirements\n- {line}\n")

    assert (facts.required_skills, facts.preferred_skills) == (required, preferred)


def test_must_in_a_list_of_extras_is_still_required():
    facts = facts_of("Nice to have\n- Must have Django\n- Kubernetes")

    assert (facts.required_skills, facts.preferred_skills) == (["Django"], ["Kubernetes"])


GROUPS = [
    ("Go or Rust", [["Go", "Rust"]]),
    ("Go, Rust or Python", [["Go", "Rust", "Python"]]),
    ("Experience with Python, Java, or Scala", [["Python", "Java", "Scala"]]),
    ("One of Python, Java, Scala", [["Python", "Java", "Scala"]]),
    ("A broker such as Kafka, RabbitMQ", [["Apache Kafka", "RabbitMQ"]]),
    ("a web framework, e.g. Django, Flask", [["Django", "Flask"]]),
    ("PostgreSQL/MySQL", [["PostgreSQL", "MySQL"]]),
    ("Erfahrung mit Python oder Java", [["Python", "Java"]]),
    ("Maîtrise de Python ou Java", [["Python", "Java"]]),
    ("Experiencia con Python o Java", [["Python", "Java"]]),
    ("Python 또는 Java 경험", [["Python", "Java"]]),
    ("Python and Java", [["Python"], ["Java"]]),
    ("Python, Java", [["Python"], ["Java"]]),
    ("Python, Django and PostgreSQL or MySQL", [["Python"], ["Django"], ["PostgreSQL", "MySQL"]]),
    ("HTML/CSS", [["HTML"], ["CSS"]]),
    ("Python and/or Java", [["Python", "Java"]]),
]


@pytest.mark.parametrize(("line", "groups"), GROUPS, ids=[row[0] for row in GROUPS])
def test_alternatives_are_one_requirement(line, groups):
    assert [asked.names for asked in facts_of(f"Requirements\n- {line}\n").skills] == groups


NEGATED = [
    ("No PHP", ["PHP"]),
    ("No PHP, please", ["PHP"]),
    ("No PHP experience required", ["PHP"]),
    ("PHP experience is not required", ["PHP"]),
    ("You don't need to know PHP", ["PHP"]),
    ("You will work without PHP", ["PHP"]),
    ("This is not a PHP job", ["PHP"]),
    ("Kein PHP", ["PHP"]),
    ("PHP ist nicht erforderlich", ["PHP"]),
    ("Pas de PHP", ["PHP"]),
    ("Sin PHP", ["PHP"]),
    ("PHP 경험 무관", ["PHP"]),
]


@pytest.mark.parametrize(("line", "names"), NEGATED, ids=[row[0] for row in NEGATED])
def test_what_is_denied_is_not_asked(line, names):
    facts = facts_of(f"Requirements\n- Django\n- {line}\n")

    assert [name for asked in facts.skills for name in asked.names] == ["Django"]
    assert [name for asked in facts.negated for name in asked.names] == names


NOT_NEGATED = [
    "Not only Python but also Kubernetes",
    "No matter where you live, you know Python and Kubernetes",
    "Nicht nur Python, sondern auch Kubernetes",
    "Python without a doubt, and Kubernetes",
]


@pytest.mark.parametrize("line", NOT_NEGATED)
def test_not_only_denies_nothing(line):
    facts = facts_of(f"Requirements\n- {line}\n")

    assert facts.required_skills == ["Python", "Kubernetes"]


def test_alternatives_of_a_title_are_one_requirement():
    facts = facts_of("Requirements\n- Go, Rust or C++", "Senior Go/Rust Engineer")

    assert [asked.names for asked in facts.skills] == [["Go", "Rust"], ["Go", "Rust", "C++"]]


def test_each_sentence_of_a_line_speaks_for_itself():
    facts = facts_of("You'll need strong Python and SQL. Experience with Spark is a plus.")

    assert (facts.required_skills, facts.preferred_skills) == (["Python", "SQL"], ["Apache Spark"])


def test_a_role_it_is_not_is_read():
    facts = facts_of("Requirements\n- Python\n- This is not a frontend role.", "Backend Engineer")

    assert facts.not_roles == ["frontend"]


def test_a_paragraph_that_lost_its_line_breaks_keeps_its_sections():
    text = (
        "Acme is a global leader in things and uses Salesforce everywhere in its many offices across the world today. "
        "Responsibilities: Build services with Django and operate them in production for our many customers. "
        "Requirements: Kubernetes and PostgreSQL in production, and you write clear documents for your colleagues. "
        "Nice to have: Terraform. Benefits: Slack and a gym membership, free fruit and a company bicycle. "
        "We do not discriminate on the basis of race, religion or gender and we welcome everyone who applies here."
    )

    facts = facts_of(text)

    assert facts.required_skills == ["Kubernetes", "PostgreSQL"]
    assert facts.preferred_skills == ["Terraform"]
    assert facts.unstated_skills == ["Django"]


def test_a_skill_of_the_title_is_required():
    facts = facts_of("Duties\n- whatever comes", "Django Developer")

    assert facts.required_skills == ["Django"]
    assert facts.skills[0].spans[0].source == "title"


def test_the_same_skill_twice_is_one_requirement_with_the_stronger_need():
    facts = facts_of("Nice to have\n- Python\n\nRequirements\n- Python\n")

    assert facts.required_skills == ["Python"]
    assert facts.preferred_skills == []
    assert len(facts.skills[0].spans) == 2


def test_every_span_quotes_its_skill():
    text = "Requirements\n- Go or Rust\n- 3+ years of Python\n- k8s, Postgres 14\nNice to have\n- ReactJS"

    facts = facts_of(text)

    for asked in facts.skills:
        for span in asked.spans:
            assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
