# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Who the person is and how to reach them: name, label, e-mail, phone, place, links."""

import re
from dataclasses import dataclass, field

from shared.models.resume import Location, Profile
from shared.resumes.characters import fold, squeeze
from shared.resumes.dates import find_spans
from shared.resumes.evidence import company_score, degree_score, school_score, title_score
from shared.resumes.geometry import Line
from shared.resumes.headings import find_kind
from shared.resumes.places import CITIES, country_code, place_score

EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}", re.UNICODE)
PHONE = re.compile(
    r"(?:(?<![\w/.-])|(?<=[A-Za-z])(?=[+(]))(?:\+|00)?\(?\+?\d[\d\s().\u2010-\u2015/-]{6,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w/])"
)
LINK = re.compile(
    r"(?i)(?<![\w@.-])(?:https?:/{1,2}\s?)?(?:www\.)?(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+(?:com|org|net|io|dev|me|edu|ai|app|co|tech|info|design|page|site|xyz|blog|cloud|eu|uk|de|fr|es|it|nl|be|ch|at|pl|pt|br|se|no|dk|fi|cz|ru|ua|tr|in|jp|kr|cn|tw|hk|sg|au|nz|ca|us|mx|ar|cl|za|ae|il|gr|hu|ro|ie|art|studio|works|space|online|store|academy|link|codes?|gg|tv|is|so|id|vn|inc)(?::\d+)?(?:/[^\s|,;)<>\]]*)?(?![\w@-])"
)
_LABELS = re.compile(
    r"(?i)^(?:e-?mail|mail|phone|mobile|cell|tel(?:efon|éfono|efono|efone)?|telephone|handy|mobil|address|adresse|anschrift|dirección|endereço|indirizzo|adres|location|wohnort|ort|web(?:site)?|homepage|linkedin|github|portfolio|url|links?|contact|"
    r"e-posta|correo|courriel|telefone|teléfono|cellulare|gsm|телефон|почта|эл\. почта|адрес|город|전화|이메일|주소|電話|メール|住所|电话|邮箱|地址|هاتف|الهاتف|جوال|بريد|البريد الإلكتروني|العنوان|nationality|date of birth|geburtsdatum|geboren|born|birth ?date|staatsangehörigkeit|nationalité|marital status|gender|dob)\s*(?:[:.]?\s+|：\s*)|^[A-Z]\s*[:：]\s*"
)
_PERSONAL = re.compile(
    r"(?i)\b(?:date of birth|geburtsdatum|geboren|born|birth|dob|nationality|staatsangeh|nationalit|marital|gender|familienstand|생년월일|生年月日|出生|性别|national id|geschlecht|age|sex|né le|née le|fecha de nacimiento|passport|visa)\b"
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "bint",
        "ibn",
        "abu",
        "y",
        "e",
        "zu",
        "af",
        "av",
        "dos",
        "san",
        "st",
        "mac",
        "mc",
        "o",
        "ben",
    ]
)
_HONORIFICS = re.compile(
    r"(?i)^(?:(?:dr|prof|mr|mrs|ms|mx|ing|dipl\.?-ing|sir|dame|herr|frau|m|mme|sr|sra|dott|dott\.ssa|eng)\.?\s+)+(?=\S)"
)
_CREDENTIALS = re.compile(
    r",?\s+(?:Ph\.?D\.?|M\.?D\.?|MBA|PMP|CPA|RN|BSN|MSN|CFA|P\.?E\.?|Esq\.?|CISSP|PE|SHRM-CP|M\.?Sc\.?|B\.?Sc\.?|M\.?A\.?|LCSW|FNP|DDS|JD|CSM|FACP|Jr\.?|Sr\.?|III?|IV)(?:,\s*(?:[A-Z][A-Za-z.-]{1,8}))*$"
)
_NOT_NAMES = (
    frozenset(
        [
            "resume",
            "cv",
            "curriculum",
            "vitae",
            "lebenslauf",
            "cover",
            "letter",
            "page",
            "profile",
            "contact",
            "confidential",
            "draft",
            "europass",
            "updated",
            "last",
            "version",
            "portfolio",
            "hoja",
            "de",
            "vida",
            "curriculo",
            "currículo",
            "özgeçmiş",
            "ozgecmis",
            "życiorys",
            "zyciorys",
            "이력서",
            "履歴書",
            "職務経歴書",
            "简历",
            "簡歷",
            "个人简历",
            "السيرة",
            "الذاتية",
            "سيرة",
            "ذاتية",
            "резюме",
            "bewerbung",
            "personal",
            "information",
            "details",
        ]
    )
    - _PARTICLES
)
_NETWORKS = {
    "linkedin.com": "LinkedIn", "github.com": "GitHub", "gitlab.com": "GitLab", "bitbucket.org": "Bitbucket", "twitter.com": "Twitter", "x.com": "X",
    "stackoverflow.com": "StackOverflow", "medium.com": "Medium", "dribbble.com": "Dribbble", "behance.net": "Behance", "kaggle.com": "Kaggle",
    "scholar.google.com": "Google Scholar", "orcid.org": "ORCID", "researchgate.net": "ResearchGate", "xing.com": "Xing", "facebook.com": "Facebook",
    "instagram.com": "Instagram", "youtube.com": "YouTube", "dev.to": "DEV", "huggingface.co": "Hugging Face", "leetcode.com": "LeetCode",
    "t.me": "Telegram", "telegram.me": "Telegram", "mastodon.social": "Mastodon", "bsky.app": "Bluesky", "codepen.io": "CodePen", "hackerrank.com": "HackerRank", "codeforces.com": "Codeforces", "wa.me": "WhatsApp", "tiktok.com": "TikTok", "upwork.com": "Upwork", "wantedly.com": "Wantedly", "qiita.com": "Qiita", "zenn.dev": "Zenn", "npmjs.com": "npm", "pypi.org": "PyPI",
}  # fmt: skip
_NETWORK_NAMES = {name.lower(): name for name in _NETWORKS.values()} | {
    "stack overflow": "StackOverflow",
    "twitter/x": "Twitter",
}


_NAME_LABEL = re.compile(
    r"(?i)^(?:full name|name|vor- und nachname|vorname und name|nom(?: et prénom)?|prénom et nom|nombre(?: completo| y apellidos)?|nome(?: completo| e cognome)?|naam|imię i nazwisko|ad[ıi]? soyad[ıi]?|namn|navn|nimi|jméno|фио|имя|ім'я|ονοματεπώνυμο|이름|성명|氏名|姓名|名前|الاسم|שם)\s*[:：]\s*|^(?:氏名|姓名|성명|이름)\s+"
)

_TITLE_OF_PAPER = re.compile(r"(?i)^(?:r[ée]sum[ée]|cv|c\.v\.|curriculum vitae|lebenslauf) (?:of|de|di|von|for) (?=\S)")


@dataclass
class Contact:
    """What the head of a résumé and its link annotations say."""

    name: str | None = None
    name_sure: float = 0.0
    label: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    location: Location | None = None
    profiles: list[Profile] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    """Lines of the head that are none of these (often a summary without a heading)."""


def find_contact(head: list[Line], everything: list[Line], links: list[str]) -> Contact:
    """The contact data in the head lines; addresses missing there are looked for everywhere."""
    contact = Contact()
    text = "\n".join(segment.text for line in head for segment in line.segments)
    # An address parted at a slash or a dash where its column ended.
    text = re.sub(
        r"(?m)(?<!\S)(\S*\.\S*/\S*[/_\u00ad-]|\S+\.\w+/|[\w-]+\u00ad)\n(?=[\w~-]+(?:[/.][\w-]+)*(?: \(\w+\))?$)",
        r"\1",
        text,
    ).replace("\u00ad", "-")
    text = _PARTED_NAME.sub(lambda found: found[1] + found[2], text)
    text = _PARTED_EMAIL.sub(lambda found: _mended(found[1], found[2], found[0]), text)
    text = _PARTED_SITE.sub(lambda found: found[0] if LINK.fullmatch(found[1]) else found[1] + found[2], text)
    whole = text + "\n" + "\n".join(line.text for line in everything)
    contact.email = _email(text, whole, links)
    contact.phone = _phone(text, links) or _phone_anywhere(everything)
    linked = {word.link for line in head for word in line.words if word.link}
    contact.url, contact.profiles = _addresses(text, links, linked, contact.email)
    _usernames(contact, head)
    used = _name(contact, head, everything)
    _place(contact, head, used)
    for index, line in enumerate(head):
        # "thank me" / "for." is the end of a sentence, however short.
        goes_on = contact.rest and contact.rest[-1] is head[index - 1] and re.fullmatch(r"[^\W\d_A-Z]\w*\.", line.text)
        if index not in used and (goes_on or not _is_contact_line(line, contact)):
            contact.rest.append(line)
    return contact


_PARTED_NAME = re.compile(r"(?m)^[ ]*([\w.+-]+[-.])[ ]*\n[ ]*([\w.+-]+@[\w-]+\.[\w.-]+)[ ]*$")
_PARTED_SITE = re.compile(r"(?m)(?<!\S)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z0-9-]{1,4})\n([\w-]+\.[a-z]{2,6}(?:/\S*)?)$")
_PARTED_EMAIL = re.compile(r"(?m)(?<!\S)([^\s@]+@[\w.-]*)[ ]*\n[ ]*([\w.-]+)(?=\s*$)")


def _mended(before: str, after: str, parted: str) -> str:
    """An e-mail address that its column broke in two, or the two as they stood."""
    whole = before + after
    broken = LINK.fullmatch(before.split("@")[1]) is None
    return whole if broken and EMAIL.fullmatch(whole) and LINK.fullmatch(whole.split("@")[1]) else parted


def is_contact_text(lines: list[Line]) -> bool:
    """Whether a section is no prose but how to reach somebody, whatever its heading says ("About")."""
    texts = [segment.text for line in lines for segment in line.segments]
    reached = any(
        EMAIL.search(text)
        or ("@" in text and " " not in text)
        or _phone_in(text)
        or LINK.fullmatch(squeeze(_LABELS.sub("", text)).lstrip(": "))
        for text in texts
    )
    return reached and all(len(text.split()) < 7 for text in texts)


_GLUED_LABEL = re.compile(r"^E-?[Mm]ail(?=[a-z0-9][\w.+-]*@)")
"""A label right before the address ("Emailada@example.com")."""


def _email(text: str, whole: str, links: list[str]) -> str | None:
    for link in links:
        if link.lower().startswith("mailto:") and (found := EMAIL.search(link[7:].split("?")[0])):
            return found[0]
    joined = re.sub(r"\s*(?:\[at\]|\(at\)|\s@\s)\s*", "@", text)
    found = EMAIL.search(joined) or EMAIL.search(whole)
    if found is None:
        return None
    address = _GLUED_LABEL.sub("", found[0].strip(".'-"))
    return address.lower() if address.isupper() else address


def _phone(text: str, links: list[str]) -> str | None:
    for line in text.split("\n"):
        if found := _phone_in(line):
            return found
    for link in links:
        if link.lower().startswith("tel:"):
            return squeeze(link[4:].replace("%20", " "))
    return None


def _phone_in(line: str) -> str | None:
    masked = EMAIL.sub(" ", LINK.sub(lambda m: " " * len(m[0]) if not m[0][:1].isdigit() else m[0], line))
    if _PERSONAL.search(masked) and not re.search(r"(?i)phone|tel|mobil", masked):
        return None
    for found in PHONE.finditer(masked):
        digits = sum(c.isdigit() for c in found[0])
        value = squeeze(found[0])
        spans = [span for span in find_spans(value) if not re.search(r"\d{3}[\s.-]\d{4}$", value)]
        dateish = bool(spans) and sum(span.stop - span.begin for span in spans) > 0.6 * len(value)
        if 7 <= digits <= 15 and not dateish and not re.fullmatch(r"\d{4}\s?[–-]\s?\d{4}", value):
            if value.count("(") != value.count(")"):
                value = value.strip("()")
            return value.strip(" .-–/")
    return None


def _phone_anywhere(lines: list[Line]) -> str | None:
    for line in lines:
        if re.search(
            r"(?i)\b(?:phone|tel|mobile|mobil|cell|handy|telefon|téléphone|teléfono|telefone)\b", line.text
        ) and (found := _phone_in(line.text)):
            return found
    return None


_MAP = re.compile(r"(?i)//(?:www\.)?(?:google\.[a-z.]+/maps|maps\.|goo\.gl/maps|openstreetmap\.org)")
"""Where a place leads to, which is no site of the person's."""


def _addresses(text: str, links: list[str], linked: set[str], email: str | None) -> tuple[str | None, list[Profile]]:
    domain = (email or "@").split("@")[1].lower()
    seen: dict[str, str] = {}
    annotated = [link for link in links if not link.lower().startswith(("mailto:", "tel:")) and not _MAP.search(link)]
    in_text = [squeeze(found[0]) for found in LINK.finditer(EMAIL.sub(" ", text))]
    whole = {address_key(address) for address in annotated}
    for address in [*annotated, *in_text]:
        key = address_key(address)
        if any(other != key and other.startswith(key) and other[len(key)] not in "/?#" for other in whole):
            continue  # what its column left of an address
        if key and key not in seen and not any(key == k.rstrip("/") for k in seen):
            seen[key] = address
    profiles: list[Profile] = []
    site: str | None = None
    shown = {address_key(address) for address in in_text}
    hosts = {key.partition("/")[0] for key in shown}
    # An address that is written out is the person's own before one that only a word leads to.
    for key, address in sorted(seen.items(), key=lambda item: item[0].partition("/")[0] not in hosts):
        host, _, path = key.partition("/")
        network = next((name for site_, name in _NETWORKS.items() if host == site_ or host.endswith("." + site_)), None)
        if network and path:
            if not any(profile.network == network for profile in profiles):
                profiles.append(Profile(network=network, username=_username(path), url=_with_scheme(address)))
        elif (
            site is None
            and "." in host
            and (host != domain or address != host)
            and (key in shown or address in linked or not linked)
        ):
            site = _with_scheme(address)
        elif key in shown and "." in host and host != domain:
            profiles.append(Profile(network=host, username=_username(path) or None, url=_with_scheme(address)))
    return site, profiles


def address_key(address: str) -> str:
    return re.sub(r"^(?:https?:/+)?\s*(?:www\.)?", "", address.strip().lower()).rstrip("/.").split("?")[0]


def _with_scheme(address: str) -> str:
    address = re.sub(r"(?i)^(https?):/+\s?", r"\1://", address.strip())
    return address if re.match(r"(?i)[a-z]+:", address) else f"https://{address}"


def _username(path: str) -> str:
    parts = [part for part in path.split("/") if part]
    if (
        parts
        and parts[0] in ("in", "pub", "u", "users", "user", "profile", "people", "company", "citations")
        and len(parts) > 1
    ):
        parts = [parts[-1] if parts[0] == "users" and len(parts) > 2 else parts[1]]
    return parts[0].lstrip("@~") if parts else ""


_NAMED_NETWORKS = "linkedin|github|gitlab|twitter|medium|kaggle|dribbble|behance|stack ?overflow|xing"


def _usernames(contact: Contact, head: list[Line]) -> None:
    """Networks named in words ("GitHub: ada") when no address says so."""
    known = {profile.network for profile in contact.profiles}
    for line in head:
        for found in re.finditer(
            rf"(?i)\b(?P<network>{_NAMED_NETWORKS})\b\s*[:/]\s*@?(?P<user>[\w.-]{{2,40}})"
            rf"|(?<!\S)@?(?P<first>[\w.-]{{2,40}}) \((?P<behind>{_NAMED_NETWORKS})\)",
            line.text,
        ):
            named, user = found["network"] or found["behind"], found["user"] or found["first"]
            network = _NETWORK_NAMES.get(named.lower(), named)
            if network not in known and "." not in user and user.lower() not in ("com", "in"):
                contact.profiles.append(Profile(network=network, username=user))
                known.add(network)


def looks_like_name(text: str) -> float:
    """0 to 1: how much ``text`` reads like a person's name."""
    text = squeeze(_CREDENTIALS.sub("", _HONORIFICS.sub("", text.strip(" ,|·•"))))
    if not 2 <= len(text) <= 48 or any(c.isdigit() or c in "@:/&+|•()" for c in text):
        return 0.0
    words = text.split()
    folded = fold(text)
    if len(words) > 6 or find_kind(text) or any(fold(word).strip(".,") in _NOT_NAMES for word in words):
        return 0.0
    if title_score(text) >= 0.6 or company_score(text) >= 0.5 or school_score(text) >= 0.5 or degree_score(text) >= 0.7:
        return 0.15
    if place_score(text) >= 0.7 and "," in text:
        return 0.1
    if any("\uac00" <= c <= "\ud7a3" or "\u3040" <= c <= "\u9fff" for c in text):
        return 0.8 if len(text.replace(" ", "")) <= 6 else 0.3
    if any("\u0590" <= c <= "\u08ff" for c in text):
        return 0.8 if 2 <= len(words) <= 5 else 0.4
    capital = [word for word in words if word[0].isupper() or re.match(r"(?:d|l|o|al|el)['’-][A-ZÀ-Þ]", word)]
    small = [word for word in words if word not in capital and fold(word) not in _PARTICLES]
    if small or not capital:
        return 0.25 if not small or folded == text else 0.0
    return 0.9 if 2 <= len(words) <= 5 else 0.55


def _name(contact: Contact, head: list[Line], everything: list[Line]) -> set[int]:
    """Fill name and label; returns the indices of the head lines they came from."""
    best: tuple[float, int, str] | None = None
    sizes = sorted(segment.size for line in (head + everything)[:400] for segment in line.segments)
    usual = sizes[len(sizes) // 2] if sizes else 1.0
    largest = max((segment.size for line in head for segment in line.segments), default=1.0)
    local = fold((contact.email or "").split("@")[0])
    headlines: dict[str, str] = {}
    for index, line in enumerate(head[:40]):
        for segment in line.segments:
            text = segment.text
            if EMAIL.search(text) or LINK.search(text):
                continue
            named = _NAME_LABEL.match(text)
            if named:
                text = text[named.end() :].strip()
            text = _TITLE_OF_PAPER.sub("", text)
            if (parted := _BESIDE_NAME.search(text)) and looks_like_name(text[: parted.start()]) >= 0.9:
                headlines[text[: parted.start()]], text = text[parted.end() :], text[: parted.start()]
            before, _, after = text.partition(",")
            if title_score(after) >= 0.6 and looks_like_name(before) >= 0.9:
                headlines[before], text = after.strip(), before  # "Ada Lovelace, Analyst"
            score = looks_like_name(text)
            if score <= 0.15 and (cut := _headline_at(text, local)):
                headlines[text[:cut]], text = text[cut:].strip(" ,|·•–—-"), text[:cut]
                score = looks_like_name(text)
            if score <= 0:
                continue
            score += 0.8 if named else 0.0
            score += 0.7 * min(1.0, max(0.0, segment.size / usual - 1.0)) + (
                0.25 if segment.size >= 0.98 * largest and largest > 1.15 * usual else 0
            )
            score += 0.1 * segment.bold - 0.03 * min(index, 12)
            parts = [part for part in re.split(r"[\s.,-]+", fold(text)) if len(part) > 2]
            score += 0.35 if any(part in local for part in parts) else 0.0
            if best is None or score > best[0] + 1e-9:
                best = (score, index, text)
    used: set[int] = set()
    if best and best[0] >= 0.45:
        index, text = best[1], best[2]
        contact.label = headlines.get(text)
        used.add(index)
        size = head[index].segments[0].size
        if len(text.split()) == 1 and size > 1.3 * usual:
            # Its words so far apart that they look like columns.
            beside = [s for s in head[index].segments if abs(s.size - size) < 0.05 * size]
            whole = " ".join(s.text for s in beside)
            text = whole if len(beside) <= 4 and looks_like_name(whole) >= 0.9 else text
        # A name set over two lines ("ADA" / "LOVELACE") in the same large type.
        broken = text.endswith(("-", "\u00ad"))
        long = len(text.split()) == 2 and not broken and looks_like_name(text) >= 0.9  # "Ingrid Solberg" / "Dahl"
        if (len(text.split()) == 1 or long or broken) and size > 1.3 * usual:
            for step in (1,) if long else (-1, 1, -2, 2, -3, 3):  # contact data in smaller type may stand between
                near = index + step
                if not 0 <= near < len(head):
                    continue
                other = head[near].segments[0]
                more = _BESIDE_NAME.split(other.text)[0]
                if (
                    abs(other.size - size) < 0.05 * size
                    and (abs(step) == 1 or abs(other.x0 - head[index].segments[0].x0) < 3)
                    and (looks_like_name(more) >= 0.25 or text.endswith("\u00ad"))
                    and len(more.split()) <= (1 if long else 2)
                ):
                    text = f"{more} {text}" if near < index else _joined_name(text, more)
                    used.add(near)
                    if not text.endswith(("-", "\u00ad")):
                        break
        contact.name = _proper(squeeze(_CREDENTIALS.sub("", _HONORIFICS.sub("", text.strip(" ,|·•")))))
        contact.name_sure = min(1.0, best[0] / 1.4)
        if contact.label is None:
            _label(contact, head, index, used)
    return used


def _headline_at(text: str, local: str) -> int:
    """Where a headline follows a name in one line, when the e-mail address tells where the name ends; else 0."""
    for word in list(re.finditer(r"\S+", text))[1:4]:
        after = text[word.end() :]
        if len(fold(word[0])) > 2 and fold(word[0]) in local and title_score(after) >= 0.6:
            return word.end()
    return 0


def _joined_name(first: str, rest: str) -> str:
    if first.endswith(("-", "\u00ad")):
        return first.rstrip("-\u00ad") + ("-" if rest[:1].isupper() else "") + rest
    return f"{first} {rest}"


def _proper(name: str) -> str:
    if not name.isupper() or not any(c.isascii() for c in name):
        return name
    return " ".join(
        word.lower()
        if fold(word) in _PARTICLES and index
        else "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
        for index, word in enumerate(name.split())
    )


_PROSE = re.compile(r"[^\W\d_]{4,}\. [A-Z]|(?:\S+ ){4}.*[^\W\d_]{3,}\.$")
"""Where one sentence ends and the next begins, or a long one ends: a headline has none."""


_BESIDE_NAME = re.compile(r"\s*[|•·◆]\s*|\s+[–—]\s+")
"""Between a name and the headline in its line."""
LONG_LABEL = 8
"""Words of a headline that fills its line."""


def _label(contact: Contact, head: list[Line], index: int, used: set[int]) -> None:
    """The professional headline under (or beside) the name."""
    for near in (index, index + 1, index + 2):
        if near >= len(head):
            break
        for segment in head[near].segments:
            text = segment.text.strip(" |·•-–")
            if near == index and contact.name and fold(contact.name) in fold(text):
                continue
            if EMAIL.search(text) or LINK.search(text) or PHONE.search(text):
                pieces = re.split(r"\s*[|•·●◆]\s*|\s{3,}", text)
                contact.label = next(
                    (piece for piece in pieces if title_score(piece) >= 0.6 and not PHONE.search(piece)), None
                )
                if contact.label:
                    return
                continue
            if len(text) > 110 or find_kind(text) or _PROSE.search(text):
                continue
            if any(not span.single for span in find_spans(text)):
                continue  # a job
            if len(text.split()) > LONG_LABEL and near + 1 < len(head) and head[near + 1].text[:1].islower():
                continue  # a sentence that goes on
            if title_score(text) >= 0.6 or any(title_score(part) >= 0.6 for part in re.split(r"\s*[|•·/,&]\s*", text)):
                contact.label = text
                used.add(near)
                return


def _place(contact: Contact, head: list[Line], used: set[int]) -> None:
    best: tuple[float, str] | None = None
    for index, line in enumerate(head[:40]):
        for segment in line.segments:
            for piece in re.split(r"\s*[|•·●◆]\s*|\s{3,}|\t|\s[–—]\s", segment.text):
                text = squeeze(_LABELS.sub("", squeeze(piece)))
                if EMAIL.search(text) or LINK.search(text):
                    # All of them in one row with nothing but spaces between.
                    text = squeeze(PHONE.sub(" ", LINK.sub(" ", EMAIL.sub(" ", text)))).strip(" ,|/·•–—-")
                if not text or (index in used and contact.label and text in contact.label):
                    continue
                stripped = squeeze(PHONE.sub(" ", text)).strip(" ,|/") if _phone_in(text) else text
                score = place_score(stripped)
                street = re.match(r"^(?P<street>(?=.*\d)[^,]{4,45}),\s*(?P<rest>.+)$", stripped)
                if score < 0.55 and street and place_score(street["rest"]) >= 0.55:
                    score = 0.75
                if score >= 0.55 and (best is None or score > best[0]):
                    best = (score, stripped)
    if best:
        contact.location = to_location(best[1].strip(" ,"))


def to_location(text: str) -> Location:
    """A written place as a location: city, region or country, postal code where they can be told apart."""
    location = Location(text=text)
    parts = [part.strip() for part in re.split(r",|\s[-–/]\s(?=[A-Z]{2}(?:,|$))", text) if part.strip()]
    code = re.search(
        r"(?<!\d)\d{4,6}(?:-\d{3,4})?(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b", text
    )
    if code:
        location.postal_code = code[0]
        parts = [squeeze(part.replace(code[0], "")) for part in parts]
        parts = [part for part in parts if part]
    if len(parts) >= 2 and any(c.isdigit() for c in parts[0]):
        location.address, parts = parts[0], parts[1:]
    if parts and (nation := country_code(parts[-1])):
        location.country_code = nation
        if len(parts) > 1 or fold(parts[0]) not in CITIES:  # Singapore is both
            parts.pop()
    if parts:
        location.city = parts[0]
    if len(parts) > 1:
        location.region = ", ".join(parts[1:])
    return location


def _is_contact_line(line: Line, contact: Contact) -> bool:
    text = line.text
    rest = EMAIL.sub(" ", text)
    rest = LINK.sub(" ", rest)
    rest = PHONE.sub(" ", rest)
    if contact.location and contact.location.text:
        rest = rest.replace(contact.location.text, " ")
    for profile in [*contact.profiles, Profile(network=contact.name, username=contact.label)]:
        for value in (profile.username, profile.network):
            if value:
                rest = re.sub(re.escape(value), " ", rest, flags=re.IGNORECASE)
    rest = squeeze(_LABELS.sub("", squeeze(rest).strip(" |·•,-–:/") + " "))
    rest = re.sub(
        r"\((?:linkedin|blog|portfolio|personal|company|other|website|home|mobile|work)\)",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    addresses = " ".join(profile.url or "" for profile in contact.profiles) + (contact.url or "")
    rest = " ".join(token for token in rest.split() if token.lower() not in addresses.lower())
    return sum(c.isalnum() for c in rest) < 4 or _PERSONAL.search(text) is not None or place_score(rest) >= 0.55
