"""The words around an ambiguous word that say what it means."""

from shared.skills.fold import fold


def word_set(text: str) -> frozenset[str]:
    """A set written as prose, folded like the text it is looked up for."""
    return frozenset(fold(text).text.split())


AFTER = word_set("""
    developer developers dev devs engineer engineers engineering programmer programmers programming coder coding
    framework frameworks language languages sdk api apis codebase code backend frontend microservice microservices
    library libraries script scripts scripting stack ecosystem development app apps application applications certified
    certification expert specialist consultant administrator admin architect skills knowledge proficiency experience
    based basiert basierte basierten
    hooks runtime tutorial course plugin plugins components component middleware server servers cluster clusters job
    jobs pipelines template templates modules module
    komponenten anwendung anwendungen dienste projekt projekte bibliothek bibliotheken umgebung umfeld schnittstellen
    entwickler entwicklerin entwicklung kenntnisse erfahrung programmierung développeur développement
    개발자 개발 프로그래밍 언어 경험 활용 기반 프레임워크
""")
"""After the word: what one has of a technology, makes with it or is through it."""

BEFORE = word_set("""
    experience experienced expertise expert proficient proficiency fluent fluency knowledge familiar familiarity
    skilled skills skill competent competency competence understanding background written write writing coded coding
    programming program programmed develop developed developing development developer developers built build building
    implemented using use used work worked working comfortable trained training certified certification hands
    mastery command know knows integration integrations integrate integrated integrating migrated migrating migration
    deployed deploying automated automating maintained maintaining based services apps apis applications pipelines
    erfahrung erfahrungen kenntnisse kenntnis umgang fundierte sichere erfahren programmierung
    expérience maîtrise connaissance connaissances compétences développement développeur développeuse
    experiencia conocimiento conocimientos dominio manejo desarrollo desarrollador desarrolladora programación
""")
"""Before the word, with a preposition between: experience with, proficient in."""

PREPOSITION = word_set("""
    in with of using on for via including like as
    mit von zu en de avec sur con
""")

TAKES = word_set("""
    using use uses used know knows knowing learn learning learned write writing develop developing coding
    utilizing utilising utilize mastering master leveraging adopt adopting
    développeur développeuse desarrollador desarrolladora programador programadora entwickler ingénieur ingeniero
""")
"""Directly before the word: what takes a technology as its object."""

LETTER_AFTER = word_set("""
    programming language languages developer developers programmer code compiler studio
    programmierung kenntnisse entwickler 언어 개발자 프로그래밍
""")
"""After C or R: what can mean nothing else."""

PLAIN_SUBJECTS = word_set("to will we you they must can should i would")
"""Before a lower-case word: what makes a verb of it."""

KNOWING = word_set("""
    skills skill experience knowledge expertise techniques principles methods methodologies methodology background
    abilities ability certification degree kenntnisse erfahrung erfahrungen fähigkeiten 경험 능력 역량
""")
"""After a subject: what one has of it."""

KNOWN = word_set("""
    experience experienced expertise expert proficient proficiency fluent fluency knowledge familiar familiarity skilled
    skills skill competent competency competence understanding background trained training certified certification
    mastery degree bachelor bachelors master masters phd diploma graduate studied years
    erfahrung erfahrungen kenntnisse kenntnis fundierte erfahren studium ausbildung
    expérience maîtrise connaissance connaissances compétences diplôme formation
    experiencia conocimiento conocimientos dominio formación título licenciatura
""")
"""Before a subject, with a preposition between: that it is known, studied or done."""

STUDIED = word_set("""
    degree degrees bachelor bachelors master masters phd doctorate diploma msc bsc mba studied education background
    abschluss studium diplôme licence título grado licenciatura 학사 석사 전공
""")
"""Anywhere before a subject in its clause: that it is what one studied."""

APPLYING = word_set("""
    application applications apply applying submitted submit send cv resume letter bewerbung bewerben candidature
    postuler solicitud candidatura translation version
""")
"""Before a language: that it is the one to apply in."""

EMPLOYED = word_set("at from by join joined than bei chez")
"""Before a list of names: that they are companies."""
