"""The eight sections of the editor's form."""

from typing import Literal

Section = Literal["contact", "summary", "experience", "skills", "education", "projects", "certifications", "additional"]
SECTIONS: tuple[Section, ...] = (
    "contact", "summary", "experience", "skills", "education", "projects", "certifications", "additional",
)  # fmt: skip
"""In the order that a form starts with."""
