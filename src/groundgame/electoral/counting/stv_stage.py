"""One stage of a transferable count while it goes on, and the round that is written down of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from groundgame.electoral.counting.rounds import Figure, Round


@dataclass
class Stage:
    """Who was elected and excluded so far, what moved from whom to whom, and what to tell an observer."""

    elected: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    transfers: dict[tuple[str, str | None], Figure] = field(default_factory=lambda: defaultdict(int))

    def round(
        self,
        votes: Mapping[str, Figure],
        non_transferable: Figure,
        givers: Iterable[str],
        quota: Figure | None,
        unit: int,
    ) -> Round:
        """Return the stage as it ended; a vote has `unit` of what the figures given are in."""
        return Round(
            {name: in_votes(figure, unit) for name, figure in votes.items()},
            elected=tuple(self.elected),
            excluded=tuple(self.excluded),
            non_transferable=in_votes(non_transferable, unit),
            transferred_from=tuple(givers),
            note="; ".join(self.notes) or None,
            quota=None if quota is None else in_votes(quota, unit),
            transfers=self._moved(votes, unit),
        )

    def _moved(self, names: Iterable[str], unit: int) -> dict[tuple[str, str | None], Figure]:
        # In the order of the candidates, whoever's papers were looked at first.
        ways = [(giver, receiver) for giver in names for receiver in (*names, None)]
        return {way: in_votes(self.transfers[way], unit) for way in ways if self.transfers.get(way)}


def in_votes(figure: Figure, unit: int) -> Figure:
    """Return a figure in votes, whole where it is.

    >>> in_votes(250, 100), in_votes(300, 100)
    (Fraction(5, 2), 3)
    """
    votes = Fraction(figure) / unit
    return votes.numerator if votes.denominator == 1 else votes
