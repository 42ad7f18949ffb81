"""What a count hands back: its rounds, and who is elected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Figure = int | Fraction
"""What a name stands at: whole papers, or an exact part of them."""


@dataclass(frozen=True, slots=True)
class Round:
    """One stage of a count.

    `votes` holds what each name stands at when the stage ends: papers, values of papers, or for d'Hondt the quotients,
    all exact. `elected` and `excluded` are those of this stage alone; the excluded stand in the stage in which their
    papers move, unless the count ends before that. `non_transferable` is what no longer stands with anybody when it
    ends, counted from the beginning. `transferred_from` names those whose papers moved to make it; what
    each received is the difference from the stage before. `transfers` splits that by giver where several gave at once.
    `quota` is this stage's, where a rule works it out anew. `note` tells of ties, and of anything else that an observer
    would ask about.
    """

    votes: Mapping[str, Figure]
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    non_transferable: Figure = 0
    transferred_from: tuple[str, ...] = ()
    note: str | None = None
    quota: Figure | None = None
    transfers: Mapping[tuple[str, str | None], Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole count under one rule for a number of seats.

    `valid` and `invalid` are papers; `quota` is the rule's own, the last where it changes. `places` is how many
    decimal places the rule works to, so that figures print as it writes them.
    """

    rule: str
    seats: int
    rounds: tuple[Round, ...]
    valid: int | None = None
    invalid: int = 0
    quota: Figure | None = None
    places: int = 0

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
