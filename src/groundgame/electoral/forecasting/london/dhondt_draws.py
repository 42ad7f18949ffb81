"""Modified d'Hondt on many draws at once."""

import numpy as np

from groundgame.electoral.forecasting.london.groups import OTHERS, Floats
from groundgame.electoral.forecasting.london.past import Ints

THRESHOLD = 0.05


def list_seats(shares: Floats, already: Ints, seats: int) -> Ints:
    """Return the list seats (draws, groups), given list shares (0-1) and the constituency seats already won.

    A list under 5% wins none, and the others, a sum of many small ones, are taken to be under it. Law: Greater London
    Authority Act 1999, Schedule 2, Part II.
    """
    votes = np.where(shares >= THRESHOLD, shares, 0.0)
    votes[:, OTHERS] = 0.0
    won = np.zeros(shares.shape, np.int64)
    at = np.arange(len(shares))
    for _ in range(seats):
        best = (votes / (already + won + 1)).argmax(axis=1)
        won[at, best] += 1
    return won
