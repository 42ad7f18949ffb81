"""Draws of shares that err by a covariance, with the tails of a Student's t."""

import numpy as np

from groundgame.electoral.polls.table import Floats


def draw_shares(mean: Floats, covariance: Floats, freedom: float, rng: np.random.Generator, n: int) -> Floats:
    """Return n draws of shares (n, parties), none below 0, that sum to 1.

    `covariance` (parties, parties) is that of their errors, whose tails are a t's of so many degrees of `freedom`.
    """
    values, vectors = np.linalg.eigh(covariance)
    steps = rng.standard_normal((n, len(values))) @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    # A t's variance is more than its scale's: taken off, so that the covariance is what it says.
    tails = np.sqrt((freedom - 2) / rng.chisquare(freedom, size=(n, 1)))
    drawn = np.maximum(mean + steps * tails, 0.0)
    shares: Floats = drawn / drawn.sum(axis=1, keepdims=True)
    return shares
