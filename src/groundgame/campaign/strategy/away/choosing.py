"""On which day of its week a day out is: a Saturday unless somebody says otherwise."""

import datetime as dt
from collections.abc import Sequence

from groundgame.campaign.strategy.models import DayOut
from groundgame.electoral.allocation.across.effects import DAYTIME, WEEKEND

SATURDAY = 5


def days_to_choose(days: DayOut, today: dt.date) -> list[dt.date]:
    """Return the days of the week that are not over, the polling day's last."""
    every = [days.week + dt.timedelta(days=number) for number in range(7)]
    return [day for day in every if today <= day <= days.last_day]


def usual_day(able: Sequence[dt.date]) -> dt.date:
    """Return the Saturday among some days, or where there is none the last but one: on the last may be the poll.

    >>> days = [dt.date(2026, 5, 4) + dt.timedelta(days=number) for number in range(7)]
    >>> [usual_day(some).isoformat() for some in (days, days[:4], days[6:])]
    ['2026-05-09', '2026-05-06', '2026-05-10']
    """
    saturday = next((day for day in able if day.weekday() == SATURDAY), None)
    return saturday or able[-2:][0]


def time_of(days: DayOut) -> str:
    """Return the kind of time of a day out: a weekend, unless a weekday was chosen."""
    return DAYTIME if days.day is not None and days.day.weekday() < SATURDAY else WEEKEND
