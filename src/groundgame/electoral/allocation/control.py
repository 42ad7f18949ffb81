"""Control of councils: on which draws a ward's next seat makes the majority, as the rest of the plan stands."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import GainCurve
from groundgame.electoral.allocation.needs import WardNeed
from groundgame.electoral.forecasting.london.block_draws import Draws

Seats = npt.NDArray[np.int16]


class Councils:
    """The councils of a set of wards, and the seats that a party has in each on every draw under a plan."""

    def __init__(self, wards: Sequence[WardNeed], votes: Floats) -> None:
        """Count the seats when a plan adds so many votes (wards,) to each of the party's candidates."""
        self._wards = wards
        self.won = seats_with(wards, votes)
        of = np.array([ward.borough for ward in wards])
        seats = np.array([ward.seats for ward in wards])
        boroughs = dict.fromkeys(of.tolist())
        self.held: dict[str, Seats] = {one: self.won[of == one].sum(axis=0, dtype=np.int16) for one in boroughs}
        self.needed: dict[str, int] = {one: int(seats[of == one].sum()) // 2 + 1 for one in boroughs}

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


def seats_with(wards: Sequence[WardNeed], votes: Floats) -> Seats:
    """Return the party's seats in wards on every draw, (wards, draws), with so many votes (wards,) more for each."""
    places = _by_place(tuple(wards))
    found = np.zeros(places.shape[1:], np.int16)
    for lacking in places:
        found += lacking <= votes.astype(np.float32)[:, None]
    return found


@lru_cache(maxsize=2)
def _by_place(wards: tuple[WardNeed, ...]) -> Draws:
    """Return what the first, second, ... candidate of every ward lacks, (places, wards, draws); infinite where none is.

    Kept, as the same wards are counted under many plans: ward by ward that took most of the time of a plan.
    """
    draws = max(ward.lacking.shape[1] for ward in wards)
    found = np.full((max(len(ward.lacking) for ward in wards), len(wards), draws), np.inf, np.float32)
    for at, ward in enumerate(wards):
        found[: len(ward.lacking), at] = ward.lacking
    return found
