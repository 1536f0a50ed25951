"""A trade weighs the same in both its forms, and what is protected is not read at all."""

import pytest

from shared.models.candidate import Candidate
from shared.models.posting import Posting
from shared.models.resume import Basics, Resume, Work
from shared.scoring.protected import blanked
from tests.scoring.people import match

FORMS = [
    ("Krankenpfleger (m/w/d)", "Krankenpfleger", "Krankenschwester"),
    ("Softwareentwickler (m/w/d)", "Softwareentwickler", "Softwareentwicklerin"),
    ("Verkäufer*in", "Verkäufer", "Verkäuferin"),
    ("Kaufmann/-frau im Einzelhandel", "Kaufmann im Einzelhandel", "Kauffrau im Einzelhandel"),
    ("Infirmier / Infirmière", "Infirmier", "Infirmière"),
    ("Vendeur (H/F)", "Vendeur", "Vendeuse"),
    ("Directeur commercial", "Directeur commercial", "Directrice commerciale"),
    ("Enfermero/a", "Enfermero", "Enfermera"),
    ("Abogado", "Abogado", "Abogada"),
    ("Maestro de primaria", "Maestro", "Maestra"),
    ("Contador", "Contador", "Contadora"),
    ("Waiter", "Waiter", "Waitress"),
    ("Actor", "Actor", "Actress"),
    ("Salesman", "Salesman", "Saleswoman"),
    ("Police officer", "Policeman", "Policewoman"),
    ("Foreman", "Foreman", "Forewoman"),
]


@pytest.mark.parametrize(("title", "his", "hers"), FORMS)
def test_both_forms_of_a_trade_score_alike(title, his, hers):
    posting = Posting(
        job_title=title, company_name="x", description="Requirements\n- 3 years of experience\n- Excel\n- SAP"
    )

    def scored(held: str) -> int:
        work = [Work(name="Acme", position=held, start_date="2018-01", end_date="2022-01", highlights=["Used Excel"])]
        return match(Candidate(resume=Resume(basics=Basics(name="A B"), work=work)), posting).match_score

    assert scored(his) == scored(hers)


BLANKED = [
    ("Nationality: German\nPython", "Nationality: German"),
    ("Date of birth: 12.03.1990 | Berlin", "12.03.1990"),
    ("Geschlecht: weiblich\nJava", "weiblich"),
    ("Familienstand: verheiratet\nJava", "verheiratet"),
    ("생년월일: 1990.01.01\nPython", "1990.01.01"),
    ("Mail me at ruby@example.com", "ruby@example.com"),
    ("See https://github.com/ruby-rails for code", "ruby-rails"),
    ("I am 54 years old and fit", "54 years old"),
    ("Ruby Baker\nruby@example.com\nCook", "Ruby Baker"),
    ("김민준\n서울시 강남구\n경력", "김민준"),
    ("Madonna\nmadonna@example.com\nCook", "Madonna"),
    ("Curriculum Vitae\nRuby Baker\n+49 170 1234567\nCook", "Ruby Baker"),
]


@pytest.mark.parametrize(("text", "gone"), BLANKED)
def test_what_is_protected_is_blanked(text, gone):
    left = blanked(text, [], is_work=lambda line: "Cook" in line)

    assert gone not in left
    assert len(left) == len(text)


KEPT = [
    "Pastry Chef\nExperience\nCooked",
    "Registered Nurse\nExperience",
    "Name the tools you know\nPython",
    "Ten years with Java",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_protected_is_kept(text):
    assert blanked(text, [], is_work=lambda line: "Chef" in line or "Nurse" in line) == text
