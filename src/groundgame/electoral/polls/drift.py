"""How far averages of polls move by themselves between one day and a later one."""

from datetime import date
from functools import cache

import numpy as np

from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.houses import Houses
from groundgame.electoral.polls.misses import LEAST_SHARE, result_for
from groundgame.electoral.polls.recency import averaged, recent, weights_on
from groundgame.electoral.polls.table import national_polls

FIRST_YEAR = 1974
QUARTER_DAYS = 91
LAGS_QUARTERS = (1, 2, 4, 8)
HALF_LIFE_DAYS = 20.0
NO_HOUSES = Houses(np.array([], dtype=np.str_), np.array([], dtype=np.int64), np.zeros((0, 0)))


def drift_square(as_of: date, days: int) -> float:
    """Return the mean squared move of an average in so many days, in the units of `Expected.scale` squared.

    It is learned from the averages at the start of every quarter since 1974, both ends of a move before `as_of`.

    Raises:
        PollsError: if there are none yet.
    """
    known = [0.0, *(_moved(as_of, lag) for lag in LAGS_QUARTERS)]
    return float(np.interp(days, [0, *(lag * QUARTER_DAYS for lag in LAGS_QUARTERS)], known))


@cache
def _moved(as_of: date, lag: int) -> float:
    series = [(day, shares) for day, shares in _quarters() if day < as_of]
    moves = []
    for (_, first), (_, later) in zip(series, series[lag:], strict=False):
        polled = np.array(list(first.values()))
        moved = result_for(tuple(first), later) - polled
        moves.append((moved**2 / np.maximum(polled, LEAST_SHARE)).sum() / (len(polled) - 1))
    if not moves:
        raise PollsError(
            f"How far averages move cannot be learned before {as_of}: they are followed from {FIRST_YEAR}. "
            f"Name a day of {FIRST_YEAR + 3} or later."
        )
    return float(np.mean(moves))


@cache
def _quarters() -> list[tuple[date, dict[str, float]]]:
    """Return the average at the start of each quarter, by party; house effects hardly matter to a move."""
    table = national_polls()
    last = date.fromordinal(int(table.end[-1]))
    days = [date(year, month, 1) for year in range(FIRST_YEAR, last.year + 1) for month in (1, 4, 7, 10)]
    found = []
    for day in days:
        polls = recent(table, day, HALF_LIFE_DAYS)
        if len(polls) and day <= last:
            parties, shares = averaged(polls, weights_on(polls, day, HALF_LIFE_DAYS), NO_HOUSES)
            found.append((day, dict(zip(parties, shares.tolist(), strict=True))))
    return found
