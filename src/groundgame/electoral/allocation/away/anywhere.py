"""Days out where nobody said which branch has hours: all set out from the middle of London."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.bound import Line
from groundgame.electoral.allocation.across.limited import Planned
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.away.days import Ground
from groundgame.electoral.allocation.away.going import AwayDays, away_days, carloads, weeks_of
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.spending import spend

TURNS, TURN = 6, 0.5
"""So often the split is worked out again, and half of what that would change is taken: London's price turns with it."""


def hours_away(london: Planned, ask: Ask, lines: Sequence[Line]) -> Floats:
    """Return the hours of each seat, the way among them: one price of an hour, in London and there."""
    planner, hours, _ = london
    away = np.zeros(len(lines))
    asked = [at for at, ground in enumerate(planner.grounds) if ground.round.name in ask.rounds]
    most = free_hours(planner.field, ask)
    for _ in range(TURNS):
        curves = [each for at in asked for each in planner.grounds[at].work.hours]
        gains = [each for at in asked for each in planner.grounds[at].gains(hours[at], ask.weights)]
        spent = spend([*curves, *(x for x, _, _ in lines)], [*gains, *(y for _, y, _ in lines)], ask.hours)
        aim = spent[len(curves) :]
        away = away + TURN * (aim * min(1.0, most / max(float(aim.sum()), 1e-9)) - away)
        hours = planner.plan(replace(ask, hours=ask.hours - float(away.sum())))
    return away


def free_hours(field: Field, ask: Ask) -> float:
    """Return the hours that no branch has to get."""
    return max(ask.hours - ask.branch_hours * len(set(field.wards.boroughs)), 0.0)


def dated(field: Field, ask: Ask, there: Sequence[Ground], hours: Floats, day_hours: float) -> Iterator[AwayDays]:
    """Yield the days of each seat, whole ones, that take no more than its hours do, week by week."""
    weeks, days = weeks_of(field, ask), _whole_days(hours, day_hours)
    for ground, number in zip(there, days.astype(int).tolist(), strict=True):
        yield from away_days(ground.seat, carloads(number, weeks), ground.seat.minutes, day_hours)


def _whole_days(hours: Floats, day_hours: float) -> Floats:
    """Return whole days of a volunteer that take no more than the hours do, by the largest remainders."""
    days = hours / day_hours
    whole: Floats = np.floor(days + 1e-9)
    more = int(math.floor(days.sum() + 1e-6) - whole.sum())
    whole[np.argsort(whole - days, kind="stable")[:more]] += 1
    return whole
