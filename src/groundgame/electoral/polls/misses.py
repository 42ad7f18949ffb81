"""How averages of polls have missed general elections, from the last day before a vote to two years ahead of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import numpy as np

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.polls.recency import HOUSE_DAYS, NEWEST_DAYS, averaged, houses_before, recent, weights_on
from groundgame.electoral.polls.successors import with_successors
from groundgame.electoral.polls.table import Floats, national_polls

HORIZONS_DAYS = (0, 7, 30, 90, 180, 365, 700)
HALF_LIVES_DAYS = (5.0, 10.0, 20.0, 40.0)
LEAST_SHARE = 0.03
BIG = 0.05


@dataclass(frozen=True, eq=False)
class Miss:
    """What polls said so many days before a general election, and what came; `previous` is the election before.

    Shares (0-1) are in the order of `parties`, `other` last.
    """

    election: date
    horizon_days: int
    half_life_days: float
    parties: tuple[str, ...]
    polled: Floats
    truth: Floats
    previous: Floats

    def error(self, pull: float = 0.0) -> Floats:
        """Return the error (0-1) of each party, the average having been pulled to the election before."""
        return pulled(self.polled, self.previous, pull) - self.truth


def pulled(polled: Floats, previous: Floats, pull: float) -> Floats:
    """Move shares by `pull` (0-1) of the way to the last result.

    A party with under a twentieth of the last vote is only rescaled: what a new party had then says little of it.
    """
    big = previous >= BIG
    moved = np.where(big, polled + pull * (previous - polled), polled)
    rest = moved[~big].sum()
    if rest > 0:
        moved[~big] *= max(1 - moved[big].sum(), 0.0) / rest
    shares: Floats = moved / moved.sum()
    return shares


def result_for(parties: tuple[str, ...], shares: Mapping[str, float]) -> Floats:
    """Return a result in the order of a poll's parties; the last one is whatever is left."""
    known = np.array([shares.get(party, 0.0) for party in parties])
    known[-1] = 1 - known[:-1].sum()
    return known


@cache
def misses() -> tuple[Miss, ...]:
    """Return every miss that the record allows, by election, horizon and half-life."""
    days = list(general_elections())
    return tuple(
        miss
        for before, election in pairwise(days)
        for horizon in HORIZONS_DAYS
        for miss in _misses_at(before, election, horizon)
    )


def _misses_at(before: date, election: date, horizon: int) -> list[Miss]:
    """Return the misses of one election at one horizon, one a half-life; none where there were no recent polls."""
    day = election - timedelta(days=horizon)
    table = national_polls().between(max(before, day - timedelta(days=HOUSE_DAYS)), day)
    if not len(table.between(day - timedelta(days=NEWEST_DAYS), day)):
        return []
    houses = houses_before(table, day)
    found = []
    for half_life in HALF_LIVES_DAYS:
        polls = recent(table, day, half_life)
        parties, shares = averaged(polls, weights_on(polls, day, half_life), houses)
        results = general_elections()
        truth = result_for(parties, results[election])
        found.append(Miss(election, horizon, half_life, parties, shares, truth, previous_result(parties, before)))
    return found


def previous_result(parties: tuple[str, ...], election: date) -> Floats:
    """Return an election's shares in the order of a later poll's parties, each by its own or its forerunner's name."""
    return result_for(parties, with_successors(general_elections()[election], set(parties) - {OTHER}))
