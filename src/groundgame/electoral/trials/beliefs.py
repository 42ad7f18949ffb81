"""What is believed of an effect once sessions have been measured, begun from the default that the plan uses.

A normal effect of each session about a common mean, worked out on a grid of how much sessions differ and of how far
the default may be out: exact but for the grid. Each session's own estimate is drawn to the mean as far as its own error
bids. Both what is believed of the mean beforehand and of the spread have heavy tails: where sessions say clearly that
the default was wrong, or that they differ more than was expected, they are believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import chdtri, ndtr

from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.intervals import LEVEL, Estimate
from groundgame.electoral.trials.measured import Floats
from groundgame.electoral.trials.pooling import usable

GRID = 80
SPREADS = 12.0
"""How far the grid goes, in scales of what is believed of the spread beforehand."""
TAILS = 3
"""Degrees of freedom of Student's t, both for the spread beforehand and for how far the default may be out."""
DEFAULTS = 5
"""How many widths of the default are tried: t is a normal whose precision is drawn from chi-squared."""
WIDE = 1.0
"""The deviation of a mean of which nothing is known beforehand: a hundred points."""


@dataclass(frozen=True)
class Prior:
    """What is taken for true before any session: `votes_per_contact` and `sd` as the plan's defaults have them.

    `spread` is how much sessions are expected to differ, the scale of a half-t: 0.01 is a guess, the size of the
    default effects themselves. `sd` is the deviation of the middle of what is believed; its tails are a t's.
    """

    votes_per_contact: float = 0.0
    sd: float = WIDE
    spread: float = 0.01


@dataclass(frozen=True)
class Belief:
    """The mean effect (its `value` and `error` are votes_per_contact and sd for the plan), spread, and each session's.

    `from_default` is the part (0-1) of the mean that still rests on the default.
    """

    mean: Estimate
    spread: float
    sessions: tuple[Estimate, ...]
    from_default: float


def believe(found: Sequence[Estimate], prior: Prior) -> Belief:
    """Return what sessions and the default say together; without any session, the default.

    Sessions whose own intervals have no end tell nothing and are left out of `sessions`.

    Raises:
        TrialError: if the default's sd or spread is not above 0.
    """
    if prior.sd <= 0 or prior.spread <= 0:
        raise TrialError(f"The default has sd {prior.sd} and spread {prior.spread}: both must be above 0.")
    values, errors = usable(found)
    grid = _grid(values, errors, prior)
    return Belief(
        mean=_mixture(grid.chances, grid.means, 1 / grid.precision),
        spread=float(grid.chances @ grid.spreads),
        sessions=_sessions(values, errors, grid),
        from_default=float(grid.chances @ (grid.of_default / grid.precision)),
    )


class _Grid(NamedTuple):
    """Spreads that are tried under each width of the default, how likely each is, and the mean under it."""

    spreads: Floats
    chances: Floats
    means: Floats
    precision: Floats
    of_default: Floats


def _grid(values: Floats, errors: Floats, prior: Prior) -> _Grid:
    tried = SPREADS * prior.spread * np.linspace(0, 1, GRID) ** 2
    spreads, default = (one.ravel() for one in np.meshgrid(tried, t_precisions(prior.sd)))
    of_each = 1 / (errors**2 + spreads[:, None] ** 2)
    precision = of_each.sum(axis=1) + default
    means = (of_each @ values + prior.votes_per_contact * default) / precision
    squares = (of_each * (values - means[:, None]) ** 2).sum(axis=1)
    squares += (means - prior.votes_per_contact) ** 2 * default
    logs = 0.5 * (np.log(of_each).sum(axis=1) + np.log(default) - np.log(precision) - squares)
    logs -= (TAILS + 1) / 2 * np.log1p((spreads / prior.spread) ** 2 / TAILS)
    logs += np.log(np.tile(np.gradient(tried), DEFAULTS))
    chances = np.exp(logs - logs.max())
    return _Grid(spreads, chances / chances.sum(), means, precision, default)


def t_precisions(sd: float) -> Floats:
    """Return precisions of a default, all as likely: nearly a t of `TAILS` degrees, whose middle has this deviation."""
    widths = 1 / np.asarray(chdtri(TAILS, (np.arange(DEFAULTS) + 0.5) / DEFAULTS))
    precisions: Floats = widths.mean() / widths / sd**2
    return precisions


def _sessions(values: Floats, errors: Floats, grid: _Grid) -> tuple[Estimate, ...]:
    """Return each session's effect, drawn to the mean."""
    own = grid.spreads[:, None] ** 2 / (grid.spreads[:, None] ** 2 + errors**2)
    centres = own * values + (1 - own) * grid.means[:, None]
    variances = own * errors**2 + (1 - own) ** 2 / grid.precision[:, None]
    return tuple(_mixture(grid.chances, *pair) for pair in zip(centres.T, variances.T, strict=True))


def _mixture(chances: Floats, centres: Floats, variances: Floats) -> Estimate:
    """Return the mean, deviation and 90% interval of a mixture of normals."""
    mean = float(chances @ centres)
    deviation = float(np.sqrt(chances @ (variances + (centres - mean) ** 2)))
    points = mean + deviation * np.linspace(-6, 6, 241)
    below = ndtr((points[:, None] - centres) / np.sqrt(variances)) @ chances
    low, high = np.interp([(1 - LEVEL) / 2, (1 + LEVEL) / 2], below, points)
    return Estimate(mean, deviation, float(low), float(high))
