"""The weeks of a plan, and what is left of a contact by polling day."""

from datetime import date, timedelta

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.volunteers import hours_in


def weeks_before(day: date, weeks: int, as_of: date) -> tuple[date, ...]:
    """Return the Mondays of the last weeks before a polling day, its own first; none that ends before `as_of`.

    >>> [str(one) for one in weeks_before(date(2026, 5, 7), 2, date(2026, 1, 8))]
    ['2026-05-04', '2026-04-27']
    """
    last = day - timedelta(days=day.weekday())
    found = [last - timedelta(weeks=back) for back in range(weeks)]
    return tuple(one for one in found if one + timedelta(days=6) >= as_of) or (last,)


def kept(day: date, week: date, half_life_weeks: float) -> float:
    """Return the part (0-1) of a contact's effect that is left on polling day, for work in the middle of a week.

    >>> round(kept(date(2026, 5, 7), date(2026, 4, 20), half_life_weeks=2.5), 3)
    0.574
    """
    before = max((day - (week + timedelta(days=3))).days, 0) / 7
    return float(0.5 ** (before / half_life_weeks))


def kept_on_average(day: date, ask: Ask, as_of: date) -> float:
    """Return the part (0-1) of an effect that is left on polling day, in the mean of a plan's weeks.

    Weeks count by the volunteers' hours in them; where there are none, all alike.
    """
    weeks = weeks_before(day, ask.weeks, as_of)
    there = list(hours_in(ask.volunteers, weeks).values())
    parts = [kept(day, week, ask.half_life_weeks) for week in weeks]
    return float(np.average(parts, weights=there if any(there) else None))


def kept_by_round(field: Field, ask: Ask) -> dict[str, float]:
    """Return the part (0-1) of an effect that is left on each polling day, by the round's name."""
    return {each.name: kept_on_average(each.day, ask, field.as_of) for each in field.rounds}
