"""Great Britain's shares by bloc, from the average of polls."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.general.blocs import column_of_party
from groundgame.electoral.forecasting.general.elections import Floats, by_nation
from groundgame.electoral.forecasting.general.nations import votes_by_nation
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.polls import PollAverage, PollsError, average

LEAST = 1e-4
# The error of an average is known so far ahead: for a vote later still it is taken to be no larger.
LONGEST_DAYS = 1826


@dataclass(frozen=True, eq=False)
class Britain:
    """Great Britain's shares (0-1) by bloc: what is expected (blocs,), and draws (draws, blocs)."""

    expected: Floats
    drawn: Floats


def polled(setting: Setting, as_of: date) -> PollAverage:
    """Return the average of the polls before a day, with what to expect of it at the vote.

    Raises:
        ForecastError: if there are no polls to average.
    """
    try:
        return average(as_of, days=min((setting.day - as_of).days, LONGEST_DAYS))
    except PollsError as trouble:
        raise ForecastError(str(trouble)) from trouble


def britain(setting: Setting, as_of: date, rng: np.random.Generator, draws: int) -> Britain:
    """Return Great Britain's shares as the polls before a day have them.

    The polls' other parties are split among the blocs that they do not name as at the last election.

    Raises:
        ForecastError: if there are no polls to average.
    """
    polls = polled(setting, as_of)
    named = [column_of_party(party) for party in polls.parties[:-1]]
    unnamed = _unnamed(setting, named)
    return Britain(_by_bloc(polls.mean[None], named, unnamed)[0], _by_bloc(polls.draw(rng, draws), named, unnamed))


def _by_bloc(shares: Floats, named: list[int], unnamed: Floats) -> Floats:
    found: Floats = shares[:, -1:] * unnamed
    for place, bloc in enumerate(named):
        found[:, bloc] += shares[:, place]
    return found


def _unnamed(setting: Setting, named: list[int]) -> Floats:
    """Return how the polls' others divide (0-1, summing to 1) among the blocs that no poll names."""
    last = votes_by_nation(setting) @ by_nation(setting.before.votes, setting.nation)
    stands = setting.stood.any(axis=0)
    part = np.where(stands, np.maximum(last, LEAST), 0.0)
    part[named] = 0.0
    found: Floats = part / part.sum()
    return found
