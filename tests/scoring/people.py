"""Invented people and adverts for the properties of the score."""

from datetime import date

from hypothesis import strategies as st

from shared.models.candidate import Candidate, UserProfile
from shared.models.match import Match
from shared.models.posting import Posting
from shared.models.resume import Basics, Education, Resume, Skill, Work
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score

TODAY = date(2026, 11, 25)

SKILLS = (
    "Python", "Django", "FastAPI", "PostgreSQL", "Kubernetes", "Docker", "React", "TypeScript", "Java", "Terraform",
    "Kafka", "Redis", "GraphQL", "Salesforce", "SAP", "QuickBooks", "AutoCAD", "Tableau", "Power BI", "Photoshop",
    "Payroll", "Welding", "Phlebotomy", "Triage", "Figma",
)  # fmt: skip
TITLES = (
    "Senior Backend Engineer", "Junior Data Analyst", "Registered Nurse", "Staff Accountant", "Electrician",
    "Marketing Manager", "Line Cook", "Softwareentwickler (m/w/d)", "Infirmière", "Contador", "회계 담당자",
    "Product Designer",
)  # fmt: skip

skills = st.sampled_from(SKILLS)
skill_lists = st.lists(skills, unique=True, max_size=8)
titles = st.sampled_from(TITLES)


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    required, preferred = draw(skill_lists), draw(skill_lists)
    lines = ["Requirements", *(f"- Experience with {name}" for name in required)]
    if draw(st.booleans()):
        lines.append(f"- {draw(st.integers(1, 12))}+ years of experience")
    if draw(st.booleans()):
        lines.append("- Bachelor's degree")
    if draw(st.booleans()):
        lines.append("- Fluent German and English")
    if draw(st.booleans()):
        lines += [
            "",
            "Responsibilities",
            f"- Work with {draw(skills)} every day and report to the head of the department",
        ]
    lines += ["", "Nice to have", *(f"- {name}" for name in preferred)]
    return Posting(job_title=draw(titles), company_name="Acme", description="\n".join(lines))


@st.composite
def resumes(draw: st.DrawFn) -> Resume:
    jobs = []
    year = 2024
    for _ in range(draw(st.integers(0, 3))):
        start = year - draw(st.integers(0, 5))
        names = draw(skill_lists)
        jobs.append(
            Work(
                name="Acme",
                position=draw(titles),
                start_date=f"{start}-03",
                end_date=f"{year}-06",
                highlights=[f"Built and improved what our customers use with {name} in a small team" for name in names],
            )
        )
        year = start
    education = (
        [Education(institution="Somewhere", study_type="Bachelor", area="Science")] if draw(st.booleans()) else []
    )
    listed = draw(skill_lists)
    return Resume(
        basics=Basics(name="Kim Meyer", label=draw(st.none() | titles)),
        work=jobs,
        education=education,
        skills=[Skill(name="Tools", keywords=listed)] if listed else [],
    )


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    kind = draw(st.sampled_from(("profile", "resume", "text", "both")))
    profile = (
        UserProfile(skills=draw(skill_lists), target_role=draw(st.none() | titles))
        if kind in {"profile", "both"}
        else None
    )
    resume = draw(resumes()) if kind in {"resume", "both"} else None
    text = ""
    if kind == "text":
        text = draw(plain_resumes())
    return Candidate(resume=resume, text=text, profile=profile)


@st.composite
def plain_resumes(draw: st.DrawFn) -> str:
    lines = ["Kim Meyer", draw(titles), "", "Experience", f"{draw(titles)}, Acme, 03/2018 - 06/2023"]
    lines += [f"- Built and improved what our customers use with {name} in a small team" for name in draw(skill_lists)]
    return "\n".join([*lines, "", "Skills", ", ".join(draw(skill_lists))])


def match(candidate: Candidate, posting: Posting) -> Match:
    return score(prepare(candidate, TODAY), read_posting(posting))
