"""What must hold of every score."""

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from shared.models.candidate import Candidate, UserProfile
from shared.models.posting import Posting
from shared.models.resume import Basics, Resume, Skill
from shared.scoring.candidate import resume_text
from shared.scoring.posting import read_posting
from shared.scoring.score import prepare, score
from tests.scoring.people import TODAY, candidates, match, plain_resumes, postings, resumes, skills

several = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

STUFF = (
    "In my free time I play the cello, keep bees and dance with friends.",
    "My neighbours and I restored an old wooden boat one summer and sailed it around two islands.",
    "The weather was lovely, the soup was hot, and the dog slept by the fire.",
    "Hobbies: hiking, photography, chess, travelling in South America, and reading novels about pirates and queens.",
    " ".join(f"zq{number}word" for number in range(60)),
)


@several
@given(candidates(), postings())
def test_a_score_is_bounded_and_its_parts_add_up(candidate, posting):
    result = match(candidate, posting)

    parts = (result.explanation.skills, result.explanation.role, result.explanation.experience)
    assert 0 <= result.match_score <= 100
    assert all(0 <= part.earned <= part.weight for part in parts)
    verified = sum(part.weight for part in parts)
    assert verified == 0 or abs(verified - 100) < 0.05
    assert all(part.weight == 0 for part in parts if not part.verified)


@several
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
@example("\x00\ud800", "\u202e\u0130stanbul 1e400", "İ")
def test_any_text_is_input_like_any_other(resume, description, title):
    result = match(Candidate(text=resume), Posting(job_title=title, company_name="x", description=description))

    assert 0 <= result.match_score <= 100


@several
@given(candidates(), postings(), st.data())
def test_adding_a_wanted_skill_never_lowers(candidate, posting, data):
    wanted = [name for asked in read_posting(posting).skills for name in asked.names]
    assume(wanted)
    added = data.draw(st.sampled_from(wanted))
    before = match(candidate, posting).match_score

    assert match(with_skill(candidate, added), posting).match_score >= before


def test_a_skill_listed_alone_is_no_job_held():
    posting = Posting(job_title="회계 담당자", description="Requirements\n- Experience with Python")
    person = Candidate(
        resume=Resume(basics=Basics(name="Kim Meyer"), skills=[Skill(name="Tools", keywords=["QuickBooks"])]),
        profile=UserProfile(target_role="회계 담당자"),
    )

    assert match(with_skill(person, "Accounting"), posting).match_score >= match(person, posting).match_score


def with_skill(candidate: Candidate, name: str) -> Candidate:
    """The candidate with one more listed skill, wherever such a candidate lists skills."""
    if candidate.resume:
        listed = [*candidate.resume.skills, Skill(name="More", keywords=[name])]
        return candidate.model_copy(update={"resume": candidate.resume.model_copy(update={"skills": listed})})
    if candidate.text:
        return candidate.model_copy(update={"text": f"{candidate.text}\n{name}"})
    profile = candidate.profile or UserProfile()
    return candidate.model_copy(update={"profile": profile.model_copy(update={"skills": [*profile.skills, name]})})


@several
@given(candidates(), postings())
def test_removing_a_required_skill_never_raises(candidate, posting):
    assume(candidate.profile and candidate.profile.skills)
    required = set(read_posting(posting).required_skills)
    kept = [name for name in candidate.profile.skills if name not in required]
    fewer = candidate.model_copy(update={"profile": candidate.profile.model_copy(update={"skills": kept})})

    assert match(fewer, posting).match_score <= match(candidate, posting).match_score


@several
@given(plain_resumes(), postings(), st.sampled_from(STUFF))
@example(
    "Kim Meyer\n회계 담당자\n\nExperience\n회계 담당자, Acme, 03/2018 - 06/2023\n\nSkills\n",
    Posting(job_title="Backend Engineer", description="Requirements\n- Fluent German and English"),
    STUFF[0],
)
def test_an_irrelevant_paragraph_of_the_resume_does_not_raise(text, posting, stuff):
    before = match(Candidate(text=text), posting).match_score

    assert match(Candidate(text=f"{text}\n\n{stuff}"), posting).match_score <= before


@several
@given(st.sampled_from(("Cook", "Python, SQL", "Worked", "Kim Meyer\nNurse")), postings(), st.sampled_from(STUFF))
def test_an_irrelevant_paragraph_does_not_make_a_short_resume_long_enough(text, posting, stuff):
    before = match(Candidate(text=text), posting).match_score

    assert match(Candidate(text=f"{text}\n\n{stuff}"), posting).match_score <= before


@several
@given(candidates(), postings(), st.sampled_from(STUFF))
def test_an_irrelevant_paragraph_of_the_posting_does_not_raise(candidate, posting, stuff):
    longer = posting.model_copy(update={"description": f"{posting.description}\n\nAbout us\n{stuff}"})

    assert match(candidate, longer).match_score <= match(candidate, posting).match_score


@several
@given(postings(), st.lists(skills, unique=True, min_size=1, max_size=6))
def test_a_pasted_keyword_list_does_not_beat_the_same_skills_in_work(posting, names):
    base = "Kim Meyer\nEngineer\n\nExperience\nEngineer, Acme, 03/2018 - 06/2023\n"
    work = "".join(f"- Built and improved what our customers use with {name} in a small team\n" for name in names)
    other = "".join("- Built and improved what our customers use in a small team\n" for _ in names)

    shown = match(Candidate(text=base + work), posting).match_score
    pasted = match(Candidate(text=f"{base}{other}\n{', '.join(names)}"), posting).match_score

    assert pasted <= shown


PERSONS = (
    ("Ruby Baker", "ruby.baker@example.com"),
    ("José Ramírez García", "jose@example.com"),
    ("김민준", "mj@example.com"),
    ("Nurse Welding", "django@example.com"),
    ("Fatima Al-Sayed", "f@example.com"),
)


@several
@given(resumes(), postings(), st.sampled_from(PERSONS), st.sampled_from(PERSONS))
def test_a_name_never_moves_it(resume, posting, one, other):
    def scored(person: tuple[str, str]) -> int:
        named = resume.model_copy(update={"basics": Basics(name=person[0], email=person[1], label=resume.basics.label)})
        return match(Candidate(resume=named), posting).match_score

    assert scored(one) == scored(other)


@several
@given(resumes(), postings(), st.sampled_from(PERSONS[:3]), st.sampled_from(PERSONS[:3]))
def test_a_name_in_a_plain_text_never_moves_it(resume, posting, one, other):
    body = resume_text(resume.model_copy(update={"basics": Basics(label=resume.basics.label)}))

    def scored(person: tuple[str, str]) -> int:
        return match(Candidate(text=f"{person[0]}\n{person[1]}\n{body}"), posting).match_score

    assert scored(one) == scored(other)


LINES = (
    "Gender: female", "Gender: male", "Age: 24", "Age: 58", "Date of birth: 12.03.1968", "Nationality: German",
    "Nationality: Nigerian", "Marital status: married", "Photo: portrait.jpg", "Geburtsdatum: 01.02.2001",
    "Staatsangehörigkeit: deutsch", "Nationalité : française", "Nacionalidad: española", "성별: 여",
    "생년월일: 1990.01.01", "국적: 대한민국",
)  # fmt: skip


@several
@given(plain_resumes(), postings(), st.sampled_from(LINES))
def test_gender_age_nationality_and_photo_never_move_it(text, posting, line):
    first, rest = text.split("\n", 1)

    with_line = match(Candidate(text=f"{first}\n{line}\n{rest}"), posting)

    assert with_line.match_score == match(Candidate(text=text), posting).match_score


@several
@given(candidates(), postings())
def test_all_evidence_quotes_its_source(candidate, posting):
    prepared, facts = prepare(candidate, TODAY), read_posting(posting)
    sources = {"posting": facts.text, "title": facts.title, "resume": prepared.text, "profile": prepared.profile_text}
    explanation = score(prepared, facts).explanation

    for part in (explanation.skills, explanation.role, explanation.experience):
        evidence = [*part.posting_evidence, *part.resume_evidence]
        evidence += [spot for asked in part.asked for spot in (*asked.asked_at, *asked.shown_at)]
        for spot in evidence:
            assert spot.quote
            assert sources[spot.source][spot.start : spot.end] == spot.quote


@several
@given(candidates(), postings())
def test_few_requirements_are_said_to_be_few_and_never_perfect(candidate, posting):
    facts = read_posting(posting)
    result = match(candidate, posting)
    asked = len(facts.skills) + len(facts.languages) + len(facts.licences)

    if asked < 3:
        assert result.confidence == "low"
        assert (
            result.explanation.skills.earned < result.explanation.skills.weight or result.explanation.skills.weight == 0
        )


def test_a_stored_resume_and_its_own_rendering_score_alike():
    resume = Resume(basics=Basics(name="Kim Meyer"))

    assert prepare(Candidate(resume=resume), TODAY).text == resume_text(resume)


def test_a_candidate_is_prepared_once_and_again_after_an_edit():
    kept = prepare(Candidate(text="Nurse since 2019, \ud800 wards"), TODAY)
    assert prepare(Candidate(text="Nurse since 2019, \ud800 wards"), TODAY) is kept
    assert prepare(Candidate(text="Nurse since 2009, \ud800 wards"), TODAY).text != kept.text
    assert prepare(Candidate(text="Nurse since 2019, \ud800 wards"), TODAY.replace(year=2030)) is not kept
