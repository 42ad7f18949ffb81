"""What a walk is made of."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from groundgame.campaign.doorstep.cutting.places import Place


@dataclass(frozen=True, slots=True)
class Leg:
    """Part of one side of one street, as a walk goes along it; `points` holds where its places are, in metres."""

    street: str
    side: str
    places: tuple[Place, ...]
    points: np.ndarray

    @property
    def flats(self) -> list[str]:
        """The names of the flats, of a leg that is part of one block."""
        return [flat.name for place in self.places for flat in place.flats]

    def back(self) -> Self:
        """Return the same, walked the other way; the flats of a block stay in their order."""
        return type(self)(self.street, self.side, self.places[::-1], self.points[::-1])


@dataclass(frozen=True, slots=True)
class Cut:
    """One walk: its legs in the order that they are walked."""

    legs: tuple[Leg, ...]

    @property
    def doors(self) -> list[int]:
        """The keys of the doors in their order."""
        return [door for leg in self.legs for place in leg.places for door in place.doors]

    @property
    def points(self) -> np.ndarray:
        """Where its places are, in their order."""
        return np.concatenate([leg.points for leg in self.legs])

    @property
    def metres(self) -> float:
        """How far it is from the first door to the last, in straight lines between the places."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())
