"""Sentences as postings and résumés write them, and the skills they name.

Each row is a class of trap, a sentence, and the ids that must be found in it. An id with a leading ``-`` must not be
found, whatever else is; a row of only such ids says nothing about other skills. A row without any must find nothing.
"""

from typing import NamedTuple


class Row(NamedTuple):
    trap: str
    text: str
    ids: str


def rows(text: str) -> list[Row]:
    """``sentence => id id -id``, under ``# trap`` lines."""
    trap = ""
    found: list[Row] = []
    for line in text.strip().splitlines():
        if line.startswith("# "):
            trap = line[2:]
        elif line.strip():
            sentence, _, ids = line.partition("=>")
            found.append(Row(trap, sentence.strip().replace("\\n", "\n"), ids.strip()))
    return found


SENTENCES = rows("""
# products named like things
Scarves with a snowflake pattern for the winter. => -snowflake
Warehouses: Snowflake, BigQuery => snowflake bigquery
Our data lives in snowflake, dbt and Airflow. => snowflake dbt apache-airflow
A tableau vivant of the nativity. => -tableau
You build tableau dashboards for the board. => tableau
Tableau or Power BI => tableau power-bi
# go
We go the extra mile for every customer. => -go
You are ready to go live with the new platform. => -go
Go above and beyond for our patients. => -go
You will own our go-to-market plans. => -go
The service was rewritten from PHP to Go. => php go
Senior Go Developer => go
Backend: Go, PostgreSQL, Kafka => go postgresql apache-kafka
Experience with Go or Rust => go rust
Microservices in golang => microservices go
Our on-the-go app reminds you to drink. => -go
Go get them! => -go
Do you want to go further, faster, with Python? => python -go
Solid knowledge of Go and gRPC => go grpc
Lunch is on us, so go hungry. => -go

# r and c
Statistics in R and Python => statistics r python
R&D budgets are growing. => -r
You report to the R&D lead. => -r -d
Languages: C, C++, Java => c cpp java
We closed our Series C last year. => -c
Presentations at C-level => -c
Vitamin C and fresh fruit every day => -c
Firmware written in C. => c firmware
Knowledge of C programming => c
Building C, Room 4, 12 Main Street => -c
J. R. Smith, C. Miller => -c -r
A/C technicians wanted => -c
Grade C or above in English => english -c
Proficient in R. => r
Strong SQL and R skills => sql r
Plan C is to wait. => -c
Works with R Studio and SPSS => r spss
°C and °F thermometers => -c

# java and javascript
JavaScript, not the other one => javascript -java
Java and JavaScript => java javascript
You know JavaScript frameworks. => javascript -java
5 years of Java 17 => java
Core Java, J2EE => java jakarta-ee
java script for the web => javascript

# sql
NoSQL stores at scale => nosql -sql
No SQL needed here. => -nosql
MySQL and SQL Server => mysql microsoft-sql-server
PL/SQL procedures on Oracle 19c => pl-sql oracle-database
MS SQL or T-SQL => microsoft-sql-server t-sql
SQLite on the device => sqlite -sql
Postgres 14 in production => postgresql

# spring
Start in spring 2021 => -spring
Internship, Spring 2024 => -spring
The spring semester starts in March. => -spring
Microservices with Spring Boot => microservices spring-boot
Java, Spring, Hibernate => java spring hibernate
Spring developer with Java background => spring java
Silver Spring, Maryland => -spring

# excel
You excel at building relationships. => -microsoft-excel
Help our team excel in a fast market. => -microsoft-excel
Excel at what you do => -microsoft-excel
Advanced Excel skills => microsoft-excel
Word, Excel and PowerPoint => microsoft-word microsoft-excel microsoft-powerpoint
Reports in MS Excel with pivot tables => microsoft-excel
Reporting in Excel and Power BI => microsoft-excel power-bi
To excel, you must listen. => -microsoft-excel

# react and express
You react quickly to incidents. => -react
How would you react to a delay? => -react
React, Redux and TypeScript => react redux typescript
Our frontend is written in React. => react
ReactJS or React.js => react
React Native apps for nurses => react-native
We express our gratitude in writing. => -express-js
Ship by express delivery. => -express-js
Node.js, Express, MongoDB => node-js express-js mongodb
APIs built with Express => express-js

# rest and soap
The rest of the team sits in Lyon. => -rest
You can rest assured. => -rest -rest-assured
Rest days are paid. => -rest
REST APIs and webhooks => rest
Designs RESTful services => rest
REST and SOAP => rest soap
Soap and towels are provided. => -soap

# rust and swift
Rust never sleeps on our pipelines. => -rust
Remove rust from metal parts. => -rust
Systems programming in Rust => rust
A swift response to patients => -swift
Swift action is needed. => -swift
iOS apps in Swift => swift ios
Swift, Kotlin => swift kotlin
Knowledge of SwiftUI => swiftui

# office words
You have access to our gym. => -microsoft-access
Word of mouth brings most guests. => -microsoft-word
A positive outlook on life => -microsoft-outlook
You lead teams of nurses. => -microsoft-teams
Outlook, Teams and Word => microsoft-outlook microsoft-teams microsoft-word
Meetings on Microsoft Teams => microsoft-teams
In other words, you teach. => -microsoft-word

# ai and ml
AI and ML models => artificial-intelligence machine-learning
250 ml of saline => -machine-learning
Retrieval with RAG pipelines => retrieval-augmented-generation
Wipe down with a clean rag. => -retrieval-augmented-generation
Deploys ML models to Kubernetes => machine-learning kubernetes
LLM agents with LangChain => large-language-models langchain

# chef and puppet
Head Chef for our Berlin restaurant => -chef
Pastry chef with two stars => -chef
Puppet, Chef or Ansible => puppet chef ansible
A puppet theatre for children => -puppet
Terraform and Chef cookbooks => terraform chef

# people and places
Julia leads the team in Pearl Street. => -julia
Ruby and Amber welcome you at reception. => -ruby
Experience with Ruby on Rails => ruby-on-rails
Python, Julia, MATLAB => python julia matlab
Dart and Flutter => dart flutter
Hit the bullseye: a dart board in the office => -dart
Work at Square or Stripe => -stripe
Payment integrations with Stripe => stripe
The notion of quality => -notion
Jira, Confluence, Notion => jira confluence notion
A linear career path => -linear
Your vault of knowledge => -hashicorp-vault
Secrets in HashiCorp Vault => hashicorp-vault
Salt and pepper to taste => -saltstack
A thermos flask for every driver => -flask
Python with Flask => python flask
Spark interest among readers => -apache-spark
ETL on Spark and Airflow => etl apache-spark apache-airflow
The storm hit our beam. => -apache-storm -apache-beam
Unity among colleagues => -unity
Games in Unity and C# => unity csharp
The Amazon basin => -amazon-web-services
Maven and Gradle builds => maven gradle
Ember Road 5, Kent => -ember-js
Sage advice from experienced colleagues => -sage
A slack schedule => -slack

# symbols
C++ and C# => cpp csharp
.NET Core or ASP.NET => dotnet asp-net
Net income rose by 4%. => -dotnet
Node.js and Vue.js => node-js vue-js
NodeJS/VueJS => node-js vue-js
CI/CD with Jenkins => ci-cd jenkins
CI / CD pipelines => ci-cd
A/B testing of landing pages => a-b-testing
F# or VB.NET => fsharp vb-net
JS/TS => javascript typescript
TCP/IP and DNS => tcp-ip dns
C/C++ => c cpp
P&L owner and M&A => mergers-and-acquisitions
CompTIA Security+ certified => comptia-securityp
Our security is our priority. => -comptia-securityp
Objective-C => objective-c -c
HTML5 & CSS3 => html css
Python3 => python
C++17 on Linux => cpp linux

# aliases
k8s and AWS => kubernetes amazon-web-services
Sklearn, TF-IDF and pandas => scikit-learn pandas
Postgres, Mongo and Elastic Search => postgresql mongodb elasticsearch
Dockerized services behind nginx => docker nginx
GCP or Azure => google-cloud-platform microsoft-azure
Infrastructure as code (Terraform) => infrastructure-as-code terraform
VS Code and GitHub => visual-studio-code github
gitlab-ci and git => gitlab-ci git

# addresses and handles
See https://github.com/acme/python-tools for more. =>
jane.java@example.com =>
Write to jobs@react-tables.io =>
Follow @python on our channel =>
www.java.com/docker/download =>
linkedin.com/in/jenkins-smith =>
my_python_module and __react__ =>

# ordinary sentences
We are a family company founded in 1952. =>
Free parking, a canteen and thirty days of leave. =>
You will join us in Manchester on 1 March. =>
Please send your documents by post. =>
Our values: trust, courage, humour. =>
The position is limited to two years. =>
We offer health insurance and a pension plan. =>
Applications from all backgrounds are welcome. =>
Market leader for garden furniture since 1988 =>
Contact Mrs Weaver for questions. =>
It is a small team with short ways. =>
Salary: 45,000 to 52,000 euros =>
Reference number 2024-117-B =>
We are looking forward to your application. =>
Working hours are nine to five. =>
Dogs are welcome in our offices. =>
Interviews take place in June. =>
You must be over 18. =>

# perks and boilerplate
A learning & development budget => -learning-and-development
Life insurance and private healthcare => -insurance -healthcare
We celebrate diversity and inclusion. => -diversity-and-inclusion
Mental health days => -mental-health
Flexible hours => -adaptability
We are a leading sales company. => -sales
Experience in sales => sales
Sales, Marketing, Negotiation => sales marketing negotiation
A research institute in Kiel => -research-skills
Research skills are a must. => research-skills

# business
Month-end close and bank reconciliations => general-ledger account-reconciliation
Accounts payable, accounts receivable, SAP => accounts-payable accounts-receivable sap
Knowledge of IFRS and US GAAP => ifrs us-gaap
Payroll for 300 people => payroll
Prepares VAT returns and tax returns => vat tax-returns
Lead generation in HubSpot => lead-generation hubspot
SEO, Google Ads and email marketing => search-engine-optimization google-ads email-marketing
Stakeholder management and budgeting skills => stakeholder-management budgeting
Runs supply chain management for 40 stores => supply-chain-management
Six Sigma Green Belt => six-sigma-green-belt
FP&A and financial modeling => financial-planning financial-modeling

# health, trades, teaching
Wound care, IV therapy and vital signs => wound-care iv-therapy vital-signs
Registered nurse in intensive care => nursing critical-care
BLS and ACLS certified => cpr acls
Administers medications and documents in Epic EHR => epic-ehr
Phlebotomy and ECG interpretation => phlebotomy cardiology
MIG welding and blueprint reading => mig-welding computer-aided-design
CNC programming, AutoCAD => cnc-programming autocad
Forklift licence and order picking => forklift-operation order-picking
HVAC and plumbing => hvac plumbing
HACCP and food safety => haccp food-safety
Lesson planning and classroom management => curriculum-development classroom-management
Cell culture, qPCR, flow cytometry => cell-culture pcr flow-cytometry
HPLC method development under GMP => hplc good-manufacturing-practice
Barista with latte art => barista
Legal research in Westlaw => legal-research westlaw

# german
Java-Entwickler (m/w/d) mit SQL-Kenntnissen => java sql
Fundierte Kenntnisse in Python und Docker => python docker
Sehr gute Deutschkenntnisse und Englisch => german english
Sichere MS-Office-Kenntnisse => microsoft-office
Erfahrung mit Go oder Rust => go rust
Erfahrung in der Finanzbuchhaltung und mit DATEV => accounting datev
Staplerschein und Führerschein Klasse B => forklift-operation driver-s-license -truck-driving
Express-Versand nach Wien => -express-js
Examinierte Pflegefachkraft => nursing
Wir gehen gemeinsam den nächsten Schritt. =>
Ein Büro im Grünen mit Blick auf den See =>
Kommunikationsstärke, Teamfähigkeit => communication teamwork
Projektmanagement nach Scrum => project-management scrum
React-Komponenten und Node.js-Dienste => react node-js
Die Rest-API in Java => java
Du bist im Team express unterwegs. => -express-js

# french
Développeur Java confirmé => java
Maîtrise de Python et SQL => python sql
Anglais courant, allemand apprécié => english german
Gestion de projet et méthode agile => project-management agile
Expérience en comptabilité fournisseurs => accounts-payable
Nous cherchons une personne motivée. =>
Infirmière diplômée, soins intensifs => nursing critical-care
Connaissance de React => react
L'apprentissage automatique avec scikit-learn => machine-learning scikit-learn
Vous réagissez vite et bien. => -vite
Le code swift de la banque => -swift
Le reste de l'équipe est à Nantes. =>
Vous allez droit au but. =>
Soudure TIG => tig-welding

# spanish
Desarrollador Python con Django => python django
Conocimientos de Excel y SAP => microsoft-excel sap
Inglés avanzado => english
Gestión de proyectos con metodologías ágiles => project-management agile
Atención al cliente en hostelería => customer-service
Enfermera con experiencia en cuidados intensivos => nursing critical-care
Buscamos personas con ganas de crecer. =>
Experiencia en Java y Spring Boot => java spring-boot
El resto del equipo trabaja en Sevilla. =>
Contabilidad y nóminas => accounting payroll

# korean
Python을 사용한 데이터 분석 => python data-analysis
React와 TypeScript 경험 => react typescript
AWS에서 Kubernetes를 운영 => amazon-web-services kubernetes
머신러닝 모델 개발 => machine-learning
자바 및 스프링부트 개발자 => java spring-boot
영어 가능자 우대 => english
SQL과 Tableau 활용 능력 => sql tableau
C언어 및 C++ 가능자 => c cpp
R을 이용한 통계 분석 => r statistics
함께 성장할 동료를 찾습니다. =>
Docker로 배포 => docker
프로젝트 관리 경험 => project-management

# layout
Skills:\\n• Go\\n• Python\\n• R => go python r
Python | Go | C => python go c
Languages: Python (expert), Go (good), SQL => python go sql
PYTHON, REACT, GO => python react go
SKILLS AND ACCESS TO ALL => -microsoft-access
machine\\nlearning in production => machine-learning
Machine-Learning-Projekte => machine-learning
ｐｙｔｈｏｎ and ｄｏｃｋｅｒ => python docker
“Python”, ‘Docker’ and «Go» => python docker
Tech stack: TypeScript/React/Node/AWS => typescript react node-js amazon-web-services
Unit tests, code reviews, pair programming => unit-testing code-review pair-programming
data\\n\\nscience => -data-science
Python/Django/Postgres => python django postgresql
Agile,Scrum,Kanban => agile scrum kanban
""")
