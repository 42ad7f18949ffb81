"""The mixed model that tells how the pieces of old areas departed from their wholes."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.places.cuts import Array, Cut

# All in units of the spread of a yes-or-no vote, sqrt(share x (1 - share)). How unlike its whole a piece is, before it
# is small: 0.12 to 0.13 on the pieces of London's seats by the borough elections of 2018, four fifths of it in other
# votes (docs/boundaries.md).
HETEROGENEITY = 0.1
SMALLEST_PIECE = 0.02
# How far the clues may move a prediction, and the errors of the prediction that are tried.
REACH_OF_CLUES = 0.2
ERRORS = (0.04, 0.05, 0.06, 0.07, 0.085, 0.1, 0.12, 0.15, 0.2, 0.3, 0.4)
# How much e times the density may move the odds of a party: the slope's spread before the data are seen.
SLOPE = 0.3
# Clues that predict worse leave out what also goes with density, whose slope would then stand for it.
WORST_ERROR = 0.18


@dataclass(frozen=True, slots=True)
class _Fit:
    """A fitted model: the error it was tried with, minus the logarithm of its likelihood, and its weighed residuals."""

    error: float
    misfit: float
    weighed: Array


def piece_departures(cut: Cut, shares: Array) -> Array:
    """Return how far each piece's share of a party is thought to be from its old area's, 0-1 (`shares`: by old area).

    A small piece is less like its whole than a large one: the spread goes with the fourth root of its part of the
    residents. Departures cancel within an old area, and there are none where the clues predict too badly.
    """
    binomial = shares * (1 - shares)
    spread = HETEROGENEITY * np.sqrt(binomial[cut.old]) * cut.of_old.clip(SMALLEST_PIECE, None) ** -0.25
    slanted = np.zeros(len(cut.old)) if cut.density is None else SLOPE * cut.density * binomial[cut.old]
    carried = np.bincount(cut.new, cut.of_new * shares[cut.old], minlength=len(cut.clues))
    unit = np.sqrt((carried * (1 - carried)).mean())
    parts = np.column_stack([cut.mixing * spread, cut.mixing @ slanted])
    known = parts @ parts.T + (REACH_OF_CLUES * unit) ** 2 * cut.clues @ cut.clues.T / cut.clues.shape[1]
    spectrum = np.linalg.eigh(known)
    best = min((_fit(carried, *spectrum, error, unit) for error in ERRORS), key=lambda fit: fit.misfit)
    if best.error > WORST_ERROR:
        return np.zeros(len(cut.old))
    effects = -parts.T @ best.weighed
    return cut.centred(spread * effects[:-1] + slanted * effects[-1])


def _fit(carried: Array, spread: Array, axes: Array, error: float, unit: float) -> _Fit:
    """Fit with an error; `spread` and `axes` are those of the covariance that stays the same whatever it is."""
    variance = spread.clip(0.0, None) + (error * unit) ** 2
    turned, ones = axes.T @ carried, axes.sum(axis=0)
    residual = turned - ones * ((ones * turned / variance).sum() / (ones**2 / variance).sum())
    misfit = (np.log(variance) + residual**2 / variance).sum() / 2
    return _Fit(error, float(misfit), axes @ (residual / variance))
