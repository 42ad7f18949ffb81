"""Climbing to the most likely parameters, and how sure one may be of them there."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.flows.answers import Floats
from groundgame.electoral.flows.likelihood import Split, log_likelihood, moments, split_from
from groundgame.electoral.flows.priors import Prior
from groundgame.electoral.flows.slopes import slopes
from groundgame.electoral.flows.units import Units

MOST_STEPS, MOST_TRIES = 25, 8
LONGEST_STEP = 1.5
ENOUGH = 0.003
"""A step that raises the logarithm of the density by less moves no share that anybody would print."""


@dataclass(frozen=True, eq=False)
class Summit:
    """The most likely parameters of one direction, their covariance (Laplace), and the steps it took."""

    vector: Floats
    covariance: Floats
    split: Split
    steps: int


def climb(units: Units, prior: Prior) -> Summit:
    """Return the mode of the posterior by Fisher scoring with a damped step (Levenberg and Marquardt)."""
    vector, damping = prior.start, 0.01
    density = _density(units, prior, vector)
    steps = 0
    while steps < MOST_STEPS:
        steps += 1
        gradient, information = _slopes(units, prior, vector)
        for _ in range(MOST_TRIES):
            step = np.linalg.solve(information + damping * np.diag(np.diag(information)), gradient)
            tried = vector + step.clip(-LONGEST_STEP, LONGEST_STEP)
            higher = _density(units, prior, tried)
            if higher > density:
                break
            damping = max(5 * damping, 0.001)
        else:
            break
        gain, vector, density, damping = higher - density, tried, higher, damping / 5
        if gain < ENOUGH:
            break
    information = _slopes(units, prior, vector)[1]
    return Summit(vector, np.asarray(np.linalg.inv(information), dtype=np.float64), _split(vector, prior), steps)


def around(summit: Summit, draws: int, rng: np.random.Generator) -> Floats:
    """Return draws of the parameters (draws x parameters) from the normal approximation at the summit.

    They come in opposite pairs, so that their mean is less a matter of luck.
    """
    size = len(summit.vector)
    factor = np.linalg.cholesky(summit.covariance + 1e-10 * np.eye(size))
    half = rng.standard_normal(((draws + 1) // 2, size)) @ factor.T
    return np.asarray(summit.vector + np.concatenate([half, -half])[:draws])


def _split(vector: Floats, prior: Prior) -> Split:
    return split_from(vector[None], *prior.weights.shape)


def _density(units: Units, prior: Prior, vector: Floats) -> float:
    split = _split(vector, prior)
    try:
        likelihood = log_likelihood(moments(units, split))
    except np.linalg.LinAlgError:
        return -np.inf
    return likelihood + prior.log_density(vector, split.shares[0])


def _slopes(units: Units, prior: Prior, vector: Floats) -> tuple[Floats, Floats]:
    split = _split(vector, prior)
    gradient, information = slopes(units, split, moments(units, split))
    shares = split.shares[0]
    return gradient + prior.slope(vector, shares), information + prior.information(shares)
