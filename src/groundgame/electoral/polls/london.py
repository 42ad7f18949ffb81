"""London's share of the vote from Great Britain's: how the city has differed, and how that difference moves."""

from datetime import date
from itertools import pairwise

import numpy as np

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.expected import few
from groundgame.electoral.polls.misses import LEAST_SHARE, result_for
from groundgame.electoral.polls.successors import with_successors
from groundgame.electoral.polls.table import Floats

DAYS_A_YEAR = 365.25
FEWEST_ELECTIONS = 2


def carried(shares: Floats, departure: Floats) -> Floats:
    """Return London's shares for Great Britain's: each times exp(departure), made to sum to 1."""
    moved = shares * np.exp(departure)
    whole: Floats = moved / moved.sum(axis=-1, keepdims=True)
    return whole


def departure(parties: tuple[str, ...], election: date) -> Floats:
    """Return the logarithm of London's share over Great Britain's at a general election, by party; `other` is last.

    A party that did not stand then has its forerunner's, or none (0).
    """
    named = set(parties) - {OTHER}
    pair = [result_for(parties, with_successors(general_elections(area)[election], named)) for area in ("london", "gb")]
    london, country = (np.maximum(shares, 1e-4) for shares in pair)
    stood: Floats = np.where(pair[1] > 0, np.log(london / country), 0.0)
    return stood


def last_election(as_of: date) -> date:
    """Return the last general election before a day that London's shares are known of.

    Raises:
        PollsError: if there were fewer than two, of which nothing can be learned.
    """
    days = [day for day in general_elections("london") if day < as_of]
    if len(days) < FEWEST_ELECTIONS:
        enough = list(general_elections("london"))[FEWEST_ELECTIONS - 1]
        raise PollsError(
            f"London's departure cannot be learned before {as_of}: its results begin in 1974. "
            f"Name a day after {enough}."
        )
    return days[-1]


def drift_a_year(as_of: date) -> float:
    """Return the error a year of carrying London's departure on, in the units of `Expected.scale` squared.

    It is learned from the general elections before `as_of`: each one's true national shares with the departure of the
    one before, against London's own result.
    """
    days = [day for day in general_elections("london") if day < as_of]
    squares, years = 0.0, 0.0
    for before, election in pairwise(days):
        parties = (
            *sorted(party for party, share in general_elections()[election].items() if share > LEAST_SHARE),
            OTHER,
        )
        truth = result_for(parties, general_elections("london")[election])
        read = carried(result_for(parties, general_elections()[election]), departure(parties, before))
        squares += float(((read - truth) ** 2 / np.maximum(read, LEAST_SHARE)).sum()) / (len(parties) - 1)
        years += (election - before).days / DAYS_A_YEAR
    return few(len(days) - 1) * squares / years


def error_in_london(mean: Floats, covariance: Floats, read: Floats, drift: float) -> Floats:
    """Return the covariance of the error of London's shares: the country's, carried, and the departure's own drift."""
    size = np.maximum(mean, LEAST_SHARE / 10)
    slope = (np.diag(read) - np.outer(read, read)) / size
    floor = np.maximum(read, LEAST_SHARE)
    own = drift * (np.diag(floor) - np.outer(floor, floor))
    whole: Floats = slope @ covariance @ slope.T + own
    return whole
