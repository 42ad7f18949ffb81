"""What a director asks a plan for: which contests count how much, how many hours, and what no plan may go below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.errors import AllocationError

WEIGHTS: Mapping[str, float] = {"boroughs": 1.0, "councils": 3.0, "mayor": 10.0, "assembly": 3.0, "westminster": 3.0}
"""What can be won, with the weight that it has unless told: a ward's seat, a council, the mayor, a seat."""
ROUND_OF = {
    "boroughs": "boroughs",
    "councils": "boroughs",
    "mayor": "mayor",
    "assembly": "mayor",
    "westminster": "westminster",
}
KIND_OF = {"mayor": "mayor", "assembly": "assembly", "assembly-list": "assembly", "westminster": "westminster"}
"""Whose weight a contest of a tier has."""
MOST_WEEKS = 52
HALF_LIFE_WEEKS, HALF_LIFE_SOURCE = 2.5, "Townsley 2019; a half-life of two to three weeks"
MOST = 1e12


@dataclass(frozen=True)
class Ask:
    """What is asked: `weights` by contest, the hours of all volunteers together, and over how many weeks.

    `branch_hours` is what every branch gets at least; `leaflet`: every ward with a candidate gets one; `limit_pence`
    the most that leaflets may cost (None: no limit). `session_hours` is one team's evening: work comes in whole ones.
    `half_life_source` tells where the half-life of a contact is from.
    `volunteers` are the hours of each branch and week; where there are none, hours may go anywhere, as many in every
    week.
    """

    weights: Mapping[str, float]
    hours: float
    weeks: int = 8
    branch_hours: float = 0.0
    leaflet: bool = False
    limit_pence: float | None = None
    session_hours: float = 10.0
    half_life_weeks: float = HALF_LIFE_WEEKS
    half_life_source: str = HALF_LIFE_SOURCE
    volunteers: tuple[Supply, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no plan can be made of.

        Raises:
            AllocationError: if a contest is unknown or none counts, or a number is below 0 or out of range.
        """
        for name in sorted(self.weights):
            check_contest(name)
        weights = {f"The weight of {name}": value for name, value in self.weights.items()}
        low = {name: value for name, value in {**weights, **self._numbers()}.items() if not 0 <= value < MOST}
        if low:
            name, value = next(iter(low.items()))
            raise AllocationError(f"{name} cannot be {value:g}: give a number from 0 to under {MOST:g}.")
        if not any(self.weights.values()):
            raise AllocationError("No contest counts: give at least one a weight above 0.")
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise AllocationError(f"A plan has 1 to {MOST_WEEKS} weeks; {self.weeks} were asked for.")
        if not (self.session_hours > 0 and self.half_life_weeks > 0):  # NaN is above nothing
            raise AllocationError("A session and the half-life of a contact must be longer than 0.")

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds in which a contest counts."""
        return tuple(dict.fromkeys(name for one, name in ROUND_OF.items() if self.weights.get(one)))

    def _numbers(self) -> dict[str, float]:
        return {
            "hours": self.hours,
            "branch hours": self.branch_hours,
            "session hours": self.session_hours,
            "spending limit in pounds": (self.limit_pence or 0.0) / 100,
        }


def check_contest(name: str) -> None:
    """Refuse a contest that no plan knows.

    Raises:
        AllocationError: if it is none of `WEIGHTS`.
    """
    if name not in WEIGHTS:
        raise AllocationError(f"There is no contest {name!r} to plan for; there are {', '.join(WEIGHTS)}.")


def weights_of(words: Sequence[str]) -> dict[str, float]:
    """Return weights as they are typed: `boroughs`, `councils=5`; one without a number has its own of `WEIGHTS`.

    Raises:
        AllocationError: if a weight is no number, or a contest is unknown or there twice.

    >>> weights_of(["boroughs", "councils=5"])
    {'boroughs': 1.0, 'councils': 5.0}
    """
    found: dict[str, float] = {}
    for word in words:
        name, _, number = word.strip().partition("=")
        check_contest(name)
        if name in found:
            raise AllocationError(f"{name} is there twice: give each contest one weight.")
        try:
            found[name] = float(number) if number else WEIGHTS[name]
        except ValueError:
            raise AllocationError(f"The weight of {name} cannot be {number!r}: write a number, {name}=2.") from None
    return found
