"""The model of one direction: how likely each unit's second vote is, given its first.

Source: P. J. Brown and C. D. Payne, Aggregate data, ecological regression, and voting transitions (1986). Each row of
a unit splits by a Dirichlet-multinomial about the row's shares, with an overdispersion of its own. One swing a unit,
common to all its rows, is added on the scale of the logits: what is special about a place is special for everybody
there, and without it a place's colour is taken for a party's flow. Totals are taken for normal.
"""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.flows.answers import Floats
from groundgame.electoral.flows.units import Units

ROUNDING = 0.3
"""A unit's total of few votes is not normal: this many votes of standard deviation keep it from ruling the fit."""


@dataclass(frozen=True, eq=False)
class Split:
    """Parameters, many sets at once.

    `shares` is sets x rows x columns, `overdispersion` sets x rows, and `swing`, the variance of a column's, sets x
    columns.
    """

    shares: Floats
    overdispersion: Floats
    swing: Floats

    @property
    def spread(self) -> Floats:
        """The covariance of one voter's choice, sets x rows x columns x columns."""
        eye = np.eye(self.shares.shape[-1])
        return np.asarray(self.shares[..., None] * (eye - self.shares[..., None, :]))


@dataclass(frozen=True, eq=False)
class Moments:
    """What a split expects of the units, sets x units x columns, and x columns again for the matrices.

    `misses` are observed less expected shares, `covariance` is theirs without the last column, `reach` is what a swing
    moves, and `noise` (sets x units x rows) is how much of each row's variance the units bear.
    """

    misses: Floats
    covariance: Floats
    reach: Floats
    noise: Floats


def split_from(vector: Floats, rows: int, columns: int) -> Split:
    """Read parameters from vectors (sets x parameters): logits, then the logarithms of overdispersion and of swing."""
    logits = vector[..., : rows * columns].reshape(*vector.shape[:-1], rows, columns)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares = weights / weights.sum(axis=-1, keepdims=True)
    rest = vector[..., rows * columns :]
    return Split(shares, np.exp(rest[..., :rows]), np.exp(2 * rest[..., rows:]))


def moments(units: Units, split: Split) -> Moments:
    """Return what the split expects of each unit: sets x units x columns, and x columns for the covariance."""
    last = split.shares.shape[-1] - 1
    noise = units.sampling + units.own * split.overdispersion[:, None, :]
    spread = split.spread
    sets, rows, columns = split.shares.shape
    flat = spread.reshape(sets, rows, columns * columns)
    reach = np.matmul(units.rows, flat).reshape(sets, -1, columns, columns)
    covariance = np.matmul(noise, flat).reshape(reach.shape)[:, :, :last, :last]
    covariance = covariance + np.matmul(reach[:, :, :last] * split.swing[:, None, None], reach[:, :, :, :last])
    covariance += (ROUNDING / units.sizes**2)[:, None, None] * np.eye(last)
    return Moments(units.columns - np.matmul(units.rows, split.shares), covariance, reach, noise)


def log_likelihood(found: Moments) -> float:
    """Return the logarithm of the likelihood of one set, but for a constant."""
    factor = np.linalg.cholesky(found.covariance[0])
    misses = found.misses[0][:, : factor.shape[-1], None]
    scaled = np.linalg.solve(factor, misses)
    logs = np.log(np.diagonal(factor, axis1=1, axis2=2)).sum()
    return -float(logs + 0.5 * np.sum(scaled**2))
