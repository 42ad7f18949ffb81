"""Which of the hours that branches said they have a plan is made of."""

import datetime as dt

import numpy as np
import pytest
from django.utils import timezone

from groundgame.campaign.strategy.models import BranchHours
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.supply import said
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.homes import Homes
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.forecasting.london.seats import wards_on
from groundgame.electoral.forecasting.rules import rule_of

pytestmark = pytest.mark.django_db
BARNET, BRENT, CITY = "E09000003", "E09000005", "E09000001"
ASK = Ask({"boroughs": 1.0}, 400.0, weeks=3)


def ahead(day: dt.date) -> Field:
    """Return boroughs' elections on a day, seen from long before, and a mayor's a year later; nothing is drawn."""
    rounds = tuple(Round(name, at, "local") for name, at in (("boroughs", day), ("mayor", day + 52 * WEEK)))
    wards, homes = wards_on(dt.date(2026, 5, 7)), Homes(np.zeros(0), np.zeros(0), {})
    law = rule_of("mayor", dt.date(2024, 5, 2))
    return Field("labour", day - 52 * WEEK, wards, homes, rounds, law, np.zeros(1))


def keep(branch: str, *weeks: dt.date) -> None:
    for week in weeks:
        BranchHours.objects.create(branch=branch, week=week, hours=60)


def test_hours_of_other_weeks_neither_count_nor_stop_a_plan():
    first = monday(timezone.localdate())
    day = first + WEEK + dt.timedelta(days=3)
    own = weeks_before(day, 3, first - 52 * WEEK)  # last week's, this week's and the next
    keep(BARNET, first - WEEK, first + 10 * WEEK)
    keep(CITY, first)
    assert said(ahead(day), ASK, own, 0) == ()
    keep(BRENT, first, first + 48 * WEEK)
    assert [(one.branch, one.week) for one in said(ahead(day), ASK, own, 0)] == [(BRENT, first)]


def test_what_a_branch_has_given_already_is_not_planned_again():
    first = monday(timezone.localdate())
    day = first + WEEK + dt.timedelta(days=3)
    own = weeks_before(day, 3, first - 52 * WEEK)
    keep(BARNET, first, first + WEEK)
    keep(BRENT, first)
    found = said(ahead(day), ASK, own, 0, {(BARNET, first, ""): 25.0, (BRENT, first, "evening"): 70.0})
    hours = {(one.branch, one.week): one.hours for one in found}
    assert hours == {(BARNET, first): 35.0, (BARNET, first + WEEK): 60.0, (BRENT, first): 0.0}
