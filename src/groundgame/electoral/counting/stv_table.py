"""What a returning officer keeps in front of them in a transferable count, and the rounds written down from it."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from groundgame.electoral.counting.guarding import Guarding
from groundgame.electoral.counting.piles import Engine, first_preferences, lay_out
from groundgame.electoral.counting.reading import Formal
from groundgame.electoral.counting.rounds import Figure, Round
from groundgame.electoral.counting.stv_ties import Choice
from groundgame.electoral.counting.ties import CountError, Figures


class Table:
    """Votes, who continues and who is elected, while a count goes on.

    Votes are kept in units of which a paper holds `unit`, so that a rule of two decimal places counts in whole
    hundredths. `points` are the moments to which a tie may look back, with the votes that stood then.
    """

    def __init__(self, formal: Formal, seats: int, unit: int, engine: Engine, guarding: Guarding) -> None:
        if seats < 1:
            raise CountError(f"There are {seats} seats to fill: give a number of 1 or more.")
        self.piles = lay_out(formal, engine)
        self.seats = seats
        self.unit = unit
        self.guarding = guarding
        first = first_preferences(self.piles, formal.candidates)
        self.votes: dict[str, Figure] = {name: unit * number for name, number in first.items()}
        self.valid: Figure = unit * formal.valid
        self.non_transferable: Figure = 0
        self.continuing = set(formal.candidates)
        self.elected: list[str] = []
        self.points: list[tuple[str, Figures]] = []
        self.rounds: list[Round] = []
        self._clear()

    @property
    def vacancies(self) -> int:
        """Seats that nobody has been elected to."""
        return self.seats - len(self.elected)

    @property
    def stage(self) -> str:
        """What to call the stage that is being counted."""
        return f"stage {len(self.rounds) + 1}"

    def doomed(self) -> frozenset[str]:
        """Return those who continue and whose election would break a guarantee."""
        return self.guarding.doomed(self.elected, self.continuing) if self.vacancies else frozenset()

    def excludable(self) -> list[str]:
        """Return those who may be excluded without breaking a guarantee, fewest votes first."""
        guarded = self.guarding.guarded(self.elected, self.continuing)
        return sorted(self.continuing - guarded, key=lambda name: (self.votes[name], name))

    def shift(self, giver: str, receiver: str | None, amount: Figure) -> None:
        """Move votes from one candidate to another, or to nobody."""
        self.votes[giver] -= amount
        if receiver is None:
            self.non_transferable += amount
        else:
            self.votes[receiver] += amount
        self._transfers[giver, receiver] += amount

    def elect(self, name: str) -> None:
        """Write down that somebody is elected."""
        self.continuing.remove(name)
        self.elected.append(name)
        self._elected.append(name)

    def exclude(self, names: Iterable[str]) -> None:
        """Write down that these are excluded."""
        for name in sorted(names, key=lambda name: (self.votes[name], name)):
            self.continuing.remove(name)
            self._excluded.append(name)

    def note(self, words: str | None) -> None:
        """Write down what an observer would ask about."""
        if words:
            self._notes.append(words)

    def take(self, choice: Choice) -> str:
        """Return who was chosen, and write down how."""
        self.note(choice.note)
        return choice.name

    def mark(self, label: str) -> None:
        """Keep the votes as they stand, for ties to come."""
        self.points.append((label, dict(self.votes)))

    def close(self, givers: Iterable[str] = (), quota: Figure | None = None) -> None:
        """Write down the stage."""
        self.rounds.append(
            Round(
                {name: self.figure(votes) for name, votes in self.votes.items()},
                elected=tuple(self._elected),
                excluded=tuple(self._excluded),
                non_transferable=self.figure(self.non_transferable),
                transferred_from=tuple(givers),
                note="; ".join(self._notes) or None,
                quota=None if quota is None else self.figure(quota),
                transfers=self._moved(),
            )
        )
        self._clear()

    def figure(self, amount: Figure) -> Figure:
        """Return an amount in votes."""
        votes = Fraction(amount) / self.unit
        return votes.numerator if votes.denominator == 1 else votes

    def _moved(self) -> dict[tuple[str, str | None], Figure]:
        # In the order of the candidates, whoever's papers were looked at first.
        ways = [(giver, receiver) for giver in self.votes for receiver in (*self.votes, None)]
        return {way: self.figure(self._transfers[way]) for way in ways if self._transfers.get(way)}

    def _clear(self) -> None:
        self._elected: list[str] = []
        self._excluded: list[str] = []
        self._notes: list[str] = []
        self._transfers: defaultdict[tuple[str, str | None], Figure] = defaultdict(int)
