"""Control of councils: on which draws a ward's next seat makes the majority, as the rest of the plan stands."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import GainCurve
from groundgame.electoral.allocation.needs import WardNeed

Seats = npt.NDArray[np.int16]


class Councils:
    """The councils of a set of wards, and the seats that a party has in each on every draw under a plan."""

    def __init__(self, wards: Sequence[WardNeed], votes: Floats) -> None:
        """Count the seats when a plan adds so many votes (wards,) to each of the party's candidates."""
        self._wards = wards
        self.won = [seats_with(ward, float(more)) for ward, more in zip(wards, votes, strict=True)]
        self.held: dict[str, Seats] = defaultdict(lambda: np.zeros_like(self.won[0]))
        self.needed: dict[str, int] = defaultdict(int)
        for ward, won in zip(wards, self.won, strict=True):
            self.held[ward.borough] = self.held[ward.borough] + won
            self.needed[ward.borough] += ward.seats
        self.needed = {borough: seats // 2 + 1 for borough, seats in self.needed.items()}

    def chances(self) -> dict[str, float]:
        """Return the chance (0-1) of a majority in each council."""
        return {borough: float((held >= self.needed[borough]).mean()) for borough, held in self.held.items()}

    def worth(self, at: int) -> list[Floats]:
        """Return what each candidate's seat in a ward is worth on every draw, (draws,): 1 if it makes the majority."""
        ward = self._wards[at]
        short = self.needed[ward.borough] - (self.held[ward.borough] - self.won[at])
        return [(short == place + 1).astype(float) for place in range(len(ward.lacking))]


def control_gains(wards: Sequence[WardNeed], curves: Sequence[GainCurve], votes: Floats) -> list[Floats]:
    """Return the councils that each ward's hours add, (steps,) for each, when the plan adds so many votes (wards,)."""
    councils = Councils(wards, votes)
    return [curve.gains(councils.worth(at)) for at, curve in enumerate(curves)]


def seats_with(ward: WardNeed, votes: float) -> Seats:
    """Return the party's seats in a ward on every draw, (draws,), with so many votes more for each candidate."""
    return np.asarray((ward.lacking <= votes).sum(axis=0), dtype=np.int16)
