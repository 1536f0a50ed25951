"""Invented people for the optimizer's tests."""

from datetime import date

from shared.models.optimized import Requirement
from shared.models.resume import Resume
from shared.optimize.wanted import Wanted
from shared.skills.find import find_listed

TODAY = date(2026, 11, 1)

ENGINEER = Resume.model_validate(
    {
        "basics": {
            "name": "Jane Doe",
            "email": "jane@example.com",
            "phone": "+1 555 010 7788",
            "profiles": [{"network": "GitHub", "url": "https://github.com/janedoe"}],
        },
        "work": [
            {
                "name": "Robust Intelligence",
                "position": "Senior Backend Engineer",
                "start_date": "2020-03",
                "highlights": [
                    "Wrote the runbooks for all teams in the company",
                    "Reduced latency by 10–20% using k8s and Postgres",
                    "Built APIs in Python for 12 teams",
                    "Led 5 engineers",
                ],
            },
            {
                "name": "Acme Corp",
                "position": "Developer",
                "start_date": "2016-01",
                "end_date": "2019-12",
                "highlights": [
                    "Responsible for managing the team and planning sprints",
                    "Saved $1.2M in 2018",
                    "Manage the build",
                ],
            },
        ],
        "education": [
            {
                "institution": "University of Oxford",
                "study_type": "BSc",
                "area": "Computer Science",
                "end_date": "2015",
            }
        ],
        "skills": [
            {"name": "Tools", "keywords": ["Git", "Jira"]},
            {"name": "Languages", "keywords": ["Go", "Python", "JS"]},
        ],
        "certificates": [{"name": "Certified Scalable Architect", "date": "2021-06"}],
    }
)

NURSE = Resume.model_validate(
    {
        "basics": {"name": "Ana Núñez", "email": "ana@example.org", "summary": "Nurse on a surgical ward."},
        "work": [
            {
                "name": "St. Mary's Hospital",
                "position": "Registered Nurse",
                "start_date": "2017-09",
                "highlights": [
                    "Cared for up to 8 patients per shift after surgery",
                    "I trained 6 new nurses in wound care",
                ],
            }
        ],
        "education": [{"institution": "Trinity College", "study_type": "Bachelor of Science in Nursing"}],
        "certificates": [{"name": "ACLS"}, {"name": "Basic Life Support"}],
    }
)


def wanted(**needs: str) -> Wanted:
    """Make a posting that asks for these skills: ``wanted(Python="required")``."""
    requirements = [Requirement(names=[name.replace("_", " ")], need=need) for name, need in needs.items()]
    spelled = {}
    for requirement in requirements:
        for name, skill in zip(requirement.names, find_listed(requirement.names), strict=True):
            if skill:
                spelled[skill.id] = name
    return Wanted("Engineer", "Initech", requirements, spelled)


BACKEND = wanted(
    Python="required", Kubernetes="required", PostgreSQL="preferred", JavaScript="unstated", Terraform="required"
)
