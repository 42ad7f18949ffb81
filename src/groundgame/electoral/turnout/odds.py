"""Turnouts as log-odds and back, and moving many alike until they come to what they should."""

import numpy as np

from groundgame.electoral.turnout.grid import Floats

STEPS = 40
CLOSE = 1e-12


def log_odds(turnout: Floats, least: float = 0.0) -> Floats:
    """Return log(t / (1 - t)), with turnouts held inside `least` and 1 - `least`, so that none is without end."""
    held = max(least, 1e-9)
    inside = np.clip(turnout, held, 1 - held)
    odds: Floats = np.log(inside / (1 - inside))
    return odds


def share(odds: Floats) -> Floats:
    """Return the turnout (0-1) of log-odds."""
    turnout: Floats = 1 / (1 + np.exp(-odds))
    return turnout


def raised_to(odds: Floats, weights: Floats, wanted: float) -> Floats:
    """Return log-odds all moved alike, so that the weighted mean of the turnouts on the last axis is `wanted`.

    `weights` add up to 1. By Newton's method, from the shift that the mean itself would need.
    """
    mean = (share(odds) * weights).sum(axis=-1, keepdims=True)
    shift = log_odds(np.asarray(wanted)) - log_odds(mean)
    for _ in range(STEPS):
        found = share(odds + shift)
        miss = wanted - (found * weights).sum(axis=-1, keepdims=True)
        if np.abs(miss).max() < CLOSE:
            break
        shift = shift + miss / (found * (1 - found) * weights).sum(axis=-1, keepdims=True)
    raised: Floats = odds + shift
    return raised
