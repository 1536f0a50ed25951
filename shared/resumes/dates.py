# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Dates as people write them, in many languages, read as ISO 8601 of the precision written.

A span is a start and an end with a dash or a word between; one date alone is a span with no start ("2019" of a
degree) whose meaning the section decides.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from shared.resumes.characters import fold

_MONTH_NAMES = (
    # en, de, fr, es, pt, it, nl, pl, tr, sv/da/no, fi, cs/sk, ro, hu, ru, uk, id, vi handled by number; folded
    "january jan januar janner janvier janv enero ene janeiro janua gennaio genn gen januari styczen stycznia sty ocak oca tammikuu tammi leden ledna januara ianuarie ian januar sijecanj январь января янв січень січня ιανουαριος ιανουαριου ιαν يناير كانون-الثاني ינואר",
    "february feb februar fevrier fevr fev febrero febr fevereiro febbraio febbr februari luty lutego lut subat sub helmikuu helmi unor unora februara februarie veljaca февраль февраля фев лютий лютого φεβρουαριος φεβρουαριου φεβ فبراير شباط פברואר",
    "march mar marz maerz mars marzo marco maart mrt marzec marca mart maaliskuu maalis brezen brezna martie marcius ozujak март марта мар березень березня μαρτιος μαρτιου μαρ مارس آذار מרץ",
    "april apr avril avr abril abr aprile kwiecien kwietnia kwi nisan nis huhtikuu huhti duben dubna aprila aprilie aprilis travanj апрель апреля апр квітень квітня απριλιος απριλιου απρ أبريل ابريل نيسان אפריל",
    "may mai mayo maio maggio magg mag mei maj maja mayis toukokuu touko kveten kvetna majus svibanj май мая травень травня μαιος μαιου μαι مايو أيار מאי",
    "june jun juni juin junio junho giugno giu czerwiec czerwca cze haziran haz kesakuu kesa cerven cervna juna iunie iun junius lipanj июнь июня июн червень червня ιουνιος ιουνιου ιουν يونيو حزيران יוני",
    "july jul juli juillet juil julio julho luglio lug lipiec lipca lip temmuz tem heinakuu heina cervenec cervence jula iulie iul julius srpanj июль июля июл липень липня ιουλιος ιουλιου ιουλ يوليو تموز יולי",
    "august aug aout agosto ago augustus sierpien sierpnia sie agustos agu augusti elokuu elo srpen srpna augusta augusztus kolovoz август августа авг серпень серпня αυγουστος αυγουστου αυγ أغسطس اغسطس آب אוגוסט",
    "september sept sep septembre septiembre setiembre set setembro settembre sett wrzesien wrzesnia wrz eylul eyl syyskuu syys zari septembra septembrie szeptember rujan сентябрь сентября сен сент вересень вересня σεπτεμβριος σεπτεμβριου σεπ سبتمبر أيلول ספטמבר",
    "october oct oktober okt octobre octubre outubro out ottobre ott pazdziernik pazdziernika paz ekim eki oktober lokakuu loka rijen rijna oktobra octombrie listopad-hr октябрь октября окт жовтень жовтня οκτωβριος οκτωβριου οκτ أكتوبر اكتوبر تشرين-الأول אוקטובר",
    "november nov novembre noviembre novembro listopada kasim kas marraskuu marras listopadu novembra noiembrie noi studeni ноябрь ноября ноя нояб листопад листопада νοεμβριος νοεμβριου νοε نوفمبر تشرين-الثاني נובמבר",
    "december dec dezember dez decembre diciembre dic dezembro dicembre grudzien grudnia gru aralik ara joulukuu joulu prosinec prosince decembra decembrie prosinac декабрь декабря дек грудень грудня δεκεμβριος δεκεμβριου δεκ ديسمبر كانون-الأول דצמבר",
)
_MONTHS = {
    fold(name): month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split() if "-" not in name
}
_MONTHS |= {"listopad": 11, "kvet": 5, "brez": 3, "maj": 5, "tammikuussa": 1}
_SEASONS = {
    "spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12,
    "fruhjahr": 3, "fruhling": 3, "sommer": 6, "herbst": 9, "printemps": 3, "ete": 6, "automne": 9, "hiver": 12,
    "primavera": 3, "verano": 6, "otono": 9, "invierno": 12,
}  # fmt: skip

PRESENT = tuple(
    sorted(
        {
            fold(word)
            for word in [
                "present",
                "now",
                "current",
                "currently",
                "today",
                "ongoing",
                "till date",
                "to date",
                "until now",
                "till now",
                "till present",
                "in progress",
                "up to present",
                "till today",
                "actual",
                "up to now\n            ",
                "heute",
                "jetzt",
                "laufend",
                "bis heute",
                "aktuell",
                "andauernd",
                "gegenwart",
                "dato\n            ",
                "présent",
                "aujourd'hui",
                "aujourd’hui",
                "en cours",
                "actuel",
                "actuellement",
                "ce jour",
                "à ce jour",
                "actuelle",
                "maintenant\n            ",
                "presente",
                "actualidad",
                "la actualidad",
                "actual",
                "actualmente",
                "hoy",
                "en curso",
                "al presente",
                "la fecha",
                "a la fecha",
                "vigente\n            ",
                "atual",
                "atualmente",
                "atualidade",
                "hoje",
                "até o momento",
                "o momento",
                "presentemente",
                "em curso\n            ",
                "oggi",
                "attuale",
                "attualmente",
                "in corso",
                "ad oggi",
                "corrente\n            ",
                "heden",
                "nu",
                "tot heden",
                "lopend",
                "vandaag\n            ",
                "obecnie",
                "teraz",
                "nadal",
                "do teraz",
                "dziś",
                "chwili obecnej",
                "aktualnie\n            ",
                "günümüz",
                "halen",
                "devam ediyor",
                "bugün",
                "şimdi",
                "devam",
                "hala",
                "devam etmekte\n            ",
                "nuvarande",
                "pågående",
                "idag",
                "nuværende",
                "i dag",
                "nåværende",
                "nå",
                "nåtid",
                "nutid",
                "fortsatt\n            ",
                "nykyinen",
                "nyt",
                "nykyhetki",
                "tällä hetkellä",
                "edelleen\n            ",
                "současnost",
                "dosud",
                "nyní",
                "súčasnosť",
                "doteraz",
                "trvá",
                "doposud",
                "dodnes\n            ",
                "prezent",
                "în prezent",
                "curent",
                "jelenleg",
                "jelen",
                "folyamatban",
                "máig",
                "danas",
                "sadašnjost",
                "trenutno",
                "sada\n            ",
                "по настоящее время",
                "настоящее время",
                "н.в.",
                "н. в.",
                "сейчас",
                "наст. время",
                "по наст. время",
                "до сих пор",
                "теперішній час",
                "дотепер",
                "по теперішній час",
                "зараз",
                "донині",
                "текущее время",
                "сегодня",
                "настояще",
                "сега\n            ",
                "σήμερα",
                "παρόν",
                "τώρα",
                "έως σήμερα",
                "μέχρι σήμερα\n            ",
                "현재",
                "재직중",
                "재직 중",
                "재학중",
                "재학 중",
                "진행중",
                "진행 중\n            ",
                "現在",
                "至今",
                "今日",
                "目前",
                "现在",
                "在職中",
                "在籍中",
                "今",
                "迄今",
                "今まで\n            ",
                "الآن",
                "حتى الآن",
                "الحاضر",
                "حاليا",
                "حالياً",
                "حاليًا",
                "الوقت الحاضر",
                "حتى تاريخه",
                "حتى الوقت الحالي",
                "اليوم",
                "مستمر\n            ",
                "היום",
                "כיום",
                "הווה",
                "עד היום",
                "नوजूदा",
                "वर्तमान",
                "अब तक",
                "hiện tại",
                "hiện nay",
                "nay",
                "đến nay",
                "sekarang",
                "saat ini",
                "kini",
                "ปัจจุบัน",
                "hozzáig",
            ]
            if word.strip()
        }
        | {"pres", "pres."},
        key=len,
        reverse=True,
    )
)

_month_words = "|".join(sorted(map(re.escape, {*_MONTHS, *_SEASONS}), key=len, reverse=True))
_present_words = "|".join(re.escape(word.strip()) for word in PRESENT)
_YEAR = r"(?:19[3-9]\d|20[0-6]\d)"
_SHORT_YEAR = r"['’`´‘]\s?\d{2}"
_MOMENT = rf"""(?:
    (?P<iso>{_YEAR})[-/.](?P<isom>1[0-2]|0?[1-9])(?:[-/.](?P<isod>3[01]|[12]\d|0?[1-9]))?(?!\d)
  | (?P<cjky>{_YEAR})\s?[年년]\s?(?:(?P<cjkm>1[0-2]|0?[1-9])\s?[月월])?(?:\s?(?P<cjkd>3[01]|[12]\d|0?[1-9])\s?[日일])?
  | (?<!\d)(?P<dmyd>3[01]|[12]\d|0?[1-9])[./-](?P<dmym>1[0-2]|0?[1-9])[./-](?P<dmyy>{_YEAR})(?!\d)
  | (?<!\d)(?P<mdym>1[0-2]|0?[1-9])/(?P<mdyd>3[01]|[12]\d|0?[1-9])/(?P<mdyy>{_YEAR})(?!\d)
  | (?<![\d/.])(?P<mym>1[0-2]|0?[1-9])\s?[./-]\s?(?P<myy>{_YEAR})(?!\d)
  | (?<![\d/.])(?P<sym>1[0-2]|0[1-9])/(?P<syy>\d{{2}})(?![\d/])
  | (?:(?<!\w)(?P<pred>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.|er|º|°)?\s(?:de\s)?)?
    (?<![^\W\d_])(?P<mon>{_month_words})(?![^\W\d_])\.?,?
    (?:\s(?P<postd>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s?,?(?=\s?{_YEAR}))?
    \s?(?:de[l]?\s|of\s|/\s?|-\s?|\u2019?)?\s?(?P<mony>{_YEAR}|{_SHORT_YEAR}|\d{{2}}(?!\d|[.,]\d))(?!\d)
  | (?<![\d.,$€£/+-])(?P<yr2>{_YEAR})\s(?P<yrmon>{_month_words})(?![^\W\d_])\.?
  | (?<![\d.,$€£])(?P<year>{_YEAR})(?![\d%]|[.,]\d)\.?(?:\s?г(?:\.|ода?)?(?![^\W\d_]))?
)"""
_names = re.compile(r"\(\?P<(\w+)>")


def _renamed(suffix: str) -> str:
    return _names.sub(lambda found: f"(?P<{found[1]}{suffix}>", _MOMENT)


_PRESENT = rf"(?P<present>(?<![^\W\d_])(?:{_present_words})(?![^\W\d_]))"
_DASH = r"\s*(?:--?-?|[–—−‒―~〜～→➔]|(?<![^\W\d_])(?:to|until|till|through|thru|bis|bis zum|au|a|jusqu['’]?a|al|ate|hasta|fino a|tot|tot en met|t/m|do|til|till|az|ile|по|до|to the|la|à|hingga|den|e|and|から|إلى|الى|حتى)(?![^\W\d_])|부터|から)\s*"
_OPEN_START = r"(?:(?<![^\W\d_])(?:since|from|seit|depuis|desde|dal|sinds|od|с|з|from the|ab|since the|von|du|de|vom|desde el|de la|van|fra|från|منذ|من)(?![^\W\d_])\s*(?:el\s|le\s|dem\s)?)"
_SPAN = re.compile(
    rf"(?P<open>{_OPEN_START})?{_renamed('1')}(?P<suffix>부터|から|\s?~(?=\s*$))?(?:{_DASH}(?:{_renamed('2')}|{_PRESENT})\s?(?:까지|まで)?|(?P<dangling>\s*[–—~-]\s*(?=$|\))))?",
    re.VERBOSE,
)
_SPAN_SHORT_START = re.compile(
    rf"(?<![^\W\d_])(?P<mon1>{_month_words})(?![^\W\d_])\.?(?:{_DASH.replace('(?:--?-?', '(?:--?-?')}){_renamed('2')}",
    re.VERBOSE,
)
_YEAR_PAIR = re.compile(rf"(?<![\d.,$€£/-])(?P<a>{_YEAR})\s?[-–—/]\s?(?P<b>\d{{2}})(?!\d|[-–/.]\d)")
_DURATION = re.compile(
    r"\(?(?:(?:less than|about|ca\.?)\s)?(?:\d{1,2}(?:[.,]\d)?\s?\+?\s?(?:years?|yrs?|jahre?n?|ans?|anos?|anni|anno|jaar|lata?|rok|let|yil|ar|lat|years?\s?and|год|года|лет|년|年間?|سنوات|سنة)[\s,und&y]*)?"
    r"(?:\d{1,2}\s?(?:months?|mos?|monate?n?|mois|meses|mes|mesi|maanden?|miesiac\w*|ay|manader|месяц\w*|мес|개월|か月|ヶ月|个月|أشهر|شهر))?\.?\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """A period found in a text, with the characters it covers."""

    start: str | None
    end: str | None
    current: bool
    begin: int
    stop: int

    @property
    def single(self) -> bool:
        return self.start is None and not self.current


def _fold_same_length(text: str) -> str:
    """Folded character by character, so that positions stay those of ``text``."""
    if text.isascii():
        return text.lower()
    out = []
    for character in text:
        folded = fold(character)
        out.append(folded if len(folded) == 1 else (folded[:1] or character))
    return "".join(out)


def _full_year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    return 2000 + short if short < 60 else 1900 + short


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"


def _moment(groups: dict[str, str | None], side: str) -> str | None:
    def get(name: str) -> str | None:
        return groups.get(name + side)

    def number(name: str) -> int | None:
        value = get(name)
        return int(value) if value else None

    if year := get("iso"):
        return _iso(int(year), number("isom"), number("isod"))
    if year := get("cjky"):
        return _iso(int(year), number("cjkm"), number("cjkd") if get("cjkm") else None)
    if year := get("dmyy"):
        return _iso(int(year), number("dmym"), number("dmyd"))
    if year := get("mdyy"):
        return _iso(int(year), number("mdym"), number("mdyd"))
    if year := get("myy"):
        return _iso(int(year), number("mym"))
    if year := get("syy"):
        return _iso(_full_year(year), number("sym"))
    if name := get("mon"):
        month = _MONTHS.get(name)
        year_text = get("mony")
        if not year_text:
            return None
        day = number("pred") or number("postd")
        return _iso(_full_year(year_text), month, day) if month else _iso(_full_year(year_text), _SEASONS.get(name))
    if name := get("yrmon"):
        return _iso(int(get("yr2") or 0), _MONTHS.get(name) or _SEASONS.get(name))
    if year := get("year"):
        return _iso(int(year))
    return None


_TWO_YEARS = re.compile(rf"\s*(?P<first>{_YEAR})\s+(?P<last>{_YEAR})\s*")
"""A period with nothing but space between its years, and nothing beside them."""
LONG = 15
"""Years: what is written short is no longer."""


@lru_cache(maxsize=4096)
def find_spans(text: str) -> tuple[Span, ...]:
    """Every date or period in ``text``, left to right."""
    if not any(c.isdigit() for c in text):
        return ()
    if (pair := _TWO_YEARS.fullmatch(text)) and 0 <= int(pair["last"]) - int(pair["first"]) <= LONG:
        return (Span(pair["first"], pair["last"], False, pair.start("first"), pair.end("last")),)
    folded = _fold_same_length(text)
    spans: list[Span] = []
    position = 0
    while position < len(folded):
        found = _SPAN.search(folded, position)
        if found is None:
            break
        span = _read(folded, found)
        spans.append(span)
        position = max(span.stop, found.start() + 1)
    return tuple(spans)


def _read(folded: str, found: "re.Match[str]") -> Span:
    groups = found.groupdict()
    first = _moment(groups, "1")
    second = _moment(groups, "2")
    begin, stop = found.start(), found.end()
    if groups.get("present"):
        return Span(first, None, True, begin, stop)
    if second:
        return Span(first, second, False, begin, stop)
    if groups.get("dangling") or groups.get("suffix"):
        return Span(first, None, True, begin, stop)
    if groups.get("open"):
        return Span(first, None, True, begin, stop)
    if pair := _YEAR_PAIR.match(folded, found.start("year1") if groups.get("year1") else begin):
        year = int(pair["a"])
        end = year // 100 * 100 + int(pair["b"])
        if year <= end <= year + LONG:
            return Span(str(year), str(end), False, begin, pair.end())
    # "May – August 2021": the start borrows the year of the end.
    before = _SPAN_SHORT_START.search(folded, max(0, begin - 24), stop)
    if before and before.end() == stop:
        months = before.groupdict()
        end_date = _moment(months, "2") or first
        month = _MONTHS.get(months["mon1"]) or _SEASONS.get(months["mon1"])
        if end_date and month:
            return Span(f"{end_date[:4]}-{month:02}", end_date, False, before.start(), stop)
    return Span(None, first, False, begin, stop)


def find_span(text: str) -> Span | None:
    """The most telling period of ``text``: a range before a single date."""
    spans = find_spans(text)
    return next((span for span in spans if not span.single), spans[0] if spans else None)


def is_date_text(text: str) -> bool:
    """Whether ``text`` is a date or a period and next to nothing else."""
    spans = find_spans(text)
    if not spans:
        return is_duration(text)
    rest = text
    for span in reversed(spans):
        rest = rest[: span.begin] + " " + rest[span.stop :]
    rest = _DURATION.sub(lambda found: " " if any(c.isdigit() for c in found[0]) else found[0], rest)
    rest = re.sub(
        r"(?i)\b(?:expected|graduated|graduation|exp|anticipated|since|from|issued|class of|seit|abschluss)\b",
        " ",
        rest,
    )
    return sum(c.isalnum() for c in rest) <= 2


_OPEN_END = re.compile(
    rf"(?:{_YEAR})\D{{0,12}}?(?:[–—−~-]|\b(?:to|bis|a|à|al|au|до|по|do)\b)\s*(?:(?:{_month_words})\.?)?\s*$|(?:^|\W)(?:{_month_words})\.?\s*$"
)


def is_unfinished(text: str) -> bool:
    """Whether ``text`` ends inside a period ("March 2013 – June"), which a narrow column continues on its next line."""
    return _OPEN_END.search(_fold_same_length(text)) is not None


def is_part_of_period(text: str) -> bool:
    """Whether ``text`` is a date, a period or all of one that a narrow column left in one line ("Aug", "2016–Jan")."""
    if len(text) > LONGEST:
        return False
    if not any(map(str.isdigit, text)):
        return len(text) <= LONGEST_MONTH and _fold_same_length(text).strip(" .") in _MONTHS
    return is_date_text(text) or is_unfinished(text)


LONGEST, LONGEST_MONTH = 60, 14
"""Characters of a period written out, and of a month."""


def completes(before: str, after: str) -> bool:
    """Whether ``after`` is the rest of the period that ``before`` leaves unfinished."""
    if len(after) > 28 or not is_unfinished(before):
        return False
    tail = before[-40:]
    spans = find_spans(f"{tail} {after}")
    if any(not span.single for span in find_spans(after)) and not (spans and spans[-1].begin < len(tail)):
        return False  # a period of its own, unless its first month is the last word before
    return bool(spans) and spans[-1].stop >= len(tail) + 1 + len(after.rstrip(" )")) and not spans[-1].single


def is_duration(text: str) -> bool:
    """Whether ``text`` says only how long something took ("2 years 10 months")."""
    stripped = text.strip(" ()·•|-–")
    if stripped.lower() in ("a year", "one year", "a month", "one month"):
        return True
    return any(c.isdigit() for c in stripped) and _DURATION.fullmatch(fold(stripped)) is not None


_SAID_OF_DATE = re.compile(
    r"(?i)(?:^|(?<=[\s,(|–—-]))(?:(?:expected|anticipated|projected|estimated)(?: graduation| completion)?"
    r"|(?:date of )?(?:graduation|completion)(?: date)?|graduat(?:ed|ing|es)|completed|conferred|awarded"
    r"|abgeschlossen|abschluss|obtenue?|diplômée?|graduado|titulado|conseguit[ao])(?: (?:in|on|by|im|am|en|le|nel|il))?\s*:?\s*$"
)
"""What is said of the date behind it, not of what stands before ("Completed in May 2014")."""


def without_dates(text: str, spans: tuple[Span, ...] | list[Span]) -> str:
    """``text`` with the spans cut out and the separators they leave behind trimmed."""
    rest = text
    for span in sorted(spans, key=lambda s: s.begin, reverse=True):
        rest = _SAID_OF_DATE.sub("", rest[: span.begin]) + "\t" + rest[span.stop :]
    return re.sub(r"[(\[]\s*\t\s*[)\]]", "\t", rest)
