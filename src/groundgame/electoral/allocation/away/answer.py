"""A plan with days out in seats outside London: hours go there as long as they add more than they would in London."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from groundgame.electoral.allocation.across.answer import Plan, make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.bound import Line, most_gained
from groundgame.electoral.allocation.across.effects import Effects, default_effects, scaled
from groundgame.electoral.allocation.across.limited import Planned, within_limit
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.weeks import kept, kept_by_round, weeks_before
from groundgame.electoral.allocation.away.assumed import assumptions
from groundgame.electoral.allocation.away.days import Ground, grounds
from groundgame.electoral.allocation.away.seats import DAY_HOURS, AwaySeat
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.spending import spend
from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.forecasting.london.known import Known

TURNS, TURN = 6, 0.5
"""So often the split is worked out again, and half of what that would change is taken: London's price turns with it."""
CARLOAD = 4
"""So many go together, as far as that many days are planned: a guess."""
AT_THE_EDGE = 1.645
"""Nine in ten of a normal error are within so many of its standard deviations."""


@dataclass(frozen=True)
class DaysOut:
    """What is asked of days out: seats that are considered, how long a day is, and what is known of them."""

    known: Known
    seats: tuple[AwaySeat, ...]
    day_hours: float = DAY_HOURS


@dataclass(frozen=True)
class AwayDays:
    """Days of volunteers in a seat in the week that begins on a Monday: `hours` are theirs, the way among them.

    `doors` are the hours that are left for the doors, to speak to the party's own supporters there.
    """

    seat: AwaySeat
    week: date
    days: int
    hours: float
    doors: float


@dataclass(frozen=True, eq=False)
class AwayPlan:
    """A plan for London, and days out in seats elsewhere.

    `london` tells chances, gain, bound and assumptions of both together; its allocations and totals are London's alone.
    `free` are the hours beside those that every branch gets, of which days of `day_hours` may be taken; `worth` those
    that would add more outside London, before they became whole days.
    """

    london: Plan
    days: tuple[AwayDays, ...]
    grounds: tuple[Ground, ...]
    day_hours: float
    free: float
    worth: float

    @property
    def hours(self) -> float:
        """The hours of all days out, the way among them."""
        return sum(one.hours for one in self.days)


def make_plan_with_away(
    field: Field,
    ask: Ask,
    out: DaysOut,
    *,
    rng: np.random.Generator,
    effects: Effects | None = None,
    cases: int = 0,
    rehearsed: Assumption | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> AwayPlan:
    """Make the plan that is asked for over a field and some seats outside London.

    The rest is as `make_plan` takes it; cases are of London's hours alone.

    Raises:
        AllocationError: if Westminster does not count or has no day, as an away seat is worth only its seat there; or
            if the plan is for volunteers by branch, or has a leaflet for every ward: days out know neither yet.
    """
    _check(field, ask)
    effects, day_hours = effects or default_effects(), out.day_hours
    progress("What a day out does")
    there = tuple(grounds(out.known, field, out.seats, day_hours, rng=rng.spawn(1)[0]))
    left = kept_by_round(field, ask)
    lines = [one.line(effects, left["westminster"], ask.weights["westminster"]) for one in there]
    shares = _hours_away(within_limit(field, effects, ask, leafleted=False), ask, lines)
    days = _whole_days(shares, day_hours)
    rest = replace(ask, hours=ask.hours - float(days.sum()) * day_hours)
    how: dict[str, Any] = {"effects": effects, "cases": cases, "rehearsed": rehearsed, "progress": progress}
    plan = make_plan(field, rest, rng=rng, bounded=False, **how)
    dated = tuple(_dated(field, ask, there, days, day_hours))
    whole = replace(
        plan,
        ask=ask,
        gained=plan.gained
        + sum(float(np.interp(day_hours * of, x, y)) for of, (x, y, _) in zip(days, lines, strict=True)),
        bound=most_gained(plan.planner, ask, plan.smooth, lines),
        chances=(*plan.chances, *(_chance(field, ask, one, dated, effects) for one in there)),
        assumptions=(*plan.assumptions, *assumptions(there, day_hours, dated)),
    )
    return AwayPlan(whole, dated, there, day_hours, _free(field, ask), float(shares.sum()))


def _check(field: Field, ask: Ask) -> None:
    if not ask.weights.get("westminster"):
        raise AllocationError(
            "A day out is worth only the seat in Parliament: let that count, --contests westminster=3, or name no seat."
        )
    if "westminster" in field.left_out:
        raise AllocationError(field.left_out["westminster"])
    if ask.volunteers or ask.leaflet:
        raise AllocationError(
            "Days out are planned from the middle of London, for all hours together: leave out --volunteers and "
            "--leaflet, or the seats outside London."
        )


def _hours_away(london: Planned, ask: Ask, lines: Sequence[Line]) -> Floats:
    """Return the hours of each seat, the way among them: one price of an hour, in London and there."""
    planner, hours, _ = london
    away = np.zeros(len(lines))
    asked = [at for at, ground in enumerate(planner.grounds) if ground.round.name in ask.rounds]
    most = _free(planner.field, ask)
    for _ in range(TURNS):
        curves = [each for at in asked for each in planner.grounds[at].work.hours]
        gains = [each for at in asked for each in planner.grounds[at].gains(hours[at], ask.weights)]
        spent = spend([*curves, *(x for x, _, _ in lines)], [*gains, *(y for _, y, _ in lines)], ask.hours)
        aim = spent[len(curves) :]
        away = away + TURN * (aim * min(1.0, most / max(float(aim.sum()), 1e-9)) - away)
        hours = planner.plan(replace(ask, hours=ask.hours - float(away.sum())))
    return away


def _free(field: Field, ask: Ask) -> float:
    """Return the hours that no branch has to get."""
    return max(ask.hours - ask.branch_hours * len(set(field.wards.boroughs)), 0.0)


def _whole_days(hours: Floats, day_hours: float) -> Floats:
    """Return whole days of a volunteer that take no more than the hours do, by the largest remainders."""
    days = hours / day_hours
    whole: Floats = np.floor(days + 1e-9)
    more = int(math.floor(days.sum() + 1e-6) - whole.sum())
    whole[np.argsort(whole - days, kind="stable")[:more]] += 1
    return whole


def _dated(field: Field, ask: Ask, there: Sequence[Ground], days: Floats, day_hours: float) -> Iterator[AwayDays]:
    """Put days into weeks, a carload at a time, the last week first and round again."""
    general = next(each for each in field.rounds if each.name == "westminster")
    weeks = weeks_before(general.day, ask.weeks, field.as_of)
    for ground, number in zip(there, days.astype(int).tolist(), strict=True):
        given = dict.fromkeys(weeks, 0)
        for turn, start in enumerate(range(0, number, CARLOAD)):
            given[weeks[turn % len(weeks)]] += min(CARLOAD, number - start)
        for week in sorted(week for week, some in given.items() if some):
            hours = given[week] * day_hours
            yield AwayDays(ground.seat, week, given[week], hours, hours * ground.left)


def _chance(field: Field, ask: Ask, ground: Ground, dated: Sequence[AwayDays], effects: Effects) -> Chance:
    told = replace(ground.stake, lacking=ground.stake.lacking[:, : len(field.strength)])
    votes = partial(_votes, field, ask, ground, dated)
    low, high = (told.chance(votes(scaled(effects, {"door": each}))) for each in (-AT_THE_EDGE, AT_THE_EDGE))
    after, stake = told.chance(votes(effects)), ground.stake
    return Chance(stake.id, stake.name, "away", told.chance(), after, low, high, told.lacking.shape[1])


def _votes(field: Field, ask: Ask, ground: Ground, dated: Sequence[AwayDays], effects: Effects) -> float:
    """Return the votes that a seat's days bring by polling day."""
    mine = [one for one in dated if one.seat == ground.seat]
    if not mine:
        return 0.0
    day = next(each for each in field.rounds if each.name == "westminster").day
    hours = sum(one.hours for one in mine)
    last = sum(one.hours * kept(day, one.week, ask.half_life_weeks) for one in mine) / hours
    return last * ground.votes(effects, hours)
