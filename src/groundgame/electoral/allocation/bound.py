"""No plan gains more than this: a bound by weak duality, worked out apart from the plan.

For any price of an hour, no plan within the budget gains more than the budget at that price and, ward by ward, the most
that is left of a gain when its hours are paid for. The least of that over all prices is the bound. Between the points
of a grid a curve may lie above its chord; by how much at most follows from how sharply a blurred curve can bend.
"""

import numpy as np
from scipy.optimize import minimize_scalar

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import SHARPEST, STEEPEST, gain_curve
from groundgame.electoral.allocation.planning import Prospects

STEPS = 1000


def seats_bound(prospects: Prospects, budget_hours: float) -> float:
    """Return what no plan within the budget can gain more than, in expected seats as they are smoothed."""
    curves = [_fine(prospects, at) for at in range(len(prospects.wards))]
    hours, gains = np.array([each[0] for each in curves]), np.array([each[1] for each in curves])
    within = sum(_above_chord(prospects, at, hours[at]) for at in range(len(curves)))
    steepest = float((gains[:, 1:] / hours[:, 1:]).max())
    found = minimize_scalar(lambda price: _at(price, budget_hours, hours, gains), bounds=(0.0, steepest))
    return float(found.fun) + within


def _fine(prospects: Prospects, at: int) -> tuple[Floats, Floats]:
    ward, homes = prospects.wards[at], float(prospects.homes[at])
    curve = gain_curve(ward, homes, prospects.effort, prospects.points, STEPS)
    return curve.hours, curve.gains()


def _at(price: float, budget_hours: float, hours: Floats, gains: Floats) -> float:
    return price * budget_hours + float((gains - price * hours).max(axis=1).sum())


def _above_chord(prospects: Prospects, at: int, hours: Floats) -> float:
    """Return how far a ward's curve may lie above the chord between two of its points."""
    ward, effort = prospects.wards[at], prospects.effort
    blur = prospects.points / 100 * ward.ballots
    first = effort.conversations_per_hour * effort.votes_per_conversation
    falls = first * effort.conversations_per_hour / (effort.reached * float(prospects.homes[at]))
    bend = SHARPEST / blur**2 * first**2 + STEEPEST / blur * falls
    return len(ward.lacking) * bend * float(hours[1] - hours[0]) ** 2 / 8
