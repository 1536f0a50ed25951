"""The quick score of one candidate against one posting: 0–100, explained to the word, the same on every machine.

The score is skills 50 + role 30 + experience 20 over the parts that can be verified; what cannot be verified leaves the
denominator. Nothing here looks at a batch, a clock or a random number, and every sum runs in the order of the posting.

Why the parts are what they are:
- **Skills** are the share of what is asked that is shown: required 2, unstated 1.5, preferred 1, half of that for soft
  skills; an OR-group counts once. The share is drawn towards a prior worth a few requirements (the middle, or the share
  of the posting's own content words found in the résumé), so that a tiny posting is no perfect match and a posting
  outside the lexicon is still read.
- **Role** compares the target and the jobs held with the posting's title, by family of work.
- **Experience** is years asked against years shown, seniority and degree.
"""

from math import fsum
from typing import Final

from shared.models.match import Asked, Component, Evidence, Explanation, Match, ranking_of
from shared.models.posting import AskedLanguage, AskedSkill, Need, PostingFacts, Span
from shared.scoring import explain
from shared.scoring.candidate import PreparedCandidate, Shown, prepare
from shared.scoring.degrees import RANK as DEGREE_RANK
from shared.scoring.history import Held, title_stems
from shared.scoring.level import RANK, level_of_years
from shared.scoring.roles import Role, find_role, role_nearness
from shared.scoring.spoken import LEVEL_ORDER
from shared.skills.lexicon import lexicon

__all__ = ["PreparedCandidate", "prepare", "score"]

SKILLS, ROLE, EXPERIENCE = 50.0, 30.0, 20.0
NEED_WEIGHT: Final[dict[Need, float]] = {"required": 2.0, "unstated": 1.5, "preferred": 1.0}
SOFT: Final = 0.5
PRIOR: Final = 1.5
"""How many requirements the prior weighs when it is only the middle."""
PRIOR_OF_TEXT: Final = 5.0
"""How many it weighs when it is read from the texts."""
FEW: Final = 3
ENOUGH_TERMS: Final = 30
"""Content words from which on a posting can be compared by its words; only the posting decides, so that no sentence
added to a résumé can switch the comparison on."""
COVERAGE_LOW, COVERAGE_HIGH = 0.06, 0.48
"""The shares of a posting's content words that strangers and good matches commonly hold."""
PRIOR_LOW, PRIOR_HIGH = 0.1, 0.9
"""Words alone never say that somebody can nothing, or all."""
MOST_SPOTS: Final = 2
FIELD: Final = 1.0
"""Credit for a field of work that only the titles held show ("Registered Nurse": nursing)."""
OTHER_TOOL: Final = 0.3
"""The share of the role lost when the tools of the title are not the candidate's."""
UNTOLD_LANGUAGE: Final = 0.4
"""Credit for a language that a candidate does not name: people leave out what they think obvious."""


def score(prepared: PreparedCandidate, facts: PostingFacts) -> Match:
    """Score a candidate, prepared once per batch, against a posting's facts."""
    skills, hard_asked = _skills(prepared, facts)
    role = _role(prepared, facts)
    experience = _experience(prepared, facts, _held_nearness(prepared, facts))
    parts = (skills, role, experience)
    weighed = sum(part.weight for part in parts if part.verified)
    for part in parts:
        share = part.weight / weighed if part.verified and weighed else 0.0
        earned = part.earned if part.verified else 0.0
        part.weight = round(100 * share, 2)
        part.earned = min(part.weight, round(100 * share * earned, 2))
    total = sum(part.earned for part in parts) if weighed else 50.0
    value = max(0, min(100, int(total + 0.5)))
    matched = [asked.shown for asked in skills.asked if asked.shown]
    missing = [" or ".join(asked.names) for asked in skills.asked if not asked.shown]
    wanted = {skill_id for asked in facts.skills for skill_id in asked.ids}
    unused = [
        shown.skill.name
        for skill_id, shown in prepared.skills.items()
        if shown.own and skill_id not in wanted and shown.skill.kind != "soft"
    ]
    low = hard_asked < FEW or weighed < SKILLS or not skills.verified
    return Match.model_construct(
        match_score=value,
        ranking_level=ranking_of(value),
        matched_skills=matched,
        missing_skills=missing,
        unused_skills=unused,
        summary=explain.summary(facts, skills, role, experience, value),
        explanation=Explanation(skills, role, experience),
        scored_by="quick",
        confidence="low" if low else "normal",
        model=None,
    )


def _asked_at(facts: PostingFacts, spans: list[Span]) -> list[Evidence]:
    text, title = facts.text, facts.title
    return [
        Evidence(
            span.source, span.start, span.end, (text if span.source == "posting" else title)[span.start : span.end]
        )
        for span in spans[:MOST_SPOTS]
    ]


def _posting_evidence(facts: PostingFacts, span: Span) -> Evidence:
    source = facts.text if span.source == "posting" else facts.title
    return Evidence(span.source, span.start, span.end, source[span.start : span.end])


def _skills(prepared: PreparedCandidate, facts: PostingFacts) -> tuple[Component, float]:
    """The skills part (``earned`` as 0–1 for now), and how many hard requirements it rests on."""
    asked_all: list[Asked] = []
    weights = earned = count = 0.0
    for wanted in facts.skills:
        shown = _best(prepared, wanted, facts.role_family)
        credit = shown.credit if shown else 0.0
        weight = NEED_WEIGHT[wanted.need] * (SOFT if wanted.soft else 1.0)
        weights += weight
        earned += weight * credit
        count += SOFT if wanted.soft else 1.0
        name = _name_of(wanted, shown) if shown else None
        asked_all.append(
            Asked(
                wanted.names,
                wanted.need,
                name,
                round(credit, 2),
                _asked_at(facts, wanted.spans),
                shown.where if shown else [],
            )
        )
    for language in _spoken(facts):
        known = [name for name in (language.language, *language.others) if name in prepared.languages]
        level = max((prepared.languages[name] for name in known), default=None)
        wanted_level = LEVEL_ORDER.get(language.level or "", 4)
        credit = UNTOLD_LANGUAGE if level is None else min(1.0, 0.5 + 0.5 * level / wanted_level)
        weight = NEED_WEIGHT[language.need]
        weights += weight
        earned += weight * credit
        count += 1
        asked_all.append(
            Asked(
                [language.language, *language.others],
                language.need,
                known[0] if known else None,
                round(credit, 2),
                _asked_at(facts, [language.span]),
            )
        )
    for licence in facts.licences:
        where = prepared.licences.get(licence.name)
        weight = NEED_WEIGHT[licence.need]
        weights += weight
        earned += weight * (where is not None)
        count += 1
        asked_all.append(
            Asked(
                [licence.name],
                licence.need,
                licence.name if where is not None else None,
                float(where is not None),
                _asked_at(facts, [licence.span]),
                where or [],
            )
        )
    prior, told = 0.5, PRIOR
    resume_evidence: list[Evidence] = []
    posting_evidence: list[Evidence] = []
    shared = None
    if len(facts.terms) >= ENOUGH_TERMS and prepared.text:
        shared = _coverage(prepared, facts)
        prior = PRIOR_LOW + (PRIOR_HIGH - PRIOR_LOW) * _between(shared, COVERAGE_LOW, COVERAGE_HIGH)
        told = PRIOR_OF_TEXT
        posting_evidence, resume_evidence = explain.shared_terms(prepared, facts)
    value = ((earned / weights if weights else 0.0) * count + prior * told) / (count + told)
    verified = bool(asked_all) or shared is not None
    detail = explain.skills_detail(asked_all, shared)
    return Component(SKILLS, value, verified, detail, asked_all, posting_evidence, resume_evidence), count


def _spoken(facts: PostingFacts) -> list[AskedLanguage]:
    """The languages asked, and the one a posting is written in where that is not English and it says nothing of it."""
    written = facts.written_in
    named = {name for language in facts.languages for name in (language.language, *language.others)}
    if written is None or written == "English" or written in named:
        return facts.languages
    start = len(facts.text) - len(facts.text.lstrip())
    end = facts.text.find("\n", start)
    span = Span(start, end if end > 0 else len(facts.text))
    return [*facts.languages, AskedLanguage(written, None, "unstated", span)]


def _between(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _best(prepared: PreparedCandidate, wanted: AskedSkill, family: str | None) -> Shown | None:
    best: Shown | None = None
    for skill_id in wanted.ids:
        shown = prepared.skills.get(skill_id)
        if shown and (best is None or shown.credit > best.credit):
            best = shown
    if wanted.field_of_work and (best is None or best.credit < FIELD):
        of_title = wanted.spans[0].source == "title"
        for name in wanted.names:
            role = find_role(name)
            job = prepared.families.get(role.family) if role else None
            if job is None and of_title and family:
                job = prepared.families.get(family)
            if job:
                return Shown(lexicon().by_id[wanted.ids[wanted.names.index(name)]], FIELD, job.where)
    return best


def _name_of(wanted: AskedSkill, shown: Shown) -> str:
    return wanted.names[wanted.ids.index(shown.skill.id)] if shown.skill.id in wanted.ids else wanted.names[0]


def _coverage(prepared: PreparedCandidate, facts: PostingFacts) -> float:
    """The weighed share of the posting's terms that the candidate holds; ``fsum`` is exact, so no order can move it."""
    terms = facts.terms
    total = fsum(terms.values())
    return fsum(map(terms.__getitem__, terms.keys() & prepared.stems.keys())) / total if total else 0.0


def _role(prepared: PreparedCandidate, facts: PostingFacts) -> Component:
    """Target and history against the title; by the title's words in the résumé where neither says a role."""
    role = find_role(facts.title)
    if role is None and facts.role_family:
        role = Role(facts.role_family, (), 0, 0)
    stems = title_stems(facts.title)
    wished = _target_fit(prepared, facts, role, stems)
    job, history = _history_fit(prepared, role, stems)
    spans = facts.spans.get("role_family", [])
    where = _asked_at(facts, spans)
    if wished is not None and history is not None:
        value = 0.5 * wished + 0.5 * history
    elif wished is not None:
        value = wished
    elif history is not None:
        value = history
    elif prepared.text and stems:
        value = 0.8 * sum(stem in prepared.stems for stem in stems) / len(stems)
        return Component(ROLE, value, True, explain.role_by_text(facts, value), [], where, [])
    else:
        return Component(ROLE, 0.0, False, explain.role_unknown(facts), [], where, [])
    value *= _title_tools(prepared, facts)
    for family in facts.not_roles:
        if job and job.role and job.role.family == family:
            value *= 0.5
    return Component(
        ROLE,
        min(1.0, value),
        True,
        explain.role_detail(prepared, facts, job, value),
        [],
        where,
        job.where if job else [],
    )


def _title_tools(prepared: PreparedCandidate, facts: PostingFacts) -> float:
    """What the role keeps when the title names a tool that the candidate does not show (a Java developer for .NET)."""
    tools = [
        asked for asked in facts.skills if asked.spans[0].source == "title" and not (asked.field_of_work or asked.soft)
    ]
    lacking = sum(_best(prepared, asked, facts.role_family) is None for asked in tools)
    return 1.0 - OTHER_TOOL * lacking / len(tools) if tools else 1.0


def _target_fit(
    prepared: PreparedCandidate, facts: PostingFacts, role: Role | None, stems: frozenset[str]
) -> float | None:
    if prepared.target is None or not (stems or role):
        return None
    same_level = _level_fit(prepared.target_level, facts.seniority)
    phrase = prepared.target.lower()
    if phrase in facts.title.lower():
        return 1.0
    if prepared.target_stems and prepared.target_stems <= stems:
        return 0.97 * same_level
    near = 0.0
    if role and prepared.target_role:
        near = role_nearness(role, prepared.target_role)
    overlap = len(prepared.target_stems & stems) / len(prepared.target_stems) if prepared.target_stems else 0.0
    value = max(0.95 * near, 0.6 * overlap) * same_level
    if value < 0.6 and phrase in facts.text.lower():
        value = 0.6
    return value


def _level_fit(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 1.0
    return max(0.6, 1.0 - 0.08 * abs(RANK[one] - RANK[other]))


def _history_fit(
    prepared: PreparedCandidate, role: Role | None, stems: frozenset[str]
) -> tuple[Held | None, float | None]:
    best: Held | None = None
    value: float | None = None
    for job in prepared.held:
        if not job.title:
            continue
        fit = _job_fit(job, role, stems) * job.weight
        if value is None or fit > value:
            best, value = job, fit
    return best, value


def _job_fit(job: Held, role: Role | None, stems: frozenset[str]) -> float:
    overlap = len(job.stems & stems) / len(stems) if stems else 0.0
    if role is None or job.role is None:
        return 0.9 * overlap
    near = role_nearness(role, job.role)
    return max(0.82 * near + 0.18 * overlap * (0.3 + 0.7 * near), 0.5 * overlap)


def _held_nearness(prepared: PreparedCandidate, facts: PostingFacts) -> float | None:
    """The share of the working life that was spent near the posting's trade, 0.3–1; ``None`` where nothing says."""
    role = find_role(facts.title)
    if role is None:
        return None
    months = near = 0.0
    for job in prepared.held:
        if job.months and job.role:
            length = job.months[1] - job.months[0]
            months += length
            near += length * role_nearness(role, job.role)
    if not months:
        known = [role_nearness(role, job.role) for job in prepared.held if job.role]
        return max(0.3, *known) if known else None
    return max(0.3, min(1.0, 1.25 * near / months)) if months else None


def _experience(prepared: PreparedCandidate, facts: PostingFacts, nearness: float | None) -> Component:
    """Years asked against years shown, seniority and degree, over those that both sides tell."""
    parts: list[tuple[float, float]] = []
    said: list[str] = []
    evidence: list[Evidence] = []
    shown = prepared.years
    near = nearness if nearness is not None else 1.0
    counted = (shown or 0.0) * near
    if facts.years and shown is not None:
        asked = facts.years.low
        fit = min(1.0, counted / asked) if asked else 1.0
        if facts.years.high and shown > 2 * facts.years.high + 2:
            fit *= 0.85
        parts.append((1.0 if facts.years.need == "required" else 0.5, fit))
        said.append(explain.years(asked, shown, counted))
        evidence.append(_posting_evidence(facts, facts.years.span))
    tools = [years for years in facts.skill_years if not years.field_of_work]
    if tools and prepared.dated:
        fits = []
        for years in tools:
            best = max((_tool_years(prepared, key, counted) for key in years.skill_ids), default=0.0)
            fits.append(min(1.0, best / years.low) if years.low else 1.0)
            said.append(explain.skill_years(years, best))
            evidence.append(_posting_evidence(facts, years.span))
        parts.append((0.6, sum(fits) / len(fits)))
    level = facts.seniority or (level_of_years(facts.years.low) if facts.years else None)
    if level and prepared.rank is not None:
        parts.append((0.8, _seniority_fit(prepared.rank, RANK[level]) * (0.3 + 0.7 * near)))
        said.append(explain.seniority(level, prepared.rank))
        evidence += _asked_at(facts, facts.spans.get("seniority", []))
    if facts.degree and prepared.degree:
        enough = DEGREE_RANK[prepared.degree] >= DEGREE_RANK[facts.degree.level]
        fit = 1.0 if enough else 0.7 if facts.degree.or_experience else 0.3
        parts.append((0.5 if facts.degree.need == "required" else 0.25, fit * (0.3 + 0.7 * near)))
        said.append(explain.degree(facts.degree.level, prepared.degree))
        evidence.append(_posting_evidence(facts, facts.degree.span))
    if not parts:
        return Component(EXPERIENCE, 0.0, False, explain.experience_unknown(facts))
    value = sum(weight * fit for weight, fit in parts) / sum(weight for weight, _ in parts)
    where = [spot for job in prepared.held[:MOST_SPOTS] for spot in job.where[:1]]
    return Component(EXPERIENCE, value, True, "; ".join(said), [], evidence, where)


def _tool_years(prepared: PreparedCandidate, skill_id: str, counted: float) -> float:
    """Years with a tool: those of the jobs that name it; a tool only listed is lent a third of the working life."""
    shown = prepared.skills.get(skill_id)
    return max(shown.years, counted / 3) if shown else 0.0


def _seniority_fit(rank: float, asked: int) -> float:
    """Too junior costs more than too senior."""
    distance = rank - asked
    if distance < 0:
        return max(0.0, 1.0 + 0.32 * (distance + 0.5)) if distance < -0.5 else 1.0
    return max(0.4, 1.0 - 0.14 * max(0.0, distance - 0.7))
