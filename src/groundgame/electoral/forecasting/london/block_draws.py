"""The block vote on many draws at once: which parties' candidates fill a ward's seats."""

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting import settings

Draws = npt.NDArray[np.float32]
SeatDraws = npt.NDArray[np.uint8]

# Expected standard normal order statistics: how far the best, the next and the last of a slate are from its mean.
SLATES = {1: (0.0,), 2: (0.5642, -0.5642), 3: (0.8463, 0.0, -0.8463)}
LONGEST_SLATE = max(SLATES)


def block_seats(strength: Draws, standing: npt.NDArray[np.int64], seats: int) -> SeatDraws:
    """Return the seats (groups, draws) that each group wins of a ward's, on draws of its mean vote (groups, draws).

    The candidates of a slate are apart as the best, the next and the last of so many usually are; the seats go to the
    highest. A group with more votes can so win two of three. Votes may be in any unit; no ward has more than three
    seats.
    """
    won = np.zeros(strength.shape, np.uint8)
    slates = {at: slate_votes(strength[at], int(number)) for at, number in enumerate(standing) if number > 0}
    if slates:
        last = _last_elected(list(slates.values()), seats)
        for at, slate in slates.items():
            for votes in slate:
                won[at] += votes >= last
    return won


def slate_votes(mean: Draws, candidates: int) -> list[Draws]:
    """Return the votes of the candidates of a slate, best first, from their mean."""
    apart = SLATES[min(candidates, LONGEST_SLATE)]
    return [mean * np.float32(1 + settings.SLATE * each) for each in apart]


def _last_elected(slates: list[list[Draws]], seats: int) -> Draws:
    """Return the votes of the last candidate elected: the highest so many are kept, a candidate at a time.

    A slate's second candidate is below its first, so it need not be held against the highest place, and so on.
    """
    highest = [np.full(slates[0][0].shape, -1, np.float32) for _ in range(seats)]
    for slate in slates:
        for first, votes in enumerate(slate[:seats]):
            left = votes
            for place in range(first, seats - 1):
                beaten = np.minimum(highest[place], left)
                np.maximum(highest[place], left, out=highest[place])
                left = beaten
            np.maximum(highest[-1], left, out=highest[-1])
    return highest[-1]
