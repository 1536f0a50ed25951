# ruff: noqa: E501  word lists and patterns read better unwrapped
"""Which section a heading opens, in many languages.

A heading is looked up folded (lower case, no accents, no punctuation): first as a whole phrase, then word by word,
because people combine ("Relevant Work Experience & Leadership") more freely than any list can hold.
"""

import re
from functools import lru_cache

from shared.resumes.characters import fold

_PHRASES = {
    "summary": """summary|profile|about|about me|objective|career objective|professional summary|executive summary|personal statement
        |career summary|personal profile|professional profile|overview|introduction|who i am|bio|biography|professional overview|career profile
        |summary of qualifications|qualifications summary|highlights of qualifications|career highlights|professional objective|statement|intro
        |profil|uber mich|zusammenfassung|kurzprofil|personliches profil|berufliches profil|kurzvorstellung|berufsziel|uberblick|berufliche zusammenfassung
        |a propos|a propos de moi|resume|profil professionnel|profil personnel|objectif|objectif professionnel|presentation|synthese|accroche
        |perfil|perfil profesional|sobre mi|resumen|resumen profesional|objetivo|objetivo profesional|extracto|acerca de mi|perfil personal|presentacion
        |perfil profissional|resumo|resumo profissional|sobre mim|objetivo profissional|sobre|apresentacao
        |profilo|profilo professionale|profilo personale|chi sono|riepilogo|sommario|obiettivo|su di me|obiettivo professionale|sintesi
        |profiel|samenvatting|over mij|persoonlijk profiel|doelstelling|profielschets|wie ben ik
        |podsumowanie|profil zawodowy|o mnie|cel zawodowy|podsumowanie zawodowe
        |ozet|hakkimda|profil ozeti|kariyer hedefi|kariyer ozeti|profesyonel ozet|on yazi
        |om mig|profiltext|sammanfattning|om meg|sammendrag|profiltekst|resume profil|om mig selv|yhteenveto|profiili|minusta
        |o mne|profil kandidata|souhrn|shrnuti|osobni profil|zhrnutie|rezumat|despre mine|profil profesional|obiectiv
        |osszefoglalo|rolam|bemutatkozas|о себе|обо мне|профиль|цель|резюме|краткая информация|про мене|профіль|мета
        |περιληψη|προφιλ|σχετικα με εμενα|소개|자기소개|자기 소개|요약|프로필|간단 소개|경력 요약|핵심 역량 요약|about 소개
        |自己pr|自己紹介|職務要約|概要|プロフィール|要約|个人简介|个人总结|自我评价|自我介绍|个人概述|求职意向|职业目标|简介|概述|個人簡介|自我評價|自我介紹|個人總結
        |نبذة|نبذة عني|الملخص|ملخص|نبذة شخصية|الهدف الوظيفي|الملف الشخصي|الملخص المهني|نبذة مختصرة|عني|תקציר|אודות|אודותיי|פרופיל|सारांश|उद्देश्य|परिचय|tom tat|muc tieu nghe nghiep|gioi thieu|ringkasan|tentang saya|profil saya|ประวัติโดยย่อ""",
    "work": """experience|work experience|professional experience|employment|employment history|work history|career history|career|experiences
        |professional background|professional history|positions held|relevant experience|industry experience|employment experience|job experience
        |appointments|academic appointments|professional appointments|internships|internship|internship experience|clinical experience|teaching experience
        |research experience|leadership experience|military experience|military service|work|jobs|career experience|working experience|practical experience
        |where ive worked|what ive done|professional experiences|related experience|other experience|additional experience|earlier experience|prior experience|work experience and internships
        |berufserfahrung|berufliche erfahrung|beruflicher werdegang|werdegang|praxiserfahrung|praktische erfahrung|praktika|berufspraxis|berufliche tatigkeiten|beruflicher hintergrund|erfahrung|arbeitserfahrung|berufstatigkeit|berufliche stationen|beschaftigung|praktikum|tatigkeiten|berufliche laufbahn|arbeitsverhaltnisse
        |experience professionnelle|experiences professionnelles|parcours professionnel|emplois|parcours|experiences|stages|experience de travail|carriere|historique professionnel
        |experiencia|experiencia profesional|experiencia laboral|historial laboral|trayectoria profesional|trayectoria|experiencias|empleo|experiencia de trabajo|practicas
        |experiencia profissional|experiencias profissionais|historico profissional|carreira|trajetoria profissional|estagios|percurso profissional
        |esperienza|esperienza professionale|esperienze professionali|esperienza lavorativa|esperienze lavorative|esperienze|carriera|percorso professionale|tirocini
        |werkervaring|ervaring|loopbaan|professionele ervaring|arbeidsverleden|stages en werkervaring|relevante werkervaring|carriere
        |doswiadczenie|doswiadczenie zawodowe|historia zatrudnienia|przebieg kariery|kariera|praktyki|staze
        |deneyim|is deneyimi|is deneyimleri|is tecrubesi|tecrube|mesleki deneyim|deneyimler|stajlar|profesyonel deneyim|is gecmisi|kariyer
        |arbetslivserfarenhet|yrkeserfarenhet|erfarenhet|arbetserfarenhet|anstallningar|erhvervserfaring|arbejdserfaring|erfaring|arbeidserfaring|yrkeserfaring|jobberfaring|tyokokemus|kokemus|ansaettelser
        |pracovni zkusenosti|zkusenosti|profesni zkusenosti|praxe|pracovne skusenosti|experienta|experienta profesionala|experienta de munca|munkatapasztalat|szakmai tapasztalat|tapasztalat|szakmai palyafutas|radno iskustvo|iskustvo|delovne izkusnje
        |опыт работы|опыт|профессиональный опыт|трудовая деятельность|трудовой опыт|карьера|досвід роботи|досвід|професійний досвід|опыт трудовой деятельности|професионален опит|трудов стаж
        |εργασιακη εμπειρια|επαγγελματικη εμπειρια|εμπειρια|προυπηρεσια
        |경력|경력 사항|경력사항|경험|업무 경험|업무경험|직무 경험|업무 경력|주요 경력|근무 경력|인턴 경험|인턴|경력 및 활동
        |職歴|職務経歴|経歴|職務経験|業務経験|業務経歴|実務経験|経験|勤務経歴|アルバイト
        |工作经历|工作经验|职业经历|实习经历|从业经历|工作|实践经历|工作履历|职业经验|工作經歷|工作經驗|實習經歷|職業經歷
        |الخبرة|الخبرات|الخبرة العملية|الخبرات العملية|الخبرة المهنية|الخبرات المهنية|خبرات العمل|خبرة العمل|المسيرة المهنية|التاريخ الوظيفي|الخبرات الوظيفية
        |ניסיון|ניסיון תעסוקתי|ניסיון מקצועי|ניסיון בעבודה|अनुभव|कार्य अनुभव|kinh nghiem|kinh nghiem lam viec|pengalaman|pengalaman kerja|riwayat pekerjaan|ประสบการณ์|ประสบการณ์ทำงาน""",
    "education": """education|academic background|educational background|education history|academic history|academic qualifications|qualifications|studies
        |educational qualifications|education and training|academic education|schooling|degrees|academics|academic credentials|education details|educational details|academic profile|training and education|university education|formal education
        |ausbildung|bildung|bildungsweg|studium|schulbildung|akademische ausbildung|bildungsgang|hochschulbildung|schulische ausbildung|akademischer werdegang|ausbildung und studium|schule|berufsausbildung|aus und weiterbildung
        |formation|formations|etudes|diplomes|parcours academique|formation academique|parcours scolaire|cursus|scolarite|education et formation|formation et diplomes|cursus universitaire
        |educacion|formacion|formacion academica|estudios|educacion y formacion|formacion y estudios|datos academicos|historial academico|titulaciones|preparacion academica
        |educacao|formacao|formacao academica|escolaridade|estudos|habilitacoes|habilitacoes academicas|historico academico|educacao e formacao
        |istruzione|istruzione e formazione|formazione|studi|formazione accademica|titoli di studio|educazione|percorso formativo|percorso di studi
        |opleiding|opleidingen|onderwijs|studie|opleiding en training|scholing|opleidingen en cursussen
        |wyksztalcenie|edukacja|wyksztalcenie i szkolenia|studia
        |egitim|egitim bilgileri|egitim gecmisi|ogrenim|ogrenim bilgileri|akademik gecmis|egitim durumu|ogrenim durumu
        |utbildning|utbildningar|uddannelse|utdanning|utdannelse|koulutus|opinnot|uddannelser|studier
        |vzdelani|vzdelanie|studium a vzdelani|educatie|educatie si formare|studii|tanulmanyok|vegzettseg|iskolai vegzettseg|obrazovanje|skolovanje|izobrazba
        |образование|учеба|освіта|образование и обучение|высшее образование|навчання|образование и квалификации
        |εκπαιδευση|σπουδες|학력|학력 사항|학력사항|교육|교육 사항|학업|최종 학력|교육 이력
        |学歴|教育|学業|学歴・資格|教育经历|教育背景|学历|学习经历|教育經歷|教育背景和经历|學歷|教育程度
        |التعليم|المؤهلات|المؤهلات العلمية|المؤهل العلمي|الدراسة|المؤهلات الأكاديمية|التحصيل العلمي|المؤهلات الدراسية|التعليم والتدريب
        |השכלה|לימודים|חינוך|शिक्षा|शैक्षिक योग्यता|hoc van|trinh do hoc van|qua trinh hoc tap|pendidikan|riwayat pendidikan|การศึกษา|ประวัติการศึกษา""",
    "skills": """skills|technical skills|core competencies|competencies|key skills|expertise|technologies|technical expertise|areas of expertise|skill set|skillset
        |professional skills|tools|tech stack|technical proficiencies|proficiencies|core skills|hard skills|soft skills|top skills|computer skills|it skills|digital skills|software skills|relevant skills
        |skills and tools|skills and technologies|skills summary|technical summary|specialties|specialities|strengths|capabilities|software|programming languages|technical knowledge|knowledge|key competencies|skills and expertise|skills and abilities|abilities|core strengths|personal skills|other skills|additional skills|skills and competencies|technical competencies|tools and technologies|areas of knowledge|what i do|stack|clinical skills|language and computer skills|job related skills|communication skills|organisational managerial skills|it proficiency|core qualifications
        |kenntnisse|fahigkeiten|kompetenzen|fachkenntnisse|edv kenntnisse|it kenntnisse|technische kenntnisse|fertigkeiten|qualifikationen|kernkompetenzen|besondere kenntnisse|weitere kenntnisse|kenntnisse und fahigkeiten|fahigkeiten und kenntnisse|software kenntnisse|programmierkenntnisse|fachliche kompetenzen|soziale kompetenzen|starken|know how
        |competences|competences techniques|competences cles|savoir faire|aptitudes|competences professionnelles|competences informatiques|connaissances|informatique|outils|atouts|domaines de competence|qualites|savoir etre
        |habilidades|competencias|aptitudes|conocimientos|conocimientos tecnicos|habilidades tecnicas|competencias tecnicas|destrezas|conocimientos informaticos|informatica|herramientas|tecnologias|capacidades|aptitudes y habilidades|habilidades y competencias|habilidades blandas
        |competencias tecnicas|conhecimentos|habilidades e competencias|conhecimentos tecnicos|qualificacoes|ferramentas|aptidoes|competencias digitais
        |competenze|capacita|abilita|competenze tecniche|conoscenze|competenze informatiche|capacita e competenze|competenze digitali|conoscenze informatiche|competenze personali|strumenti
        |vaardigheden|competenties|kennis|technische vaardigheden|computervaardigheden|kennis en vaardigheden|kwaliteiten|digitale vaardigheden|kerncompetenties
        |umiejetnosci|kompetencje|umiejetnosci techniczne|kluczowe kompetencje|znajomosc programow|umiejetnosci zawodowe|technologie|narzedzia
        |beceriler|yetenekler|yetkinlikler|teknik beceriler|bilgisayar becerileri|bilgisayar bilgisi|yetkinlik|teknik yetkinlikler|bilgi ve beceriler|teknolojiler
        |kompetenser|fardigheter|kunskaper|datakunskaper|kompetencer|faerdigheder|ferdigheter|kompetanse|nokkelkompetanse|taidot|osaaminen|kompetens|it kompetencer
        |dovednosti|znalosti|schopnosti|zrucnosti|aptitudini|competente|abilitati|keszsegek|kompetenciak|ismeretek|szakmai ismeretek|vjestine|vestine
        |навыки|ключевые навыки|профессиональные навыки|умения|компетенции|технические навыки|стек технологий|технологии|навички|ключові навички|професійні навички|знания и навыки|умения и навыки|умения и компетенции
        |δεξιοτητες|ικανοτητες|기술|기술 스택|스킬|보유 기술|역량|핵심 역량|핵심역량|보유기술|기술스택|주요 기술|사용 기술|보유 역량|직무 역량|활용 기술
        |スキル|技術|保有スキル|テクニカルスキル|活かせる経験・知識・技術|技能|特技|専門技能|得意分野|専門知識|使用技術|スキルセット
        |专业技能|技能|技能特长|技术栈|专业能力|技能清单|职业技能|个人技能|掌握技能|專業技能|技能專長|核心技能|技术能力|核心能力
        |المهارات|مهارات|المهارات التقنية|المهارات الشخصية|القدرات|المهارات الفنية|المهارات المهنية|الكفاءات|المهارات الأساسية
        |מיומנויות|כישורים|יכולות|कौशल|तकनीकी कौशल|ky nang|ky nang chuyen mon|keahlian|keterampilan|kemampuan|ทักษะ""",
    "projects": """projects|personal projects|selected projects|key projects|side projects|academic projects|project experience|notable projects|open source|open source projects|portfolio|project work|relevant projects|course projects|major projects|project highlights|research projects|open source contributions|projects and research|selected work|my projects|university projects|freelance projects|capstone projects
        |projekte|ausgewahlte projekte|projekterfahrung|projektliste|personliche projekte|eigene projekte|projekt|wichtige projekte
        |projets|projets personnels|realisations|projets academiques|principaux projets|proyectos|proyectos personales|proyectos destacados|projetos|projetos pessoais|progetti|progetti personali|projecten|persoonlijke projecten|projekty|projekty wlasne|projeler|kisisel projeler|projekter|projekt i urval|projektit|proiecte|projektek
        |проекты|личные проекты|проєкти|портфолио|εργα|프로젝트|주요 프로젝트|프로젝트 경험|개인 프로젝트|프로젝트 이력|수행 프로젝트
        |プロジェクト|プロジェクト経験|制作実績|開発経験|ポートフォリオ|个人项目|项目经历|项目经验|项目|主要项目|項目經歷|項目經驗|專案經驗|专案|專案經歷|專案
        |المشاريع|مشاريع|المشاريع الشخصية|פרויקטים|परियोजनाएं|du an|proyek|ผลงาน""",
    "certificates": """certifications|certificates|certification|licenses|licences|licenses and certifications|certifications and licenses|professional certifications|credentials|training and certifications|certifications and training|trainings and certifications|courses and certifications|certificates and courses|accreditations|professional development|licensure|professional licenses|courses and certificates|licensure and certifications|registrations|awards and certifications|certifications and courses|training|trainings|professional training|certifications and awards|achievements and certifications|professional qualifications|board certifications|licenses certifications
        |zertifikate|zertifizierungen|weiterbildung|weiterbildungen|fortbildungen|fortbildung|bescheinigungen|lizenzen|schulungen|zertifikate und weiterbildungen|zertifizierung|kurse und zertifikate
        |certificats|habilitations|formations complementaires|certifications et formations|certificaciones|certificados|cursos y certificaciones|certificaciones y cursos|licencias|formacion complementaria|certificacoes|cursos e certificacoes|certificacoes e cursos|formacao complementar|certificazioni|certificati|patenti e certificati|corsi e certificazioni|attestati|certificaten|certificeringen|cursussen en certificaten|certyfikaty|certyfikaty i szkolenia|szkolenia|kursy i certyfikaty|uprawnienia|kursy i szkolenia|sertifikalar|sertifika|belgeler|kurslar ve sertifikalar|egitimler ve sertifikalar|kurs ve sertifikalar
        |certifieringar|certifikat|certifikater|certificeringer|sertifiseringer|sertifikater|kurs og sertifikater|sertifikaatit|certifikaty|osvedceni|certificari|certificate|tanusitvanyok|kepesitesek|certifikati
        |сертификаты|сертификация|лицензии|повышение квалификации|сертификаты и курсы|курсы и сертификаты|сертифікати|курсы|πιστοποιησεις|자격증|자격|자격 사항|자격사항|자격증 및 수료|면허 및 자격증|자격증 및 어학|자격/면허
        |資格|資格・免許|免許・資格|免許|取得資格|保有資格|认证|证书|资格证书|职业资格|专业证书|资质证书|證書|證照|專業證照|资格认证|证书与资质
        |الشهادات|شهادات|الدورات التدريبية|الدورات والشهادات|الشهادات المهنية|الدورات|الشهادات والدورات|الرخص والشهادات|תעודות|הסמכות|קורסים והסמכות|प्रमाणपत्र|chung chi|sertifikasi|ใบรับรอง""",
    "languages": """languages|language skills|foreign languages|language|language proficiency|languages spoken|spoken languages|mother tongue|language competencies|linguistic skills|language abilities
        |sprachen|sprachkenntnisse|fremdsprachen|langues|langues parlees|competences linguistiques|idiomas|lenguas|lenguajes|conocimiento de idiomas|linguas|lingue|competenze linguistiche|lingue straniere|conoscenze linguistiche|lingue conosciute|talen|talenkennis|jezyki|jezyki obce|znajomosc jezykow|znajomosc jezykow obcych|diller|yabanci dil|yabanci diller|dil becerileri|dil bilgisi|dil|yabanci dil bilgisi
        |sprak|sprakkunskaper|sprog|sprogkundskaber|sprakferdigheter|kielitaito|kielet|jazyky|jazykove znalosti|jazykove dovednosti|limbi straine|limbi|nyelvtudas|nyelvek|nyelvismeret|jezici|strani jezici|jeziki
        |языки|знание языков|иностранные языки|владение языками|мови|знання мов|γλωσσες|ξενες γλωσσες|언어|외국어|어학|어학 능력|외국어 능력|어학능력|어학 성적|구사 언어
        |語学|言語|語学力|語学スキル|语言|语言能力|外语能力|外语水平|语言技能|語言能力|語言|外语
        |اللغات|لغات|المهارات اللغوية|שפות|भाषाएं|भाषा|ngon ngu|ngoai ngu|bahasa|kemampuan bahasa|ภาษา""",
    "awards": """awards|honors|honours|honors and awards|awards and honors|achievements|accomplishments|selected honors|scholarships|awards and achievements|achievements and awards|recognition|awards and recognition|honors awards|grants|fellowships|honours and awards|grants and awards|awards and grants|fellowships and awards|prizes|distinctions|awards and scholarships|scholarships and awards|grants and fellowships|key achievements|selected achievements|awards honors|funding|research funding|research grants|honors and achievements
        |auszeichnungen|preise|ehrungen|stipendien|erfolge|preise und auszeichnungen|auszeichnungen und stipendien|prix|distinctions|recompenses|bourses|prix et distinctions|premios|reconocimientos|logros|becas|premios y reconocimientos|honores|premios y honores|distinciones|conquistas|premiacoes|premios e reconhecimentos|realizacoes|distincoes|bolsas|premi|riconoscimenti|premi e riconoscimenti|borse di studio|onorificenze|prijzen|onderscheidingen|prijzen en onderscheidingen|beurzen|nagrody|osiagniecia|wyroznienia|nagrody i wyroznienia|stypendia|oduller|basarilar|odul ve basarilar|burslar|oduller ve basarilar|basari ve oduller
        |utmarkelser|priser|priser och utmarkelser|stipendier|haedersbevisninger|palkinnot|oceneni|uspechy|ocenenia|premii|distinctii|dijak|kituntetesek|nagrade
        |награды|достижения|награды и достижения|премии|нагороди|досягнення|διακρισεις|βραβεια|수상|수상 경력|수상경력|수상 내역|수상내역|수상 이력|장학금|수상 및 장학|受賞|受賞歴|表彰|受賞・表彰|获奖|获奖经历|荣誉|荣誉奖项|奖项|所获奖项|获奖情况|奖励荣誉|荣誉与奖项|獲獎經歷|獲獎|榮譽|所获荣誉
        |الجوائز|جوائز|الإنجازات|الجوائز والتكريمات|التكريمات|פרסים|הישגים|पुरस्कार|giai thuong|thanh tich|penghargaan|prestasi|รางวัล""",
    "publications": """publications|selected publications|papers|research papers|journal articles|peer reviewed publications|conference papers|books|articles|publications and presentations|refereed publications|journal publications|conference publications|book chapters|peer reviewed articles|peer reviewed journal articles|refereed journal articles|conference proceedings|working papers|preprints|publications and talks|publications and patents|research and publications|recent publications|list of publications|writing|selected papers
        |publikationen|veroffentlichungen|veroffentlichungen und vortrage|publications scientifiques|articles scientifiques|publicaciones|articulos|publicaciones cientificas|publicacoes|artigos|producao cientifica|pubblicazioni|articoli|publicaties|publikacje|yayinlar|makaleler|bilimsel yayinlar|publikationer|publikasjoner|julkaisut|publikace|publikacie|publicatii|publikaciok|objave
        |публикации|научные публикации|статьи|публікації|δημοσιευσεις|논문|출판물|논문 및 출판|연구 실적|저서|발표 논문|출판|論文|出版|著作|発表論文|業績|研究業績|论文|发表论文|学术成果|出版物|论文发表|學術論文|發表論文|科研成果
        |المنشورات|الأبحاث|الأبحاث المنشورة|المنشورات العلمية|פרסומים|प्रकाशन|cong bo khoa hoc|publikasi|ผลงานตีพิมพ์""",
    "volunteer": """volunteer|volunteering|volunteer experience|volunteer work|community service|community involvement|extracurricular activities|extracurriculars|activities|leadership|leadership and activities|volunteering experience|community|social engagement|civic engagement|leadership and volunteering|extracurricular|volunteer activities|service|professional service|academic service|leadership and involvement|organizations|extra curricular activities|campus involvement|student activities|activities and leadership|community engagement|social work|volunteer service|volunteer and community service
        |ehrenamt|ehrenamtliches engagement|engagement|ehrenamtliche tatigkeiten|ehrenamtliche tatigkeit|gesellschaftliches engagement|soziales engagement|ausserschulisches engagement|freiwilligenarbeit|benevolat|engagement associatif|engagements|experience benevole|vie associative|activites extra professionnelles|activites associatives|voluntariado|experiencia de voluntariado|actividades extracurriculares|trabajo voluntario|trabalho voluntario|atividades extracurriculares|experiencia voluntaria|volontariato|attivita di volontariato|esperienze di volontariato|vrijwilligerswerk|nevenactiviteiten|wolontariat|dzialalnosc spoleczna|dzialalnosc dodatkowa|gonullu calismalar|gonulluluk|gonullu deneyimi|sosyal sorumluluk|gonullu faaliyetler
        |ideellt arbete|ideellt engagemang|frivilligt arbejde|frivillig arbeid|frivillige verv|verv|vapaaehtoistyo|dobrovolnictvi|dobrovolnictvo|voluntariat|onkentes munka|onkentesseg|volonterski rad
        |волонтерство|волонтерский опыт|общественная деятельность|волонтерская деятельность|волонтерський досвід|εθελοντισμος|봉사활동|봉사 활동|대외활동|대외 활동|사회 봉사|동아리 활동|활동|활동 사항|ボランティア|ボランティア活動|課外活動|志愿经历|志愿者经历|志愿服务|社会实践|校园经历|社团经历|学生工作|志愿活动|志工經歷|社團經歷|社會實踐|公益活动
        |التطوع|العمل التطوعي|الأعمال التطوعية|الأنشطة|الخبرة التطوعية|التطوع والأنشطة|התנדבות|स्वयंसेवा|hoat dong tinh nguyen|hoat dong|pengalaman organisasi|organisasi|kegiatan sukarela|งานอาสา""",
    "interests": """interests|hobbies|hobbies and interests|interests and hobbies|personal interests|activities and interests|passions|other interests|interests and activities|outside work|leisure|extra
        |interessen|hobbys|hobbies und interessen|hobbys und interessen|interessen und hobbys|freizeit|personliche interessen|centres d interet|centres dinteret|loisirs|interets|hobbys et interets|passions|aficiones|intereses|pasatiempos|intereses personales|interesses|passatempos|interesses pessoais|interessi|hobby|passioni|interessi personali|hobby e interessi|tempo libero|interesses|hobbys en interesses|interesses en hobbys|zainteresowania|hobby i zainteresowania|pasje|ilgi alanlari|hobiler|hobi|ilgi alanlari ve hobiler|intressen|fritidsintressen|interesser|fritidsinteresser|harrastukset|kiinnostukset|zajmy|zaliby|zaujmy|konicky|hobby uri|interese|erdeklodes|hobbi|hobiji
        |интересы|увлечения|хобби|интересы и хобби|інтереси|хобі|захоплення|ενδιαφεροντα|χομπι|취미|관심사|관심 분야|취미 및 특기|취미/특기|趣味|趣味・特技|兴趣|兴趣爱好|爱好|個人興趣|興趣|興趣愛好
        |الاهتمامات|الهوايات|اهتمامات|هوايات|الهوايات والاهتمامات|תחביבים|תחומי עניין|रुचियां|शौक|so thich|minat|hobi dan minat|ความสนใจ|งานอดิเรก""",
    "references": """references|referees|recommendations|testimonials|professional references|reference
        |referenzen|references professionnelles|referencias|referencias profesionales|referencias personales|referenze|referenties|referencje|referanslar|referans|referenser|referencer|referanser|suosittelijat|reference a doporuceni|referinte|referenciak|preporuke
        |рекомендации|рекомендації|συστασεις|추천인|추천|参考人|推荐人|推薦人|推薦者|المراجع|المعرفون|מליצים|ממליצים|संदर्भ|nguoi tham khao|referensi|บุคคลอ้างอิง""",
    "contact": """contact|contact information|contact details|contact info|contact me|personal details|personal information|personal data|links|profiles|social|social media|social links|online|personal info|get in touch|find me online|social profiles|online presence|web|websites|details|address|personal
        |kontakt|kontaktdaten|personliche daten|personliche angaben|personalien|zur person|coordonnees|informations personnelles|etat civil|contacter|contacto|datos personales|informacion personal|informacion de contacto|datos de contacto|enlaces|contato|dados pessoais|informacoes pessoais|contactos|informacoes de contato|contatti|dati personali|informazioni personali|informazioni di contatto|recapiti|persoonlijke gegevens|contactgegevens|personalia|persoonlijke informatie|dane osobowe|dane kontaktowe|iletisim|kisisel bilgiler|iletisim bilgileri|kimlik bilgileri|personuppgifter|kontaktuppgifter|personlige oplysninger|kontaktoplysninger|kontaktinformasjon|personopplysninger|yhteystiedot|henkilotiedot|kontaktni udaje|osobni udaje|osobne udaje|kontaktne udaje|informatii personale|date personale|date de contact|elerhetoseg|elerhetosegek|szemelyes adatok|kontakt podaci|osobni podaci
        |контакты|контактная информация|личные данные|личная информация|персональные данные|контакти|контактні дані|особисті дані|στοιχεια επικοινωνιας|προσωπικα στοιχεια|επικοινωνια|연락처|인적사항|인적 사항|기본 정보|개인 정보|개인정보|기본정보|연락 정보|連絡先|基本情報|個人情報|联系方式|个人信息|基本信息|个人资料|聯絡方式|聯繫方式|個人資料|基本資料|联系信息|基本资料
        |معلومات الاتصال|البيانات الشخصية|التواصل|معلومات شخصية|المعلومات الشخصية|بيانات التواصل|معلومات التواصل|الاتصال|اتصل بي|פרטים אישיים|פרטי קשר|יצירת קשר|संपर्क|व्यक्तिगत विवरण|lien he|thong tin lien he|thong tin ca nhan|kontak|data pribadi|informasi pribadi|ข้อมูลส่วนตัว|ติดต่อ""",
    "courses": """courses|coursework|relevant coursework|selected coursework|key courses|relevant courses|additional courses|online courses|courses taken
        |kurse|lehrveranstaltungen|cours|cursos|cursos relevantes|corsi|cursussen|kursy|kurslar|kurser|kurssit|kurzy|cursuri|kurzusok|tecaji|курси|수강 과목|수료 교육|교육 수료|교육 이수|履修科目|主修课程|相关课程|課程|主要课程|קורסים|khoa hoc""",
}

_HEADWORDS = {
    "summary": "summary profile objective overview statement",
    "work": "experience experiences employment appointments internships internship positions roles career",
    "education": "education academic academics degrees studies schooling",
    "skills": "skills competencies expertise proficiencies technologies tools competences abilities",
    "projects": "projects project",
    "certificates": "certifications certificates licenses licences certification credentials licensure training trainings",
    "languages": "languages",
    "awards": "awards honors honours achievements accomplishments scholarships fellowships grants prizes",
    "publications": "publications papers preprints articles",
    "volunteer": "volunteering volunteer community extracurricular extracurriculars activities leadership involvement",
    "interests": "interests hobbies",
    "references": "references referees",
    "contact": "contact",
    "courses": "coursework courses",
}
_MODIFIERS = frozenset(
    [
        "professional",
        "relevant",
        "selected",
        "key",
        "additional",
        "other",
        "recent",
        "current",
        "prior",
        "previous",
        "related",
        "technical",
        "personal",
        "academic",
        "work",
        "history",
        "my",
        "and",
        "of",
        "the",
        "in",
        "core",
        "main",
        "major",
        "notable",
        "independent",
        "graduate",
        "undergraduate",
        "postdoctoral",
        "research",
        "teaching",
        "industry",
        "industrial",
        "clinical",
        "practical",
        "software",
        "engineering",
        "general",
        "specific",
        "special",
        "earlier",
        "summary",
        "background",
        "information",
        "open",
        "source",
        "areas",
        "area",
        "university",
        "college",
        "freelance",
        "consulting",
        "management",
        "executive",
        "international",
        "field",
        "external",
        "internal",
        "further",
        "continuing",
        "nursing",
        "medical",
        "legal",
        "military",
        "sales",
        "marketing",
        "design",
        "business",
        "science",
        "data",
        "startup",
        "non",
        "profit",
        "nonprofit",
        "student",
        "campus",
        "social",
        "paid",
        "unpaid",
        "full",
        "part",
        "time",
        "foreign",
        "hard",
        "soft",
        "digital",
        "computer",
        "it",
        "programming",
        "language",
        "key",
        "industry",
        "corporate",
        "board",
        "advisory",
        "editorial",
        "professional",
        "s",
        "details",
        "section",
    ]
)
_ORDER = tuple(_PHRASES)
_JOINERS = re.compile(r"[&/+,|·•]| and | und | et | y | e | en | i | ve | og | och | и | & ")
_PUNCTUATION = re.compile(r"[^\w\s・/&+,|]+|_")


def normalise(text: str) -> str:
    """A heading as it is looked up."""
    folded = fold(text).replace("'", "").replace("’", "")
    return " ".join(_PUNCTUATION.sub(" ", folded).split())


_KINDS: dict[str, str] = {}
for _kind, _phrases in _PHRASES.items():
    for _phrase in _phrases.split("|"):
        _KINDS.setdefault(normalise(_phrase), _kind)
        _KINDS.setdefault(normalise(_phrase).replace(" ", ""), _kind)
_KINDS.pop("", None)
_WORDS = {word: kind for kind, words in _HEADWORDS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def find_kind(text: str) -> str | None:
    """The kind of section a heading with exactly this text opens, if its words are those of a heading."""
    if not 1 < len(text) <= 60 or any(c.isdigit() for c in text):
        return None
    if text[0].islower() and text.rstrip().endswith((".", ",", ";")):
        return None  # the last word of a sentence: "projects."
    words = normalise(text)
    if not words:
        return None
    if kind := _KINDS.get(words) or (_KINDS.get(words.replace(" ", "")) if len(text) > 2 else None):
        return kind
    if text.rstrip().endswith((".", ",", ";")) or (not text[0].isupper() and text[0].isascii()):
        return None
    parts = [part.strip() for part in _JOINERS.split(f" {words} ") if part.strip()]
    if len(parts) > 1:
        kinds = [_KINDS.get(part) or _by_words(part.split()) for part in parts]
        if all(kinds):
            return kinds[0]
    return _by_words([word for part in parts for word in part.split()])


def is_phrase(text: str) -> bool:
    """Whether a heading is known as it stands, not word by word."""
    return normalise(text) in _KINDS


def _by_words(words: list[str]) -> str | None:
    """The kind named by the last headword, when every other word only qualifies it."""
    if not 1 <= len(words) <= 6:
        return None
    found = [word for word in words if word in _WORDS]
    if not found or any(word not in _WORDS and word not in _MODIFIERS for word in words):
        return None
    return _WORDS[found[-1]]
