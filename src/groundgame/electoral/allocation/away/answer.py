"""A plan with days out in seats outside London: hours go there as long as they add more than they would in London."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from groundgame.electoral.allocation.across.answer import Plan, make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.bound import most_gained
from groundgame.electoral.allocation.across.carrying import carry
from groundgame.electoral.allocation.across.effects import Effects, default_effects
from groundgame.electoral.allocation.across.leaflets import for_every_ward, shifted
from groundgame.electoral.allocation.across.limited import Planned, within_limit
from groundgame.electoral.allocation.across.outcome import votes_of
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.weeks import kept_by_round
from groundgame.electoral.allocation.away.assumed import assumptions
from groundgame.electoral.allocation.away.by_day import without_days
from groundgame.electoral.allocation.away.chances import after_days, chance_of
from groundgame.electoral.allocation.away.days import grounds
from groundgame.electoral.allocation.away.going import WESTMINSTER, AwayDays
from groundgame.electoral.allocation.away.seats import DAY_HOURS, AwaySeat
from groundgame.electoral.allocation.away.split import Going, split
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.forecasting.london.known import Known


@dataclass(frozen=True)
class DaysOut:
    """What is asked of days out: seats that are considered, how long a day is, and what is known of them.

    `given` are days that are done, or promised: they stand, and what is planned comes on top of them.
    """

    known: Known
    seats: tuple[AwaySeat, ...]
    day_hours: float = DAY_HOURS
    given: tuple[AwayDays, ...] = ()


@dataclass(frozen=True, eq=False)
class AwayPlan:
    """A plan for London, and days out, each of `day_hours`, in seats elsewhere.

    `london` tells chances, gain, bound and assumptions of both together; its allocations and totals are London's alone,
    and `rest` is what those were asked for.
    """

    london: Plan
    rest: Ask
    going: Going
    day_hours: float

    @property
    def days(self) -> tuple[AwayDays, ...]:
        """Who goes where in which week."""
        return self.going.days

    @property
    def hours(self) -> float:
        """The hours of all days out, the way among them."""
        return self.going.hours


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

    The rest is as `make_plan` takes it; cases are of London's hours alone. A leaflet for every ward comes first.

    Raises:
        AllocationError: if Westminster does not count or has no day, as an away seat is worth only its seat there; or
            if no plan for London can be made.
    """
    _check(field, ask)
    effects, day_hours = effects or default_effects(), out.day_hours
    progress("What a day out does")
    drawn = grounds(out.known, field, out.seats, day_hours, rng=rng.spawn(1)[0])
    there = [after_days(field, ask, one, out.given, effects) for one in drawn]
    after, london = _london(field, effects, ask)
    progress("Who goes out of London")
    going = split(field, after, london, there, day_hours)
    rest = _rest(ask, going, day_hours)
    how: dict[str, Any] = {"effects": effects, "cases": cases, "rehearsed": rehearsed, "progress": progress}
    plan = make_plan(field, rest, rng=rng, bounded=False, **how)
    whole = replace(plan, **_with(plan, after, going, effects, day_hours))
    return AwayPlan(replace(whole, ask=ask), rest, going, day_hours)


def _check(field: Field, ask: Ask) -> None:
    if not ask.weights.get(WESTMINSTER):
        raise AllocationError(
            "A day out is worth only the seat in Parliament: let seats there count for something (--contests "
            "westminster=3), or name no seat outside London."
        )
    if WESTMINSTER in field.left_out:
        raise AllocationError(field.left_out[WESTMINSTER])


def _rest(ask: Ask, going: Going, day_hours: float) -> Ask:
    """Return what London is asked for: the hours that days out leave, of every branch too where those are known."""
    given: dict[tuple[str, date], int] = defaultdict(int)
    for one in going.days:
        given[one.branch or "", one.week] += one.days
    return replace(ask, hours=ask.hours - going.hours, volunteers=without_days(ask.volunteers, given, day_hours))


def _with(plan: Plan, ask: Ask, going: Going, effects: Effects, day_hours: float) -> dict[str, Any]:
    """Return what London's plan tells once days out are part of it; `ask` is what leaflets leave."""
    left, there = kept_by_round(plan.field, ask)[WESTMINSTER], going.grounds
    lines = [one.line(effects, left, ask.weights[WESTMINSTER]) for one in there]
    gains = [
        float(np.interp(going.doors(one.seat) / one.left, hours, gained))
        for one, (hours, gained, _) in zip(there, lines, strict=True)
    ]
    return {
        "gained": plan.gained + sum(gains),
        "bound": most_gained(plan.planner, ask, plan.smooth, lines),
        "chances": (*plan.chances, *(chance_of(plan.field, ask, one, going.days, effects) for one in there)),
        "assumptions": (*plan.assumptions, *assumptions(going, day_hours)),
    }


def _london(field: Field, effects: Effects, ask: Ask) -> tuple[Ask, Planned]:
    """Return what a leaflet for every ward leaves of what is asked, and London's plan of all of that."""
    given = for_every_ward(field, ask.rounds, effects, ask)
    carried = carry(field, effects, given, ask)
    leafleted = bool(carried.allocations)
    ahead = shifted(field, votes_of(field, carried.allocations, ask, effects)) if leafleted else field
    return carried.rest, within_limit(ahead, effects, carried.rest, leafleted=leafleted)
