"""Seniority words of titles and texts, as steps on one ladder."""

import re
from functools import lru_cache
from typing import Final

LEVELS: Final = ("intern", "junior", "mid", "senior", "lead", "principal", "director", "executive")
RANK: Final = {name: rank for rank, name in enumerate(LEVELS)}

LEVEL_WORDS: Final = {
    "intern": "intern|interns|internship|trainee|apprentice|apprenticeship|working student|student assistant|co op|"
    "werkstudent|werkstudentin|praktikant|praktikantin|praktikum|pflichtpraktikum|auszubildende|auszubildender|azubi|"
    "ausbildung|volontär|volontariat|duales studium|stagiaire|stage|alternance|alternant|alternante|apprenti|apprentie|"
    "becario|becaria|prácticas|pasante|aprendiz|인턴|수습|실습생",
    "junior": "junior|jr|entry level|entry|graduate|new grad|early career|associate|berufseinsteiger|berufseinsteigerin|"
    "berufsanfänger|einsteiger|absolvent|absolventin|débutant|débutante|débutants|recién graduado|sin experiencia|신입|주니어",
    "mid": "mid|mid level|midlevel|intermediate|ii|regular|confirmé|confirmée|semi senior|semisenior",
    "senior": "senior|sr|snr|iii|iv|experienced|seasoned|erfahrener|erfahrene|sénior|expérimenté|expérimentée|경력|시니어|책임",
    "lead": "lead|team lead|tech lead|teamlead|leader|team leader|supervisor|supervisora|foreman|forewoman|charge|teamleiter|teamleiterin|"
    "teamleitung|gruppenleiter|vorarbeiter|polier|chef d équipe|responsable d équipe|encargado|encargada|jefe de equipo|jefa de equipo|"
    "팀장|파트장|리드|리더",
    "principal": "principal|staff|distinguished|fellow|수석",
    "director": "director|head|head of|abteilungsleiter|abteilungsleiterin|bereichsleiter|bereichsleiterin|leiter|leiterin|"
    "leitung|directeur|directrice|directora|gerente|실장|본부장|부장",
    "executive": "chief|ceo|cto|cfo|coo|cio|cmo|ciso|vp|svp|evp|vice president|president|managing director|founder|cofounder|"
    "geschäftsführer|geschäftsführerin|vorstand|directeur général|director general|대표|이사|임원",
}

BY_PHRASE: Final = {phrase: level for level, phrases in LEVEL_WORDS.items() for phrase in phrases.split("|")}
WORD: Final = re.compile(r"[^\W_]+")
HANGUL: Final = re.compile("[가-힣]")
HANGUL_PHRASES: Final = [(phrase, level) for phrase, level in BY_PHRASE.items() if HANGUL.match(phrase)]

NOT_A_LEVEL: Final = frozenset(
    {
        # "Staff Nurse", "Sales Associate", "Executive Assistant", "Lead Generation": the word belongs to the trade.
        ("staff", "nurse"), ("staff", "accountant"), ("staff", "assistant"), ("staff", "pharmacist"), ("staff", "attorney"),
        ("staff", "physician"), ("lead", "generation"), ("head", "cook"), ("head", "chef"), ("head", "nurse"),
        ("stage", "manager"), ("art", "director"), ("creative", "director"), ("funeral", "director"), ("school", "principal"),
        ("associate", "director"), ("associate", "professor"), ("associate", "vp"), ("associate", "vice"),
        ("assistant", "director"), ("chief", "of"), ("program", "director"), ("music", "director"), ("fellow", "teaching"),
    }
)  # fmt: skip
TITLE_ONLY_AFTER: Final = frozenset({"associate", "stage", "entry", "ii", "iii", "iv", "charge", "regular", "fellow"})
"""Words too common in prose to say a level outside a title."""


@lru_cache(maxsize=8192)
def find_level(title: str) -> tuple[str, int, int] | None:
    """The level a title names and where; ``None`` where it names none.

    The higher of two wins ("Senior Director"), except that a trainee stays one ("Intern, Office of the Director").
    """
    words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(title.lower())]
    if len(title) != len(title.lower()):
        return None
    found: list[tuple[int, str, int, int]] = []
    for index, (word, start, end) in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ("", 0, 0)
        before = words[index - 1][0] if index else ""
        if (word, after[0]) in NOT_A_LEVEL or (before, word) in NOT_A_LEVEL:
            continue
        pair = f"{word} {after[0]}"
        if level := BY_PHRASE.get(pair):
            found.append((RANK[level], level, start, after[2]))
        elif level := BY_PHRASE.get(word):
            if word == "associate" and index:
                continue
            found.append((RANK[level], level, start, end))
        elif not word.isascii():
            for phrase, hangul_level in HANGUL_PHRASES:
                if phrase in word:
                    at = start + word.index(phrase)
                    found.append((RANK[hangul_level], hangul_level, at, at + len(phrase)))
    if not found:
        return None
    chosen = min(found) if min(found)[1] == "intern" else max(found, key=lambda item: (item[0], -item[2]))
    return chosen[1], chosen[2], chosen[3]


def level_of_years(years: float) -> str:
    """The level that so many years of work commonly hold."""
    return "junior" if years < 2 else "mid" if years < 5 else "senior"
