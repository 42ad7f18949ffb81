"""What a returning officer keeps in front of them in a transferable count, and the rounds written down from it."""

from collections.abc import Iterable

from groundgame.electoral.counting.guarding import Guarantee, Guarding
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.piles import Engine, first_preferences, lay_out
from groundgame.electoral.counting.reading import read_as
from groundgame.electoral.counting.rounds import Count, Figure, Round
from groundgame.electoral.counting.stv_stage import Stage
from groundgame.electoral.counting.stv_ties import Choice
from groundgame.electoral.counting.ties import CountError, Figures


class Table:
    """Votes, who continues and who is elected, while a count goes on.

    Votes are kept in units of which a paper holds `unit`, so that a rule of two decimal places counts in whole
    hundredths. `points` are the moments to which a tie may look back, with the votes that stood then.
    """

    def __init__(
        self, papers: Papers, seats: int, unit: int, guaranteed: Iterable[Guarantee] = (), engine: Engine = "auto"
    ) -> None:
        """Lay out the papers. One ends where a number is left out or given to several, as after its last.

        Raises:
            CountError: if there is no seat or nobody to count, or what is guaranteed cannot be had.
        """
        if seats < 1:
            raise CountError(f"There are {seats} seats to fill: give a number of 1 or more.")
        formal = read_as(papers, skipped="exhaust")
        self.papers, self.invalid = formal.valid, formal.invalid
        self.piles = lay_out(formal, engine)
        self.seats = seats
        self.unit = unit
        self.guarding = Guarding.of(guaranteed, formal.candidates, seats)
        first = first_preferences(self.piles, formal.candidates)
        self.votes: dict[str, Figure] = {name: unit * number for name, number in first.items()}
        self.valid: Figure = unit * self.papers
        self.non_transferable: Figure = 0
        self.continuing = set(formal.candidates)
        self.elected: list[str] = []
        self.points: list[tuple[str, Figures]] = []
        self.rounds: list[Round] = []
        self._now = Stage()

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

    def lowest(self) -> list[str]:
        """Return those with the fewest votes among those who may be excluded."""
        able = self.excludable()
        return [name for name in able if self.votes[name] == self.votes[able[0]]]

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
        self._now.transfers[giver, receiver] += amount

    def move(self, name: str, batch: int, to_batch: int, value: Figure) -> dict[str | None, int]:
        """Pass a batch on, and its new value a paper to whoever receives one; return how many papers went to whom.

        What nobody receives is not moved to nobody here: the rule says what it is worth.
        """
        received = self.piles.move(name, batch, to_batch, self.continuing)
        for to, number in received.items():
            if to is not None:
                self.shift(name, to, number * value)
        return received

    def elect(self, name: str) -> None:
        """Write down that somebody is elected."""
        self.continuing.remove(name)
        self.elected.append(name)
        self._now.elected.append(name)

    def exclude(self, names: Iterable[str]) -> None:
        """Write down that these are excluded."""
        for name in sorted(names, key=lambda name: (self.votes[name], name)):
            self.continuing.remove(name)
            self._now.excluded.append(name)

    def note(self, words: str | None) -> None:
        """Write down what an observer would ask about."""
        if words:
            self._now.notes.append(words)

    def take(self, choice: Choice) -> str:
        """Return who was chosen, and write down how."""
        self.note(choice.note)
        return choice.name

    def mark(self, label: str) -> None:
        """Keep the votes as they stand, for ties to come."""
        self.points.append((label, dict(self.votes)))

    def close(self, givers: Iterable[str] = (), quota: Figure | None = None) -> None:
        """Write down the stage."""
        self.rounds.append(self._now.round(self.votes, self.non_transferable, givers, quota, self.unit))
        self._now = Stage()

    def count(self, rule: str, quota: Figure | None, places: int) -> Count:
        """Return the whole count; `quota` is in votes."""
        return Count(rule, self.seats, tuple(self.rounds), self.papers, self.invalid, quota, places)
