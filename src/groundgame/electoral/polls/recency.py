"""The average of polls on a day: newer polls weigh more, and a pollster less than the sum of its polls."""

from datetime import date, timedelta

import numpy as np

from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.polls.houses import Houses, house_effects
from groundgame.electoral.polls.table import Floats, PollTable, known_parties

HOUSE_DAYS = 730
USUAL_SAMPLE = 1500.0
FARTHEST_HALF_LIVES = 6
NEWEST_DAYS = 90


def houses_before(table: PollTable, day: date) -> Houses:
    """Return the house effects in the polls of the two years before a day."""
    return house_effects(table.between(day - timedelta(days=HOUSE_DAYS), day))


def weights_on(table: PollTable, day: date, half_life_days: float) -> Floats:
    """Return a weight a poll: halved with every half-life of age; a pollster counts by the root of its weights' sum.

    Where samples were published, a poll of four times the usual size counts twice, and none more or less than that.
    """
    size = np.clip(np.sqrt(np.nan_to_num(table.sample, nan=USUAL_SAMPLE) / USUAL_SAMPLE), 0.5, 2.0)
    decay = size * 0.5 ** ((day.toordinal() - 1 - table.end) / half_life_days)
    names, who = np.unique(table.pollster, return_inverse=True)
    sums = np.bincount(who, decay, len(names))
    weights: Floats = decay / np.sqrt(sums[who])
    return weights


def recent(table: PollTable, day: date, half_life_days: float) -> PollTable:
    """Return the polls before a day that still weigh something, or, where they are few, all of three months."""
    days = max(int(FARTHEST_HALF_LIVES * half_life_days), NEWEST_DAYS)
    return table.between(day - timedelta(days=days), day)


def averaged(polls: PollTable, weights: Floats, houses: Houses) -> tuple[tuple[str, ...], Floats]:
    """Return the parties, `other` last, and their mean shares (0-1), which sum to 1.

    A party is one that polls of half the weight gave a figure for; what is left over is `other`.
    """
    columns = known_parties(polls, weights)
    shares = (polls.shares - houses.of(polls))[:, columns]
    given = ~np.isnan(shares)
    means = (weights @ np.where(given, shares, 0.0)) / (weights @ given)
    means = np.maximum(means, 0.0)
    whole = np.append(means, max(1 - means.sum(), 0.0))
    return (*(polls.parties[column] for column in columns), OTHER), whole / whole.sum()
