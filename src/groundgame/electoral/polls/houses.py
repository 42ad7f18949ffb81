"""House effects: how far a pollster's figures stand from everybody's at the same time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundgame.electoral.polls.table import Floats, PollTable

BIN_DAYS = 7
TREND_DAYS = 28.0
ROUNDS = 4
FEWEST_HOUSES = 3


@dataclass(frozen=True, eq=False)
class Houses:
    """The effect (0-1 of the vote) of each pollster on each party: what to take off that pollster's figures.

    Over all pollsters the effects of a party sum to zero: nobody knows from polls alone which of them is right.
    """

    names: npt.NDArray[np.str_]
    polls: npt.NDArray[np.int64]
    effects: Floats

    def of(self, table: PollTable) -> Floats:
        """Return the effect in each poll of a table, zero for a pollster that is not known."""
        if not len(self.names):
            return np.zeros(table.shares.shape)
        at = np.minimum(np.searchsorted(self.names, table.pollster), len(self.names) - 1)
        known = self.names[at] == table.pollster
        return np.where(known[:, None], self.effects[at], 0.0)


def house_effects(table: PollTable) -> Houses:
    """Estimate each pollster's departure from the trend of all, shrunk to what its polls bear, summing to zero.

    The trend is a moving average in which a pollster counts by the square root of its polls, as the many polls of one
    panel are no independent witnesses. A pollster's mean departure is multiplied by n / (n + within / between), the
    variances among its own polls and among pollsters.
    """
    names, who, polls = np.unique(table.pollster, return_inverse=True, return_counts=True)
    effects = np.zeros((len(names), table.shares.shape[1]))
    if len(names) < FEWEST_HOUSES:
        return Houses(names, polls, effects)
    for _ in range(ROUNDS):
        away = table.shares - _trend(table, table.shares - effects[who], 1 / np.sqrt(polls[who]))
        effects = _shrunk(away, who, len(names))
    return Houses(names, polls, effects)


def _trend(table: PollTable, shares: Floats, weights: Floats) -> Floats:
    """Return the moving average of all polls at each poll's own week."""
    week = (table.end - table.end[0]) // BIN_DAYS
    given = ~np.isnan(shares)
    sums, counts = (np.zeros((int(week[-1]) + 1, shares.shape[1])) for _ in range(2))
    np.add.at(sums, week, np.where(given, shares, 0.0) * weights[:, None])
    np.add.at(counts, week, given * weights[:, None])
    apart = np.arange(len(sums))[:, None] - np.arange(len(sums))
    kernel = np.exp(-0.5 * (apart * BIN_DAYS / TREND_DAYS) ** 2)
    with np.errstate(invalid="ignore"):
        trend: Floats = ((kernel @ sums) / (kernel @ counts))[week]
    return trend


def _shrunk(away: Floats, who: npt.NDArray[np.intp], houses: int) -> Floats:
    given = ~np.isnan(away)
    filled = np.where(given, away, 0.0)
    sums, counts = np.zeros((houses, away.shape[1])), np.zeros((houses, away.shape[1]))
    np.add.at(sums, who, filled)
    np.add.at(counts, who, given)
    means = sums / np.maximum(counts, 1)
    spread = np.where(given, away - means[who], 0.0) ** 2
    within = spread.sum(axis=0) / np.maximum(given.sum(axis=0) - (counts > 0).sum(axis=0), 1)
    asked = np.maximum((counts > 0).sum(axis=0), 1)
    noise = np.where(counts > 0, within / np.maximum(counts, 1), 0.0).sum(axis=0) / asked
    between = np.maximum((means**2).sum(axis=0) / asked - noise, 0.0)
    shrunk = np.where(counts > 0, means * between / np.maximum(between + within / np.maximum(counts, 1), 1e-12), 0.0)
    centre: Floats = shrunk.sum(axis=0) / asked
    return np.where(counts > 0, shrunk - centre, 0.0)
