"""What spreadsheets and other trackers call the things we know: column heads and states of an application.

Heads are compared without case, accents, spaces and signs. English first; German, French, Spanish, Italian and
Portuguese as people write them.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from shared.models.status import Status

_HEADERS = {
    "job_title": """job title; title; position; position title; job position; job name; job; role; role title;
        vacancy;
        designation; stelle; position bezeichnung; stellenbezeichnung; jobtitel; titel; berufsbezeichnung; poste;
        intitulé du poste; puesto; cargo; título; titolo; posizione; ruolo; vaga""",
    "company_name": """company name; company; employer; employer name; organization; organisation; org;
        business; firm;
        firma; unternehmen; arbeitgeber; entreprise; société; empresa; compañía; azienda""",
    "location": """location; job location; city; place; city state; office; ort; standort; arbeitsort; stadt; lieu;
        ville; ubicación; ciudad; luogo; città; local; cidade""",
    "description": """description; job description; details; jd; beschreibung; stellenbeschreibung; descripción;
        descrizione; descrição""",
    "job_url": """job url; url; link; job link; posting url; posting link; job posting; job posting url;
        job posting link;
        job post; job post url; listing url; listing; application url; application link; apply link; posting;
        web link;
        stellenlink; lien; lien de l'offre; enlace; collegamento""",
    "source_linkedin_id": "source linkedin id; linkedin id; linkedin job id",
    "source": """source; job source; found on; where found; job board; site; platform; channel; quelle; plattform;
        origine; fuente; fonte""",
    "match_percentage": "match percentage; match; match score; score; match %; fit; fit score; passung",
    "ranking_level": "ranking level; ranking; rank; match level",
    "matched_skills": "matched skills; matching skills; skills matched",
    "missing_skills": "missing skills; skills missing; skill gaps",
    "status": """status; application status; job status; stage; state; phase; progress; list; list name;
        board list; column;
        pipeline stage; bewerbungsstatus; stand; statut; état; estado; stato; situação""",
    "notes": """notes; note; comment; comments; remarks; my notes; notizen; notiz; bemerkung; bemerkungen; kommentar;
        commentaire; commentaires; remarques; notas; comentarios; commenti; observações""",
    "application_date": """application date; applied date; date applied; applied on; applied at; applied;
        date of application;
        application submitted; submitted; date submitted; bewerbungsdatum; beworben am; beworben; date de candidature;
        fecha de solicitud; fecha de aplicación; data candidatura""",
    "interview_date": """interview date; interview; date of interview; interview on; interview at; next interview;
        first interview; vorstellungsgespräch; gespräch; interviewtermin; date d'entretien; entretien;
        fecha de entrevista;
        data colloquio""",
    "interview_stage": "interview stage; interview round; round; interview type; runde",
    "rejection_date": """rejection date; rejected date; date rejected; rejected on; rejected at; absage am;
        absagedatum;
        date de refus; fecha de rechazo""",
    "rejection_reason": "rejection reason; reason; reason for rejection; absagegrund; motif de refus; motivo",
    "salary_min": """salary min; min salary; minimum salary; salary from; salary low; salary minimum; gehalt von;
        mindestgehalt; salaire min""",
    "salary_max": """salary max; max salary; maximum salary; salary to; salary high; salary maximum; gehalt bis;
        höchstgehalt; salaire max""",
    "salary": """salary; salary range; pay; pay range; compensation; comp; wage; base salary; gehalt;
        gehaltsspanne; salaire;
        rémunération; salario; sueldo; stipendio; retribuzione""",
    "created_at": """created at; created; date created; date added; added; added on; date saved; saved;
        saved at; saved on;
        tracked at; timestamp; erstellt; erstellt am; hinzugefügt am; date d'ajout; fecha de creación""",
    "history": "history",
}
_STATES: dict[Status, str] = {
    "new": "new; todo; to do; not started; open; backlog; inbox; neu; offen; nouveau; nuevo; nuovo; novo",
    "interested": """interested; saved; bookmarked; wishlist; wish list; shortlist; shortlisted; to apply;
        ready to apply;
        want to apply; applying; considering; preparing; in preparation; drafting; interessiert; gemerkt; vorgemerkt;
        intéressé; interesado; interessato""",
    "applied": """applied; submitted; sent; application sent; application submitted; applied waiting; waiting;
        pending;
        in review; under review; in progress; received; contacted; follow up; followed up; beworben; abgeschickt;
        eingereicht; in bearbeitung; postulé; candidature envoyée; envoyé; aplicado; solicitado; enviada; candidato;
        candidatura inviata""",
    "interviewed": """interviewed; interview; interviews; interviewing; in interview; phone screen; phone screening;
        phone interview; screening; screen; recruiter screen; technical interview; tech interview; assessment;
        take home; onsite; on site; final round; final interview; first interview; second interview;
        interview scheduled;
        vorstellungsgespräch; gespräch; im gespräch; entretien; entrevista; colloquio""",
    "offered": """offered; offer; offers; offer received; got offer; job offer; negotiating; negotiation; accepted;
        offer accepted; hired; signed; angebot; angebot erhalten; zusage; angenommen; offre; oferta; offerta;
        proposta""",
    "rejected": """rejected; rejection; declined; turned down; not selected; unsuccessful; no; denied;
        abgelehnt; absage;
        refusé; refus; rechazado; rechazada; rifiutato; rejeitado""",
    "archived": """archived; archive; closed; withdrawn; withdrew; expired; ghosted; no response; no reply; no answer;
        not interested; cancelled; canceled; position closed; job closed; on hold; inactive; archiviert;
        zurückgezogen; keine antwort; abgebrochen; archivé; archivado; archiviato""",
}


def folded(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "", plain)


def _table(named: Mapping[Any, str]) -> dict[str, str]:
    return {folded(word): name for name, words in named.items() for word in words.split(";")}


_FIELD_OF = _table(_HEADERS)
_STATUS_OF = _table(_STATES)


def field_of(header: str) -> str | None:
    """Return the field a column head names; what stands in brackets is a remark ("Salary (EUR)")."""
    return _FIELD_OF.get(folded(header)) or _FIELD_OF.get(folded(re.sub(r"[(\[].*?[)\]]", "", header)))


def status_of(state: str) -> str | None:
    """Return the status that other words for a state mean, whatever numbers and signs stand around."""
    return _STATUS_OF.get(folded(state)) or _STATUS_OF.get(re.sub(r"\d+", "", folded(state)))
