"""What an hour of work yields: conversations, which fall off as a ward's homes have been reached, and votes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Effort:
    """What an hour yields: `conversations_per_hour` at first, and `votes_per_conversation` for the party.

    `reached` (0-1) is the most of a ward's homes that can be spoken to; as fewer of them are left an hour finds fewer.
    """

    conversations_per_hour: float = 8.0
    votes_per_conversation: float = 0.015
    reached: float = 0.6

    def votes(self, hours: npt.ArrayLike, homes: npt.ArrayLike) -> Floats:
        """Return the votes that hours yield in a ward of so many homes.

        Of `reached * homes` those not yet spoken to are found at a pace that is in proportion to their number.

        >>> Effort().votes([0, 10, 10_000], homes=1000).round(2).tolist()
        [0.0, 1.12, 9.0]
        """
        pool = self.reached * np.asarray(homes, dtype=float)
        spoken: Floats = -pool * np.expm1(-self.conversations_per_hour * np.asarray(hours, dtype=float) / pool)
        return self.votes_per_conversation * spoken

    def most_hours(self, homes: npt.ArrayLike) -> Floats:
        """Return the hours after which a twentieth of those who can be reached is left: no plan gives a ward more."""
        most: Floats = np.log(20) * self.reached * np.asarray(homes, dtype=float) / self.conversations_per_hour
        return most
