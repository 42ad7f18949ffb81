"""A plan: asked for, made, put into weeks, and told with what it rests on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.assumed import assumptions
from groundgame.electoral.allocation.across.bound import most_gained
from groundgame.electoral.allocation.across.effects import CHANNELS, Effects, default_effects, scaled
from groundgame.electoral.allocation.across.leaflets import after_leaflets, for_every_ward, leaflet_jobs
from groundgame.electoral.allocation.across.limited import within_limit
from groundgame.electoral.allocation.across.outcome import EFFECT_DRAWS, Chance, chances, votes_of
from groundgame.electoral.allocation.across.placing import in_weeks
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.robust import Steadiness, check_cases, steadiness
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation, Piece, whole_sessions
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
    what no plan could gain more than.
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
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Make the plan that is asked for over a field, and try it in so many `cases` of other polls and effects.

    `bounded` works out what no plan could gain more than, which takes most of the time.

    Raises:
        AllocationError: if the floors take more than there is, volunteers cannot give every branch its own, or there is
            one case alone.
    """
    check_cases(cases)
    effects = effects or default_effects()
    progress("What an hour does")
    given = for_every_ward(field, ask.rounds, effects, ask)
    left, rest = after_leaflets(field, effects, given, ask), replace(ask, hours=ask.hours - float(given.sum()))
    progress("Where hours go")
    planner, hours, ways = within_limit(left, effects, rest, leafleted=bool(given.any()))
    who, travel = _who(field, ways, ask)
    allocations = tuple(_calendar(planner, whole_sessions(planner.grounds, hours, ask, who), given, ask))
    progress("What no plan could do better than")
    gained = planner.gained_as_it_stands(hours, ask.weights)
    bound = most_gained(planner, rest, hours) if bounded else None
    progress("What it changes")
    votes = votes_of(field, allocations, ask, effects)
    others = [votes_of(field, allocations, ask, one) for one in _effects(effects, rng)]
    found = tuple(chances(field, votes, others, ask.weights))
    why = reasons(planner, hours, votes, allocations, ask.weights, ask.rounds)
    steady = None
    if cases:
        progress("Which choices stay the same")
        steady = steadiness(planner, rest, hours, rng=rng, cases=cases)
    said = assumptions(field, ask, effects)
    every = totals(field, votes, ask.weights)
    return Plan(ask, field, planner, hours, allocations, votes, found, why, steady, travel, gained, bound, said, every)


def _who(field: Field, ways: Floats, ask: Ask) -> tuple[Mapping[str | None, Floats] | None, Travel]:
    """Return whose volunteers work where, and who travels; nothing is known of it unless they were given."""
    if not ask.volunteers:
        return None, {}
    branches, left = left_for_work(field.wards)
    return who_works(ways, left, branches), by_branch(ways, field.wards.boroughs, branches)


def _calendar(planner: Planner, work: list[list[Piece]], given: Floats, ask: Ask) -> Iterator[Allocation]:
    """Put the work, and the leaflets given to every ward, into weeks."""
    codes = planner.field.wards.codes
    for at, ground in enumerate(planner.grounds):
        weeks = weeks_before(ground.round.day, ask.weeks, planner.field.as_of)
        leaflets = [
            Piece(job, int(ward), float(given[at, ward]))
            for job in leaflet_jobs(planner.field, ground.round, planner.effects)
            for ward in np.flatnonzero(given[at])
        ]
        yield from in_weeks(ground.round.name, [*work[at], *leaflets], weeks, codes, ask)


def _effects(base: Effects, rng: np.random.Generator) -> list[Effects]:
    """Return effects as they may be: every channel's out by a draw of its own."""
    errors = rng.standard_normal((EFFECT_DRAWS, len(CHANNELS)))
    return [scaled(base, dict(zip(CHANNELS, one, strict=True))) for one in errors.tolist()]
