"""Seats that a small party or an independent wins from nowhere: no share of last time says which."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.general.blocs import POPULIST, column
from groundgame.electoral.forecasting.general.elections import Election, Floats, Ints
from groundgame.electoral.forecasting.general.ridge import weight
from groundgame.electoral.forecasting.general.settings import Setting

# As if one election before the record had shown one such seat.
PRIOR_SEATS = 1.0
# What a candidate who breaks through has beside the bloc's usual share.
LEAST_GAIN, MOST_GAIN = 0.40, 0.60
SMALL = (POPULIST, "green", "other")


def breaks_through(setting: Setting, election: Election) -> Ints:
    """Return the rows of seats that a small bloc won which it had not held."""
    small = np.isin(election.winner, [column(name) for name in SMALL])
    return np.flatnonzero(small & (election.winner != setting.before.winner) & ~setting.speaker)


def expected_breaks(pairs: Sequence[tuple[Setting, Election]], day: date) -> float:
    """Return how many seats to expect to be won from nowhere, from the elections before a day."""
    past = [(weight(pair[1].day, day), pair) for pair in pairs if pair[1].day < day]
    total = PRIOR_SEATS + sum(each * len(breaks_through(*pair)) for each, pair in past)
    return float(total / (1 + sum(each for each, _ in past)))


class Breaks:
    """The seats won from nowhere in a set of draws: few in most, many in some."""

    def __init__(self, rng: np.random.Generator, setting: Setting, centre: Floats, expected: float, draws: int) -> None:
        """Draw which seat of which draw is won, and by which bloc: by the blocs' size among those that stand."""
        seats = len(setting.ids)
        counts = rng.poisson(expected * rng.exponential(size=draws))
        self.draw = np.repeat(np.arange(draws), counts)
        self.seat = rng.integers(0, seats, len(self.draw))
        columns = np.array([column(name) for name in SMALL])
        size = centre[:, columns].mean(axis=0)
        self.bloc = columns[rng.choice(len(columns), len(self.draw), p=size / size.sum())]
        self.gain = rng.uniform(LEAST_GAIN, MOST_GAIN, len(self.draw))

    def within(self, part: slice, rows: Ints) -> tuple[Ints, Ints, Ints, Floats]:
        """Return bloc, draw (from the part's first), seat (in `rows`) and gain of those in some draws and seats."""
        some = slice(*np.searchsorted(self.draw, [part.start, part.stop]).tolist())
        seat = self.seat[some]
        place = np.minimum(np.searchsorted(rows, seat), len(rows) - 1)
        here = rows[place] == seat
        return self.bloc[some][here], self.draw[some][here] - part.start, place[here], self.gain[some][here]
