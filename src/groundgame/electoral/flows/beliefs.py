"""What each row is thought to do before the model is fitted: a rough regression, of little weight."""

import numpy as np

from groundgame.electoral.flows.answers import Floats
from groundgame.electoral.flows.cells import fitted
from groundgame.electoral.flows.units import Units

RIDGE = 0.3
STEEPNESS = 1.5
LEAST_SHARE = 0.01
ROUNDS = 20


def believed(units: Units) -> Floats:
    """Return the prior mean of each row's shares: everybody alike, tilted by how rows and columns go together.

    The tilt is the slope of each column on all rows together, on standard scales and by ridge regression. Without it
    (each row thought to split as all votes do) a strong prior holds loyal rows back; with plain correlations instead of
    slopes a row inherits what its neighbours do. Columns count by their square roots: a small one is not thought to be
    nobody's.
    """
    rows, columns = _positive(units.row_totals), _positive(np.sqrt(_positive(units.column_totals)))
    tilted = np.outer(rows, columns) * np.exp(STEEPNESS * _slopes(units))
    shares = np.maximum(fitted(tilted, rows, columns, rounds=ROUNDS) / rows[:, None], LEAST_SHARE)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _slopes(units: Units) -> Floats:
    weight = units.sizes / units.sizes.sum()
    rows, columns = (_standard(values, weight) for values in (units.rows, units.columns))
    together = (weight[:, None] * rows).T @ rows
    return np.linalg.solve(together + RIDGE * np.eye(len(together)), (weight[:, None] * rows).T @ columns)


def _standard(values: Floats, weight: Floats) -> Floats:
    centred = values - weight @ values
    return np.asarray(centred / (np.sqrt(weight @ centred**2) + 1e-9))


def _positive(values: Floats) -> Floats:
    kept = np.maximum(values, 0.001)
    return np.asarray(kept / kept.sum())
