"""What a party lacks in a contest that many wards add up to: the mayor, an Assembly seat, a seat in Parliament."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import SHARPEST, SMOOTHED_POINTS

GRID = 150


@dataclass(frozen=True, eq=False)
class Stake:
    """A contest: about how many `votes` are cast, and the votes that the party lacks there on every joint draw.

    `lacking` is (seats, draws): for each further seat what it would take, the nearest first; where it is not above 0
    the seat is won. `wards` are the parts (0-1) of each ward that vote in it, (wards,). `worth` (seats, draws) is what
    each seat is worth there (0-1), in the gain and not in the chance; unless told, 1.
    """

    id: str
    tier: str
    name: str
    votes: float
    lacking: Floats
    wards: Floats
    worth: Floats | None = None

    def chance(self, votes: float = 0.0) -> float:
        """Return the chance (0-1) of the seat, or of the nearest of several, when the party has so many votes more."""
        return float((self.lacking[0] <= votes).mean())

    def won(self, votes: float) -> float:
        """Return the seats expected when the party has so many votes more: of one seat, its chance."""
        return float((self.lacking <= votes).sum(axis=0).mean())

    def gain(self, votes: Floats | float, points: float = SMOOTHED_POINTS) -> Floats:
        """Return the seats that so many votes add (any shape), with every draw blurred by `points` of the vote."""
        blur, asked = points / 100 * self.votes, np.atleast_1d(votes)
        before = self._valued(ndtr(-self.lacking / blur))
        after = [self._valued(ndtr((more - self.lacking) / blur)) for more in asked.ravel()]
        found: Floats = (np.array(after) - before).reshape(asked.shape)
        return found

    def slope(self, votes: float, points: float = SMOOTHED_POINTS) -> float:
        """Return what one vote more adds, in seats, when the party has so many votes more."""
        blur = points / 100 * self.votes
        away = (votes - self.lacking) / blur
        return self._valued(np.exp(-0.5 * away**2)) / float(blur * np.sqrt(2 * np.pi))

    def tangent(self, votes: float, most: float) -> tuple[float, float]:
        """Return a line that the gain is nowhere above between 0 and `most` votes: its value at 0, and its slope.

        It runs as the gain does at `votes`, and is lifted by what the gain may rise between the points of a grid.
        """
        grid = np.linspace(0.0, max(most, 1.0), GRID)
        gains = self.gain(grid)
        slope = self.slope(votes)
        bend = SHARPEST / (SMOOTHED_POINTS / 100 * self.votes) ** 2 * len(self.lacking)
        return float((gains - slope * grid).max()) + bend * grid[1] ** 2 / 8, slope

    def _valued(self, seats: Floats) -> float:
        """Return seats (seats, draws) added up at what they are worth, in the mean of the draws."""
        return float((seats if self.worth is None else self.worth * seats).mean(axis=1).sum())
