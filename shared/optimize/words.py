"""Words that claim nothing by themselves, and the closed classes of words that do.

``words.txt`` holds everyday English (SCOWL sizes 10-40, rebuilt by ``scripts/build_words.py``, its notice on top):
a lower-case word found there is not a name. Everything else in a new sentence has to come from the résumé.
"""

from functools import cache
from pathlib import Path


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that lists them."""
    return frozenset(text.split())


_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
)


def bases(word: str) -> list[str]:
    """Return what a regularly inflected English word may be a form of, the word itself first."""
    found = [word]
    for ending, restored in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            cut = word[: -len(ending)]
            found += [cut + letter for letter in restored]
            if cut[-1] == cut[-2]:
                found.append(cut[:-1])
    return found


def stem(word: str) -> str:
    """Cut a word to what its regular forms share: ``managed``, ``manages`` and ``managing`` give ``manag``."""
    for ending, letter in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word[: -len(ending)] + letter
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def singular(word: str) -> str:
    """Undo a regular plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def stem_set(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that lists them."""
    return frozenset(map(stem, text.split()))


@cache
def everyday() -> frozenset[str]:
    """Return the base forms of everyday English words."""
    lines = Path(__file__).with_name("words.txt").read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def is_everyday(word: str) -> bool:
    """Tell whether a lower-case word, or what it is a form of, is everyday English."""
    return any(base in everyday() for base in bases(word))


def opens(word: str) -> bool:
    """Tell whether a lower-case word may start a sentence with a capital without being a name."""
    if word in FUNCTION or any(base in OPENERS for base in bases(word)):
        return True
    return word.endswith(("ed", "ing", "ly")) and len(word) > 4 and is_everyday(word)


FUNCTION = word_set(
    """a about above across after against all along also although am among an and any are around as at be because been
    before being below between both but by can could did do does down during each either every few for from further had
    has have having he her here him his how i if in inside into is it its itself just less like many may me might more
    most much must my near neither no nor not of off on once one only onto or other our out outside over own per plus
    same she should since so some such than that the their them then there these they this those through throughout to
    together too toward towards under until up upon us using very via was we were what when where whether which while
    who whom whose why will with within without would yet you your"""
)
OPENERS = word_set(
    """became began bound bred brought built bought caught chose cut dealt drew drove fed felt fought found gave got
    grew held helped hit kept knew laid learned led left
    lent let lit lost made meant met overcame oversaw paid put ran read
    rebuilt redrew reset rewrote rose said sang sat saw sent set sewed shot showed shut sold sought spent split spoke
    spread stood struck swept swam taught threw told took took undertook understood upheld won wore wove wrote
    act adapt add address advise align analyse analyze apply assess assist automate build bring carry coach collaborate
    combine communicate complete conduct create cut define deliver deploy design develop document drive engage ensure
    establish evaluate extend find fix focus gather give grow guide handle help identify implement improve increase
    integrate investigate keep learn maintain make measure mentor migrate monitor move negotiate operate optimise
    optimize organise organize own partner perform plan prepare present prevent produce provide reduce refactor
    research resolve review run scale serve set ship show simplify solve streamline support teach test train
    translate turn use validate value work write
    bring enjoy hold lead love manage see seek
    able accomplished adaptable adept approachable capable careful collaborative comfortable committed competent
    confident creative curious dedicated dependable detail determined diligent driven dynamic eager effective
    efficient energetic enthusiastic expert flexible fluent friendly full hands hardworking highly honest independent
    innovative keen known meticulous motivated organised organized passionate patient practical precise proactive
    proven quick reliable resourceful responsible results self skilled solid strategic strong successful talented
    thorough thoughtful trusted versatile warm well
    additionally currently daily finally later mainly previously recently today eventually first next
    core key main new other relevant selected various"""
)
NOUN_GERUNDS = word_set(
    """accounting advertising banking billing building cleaning coaching coding consulting cooking designing editing
    engineering filing marketing meeting nursing ordering planning printing processing programming purchasing reporting
    running schooling scheduling serving setting shipping teaching testing training writing"""
)
"""Gerunds that also stand before a noun: what follows ``testing`` may be tested or may be a kind of test."""
SENIORITY = word_set(
    """acting assistant associate chief deputy director entry executive experienced founding general graduate head
    interim junior lead leading mid middle principal senior sr jr staff trainee vice co managing apprentice certified
    registered licensed chartered master group global regional national"""
)
TITLES = word_set(
    """accountant administrator advisor adviser agent ambassador analyst anesthesiologist apprentice architect
    assistant attorney auditor baker barista bookkeeper broker buyer captain caregiver carpenter cashier ceo cfo chair
    chairman chairperson chairwoman chef chemist cio clerk cmo coach cofounder commander comptroller concierge
    consultant contractor controller cook coo coordinator counsel counselor cpo cro crew cso cto curator dean dentist
    designer developer dietitian director dispatcher doctor doula driver economist editor educator electrician engineer
    entrepreneur estimator evangelist evp examiner expert fellow firefighter foreman founder geologist guard head
    hygienist illustrator inspector instructor intern investigator investor janitor journalist lawyer lecturer librarian
    machinist manager marketer mason mathematician mechanic medic merchandiser midwife nurse nutritionist officer
    operator optometrist owner paralegal paramedic partner pathologist pediatrician pharmacist phlebotomist photographer
    physician physicist physiotherapist pilot planner plumber podiatrist president principal producer professor
    programmer psychiatrist psychologist radiographer radiologist realtor receptionist recruiter registrar
    representative reporter researcher retoucher sailor salesperson salesman saleswoman scholar scientist scrummaster
    secretary seller seo sergeant shareholder sonographer specialist statistician steward strategist superintendent
    supervisor surgeon surveyor svp teacher technician technologist teller tester therapist trader trainer trainee
    translator treasurer tutor underwriter veterinarian vp waiter waitress warden webmaster welder worker
    writer"""
)
ALSO_VERBS = word_set(
    """associate chair coach cook counsel crew expert fellow guard head intern lead partner pilot principal"""
)
"""Titles that are everyday words too: a title only after an article, ``as`` or a rank."""
TAKES_OF = word_set("""chair chief dean director head manager officer president professor svp evp vp owner""")

SCHOOLS = word_set("""academy college conservatory faculty institute polytechnic school seminary university""")
CERTIFIED = word_set(
    """accreditation accredited certificate certificates certification certifications certified chartered credential
    credentials credentialed licence licences license licensed licenses licensure"""
)
LEADING = stem_set(
    """captain captained chair chaired charge chief direct directed director direction founded founder founding
    cofounded head headed heading lead leader leadership leading led manage managed management manager managing
    orchestrate orchestrated oversaw oversee overseeing overseen own owned owner ownership
    responsible responsibility spearhead spearheaded steer steered supervise supervised supervisor supervision"""
)
HONOURS = stem_set(
    """acclaimed award awarded awards bestselling bilingual fellowship finalist fluent honor honored honour honoured
    honors honours laureate medal multilingual native nominated nomination patent patented patents prize promoted
    promotion published publication ranked recognised recognition recognized record renowned scholarship
    trilingual valedictorian winner winning won"""
)
BACHELOR, MASTER, DOCTOR, DIPLOMA, ANY_DEGREE = "bachelor", "master", "doctor", "diploma", "degree"
DEGREES = {
    **dict.fromkeys(("bachelor", "bachelors", "baccalaureate", "bsc", "beng", "btech", "bba", "bcom", "bfa", "bs", "ba",
                     "be", "llb", "bsn", "undergraduate"), BACHELOR),
    **dict.fromkeys(("masters", "msc", "meng", "mtech", "mba", "mfa", "ms", "ma", "mphil", "llm", "mph", "msn", "mca",
                     "postgraduate"), MASTER),
    **dict.fromkeys(("phd", "dphil", "doctorate", "doctoral", "edd", "jd", "md", "dds", "pharmd"), DOCTOR),
    **dict.fromkeys(("diploma", "associates", "ged"), DIPLOMA),
    **dict.fromkeys(("degree", "degrees"), ANY_DEGREE),
}  # fmt: skip
"""The degree words and their level; two-letter ones count in capitals only, ``master`` only before ``of`` or ``in``."""

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
NUMBER_WORDS = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12,
}  # fmt: skip
AMOUNTS = stem_set(
    """billions double doubled doubling dozens half halve halved halving hundreds majority millions quadruple
    quadrupled quarter tenfold thirds thousands triple tripled twice twofold threefold fivefold"""
)
"""Words that state an amount without a figure: they need the same word in the résumé."""
