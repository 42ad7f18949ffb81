"""A plan: asked for, made, put into weeks, and told with what it rests on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.assumed import assumptions
from groundgame.electoral.allocation.across.bound import most_gained
from groundgame.electoral.allocation.across.carrying import Carried, carry
from groundgame.electoral.allocation.across.effects import CHANNELS, Effects, channels, default_effects, scaled
from groundgame.electoral.allocation.across.leaflets import for_every_ward, shifted
from groundgame.electoral.allocation.across.limited import Planned, within_limit
from groundgame.electoral.allocation.across.outcome import EFFECT_DRAWS, Chance, chances, votes_of
from groundgame.electoral.allocation.across.placing import in_weeks, without
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.robust import Steadiness, check_cases, steadiness
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation, Piece, whole_sessions
from groundgame.electoral.allocation.across.times import at_times
from groundgame.electoral.allocation.across.totals import Total, totals
from groundgame.electoral.allocation.across.travel import Travel, by_branch, left_for_work, who_works
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.across.why import Why, reasons
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.forecasting import Assumption


@dataclass(frozen=True, eq=False)
class Plan:
    """Where the hours go, what that adds, and what was assumed.

    `smooth` are the hours before they became sessions, (rounds, wards); `gained` the weighted gain of those, `bound`
    what no plan could gain more than. `rehearsal` says which of its polling days are over; empty where none is.
    """

    ask: Ask
    field: Field
    planner: Planner
    smooth: Floats
    allocations: tuple[Allocation, ...]
    votes: Floats
    chances: tuple[Chance, ...]
    reasons: tuple[Why, ...]
    steadiness: Steadiness | None
    travel: Travel
    gained: float
    bound: float | None
    assumptions: tuple[Assumption, ...]
    totals: tuple[Total, ...]
    rehearsal: str = ""

    @property
    def hours(self) -> float:
        """Hours that are given out."""
        return sum(one.hours for one in self.allocations)

    @property
    def why_none(self) -> str:
        """Say why no hours are given out, to begin a sentence with; empty where some are."""
        if self.allocations:
            return ""
        if not self.ask.hours:
            return "no hours to plan"
        if self.ask.volunteers and not any(one.hours for one in self.ask.volunteers):
            return "the volunteers have no hours"
        whole = f"{self.ask.hours:,.4g} hours make no whole session of {self.ask.session_hours:g}"
        return f"{whole} where they would add anything"

    @property
    def bound_gap(self) -> float:
        """Return how much more than the plan's a gain may at most be, as a part of it (0-1).

        Raises:
            AllocationError: if the plan was made without its bound.
        """
        if self.bound is None:
            raise AllocationError("This plan was made without its bound: make it with bounded=True.")
        return self.bound / self.gained - 1 if self.gained > 0 else 0.0


def make_plan(
    field: Field,
    ask: Ask,
    *,
    rng: np.random.Generator,
    effects: Effects | None = None,
    cases: int = 0,
    bounded: bool = True,
    rehearsed: Assumption | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Make the plan that is asked for over a field, and try it in so many `cases` of other polls and effects.

    `bounded` works out what no plan could gain more than, which takes most of the time. `rehearsed` says which of its
    polling days are over (`rehearsing.rehearsal`).

    Raises:
        AllocationError: if the floors take more than there is, volunteers cannot give every branch its own, or there is
            one case alone.
    """
    check_cases(cases)
    effects = effects or default_effects()
    progress("What an hour does")
    given = for_every_ward(field, ask.rounds, effects, ask)
    carried = carry(field, effects, given, ask)
    rest = carried.rest
    progress("Where hours go")
    planner, hours, ways = _planned(field, effects, carried, ask)
    who, travel = _who(field, ways, carried.ways, ask)
    work = list(_calendar(planner, whole_sessions(planner.grounds, hours, rest, who), rest))
    whole = [one for one in work if channels()[one.channel].sessions]
    leaflets = [one for one in work if not channels()[one.channel].sessions]
    allocations = (*carried.allocations, *leaflets, *at_times(whole, rest))
    progress("What no plan could do better than")
    gained = planner.gained_as_it_stands(hours, ask.weights)
    bound = most_gained(planner, rest, hours) if bounded else None
    progress("What it changes")
    votes = votes_of(field, allocations, ask, effects)
    others = [votes_of(field, allocations, ask, one) for one in _effects(effects, rng)]
    found = tuple(chances(field, votes, others, ask.weights))
    why = reasons(planner, hours, votes, allocations, ask.weights, ask.rounds, carried.allocations)
    steady = None
    if cases:
        progress("Which choices stay the same")
        steady = steadiness(planner, rest, hours, rng=rng, cases=cases)
    said = (*([rehearsed] if rehearsed else []), *assumptions(field, ask, effects))
    every, over = totals(field, votes, ask.weights), rehearsed.sentence if rehearsed else ""
    return Plan(
        ask, field, planner, hours, allocations, votes, found, why, steady, travel, gained, bound, said, every, over
    )


def _planned(field: Field, effects: Effects, carried: Carried, ask: Ask) -> Planned:
    """Plan the hours that leaflets leave, once those have done their work."""
    if not carried.allocations:
        return within_limit(field, effects, carried.rest, leafleted=False)
    left = shifted(field, votes_of(field, carried.allocations, ask, effects))
    try:
        return within_limit(left, effects, carried.rest, leafleted=True)
    except AllocationError as error:
        taken = ask.hours - carried.rest.hours
        raise AllocationError(f"After a leaflet for every ward, which takes {taken:,.0f} hours: {error}") from None


def _who(field: Field, ways: Floats, carried: Floats, ask: Ask) -> tuple[Mapping[str | None, Floats] | None, Travel]:
    """Return whose volunteers work where, and who travels; nothing is known of it unless they were given."""
    if not ask.volunteers:
        return None, {}
    branches, left = left_for_work(field.wards)
    return who_works(ways, left, branches), by_branch(ways + carried, field.wards.boroughs, branches)


def _calendar(planner: Planner, work: list[list[Piece]], ask: Ask) -> Iterator[Allocation]:
    """Put the work into weeks; those that lie before two polling days are filled once."""
    left = dict(zip(*left_for_work(planner.field.wards), strict=True))
    for at, ground in enumerate(planner.grounds):
        weeks = weeks_before(ground.round.day, ask.weeks, planner.field.as_of)
        mine = [replace(one, left=float(left[one.branch][one.ward])) if one.branch else one for one in work[at]]
        found = list(in_weeks(ground.round.name, mine, weeks, planner.field.wards.codes, ask))
        ask = replace(ask, volunteers=without(ask.volunteers, found))
        yield from found


def _effects(base: Effects, rng: np.random.Generator) -> list[Effects]:
    """Return effects as they may be: every channel's out by a draw of its own."""
    errors = rng.standard_normal((EFFECT_DRAWS, len(CHANNELS)))
    return [scaled(base, dict(zip(CHANNELS, one, strict=True))) for one in errors.tolist()]
