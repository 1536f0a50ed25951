# ruff: noqa: E501  word lists and patterns read better unwrapped
"""What single words say: job titles, companies, schools, degrees, fields of study, levels of a language.

Scores run from 0 to 1 and are evidence, not verdicts: who decides weighs them together with where the text stands.
"""

import re
from functools import lru_cache

from shared.resumes.characters import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


_TITLE_HEADS = _words(
    """engineer engineers developer programmer architect manager director head lead leader chief officer president vp svp evp avp ceo cto cfo coo cio cmo
    cpo ciso founder cofounder co-founder owner partner principal consultant analyst specialist coordinator administrator assistant
    associate advisor adviser scientist researcher intern internship trainee apprentice fellow designer artist writer editor copywriter
    journalist reporter producer photographer videographer strategist planner buyer accountant auditor bookkeeper controller treasurer
    banker trader broker underwriter actuary economist statistician teacher tutor lecturer professor instructor educator trainer coach
    counselor counsellor therapist psychologist psychiatrist physician doctor surgeon nurse rn midwife paramedic pharmacist dentist
    veterinarian technician technologist technologist mechanic electrician plumber carpenter welder machinist operator driver pilot
    captain foreman supervisor superintendent inspector surveyor estimator representative salesperson salesman saleswoman rep executive agent clerk
    cashier receptionist secretary paralegal lawyer attorney solicitor barrister counsel judge chef cook baker barista waiter waitress
    server bartender host hostess housekeeper cleaner caregiver nanny guard officer investigator detective firefighter soldier sergeant
    lieutenant volunteer contributor maintainer moderator ambassador freelancer contractor member chair chairman chairwoman
    chairperson secretary-general librarian curator archivist translator interpreter stylist hairdresser beautician
    webmaster tester sdet sre devops scrummaster master recruiter generalist partner evangelist advocate liaison
    postdoc postdoctoral candidate student resident registrar dean provost chancellor curator merchandiser dispatcher expeditor handler
    packer picker warehouseman storekeeper porter steward stewardess attendant aide helper laborer labourer worker crew
    geologist geophysicist chemist biologist physicist mathematician ecologist archaeologist historian sociologist linguist
    nutritionist dietitian physiotherapist optometrist radiographer sonographer phlebotomist hygienist epidemiologist
    ingenieur ingenieurin entwickler entwicklerin softwareentwickler softwareentwicklerin leiter leiterin abteilungsleiter abteilungsleiterin teamleiter teamleiterin projektleiter projektleiterin geschaftsfuhrer geschaftsfuhrerin berater beraterin sachbearbeiter sachbearbeiterin mitarbeiter mitarbeiterin
    praktikant praktikantin werkstudent werkstudentin assistent assistentin referent referentin lehrer lehrerin krankenpfleger krankenschwester pflegefachfrau pflegefachmann gesundheits- kaufmann kauffrau buchhalter buchhalterin techniker technikerin verkaufer verkauferin auszubildender auszubildende
    architekt architektin redakteur redakteurin arzt arztin meister geselle mechaniker mechatroniker elektriker fachinformatiker hilfskraft doktorand doktorandin dozent dozentin informatiker informatikerin gruppenleiter gruppenleiterin bereichsleiter filialleiter produktmanager projektmanager controllerin
    ingenieure developpeur developpeuse chef cheffe directeur directrice responsable charge chargee gestionnaire analyste conseiller conseillere consultante
    stagiaire alternant alternante apprenti enseignant enseignante professeur professeure infirmier infirmiere comptable vendeur vendeuse technicien technicienne assistante adjoint adjointe redacteur redactrice gerant gerante formateur formatrice chercheur chercheuse doctorant doctorante medecin avocat architecte
    ingeniero ingeniera desarrollador desarrolladora programador programadora director directora gerente jefe jefa coordinador coordinadora analista
    consultor consultora becario becaria practicante profesor profesora maestro maestra enfermero enfermera contador contadora vendedor vendedora tecnico tecnica asistente auxiliar administrador administradora disenador disenadora investigador investigadora medico medica abogado abogada encargado encargada responsable supervisor supervisora
    engenheiro engenheira desenvolvedor desenvolvedora diretor diretora chefe coordenador coordenadora estagiario estagiaria professor professora enfermeiro enfermeira contabilista designer pesquisador pesquisadora medico advogado advogada tecnico assistente
    ingegnere sviluppatore sviluppatrice direttore direttrice responsabile coordinatore coordinatrice consulente stagista tirocinante docente insegnante
    infermiere infermiera contabile venditore venditrice tecnico assistente impiegato impiegata ricercatore ricercatrice medico avvocato architetto progettista addetto addetta operaio
    ontwikkelaar directeur hoofd leidinggevende adviseur medewerker medewerkster stagiair stagiaire docent leraar verpleegkundige boekhouder verkoper projectleider teamleider
    inzynier programista programistka kierownik kierowniczka dyrektor specjalista specjalistka asystent asystentka konsultant konsultantka analityk stazysta stazystka praktykant nauczyciel nauczycielka pielegniarka ksiegowy ksiegowa sprzedawca
    muhendis muhendisi gelistirici gelistiricisi yazilimci mudur muduru yonetici yoneticisi uzman uzmani danisman danismani stajyer ogretmen ogretmeni hemsire hemsiresi muhasebeci satis temsilcisi temsilci asistan asistani koordinator koordinatoru analist analisti teknisyen direktor direktoru sef sefi
    utvecklare ingenjor chef konsult larare sjukskoterska projektledare saljare ekonom utvikler leder radgiver laerer sykepleier udvikler konsulent laerer sygeplejerske praktikant kehittaja paallikko insinoori opettaja
    vyvojar programator manazer vedouci reditel ucitel inzenyr konzultant dezvoltator inginer programator manager fejleszto mernok vezeto tanar
    инженер разработчик программист менеджер руководитель директор начальник специалист аналитик консультант стажер стажёр помощник преподаватель учитель
    врач медсестра бухгалтер продавец техник администратор дизайнер архитектор тестировщик редактор юрист экономист ведущий старший младший розробник керівник фахівець викладач
    μηχανικος προγραμματιστης διευθυντης αναλυτης συμβουλος υπευθυνος βοηθος καθηγητης"""
)
_TITLE_MARKS = _words(
    """senior junior sr jr sr. jr. staff principal lead associate assistant deputy acting interim regional global executive vice
    freelance freelancer self-employed full-stack fullstack frontend front-end backend back-end graduate trainee"""
)
_TITLE_ENDINGS = (
    "ist", "ologe", "ingenieur", "entwickler", "entwicklerin", "leiter", "leiterin", "berater", "beraterin", "kaufmann", "kauffrau", "manager", "managerin",
    "assistent", "assistentin", "referent", "referentin", "sekretarin", "techniker", "technikerin", "meister", "pfleger", "pflegerin", "lehrer", "lehrerin", "forscher", "mitarbeiter",
    "mitarbeiterin", "inhaber", "verkaufer", "praktikant", "praktikum", "werkstudent", "gestalter", "planer", "ontwikkelaar", "medewerker", "ingenjor", "utvecklare", "konsulent", "konsult",
)  # fmt: skip
_TITLE_CJK = re.compile(
    r"(?:엔지니어|개발자|매니저|팀장|과장|대리|부장|차장|사원|인턴|연구원|연구소장|디자이너|컨설턴트|대표|이사|교사|강사|간호사|회계사|기획자|마케터|분석가|주임|책임|선임|수석|조교|프로그래머|아키텍트|리더|담당|전문가|본부장|실장|상무|전무|사무원|기사|약사|의사|변호사"
    r"|エンジニア|マネージャー|マネジャー|部長|課長|係長|主任|社員|担当|リーダー|デザイナー|コンサルタント|アナリスト|研究員|講師|教諭|看護師|営業|インターン|プログラマー|ディレクター|代表|取締役|スタッフ|アシスタント|職|室長|店長|開発者|事務"
    r"|工程师|工程師|经理|經理|主管|总监|總監|开发|开发者|设计师|設計師|顾问|顧問|分析师|分析師|研究员|研究員|实习生|實習生|助理|专员|專員|教师|教師|护士|護士|会计|會計|总裁|主任|组长|組長|负责人|負責人|架构师|架構師|产品经理|程序员|讲师|講師|销售|运营|编辑|店长|工程|医师|醫師|律师|律師"
    r"|مهندس|مهندسة|مطور|مطورة|مدير|مديرة|محلل|محللة|مستشار|مستشارة|متدرب|متدربة|معلم|معلمة|مدرس|مدرسة لغة|ممرض|ممرضة|محاسب|محاسبة|مصمم|مصممة|مشرف|مشرفة|منسق|منسقة|أخصائي|أخصائية|باحث|باحثة|مساعد|مساعدة|رئيس قسم|رئيسة|مبرمج|مسؤول|مسؤولة|طبيب|طبيبة|صيدلي|فني|موظف|موظفة|مندوب)"
    r"|(?:מהנדס|מהנדסת|מפתח|מפתחת|מנהל|מנהלת|אנליסט|יועץ|יועצת|מתמחה|מורה|ראש צוות)"
)
_COMPANY_MARKS = _words(
    """inc inc. incorporated llc l.l.c. ltd ltd. limited plc corp corp. corporation co. company gmbh ag kg ug ohg e.v. ev mbh kgaa se sa s.a. sas s.a.s. sarl s.a.r.l. sl s.l. slu
    srl s.r.l. spa s.p.a. bv b.v. nv n.v. ab oy oyj as a/s aps a.s. kft zrt rt sp. s.r.o. sro doo d.o.o. ooo pty pte pvt sdn bhd lda ltda ltda. eirl eurl llp lp pllc pc
    group gruppe groupe grupo gruppo holding holdings technologies technology tech solutions systems software labs lab laboratory laboratories studio studios agency agentur agence agencia
    consulting consultancy consultants partners associates ventures capital investments bank bancorp insurance financial finance securities
    media network networks digital interactive games entertainment pictures press publishing publishers news magazine
    health healthcare hospital hospitals clinic clinics klinik klinikum hopital ospedale medical pharma pharmaceuticals pharmacy biotech
    industries manufacturing logistics energy power motors automotive airlines airways aerospace foods beverages restaurant cafe hotel hotels resort
    retail stores store market supermarket services service enterprises international worldwide global foundation stiftung fondation fundacion institute
    institut council ministry department agency authority commission bureau office association society union nonprofit ngo embassy
    university universitat college school academy schule ecole escuela research innovations robotics analytics data cloud ai io
    board telecom communications electronics semiconductors semiconductor materials chemicals construction builders engineering architects design designs creative
    collective cooperative coop works workshop trust federation startup co company werke werk firma spolka spółka şirketi sirketi
    ооо оао зао пао ао ип нпо тов компания компанія банк группа холдинг завод больница"""
)
_COMPANY_STRONG = _words(
    """inc inc. incorporated llc ltd ltd. limited plc corp corp. corporation gmbh ag kg kgaa s.a. sas s.a.s. sarl s.l. srl s.r.l. s.p.a. bv b.v. nv n.v. oy oyj a/s aps a.s. kft zrt s.r.o.
    d.o.o. pty pte pvt sdn ltda ltda. llp pllc ооо оао зао пао"""
)
_COMPANY_CJK = re.compile(
    r"(?:주식회사|\(주\)|㈜|株式会社|有限会社|有限公司|股份|集团|集團|公司|銀行|银行|은행|그룹|전자|研究所|연구소|병원|医院|醫院|大学病院|科技|网络|شركة|مؤسسة|بنك|مستشفى|مجموعة|وزارة|בע\"מ)"
)
_SCHOOL_MARKS = _words(
    """university universitat universitaet universite universidad universidade universita universiteit uniwersytet universitesi universitet univerzita universitatea egyetem sveuciliste univerza universitas yliopisto univ univ. uni
    college school institute institution institut instituto istituto academy academie akademie akademia academia polytechnic polytechnique politecnico politecnica politechnika politehnica
    hochschule fachhochschule gymnasium realschule gesamtschule berufsschule berufskolleg oberschule grundschule hauptschule technikum lycee ecole faculte iut bts ens insa
    escuela facultad colegio liceo scuola facolta ginnasio facultade escola hogeschool lyceum vwo szkola liceum technikum lisesi lise okulu fakultesi enstitusu
    hogskola hogskolan skola skole gymnasieskola handelshogskolan tekniska ntnu kth tu rwth eth epfl mit ucla ucl lse iit nit bits caltech nyu usc nus ntu kaist postech snu
    skola vysoka gymnazium seminary conservatory conservatoire konservatorium bootcamp coursera udacity madrasa vidyalaya vidyapeeth mahavidyalaya campus eton
    университет институт академия колледж училище школа гимназия лицей вуз мгу спбгу университета університет інститут академія коледж ліцей политехнический
    πανεπιστημιο πολυτεχνειο λυκειο σχολη"""
)
_SCHOOL_CJK = re.compile(
    r"대학교|대학원|대학|고등학교|학교|학원|전문대|大学院|大学|大學|学院|學院|高校|高等学校|高等學校|専門学校|中学|中學|学校|學校|جامعة|كلية|معهد|مدرسة|أكاديمية|ثانوية|אוניברסיט|מכללת|מכללה|טכניון|בית ספר|המכללה|विश्वविद्यालय|विद्यालय|dai hoc|truong"
)
_DEGREES = re.compile(
    r"""(?<![\w.])(?:
      ph\.?\s?d\.?|d\.?phil\.?|doctor(?:ate|al)?(?:\s+(?:degree|of\s+[A-Z]\w+(?:\s+[A-Z]\w+)?))?|dr\.?(?:\s(?:rer|med|ing|phil|iur)\.?\s?\w*\.?)?(?=\s|$)|ed\.?d\.?|j\.?d\.?|m\.?d\.?|d\.?b\.?a\.?|psy\.?d\.?|dds|dvm|pharm\.?d\.?|dnp
      |m\.?\s?b\.?\s?a\.?|executive\s+mba|m\.?\s?sc?\.?(?:\s?eng\.?)?|m\.?\s?a\.?|m\.?\s?eng\.?|m\.?\s?tech\.?|m\.?\s?phil\.?|m\.?\s?ed\.?|m\.?\s?f\.?a\.?|m\.?\s?p\.?[haps]\.?|m\.?\s?arch\.?|ll\.?m\.?|m\.?c\.?a\.?|m\.?s\.?w\.?|m\.?s\.?n\.?|m\.?s\.?e\.?|m\.?fin\.?|m\.?res\.?|m\.?com\.?|m\.?c\.?s\.?
      |b\.?\s?sc?\.?(?:\s?\(?hons?\.?\)?|\s?eng\.?)?|b\.?\s?a\.?(?:\s?\(?hons?\.?\)?)?|b\.?\s?eng\.?|b\.?\s?tech\.?|b\.?\s?e\.?|b\.?\s?com\.?|b\.?b\.?a\.?|b\.?\s?ed\.?|b\.?f\.?a\.?|b\.?\s?arch\.?|ll\.?b\.?|b\.?c\.?a\.?|b\.?s\.?n\.?|b\.?s\.?e\.?|b\.?s\.?w\.?|b\.?des\.?|b\.?pharm\.?|m\.?b\.?b\.?s\.?|a\.?a\.?s?\.?
      |bachelor(?:[’']?s)?(?:\s+(?:degree|of\s+(?:science|arts|engineering|technology|commerce|business\s+administration|fine\s+arts|laws?|education|architecture|design|music|nursing|applied\s+science|computer\s+applications|medicine|social\s+work|pharmacy|business|philosophy|applied\s+arts|information\s+technology|computer\s+science)))*(?:\s?\(?hon(?:ou?r)?s\.?\)?)?
      |apprenticeship(?!\s+(?:program|committee|training))|journeyman(?:'s)?\s+certificate|vocational\s+(?:diploma|certificate|qualification)|trade\s+(?:diploma|certificate)
      |master(?:[’']?s)?(?:\s+(?:degree|of\s+(?:arts\s+in\s+teaching|science|arts|engineering|technology|commerce|business\s+administration|fine\s+arts|laws?|education|architecture|design|music|nursing|applied\s+science|computer\s+applications|public\s+(?:health|policy|administration)|philosophy|social\s+work|finance|research|business|information\s+technology|computer\s+science)))*
      |hsc|sslc|ssc|icse|isc|(?:10|12)th(?:\s+(?:standard|grade|class))?|class\s+x(?:ii)?|higher\s+secondary|senior\s+secondary|intermediate|matriculation|plus\s+two
      |associate(?:[’']?s)?\s+(?:degree|of\s+(?:science|arts|applied\s+science|applied\s+arts|business))(?:\s+degree)?|associate(?:[’']?s)\b|a\.?s\.?\s+degree
      |(?:high|secondary)\s+school(?:\s+diploma)?(?=\s*(?:$|,|diploma|certificate|\())|ged|diploma|postgraduate\s+(?:diploma|certificate)|pgce|graduate\s+certificate|certificate|foundation\s+degree|hnd|hnc|btec(?:\s+\w+)?|a[-\s]?levels?|gcses?|international\s+baccalaureate|ib\s+diploma|baccalaureate|postdoc(?:toral)?(?:\s+fellow\w*)?|minor
      |diplom(?:[-\s]?(?:ingenieur|informatiker|kaufmann|kauffrau|betriebswirt|ing\.?|inf\.?))?(?:in)?|abitur|fachabitur|fachhochschulreife|allgemeine\s+hochschulreife|hochschulreife|mittlere\s+reife|realschulabschluss|staatsexamen|magister|promotion|berufsausbildung(?:\s+(?:zum|zur))?|ausbildung\s+(?:zum|zur)|matura|lehre
      |licence(?:\s+professionnelle)?|doctorat|baccalaur[ée]at(?:\s+\w+)?|bac(?:\s?[+]\s?\d)?|dut|bts|dipl[ôo]me(?:\s+d[’']ing[ée]nieur)?|cap|bep|ma[îi]trise|dea|dess|classe?s?\s+pr[ée]paratoires?|magist[èe]re
      |licenciatura|licenciad[oa]|grado(?:\s+(?:superior|medio))?|ingenier[íi]a|m[áa]ster(?:\s+universitario)?|maestr[íi]a|doctorado|bachillerato|t[ée]cnico\s+superior|diplomatura|posgrado|postgrado
      |bacharelado|bacharel|mestrado|doutorado|doutoramento|tecn[óo]logo|p[óo]s[-\s]gradua[çc][ãa]o|ensino\s+m[ée]dio|gradua[çc][ãa]o|especializa[çc][ãa]o
      |laurea(?:\s+(?:magistrale|triennale|specialistica))?|dottorato(?:\s+di\s+ricerca)?|diploma\s+di\s+maturit[àa]|maturit[àa](?:\s+\w+)?
      |doctoraal|havo|vwo|hbo|mbo|wo|propedeuse|in[żz]ynier|magisterium|licencjat|doktorat|studia\s+(?:magisterskie|in[żz]ynierskie|licencjackie|podyplomowe)|mgr(?:\s+in[żz]\.?)?|in[żz]\.?|(?:y[üu]ksek\s+)?lisans|[öo]n\s?lisans|doktora|kandidatexamen|masterexamen|civilingenj[öo]rsexamen|kandidat|bakal[áa][řr]|ing\.|mgr\.|bc\.
      |бакалавр(?:иат)?|магистр(?:атура)?|специалист|аспирант(?:ура)?|кандидат\s+наук|магістр|среднее\s+специальное|высшее(?:\s+образование)?
    )(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_DEGREES_CJK = re.compile(
    r"학사|석사|박사|전문학사|고등학교 졸업|学士|学士号|修士|博士|硕士|碩士|學士|本科|专科|研究生|大专|高中|بكالوريوس|البكالوريوس|ماجستير|الماجستير|دكتوراه|الدكتوراه|دبلوم|ليسانس|الثانوية العامة|תואר ראשון|תואר שני|תואר שלישי|תואר|בגרות|B\.?Sc|स्नातक|cu nhan|thac si"
)
_UPPER_ONLY = re.compile(r"^(?:[A-Z][a-z]?\.?\s?){1,5}$")
_FIELDS = _words(
    """science sciences engineering arts business administration management economics finance accounting marketing computer informatics informatik
    information technology systems mathematics mathematik maths math physics physik chemistry chemie biology biologie biochemistry biotechnology psychology psychologie sociology philosophy
    history literature english linguistics law jura droit derecho medicine medizin nursing pharmacy dentistry education pedagogy design architecture architektur electrical mechanical
    civil chemical industrial aerospace biomedical environmental software data analytics statistics communication communications journalism
    media studies political politics international relations public health policy music fine film theatre graphic geography geology astronomy
    agriculture hospitality tourism logistics supply chain human resources robotics automation electronics telecommunications materials nutrition
    maschinenbau elektrotechnik wirtschaftsinformatik betriebswirtschaft betriebswirtschaftslehre volkswirtschaft wirtschaftsingenieurwesen germanistik bwl vwl informatique gestion economie
    informatica ingegneria ingenieria engenharia economia psicologia medicina matematica computacion sistemas informatyka ekonomia bilgisayar muhendisligi isletme iktisat
    информатика экономика математика физика программирование прикладная информатики 컴퓨터공학과 컴퓨터공학 경영학과 경영학 전자공학 심리학 情報工学 経済学 工学 计算机科学与技术 软件工程 计算机科学 经济学 工商管理 مهندس هندسة علوم الحاسوب إدارة الأعمال"""
)


def _tokens(text: str) -> list[str]:
    return [token.strip(".,;:()[]\"'’") for token in re.split(r"[\s/|–—-]+", fold(text)) if token.strip(".,;:()[]\"'’")]


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """How much ``text`` reads like a job title."""
    if len(text) > 90 or not text.strip():
        return 0.0
    tokens = _tokens(text)
    whole = set(fold(text).replace(",", " ").split())
    if not tokens:
        return 0.0
    score = 0.0
    core = re.split(r"\s(?:of|for|at|in|bei|de|des|di|der|für|d’|d')\s|,|\(|\s[–—-]\s", f"{text} ")[0]
    last = _tokens(core)[-1:] or tokens[-1:]
    if last[0] in _TITLE_HEADS:
        score = 0.95
    elif any(token in _TITLE_HEADS for token in tokens) or whole & _TITLE_HEADS:
        score = 0.75
    elif any(len(token) > 6 and token.endswith(_TITLE_ENDINGS) for token in tokens):
        score = 0.6
    elif not text.isascii() and _TITLE_CJK.search(text):
        score = 0.85
    if score and tokens[0] in _TITLE_MARKS:
        score = min(1.0, score + 0.1)
    elif tokens[0] in ("senior", "junior", "sr", "jr") or (set(tokens) & {"freelance", "self"} and len(tokens) < 4):
        score = max(score, 0.6)
    if whole & _COMPANY_STRONG:
        score *= 0.4
    return score


@lru_cache(maxsize=4096)
def company_score(text: str) -> float:
    """How much ``text`` reads like the name of an organisation."""
    if len(text) > 90 or not text.strip():
        return 0.0
    tokens = set(fold(text).replace(",", " ").replace("(", " ").replace(")", " ").split())
    if tokens & _COMPANY_STRONG:
        return 0.95
    if not text.isascii() and _COMPANY_CJK.search(text):
        return 0.85
    words = _tokens(text)
    if words and words[-1] in _COMPANY_MARKS and len(words) > 1:
        return 0.7
    if re.search(r"[\w-]\.(?:com|io|ai|org|net|co|de|app|tech)$", text.strip().lower()):
        return 0.8
    if any(word in _COMPANY_MARKS for word in words):
        return 0.5
    if school_score(text) > 0.5:
        return 0.6
    return 0.0


@lru_cache(maxsize=4096)
def school_score(text: str) -> float:
    """How much ``text`` reads like the name of a school."""
    if len(text) > 110 or not text.strip():
        return 0.0
    if not text.isascii() and _SCHOOL_CJK.search(text):
        return 0.95
    tokens = _tokens(text)
    if _TRAINING.search(text):
        return 0.95
    marks = [
        token
        for token in tokens
        if token in _SCHOOL_MARKS or token.endswith(("universitat", "hochschule", "gymnasium", "schule"))
    ]
    if not marks:
        return 0.0
    if (
        fold(text).startswith(("high school diploma", "secondary school", "graduate school", "summer school"))
        and len(tokens) <= 3
    ):
        return 0.3
    return 0.95


_TRAINING = re.compile(
    r"(?i)\b(?:apprenticeship|training|fellowship|residency) (?:program(?:me)?|committee|cent(?:er|re)|council)\b"
)
"""Where tradespeople learn: a joint apprenticeship program, a training centre."""


def find_degree(text: str) -> "re.Match[str] | None":
    """The degree named in ``text``. A short form in lower case ("ma", "be", "as") is a word, not a degree."""
    for found in _DEGREES.finditer(text):
        word = found[0].strip()
        letters = re.sub(r"[\W\d]", "", word)
        if len(letters) <= 3 and not (
            letters[:1].isupper()
            and (
                letters.isupper()
                or letters
                in ("BSc", "MSc", "PhD", "Phd", "Bsc", "Msc", "Dr", "Ing", "Bac", "Mgr", "BTech", "BEd", "MEd", "Bc")
            )
        ):
            continue
        if (
            letters.lower() in ("ma", "ba", "md", "be", "as", "aa", "me", "ms", "bs", "wo", "cap", "ing")
            and found.start() > 0
            and text[found.start() - 2 : found.start()] == ", "
            and field_score(text[: found.start()]) < 0.6
        ):
            # "Boston, MA" is a place; "Physics, MA" is none.
            continue
        return found
    return None if text.isascii() else _DEGREES_CJK.search(text)


@lru_cache(maxsize=4096)
def degree_score(text: str) -> float:
    if len(text) > 120:
        return 0.0
    found = find_degree(text)
    if found is None:
        return 0.0
    return 1.0 if found.start() <= 2 else 0.7


def field_score(text: str) -> float:
    """How much ``text`` reads like a field of study."""
    tokens = _tokens(text)
    if not tokens or len(tokens) > 9:
        return 0.0
    known = sum(
        token in _FIELDS
        or token.endswith(
            ("ology", "ologie", "nomics", "wissenschaften", "wissenschaft", "technik", "공학", "공학과", "학과", "학부")
        )
        for token in tokens
    )
    return min(1.0, 0.4 + 0.6 * known / len(tokens)) if known else 0.0
