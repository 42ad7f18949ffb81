"""Which of volunteers' hours may be days out: those at a weekend or on a weekday by day, as many as make whole days."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from groundgame.electoral.allocation.across.effects import EVENING, TIMES
from groundgame.electoral.allocation.across.times import UNSAID
from groundgame.electoral.allocation.across.volunteers import Supply

Rooms = Mapping[tuple[str, date], int]
"""For how many whole days of a volunteer there is time, by branch and week."""
BY_DAY = [time for time in TIMES if time != EVENING]


def rooms_of(supply: Sequence[Supply], weeks: Collection[date], day_hours: float) -> dict[tuple[str, date], int]:
    """Return for how many days out each branch has time in each of some weeks; those with none are not there."""
    hours: dict[tuple[str, date], float] = defaultdict(float)
    for one in supply:
        if one.week in weeks:
            hours[one.branch, one.week] += one.hours * _by_day(one)
    return {key: days for key, some in hours.items() if (days := math.floor(some / day_hours + 1e-9))}


def _by_day(one: Supply) -> float:
    """Return what part (0-1) of a line's hours is not in the evening: where nobody said, a guess."""
    return sum(UNSAID[time] for time in BY_DAY) if one.time is None else float(one.time != EVENING)


def without_days(supply: Sequence[Supply], given: Rooms, day_hours: float) -> tuple[Supply, ...]:
    """Return the hours that are left once so many days out are taken off those that are not in the evening.

    Of a line of which nobody said when it is, and of which some are taken, the rest is said to be when it was guessed
    to be: its evenings stay as many.
    """
    taken = {key: days * day_hours for key, days in given.items()}
    lines = [each for one in supply for each in (_said(one) if taken.get((one.branch, one.week)) else [one])]
    found = []
    for one in lines:
        key = one.branch, one.week
        less = min(taken.get(key, 0.0), one.hours) if one.time != EVENING else 0.0
        if less:
            taken[key] -= less
        found.append(replace(one, hours=one.hours - less))
    return tuple(found)


def _said(one: Supply) -> Iterator[Supply]:
    """Yield a line as it is, or divided by time where nobody said when it is."""
    if one.time is not None:
        yield one
        return
    for time in TIMES:
        if UNSAID[time]:
            yield replace(one, hours=one.hours * UNSAID[time], time=time)
