"""No plan across the tiers gains more than this: worked out apart from the plan.

A contest that wards add up to gains no more than a line that touches it at the plan (`Stake.tangent`). What is left
falls apart into wards, and weak duality does the rest: for any price of an hour no plan gains more than its hours at
that price and, ward by ward, the most that is left when its hours are paid for. Control of a council is not so kind, as
two seats may be lacking at once: a seat is taken to be worth for it what it is worth as the plan stands, in the bound
and in the gain that is held against it. So of plans that would make other seats decide a council it says nothing.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.grounds import Ground
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.work import best_work
from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import SHARPEST, SMOOTHED_POINTS, STEEPEST, curve_on

STEPS = 400


Line = tuple[Floats, Floats, float]
"""Hours, what they gain, and how far above the straight lines between those points the gain may be."""


def most_gained(planner: Planner, ask: Ask, hours: Floats, beside: Sequence[Line] = ()) -> float:
    """Return what no plan of the hours asked for can gain more than, as `Planner.gained_as_it_stands`.

    `beside` is what else those hours may be spent on, wherever it is.
    """
    at_once, curves = 0.0, []
    for ground, here in zip(planner.grounds, hours, strict=True):
        if ground.round.name in ask.rounds:
            start, lines = _lines(planner, ground, here, ask)
            at_once += start
            curves += lines
    curves += [_as_long(one, curves) for one in beside]
    spent, gains = (np.array([one[part] for one in curves]) for part in (0, 1))
    above = np.array([one[2] for one in curves])
    at_first = np.where(spent > 0, spent, np.inf).argmin(axis=1)[:, None]
    there, gained = (np.take_along_axis(each, at_first, axis=1)[:, 0] for each in (spent, gains))
    first = (gained + 4 * above) / there  # a ward gains nothing before this point of its grid at a price above it

    def left(price: float) -> float:
        best = (gains - price * spent).max(axis=1)
        return price * ask.hours + float(np.where((best > 0) | (price < first), best + above, 0.0).sum())

    steepest = float(first.max())
    found = minimize_scalar(left, bounds=(0.0, max(steepest, 1e-12)), options={"xatol": 1e-10})
    return float(found.fun) + at_once


def _as_long(line: Line, others: Sequence[Line]) -> Line:
    """Return a line with as many points as others, its last again and again."""
    more = max((len(one[0]) for one in others), default=len(line[0])) - len(line[0])
    return np.pad(line[0], (0, more), "edge"), np.pad(line[1], (0, more), "edge"), line[2]


def _lines(planner: Planner, ground: Ground, hours: Floats, ask: Ask) -> tuple[float, list[Line]]:
    """Return what lines have at no hours, and of each ward its hours, its gains, and how far they may be above."""
    work = best_work(planner.jobs(ground.round), STEPS)
    kept = planner.kept[ground.round.name]
    votes, prices = kept * work.votes, kept * work.prices
    paid = ask.hours * float(prices.max())  # votes that no hours asked for could bring more of
    start, a_vote = _tangents(ground, hours, np.minimum(votes[:, -1], paid), paid, ask)
    worths = _worths(ground, hours, ask)
    found = []
    for at in range(len(votes)):
        # Where hours do as much as the first for long, the grid has no points of its own.
        spent = np.sort(np.concatenate([work.hours[at], np.linspace(0.0, work.hours[at, -1], STEPS)]))
        won = np.interp(spent, work.hours[at], votes[at])
        gains, steep, sharp = a_vote[at] * won, a_vote[at], 0.0
        if ground.curves:
            need = ground.round.needs[at]
            gains = gains + curve_on(need, spent, won).gains(worths[at])
            blur = SMOOTHED_POINTS / 100 * need.ballots
            most = float(sum(one.mean() for one in worths[at]))  # a gain is the mean of all draws, and so is its bend
            steep, sharp = steep + most * STEEPEST / blur, most * SHARPEST / blur**2
        falls = steep * float((-np.diff(prices[at]) * np.diff(work.hours[at])).max()) / 4
        found.append((spent, gains, falls + sharp * float(np.diff(won).max()) ** 2 / 8))
    return start, found


def _tangents(ground: Ground, hours: Floats, most: Floats, paid: float, ask: Ask) -> tuple[float, Floats]:
    votes, start, a_vote = ground.votes(hours), 0.0, np.zeros(len(hours))
    for stake, worth in ground.stakes(ask.weights):
        at_none, slope = stake.tangent(float(stake.wards @ votes), min(float(stake.wards @ most), paid))
        start += worth * at_none
        a_vote += worth * slope * stake.wards
    return start, a_vote


def _worths(ground: Ground, hours: Floats, ask: Ask) -> list[list[Floats]]:
    """Return what each candidate's seat is worth on every draw as the plan stands, ward by ward."""
    needs = ground.round.needs
    seat, control = ask.weights.get("boroughs", 0.0), ask.weights.get("councils", 0.0)
    councils = Councils(needs, ground.votes(hours)) if needs else None
    return [[seat + control * one for one in councils.worth(at)] for at in range(len(needs))] if councils else []
