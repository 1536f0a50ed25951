"""What changed between two states of a résumé: where, and in a sentence."""

from collections import Counter
from difflib import SequenceMatcher

from shared.models.form import SECTIONS, Section
from shared.models.optimized import DiffHint
from shared.models.resume import Resume
from shared.optimize.plain import lines_of

_MOST_LINES = 600
"""Beyond this a section is compared as a set of lines: alignment grows with the square."""


def sections_that_differ(one: Resume, other: Resume) -> list[Section]:
    """Return the editor's sections whose text is not the same."""
    return [section for section in SECTIONS if lines_of(section, one) != lines_of(section, other)]


def lines_by_section(resume: Resume) -> dict[str, list[str]]:
    """Return every section as lines: small enough to keep with a document, enough to tell later what changed."""
    return {section: lines for section in SECTIONS if (lines := lines_of(section, resume))}


def hints(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[DiffHint]:
    """Return every line that was added, removed, changed or moved, section by section."""
    return [hint for section in SECTIONS for hint in _hints(section, before.get(section, []), after.get(section, []))]


def _hints(section: Section, before: list[str], after: list[str]) -> list[DiffHint]:
    if before == after:
        return []
    gone, new = Counter(before), Counter(after)
    moved = {line for line in gone & new if gone[line] == new[line]}
    found = []
    if max(len(before), len(after)) > _MOST_LINES:
        found = [DiffHint(section=section, change="removed", before=line) for line in (gone - new).elements()]
        return found + [DiffHint(section=section, change="added", after=line) for line in (new - gone).elements()]
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        olds = [line for line in before[i:j] if line not in moved]
        news = [line for line in after[k:m] if line not in moved]
        found += [DiffHint(section=section, change="moved", after=line) for line in after[k:m] if line in moved]
        pairs = min(len(olds), len(news))
        found += [
            DiffHint(section=section, change="changed", before=old, after=new)
            for old, new in zip(olds[:pairs], news[:pairs], strict=True)
        ]
        found += [DiffHint(section=section, change="removed", before=line) for line in olds[pairs:]]
        found += [DiffHint(section=section, change="added", after=line) for line in news[pairs:]]
    return found


def summarise(changes: list[DiffHint]) -> str:
    """Say in a sentence per section what changed."""
    sentences = []
    for section in SECTIONS:
        kinds = Counter(hint.change for hint in changes if hint.section == section)
        said = [f"{kinds[kind]} {kind}" for kind in ("added", "removed", "changed", "moved") if kinds[kind]]
        if said:
            counted, *more = said
            number, kind = counted.split()
            lines = "line" if number == "1" else "lines"
            sentences.append(f"{section.capitalize()}: {', '.join([f'{number} {lines} {kind}', *more])}.")
    return " ".join(sentences) or "Nothing changed."
