"""Counts in which the lowest drop out until one has more than half: who goes, and when it is over."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from groundgame.electoral.counting.rounds import Figure
from groundgame.electoral.counting.stv_ties import Choice, Look, highest, looked_at, lowest
from groundgame.electoral.counting.ties import Figures, TieBreak


@dataclass
class Dropping:
    """The stages so far, and the decisions that follow from them.

    `together` has all go at once who, even with one another's votes, cannot catch up with the next above them;
    `to_two` goes on until two are left, though somebody has a majority before.
    """

    tie: TieBreak
    together: bool = False
    to_two: bool = False
    look: Look = "backwards"
    points: list[tuple[str, Figures]] = field(default_factory=list)

    def winner(self, votes: Figures) -> Choice | None:
        """Return who is elected by a stage, or nobody yet."""
        self.points.append((f"stage {len(self.points) + 1}", dict(votes)))
        best = max(votes.values())
        ahead = sorted(name for name in votes if votes[name] == best)
        if 2 * best > sum(votes.values()) and (len(votes) <= 2 or not self.to_two):
            return Choice(ahead[0])
        if len(votes) > 2:
            return None
        return Choice(ahead[0]) if len(ahead) == 1 else highest(ahead, self._before(), self.tie)

    def losers(self, votes: Figures) -> tuple[tuple[str, ...], str | None]:
        """Return who drops out after a stage, fewest votes first, and a note on a tie."""
        if self.together and len(batch := _hopeless(votes)) > 1:
            return batch, None
        least = min(votes.values())
        behind = sorted(name for name in votes if votes[name] == least)
        choice = Choice(behind[0]) if len(behind) == 1 else lowest(behind, self._before(), self.tie)
        return (choice.name,), choice.note

    def _before(self) -> Iterable[tuple[str, Figures]]:
        return looked_at(self.points[:-1], self.look)


def _hopeless(votes: Figures) -> tuple[str, ...]:
    """Return the most of the lowest whose votes together are fewer than those of each above them.

    >>> _hopeless({"Ash": 50, "Beech": 40, "Cedar": 12, "Dogwood": 3})
    ('Dogwood', 'Cedar')
    """
    ranked = sorted(votes, key=lambda name: (votes[name], name))
    total: Figure = 0
    batch = 0
    for place, name in enumerate(ranked[:-1], start=1):
        total += votes[name]
        if total < votes[ranked[place]]:
            batch = place
    return tuple(ranked[:batch])
