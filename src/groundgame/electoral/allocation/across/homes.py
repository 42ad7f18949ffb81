"""How many homes of each kind of elector there are in a ward, and how many of them are flats."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.across.effects import AUDIENCES
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.homes import REACHABLE, households
from groundgame.electoral.forecasting.london.seats import Wards

UNDECIDED = 0.2
"""A guess at the part of homes where nobody has made up their mind, until the contact log tells."""
LEAST_LEFT = 1e-3


@dataclass(frozen=True, eq=False)
class Homes:
    """The homes of wards, (wards,): all, those that can be reached, the part that are flats, and the kinds of elector.

    `kinds` gives for each of `AUDIENCES` its part of the homes (0-1), (wards,). `spoken` are homes where we have spoken
    to somebody already, (wards,); unless told, none.
    """

    households: Floats
    flats: Floats
    kinds: dict[str, Floats]
    spoken: Floats | None = None

    @property
    def reachable(self) -> Floats:
        """Homes with an elector who can be called on or rung."""
        return REACHABLE * self.households

    def left(self, reached: float) -> Floats:
        """Return the part (0-1) of the homes that can be spoken to where nobody was yet, (wards,).

        `reached` (0-1) is the most of those that can be reached to whom a channel ever speaks. Homes that were spoken
        to are taken to be of all kinds alike; a little is always left.
        """
        if self.spoken is None:
            return np.ones(len(self.households))
        found: Floats = np.clip(1 - self.spoken / np.maximum(self.reachable * reached, 1e-9), LEAST_LEFT, 1.0)
        return found


def homes_of(wards: Wards, support: Floats) -> Homes:
    """Return the homes of wards in which so large a part (0-1) of those who vote is the party's, (wards,).

    Those who do not vote are taken to lean as their neighbours do.
    """
    return homes_in_parts(*households(wards), support)


def homes_in_parts(total: Floats, flats: Floats, support: Floats) -> Homes:
    """Return homes of which so large a part (0-1) is flats, and in which so large a part of those who vote is ours."""
    decided = 1 - UNDECIDED
    parts = (decided * support, np.full(len(support), UNDECIDED), decided * (1 - support))
    return Homes(total, flats, dict(zip(AUDIENCES, parts, strict=True)))
