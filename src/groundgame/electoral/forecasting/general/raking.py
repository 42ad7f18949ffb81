"""Shares by seat made to agree with the shares of each nation."""

import numpy as np

from groundgame.electoral.forecasting.general.elections import Bools, Floats, Ints

LEAST_SHARE = 1e-4
ROUNDS = 30
LEAST_STANDING = 1e-3


def raked(shares: Floats, nation: Ints, weights: Floats, stood: Bools, target: Floats) -> Floats:
    """Return shares (0-1) that sum to 1 in a seat and, weighted, to the target (nations, blocs) in a nation.

    Each bloc is moved by the same points wherever it stands, which leaves the differences between seats as they are; a
    bloc that does not stand has nought.
    """
    found = _normal(shares, stood)
    for _ in range(ROUNDS):
        for each in range(len(target)):
            rows = nation == each
            share = weights[rows] / max(weights[rows].sum(), 1.0)
            missing = target[each] - share @ found[rows]
            standing = np.maximum(share @ stood[rows], LEAST_STANDING)
            found[rows] += missing / standing
        found = _normal(found, stood)
    return found


def _normal(shares: Floats, stood: Bools) -> Floats:
    kept = np.where(stood, np.maximum(shares, LEAST_SHARE), 0.0)
    normal: Floats = kept / kept.sum(axis=1, keepdims=True)
    return normal
