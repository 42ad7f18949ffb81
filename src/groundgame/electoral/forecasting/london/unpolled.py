"""The country's vote where no poll tells: as at its last general election, as far out as it has moved since others."""

from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.london.groups import Floats, in_groups
from groundgame.electoral.polls.drawing import draw_shares
from groundgame.electoral.polls.expected import (
    ELECTIONS_OF_ERROR,
    FEWEST_ELECTIONS,
    FREEDOM,
    Expected,
    covariance,
    few,
    lead_of,
)
from groundgame.electoral.polls.misses import LEAST_SHARE


def unpolled_draws(as_of: date, day: date, seed: int, draws: int) -> Floats:
    """Draw Great Britain's vote on a day, (draws, groups), from the general elections before another and no poll.

    The mean is the last one's vote. The error is what the country has moved between two, the last nine times before
    `as_of`: as much a year as then, as a random walk goes, and raised as so few times ask. With one seed one draw errs
    the same way at every distance.

    Raises:
        ForecastError: if there were fewer than three such moves before.
    """
    last = last_vote(as_of)
    error = _moved_by((day - last).days, as_of)
    mean = _votes()[last]
    return draw_shares(mean, covariance(mean, error), FREEDOM, np.random.default_rng(seed), draws)


def last_vote(as_of: date) -> date:
    """Return the day of the last general election before another.

    Raises:
        ForecastError: if too few were held before to tell how far the country moves between two.
    """
    before = [day for day in _votes() if day < as_of]
    if len(before) <= FEWEST_ELECTIONS:
        raise ForecastError(
            f"How far the country moves between general elections cannot be learned before {as_of}: the record has "
            f"them from {min(_votes()).year}. Name a day after {list(_votes())[FEWEST_ELECTIONS]}."
        )
    return before[-1]


def lead_error(as_of: date, day: date) -> float:
    """Return the error (0-1) to expect of the lead of the last election's two largest parties, on a day."""
    return _moved_by((day - last_vote(as_of)).days, as_of).lead


def _moved_by(days: int, as_of: date) -> Expected:
    """Return how far the country moves in so many days, learned from its general elections before one."""
    held = [day for day in _votes() if day < as_of]
    moves = list(pairwise(held))[-ELECTIONS_OF_ERROR:]
    part = few(len(moves)) * days / sum((later - former).days for former, later in moves)
    squares, leads = np.sum([_squares(*move) for move in moves], axis=0)
    return Expected(0.0, 0.0, float(np.sqrt(part * squares)), float(np.sqrt(part * leads)), len(moves))


def _squares(former: date, later: date) -> tuple[float, float]:
    """Return the squared move between two elections, in the units of `Expected.scale`, and that of the lead."""
    start, moved = _votes()[former], _votes()[later] - _votes()[former]
    each = (moved**2 / np.maximum(start, LEAST_SHARE)).sum() / (len(start) - 1)
    return float(each), float(lead_of(start) @ moved) ** 2


@cache
def _votes() -> dict[date, Floats]:
    return {day: in_groups(dict(shares)) for day, shares in general_elections().items()}
