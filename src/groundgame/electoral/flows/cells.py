"""The cells of every unit, given the parameters and the unit's own two totals."""

import numpy as np

from groundgame.electoral.flows.answers import Floats
from groundgame.electoral.flows.likelihood import Split, moments
from groundgame.electoral.flows.units import Units

LEAST = 0.02
"""A cell that the normal approximation would make negative keeps this part of what it was expected to be."""
TINY = 1e-15


def cells(units: Units, split: Split, *, rounds: int) -> Floats:
    """Return the expected cells, sets x units x rows x columns, as shares of a unit's votes.

    The expectation given both totals is worked out under the normal approximation, and then fitted to the totals.
    """
    found = moments(units, split)
    shares, last = split.shares[:, None], found.covariance.shape[-1]
    pull = np.zeros_like(found.misses)
    pull[..., :last] = np.linalg.solve(found.covariance, found.misses[..., :last, None])[..., 0]
    swing = split.swing[:, None] * np.einsum("sucd,sud->suc", found.reach, pull)
    expected = units.rows[:, :, None] * shares
    moved = found.noise[..., None] * _tilt(split, pull) + units.rows[:, :, None] * _tilt(split, swing)
    return fitted(np.maximum(expected + moved, LEAST * expected), units.rows, units.columns, rounds=rounds)


def _tilt(split: Split, pull: Floats) -> Floats:
    """Return how a pull on each column moves each row's shares: sets x units x rows x columns."""
    mean = np.matmul(pull, split.shares.swapaxes(-1, -2))
    return np.asarray(split.shares[:, None] * (pull[:, :, None, :] - mean[..., None]))


def fitted(table: Floats, rows: Floats, columns: Floats, *, rounds: int, within: float = 0) -> Floats:
    """Scale the last two axes of tables in turn until they add up to `rows` and `columns`; the rows are exact.

    It ends when the columns are right to `within`, or after so many rounds.

    Source: W. E. Deming and F. F. Stephan, On a least squares adjustment of a sampled frequency table (1940).
    """
    table = np.where((rows[..., :, None] > 0) & (columns[..., None, :] > 0), table + TINY, 0)
    for _ in range(rounds):
        sums = table.sum(axis=-2)
        if within and np.abs(sums - columns).max() < within:
            break
        table *= (columns / np.maximum(sums, TINY))[..., None, :]
        table *= (rows / np.maximum(table.sum(axis=-1), TINY))[..., :, None]
    return table
