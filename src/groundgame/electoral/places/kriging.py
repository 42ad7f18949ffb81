"""The mixed model that tells how the pieces of old areas departed from their wholes."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.places.cuts import Array, Cut

# All in units of the spread of a yes-or-no vote, sqrt(share x (1 - share)). How unlike its whole a piece is, before it
# is small: measured on the pieces of London's seats by ward results of 2018 (docs/boundaries.md).
HETEROGENEITY = 0.11
SMALLEST_PIECE = 0.02
# How far the clues may move a prediction, and the errors of the prediction that are tried.
REACH_OF_CLUES = 0.2
ERRORS = (0.04, 0.05, 0.06, 0.07, 0.085, 0.1, 0.12, 0.15, 0.2, 0.3, 0.4)
# Clues that predict worse leave out what also goes with density, whose slope would then stand for it.
WORST_ERROR = 0.18


@dataclass(frozen=True, slots=True)
class _Fit:
    """A fitted model: minus the logarithm of its likelihood, the error it was tried with, its slope on density."""

    error: float
    misfit: float
    slope: float
    weighed: Array


def piece_departures(cut: Cut, shares: Array) -> Array:
    """Return how far each piece's share of a party is thought to be from its old area's, 0-1 (`shares`: by old area).

    A small piece is less like its whole than a large one: the spread goes with the fourth root of its part of the
    residents. Departures cancel within an old area, and there are none where the clues predict too badly.
    """
    binomial = shares * (1 - shares)
    spread = HETEROGENEITY * np.sqrt(binomial[cut.old]) * cut.of_old.clip(SMALLEST_PIECE, None) ** -0.25
    slanted = np.zeros(len(cut.old)) if cut.density is None else cut.density * binomial[cut.old]
    carried = np.bincount(cut.new, cut.of_new * shares[cut.old], minlength=len(cut.clues))
    unit = np.sqrt((carried * (1 - carried)).mean())
    mixed = cut.mixing * spread
    known = mixed @ mixed.T + (REACH_OF_CLUES * unit) ** 2 * cut.clues @ cut.clues.T / cut.clues.shape[1]
    tried = [_fit(carried, known, error, unit, cut.mixing @ slanted) for error in ERRORS]
    best = min(tried, key=lambda fit: fit.misfit)
    if best.error > WORST_ERROR:
        return np.zeros(len(cut.old))
    return cut.centred(best.slope * slanted - spread * (mixed.T @ best.weighed))


def _fit(carried: Array, known: Array, error: float, unit: float, slanted: Array) -> _Fit:
    covariance = known + (error * unit) ** 2 * np.eye(len(carried))
    columns = [np.ones(len(carried)), -slanted] if np.any(slanted) else [np.ones(len(carried))]
    design = np.column_stack(columns)
    lower = np.linalg.cholesky(covariance)
    inverse = np.linalg.inv(covariance)
    found = np.linalg.solve(design.T @ inverse @ design, design.T @ inverse @ carried)
    residual = carried - design @ found
    weighed = inverse @ residual
    misfit = np.log(np.diag(lower)).sum() + residual @ weighed / 2
    return _Fit(error, float(misfit), float(found[1]) if len(found) > 1 else 0.0, weighed)
