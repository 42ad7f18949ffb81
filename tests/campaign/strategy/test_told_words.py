"""What trials told together, and how fast it fades, in words that are right wherever they are read."""

import datetime as dt
from dataclasses import replace
from math import inf

import pytest

from groundgame.campaign.canvass.models import Session, Trial
from groundgame.campaign.strategy.learning.reading import TURNOUT
from groundgame.campaign.strategy.learning.results import Told
from groundgame.campaign.strategy.learning.shown import faded, together
from groundgame.cli.trials_told import lines_of, told_by_the_site
from groundgame.electoral.trials import Estimate, Result

DAY = dt.date(2024, 5, 2)
DOOR = Session.Channel.DOOR


def _about(value: float, error: float) -> Estimate:
    return Estimate(value, error, value - 1.645 * error, value + 1.645 * error)


def _told(pk: int, value: float = 0.04, error: float = 0.02, weeks: int = 0) -> Told:
    """Return what an invented trial at doors told, so many weeks after its polling day."""
    session = Session(pk=pk, name=f"Doors {pk}", channel=DOOR)
    session.trial = Trial(session=session, polling_day=DAY)
    at = _about(value, error)
    result = Result(100, 60, 6, 0.4, at, _about(0.4, 0.05), at, 0.078, (0, 0))
    return Told(session, TURNOUT, DAY + dt.timedelta(weeks=weeks), result)


def _unbounded(one: Told) -> Told:
    return replace(one, result=replace(one.result, per_contact=Estimate(0.04, 0.02, -inf, inf)))


def test_one_trial_is_told_of_without_a_word_of_where_on_the_page_it_stands():
    assert together([_told(1)], DOOR) == together([_told(1), _unbounded(_told(2))], DOOR)
    assert together([_told(1)], DOOR).startswith("One trial alone tells what a conversation did.")
    assert "below" not in together([_told(1)], DOOR)
    assert together([_told(1), _told(2)], DOOR).startswith("Over 2 sessions")


def test_trials_that_all_spoke_with_too_few_are_not_taken_for_one_that_tells():
    assert together([], DOOR) == "No trial has told anything yet."
    said = together([_unbounded(_told(1)), _unbounded(_told(2))], DOOR)
    assert said == "Too few were spoken to for any trial to tell what a conversation did."


def test_an_interval_of_fading_that_reaches_from_days_to_never_says_so():
    anything = faded([_told(1), _told(1, 0.02, 0.02, weeks=9)])
    assert anything.endswith("(it may as well be gone within days, or not fade at all).")
    surely = faded([_told(1, 0.08, 0.001), _told(1, 0.04, 0.001, weeks=9)])
    assert surely == "Half of an effect is gone after 9 weeks (nine times in ten between 9 and 10 weeks)."


@pytest.mark.django_db
def test_the_command_names_the_channel_as_the_page_does():
    lines = lines_of(told_by_the_site(work_out=False))
    assert lines == [
        "A conversation by telephone, all trials together: No trial has told anything yet.",
        "A conversation at the door, all trials together: No trial has told anything yet.",
    ]
