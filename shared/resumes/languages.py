# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Human languages: their names in many languages, levels of command, and which language a text is written in."""

import re
from collections import Counter

from shared.resumes.characters import fold, squeeze

_NAMES = """english german french spanish portuguese italian dutch polish turkish russian ukrainian czech slovak hungarian romanian bulgarian croatian serbian bosnian slovenian
greek swedish danish norwegian finnish estonian latvian lithuanian icelandic irish welsh catalan basque galician albanian macedonian maltese
arabic hebrew persian farsi urdu hindi bengali punjabi marathi gujarati tamil telugu kannada malayalam sinhala nepali pashto kurdish azerbaijani armenian georgian kazakh uzbek mongolian
chinese mandarin cantonese taiwanese japanese korean vietnamese thai lao khmer burmese indonesian malay tagalog filipino javanese swahili amharic somali yoruba igbo hausa zulu afrikaans xhosa latin esperanto asl
deutsch englisch franzosisch spanisch portugiesisch italienisch niederlandisch polnisch turkisch russisch ukrainisch tschechisch ungarisch rumanisch griechisch schwedisch danisch norwegisch arabisch chinesisch japanisch koreanisch latein persisch kroatisch serbisch
anglais francais allemand espagnol portugais italien neerlandais polonais turc russe arabe chinois japonais coreen grec roumain
ingles espanol aleman frances portugues italiano ruso chino japones coreano arabe catalan euskera gallego holandes polaco
alemao espanhol mandarim russo holandes chines coreano
inglese francese tedesco spagnolo portoghese russo cinese giapponese arabo
engels duits frans spaans nederlands portugees italiaans pools turks russisch arabisch
angielski niemiecki francuski hiszpanski wloski rosyjski polski ukrainski chinski czeski
ingilizce almanca fransizca ispanyolca italyanca rusca turkce arapca cince japonca korece
engelska tyska franska spanska svenska finska engelsk tysk fransk spansk svensk dansk norsk englanti saksa ranska ruotsi suomi
anglictina nemcina cestina francouzstina spanelstina rustina slovencina anglictina angol nemet francia magyar engleza franceza germana romana spaniola engleski njemacki hrvatski
английский немецкий французский испанский итальянский русский китайский японский украинский турецкий польский англійська українська німецька польська російська французька
αγγλικα γερμανικα γαλλικα ελληνικα ισπανικα ιταλικα
영어 한국어 일본어 중국어 독일어 프랑스어 스페인어 러시아어 英語 日本語 中国語 韓国語 ドイツ語 フランス語 スペイン語 英语 中文 汉语 普通话 日语 韩语 法语 德语 西班牙语 俄语 粤语 英文 國語 日文 韓文 粵語 法文 德文
العربية الإنجليزية الانجليزية الفرنسية الألمانية الإسبانية التركية الروسية الصينية الفارسية عربي إنجليزي עברית אנגלית ערבית רוסית צרפתית גרמנית हिन्दी हिंदी अंग्रेज़ी tieng anh"""
_KNOWN = frozenset(fold(name) for name in _NAMES.split())
_LEVEL_WORDS = """native mother tongue bilingual fluent proficient proficiency professional working full limited elementary intermediate advanced basic beginner conversational business level upper lower good very excellent
muttersprache muttersprachler verhandlungssicher fliessend fließend sehr gut gute grundkenntnisse grundlagen konversationssicher sicher erweiterte kenntnisse
langue maternelle courant bilingue avance intermediaire notions lu ecrit parle professionnel natif
nativo nativa lengua materna avanzado intermedio basico fluido alto medio bajo bilingue nativa fluente avancado intermediario materna madrelingua avanzato ottimo buono scolastico fluente
moedertaal vloeiend goed uitstekend basis matig ojczysty biegly biegle zaawansowany sredniozaawansowany podstawowy plynny komunikatywny ana dili ana dil ileri orta baslangic iyi seviye
modersmal flytande god flytende morsmal aidinkieli sujuva rodny rodily mluvci plynne pokrocily anyanyelv felsofok kozepfok limba materna fluent avansat
родной свободно свободный продвинутый средний базовый разговорный начальный рідна вільно μητρικη αριστα
원어민 모국어 유창 비즈니스 중급 상급 고급 초급 회화 능통 ネイティブ 母国語 母語 ビジネスレベル 日常会話 流暢 上級 中級 初級 母语 流利 精通 熟练 良好 日常会话 精通 普通 初级 高级 اللغة الأم لغة أم طليق ممتاز جيد جيد جدا متوسط متقدم مبتدئ بطلاقة שפת אם רהוטה"""
_LEVELS = frozenset(fold(word) for word in _LEVEL_WORDS.split())
_CEFR = re.compile(
    r"(?<![\w])(?:[ABC][12](?:\s?[/–-]\s?[ABC][12])?\+?|TOEIC|TOEFL|IELTS|JLPT|N[1-5]|HSK|TOPIK|DELE|DELF|DALF|TestDaF|CET-?[46]|HSK\s?\d|OPIC?|Goethe)(?![\w])",
    re.IGNORECASE,
)


def find_language(text: str) -> str | None:
    """The language a piece of text names first, as written there."""
    cleaned = squeeze(text).strip(" .:;-–()")
    folded_words = cleaned.split()
    for index, word in enumerate(folded_words[:4]):
        bare = word.strip(".,:;()[]–-")
        if fold(bare) in _KNOWN:
            before = folded_words[:index]
            if any(
                fold(w).strip(".,:") not in _LEVELS
                and fold(w).strip(".,:")
                not in (
                    "in",
                    "of",
                    "en",
                    "the",
                    "american",
                    "british",
                    "brazilian",
                    "mexican",
                    "swiss",
                    "modern",
                    "simplified",
                    "traditional",
                    "language",
                    "jezyk",
                )
                for w in before
            ):
                return None
            if (
                index + 1 < len(folded_words)
                and (inside := re.match(r"^\((?:[A-Z][\w ]+)\)$", " ".join(folded_words[index + 1 : index + 2])))
                and fold(inside[0].strip("()")) not in _LEVELS
                and not _CEFR.search(inside[0])
            ):
                return f"{bare} {inside[0]}"
            if before and fold(before[-1]) in (
                "american",
                "british",
                "brazilian",
                "mexican",
                "swiss",
                "modern",
                "simplified",
                "traditional",
            ):
                return f"{before[-1]} {bare}"
            return bare
        found = re.match(r"^(\w+?)(?:語|어|语|文)?[（(:：]", word)
        if found and fold(re.split(r"[（(:：]", word)[0]) in _KNOWN:
            return re.split(r"[（(:：]", word)[0]
    return None


_LEVEL_LABEL = re.compile(r"(?i)^(?:fluency|level|proficiency|niveau|nivel|livello|nível|poziom)\s*[:：]\s*")


def fluency_of(text: str, name: str | None) -> str | None:
    """The level in ``text`` once the language's name is taken out."""
    rest = squeeze(text)
    if name:
        rest = rest.replace(name, " ", 1)
    rest = re.sub(r"^[\s:：–—|,(-]+|[\s:：–—|,.(-]+$", "", rest.strip())
    rest = _LEVEL_LABEL.sub("", rest)
    if rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = rest[:-1]
    rest = rest.strip()
    if rest.count("(") != rest.count(")"):
        rest = rest.strip("()").strip()
    elif rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    rest = re.sub(r"^[（]|[）]$", "", rest)
    if not rest:
        return None
    if _CEFR.search(rest) or any(fold(word).strip(".,;:()/") in _LEVELS for word in re.split(r"[\s/()]+", rest)):
        return rest
    if not rest.isascii() and any(level in fold(rest) for level in _LEVELS if not level.isascii()):
        return rest
    return None


_STOP_WORDS = {
    "en": "the and of to in for with on at from by as an is our using over",
    "de": "und der die das mit für von im bei den des zur zum eine einer eines als auf durch sowie nach zu bis heute am",
    "fr": "et de la le les des du en pour dans au avec une sur par aux",
    "es": "y de la el los las en para con del una por como al más",
    "pt": "e de da do em para com os as uma dos das por no na",
    "it": "e di il la per con in del della dei nel una gli alla delle",
    "nl": "en van de het een met voor in op te bij aan als naar door",
    "pl": "i w z na do oraz dla przez się od przy jako po",
    "tr": "ve bir ile için olarak bu da de çok olan üzerinde",
    "sv": "och i att för med på av en som till inom",
    "da": "og i at for med på af en som til ved",
    "no": "og i for med på av en som til ved innen",
    "fi": "ja sekä on ei oli että kanssa",
    "cs": "a v na s pro z do při jako se",
    "ro": "și de în la cu pentru din pe o",
    "hu": "és a az egy hogy nem volt",
    "vi": "và của trong cho các với được",
    "id": "dan yang di untuk dengan dari pada",
}
_OWN_LETTERS = {
    "de": "äöüß", "fr": "éèêàçœ", "es": "ñ¿¡", "pt": "ãõ", "it": "òì", "pl": "łżźśąęń", "tr": "ışğ", "sv": "å", "cs": "řůě", "hu": "őű", "ro": "țăș",
}  # fmt: skip
"""Letters that tell languages of the Latin script apart where words are few."""
_STOPS = {code: frozenset(words.split()) for code, words in _STOP_WORDS.items()}


def detect(text: str) -> str | None:
    """The language of ``text`` (ISO 639-1), by script first, by stop words among those that share the Latin one."""
    sample = text[:8_000]
    scripts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            scripts[_script(character)] += count
    total = sum(scripts.values())
    if not total:
        return None
    if scripts["kana"] > 0.05 * total:
        return "ja"
    for script, code in (
        ("hangul", "ko"),
        ("han", "zh"),
        ("arabic", "ar"),
        ("hebrew", "he"),
        ("greek", "el"),
        ("devanagari", "hi"),
        ("thai", "th"),
    ):
        if scripts[script] > 0.25 * total:
            return code
    if scripts["cyrillic"] > 0.25 * total:
        lowered = sample.lower()
        return "uk" if sum(lowered.count(c) for c in "іїєґ") > 0.01 * total else "ru"
    lowered = re.sub(r"\S*[@/]\S*|\S+\.\w{2,3}\b", " ", sample.lower())
    words = Counter(re.findall(r"[^\W\d_]+", lowered))
    marks = Counter(lowered)
    count = sum(words.values())
    scores = {
        code: sum(words[stop] * (1.0 if len(stop) > 1 else 0.4) for stop in stops)
        + 0.3 * sum(marks[letter] for letter in _OWN_LETTERS.get(code, ""))
        for code, stops in _STOPS.items()
    }
    best = max(scores, key=lambda code: scores[code])
    if count < 8 or scores[best] < 0.02 * count:
        return "en" if scores["en"] >= scores[best] and scores[best] else None
    return best


def _script(character: str) -> str:
    code = ord(character)
    if code < 0x250:
        return "latin"
    for name, low, high in (
        ("greek", 0x370, 0x3FF), ("cyrillic", 0x400, 0x52F), ("hebrew", 0x590, 0x5FF), ("arabic", 0x600, 0x6FF), ("arabic", 0x750, 0x77F),
        ("devanagari", 0x900, 0x97F), ("thai", 0xE00, 0xE7F), ("kana", 0x3040, 0x30FF), ("han", 0x3400, 0x9FFF), ("hangul", 0xAC00, 0xD7A3),
        ("hangul", 0x1100, 0x11FF), ("arabic", 0xFB50, 0xFEFF),
    ):  # fmt: skip
        if low <= code <= high:
            return name
    return "latin"
