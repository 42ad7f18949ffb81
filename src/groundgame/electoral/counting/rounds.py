"""What a count hands back: its rounds, and who is elected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Round:
    """One stage of a count.

    `votes` holds what each name stands at: papers, or for d'Hondt the quotients, exact. `elected` and `excluded` are
    those of this round alone; `not_transferred` counts the papers that no longer stand with anybody.
    """

    votes: Mapping[str, int | Fraction]
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    not_transferred: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A whole count under one rule (`fptp`, `block`, `sv`, `dhondt`) for a number of seats."""

    rule: str
    seats: int
    rounds: tuple[Round, ...]

    @property
    def elected(self) -> tuple[str, ...]:
        """The names elected, in the order in which they were; a list stands once for each of its seats."""
        return tuple(name for each in self.rounds for name in each.elected)

    @property
    def seats_won(self) -> dict[str, int]:
        """Seats by name, for those that won any."""
        return dict(Counter(self.elected))

    @property
    def vacant_seats(self) -> int:
        """Seats that nobody was left to fill."""
        return self.seats - len(self.elected)
