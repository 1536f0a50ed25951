"""What a heading of a posting announces, in English, German, French, Spanish and Korean."""

import re
from functools import lru_cache
from typing import Final, Literal

Section = Literal["intro", "required", "preferred", "duties", "about", "boilerplate"]
"""``intro``: before any heading; ``about``: the role in general; ``boilerplate``: company, benefits, process, law."""

BOILERPLATE: Final = (
    r"^about (?:us|our|the (?:company|team|organi[sz]ation|firm|employer|client|business|unit|ward|product|house|school|hospital|store)|(?!you\b|the\b|your\b|this\b)\w+)\b|^who we are|^who are we|"
    r"benefit|perks|we(?:'ll| will| can)? (?:offer|give|pay|provide)\b|what'?s in it for you|what you(?:'ll| will| can)? (?:get|receive|expect)|what is hard|"
    r"why (?:you(?:'ll| will|'d| would)? (?:love|like|join|enjoy|want|should)|join|work|us\b|this|\w+ stay)|reasons to|equal|diversity|inclusion|eeo|"
    r"privacy|gdpr|compensation|salary|remuneration|\bpay\b|\bpay range|package|the offer|our offer|^conditions|working conditions|how to apply|appl(?:y|ication)\b|interview|hiring process|"
    r"recruit(?:ment|ing) process|selection process|how we (?:hire|work|build|choose|decide|recruit)|our (?:values|culture|mission|story|company|benefits|client|office)|company (?:description|overview|profile)|disclaimer|"
    r"accommodation|legal notice|additional information|next steps|contact\b|life at|working (?:at|here)|come join|join us|where we stand|"
    r"wir bieten|das bieten|bieten wir|was wir dir bieten|was wir bieten|über uns|wer wir sind|wir sind\b|deine vorteile|ihre vorteile|^vorteile|unser angebot|das erwartet dich bei|darauf kannst du dich freuen|"
    r"freu(?:en)? (?:dich|sie sich)|kontakt|bewerb|unternehmen|warum wir|warum zu uns|haben wir dein interesse|"
    r"nous offrons|nous (?:vous )?(?:proposons|offrons)|avantages|ce que nous (?:offrons|proposons)|à propos d|qui sommes|notre entreprise|l'entreprise|rémunération|processus de recrutement|pourquoi nous|postuler|les plus du poste|"
    r"ofrecemos|qué ofrecemos|te ofrecemos|beneficios|sobre nosotros|quiénes somos|la empresa|condiciones|proceso de selección|"
    r"복리\s*후생|복지|혜택|회사\s*소개|기업\s*소개|전형|채용\s*절차|근무\s*조건|접수|제출\s*서류|유의\s*사항|팀\s*소개"
)
PREFERRED: Final = (
    r"nice[- ]?(?:to[- ]?haves?|if)|^nice$|what'?s nice|good[- ]to[- ]haves?|great[- ]to[- ]haves?|bonus(?!es\b| plan| scheme)|we prefer|preferred|preferable|preferably|preferences?\b|desirable|desired|\bplus(?:es)?\b|advantage|"
    r"would (?:also )?(?:be (?:great|nice|a bonus|ideal|lovely)|help|delight|love|impress)|extra credit|extra points|extras?$|helpful|it helps|additional (?:strengths|skills|assets|qualifications)|we also (?:value|like)|what is welcome|"
    r"you (?:may|might|could)(?: also)? (?:bring|have)|brownie|even better|stand out|sets? you apart|optional|not required|added value|icing|"
    r"wünschenswert|von vorteil|idealerweise|pluspunkt|das wäre (?:schön|super|toll)|wäre (?:schön|toll|super)|"
    r"souhait|atouts?\b|serait un plus|un plus|appréciés?|deseable|se valor|valorable|valoramos|우대"
)
ASKED: Final = r"required|minimum|\bmust\b|you(?:'ll| will| should|'ve)?(?: also)? (?:bring|have|need)\b|^you have|we(?:'re| are|'d)? (?:ask|require|expect|look|need)"
DUTIES: Final = (
    r"responsib|\bdut(?:y|ies)\b|what you(?:'ll| will|'re going to| would|'d)? (?:be )?(?:do|doing|work|working|own|owning|achieve|build|building|deliver|accomplish|lead|learn)\b|what you(?:'ll| will)$|"
    r"^you(?:'ll| will)\b|in this (?:role|job|position)|in your first|your first|your (?:role|tasks?|mission|impact|responsibilities|job|day|work|challenge|weeks?)\b|day[- ]to[- ]day|day in the life|key (?:tasks|activities|accountabilities|objectives)|"
    r"accountabilities|scope of (?:work|the role)|essential functions|job functions|\btasks$|main tasks|^the work$|role overview|how you(?:'ll| will)|current projects|our stack|"
    r"aufgaben|tätigkeit|das machst du|was du (?:machst|bewegst|tun)|was dich erwartet|was sie erwartet|das erwartet|einsatzgebiet|"
    r"\bmissions?\b|vos tâches|tes tâches|responsabilit|descri(?:ption|ptif) du poste|le poste|votre rôle|activités|"
    r"funciones|tareas|qué harás|lo que harás|tu día a día|"
    r"업무|담당|하는\s*일|하게\s*될|역할"
)
REQUIRED: Final = (
    r"require|qualif|prerequisite|you know\b|^who you are|^about you\b|"
    r"what we(?:'re| are|'d)? ?(?:look|need|expect|want|ask|love to see|value)|looking for|we(?:'d| would) (?:love|like)|\bskills?\b|\bexperience\b|expertise|competenc|expect|ideal candidate|"
    r"(?:your|candidate|job|person) (?:profile|specification|background)|ideal profile|\beducation\b|knowledge|credentials?|licen[cs]|certificat|eligibility|you are|are you|is this you|you might be|essential|tech(?:nical|nology)? stack|technologies|your toolbox|"
    r"\bprofil\b|anforderung|voraussetzung|bringst du|du mitbring|sie mitbring|mitbringen|qualifikation|kenntnisse|erwarten wir|wir erwarten|was wir uns|dich aus|sie aus|das bist du|wen wir suchen|wir suchen|fähigkeiten|du passt|das solltest|was du können|"
    r"compétences|exigences|pré-?requis|recherch|vous êtes|\bsavoir|diplômes|\bformation\b|"
    r"requisitos|requerimientos|perfil|buscamos|conocimientos|necesitas|qué pedimos|formación|aptitudes|competencias|imprescindible|experiencia|"
    r"자격|요건|필수|지원\s*조건|이런\s*분|기술\s*스택|찾습니다|학력|경력"
)
ABOUT: Final = r"about (?:the|this|your) (?:role|job|position|opportunity)|the (?:role|opportunity|job|position)\b|job (?:description|summary|overview|details|purpose)|(?:position|role) (?:summary|purpose)|summary|overview|stellenbeschreibung|die stelle|description|descripción|포지션|소개"

PATTERNS: Final = (
    # "Preferred qualifications" holds a word of both; "what you'll get" one of duties: the order decides.
    ("preferred", re.compile(PREFERRED)),
    ("boilerplate", re.compile(BOILERPLATE)),
    ("required", re.compile(ASKED)),
    ("duties", re.compile(DUTIES)),
    ("required", re.compile(REQUIRED)),
    ("about", re.compile(ABOUT)),
)
DECORATION: Final = re.compile(r"^[\W_]+|[\W_]+$")
FACT_LABELS: Final = re.compile(
    r"^(?:location|job type|type|schedule|department|team|start date|duration|contract|hours|shift|reports to|level|position|title|"
    r"company|industry|note|ps|please note|for example|e\.g|travel requirement|employment type|job title|salary|commitment|"
    r"standort|ort|arbeitszeit|beginn|lieu|type de contrat|ubicación|jornada)$"
)


@lru_cache(maxsize=16384)
def section_of(heading: str) -> Section | None:
    """The section that a heading opens; ``None`` for words that announce nothing known."""
    key = DECORATION.sub("", heading.lower().replace("’", "'").replace("´", "'"))
    if not key or FACT_LABELS.match(key):
        return None
    for section, pattern in PATTERNS:
        if pattern.search(key):
            return section  # type: ignore[return-value]  # the table's names are the Literal's
    return None


INLINE: Final = re.compile(
    r"(?:(?:Minimum|Basic|Preferred|Required|Desired|Key|Essential|Job|Position|Additional|Core|Technical|Nice[- ]to[- ]have|Bonus) )*"
    r"(?:Qualifications?|Requirements?|Responsibilities|Duties|Skills|Benefits|Education|Experience)"
    r"(?: (?:and|&) (?:Qualifications?|Requirements?|Responsibilities|Duties|Skills|Experience|Education))?"
    r"(?=\s*:|\s+[A-Z•*·–-]|[A-Z][a-z])"
    r"|(?:About (?:Us|the (?:Company|Role|Job))|Job (?:Description|Summary)|What We Offer|What You(?:'|’)ll Do|Nice to [Hh]ave|Equal Opportunity Employer"
    r"|Anforderungen|Aufgaben|Profil|Wir bieten|Requisitos|Funciones|Ofrecemos|Missions|Compétences)(?=\s*:|\s+[A-Z•*·–-])"
)
"""Headings inside a paragraph, for adverts whose line breaks were lost."""
INLINE_WORDS: Final = (
    "Qualification", "Requirement", "Responsibilities", "Duties", "Skills", "Benefits", "Education", "Experience", "About ", "Job ",
    "What ", "Nice to ", "Equal ", "Anforderungen", "Aufgaben", "Profil", "Wir bieten", "Requisitos", "Funciones", "Ofrecemos",
    "Missions", "Compétences",
)  # fmt: skip
"""One of them is part of whatever :data:`INLINE` finds; looking for each is quicker than trying the pattern everywhere."""
