"""What campaigns do without a plan, to hold a plan against: equal shares, the closest first, and a formula."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.needs import WardNeed
from groundgame.electoral.allocation.planning import Prospects
from groundgame.electoral.allocation.scoring import seats_gained
from groundgame.electoral.allocation.spending import spend

CAPS = (10.0, 20.0, 40.0, 60.0, 80.0, 100.0, 150.0, 200.0, 300.0, 400.0, 600.0)


def equal_split(prospects: Prospects, budget_hours: float) -> Floats:
    """Return the same hours for every ward."""
    return np.full(len(prospects.wards), budget_hours / len(prospects.wards))


def closest_first(prospects: Prospects, last: Sequence[float], budget_hours: float) -> Floats:
    """Return hours given to the wards that were closest last time, each up to a cap, until all are spent.

    `last` are the votes by which the party's nearest candidate won or lost last time, by ward. The cap is the one
    that gains most on the plan's own draws; what is left over at the end goes to all in equal parts.
    """
    plans = [_capped(prospects, last, budget_hours, cap) for cap in CAPS]
    return max(plans, key=lambda hours: seats_gained(prospects.wards, prospects.votes(hours)))


def _capped(prospects: Prospects, last: Sequence[float], budget_hours: float, cap_hours: float) -> Floats:
    hours, left = np.zeros(len(last)), budget_hours
    for at in np.argsort(np.abs(np.asarray(last)), kind="stable"):
        hours[at] = min(cap_hours, left)
        left -= hours[at]
    return hours + left / len(hours)


def by_formula(prospects: Prospects, budget_hours: float) -> Floats:
    """Return the hours that a normal curve through the mean and spread of what is lacking would give: no draws."""
    gains = [_normal(ward, curve.votes) for ward, curve in zip(prospects.wards, prospects.curves, strict=True)]
    return spend([curve.hours for curve in prospects.curves], gains, budget_hours)


def _normal(ward: WardNeed, votes: Floats) -> Floats:
    gains = np.zeros(len(votes))
    for lacking in ward.lacking:
        mean, spread = float(lacking.mean()), max(float(lacking.std()), 1e-9)
        gains += ndtr((votes - mean) / spread) - ndtr(-mean / spread)
    return gains
