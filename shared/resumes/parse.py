"""A résumé file → the parsed person, with what is doubtful named."""

import json
import re
from typing import Any

from shared.models.resume import Basics, Education, ParsedResume, Resume, Skill, Volunteer, Work
from shared.resumes import lists
from shared.resumes.blocks import Block, make_blocks
from shared.resumes.characters import clean, squeeze
from shared.resumes.contact import EMAIL, find_contact, is_contact_text
from shared.resumes.doubts import find_doubts, refuse_nonsense, refuse_what_is_no_resume
from shared.resumes.entries import Entry, is_label, is_table_head, opens_job, split_entries
from shared.resumes.geometry import Document, Line
from shared.resumes.heads import Head, read_heads
from shared.resumes.json_resume import from_json_resume
from shared.resumes.languages import detect
from shared.resumes.parts import made
from shared.resumes.places import looks_like_place
from shared.resumes.plain import decode, read_plain
from shared.resumes.refusals import EmptyFile, NoTextLayer, NotJsonResume
from shared.resumes.sections import Section, split_sections
from shared.resumes.skill_lists import is_short_list, names_skills, read_skills
from shared.resumes.sniff import sniff


def parse_resume(data: bytes, filename: str | None = None, content_type: str | None = None) -> ParsedResume:
    """Read a PDF, DOCX, text, Markdown or JSON Resume file.

    Raises a refusal (``shared.resumes.refusals``) with a stable code for what cannot be read.
    """
    kind = sniff(data, filename, content_type)
    if kind == "json":
        return _parse_json(data)
    if kind == "pdf":
        return _parse_document(_read_pdf(data))
    if kind == "docx":
        from shared.resumes.docx import read_docx  # noqa: PLC0415  the XML parser is for Word files only

        return _parse_document(read_docx(data))
    return _parse_document(read_plain(decode(data), markdown=kind == "md"))


def parse_text(text: str) -> ParsedResume:
    """Read a résumé pasted as text (plain or Markdown)."""
    return _parse_document(read_plain(text))


def _read_pdf(data: bytes) -> Document:
    from shared.resumes.extract import read_pages  # noqa: PLC0415  loads pdfium
    from shared.resumes.layout import order_pages  # noqa: PLC0415  goes with it
    from shared.resumes.running import without_running_lines  # noqa: PLC0415  goes with it

    pages = read_pages(data)
    without_running_lines(pages)
    notes = []
    if any(page.recognised for page in pages):
        notes.append(
            ("recognised-text", "The text is an invisible layer made by text recognition; check it for errors.")
        )
    hidden = [text for page in pages for text in page.hidden]
    links = list(dict.fromkeys(link for page in pages for link in page.links))
    return Document(order_pages(pages), hidden, links, notes)


def _parse_json(data: bytes) -> ParsedResume:
    try:
        doc = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise NotJsonResume("The file is not valid JSON.") from error
    resume = from_json_resume(doc)
    text = resume_text(resume)
    return find_doubts(ParsedResume(resume=resume, text=text, language=detect(text)), {})


def resume_text(resume: Resume) -> str:
    """Every string of the résumé, one a line, in document order."""
    parts: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            parts.append(clean(value))
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(resume.model_dump(by_alias=True, exclude_unset=True))
    return "\n".join(part for part in parts if part.strip())


def _parse_document(document: Document) -> ParsedResume:
    if not document.lines:
        raise NoTextLayer if document.hidden else EmptyFile
    text = "\n".join(squeeze(line.text).replace("\u00ad", "-") for line in document.lines)
    refuse_nonsense(text)
    sections = split_sections(document.lines)
    builder = _Builder(document, sections)
    builder.build()
    resume = builder.resume
    refuse_what_is_no_resume(resume, text, sections)
    parsed = ParsedResume(resume=resume, text=text, hidden_text=document.hidden, language=detect(text))
    return find_doubts(parsed, builder.sure, document.notes, builder.extra)


_LANGUAGES_KNOWN = re.compile(
    r"(?i)^(?:languages?(?: known| spoken)?|sprachen|langues|idiomas|lingue|języki)\s*[:–-]\s*"
)
SHORT = 5
"""Words: lines no longer than this under a heading of unknown meaning are items of a list."""
_LISTED = frozenset({"skills", "languages", "interests", "certificates", "courses"})


class _Builder:
    """Sections become the parts of one résumé."""

    def __init__(self, document: Document, sections: list[Section]) -> None:
        self.document = document
        self.sections = sections
        self.values: dict[str, Any] = {}
        self.extra: list[dict[str, Any]] = []
        self.sure: dict[str, float] = {}
        self.summary: list[str] = []
        self.after_skills = False

    @property
    def resume(self) -> Resume:
        return self._resume

    def build(self) -> None:
        for section in self.sections:
            if section.kind == "summary" and is_contact_text(section.lines):
                section.kind = "contact"
        self.part_footer()
        head = [line for section in self.sections if section.kind in ("head", "contact") for line in section.lines]
        # Addresses below the prose of a profile stay out of the summary, and must be read all the same.
        head += [
            line
            for section in self.sections
            if section.kind == "summary"
            for line in section.lines
            if is_contact_text([line])
        ]
        others = [
            line for section in self.sections if section.kind not in ("head", "contact") for line in section.lines
        ]
        if not any(len(line.text) > 2 for line in head):
            # Forms (Europass) have a heading above the name.
            head = self.document.lines[:14]
        contact = find_contact(head, others, self.document.links)
        for section in self.sections:
            short = section.kind is None and all(len(line.text.split()) <= SHORT for line in section.lines)
            blocks = make_blocks(section.lines, listed=short or section.kind in _LISTED)
            if section.kind in ("head", "contact") or not blocks:
                continue
            self.add(section, [block for block in blocks if not is_table_head(block)])
        if any(section.kind in ("head", "contact") for section in self.sections):
            self.leftover(contact.rest, [segment.text for line in head for segment in line.segments])
        basics = made(
            Basics,
            name=contact.name,
            label=contact.label,
            email=contact.email,
            phone=contact.phone,
            url=contact.url,
            location=contact.location,
            profiles=contact.profiles,
            summary="\n".join(self.summary),
        )
        self.sure["/basics/name"] = contact.name_sure
        values = {key: value for key, value in self.values.items() if value}
        if self.extra:
            values["sections"] = self.extra
        self._resume = Resume(basics=basics, **values)

    def part_footer(self) -> None:
        """Take how to reach the person out of the section it stands with, where the head names no address."""
        if any(
            EMAIL.search(line.text)
            for section in self.sections
            if section.kind in ("head", "contact")
            for line in section.lines
        ):
            return
        for section in self.sections:
            lines = section.lines
            at = next((index for index, line in enumerate(lines) if EMAIL.search(line.text)), None)
            if at is None or section.kind == "references":
                continue
            # Below the section's own lines, or above them where a page ended in the middle of a column.
            reach = lines[: at + 1] if all(is_contact_text([line]) for line in lines[: at + 1]) else lines[at:]
            while (
                reach[0] is lines[at]
                and at
                and (is_contact_text([lines[at - 1]]) or looks_like_place(lines[at - 1].text))
            ):
                at -= 1
                reach = lines[at:]
            if len(reach) < len(lines) and is_contact_text(reach):
                self.sections.append(Section("contact", "", reach))
                section.lines = [line for line in lines if line not in reach]
                return

    def add(self, section: Section, blocks: list[Block]) -> None:
        kind = section.kind
        if kind == "languages" and not lists.speaks(blocks):
            kind = None if names_skills(blocks) else "skills"
        after_skills, self.after_skills = self.after_skills, False
        if kind in (None, "volunteer") and (names_skills(blocks) or (after_skills and is_short_list(blocks))):
            kind = "group"  # "Frameworks", "Leadership": a heading over skills of one sort
        if kind in ("work", "volunteer", "projects"):
            blocks = [block for block in blocks if not is_label(block)]
        if kind == "summary":
            self.summary += [block.text for block in blocks if not is_contact_text(block.lines)]
        elif kind == "work":
            self.extend("work", self.work(blocks))
        elif kind == "volunteer":
            self.extend("volunteer", [_as_volunteer(job) for job in self.work(blocks, record=False)])
        elif kind == "education":
            self.extend("education", self.education(blocks))
        elif kind == "skills":
            self.extend("skills", read_skills(blocks))
            self.after_skills = True
        elif kind == "group":
            self.extend("skills", _as_group(section.title, read_skills(blocks)))
            self.after_skills = True
        elif kind == "languages":
            self.extend("languages", lists.read_languages(blocks))
        elif kind == "certificates":
            self.extend("certificates", lists.read_certificates(blocks))
        elif kind == "awards":
            self.extend("awards", lists.read_awards(blocks))
        elif kind == "publications":
            self.extend("publications", lists.read_publications(blocks))
        elif kind == "projects":
            self.extend("projects", lists.read_projects(blocks))
        elif kind == "interests":
            self.extend("interests", lists.read_interests(blocks))
        elif kind == "references":
            self.extend("references", lists.read_references(blocks))
        else:
            self.extra.append({"title": section.title, "items": lists.plain_items(blocks)})

    def extend(self, name: str, parts: list[Any]) -> None:
        self.values.setdefault(name, []).extend(parts)

    def leftover(self, lines: list[Line], told: list[str]) -> None:
        """What the head tells beside contact data: a summary without a heading, languages, jobs."""
        blocks = make_blocks(lines)
        for block in list(blocks):
            if found := _LANGUAGES_KNOWN.match(block.text):
                self.extend("languages", lists.languages_in(block.text[found.end() :]))
                blocks.remove(block)
            elif lists.only_languages(block.text):
                self.extend("languages", lists.languages_in(block.text))
                blocks.remove(block)
        if "languages" not in self.values:
            spoken = [text for text in told if lists.only_languages(text)]
            self.extend("languages", [known for text in spoken[:1] for known in lists.languages_in(text)])
        if "work" not in self.values and (jobs := _unheaded_jobs(blocks)):
            self.extend("work", self.work(jobs))
            blocks = blocks[: blocks.index(jobs[0])]
        prose = [block.text for block in blocks if _is_prose(block.text)]
        if prose and not self.summary:
            self.summary = prose
            blocks = [block for block in blocks if block.text not in prose]
        if items := lists.plain_items(blocks):
            self.extra.append({"title": "", "items": items})

    def work(self, blocks: list[Block], *, record: bool = True) -> list[Work]:
        entries = split_entries(blocks)
        heads = read_heads(entries, "work")
        _share_employers(entries, heads)
        jobs: list[Work] = []
        start = len(self.values.get("work", []))
        for entry, head in zip(entries, heads, strict=True):
            if not head.fields and not entry.body and not head.span:
                continue
            if record:
                for label, key in (("position", "position"), ("company", "name"), ("place", "location")):
                    if label in head.sure:
                        self.sure[f"/work/{start + len(jobs)}/{key}"] = round(head.sure[label], 2)
            jobs.append(_job(entry, head))
        return jobs

    def education(self, blocks: list[Block]) -> list[Education]:
        entries = split_entries(blocks)
        heads = read_heads(entries, "education")
        start = len(self.values.get("education", []))
        schools: list[Education] = []
        for entry, head in zip(entries, heads, strict=True):
            if not head.fields and not entry.body and not head.span:
                continue
            for label, key in (("school", "institution"), ("degree", "studyType"), ("area", "area")):
                if label in head.sure:
                    self.sure[f"/education/{start + len(schools)}/{key}"] = round(head.sure[label], 2)
            begin, end, current = _period(head)
            bullets = [block.text for block in entry.body if block.bullet]
            prose = [block.text for block in entry.body if not block.bullet] + head.rest
            schools.append(
                made(
                    Education,
                    institution=head.fields.get("school"),
                    area=head.fields.get("area"),
                    study_type=head.fields.get("degree"),
                    location=head.fields.get("place"),
                    start_date=begin,
                    end_date=end,
                    score=head.score,
                    url=head.url,
                    highlights=bullets,
                    summary="\n".join(prose),
                    **({"current": True} if current else {}),
                )
            )
        return schools


def _period(head: Head) -> tuple[str | None, str | None, bool]:
    if head.span is None:
        return None, None, False
    return head.span.start, head.span.end, head.span.current


def _job(entry: Entry, head: Head) -> Work:
    start, end, current = _period(head)
    if head.span is not None and head.span.single:
        start = end
    bullets = [block.text for block in entry.body if block.bullet]
    prose = [block.text for block in entry.body if not block.bullet]
    if (not bullets and len(prose) > 1) or (not bullets and prose):
        bullets, prose = prose, []
    return made(
        Work,
        name=head.fields.get("company"),
        position=head.fields.get("position"),
        location=head.fields.get("place"),
        url=head.url,
        start_date=start,
        end_date=end,
        current=current or None,
        summary="\n".join([*head.rest, *prose]),
        highlights=bullets,
    )


def _as_group(title: str, skills: list[Skill]) -> list[Skill]:
    """The skills under a heading of their own ("Frameworks") as one group, unless they are grouped already."""
    if not title or any(skill.keywords or skill.level for skill in skills):
        return skills
    return [Skill(name=title, keywords=[skill.name for skill in skills if skill.name])]


def _is_prose(text: str) -> bool:
    """Whether a paragraph between name and first section is one of a summary rather than a remark."""
    words = len(text.split())
    return words >= 8 or (words >= 5 and text.endswith(".")) or (len(text) >= 20 and text.endswith("。"))


def _unheaded_jobs(blocks: list[Block]) -> list[Block]:
    """The jobs that stand below the contact data without a heading: from the first that has a title and a period."""
    start = next((index for index, block in enumerate(blocks) if opens_job(block)), len(blocks))
    return blocks[start:]


def _as_volunteer(job: Work) -> Volunteer:
    return made(
        Volunteer,
        organization=job.name,
        position=job.position,
        url=job.url,
        start_date=job.start_date,
        end_date=job.end_date,
        summary=job.summary,
        highlights=job.highlights,
    )


def _share_employers(entries: list[Entry], heads: list[Head]) -> None:
    """Several roles in one company: a header with only the employer names the roles below it."""
    index = 0
    while index < len(heads):
        head, entry = heads[index], entries[index]
        following = heads[index + 1] if index + 1 < len(heads) else None
        only_company = "company" in head.fields and "position" not in head.fields and not entry.body
        if only_company and following and "position" in following.fields and "company" not in following.fields:
            company = head.fields["company"]
            for later in heads[index + 1 :]:
                if "company" in later.fields or "position" not in later.fields:
                    break
                later.fields["company"] = company
                later.fields.setdefault("place", head.fields.get("place", "")) if head.fields.get("place") else None
            del heads[index], entries[index]
            continue
        if (
            index
            and "company" not in head.fields
            and "position" in head.fields
            and not head.rest
            and "company" in heads[index - 1].fields
            and len(entry.header) <= len(entries[index - 1].header)
        ):
            head.fields["company"] = heads[index - 1].fields["company"]
            if "place" not in head.fields and "place" in heads[index - 1].fields:
                head.fields["place"] = heads[index - 1].fields["place"]
        index += 1
