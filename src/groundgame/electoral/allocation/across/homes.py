"""How many homes of each kind of elector there are in a ward, and how many of them are flats."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.across.effects import AUDIENCES
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.homes import REACHABLE, households
from groundgame.electoral.forecasting.london.seats import Wards

UNDECIDED = 0.2
"""A guess at the part of homes where nobody has made up their mind, until the contact log tells."""


@dataclass(frozen=True, eq=False)
class Homes:
    """The homes of wards, (wards,): all, those that can be reached, the part that are flats, and the kinds of elector.

    `kinds` gives for each of `AUDIENCES` its part of the homes (0-1), (wards,).
    """

    households: Floats
    flats: Floats
    kinds: dict[str, Floats]

    @property
    def reachable(self) -> Floats:
        """Homes with an elector who can be called on or rung."""
        return REACHABLE * self.households


def homes_of(wards: Wards, support: Floats) -> Homes:
    """Return the homes of wards in which so large a part (0-1) of those who vote is the party's, (wards,).

    Those who do not vote are taken to lean as their neighbours do.
    """
    total, flats = households(wards)
    decided = 1 - UNDECIDED
    parts = (decided * support, np.full(len(support), UNDECIDED), decided * (1 - support))
    return Homes(total, flats, dict(zip(AUDIENCES, parts, strict=True)))
