"""The strong transition model: a falling party loses its weak supporters first."""

import numpy as np

from groundgame.electoral.forecasting.general.blocs import NATIONS
from groundgame.electoral.forecasting.general.elections import Floats
from groundgame.electoral.forecasting.general.raking import raked
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.forecasting.general.uniform import change

WEAK_UP_TO = 0.20
TINY = 1e-9


def strong_transition(setting: Setting, national: Floats) -> Floats:
    """Return shares (0-1) by seat and bloc.

    The first 20 points of a party's share in a seat are its weak supporters; a falling party loses the same part of
    them everywhere, and strong ones only when the weak are gone. What a seat loses goes to the rising parties by their
    rise. Source: M. Baxter, The Strong Transition Model (Electoral Calculus).
    """
    found = np.zeros_like(setting.before.shares)
    moved = change(setting, national)
    for each in range(len(NATIONS)):
        rows = setting.nation == each
        if rows.any():
            found[rows] = _in_nation(setting, rows, moved[each])
    return raked(found, setting.nation, setting.before.weights, setting.stood, national)


def _in_nation(setting: Setting, rows: np.ndarray[tuple[int], np.dtype[np.bool_]], moved: Floats) -> Floats:
    shares, stood = setting.before.shares[rows], setting.stood[rows]
    weights = setting.before.weights[rows] / setting.before.weights[rows].sum()
    weak = np.minimum(shares, WEAK_UP_TO)
    loss, strong = np.maximum(-moved, 0.0), shares - weak
    of_weak = np.minimum(1.0, loss / np.maximum(weights @ weak, TINY))
    of_strong = np.maximum(0.0, (loss - weights @ weak) / np.maximum(weights @ strong, TINY))
    kept = np.where(stood, weak * (1 - of_weak) + strong * (1 - np.minimum(of_strong, 1.0)), 0.0)
    rise = np.where(stood, np.maximum(moved, 0.0), 0.0)
    by = np.where(rise.sum(axis=1, keepdims=True) > 0, rise, kept)
    by = by / np.maximum(by.sum(axis=1, keepdims=True), TINY)
    found: Floats = kept + (shares - kept).sum(axis=1, keepdims=True) * by
    return found
