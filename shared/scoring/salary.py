"""Pay ranges in postings: amount, currency, interval."""

import re
from typing import Final

from shared.models.posting import Interval, Salary, Span
from shared.scoring.lines import Reading, blank_but, split

SYMBOLS: Final = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "us$": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "s$": "SGD",
    "hk$": "HKD",
    "nz$": "NZD",
    "r$": "BRL",
    "zł": "PLN",
    "원": "KRW",
    "만원": "KRW",
    "euro": "EUR",
    "euros": "EUR",
    "dollars": "USD",
    "fr.": "CHF",
    "kč": "CZK",
}
CODES: Final = "usd|eur|gbp|chf|cad|aud|nzd|sgd|hkd|jpy|krw|inr|pln|sek|nok|dkk|brl|mxn|zar|czk|huf|ron|try|aed|ils|cny|php|twd|thb"
MONEY: Final = rf"(?:(?:us|ca|c|au|a|s|hk|nz|r)?[$€£¥₩₹]|\b(?:{CODES})\b\.?)"
AMOUNT: Final = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
TAIL: Final = rf"(?:€|£|\$|₩|zł|kč|원|만\s*원|만원|euros?\b|dollars\b|\b(?:{CODES})\b)"
LAKHS: Final = r"lpa\b|lakhs?\b|lacs?\b"
"""Hundred thousands of rupees; ``lpa`` are those of a year."""
RANGE: Final = re.compile(
    rf"(?P<c1>{MONEY})?\s*(?P<a1>{AMOUNT})\s*(?P<k1>k\b|tsd\.?|m\b|만|천만|{LAKHS})?\s*(?P<t1>{TAIL})?"
    rf"(?:(?P<i1>\s*/\s*(?:yr|year|hr|hour|h|mo|month))?\s*(?:-|–|—|~|to|and|bis|à|a|y|et|und|until|hasta)\s*(?P<c2>{MONEY})?\s*(?P<a2>{AMOUNT})\s*(?P<k2>k\b|tsd\.?|m\b|만|천만|{LAKHS})?\s*(?P<t2>{TAIL})?)?"
)
PAY_WORDS: Final = frozenset(
    "salary salaries compensation pay pays paid base wage wages ote remuneration earn earning earnings hourly rate annum annual annually yearly range budget "
    "hour hours hr hrs year yr month mo week day gehalt gehälter jahresgehalt vergütung brutto jahr jahresbrutto stundenlohn stunde monat monatlich jährlich tag verdienst "
    "salaire salaires rémunération brut annuel mensuel fixe heure mois an jour sueldo salario retribución bruto brutos anual anuales año mes hora mensual "
    "salário remuneração mês mensal ano stipendio retribuzione lordi lordo mensile annuo annua anno mese salaris maand jaar "
    "wynagrodzenie miesięcznie rocznie mies lön månad ctc lpa lakh lakhs".split()
)
PAY_SIGNS: Final = ("연봉", "급여", "월급", "시급", "만원", "만 원", "p.a", "/h")
WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = blank_but(WORD)
NO_PAY: Final = re.compile(
    r"(?:billion|million|\bbn\b|\bmm\b|\bm\b|funding|revenue|\barr\b|raised|valuation|series [a-e]|stipend|bonus of|sign(?:ing|-on)|referral|allowance|budget|401|reimburse|equity|customers|assets|tuition|transactions|learning|per accepted|guaranteed minimum|commission target|invest(?:ed|ment))"
)
EXTRA: Final = re.compile(r"\+|&|[,;(]|\b(?:plus|and|und|et|y|e|with|zzgl)\b")
"""What follows is paid besides: "$180K - $220K + equity"."""
INTERVALS: Final[tuple[tuple[Interval, re.Pattern[str]], ...]] = (
    (
        "hour",
        re.compile(
            r"per hour|an hour|/\s?(?:hr|hour|h)\b|hourly|stunde|stundenlohn|de l'heure|par heure|/heure|por hora|la hora|시급|p\.?/?h\b"
        ),
    ),
    ("day", re.compile(r"per day|a day|/\s?day|daily|pro tag|par jour|/jour|por día|일급|tagessatz|\btjm\b")),
    ("week", re.compile(r"per week|a week|/\s?w(?:ee)?k|weekly|pro woche|par semaine|por semana|주급")),
    (
        "month",
        re.compile(
            r"per month|a month|/\s?mo(?:nth)?\b|monthly|monat|par mois|mensuel|/mois|al mes|mensual|/mes|월급|월 |por mês|ao mês|/mês|mensal|al mese|mensile|per maand|miesięcznie|/\s?mies|i månaden"
        ),
    ),
    (
        "year",
        re.compile(
            r"per year|a year|per annum|/\s?(?:yr|year)|annual|yearly|\bp\.?\s?a\b|jahr|par an|annuel|/an\b|al año|anual|/año|연봉|salary|salaire|gehalt|salario|por ano|all'anno|annu[oa]|per jaar|rocznie|om året"
        ),
    ),
)


def find_salary(reading: Reading) -> Salary | None:
    """The advertised pay; the widest range of the most telling line. Funding, revenue and bonuses are none."""
    best: tuple[int, Salary] | None = None
    for match in _candidates(reading):
        part = reading.part_at(match.start())
        low, high = reading.starts[part], reading.ends[part]
        line = reading.lower[low:high]
        before = reading.lower[max(low, match.start() - 90) : match.start()]
        after = reading.lower[match.end() : min(high, match.end() + 40)]
        previous = reading.lower[reading.starts[part - 1] : reading.ends[part - 1]] if part else ""
        beside = _of_pay(before + after)
        cued = beside or _of_pay(line) or (len(previous) < 60 and _of_pay(previous))
        plain = (
            match["c1"]
            and match["a2"]
            and 15_000 <= _amount(match["a1"]) <= _amount(match["a2"]) <= 3 * _amount(match["a1"])
        )
        if not (cued or plain) or NO_PAY.search(EXTRA.split(after[:22], 1)[0]) or NO_PAY.search(before[-28:]):
            continue
        salary = _read(match, before, after, line)
        if salary is None:
            continue
        score = 2 * (salary.min is not None and salary.max is not None) + beside
        if best is None or score > best[0]:
            best = (score, salary)
        if score == BEST:
            break
    return best[1] if best else None


def _of_pay(text: str) -> bool:
    return not PAY_WORDS.isdisjoint(split(text, _LETTERS, WORD)) or any(sign in text for sign in PAY_SIGNS)


def _candidates(reading: Reading) -> list[re.Match[str]]:
    """Amounts beside a currency or a word of pay. Only their surroundings are searched: numbers are rare, texts are long."""
    lower = reading.lower
    spots = [spot for symbol in "$€£¥₩₹원" for spot in _all(lower, symbol)]
    for word in reading.words & CODE_WORDS:
        spots += reading.spots(word)
    if not spots:
        spots = [spot for word in reading.words & CUE_WORDS for spot in reading.spots(word)]
    found: dict[int, re.Match[str]] = {}
    reach = 0
    for spot in sorted(spots):
        low, high = max(reach, spot - BEFORE_MARK), min(len(lower), spot + AFTER_MARK)
        while 0 < low < high and (lower[low - 1].isdigit() or lower[low - 1] in ".,'"):
            low += 1
        while digit := DIGIT.search(lower, low, high):
            match = RANGE.search(lower, max(low, digit.start() - MARK_LENGTH), high)
            if not match:
                break
            if _is_amount(match):
                found.setdefault(match.start(), match)
            low = reach = match.end()
    return list(found.values())


def _all(text: str, mark: str) -> list[int]:
    found = []
    at = text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found


def _is_amount(match: re.Match[str]) -> bool:
    if match["c1"] or match["c2"] or match["t1"] or match["t2"]:
        return True
    return bool(match["a2"] and (match["k1"] or match["k2"] or _amount(match["a1"]) >= 1000))


BEST: Final = 3
MARK_LENGTH: Final = 6
DIGIT: Final = re.compile(r"\d")
BEFORE_MARK: Final = 24
AFTER_MARK: Final = 64


CODE_WORDS: Final = frozenset([*CODES.split("|"), "euro", "euros", "dollars"])
CUE_WORDS: Final = frozenset(
    "salary compensation pay gehalt jahresgehalt vergütung salaire rémunération sueldo salario salário salaris stipendio retribuzione wynagrodzenie lön wage ote brutto stundenlohn ctc lpa lakh lakhs".split()
)


def _amount(text: str) -> float:
    compact = text.translate(NO_SPACES)
    if match := GROUPED.fullmatch(compact):
        whole = match[1].translate(NO_POINTS)
        return float(f"{whole}.{match[2] or 0}")
    return float(compact.replace(",", "."))


def _scale(amount: float, suffix: str | None, tail: str | None) -> float:
    mark = (suffix or "").lower().rstrip(".") + ("만" if tail and "만" in tail else "")
    if mark.startswith("천만"):
        return amount * 10_000_000
    if mark.startswith("만"):
        return amount * 10_000
    if mark in {"k", "tsd"}:
        return amount * 1000
    if mark.startswith("l"):
        return amount * 100_000
    return amount


def _read(match: re.Match[str], before: str, after: str, line: str) -> Salary | None:
    if "m" in (match["k1"], match["k2"]):
        return None
    low = _scale(
        _amount(match["a1"]), match["k1"] or (match["k2"] if match["a2"] else None), match["t1"] or match["t2"]
    )
    high = _scale(_amount(match["a2"]), match["k2"] or match["k1"], match["t2"] or match["t1"]) if match["a2"] else None
    if high is not None and low < high / 100 and low < 1000:
        low *= 1000  # "60-80,000"
    lakhs = next((mark for mark in (match["k1"], match["k2"]) if mark and mark[0] in "lL"), "")
    mark = match["c1"] or match["c2"] or match["t1"] or match["t2"] or (lakhs and "inr") or None
    currency = _currency(mark, line)
    if high is not None and high < low:
        return None
    interval = next((name for name, pattern in INTERVALS if pattern.search(after)), None)
    interval = interval or next((name for name, pattern in INTERVALS if pattern.search(before)), None)
    interval = interval or next((name for name, pattern in INTERVALS if pattern.search(line)), None)
    top = high or low
    if interval is None and lakhs.lower() == "lpa":
        interval = "year"
    if interval == "year" and top < 1000 and not (match["k1"] or match["k2"]):
        interval = None if top > 400 else "hour"
    if interval is None and top >= 15000 and currency not in {"KRW", "JPY", "INR"}:
        interval = "year"
    if interval is None and currency == "KRW" and top >= 10_000_000:
        interval = "year"
    if top < 5 or (mark is None and interval is None) or (mark is None and top < 1000):
        return None
    said = match.group()
    span = Span(match.start() + len(said) - len(said.lstrip()), match.end() - len(said) + len(said.rstrip()))
    if high is None:
        if AT_MOST.search(before):
            return Salary(None, low, currency, interval, span)
        open_ended = after.startswith("+") or FROM.search(before)
        return Salary(low, None if open_ended else low, currency, interval, span)
    return Salary(low, high, currency, interval, span)


AT_MOST: Final = re.compile(r"(?:up to|upto|bis zu|max\w*|jusqu'à|hasta)\s*$")
FROM: Final = re.compile(r"(?:from|\bab|starting at|at least|à partir de|desde|min\w*|over)\s*$")
CODE: Final = re.compile(rf"\b({CODES})\b")
GROUPED: Final = re.compile(r"(\d+(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?")
NO_SPACES: Final = str.maketrans("", "", "' \u00a0\u202f")
NO_POINTS: Final = str.maketrans("", "", ".,")


def _currency(mark: str | None, line: str) -> str | None:
    code = CODE.search(line)
    if mark:
        clean = mark.strip().lower().rstrip(".").replace(" ", "")
        if clean in SYMBOLS:
            if clean == "$" and code and code[1].upper() in {"CAD", "AUD", "NZD", "SGD", "HKD", "USD", "MXN"}:
                return code[1].upper()
            return SYMBOLS[clean]
        if clean.startswith("만"):
            return "KRW"
        return clean.upper()
    return code[1].upper() if code else None
