"""What is believed of how fast an effect fades once trials have been looked up twice, begun from the plan's default.

On the grid of rates of `fading`: what the looks say, each trial's first effect at its best, and what was believed of
the half-life beforehand, whose tails are heavy: where trials say clearly that it was wrong, they are believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from groundgame.electoral.trials.beliefs import t_precisions
from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.fading import GRID, Look, looked_up_twice, misfit_of
from groundgame.electoral.trials.intervals import LEVEL
from groundgame.electoral.trials.measured import Floats

RATES = GRID[GRID > 0]
"""Of a contact's effect nothing is believed to last for ever: a half-life of 130 years is near enough."""


@dataclass(frozen=True)
class FadingPrior:
    """A half-life in weeks; `spread` is the scale of its logarithm's t: 0.12 puts it nine times in ten near 2 to 3."""

    weeks: float = 2.5
    spread: float = 0.12


@dataclass(frozen=True)
class FadingBelief:
    """The half-life in weeks in the middle of what is believed, with its 90% interval, from so many trials.

    `from_default` is the part (0-1) of it that still rests on the default, as of effects.
    """

    weeks: float
    low: float
    high: float
    trials: int
    from_default: float


def believe_fading(looks: Sequence[Look], prior: FadingPrior) -> FadingBelief:
    """Return what trials that were looked up twice and the default say together; without any, the default.

    Raises:
        TrialError: if the default's weeks or spread are not above 0.
    """
    if prior.weeks <= 0 or prior.spread <= 0:
        raise TrialError(f"The default has {prior.weeks} weeks and spread {prior.spread}: both must be above 0.")
    twice = looked_up_twice(looks)
    halves = np.log(log(2) / RATES)
    misfit = sum((misfit_of(many)[GRID > 0] for many in twice), np.zeros(len(RATES)))
    precisions = t_precisions(prior.spread)
    # Under each width of the default, how likely each half-life is; the grid's rates stand evenly by their logarithm.
    logs = 0.5 * np.log(precisions)[:, None] - 0.5 * precisions[:, None] * (halves - log(prior.weeks)) ** 2
    under = np.exp(logs - 0.5 * (misfit - misfit.min()))
    low, weeks, high = np.exp(_quantiles(halves, under.sum(axis=0)))
    chances = under.sum(axis=1) / under.sum()
    rests = np.minimum(1.0, precisions * _variances(halves, under)) if twice else np.ones(len(precisions))
    return FadingBelief(float(weeks), float(low), float(high), len(twice), float(chances @ rests))


def _quantiles(halves: Floats, weights: Floats) -> Floats:
    """Return the ends of the middle nine tenths, and the middle between them."""
    order = np.argsort(halves)
    below = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    found: Floats = np.interp([(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2], below, halves[order])
    return found


def _variances(halves: Floats, under: Floats) -> Floats:
    sums = under.sum(axis=1)
    means = under @ halves / sums
    found: Floats = under @ halves**2 / sums - means**2
    return found
