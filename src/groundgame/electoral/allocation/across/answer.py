"""A plan: asked for, made, put into weeks, and told with what it rests on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.assumed import assumptions
from groundgame.electoral.allocation.across.bound import most_gained
from groundgame.electoral.allocation.across.effects import CHANNELS, Effects, default_effects, scaled
from groundgame.electoral.allocation.across.leaflets import cost_pence, for_every_ward, leaflet_jobs, shifted
from groundgame.electoral.allocation.across.outcome import EFFECT_DRAWS, Chance, chances, votes_of
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.robust import Steadiness, steadiness
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation, in_weeks, whole_sessions
from groundgame.electoral.allocation.across.weeks import kept_by_round, weeks_before
from groundgame.electoral.allocation.across.why import Why, reasons
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.forecasting import Assumption

PLACES = 6
Travel = dict[tuple[str, str], float]
"""Hours that volunteers of a branch work in another's borough, the most first."""


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

    @property
    def hours(self) -> float:
        """Hours that are given out."""
        return sum(one.hours for one in self.allocations)

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
        AllocationError: if the floors take more than there is, or volunteers cannot give every branch its own.
    """
    effects = effects or default_effects()
    progress("What an hour does")
    given = for_every_ward(field, ask.rounds, effects, ask)
    left = _after_leaflets(field, effects, given, ask)
    progress("Where hours go")
    planner, hours, travel = _planned(
        left, effects, replace(ask, hours=ask.hours - given.sum()), spread=bool(given.any())
    )
    allocations = tuple(_calendar(planner, hours, given, ask))
    progress("What no plan could do better than")
    rest = replace(ask, hours=ask.hours - float(given.sum()))
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
        steady = steadiness(left, rest, effects, hours, planner.kept, rng=rng, cases=cases)
    said = assumptions(field, ask, effects)
    return Plan(ask, field, planner, hours, allocations, votes, found, why, steady, travel, gained, bound, said)


def _after_leaflets(field: Field, effects: Effects, given: Floats, ask: Ask) -> Field:
    """Return the field as it is once leaflets that every ward gets have done their work."""
    if not given.any():
        return field
    votes, kept = np.zeros_like(given), kept_by_round(field, ask)
    for at, each in enumerate(field.rounds):
        for job in leaflet_jobs(field, each, effects):
            votes[at] += job.votes(given[at]) * kept[each.name]
    return shifted(field, votes)


def _planned(field: Field, effects: Effects, ask: Ask, *, spread: bool) -> tuple[Planner, Floats, Travel]:
    """Return the plan; where leaflets cost more than the limit, with leaflets in the wards where they do most."""
    wards = len(field.wards.codes)
    kept = kept_by_round(field, ask)

    def planned(parts: Floats | None) -> tuple[Planner, Floats, Travel]:
        planner = Planner(field, effects, kept=kept, leaflets=parts)
        return (planner, *planner.plan_with_travel(ask))

    found = planned(np.zeros(wards) if spread else None)
    if spread or ask.limit_pence is None or _pence(*found[:2]) <= ask.limit_pence:
        return found
    order = np.argsort(-found[0].a_vote_of_all(found[1], ask), kind="stable")
    none, all_of_them = 0, wards
    found = planned(np.zeros(wards))
    while all_of_them - none > 1:
        middle = (none + all_of_them) // 2
        parts = np.zeros(wards)
        parts[order[:middle]] = 1.0
        tried = planned(parts)
        if _pence(*tried[:2]) <= ask.limit_pence:
            none, found = middle, tried
        else:
            all_of_them = middle
    return found


def _pence(planner: Planner, hours: Floats) -> float:
    spent = [
        mix
        for ground, here in zip(planner.grounds, hours, strict=True)
        for job, mix in zip(ground.work.jobs, ground.work.mix(here), strict=True)
        if job.even
    ]
    return cost_pence(planner.field, np.array(spent)) if spent else 0.0


def as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as a plain dictionary, ready to be written as JSON."""
    return {
        "party": plan.field.party,
        "as_of": plan.field.as_of.isoformat(),
        "hours": round(plan.hours, 1),
        "allocations": [_row(one) for one in plan.allocations],
        "travel": [
            {"from": here, "to": there, "hours": round(hours, 1)} for (here, there), hours in plan.travel.items()
        ],
        "chance_before": {one.id: _before(one) for one in plan.chances},
        "chance_after": {one.id: _after(one) for one in plan.chances},
        "bound_gap": round(plan.bound_gap, PLACES),
        "reasons": [_why(one) for one in plan.reasons if one.hours],
        "steadiness": _steady(plan.steadiness),
        "assumptions": [{"sentence": one.sentence, "source": one.source} for one in plan.assumptions],
    }


def _row(one: Allocation) -> dict[str, Any]:
    return {
        "ward": one.ward,
        "channel": one.channel,
        "audience": one.audience,
        "week": one.week.isoformat(),
        "hours": one.hours,
        "before": one.before,
    }


def _why(one: Why) -> dict[str, Any]:
    return {"ward": one.ward, "before": one.before, "times": round(one.times, PLACES), "sentence": one.sentence}


def _steady(found: Steadiness | None) -> dict[str, Any] | None:
    if found is None:
        return None
    kept = {"hours_kept": round(found.hours_kept, PLACES), "hours_kept_least": round(found.hours_kept_least, PLACES)}
    return {"cases": found.cases, **kept, "steady": [{"ward": ward, "before": name} for ward, name in found.steady]}


def _before(one: Chance) -> dict[str, float]:
    error = float(np.sqrt(one.before * (1 - one.before) / one.draws)) * 1.645
    low, high = max(one.before - error, 0.0), min(one.before + error, 1.0)
    found = {"chance": one.before, "low": low, "high": high}
    return _rounded(found | ({"seats": one.seats[0]} if one.seats else {}))


def _after(one: Chance) -> dict[str, float]:
    found = {"chance": one.after, "low": one.low, "high": one.high}
    return _rounded(found | ({"seats": one.seats[1]} if one.seats else {}))


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, PLACES) for name, value in figures.items()}


def _calendar(planner: Planner, hours: Floats, given: Floats, ask: Ask) -> Iterator[Allocation]:
    codes = planner.field.wards.codes
    mixes = whole_sessions(planner.grounds, hours, ask)
    for at, (ground, mix) in enumerate(zip(planner.grounds, mixes, strict=True)):
        weeks = weeks_before(ground.round.day, ask.weeks, planner.field.as_of)
        work = {(ground.work.jobs[job], ward): spent for (job, ward), spent in mix.items()}
        for job in leaflet_jobs(planner.field, ground.round, planner.effects):
            work |= {(job, int(ward)): float(given[at, ward]) for ward in np.flatnonzero(given[at])}
        yield from in_weeks(ground.round.name, work, weeks, codes, ask)


def _effects(base: Effects, rng: np.random.Generator) -> list[Effects]:
    """Return effects as they may be: every channel's out by a draw of its own."""
    errors = rng.standard_normal((EFFECT_DRAWS, len(CHANNELS)))
    return [scaled(base, dict(zip(CHANNELS, one, strict=True))) for one in errors.tolist()]
