"""How fast an effect fades between contests, from trials whose electors were looked up more than once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

import numpy as np

from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.measured import Floats

GRID = np.concatenate([[0.0], np.geomspace(1e-4, 14, 800)])
"""Rates of fading a week that are tried, from never to a twentieth of a day's half-life."""
NINE_TENTHS = 2.706
"""How much twice the log likelihood falls at the ends of a 90% interval (chi-squared, one degree of freedom)."""


@dataclass(frozen=True)
class Look:
    """An effect of one trial (0-1) as found some weeks after the work, with its standard error."""

    trial: str
    weeks: float
    effect: float
    error: float


@dataclass(frozen=True)
class HalfLife:
    """After how many weeks half of an effect is left, with its 90% interval; infinite where no fading is told."""

    weeks: float
    low: float
    high: float


def half_life(looks: Sequence[Look]) -> HalfLife:
    """Return the half-life that fits best, every trial's first effect its own.

    By the likelihood of every rate of fading from none at all, with each trial's effect at its best for that rate.
    Looks at one trial are taken to err apart, which two contests' turnout of the same people do not quite.

    Raises:
        TrialError: if no trial was looked up at two times.
    """
    twice = looked_up_twice(looks)
    if not twice:
        raise TrialError("No trial was looked up at two times: fading takes the same electors after two contests.")
    misfit = sum((misfit_of(many) for many in twice), np.zeros(len(GRID)))
    inside = GRID[misfit <= misfit.min() + NINE_TENTHS]
    return HalfLife(_weeks(GRID[misfit.argmin()]), _weeks(inside.max()), _weeks(inside.min()))


def looked_up_twice(looks: Sequence[Look]) -> list[list[Look]]:
    """Return the looks of each trial that was looked up at two times or more."""
    trials: dict[str, list[Look]] = {}
    for one in looks:
        trials.setdefault(one.trial, []).append(one)
    return [many for many in trials.values() if len({one.weeks for one in many}) > 1]


def misfit_of(looks: Sequence[Look]) -> Floats:
    """Return weighted squares about one trial's best fading effect, at every rate of `GRID` (1/weeks)."""
    weeks, effect, error = (np.array([getattr(one, name) for one in looks]) for name in ("weeks", "effect", "error"))
    left = np.exp(-GRID[:, None] * (weeks - weeks.min())) / error
    seen = effect / error
    squares: Floats = seen @ seen - (left @ seen) ** 2 / (left**2).sum(axis=1)
    return squares


def _weeks(rate: float) -> float:
    return inf if rate == 0 else log(2) / float(rate)
