"""Days out in weeks: who goes where in which, a carload at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.away.seats import AwaySeat, left_of

CARLOAD = 4
"""So many go together, as far as that many days are planned: a guess."""
WESTMINSTER = "westminster"


@dataclass(frozen=True)
class AwayDays:
    """Days of volunteers in a seat in the week that begins on a Monday: `hours` are theirs, the way among them.

    `doors` are the hours that are left for the doors, to speak to the party's own supporters there. They set out from
    `branch` (a borough's code), or from the middle of London where nobody said who has hours; `minutes` is their way.
    """

    seat: AwaySeat
    week: date
    days: int
    hours: float
    doors: float
    minutes: float
    branch: str | None = None


def polling_day(field: Field) -> date:
    """Return the day of the general election."""
    return next(each for each in field.rounds if each.name == WESTMINSTER).day


def weeks_of(field: Field, ask: Ask) -> tuple[date, ...]:
    """Return the weeks (Mondays) of a plan before the general election, its own first."""
    return weeks_before(polling_day(field), ask.weeks, field.as_of)


def away_days(
    seat: AwaySeat, given: Mapping[date, int], minutes: float, day_hours: float, branch: str | None = None
) -> list[AwayDays]:
    """Return the days of some volunteers in a seat, given how many in which week."""
    left = left_of(minutes, day_hours)
    return [
        AwayDays(seat, week, days, days * day_hours, days * day_hours * left, minutes, branch)
        for week, days in sorted(given.items())
        if days
    ]


def carloads(days: int, weeks: Sequence[date], room: Mapping[date, int] | None = None) -> dict[date, int]:
    """Put days into weeks, a carload at a time, in the order of the weeks and round again.

    `room` is for how many days there is time in each; unless told, for any number. What fits into no week is left out.

    >>> last, first = date(2026, 5, 4), date(2026, 4, 27)
    >>> list(carloads(6, [last, first]).values()), list(carloads(6, [last, first], {last: 1, first: 3}).values())
    ([4, 2], [1, 3])
    """
    given = dict.fromkeys(weeks, 0)
    while days:
        before = days
        for week in weeks:
            free = days if room is None else room.get(week, 0) - given[week]
            taken = max(min(CARLOAD, days, free), 0)
            given[week] += taken
            days -= taken
        if days == before:
            break
    return given
