# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Where something was: countries, regions and large cities, and the shapes in which places are written.

The gazetteer is modest on purpose. "City, Region" is recognised by its second part, so that most cities need not be
known; a city alone is recognised when it is one of the few hundred large ones.
"""

import re
from functools import lru_cache

from shared.resumes.characters import fold
from shared.resumes.evidence import company_score, school_score, title_score

_COUNTRIES = """afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan|bahamas|bahrain|bangladesh|belarus|belgium|belize|benin|bhutan|bolivia|bosnia|bosnia and herzegovina|botswana|brazil|brunei|bulgaria|cambodia|cameroon|canada|chile|china|colombia|congo|costa rica|croatia|cuba|cyprus|czech republic|czechia|denmark|dominican republic|ecuador|egypt|el salvador|estonia|ethiopia|finland|france|georgia|germany|ghana|greece|guatemala|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|korea|south korea|republic of korea|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|libya|liechtenstein|lithuania|luxembourg|macau|madagascar|malaysia|maldives|malta|mauritius|mexico|moldova|monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|the netherlands|new zealand|nicaragua|niger|nigeria|north macedonia|norway|oman|pakistan|palestine|panama|paraguay|peru|philippines|poland|portugal|puerto rico|qatar|romania|russia|russian federation|rwanda|saudi arabia|ksa|senegal|serbia|singapore|slovakia|slovenia|somalia|south africa|spain|sri lanka|sudan|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|tunisia|turkey|turkiye|turkmenistan|uganda|ukraine|united arab emirates|uae|united kingdom|uk|u.k.|great britain|england|scotland|wales|northern ireland|united states|united states of america|usa|u.s.a.|us|u.s.|uruguay|uzbekistan|venezuela|vietnam|viet nam|yemen|zambia|zimbabwe
|deutschland|osterreich|schweiz|frankreich|italien|spanien|niederlande|polen|vereinigtes konigreich|grossbritannien|allemagne|autriche|suisse|belgique|espagne|italie|pays bas|pays-bas|royaume-uni|royaume uni|etats-unis|maroc|tunisie|algerie|alemania|espana|francia|reino unido|estados unidos|brasil|mexico|suiza|alemanha|espanha|franca|portogallo|germania|svizzera|spagna|regno unito|stati uniti|italia|nederland|belgie|duitsland|polska|niemcy|wielka brytania|almanya|ingiltere|abd|sverige|norge|danmark|suomi|cesko|ceska republika|slovensko|magyarorszag|hrvatska|srbija|slovenija|россия|рф|украина|україна|беларусь|казахстан|ελλαδα|대한민국|한국|일본|미국|중국|日本|中国|韓国|台湾|香港|美国|アメリカ|السعودية|المملكة العربية السعودية|مصر|الإمارات|الإمارات العربية المتحدة|الأردن|لبنان|المغرب|قطر|الكويت|العراق|البحرين|عمان|تونس|الجزائر|ישראל|europe|emea|worldwide|global"""
_REGIONS = """alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|district of columbia|d.c.|washington dc|washington d.c.
|alberta|british columbia|manitoba|new brunswick|newfoundland|nova scotia|ontario|quebec|saskatchewan|prince edward island
|new south wales|queensland|victoria|tasmania|western australia|south australia
|bavaria|bayern|hessen|hesse|sachsen|saxony|nordrhein-westfalen|baden-wurttemberg|niedersachsen|schleswig-holstein|brandenburg|thuringen
|catalonia|cataluna|catalunya|andalusia|andalucia|ile-de-france|lombardy|lombardia|tuscany|toscana|lazio|bretagne|occitanie|nouvelle-aquitaine|provence
|maharashtra|karnataka|tamil nadu|telangana|kerala|gujarat|uttar pradesh|west bengal|haryana|punjab|rajasthan|andhra pradesh|madhya pradesh|bihar|odisha|delhi ncr|sindh
|sao paulo|rio de janeiro|minas gerais|parana|bahia|jalisco|nuevo leon|cdmx|gauteng|western cape|lagos state|selangor|jiangsu|zhejiang|guangdong|sichuan|shandong|hubei|fujian|greater london|west midlands|kent|surrey|essex|yorkshire|lancashire|bay area|san francisco bay area|silicon valley|greater new york city area|kanagawa|경기도|경기|hokkaido"""
_CODES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
        "AB",
        "BC",
        "MB",
        "NB",
        "NL",
        "NS",
        "ON",
        "PE",
        "QC",
        "SK",
        "NSW",
        "VIC",
        "QLD",
        "TAS",
        "ACT",
        "NT",
        "UK",
        "US",
        "USA",
        "UAE",
        "EU",
        "NZ",
        "GB",
        "DE",
        "FR",
        "ES",
        "IT",
        "CH",
        "AT",
        "BE",
        "SE",
        "DK",
        "FI",
        "PL",
        "PT",
        "IE",
        "IN",
        "SG",
        "JP",
        "KR",
        "CN",
        "HK",
        "TW",
        "BR",
        "MX",
        "AR",
        "CL",
        "TR",
        "GR",
        "CZ",
        "HU",
        "RO",
        "BG",
        "UA",
        "RU",
        "IL",
        "ZA",
        "RS",
        "HR",
        "SI",
        "SK",
        "SP",
        "RJ",
        "MG",
        "PR",
        "RS",
        "SC",
        "BA",
        "DF",
    ]
)
_CITIES = """amsterdam|rotterdam|utrecht|the hague|den haag|eindhoven|antwerp|antwerpen|brussels|brussel|bruxelles|ghent|gent|berlin|munich|munchen|hamburg|cologne|koln|frankfurt|frankfurt am main|stuttgart|dusseldorf|leipzig|dresden|hannover|nurnberg|nuremberg|bremen|essen|dortmund|bonn|karlsruhe|mannheim|heidelberg|freiburg|aachen|darmstadt|munster|augsburg|potsdam|vienna|wien|graz|linz|salzburg|innsbruck|zurich|geneva|geneve|genf|basel|bern|lausanne|lugano
|paris|lyon|marseille|toulouse|bordeaux|lille|nantes|strasbourg|nice|rennes|montpellier|grenoble|london|manchester|birmingham|leeds|liverpool|bristol|edinburgh|glasgow|cardiff|belfast|cambridge|oxford|sheffield|newcastle|nottingham|brighton|dublin|cork|galway
|madrid|barcelona|valencia|sevilla|seville|bilbao|malaga|zaragoza|granada|lisbon|lisboa|porto|coimbra|braga|rome|roma|milan|milano|turin|torino|naples|napoli|bologna|florence|firenze|venice|venezia|padova|pisa|genova|verona|trento|palermo
|stockholm|gothenburg|goteborg|malmo|uppsala|lund|copenhagen|kobenhavn|aarhus|odense|oslo|bergen|trondheim|helsinki|espoo|tampere|turku|reykjavik
|warsaw|warszawa|krakow|wroclaw|poznan|gdansk|lodz|katowice|lublin|prague|praha|brno|ostrava|bratislava|kosice|budapest|debrecen|szeged|bucharest|bucuresti|cluj-napoca|cluj|timisoara|iasi|sofia|plovdiv|belgrade|beograd|novi sad|zagreb|split|ljubljana|maribor|sarajevo|skopje|athens|athina|thessaloniki|tallinn|riga|vilnius|kaunas|kyiv|kiev|lviv|kharkiv|odesa|minsk|moscow|saint petersburg|st. petersburg|novosibirsk|kazan|yekaterinburg|istanbul|ankara|izmir|bursa|antalya|eskisehir|kocaeli|tbilisi|yerevan|baku
|москва|санкт-петербург|новосибирск|екатеринбург|казань|нижний новгород|киев|київ|львів|харків|одеса|минск|алматы|самара|αθηνα|θεσσαλονικη
|tel aviv|jerusalem|haifa|cairo|giza|alexandria|dubai|abu dhabi|sharjah|riyadh|jeddah|dammam|doha|kuwait city|manama|muscat|amman|beirut|baghdad|casablanca|rabat|tunis|algiers|tehran|القاهرة|الرياض|جدة|الدمام|دبي|أبوظبي|أبو ظبي|الدوحة|عمّان|بيروت|الدار البيضاء|الرباط|بغداد|الإسكندرية|الجيزة|تل أبيب|مكة|المدينة المنورة|الخبر|الكويت
|lagos|abuja|accra|nairobi|kampala|kigali|addis ababa|johannesburg|cape town|durban|pretoria|dakar|dar es salaam
|mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|ahmedabad|gurgaon|gurugram|noida|jaipur|kochi|lucknow|chandigarh|indore|coimbatore|karachi|lahore|islamabad|dhaka|colombo|kathmandu
|singapore|kuala lumpur|jakarta|bandung|surabaya|yogyakarta|bangkok|chiang mai|manila|quezon city|makati|cebu|hanoi|ha noi|ho chi minh city|tp hcm|da nang|tokyo|osaka|kyoto|yokohama|nagoya|fukuoka|sapporo|kobe|seoul|busan|incheon|daejeon|pangyo|seongnam|daegu|gwangju|beijing|shanghai|shenzhen|guangzhou|hangzhou|chengdu|nanjing|wuhan|xian|suzhou|tianjin|hong kong|taipei|hsinchu
|서울|서울시|서울특별시|부산|인천|대전|대구|광주|판교|성남|수원|울산|세종|제주|분당|강남|東京|東京都|大阪|大阪府|京都|横浜|名古屋|福岡|札幌|神戸|渋谷区|港区|新宿区|北京|上海|深圳|广州|杭州|成都|南京|武汉|西安|苏州|天津|重庆|台北|新北|台中|高雄|新竹|北京市|上海市|深圳市|广州市|杭州市
|sydney|melbourne|brisbane|perth|adelaide|canberra|auckland|wellington|christchurch
|new york city|nyc|san francisco|los angeles|san diego|san jose|seattle|boston|chicago|austin|dallas|houston|denver|atlanta|miami|philadelphia|phoenix|portland|minneapolis|detroit|pittsburgh|las vegas|palo alto|mountain view|menlo park|sunnyvale|cupertino|santa clara|redmond|bellevue|oakland|berkeley|irvine|santa monica|brooklyn|manhattan|salt lake city|san antonio|nashville|charlotte|raleigh|baltimore|cleveland|columbus|cincinnati|st. louis|kansas city|sacramento|orlando|tampa|milwaukee|toronto|vancouver|montreal|ottawa|calgary|edmonton|waterloo|winnipeg|halifax
|mexico city|ciudad de mexico|guadalajara|monterrey|bogota|medellin|cali|lima|quito|santiago|buenos aires|cordoba|rosario|montevideo|caracas|belo horizonte|brasilia|curitiba|porto alegre|recife|salvador|fortaleza|florianopolis|campinas|panama city|san juan"""
_REMOTE = re.compile(
    r"(?:fully |100 ?% )?(?:remote|hybrid|on-?site|in-?person|home ?office|telecommute|teletravail|a distance|remoto|teletrabajo|da remoto|zdalnie|uzaktan|удаленно|удалённо|재택|리모트|リモート|远程|عن بعد)(?: work| position| job)?",
)
_POSTCODE = re.compile(
    r"^(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?\s+|\s+(?:\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$|^\d{2}-\d{3}\s+|^\d{3}-\d{4}\s+|^\d{4}\s?[A-Z]{2}\s+"
)
_AROUND = re.compile(
    r"(?i)^(?:greater|metro|grossraum|großraum|région de|area metropolitana de)\s+|\s+(?:metropolitan |metro |bay )?(?:area|region)$"
)
_CITY_WORD = re.compile(
    r"(?:[^\W\d_]|['’.-])+(?:(?:[ -]|[ ](?:de|del|la|le|sur|am|an der|of|upon|do|da|di)[ ])(?:[^\W\d_]|['’.-])+){0,3}"
)


def _split(names: str) -> frozenset[str]:
    return frozenset(fold(name.strip()) for name in names.split("|") if name.strip())


COUNTRIES = _split(_COUNTRIES)
REGIONS = _split(_REGIONS)
CITIES = _split(_CITIES)
_KNOWN = COUNTRIES | REGIONS | CITIES
_CAMPUS = re.compile(
    rf"(?:the )?(?:state )?university of (?:{'|'.join(map(re.escape, sorted(REGIONS)))})(?: system)?, "
)
"""A town after these is a campus and belongs to the school's name."""


def is_known_place(text: str) -> bool:
    return fold(text.strip(" .,()")) in _KNOWN


@lru_cache(maxsize=4096)
def place_score(text: str) -> float:
    """0 to 1: how sure it is that ``text`` is a place and nothing else."""
    text = text.strip(" .,;|·•()–-")
    if not 1 < len(text) <= 70 or sum(c.isdigit() for c in text) > 8:
        return 0.0
    folded = fold(text)
    if _REMOTE.fullmatch(folded) or folded in _KNOWN:
        return 1.0
    parts = [part.strip(" .()") for part in re.split(r"[,/，、]|\s[–—|-]\s|\(", text) if part.strip(" .()")]
    if not parts or len(parts) > 4:
        return 0.0
    bare = [_AROUND.sub("", _POSTCODE.sub("", part)).strip() for part in parts]
    had_code = any(b != p for b, p in zip(bare, parts, strict=True))
    bare = [part for part in bare if part]
    if not bare:
        return 0.0
    known = [fold(part) in _KNOWN or _REMOTE.fullmatch(fold(part)) is not None for part in bare]
    code = (
        len(bare) > 1
        and bare[-1].upper() in _CODES
        and (bare[-1].isupper() or (len(bare[-1]) == 2 and bare[-1].istitle()))
    )
    if all(known):
        return 1.0
    if any(not k and _names_something(part) for part, k in zip(bare, known, strict=True)):
        return 0.0
    # Of three parts the middle one is a region ("Austin, TX, USA"); before a town stands something else.
    if len(bare) > 2 and not known[0] and not (fold(bare[-2]) in REGIONS or bare[-2] in _CODES):
        return 0.0
    if len(bare) > 1 and (known[-1] or code) and all(_city_like(part) for part in bare[:-1]):
        # "Monzo, London" is a firm in a town more often than a quarter of it.
        return 0.95 if code or fold(bare[-1]) in COUNTRIES | REGIONS else 0.5
    if len(bare) > 1 and known[0] and all(_city_like(part) for part in bare[1:]):
        return 0.7
    if had_code and (any(known) or code) and all(_city_like(part) for part in bare):
        return 0.9
    # "San Francisco CA", "Austin TX 78701"
    words = bare[0].split()
    if len(bare) == 1 and len(words) > 1:
        if words[-1] in _CODES and words[-1].isupper() and _city_like(" ".join(words[:-1])):
            return 0.9 if fold(" ".join(words[:-1])) in CITIES or had_code else 0.55
        for cut in range(1, len(words)):
            if fold(" ".join(words[:cut])) in CITIES and fold(" ".join(words[cut:])) in COUNTRIES | REGIONS:
                return 0.95
    if had_code and len(bare) == 1 and _city_like(bare[0]):
        return 0.6
    return 0.0


def looks_like_place(text: str) -> bool:
    return place_score(text) >= 0.55


def _names_something(part: str) -> bool:
    """Whether a part names a firm, a school or a job, so that the whole is no place."""
    return company_score(part) >= 0.5 or school_score(part) >= 0.5 or title_score(part) >= 0.6


def is_city_like(text: str) -> bool:
    """Whether an unknown word or two may well be the name of a town."""
    return _city_like(text) and len(text.split()) <= 3 and not _names_something(text)


def _city_like(part: str) -> bool:
    return (
        len(part) <= 30
        and (part[:1].isupper() or not part[:1].isascii() or (part[:1].isdigit() is False and part[:1].isupper()))
        and _CITY_WORD.fullmatch(part) is not None
    )


def split_trailing_place(text: str) -> tuple[str, str] | None:
    """``text`` parted before a place at its end ("Acme, Lyon, France" → "Acme", "Lyon, France")."""
    for found in re.finditer(r"\s*(?:,|\s[–—|·•-]\s|\()\s*", text):
        rest = text[found.end() :].strip(" )")
        head = text[: found.start()].strip()
        campus = "," not in rest and _CAMPUS.fullmatch(f"{fold(head)}, ")
        if head and rest and place_score(rest) >= 0.7 and not campus:
            return head, rest
        # "Albwerk Motoren AG, Ulm": what follows a legal form is a town.
        if "," in found[0] and company_score(head) >= 0.9 and is_city_like(rest):
            return head, rest
    return None
