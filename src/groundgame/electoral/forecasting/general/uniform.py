"""Uniform swing by nation, with the nominations: where every prediction starts, and what it is measured against."""

import numpy as np

from groundgame.electoral.forecasting.general.blocs import NATIONS, POPULIST, column
from groundgame.electoral.forecasting.general.elections import Floats, by_nation
from groundgame.electoral.forecasting.general.leaning import MOST_SEATS
from groundgame.electoral.forecasting.general.raking import raked
from groundgame.electoral.forecasting.general.settings import Setting

# Above this an independent's or a small party's share was one candidate's own.
PERSONAL_SHARE = 0.10
SMALL, TINY = 0.01, 1e-9


def change(setting: Setting, national: Floats) -> Floats:
    """Return the change (0-1) of each nation's shares since the last election, shape (nations, blocs)."""
    gained: Floats = national - by_nation(setting.before.votes, setting.nation)
    return gained


def plain_uniform(setting: Setting, national: Floats) -> Floats:
    """Return uniform swing by nation and no more: last shares (0-1) plus the nation's change, not below nought."""
    moved = setting.before.shares + change(setting, national)[setting.nation]
    kept = np.where(setting.stood, np.maximum(moved, 0.0), 0.0)
    shares: Floats = kept / np.maximum(kept.sum(axis=1, keepdims=True), TINY)
    return shares


def proportional(setting: Setting, national: Floats) -> Floats:
    """Return proportional swing by nation: last time's shares (0-1) multiplied by the nation's ratio."""
    last = by_nation(setting.before.votes, setting.nation)
    ratio = national / np.maximum(last, TINY)
    kept = np.where(setting.stood, setting.before.shares * ratio[setting.nation], 0.0)
    shares: Floats = kept / np.maximum(kept.sum(axis=1, keepdims=True), TINY)
    return shares


def uniform(setting: Setting, national: Floats) -> Floats:
    """Return uniform swing by nation (0-1), raked to the nations, with what is known of who stands.

    Beside the nominations: an independent of last time who does not stand again goes, and the populist right, where
    it stood in few seats last time, is spread anew.
    """
    moved = setting.before.shares + change(setting, national)[setting.nation]
    moved = _without_the_gone(setting, moved, national)
    if is_censored(setting):
        moved = _spread_anew(setting, moved, national)
    return raked(moved, setting.nation, setting.before.weights, setting.stood, national)


def is_censored(setting: Setting) -> bool:
    """Tell whether the populist right's shares of last time are of too few seats to say where it is strong."""
    last = (setting.before.shares[:, column(POPULIST)] > 0).mean()
    return setting.pattern is not None and setting.leave is not None and bool(last < MOST_SEATS)


def _without_the_gone(setting: Setting, moved: Floats, national: Floats) -> Floats:
    gone = (setting.before.shares[:, -1] > PERSONAL_SHARE) & ~np.array(setting.returning)
    found = moved.copy()
    found[gone, -1] = national[setting.nation[gone], -1]
    return found


def _spread_anew(setting: Setting, moved: Floats, national: Floats) -> Floats:
    """Spread the populist right half by its best election and half by leave.

    What a seat has more of it than uniform swing gives is taken half from the blocs that are falling, by their size
    there and their fall, and half from all alike.
    """
    bloc = column(POPULIST)
    spread = _spread(setting, national[:, bloc])
    falling = np.maximum(-change(setting, national), 0.0)[setting.nation]
    falling[:, bloc] = 0.0
    last = by_nation(setting.before.votes, setting.nation)[setting.nation]
    losers = falling * setting.before.shares / np.maximum(last, SMALL)
    losers /= np.maximum(losers.sum(axis=1, keepdims=True), TINY)
    found: Floats = moved - 0.5 * (spread - moved[:, bloc])[:, None] * losers
    found[:, bloc] = spread
    return found


def _spread(setting: Setting, national: Floats) -> Floats:
    """Return the populist right's share (0-1) by seat, nought where it does not stand."""
    stood = setting.stood[:, column(POPULIST)].astype(float)
    weights = setting.before.weights
    found = np.zeros(len(weights))
    for each in range(len(NATIONS)):
        rows = setting.nation == each
        lean = np.zeros(int(rows.sum()))
        for one in (setting.pattern, setting.leave):
            if one is not None and rows.any():
                lean = lean + 0.5 * one[rows] / max(float(np.average(one[rows], weights=weights[rows])), SMALL)
        standing = float((lean * stood[rows]) @ weights[rows])
        found[rows] = lean * stood[rows] * national[each] * weights[rows].sum() / max(standing, 1.0)
    return found
