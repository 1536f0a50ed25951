"""A bullet is reworded only where grammar and truth are sure."""

import pytest

from shared.optimize.bullets import past_tense, strong_opening

OPENINGS = {
    "gerunds": ("Responsible for managing the team and planning sprints", "Managed the team and planned sprints"),
    "was": ("Was responsible for building and maintaining data pipelines", "Built and maintained data pipelines"),
    "in charge": ("In charge of scheduling the staff", "Scheduled the staff"),
    "duties": ("Duties included: answering phones, filing the papers and greeting guests",
               "Answered phones, filed the papers and greeted guests"),
    "role": ("My role was to maintain the servers", "Maintained the servers"),
    "first person": ("I built the API", "Built the API"),
    "passive": ("The billing service was designed by me.", "Designed the billing service"),
    "only helped": ("Helped to build the API", None),
    "took part": ("Involved in building the API", None),
    "a noun": ("Responsible for engineering quality", None),
    "a thing": ("Responsible for the warehouse", None),
    "an unknown verb beside": ("Responsible for managing the team and foobaring things", None),
    "already strong": ("Built the API", None),
}  # fmt: skip
TENSES = {
    "base": ("Manage a team of 5", "Managed a team of 5"),
    "two verbs": ("Design and implement the API", "Designed and implemented the API"),
    "third person": ("Develops new features", "Developed new features"),
    "irregular": ("Lead the group", "Led the group"),
    "a title": ("Lead developer for the group", None),
    "a noun": ("Research and development of tools", None),
    "past already": ("Managed a team", None),
    "a verb later": ("Design the UI and write tests", None),
    "a figure": ("5 people managed", None),
    "another language": ("Leitung des Teams", None),
}


@pytest.mark.parametrize(("text", "better"), OPENINGS.values(), ids=OPENINGS)
def test_openings(text, better):
    assert strong_opening(text, goes_on=False) == better


@pytest.mark.parametrize(("text", "better"), TENSES.values(), ids=TENSES)
def test_tenses(text, better):
    assert past_tense(text) == better


def test_a_job_that_goes_on_stays_in_the_present():
    assert strong_opening("Responsible for managing the team", goes_on=True) == "Manage the team"
