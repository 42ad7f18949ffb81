"""The hours that branches have for a plan."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from django.utils import timezone

from groundgame.campaign.strategy.models import BranchHours
from groundgame.campaign.strategy.plans.asked import monday, supplied
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import weeks_before

Spent = Mapping[tuple[str, dt.date, str], float]
"""Hours that a branch has given already, by branch, Monday and kind of time, which is empty where it is not known."""
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
    found = supplied(_left(rows, spent), own_weeks, moved_weeks)
    asked = [each for each in ahead.rounds if each.name in ask.rounds]
    planned = {week for each in asked for week in weeks_before(each.day, ask.weeks, ahead.as_of)}
    return tuple(one for one in found if one.week in planned)


def _left(rows: Iterable[BranchHours], spent: Spent) -> Iterator[Supply]:
    """Yield what is left of branches' hours; where that is none, they said so all the same, and work no more."""
    by_week: dict[tuple[str, dt.date], dict[str, float]] = defaultdict(dict)
    for one in rows:
        by_week[one.branch, one.week][one.time] = one.hours
    given: dict[tuple[str, dt.date], dict[str, float]] = defaultdict(dict)
    for (branch, week, time), hours in spent.items():
        given[branch, week][time] = hours
    for (branch, week), hours_at in by_week.items():
        for time, hours in left_at(hours_at, given[branch, week]).items():
            yield Supply(branch, week, hours, time or None)


def left_at(hours: Mapping[str, float], spent: Mapping[str, float]) -> dict[str, float]:
    """Return what is left of a week's hours, by kind of time.

    What was given at a kind of time comes off those; what there are no such hours for comes off all others alike.

    >>> left_at({"evening": 40.0, "weekend": 20.0}, {"weekend": 15.0})
    {'evening': 40.0, 'weekend': 5.0}
    >>> left_at({"evening": 40.0, "weekend": 20.0}, {"weekend": 30.0, "": 2.0})
    {'evening': 28.0, 'weekend': 0.0}
    """
    left = {time: max(each - spent.get(time, 0.0), 0.0) for time, each in hours.items()}
    over = sum(max(each - hours.get(time, 0.0), 0.0) for time, each in spent.items())
    there = sum(left.values())
    part = max(there - over, 0.0) / there if there else 0.0
    return {time: each * part for time, each in left.items()}
