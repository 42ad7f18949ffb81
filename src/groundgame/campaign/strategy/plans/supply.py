"""The hours that branches have for a plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils import timezone

from groundgame.campaign.strategy.models import BranchHours
from groundgame.campaign.strategy.plans.asked import monday, supplied
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import weeks_before

Spent = Mapping[tuple[str, dt.date], float]
"""Hours that a branch has given already, by branch and Monday."""
NOTHING: Spent = MappingProxyType({})


def said(
    ahead: Field, ask: Ask, own_weeks: Sequence[dt.date], moved_weeks: int, spent: Spent = NOTHING
) -> tuple[Supply, ...]:
    """Return the hours that branches have said they have from this week on, in weeks that are planned, less `spent`.

    Where none has, hours may go anywhere: what was said of weeks that are over, or that lie before no polling day of
    the plan, is no reason to refuse it. The City of London votes for no borough council of parties, has no wards in a
    plan, and so sends nobody.
    """
    rows = BranchHours.objects.filter(
        hours__gt=0, week__gte=monday(timezone.localdate()), branch__in=set(ahead.wards.boroughs)
    )
    found = supplied([_left(one, spent) for one in rows], own_weeks, moved_weeks)
    asked = [each for each in ahead.rounds if each.name in ask.rounds]
    planned = {week for each in asked for week in weeks_before(each.day, ask.weeks, ahead.as_of)}
    return tuple(one for one in found if one.week in planned)


def _left(one: BranchHours, spent: Spent) -> Supply:
    """Return what is left of a branch's hours; where that is none, it said so all the same, and works no more."""
    return Supply(one.branch, one.week, max(one.hours - spent.get((one.branch, one.week), 0.0), 0.0))
