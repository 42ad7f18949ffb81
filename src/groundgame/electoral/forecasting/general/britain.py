"""Draws of Great Britain's shares by bloc, from the average of polls."""

from datetime import date

import numpy as np

from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.general.blocs import blocs, column_of_party
from groundgame.electoral.forecasting.general.elections import Floats, by_nation
from groundgame.electoral.forecasting.general.nations import votes_by_nation
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.polls import PollsError, average

LEAST = 1e-4


def britain_drawn(setting: Setting, as_of: date, rng: np.random.Generator, draws: int) -> Floats:
    """Return draws of Great Britain's shares (0-1), shape (draws, blocs).

    The polls' other parties are split among the blocs that they do not name as at the last election.

    Raises:
        ForecastError: if there are no polls to average.
    """
    try:
        polls = average(as_of, days=(setting.day - as_of).days)
    except PollsError as trouble:
        raise ForecastError(str(trouble)) from trouble
    drawn = polls.draw(rng, draws)
    found = np.zeros((draws, len(blocs())))
    named = [column_of_party(party) for party in polls.parties[:-1]]
    for place, bloc in enumerate(named):
        found[:, bloc] += drawn[:, place]
    found += drawn[:, -1:] * _unnamed(setting, named)
    return found


def _unnamed(setting: Setting, named: list[int]) -> Floats:
    """Return how the polls' others divide (0-1, summing to 1) among the blocs that no poll names."""
    last = votes_by_nation(setting) @ by_nation(setting.before.votes, setting.nation)
    stands = setting.stood.any(axis=0)
    part = np.where(stands, np.maximum(last, LEAST), 0.0)
    part[named] = 0.0
    found: Floats = part / part.sum()
    return found
