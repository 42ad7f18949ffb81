"""How uncertain a model's variances are: draws of them, as likely as the places make them."""

import numpy as np

from groundgame.electoral.swing.tide.mixed import Array, Design, loss, mode, named

CANDIDATES, KEPT = 200, 80
FREEDOM = 5.0
STEP = 0.05
WIDER = 1.2


def likely_variances(design: Design, rng: np.random.Generator) -> list[dict[str, float]]:
    """Return draws of a design's variances, each as likely as the outcome makes it, with flat standard deviations.

    With few places a variance is badly known, and one plugged in makes intervals too narrow. Candidates are drawn from
    a t distribution around the likeliest variances and drawn again by their weights.

    Source: A. Gelman, Prior distributions for variance parameters in hierarchical models (2006).
    """
    centre = mode(design, _minus_density)
    root = np.linalg.cholesky(_covariance(centre, design)) * WIDER
    normal = rng.standard_normal((CANDIDATES, centre.size))
    steps = normal / np.sqrt(rng.chisquare(FREEDOM, CANDIDATES) / FREEDOM)[:, None]
    candidates = centre + steps @ root.T
    proposed = -(FREEDOM + centre.size) / 2 * np.log1p((steps**2).sum(axis=1) / FREEDOM)
    weights = np.array([-_minus_density(each, design) for each in candidates]) - proposed
    weights = np.exp(weights - weights.max())
    return [named(design, candidates[index]) for index in _drawn_again(weights / weights.sum(), rng)]


def _minus_density(logs: Array, design: Design) -> float:
    """Return minus the log density of log variances whose standard deviations are equally likely beforehand."""
    return loss(logs, design) - float(logs.sum()) / 2


def _covariance(centre: Array, design: Design) -> Array:
    """Return the inverse of the second differences at the mode, kept positive where the density is flat."""
    size = centre.size
    steps = np.eye(size) * STEP
    second = np.empty((size, size))
    for row in range(size):
        for column in range(row + 1):
            corners = [centre + a * steps[row] + b * steps[column] for a in (1, -1) for b in (1, -1)]
            values = [_minus_density(each, design) for each in corners]
            second[row, column] = second[column, row] = (values[0] - values[1] - values[2] + values[3]) / (4 * STEP**2)
    sizes, directions = np.linalg.eigh(second)
    return np.asarray((directions / np.clip(sizes, LEAST_CURVATURE, None)) @ directions.T)


LEAST_CURVATURE = 0.25


def _drawn_again(weights: Array, rng: np.random.Generator) -> list[int]:
    """Draw indices by systematic resampling, which repeats each about as often as its weight says."""
    marks = (np.arange(KEPT) + rng.random()) / KEPT
    return [min(int(index), weights.size - 1) for index in np.searchsorted(np.cumsum(weights), marks)]
